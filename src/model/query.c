/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/query.h"

#include "base/text.h"
#include "model/query-types.h"

G_DEFINE_FINAL_TYPE (RabtaQuery, rabta_query, G_TYPE_OBJECT)

static void
filter_clear (gpointer data)
{
  RabtaFilter *filter = data;

  rabta_value_clear (&filter->value);
}

static guint
field_of (RabtaKind   kind,
          const char *name)
{
  int field = rabta_kind_find_field (rabta_kind_get_info (kind), name);

  if (G_UNLIKELY (field < 0))
    g_error ("A query asks for the field “%s”, which “%s” does not have", name,
             rabta_kind_get_info (kind)->name);

  return (guint) field;
}

/* A value that the field cannot hold finds nothing: it is kept as the text it is. */
static void
add_filter (RabtaQuery       *self,
            RabtaFilterScope  scope,
            RabtaKind         kind,
            guint             link,
            const char       *field,
            RabtaFilterOp     op,
            const char       *value)
{
  RabtaFilter filter = { scope, kind, link, field_of (kind, field), op, RABTA_VALUE_INIT };

  if (value != NULL &&
      !rabta_value_parse (&rabta_kind_get_info (kind)->fields[filter.field], value, &filter.value, NULL))
    {
      filter.value.type = RABTA_VALUE_TEXT;
      filter.value.text = g_strdup (value);
    }

  g_array_append_val (self->filters, filter);
}

static void
rabta_query_finalize (GObject *object)
{
  RabtaQuery *self = RABTA_QUERY (object);

  g_array_unref (self->filters);
  g_free (self->search);

  G_OBJECT_CLASS (rabta_query_parent_class)->finalize (object);
}

static void
rabta_query_class_init (RabtaQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_query_finalize;
}

static void
rabta_query_init (RabtaQuery *self)
{
  self->filters = g_array_new (FALSE, TRUE, sizeof (RabtaFilter));
  g_array_set_clear_func (self->filters, filter_clear);
  self->sort = -1;
}

/**
 * rabta_query_new:
 * @kind: a kind of record
 *
 * Returns: (transfer full): a query for all records of the kind in the kind's own order
 */
RabtaQuery *
rabta_query_new (RabtaKind kind)
{
  RabtaQuery *self = g_object_new (RABTA_TYPE_QUERY, NULL);

  self->kind = kind;

  return self;
}

/**
 * rabta_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a query that may be changed
 */
RabtaQuery *
rabta_query_copy (RabtaQuery *self)
{
  RabtaQuery *copy;

  g_return_val_if_fail (RABTA_IS_QUERY (self), NULL);

  copy = rabta_query_new (self->kind);
  copy->search = g_strdup (self->search);
  copy->since = self->since;
  copy->sort = self->sort;
  copy->descending = self->descending;
  for (guint i = 0; i < self->filters->len; i++)
    {
      RabtaFilter *filter = &g_array_index (self->filters, RabtaFilter, i);
      RabtaFilter twin = *filter;

      twin.value.type = RABTA_VALUE_NULL;
      rabta_value_copy (&filter->value, &twin.value);
      g_array_append_val (copy->filters, twin);
    }

  return copy;
}

RabtaKind
rabta_query_get_kind (RabtaQuery *self)
{
  g_return_val_if_fail (RABTA_IS_QUERY (self), RABTA_KIND_NONE);

  return self->kind;
}

/**
 * rabta_query_filter:
 * @self: a query under construction
 * @field: name of a field of its kind
 * @op: how to compare
 * @value: (nullable): canonical text of the value; %NULL means empty
 */
void
rabta_query_filter (RabtaQuery    *self,
                    const char    *field,
                    RabtaFilterOp  op,
                    const char    *value)
{
  g_return_if_fail (RABTA_IS_QUERY (self) && field != NULL);

  add_filter (self, RABTA_SCOPE_OWN, self->kind, 0, field, op, value);
}

/**
 * rabta_query_filter_id:
 * @self: a query under construction
 * @field: name of a reference
 * @id: (nullable): what it must point to
 */
void
rabta_query_filter_id (RabtaQuery      *self,
                       const char      *field,
                       const RabtaUuid *id)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  g_return_if_fail (RABTA_IS_QUERY (self) && field != NULL);

  if (id != NULL)
    rabta_uuid_format (id, text);
  rabta_query_filter (self, field, RABTA_FILTER_EQUAL, id != NULL ? text : NULL);
}

void
rabta_query_filter_linked (RabtaQuery    *self,
                           RabtaKind      kind,
                           const char    *back,
                           const char    *field,
                           RabtaFilterOp  op,
                           const char    *value)
{
  g_return_if_fail (RABTA_IS_QUERY (self) && back != NULL && field != NULL);

  add_filter (self, RABTA_SCOPE_LINKED, kind, field_of (kind, back), field, op, value);
}

void
rabta_query_filter_target (RabtaQuery    *self,
                           const char    *reference,
                           const char    *field,
                           RabtaFilterOp  op,
                           const char    *value)
{
  guint link;
  RabtaKind target;

  g_return_if_fail (RABTA_IS_QUERY (self) && reference != NULL && field != NULL);

  link = field_of (self->kind, reference);
  target = rabta_kind_from_name (rabta_kind_get_info (self->kind)->fields[link].target);
  add_filter (self, RABTA_SCOPE_TARGET, target, link, field, op, value);
}

/**
 * rabta_query_filter_changed_since:
 * @self: a query under construction
 * @date: an ISO date
 *
 * Keeps the records that changed on or after @date, which begins at midnight in the time zone of the
 * session.
 */
void
rabta_query_filter_changed_since (RabtaQuery *self,
                                  const char *date)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = g_strconcat (date, "T00:00:00", NULL);
  g_autoptr (GDateTime) midnight = NULL;

  g_return_if_fail (RABTA_IS_QUERY (self));
  g_return_if_fail (rabta_date_is_valid (date));

  midnight = g_date_time_new_from_iso8601 (text, zone);
  g_return_if_fail (midnight != NULL);

  /* As base/clock.h lays a stamp out; nothing was changed before 1970. */
  self->since = MAX (g_date_time_to_unix (midnight) * 1000, 1) << 16;
}

/**
 * rabta_query_set_search:
 * @self: a query under construction
 * @text: (nullable): what a person typed
 */
void
rabta_query_set_search (RabtaQuery *self,
                        const char *text)
{
  g_return_if_fail (RABTA_IS_QUERY (self));

  rabta_set_str (&self->search, text != NULL && text[0] != '\0' ? text : NULL);
}

void
rabta_query_set_sort (RabtaQuery *self,
                      const char *field,
                      gboolean    descending)
{
  g_return_if_fail (RABTA_IS_QUERY (self));

  self->sort = field != NULL ? (int) field_of (self->kind, field) : -1;
  self->descending = descending;
}

gboolean
rabta_query_is_filtered (RabtaQuery *self)
{
  g_return_val_if_fail (RABTA_IS_QUERY (self), FALSE);

  return self->filters->len > 0 || self->search != NULL || self->since != 0;
}
