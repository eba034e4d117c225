/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/record-numbers.h"

#include "model/query-private.h"
#include "model/query-types.h"
#include "model/search.h"

#include <glib/gi18n-lib.h>

/* Up to so many hits it is quicker to sort the hits than to read everything in order. */
#define FEW_HITS 2000

/* Of more letters the index keeps what begins with them; for a single one it puts the hits of all words
 * that begin with it together, which takes longer than a frame in a large register. */
#define SHORT_WORD 1

/* Among so many records a glimpse looks for its hits: most records are hits of a single letter. */
#define GLIMPSED_RECORDS 500

static GArray *
read_select (RabtaSelect    *select,
             RabtaKind       kind,
             RabtaDatabase  *database,
             GError        **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (RabtaStatement) statement = NULL;
  g_autofree char *action = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database, select->sql->str, error);
  if (statement == NULL)
    return NULL;

  rabta_select_bind (select, statement);
  action = g_strdup_printf (_("List: %s"), _(rabta_kind_get_info (kind)->heading_plural));
  while ((step = rabta_statement_step (statement, action, error)) == RABTA_STEP_ROW)
    {
      gint64 pk = rabta_statement_get_int (statement, 0);

      g_array_append_val (pks, pk);
    }

  return step == RABTA_STEP_ERROR ? NULL : g_steal_pointer (&pks);
}

/* Two queries with the same key find the same in the same order. */
static char *
make_key (RabtaSelect *select)
{
  GString *key = g_string_new (select->sql->str);

  for (guint i = 0; i < select->values->len; i++)
    {
      const RabtaValue *value = &g_array_index (select->values, RabtaValue, i);

      switch (value->type)
        {
        case RABTA_VALUE_INTEGER:
          g_string_append_printf (key, "\x1fi%" G_GINT64_FORMAT, value->integer);
          break;
        case RABTA_VALUE_TEXT:
          g_string_append_printf (key, "\x1ft%s", value->text);
          break;
        case RABTA_VALUE_ID:
          {
            char id[RABTA_UUID_TEXT_LENGTH + 1];

            rabta_uuid_format (&value->id, id);
            g_string_append_printf (key, "\x1fu%s", id);
            break;
          }
        case RABTA_VALUE_NULL:
        default:
          g_string_append (key, "\x1fn");
          break;
        }
    }

  return g_string_free (key, FALSE);
}

static GArray *
keep_hits (GArray *base,
           GArray *hits)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (gint64), hits->len);
  g_autofree guint8 *is_hit = NULL;
  gint64 most = 0;

  for (guint i = 0; i < hits->len; i++)
    most = MAX (most, g_array_index (hits, gint64, i));
  is_hit = g_malloc0 ((gsize) most + 1);
  for (guint i = 0; i < hits->len; i++)
    is_hit[g_array_index (hits, gint64, i)] = 1;

  for (guint i = 0; i < base->len; i++)
    {
      gint64 pk = g_array_index (base, gint64, i);

      if (pk <= most && is_hit[pk])
        g_array_append_val (kept, pk);
    }

  return kept;
}

/* Reads what the query finds; it is the base of further queries where it has no search. */
static GArray *
read_base (RabtaRecordNumbers  *self,
           RabtaQuery          *query,
           RabtaDatabase       *database,
           GError             **error)
{
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, "t.pk", TRUE, 0);
  g_autofree char *key = make_key (select);

  if (self->base != NULL && g_strcmp0 (self->base_key, key) == 0)
    return g_array_ref (self->base);

  g_clear_pointer (&self->base, g_array_unref);
  self->base = read_select (select, rabta_query_get_kind (query), database, error);
  g_free (self->base_key);
  self->base_key = g_steal_pointer (&key);

  return self->base != NULL ? g_array_ref (self->base) : NULL;
}

static gboolean
has_base_for (RabtaRecordNumbers *self,
              RabtaQuery         *query)
{
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, "t.pk", TRUE, 0);
  g_autofree char *key = make_key (select);

  return self->base != NULL && g_strcmp0 (self->base_key, key) == 0;
}

static gboolean
is_short (const char *word)
{
  return g_utf8_strlen (word, -1) <= SHORT_WORD;
}

/* Appends to @found those of @pks whose texts have the words, until there are @n. */
static gboolean
look_through (const gint64        *pks,
              guint                n_pks,
              RabtaKind            kind,
              const char * const  *words,
              guint                n,
              GArray              *found,
              RabtaDatabase       *database,
              GError             **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "SELECT text FROM search WHERE pk = ?", error);
  RabtaStep step = RABTA_STEP_DONE;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_pks && found->len < n && step != RABTA_STEP_ERROR; i++)
    {
      rabta_statement_bind_int (statement, 0, (pks[i] << RABTA_SEARCH_KIND_BITS) | kind);
      step = rabta_statement_step (statement, _("Search"), error);
      if (step == RABTA_STEP_ROW && rabta_search_text_has (rabta_statement_get_text (statement, 0), words))
        g_array_append_val (found, pks[i]);
      rabta_statement_reset (statement);
    }

  return step != RABTA_STEP_ERROR;
}

