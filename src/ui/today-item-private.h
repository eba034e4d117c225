/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/today-list.h"

G_BEGIN_DECLS

struct _RabtaTodayItem
{
  GObject parent_instance;

  RabtaRecord       *record;
  RabtaTodaySection  section;
  guint              count;
  gboolean           preferred; /* women-led or micro */
  char              *key;       /* two items of one key look the same */
};

RabtaTodayItem *rabta_today_item_new         (RabtaRecord       *record,
                                              RabtaTodaySection  section,
                                              gboolean           preferred);
RabtaTodayItem *rabta_today_item_new_heading (RabtaTodaySection  section,
                                              guint              count);
int             rabta_today_item_compare     (gconstpointer      a,
                                              gconstpointer      b);

G_END_DECLS
