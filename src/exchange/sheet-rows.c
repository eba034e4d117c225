/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sheet-rows.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of a cell that is too long is kept, for telling people which one. */
#define SHOWN_BYTES 80

typedef struct
{
  const char      *lasting; /* text that stays where it is; else at @offset */
  gsize            offset;
  gsize            length;
  RabtaTableFault  fault;
} Cell;

typedef struct
{
  guint first_cell;
  guint n_cells;
  guint number;
  guint repeat;
} Row;

struct _RabtaSheetRows
{
  GByteArray *text;
  GArray     *cells;      /* of Cell */
  GArray     *rows;       /* of Row, whole ones */
  guint       next_row;
  guint       n_repeated; /* how often the next one was handed out */

  /* The row that is being read. */
  Row         open;
  guint       column;     /* where its next cell stands */
  guint       number;     /* of the last row; 0 before the first */

  GArray     *handed_out; /* of RabtaTableCell */
};

/**
 * rabta_sheet_rows_new: (skip)
 *
 * Returns: (transfer full): no rows
 */
RabtaSheetRows *
rabta_sheet_rows_new (void)
{
  RabtaSheetRows *self = g_new0 (RabtaSheetRows, 1);

  self->text = g_byte_array_new ();
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->handed_out = g_array_new (FALSE, FALSE, sizeof (RabtaTableCell));

  return self;
}

/**
 * rabta_sheet_rows_free: (skip)
 * @self: (nullable): rows
 */
void
rabta_sheet_rows_free (RabtaSheetRows *self)
{
  if (self == NULL)
    return;

  g_byte_array_unref (self->text);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->handed_out);
  g_free (self);
}

/**
 * rabta_sheet_rows_begin_row: (skip)
 * @self: rows
 * @number: number of the row from 1, as the sheet says
 * @repeat: how many rows in a row are like it
 * @error: return location for an error
 *
 * Returns: whether there may be such a row here
 */
gboolean
rabta_sheet_rows_begin_row (RabtaSheetRows  *self,
                            guint            number,
                            guint            repeat,
                            GError         **error)
{
  if (number <= self->number || repeat == 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Its rows are out of order at row %u."), number);
      return FALSE;
    }

  self->open = (Row) { self->cells->len, 0, number, repeat };
  self->column = 0;
  return TRUE;
}

/**
 * rabta_sheet_rows_skip_cells: (skip)
 * @self: rows
 * @n: a number of empty cells
 *
 * Returns: %TRUE
 */
gboolean
rabta_sheet_rows_skip_cells (RabtaSheetRows *self,
                             guint           n)
{
  /* Empty cells go on for ever; only those before another one count. */
  self->column += MIN (n, RABTA_TABLE_MAX_COLUMNS - MIN (self->column, RABTA_TABLE_MAX_COLUMNS));
  return TRUE;
}

/**
 * rabta_sheet_rows_skip_to: (skip)
 * @self: rows
 * @column: from 0
 * @error: return location for an error
 *
 * Returns: whether the next cell of the row may stand in @column
 */
gboolean
rabta_sheet_rows_skip_to (RabtaSheetRows  *self,
                          guint            column,
                          GError         **error)
{
  if (column < self->column)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The cells of its row %u are out of order."), self->open.number);
      return FALSE;
    }

  return rabta_sheet_rows_skip_cells (self, column - self->column);
}

/**
 * rabta_sheet_rows_add_cell: (skip)
 * @self: rows
 * @text: UTF-8; ended by NUL where it lasts
 * @length: its bytes
 * @is_lasting: whether @text stays as long as the rows
 * @fault: what is wrong with it
 * @repeat: how many cells in a row are like it
 * @error: return location for an error
 *
 * Adds a cell to the row that was begun.
 *
 * Returns: whether the row may have so many
 */
