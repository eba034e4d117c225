/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of a casebook, and putting one back. */

#include "model/casebook-private.h"

#include "store/backup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where copies that nobody asked for are kept: beside the casebook. */
char *
rabta_casebook_backup_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, "rabta-backups", NULL);
}

static void
backup_job (RabtaDatabase *database,
            GTask         *task,
            gpointer       task_data,
            GCancellable  *cancellable)
{
  GError *error = NULL;

  if (rabta_backup_write (database, task_data, FALSE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
keep_daily (const char  *path,
            GError     **error)
{
  g_autofree char *folder = rabta_casebook_backup_folder (path);
  g_autofree char *stem = g_path_get_basename (path);
  g_autoptr (RabtaDatabase) database = NULL;
  char today[RABTA_DATE_SIZE];

  database = rabta_database_open (path, RABTA_DATABASE_READ, RABTA_CASEBOOK_APPLICATION_ID,
                                  RABTA_CASEBOOK_READER_CACHE, error);
  if (database == NULL)
    return FALSE;
  if (g_str_has_suffix (stem, ".casebook"))
    stem[strlen (stem) - strlen (".casebook")] = '\0';

  rabta_date_today (today);
  return rabta_backup_daily (database, folder, today, error) && rabta_backup_thin (folder, stem, today, error);
}

static void
daily_thread (GTask        *task,
              gpointer      source,
              gpointer      path,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (keep_daily (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && destination != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (destination), g_free);
  rabta_casebook_push_read (self, task, backup_job);
}

/**
 * rabta_casebook_backup_daily_async:
 * @self: a casebook
 *
 * Keeps today's verified copy in the folder "rabta-backups" beside the casebook, where there is none
 * yet, and thins the older ones. It has a thread and a connection of its own: the lists on the
 * screen do not wait for it.
 */
void
rabta_casebook_backup_daily_async (RabtaCasebook       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, daily_thread);
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
rabta_casebook_backup_daily_sync (RabtaCasebook  *self,
                                  GError        **error)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), FALSE);

  return keep_daily (self->path, error);
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
