/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A casebook as a whole on its way to a new computer: a package whose one member is a copy of the file, for a
 * key that was made there first. The copy there goes on under the id of that key; the old one signs that it
 * does, and the new one shows it with its packages, so that nobody has to compare fingerprints again. */
#include "exchange/handover-file.h"

#include "base/error.h"
#include "exchange/file-writer.h"
#include "exchange/site-file.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define KEY_SUFFIX ".key"

/**
 * rabta_handover_prepare:
 * @path: where to write the file in which the copy that is yet to be presents itself
 * @office: code of its office
 * @name: its officer's name
 * @role: what it will be
 * @error: return location
 *
 * Makes the id and the key pair of a copy that takes over from another.
 *
 * Returns: (transfer full) (nullable): its key pair, which is kept on this computer
 */
RabtaSecretKey *
rabta_handover_prepare (const char     *path,
                        const char     *office,
                        const char     *name,
                        RabtaPeerRole   role,
                        GError        **error)
{
  g_autoptr (RabtaSecretKey) key = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];

  g_return_val_if_fail (path != NULL && office != NULL && name != NULL, NULL);

  if (!rabta_file_writer_check (path, NULL, error))
    return NULL;
  if (sodium_init () >= 0)
    randombytes_buf (site, sizeof site);
  key = rabta_secret_key_new (site, error);
  if (key == NULL || !rabta_secret_key_save (key, error))
    return NULL;
  if (!rabta_site_file_write (path, key, office, name, role, error))
    {
      g_autofree char *kept = rabta_secret_key_path (site);

      g_unlink (kept);
      return NULL;
    }

  return g_steal_pointer (&key);
}

typedef struct
{
  RabtaCasebook  *casebook;
  RabtaPeer      *peer;
  RabtaSecretKey *own;
  RabtaPublicKey  to;
  GPtrArray      *successions;
  RabtaHandover   handover;
  int             snapshot;
} Giving;

static void
giving_clear (Giving *self)
{
  if (self->snapshot >= 0)
    close (self->snapshot);
  g_clear_pointer (&self->successions, g_ptr_array_unref);
  rabta_secret_key_free (self->own);
  g_clear_pointer (&self->peer, rabta_peer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Giving, giving_clear)

static gboolean
check_given (Giving    *self,
             gboolean   again,
             GError   **error)
{
  RabtaHandover before;

  if (self->peer->acknowledged != NULL || self->peer->last_in > 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” (%s) has a casebook already, with which files were exchanged. Prepare a new copy with “rabta "
                     "takeover --prepare” on the new computer."),
                   self->peer->name, self->peer->office);
      return FALSE;
    }
  if (g_strcmp0 (self->peer->office, rabta_casebook_get_office_code (self->casebook)) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” is a copy of another office, %s; a casebook is handed over within its office."), self->peer->name,
                   self->peer->office);
      return FALSE;
    }
  if (!rabta_casebook_get_handover_sync (self->casebook, &before, error))
    return FALSE;
  if (!again && before.is_handed_over && memcmp (before.to, self->peer->site, sizeof before.to) != 0)
    {
      g_autofree char *moment = rabta_instant_display (before.moment);

      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
                   _("This casebook was handed over to another copy on %s already. Only where that never came to be, say "
                     "--again."),
                   moment);
      return FALSE;
    }

  return TRUE;
}

static gboolean
look_around (Giving        *self,
             const guint8  *site,
             gboolean       again,
             GError       **error)
{
  guint8 own[RABTA_SITE_ID_LENGTH];
  g_autoptr (RabtaReader) reader = NULL;

  self->peer = rabta_peers_load_sync (self->casebook, site, error);
  if (self->peer == NULL || !rabta_package_get_trusted (self->peer, &self->to, error) || !check_given (self, again, error) ||
      !rabta_peers_get_own_site (self->casebook, own, error))
    return FALSE;
  self->own = rabta_secret_key_load (own, error);
  reader = self->own != NULL ? rabta_reader_new (self->casebook, error) : NULL;
  self->successions = reader != NULL ? rabta_reader_list_successions (reader, error) : NULL;
  if (self->successions == NULL)
    return FALSE;
  if (self->successions->len == RABTA_SUCCESSION_MAX)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("This casebook was handed on so often that the others must compare fingerprints again: restore a "
                             "backup of it on the new computer instead, and present that with “rabta keys”."));
      return FALSE;
    }
  g_ptr_array_add (self->successions, rabta_succession_make (self->own, &self->to));
  self->handover.is_handed_over = TRUE;
  memcpy (self->handover.to, self->to.site, sizeof self->handover.to);
  rabta_instant_now (self->handover.moment);

  return TRUE;
}

