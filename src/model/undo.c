/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo and redo of whole actions. Both are new changes: nothing is ever taken out of the log, so
 * they travel, survive restarts and can be looked at later like any other. */

#include "model/batch-private.h"
#include "model/conflicts-private.h"
#include "model/record-merge.h"
#include "model/replay.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  gint64    pk;
  RabtaUuid id;
  char     *label;
  gboolean  is_undo; /* what is taken back was an undo itself */
} Target;

static void
target_clear (Target *target)
{
  g_clear_pointer (&target->label, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

/* Walks this site's actions from the newest back. An action is live unless a later live one reverts
 * it; a live one that reverts something is an undo or, when what it reverts is an undo, a redo. */
static gboolean
find_target (RabtaDatabase  *database,
             gint64          site,
             gboolean        redo,
             Target         *target,
             GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (GHashTable) reverted = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  RabtaStep step;

  memset (target, 0, sizeof *target);
  statement = rabta_database_prepare (database,
                                      "SELECT a.pk, a.id, a.label, a.reverts, b.reverts IS NULL FROM action a "
                                      "LEFT JOIN action b ON b.id = a.reverts "
                                      "WHERE a.site = ? ORDER BY a.pk DESC",
                                      error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site);
  while ((step = rabta_statement_step (statement, _("Undo"), error)) == RABTA_STEP_ROW)
    {
      gboolean is_do = rabta_statement_is_null (statement, 3);
      gboolean is_undo = !is_do && rabta_statement_get_int (statement, 4) != 0;
      RabtaUuid id, reverts;

      rabta_statement_get_uuid (statement, 1, &id);
      if (g_hash_table_contains (reverted, &id))
        continue;
      if ((is_do && !redo) || (is_undo && redo))
        {
          target->pk = rabta_statement_get_int (statement, 0);
          target->id = id;
          target->label = g_strdup (rabta_statement_get_text (statement, 2));
          target->is_undo = is_undo;
          return TRUE;
        }
      if (is_do)
        return TRUE; /* something new was done: nothing to redo */
      if (rabta_statement_get_uuid (statement, 3, &reverts))
        g_hash_table_add (reverted, g_memdup2 (&reverts, sizeof reverts));
    }

  return step == RABTA_STEP_DONE;
}

gboolean
rabta_undo_read_labels (RabtaDatabase  *database,
                        gint64          site,
                        char          **undo,
                        char          **redo,
                        GError        **error)
{
  g_auto (Target) done = { 0 };
  g_auto (Target) undone = { 0 };

  if (!find_target (database, site, FALSE, &done, error) || !find_target (database, site, TRUE, &undone, error))
    return FALSE;
  /* The making of the casebook itself is not offered. */
  *undo = done.pk > 1 ? g_steal_pointer (&done.label) : NULL;
  *redo = g_steal_pointer (&undone.label);

  return TRUE;
}

/* The change that fields were taken from last, with what it set: those of one record often come from
 * the same. */
typedef struct
{
  char       *id;
  JsonObject *set; /* NULL where it is not known here or set nothing */
} Base;

static void
base_clear (Base *base)
{
  g_clear_pointer (&base->id, g_free);
  g_clear_pointer (&base->set, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Base, base_clear)

static gboolean
read_base (RabtaDatabase  *database,
           const char     *id,
           Base           *base,
           GError        **error)
{
  g_autoptr (JsonObject) body = NULL;
  gint64 change;

  if (g_strcmp0 (base->id, id) == 0)
    return TRUE;
  base_clear (base);
  change = rabta_change_log_find (database, id, error);
  if (change > 0)
    body = rabta_change_read_body (database, change, error);
  if (change < 0 || (change > 0 && body == NULL))
    return FALSE;
  base->id = g_strdup (id);
  if (body != NULL && json_object_has_member (body, "set"))
    base->set = json_object_ref (json_object_get_object_member (body, "set"));

  return TRUE;
}

/* The value that member @name had before, of the change named in @bases; NULL where it had none.
 * *@ok is FALSE only after an error. */
static JsonNode *
value_before (RabtaDatabase  *database,
              JsonObject     *bases,
              const char     *name,
              Base           *base,
              gboolean       *ok,
              GError        **error)
{
  JsonArray *ids;

  *ok = TRUE;
  if (bases == NULL || !json_object_has_member (bases, name))
    return NULL;
  ids = json_object_get_array_member (bases, name);
  if (ids == NULL || json_array_get_length (ids) == 0)
    return NULL;
  *ok = read_base (database, json_array_get_string_element (ids, 0), base, error);
  if (!*ok || base->set == NULL || !json_object_has_member (base->set, name))
    return NULL;

  return json_object_get_member (base->set, name);
}

/* Whether the record still holds what a change gave it. The value is compared, not the change it came
 * from: what was changed and undone since stands under a later change, and is the same. *@probe is a
 * copy to try it on, made where there is none. */
static gboolean
still_holds (RabtaRecord  *stored,
             RabtaRecord **probe,
             const char   *name,
             JsonNode     *value)
{
  if (*probe == NULL)
    *probe = rabta_record_copy (stored);
  rabta_change_apply (*probe, name, value);
  if (!rabta_record_is_dirty (*probe))
    return TRUE;
  g_clear_object (probe);

  return FALSE;
}

/* Redo decides a conflict again that undo has opened again, whichever side of it stands; undo of a
 * decision opens it again, where what was decided stands. */
static gboolean
revert_conflict (RabtaBatch   *batch,
                 RabtaRecord  *stored,
                 gint64        change,
                 JsonObject   *bases,
                 const char   *name,
                 gboolean      redo,
                 gboolean     *handled,
                 GError      **error)
{
  JsonNode *ids = bases != NULL ? json_object_get_member (bases, name) : NULL;

  *handled = FALSE;
  if (ids == NULL || !JSON_NODE_HOLDS_ARRAY (ids))
    return TRUE;

  return redo ? rabta_undo_reopening (batch, stored, change, name, json_node_get_array (ids), handled, error)
              : rabta_undo_decision (batch, stored, name, json_node_get_array (ids), handled, error);
}

/* Puts back what @change replaced. A field that was given another value since is left as it is. */
static gboolean
revert_set (RabtaBatch   *batch,
            RabtaRecord  *stored,
            gint64        change,
            gboolean      was_undo,
            GError      **error)
{
  g_autoptr (JsonObject) body = rabta_change_read_body (batch->database, change, error);
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (RabtaRecord) probe = NULL;
  g_auto (Base) base = { NULL, NULL };
  JsonObject *bases = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (body == NULL)
    return FALSE;
  if (!json_object_has_member (body, "set"))
    return TRUE;
  if (json_object_has_member (body, "base"))
    bases = json_object_get_object_member (body, "base");

  record = rabta_record_copy (stored);
  json_object_iter_init (&iter, json_object_get_object_member (body, "set"));
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *before;
      gboolean ok, handled = FALSE;

      if (was_undo && !revert_conflict (batch, stored, change, bases, name, TRUE, &handled, error))
        return FALSE;
      if (handled || !still_holds (stored, &probe, name, value))
        continue;
      if (!revert_conflict (batch, stored, change, bases, name, FALSE, &handled, error))
        return FALSE;
      if (handled)
        continue;
      before = value_before (batch->database, bases, name, &base, &ok, error);
      if (!ok)
        return FALSE;
      rabta_change_apply (record, name, before);
    }

  return rabta_batch_save_over (batch, stored, record, error);
}

typedef struct
{
  gint64    pk;
  RabtaKind kind;
  RabtaUuid record;
  char      op; /* first letter */
} Step;

static GArray *
list_steps (RabtaDatabase  *database,
            gint64          action,
            GError        **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep row;

  statement = rabta_database_prepare (database,
                                      "SELECT pk, kind, record, op FROM change WHERE action = ? AND op <> 'action' "
                                      "ORDER BY pk DESC",
                                      error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, action);
  while ((row = rabta_statement_step (statement, _("Undo"), error)) == RABTA_STEP_ROW)
    {
      Step step = { .pk = rabta_statement_get_int (statement, 0) };

      step.kind = rabta_kind_from_name (rabta_statement_get_text (statement, 1));
      rabta_statement_get_uuid (statement, 2, &step.record);
      step.op = rabta_statement_get_text (statement, 3)[0];
      if (step.kind != RABTA_KIND_NONE)
        g_array_append_val (steps, step);
    }

  return row == RABTA_STEP_DONE ? g_steal_pointer (&steps) : NULL;
}

static gboolean
revert_step (RabtaBatch  *batch,
             const Step  *step,
             gboolean     was_undo,
             GError     **error)
{
  g_autoptr (RabtaRecord) record = NULL;
  gboolean handled = FALSE;

  record = rabta_casebook_fetch_stored (batch->database, step->kind, &step->record, error);
  if (record == NULL)
    return FALSE;

  switch (step->op)
    {
    case 'r': /* restore */
      return rabta_undo_keeping (batch, record, step->pk, &handled, error) &&
             (handled || rabta_batch_delete_stored (batch, record, error));
    case 'c': /* create */
      return rabta_batch_delete_stored (batch, record, error);
    case 'd': /* delete */
      return rabta_undo_deletion (batch, record, error);
    case 'm': /* merge */
      return rabta_batch_revert_merge (batch, step->kind, &step->record, step->pk, error);
    case 's': /* set */
    default:
      return rabta_record_is_deleted (record) || revert_set (batch, record, step->pk, was_undo, error);
    }
}

static gboolean
revert (RabtaBatch    *batch,
        gpointer       user_data,
        GCancellable  *cancellable,
        GError       **error)
{
  Target *target = user_data;
  g_autoptr (GArray) steps = list_steps (batch->database, target->pk, error);

  if (steps == NULL)
    return FALSE;
  /* What was right when it was done is put back as it was, whatever the rules say now. */
  rabta_batch_set_lenient (batch, TRUE);
  for (guint i = 0; i < steps->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !revert_step (batch, &g_array_index (steps, Step, i), target->is_undo, error))
      return FALSE;

  return TRUE;
}

static void
undo_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  RabtaCasebook *casebook = g_task_get_source_object (task);
  gboolean redo = GPOINTER_TO_INT (task_data);
  g_auto (Target) target = { 0 };
  GError *error = NULL;

  if (!find_target (database, casebook->log.site, redo, &target, &error))
    g_task_return_error (task, error);
  else if (target.pk <= 1)
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                             redo ? _("There is nothing to redo") : _("There is nothing to undo"));
  else if (!rabta_batch_run (casebook, database, target.label, &target.id, revert, &target, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&target.label), g_free);
}

