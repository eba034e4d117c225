/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages that came in: verified first, then merged, listed and answered in one transaction. A package that
 * fails is listed with the reason, and nothing else of it stays. */
#include "exchange/package-exchange.h"

#include "base/error.h"
#include "exchange/changes.h"
#include "exchange/package-attachments.h"
#include "exchange/xml-guard.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* A file that was refused is kept too, unless it is larger than any that could be of use. */
#define MOST_REFUSED (64 * 1024 * 1024)
#define MOST_PROGRAMME (16 * 1024 * 1024)
#define PIECE (64 * 1024)

typedef struct
{
  RabtaCasebook      *casebook;
  const char         *path;
  RabtaPackageReader *package;
  RabtaMerge         *merge;
  RabtaReceiveReport *report;
  RabtaVersionVector *ranges;
  RabtaVersionVector *taken;
  RabtaVersionVector *theirs; /* which changes the sender has; NULL: it does not say */
  RabtaPeer          *peer;   /* within the transaction */
  RabtaFile          *file;
  gint64              n_new;  /* before the last change */
  gboolean            is_ours; /* the receipt that is being read */
  GCancellable       *cancellable;
} Receiving;

static void
receiving_clear (Receiving *self)
{
  g_clear_pointer (&self->package, rabta_package_reader_free);
  g_clear_pointer (&self->ranges, rabta_version_vector_free);
  g_clear_pointer (&self->taken, rabta_version_vector_free);
  g_clear_pointer (&self->theirs, rabta_version_vector_free);
  g_clear_pointer (&self->peer, rabta_peer_free);
  g_clear_pointer (&self->file, rabta_file_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receiving, receiving_clear)

void
rabta_receive_report_clear (RabtaReceiveReport *self)
{
  g_clear_pointer (&self->from, rabta_peer_free);
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->missing, g_array_unref);
}

static gboolean
header_cb (const RabtaChangesHeader  *header,
           gpointer                   user_data,
           GError                   **error)
{
  Receiving *self = user_data;
  const RabtaPackageInfo *info = rabta_package_reader_get_info (self->package);

  if (memcmp (header->from, info->from, sizeof info->from) == 0 && memcmp (header->to, info->to, sizeof info->to) == 0 &&
      header->number == info->number)
    return TRUE;
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("The changes in the package are from another package."));

  return FALSE;
}

static gboolean
range_cb (const RabtaChangesRange  *range,
          gpointer                  user_data,
          GError                  **error)
{
  Receiving *self = user_data;

  rabta_version_vector_add (self->ranges, range->range.site, range->range.first, range->range.last);

  return rabta_merge_begin_range (self->merge, range->range.site, range->range.first, range->before, error);
}

static gboolean
entry_cb (const RabtaChangeEntry  *entry,
          gpointer                 user_data,
          GError                 **error)
{
  Receiving *self = user_data;
  const RabtaMergeReport *report = rabta_merge_get_report (self->merge);

  if (!rabta_merge_add (self->merge, entry, error))
    return FALSE;
  if (report->n_new > self->n_new)
    rabta_version_vector_add (self->taken, entry->site, entry->counter, entry->counter);
  self->n_new = report->n_new;

  return TRUE;
}

static gboolean
read_changes (Receiving  *self,
              GError    **error)
{
  static const RabtaChangesHandler handler = { header_cb, range_cb, entry_cb };
  g_autoptr (GInputStream) stream = rabta_package_reader_open_member (self->package, RABTA_PACKAGE_CHANGES, error);

  return stream != NULL && rabta_changes_read (stream, &handler, self, self->cancellable, error);
}

