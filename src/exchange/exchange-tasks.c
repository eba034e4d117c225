/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/exchange-tasks.h"

#include "base/error.h"
#include "exchange/file-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  guint8         site[RABTA_SITE_ID_LENGTH];
  GStrv          paths;
  RabtaPeerRole  role;
  RabtaPeer     *peer;
} Job;

static void
job_free (Job *job)
{
  g_strfreev (job->paths);
  g_clear_pointer (&job->peer, rabta_peer_free);
  g_free (job);
}

static void
start (RabtaCasebook       *casebook,
       Job                 *job,
       GTaskThreadFunc      func,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (casebook, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (job != NULL)
    g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  /* What was committed is told, also where the person gave up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, func);
}

static Job *
job_with_path (const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->paths = g_new0 (char *, 2);
  job->paths[0] = g_strdup (path);

  return job;
}

static void
return_done (GTask    *task,
             gboolean  is_done,
             GError   *error)
{
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* To open and close the casebook in use beside SQLite would drop its locks. */
static gboolean
is_other_file (RabtaCasebook  *casebook,
               const char     *path,
               GError        **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *own = g_strconcat (rabta_casebook_get_path (casebook), suffixes[i], NULL);

      if (rabta_file_writer_is_same (path, own))
        {
          g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("That is the casebook itself."));
          return FALSE;
        }
    }

  return TRUE;
}

void
rabta_exchange_lists_free (RabtaExchangeLists *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->to_mend, g_ptr_array_unref);
  g_free (self);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (RabtaExchangeLists) lists = g_new0 (RabtaExchangeLists, 1);
  GError *error = NULL;

  lists->peers = rabta_peers_list_sync (source, &error);
  lists->files = lists->peers != NULL ? rabta_files_list_sync (source, &error) : NULL;
  lists->to_mend = lists->files != NULL ? rabta_receipts_list_sync (source, &error) : NULL;
  if (lists->to_mend != NULL)
    g_task_return_pointer (task, g_steal_pointer (&lists), (GDestroyNotify) rabta_exchange_lists_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_exchange_load_async:
 * @casebook: a casebook
 * @cancellable: (nullable): to stop
 *
 * Reads what was sent, what came in and what is to be mended. Finish with rabta_exchange_load_finish().
 */
void
rabta_exchange_load_async (RabtaCasebook       *casebook,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  start (casebook, NULL, load_thread, rabta_exchange_load_async, cancellable, callback, user_data);
}

/**
 * rabta_exchange_load_finish:
 *
 * Returns: (transfer full) (nullable): the lists
 */
RabtaExchangeLists *
rabta_exchange_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_exchange_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
send_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  RabtaSendReport report;
  GError *error = NULL;

  if (rabta_package_send_sync (source, job->site, job->paths[0], &report, cancellable, &error))
    g_task_return_pointer (task, g_memdup2 (&report, sizeof report), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_package_send_async:
 * @casebook: a casebook, open for writing
 * @site: a registered copy whose key is trusted
 * @path: where to put the package
 * @cancellable: (nullable): to stop
 *
 * As rabta_package_send_sync(). Finish with rabta_package_send_finish().
 */
void
rabta_package_send_async (RabtaCasebook       *casebook,
                          const guint8        *site,
                          const char          *path,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL && path != NULL);

  job = job_with_path (path);
  memcpy (job->site, site, sizeof job->site);
  start (casebook, job, send_thread, rabta_package_send_async, cancellable, callback, user_data);
}

/**
 * rabta_package_send_finish:
 * @report: (out): what is in the package
 *
 * Returns: whether the package is there
 */
gboolean
rabta_package_send_finish (GAsyncResult     *result,
                           RabtaSendReport  *report,
                           GError          **error)
{
  g_autofree RabtaSendReport *sent = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_package_send_async), FALSE);
  g_return_val_if_fail (report != NULL, FALSE);

  sent = g_task_propagate_pointer (G_TASK (result), error);
  if (sent == NULL)
    return FALSE;
  *report = *sent;

  return TRUE;
}

static void
received_free (RabtaReceived *received)
{
  g_free (received->name);
  rabta_receive_report_clear (&received->report);
  g_clear_error (&received->error);
  g_free (received);
}

static void
receive_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) received_free);
  Job *job = task_data;

  for (guint i = 0; job->paths[i] != NULL; i++)
    {
      RabtaReceived *received = g_new0 (RabtaReceived, 1);

      received->name = g_filename_display_basename (job->paths[i]);
      g_ptr_array_add (all, received);
      if (!g_cancellable_set_error_if_cancelled (cancellable, &received->error) &&
          is_other_file (source, job->paths[i], &received->error))
        rabta_package_receive_sync (source, job->paths[i], &received->report, cancellable, &received->error);
    }

  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rabta_packages_receive_async:
 * @casebook: a casebook, open for writing
 * @paths: files from anywhere
 * @cancellable: (nullable): to stop before the next of them
 *
 * As rabta_package_receive_sync() for one file after the other; one that is refused does not keep the others
 * out. Finish with rabta_packages_receive_finish().
 */
void
rabta_packages_receive_async (RabtaCasebook       *casebook,
                              const char * const  *paths,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && paths != NULL);

  job = g_new0 (Job, 1);
  job->paths = g_strdupv ((char **) paths);
  start (casebook, job, receive_thread, rabta_packages_receive_async, cancellable, callback, user_data);
}

/**
 * rabta_packages_receive_finish:
 *
 * Returns: (transfer full) (element-type RabtaReceived): what came of each file
 */
