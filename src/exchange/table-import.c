/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-import-private.h"

#include "base/error.h"
#include "model/kinds/kinds.h"

#include <glib/gi18n-lib.h>

static gboolean
start_run (RabtaTableImport  *self,
           GError           **error)
{
  if (!rabta_table_import_check (self, error))
    return FALSE;

  g_clear_pointer (&self->reader, rabta_row_reader_free);
  g_clear_pointer (&self->report, rabta_import_report_free);
  g_hash_table_remove_all (self->seen);
  self->counts = (RabtaImportCounts) { 0 };

  self->report = rabta_import_report_new (error);
  if (self->report == NULL)
    return FALSE;
  self->reader = rabta_row_reader_new (self->mapping, rabta_casebook_get_programme (self->casebook));

  return TRUE;
}

static char *
dup_action (RabtaTableImport *self)
{
  /* Translators: %s is the name of a file */
  return g_strdup_printf (_("Import of %s"), self->shown_name);
}

static void
preview_row_free (gpointer data)
{
  RabtaPreviewRow *row = data;

  for (guint i = 0; i < row->n_cells; i++)
    {
      g_free (row->cells[i].text);
      g_free (row->cells[i].value);
      g_free (row->cells[i].problem);
    }
  g_free (row->cells);
  g_free (row->refusal);
  g_free (row);
}

static RabtaPreviewRow *
preview_row (RabtaTableImport    *self,
             RabtaRowReader      *reader,
             const RabtaTableRow *row)
{
  const RabtaKindInfo *info = &rabta_enterprise_info;
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  RabtaPreviewRow *preview = g_new0 (RabtaPreviewRow, 1);
  const RabtaRowNote *notes;
  guint n_notes;

  rabta_row_reader_read (reader, row);
  preview->number = row->number;
  preview->refusal = g_strdup (rabta_row_reader_get_refusal (reader, NULL));
  preview->n_cells = rabta_table_source_n_columns (self->source);
  preview->cells = g_new0 (RabtaPreviewCell, preview->n_cells);

  for (guint i = 0; i < preview->n_cells && i < row->n_cells; i++)
    {
      int target = rabta_import_mapping_get_target (self->mapping, i);
      const RabtaValue *value = target >= 0 ? rabta_row_reader_get_value (reader, (guint) target) : NULL;

      preview->cells[i].text = g_utf8_make_valid (row->cells[i].text, -1);
      if (value != NULL && value->type != RABTA_VALUE_NULL)
        preview->cells[i].value = rabta_value_display (&info->fields[target], value, programme);
    }

  notes = rabta_row_reader_get_notes (reader, &n_notes);
  for (guint i = 0; i < n_notes; i++)
    {
      RabtaPreviewCell *cell = &preview->cells[notes[i].column];

      g_free (cell->problem);
      cell->problem = g_strdup (notes[i].reason);
      cell->is_left_out = notes[i].is_left_out;
    }

  return preview;
}

/**
 * rabta_table_import_new:
 * @casebook: where to
 * @file: a CSV or TSV file or a spreadsheet
 * @format: (nullable): how to read it, or %NULL to find out
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens @file and guesses what its columns are for. Reads the whole file once; call it from a thread
 * where a window must not wait.
 *
 * Returns: (transfer full) (nullable): the import, to be set up and run
 */
RabtaTableImport *
rabta_table_import_new (RabtaCasebook           *casebook,
                        GFile                   *file,
                        const RabtaTableFormat  *format,
                        GCancellable            *cancellable,
                        GError                 **error)
{
  g_autoptr (RabtaTableSource) source = NULL;
  g_autoptr (GPtrArray) headings = NULL;
  g_autofree char *name = NULL;
  RabtaTableImport *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  source = rabta_table_source_open (file, format, cancellable, error);
  if (source == NULL)
    return NULL;

  headings = g_ptr_array_new ();
  for (guint i = 0; i < rabta_table_source_n_columns (source); i++)
    g_ptr_array_add (headings, (gpointer) rabta_table_source_get_heading (source, i));

  self = g_new0 (RabtaTableImport, 1);
  name = g_file_get_basename (file);
  self->casebook = g_object_ref (casebook);
  self->file = g_object_ref (file);
  self->shown_name = g_filename_display_name (name);
  self->source = g_steal_pointer (&source);
  self->mapping = rabta_import_mapping_new ((const char *const *) headings->pdata, headings->len);
  self->seen = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  self->row_text = g_string_new (NULL);

  return self;
}

/**
 * rabta_table_import_free:
 * @self: (nullable): an import
 */
void
rabta_table_import_free (RabtaTableImport *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, rabta_row_reader_free);
  g_clear_pointer (&self->report, rabta_import_report_free);
  g_clear_pointer (&self->mapping, rabta_import_mapping_free);
  g_clear_pointer (&self->source, rabta_table_source_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_object (&self->casebook);
  g_clear_object (&self->file);
  g_string_free (self->row_text, TRUE);
  g_free (self->shown_name);
  g_free (self);
}

/**
 * rabta_table_import_get_source:
 * @self: an import
 *
 * Returns: (transfer none): the file as a table
 */
