/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/search.h"

#include "base/text.h"
#include "model/casebook-private.h"
#include "model/query-private.h"
#include "model/record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Numbers are also kept as one run of digits, the way people type them: +92 300 1234567 is looked
 * for as 03001234567, a CNIC without its dashes. */
static void
append_digits (GString    *text,
               const char *number)
{
  g_string_append_c (text, ' ');
  if (g_str_has_prefix (number, "+92"))
    {
      g_string_append_c (text, '0');
      number += 3;
    }
  for (; *number != '\0'; number++)
    if (g_ascii_isalnum (*number))
      g_string_append_c (text, g_ascii_tolower (*number));
}

/**
 * rabta_search_document:
 * @record: a record
 * @text: (out): set to the folded text that search finds it by
 */
void
rabta_search_document (RabtaRecord *record,
                       GString     *text)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);

  g_string_truncate (text, 0);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaField *field = &info->fields[i];
      const RabtaValue *value = &values[i];

      if ((field->flags & RABTA_FIELD_SEARCHABLE) == 0 || value->type != RABTA_VALUE_TEXT)
        continue;
      rabta_text_fold_append (text, value->text);
      if (field->format == RABTA_FORMAT_PHONE || field->format == RABTA_FORMAT_CNIC ||
          field->format == RABTA_FORMAT_NTN || field->format == RABTA_FORMAT_HS)
        append_digits (text, value->text);
    }
}

static gint64
row_number (RabtaKind kind,
            gint64    pk)
{
  return (pk << RABTA_SEARCH_KIND_BITS) | kind;
}

static gboolean
remove_indexed (RabtaDatabase  *database,
                gint64          row,
                const char     *old_text,
                GError        **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT INTO search_index (search_index, rowid, text) "
                                     "VALUES ('delete', ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, old_text, -1);

  return rabta_statement_run (statement, _("Update the search index"), error);
}

/* FTS5 with external content must be told the text it has to forget. @found: there was one, equal
 * to @text when that is given, and then it stays. */
static gboolean
remove_old (RabtaDatabase  *database,
            gint64          row,
            const char     *text,
            gboolean       *unchanged,
            GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;
  gboolean ok = TRUE;

  *unchanged = FALSE;
  statement = rabta_database_cached (database, "SELECT text FROM search WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  step = rabta_statement_step (statement, _("Update the search index"), error);
  if (step == RABTA_STEP_ROW)
    {
      const char *old = rabta_statement_get_text (statement, 0);

      if (text != NULL && g_strcmp0 (old, text) == 0)
        *unchanged = TRUE;
      else
        ok = remove_indexed (database, row, old, error);
    }
  rabta_statement_reset (statement);

  return ok && step != RABTA_STEP_ERROR;
}

gboolean
rabta_search_remove (RabtaDatabase  *database,
                     RabtaKind       kind,
                     gint64          pk,
                     GError        **error)
{
  RabtaStatement *statement;
  gboolean unchanged;

  if (!remove_old (database, row_number (kind, pk), NULL, &unchanged, error))
    return FALSE;
  statement = rabta_database_cached (database, "DELETE FROM search WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row_number (kind, pk));

  return rabta_statement_run (statement, _("Update the search index"), error);
}

gboolean
rabta_search_update (RabtaDatabase  *database,
                     RabtaRecord    *record,
                     GString        *buffer,
                     gboolean        is_new,
                     GError        **error)
{
  RabtaKind kind = rabta_record_get_kind (record);
  gint64 row = row_number (kind, rabta_record_get_pk (record));
  RabtaStatement *statement;
  gboolean unchanged = FALSE;

  rabta_search_document (record, buffer);
  if (!is_new && !remove_old (database, row, buffer->str, &unchanged, error))
    return FALSE;
  if (unchanged)
    return TRUE;
  if (buffer->len == 0)
    return is_new || rabta_search_remove (database, kind, rabta_record_get_pk (record), error);

  statement = rabta_database_cached (database,
                                     "INSERT OR REPLACE INTO search (pk, text, folding) VALUES (?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, buffer->str, (gssize) buffer->len);
  rabta_statement_bind_int (statement, 2, RABTA_TEXT_FOLDING_VERSION);
  if (!rabta_statement_run (statement, _("Update the search index"), error))
    return FALSE;

  statement = rabta_database_cached (database,
                                     "INSERT INTO search_index (rowid, text) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, buffer->str, (gssize) buffer->len);

  return rabta_statement_run (statement, _("Update the search index"), error);
}

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
