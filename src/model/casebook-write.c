/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The writing calls of the casebook: each becomes one batch on the writer's thread. */

#include "model/batch-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char           *label;
  RabtaWriteFunc  func;
  gpointer        user_data;
  GDestroyNotify  destroy;
} WriteJob;

static void
write_job_free (gpointer data)
{
  WriteJob *job = data;

  if (job->destroy != NULL)
    job->destroy (job->user_data);
  g_free (job->label);
  g_free (job);
}

static void
write_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  WriteJob *job = task_data;
  GError *error = NULL;

  if (rabta_batch_run (g_task_get_source_object (task), database, job->label, NULL, job->func,
                       job->user_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_write_async:
 * @self: a casebook
 * @action: what the user is doing, for the undo list
 * @func: does it, on the writer's thread
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data, on any thread
 * @cancellable: (nullable): cancelling rolls everything back
 * @callback: called on the caller's main context when it is committed or failed
 * @callback_data: for @callback
 *
 * Runs @func in one transaction that is one entry of the undo list.
 */
void
rabta_casebook_write_async (RabtaCasebook       *self,
                            const char          *action,
                            RabtaWriteFunc       func,
                            gpointer             user_data,
                            GDestroyNotify       destroy,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             callback_data)
{
  g_autoptr (GTask) task = NULL;
  WriteJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && action != NULL && func != NULL);

  job = g_new0 (WriteJob, 1);
  job->label = g_strdup (action);
  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, rabta_casebook_write_async);
  /* What is committed is reported as done, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, write_job_free);
  rabta_casebook_push_write (self, task, write_job);
}

gboolean
rabta_casebook_write_finish (RabtaCasebook  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_write_sync (RabtaCasebook   *self,
                           const char      *action,
                           RabtaWriteFunc   func,
                           gpointer         user_data,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_write_async (self, action, func, user_data, NULL, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_write_finish (self, result, error);
}

static void
await_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

/**
 * rabta_casebook_await_writes_async:
 * @self: a casebook
 * @cancellable: (nullable): gives up waiting; what is being written goes on
 * @callback: called when what was asked to be written before this call is committed or has failed
 *
 * Reading has threads of its own: who reads what may just have been changed waits here first.
 */
void
rabta_casebook_await_writes_async (RabtaCasebook       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_await_writes_async);
  if (rabta_casebook_is_read_only (self))
    g_task_return_boolean (task, TRUE);
  else
    rabta_casebook_push_write (self, task, await_job);
}

/**
 * rabta_casebook_await_writes_finish:
 *
 * Returns: whether the wait came to its end; whether each write did is told by its own callback
 */
gboolean
rabta_casebook_await_writes_finish (RabtaCasebook  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The writer's thread works on copies: the caller's records stay dirty until the commit is
 * confirmed, and only then take over what was written. */
typedef struct
{
  GPtrArray *originals;
  GPtrArray *copies;
  gboolean   deletes;
} SaveJob;

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_ptr_array_unref (job->originals);
  g_ptr_array_unref (job->copies);
  g_free (job);
}

static gboolean
save_all (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  SaveJob *job = user_data;

  for (guint i = 0; i < job->copies->len; i++)
    {
      RabtaRecord *record = g_ptr_array_index (job->copies, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (job->deletes ? !rabta_batch_delete (batch, record, error) : !rabta_batch_save (batch, record, error))
        return FALSE;
    }

  return TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SaveJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rabta_casebook_write_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < job->originals->len && !job->deletes; i++)
    rabta_record_fill (g_ptr_array_index (job->originals, i), g_ptr_array_index (job->copies, i));
  g_task_return_boolean (task, TRUE);
}

static void
save_or_delete (RabtaCasebook       *self,
                GPtrArray           *records,
                gboolean             deletes,
                const char          *action,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  SaveJob *job = g_new0 (SaveJob, 1);
  GTask *task;

  job->deletes = deletes;
  job->originals = g_ptr_array_new_with_free_func (g_object_unref);
  job->copies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      g_ptr_array_add (job->originals, g_object_ref (g_ptr_array_index (records, i)));
      g_ptr_array_add (job->copies, rabta_record_copy (g_ptr_array_index (records, i)));
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, save_or_delete);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, save_job_free);
  rabta_casebook_write_async (self, action, save_all, job, NULL, cancellable, saved_cb, task);
}

/**
 * rabta_casebook_save_async:
 * @self: a casebook
 * @records: (element-type RabtaRecord): new and changed records
 * @action: what the user is doing, for the undo list
 *
 * Saves the records in one transaction. They stay dirty until the commit is confirmed; after an
 * error they are as they were.
 */
void
rabta_casebook_save_async (RabtaCasebook       *self,
                           GPtrArray           *records,
                           const char          *action,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self) && records != NULL && action != NULL);

  save_or_delete (self, records, FALSE, action, cancellable, callback, user_data);
}

/**
 * rabta_casebook_save_finish:
 *
 * Returns: whether everything was committed; %RABTA_ERROR_INVALID where a rule is broken,
 *   %RABTA_ERROR_CONFLICT where somebody changed one of the fields since the record was loaded
 */
gboolean
rabta_casebook_save_finish (RabtaCasebook  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_save_sync (RabtaCasebook  *self,
                          GPtrArray      *records,
                          const char     *action,
                          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_save_async (self, records, action, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_save_finish (self, result, error);
}

/**
 * rabta_casebook_delete_async:
 * @self: a casebook
 * @records: (element-type RabtaRecord): saved records
 * @action: what the user is doing, for the undo list
 *
 * Deletes the records in one transaction; undo brings them back.
 */
void
rabta_casebook_delete_async (RabtaCasebook       *self,
                             GPtrArray           *records,
                             const char          *action,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self) && records != NULL && action != NULL);

  save_or_delete (self, records, TRUE, action, cancellable, callback, user_data);
}

gboolean
rabta_casebook_delete_finish (RabtaCasebook  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return rabta_casebook_save_finish (self, result, error);
}