RabtaTableSource *
rabta_table_import_get_source (RabtaTableImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

/**
 * rabta_table_import_get_mapping:
 * @self: an import
 *
 * Returns: (transfer none): what the columns are for, to be changed at will before a run
 */
RabtaImportMapping *
rabta_table_import_get_mapping (RabtaTableImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mapping;
}

/**
 * rabta_table_import_set_update:
 * @self: an import
 * @update: whether enterprises that are there already take the values of their rows
 */
void
rabta_table_import_set_update (RabtaTableImport *self,
                               gboolean          update)
{
  g_return_if_fail (self != NULL);

  self->update = update;
}

/**
 * rabta_table_import_set_dry_run:
 * @self: an import
 * @dry_run: whether nothing is to be kept of the next run but its report
 */
void
rabta_table_import_set_dry_run (RabtaTableImport *self,
                                gboolean          dry_run)
{
  g_return_if_fail (self != NULL);

  self->dry_run = dry_run;
}

/**
 * rabta_table_import_set_progress:
 * @self: an import
 * @func: (nullable): told of the progress, on the thread that writes
 * @user_data: for @func
 */
void
rabta_table_import_set_progress (RabtaTableImport        *self,
                                 RabtaImportProgressFunc  func,
                                 gpointer                 user_data)
{
  g_return_if_fail (self != NULL);

  self->progress_func = func;
  self->progress_data = user_data;
}

/**
 * rabta_table_import_check:
 * @self: an import
 * @error: return location for an error
 *
 * Returns: whether a column holds the names, without which no row can be taken
 */
gboolean
rabta_table_import_check (RabtaTableImport  *self,
                          GError           **error)
{
  g_autofree char *headings = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (rabta_import_mapping_find_column (self->mapping, rabta_kind_find_field (&rabta_enterprise_info, "name")) >= 0)
    return TRUE;

  headings = rabta_import_mapping_list_headings (self->mapping);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("No column of “%s” is known to hold the names of the enterprises. Say which one does; "
                 "the columns are: %s."), self->shown_name, headings);
  return FALSE;
}

/**
 * rabta_table_import_preview:
 * @self: an import
 * @n_rows: how many rows to show
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the first rows with the mapping as it is. May be called from a thread.
 *
 * Returns: (transfer full) (nullable) (element-type RabtaPreviewRow): the rows
 */
GPtrArray *
rabta_table_import_preview (RabtaTableImport  *self,
                            guint              n_rows,
                            GCancellable      *cancellable,
                            GError           **error)
{
  g_autoptr (RabtaRowReader) reader = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) local = NULL;
  RabtaTableRow row;

  g_return_val_if_fail (self != NULL, NULL);

  rows = g_ptr_array_new_with_free_func (preview_row_free);
  reader = rabta_row_reader_new (self->mapping, rabta_casebook_get_programme (self->casebook));
  if (!rabta_import_run_learn_dates (self, reader, cancellable, error)
      || !rabta_table_source_rewind (self->source, cancellable, error))
    return NULL;

  while (rows->len < n_rows && rabta_table_source_next (self->source, &row, cancellable, &local))
    g_ptr_array_add (rows, preview_row (self, reader, &row));

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&rows);
}

/**
 * rabta_table_import_run_sync:
 * @self: an import
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Imports the file in one transaction, which is one step of undo; see rabta_table_import_get_counts()
 * and rabta_table_import_get_report() for what came of it.
 *
 * Returns: whether it is done; else nothing was changed
 */
gboolean
rabta_table_import_run_sync (RabtaTableImport  *self,
                             GCancellable      *cancellable,
                             GError           **error)
{
  g_autofree char *action = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!start_run (self, error))
    return FALSE;

  action = dup_action (self);
  return rabta_casebook_write_sync (self->casebook, action, rabta_import_run_cb, self, cancellable, error);
}

/**
 * rabta_table_import_run_async:
 * @self: an import
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done; its source object is the casebook
 * @user_data: for @callback
 *
 * Like rabta_table_import_run_sync(), without waiting.
 */
void
rabta_table_import_run_async (RabtaTableImport    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *action = NULL;

  g_return_if_fail (self != NULL);

  if (!start_run (self, &error))
    {
      g_task_report_error (self->casebook, callback, user_data, rabta_table_import_run_async,
                           g_steal_pointer (&error));
      return;
    }

  action = dup_action (self);
  rabta_casebook_write_async (self->casebook, action, rabta_import_run_cb, self, NULL, cancellable, callback, user_data);
}

/**
 * rabta_table_import_run_finish:
 * @self: an import
 * @result: of the callback
 * @error: return location for an error
 *
 * Returns: whether it is done; else nothing was changed
 */
gboolean
rabta_table_import_run_finish (RabtaTableImport  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (g_async_result_is_tagged (result, rabta_table_import_run_async))
    return g_task_propagate_boolean (G_TASK (result), error);

  return rabta_casebook_write_finish (self->casebook, result, error);
}

/**
 * rabta_table_import_get_counts:
 * @self: an import
 *
 * Returns: what became of the rows of the last run
 */
const RabtaImportCounts *
rabta_table_import_get_counts (RabtaTableImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->counts;
}

/**
 * rabta_table_import_get_report:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): what the last run has to tell
 */
RabtaImportReport *
rabta_table_import_get_report (RabtaTableImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->report;
}
