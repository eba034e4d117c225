/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-mapping.h"

#include "base/error.h"
#include "base/text.h"
#include "model/kinds/kinds.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define ALIASES_RESOURCE "/org/smeda/Rabta/import-aliases.ini"

/* What a column can be for beside the fields of the enterprise. */
static const struct
{
  int         target;
  const char *name; /* on the command line and among the aliases */
  const char *label;
} others[] = {
  { RABTA_IMPORT_CONTACT, "contact-person", N_("Contact person") },
  { RABTA_IMPORT_JOB_TITLE, "contact-job-title", N_("Job title of the contact person") },
  { RABTA_IMPORT_NAME_STATUS, "name-status", N_("Name status (current or previous)") },
  { RABTA_IMPORT_LEAVE_OUT, "-", N_("Leave out") },
};

struct _RabtaImportMapping
{
  char  **headings;
  int    *targets;
  gboolean *is_explicit; /* a person said so */
  guint   n_columns;
};

/* Folded words to what they mean; made once. */
typedef struct
{
  GHashTable *names;   /* element names and headings, to GINT_TO_POINTER (target) */
  GHashTable *aliases;
  GHashTable *statuses; /* to RabtaNameStatus */
} Words;

static void
add_word (GHashTable *table,
          const char *text,
          int         meaning)
{
  g_autofree char *folded = rabta_text_fold (text);

  if (*folded != '\0' && !g_hash_table_contains (table, folded))
    g_hash_table_insert (table, g_steal_pointer (&folded), GINT_TO_POINTER (meaning));
}

static void
add_list (GHashTable *table,
          GKeyFile   *file,
          const char *group,
          const char *key,
          int         meaning)
{
  g_auto (GStrv) words = g_key_file_get_string_list (file, group, key, NULL, NULL);

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    add_word (table, words[i], meaning);
}

static Words *
load_words (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GArray) targets = rabta_import_list_targets ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Words *words = g_new (Words, 1);

  words->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* A resource of the program itself: that it cannot be read is a programmer's error. */
  bytes = g_resources_lookup_data (ALIASES_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    g_error ("%s: %s", ALIASES_RESOURCE, error->message);

  for (guint i = 0; i < targets->len; i++)
    {
      int target = g_array_index (targets, int, i);
      const char *name = rabta_import_target_get_name (target);

      add_word (words->names, name, target);
      add_word (words->names, rabta_import_target_get_label (target), target);
      if (target >= 0)
        add_word (words->names, rabta_enterprise_info.fields[target].heading, target);
      add_list (words->aliases, file, "columns", name, target);
    }

  add_list (words->statuses, file, "name-status", "current", RABTA_NAME_STATUS_CURRENT);
  add_list (words->statuses, file, "name-status", "previous", RABTA_NAME_STATUS_PREVIOUS);

  return words;
}

static const Words *
get_words (void)
{
  static Words *words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, load_words ());

  return words;
}

/* "C.N.I.C. No." is folded to "c n i c no": letters that stand alone are one word. */
static char *
join_letters (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GString *joined = g_string_new (NULL);
  gboolean was_letter = FALSE;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gboolean is_letter = g_ascii_isalpha (words[i][0]) && words[i][1] == '\0';

      if (joined->len > 0 && !(is_letter && was_letter))
        g_string_append_c (joined, ' ');
      g_string_append (joined, words[i]);
      was_letter = is_letter;
    }

  return g_string_free (joined, FALSE);
}

static gboolean
look_up (GHashTable *table,
         const char *text,
         gpointer   *meaning)
{
  g_autofree char *folded = rabta_text_fold (text);
  g_autofree char *joined = NULL;

  if (g_hash_table_lookup_extended (table, folded, NULL, meaning))
    return TRUE;

  joined = join_letters (folded);
  return g_hash_table_lookup_extended (table, joined, NULL, meaning);
}

/* "Name of Unit / Firm", "Contact No (Office)": what stands in brackets is a remark, and of words
 * parted by a stroke each must be known and mean the same. */
