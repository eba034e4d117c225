/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of Office Open XML (ECMA-376, ISO/IEC 29500), in the transitional and the strict form, which
 * differ in their name spaces. */
#include "exchange/sheet-xlsx-private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Texts are kept in memory while their sheet is read: those of a million rows fit. */
#define MAX_STRING_BYTES (128 * 1024 * 1024)
#define MAX_STRINGS (4 * 1024 * 1024)
#define MAX_SHEETS 1000
#define MAX_RELATIONS 2000
#define MAX_FORMATS 65536
#define MAX_FORMAT_CODE 255

typedef struct
{
  char *id;
  char *type;
  char *target;
} Relation;

static void
relation_free (gpointer data)
{
  Relation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

static void
sheet_free (gpointer data)
{
  RabtaXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->member);
  g_free (sheet);
}

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
relation_cb (const RabtaSheetElement  *element,
             gpointer                  user_data,
             GError                  **error)
{
  GPtrArray *relations = user_data;
  Relation *relation;

  if (strcmp (element->name, "Relationship") != 0 || rabta_sheet_element_is (element, "TargetMode", "External"))
    return TRUE;
  if (relations->len >= MAX_RELATIONS)
    return refuse (error, _("It has more parts than any spreadsheet."));

  relation = g_new0 (Relation, 1);
  relation->id = rabta_sheet_element_dup (element, "Id");
  relation->type = rabta_sheet_element_dup (element, "Type");
  relation->target = rabta_sheet_element_dup (element, "Target");
  g_ptr_array_add (relations, relation);

  return TRUE;
}

/* The relations of a member say which other members belong to it; "xl/workbook.xml" has them in
 * "xl/_rels/workbook.xml.rels". */
static GPtrArray *
read_relations (RabtaSheetArchive  *archive,
                const char         *member,
                GCancellable       *cancellable,
                GError            **error)
{
  static const RabtaSheetHandler handler = { relation_cb, NULL, NULL };
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (relation_free);
  g_autofree char *folder = g_path_get_dirname (member);
  g_autofree char *base = g_path_get_basename (member);
  g_autofree char *name = NULL;

  if (*member == '\0')
    name = g_strdup ("_rels/.rels");
  else if (strcmp (folder, ".") == 0)
    name = g_strdup_printf ("_rels/%s.rels", base);
  else
    name = g_strdup_printf ("%s/_rels/%s.rels", folder, base);

  if (!rabta_sheet_xml_read (archive, name, &handler, relations, cancellable, error))
    return NULL;

  return g_steal_pointer (&relations);
}

/* Targets are relative to the folder of the member that has the relation, or begin with a slash. */
static char *
resolve (const char *member,
         const char *target)
{
  g_autofree char *folder = g_path_get_dirname (member);
  g_autofree char *joined = NULL;
  g_autofree char *canonical = NULL;

  if (target == NULL)
    return NULL;

  joined = g_build_filename ("/", folder, target, NULL);
  canonical = g_canonicalize_filename (*target == '/' ? target : joined, "/");
  return g_strdup (canonical + 1);
}

/* Returns the member that a relation of a type leads to. */
static char *
find_target (GPtrArray  *relations,
             const char *member,
             const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = relations->pdata[i];

      if (relation->type != NULL && g_str_has_suffix (relation->type, type))
        return resolve (member, relation->target);
    }

  return NULL;
}

typedef struct
{
  RabtaXlsx  *workbook;
  GPtrArray  *relations;
  const char *member;
  guint       n_seen; /* tabs, of worksheets or not */
} WorkbookReading;

/* Only worksheets: charts and macros have tabs too. */
static char *
find_worksheet (WorkbookReading *reading,
                const char      *id)
{
  for (guint i = 0; i < reading->relations->len; i++)
    {
      const Relation *relation = reading->relations->pdata[i];

      if (g_strcmp0 (relation->id, id) == 0 && relation->type != NULL && g_str_has_suffix (relation->type, "/worksheet"))
        return resolve (reading->member, relation->target);
    }

  return NULL;
}

static gboolean
workbook_cb (const RabtaSheetElement  *element,
             gpointer                  user_data,
             GError                  **error)
{
  WorkbookReading *reading = user_data;
  RabtaXlsxSheet *sheet;
  g_autofree char *id = NULL;
  g_autofree char *member = NULL;

  if (strcmp (element->name, "workbookPr") == 0)
    {
      reading->workbook->from_1904 = rabta_sheet_element_is (element, "date1904", "1")
                                     || rabta_sheet_element_is (element, "date1904", "true");
      return TRUE;
    }
  if (strcmp (element->name, "sheet") != 0)
    return TRUE;
  if (++reading->n_seen > MAX_SHEETS)
    return refuse (error, _("It has more sheets than any list."));

  id = rabta_sheet_element_dup (element, "id");
  member = find_worksheet (reading, id);
  if (member == NULL)
    return TRUE;

  sheet = g_new0 (RabtaXlsxSheet, 1);
  sheet->name = rabta_sheet_element_dup (element, "name");
  if (sheet->name == NULL)
    sheet->name = g_strdup_printf ("%u", reading->workbook->sheets->len + 1);
  sheet->member = g_steal_pointer (&member);
  sheet->is_hidden = rabta_sheet_element_is (element, "state", "hidden")
                     || rabta_sheet_element_is (element, "state", "veryHidden");
  g_ptr_array_add (reading->workbook->sheets, sheet);

  return TRUE;
}

