/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-source.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/sheet-book.h"
#include "exchange/table-parser.h"
#include "exchange/table-sniff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536

/* Rows looked at for a title above the headings. */
#define TITLE_ROWS 20

struct _RabtaTableSource
{
  GFile             *file;
  char              *shown_name;
  RabtaSheetBook    *book;        /* of a spreadsheet; NULL for a file of text, which is what follows */
  RabtaTableSniff    sniff;
  char               separator;
  gsize              skipped;     /* bytes of UTF-8 of a "sep=" line */

  GPtrArray         *headings;
  guint              heading_row;

  GInputStream      *base;
  GInputStream      *stream;      /* of UTF-8; the same as base, or a conversion of it */
  RabtaTableParser  *parser;
  gboolean           at_end;
  char              *block;
};

static void
set_read_error (RabtaTableSource *self,
                GError           *cause,
                GError          **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      guint line = 1;

      if (self->parser != NULL)
        rabta_table_parser_where (self->parser, NULL, &line);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” cannot be read as %s after line %u. Choose another encoding."),
                   self->shown_name, self->sniff.encoding, line);
      g_error_free (cause);
      return;
    }

  g_propagate_error (error, cause);
}

static gboolean
parse_block (RabtaTableSource  *self,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr (GError) cause = NULL;
  guint row, line;
  gssize n;

  n = g_input_stream_read (self->stream, self->block, BLOCK, cancellable, &cause);
  if (n < 0)
    {
      set_read_error (self, g_steal_pointer (&cause), error);
      return FALSE;
    }

  if (n == 0)
    {
      self->at_end = TRUE;
      rabta_table_parser_finish (self->parser);
      return TRUE;
    }

  if (rabta_table_parser_feed (self->parser, self->block, (gsize) n))
    return TRUE;

  rabta_table_parser_where (self->parser, &row, &line);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("Row %u of “%s”, on line %u, does not end: look for a quotation mark that is not "
                 "closed, or choose another separator."),
               row, self->shown_name, line);
  return FALSE;
}

static void
close_stream (RabtaTableSource *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->base);
  g_clear_pointer (&self->parser, rabta_table_parser_free);
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

static void
start_parse (RabtaTableSource *self)
{
  g_clear_pointer (&self->parser, rabta_table_parser_free);
  self->parser = rabta_table_parser_new (self->separator, self->skipped > 0 ? 2 : 1, self->sniff.invalid);
  self->at_end = FALSE;
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

  /* A cell of a sheet is in its column, with a heading or without. */
  if (self->book != NULL)
    g_ptr_array_set_size (self->headings, (int) MAX (self->headings->len, rabta_sheet_book_n_columns (self->book)));

  for (guint i = 0; i < self->headings->len; i++)
    if (self->headings->pdata[i] == NULL)
      self->headings->pdata[i] = g_strdup_printf (_("Column %u"), i + 1);

  self->heading_row = chosen;
  return TRUE;
}

static gboolean
open_text (RabtaTableSource        *self,
           const RabtaTableFormat  *format,
           GCancellable            *cancellable,
           GError                 **error)
{
  self->block = g_malloc (BLOCK);
  if (!rabta_table_sniff (self->file, format->encoding, &self->sniff, cancellable, error))
    return FALSE;
  if (format->sheet != NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” is a file of text and has no sheets."),
                   self->shown_name);
      return FALSE;
    }

  if (!find_separator (self, format->separator, cancellable, error)
      || !open_stream (self, cancellable, error))
    return FALSE;

  start_parse (self);
  return TRUE;
}

static gboolean
open_table (RabtaTableSource        *self,
            const RabtaTableFormat  *format,
            GCancellable            *cancellable,
            GError                 **error)
{
  gboolean is_sheet;

  if (!rabta_sheet_book_sniff (self->file, &is_sheet, cancellable, error))
    return FALSE;
  if (!is_sheet)
    return open_text (self, format, cancellable, error);

  self->book = rabta_sheet_book_open (self->file, format->sheet, cancellable, error);
  return self->book != NULL && rabta_sheet_book_rewind (self->book, cancellable, error);
}

/**
 * rabta_table_source_open:
 * @file: a file
 * @format: (nullable): how to read it, or %NULL to find out
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a CSV or TSV file or a spreadsheet (XLSX, ODS) and reads its headings. What is no table is
 * refused with %RABTA_ERROR_INVALID and a sentence that says what it is; a sheet that is not there with
 * %RABTA_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the source, before its first row below the headings
 */
RabtaTableSource *
rabta_table_source_open (GFile                   *file,
                         const RabtaTableFormat  *format,
                         GCancellable            *cancellable,
                         GError                 **error)
{
  static const RabtaTableFormat unknown = { NULL };
  g_autoptr (RabtaTableSource) self = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (RabtaTableSource, 1);
  self->file = g_object_ref (file);
  name = g_file_get_basename (file);
  self->shown_name = g_filename_display_name (name);
  self->headings = g_ptr_array_new_with_free_func (g_free);

  if (!open_table (self, format != NULL ? format : &unknown, cancellable, error)
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
  g_clear_pointer (&self->book, rabta_sheet_book_free);
  g_clear_object (&self->file);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_free (self->shown_name);
  g_free (self->block);
  g_free (self);
}

/**
 * rabta_table_source_get_encoding:
 * @self: a source
 *
 * Returns: (nullable): the encoding the file is read in; %NULL for a spreadsheet
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
 * Returns: what separates the cells; 0 for a spreadsheet
 */
char
rabta_table_source_get_separator (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->separator;
}

/**
 * rabta_table_source_list_sheets:
 * @self: a source
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the names of the sheets; %NULL for a
 *   file of text
 */
const char *const *
rabta_table_source_list_sheets (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->book != NULL ? rabta_sheet_book_list_sheets (self->book) : NULL;
}

/**
 * rabta_table_source_get_sheet:
 * @self: a source
 *
 * Returns: which of the sheets is read; 0 for a file of text
 */
guint
rabta_table_source_get_sheet (RabtaTableSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->book != NULL ? rabta_sheet_book_get_sheet (self->book) : 0;
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

  if (self->book != NULL)
    return rabta_sheet_book_get_progress (self->book);
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
  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  if (self->book != NULL)
    return rabta_sheet_book_next (self->book, row, cancellable, error);

  while (!rabta_table_parser_next (self->parser, row))
    if (self->at_end || !parse_block (self, cancellable, error))
      return FALSE;

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

  if (self->book != NULL)
    {
      if (!rabta_sheet_book_rewind (self->book, cancellable, error))
        return FALSE;
    }
  else if (!open_stream (self, cancellable, error))
    {
      return FALSE;
    }
  else
    {
      start_parse (self);
    }

  while (rabta_table_source_next (self, &row, cancellable, &local))
    if (row.number >= self->heading_row)
      return TRUE;

  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
