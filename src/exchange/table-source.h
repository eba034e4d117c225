/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file larger than this is refused: it is no list of enterprises. */
#define RABTA_TABLE_MAX_FILE ((goffset) 512 * 1024 * 1024)
/* Bytes of UTF-8 in one cell; spreadsheets keep at most 32,767 characters. */
#define RABTA_TABLE_MAX_CELL ((gsize) 64 * 1024)
/* Columns of one row. */
#define RABTA_TABLE_MAX_COLUMNS 1024

/**
 * RabtaTableEncoding:
 * @name: name of the encoding, as the command line takes it
 * @label: what people read; untranslated
 */
typedef struct
{
  const char *name;
  const char *label;
} RabtaTableEncoding;

/**
 * RabtaTableSeparator:
 * @name: as the command line takes it
 * @label: what people read; untranslated
 * @separator: the character
 */
typedef struct
{
  const char *name;
  const char *label;
  char        separator;
} RabtaTableSeparator;

/**
 * RabtaTableFormat:
 * @encoding: (nullable): a name of rabta_table_list_encodings(), or %NULL to find out
 * @separator: what separates the cells, or 0 to find out
 * @sheet: (nullable): which sheet of a spreadsheet, or %NULL for the first that is not empty
 *
 * How to read a table, where somebody knows better than what is found by looking at it.
 */
typedef struct
{
  const char *encoding;
  char        separator;
  const char *sheet;
} RabtaTableFormat;

/**
 * RabtaTableFault:
 *
 * What is wrong with a cell before it is looked at as a value.
 */
typedef enum
{
  RABTA_TABLE_CELL_SOUND,
  RABTA_TABLE_CELL_TOO_LONG, /* only its beginning is kept */
  RABTA_TABLE_CELL_NO_TEXT,  /* bytes that are no text in the encoding */
  RABTA_TABLE_CELL_MISTAKE,  /* what a formula that failed leaves, such as "#N/A" */
} RabtaTableFault;

/**
 * RabtaTableCell:
 * @text: UTF-8, ended by NUL, as it stands in the file without its quotes
 * @length: bytes of @text
 * @fault: what is wrong with it
 */
typedef struct
{
  const char      *text;
  gsize            length;
  RabtaTableFault  fault;
} RabtaTableCell;

/**
 * RabtaTableRow:
 * @number: the row as a spreadsheet numbers it; the headings are usually row 1
 * @line: the line of the file it begins on, from 1
 * @n_cells: number of @cells
 * @cells: valid until the next call
 * @unclosed: the file ended within a quoted cell that begins in this row
 */
typedef struct
{
  guint                 number;
  guint                 line;
  guint                 n_cells;
  const RabtaTableCell *cells;
  gboolean              unclosed;
} RabtaTableRow;

/**
 * RabtaTableSource:
 *
 * The rows of a CSV or TSV file or of a sheet of a spreadsheet, read one after the other in bounded
 * memory.
 */
typedef struct _RabtaTableSource RabtaTableSource;

const RabtaTableEncoding  *rabta_table_list_encodings      (guint             *n);
const RabtaTableSeparator *rabta_table_list_separators     (guint             *n);
const char                *rabta_table_find_encoding       (const char        *name);
char                       rabta_table_find_separator      (const char        *name);
const char                *rabta_table_cell_restore        (const char        *text);
char                      *rabta_table_cell_neutralise     (const char        *text);

RabtaTableSource          *rabta_table_source_open         (GFile             *file,
                                                            const RabtaTableFormat *format,
                                                            GCancellable      *cancellable,
                                                            GError           **error);
void                       rabta_table_source_free         (RabtaTableSource  *self);
const char                *rabta_table_source_get_encoding (RabtaTableSource  *self);
char                       rabta_table_source_get_separator (RabtaTableSource *self);
const char *const         *rabta_table_source_list_sheets  (RabtaTableSource  *self);
guint                      rabta_table_source_get_sheet    (RabtaTableSource  *self);
guint                      rabta_table_source_n_columns    (RabtaTableSource  *self);
const char                *rabta_table_source_get_heading  (RabtaTableSource  *self,
                                                            guint              column);
guint                      rabta_table_source_get_heading_row (RabtaTableSource *self);
double                     rabta_table_source_get_progress (RabtaTableSource  *self);
gboolean                   rabta_table_source_next         (RabtaTableSource  *self,
                                                            RabtaTableRow     *row,
                                                            GCancellable      *cancellable,
                                                            GError           **error);
gboolean                   rabta_table_source_rewind       (RabtaTableSource  *self,
                                                            GCancellable      *cancellable,
                                                            GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaTableSource, rabta_table_source_free)

G_END_DECLS