GPtrArray *
rabta_packages_receive_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_packages_receive_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rabta_copies_free (RabtaCopies *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_free (self);
}

static void
load_copies_thread (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  g_autoptr (RabtaCopies) copies = g_new0 (RabtaCopies, 1);
  g_autoptr (RabtaSecretKey) key = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  GError *error = NULL;

  if (rabta_peers_get_own_site (source, site, &error))
    key = rabta_secret_key_load (site, &error);
  copies->has_key = key != NULL;
  if (key != NULL)
    copies->own = *rabta_secret_key_get_public (key);
  else if (g_error_matches (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    g_clear_error (&error);

  if (error == NULL)
    copies->peers = rabta_peers_list_sync (source, &error);
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&copies), (GDestroyNotify) rabta_copies_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_copies_load_async:
 * @casebook: a casebook
 * @cancellable: (nullable): to stop
 *
 * Reads the key of this copy and the register of the others. Finish with rabta_copies_load_finish().
 */
void
rabta_copies_load_async (RabtaCasebook       *casebook,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  start (casebook, NULL, load_copies_thread, rabta_copies_load_async, cancellable, callback, user_data);
}

/**
 * rabta_copies_load_finish:
 *
 * Returns: (transfer full) (nullable): this copy and the others
 */
RabtaCopies *
rabta_copies_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_copies_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
make_key_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_autoptr (RabtaSecretKey) key = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  GError *error = NULL;
  gboolean is_done;

  if (rabta_peers_get_own_site (source, site, &error))
    key = rabta_secret_key_new (site, &error);
  is_done = key != NULL && rabta_secret_key_save (key, &error);
  return_done (task, is_done, error);
}

/**
 * rabta_copies_make_key_async:
 * @casebook: a casebook, open for writing
 *
 * Makes the key pair of this copy and keeps it on this computer. Finish with rabta_copies_finish().
 */
void
rabta_copies_make_key_async (RabtaCasebook       *casebook,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  start (casebook, NULL, make_key_thread, rabta_copies_finish, cancellable, callback, user_data);
}

static void
write_site_file_thread (GTask        *task,
                        gpointer      source,
                        gpointer      task_data,
                        GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (RabtaSecretKey) key = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  GError *error = NULL;
  gboolean is_done;

  if (rabta_file_writer_check (job->paths[0], rabta_casebook_get_path (source), &error) &&
      rabta_peers_get_own_site (source, site, &error))
    key = rabta_secret_key_load (site, &error);
  is_done = key != NULL &&
            rabta_site_file_write (job->paths[0], key, rabta_casebook_get_office_code (source),
                                   rabta_casebook_get_officer_name (source), job->role, &error);
  return_done (task, is_done, error);
}

/**
 * rabta_copies_write_site_file_async:
 * @casebook: a casebook with a key pair
 * @path: where to write
 * @role: what this copy is
 *
 * Writes the file in which this copy presents itself. Finish with rabta_copies_finish().
 */
void
rabta_copies_write_site_file_async (RabtaCasebook       *casebook,
                                    const char          *path,
                                    RabtaPeerRole        role,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && path != NULL);

  job = job_with_path (path);
  job->role = role;
  start (casebook, job, write_site_file_thread, rabta_copies_finish, cancellable, callback, user_data);
}

static void
read_site_file_thread (GTask        *task,
                       gpointer      source,
                       gpointer      task_data,
                       GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (RabtaPeer) peer = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  GError *error = NULL;

  if (is_other_file (source, job->paths[0], &error))
    peer = rabta_site_file_read (job->paths[0], &error);
  if (peer != NULL && rabta_peers_get_own_site (source, site, &error) &&
      memcmp (peer->site, site, sizeof peer->site) == 0)
    g_set_error_literal (&error, RABTA_ERROR, RABTA_ERROR_INVALID,
                         _("That is the file in which this copy of the casebook presents itself."));
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&peer), (GDestroyNotify) rabta_peer_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_copies_read_site_file_async:
 * @casebook: a casebook
 * @path: a file from anywhere
 *
 * Reads the file in which another copy presents itself. Finish with rabta_copies_read_site_file_finish().
 */
void
rabta_copies_read_site_file_async (RabtaCasebook       *casebook,
                                   const char          *path,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && path != NULL);

  start (casebook, job_with_path (path), read_site_file_thread, rabta_copies_read_site_file_async, cancellable,
         callback, user_data);
}

/**
 * rabta_copies_read_site_file_finish:
 *
 * Returns: (transfer full) (nullable): the copy, not yet trusted
 */
RabtaPeer *
rabta_copies_read_site_file_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_copies_read_site_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
trust_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean is_done = rabta_peers_trust_sync (source, ((Job *) task_data)->peer, &error);

  return_done (task, is_done, error);
}

/**
 * rabta_copies_trust_async:
 * @casebook: a casebook, open for writing
 * @peer: a copy whose fingerprint was compared with its owner's
 *
 * As rabta_peers_trust_sync(). Finish with rabta_copies_finish().
 */
void
rabta_copies_trust_async (RabtaCasebook       *casebook,
                          const RabtaPeer     *peer,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && peer != NULL);

  job = g_new0 (Job, 1);
  job->peer = rabta_peer_new (peer->site, peer->office, peer->name, peer->role, peer->key);
  start (casebook, job, trust_thread, rabta_copies_finish, cancellable, callback, user_data);
}

/**
 * rabta_copies_finish:
 *
 * Returns: whether it was done
 */
gboolean
rabta_copies_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_copies_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
