/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was sent and what came in, byte for byte: facts about this copy, not part of the log. The bytes lie
 * in pieces, so that none of them need be in memory as a whole. */

#include "model/files.h"

#include "base/date.h"
#include "model/batch-private.h"
#include "model/peers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE (256 * 1024)

/* So many lost files are enough to see that something is wrong; a number may be absurd. */
#define MOST_MISSING 1000

#define COLUMNS \
  "pk, direction, site, number, name, hash, size, moment, state, ranges, taken, reason, n_changes, n_new, n_conflicts, " \
  "receipted, own <> (SELECT value FROM meta WHERE key = 'site'), versions"

/**
 * rabta_file_new:
 * @is_out: whether it is sent
 * @name: of the file, without a folder
 * @hash: of its bytes
 *
 * Returns: (transfer full): a file of this moment
 */
RabtaFile *
rabta_file_new (gboolean      is_out,
                const char   *name,
                const guint8 *hash)
{
  RabtaFile *self = g_new0 (RabtaFile, 1);
  char now[RABTA_INSTANT_SIZE];

  rabta_instant_now (now);
  self->is_out = is_out;
  self->name = g_strdup (name);
  memcpy (self->hash, hash, sizeof self->hash);
  self->moment = g_strdup (now);
  self->state = g_strdup (is_out ? RABTA_FILE_MADE : RABTA_FILE_MERGED);

  return self;
}

void
rabta_file_free (RabtaFile *self)
{
  g_free (self->name);
  g_free (self->moment);
  g_free (self->state);
  g_free (self->ranges);
  g_free (self->taken);
  g_free (self->versions);
  g_free (self->reason);
  g_free (self);
}

static RabtaFile *
read_row (RabtaStatement *statement)
{
  RabtaFile *file = g_new0 (RabtaFile, 1);
  gconstpointer blob;
  gsize length;

  file->pk = rabta_statement_get_int (statement, 0);
  file->is_out = g_strcmp0 (rabta_statement_get_text (statement, 1), "out") == 0;
  blob = rabta_statement_get_blob (statement, 2, &length);
  file->has_site = blob != NULL && length == sizeof file->site;
  if (file->has_site)
    memcpy (file->site, blob, length);
  file->number = rabta_statement_get_int (statement, 3);
  file->name = g_strdup (rabta_statement_get_text (statement, 4));
  blob = rabta_statement_get_blob (statement, 5, &length);
  if (blob != NULL && length == sizeof file->hash)
    memcpy (file->hash, blob, length);
  file->size = rabta_statement_get_int (statement, 6);
  file->moment = g_strdup (rabta_statement_get_text (statement, 7));
  file->state = g_strdup (rabta_statement_get_text (statement, 8));
  file->ranges = g_strdup (rabta_statement_get_text (statement, 9));
  file->taken = g_strdup (rabta_statement_get_text (statement, 10));
  file->reason = g_strdup (rabta_statement_get_text (statement, 11));
  file->n_changes = rabta_statement_get_int (statement, 12);
  file->n_new = rabta_statement_get_int (statement, 13);
  file->n_conflicts = rabta_statement_get_int (statement, 14);
  file->receipted = rabta_statement_get_int (statement, 15);
  file->is_former = rabta_statement_get_int (statement, 16) != 0;
  file->versions = g_strdup (rabta_statement_get_text (statement, 17));

  return file;
}


static GPtrArray *
select_files (RabtaReader   *reader,
              const char    *sql,
              const char    *direction,
              const guint8  *hash,
              GError       **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_file_free);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (rabta_reader_get_database (reader), sql, error);
  RabtaStep step;

  if (statement == NULL)
    return NULL;
  if (hash != NULL)
    {
      rabta_statement_bind_text (statement, 0, direction, -1);
      rabta_statement_bind_blob (statement, 1, hash, RABTA_FILE_HASH_LENGTH);
    }
  while ((step = rabta_statement_step (statement, _("Read the files that were exchanged"), error)) == RABTA_STEP_ROW)
    g_ptr_array_add (files, read_row (statement));

  return step == RABTA_STEP_DONE ? g_steal_pointer (&files) : NULL;
}

/**
 * rabta_files_list_sync:
 * @casebook: a casebook
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaFile): every file that was sent or came in
 */
GPtrArray *
rabta_files_list_sync (RabtaCasebook  *casebook,
                       GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);

  return reader != NULL ? select_files (reader, "SELECT " COLUMNS " FROM exchange_file ORDER BY pk DESC", NULL, NULL, error)
                        : NULL;
}

/**
 * rabta_files_find_sync:
 * @casebook: a casebook
 * @is_out: among the files that were sent, else among those that came in
 * @hash: of the bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the last such file that was not refused; %NULL without an error where
 *   there is none
 */