typedef struct
{
  RabtaXlsx  *workbook;
  GHashTable *codes;       /* number of a format → RabtaSheetFormat */
  gboolean    in_cell_xfs; /* the formats of cells; there are others */
} StylesReading;

static void
format_free (gpointer data)
{
  rabta_sheet_format_clear (data);
  g_free (data);
}

static void
add_format (StylesReading *reading,
            guint          id)
{
  const RabtaSheetFormat *known = g_hash_table_lookup (reading->codes, GUINT_TO_POINTER (id));
  RabtaSheetFormat format;

  if (known != NULL)
    format = (RabtaSheetFormat) { known->shape, g_strdup (known->mask) };
  else
    rabta_sheet_format_built_in (id, &format);
  g_array_append_val (reading->workbook->formats, format);
}

static gboolean
styles_start_cb (const RabtaSheetElement  *element,
                 gpointer                  user_data,
                 GError                  **error)
{
  StylesReading *reading = user_data;

  if (strcmp (element->name, "cellXfs") == 0)
    {
      reading->in_cell_xfs = TRUE;
    }
  else if (strcmp (element->name, "numFmt") == 0 && g_hash_table_size (reading->codes) < MAX_FORMATS)
    {
      g_autofree char *code = rabta_sheet_element_dup (element, "formatCode");
      RabtaSheetFormat *format = g_new0 (RabtaSheetFormat, 1);

      rabta_sheet_format_parse (code != NULL && strlen (code) <= MAX_FORMAT_CODE ? code : "", format);
      g_hash_table_insert (reading->codes, GUINT_TO_POINTER (rabta_sheet_element_uint (element, "numFmtId", 0)), format);
    }
  else if (reading->in_cell_xfs && strcmp (element->name, "xf") == 0)
    {
      if (reading->workbook->formats->len >= MAX_FORMATS)
        return refuse (error, _("It has more cell formats than any spreadsheet."));
      add_format (reading, rabta_sheet_element_uint (element, "numFmtId", 0));
    }

  return TRUE;
}

static gboolean
styles_end_cb (const char  *name,
               guint        depth,
               gpointer     user_data,
               GError     **error)
{
  StylesReading *reading = user_data;

  if (strcmp (name, "cellXfs") == 0)
    reading->in_cell_xfs = FALSE;

  return TRUE;
}

static gboolean
read_styles (RabtaXlsx          *self,
             RabtaSheetArchive  *archive,
             const char         *member,
             GCancellable       *cancellable,
             GError            **error)
{
  static const RabtaSheetHandler handler = { styles_start_cb, styles_end_cb, NULL };
  StylesReading reading = { self };
  gboolean is_read;

  reading.codes = g_hash_table_new_full (NULL, NULL, NULL, format_free);
  is_read = rabta_sheet_xml_read (archive, member, &handler, &reading, cancellable, error);
  g_hash_table_unref (reading.codes);

  return is_read;
}

typedef struct
{
  RabtaXlsx *workbook;
  GString   *text;
  gboolean   in_text;
  guint      in_phonetic; /* how to pronounce the text; not part of it */
} StringsReading;

static gboolean
strings_start_cb (const RabtaSheetElement  *element,
                  gpointer                  user_data,
                  GError                  **error)
{
  StringsReading *reading = user_data;

  if (strcmp (element->name, "si") == 0)
    g_string_truncate (reading->text, 0);
  else if (strcmp (element->name, "rPh") == 0)
    reading->in_phonetic++;
  else if (strcmp (element->name, "t") == 0)
    reading->in_text = reading->in_phonetic == 0;

  return TRUE;
}

static gboolean
strings_end_cb (const char  *name,
                guint        depth,
                gpointer     user_data,
                GError     **error)
{
  StringsReading *reading = user_data;
  RabtaXlsx *workbook = reading->workbook;
  gsize start = workbook->strings->len;

  if (strcmp (name, "t") == 0)
    reading->in_text = FALSE;
  else if (strcmp (name, "rPh") == 0 && reading->in_phonetic > 0)
    reading->in_phonetic--;
  if (strcmp (name, "si") != 0)
    return TRUE;

  rabta_xlsx_unescape (reading->text);
  if (workbook->starts->len >= MAX_STRINGS || start + reading->text->len >= MAX_STRING_BYTES)
    return refuse (error, _("It holds more different texts than fit into memory. Save the list as CSV and import that file."));

  g_array_append_val (workbook->starts, start);
  g_byte_array_append (workbook->strings, (const guint8 *) reading->text->str, (guint) reading->text->len + 1);
  return TRUE;
}

