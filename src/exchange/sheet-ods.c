/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of OpenDocument (ISO/IEC 26300, part 3). A cell has both a value and the text that people see;
 * which of the two says more depends on the sort of value. */
#include "exchange/sheet-ods.h"

#include "base/error.h"
#include "exchange/sheet-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHEETS 1000

/* Wherever a sheet stands: document-content, body, spreadsheet, table. Tables within cells are deeper. */
#define TABLE_DEPTH 3

#define ALL_SHEETS G_MAXUINT

typedef enum
{
  STRING,
  FLOAT,
  PERCENTAGE,
  DATE,
  TIME,
  BOOLEAN,
  MISTAKE,
} CellType;

struct _RabtaOdsCells
{
  guint           wanted;      /* which sheet, or ALL_SHEETS to find out which there are */
  RabtaSheetRows *rows;
  GPtrArray      *names;       /* with ALL_SHEETS */
  int             first_filled;

  guint           n_tables;
  gboolean        in_table;    /* in the one that is wanted */
  gboolean        in_row;
  guint           cell_depth;  /* 0 outside of cells */
  guint           n_paragraphs;
  guint           in_paragraph;
  guint           note_depth;  /* 0 outside of notes, which are not part of the cell */
  CellType        type;
  guint           repeat;
  char           *value;
  GString        *text;
};

static CellType
read_type (const RabtaSheetElement *element)
{
  static const struct
  {
    const char *name;
    CellType    type;
  } types[] = {
    { "float", FLOAT },
    { "currency", FLOAT },
    { "percentage", PERCENTAGE },
    { "date", DATE },
    { "time", TIME },
    { "boolean", BOOLEAN },
  };
  CellType type = STRING;

  /* There are two attributes of this name, and the one of LibreOffice knows errors too. */
  for (guint i = 0; i < element->n_attributes; i++)
    {
      const RabtaSheetAttribute *attribute = &element->attributes[i];

      if (strcmp (attribute->name, "value-type") != 0)
        continue;
      if (attribute->length == 5 && memcmp (attribute->value, "error", 5) == 0)
        return MISTAKE;
      for (gsize j = 0; j < G_N_ELEMENTS (types); j++)
        if (attribute->length == strlen (types[j].name) && memcmp (attribute->value, types[j].name, attribute->length) == 0)
          type = types[j].type;
    }

  return type;
}

static void
start_cell (RabtaOdsCells           *self,
            const RabtaSheetElement *element)
{
  self->cell_depth = element->depth;
  self->n_paragraphs = self->in_paragraph = 0;
  self->repeat = rabta_sheet_element_uint (element, "number-columns-repeated", 1);
  g_string_truncate (self->text, 0);
  g_clear_pointer (&self->value, g_free);

  /* Covered by a merged cell: what it holds is not shown. */
  if (strcmp (element->name, "covered-table-cell") == 0)
    {
      self->type = STRING;
      self->note_depth = element->depth;
      return;
    }

  self->type = read_type (element);
  if (self->type == FLOAT || self->type == PERCENTAGE)
    self->value = rabta_sheet_element_dup (element, "value");
  else if (self->type == DATE)
    self->value = rabta_sheet_element_dup (element, "date-value");
  else if (self->type == BOOLEAN)
    self->value = rabta_sheet_element_dup (element, "boolean-value");
  else if (self->type == STRING)
    self->value = rabta_sheet_element_dup (element, "string-value");
}

static void
add_blanks (RabtaOdsCells *self,
            char           blank,
            guint          n)
{
  if (self->text->len <= RABTA_TABLE_MAX_CELL)
    for (n = MIN (n, RABTA_TABLE_MAX_CELL); n > 0; n--)
      g_string_append_c (self->text, blank);
}

/* Elements in the text of a cell: several blanks, tabs and line ends are written as such. */
static void
start_in_cell (RabtaOdsCells           *self,
               const RabtaSheetElement *element)
{
  if (strcmp (element->name, "annotation") == 0 || strcmp (element->name, "table") == 0
      || strcmp (element->name, "shapes") == 0 || strcmp (element->name, "frame") == 0)
    {
      self->note_depth = element->depth;
      return;
    }

  if (strcmp (element->name, "p") == 0)
    {
      if (self->n_paragraphs++ > 0)
        add_blanks (self, '\n', 1);
      self->in_paragraph++;
    }
  else if (self->in_paragraph == 0)
    return;
  else if (strcmp (element->name, "s") == 0)
    add_blanks (self, ' ', rabta_sheet_element_uint (element, "c", 1));
  else if (strcmp (element->name, "tab") == 0)
    add_blanks (self, '\t', 1);
  else if (strcmp (element->name, "line-break") == 0)
    add_blanks (self, '\n', 1);
}

