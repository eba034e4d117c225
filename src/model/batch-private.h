/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook-private.h"
#include "model/search.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

struct _RabtaSettling;

struct _RabtaBatch
{
  RabtaCasebook  *casebook;
  RabtaDatabase  *database;
  const char     *label;
  const RabtaUuid *reverts; /* the action this one undoes or redoes, or NULL */

  RabtaUuid       action_id;
  gint64          action; /* pk; 0 until the first change */
  guint           n_changes;
  gboolean        has_facts; /* something beside the log was written, which is to stay */
  gboolean        dry_run;
  gboolean        lenient;
  gboolean        holidays_touched;
  GHashTable     *cases_touched; /* ids of cases whose due date may have moved */
  RabtaChangeSet *changes;
  RabtaChangeLog  log_before;
  RabtaSearchIndex *search; /* written before the commit */
  GArray         *updates; /* of batch-row.c */
  struct _RabtaSettling *settling; /* rows to look at again before the commit */

  /* Reused for every record. */
  GString        *body;
};

/* For what brings rows in line with the log and writes none: see as-at.c. */
void     rabta_batch_init           (RabtaBatch        *self,
                                     RabtaCasebook     *casebook,
                                     RabtaDatabase     *database);
void     rabta_batch_clear          (RabtaBatch        *self);

/* Runs @func in a transaction of its own on the writer's thread. @undo and @redo are set to the
 * labels after it. */
gboolean rabta_batch_run            (RabtaCasebook     *casebook,
                                     RabtaDatabase     *database,
                                     const char        *label,
                                     const RabtaUuid   *reverts,
                                     RabtaWriteFunc     func,
                                     gpointer           user_data,
                                     GCancellable      *cancellable,
                                     GError           **error);
gboolean rabta_batch_restore_record (RabtaBatch        *self,
                                     RabtaRecord       *record,
                                     GError           **error);
gboolean rabta_batch_delete_stored  (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     GError           **error);
gboolean rabta_batch_save_over      (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     RabtaRecord       *record,
                                     GError           **error);

/* The first change of an action is preceded by the entry of the action itself; it overwrites the body. */
gboolean rabta_batch_ensure_action  (RabtaBatch        *self,
                                     GError           **error);
gboolean rabta_batch_append_change  (RabtaBatch        *self,
                                     const char        *kind,
                                     const RabtaUuid   *record,
                                     const char        *op,
                                     gint64            *change_pk,
                                     GError           **error);
/* Tells what a change of @record, NULL or @stored before, means for others and for who listens. */
void     rabta_batch_note_touched   (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     RabtaRecord       *record);

/* batch-row.c */
GArray  *rabta_batch_new_updates    (void);
/* Writes the columns in which @record differs from @stored, its row as it is, and its tombstone. */
gboolean rabta_batch_write_changes  (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     RabtaRecord       *record,
                                     gint64             deleted,
                                     GError           **error);
/* Writes every column of a record as it is, log and search aside. */
gboolean rabta_batch_write_row      (RabtaDatabase     *database,
                                     RabtaRecord       *record,
                                     gboolean           is_new,
                                     gint64             deleted,
                                     GError           **error);

/* change-body.c: compose the body of the next entry in @self->body. */
void     rabta_body_compose_create  (RabtaBatch        *self,
                                     RabtaRecord       *record);
gboolean rabta_body_compose_set     (RabtaBatch        *self,
                                     RabtaRecord       *record,
                                     RabtaRecord       *stored,
                                     GPtrArray         *touched,
                                     GError           **error);
gboolean rabta_body_compose_seen    (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     gboolean           with_deletions,
                                     GError           **error);
/* {"seen":[change]} of @changes alone. */
gboolean rabta_body_compose_names   (RabtaBatch        *self,
                                     GArray            *changes,
                                     GError           **error);
gboolean rabta_body_report_conflict (RabtaRecord       *record,
                                     const char        *heading,
                                     GError           **error);
gboolean rabta_body_compose_merge   (RabtaBatch        *self,
                                     RabtaRecord       *stored,
                                     const RabtaUuid   *target,
                                     GArray            *replaced,
                                     GError           **error);
/* {"set":{field:value},"base":{field:[change]}} that replaces each of @heads. */
gboolean rabta_body_compose_decision (RabtaBatch       *self,
                                     const char        *field,
                                     const char        *json,
                                     GArray            *heads,
                                     GError           **error);
JsonObject *rabta_body_parse        (const char        *json);

/* derive.c */
gboolean rabta_derive_record        (RabtaCasebook     *casebook,
                                     RabtaDatabase     *database,
                                     RabtaRecord       *record,
                                     GError           **error);
gboolean rabta_derive_cases         (RabtaBatch        *self,
                                     GError           **error);

/* undo.c */
gboolean rabta_undo_read_labels     (RabtaDatabase     *database,
                                     gint64             site,
                                     char             **undo,
                                     char             **redo,
                                     GError           **error);

G_END_DECLS
