/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a sheet of Office Open XML: ECMA-376 part 1, 18.3.1.4 and 18.18.11. */
#include "exchange/sheet-xlsx-private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  NUMBER,
  SHARED,  /* a number of a text of the workbook */
  TEXT,    /* inline, or what a formula gave */
  BOOLEAN,
  MISTAKE, /* "#N/A" */
  ISO_DATE,
} CellType;

struct _RabtaXlsxCells
{
  RabtaXlsx      *workbook;
  RabtaSheetRows *rows;

  gboolean        in_row;
  CellType        type;
  guint           style;
  gboolean        has_value;   /* v or is was there */
  gboolean        in_value;
  guint           in_phonetic;
  GString        *text;
};

static CellType
read_type (const RabtaSheetElement *element)
{
  if (rabta_sheet_element_is (element, "t", "s"))
    return SHARED;
  if (rabta_sheet_element_is (element, "t", "str") || rabta_sheet_element_is (element, "t", "inlineStr"))
    return TEXT;
  if (rabta_sheet_element_is (element, "t", "b"))
    return BOOLEAN;
  if (rabta_sheet_element_is (element, "t", "e"))
    return MISTAKE;
  if (rabta_sheet_element_is (element, "t", "d"))
    return ISO_DATE;

  return NUMBER;
}

/* "BC12" is in column 54; G_MAXUINT for what is no such reference. */
static guint
read_column (const RabtaSheetAttribute *reference)
{
  guint column = 0;
  gsize i = 0;

  for (; i < reference->length && g_ascii_isalpha (reference->value[i]) && i < 4; i++)
    column = column * 26 + (guint) (g_ascii_toupper (reference->value[i]) - 'A') + 1;

  return i > 0 && i < reference->length && g_ascii_isdigit (reference->value[i]) ? column - 1 : G_MAXUINT;
}

static gboolean
start_cell (RabtaXlsxCells           *self,
            const RabtaSheetElement  *element,
            GError                  **error)
{
  const RabtaSheetAttribute *reference = rabta_sheet_element_find (element, "r");

  self->type = read_type (element);
  self->style = rabta_sheet_element_uint (element, "s", 0);
  self->has_value = FALSE;
  g_string_truncate (self->text, 0);

  return reference == NULL || rabta_sheet_rows_skip_to (self->rows, read_column (reference), error);
}

static gboolean
start_cb (const RabtaSheetElement  *element,
          gpointer                  user_data,
          GError                  **error)
{
  RabtaXlsxCells *self = user_data;

  if (strcmp (element->name, "row") == 0)
    {
      guint number = rabta_sheet_element_uint (element, "r", rabta_sheet_rows_get_number (self->rows) + 1);

      self->in_row = TRUE;
      return rabta_sheet_rows_begin_row (self->rows, number, 1, error);
    }
  if (!self->in_row)
    return TRUE;

  if (strcmp (element->name, "c") == 0)
    return start_cell (self, element, error);

  if (strcmp (element->name, "rPh") == 0)
    self->in_phonetic++;
  else if (strcmp (element->name, "v") == 0 || strcmp (element->name, "t") == 0)
    self->in_value = self->has_value = self->in_phonetic == 0;

  return TRUE;
}

static gboolean
add_shared (RabtaXlsxCells  *self,
            GError         **error)
{
  char *end;
  guint64 index = g_ascii_strtoull (self->text->str, &end, 10);
  const char *text;

  if (end == self->text->str || index >= self->workbook->starts->len)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("One of its cells refers to a text that is not there."));
      return FALSE;
    }

  text = (const char *) self->workbook->strings->data + g_array_index (self->workbook->starts, gsize, index);
  return rabta_sheet_rows_add_cell (self->rows, text, strlen (text), TRUE, RABTA_TABLE_CELL_SOUND, 1, error);
}

static gboolean
add_number (RabtaXlsxCells  *self,
            GError         **error)
{
  static const RabtaSheetFormat plain = { RABTA_SHEET_PLAIN, NULL };
  const GArray *formats = self->workbook->formats;
  const RabtaSheetFormat *format = self->style < formats->len ? &g_array_index (formats, RabtaSheetFormat, self->style)
                                                              : &plain;
  g_autofree char *text = rabta_sheet_number_to_text (self->text->str, format, self->workbook->from_1904);

  /* What is no number is shown as it stands: the field it is for will refuse it. */
  if (text == NULL)
    text = g_strdup (self->text->str);
  return rabta_sheet_rows_add_cell (self->rows, text, strlen (text), FALSE, RABTA_TABLE_CELL_SOUND, 1, error);
}

static gboolean
end_cell (RabtaXlsxCells  *self,
          GError         **error)
{
  RabtaTableFault fault = RABTA_TABLE_CELL_SOUND;

  if (!self->has_value || self->text->len == 0)
    return rabta_sheet_rows_skip_cells (self->rows, 1);
  if (self->type == SHARED)
    return add_shared (self, error);
  if (self->type == NUMBER)
    return add_number (self, error);

  if (self->type == BOOLEAN)
    g_string_assign (self->text, self->text->str[0] == '0' ? "FALSE" : "TRUE");
  else if (self->type == MISTAKE)
    fault = RABTA_TABLE_CELL_MISTAKE;
  else if (self->type == ISO_DATE)
    g_string_replace (self->text, "T00:00:00", "", 1);
  else
    rabta_xlsx_unescape (self->text);

  return rabta_sheet_rows_add_cell (self->rows, self->text->str, self->text->len, FALSE, fault, 1, error);
}

static gboolean
end_cb (const char  *name,
        guint        depth,
        gpointer     user_data,
        GError     **error)
{
  RabtaXlsxCells *self = user_data;

  if (!self->in_row)
    return TRUE;

  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    self->in_value = FALSE;
  else if (strcmp (name, "rPh") == 0 && self->in_phonetic > 0)
    self->in_phonetic--;
  else if (strcmp (name, "c") == 0)
    return end_cell (self, error);
  else if (strcmp (name, "row") == 0)
    {
      self->in_row = FALSE;
      return rabta_sheet_rows_end_row (self->rows, error);
    }

  return TRUE;
}

static void
text_cb (const char *text,
         gsize       length,
         gpointer    user_data)
{
  RabtaXlsxCells *self = user_data;

  if (self->in_value && self->text->len <= RABTA_TABLE_MAX_CELL)
    g_string_append_len (self->text, text, (gssize) length);
}

const RabtaSheetHandler rabta_xlsx_cells_handler = { start_cb, end_cb, text_cb };

/**
 * rabta_xlsx_cells_new: (skip)
 * @workbook: a workbook, which must outlive the cells
 * @rows: where the rows go; as well
 *
 * Returns: (transfer full): what to give to @rabta_xlsx_cells_handler
 */
RabtaXlsxCells *
rabta_xlsx_cells_new (RabtaXlsx      *workbook,
                      RabtaSheetRows *rows)
{
  RabtaXlsxCells *self = g_new0 (RabtaXlsxCells, 1);

  self->workbook = workbook;
  self->rows = rows;
  self->text = g_string_new (NULL);

  return self;
}

/**
 * rabta_xlsx_cells_free: (skip)
 * @self: (nullable): cells
 */
void
rabta_xlsx_cells_free (RabtaXlsxCells *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}
