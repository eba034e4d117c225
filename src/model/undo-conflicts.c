/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo and redo of decisions. What a decision closed is opened again by new changes that know nothing
 * of each other, so that it is open wherever they arrive; redo decides again. */

#include "model/batch-private.h"
#include "model/conflicts-private.h"
#include "model/decisions.h"
#include "model/replay.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>

/* What the change named by an element of @bases gave the field; NULL where it is not here. */
static JsonNode *
dup_base_value (RabtaDatabase *database,
                JsonArray     *bases,
                guint          i,
                const char    *field)
{
  JsonNode *name = json_array_get_element (bases, i);
  const char *id = JSON_NODE_HOLDS_VALUE (name) ? json_node_get_string (name) : NULL;
  gint64 change = id != NULL ? rabta_change_log_find (database, id, NULL) : 0;
  g_autoptr (JsonObject) body = change > 0 ? rabta_change_read_body (database, change, NULL) : NULL;
  JsonNode *set = body != NULL ? json_object_get_member (body, "set") : NULL;

  if (set == NULL || !JSON_NODE_HOLDS_OBJECT (set) || !json_object_has_member (json_node_get_object (set), field))
    return NULL;

  return json_node_copy (json_object_get_member (json_node_get_object (set), field));
}

static void
add_distinct (GPtrArray *values,
              JsonNode  *value)
{
  for (guint i = 0; i < values->len; i++)
    if (json_node_equal (g_ptr_array_index (values, i), value))
      {
        json_node_unref (value);
        return;
      }
  g_ptr_array_add (values, value);
}

gboolean
rabta_undo_decision (RabtaBatch   *self,
                     RabtaRecord  *stored,
                     const char   *field,
                     JsonArray    *bases,
                     gboolean     *handled,
                     GError      **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr (JsonObject) origins = NULL;
  g_autoptr (GArray) heads = NULL;

  *handled = FALSE;
  for (guint i = 0; json_array_get_length (bases) > 1 && i < json_array_get_length (bases); i++)
    {
      JsonNode *value = dup_base_value (self->database, bases, i, field);

      if (value != NULL)
        add_distinct (values, value);
    }
  if (values->len < 2)
    return TRUE;
  *handled = TRUE;
  origins = rabta_body_parse (rabta_record_get_origins (stored));
  heads = rabta_origins_list (origins, rabta_record_get_origin (stored), field);
  /* What stood is written last, so that it stands again. */
  for (guint i = values->len; i > 0; i--)
    {
      g_autofree char *json = json_to_string (g_ptr_array_index (values, i - 1), FALSE);

      if (!rabta_batch_replace_heads (self, rabta_record_get_kind (stored), rabta_record_get_id (stored), field, json,
                                      heads, error))
        return FALSE;
    }

  return TRUE;
}

/* The other changes by which the same conflict was opened again. */
static GArray *
list_siblings (RabtaDatabase  *database,
               gint64          change,
               const char     *field,
               JsonArray      *bases,
               GError        **error)
{
  g_autoptr (GArray) siblings = g_array_new (FALSE, FALSE, sizeof (gint64));
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT d.pk, d.body FROM change c JOIN change d ON d.record = c.record AND "
                                     "d.action = c.action AND d.op = c.op AND d.pk <> c.pk WHERE c.pk = ?",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, change);
  while ((step = rabta_statement_step (statement, _("Redo"), error)) == RABTA_STEP_ROW)
    {
      gint64 pk = rabta_statement_get_int (statement, 0);
      g_autoptr (JsonObject) body = rabta_body_parse (rabta_statement_get_text (statement, 1));
      JsonNode *base = json_object_get_member (body, "base");
      JsonNode *names = base != NULL && JSON_NODE_HOLDS_OBJECT (base)
                          ? json_object_get_member (json_node_get_object (base), field) : NULL;

      if (names != NULL && JSON_NODE_HOLDS_ARRAY (names) && json_array_equal (json_node_get_array (names), bases))
        g_array_append_val (siblings, pk);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE ? g_steal_pointer (&siblings) : NULL;
}

static gboolean
contains (GArray *changes,
          gint64  change)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, gint64, i) == change)
      return TRUE;

  return FALSE;
}

