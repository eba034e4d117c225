/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/change-entry.h"
#include "model/version-vector.h"

G_BEGIN_DECLS

/**
 * RabtaMerge:
 *
 * Changes from elsewhere on their way into a casebook: one transaction. Merging is the union of
 * changes: order, loss and repetition of the files that brought them do not matter.
 */
typedef struct _RabtaMerge RabtaMerge;

/**
 * RabtaMergeReport:
 * @n_new: changes that were not here
 * @n_known: changes that were
 * @n_waiting: new ones of a newer form, kind or operation, kept until a program comes that knows them
 * @n_clock_wrong: new ones whose time is ahead of this computer's by more than an error of its clock
 * @n_records: records that were made or changed by it
 * @n_conflicts: fields in conflict now
 * @n_conflicts_before: fields in conflict before
 */
typedef struct
{
  gint64 n_new;
  gint64 n_known;
  gint64 n_waiting;
  gint64 n_clock_wrong;
  gint64 n_records;
  gint64 n_conflicts;
  gint64 n_conflicts_before;
} RabtaMergeReport;

typedef gboolean (*RabtaMergeFunc)  (RabtaMerge             *merge,
                                     gpointer                user_data,
                                     GCancellable           *cancellable,
                                     GError                **error);
typedef gboolean (*RabtaChangeFunc) (const RabtaChangeEntry *entry,
                                     gpointer                user_data,
                                     GError                **error);

gboolean rabta_merge_begin_range            (RabtaMerge               *self,
                                             const guint8             *site,
                                             gint64                    first,
                                             const guint8             *hash_before,
                                             GError                  **error);
gboolean rabta_merge_add                    (RabtaMerge               *self,
                                             const RabtaChangeEntry   *entry,
                                             GError                  **error);
const RabtaMergeReport *rabta_merge_get_report (RabtaMerge            *self);

gboolean rabta_merge_compare_own            (RabtaMerge               *self,
                                             const RabtaVersionVector *theirs,
                                             gboolean                 *renamed,
                                             GError                  **error);
/* For what is to be written in the same transaction. */
RabtaBatch *rabta_merge_get_batch           (RabtaMerge               *self);

void     rabta_casebook_merge_async         (RabtaCasebook            *self,
                                             RabtaMergeFunc            func,
                                             gpointer                  user_data,
                                             GDestroyNotify            destroy,
                                             GCancellable             *cancellable,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  callback_data);
gboolean rabta_casebook_merge_finish        (RabtaCasebook            *self,
                                             GAsyncResult             *result,
                                             RabtaMergeReport         *report,
                                             GError                  **error);
gboolean rabta_casebook_merge_sync          (RabtaCasebook            *self,
                                             RabtaMergeFunc            func,
                                             gpointer                  user_data,
                                             RabtaMergeReport         *report,
                                             GCancellable             *cancellable,
                                             GError                  **error);

RabtaVersionVector *rabta_reader_get_versions (RabtaReader            *self,
                                             GError                  **error);
gboolean rabta_reader_get_hash              (RabtaReader              *self,
                                             const guint8             *site,
                                             gint64                    counter,
                                             guint8                    hash[RABTA_CHANGE_HASH_LENGTH],
                                             GError                  **error);
gboolean rabta_reader_foreach_change        (RabtaReader              *self,
                                             const RabtaVersionRange  *range,
                                             RabtaChangeFunc           func,
                                             gpointer                  user_data,
                                             GCancellable             *cancellable,
                                             GError                  **error);

G_END_DECLS
