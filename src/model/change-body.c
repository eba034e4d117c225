/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in an entry of the change log, as JSON: {"set":{field:value},"base":{field:[change]}} for
 * values, {"seen":[change]} for deletions. */

#include "model/batch-private.h"

#include "base/json.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static void
append_value (GString          *json,
              const RabtaValue *value)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  switch (value->type)
    {
    case RABTA_VALUE_INTEGER:
      rabta_json_append_integer (json, value->integer);
      break;
    case RABTA_VALUE_TEXT:
      rabta_json_append_string (json, value->text);
      break;
    case RABTA_VALUE_ID:
      rabta_uuid_format (&value->id, id);
      rabta_json_append_string (json, id);
      break;
    case RABTA_VALUE_NULL:
    default:
      g_string_append (json, "null");
      break;
    }
}

static void
append_member (GString    *json,
               const char *prefix,
               const char *name)
{
  char last = json->str[json->len - 1];

  if (last != '{' && last != '[' && last != ',')
    g_string_append_c (json, ',');
  g_string_append_c (json, '"');
  g_string_append (json, prefix);
  g_string_append (json, name);
  g_string_append (json, "\":");
}

static void
append_extra_value (GString     *json,
                    RabtaRecord *record,
                    const char  *name)
{
  const char *text = rabta_record_get_extra (record, name);

  append_member (json, "extra.", name);
  if (text != NULL)
    rabta_json_append_string (json, text);
  else
    g_string_append (json, "null");
}

/* {"set":{…}} of a new record: what is filled. */
void
rabta_body_compose_create (RabtaBatch  *self,
                           RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  g_autoptr (GList) extra = rabta_record_list_extra (record);
  const RabtaValue *values = rabta_record_peek_values (record);

  g_string_assign (self->body, "{\"set\":{");
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value = &values[i];

      if (value->type == RABTA_VALUE_NULL || (info->fields[i].flags & RABTA_FIELD_DERIVED) != 0)
        continue;
      append_member (self->body, "", info->fields[i].name);
      append_value (self->body, value);
    }
  for (GList *l = extra; l != NULL; l = l->next)
    append_extra_value (self->body, record, l->data);
  g_string_append (self->body, "}}");
}

JsonObject *
rabta_body_parse (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();

  return json_object_ref (json_node_get_object (node));
}

/* "field":["site:counter",…]: each of the changes that are being replaced. */
static gboolean
append_bases (RabtaBatch  *self,
              GString     *bases,
              const char  *prefix,
              const char  *name,
              GArray      *changes,
              GError     **error)
{
  append_member (bases, prefix, name);
  g_string_append_c (bases, '[');
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *id = rabta_change_log_dup_id (self->database, g_array_index (changes, gint64, i), error);

      if (id == NULL)
        return FALSE;
      if (i > 0)
        g_string_append_c (bases, ',');
      rabta_json_append_string (bases, id);
    }
  g_string_append_c (bases, ']');

  return TRUE;
}

gboolean
rabta_body_report_conflict (RabtaRecord  *record,
                            const char   *heading,
                            GError      **error)
{
  g_autofree char *title = rabta_record_dup_title (record);

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
               _("Save “%s”: “%s” was changed meanwhile; look at it again before you save"), title, heading);

  return FALSE;
}

/* {"set":{…},"base":{…}} of the dirty fields. @stored is the row as it is now: a field that somebody
 * else changed since @record was loaded is not overwritten. @touched collects the names written. */
gboolean
rabta_body_compose_set (RabtaBatch   *self,
                        RabtaRecord  *record,
                        RabtaRecord  *stored,
                        GPtrArray    *touched,
                        GError      **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  g_autoptr (JsonObject) seen = rabta_body_parse (rabta_record_get_origins (record));
  g_autoptr (JsonObject) now = rabta_body_parse (rabta_record_get_origins (stored));
  g_autoptr (GString) bases = g_string_new ("},\"base\":{");
  g_autoptr (GList) extra = rabta_record_list_extra_dirty (record);
  gint64 origin = rabta_record_get_origin (stored);

  g_string_assign (self->body, "{\"set\":{");
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaField *field = &info->fields[i];
      const RabtaValue *value = rabta_record_get_value (record, i);
      g_autoptr (GArray) replaced = NULL;

      if (!rabta_record_is_field_dirty (record, i) || (field->flags & RABTA_FIELD_DERIVED) != 0 ||
          rabta_value_equal (value, rabta_record_get_value (stored, i)))
        continue;
      if (rabta_origins_get (now, origin, field->name) != rabta_origins_get (seen, origin, field->name))
        return rabta_body_report_conflict (record, _(field->heading), error);
      append_member (self->body, "", field->name);
      append_value (self->body, value);
      replaced = rabta_origins_list (now, origin, field->name);
      if (!append_bases (self, bases, "", field->name, replaced, error))
        return FALSE;
      g_ptr_array_add (touched, g_strdup (field->name));
    }
  for (GList *l = extra; l != NULL; l = l->next)
    {
      g_autofree char *name = g_strconcat ("extra.", l->data, NULL);
      g_autoptr (GArray) replaced = NULL;

      if (g_strcmp0 (rabta_record_get_extra (record, l->data), rabta_record_get_extra (stored, l->data)) == 0)
        continue;
      if (rabta_origins_get (now, origin, name) != rabta_origins_get (seen, origin, name))
        return rabta_body_report_conflict (record, l->data, error);
      append_extra_value (self->body, record, l->data);
      replaced = rabta_origins_list (now, origin, name);
      if (!append_bases (self, bases, "extra.", l->data, replaced, error))
        return FALSE;
      g_ptr_array_add (touched, g_steal_pointer (&name));
    }
  g_string_append_len (self->body, bases->str, (gssize) bases->len);
  g_string_append (self->body, "}}");

  return TRUE;
}