static gboolean
look_up_parts (const Words *words,
               const char  *heading,
               gpointer    *meaning)
{
  g_autoptr (GString) bare = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  guint depth = 0, n = 0;

  for (const char *p = heading; *p != '\0'; p++)
    {
      if (*p == '(' || *p == '[')
        depth++;
      else if (*p == ')' || *p == ']')
        depth -= depth > 0;
      else if (depth == 0)
        g_string_append_c (bare, *p);
    }

  parts = g_strsplit_set (bare->str, "/|\\", 8);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gpointer found;

      if (!look_up (words->names, parts[i], &found) && !look_up (words->aliases, parts[i], &found))
        return FALSE;
      if (n++ > 0 && found != *meaning)
        return FALSE;
      *meaning = found;
    }

  return n > 0;
}

/* @table: where whole headings are looked up; NULL for the parts of headings. */
static void
guess (RabtaImportMapping *self,
       GHashTable         *table)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      gpointer meaning;

      if (self->targets[i] == RABTA_IMPORT_LEAVE_OUT
          && (table != NULL ? look_up (table, self->headings[i], &meaning)
                            : look_up_parts (get_words (), self->headings[i], &meaning))
          && rabta_import_mapping_find_column (self, GPOINTER_TO_INT (meaning)) < 0)
        self->targets[i] = GPOINTER_TO_INT (meaning);
    }
}

static int
find_column_by_text (const RabtaImportMapping *self,
                     const char               *text)
{
  g_autofree char *folded = rabta_text_fold (text);
  guint64 number;

  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->headings[i], text) == 0)
      return (int) i;

  for (guint i = 0; i < self->n_columns && *folded != '\0'; i++)
    {
      g_autofree char *heading = rabta_text_fold (self->headings[i]);

      if (strcmp (heading, folded) == 0)
        return (int) i;
    }

  if (g_ascii_string_to_unsigned (text, 10, 1, self->n_columns, &number, NULL))
    return (int) number - 1;

  return -1;
}

static gboolean
find_target_by_name (const char *name,
                     int        *target)
{
  g_autoptr (GArray) targets = rabta_import_list_targets ();

  *target = RABTA_IMPORT_LEAVE_OUT;
  if (strcmp (name, "-") == 0)
    return TRUE;

  for (guint i = 0; i < targets->len; i++)
    if (strcmp (rabta_import_target_get_name (g_array_index (targets, int, i)), name) == 0)
      {
        *target = g_array_index (targets, int, i);
        return TRUE;
      }

  return FALSE;
}

static void
set_unknown_field_error (const char  *name,
                         GError     **error)
{
  g_autoptr (GArray) targets = rabta_import_list_targets ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < targets->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            rabta_import_target_get_name (g_array_index (targets, int, i)));

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("There is no field “%s”; the fields are: %s, and - to leave a column out."), name,
               list->str);
}

static void
set_unknown_column_error (const RabtaImportMapping *self,
                          const char               *name,
                          GError                  **error)
{
  g_autofree char *list = rabta_import_mapping_list_headings (self);

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("There is no column “%s”; the columns are: %s."), name, list);
}

/**
 * rabta_import_mapping_new:
 * @headings: (array length=n_columns): the headings of a table
 * @n_columns: how many
 *
 * Guesses the field of each column: from element names and headings of the fields, in English and in
 * the language of the session, then from the aliases in `resources/import-aliases.ini`. A heading
 * counts whole, without what stands in brackets, or where all its parts between strokes mean the
 * same; a column whose heading is not known is left out.
 *
 * Returns: (transfer full): the mapping
 */
