/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an entry from elsewhere may hold. The chain says that it is as it was written; here is asked
 * whether what was written can be kept: text that XML can carry, numbers where numbers stand. */

#include "model/change-check.h"

#include "base/date.h"
#include "base/text.h"
#include "model/change-log.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Longest name of a field of the programme. */
#define MAX_NAME 100

static gboolean
refuse_value (const RabtaChangeEntry  *entry,
              const char              *name,
              GError                 **error)
{
  g_autofree char *shown = g_utf8_make_valid (name, (gssize) strnlen (name, MAX_NAME));

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("Take over changes: “%s” of a record of kind “%s” holds a value that it cannot have"), shown,
               entry->kind);

  return FALSE;
}

static gboolean
is_text (const RabtaJsonScalar *value,
         gsize                  most)
{
  return value->type == RABTA_JSON_STRING && rabta_text_is_xml_legal (value->text, -1) &&
         (strlen (value->text) <= most || (gsize) g_utf8_strlen (value->text, -1) <= most);
}

static gboolean
is_value_of (const RabtaField      *field,
             const RabtaJsonScalar *value)
{
  RabtaUuid id;

  if (rabta_field_value_type (field) == RABTA_VALUE_INTEGER)
    return value->type == RABTA_JSON_INTEGER;
  if (!is_text (value, rabta_field_max_length (field)))
    return FALSE;
  if (field->kind == RABTA_FIELD_REFERENCE)
    return rabta_uuid_parse (value->text, &id);
  if (field->kind == RABTA_FIELD_DATE)
    return rabta_date_is_valid (value->text);

  return field->kind != RABTA_FIELD_INSTANT || rabta_instant_is_valid (value->text);
}

static gboolean
is_extra_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("_-.", name[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* A field that is not known here is kept as it is, whatever it holds. */
gboolean
rabta_change_check_value (const RabtaChangeEntry  *entry,
                          const char              *name,
                          const RabtaJsonScalar   *value,
                          GError                 **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (rabta_kind_from_name (entry->kind));
  int field = rabta_kind_find_field (info, name);
  const char *extra = g_str_has_prefix (name, "extra.") ? name + strlen ("extra.") : NULL;

  if (field < 0 && extra == NULL)
    return TRUE;
  if (extra != NULL && !is_extra_name (extra))
    return refuse_value (entry, name, error);
  if (value != NULL && value->type == RABTA_JSON_NULL)
    return TRUE;
  if (value == NULL || (extra != NULL ? !is_text (value, RABTA_FIELD_MAX_TEXT)
                                      : !is_value_of (&info->fields[field], value)))
    return refuse_value (entry, name, error);

  return TRUE;
}

static gboolean
check_member (const RabtaChangeEntry  *entry,
              const char              *name,
              JsonNode                *node,
              GError                 **error)
{
  RabtaJsonScalar value = { RABTA_JSON_NULL };
  gboolean is_scalar = JSON_NODE_HOLDS_NULL (node);

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      value = (RabtaJsonScalar) { RABTA_JSON_STRING, json_node_get_string (node) };
      is_scalar = TRUE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      value = (RabtaJsonScalar) { RABTA_JSON_INTEGER, .integer = json_node_get_int (node) };
      is_scalar = TRUE;
    }

  return rabta_change_check_value (entry, name, is_scalar ? &value : NULL, error);
}

static gboolean
check_values (const RabtaChangeEntry  *entry,
              JsonObject              *body,
              GError                 **error)
{
  JsonNode *set = json_object_get_member (body, "set");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (set == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (set))
    return refuse_value (entry, "set", error);
  json_object_iter_init (&iter, json_node_get_object (set));
  while (json_object_iter_next (&iter, &name, &node))
    if (!check_member (entry, name, node, error))
      return FALSE;

  return TRUE;
}

/* A list of names of changes. */
static gboolean
is_change_list (JsonNode *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return FALSE;
    }

  return list != NULL;
}

/* What the change replaces and what it saw: history, undo and conflicts follow these. */
static gboolean
check_links (const RabtaChangeEntry  *entry,
             JsonObject              *body,
             GError                 **error)
{
  JsonNode *base = json_object_get_member (body, "base");
  JsonNode *seen = json_object_get_member (body, "seen");
  JsonObjectIter iter;
  JsonNode *list;

  if (seen != NULL && !is_change_list (seen))
    return refuse_value (entry, "seen", error);
  if (base == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (base))
    return refuse_value (entry, "base", error);
  json_object_iter_init (&iter, json_node_get_object (base));
  while (json_object_iter_next (&iter, NULL, &list))
    if (!is_change_list (list))
      return refuse_value (entry, "base", error);

  return TRUE;
}

static gboolean
is_known_op (const char *op)
{
  const char * const known[] = {
    RABTA_CHANGE_ACTION, RABTA_CHANGE_CREATE, RABTA_CHANGE_SET, RABTA_CHANGE_DELETE, RABTA_CHANGE_RESTORE,
    RABTA_CHANGE_MERGE, NULL
  };

  return g_strv_contains (known, op);
}

/**
 * rabta_change_check:
 * @entry: an entry from elsewhere
 * @error: return location; set where it is refused
 *
 * Returns: what is to be done with it
 */
RabtaChangeVerdict
rabta_change_check (const RabtaChangeEntry  *entry,
                    GError                 **error)
{
  g_autoptr (JsonNode) node = json_from_string (entry->body, NULL);
  gboolean is_action = g_str_equal (entry->op, RABTA_CHANGE_ACTION);
  RabtaKind kind = rabta_kind_from_name (entry->kind);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("Take over changes: what a change holds is not a JSON object"));
      return RABTA_CHANGE_REFUSED;
    }
  if (entry->format > RABTA_CHANGE_FORMAT || !is_known_op (entry->op) || (kind == RABTA_KIND_NONE && !is_action))
    return RABTA_CHANGE_WAITS;
  if (!is_action && (!check_values (entry, json_node_get_object (node), error) ||
                     !check_links (entry, json_node_get_object (node), error)))
    return RABTA_CHANGE_REFUSED;

  return RABTA_CHANGE_TAKEN;
}
