/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-match.h"

#include "base/identifier.h"
#include "base/text.h"
#include "model/kinds/kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What tells two enterprises of one name apart, in the rules for duplicates. */
static const char *const telling[] = { "ntn", "cnic", "registration", "phone", "district", "address" };

static gboolean
has_same (RabtaRecord *a,
          RabtaRecord *b,
          const char  *field)
{
  const char *text = rabta_record_get_text (a, field);

  return text != NULL && g_strcmp0 (text, rabta_record_get_text (b, field)) == 0;
}

/* The registration number or the NTN, which stay with a business when its name changes. */
static gboolean
has_same_number (RabtaRecord *a,
                 RabtaRecord *b)
{
  const char *ntn_a = rabta_record_get_text (a, "ntn");
  const char *ntn_b = rabta_record_get_text (b, "ntn");
  gsize length;

  if (has_same (a, b, "registration"))
    return TRUE;
  if (ntn_a == NULL || ntn_b == NULL)
    return FALSE;

  length = rabta_identifier_ntn_length (ntn_a);
  return length == rabta_identifier_ntn_length (ntn_b) && strncmp (ntn_a, ntn_b, length) == 0;
}

static gboolean
is_same_name (const char *a,
              const char *b)
{
  g_autofree char *key_a = NULL;
  g_autofree char *key_b = NULL;

  if (g_strcmp0 (a, b) == 0)
    return TRUE;

  key_a = rabta_text_name_key (a);
  key_b = rabta_text_name_key (b);
  return strcmp (key_a, key_b) == 0;
}

static gboolean
has_alias (RabtaRecord *record,
           const char  *name)
{
  const char *aliases = rabta_record_get_text (record, "aliases");
  g_auto (GStrv) lines = NULL;

  if (aliases == NULL)
    return FALSE;

  lines = g_strsplit (aliases, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (is_same_name (lines[i], name))
      return TRUE;

  return FALSE;
}

/* Names that the enterprise has anyway are not added again. */
static void
add_alias (RabtaRecord *record,
           const char  *name)
{
  const char *aliases = rabta_record_get_text (record, "aliases");
  g_autofree char *joined = NULL;

  if (name == NULL || *name == '\0' || is_same_name (rabta_record_get_text (record, "name"), name)
      || has_alias (record, name))
    return;

  joined = aliases != NULL ? g_strconcat (aliases, "\n", name, NULL) : g_strdup (name);
  rabta_record_set_text (record, "aliases", joined);
}

static void
remove_alias (RabtaRecord *record,
              const char  *name)
{
  const char *aliases = rabta_record_get_text (record, "aliases");
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) kept = g_string_new (NULL);

  if (aliases == NULL)
    return;

  lines = g_strsplit (aliases, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (!is_same_name (lines[i], name))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "\n" : "", lines[i]);

  rabta_record_set_text (record, "aliases", kept->len > 0 ? kept->str : NULL);
}

static void
add_aliases (RabtaRecord *record,
             const char  *names)
{
  g_auto (GStrv) lines = names != NULL ? g_strsplit (names, "\n", -1) : NULL;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    add_alias (record, lines[i]);
}

/* Which of the two names stands. Under the same number another name is a former one, unless the
 * file says that it is the current one and the officer wants what is there updated. */
static void
meet_names (const RabtaImportMatch *self,
            RabtaRecord            *row,
            RabtaRecord            *existing)
{
  const char *name = rabta_record_get_text (row, "name");
  g_autofree char *old = g_strdup (rabta_record_get_text (existing, "name"));

  if (self->name_status == RABTA_NAME_STATUS_CURRENT && self->update && !self->is_seen)
    {
      rabta_record_set_text (existing, "name", name);
      remove_alias (existing, name);
      add_alias (existing, old);
      return;
    }

  add_alias (existing, name);
}

/* An NTN without its check digit says less than the same one with it. */
static gboolean
lacks_check_digit (const RabtaField *field,
                   const RabtaValue *value,
                   const RabtaValue *stored)
{
  gsize length;

  if (field->format != RABTA_FORMAT_NTN || value->type != RABTA_VALUE_TEXT || stored->type != RABTA_VALUE_TEXT)
    return FALSE;

  length = strlen (value->text);
  return length < strlen (stored->text) && length == rabta_identifier_ntn_length (stored->text)
         && strncmp (value->text, stored->text, length) == 0;
}

static void
update_fields (const RabtaImportMatch *self,
               RabtaRecord            *row,
               RabtaRecord            *existing)
{
  const RabtaKindInfo *info = rabta_record_get_info (row);
  guint name = (guint) rabta_kind_find_field (info, "name");
  guint aliases = (guint) rabta_kind_find_field (info, "aliases");

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value = rabta_record_get_value (row, i);

      if ((info->fields[i].flags & RABTA_FIELD_IMPORTED) == 0 || value->type == RABTA_VALUE_NULL
          || i == name || i == aliases || lacks_check_digit (&info->fields[i], value, rabta_record_get_value (existing, i)))
        continue;

      if (!self->is_seen || rabta_record_get_value (existing, i)->type == RABTA_VALUE_NULL)
        rabta_record_set_value (existing, i, value);
    }

  add_aliases (existing, rabta_record_get_text (row, "aliases"));
}

