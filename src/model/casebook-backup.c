/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of a casebook, and putting one back. */

#include "model/casebook-private.h"

#include "store/backup.h"

#include <glib/gi18n-lib.h>

/* Where copies that nobody asked for are kept: beside the casebook. */
char *
rabta_casebook_backup_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, "rabta-backups", NULL);
}

typedef struct
{
  char     *path;
  gboolean  daily;
} BackupJob;

static void
backup_job_free (gpointer data)
{
  BackupJob *job = data;

  g_free (job->path);
  g_free (job);
}

static void
backup_job (RabtaDatabase *database,
            GTask         *task,
            gpointer       task_data,
            GCancellable  *cancellable)
{
  BackupJob *job = task_data;
  GError *error = NULL;
  char today[RABTA_DATE_SIZE];
  gboolean ok;

  rabta_date_today (today);
  ok = job->daily ? rabta_backup_daily (database, job->path, today, &error)
                  : rabta_backup_write (database, job->path, FALSE, cancellable, &error);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
push_backup (RabtaCasebook       *self,
             char                *path,
             gboolean             daily,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BackupJob *job = g_new0 (BackupJob, 1);

  job->path = path;
  job->daily = daily;
  g_task_set_task_data (task, job, backup_job_free);
  rabta_casebook_push_read (self, task, backup_job);
}

/**
 * rabta_casebook_backup_async:
 * @self: a casebook
 * @destination: path of the copy; must not exist
 *
 * Writes a verified copy while the casebook stays in use.
 */
void
rabta_casebook_backup_async (RabtaCasebook       *self,
                             const char          *destination,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self) && destination != NULL);

  push_backup (self, g_strdup (destination), FALSE, cancellable, callback, user_data);
}

/**
 * rabta_casebook_backup_daily_async:
 * @self: a casebook
 *
 * Keeps today's verified copy in the folder "rabta-backups" beside the casebook, where there is none
 * yet, and thins the older ones.
 */
void
rabta_casebook_backup_daily_async (RabtaCasebook       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  push_backup (self, rabta_casebook_backup_folder (self->path), TRUE, cancellable, callback, user_data);
}

gboolean
rabta_casebook_backup_finish (RabtaCasebook  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_backup_sync (RabtaCasebook  *self,
                            const char     *destination,
                            GCancellable   *cancellable,
                            GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_backup_async (self, destination, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_backup_finish (self, result, error);
}

/**
 * rabta_casebook_restore:
 * @backup: a copy made by rabta_casebook_backup_async()
 * @destination: the casebook to put in its place; what is there is kept beside it
 * @error: return location
 *
 * Returns: whether @destination is now the copy
 */
gboolean
rabta_casebook_restore (const char  *backup,
                        const char  *destination,
                        GError     **error)
{
  g_return_val_if_fail (backup != NULL && destination != NULL, FALSE);

  return rabta_backup_restore (backup, destination, RABTA_CASEBOOK_APPLICATION_ID,
                               RABTA_CASEBOOK_SCHEMA_VERSION, error);
}
