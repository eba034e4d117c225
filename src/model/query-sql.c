/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Queries as SQL. Table and column names come from the field tables, values are bound. */

#include "model/query-private.h"

#include "base/text.h"
#include "model/query-types.h"
#include "model/search.h"

/* The order a kind is listed in when nobody asked for another. */
static const struct
{
  const char *field;
  gboolean    descending;
} own_order[RABTA_N_KINDS] = {
  [RABTA_KIND_OFFICE] = { "code" },
  [RABTA_KIND_OFFICER] = { "name" },
  [RABTA_KIND_HOLIDAY] = { "date" },
  [RABTA_KIND_ORGANIZATION] = { "name_key" },
  [RABTA_KIND_EVENT] = { "starts", TRUE },
  [RABTA_KIND_ENTERPRISE] = { "name_key" },
  [RABTA_KIND_PERSON] = { "name" },
  [RABTA_KIND_PRODUCT] = { "name" },
  [RABTA_KIND_CASE] = { "opened", TRUE },
  [RABTA_KIND_STAGE_ENTRY] = { "entered" },
  [RABTA_KIND_CHECKLIST_ITEM] = { "item" },
  [RABTA_KIND_PAUSE] = { "starts" },
  [RABTA_KIND_ACTIVITY] = { "date", TRUE },
  [RABTA_KIND_FOLLOW_UP] = { "due" },
  [RABTA_KIND_OUTCOME] = { "date", TRUE },
  [RABTA_KIND_DOCUMENT] = { "title" },
  [RABTA_KIND_TARGET] = { "fiscal_year", TRUE },
};

static const char * const operators[] = {
  [RABTA_FILTER_EQUAL] = "=",
  [RABTA_FILTER_NOT_EQUAL] = "IS NOT",
  [RABTA_FILTER_LESS] = "<",
  [RABTA_FILTER_LESS_EQUAL] = "<=",
  [RABTA_FILTER_GREATER] = ">",
  [RABTA_FILTER_GREATER_EQUAL] = ">=",
};

static void
value_clear_cb (gpointer value)
{
  rabta_value_clear (value);
}

static void
add_value (RabtaSelect      *self,
           const RabtaValue *value)
{
  RabtaValue copy = RABTA_VALUE_INIT;

  rabta_value_copy (value, &copy);
  g_array_append_val (self->values, copy);
}

static void
add_comparison (RabtaSelect       *self,
                const char        *table,
                const RabtaFilter *filter)
{
  const char *column = rabta_kind_get_info (filter->kind)->fields[filter->field].name;

  if (filter->value.type == RABTA_VALUE_NULL)
    {
      g_string_append_printf (self->sql, "%s.\"%s\" %s", table, column,
                              filter->op == RABTA_FILTER_EQUAL ? "IS NULL" : "IS NOT NULL");
      return;
    }

  g_string_append_printf (self->sql, "%s.\"%s\" %s ?", table, column, operators[filter->op]);
  add_value (self, &filter->value);
}

