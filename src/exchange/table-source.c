/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-source.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/table-sniff.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536

/* A cell that grows beyond this is no cell: a quotation mark was never closed. */
#define MAX_BUFFER ((gsize) 4 * 1024 * 1024)

/* How much of a cell that is too long is kept, for telling people which one. */
#define SHOWN_BYTES 80

/* Rows looked at for a title above the headings. */
#define TITLE_ROWS 20

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

struct _RabtaTableSource
{
  GFile             *file;
  char              *shown_name;
  RabtaTableSniff    sniff;
  char               separator;
  gsize              skipped;     /* bytes of UTF-8 of a "sep=" line */

  GPtrArray         *headings;
  guint              heading_row;

  GInputStream      *base;
  GInputStream      *stream;      /* of UTF-8; the same as base, or a conversion of it */
  struct csv_parser  parser;
  gboolean           has_parser;
  gboolean           at_end;
  gboolean           is_broken;   /* a cell or row beyond all bounds */

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
  char              *block;
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
  RabtaTableSource *self = user_data;
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
  else if (self->sniff.invalid && !g_utf8_validate_len (text, length, NULL))
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
open_row_is_blank (RabtaTableSource *self)
{
  for (guint i = self->first_open; i < self->cells->len; i++)
    if (g_array_index (self->cells, Cell, i).length > 0)
      return FALSE;

  return TRUE;
}

static void
finish_row (RabtaTableSource *self,
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
  RabtaTableSource *self = user_data;

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
drop_handed_out (RabtaTableSource *self)
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

static void
set_read_error (RabtaTableSource *self,
                GError           *cause,
                GError          **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” cannot be read as %s after line %u. Choose another encoding."),
                   self->shown_name, self->sniff.encoding, self->line);
      g_error_free (cause);
      return;
    }

  g_propagate_error (error, cause);
}

static gboolean
finish_parse (RabtaTableSource  *self,
              GError           **error)
{
  /* Strictness only now: within the file a stray quotation mark is part of a cell, at its end it
   * tells that a cell was never closed. */
  csv_set_opts (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  self->at_end = TRUE;

  if (csv_fini (&self->parser, cell_cb, row_cb, self) != 0)
    finish_row (self, TRUE);

  return TRUE;
}

static gboolean
parse_block (RabtaTableSource  *self,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr (GError) cause = NULL;
  gssize n;

  n = g_input_stream_read (self->stream, self->block, BLOCK, cancellable, &cause);
  if (n < 0)
    {
      set_read_error (self, g_steal_pointer (&cause), error);
      return FALSE;
    }
  if (n == 0)
    return finish_parse (self, error);

  if (csv_parse (&self->parser, self->block, (gsize) n, cell_cb, row_cb, self) != (gsize) n)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("“%s” could not be read: %s"),
                   self->shown_name, csv_strerror (csv_error (&self->parser)));
      return FALSE;
    }

  if (self->is_broken || csv_get_buffer_size (&self->parser) > MAX_BUFFER)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Row %u of “%s”, on line %u, does not end: look for a quotation mark that is "
                     "not closed, or choose another separator."),
                   self->row_number + 1, self->shown_name, self->row_line);
      return FALSE;
    }

  return TRUE;
}

static void
close_stream (RabtaTableSource *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->base);
  if (self->has_parser)
    csv_free (&self->parser);
  self->has_parser = FALSE;
}

static gboolean
open_stream (RabtaTableSource  *self,
             GCancellable      *cancellable,
             GError           **error)
{
  close_stream (self);

  self->base = G_INPUT_STREAM (g_file_read (self->file, cancellable, error));
  if (self->base == NULL)
    return FALSE;
  if (self->sniff.bom > 0
      && g_input_stream_skip (self->base, self->sniff.bom, cancellable, error) < 0)
    return FALSE;

  if (strcmp (self->sniff.encoding, "UTF-8") == 0)
    {
      self->stream = g_object_ref (self->base);
    }
  else
    {
      g_autoptr (GCharsetConverter) converter = NULL;

      converter = g_charset_converter_new ("UTF-8", self->sniff.encoding, error);
      if (converter == NULL)
        return FALSE;
      self->stream = g_converter_input_stream_new (self->base, G_CONVERTER (converter));
    }

  return self->skipped == 0
         || g_input_stream_skip (self->stream, self->skipped, cancellable, error) >= 0;
}

static gboolean
start_parse (RabtaTableSource  *self,
             GError           **error)
{
  if (csv_init (&self->parser, CSV_REPALL_NL) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("“%s” could not be read."), self->shown_name);
      return FALSE;
    }

  self->has_parser = TRUE;
  csv_set_delim (&self->parser, (unsigned char) self->separator);
  csv_set_blk_size (&self->parser, 4096);

  self->at_end = self->is_broken = self->after_cr = FALSE;
  self->row_number = 0;
  self->line = self->row_line = self->skipped > 0 ? 2 : 1;
  g_byte_array_set_size (self->text, 0);
  g_array_set_size (self->cells, 0);
  g_array_set_size (self->rows, 0);
  self->next_row = self->first_open = 0;

  return TRUE;
}

static gboolean
find_separator (RabtaTableSource  *self,
                char               wanted,
                GCancellable      *cancellable,
                GError           **error)
{
  g_autoptr (GError) cause = NULL;
  char found = 0;
  gsize n = 0;

  if (!open_stream (self, cancellable, error))
    return FALSE;

  if (!g_input_stream_read_all (self->stream, self->block, BLOCK, &n, cancellable, &cause) && n == 0)
    {
      set_read_error (self, g_steal_pointer (&cause), error);
      return FALSE;
    }

  self->skipped = rabta_table_sniff_sep_line (self->block, n, &found);
  if (wanted != 0)
    self->separator = wanted;
  else if (self->skipped > 0)
    self->separator = found;
  else
    self->separator = rabta_table_sniff_separator (self->block, n, self->shown_name);

  return TRUE;
}

