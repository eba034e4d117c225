/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/search.h"

#include "base/text.h"
#include "model/casebook-private.h"
#include "model/query-private.h"
#include "model/record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "0300-123 4567" is one number, not three words. */
static char *
as_number (const char *text)
{
  g_autofree char *ascii = rabta_text_ascii_digits (text);
  GString *digits = g_string_new (NULL);
  const char *p;

  for (p = ascii; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (strchr (" +-()./", *p) == NULL)
      break;
  if (*p != '\0' || digits->len < 5)
    return g_string_free (digits, TRUE);
  if (g_str_has_prefix (digits->str, "0092"))
    g_string_erase (digits, 0, 3), digits->str[0] = '0';
  else if (g_str_has_prefix (digits->str, "92") && digits->len > 7)
    g_string_erase (digits, 0, 1), digits->str[0] = '0';
  else if (digits->str[0] == '3' && digits->len == 10)
    g_string_prepend_c (digits, '0'); /* a mobile number whose zero a spreadsheet dropped */

  return g_string_free (digits, FALSE);
}

/**
 * rabta_search_match:
 * @text: what a person typed
 *
 * Returns: (transfer full) (nullable): an FTS5 expression in which every word is a prefix that must
 *   occur; %NULL where there is no word. Every word is quoted, so nothing typed is syntax.
 */
char *
rabta_search_match (const char *text)
{
  g_autofree char *number = as_number (text);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  GString *match;

  folded = rabta_text_fold (text);
  if (folded == NULL || folded[0] == '\0')
    return NULL;

  words = g_strsplit (folded, " ", -1);
  match = g_string_new (number != NULL ? "(" : NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (match, "%s\"%s\"*", i > 0 ? " " : "", words[i]);
  if (number != NULL)
    g_string_append_printf (match, ") OR \"%s\"*", number);

  return g_string_free (match, FALSE);
}

/**
 * rabta_search_words:
 * @text: what a person typed
 *
 * Returns: (transfer full) (nullable): the words of which every one must begin a word of a record's text,
 *   folded like it; %NULL where there is no word, or where a number stands for all of them
 */
GStrv
rabta_search_words (const char *text)
{
  g_autofree char *number = as_number (text);
  g_autofree char *folded = rabta_text_fold (text);

  if (number != NULL || folded == NULL || folded[0] == '\0')
    return NULL;

  return g_strsplit (folded, " ", -1);
}

/* A word begins where the text does and after each blank: there is nothing else between words. */
static gboolean
begins_word (const char *text,
             const char *word)
{
  gsize length = strlen (word);

  for (const char *p = text; p != NULL; p = strchr (p, ' '))
    {
      if (*p == ' ')
        p++;
      if (strncmp (p, word, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * rabta_search_text_has:
 * @text: the folded text of a record, as the search index keeps it
 * @words: from rabta_search_words()
 *
 * Returns: whether the index would find the record by these words
 */
gboolean
rabta_search_text_has (const char         *text,
                       const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!begins_word (text, words[i]))
      return FALSE;

  return TRUE;
}

void
rabta_search_hit_free (RabtaSearchHit *hit)
{
  g_free (hit->title);
  g_free (hit->subtitle);
  g_free (hit);
}

/* The name of the enterprise or partner a record hangs on, to tell hits apart. */
static char *
find_subtitle (RabtaRecord    *record,
               RabtaProgramme *programme)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == RABTA_FIELD_REFERENCE &&
        (g_str_equal (info->fields[i].target, "enterprise") ||
         g_str_equal (info->fields[i].target, "organization")))
      {
        const char *title = rabta_record_get_ref_title (record, info->fields[i].name);

        if (title != NULL)
          return g_strdup (title);
      }
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == RABTA_FIELD_CHOICE && g_str_equal (info->fields[i].target, "district"))
      return rabta_record_dup_display (record, i, programme);

  return NULL;
}

static RabtaSearchHit *
make_hit (RabtaDatabase   *database,
          RabtaProgramme  *programme,
          gint64           row,
          GError         **error)
{
  g_autoptr (RabtaRecord) record = NULL;
  RabtaSearchHit *hit;

  record = rabta_casebook_fetch (database, (RabtaKind) (row & RABTA_SEARCH_KIND_MASK),
                                 row >> RABTA_SEARCH_KIND_BITS, error);
  if (record == NULL)
    return NULL;

  hit = g_new0 (RabtaSearchHit, 1);
  hit->kind = rabta_record_get_kind (record);
  hit->id = *rabta_record_get_id (record);
  hit->title = rabta_record_dup_title (record);
  hit->subtitle = find_subtitle (record, programme);

  return hit;
}

GPtrArray *
rabta_search_run (RabtaDatabase   *database,
                  RabtaProgramme  *programme,
                  const char      *text,
                  guint            limit,
                  GError         **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_search_hit_free);
  g_autofree char *match = rabta_search_match (text);
  RabtaStatement *statement;
  RabtaStep step;

  if (match == NULL)
    return g_steal_pointer (&hits);

  statement = rabta_database_cached (database,
                                     "SELECT rowid FROM search_index WHERE search_index MATCH ? "
                                     "ORDER BY rank LIMIT ?",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_text (statement, 0, match, -1);
  rabta_statement_bind_int (statement, 1, limit > 0 ? (gint64) limit : -1);
  while ((step = rabta_statement_step (statement, _("Search"), error)) == RABTA_STEP_ROW)
    {
      RabtaSearchHit *hit = make_hit (database, programme, rabta_statement_get_int (statement, 0), error);

      if (hit == NULL)
        {
          step = RABTA_STEP_ERROR;
          break;
        }
      g_ptr_array_add (hits, hit);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE ? g_steal_pointer (&hits) : NULL;
}