static void
add_filter (RabtaSelect       *self,
            RabtaQuery        *query,
            const RabtaFilter *filter)
{
  const RabtaKindInfo *other = rabta_kind_get_info (filter->kind);

  switch (filter->scope)
    {
    case RABTA_SCOPE_OWN:
      add_comparison (self, "t", filter);
      break;
    case RABTA_SCOPE_LINKED:
      g_string_append_printf (self->sql,
                              "t.id IN (SELECT l.\"%s\" FROM %s l WHERE l.deleted IS NULL AND ",
                              other->fields[filter->link].name, other->table);
      add_comparison (self, "l", filter);
      g_string_append_c (self->sql, ')');
      break;
    case RABTA_SCOPE_TARGET:
      g_string_append_printf (self->sql,
                              "t.\"%s\" IN (SELECT g.id FROM %s g WHERE g.deleted IS NULL AND ",
                              rabta_kind_get_info (query->kind)->fields[filter->link].name,
                              other->table);
      add_comparison (self, "g", filter);
      g_string_append_c (self->sql, ')');
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
same_equal (const RabtaFilter *a,
            const RabtaFilter *b)
{
  return a->op == RABTA_FILTER_EQUAL && b->op == RABTA_FILTER_EQUAL && a->scope == b->scope &&
         a->kind == b->kind && a->link == b->link && a->field == b->field;
}

/* Filters are joined by "and", those for equality of one field by "or". */
static void
add_filters (RabtaSelect *self,
             RabtaQuery  *query)
{
  GArray *filters = query->filters;
  g_autofree gboolean *done = g_new0 (gboolean, filters->len + 1);

  for (guint i = 0; i < filters->len; i++)
    {
      const RabtaFilter *filter = &g_array_index (filters, RabtaFilter, i);

      if (done[i])
        continue;
      g_string_append (self->sql, " AND (");
      add_filter (self, query, filter);
      for (guint j = i + 1; j < filters->len; j++)
        if (!done[j] && same_equal (filter, &g_array_index (filters, RabtaFilter, j)))
          {
            done[j] = TRUE;
            g_string_append (self->sql, " OR ");
            add_filter (self, query, &g_array_index (filters, RabtaFilter, j));
          }
      g_string_append_c (self->sql, ')');
    }
}

static void
add_match (RabtaSelect *self,
           RabtaKind    kind,
           const char  *match)
{
  RabtaValue value = { RABTA_VALUE_TEXT, { .text = (char *) match } };

  g_string_append_printf (self->sql,
                          "SELECT rowid >> %d FROM search_index WHERE search_index MATCH ? AND "
                          "(rowid & %d) = %d",
                          RABTA_SEARCH_KIND_BITS, RABTA_SEARCH_KIND_MASK, kind);
  add_value (self, &value);
}

/* Whether a search also finds a record by the name of what its field refers to. */
static gboolean
is_searched_through (RabtaKind         kind,
                     const RabtaField *field)
{
  RabtaKind target;

  if (kind == RABTA_KIND_ENTERPRISE || field->kind != RABTA_FIELD_REFERENCE)
    return FALSE;
  target = rabta_kind_from_name (field->target);
  return target == RABTA_KIND_ENTERPRISE || target == RABTA_KIND_ORGANIZATION;
}

/* A case is found by the name of its enterprise too, an activity by its partner's. The names are
 * not copied into each document: they change in one place. */
static void
add_search (RabtaSelect *self,
            RabtaQuery  *query)
{
  const RabtaKindInfo *info = rabta_kind_get_info (query->kind);
  g_autofree char *match = NULL;

  if (query->search == NULL)
    return;
  match = rabta_search_match (query->search);
  if (match == NULL)
    return;

  g_string_append (self->sql, " AND (t.pk IN (");
  add_match (self, query->kind, match);
  g_string_append_c (self->sql, ')');
  for (guint i = 0; i < info->n_fields; i++)
    {
      RabtaKind target;

      if (!is_searched_through (query->kind, &info->fields[i]))
        continue;
      target = rabta_kind_from_name (info->fields[i].target);
      g_string_append_printf (self->sql, " OR t.\"%s\" IN (SELECT g.id FROM %s g WHERE g.pk IN (",
                              info->fields[i].name, rabta_kind_get_info (target)->table);
      add_match (self, target, match);
      g_string_append (self->sql, "))");
    }
  g_string_append_c (self->sql, ')');
}

/* SQL for the name people call a record of @kind by, in a table called @alias. */
static void
append_title (GString    *sql,
              RabtaKind   kind,
              const char *alias)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);

  if (kind == RABTA_KIND_CASE)
    g_string_append_printf (sql,
                            "coalesce(%s.title, (SELECT e.name FROM enterprise e WHERE "
                            "e.id = %s.enterprise) || ' – ' || %s.track)",
                            alias, alias, alias);
  else
    g_string_append_printf (sql, "%s.\"%s\"", alias, info->fields[info->title].name);
}

static void
add_order (RabtaSelect *self,
           RabtaQuery  *query)
{
  const RabtaKindInfo *info = rabta_kind_get_info (query->kind);
  int sort = query->sort;
  gboolean descending = query->descending;

  if (sort < 0 && own_order[query->kind].field != NULL)
    {
      sort = rabta_kind_find_field (info, own_order[query->kind].field);
      descending = own_order[query->kind].descending;
    }

  g_string_append (self->sql, " ORDER BY ");
  if (sort >= 0)
    {
      const RabtaField *field = &info->fields[sort];
      int key = rabta_kind_find_field (info, "name_key");

      /* People sort by name as it is folded, without "M/s" and with lower case as upper. */
      if (sort == (int) info->title && key >= 0)
        field = &info->fields[key];
      if (field->kind == RABTA_FIELD_REFERENCE)
        {
          RabtaKind target = rabta_kind_from_name (field->target);

          g_string_append (self->sql, "(SELECT ");
          append_title (self->sql, target, "r");
          g_string_append_printf (self->sql, " FROM %s r WHERE r.id = t.\"%s\")",
                                  rabta_kind_get_info (target)->table, field->name);
        }
      else
        g_string_append_printf (self->sql, "t.\"%s\"", field->name);
      g_string_append (self->sql, descending ? " DESC NULLS LAST, " : " ASC NULLS LAST, ");
      if (key >= 0 && field != &info->fields[key])
        g_string_append_printf (self->sql, "t.name_key %s, ", descending ? "DESC" : "ASC");
    }
  g_string_append_printf (self->sql, "t.pk %s", descending ? "DESC" : "ASC");
}

