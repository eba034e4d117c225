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
 * rabta_change_apply:
 * @record: a record
 * @name: a member of "set": a field's name, or "extra." and the name of a programme-defined field
 * @value: (nullable): its value; %NULL and JSON null empty the field
 *
 * A field that this version does not know is passed over; the log keeps it.
 */
void
rabta_change_apply (RabtaRecord *record,
                    const char  *name,
                    JsonNode    *value)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  gboolean empty = value == NULL || !JSON_NODE_HOLDS_VALUE (value);
  const char *text = empty ? NULL : json_node_get_string (value);
  RabtaUuid id;
  int field;

  if (g_str_has_prefix (name, "extra."))
    {
      if (info->has_extra)
        rabta_record_set_extra (record, name + strlen ("extra."), text);
      return;
    }
  field = rabta_kind_find_field (info, name);
  if (field < 0)
    return;

  if (empty)
    rabta_record_unset (record, info->fields[field].name);
  else if (rabta_field_value_type (&info->fields[field]) == RABTA_VALUE_INTEGER)
    rabta_record_set_int (record, info->fields[field].name, json_node_get_int (value));
  else if (info->fields[field].kind != RABTA_FIELD_REFERENCE)
    rabta_record_set_text (record, info->fields[field].name, text);
  else if (text != NULL && rabta_uuid_parse (text, &id))
    rabta_record_set_ref (record, info->fields[field].name, &id);
}

static void
apply_set (RabtaRecord *record,
           JsonObject  *body,
           JsonObject  *origins,
           gint64       change)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json_object_has_member (body, "set"))
    return;
  json_object_iter_init (&iter, json_object_get_object_member (body, "set"));
  while (json_object_iter_next (&iter, &name, &node))
    {
      rabta_change_apply (record, name, node);
      if (origins != NULL)
        json_object_set_int_member (origins, name, change);
    }
}

static gboolean
apply_entry (RabtaReplayed   *replayed,
             JsonObject      *origins,
             RabtaStatement  *statement,
             GError         **error)
{
  gint64 change = rabta_statement_get_int (statement, 0);
  const char *op = rabta_statement_get_text (statement, 1);
  g_autoptr (JsonObject) body = parse_body (rabta_statement_get_text (statement, 2), error);

  if (body == NULL)
    return FALSE;
  if (strcmp (op, RABTA_CHANGE_CREATE) == 0)
    {
      rabta_record_set_origin (replayed->record, change);
      apply_set (replayed->record, body, NULL, change);
    }
  else if (strcmp (op, RABTA_CHANGE_SET) == 0)
    apply_set (replayed->record, body, origins, change);
  else if (strcmp (op, RABTA_CHANGE_DELETE) == 0)
    replayed->deleted = change;
  else if (strcmp (op, RABTA_CHANGE_RESTORE) == 0)
    replayed->deleted = 0;

  return TRUE;
}

/**
 * rabta_origins_to_json:
 * @origins: field → pk of the change that set it
 *
 * Returns: (transfer full) (nullable): the text of column `origins`, sorted by field so that the same
 *   origins are the same text; %NULL where there are none
 */
char *
rabta_origins_to_json (JsonObject *origins)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (origins), (GCompareFunc) (void (*) (void)) strcmp);
  GString *json;

  if (names == NULL)
    return NULL;
  json = g_string_new ("{");
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (json->len > 1)
        g_string_append_c (json, ',');
      rabta_json_append_string (json, l->data);
      g_string_append_printf (json, ":%" G_GINT64_FORMAT, json_object_get_int_member (origins, l->data));
    }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/**
 * rabta_replay_record:
 * @database: any connection
 * @kind: kind of the record
 * @id: its id
 * @replayed: (out): what the log makes of it; the record is the caller's
 * @error: return location
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
  g_autoptr (RabtaRecord) record = rabta_record_new (kind);
  g_autoptr (JsonObject) origins = json_object_new ();
  g_autofree char *json = NULL;
  RabtaStatement *statement;
  RabtaStep step;

  rabta_record_set_id (record, id);
  *replayed = (RabtaReplayed) { record, 0 };

  statement = rabta_database_cached (database, "SELECT pk, op, body FROM change WHERE record = ? ORDER BY pk", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    if (!apply_entry (replayed, origins, statement, error))
      {
        step = RABTA_STEP_ERROR;
        break;
      }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ERROR)
    return FALSE;

  json = rabta_origins_to_json (origins);
  rabta_record_set_origins (record, json);
  rabta_record_mark_clean (record);
  replayed->record = g_steal_pointer (&record);

  return TRUE;
}
