/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What two copies of the casebook said differently, and the decisions that close it. A decision is a
 * change like any other: it names all that it decides about as its bases, so it closes the conflict
 * wherever it arrives, whatever the clocks say. */

#include "model/conflicts.h"

#include "base/date.h"
#include "model/change-words.h"
#include "model/record-merge.h"
#include "model/redirect.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
side_free (gpointer data)
{
  RabtaConflictSide *side = data;

  g_clear_pointer (&side->value, json_node_unref);
  g_free (side->text);
  g_free (side->officer);
  g_free (side->office);
  g_free (side->instant);
  g_free (side);
}

void
rabta_conflict_free (RabtaConflict *self)
{
  g_free (self->title);
  g_free (self->field);
  g_free (self->heading);
  g_free (self->base);
  g_ptr_array_unref (self->sides);
  g_free (self);
}

typedef struct
{
  RabtaCasebook *casebook;
  RabtaDatabase *database;
  guint          limit;
} ListJob;

static JsonNode *
dup_member (JsonObject *body,
            const char *field)
{
  JsonNode *set = json_object_get_member (body, "set");

  if (set == NULL || !JSON_NODE_HOLDS_OBJECT (set) || !json_object_has_member (json_node_get_object (set), field))
    return NULL;

  return json_node_copy (json_object_get_member (json_node_get_object (set), field));
}

/* What the change replaced, for people. */
static char *
show_base (ListJob          *job,
           RabtaConflict    *conflict,
           const RabtaField *field,
           JsonObject       *body)
{
  JsonNode *base = json_object_get_member (body, "base");
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonNode) value = NULL;
  JsonNode *list;
  gint64 change;

  if (base == NULL || !JSON_NODE_HOLDS_OBJECT (base))
    return NULL;
  list = json_object_get_member (json_node_get_object (base), conflict->field);
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list) || json_array_get_length (json_node_get_array (list)) == 0)
    return NULL;
  change = rabta_change_log_find (job->database, json_array_get_string_element (json_node_get_array (list), 0), NULL);
  before = change > 0 ? rabta_change_read_body (job->database, change, NULL) : NULL;
  value = before != NULL ? dup_member (before, conflict->field) : NULL;

  return value != NULL ? rabta_change_show_value (job->database, job->casebook->programme, field, value) : NULL;
}

static RabtaConflictSide *
read_side (ListJob          *job,
           RabtaConflict    *conflict,
           const RabtaField *field,
           RabtaStatement   *statement)
{
  RabtaConflictSide *side = g_new0 (RabtaConflictSide, 1);
  g_autoptr (JsonObject) body = rabta_body_parse (rabta_statement_get_text (statement, 3));
  char instant[RABTA_INSTANT_SIZE];

  side->deletes = g_strcmp0 (rabta_statement_get_text (statement, 2), RABTA_CHANGE_DELETE) == 0;
  side->is_mine = rabta_statement_get_int (statement, 0) == job->casebook->log.site;
  rabta_instant_from_ms (rabta_clock_stamp_ms (rabta_statement_get_int (statement, 1)), instant);
  side->instant = g_strdup (instant);
  side->officer = g_strdup (rabta_statement_get_text (statement, 4));
  side->office = g_strdup (rabta_statement_get_text (statement, 5));
  side->value = dup_member (body, conflict->field);
  if (side->value != NULL)
    side->text = rabta_change_show_value (job->database, job->casebook->programme, field, side->value);
  if (conflict->base == NULL)
    conflict->base = show_base (job, conflict, field, body);

  return side;
}

