/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sheet-book.h"

#include "base/error.h"
#include "exchange/sheet-ods.h"
#include "exchange/sheet-xlsx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OLE_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define OLE_HEADER 512
#define OLE_DIRECTORY 4096

struct _RabtaSheetBook
{
  char              *shown_name;
  RabtaSheetArchive *archive;
  RabtaXlsx         *xlsx;      /* NULL: the file is OpenDocument */
  GPtrArray         *names;     /* of the sheets, ended by NULL */
  guint              n_sheets;
  guint              sheet;
  guint              n_columns;

  RabtaSheetRows    *rows;
  RabtaXlsxCells    *xlsx_cells;
  RabtaOdsCells     *ods_cells;
  RabtaSheetXml     *xml;
  gboolean           at_end;
};

/* Says which file a sentence about the file is about. */
static gboolean
name_file (const char  *shown_name,
           GError      *cause,
           GError     **error)
{
  if (cause->domain == RABTA_ERROR)
    {
      g_set_error (error, RABTA_ERROR, cause->code, _("“%s” cannot be imported. %s"), shown_name, cause->message);
      g_error_free (cause);
    }
  else
    {
      g_propagate_error (error, cause);
    }

  return FALSE;
}

static char *
dup_shown_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name);
}

static gboolean
holds_name (const guint8 *directory,
            gsize         length,
            const char   *name)
{
  g_autofree char *wide = NULL;
  gsize size;

  wide = g_convert (name, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
  return wide != NULL && memmem (directory, length, wide, size) != NULL;
}

/* What old office programs wrote, and what new ones wrap a file with a password in: the directory of
 * the compound file tells ([MS-CFB] 2.2, 2.6; [MS-OFFCRYPTO] 2.3.4). */
static const char *
describe_ole (GInputStream *stream,
              const guint8  header[OLE_HEADER])
{
  guint8 directory[OLE_DIRECTORY];
  guint32 sector = (guint32) header[48] | (guint32) header[49] << 8 | (guint32) header[50] << 16 | (guint32) header[51] << 24;
  int shift = header[30] == 12 ? 12 : 9;
  gsize n = 0;

  if (!g_seekable_seek (G_SEEKABLE (stream), ((goffset) sector + 1) << shift, G_SEEK_SET, NULL, NULL)
      || !g_input_stream_read_all (stream, directory, sizeof directory, &n, NULL, NULL))
    n = 0;

  if (holds_name (directory, n, "EncryptedPackage"))
    return _("It is protected by a password. Save it without one and import that file.");

  return _("It was written by an old office program (XLS). Save it as XLSX and import that file.");
}

/**
 * rabta_sheet_book_sniff: (skip)
 * @file: a file from anywhere
 * @is_sheet: (out): whether it may be a spreadsheet
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; %RABTA_ERROR_INVALID for one that cannot be read
 *
 * Looks at the first bytes. Spreadsheets of old programs and those with a password are refused here
 * with the reason; what cannot be opened is left to those who read text.
 *
 * Returns: %FALSE for a spreadsheet that cannot be read
 */
gboolean
rabta_sheet_book_sniff (GFile         *file,
                        gboolean      *is_sheet,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  guint8 header[OLE_HEADER] = { 0 };
  gsize n = 0;

  g_return_val_if_fail (G_IS_FILE (file) && is_sheet != NULL, FALSE);

  *is_sheet = FALSE;
  /* To open a pipe that nobody writes to would wait for ever. */
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    return TRUE;
  stream = g_file_read (file, cancellable, NULL);
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header, &n, cancellable, NULL))
    return TRUE;

  *is_sheet = n >= 4 && memcmp (header, "PK\x03\x04", 4) == 0;
  if (n == OLE_HEADER && memcmp (header, OLE_MAGIC, 8) == 0)
    {
      g_autofree char *shown_name = dup_shown_name (file);

      return name_file (shown_name, g_error_new_literal (RABTA_ERROR, RABTA_ERROR_INVALID,
                                                         describe_ole (G_INPUT_STREAM (stream), header)), error);
    }

  return TRUE;
}

static void
close_sheet (RabtaSheetBook *self)
{
  g_clear_pointer (&self->xml, rabta_sheet_xml_free);
  g_clear_pointer (&self->xlsx_cells, rabta_xlsx_cells_free);
  g_clear_pointer (&self->ods_cells, rabta_ods_cells_free);
  g_clear_pointer (&self->rows, rabta_sheet_rows_free);
}

