/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "programme/programme.h"
#include "programme/rules.h"

G_BEGIN_DECLS

struct _RabtaProgramme
{
  GObject     parent_instance;

  GBytes     *xml;
  char       *id;
  char       *title;
  int         version;
  GListStore *tracks;    /* of RabtaTrack */
  GHashTable *by_track;  /* code to RabtaTrack; owned by the store */
  GHashTable *by_stage;  /* code to RabtaStage; owned by their tracks */
  GHashTable *lists;     /* id to RabtaCodeList, which it owns */
  GListStore *profiles;  /* of RabtaProfile */
  RabtaRules  rules;
};

gboolean rabta_programme_read (RabtaProgramme  *self,
                               const char      *name,
                               gboolean         trusted,
                               GError         **error);

G_END_DECLS
