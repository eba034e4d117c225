/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-row.h"

#include "base/text.h"
#include "model/kinds/kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Names of codes that occur in a column; a column that is no choice at all must not fill memory. */
#define MAX_KNOWN_CODES 4096

/* What one column needs to become a value. */
typedef struct
{
  int               target;
  const RabtaField *field;      /* NULL where the column is left out */
  RabtaCodeList    *list;
  GHashTable       *codes;      /* cell to code, NULL for none; both owned by the table */
  RabtaDateOrder    order;
  gboolean          saw_day_first;
  gboolean          saw_month_first;
} Column;

struct _RabtaRowReader
{
  Column     *columns;
  guint       n_columns;
  int         name_column;
  int         status_column;
  guint       name_field;
  RabtaValue *values;           /* by field */
  guint       n_fields;
  GArray     *notes;            /* of RabtaRowNote */
  char       *refusal;
  int         refusal_column;
};

static void
clear_note (gpointer data)
{
  g_free (((RabtaRowNote *) data)->reason);
}

static void
add_note (RabtaRowReader *self,
          guint           column,
          gboolean        is_left_out,
          char           *reason)
{
  RabtaRowNote note = { (int) column, is_left_out, reason };

  g_array_append_val (self->notes, note);
}

static void
refuse (RabtaRowReader *self,
        int             column,
        char           *reason)
{
  g_free (self->refusal);
  self->refusal = reason;
  self->refusal_column = column;
}

static void
reset (RabtaRowReader *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    rabta_value_clear (&self->values[i]);
  g_array_set_size (self->notes, 0);
  g_clear_pointer (&self->refusal, g_free);
}

static gboolean
is_blank (const char *text)
{
  while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
    text++;

  return *text == '\0';
}

static void
read_choice (RabtaRowReader *self,
             guint           index,
             const char     *text)
{
  Column *column = &self->columns[index];
  gpointer code = NULL;

  if (!g_hash_table_lookup_extended (column->codes, text, NULL, &code))
    {
      g_autofree char *clean = rabta_text_clean (text, FALSE);
      RabtaCodeItem *item = column->list != NULL ? rabta_code_list_match (column->list, clean) : NULL;

      code = item != NULL ? g_strdup (rabta_code_item_get_code (item)) : NULL;
      if (g_hash_table_size (column->codes) >= MAX_KNOWN_CODES)
        g_hash_table_remove_all (column->codes);
      g_hash_table_insert (column->codes, g_strdup (text), code);
    }

  if (code == NULL)
    {
      add_note (self, index, TRUE,
                g_strdup_printf (_("“%s” is not in the list of “%s”."), text, _(column->field->heading)));
      return;
    }

  self->values[column->target].type = RABTA_VALUE_TEXT;
  self->values[column->target].text = g_strdup (code);
}

/* Several phone numbers or addresses in one cell: the first that is one is taken, and the rest is
 * told. */
static gboolean
read_first_of_several (RabtaRowReader *self,
                       guint           index,
                       const char     *text)
{
  Column *column = &self->columns[index];
  g_auto (GStrv) parts = NULL;

  if (column->field->format != RABTA_FORMAT_PHONE && column->field->format != RABTA_FORMAT_EMAIL)
    return FALSE;

  parts = g_strsplit_set (text, ",;/|\n\r", 16);
  if (g_strv_length (parts) < 2)
    return FALSE;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      RabtaValue *value = &self->values[column->target];

      if (is_blank (parts[i])
          || !rabta_value_parse_loose (column->field, parts[i], column->order, value, NULL, NULL))
        continue;

      add_note (self, index, TRUE,
                g_strdup_printf (_("There are several in one cell; %s is taken, the rest left out."), value->text));
      return TRUE;
    }

  return FALSE;
}

static void
read_value (RabtaRowReader *self,
            guint           index,
            const char     *text)
{
  Column *column = &self->columns[index];
  RabtaValue *value = &self->values[column->target];
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = NULL;

  if (rabta_value_parse_loose (column->field, text, column->order, value, &warning, &error))
    {
      if (warning != NULL)
        add_note (self, index, FALSE, g_steal_pointer (&warning));
      return;
    }

  rabta_value_clear (value);
  if (!read_first_of_several (self, index, text))
    add_note (self, index, TRUE, g_strdup (error->message));
}

static char *
describe_fault (const RabtaTableCell *cell)
{
  if (cell->fault == RABTA_TABLE_CELL_TOO_LONG)
    return g_strdup (_("The cell is too long; look for a quotation mark that is not closed."));
  if (cell->fault == RABTA_TABLE_CELL_MISTAKE)
    return g_strdup_printf (_("The formula in the cell failed: %s."), cell->text);

  return g_strdup (_("The cell is no text in the encoding of the file."));
}

static void
read_cell (RabtaRowReader       *self,
           guint                 index,
           const RabtaTableCell *cell)
{
  Column *column = &self->columns[index];
  const char *text;

  if (column->field == NULL || cell->length == 0)
    return;

  if (cell->fault != RABTA_TABLE_CELL_SOUND)
    {
      add_note (self, index, TRUE, describe_fault (cell));
      return;
    }

  text = rabta_table_cell_restore (cell->text);
  if (is_blank (text))
    return;

  if (column->field->kind == RABTA_FIELD_CHOICE)
    read_choice (self, index, text);
  else
    read_value (self, index, text);
}