/**
 * rabta_import_match_apply:
 * @self: how they meet
 * @row: what a row of the file says
 * @existing: the enterprise that it is a duplicate of
 *
 * Takes into @existing what the row adds: its name as a former name where the registration number or
 * NTN is the same, and its values where updating is wanted. An enterprise that shares no more than a
 * phone number or its owner with the row, and has another name, is somebody else's business and
 * stays as it is. Applying the same row again changes nothing.
 */
void
rabta_import_match_apply (const RabtaImportMatch *self,
                          RabtaRecord            *row,
                          RabtaRecord            *existing)
{
  const char *name;
  const char *old;

  g_return_if_fail (self != NULL);
  g_return_if_fail (RABTA_IS_RECORD (row) && RABTA_IS_RECORD (existing));

  name = rabta_record_get_text (row, "name");
  old = rabta_record_get_text (existing, "name");

  if (!is_same_name (name, old))
    {
      if (!has_same_number (row, existing))
        return;
      meet_names (self, row, existing);
    }
  else if (self->update && !self->is_seen && self->name_status != RABTA_NAME_STATUS_PREVIOUS)
    {
      rabta_record_set_text (existing, "name", name);
    }

  if (self->update)
    update_fields (self, row, existing);
}

/**
 * rabta_import_match_choose:
 * @row: what a row of the file says
 * @duplicates: (element-type RabtaDuplicate): those that it may be, strongest reason first; not empty
 *
 * An owner may have two businesses, and two businesses one telephone: where several enterprises look
 * like the row, the one with its registration number or NTN is meant, then the one with its name.
 *
 * Returns: (transfer none): the one that is meant
 */
const RabtaDuplicate *
rabta_import_match_choose (RabtaRecord *row,
                           GPtrArray   *duplicates)
{
  const RabtaDuplicate *best = NULL;
  int most = -1;

  g_return_val_if_fail (RABTA_IS_RECORD (row), NULL);
  g_return_val_if_fail (duplicates != NULL && duplicates->len > 0, NULL);

  if (duplicates->len == 1)
    return duplicates->pdata[0];

  for (guint i = 0; i < duplicates->len; i++)
    {
      const RabtaDuplicate *duplicate = duplicates->pdata[i];
      int score = 0;

      if (has_same_number (row, duplicate->record))
        score += 2;
      if (is_same_name (rabta_record_get_text (row, "name"), rabta_record_get_text (duplicate->record, "name")))
        score += 1;
      if (score > most)
        {
          best = duplicate;
          most = score;
        }
    }

  return best;
}

static gboolean
has_telling_field (RabtaRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    if (rabta_record_has (record, telling[i]))
      return TRUE;

  return FALSE;
}

/* How many values agree; -1 where some value contradicts. */
static int
count_agreeing (RabtaRecord *row,
                RabtaRecord *existing)
{
  const RabtaKindInfo *info = rabta_record_get_info (row);
  int n = 0;

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *a = rabta_record_get_value (row, i);
      const RabtaValue *b = rabta_record_get_value (existing, i);

      if (i == info->title || (info->fields[i].flags & RABTA_FIELD_IMPORTED) == 0
          || g_str_equal (info->fields[i].name, "aliases") || a->type == RABTA_VALUE_NULL || b->type == RABTA_VALUE_NULL)
        continue;
      if (!rabta_value_equal (a, b))
        return -1;
      n++;
    }

  return n;
}

/**
 * rabta_import_match_by_name:
 * @batch: a batch
 * @row: what a row of the file says
 * @error: return location for an error
 *
 * The rules for duplicates go by numbers and places. A row that has neither can only be told by its
 * name: it is a duplicate of an enterprise of that name which has no number and no place either and
 * does not contradict it. Without this, a list of bare names would double with each import.
 *
 * Returns: (transfer full) (nullable): the duplicate, or %NULL, also on error
 */
RabtaDuplicate *
rabta_import_match_by_name (RabtaBatch   *batch,
                            RabtaRecord  *row,
                            GError      **error)
{
  g_autoptr (RabtaQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *key = NULL;
  RabtaRecord *best = NULL;
  RabtaDuplicate *duplicate;
  int most = -1;

  g_return_val_if_fail (batch != NULL && RABTA_IS_RECORD (row), NULL);

  if (has_telling_field (row))
    return NULL;

  key = rabta_text_name_key (rabta_record_get_text (row, "name"));
  query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  rabta_query_filter (query, "name_key", RABTA_FILTER_EQUAL, key);
  for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
    rabta_query_filter (query, telling[i], RABTA_FILTER_EQUAL, NULL);
  records = rabta_batch_query (batch, query, 0, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      int n = count_agreeing (row, records->pdata[i]);

      if (n > most)
        {
          best = records->pdata[i];
          most = n;
        }
    }

  if (best == NULL)
    return NULL;

  duplicate = g_new0 (RabtaDuplicate, 1);
  duplicate->record = g_object_ref (best);
  duplicate->field = g_strdup ("name");
  duplicate->reason = g_strdup (_("Same name, and nothing that tells the two apart"));
  return duplicate;
}