static gboolean
read_sides (ListJob        *job,
            RabtaConflict  *conflict,
            const char     *heads,
            GError        **error)
{
  const RabtaField *field = rabta_change_find_field (job->casebook->programme, conflict->kind, conflict->field);
  RabtaStatement *statement;
  RabtaStep step;

  conflict->heading = g_strdup (field != NULL ? _(field->heading) : conflict->field);
  statement = rabta_database_cached (job->database,
                                     "SELECT c.site, c.stamp, c.op, c.body, o.name, f.code FROM json_each (?) h "
                                     "JOIN change c ON c.pk = h.value LEFT JOIN officer o ON o.id = c.officer "
                                     "LEFT JOIN office f ON f.id = o.office ORDER BY h.key",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, heads, -1);
  while ((step = rabta_statement_step (statement, _("Read the conflicts"), error)) == RABTA_STEP_ROW)
    g_ptr_array_add (conflict->sides, read_side (job, conflict, field, statement));
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

static GPtrArray *
list_conflicts (ListJob       *job,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_conflict_free);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (job->database,
                                      "SELECT kind, record, field, heads FROM conflict ORDER BY kind, record, field "
                                      "LIMIT ?",
                                      error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, job->limit > 0 ? (gint64) job->limit : -1);
  while ((step = rabta_statement_step (statement, _("Read the conflicts"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      RabtaConflict *conflict;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (kind == RABTA_KIND_NONE)
        continue;
      conflict = g_new0 (RabtaConflict, 1);
      g_ptr_array_add (list, conflict);
      conflict->sides = g_ptr_array_new_with_free_func (side_free);
      conflict->kind = kind;
      rabta_statement_get_uuid (statement, 1, &conflict->record);
      conflict->field = g_strdup (rabta_statement_get_text (statement, 2));
      conflict->title = rabta_change_show_record (job->database, job->casebook->programme, kind, &conflict->record);
      if (!read_sides (job, conflict, rabta_statement_get_text (statement, 3), error))
        return NULL;
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static void
list_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  ListJob job = { g_task_get_source_object (task), database, GPOINTER_TO_UINT (task_data) };
  GError *error = NULL;
  GPtrArray *list = list_conflicts (&job, cancellable, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_list_conflicts_async:
 * @self: a casebook
 * @limit: how many at most, 0 for all
 *
 * Reads the open conflicts, by kind and record.
 */
void
rabta_casebook_list_conflicts_async (RabtaCasebook       *self,
                                     guint                limit,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_list_conflicts_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (limit), NULL);
  rabta_casebook_push_read (self, task, list_job);
}

/**
 * rabta_casebook_list_conflicts_finish:
 *
 * Returns: (transfer full) (nullable) (element-type RabtaConflict): the conflicts
 */
GPtrArray *
rabta_casebook_list_conflicts_finish (RabtaCasebook  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
rabta_casebook_list_conflicts_sync (RabtaCasebook  *self,
                                    guint           limit,
                                    GCancellable   *cancellable,
                                    GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_list_conflicts_async (self, limit, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_list_conflicts_finish (self, result, error);
}

/* The heads that disagree; empty where there is no such conflict (any more). */
static GArray *
read_heads (RabtaDatabase    *database,
            const RabtaUuid  *record,
            const char       *field,
            GError          **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (gint64));
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT h.value FROM conflict, json_each (heads) h WHERE record = ? AND field = ? "
                                     "ORDER BY h.key",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, record);
  rabta_statement_bind_text (statement, 1, field, -1);
  while ((step = rabta_statement_step (statement, _("Decide a conflict"), error)) == RABTA_STEP_ROW)
    {
      gint64 head = rabta_statement_get_int (statement, 0);

      g_array_append_val (heads, head);
    }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ERROR)
    return NULL;
  if (heads->len == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                           _("Decide a conflict: it was decided already"));
      return NULL;
    }

  return g_steal_pointer (&heads);
}

static gboolean
append_decision (RabtaBatch       *self,
                 RabtaKind         kind,
                 const RabtaUuid  *record,
                 const char       *op,
                 GError          **error)
{
  gint64 change;

  if (!rabta_batch_append_change (self, rabta_kind_get_info (kind)->name, record, op, &change, error))
    return FALSE;
  rabta_settling_add (self->settling, kind, record);

  return TRUE;
}

/**
 * rabta_batch_decide:
 * @self: a batch
 * @kind: kind of a record
 * @record: its id
 * @field: a field of it that is in conflict
 * @value: (nullable): the value it shall have, as in the change log; %NULL empties it
 * @error: return location
 *
 * Returns: whether it was decided; %FALSE with %RABTA_ERROR_NOT_FOUND where it was before
 */
gboolean
rabta_batch_decide (RabtaBatch       *self,
                    RabtaKind         kind,
                    const RabtaUuid  *record,
                    const char       *field,
                    JsonNode         *value,
                    GError          **error)
{
  g_autoptr (GArray) heads = NULL;

  g_return_val_if_fail (self != NULL && record != NULL && field != NULL, FALSE);

  heads = read_heads (self->database, record, field, error);

  return heads != NULL && rabta_batch_ensure_action (self, error) &&
         rabta_body_compose_decision (self, field, value, heads, error) &&
         append_decision (self, kind, record, RABTA_CHANGE_SET, error);
}

/**
 * rabta_batch_decide_record:
 * @self: a batch
 * @kind: kind of a record that was deleted in one copy and changed in another
 * @record: its id
 * @keep: whether it stays; of one that was merged into another, whether they part again
 * @error: return location
 *
 * Returns: whether it was decided; %FALSE with %RABTA_ERROR_NOT_FOUND where it was before
 */
gboolean
rabta_batch_decide_record (RabtaBatch       *self,
                           RabtaKind         kind,
                           const RabtaUuid  *record,
                           gboolean          keep,
                           GError          **error)
{
  g_autoptr (GArray) heads = NULL;
  g_autoptr (RabtaRecord) stored = NULL;
  gboolean is_free;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  heads = read_heads (self->database, record, RABTA_CONFLICT_RECORD, error);
  stored = heads != NULL ? rabta_casebook_fetch_stored (self->database, kind, record, error) : NULL;
  if (stored == NULL || !rabta_redirect_is (self->database, record, NULL, 0, &is_free, error))
    return FALSE;
  if (!is_free)
    return keep ? rabta_batch_part (self, kind, record, error) : rabta_batch_confirm_merge (self, kind, record, error);
  if (!keep)
    return rabta_batch_delete_stored (self, stored, error);

  return rabta_batch_ensure_action (self, error) && rabta_body_compose_seen (self, stored, TRUE, error) &&
         append_decision (self, kind, record, RABTA_CHANGE_RESTORE, error);
}