static gboolean
has_cells_beyond (RabtaRowReader      *self,
                  const RabtaTableRow *row)
{
  for (guint i = self->n_columns; i < row->n_cells; i++)
    if (!is_blank (row->cells[i].text))
      return TRUE;

  return FALSE;
}

/* Why the row as a whole cannot be taken, whatever its values are. */
static gboolean
check_shape (RabtaRowReader      *self,
             const RabtaTableRow *row)
{
  if (row->unclosed)
    {
      refuse (self, -1, g_strdup_printf (_("A quotation mark is not closed: a cell of this row, which begins on line "
                                           "%u, goes on to the end of the file. The rows after it were not read."),
                                         row->line));
      return FALSE;
    }

  /* A separator in a cell without quotation marks moves all that follows one column on; which of the
   * values are in their place, nobody can tell. */
  if (has_cells_beyond (self, row))
    {
      refuse (self, -1, g_strdup_printf (_("The row has %u cells under %u headings; a cell that contains the "
                                           "separator is probably not quoted."), row->n_cells, self->n_columns));
      return FALSE;
    }

  return TRUE;
}

/* Reads "3/4/2026" and the like: the first two numbers where the third can only be a year. */
static gboolean
scan_numeric_date (const char *text,
                   int        *first,
                   int        *second)
{
  int numbers[3] = { 0, 0, 0 };
  int digits[3] = { 0, 0, 0 };

  while (*text == ' ' || *text == '\'')
    text++;

  for (int i = 0; i < 3; i++)
    {
      for (; g_ascii_isdigit (*text) && digits[i] < 5; text++, digits[i]++)
        numbers[i] = numbers[i] * 10 + (*text - '0');
      if (digits[i] == 0)
        return FALSE;
      if (i < 2 && strchr ("/-. ", *text++) == NULL)
        return FALSE;
    }

  *first = numbers[0];
  *second = numbers[1];
  return digits[0] <= 2 && digits[1] <= 2 && (digits[2] == 4 || (digits[2] == 2 && numbers[2] > 31));
}

/**
 * rabta_row_reader_new:
 * @mapping: what the columns are for
 * @programme: whose code lists choices are looked up in
 *
 * Returns: (transfer full): a reader
 */
RabtaRowReader *
rabta_row_reader_new (const RabtaImportMapping *mapping,
                      RabtaProgramme           *programme)
{
  const RabtaKindInfo *info = &rabta_enterprise_info;
  RabtaRowReader *self;

  g_return_val_if_fail (mapping != NULL, NULL);
  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme), NULL);

  self = g_new0 (RabtaRowReader, 1);
  self->n_columns = rabta_import_mapping_n_columns (mapping);
  self->columns = g_new0 (Column, MAX (self->n_columns, 1));
  self->n_fields = info->n_fields;
  self->values = g_new0 (RabtaValue, info->n_fields);
  self->notes = g_array_new (FALSE, FALSE, sizeof (RabtaRowNote));
  g_array_set_clear_func (self->notes, clear_note);
  self->name_field = (guint) rabta_kind_find_field (info, "name");
  self->name_column = rabta_import_mapping_find_column (mapping, (int) self->name_field);
  self->status_column = rabta_import_mapping_find_column (mapping, RABTA_IMPORT_NAME_STATUS);

  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];

      column->target = rabta_import_mapping_get_target (mapping, i);
      if (column->target < 0)
        continue;

      column->field = &info->fields[column->target];
      if (column->field->kind == RABTA_FIELD_CHOICE)
        {
          column->list = rabta_programme_get_list (programme, column->field->target);
          column->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
        }
    }

  return self;
}

/**
 * rabta_row_reader_free:
 * @self: (nullable): a reader
 */
void
rabta_row_reader_free (RabtaRowReader *self)
{
  if (self == NULL)
    return;

  reset (self);
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->columns[i].codes, g_hash_table_unref);
  g_free (self->columns);
  g_free (self->values);
  g_array_unref (self->notes);
  g_free (self);
}

/**
 * rabta_row_reader_wants_dates:
 * @self: a reader
 *
 * Returns: whether some column holds dates, so that rabta_row_reader_learn_dates() has a use
 */
gboolean
rabta_row_reader_wants_dates (RabtaRowReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].field != NULL && self->columns[i].field->kind == RABTA_FIELD_DATE)
      return TRUE;

  return FALSE;
}

/**
 * rabta_row_reader_learn_dates:
 * @self: a reader
 * @row: a row
 *
 * Notes which of day and month comes first where the dates of the row can be read in one way only.
 */