static gboolean
versions_cb (const RabtaVersionVector  *versions,
             gpointer                   user_data,
             GError                   **error)
{
  Receiving *self = user_data;
  g_autoptr (RabtaVersionVector) known = NULL;

  g_free (self->file->versions);
  self->file->versions = rabta_version_vector_to_string (versions);
  /* An older file may come in after a newer one. */
  known = rabta_version_vector_parse (self->peer->acknowledged != NULL ? self->peer->acknowledged : "");
  if (known == NULL)
    known = rabta_version_vector_new ();
  rabta_version_vector_join (known, versions);
  g_free (self->peer->acknowledged);
  self->peer->acknowledged = rabta_version_vector_to_string (known);
  g_clear_pointer (&self->theirs, rabta_version_vector_free);
  self->theirs = rabta_version_vector_new ();
  rabta_version_vector_join (self->theirs, versions);

  return TRUE;
}

static gboolean
totals_cb (const RabtaReceiptTotals  *totals,
           gpointer                   user_data,
           GError                   **error)
{
  Receiving *self = user_data;
  RabtaBatch *batch = rabta_merge_get_batch (self->merge);

  if (!rabta_batch_note_receipt (batch, self->peer->site, totals->hash, totals->n_new, totals->n_conflicts, &self->is_ours,
                                 error))
    return FALSE;
  if (!self->is_ours)
    {
      self->report->n_foreign_receipts++;
      return TRUE;
    }
  self->report->n_receipts++;

  return rabta_batch_clear_receipt (batch, self->peer->site, totals->number, error);
}

static gboolean
item_cb (const RabtaReceiptItem  *item,
         gpointer                 user_data,
         GError                 **error)
{
  Receiving *self = user_data;
  RabtaReceiptItem ours = *item;

  if (!self->is_ours)
    return TRUE;
  memcpy (ours.site, self->peer->site, sizeof ours.site);
  if (strcmp (item->status, RABTA_RECEIPT_TAKEN) != 0 && strcmp (item->status, RABTA_RECEIPT_HELD) != 0)
    self->report->n_to_mend++;

  return rabta_batch_add_receipt_item (rabta_merge_get_batch (self->merge), &ours, error);
}

static gboolean
held_cb (const guint8  *hash,
         gpointer       user_data,
         GError       **error)
{
  Receiving *self = user_data;

  return rabta_batch_note_attachment_held (rabta_merge_get_batch (self->merge), self->peer->site, hash, error);
}

static gboolean
read_receipts (Receiving  *self,
               GError    **error)
{
  static const RabtaReceiptsHandler handler = { versions_cb, totals_cb, item_cb, held_cb };
  g_autoptr (GInputStream) stream = NULL;

  if (!rabta_package_reader_has_member (self->package, RABTA_PACKAGE_RECEIPTS))
    return TRUE;
  stream = rabta_package_reader_open_member (self->package, RABTA_PACKAGE_RECEIPTS, error);

  return stream != NULL && rabta_receipts_read (stream, &handler, self, self->cancellable, error);
}

static GBytes *
read_all (GInputStream  *stream,
          gsize          most,
          GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *data = g_malloc (PIECE);
  gsize length = 1;

  while (length > 0)
    {
      if (!g_input_stream_read_all (stream, data, PIECE, &length, NULL, error))
        return NULL;
      g_byte_array_append (bytes, data, (guint) length);
      if (bytes->len > most)
        {
          g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                               _("The programme definition in the package is larger than any can be."));
          return NULL;
        }
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* What the agency allows to be changed without a programmer, headquarters publishes; of other copies the
 * definition is only looked at. */
static gboolean
read_programme (Receiving  *self,
                GError    **error)
{
  RabtaProgramme *present = rabta_casebook_get_programme (self->casebook);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RabtaProgramme) programme = NULL;

  if (self->peer->role != RABTA_PEER_HEADQUARTERS || !rabta_package_reader_has_member (self->package, RABTA_PACKAGE_PROGRAMME))
    return TRUE;
  stream = rabta_package_reader_open_member (self->package, RABTA_PACKAGE_PROGRAMME, error);
  bytes = stream != NULL ? read_all (stream, MOST_PROGRAMME, error) : NULL;
  if (bytes == NULL)
    return FALSE;
  if (g_bytes_equal (bytes, rabta_programme_get_xml (present)))
    return TRUE;
  programme = rabta_programme_new_from_bytes (bytes, _("the package’s programme definition"), error);
  if (programme == NULL)
    return FALSE;
  if (!g_str_equal (rabta_programme_get_id (programme), rabta_programme_get_id (present)) ||
      rabta_programme_get_version (programme) <= rabta_programme_get_version (present))
    return TRUE;
  self->report->programme = rabta_programme_get_version (programme);

  return rabta_batch_store_programme (rabta_merge_get_batch (self->merge), programme, error);
}