static void
strings_text_cb (const char *text,
                 gsize       length,
                 gpointer    user_data)
{
  StringsReading *reading = user_data;

  /* What is longer than a cell is told to be so; all of it is not needed for that. */
  if (reading->in_text && reading->text->len <= RABTA_TABLE_MAX_CELL)
    g_string_append_len (reading->text, text, (gssize) length);
}

static gboolean
read_strings (RabtaXlsx          *self,
              RabtaSheetArchive  *archive,
              const char         *member,
              GCancellable       *cancellable,
              GError            **error)
{
  static const RabtaSheetHandler handler = { strings_start_cb, strings_end_cb, strings_text_cb };
  StringsReading reading = { self, g_string_new (NULL) };
  gboolean is_read = rabta_sheet_xml_read (archive, member, &handler, &reading, cancellable, error);

  g_string_free (reading.text, TRUE);
  return is_read;
}

/* A workbook without texts or formats has no member for them. */
static gboolean
read_parts (RabtaXlsx          *self,
            RabtaSheetArchive  *archive,
            const char         *member,
            GCancellable       *cancellable,
            GError            **error)
{
  static const RabtaSheetHandler handler = { workbook_cb, NULL, NULL };
  g_autoptr (GPtrArray) relations = read_relations (archive, member, cancellable, error);
  WorkbookReading reading = { self, relations, member };
  g_autofree char *styles = NULL;
  g_autofree char *strings = NULL;

  if (relations == NULL)
    return FALSE;

  styles = find_target (relations, member, "/styles");
  strings = find_target (relations, member, "/sharedStrings");
  return rabta_sheet_xml_read (archive, member, &handler, &reading, cancellable, error)
         && (styles == NULL || read_styles (self, archive, styles, cancellable, error))
         && (strings == NULL || read_strings (self, archive, strings, cancellable, error));
}

static gboolean
is_hex (const char *text)
{
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;

  return TRUE;
}

/**
 * rabta_xlsx_unescape: (skip)
 * @text: a text
 *
 * Characters that XML does not allow stand as "_x000D_" in these files, and an underscore that could be
 * taken for the start of one as "_x005F_".
 */
void
rabta_xlsx_unescape (GString *text)
{
  gsize to = 0;

  if (strstr (text->str, "_x") == NULL)
    return;

  for (gsize from = 0; from < text->len;)
    {
      const char *p = text->str + from;

      if (text->len - from >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_' && is_hex (p + 2))
        {
          gint64 code = g_ascii_strtoll (p + 2, NULL, 16);

          if (code < 0x80)
            {
              if (code >= 0x20 || code == '\t' || code == '\n' || code == '\r')
                text->str[to++] = (char) code;
              from += 7;
              continue;
            }
        }
      text->str[to++] = text->str[from++];
    }

  g_string_truncate (text, to);
}

static void
clear_format (gpointer data)
{
  rabta_sheet_format_clear (data);
}

/**
 * rabta_xlsx_open: (skip)
 * @archive: an archive from anywhere
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Reads what the sheets of a workbook have in common.
 *
 * Returns: (transfer full) (nullable): the workbook
 */
RabtaXlsx *
rabta_xlsx_open (RabtaSheetArchive  *archive,
                 GCancellable       *cancellable,
                 GError            **error)
{
  g_autoptr (RabtaXlsx) self = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  g_autofree char *member = NULL;

  g_return_val_if_fail (archive != NULL, NULL);

  relations = read_relations (archive, "", cancellable, error);
  if (relations == NULL)
    return NULL;

  member = find_target (relations, "", "/officeDocument");
  if (member != NULL && g_str_has_suffix (member, ".bin"))
    {
      refuse (error, _("It is a binary workbook (XLSB). Save it as XLSX and import that file."));
      return NULL;
    }
  if (member == NULL || !g_str_has_prefix (member, "xl/"))
    {
      refuse (error, _("It is a text document, a presentation or a ZIP archive, not a spreadsheet."));
      return NULL;
    }

  self = g_new0 (RabtaXlsx, 1);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->formats = g_array_new (FALSE, FALSE, sizeof (RabtaSheetFormat));
  g_array_set_clear_func (self->formats, clear_format);
  self->strings = g_byte_array_new ();
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (!read_parts (self, archive, member, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_xlsx_free: (skip)
 * @self: (nullable): a workbook
 */
void
rabta_xlsx_free (RabtaXlsx *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_array_unref);
  g_clear_pointer (&self->strings, g_byte_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_free (self);
}

/**
 * rabta_xlsx_list_sheets: (skip)
 * @self: a workbook
 *
 * Returns: (transfer none) (element-type RabtaXlsxSheet): its worksheets in the order of their tabs
 */
GPtrArray *
rabta_xlsx_list_sheets (RabtaXlsx *self)
{
  return self->sheets;
}