void
rabta_row_reader_learn_dates (RabtaRowReader      *self,
                              const RabtaTableRow *row)
{
  g_return_if_fail (self != NULL && row != NULL);

  for (guint i = 0; i < self->n_columns && i < row->n_cells; i++)
    {
      Column *column = &self->columns[i];
      g_autofree char *ascii = NULL;
      const char *text = row->cells[i].text;
      int first, second;

      if (column->field == NULL || column->field->kind != RABTA_FIELD_DATE || row->cells[i].length == 0)
        continue;

      if ((guchar) *text >= 0x80 && row->cells[i].fault == RABTA_TABLE_CELL_SOUND)
        text = ascii = rabta_text_ascii_digits (text);

      if (!scan_numeric_date (text, &first, &second))
        continue;

      if (first > 12 && first <= 31 && second <= 12)
        column->saw_day_first = TRUE;
      else if (second > 12 && second <= 31 && first <= 12)
        column->saw_month_first = TRUE;
    }
}

/**
 * rabta_row_reader_settle_dates:
 * @self: a reader
 *
 * Decides the order of dates for each column from what was learned. A column that has both orders,
 * or nothing but dates that can be read in two ways, stays undecided, and those dates are left out.
 */
void
rabta_row_reader_settle_dates (RabtaRowReader *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];

      if (column->saw_day_first && !column->saw_month_first)
        column->order = RABTA_DATE_ORDER_DAY_FIRST;
      else if (column->saw_month_first && !column->saw_day_first)
        column->order = RABTA_DATE_ORDER_MONTH_FIRST;
      else
        column->order = RABTA_DATE_ORDER_UNKNOWN;
    }
}

/**
 * rabta_row_reader_get_name_status:
 * @self: a reader
 * @row: a row
 *
 * Returns: whether the row says that its name is the current or a previous one
 */
RabtaNameStatus
rabta_row_reader_get_name_status (RabtaRowReader      *self,
                                  const RabtaTableRow *row)
{
  g_return_val_if_fail (self != NULL && row != NULL, RABTA_NAME_STATUS_NONE);

  if (self->status_column < 0 || (guint) self->status_column >= row->n_cells)
    return RABTA_NAME_STATUS_NONE;

  return rabta_import_read_name_status (row->cells[self->status_column].text);
}

/* That there is no name, or why the one there is cannot be taken. */
static void
refuse_name (RabtaRowReader *self)
{
  const char *reason = _("The row has no name.");

  for (guint i = 0; i < self->notes->len; i++)
    {
      const RabtaRowNote *note = &g_array_index (self->notes, RabtaRowNote, i);

      if (note->column == self->name_column && note->is_left_out)
        reason = note->reason;
    }

  refuse (self, self->name_column, g_strdup (reason));
}

/**
 * rabta_row_reader_read:
 * @self: a reader
 * @row: a row
 *
 * Makes values of the cells of @row. A value that cannot be read is left out with a note; a row that
 * has no name or whose cells cannot be told apart is refused.
 *
 * Returns: whether the row can be taken; else rabta_row_reader_get_refusal() says why not
 */
gboolean
rabta_row_reader_read (RabtaRowReader      *self,
                       const RabtaTableRow *row)
{
  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  reset (self);
  if (!check_shape (self, row))
    return FALSE;

  for (guint i = 0; i < self->n_columns && i < row->n_cells; i++)
    read_cell (self, i, &row->cells[i]);

  if (self->values[self->name_field].type != RABTA_VALUE_NULL)
    return TRUE;

  refuse_name (self);
  return FALSE;
}

/**
 * rabta_row_reader_get_value:
 * @self: a reader
 * @field: index of a field of the enterprise
 *
 * Returns: (transfer none): the value that the row gives the field
 */
const RabtaValue *
rabta_row_reader_get_value (RabtaRowReader *self,
                            guint           field)
{
  g_return_val_if_fail (self != NULL && field < self->n_fields, NULL);

  return &self->values[field];
}

/**
 * rabta_row_reader_take_record:
 * @self: a reader
 *
 * Returns: (transfer full): a new enterprise with the values of the row, which the reader loses
 */
RabtaRecord *
rabta_row_reader_take_record (RabtaRowReader *self)
{
  RabtaRecord *record;

  g_return_val_if_fail (self != NULL, NULL);

  record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  for (guint i = 0; i < self->n_fields; i++)
    if (self->values[i].type != RABTA_VALUE_NULL)
      rabta_record_take_value (record, i, &self->values[i]);

  return record;
}

/**
 * rabta_row_reader_get_refusal:
 * @self: a reader
 * @column: (out) (optional): the column it is about, or -1
 *
 * Returns: (nullable): why the row is refused, or %NULL
 */
const char *
rabta_row_reader_get_refusal (RabtaRowReader *self,
                              int            *column)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (column != NULL)
    *column = self->refusal != NULL ? self->refusal_column : -1;

  return self->refusal;
}

/**
 * rabta_row_reader_get_notes:
 * @self: a reader
 * @n: (out): how many
 *
 * Returns: (array length=n): what is to be said of the row's values
 */
const RabtaRowNote *
rabta_row_reader_get_notes (RabtaRowReader *self,
                            guint          *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->notes->len;
  return (const RabtaRowNote *) (gpointer) self->notes->data;
}