RabtaFile *
rabta_files_find_sync (RabtaCasebook  *casebook,
                       gboolean        is_out,
                       const guint8   *hash,
                       GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (GPtrArray) files = NULL;

  if (reader == NULL)
    return NULL;
  files = select_files (reader,
                        "SELECT " COLUMNS " FROM exchange_file WHERE direction = ? AND hash = ? "
                        "AND state <> '" RABTA_FILE_REFUSED "' ORDER BY pk DESC LIMIT 1",
                        is_out ? "out" : "in", hash, error);

  return files != NULL && files->len > 0 ? g_ptr_array_steal_index (files, 0) : NULL;
}

/* Whether the file is of the sequence between @site and what this copy is now. */
static gboolean
is_between (const RabtaFile *file,
            gboolean         is_out,
            const guint8    *site)
{
  return file->is_out == is_out && file->has_site && !file->is_former &&
         memcmp (file->site, site, RABTA_SITE_ID_LENGTH) == 0;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/**
 * rabta_files_list_missing:
 * @files: (element-type RabtaFile): every file
 * @site: another copy
 *
 * The numbers of a sequence have no holes: a hole is a file that has not arrived.
 *
 * Returns: (transfer full) (element-type gint64): the numbers from @site that are missing below the greatest
 *   that came in, the first thousand of them
 */
GArray *
rabta_files_list_missing (GPtrArray    *files,
                          const guint8 *site)
{
  g_autoptr (GArray) present = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 next = 1;

  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (is_between (file, FALSE, site) && strcmp (file->state, RABTA_FILE_MERGED) == 0)
        g_array_append_val (present, file->number);
    }
  g_array_sort (present, compare_numbers);
  for (guint i = 0; i < present->len; i++)
    {
      for (; next < g_array_index (present, gint64, i) && missing->len < MOST_MISSING; next++)
        g_array_append_val (missing, next);
      next = MAX (next, g_array_index (present, gint64, i) + 1);
    }

  return missing;
}

static gboolean
is_received (GPtrArray       *files,
             const RabtaFile *incoming)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (is_between (file, TRUE, incoming->site) && file->number == incoming->receipted)
        return strcmp (file->state, RABTA_FILE_RECEIVED) == 0;
    }

  return FALSE;
}

/* The oldest first: what the receipt of a later file says of a record then stands. */
GPtrArray *
rabta_files_list_unreceipted (GPtrArray    *files,
                              const guint8 *site)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = files->len; i > 0; i--)
    {
      RabtaFile *file = g_ptr_array_index (files, i - 1);

      if (is_between (file, FALSE, site) && strcmp (file->state, RABTA_FILE_MERGED) == 0 &&
          (file->receipted == 0 || !is_received (files, file)))
        g_ptr_array_add (list, file);
    }

  return list;
}

/**
 * rabta_files_write_content:
 * @reader: a reader
 * @pk: of a file
 * @stream: where to write its bytes
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether all of it was written
 */