gboolean
rabta_undo_reopening (RabtaBatch   *self,
                      RabtaRecord  *stored,
                      gint64        change,
                      const char   *field,
                      JsonArray    *bases,
                      gboolean     *handled,
                      GError      **error)
{
  g_autoptr (GArray) siblings = list_siblings (self->database, change, field, bases, error);
  g_autoptr (GArray) heads = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *json = NULL;

  *handled = FALSE;
  if (siblings == NULL)
    return FALSE;
  if (siblings->len == 0)
    return TRUE;
  *handled = TRUE;
  heads = rabta_conflict_read_heads (self->database, rabta_record_get_id (stored), field, &local);
  if (heads == NULL && !g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* The first of them decides for all, unless somebody has decided since. */
  if (heads == NULL || !contains (heads, change))
    return TRUE;
  for (guint i = 0; i < siblings->len; i++)
    if (g_array_index (siblings, gint64, i) > change || !contains (heads, g_array_index (siblings, gint64, i)))
      return TRUE;
  value = dup_base_value (self->database, bases, 0, field);
  json = value != NULL ? json_to_string (value, FALSE) : NULL;

  return rabta_batch_replace_heads (self, rabta_record_get_kind (stored), rabta_record_get_id (stored), field, json,
                                    heads, error);
}

/* A deletion of a record, or what took deletions back. */
typedef struct
{
  char       *id;
  char       *body;
  GHashTable *seen; /* names of changes, owned */
  gboolean    deletes;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *self = data;

  g_free (self->id);
  g_free (self->body);
  g_hash_table_unref (self->seen);
  g_free (self);
}

static GHashTable *
read_seen (const char *json)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) body = rabta_body_parse (json);
  JsonNode *list = json_object_get_member (body, "seen");

  for (guint i = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list) && i < json_array_get_length (json_node_get_array (list));
       i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
        g_hash_table_add (seen, json_node_dup_string (node));
    }

  return seen;
}

/* Those of the record up to @last, which is the end of the list. */
static GPtrArray *
list_deletions (RabtaDatabase    *database,
                const RabtaUuid  *record,
                gint64            last,
                GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (deletion_free);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT pk, op, body FROM change WHERE record = ? AND pk <= ? AND op IN ('"
                                      RABTA_CHANGE_DELETE "', '" RABTA_CHANGE_RESTORE "') ORDER BY pk",
                                      error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, record);
  rabta_statement_bind_int (statement, 1, last);
  while ((step = rabta_statement_step (statement, _("Undo"), error)) == RABTA_STEP_ROW)
    {
      Deletion *deletion = g_new0 (Deletion, 1);

      deletion->body = g_strdup (rabta_statement_get_text (statement, 2));
      deletion->seen = read_seen (deletion->body);
      deletion->deletes = g_strcmp0 (rabta_statement_get_text (statement, 1), RABTA_CHANGE_DELETE) == 0;
      deletion->id = rabta_change_log_dup_id (database, rabta_statement_get_int (statement, 0), error);
      g_ptr_array_add (list, deletion);
      if (deletion->id == NULL)
        return NULL;
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/* Whether the last of the list took @deletion back, and none before it had. */
static gboolean
is_taken_back (GPtrArray      *list,
               const Deletion *deletion)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Deletion *other = g_ptr_array_index (list, i);

      if (!other->deletes && g_hash_table_contains (other->seen, deletion->id))
        return i == list->len - 1;
    }

  return FALSE;
}

/* Whether @deletion knew all that is named in @seen, deletions aside: then it was in force. */
static gboolean
knew_all (GPtrArray      *list,
          const Deletion *deletion,
          GHashTable     *seen)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gboolean is_deletion = FALSE;

      for (guint i = 0; i < list->len && !is_deletion; i++)
        is_deletion = g_str_equal (((Deletion *) g_ptr_array_index (list, i))->id, id);
      if (!is_deletion && !g_hash_table_contains (deletion->seen, id))
        return FALSE;
    }

  return TRUE;
}

/* Deletes as @deletion did, knowing as little. */
static gboolean
repeat_deletion (RabtaBatch      *self,
                 RabtaRecord     *stored,
                 const Deletion  *deletion,
                 GError         **error)
{
  gint64 change;

  if (!rabta_batch_ensure_action (self, error))
    return FALSE;
  g_string_assign (self->body, deletion->body);
  if (!rabta_batch_append_change (self, rabta_record_get_info (stored)->name, rabta_record_get_id (stored),
                                  RABTA_CHANGE_DELETE, &change, error))
    return FALSE;
  rabta_settling_add (self->settling, rabta_record_get_kind (stored), rabta_record_get_id (stored));

  return TRUE;
}