static gboolean
keep_incoming (Receiving  *self,
               GError    **error)
{
  const RabtaPackageInfo *info = rabta_package_reader_get_info (self->package);
  const RabtaMergeReport *report = rabta_merge_get_report (self->merge);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->cancellable, error);

  if (stream == NULL)
    return FALSE;
  self->file->has_site = TRUE;
  memcpy (self->file->site, info->from, sizeof info->from);
  self->file->number = info->number;
  self->file->ranges = rabta_version_vector_to_string (self->ranges);
  self->file->taken = rabta_version_vector_to_string (self->taken);
  self->file->n_changes = report->n_new + report->n_known;
  self->file->n_new = report->n_new;
  self->peer->last_in = MAX (self->peer->last_in, info->number);

  return rabta_batch_keep_file (rabta_merge_get_batch (self->merge), self->file, G_INPUT_STREAM (stream), error) &&
         rabta_batch_save_peer (rabta_merge_get_batch (self->merge), self->peer, error);
}

/* Whom the sender followed is registered with what came of it. */
static gboolean
succeed (Receiving   *self,
         RabtaBatch  *batch,
         GError     **error)
{
  GArray *successors = rabta_package_reader_get_successors (self->package);

  for (guint i = 0; i < successors->len; i++)
    {
      const RabtaSuccessor *successor = &g_array_index (successors, RabtaSuccessor, i);
      g_autofree char *key = rabta_public_key_to_base64 (&successor->to);

      if (!rabta_batch_succeed_peer (batch, successor->from, successor->to.site, key, error))
        return FALSE;
    }

  return TRUE;
}

/* At the very end: the file came in for the copy that this was till now. */
static gboolean
compare_own (Receiving  *self,
             GError    **error)
{
  return self->theirs == NULL || rabta_merge_compare_own (self->merge, self->theirs, &self->report->renamed, error);
}

static gboolean
merge_cb (RabtaMerge    *merge,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  Receiving *self = user_data;
  const RabtaPackageInfo *info = rabta_package_reader_get_info (self->package);

  self->merge = merge;
  if (!succeed (self, rabta_merge_get_batch (merge), error))
    return FALSE;
  self->peer = rabta_batch_load_peer (rabta_merge_get_batch (merge), info->from, error);

  return self->peer != NULL && read_changes (self, error) && read_receipts (self, error) &&
         rabta_package_take_attachments (self->package, rabta_merge_get_batch (merge), &self->report->n_attachments,
                                         cancellable, error) &&
         read_programme (self, error) && keep_incoming (self, error) && compare_own (self, error);
}


static gboolean
refuse_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Receiving *self = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = NULL;
  GStatBuf status;

  if (g_stat (self->path, &status) == 0)
    self->file->size = status.st_size;
  if (self->file->size <= MOST_REFUSED)
    stream = g_file_read (file, cancellable, NULL);
  if (stream != NULL)
    self->file->size = 0;

  return rabta_batch_keep_file (batch, self->file, stream != NULL ? G_INPUT_STREAM (stream) : NULL, error);
}

