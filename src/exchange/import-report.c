/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-report.h"

#include "base/error.h"
#include "exchange/file-writer.h"
#include "exchange/table-source.h"

#include <csv.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _RabtaImportReport
{
  GPtrArray     *findings; /* of RabtaImportFinding */
  guint          counts[RABTA_N_REPORT_KINDS];
  int            fd;       /* of the rejects; a file without a name */
  GOutputStream *stream;
  GString       *line;
};

static void
finding_free (gpointer data)
{
  RabtaImportFinding *finding = data;

  g_free (finding->column);
  g_free (finding->value);
  g_free (finding->reason);
  g_free (finding);
}

/* csv_write() quotes the cell and doubles what quotation marks it holds. */
static void
append_cell (GString    *line,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *cell = rabta_table_cell_neutralise (valid);
  gsize start = line->len;
  gsize size = csv_write (NULL, 0, cell, strlen (cell));

  g_string_set_size (line, start + size);
  csv_write (line->str + start, size, cell, strlen (cell));
}

static gboolean
write_line (RabtaImportReport  *self,
            GError            **error)
{
  g_string_append (self->line, "\r\n");
  return g_output_stream_write_all (self->stream, self->line->str, self->line->len, NULL, NULL, error);
}

static gboolean
write_headings (RabtaImportReport  *self,
                GError            **error)
{
  g_string_assign (self->line, "\xef\xbb\xbf");
  append_cell (self->line, _("Row"));
  g_string_append_c (self->line, ',');
  append_cell (self->line, _("Column"));
  g_string_append_c (self->line, ',');
  append_cell (self->line, _("Value"));
  g_string_append_c (self->line, ',');
  append_cell (self->line, _("Reason"));

  return write_line (self, error);
}

static gboolean
write_reject (RabtaImportReport  *self,
              guint               row,
              const char         *column,
              const char         *value,
              const char         *reason,
              GError            **error)
{
  g_string_printf (self->line, "%u,", row);
  append_cell (self->line, column);
  g_string_append_c (self->line, ',');
  append_cell (self->line, value);
  g_string_append_c (self->line, ',');
  append_cell (self->line, reason);

  return write_line (self, error);
}

