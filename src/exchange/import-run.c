/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-import-private.h"

#include "base/error.h"
#include "exchange/import-contact.h"
#include "exchange/import-match.h"
#include "model/kinds/kinds.h"
#include "model/rules.h"

#include <glib/gi18n-lib.h>

/* Rows between two looks at the cancellable and the progress. */
#define ROWS_PER_REPORT 128

/* The cells of a row in one line, for the value of a refused row. */
static const char *
join_cells (RabtaTableImport    *self,
            const RabtaTableRow *row)
{
  g_string_truncate (self->row_text, 0);
  for (guint i = 0; i < row->n_cells && self->row_text->len < 2000; i++)
    g_string_append_printf (self->row_text, "%s%s", i > 0 ? " | " : "", row->cells[i].text);

  return self->row_text->str;
}

static const char *
get_heading (RabtaTableImport *self,
             int               column)
{
  return column >= 0 ? rabta_table_source_get_heading (self->source, (guint) column) : NULL;
}

static gboolean
refuse_row (RabtaTableImport     *self,
            const RabtaTableRow  *row,
            int                   column,
            const char           *reason,
            GError              **error)
{
  self->counts.refused++;
  return rabta_import_report_add (self->report, RABTA_REPORT_REFUSED, row->number, get_heading (self, column),
                                  join_cells (self, row), reason, error);
}

static gboolean
report_notes (RabtaTableImport     *self,
              const RabtaTableRow  *row,
              GError              **error)
{
  guint n;
  const RabtaRowNote *notes = rabta_row_reader_get_notes (self->reader, &n);

  for (guint i = 0; i < n; i++)
    if (!rabta_import_report_add (self->report, notes[i].is_left_out ? RABTA_REPORT_LEFT_OUT : RABTA_REPORT_ODD,
                                  row->number, get_heading (self, notes[i].column),
                                  row->cells[notes[i].column].text, notes[i].reason, error))
      return FALSE;

  return TRUE;
}

static void
mark_seen (RabtaTableImport *self,
           RabtaRecord      *record)
{
  if (self->update)
    g_hash_table_add (self->seen, g_memdup2 (rabta_record_get_id (record), sizeof (RabtaUuid)));
}

/* Leaves out the values of @record that break a rule: nothing of @record is left where it is the
 * name or the record as a whole. */
static gboolean
drop_broken_values (RabtaTableImport     *self,
                    const RabtaTableRow  *row,
                    RabtaRecord          *record,
                    GError              **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  const RabtaKindInfo *info = rabta_record_get_info (record);
  gboolean dropped = FALSE;

  findings = rabta_rules_check (rabta_casebook_get_programme (self->casebook), record);
  for (guint i = 0; i < findings->len; i++)
    {
      const RabtaFinding *finding = findings->pdata[i];
      int field = finding->field != NULL ? rabta_kind_find_field (info, finding->field) : -1;
      int column = field >= 0 ? rabta_import_mapping_find_column (self->mapping, field) : -1;

      if (finding->level != RABTA_FINDING_ERROR || column < 0 || (guint) column >= row->n_cells)
        continue;

      if (!rabta_import_report_add (self->report, RABTA_REPORT_LEFT_OUT, row->number, get_heading (self, column),
                                    row->cells[column].text, finding->message, error))
        return FALSE;
      rabta_record_unset (record, finding->field);
      dropped = TRUE;
    }

  return dropped;
}

/* Saves what the row gave. FALSE without an error: the rules refuse the record, and @reason says so.
 * A new record loses the values that break them; what was there before is not touched for that. */