static gboolean
start_table (RabtaOdsCells            *self,
             const RabtaSheetElement  *element,
             GError                  **error)
{
  self->in_table = self->wanted == ALL_SHEETS || self->wanted == self->n_tables;
  if (self->n_tables++ >= MAX_SHEETS)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("It has more sheets than any list."));
      return FALSE;
    }

  if (self->wanted == ALL_SHEETS)
    {
      char *name = rabta_sheet_element_dup (element, "name");

      g_ptr_array_add (self->names, name != NULL ? name : g_strdup_printf ("%u", self->n_tables));
      g_clear_pointer (&self->rows, rabta_sheet_rows_free);
      self->rows = rabta_sheet_rows_new ();
    }
  return TRUE;
}

static gboolean
start_cb (const RabtaSheetElement  *element,
          gpointer                  user_data,
          GError                  **error)
{
  RabtaOdsCells *self = user_data;

  if (self->note_depth > 0)
    return TRUE;
  if (self->cell_depth > 0)
    {
      start_in_cell (self, element);
      return TRUE;
    }

  if (element->depth == TABLE_DEPTH && strcmp (element->name, "table") == 0)
    return start_table (self, element, error);
  if (!self->in_table)
    return TRUE;

  if (strcmp (element->name, "table-row") == 0)
    {
      self->in_row = TRUE;
      return rabta_sheet_rows_begin_row (self->rows, rabta_sheet_rows_get_number (self->rows) + 1,
                                         rabta_sheet_element_uint (element, "number-rows-repeated", 1), error);
    }
  if (self->in_row
      && (strcmp (element->name, "table-cell") == 0 || strcmp (element->name, "covered-table-cell") == 0))
    start_cell (self, element);

  return TRUE;
}

/* Whether the text is the number with leading zeros or dashes, as of a telephone: then it says more. */
static gboolean
is_masked (const char *text,
           const char *number)
{
  gboolean has_sign = *text == '0';

  while (*text == '0' || *text == '-' || *text == ' ')
    has_sign |= *text++ == '-';

  for (; *text != '\0'; text++)
    if (*text == '-')
      has_sign = TRUE;
    else if (*text != ' ' && *text != *number++)
      return FALSE;

  return has_sign && *number == '\0';
}

/* Replaces the text of the cell by what its value says. */
static void
settle_text (RabtaOdsCells *self)
{
  RabtaSheetFormat format = { self->type == PERCENTAGE ? RABTA_SHEET_PERCENT : RABTA_SHEET_PLAIN, NULL };
  g_autofree char *number = NULL;

  if (self->value == NULL)
    return;

  switch (self->type)
    {
    case FLOAT:
    case PERCENTAGE:
      number = rabta_sheet_number_to_text (self->value, &format, FALSE);
      if (number != NULL && !is_masked (self->text->str, number))
        g_string_assign (self->text, number);
      break;
    case DATE:
      g_string_assign (self->text, self->value);
      g_string_replace (self->text, "T00:00:00", "", 1);
      break;
    case BOOLEAN:
      g_string_assign (self->text, strcmp (self->value, "true") == 0 ? "TRUE" : "FALSE");
      break;
    case STRING:
      if (self->n_paragraphs == 0)
        g_string_assign (self->text, self->value);
      break;
    case TIME:
    case MISTAKE:
    default:
      break;
    }
}

static gboolean
end_cell (RabtaOdsCells  *self,
          GError        **error)
{
  self->cell_depth = 0;
  settle_text (self);

  return rabta_sheet_rows_add_cell (self->rows, self->text->str, self->text->len, FALSE,
                                    self->type == MISTAKE ? RABTA_TABLE_CELL_MISTAKE : RABTA_TABLE_CELL_SOUND,
                                    self->repeat, error);
}

/* With ALL_SHEETS the rows are of no use but to tell that there are some. */
static gboolean
end_row (RabtaOdsCells  *self,
         GError        **error)
{
  RabtaTableRow row;

  self->in_row = FALSE;
  if (!rabta_sheet_rows_end_row (self->rows, error))
    return FALSE;

  if (self->wanted == ALL_SHEETS)
    {
      if (self->first_filled < 0 && rabta_sheet_rows_next (self->rows, &row))
        self->first_filled = (int) self->names->len - 1;
      rabta_sheet_rows_drop (self->rows);
    }
  return TRUE;
}

