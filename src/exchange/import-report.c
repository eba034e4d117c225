/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-report.h"

#include "exchange/table-source.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _RabtaImportReport
{
  GPtrArray     *findings; /* of RabtaImportFinding */
  guint          counts[RABTA_N_REPORT_KINDS];
  GFile         *file;     /* of the rejects, until saved */
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
  g_autoptr (GFileIOStream) stream = NULL;

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->line = g_string_sized_new (256);
  self->file = g_file_new_tmp ("rabta-rejects-XXXXXX", &stream, error);
  if (self->file == NULL)
    return NULL;

  self->stream = g_buffered_output_stream_new_sized (g_io_stream_get_output_stream (G_IO_STREAM (stream)), 65536);
  /* The buffer keeps the file's own stream open, and the file open with it. */
  g_object_set_data_full (G_OBJECT (self->stream), "rabta-file", g_steal_pointer (&stream), g_object_unref);

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
  if (self->file != NULL)
    g_file_delete (self->file, NULL, NULL);
  g_clear_object (&self->file);
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
 * rabta_import_report_save:
 * @self: a report
 * @file: where to
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
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_return_val_if_fail (self != NULL && G_IS_FILE (file), FALSE);

  return g_output_stream_flush (self->stream, cancellable, error)
         && g_file_copy (self->file, file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable,
                         NULL, NULL, error);
}