gboolean
rabta_sheet_rows_add_cell (RabtaSheetRows   *self,
                           const char       *text,
                           gsize             length,
                           gboolean          is_lasting,
                           RabtaTableFault   fault,
                           guint             repeat,
                           GError          **error)
{
  Cell cell = { is_lasting ? text : NULL, self->text->len, length, fault };

  if (length == 0 && fault == RABTA_TABLE_CELL_SOUND)
    return rabta_sheet_rows_skip_cells (self, repeat);

  if (repeat > RABTA_TABLE_MAX_COLUMNS || self->column > RABTA_TABLE_MAX_COLUMNS - repeat)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Its row %u has more columns than any list."), self->open.number);
      return FALSE;
    }

  if (length > RABTA_TABLE_MAX_CELL)
    {
      const char *end;

      g_utf8_validate_len (text, SHOWN_BYTES, &end);
      cell.length = (gsize) (end - text);
      cell.lasting = NULL;
      cell.fault = RABTA_TABLE_CELL_TOO_LONG;
    }

  if (cell.lasting == NULL)
    {
      g_byte_array_append (self->text, (const guint8 *) text, (guint) cell.length);
      g_byte_array_append (self->text, (const guint8 *) "", 1);
    }

  /* The gap before it; cleared cells are empty. */
  g_array_set_size (self->cells, self->open.first_cell + self->column);
  for (guint i = 0; i < repeat; i++)
    g_array_append_val (self->cells, cell);
  self->column += repeat;
  self->open.n_cells = self->column;

  return TRUE;
}

/**
 * rabta_sheet_rows_end_row: (skip)
 * @self: rows
 * @error: return location for an error
 *
 * The row that was begun has all its cells. A blank one has its number, and nothing else.
 *
 * Returns: whether there may be so many rows
 */
gboolean
rabta_sheet_rows_end_row (RabtaSheetRows  *self,
                          GError         **error)
{
  guint repeat = self->open.repeat;

  /* Blank rows go on to the last one of the sheet, and in some files beyond. */
  if (self->open.n_cells == 0)
    {
      self->number = (guint) MIN ((guint64) self->open.number + repeat - 1, G_MAXUINT - 1);
      return TRUE;
    }

  if (self->open.number > RABTA_SHEET_MAX_ROWS)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("It has more rows than any list."));
      return FALSE;
    }
  if (repeat > RABTA_SHEET_MAX_REPEATED)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Its row %u is repeated more often than any list repeats a row."), self->open.number);
      return FALSE;
    }

  g_array_append_val (self->rows, self->open);
  self->number = self->open.number + repeat - 1;
  return TRUE;
}

/**
 * rabta_sheet_rows_get_number: (skip)
 * @self: rows
 *
 * Returns: number of the last row that was read; 0 before the first
 */
guint
rabta_sheet_rows_get_number (RabtaSheetRows *self)
{
  return self->number;
}

/**
 * rabta_sheet_rows_next: (skip)
 * @self: rows
 * @row: (out): a row that is not blank, valid until the next call
 *
 * Returns: whether there was one in what was read so far
 */
gboolean
rabta_sheet_rows_next (RabtaSheetRows *self,
                       RabtaTableRow  *row)
{
  const Row *next;

  if (self->next_row >= self->rows->len)
    return FALSE;

  next = &g_array_index (self->rows, Row, self->next_row);
  g_array_set_size (self->handed_out, next->n_cells);
  for (guint i = 0; i < next->n_cells; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, next->first_cell + i);
      const char *text = cell->lasting;

      if (text == NULL)
        text = cell->length > 0 ? (const char *) self->text->data + cell->offset : "";
      g_array_index (self->handed_out, RabtaTableCell, i) = (RabtaTableCell) { text, cell->length, cell->fault };
    }

  *row = (RabtaTableRow) {
    .number = next->number + self->n_repeated,
    .line = next->number + self->n_repeated,
    .n_cells = next->n_cells,
    .cells = (const RabtaTableCell *) (gpointer) self->handed_out->data,
  };

  if (++self->n_repeated == next->repeat)
    {
      self->next_row++;
      self->n_repeated = 0;
    }
  return TRUE;
}

/**
 * rabta_sheet_rows_drop: (skip)
 * @self: rows
 *
 * Forgets the rows that are whole; the cells of the one that is not move to the front.
 */
void
rabta_sheet_rows_drop (RabtaSheetRows *self)
{
  gsize offset = self->text->len;
  guint first = self->open.first_cell;

  if (self->rows->len > 0)
    {
      const Row *last = &g_array_index (self->rows, Row, self->rows->len - 1);

      if (last->first_cell == first && last->number == self->open.number)
        first = self->cells->len;
    }

  for (guint i = first; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);

      if (cell->lasting == NULL && cell->length > 0)
        offset = MIN (offset, cell->offset);
    }

  g_array_remove_range (self->cells, 0, MIN (first, self->cells->len));
  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->cells, Cell, i).offset -= MIN (offset, g_array_index (self->cells, Cell, i).offset);
  if (offset > 0)
    g_byte_array_remove_range (self->text, 0, (guint) offset);

  self->open.first_cell = 0;
  g_array_set_size (self->rows, 0);
  self->next_row = 0;
  self->n_repeated = 0;
}