static gboolean
save (RabtaTableImport     *self,
      RabtaBatch           *batch,
      const RabtaTableRow  *row,
      RabtaRecord          *record,
      char                **reason,
      GError              **error)
{
  gboolean may_drop = rabta_record_is_new (record);

  for (;;)
    {
      g_autoptr (GError) local = NULL;

      if (rabta_batch_save (batch, record, &local))
        return TRUE;

      if (!g_error_matches (local, RABTA_ERROR, RABTA_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }

      if (!may_drop || !drop_broken_values (self, row, record, error))
        {
          *reason = g_strdup (local->message);
          return FALSE;
        }
      may_drop = FALSE;
    }
}

static gboolean
add_row (RabtaTableImport     *self,
         RabtaBatch           *batch,
         const RabtaTableRow  *row,
         RabtaRecord          *record,
         GError              **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *reason = NULL;
  gboolean has_contact;

  if (save (self, batch, row, record, &reason, &local))
    {
      self->counts.added++;
      mark_seen (self, record);
      return rabta_import_contact_take (self, batch, row, record, &has_contact, error);
    }

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return refuse_row (self, row, -1, reason, error);
}

static gboolean
meet_duplicate (RabtaTableImport      *self,
                RabtaBatch            *batch,
                const RabtaTableRow   *row,
                RabtaRecord           *record,
                const RabtaDuplicate  *duplicate,
                GError               **error)
{
  RabtaRecord *existing = duplicate->record;
  RabtaImportMatch match = {
    .update = self->update,
    .is_seen = self->update && g_hash_table_contains (self->seen, rabta_record_get_id (existing)),
    .name_status = rabta_row_reader_get_name_status (self->reader, row),
  };
  g_autoptr (GError) local = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *title = NULL;
  g_autofree char *message = NULL;
  gboolean has_contact = FALSE;

  rabta_import_match_apply (&match, record, existing);
  mark_seen (self, existing);
  if (self->update && !rabta_import_contact_take (self, batch, row, existing, &has_contact, error))
    return FALSE;

  if (rabta_record_is_dirty (existing) || has_contact)
    {
      if (!rabta_record_is_dirty (existing) || save (self, batch, row, existing, &reason, &local))
        {
          self->counts.updated++;
          return TRUE;
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      return refuse_row (self, row, -1, reason, error);
    }

  self->counts.skipped++;
  title = rabta_record_dup_title (existing);
  message = g_strdup_printf (_("Is there already: “%s”. %s"), title, duplicate->reason);
  return rabta_import_report_add (self->report, RABTA_REPORT_DUPLICATE, row->number, NULL,
                                  rabta_record_get_text (record, "name"), message, error);
}

static gboolean
take_row (RabtaTableImport     *self,
          RabtaBatch           *batch,
          const RabtaTableRow  *row,
          GError              **error)
{
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (GPtrArray) duplicates = NULL;
  g_autoptr (RabtaDuplicate) namesake = NULL;
  g_autoptr (GError) local = NULL;
  int column;

  if (!rabta_row_reader_read (self->reader, row))
    {
      const char *reason = rabta_row_reader_get_refusal (self->reader, &column);

      return refuse_row (self, row, column, reason, error);
    }
  if (!report_notes (self, row, error))
    return FALSE;

  record = rabta_row_reader_take_record (self->reader);
  duplicates = rabta_batch_find_duplicates (batch, record, error);
  if (duplicates == NULL)
    return FALSE;

  if (duplicates->len > 0)
    return meet_duplicate (self, batch, row, record, rabta_import_match_choose (record, duplicates), error);

  namesake = rabta_import_match_by_name (batch, record, &local);
  if (namesake != NULL)
    return meet_duplicate (self, batch, row, record, namesake, error);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return add_row (self, batch, row, record, error);
}

static void
report_progress (RabtaTableImport *self)
{
  if (self->progress_func != NULL)
    self->progress_func ((self->pass + rabta_table_source_get_progress (self->source)) / self->n_passes,
                         self->progress_data);
}

/* One way through the file. Where a column tells former names from current ones, the rows with former
 * names have a pass of their own, after the others: so whichever order they come in, the enterprise
 * has its current name, and no row needs to be kept in memory. */
static gboolean
run_pass (RabtaTableImport  *self,
          RabtaBatch        *batch,
          gboolean           only_former,
          GCancellable      *cancellable,
          GError           **error)
{
  g_autoptr (GError) local = NULL;
  RabtaTableRow row;
  guint n = 0;

  if (!rabta_table_source_rewind (self->source, cancellable, error))
    return FALSE;

  while (rabta_table_source_next (self->source, &row, cancellable, &local))
    {
      gboolean is_former = rabta_row_reader_get_name_status (self->reader, &row) == RABTA_NAME_STATUS_PREVIOUS;

      if (n++ % ROWS_PER_REPORT == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          report_progress (self);
        }

      if (is_former == only_former && !take_row (self, batch, &row, error))
        return FALSE;
    }

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return TRUE;
}

/**
 * rabta_import_run_learn_dates:
 * @self: an import
 * @reader: a reader of its rows
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Goes through the file once, where it has dates at all, so that @reader knows which of day and month
 * comes first in each column.
 *
 * Returns: whether the file could be read
 */
gboolean
rabta_import_run_learn_dates (RabtaTableImport  *self,
                              RabtaRowReader    *reader,
                              GCancellable      *cancellable,
                              GError           **error)
{
  g_autoptr (GError) local = NULL;
  RabtaTableRow row;

  if (!rabta_row_reader_wants_dates (reader))
    return TRUE;

  if (!rabta_table_source_rewind (self->source, cancellable, error))
    return FALSE;

  while (rabta_table_source_next (self->source, &row, cancellable, &local))
    rabta_row_reader_learn_dates (reader, &row);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  rabta_row_reader_settle_dates (reader);
  return TRUE;
}

/**
 * rabta_import_run_cb:
 * @batch: the transaction
 * @user_data: the import
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * A #RabtaWriteFunc that takes all rows into the casebook.
 *
 * Returns: whether all went well
 */
gboolean
rabta_import_run_cb (RabtaBatch    *batch,
                     gpointer       user_data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  RabtaTableImport *self = user_data;
  gboolean has_status = rabta_import_mapping_find_column (self->mapping, RABTA_IMPORT_NAME_STATUS) >= 0;

  rabta_batch_set_dry_run (batch, self->dry_run);
  self->n_passes = has_status ? 2 : 1;
  self->pass = 0;

  if (!rabta_import_run_learn_dates (self, self->reader, cancellable, error)
      || !run_pass (self, batch, FALSE, cancellable, error))
    return FALSE;

  self->pass = 1;
  return !has_status || run_pass (self, batch, TRUE, cancellable, error);
}