static gboolean
write_snapshot_cb (GOutputStream  *stream,
                   gpointer        user_data,
                   GCancellable   *cancellable,
                   GError        **error)
{
  Giving *self = user_data;
  g_autoptr (GInputStream) content = g_unix_input_stream_new (self->snapshot, FALSE);

  return lseek (self->snapshot, 0, SEEK_SET) == 0 &&
         g_output_stream_splice (stream, content, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) >= 0;
}

static gboolean
note_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  return rabta_batch_note_handover (batch, user_data, error);
}

/* Marked first: a file that is out while the old copy does not know of it would be worse than the reverse, which
 * the next attempt mends. */
static gboolean
mark_and_give (Giving              *self,
               RabtaPackageWriter  *package,
               GError             **error)
{
  RabtaHandover nothing = { FALSE };
  RabtaHandover before;

  if (!rabta_casebook_get_handover_sync (self->casebook, &before, error) ||
      !rabta_casebook_write_sync (self->casebook, _("Hand over"), note_cb, &self->handover, NULL, error))
    return FALSE;
  if (rabta_package_writer_finish (package, NULL, error))
    return TRUE;
  rabta_casebook_write_sync (self->casebook, _("Hand over"), note_cb, before.is_handed_over ? &before : &nothing, NULL, NULL);

  return FALSE;
}

/**
 * rabta_handover_write_sync:
 * @casebook: a casebook, open for writing
 * @site: the copy that is to go on, registered and trusted, and with which nothing was exchanged
 * @path: where to put the file
 * @again: also where it was handed over to another one before
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes the whole casebook for @site alone, and marks it as handed over.
 *
 * Returns: whether the file is there
 */
gboolean
rabta_handover_write_sync (RabtaCasebook  *casebook,
                           const guint8   *site,
                           const char     *path,
                           gboolean        again,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_auto (Giving) self = { .casebook = casebook, .snapshot = -1 };
  g_autoptr (RabtaPackageWriter) package = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL && path != NULL, FALSE);

  if (!rabta_file_writer_check (path, rabta_casebook_get_path (casebook), error) ||
      !look_around (&self, site, again, error))
    return FALSE;
  self.snapshot = rabta_casebook_open_snapshot (casebook, cancellable, error);
  if (self.snapshot < 0)
    return FALSE;
  package = rabta_package_writer_new (path, self.own, &self.to, 1, NULL, error);
  if (package == NULL)
    return FALSE;
  for (guint i = 0; i < self.successions->len; i++)
    rabta_package_writer_add_succession (package, g_ptr_array_index (self.successions, i));

  return rabta_package_writer_add_suited (package, RABTA_PACKAGE_CASEBOOK, write_snapshot_cb, &self, cancellable, error) &&
         mark_and_give (&self, package, error);
}

typedef struct
{
  guint8  site[RABTA_SITE_ID_LENGTH];
  char   *path;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (rabta_handover_write_sync (source, job->site, job->path, FALSE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_handover_write_async:
 * @casebook: a casebook, open for writing
 * @site: the copy that is to go on
 * @path: where to put the file
 * @cancellable: (nullable): to stop
 *
 * As rabta_handover_write_sync(), and only where it was not handed over to another one.
 */
void
rabta_handover_write_async (RabtaCasebook       *casebook,
                            const guint8        *site,
                            const char          *path,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL && path != NULL);

  task = g_task_new (casebook, cancellable, callback, user_data);
  job = g_new0 (Job, 1);
  memcpy (job->site, site, sizeof job->site);
  job->path = g_strdup (path);
  g_task_set_source_tag (task, rabta_handover_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, write_thread);
}

gboolean
rabta_handover_write_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_handover_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  const RabtaPeer *from;
  RabtaPublicKey   key;
} Trust;

/* The one whose fingerprint was compared just now, and nobody else. */
static gboolean
find_key_cb (const guint8    *site,
             RabtaPublicKey  *key,
             gpointer         user_data,
             GError         **error)
{
  Trust *trust = user_data;

  *key = trust->key;
  if (memcmp (trust->key.site, site, sizeof trust->key.site) == 0)
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("The file is signed by a stranger and not by “%s” (%s)."), trust->from->name, trust->from->office);

  return FALSE;
}

