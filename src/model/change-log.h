/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "model/change-entry.h"
#include "model/kind.h"
#include "store/database.h"

G_BEGIN_DECLS

/* What an entry does; permanent, they stand in the log. */
#define RABTA_CHANGE_ACTION  "action"  /* starts what the user did: label, and what it reverts */
#define RABTA_CHANGE_CREATE  "create"
#define RABTA_CHANGE_SET     "set"
#define RABTA_CHANGE_DELETE  "delete"
#define RABTA_CHANGE_RESTORE "restore"

/**
 * RabtaChangeLog:
 *
 * The end of this site's chain, ready for the next entry. Plain data, so that a transaction can keep
 * a copy and put it back when it is rolled back.
 */
typedef struct
{
  gint64     site; /* pk */
  guint8     site_id[RABTA_SITE_ID_LENGTH];
  gint64     counter;
  guint8     hash[RABTA_CHANGE_HASH_LENGTH];
  RabtaClock clock;
  int        programme_version;
  RabtaUuid  officer;
} RabtaChangeLog;

/**
 * RabtaChange:
 *
 * What goes into an entry beside the place in the chain.
 */
typedef struct
{
  gint64           action; /* pk of the action */
  const RabtaUuid *action_id;
  const char      *kind;
  const RabtaUuid *record;
  const char      *op;
  const char      *body;
  gsize            body_length;
} RabtaChange;

gboolean rabta_change_log_open      (RabtaChangeLog    *self,
                                     RabtaDatabase     *database,
                                     GError           **error);
gboolean rabta_change_log_new_site  (RabtaChangeLog    *self,
                                     RabtaDatabase     *database,
                                     GError           **error);
gint64   rabta_change_log_append    (RabtaChangeLog    *self,
                                     RabtaDatabase     *database,
                                     const RabtaChange *change,
                                     GError           **error);
char    *rabta_change_log_dup_id    (RabtaDatabase     *database,
                                     gint64             change,
                                     GError           **error);
gint64   rabta_change_log_find      (RabtaDatabase     *database,
                                     const char        *change_id,
                                     GError           **error);
gboolean rabta_change_log_verify    (RabtaDatabase     *database,
                                     GPtrArray         *report,
                                     GError           **error);

G_END_DECLS