RabtaImportMapping *
rabta_import_mapping_new (const char * const *headings,
                          guint               n_columns)
{
  RabtaImportMapping *self = g_new0 (RabtaImportMapping, 1);

  g_return_val_if_fail (headings != NULL || n_columns == 0, NULL);

  self->n_columns = n_columns;
  self->headings = g_new0 (char *, n_columns + 1);
  self->targets = g_new (int, MAX (n_columns, 1));
  self->is_explicit = g_new0 (gboolean, MAX (n_columns, 1));

  for (guint i = 0; i < n_columns; i++)
    {
      self->headings[i] = g_strdup (headings[i]);
      self->targets[i] = RABTA_IMPORT_LEAVE_OUT;
    }

  guess (self, get_words ()->names);
  guess (self, get_words ()->aliases);
  guess (self, NULL);

  return self;
}

/**
 * rabta_import_mapping_copy:
 * @self: a mapping
 *
 * Returns: (transfer full): a copy
 */
RabtaImportMapping *
rabta_import_mapping_copy (const RabtaImportMapping *self)
{
  RabtaImportMapping *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (RabtaImportMapping, 1);
  copy->n_columns = self->n_columns;
  copy->headings = g_strdupv (self->headings);
  copy->targets = g_memdup2 (self->targets, sizeof (int) * MAX (self->n_columns, 1));
  copy->is_explicit = g_memdup2 (self->is_explicit, sizeof (gboolean) * MAX (self->n_columns, 1));

  return copy;
}

/**
 * rabta_import_mapping_free:
 * @self: (nullable): a mapping
 */
void
rabta_import_mapping_free (RabtaImportMapping *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->headings);
  g_free (self->targets);
  g_free (self->is_explicit);
  g_free (self);
}

/**
 * rabta_import_mapping_n_columns:
 * @self: a mapping
 *
 * Returns: the number of columns
 */
guint
rabta_import_mapping_n_columns (const RabtaImportMapping *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * rabta_import_mapping_get_heading:
 * @self: a mapping
 * @column: from 0
 *
 * Returns: its heading
 */
const char *
rabta_import_mapping_get_heading (const RabtaImportMapping *self,
                                  guint                     column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, NULL);

  return self->headings[column];
}

/**
 * rabta_import_mapping_list_headings:
 * @self: a mapping
 *
 * Returns: (transfer full): all headings in quotation marks, for a message
 */
char *
rabta_import_mapping_list_headings (const RabtaImportMapping *self)
{
  GString *list;

  g_return_val_if_fail (self != NULL, NULL);

  list = g_string_new (NULL);
  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", self->headings[i]);

  return g_string_free (list, FALSE);
}

/**
 * rabta_import_mapping_list_unknown:
 * @self: a mapping
 * @most: how many are named
 * @n: (out): how many there are
 *
 * Returns: (transfer full): the first headings, in quotation marks, of columns that are left out
 *   although nobody said so
 */
char *
rabta_import_mapping_list_unknown (const RabtaImportMapping *self,
                                   guint                     most,
                                   guint                    *n)
{
  GString *list;

  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = 0;
  list = g_string_new (NULL);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->targets[i] == RABTA_IMPORT_LEAVE_OUT && !self->is_explicit[i]
        && *self->headings[i] != '\0' && (*n)++ < most)
      g_string_append_printf (list, "%s“%s”", list->len > 0 ? ", " : "", self->headings[i]);

  return g_string_free (list, FALSE);
}

/**
 * rabta_import_mapping_get_target:
 * @self: a mapping
 * @column: from 0
 *
 * Returns: index of a field of the enterprise, or one of the other things a column can be for
 */
int
rabta_import_mapping_get_target (const RabtaImportMapping *self,
                                 guint                     column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, RABTA_IMPORT_LEAVE_OUT);

  return self->targets[column];
}

/**
 * rabta_import_mapping_set_target:
 * @self: a mapping
 * @column: from 0
 * @target: index of a field of the enterprise, or one of the other things a column can be for
 *
 * Sets what @column is for; a column that had the same target before is left out from now on.
 */
void
rabta_import_mapping_set_target (RabtaImportMapping *self,
                                 guint               column,
                                 int                 target)
{
  int other;

  g_return_if_fail (self != NULL && column < self->n_columns);
  g_return_if_fail (target >= RABTA_IMPORT_LAST && target < (int) rabta_enterprise_info.n_fields);

  other = rabta_import_mapping_find_column (self, target);
  if (other >= 0)
    self->targets[other] = RABTA_IMPORT_LEAVE_OUT;
  self->targets[column] = target;
}

