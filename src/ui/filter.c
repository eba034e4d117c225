/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/filter-bar-private.h"

#include <glib/gi18n-lib.h>

static void
value_free (gpointer data)
{
  RabtaFilterValue *value = data;

  g_free (value->value);
  g_free (value->title);
  g_free (value);
}

/* @id is taken. */
RabtaFilter *
rabta_filter_new (char             *id,
                  const RabtaField *field,
                  const char       *label)
{
  RabtaFilter *self = g_new0 (RabtaFilter, 1);

  self->id = id;
  self->field = field;
  self->kind = RABTA_KIND_NONE;
  self->label = g_strdup (label != NULL ? label : _(field->heading));
  self->values = g_ptr_array_new_with_free_func (value_free);

  return self;
}

void
rabta_filter_free (gpointer data)
{
  RabtaFilter *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->back);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* Position of a value among the chosen ones, or -1. */
int
rabta_filter_find_value (RabtaFilter *self,
                         const char  *value)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_strcmp0 (((RabtaFilterValue *) g_ptr_array_index (self->values, i))->value, value) == 0)
      return (int) i;

  return -1;
}

/* FALSE: it was chosen already. */
gboolean
rabta_filter_add_value (RabtaFilter    *self,
                        RabtaProgramme *programme,
                        const char     *value,
                        const char     *title)
{
  RabtaFilterValue *added;

  if (rabta_filter_find_value (self, value) >= 0)
    return FALSE;

  if (value == NULL)
    title = _("Not filled");
  else if (title == NULL && self->field->kind == RABTA_FIELD_CHOICE)
    title = rabta_programme_get_label (programme, self->field->target, value);
  else if (title == NULL && self->field->kind == RABTA_FIELD_BOOLEAN)
    title = g_str_equal (value, "true") ? _("Yes") : _("No");

  added = g_new0 (RabtaFilterValue, 1);
  added->value = g_strdup (value);
  added->title = g_strdup (title != NULL ? title : value);
  g_ptr_array_add (self->values, added);
  return TRUE;
}

/* Several values of one filter are joined by "or", filters by "and": the query sees to it. */
void
rabta_filter_apply (RabtaFilter *self,
                    RabtaQuery  *query)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const char *value = ((RabtaFilterValue *) g_ptr_array_index (self->values, i))->value;

      switch (self->where)
        {
        case RABTA_FILTER_LINKED:
          rabta_query_filter_linked (query, self->kind, self->back, self->field->name,
                                     RABTA_FILTER_EQUAL, value);
          break;
        case RABTA_FILTER_TARGET:
          rabta_query_filter_target (query, self->back, self->field->name, RABTA_FILTER_EQUAL, value);
          break;
        case RABTA_FILTER_OWN:
        default:
          rabta_query_filter (query, self->field->name, RABTA_FILTER_EQUAL, value);
          break;
        }
    }
}
