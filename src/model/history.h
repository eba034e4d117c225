/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaHistoryEntry:
 *
 * One thing that happened to a record, for a timeline. Newest first. @old_text and @new_text are
 * for people; all three are NULL for the making or deleting of a record.
 */
typedef struct
{
  char      *instant;   /* ISO, UTC */
  char      *officer;   /* name */
  char      *action;    /* what the user did: "Import of list.csv" */
  RabtaKind  kind;
  RabtaUuid  record;
  char      *title;     /* of the record, for entries of other records */
  enum { RABTA_HISTORY_CREATED, RABTA_HISTORY_CHANGED, RABTA_HISTORY_DELETED, RABTA_HISTORY_RESTORED,
         RABTA_HISTORY_MERGED, RABTA_HISTORY_PARTED } what;
  char      *heading;   /* of the field, translated */
  char      *old_text;
  char      *new_text;
} RabtaHistoryEntry;

void       rabta_history_entry_free   (RabtaHistoryEntry   *self);

/* @with_parts: also the records that refer to it (people, cases, activities of an enterprise). */
void       rabta_history_load_async   (RabtaCasebook       *casebook,
                                       RabtaKind            kind,
                                       const RabtaUuid     *id,
                                       gboolean             with_parts,
                                       guint                limit,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GPtrArray *rabta_history_load_finish  (RabtaCasebook       *casebook,
                                       GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
