/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes from elsewhere: first all of them into the log, each checked against its chain; then the rows
 * of the records they are about. No rule is applied on the way: what breaks one was right where it was
 * written, is kept, and is reported by the check. */

#include "model/merge-private.h"

#include "model/peers-private.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

RabtaBatch *
rabta_merge_get_batch (RabtaMerge *self)
{
  return self->batch;
}

/* Counts of changes so far; those of records and conflicts come at the end. */
const RabtaMergeReport *
rabta_merge_get_report (RabtaMerge *self)
{
  return &self->report;
}

static gint64
find_last (const RabtaVersionVector *versions,
           const guint8             *site)
{
  g_autoptr (GArray) ranges = rabta_version_vector_list (versions);
  gint64 last = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);

      if (memcmp (range->site, site, sizeof range->site) == 0)
        last = MAX (last, range->last);
    }

  return last;
}

/**
 * rabta_merge_compare_own:
 * @self: a merge, after all changes
 * @theirs: which changes the sender has
 * @renamed: (out): whether this copy has another id now
 * @error: return location
 *
 * Whoever has changes of this copy that it has not itself tells that it was put back from a backup with all
 * that belongs to it, or cloned. Then it goes on under another id before it gives out a number a second time.
 *
 * Returns: whether all went well
 */
gboolean
rabta_merge_compare_own (RabtaMerge                *self,
                         const RabtaVersionVector  *theirs,
                         gboolean                  *renamed,
                         GError                   **error)
{
  RabtaChangeLog *log = &self->batch->casebook->log;

  *renamed = find_last (theirs, log->site_id) > log->counter;
  if (!*renamed)
    return TRUE;
  self->batch->has_facts = TRUE;

  return rabta_change_log_new_site (log, self->database, error) && rabta_peers_begin_anew (self->database, error);
}

/* One id for two kinds of record would let a person stand where an enterprise is referred to. */
static gboolean
check_kind (RabtaMerge       *self,
            RabtaKind         kind,
            const RabtaUuid  *id,
            GError          **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (self->database, "SELECT 1 FROM change WHERE record = ? AND kind <> ? LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  rabta_statement_bind_text (statement, 1, rabta_kind_get_info (kind)->name, -1);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ROW)
    {
      char text[RABTA_UUID_TEXT_LENGTH + 1];

      rabta_uuid_format (id, text);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Take over changes: two records of different kinds have the id %s"), text);
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
settle_kind (RabtaMerge  *self,
             RabtaKind    kind,
             GError     **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (self->database, "SELECT record FROM temp.merged WHERE kind = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, kind);
  while ((step = rabta_statement_step (statement, _("Take over changes"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid id;

      rabta_statement_get_uuid (statement, 0, &id);
      if (!check_kind (self, kind, &id, error) ||
          !rabta_settle_record (self->batch->settling, self->batch, kind, &id, error))
        return FALSE;
      if (++self->report.n_records % RABTA_MERGE_STRIDE == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
settle (RabtaMerge  *self,
        GError     **error)
{
  /* What refers comes before what it refers to, because it may keep it from being deleted. */
  for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
    if (!settle_kind (self, kind, error) ||
        !rabta_settling_run_kind (self->batch->settling, self->batch, kind, error))
      return FALSE;

  return rabta_settling_run (self->batch->settling, self->batch, error);
}

typedef struct
{
  RabtaMergeFunc    func;
  gpointer          user_data;
  GDestroyNotify    destroy;
  RabtaMergeReport  report;
} MergeJob;

static void
merge_job_free (gpointer data)
{
  MergeJob *job = data;

  if (job->destroy != NULL)
    job->destroy (job->user_data);
  g_free (job);
}

static gint64
count_conflicts (RabtaDatabase *database)
{
  return rabta_database_get_int (database, "SELECT count(*) FROM conflict", 0);
}

static gboolean
run_inside (RabtaMerge  *self,
            MergeJob    *job,
            GError     **error)
{
  self->report.n_conflicts_before = count_conflicts (self->database);
  if (!rabta_database_execute (self->database,
                               "CREATE TEMP TABLE IF NOT EXISTS merged (kind INTEGER NOT NULL, record BLOB NOT NULL, "
                               "PRIMARY KEY (kind, record)) WITHOUT ROWID",
                               _("Take over changes"), error) ||
      !rabta_database_execute (self->database, "DELETE FROM temp.merged", _("Take over changes"), error) ||
      !job->func (self, job->user_data, self->cancellable, error) || !rabta_merge_log_flush (self, error) ||
      !settle (self, error) ||
      !rabta_database_execute (self->database, "DELETE FROM temp.merged", _("Take over changes"), error))
    return FALSE;
  self->report.n_conflicts = count_conflicts (self->database);

  return TRUE;
}

static gboolean
run_merge (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  MergeJob *job = user_data;
  RabtaMerge self = {
    .batch = batch,
    .database = batch->database,
    .cancellable = cancellable,
  };
  gboolean ok;

  rabta_merge_log_init (&self);
  ok = run_inside (&self, job, error);
  rabta_merge_log_clear (&self);
  job->report = self.report;

  return ok;
}

static void
merge_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  GError *error = NULL;

  if (rabta_batch_run (g_task_get_source_object (task), database, _("Merge"), NULL, run_merge, task_data, cancellable,
                       &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_merge_async:
 * @self: a casebook
 * @func: brings the changes, on the writer's thread
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data, on any thread
 * @cancellable: (nullable): cancelling rolls everything back
 * @callback: called on the caller's main context when it is committed or failed
 * @callback_data: for @callback
 *
 * Takes over changes from elsewhere, all that @func brings or none.
 */
void
rabta_casebook_merge_async (RabtaCasebook       *self,
                            RabtaMergeFunc       func,
                            gpointer             user_data,
                            GDestroyNotify       destroy,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             callback_data)
{
  g_autoptr (GTask) task = NULL;
  MergeJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && func != NULL);

  job = g_new0 (MergeJob, 1);
  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, rabta_casebook_merge_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, merge_job_free);
  rabta_casebook_push_write (self, task, merge_job);
}

/**
 * rabta_casebook_merge_finish:
 * @report: (out) (optional): what it came to
 *
 * Returns: whether it was committed, or there was nothing new
 */
gboolean
rabta_casebook_merge_finish (RabtaCasebook     *self,
                             GAsyncResult      *result,
                             RabtaMergeReport  *report,
                             GError           **error)
{
  MergeJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (report != NULL)
    *report = job->report;

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_merge_sync (RabtaCasebook     *self,
                           RabtaMergeFunc     func,
                           gpointer           user_data,
                           RabtaMergeReport  *report,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_merge_async (self, func, user_data, NULL, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_merge_finish (self, result, report, error);
}