/* Lists the file with the reason. That this fails too, on a full disk, is not worth a second message. */
static void
note_refusal (Receiving    *self,
              const GError *refusal)
{
  g_autoptr (GError) error = NULL;

  if (g_error_matches (refusal, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    return;
  g_free (self->file->state);
  self->file->state = g_strdup (RABTA_FILE_REFUSED);
  self->file->reason = g_strdup (refusal->message);
  g_clear_pointer (&self->file->ranges, g_free);
  g_clear_pointer (&self->file->taken, g_free);
  g_clear_pointer (&self->file->versions, g_free);
  self->file->n_changes = self->file->n_new = 0;
  if (!rabta_casebook_write_sync (self->casebook, _("Merge"), refuse_cb, self, NULL, &error))
    g_debug ("The refused file %s could not be listed: %s", self->path, error->message);
}


static RabtaFile *
make_file (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  guint8 nothing[RABTA_FILE_HASH_LENGTH] = { 0 };

  return rabta_file_new (FALSE, display, nothing);
}

/* Whether the very same file was merged before. */
static gboolean
is_known (Receiving  *self,
          gboolean   *known,
          GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (RabtaFile) before = rabta_files_find_sync (self->casebook, FALSE, self->file->hash, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *known = before != NULL;
  if (before != NULL)
    self->report->known = g_strdup (before->moment);

  return TRUE;
}

/* A copy that was put back or cloned with all that belongs to it counts the same numbers again. */
static char *
find_before (GPtrArray              *files,
             const RabtaPackageInfo *info,
             const guint8           *hash)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (!file->is_out && !file->is_former && file->number == info->number &&
          memcmp (file->site, info->from, sizeof info->from) == 0 && strcmp (file->state, RABTA_FILE_MERGED) == 0 &&
          memcmp (file->hash, hash, sizeof file->hash) != 0)
        return g_strdup (file->moment);
    }

  return NULL;
}

static gboolean
fill_report (Receiving  *self,
             GError    **error)
{
  const RabtaPackageInfo *info = rabta_package_reader_get_info (self->package);
  g_autoptr (GPtrArray) files = rabta_files_list_sync (self->casebook, error);
  g_autoptr (RabtaReader) reader = files != NULL ? rabta_reader_new (self->casebook, error) : NULL;

  if (reader == NULL)
    return FALSE;
  self->report->n_awaited = rabta_reader_count_awaited (reader, error);
  if (self->report->n_awaited < 0)
    return FALSE;
  self->report->missing = rabta_files_list_missing (files, info->from);
  self->report->number = info->number;
  self->report->before = find_before (files, info, rabta_package_reader_get_hash (self->package));
  self->report->from = rabta_peers_load_sync (self->casebook, info->from, error);

  return self->report->from != NULL;
}

static gboolean
open_and_merge (Receiving  *self,
                GError    **error)
{
  gboolean known;

  self->package = rabta_package_open_for (self->casebook, self->path, self->cancellable, error);
  if (self->package == NULL)
    return FALSE;
  if (rabta_package_reader_has_member (self->package, RABTA_PACKAGE_CASEBOOK))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("By this file a whole casebook is handed over; see “rabta takeover”."));
      return FALSE;
    }
  memcpy (self->file->hash, rabta_package_reader_get_hash (self->package), sizeof self->file->hash);
  if (!is_known (self, &known, error))
    return FALSE;

  return known || rabta_casebook_merge_sync (self->casebook, merge_cb, self, &self->report->merge, self->cancellable, error);
}

/**
 * rabta_package_receive_sync:
 * @casebook: a casebook, open for writing
 * @path: a file from anywhere
 * @report: (out): what it came to, to be cleared with rabta_receive_report_clear()
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Takes over the changes of a package, whole or not at all, and the receipts and attached files in it. The same file again
 * changes nothing. A file that is refused is listed in the inbox with the reason.
 *
 * Returns: whether it was taken over, or was before
 */
gboolean
rabta_package_receive_sync (RabtaCasebook       *casebook,
                            const char          *path,
                            RabtaReceiveReport  *report,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_auto (Receiving) self = {
    .casebook = casebook, .path = path, .report = report, .cancellable = cancellable,
  };
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && path != NULL && report != NULL, FALSE);

  *report = (RabtaReceiveReport) { 0 };
  self.ranges = rabta_version_vector_new ();
  self.taken = rabta_version_vector_new ();
  self.file = make_file (path);
  if (open_and_merge (&self, &local))
    return fill_report (&self, error);
  note_refusal (&self, local);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