static void
add_change (GArray *changes,
            gint64  change)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, gint64, i) == change)
      return;
  g_array_append_val (changes, change);
}

static gboolean
add_selected (RabtaDatabase    *database,
              const char       *sql,
              const RabtaUuid  *id,
              GArray           *changes,
              GError          **error)
{
  RabtaStatement *statement = rabta_database_cached (database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    add_change (changes, rabta_statement_get_int (statement, 0));
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

/* What stands in the row, what stands against it, and by what living records refer to it. */
static GArray *
list_seen (RabtaBatch   *self,
           RabtaRecord  *stored,
           gboolean      with_deletions,
           GError      **error)
{
  g_autoptr (JsonObject) origins = rabta_body_parse (rabta_record_get_origins (stored));
  g_autoptr (GList) names = json_object_get_members (origins);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) referrers = NULL;
  gint64 origin = rabta_record_get_origin (stored);

  g_array_append_val (seen, origin);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (GArray) changes = rabta_origins_list (origins, origin, l->data);

      for (guint i = 0; i < changes->len; i++)
        add_change (seen, g_array_index (changes, gint64, i));
    }
  referrers = rabta_settle_list_referrers (self->database, rabta_record_get_kind (stored),
                                           rabta_record_get_id (stored), error);
  if (referrers == NULL ||
      !add_selected (self->database, "SELECT value FROM conflict, json_each (heads) WHERE record = ?",
                     rabta_record_get_id (stored), seen, error) ||
      (with_deletions && !add_selected (self->database,
                                        "SELECT pk FROM change WHERE record = ? AND op = '" RABTA_CHANGE_DELETE "'",
                                        rabta_record_get_id (stored), seen, error)))
    return NULL;
  for (guint i = 0; i < referrers->len; i++)
    add_change (seen, g_array_index (referrers, gint64, i));

  return g_steal_pointer (&seen);
}

/* {"seen":[…]} */
gboolean
rabta_body_compose_names (RabtaBatch  *self,
                          GArray      *changes,
                          GError     **error)
{
  g_string_assign (self->body, "{");
  if (!append_bases (self, self->body, "", "seen", changes, error))
    return FALSE;
  g_string_append_c (self->body, '}');

  return TRUE;
}

/* {"seen":[…]}: all that a deletion knew, because it wins only over that; and, of one that takes
 * deletions back, those. */
gboolean
rabta_body_compose_seen (RabtaBatch   *self,
                         RabtaRecord  *stored,
                         gboolean      with_deletions,
                         GError      **error)
{
  g_autoptr (GArray) seen = list_seen (self, stored, with_deletions, error);

  return seen != NULL && rabta_body_compose_names (self, seen, error);
}

gboolean
rabta_body_compose_decision (RabtaBatch   *self,
                             const char   *field,
                             const char   *json,
                             GArray       *heads,
                             GError      **error)
{
  g_string_assign (self->body, "{\"set\":{");
  append_member (self->body, "", field);
  g_string_append (self->body, json != NULL ? json : "null");
  g_string_append (self->body, "},\"base\":{");
  if (!append_bases (self, self->body, "", field, heads, error))
    return FALSE;
  g_string_append (self->body, "}}");

  return TRUE;
}

/* As rabta_body_compose_seen(), with what the record is merged into from now on, or %NULL. */
gboolean
rabta_body_compose_merge (RabtaBatch       *self,
                          RabtaRecord      *stored,
                          const RabtaUuid  *target,
                          GArray           *replaced,
                          GError          **error)
{
  g_autoptr (GArray) seen = list_seen (self, stored, FALSE, error);
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  if (seen == NULL)
    return FALSE;
  g_string_assign (self->body, "{\"set\":{\"" RABTA_HEADS_MERGED "\":");
  if (target != NULL)
    {
      rabta_uuid_format (target, id);
      rabta_json_append_string (self->body, id);
    }
  else
    g_string_append (self->body, "null");
  g_string_append (self->body, "},\"base\":{");
  if (replaced->len > 0 && !append_bases (self, self->body, "", RABTA_HEADS_MERGED, replaced, error))
    return FALSE;
  g_string_append (self->body, "},");
  if (!append_bases (self, self->body, "", "seen", seen, error))
    return FALSE;
  g_string_append_c (self->body, '}');

  return TRUE;
}