static gboolean
open_sheet (RabtaSheetBook  *self,
            GCancellable    *cancellable,
            GError         **error)
{
  close_sheet (self);
  self->at_end = FALSE;
  self->rows = rabta_sheet_rows_new ();

  if (self->xlsx != NULL)
    {
      const RabtaXlsxSheet *sheet = rabta_xlsx_list_sheets (self->xlsx)->pdata[self->sheet];

      self->xlsx_cells = rabta_xlsx_cells_new (self->xlsx, self->rows);
      self->xml = rabta_sheet_xml_open (self->archive, sheet->member, &rabta_xlsx_cells_handler, self->xlsx_cells,
                                        cancellable, error);
    }
  else
    {
      self->ods_cells = rabta_ods_cells_new (self->sheet, self->rows);
      self->xml = rabta_sheet_xml_open (self->archive, RABTA_ODS_CONTENT, &rabta_ods_cells_handler, self->ods_cells,
                                        cancellable, error);
    }

  return self->xml != NULL;
}

static gboolean
next_row (RabtaSheetBook  *self,
          RabtaTableRow   *row,
          GCancellable    *cancellable,
          GError         **error)
{
  while (!rabta_sheet_rows_next (self->rows, row))
    {
      if (self->at_end)
        return FALSE;
      rabta_sheet_rows_drop (self->rows);
      if (!rabta_sheet_xml_step (self->xml, &self->at_end, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Tells whether the sheet holds something, and how many columns, by going through all of it: so what
 * is damaged is refused before anything is shown of it. */
static gboolean
measure (RabtaSheetBook  *self,
         gboolean        *is_filled,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autoptr (GError) local = NULL;
  RabtaTableRow row;

  self->n_columns = 0;
  if (!open_sheet (self, cancellable, error))
    return FALSE;
  while (next_row (self, &row, cancellable, &local))
    self->n_columns = MAX (self->n_columns, row.n_cells);

  *is_filled = self->n_columns > 0;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
list_sheets (RabtaSheetBook  *self,
             int             *first_filled,
             GCancellable    *cancellable,
             GError         **error)
{
  *first_filled = -1;
  if (self->xlsx == NULL)
    return rabta_ods_list_sheets (self->archive, self->names, first_filled, cancellable, error);

  for (guint i = 0; i < rabta_xlsx_list_sheets (self->xlsx)->len; i++)
    {
      const RabtaXlsxSheet *sheet = rabta_xlsx_list_sheets (self->xlsx)->pdata[i];

      g_ptr_array_add (self->names, g_strdup (sheet->name));
    }
  return TRUE;
}

static gboolean
find_sheet (RabtaSheetBook  *self,
            const char      *name,
            GError         **error)
{
  g_autofree char *all = NULL;

  for (self->sheet = 0; self->sheet < self->n_sheets; self->sheet++)
    if (strcmp (self->names->pdata[self->sheet], name) == 0)
      return TRUE;

  all = g_strjoinv (", ", (char **) self->names->pdata);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("It has no sheet “%s”; its sheets are: %s."), name, all);
  return FALSE;
}

/* The first sheet with something in it; one that is hidden only when it was asked for. */
static gboolean
choose_sheet (RabtaSheetBook  *self,
              const char      *name,
              int              first_filled,
              GCancellable    *cancellable,
              GError         **error)
{
  gboolean is_filled = FALSE;

  if (name != NULL || first_filled >= 0)
    {
      if (name == NULL)
        self->sheet = (guint) first_filled;
      else if (!find_sheet (self, name, error))
        return FALSE;
      return measure (self, &is_filled, cancellable, error);
    }

  for (guint i = 0; self->xlsx != NULL && i < self->n_sheets && !is_filled; i++)
    {
      const RabtaXlsxSheet *sheet = rabta_xlsx_list_sheets (self->xlsx)->pdata[i];

      self->sheet = i;
      if (!sheet->is_hidden && !measure (self, &is_filled, cancellable, error))
        return FALSE;
    }

  if (!is_filled)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("All its sheets are empty."));
  return is_filled;
}

static gboolean
open_book (RabtaSheetBook  *self,
           GFile           *file,
           const char      *sheet,
           GCancellable    *cancellable,
           GError         **error)
{
  int first_filled;

  self->archive = rabta_sheet_archive_open (file, cancellable, error);
  if (self->archive == NULL)
    return FALSE;

  if (rabta_sheet_archive_find (self->archive, "mimetype") != NULL)
    {
      if (!rabta_ods_check (self->archive, cancellable, error))
        return FALSE;
    }
  else if (rabta_sheet_archive_find (self->archive, "[Content_Types].xml") != NULL)
    {
      self->xlsx = rabta_xlsx_open (self->archive, cancellable, error);
      if (self->xlsx == NULL)
        return FALSE;
    }
  else
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("It is a text document, a presentation or a ZIP archive, not a spreadsheet."));
      return FALSE;
    }

  if (!list_sheets (self, &first_filled, cancellable, error))
    return FALSE;
  self->n_sheets = self->names->len;
  g_ptr_array_add (self->names, NULL);

  return choose_sheet (self, sheet, first_filled, cancellable, error);
}

/**
 * rabta_sheet_book_open: (skip)
 * @file: a file that rabta_sheet_book_sniff() takes for a spreadsheet
 * @sheet: (nullable): name of the sheet to read, or %NULL for the first that is not empty
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a spreadsheet and goes through the sheet once.
 *
 * Returns: (transfer full) (nullable): the book, to be rewound and read
 */
RabtaSheetBook *
rabta_sheet_book_open (GFile         *file,
                       const char    *sheet,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (RabtaSheetBook) self = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (RabtaSheetBook, 1);
  self->shown_name = dup_shown_name (file);
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (!open_book (self, file, sheet, cancellable, &cause))
    {
      name_file (self->shown_name, cause, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rabta_sheet_book_free: (skip)
 * @self: (nullable): a book
 */
void
rabta_sheet_book_free (RabtaSheetBook *self)
{
  if (self == NULL)
    return;

  close_sheet (self);
  g_clear_pointer (&self->xlsx, rabta_xlsx_free);
  g_clear_pointer (&self->archive, rabta_sheet_archive_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->shown_name);
  g_free (self);
}

/**
 * rabta_sheet_book_list_sheets: (skip)
 * @self: a book
 *
 * Returns: (array zero-terminated=1): the names of its sheets
 */
const char *const *
rabta_sheet_book_list_sheets (RabtaSheetBook *self)
{
  return (const char *const *) self->names->pdata;
}

/**
 * rabta_sheet_book_get_sheet: (skip)
 * @self: a book
 *
 * Returns: which of them is read
 */
guint
rabta_sheet_book_get_sheet (RabtaSheetBook *self)
{
  return self->sheet;
}

/**
 * rabta_sheet_book_n_columns: (skip)
 * @self: a book
 *
 * Returns: how many columns its longest row has
 */
guint
rabta_sheet_book_n_columns (RabtaSheetBook *self)
{
  return self->n_columns;
}

/**
 * rabta_sheet_book_get_progress: (skip)
 * @self: a book
 *
 * Returns: how much of the sheet was read, 0 to 1
 */
double
rabta_sheet_book_get_progress (RabtaSheetBook *self)
{
  return self->xml != NULL ? rabta_sheet_xml_get_progress (self->xml) : 0;
}

/**
 * rabta_sheet_book_rewind: (skip)
 * @self: a book
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Goes to the first row of the sheet.
 *
 * Returns: whether the file could be opened again
 */
gboolean
rabta_sheet_book_rewind (RabtaSheetBook  *self,
                         GCancellable    *cancellable,
                         GError         **error)
{
  GError *cause = NULL;

  return open_sheet (self, cancellable, &cause) || name_file (self->shown_name, cause, error);
}

/**
 * rabta_sheet_book_next: (skip)
 * @self: a book
 * @row: (out): the next row that is not blank, valid until the next call
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: whether there is one; at the end %FALSE without an error
 */
gboolean
rabta_sheet_book_next (RabtaSheetBook  *self,
                       RabtaTableRow   *row,
                       GCancellable    *cancellable,
                       GError         **error)
{
  GError *cause = NULL;

  if (next_row (self, row, cancellable, &cause))
    return TRUE;
  if (cause != NULL)
    name_file (self->shown_name, cause, error);

  return FALSE;
}