RabtaRecordNumbers *
rabta_record_numbers_new (RabtaQuery *query,
                          GArray     *base,
                          const char *base_key)
{
  RabtaRecordNumbers *self = g_new0 (RabtaRecordNumbers, 1);

  self->query = rabta_query_copy (query);
  self->base = base != NULL ? g_array_ref (base) : NULL;
  self->base_key = g_strdup (base_key);

  return self;
}

void
rabta_record_numbers_free (RabtaRecordNumbers *self)
{
  g_clear_object (&self->query);
  g_clear_pointer (&self->base, g_array_unref);
  g_clear_pointer (&self->wider, g_array_unref);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_free (self->base_key);
  g_free (self);
}

GArray *
rabta_record_numbers_read (RabtaRecordNumbers  *self,
                           RabtaDatabase       *database,
                           GError             **error)
{
  RabtaKind kind = rabta_query_get_kind (self->query);
  g_autoptr (RabtaSelect) match = rabta_query_compile_match (self->query);
  g_autoptr (RabtaSelect) whole = NULL;
  g_autoptr (RabtaQuery) plain = NULL;
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) base = NULL;

  plain = rabta_query_copy (self->query);
  rabta_query_set_search (plain, NULL);
  if (match != NULL)
    {
      hits = read_select (match, kind, database, error);
      if (hits == NULL)
        return NULL;
      if (hits->len > FEW_HITS || has_base_for (self, plain))
        {
          base = read_base (self, plain, database, error);
          return base != NULL ? keep_hits (base, hits) : NULL;
        }
    }
  else if (!rabta_query_is_searching (self->query))
    return read_base (self, plain, database, error);

  whole = rabta_query_compile (self->query, "t.pk", TRUE, 0);
  return read_select (whole, kind, database, error);
}

/* What surely holds all hits, in order: what was found before the search got longer, or everything where a
 * single letter finds most of it. */
static GArray *
find_glimpsed (RabtaRecordNumbers *self)
{
  g_auto (GStrv) words = rabta_search_words (self->query->search);
  g_autoptr (RabtaQuery) plain = NULL;
  guint n_short = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    n_short += is_short (words[i]);
  if (n_short == 0)
    return NULL;
  if (self->wider != NULL)
    return self->wider;
  if (n_short < g_strv_length (words))
    return NULL;

  plain = rabta_query_copy (self->query);
  rabta_query_set_search (plain, NULL);
  return has_base_for (self, plain) ? self->base : NULL;
}

/**
 * rabta_record_numbers_can_glimpse:
 * @self: what is to be read
 *
 * Returns: whether the first hits can be had before the index has put all together: where so little was
 *   typed that it takes its time
 */
gboolean
rabta_record_numbers_can_glimpse (RabtaRecordNumbers *self)
{
  g_autoptr (RabtaSelect) match = rabta_query_compile_match (self->query);

  return match != NULL && find_glimpsed (self) != NULL;
}

/**
 * rabta_record_numbers_glimpse:
 * @self: what is to be read, of which rabta_record_numbers_can_glimpse() holds
 * @n: how many are wanted
 *
 * Goes through the records in their order and looks at their texts, until enough are found.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the numbers of the first @n records found, or
 *   %NULL without an error where it would take longer than the index
 */
GArray *
rabta_record_numbers_glimpse (RabtaRecordNumbers  *self,
                              RabtaDatabase       *database,
                              guint                n,
                              GError             **error)
{
  g_autoptr (GArray) found = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_auto (GStrv) words = rabta_search_words (self->query->search);
  GArray *among = find_glimpsed (self);

  if (!look_through ((const gint64 *) (gpointer) among->data, MIN (among->len, GLIMPSED_RECORDS),
                     rabta_query_get_kind (self->query), (const char * const *) words, n, found, database,
                     error))
    return NULL;

  return found->len == n ? g_steal_pointer (&found) : NULL;
}

/**
 * rabta_record_numbers_narrows:
 * @query: a query
 * @before: another
 *
 * Returns: whether @query finds nothing that @before does not, in the same order: its search goes on where
 *   that of @before ended
 */
gboolean
rabta_record_numbers_narrows (RabtaQuery *query,
                              RabtaQuery *before)
{
  g_autoptr (RabtaQuery) plain = rabta_query_copy (query);
  g_autoptr (RabtaQuery) plain_before = rabta_query_copy (before);
  g_autoptr (RabtaSelect) select = NULL;
  g_autoptr (RabtaSelect) select_before = NULL;
  g_autofree char *key = NULL;
  g_autofree char *key_before = NULL;
  g_auto (GStrv) words = NULL;

  if (query->search == NULL || before->search == NULL || !g_str_has_prefix (query->search, before->search))
    return FALSE;
  /* A number is found in other ways than words are. */
  words = rabta_search_words (before->search);
  if (words == NULL)
    return FALSE;

  rabta_query_set_search (plain, NULL);
  rabta_query_set_search (plain_before, NULL);
  select = rabta_query_compile (plain, "t.pk", TRUE, 0);
  select_before = rabta_query_compile (plain_before, "t.pk", TRUE, 0);
  key = make_key (select);
  key_before = make_key (select_before);

  return g_str_equal (key, key_before);
}