/**
 * rabta_import_mapping_find_column:
 * @self: a mapping
 * @target: what a column is for
 *
 * Returns: the column that goes to @target, or -1
 */
int
rabta_import_mapping_find_column (const RabtaImportMapping *self,
                                  int                       target)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->n_columns && target != RABTA_IMPORT_LEAVE_OUT; i++)
    if (self->targets[i] == target)
      return (int) i;

  return -1;
}

/**
 * rabta_import_mapping_set_text:
 * @self: a mapping
 * @text: "COLUMN=FIELD": a heading or the number of a column from 1, and the element name of a field,
 *   "contact-person" and the like, or "-" to leave the column out
 * @error: return location for an error
 *
 * Sets the target of a column as the command line says it.
 *
 * Returns: whether both exist; else @error is %RABTA_ERROR_NOT_FOUND and lists what exists
 */
gboolean
rabta_import_mapping_set_text (RabtaImportMapping  *self,
                               const char          *text,
                               GError             **error)
{
  g_autofree char *column_name = NULL;
  const char *equals;
  int column, target, other;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  equals = strrchr (text, '=');
  if (equals == NULL || equals == text)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("“%s” does not name a column and a field, as in --map Company=name."), text);
      return FALSE;
    }

  column_name = g_strndup (text, (gsize) (equals - text));
  column = find_column_by_text (self, column_name);
  if (column < 0)
    {
      set_unknown_column_error (self, column_name, error);
      return FALSE;
    }
  if (!find_target_by_name (equals + 1, &target))
    {
      set_unknown_field_error (equals + 1, error);
      return FALSE;
    }

  other = rabta_import_mapping_find_column (self, target);
  if (other >= 0 && other != column && self->is_explicit[other])
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("The field “%s” is given both the column “%s” and the column “%s”."),
                   equals + 1, self->headings[other], self->headings[column]);
      return FALSE;
    }

  rabta_import_mapping_set_target (self, (guint) column, target);
  self->is_explicit[column] = TRUE;
  return TRUE;
}

/**
 * rabta_import_list_targets:
 *
 * Returns: (transfer full) (element-type int): what a column can be for, in the order of the field
 *   table, what is no field of the enterprise last
 */
GArray *
rabta_import_list_targets (void)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) rabta_enterprise_info.n_fields; i++)
    if (rabta_enterprise_info.fields[i].flags & RABTA_FIELD_IMPORTED)
      g_array_append_val (targets, i);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].target != RABTA_IMPORT_LEAVE_OUT)
      g_array_append_val (targets, others[i].target);

  return targets;
}

/**
 * rabta_import_target_get_name:
 * @target: what a column is for
 *
 * Returns: as the command line names it
 */
const char *
rabta_import_target_get_name (int target)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].target == target)
      return others[i].name;

  g_return_val_if_fail (target >= 0 && target < (int) rabta_enterprise_info.n_fields, NULL);

  return rabta_enterprise_info.fields[target].element;
}

/**
 * rabta_import_target_get_label:
 * @target: what a column is for
 *
 * Returns: what people read, translated
 */
const char *
rabta_import_target_get_label (int target)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].target == target)
      return _(others[i].label);

  g_return_val_if_fail (target >= 0 && target < (int) rabta_enterprise_info.n_fields, NULL);

  return _(rabta_enterprise_info.fields[target].heading);
}

/**
 * rabta_import_read_name_status:
 * @text: (nullable): a cell of a column that says which names are current
 *
 * Returns: what it says
 */
RabtaNameStatus
rabta_import_read_name_status (const char *text)
{
  g_autofree char *folded = rabta_text_fold (text);

  return (RabtaNameStatus) GPOINTER_TO_INT (g_hash_table_lookup (get_words ()->statuses, folded));
}