static void
add_since (RabtaSelect *self,
           RabtaQuery  *query)
{
  RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = query->since } };

  if (query->since == 0)
    return;
  g_string_append (self->sql, " AND t.id IN (SELECT record FROM change WHERE stamp >= ?)");
  add_value (self, &value);
}

static RabtaSelect *
compile (RabtaQuery *query,
         const char *columns)
{
  RabtaSelect *self = g_new0 (RabtaSelect, 1);

  self->sql = g_string_new ("SELECT ");
  self->values = g_array_new (FALSE, TRUE, sizeof (RabtaValue));
  g_array_set_clear_func (self->values, value_clear_cb);

  g_string_append_printf (self->sql, "%s FROM %s t WHERE t.deleted IS NULL", columns,
                          rabta_kind_get_info (query->kind)->table);
  add_filters (self, query);
  add_search (self, query);
  add_since (self, query);

  return self;
}

RabtaSelect *
rabta_query_compile (RabtaQuery *query,
                     const char *columns,
                     gboolean    ordered,
                     guint       limit)
{
  RabtaSelect *self = compile (query, columns);

  if (ordered)
    add_order (self, query);
  if (limit > 0)
    g_string_append_printf (self->sql, " LIMIT %u", limit);

  return self;
}

RabtaSelect *
rabta_query_compile_match (RabtaQuery *query)
{
  const RabtaKindInfo *info = rabta_kind_get_info (query->kind);
  g_autofree char *match = query->search != NULL ? rabta_search_match (query->search) : NULL;
  RabtaSelect *self;

  if (match == NULL)
    return NULL;
  for (guint i = 0; i < info->n_fields; i++)
    if (is_searched_through (query->kind, &info->fields[i]))
      return NULL;

  self = g_new0 (RabtaSelect, 1);
  self->sql = g_string_new (NULL);
  self->values = g_array_new (FALSE, TRUE, sizeof (RabtaValue));
  g_array_set_clear_func (self->values, value_clear_cb);
  add_match (self, query->kind, match);

  return self;
}

gboolean
rabta_query_is_searching (RabtaQuery *query)
{
  g_autofree char *match = query->search != NULL ? rabta_search_match (query->search) : NULL;

  return match != NULL;
}

RabtaSelect *
rabta_query_compile_by_id (RabtaQuery *query,
                           const char *columns)
{
  RabtaSelect *self = compile (query, columns);

  g_string_append (self->sql, " ORDER BY t.id");

  return self;
}

void
rabta_select_bind (RabtaSelect    *self,
                   RabtaStatement *statement)
{
  for (guint i = 0; i < self->values->len; i++)
    rabta_statement_bind_value (statement, (int) i, &g_array_index (self->values, RabtaValue, i));
}

void
rabta_select_free (RabtaSelect *self)
{
  if (self == NULL)
    return;

  g_string_free (self->sql, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

static char *
make_columns (RabtaKind kind,
              gboolean  with_titles)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  GString *sql = g_string_new ("t.pk, t.id");

  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", t.\"%s\"", info->fields[i].name);
  if (info->has_extra)
    g_string_append (sql, ", t.extra");
  g_string_append (sql, ", t.origin, t.origins, t.deleted");

  for (guint i = 0; i < info->n_fields && with_titles; i++)
    if (info->fields[i].kind == RABTA_FIELD_REFERENCE)
      {
        RabtaKind target = rabta_kind_from_name (info->fields[i].target);

        g_string_append (sql, ", (SELECT ");
        append_title (sql, target, "r");
        g_string_append_printf (sql, " FROM %s r WHERE r.id = t.\"%s\")",
                                rabta_kind_get_info (target)->table, info->fields[i].name);
      }

  return g_string_free (sql, FALSE);
}

const char *
rabta_query_columns (RabtaKind kind,
                     gboolean  with_titles)
{
  static char *columns[2][RABTA_N_KINDS];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i < RABTA_N_KINDS; i++)
        {
          columns[0][i] = make_columns (i, FALSE);
          columns[1][i] = make_columns (i, TRUE);
        }
      g_once_init_leave (&ready, 1);
    }

  return columns[with_titles ? 1 : 0][kind];
}
