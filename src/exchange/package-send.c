/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages on their way out. The file is written beside, kept in the casebook, and only then given out:
 * whatever leaves is in the outbox, and a number once given is not given to another file. */
#include "exchange/package-exchange.h"

#include "base/error.h"
#include "exchange/changes.h"
#include "exchange/file-writer.h"
#include "exchange/package-attachments.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PIECE (64 * 1024)

typedef struct
{
  RabtaCasebook      *casebook;
  RabtaPeer          *peer;
  RabtaReader        *reader;
  GPtrArray          *files;     /* all that were exchanged */
  GPtrArray          *receipted; /* of them, those whose receipts go along; borrowed */
  RabtaVersionVector *versions;
  GPtrArray          *successions; /* by which this copy followed others */
  GArray             *ranges;
  GArray             *attachments; /* that go along */
  GArray             *untold;      /* files here, of which the recipient may not know */
  char               *temporary;
  RabtaFile          *file;
  RabtaSendReport    *report;
  GCancellable       *cancellable;
} Sending;

static void
sending_clear (Sending *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  g_clear_pointer (&self->file, rabta_file_free);
  g_clear_pointer (&self->successions, g_ptr_array_unref);
  g_clear_pointer (&self->untold, g_array_unref);
  g_clear_pointer (&self->attachments, g_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->versions, rabta_version_vector_free);
  g_clear_pointer (&self->receipted, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->reader, rabta_reader_free);
  g_clear_pointer (&self->peer, rabta_peer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

static gboolean
write_entry_cb (const RabtaChangeEntry  *entry,
                gpointer                 user_data,
                GError                 **error)
{
  return rabta_changes_writer_add (user_data, entry, error);
}

static RabtaChangesHeader *
make_header (Sending              *self,
             const RabtaPublicKey *own,
             GError              **error)
{
  g_autoptr (RabtaChangesHeader) header = rabta_changes_header_new ();
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);

  memcpy (header->from, own->site, sizeof header->from);
  memcpy (header->to, self->peer->site, sizeof header->to);
  header->number = self->report->number;
  rabta_instant_now (header->created);
  header->programme = g_strdup (rabta_programme_get_id (programme));
  header->programme_version = rabta_programme_get_version (programme);
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (self->ranges, RabtaVersionRange, i);
      guint8 before[RABTA_CHANGE_HASH_LENGTH];

      if (!rabta_reader_get_hash (self->reader, range->site, range->first, before, error))
        return NULL;
      rabta_changes_header_add (header, range, before);
      self->report->n_changes += range->last - range->first + 1;
    }

  return g_steal_pointer (&header);
}

static gboolean
write_changes (Sending              *self,
               RabtaPackageWriter   *package,
               const RabtaPublicKey *own,
               GError              **error)
{
  g_autoptr (RabtaChangesHeader) header = make_header (self, own, error);
  g_autoptr (RabtaChangesWriter) writer = NULL;
  GOutputStream *stream;

  stream = header != NULL ? rabta_package_writer_begin (package, RABTA_PACKAGE_CHANGES, TRUE, error) : NULL;
  writer = stream != NULL ? rabta_changes_writer_new (stream, header, error) : NULL;
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < self->ranges->len; i++)
    if (!rabta_reader_foreach_change (self->reader, &g_array_index (self->ranges, RabtaVersionRange, i), write_entry_cb,
                                      writer, self->cancellable, error))
      return FALSE;

  return rabta_changes_writer_finish (writer, error) && rabta_package_writer_end (package, error);
}

static gboolean
write_receipts (Sending             *self,
                RabtaPackageWriter  *package,
                GError             **error)
{
  GOutputStream *stream = rabta_package_writer_begin (package, RABTA_PACKAGE_RECEIPTS, TRUE, error);

  self->report->n_receipts = self->receipted->len;

  return stream != NULL &&
         rabta_receipts_write (stream, self->reader, rabta_casebook_get_programme (self->casebook), self->versions,
                               self->untold, self->receipted, error) &&
         rabta_package_writer_end (package, error);
}