gboolean
rabta_files_write_content (RabtaReader    *reader,
                           gint64          pk,
                           GOutputStream  *stream,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (rabta_reader_get_database (reader),
                                      "SELECT data FROM exchange_piece WHERE file = ? ORDER BY place", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, pk);
  while ((step = rabta_statement_step (statement, _("Read a file that was exchanged"), error)) == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer data = rabta_statement_get_blob (statement, 0, &length);

      if (!g_output_stream_write_all (stream, data, length, NULL, cancellable, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}


static gboolean
keep_piece (RabtaDatabase  *database,
            gint64          file,
            gint64          place,
            const guint8   *data,
            gsize           length,
            GError        **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database, "INSERT INTO exchange_piece (file, place, data) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, file);
  rabta_statement_bind_int (statement, 1, place);
  rabta_statement_bind_blob (statement, 2, data, length);

  return rabta_statement_run (statement, _("Keep a file that was exchanged"), error);
}

static gboolean
keep_content (RabtaDatabase  *database,
              RabtaFile      *file,
              GInputStream   *content,
              GError        **error)
{
  g_autofree guint8 *data = g_malloc (PIECE);

  for (gint64 place = 0;; place++)
    {
      gsize length;

      if (!g_input_stream_read_all (content, data, PIECE, &length, NULL, error))
        return FALSE;
      if (length == 0)
        return TRUE;
      file->size += (gint64) length;
      if (!keep_piece (database, file->pk, place, data, length, error))
        return FALSE;
    }
}

static gboolean
write_size (RabtaDatabase    *database,
            const RabtaFile  *file,
            GError          **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "UPDATE exchange_file SET size = ? WHERE pk = ?", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, file->size);
  rabta_statement_bind_int (statement, 1, file->pk);

  return rabta_statement_run (statement, _("Keep a file that was exchanged"), error);
}

/**
 * rabta_batch_keep_file:
 * @self: a batch
 * @file: the file; its pk and size are filled
 * @content: (nullable): its bytes
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_keep_file (RabtaBatch    *self,
                       RabtaFile     *file,
                       GInputStream  *content,
                       GError       **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO exchange_file (direction, site, number, name, hash, size, moment, state, "
                                     "ranges, taken, reason, n_changes, n_new, n_conflicts, own, versions) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  self->has_facts = TRUE;
  rabta_statement_bind_text (statement, 0, file->is_out ? "out" : "in", -1);
  if (file->has_site)
    {
      rabta_statement_bind_blob (statement, 1, file->site, sizeof file->site);
      rabta_statement_bind_int (statement, 2, file->number);
    }
  rabta_statement_bind_text (statement, 3, file->name, -1);
  rabta_statement_bind_blob (statement, 4, file->hash, sizeof file->hash);
  rabta_statement_bind_int (statement, 5, file->size);
  rabta_statement_bind_text (statement, 6, file->moment, -1);
  rabta_statement_bind_text (statement, 7, file->state, -1);
  rabta_statement_bind_text (statement, 8, file->ranges, -1);
  rabta_statement_bind_text (statement, 9, file->taken, -1);
  rabta_statement_bind_text (statement, 10, file->reason, -1);
  rabta_statement_bind_int (statement, 11, file->n_changes);
  rabta_statement_bind_int (statement, 12, file->n_new);
  rabta_statement_bind_int (statement, 13, file->n_conflicts);
  rabta_statement_bind_int (statement, 14, self->casebook->log.site);
  rabta_statement_bind_text (statement, 15, file->versions, -1);
  if (!rabta_statement_run (statement, _("Keep a file that was exchanged"), error))
    return FALSE;
  file->pk = rabta_database_last_rowid (self->database);

  return content == NULL ||
         (keep_content (self->database, file, content, error) && write_size (self->database, file, error));
}

/**
 * rabta_batch_note_receipt:
 * @self: a batch
 * @site: who sent the receipt
 * @hash: of the bytes of the file that it is for
 * @n_new: how many changes were new there
 * @n_conflicts: how many fields were in conflict there
 * @found: (out): whether that file was sent from here
 * @error: return location
 *
 * Returns: whether it was written; %TRUE too where no such file was sent
 */
gboolean
rabta_batch_note_receipt (RabtaBatch    *self,
                          const guint8  *site,
                          const guint8  *hash,
                          gint64         n_new,
                          gint64         n_conflicts,
                          gboolean      *found,
                          GError       **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "UPDATE exchange_file SET state = '" RABTA_FILE_RECEIVED "', n_new = ?, n_conflicts = ? "
                                     "WHERE direction = 'out' AND site = ? AND hash = ?",
                                     error);
  if (statement == NULL)
    return FALSE;
  self->has_facts = TRUE;
  rabta_statement_bind_int (statement, 0, n_new);
  rabta_statement_bind_int (statement, 1, n_conflicts);
  rabta_statement_bind_blob (statement, 2, site, RABTA_SITE_ID_LENGTH);
  rabta_statement_bind_blob (statement, 3, hash, RABTA_FILE_HASH_LENGTH);
  if (!rabta_statement_run (statement, _("Keep a receipt"), error))
    return FALSE;
  *found = rabta_database_changes (self->database) > 0;

  return TRUE;
}

gboolean
rabta_batch_note_receipted (RabtaBatch  *self,
                            gint64       pk,
                            gint64       number,
                            GError     **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database,
                                                     "UPDATE exchange_file SET receipted = ? WHERE pk = ?", error);

  if (statement == NULL)
    return FALSE;
  self->has_facts = TRUE;
  rabta_statement_bind_int (statement, 0, number);
  rabta_statement_bind_int (statement, 1, pk);

  return rabta_statement_run (statement, _("Keep a receipt"), error);
}

gboolean
rabta_batch_save_peer (RabtaBatch       *self,
                       const RabtaPeer  *peer,
                       GError          **error)
{
  self->has_facts = TRUE;

  return rabta_peers_write (self->database, peer, error);
}

RabtaPeer *
rabta_batch_load_peer (RabtaBatch    *self,
                       const guint8  *site,
                       GError       **error)
{
  return rabta_peers_read (self->database, site, error);
}

gboolean
rabta_batch_store_programme (RabtaBatch      *self,
                             RabtaProgramme  *programme,
                             GError         **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (self->database, "SELECT 1 FROM programme WHERE id = ? AND version = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, rabta_programme_get_id (programme), -1);
  rabta_statement_bind_int (statement, 1, rabta_programme_get_version (programme));
  step = rabta_statement_step (statement, _("Read the programme definition"), error);
  rabta_statement_reset (statement);
  if (step != RABTA_STEP_DONE)
    return step == RABTA_STEP_ROW;
  self->has_facts = TRUE;

  return rabta_casebook_store_programme (self->database, programme, error);
}
