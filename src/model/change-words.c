/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in the change log, for people. */

#include "model/change-words.h"

#include "model/casebook-private.h"

#include <string.h>

/**
 * rabta_change_show_record:
 * @database: any connection
 * @programme: what its codes mean
 * @kind: kind of a record
 * @id: its id
 *
 * A stage entered and a pause are called by what their code means.
 *
 * Returns: (transfer full) (nullable): what the record is called; %NULL where it is not here
 */
char *
rabta_change_show_record (RabtaDatabase   *database,
                          RabtaProgramme  *programme,
                          RabtaKind        kind,
                          const RabtaUuid *id)
{
  g_autoptr (RabtaRecord) record = rabta_casebook_fetch_id (database, kind, id, TRUE, NULL);
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  char *text = NULL;

  if (record == NULL)
    return NULL;
  if (info->fields[info->title].kind == RABTA_FIELD_CHOICE)
    text = rabta_record_dup_display (record, info->title, programme);

  return text != NULL ? text : rabta_record_dup_title (record);
}

/**
 * rabta_change_show_value:
 * @database: any connection
 * @programme: what codes mean
 * @field: (nullable): the field; %NULL: one that is not known here
 * @node: (nullable): its value in a change
 *
 * Returns: (transfer full) (nullable): the value for people; %NULL where there is none
 */
char *
rabta_change_show_value (RabtaDatabase    *database,
                         RabtaProgramme   *programme,
                         const RabtaField *field,
                         JsonNode         *node)
{
  RabtaValue value = RABTA_VALUE_INIT;
  RabtaUuid id;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (field == NULL)
    return json_node_dup_string (node);
  if (rabta_field_value_type (field) == RABTA_VALUE_INTEGER)
    {
      value.type = RABTA_VALUE_INTEGER;
      value.integer = json_node_get_int (node);
      return rabta_value_display (field, &value, programme);
    }
  if (json_node_get_string (node) == NULL)
    return NULL;
  if (field->kind == RABTA_FIELD_REFERENCE)
    return rabta_uuid_parse (json_node_get_string (node), &id)
             ? rabta_change_show_record (database, programme, rabta_kind_from_name (field->target), &id)
             : NULL;
  value.type = RABTA_VALUE_TEXT;
  value.text = (char *) json_node_get_string (node);

  return rabta_value_display (field, &value, programme);
}

/**
 * rabta_change_find_field:
 * @programme: the programme
 * @kind: kind of a record
 * @name: a field as changes name it: one of the kind, or "extra." and one of the programme
 *
 * Returns: (transfer none) (nullable): the field
 */
const RabtaField *
rabta_change_find_field (RabtaProgramme *programme,
                         RabtaKind       kind,
                         const char     *name)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  GListModel *tracks = rabta_programme_get_tracks (programme);
  int index;

  if (!g_str_has_prefix (name, "extra."))
    {
      index = rabta_kind_find_field (info, name);
      return index >= 0 ? &info->fields[index] : NULL;
    }
  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);
      const RabtaField *field = rabta_track_find_field (track, name + strlen ("extra."));

      if (field != NULL)
        return field;
    }

  return NULL;
}