static gboolean
end_cb (const char  *name,
        guint        depth,
        gpointer     user_data,
        GError     **error)
{
  RabtaOdsCells *self = user_data;

  if (self->note_depth > 0 && depth > self->note_depth)
    return TRUE;
  if (self->note_depth > 0)
    {
      self->note_depth = 0;
      if (depth > self->cell_depth)
        return TRUE;
    }

  if (self->cell_depth > 0)
    {
      if (depth == self->cell_depth)
        return end_cell (self, error);
      if (strcmp (name, "p") == 0 && self->in_paragraph > 0)
        self->in_paragraph--;
    }
  else if (self->in_row && strcmp (name, "table-row") == 0)
    return end_row (self, error);
  else if (depth == TABLE_DEPTH)
    self->in_table = self->in_row = FALSE;

  return TRUE;
}

static void
text_cb (const char *text,
         gsize       length,
         gpointer    user_data)
{
  RabtaOdsCells *self = user_data;

  if (self->in_paragraph > 0 && self->cell_depth > 0 && self->note_depth == 0 && self->text->len <= RABTA_TABLE_MAX_CELL)
    g_string_append_len (self->text, text, (gssize) length);
}

const RabtaSheetHandler rabta_ods_cells_handler = { start_cb, end_cb, text_cb };

static gboolean
manifest_cb (const RabtaSheetElement  *element,
             gpointer                  user_data,
             GError                  **error)
{
  if (strcmp (element->name, "encryption-data") != 0)
    return TRUE;

  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("It is protected by a password. Save it without one and import that file."));
  return FALSE;
}

/**
 * rabta_ods_check: (skip)
 * @archive: an archive with a member "mimetype"
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Returns: whether it is a spreadsheet that is not encrypted
 */
gboolean
rabta_ods_check (RabtaSheetArchive  *archive,
                 GCancellable       *cancellable,
                 GError            **error)
{
  static const RabtaSheetHandler handler = { manifest_cb, NULL, NULL };
  static const char manifest[] = "META-INF/manifest.xml";
  static const char wanted[] = "application/vnd.oasis.opendocument.spreadsheet";
  g_autoptr (RabtaSheetMember) member = rabta_sheet_member_open (archive, "mimetype", cancellable, error);
  char start[64] = { 0 };

  if (member == NULL || rabta_sheet_member_read (member, start, sizeof start - 1, cancellable, error) < 0)
    return FALSE;

  if (strncmp (start, wanted, strlen (wanted)) != 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("It is a text document, a presentation or a ZIP archive, not a spreadsheet."));
      return FALSE;
    }

  return rabta_sheet_archive_find (archive, manifest) == NULL
         || rabta_sheet_xml_read (archive, manifest, &handler, NULL, cancellable, error);
}

/**
 * rabta_ods_list_sheets: (skip)
 * @archive: a spreadsheet
 * @names: (element-type utf8): where to add the names of its sheets
 * @first_filled: (out): the first one that holds something, or -1
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Returns: whether the spreadsheet could be read to its end
 */
gboolean
rabta_ods_list_sheets (RabtaSheetArchive  *archive,
                       GPtrArray          *names,
                       int                *first_filled,
                       GCancellable       *cancellable,
                       GError            **error)
{
  RabtaOdsCells *cells = rabta_ods_cells_new (ALL_SHEETS, NULL);
  gboolean is_read;

  cells->names = names;
  is_read = rabta_sheet_xml_read (archive, RABTA_ODS_CONTENT, &rabta_ods_cells_handler, cells, cancellable, error);
  *first_filled = cells->first_filled;
  g_clear_pointer (&cells->rows, rabta_sheet_rows_free);
  rabta_ods_cells_free (cells);

  return is_read;
}

/**
 * rabta_ods_cells_new: (skip)
 * @sheet: which sheet, from 0
 * @rows: where the rows go; must outlive the cells
 *
 * Returns: (transfer full): what to give to @rabta_ods_cells_handler
 */
RabtaOdsCells *
rabta_ods_cells_new (guint           sheet,
                     RabtaSheetRows *rows)
{
  RabtaOdsCells *self = g_new0 (RabtaOdsCells, 1);

  self->wanted = sheet;
  self->rows = rows;
  self->first_filled = -1;
  self->text = g_string_new (NULL);

  return self;
}

/**
 * rabta_ods_cells_free: (skip)
 * @self: (nullable): cells
 */
void
rabta_ods_cells_free (RabtaOdsCells *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self->value);
  g_free (self);
}