/* Nobody can tell for which of the keys here it is before its signature was checked: each is tried. */
static RabtaPackageReader *
open_with_any (const char     *file,
               Trust          *trust,
               guint8         *site,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "rabta", "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GError) last = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (RabtaSecretKey) own = NULL;
      RabtaPackageReader *package;

      if (strlen (name) != 2 * RABTA_SITE_ID_LENGTH + strlen (KEY_SUFFIX) || !g_str_has_suffix (name, KEY_SUFFIX) ||
          sodium_hex2bin (site, RABTA_SITE_ID_LENGTH, name, 2 * RABTA_SITE_ID_LENGTH, NULL, NULL, NULL) != 0)
        continue;
      g_clear_error (&last);
      own = rabta_secret_key_load (site, &last);
      package = own != NULL ? rabta_package_reader_open (file, own, find_key_cb, trust, cancellable, &last) : NULL;
      if (package != NULL)
        return package;
      /* Only that it is for somebody else may be otherwise with another key. */
      if (own != NULL && !g_error_matches (last, RABTA_ERROR, RABTA_ERROR_INVALID))
        break;
    }
  if (last == NULL)
    g_set_error_literal (&last, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                         _("There is no key pair on this computer; begin with “rabta takeover --prepare”."));
  g_propagate_error (error, g_steal_pointer (&last));

  return NULL;
}

/* It must say itself that it hands over to this very key. */
static gboolean
check_succession (RabtaPackageReader  *package,
                  const guint8        *site,
                  GError             **error)
{
  const RabtaPackageInfo *info = rabta_package_reader_get_info (package);
  GArray *successors = rabta_package_reader_get_successors (package);
  const RabtaSuccessor *last = successors->len > 0 ? &g_array_index (successors, RabtaSuccessor, successors->len - 1) : NULL;
  g_autoptr (RabtaSecretKey) own = NULL;

  if (!rabta_package_reader_has_member (package, RABTA_PACKAGE_CASEBOOK))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("By this file no casebook is handed over: it is a package; see “rabta merge”."));
      return FALSE;
    }
  own = rabta_secret_key_load (site, error);
  if (own == NULL)
    return FALSE;
  if (last != NULL && memcmp (last->from, info->from, sizeof last->from) == 0 &&
      rabta_public_key_equal (&last->to, rabta_secret_key_get_public (own)))
    return TRUE;
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("The file does not say that this copy goes on in its place."));

  return FALSE;
}

/**
 * rabta_handover_take_sync:
 * @file: a file from anywhere
 * @from: the copy that is to have made it, as it presented itself; its fingerprint was compared
 * @path: where the casebook is to be; must not exist
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Takes a casebook over that was handed over to a key that was prepared here, whole or not at all.
 *
 * Returns: whether the casebook is there
 */
gboolean
rabta_handover_take_sync (const char       *file,
                          const RabtaPeer  *from,
                          const char       *path,
                          GCancellable     *cancellable,
                          GError          **error)
{
  Trust trust = { from };
  guint8 site[RABTA_SITE_ID_LENGTH];
  g_autoptr (RabtaPackageReader) package = NULL;
  g_autoptr (GInputStream) content = NULL;
  RabtaTakeover takeover = { site, from };

  g_return_val_if_fail (file != NULL && from != NULL && path != NULL, FALSE);

  if (!rabta_public_key_parse (from->key, &trust.key, error))
    return FALSE;
  package = open_with_any (file, &trust, site, cancellable, error);
  if (package == NULL || !check_succession (package, site, error))
    return FALSE;
  takeover.successions = rabta_package_reader_get_successions (package);
  content = rabta_package_reader_open_member (package, RABTA_PACKAGE_CASEBOOK, error);

  return content != NULL && rabta_casebook_take_over_sync (path, content, &takeover, cancellable, error);
}