/* It goes away with the program, however that ends. */
static int
open_temporary (GError **error)
{
  int fd = open (g_get_tmp_dir (), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
  g_autofree char *name = NULL;

  if (fd >= 0)
    return fd;
  fd = g_file_open_tmp ("rabta-rejects-XXXXXX", &name, error);
  if (fd >= 0)
    g_unlink (name);

  return fd;
}

/**
 * rabta_import_report_new:
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): an empty report
 */
RabtaImportReport *
rabta_import_report_new (GError **error)
{
  g_autoptr (RabtaImportReport) self = g_new0 (RabtaImportReport, 1);
  g_autoptr (GOutputStream) stream = NULL;

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->line = g_string_sized_new (256);
  self->fd = open_temporary (error);
  if (self->fd < 0)
    return NULL;

  stream = g_unix_output_stream_new (self->fd, FALSE);
  self->stream = g_buffered_output_stream_new_sized (stream, 65536);

  if (!write_headings (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_import_report_free:
 * @self: (nullable): a report
 */
void
rabta_import_report_free (RabtaImportReport *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (self->line != NULL)
    g_string_free (self->line, TRUE);
  g_free (self);
}

/**
 * rabta_import_report_add:
 * @self: a report
 * @kind: what it is
 * @row: number of the row
 * @column: (nullable): heading of the column; %NULL for the row as a whole
 * @value: (nullable): what the file has there
 * @reason: sentence for people
 * @error: return location for an error
 *
 * Notes a finding.
 *
 * Returns: whether it could be written to the temporary file
 */
gboolean
rabta_import_report_add (RabtaImportReport       *self,
                         RabtaReportKind   kind,
                         guint                    row,
                         const char              *column,
                         const char              *value,
                         const char              *reason,
                         GError                 **error)
{
  g_return_val_if_fail (self != NULL && kind < RABTA_N_REPORT_KINDS && reason != NULL, FALSE);

  column = column != NULL ? column : "";
  value = value != NULL ? value : "";

  if (self->counts[kind]++ < RABTA_IMPORT_SHOWN)
    {
      RabtaImportFinding *finding = g_new (RabtaImportFinding, 1);

      finding->kind = kind;
      finding->row = row;
      finding->column = g_strdup (column);
      finding->value = g_utf8_make_valid (value, -1);
      finding->reason = g_strdup (reason);
      g_ptr_array_add (self->findings, finding);
    }

  return (kind != RABTA_REPORT_LEFT_OUT && kind != RABTA_REPORT_REFUSED)
         || write_reject (self, row, column, value, reason, error);
}

/**
 * rabta_import_report_count:
 * @self: a report
 * @kind: a sort of finding
 *
 * Returns: how many there are, shown or not
 */
guint
rabta_import_report_count (RabtaImportReport      *self,
                           RabtaReportKind  kind)
{
  g_return_val_if_fail (self != NULL && kind < RABTA_N_REPORT_KINDS, 0);

  return self->counts[kind];
}

/**
 * rabta_import_report_list:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RabtaImportFinding): the first %RABTA_IMPORT_SHOWN findings
 *   of each sort
 */
GPtrArray *
rabta_import_report_list (RabtaImportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->findings;
}

/**
 * rabta_import_report_check:
 * @file: where a rejects file is to be written
 * @source: the file that is imported
 * @casebook: (nullable): path of the casebook in use
 * @error: return location for an error; %RABTA_ERROR_INVALID
 *
 * Returns: whether @file is neither a casebook nor @source
 */
gboolean
rabta_import_report_check (GFile       *file,
                           GFile       *source,
                           const char  *casebook,
                           GError     **error)
{
  const char *path = g_file_peek_path (file);
  const char *source_path = g_file_peek_path (source);

  if (g_file_equal (file, source)
      || (path != NULL && source_path != NULL && rabta_file_writer_is_same (path, source_path)))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The rejects cannot be written over the file that is imported."));
      return FALSE;
    }

  return path == NULL || rabta_file_writer_check (path, casebook, error);
}

static gboolean
write_to_path (GInputStream  *input,
               const char    *path,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (RabtaFileWriter) writer = rabta_file_writer_new (path, error);
  char block[16384];
  gssize n = 0;

  while (writer != NULL && (n = g_input_stream_read (input, block, sizeof block, cancellable, error)) > 0)
    if (!rabta_file_writer_write (writer, block, (gsize) n, error))
      return FALSE;

  return writer != NULL && n == 0 && rabta_file_writer_commit (writer, error);
}

/* A place that only GIO can reach, such as a shared folder of the file manager. */
static gboolean
write_to_place (GInputStream  *input,
                GFile         *file,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GFileOutputStream) output = NULL;

  output = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (output == NULL)
    return FALSE;
  if (g_output_stream_splice (G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) >= 0)
    return g_output_stream_close (G_OUTPUT_STREAM (output), cancellable, error);
  /* Closed like this, what was there before stays. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (output), cancelled, NULL);

  return FALSE;
}

static gboolean
copy_rejects (RabtaImportReport  *self,
              GFile              *file,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (self->fd, FALSE);

  if (!g_output_stream_flush (self->stream, cancellable, error))
    return FALSE;
  lseek (self->fd, 0, SEEK_SET);

  return g_file_peek_path (file) != NULL ? write_to_path (input, g_file_peek_path (file), cancellable, error)
                                         : write_to_place (input, file, cancellable, error);
}

/**
 * rabta_import_report_save:
 * @self: a report
 * @file: where to
 * @source: the file that was imported
 * @casebook: path of the casebook in use
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Writes the rejects file: CSV in UTF-8 with a byte order mark, a line for each value left out and
 * each row refused: row, column, original value, reason. Cells that a spreadsheet would run begin
 * with an apostrophe.
 *
 * Returns: whether it was written
 */
gboolean
rabta_import_report_save (RabtaImportReport  *self,
                          GFile              *file,
                          GFile              *source,
                          const char         *casebook,
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_return_val_if_fail (self != NULL && G_IS_FILE (file) && G_IS_FILE (source), FALSE);

  return rabta_import_report_check (file, source, casebook, error) && copy_rejects (self, file, cancellable, error);
}
