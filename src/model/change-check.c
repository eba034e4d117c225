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
is_text (JsonNode *node,
         gsize     most)
{
  const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && rabta_text_is_xml_legal (text, -1) && (gsize) g_utf8_strlen (text, -1) <= most;
}

static gboolean
is_value_of (const RabtaField *field,
             JsonNode         *node)
{
  RabtaUuid id;

  if (rabta_field_value_type (field) == RABTA_VALUE_INTEGER)
    return json_node_get_value_type (node) == G_TYPE_INT64;
  if (!is_text (node, rabta_field_max_length (field)))
    return FALSE;
  if (field->kind == RABTA_FIELD_REFERENCE)
    return rabta_uuid_parse (json_node_get_string (node), &id);
  if (field->kind == RABTA_FIELD_DATE)
    return rabta_date_is_valid (json_node_get_string (node));

  return field->kind != RABTA_FIELD_INSTANT || rabta_instant_is_valid (json_node_get_string (node));
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
static gboolean
check_member (const RabtaChangeEntry  *entry,
              const RabtaKindInfo     *info,
              const char              *name,
              JsonNode                *node,
              GError                 **error)
{
  int field = rabta_kind_find_field (info, name);
  gboolean is_extra = g_str_has_prefix (name, "extra.");

  if (JSON_NODE_HOLDS_NULL (node) && (!is_extra || is_extra_name (name + strlen ("extra."))))
    return TRUE;
  if (field < 0 && !is_extra)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || (field >= 0 && !is_value_of (&info->fields[field], node)) ||
      (is_extra && (!is_extra_name (name + strlen ("extra.")) || !is_text (node, RABTA_FIELD_MAX_TEXT))))
    return refuse_value (entry, name, error);

  return TRUE;
}

static gboolean
check_values (const RabtaChangeEntry  *entry,
              const RabtaKindInfo     *info,
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
    if (!check_member (entry, info, name, node, error))
      return FALSE;

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
 * @body: (out) (transfer full) (nullable): what it holds, where it is taken
 * @error: return location; set where it is refused
 *
 * Returns: what is to be done with it
 */
RabtaChangeVerdict
rabta_change_check (const RabtaChangeEntry  *entry,
                    JsonObject             **body,
                    GError                 **error)
{
  g_autoptr (JsonNode) node = json_from_string (entry->body, NULL);
  gboolean is_action = g_str_equal (entry->op, RABTA_CHANGE_ACTION);
  RabtaKind kind = rabta_kind_from_name (entry->kind);

  *body = NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("Take over changes: what a change holds is not a JSON object"));
      return RABTA_CHANGE_REFUSED;
    }
  if (entry->format > RABTA_CHANGE_FORMAT || !is_known_op (entry->op) || (kind == RABTA_KIND_NONE && !is_action))
    return RABTA_CHANGE_WAITS;
  if (!is_action && !check_values (entry, rabta_kind_get_info (kind), json_node_get_object (node), error))
    return RABTA_CHANGE_REFUSED;
  *body = json_node_dup_object (node);

  return RABTA_CHANGE_TAKEN;
}
