/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/table-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const RabtaTableEncoding encodings[] = {
  { "UTF-8", N_("Unicode (UTF-8)") },
  { "UTF-16LE", N_("Unicode (UTF-16, little endian)") },
  { "UTF-16BE", N_("Unicode (UTF-16, big endian)") },
  { "WINDOWS-1252", N_("Western European (Windows-1252)") },
  { "WINDOWS-1256", N_("Arabic and Urdu (Windows-1256)") },
};

static const RabtaTableSeparator separators[] = {
  { "comma", N_("Comma"), ',' },
  { "semicolon", N_("Semicolon"), ';' },
  { "tab", N_("Tab"), '\t' },
  { "pipe", N_("Vertical bar"), '|' },
};

/**
 * rabta_table_list_encodings:
 * @n: (out): how many
 *
 * Returns: (array length=n): the encodings a table may have
 */
const RabtaTableEncoding *
rabta_table_list_encodings (guint *n)
{
  *n = G_N_ELEMENTS (encodings);
  return encodings;
}

/**
 * rabta_table_list_separators:
 * @n: (out): how many
 *
 * Returns: (array length=n): what may separate the cells of a table
 */
const RabtaTableSeparator *
rabta_table_list_separators (guint *n)
{
  *n = G_N_ELEMENTS (separators);
  return separators;
}

/**
 * rabta_table_find_encoding:
 * @name: what a person wrote: "utf-8", "UTF16", "cp1256"
 *
 * Returns: (nullable): the name in rabta_table_list_encodings(), or %NULL
 */
const char *
rabta_table_find_encoding (const char *name)
{
  g_autofree char *plain = NULL;
  gsize n = 0;

  g_return_val_if_fail (name != NULL, NULL);

  plain = g_ascii_strdown (name, -1);
  for (gsize i = 0; plain[i] != '\0'; i++)
    if (g_ascii_isalnum (plain[i]))
      plain[n++] = plain[i];
  plain[n] = '\0';

  if (strcmp (plain, "utf8") == 0)
    return encodings[0].name;
  if (strcmp (plain, "utf16") == 0 || strcmp (plain, "utf16le") == 0)
    return encodings[1].name;
  if (strcmp (plain, "utf16be") == 0)
    return encodings[2].name;
  if (g_str_has_suffix (plain, "1252"))
    return encodings[3].name;
  if (g_str_has_suffix (plain, "1256"))
    return encodings[4].name;

  return NULL;
}

/**
 * rabta_table_find_separator:
 * @name: "comma", "semicolon", "tab", "pipe" or the character itself
 *
 * Returns: the character, or 0
 */
char
rabta_table_find_separator (const char *name)
{
  g_return_val_if_fail (name != NULL, 0);

  if (strcmp (name, "\\t") == 0)
    return '\t';

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_ascii_strcasecmp (name, separators[i].name) == 0
        || (name[0] == separators[i].separator && name[1] == '\0'))
      return separators[i].separator;

  return 0;
}

/* Spreadsheets run a cell that begins with one of these. */
static gboolean
is_formula_sign (char c)
{
  return c == '=' || c == '+' || c == '-' || c == '@';
}

/**
 * rabta_table_cell_restore:
 * @text: a cell as it stands in a file
 *
 * Undoes rabta_table_cell_neutralise().
 *
 * Returns: @text, behind its apostrophe where that is there for spreadsheets
 */
const char *
rabta_table_cell_restore (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return *text == '\'' && is_formula_sign (text[strspn (text, "'")]) ? text + 1 : text;
}

/**
 * rabta_table_cell_neutralise:
 * @text: (nullable): a text to be written into a cell
 *
 * A cell that begins with = + - or @ would be run by a spreadsheet as a formula; an apostrophe
 * before it makes it text. A text that has one already gets a second, so that every text comes back
 * unchanged.
 *
 * Returns: (transfer full): what to write
 */
char *
rabta_table_cell_neutralise (const char *text)
{
  if (text == NULL)
    return g_strdup ("");

  return is_formula_sign (text[strspn (text, "'")]) ? g_strconcat ("'", text, NULL) : g_strdup (text);
}