gboolean
rabta_undo_keeping (RabtaBatch   *self,
                    RabtaRecord  *stored,
                    gint64        change,
                    gboolean     *handled,
                    GError      **error)
{
  g_autoptr (GPtrArray) list = NULL;
  GHashTable *seen;

  *handled = FALSE;
  if (rabta_record_is_deleted (stored))
    return TRUE;
  list = list_deletions (self->database, rabta_record_get_id (stored), change, error);
  if (list == NULL || list->len == 0)
    return list != NULL;
  seen = ((Deletion *) g_ptr_array_index (list, list->len - 1))->seen;
  for (guint i = 0; i + 1 < list->len; i++)
    {
      const Deletion *deletion = g_ptr_array_index (list, i);

      if (deletion->deletes && is_taken_back (list, deletion) && knew_all (list, deletion, seen))
        return TRUE;
    }
  for (guint i = 0; i + 1 < list->len; i++)
    {
      const Deletion *deletion = g_ptr_array_index (list, i);

      if (!deletion->deletes || !is_taken_back (list, deletion))
        continue;
      *handled = TRUE;
      if (!repeat_deletion (self, stored, deletion, error))
        return FALSE;
    }

  return TRUE;
}

/* Few records are ever deleted twice: the others need no replay. */
static gboolean
was_deleted_once (RabtaDatabase   *database,
                  const RabtaUuid *record)
{
  RabtaStatement *statement;
  gboolean once = FALSE;

  statement = rabta_database_cached (database,
                                     "SELECT count(*) = 1 FROM change WHERE record = ? AND op = '" RABTA_CHANGE_DELETE "'",
                                     NULL);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, record);
  if (rabta_statement_step (statement, _("Undo"), NULL) == RABTA_STEP_ROW)
    once = rabta_statement_get_int (statement, 0) != 0;
  rabta_statement_reset (statement);

  return once;
}

/* The deletions by which the record is deleted. Others may stand beside them that did not know all. */
static GArray *
list_in_force (RabtaDatabase  *database,
               RabtaRecord    *stored,
               guint          *n_standing,
               GError        **error)
{
  g_auto (RabtaReplayed) replayed = { NULL };
  g_autoptr (GArray) standing = NULL;
  g_autoptr (GArray) in_force = NULL;
  g_autoptr (GArray) referrers = NULL;

  if (!rabta_replay_record (database, rabta_record_get_kind (stored), rabta_record_get_id (stored), &replayed, error))
    return NULL;
  standing = rabta_heads_list_deleted (replayed.heads);
  *n_standing = standing->len;
  in_force = rabta_heads_list_in_force (replayed.heads);
  referrers = rabta_settle_list_referrers (database, rabta_record_get_kind (stored), rabta_record_get_id (stored), error);
  if (referrers == NULL)
    return NULL;
  for (guint r = 0; r < referrers->len; r++)
    {
      g_autofree char *id = rabta_change_log_dup_id (database, g_array_index (referrers, gint64, r), error);

      if (id == NULL)
        return NULL;
      for (guint i = in_force->len; i > 0; i--)
        if (!rabta_heads_deletion_saw (replayed.heads, g_array_index (in_force, gint64, i - 1), id))
          g_array_remove_index (in_force, i - 1);
    }

  return g_steal_pointer (&in_force);
}

/* Takes back the deletions in force alone: others, which were in dispute before, are so again. */
static gboolean
reopen (RabtaBatch   *self,
        RabtaRecord  *stored,
        GArray       *in_force,
        GError      **error)
{
  gint64 change;

  if (!rabta_batch_ensure_action (self, error) || !rabta_body_compose_names (self, in_force, error) ||
      !rabta_batch_append_change (self, rabta_record_get_info (stored)->name, rabta_record_get_id (stored),
                                  RABTA_CHANGE_RESTORE, &change, error))
    return FALSE;
  rabta_settling_add (self->settling, rabta_record_get_kind (stored), rabta_record_get_id (stored));

  return TRUE;
}

gboolean
rabta_undo_deletion (RabtaBatch   *self,
                     RabtaRecord  *stored,
                     GError      **error)
{
  g_autoptr (GArray) in_force = NULL;
  g_autoptr (GError) local = NULL;
  guint n_standing = 0;

  if (!rabta_record_is_deleted (stored))
    {
      if (rabta_batch_decide_record (self, rabta_record_get_kind (stored), rabta_record_get_id (stored), TRUE, &local) ||
          g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (was_deleted_once (self->database, rabta_record_get_id (stored)))
    return rabta_batch_restore_record (self, stored, error);
  in_force = list_in_force (self->database, stored, &n_standing, error);
  if (in_force == NULL)
    return FALSE;
  if (in_force->len == 0 || in_force->len == n_standing)
    return rabta_batch_restore_record (self, stored, error);

  return reopen (self, stored, in_force, error);
}
