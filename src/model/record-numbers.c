/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/record-numbers.h"

#include "model/query-private.h"

#include <glib/gi18n-lib.h>

/* Up to so many hits it is quicker to sort the hits than to read everything in order. */
#define FEW_HITS 2000

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
