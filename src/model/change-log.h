/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "model/change-entry.h"
#include "model/kind.h"
#include "store/database.h"
#include "store/statement.h"

G_BEGIN_DECLS

/* What an entry does; permanent, they stand in the log. */
#define RABTA_CHANGE_ACTION  "action"  /* starts what the user did: label, and what it reverts */
#define RABTA_CHANGE_CREATE  "create"
#define RABTA_CHANGE_SET     "set"
#define RABTA_CHANGE_DELETE  "delete"
#define RABTA_CHANGE_RESTORE "restore"
#define RABTA_CHANGE_MERGE   "merge"   /* into another record that is the same, or taken back */

/* A stamp further ahead of the computer's clock than this, in milliseconds, comes from a clock that is
 * wrong: it is taken and does not move ours. */
#define RABTA_CHANGE_CLOCK_ERROR (10 * 60 * 1000)

/* What rabta_change_log_read() reads, of change c, site s and action a. */
#define RABTA_CHANGE_LOG_COLUMNS \
  "s.id, c.counter, c.stamp, c.programme, c.format, c.officer, a.id, c.record, c.kind, c.op, c.body, c.hash"

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

void     rabta_change_log_hash      (guint8                 hash[RABTA_CHANGE_HASH_LENGTH],
                                     const RabtaChangeEntry *entry);
void     rabta_change_log_read      (RabtaStatement    *statement,
                                     int                column,
                                     RabtaChangeEntry  *entry);
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