/* The definition in force goes along as a whole: small, and there where it is needed. */
static gboolean
write_programme (Sending             *self,
                 RabtaPackageWriter  *package,
                 GError             **error)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (rabta_programme_get_xml (programme));

  return rabta_package_writer_add (package, RABTA_PACKAGE_PROGRAMME, TRUE, stream, self->cancellable, error);
}

/* The last file that was made for the same copy. */
static const RabtaFile *
find_previous (Sending *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (self->files, i);

      if (file->is_out && file->has_site && !file->is_former && memcmp (file->site, self->peer->site, sizeof file->site) == 0)
        return file;
    }

  return NULL;
}

static gboolean
write_package (Sending         *self,
               RabtaSecretKey  *own,
               RabtaPublicKey  *to,
               guint8           hash[RABTA_PACKAGE_HASH_LENGTH],
               GError         **error)
{
  const RabtaFile *previous = find_previous (self);
  g_autoptr (RabtaPackageWriter) package = NULL;

  package = rabta_package_writer_new (self->temporary, own, to, self->report->number,
                                      previous != NULL ? previous->hash : NULL, error);

  for (guint i = 0; package != NULL && i < self->successions->len; i++)
    rabta_package_writer_add_succession (package, g_ptr_array_index (self->successions, i));

  return package != NULL && write_changes (self, package, rabta_secret_key_get_public (own), error) &&
         write_receipts (self, package, error) && write_programme (self, package, error) &&
         rabta_package_write_attachments (package, self->reader, self->attachments, self->cancellable, error) &&
         rabta_package_writer_finish (package, hash, error);
}

static gboolean
note_attachments (Sending     *self,
                  RabtaBatch  *batch,
                  GError     **error)
{
  for (guint i = 0; i < self->attachments->len; i++)
    if (!rabta_batch_note_attachment_sent (batch, self->peer->site,
                                           g_array_index (self->attachments, RabtaAttachment, i).hash,
                                           self->report->number, error))
      return FALSE;
  for (guint i = 0; i < self->untold->len; i++)
    if (!rabta_batch_note_attachment_told (batch, self->peer->site, g_array_index (self->untold, RabtaAttachment, i).hash,
                                           self->report->number, error))
      return FALSE;

  return TRUE;
}

static gboolean
keep_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Sending *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (self->temporary);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (RabtaPeer) peer = NULL;

  if (stream == NULL)
    return FALSE;
  peer = rabta_batch_load_peer (batch, self->peer->site, error);
  if (peer == NULL)
    return FALSE;
  if (peer->next_out != self->report->number)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
                           _("Another file for the same copy was made meanwhile; make this one again."));
      return FALSE;
    }
  peer->next_out++;
  if (!rabta_batch_save_peer (batch, peer, error) ||
      !rabta_batch_keep_file (batch, self->file, G_INPUT_STREAM (stream), error))
    return FALSE;
  for (guint i = 0; i < self->receipted->len; i++)
    if (!rabta_batch_note_receipted (batch, ((RabtaFile *) g_ptr_array_index (self->receipted, i))->pk,
                                     self->report->number, error))
      return FALSE;

  return note_attachments (self, batch, error);
}

static gboolean
give_out (Sending     *self,
          const char  *path,
          GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->temporary);
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->cancellable, error);
  g_autoptr (RabtaFileWriter) writer = stream != NULL ? rabta_file_writer_new (path, error) : NULL;
  g_autofree char *data = g_malloc (PIECE);
  gsize length = 1;

  if (writer == NULL)
    return FALSE;
  while (length > 0)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, PIECE, &length, self->cancellable, error) ||
          !rabta_file_writer_write (writer, data, length, error))
        return FALSE;
      self->report->size += (gint64) length;
    }

  return rabta_file_writer_commit (writer, error);
}

/* What was for a copy that was handed over is for the one that goes on. */
static gboolean
check_recipient (const RabtaPeer  *peer,
                 const guint8     *own,
                 GError          **error)
{
  if (!peer->has_successor || memcmp (peer->successor, own, sizeof peer->successor) == 0)
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("“%s” (%s) was handed over to another copy; make the file for that one."), peer->name, peer->office);

  return FALSE;
}