static void
push (RabtaCasebook       *self,
      gboolean             redo,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, push);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, GINT_TO_POINTER (redo), NULL);
  rabta_casebook_push_write (self, task, undo_job);
}

/**
 * rabta_casebook_undo_async:
 * @self: a casebook
 *
 * Takes back the last action of this copy of the casebook that was not taken back yet.
 */
void
rabta_casebook_undo_async (RabtaCasebook       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  push (self, FALSE, cancellable, callback, user_data);
}

/**
 * rabta_casebook_undo_finish:
 *
 * Returns: (transfer full) (nullable): what was undone, for people; %NULL with
 *   %RABTA_ERROR_NOT_FOUND where there is nothing to undo
 */
char *
rabta_casebook_undo_finish (RabtaCasebook  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rabta_casebook_redo_async:
 * @self: a casebook
 *
 * Does again what was last undone, as long as nothing new was done since.
 */
void
rabta_casebook_redo_async (RabtaCasebook       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  push (self, TRUE, cancellable, callback, user_data);
}

char *
rabta_casebook_redo_finish (RabtaCasebook  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  return rabta_casebook_undo_finish (self, result, error);
}

char *
rabta_casebook_undo_sync (RabtaCasebook  *self,
                          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_undo_async (self, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_undo_finish (self, result, error);
}

char *
rabta_casebook_redo_sync (RabtaCasebook  *self,
                          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_redo_async (self, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_redo_finish (self, result, error);
}