static guint
count_filled (const RabtaTableRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->n_cells; i++)
    if (row->cells[i].length > 0)
      n++;

  return n;
}

/* The first row of two or more cells, for a list often has its title above the headings; where all
 * rows have one cell, the first. */
static gboolean
read_headings (RabtaTableSource  *self,
               GCancellable      *cancellable,
               GError           **error)
{
  RabtaTableRow row;
  guint chosen = 0;
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < TITLE_ROWS && rabta_table_source_next (self, &row, cancellable, &local); i++)
    {
      if (i == 0 || count_filled (&row) > 1)
        {
          g_ptr_array_set_size (self->headings, 0);
          chosen = row.number;
          for (guint j = 0; j < row.n_cells; j++)
            g_ptr_array_add (self->headings, rabta_text_clean (row.cells[j].text, FALSE));
        }
      if (count_filled (&row) > 1)
        break;
    }

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (self->headings->len == 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” holds no row with headings."),
                   self->shown_name);
      return FALSE;
    }

  for (guint i = 0; i < self->headings->len; i++)
    if (self->headings->pdata[i] == NULL)
      self->headings->pdata[i] = g_strdup_printf (_("Column %u"), i + 1);

  self->heading_row = chosen;
  return TRUE;
}

/**
 * rabta_table_source_open:
 * @file: a file
 * @encoding: (nullable): a name of rabta_table_list_encodings(), or %NULL to find out
 * @separator: what separates the cells, or 0 to find out
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a CSV or TSV file and reads its headings. What is no table is refused with
 * %RABTA_ERROR_INVALID and a sentence that says what it is.
 *
 * Returns: (transfer full) (nullable): the source, before its first row below the headings
 */
RabtaTableSource *
rabta_table_source_open (GFile         *file,
                         const char    *encoding,
                         char           separator,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (RabtaTableSource) self = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (RabtaTableSource, 1);
  self->file = g_object_ref (file);
  name = g_file_get_basename (file);
  self->shown_name = g_filename_display_name (name);
  self->headings = g_ptr_array_new_with_free_func (g_free);
  self->text = g_byte_array_new ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->handed_out = g_array_new (FALSE, FALSE, sizeof (RabtaTableCell));
  self->block = g_malloc (BLOCK);

  if (!rabta_table_sniff (file, encoding, &self->sniff, cancellable, error)
      || !find_separator (self, separator, cancellable, error)
      || !open_stream (self, cancellable, error)
      || !start_parse (self, error)
      || !read_headings (self, cancellable, error)
      || !rabta_table_source_rewind (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_table_source_free:
 * @self: (nullable): a source
 */
void
rabta_table_source_free (RabtaTableSource *self)
{
  if (self == NULL)
    return;

  close_stream (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_byte_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->handed_out, g_array_unref);
  g_free (self->shown_name);
  g_free (self->block);
  g_free (self);
}

/**
 * rabta_table_source_get_encoding:
 * @self: a source
 *
 * Returns: the encoding the file is read in
 */
const char *
rabta_table_source_get_encoding (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sniff.encoding;
}

/**
 * rabta_table_source_get_separator:
 * @self: a source
 *
 * Returns: what separates the cells
 */
char
rabta_table_source_get_separator (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->separator;
}

/**
 * rabta_table_source_n_columns:
 * @self: a source
 *
 * Returns: the number of headings
 */
guint
rabta_table_source_n_columns (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->headings->len;
}

/**
 * rabta_table_source_get_heading:
 * @self: a source
 * @column: from 0
 *
 * Returns: the heading of a column; "Column 3" for people where it has none
 */
const char *
rabta_table_source_get_heading (RabtaTableSource *self,
                                guint             column)
{
  g_return_val_if_fail (self != NULL && column < self->headings->len, NULL);

  return self->headings->pdata[column];
}

/**
 * rabta_table_source_get_heading_row:
 * @self: a source
 *
 * Returns: number of the row that holds the headings
 */
guint
rabta_table_source_get_heading_row (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->heading_row;
}

/**
 * rabta_table_source_get_progress:
 * @self: a source
 *
 * Returns: how much of the file was read, 0 to 1
 */
double
rabta_table_source_get_progress (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->base == NULL || self->sniff.size == 0)
    return 0;

  return MIN (1.0, (double) g_seekable_tell (G_SEEKABLE (self->base)) / (double) self->sniff.size);
}

/**
 * rabta_table_source_next:
 * @self: a source
 * @row: (out): the row, valid until the next call
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the next row that is not blank.
 *
 * Returns: whether there is one; at the end %FALSE without an error
 */
gboolean
rabta_table_source_next (RabtaTableSource  *self,
                         RabtaTableRow     *row,
                         GCancellable      *cancellable,
                         GError           **error)
{
  const Row *next;

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  while (self->next_row >= self->rows->len)
    {
      if (self->at_end)
        return FALSE;

      drop_handed_out (self);
      if (!parse_block (self, cancellable, error))
        return FALSE;
    }

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
 * rabta_table_source_rewind:
 * @self: a source
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Goes back to the first row below the headings.
 *
 * Returns: whether the file could be opened again
 */
gboolean
rabta_table_source_rewind (RabtaTableSource  *self,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr (GError) local = NULL;
  RabtaTableRow row;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!open_stream (self, cancellable, error) || !start_parse (self, error))
    return FALSE;

  while (rabta_table_source_next (self, &row, cancellable, &local))
    if (row.number >= self->heading_row)
      return TRUE;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}