static gboolean
look_around (Sending       *self,
             const guint8  *site,
             GError       **error)
{
  g_autoptr (RabtaVersionVector) known = NULL;

  self->peer = rabta_peers_load_sync (self->casebook, site, error);
  self->files = self->peer != NULL ? rabta_files_list_sync (self->casebook, error) : NULL;
  self->reader = self->files != NULL ? rabta_reader_new (self->casebook, error) : NULL;
  self->versions = self->reader != NULL ? rabta_reader_get_versions (self->reader, error) : NULL;
  if (self->versions == NULL)
    return FALSE;
  self->successions = rabta_reader_list_successions (self->reader, error);
  if (self->successions == NULL)
    return FALSE;
  known = rabta_version_vector_parse (self->peer->acknowledged != NULL ? self->peer->acknowledged : "");
  if (known == NULL)
    known = rabta_version_vector_new ();
  self->ranges = rabta_version_vector_subtract (self->versions, known);
  self->receipted = rabta_files_list_unreceipted (self->files, site);
  self->report->number = self->peer->next_out;
  self->untold = rabta_package_list_untold (self->reader, site, error);
  self->attachments = self->untold != NULL ? rabta_package_choose_attachments (self->reader, site, &self->report->n_left, error)
                                           : NULL;
  if (self->attachments == NULL)
    return FALSE;
  self->report->n_attachments = self->attachments->len;

  return TRUE;
}

/* A name in the folder of temporary files; what is written there is encrypted. */
static char *
make_temporary (GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("rabta-package-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;
  g_close (fd, NULL);

  return g_steal_pointer (&path);
}

static RabtaFile *
make_file (Sending      *self,
           const char   *path,
           const guint8 *hash)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  g_autoptr (RabtaVersionVector) vector = rabta_version_vector_new ();
  RabtaFile *file = rabta_file_new (TRUE, display, hash);

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (self->ranges, RabtaVersionRange, i);

      rabta_version_vector_add (vector, range->site, range->first, range->last);
    }
  file->has_site = TRUE;
  memcpy (file->site, self->peer->site, sizeof file->site);
  file->number = self->report->number;
  file->ranges = rabta_version_vector_to_string (vector);
  file->versions = rabta_version_vector_to_string (self->versions);
  file->n_changes = self->report->n_changes;

  return file;
}

/**
 * rabta_package_send_sync:
 * @casebook: a casebook, open for writing
 * @site: a registered copy whose key is trusted
 * @path: where to put the package
 * @report: (out): what is in it
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Makes a package of every change and every attached file that the recipient has not said it has, of the
 * receipts for what it sent, and of the programme definition, and keeps it in the outbox.
 *
 * Returns: whether the file is there
 */
gboolean
rabta_package_send_sync (RabtaCasebook    *casebook,
                         const guint8     *site,
                         const char       *path,
                         RabtaSendReport  *report,
                         GCancellable     *cancellable,
                         GError          **error)
{
  g_auto (Sending) self = { .casebook = casebook, .report = report, .cancellable = cancellable };
  g_autoptr (RabtaSecretKey) own = NULL;
  guint8 own_site[RABTA_SITE_ID_LENGTH];
  guint8 hash[RABTA_PACKAGE_HASH_LENGTH];
  RabtaPublicKey to;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL && path != NULL && report != NULL, FALSE);

  *report = (RabtaSendReport) { 0 };
  if (!rabta_file_writer_check (path, rabta_casebook_get_path (casebook), error) ||
      !look_around (&self, site, error) || !rabta_package_get_trusted (self.peer, &to, error) ||
      !rabta_peers_get_own_site (casebook, own_site, error) || !check_recipient (self.peer, own_site, error))
    return FALSE;
  own = rabta_secret_key_load (own_site, error);
  self.temporary = own != NULL ? make_temporary (error) : NULL;
  if (self.temporary == NULL || !write_package (&self, own, &to, hash, error))
    return FALSE;
  self.file = make_file (&self, path, hash);

  return rabta_casebook_write_sync (casebook, _("Package"), keep_cb, &self, cancellable, error) &&
         give_out (&self, path, error);
}
