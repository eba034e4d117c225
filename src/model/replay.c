/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the change log back to records. */

#include "model/replay.h"

#include "base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static JsonObject *
parse_body (const char  *json,
            GError     **error)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Read the change log: an entry is damaged"));
      return NULL;
    }

  return json_object_ref (json_node_get_object (node));
}

/**
 * rabta_change_read_body:
 * @database: any connection
 * @change: pk of an entry
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the entry holds
 */
JsonObject *
rabta_change_read_body (RabtaDatabase  *database,
                        gint64          change,
                        GError        **error)
{
  JsonObject *body = NULL;
  RabtaStatement *statement;

  statement = rabta_database_cached (database, "SELECT body FROM change WHERE pk = ?", error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, change);
  switch (rabta_statement_step (statement, _("Read the change log"), error))
    {
    case RABTA_STEP_ROW:
      body = parse_body (rabta_statement_get_text (statement, 0), error);
      break;
    case RABTA_STEP_DONE:
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Read the change log: an entry is missing"));
      break;
    case RABTA_STEP_ERROR:
    default:
      break;
    }
  rabta_statement_reset (statement);

  return body;
}

/**
 * rabta_change_apply_value:
 * @record: a record
 * @name: a member of "set": a field's name, or "extra." and the name of a programme-defined field
 * @value: its value
 *
 * A field that this version does not know is passed over; the log keeps it.
 */
void
rabta_change_apply_value (RabtaRecord           *record,
                          const char            *name,
                          const RabtaJsonScalar *value)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  RabtaUuid id;
  int field;

  if (g_str_has_prefix (name, "extra."))
    {
      if (info->has_extra)
        rabta_record_set_extra (record, name + strlen ("extra."), value->text);
      return;
    }
  field = rabta_kind_find_field (info, name);
  if (field < 0)
    return;

  if (value->type == RABTA_JSON_NULL)
    rabta_record_unset (record, info->fields[field].name);
  else if (rabta_field_value_type (&info->fields[field]) == RABTA_VALUE_INTEGER)
    rabta_record_set_int (record, info->fields[field].name, value->integer);
  else if (info->fields[field].kind != RABTA_FIELD_REFERENCE)
    rabta_record_set_text (record, info->fields[field].name, value->text);
  else if (value->text != NULL && rabta_uuid_parse (value->text, &id))
    rabta_record_set_ref (record, info->fields[field].name, &id);
}

/**
 * rabta_change_apply:
 * @record: a record
 * @name: see rabta_change_apply_value()
 * @node: (nullable): its value; %NULL and JSON null empty the field
 */
void
rabta_change_apply (RabtaRecord *record,
                    const char  *name,
                    JsonNode    *node)
{
  RabtaJsonScalar value = { RABTA_JSON_NULL };

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      value.text = json_node_get_string (node);
      value.integer = json_node_get_int (node);
      value.type = value.text != NULL ? RABTA_JSON_STRING : RABTA_JSON_INTEGER;
    }
  rabta_change_apply_value (record, name, &value);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

/**
 * rabta_origins_to_json:
 * @origins: field → pk of the change that set it, or an array of those that gave it the same value
 *
 * Returns: (transfer full) (nullable): the text of column `origins`, sorted by field so that the same
 *   origins are the same text; %NULL where there are none
 */
char *
rabta_origins_to_json (JsonObject *origins)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (origins), compare_texts);
  GString *json;

  if (names == NULL)
    return NULL;
  json = g_string_new ("{");
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (origins, l->data);
      g_autofree char *text = json_to_string (node, FALSE);

      if (json->len > 1)
        g_string_append_c (json, ',');
      rabta_json_append_string (json, l->data);
      g_string_append_c (json, ':');
      g_string_append (json, text);
    }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/**
 * rabta_origins_get:
 * @origins: what column `origins` holds
 * @origin: the change that made the record
 * @name: a field
 *
 * Returns: pk of the change whose value stands in the field
 */
gint64
rabta_origins_get (JsonObject *origins,
                   gint64      origin,
                   const char *name)
{
  JsonNode *node = json_object_get_member (origins, name);

  if (node == NULL)
    return origin;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_int_element (json_node_get_array (node), 0);

  return json_node_get_int (node);
}

/**
 * rabta_origins_list:
 * @origins: what column `origins` holds
 * @origin: the change that made the record
 * @name: a field
 *
 * Returns: (transfer full) (element-type gint64): pk of every change that gave the field the value that
 *   stands in it
 */
GArray *
rabta_origins_list (JsonObject *origins,
                    gint64      origin,
                    const char *name)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonNode *node = json_object_get_member (origins, name);
  gint64 pk = origin;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          pk = json_array_get_int_element (array, i);
          g_array_append_val (list, pk);
        }
      return list;
    }
  if (node != NULL)
    pk = json_node_get_int (node);
  g_array_append_val (list, pk);

  return list;
}

static char *
pks_to_json (GArray *first,
             GArray *then)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < first->len + then->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      rabta_json_append_integer (json, i < first->len ? g_array_index (first, gint64, i)
                                                      : g_array_index (then, gint64, i - first->len));
    }
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

void
rabta_replayed_add_conflict (RabtaReplayed *self,
                             const char    *field,
                             GArray        *first,
                             GArray        *then)
{
  RabtaReplayedConflict *conflict = g_new0 (RabtaReplayedConflict, 1);

  conflict->field = g_strdup (field);
  conflict->heads = pks_to_json (first, then);
  if (self->conflicts == NULL)
    self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_replayed_conflict_free);
  g_ptr_array_add (self->conflicts, conflict);
}

