/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-parser.h"

#include <csv.h>
#include <string.h>

/* A cell that grows beyond this is no cell: a quotation mark was never closed. */
#define MAX_BUFFER ((gsize) 4 * 1024 * 1024)

/* How much of a cell that is too long is kept, for telling people which one. */
#define SHOWN_BYTES 80

typedef struct
{
  gsize           offset;
  gsize           length;
  RabtaTableFault fault;
} Cell;

typedef struct
{
  guint    first_cell;
  guint    n_cells;
  guint    number;
  guint    line;
  gboolean unclosed;
} Row;

struct _RabtaTableParser
{
  struct csv_parser  parser;
  gboolean           check_text;  /* the blocks may hold what is no UTF-8 */
  gboolean           is_broken;   /* a row of more columns than a row has */

  /* Rows read and not handed out; the last ones of cells belong to a row that is not finished. */
  GByteArray        *text;
  GArray            *cells;       /* of Cell */
  GArray            *rows;        /* of Row */
  guint              next_row;
  guint              first_open;  /* first cell of the row that is not finished */

  guint              row_number;
  guint              line;
  guint              row_line;    /* where the row that is not finished begins */
  gboolean           after_cr;

  GArray            *handed_out;  /* of RabtaTableCell */
};

static guint
count_line_ends (const char *text,
                 gsize       length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      n++;

  return n;
}

static gboolean
has_line_end (const char *text,
              gsize       length)
{
  return memchr (text, '\n', length) != NULL || memchr (text, '\r', length) != NULL;
}

static void
cell_cb (void   *data,
         size_t  length,
         void   *user_data)
{
  RabtaTableParser *self = user_data;
  Cell cell = { self->text->len, length, RABTA_TABLE_CELL_SOUND };
  const char *text = data;

  self->after_cr = FALSE;

  if (self->cells->len - self->first_open >= RABTA_TABLE_MAX_COLUMNS)
    {
      self->is_broken = TRUE;
      return;
    }

  if (length > 0 && has_line_end (text, length))
    self->line += count_line_ends (text, length);

  if (length > RABTA_TABLE_MAX_CELL)
    {
      const char *end;

      cell.fault = RABTA_TABLE_CELL_TOO_LONG;
      g_utf8_validate_len (text, SHOWN_BYTES, &end);
      length = cell.length = (gsize) (end - text);
    }
  else if (self->check_text && !g_utf8_validate_len (text, length, NULL))
    {
      cell.fault = RABTA_TABLE_CELL_NO_TEXT;
    }
  else if (length > 0 && memchr (text, '\0', length) != NULL)
    {
      cell.fault = RABTA_TABLE_CELL_NO_TEXT;
    }

  g_byte_array_append (self->text, (const guint8 *) text, (guint) length);
  g_byte_array_append (self->text, (const guint8 *) "", 1);
  g_array_append_val (self->cells, cell);
}

static gboolean
open_row_is_blank (RabtaTableParser *self)
{
  for (guint i = self->first_open; i < self->cells->len; i++)
    if (g_array_index (self->cells, Cell, i).length > 0)
      return FALSE;

  return TRUE;
}

static void
finish_row (RabtaTableParser *self,
            gboolean          unclosed)
{
  Row row = {
    .first_cell = self->first_open,
    .n_cells = self->cells->len - self->first_open,
    .number = ++self->row_number,
    .line = self->row_line,
    .unclosed = unclosed,
  };

  /* A blank row has its number in a spreadsheet, and nothing else. */
  if (open_row_is_blank (self) && !unclosed)
    g_array_set_size (self->cells, self->first_open);
  else
    g_array_append_val (self->rows, row);

  self->first_open = self->cells->len;
}

static void
row_cb (int   terminator,
        void *user_data)
{
  RabtaTableParser *self = user_data;

  /* The second half of a line end of two characters. */
  if (terminator == '\n' && self->after_cr && self->cells->len == self->first_open)
    {
      self->after_cr = FALSE;
      return;
    }

  finish_row (self, FALSE);
  self->after_cr = terminator == '\r';
  self->line++;
  self->row_line = self->line;
}

