/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of a record that the programme defines. */

#include "model/record.h"

#include "base/json.h"
#include "base/text.h"
#include "model/record-types.h"

#include <json-glib/json-glib.h>
#include <string.h>

static GTree *
new_extra (void)
{
  return g_tree_new_full ((GCompareDataFunc) (void (*) (void)) strcmp, NULL, g_free, g_free);
}

static gboolean
copy_extra_cb (gpointer name,
               gpointer text,
               gpointer tree)
{
  g_tree_insert (tree, g_strdup (name), g_strdup (text));

  return FALSE;
}

static gboolean
write_extra_cb (gpointer name,
                gpointer text,
                gpointer json)
{
  GString *string = json;

  if (string->len > 1)
    g_string_append_c (string, ',');
  rabta_json_append_string (string, name);
  g_string_append_c (string, ':');
  rabta_json_append_string (string, text);

  return FALSE;
}

static gboolean
list_extra_cb (gpointer name,
               gpointer text,
               gpointer list)
{
  GList **names = list;

  *names = g_list_prepend (*names, name);

  return FALSE;
}

GTree *
rabta_record_copy_extra (GTree *extra)
{
  GTree *copy;

  if (extra == NULL)
    return NULL;
  copy = new_extra ();
  g_tree_foreach (extra, copy_extra_cb, copy);

  return copy;
}

const char *
rabta_record_get_extra (RabtaRecord *self,
                        const char  *name)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self) && name != NULL, NULL);

  return PRIV (self)->extra != NULL ? g_tree_lookup (PRIV (self)->extra, name) : NULL;
}

/**
 * rabta_record_set_extra:
 * @self: a record of a kind with programme-defined fields
 * @name: name of the field
 * @text: (nullable): canonical text of its value, or %NULL to empty it
 */
void
rabta_record_set_extra (RabtaRecord *self,
                        const char  *name,
                        const char  *text)
{
  RabtaRecordPrivate *priv = PRIV (self);
  g_autofree char *clean = NULL;

  g_return_if_fail (RABTA_IS_RECORD (self) && INFO (self)->has_extra && name != NULL);

  if (text != NULL)
    clean = rabta_text_clean (text, TRUE);
  if (g_strcmp0 (rabta_record_get_extra (self, name), clean) == 0)
    return;

  if (priv->extra == NULL)
    priv->extra = new_extra ();
  if (priv->extra_dirty == NULL)
    priv->extra_dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (priv->extra_dirty, g_strdup (name));
  if (clean != NULL)
    g_tree_replace (priv->extra, g_strdup (name), g_steal_pointer (&clean));
  else
    g_tree_remove (priv->extra, name);

  rabta_record_emit_changed (self);
}

/**
 * rabta_record_list_extra:
 * @self: a record
 *
 * Returns: (transfer container) (element-type utf8): names of the filled programme-defined fields,
 *   sorted
 */
GList *
rabta_record_list_extra (RabtaRecord *self)
{
  GList *names = NULL;

  g_return_val_if_fail (RABTA_IS_RECORD (self), NULL);

  if (PRIV (self)->extra != NULL)
    g_tree_foreach (PRIV (self)->extra, list_extra_cb, &names);

  return g_list_reverse (names);
}

GList *
rabta_record_list_extra_dirty (RabtaRecord *self)
{
  GHashTable *dirty = PRIV (self)->extra_dirty;

  if (dirty == NULL)
    return NULL;

  return g_list_sort (g_hash_table_get_keys (dirty), (GCompareFunc) (void (*) (void)) strcmp);
}

gboolean
rabta_record_is_extra_dirty (RabtaRecord *self,
                             const char  *name)
{
  return PRIV (self)->extra_dirty != NULL && g_hash_table_contains (PRIV (self)->extra_dirty, name);
}

char *
rabta_record_extra_to_json (RabtaRecord *self)
{
  GString *json;

  if (PRIV (self)->extra == NULL || g_tree_nnodes (PRIV (self)->extra) == 0)
    return NULL;

  json = g_string_new ("{");
  g_tree_foreach (PRIV (self)->extra, write_extra_cb, json);
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

void
rabta_record_extra_from_json (RabtaRecord *self,
                              const char  *json)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  g_clear_pointer (&PRIV (self)->extra, g_tree_unref);
  if (json == NULL)
    return;
  node = json_from_string (json, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  PRIV (self)->extra = new_extra ();
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_string (member) != NULL)
      g_tree_insert (PRIV (self)->extra, g_strdup (name), g_strdup (json_node_get_string (member)));
}