void
rabta_replayed_conflict_free (RabtaReplayedConflict *self)
{
  g_free (self->field);
  g_free (self->heads);
  g_free (self);
}

void
rabta_replayed_clear (RabtaReplayed *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->heads, rabta_heads_free);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->deleted = 0;
  self->is_tombstoned = FALSE;
}

typedef struct
{
  RabtaReplayed *replayed;
  JsonObject    *origins;
  gint64         origin;
} Replay;

static void
take_merge (RabtaReplayed         *replayed,
            const RabtaFieldHeads *heads)
{
  const char *id = heads->value != NULL && JSON_NODE_HOLDS_VALUE (heads->value) ? json_node_get_string (heads->value) : NULL;

  if (id != NULL && rabta_uuid_parse (id, &replayed->merged_into))
    replayed->merged = g_array_index (heads->same, gint64, 0);
}

static void
take_field_cb (const RabtaFieldHeads *heads,
               gpointer               user_data)
{
  Replay *replay = user_data;

  if (strcmp (heads->name, RABTA_HEADS_MERGED) == 0)
    take_merge (replay->replayed, heads);
  else
    rabta_change_apply (replay->replayed->record, heads->name, heads->value);
  if (heads->is_conflict)
    rabta_replayed_add_conflict (replay->replayed, heads->name, heads->same, heads->others);
  if (heads->same->len == 1 && g_array_index (heads->same, gint64, 0) == replay->origin)
    return;
  if (heads->same->len == 1)
    json_object_set_int_member (replay->origins, heads->name, g_array_index (heads->same, gint64, 0));
  else
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < heads->same->len; i++)
        json_array_add_int_element (array, g_array_index (heads->same, gint64, i));
      json_object_set_array_member (replay->origins, heads->name, array);
    }
}

static gboolean
add_entry (RabtaHeads      *heads,
           RabtaStatement  *statement,
           GError         **error)
{
  JsonObject *body = parse_body (rabta_statement_get_text (statement, 5), error);
  gconstpointer site;
  gsize length;

  if (body == NULL)
    return FALSE;
  site = rabta_statement_get_blob (statement, 2, &length);
  if (site == NULL || length != RABTA_SITE_ID_LENGTH)
    {
      json_object_unref (body);
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Read the change log: an entry is damaged"));
      return FALSE;
    }
  rabta_heads_add (heads, rabta_statement_get_int (statement, 0), rabta_statement_get_int (statement, 1), site,
                   rabta_statement_get_int (statement, 3), rabta_statement_get_text (statement, 4), body);

  return TRUE;
}

/* An entry of a newer form waits for a program that knows it. */
static RabtaHeads *
read_heads (RabtaDatabase    *database,
            const RabtaUuid  *id,
            GError          **error)
{
  g_autoptr (RabtaHeads) heads = rabta_heads_new ();
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT c.pk, c.stamp, s.id, c.counter, c.op, c.body "
                                     "FROM change c JOIN site s ON s.pk = c.site "
                                     "WHERE c.record = ? AND c.format <= ? AND c.op <> 'action' ORDER BY c.pk",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, id);
  rabta_statement_bind_int (statement, 1, RABTA_CHANGE_FORMAT);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    if (!add_entry (heads, statement, error))
      {
        step = RABTA_STEP_ERROR;
        break;
      }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE ? g_steal_pointer (&heads) : NULL;
}

/* What stands against what as to the record's being there at all. */
static void
judge_deletions (RabtaReplayed *replayed)
{
  g_autoptr (GArray) standing = rabta_heads_list_deleted (replayed->heads);
  g_autoptr (GArray) in_force = NULL;
  g_autoptr (GArray) unseen = NULL;

  if (standing->len == 0)
    return;
  replayed->is_tombstoned = TRUE;
  in_force = rabta_heads_list_in_force (replayed->heads);
  if (in_force->len > 0)
    {
      replayed->deleted = g_array_index (in_force, gint64, 0);
      return;
    }
  unseen = rabta_heads_list_unseen (replayed->heads);
  rabta_replayed_add_conflict (replayed, RABTA_HEADS_RECORD, unseen, standing);
}

/**
 * rabta_replay_record:
 * @database: any connection
 * @kind: kind of the record
 * @id: its id
 * @replayed: (out): what the log makes of it, to be cleared with rabta_replayed_clear(); without a
 *   record where none has arrived that makes it
 * @error: return location
 *
 * Looks at the record's own changes only; whether something refers to it that its deletion did not see
 * is for rabta_settle_judge().
 *
 * Returns: whether the log could be read
 */
gboolean
rabta_replay_record (RabtaDatabase    *database,
                     RabtaKind         kind,
                     const RabtaUuid  *id,
                     RabtaReplayed    *replayed,
                     GError          **error)
{
  g_autoptr (JsonObject) origins = json_object_new ();
  g_autofree char *json = NULL;
  Replay replay = { replayed, origins, 0 };

  *replayed = (RabtaReplayed) { NULL };
  replayed->heads = read_heads (database, id, error);
  if (replayed->heads == NULL)
    return FALSE;
  replay.origin = rabta_heads_get_origin (replayed->heads);
  if (replay.origin == 0)
    return TRUE;

  replayed->record = rabta_record_new (kind);
  rabta_record_set_id (replayed->record, id);
  rabta_record_set_origin (replayed->record, replay.origin);
  rabta_heads_foreach (replayed->heads, take_field_cb, &replay);
  judge_deletions (replayed);

  json = rabta_origins_to_json (origins);
  rabta_record_set_origins (replayed->record, json);
  rabta_record_mark_clean (replayed->record);

  return TRUE;
}