/* What was handed out goes; the cells of a row that is not finished move to the front. */
static void
drop_handed_out (RabtaTableParser *self)
{
  guint n_open = self->cells->len - self->first_open;
  gsize offset = n_open > 0 ? g_array_index (self->cells, Cell, self->first_open).offset : self->text->len;

  g_array_remove_range (self->cells, 0, self->first_open);
  for (guint i = 0; i < n_open; i++)
    g_array_index (self->cells, Cell, i).offset -= offset;
  if (offset > 0)
    g_byte_array_remove_range (self->text, 0, (guint) offset);

  g_array_set_size (self->rows, 0);
  self->next_row = 0;
  self->first_open = 0;
}

/**
 * rabta_table_parser_new:
 * @separator: what separates the cells
 * @first_line: number of the line that the first block begins with
 * @check_text: whether blocks may hold bytes that are no UTF-8
 *
 * Returns: (transfer full): a parser
 */
RabtaTableParser *
rabta_table_parser_new (char     separator,
                        guint    first_line,
                        gboolean check_text)
{
  RabtaTableParser *self = g_new0 (RabtaTableParser, 1);

  /* Fails only for want of a parser to fill. */
  if (csv_init (&self->parser, CSV_REPALL_NL) != 0)
    g_assert_not_reached ();
  csv_set_delim (&self->parser, (unsigned char) separator);
  csv_set_blk_size (&self->parser, 4096);

  self->check_text = check_text;
  self->line = self->row_line = first_line;
  self->text = g_byte_array_new ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->handed_out = g_array_new (FALSE, FALSE, sizeof (RabtaTableCell));

  return self;
}

/**
 * rabta_table_parser_free:
 * @self: (nullable): a parser
 */
void
rabta_table_parser_free (RabtaTableParser *self)
{
  if (self == NULL)
    return;

  csv_free (&self->parser);
  g_byte_array_unref (self->text);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->handed_out);
  g_free (self);
}

/**
 * rabta_table_parser_feed:
 * @self: a parser whose rows were all taken
 * @block: text
 * @length: its bytes
 *
 * Takes in the next part of the file. Cells handed out before are gone.
 *
 * Returns: whether it may be a table; %FALSE where a cell or row does not end
 */
gboolean
rabta_table_parser_feed (RabtaTableParser *self,
                         const char       *block,
                         gsize             length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  drop_handed_out (self);

  return csv_parse (&self->parser, block, length, cell_cb, row_cb, self) == length
         && !self->is_broken && csv_get_buffer_size (&self->parser) <= MAX_BUFFER;
}

/**
 * rabta_table_parser_finish:
 * @self: a parser
 *
 * The file has ended. Within the file a stray quotation mark is part of a cell; at its end it tells
 * that a cell was never closed, hence the strictness only now.
 */
void
rabta_table_parser_finish (RabtaTableParser *self)
{
  g_return_if_fail (self != NULL);

  drop_handed_out (self);
  csv_set_opts (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (&self->parser, cell_cb, row_cb, self) != 0)
    finish_row (self, TRUE);
}

/**
 * rabta_table_parser_next:
 * @self: a parser
 * @row: (out): a row, valid until the next call
 *
 * Returns: whether there was a row in what was fed
 */
gboolean
rabta_table_parser_next (RabtaTableParser *self,
                         RabtaTableRow    *row)
{
  const Row *next;

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  if (self->next_row >= self->rows->len)
    return FALSE;

  next = &g_array_index (self->rows, Row, self->next_row++);
  g_array_set_size (self->handed_out, next->n_cells);

  for (guint i = 0; i < next->n_cells; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, next->first_cell + i);

      g_array_index (self->handed_out, RabtaTableCell, i) = (RabtaTableCell) {
        (const char *) self->text->data + cell->offset, cell->length, cell->fault
      };
    }

  *row = (RabtaTableRow) {
    .number = next->number,
    .line = next->line,
    .n_cells = next->n_cells,
    .cells = (const RabtaTableCell *) (gpointer) self->handed_out->data,
    .unclosed = next->unclosed,
  };
  return TRUE;
}

/**
 * rabta_table_parser_where:
 * @self: a parser
 * @row: (out) (optional): number of the row that is not finished
 * @line: (out) (optional): the line it begins on
 */
void
rabta_table_parser_where (RabtaTableParser *self,
                          guint            *row,
                          guint            *line)
{
  g_return_if_fail (self != NULL);

  if (row != NULL)
    *row = self->row_number + 1;
  if (line != NULL)
    *line = self->row_line;
}
