/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The change log as a person reads it. */

#include "model/history.h"

#include "model/casebook-private.h"
#include "model/change-words.h"
#include "model/heads.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  RabtaProgramme *programme;
  RabtaKind       kind;
  RabtaUuid       id;
  gboolean        with_parts;
  guint           limit;
} HistoryJob;

void
rabta_history_entry_free (RabtaHistoryEntry *self)
{
  g_free (self->instant);
  g_free (self->officer);
  g_free (self->action);
  g_free (self->title);
  g_free (self->heading);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self);
}

static void
job_free (gpointer data)
{
  HistoryJob *job = data;

  g_object_unref (job->programme);
  g_free (job);
}

/* The record itself and, with its parts, every record that refers to it. */
static char *
make_sql (HistoryJob *job)
{
  const char *name = rabta_kind_get_info (job->kind)->name;
  GString *sql = g_string_new ("SELECT c.pk, c.stamp, c.kind, c.record, c.op, c.body, a.label, o.name "
                               "FROM change c LEFT JOIN action a ON a.pk = c.action "
                               "LEFT JOIN officer o ON o.id = c.officer "
                               "WHERE c.op <> 'action' AND c.record IN (SELECT ?1");

  for (int kind = 0; kind < RABTA_N_KINDS && job->with_parts; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].kind == RABTA_FIELD_REFERENCE && g_str_equal (info->fields[i].target, name))
          g_string_append_printf (sql, " UNION SELECT id FROM %s WHERE \"%s\" = ?1", info->table,
                                  info->fields[i].name);
    }
  g_string_append (sql, ") ORDER BY c.pk DESC LIMIT ?2");

  return g_string_free (sql, FALSE);
}

static JsonObject *
body_of (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return json_object_ref (json_node_get_object (node));
}

/* What the field was before, from the change named as base. */
static char *
show_old (RabtaDatabase    *database,
          HistoryJob       *job,
          JsonObject       *body,
          const char       *name,
          const RabtaField *field)
{
  g_autoptr (JsonObject) before = NULL;
  RabtaStatement *statement;
  JsonArray *ids;
  JsonObject *set;
  gint64 base;

  if (!json_object_has_member (body, "base") ||
      !json_object_has_member (json_object_get_object_member (body, "base"), name))
    return NULL;
  ids = json_object_get_array_member (json_object_get_object_member (body, "base"), name);
  if (ids == NULL || json_array_get_length (ids) == 0)
    return NULL;
  base = rabta_change_log_find (database, json_array_get_string_element (ids, 0), NULL);
  if (base <= 0)
    return NULL;

  statement = rabta_database_cached (database, "SELECT body FROM change WHERE pk = ?", NULL);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, base);
  if (rabta_statement_step (statement, "", NULL) == RABTA_STEP_ROW)
    before = body_of (rabta_statement_get_text (statement, 0));
  rabta_statement_reset (statement);
  if (before == NULL || !json_object_has_member (before, "set"))
    return NULL;
  set = json_object_get_object_member (before, "set");

  return json_object_has_member (set, name) ? rabta_change_show_value (database, job->programme, field, json_object_get_member (set, name)) : NULL;
}

static RabtaHistoryEntry *
new_entry (RabtaDatabase  *database,
           HistoryJob     *job,
           RabtaStatement *statement)
{
  RabtaHistoryEntry *entry = g_new0 (RabtaHistoryEntry, 1);
  char instant[RABTA_INSTANT_SIZE];

  rabta_instant_from_ms (rabta_clock_stamp_ms (rabta_statement_get_int (statement, 1)), instant);
  entry->instant = g_strdup (instant);
  entry->kind = rabta_kind_from_name (rabta_statement_get_text (statement, 2));
  rabta_statement_get_uuid (statement, 3, &entry->record);
  entry->action = g_strdup (rabta_statement_get_text (statement, 6));
  entry->officer = g_strdup (rabta_statement_get_text (statement, 7));
  if (entry->kind != RABTA_KIND_NONE && !rabta_uuid_equal (&entry->record, &job->id))
    entry->title = rabta_change_show_record (database, job->programme, entry->kind, &entry->record);

  return entry;
}

static void
add_fields (GPtrArray      *entries,
            RabtaDatabase  *database,
            HistoryJob     *job,
            RabtaStatement *statement,
            const char     *json)
{
  g_autoptr (JsonObject) body = body_of (json);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (body == NULL || !json_object_has_member (body, "set"))
    return;
  json_object_iter_init (&iter, json_object_get_object_member (body, "set"));
  while (json_object_iter_next (&iter, &name, &node))
    {
      RabtaHistoryEntry *entry = new_entry (database, job, statement);
      const RabtaField *field = entry->kind != RABTA_KIND_NONE ? rabta_change_find_field (job->programme, entry->kind, name) : NULL;

      entry->what = RABTA_HISTORY_CHANGED;
      entry->heading = g_strdup (field != NULL ? _(field->heading) : name);
      entry->new_text = rabta_change_show_value (database, job->programme, field, node);
      entry->old_text = show_old (database, job, body, name, field);
      g_ptr_array_add (entries, entry);
    }
}

/* Into what a record was merged is told as its new value. */
static int
note_merge (RabtaDatabase     *database,
            HistoryJob        *job,
            RabtaHistoryEntry *entry,
            const char        *json)
{
  g_autoptr (JsonObject) body = body_of (json);
  JsonObject *set = body != NULL && json_object_has_member (body, "set") ? json_object_get_object_member (body, "set") : NULL;
  const char *text = set != NULL ? json_object_get_string_member_with_default (set, RABTA_HEADS_MERGED, NULL) : NULL;
  RabtaUuid target;

  if (text == NULL || entry->kind == RABTA_KIND_NONE || !rabta_uuid_parse (text, &target))
    return RABTA_HISTORY_PARTED;
  entry->new_text = rabta_change_show_record (database, job->programme, entry->kind, &target);

  return RABTA_HISTORY_MERGED;
}

static void
add_row (GPtrArray      *entries,
         RabtaDatabase  *database,
         HistoryJob     *job,
         RabtaStatement *statement)
{
  const char *op = rabta_statement_get_text (statement, 4);
  RabtaHistoryEntry *entry;

  if (strcmp (op, RABTA_CHANGE_SET) == 0)
    {
      add_fields (entries, database, job, statement, rabta_statement_get_text (statement, 5));
      return;
    }
  entry = new_entry (database, job, statement);
  if (strcmp (op, RABTA_CHANGE_DELETE) == 0)
    entry->what = RABTA_HISTORY_DELETED;
  else if (strcmp (op, RABTA_CHANGE_RESTORE) == 0)
    entry->what = RABTA_HISTORY_RESTORED;
  else if (strcmp (op, RABTA_CHANGE_MERGE) == 0)
    entry->what = note_merge (database, job, entry, rabta_statement_get_text (statement, 5));
  else
    entry->what = RABTA_HISTORY_CREATED;
  g_ptr_array_add (entries, entry);
}

static void
history_job (RabtaDatabase *database,
             GTask         *task,
             gpointer       task_data,
             GCancellable  *cancellable)
{
  HistoryJob *job = task_data;
  g_autofree char *sql = make_sql (job);
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database, sql, &error);
  if (statement == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_history_entry_free);
  rabta_statement_bind_uuid (statement, 0, &job->id);
  rabta_statement_bind_int (statement, 1, job->limit > 0 ? (gint64) job->limit : -1);
  while ((step = rabta_statement_step (statement, _("Read the history"), &error)) == RABTA_STEP_ROW)
    add_row (entries, database, job, statement);
  if (step == RABTA_STEP_ERROR)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rabta_history_load_async:
 * @casebook: a casebook
 * @kind: kind of a record
 * @id: its id
 * @with_parts: also what happened to the records that refer to it
 * @limit: how many changes at most, 0 for all
 *
 * Reads what happened to a record, newest first.
 */
void
rabta_history_load_async (RabtaCasebook       *casebook,
                          RabtaKind            kind,
                          const RabtaUuid     *id,
                          gboolean             with_parts,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  HistoryJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL);

  job = g_new0 (HistoryJob, 1);
  job->programme = g_object_ref (casebook->programme);
  job->kind = kind;
  job->id = *id;
  job->with_parts = with_parts;
  job->limit = limit;
  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_history_load_async);
  g_task_set_task_data (task, job, job_free);
  rabta_casebook_push_read (casebook, task, history_job);
}

/**
 * rabta_history_load_finish:
 *
 * Returns: (transfer full) (element-type RabtaHistoryEntry) (nullable): the entries
 */
GPtrArray *
rabta_history_load_finish (RabtaCasebook  *casebook,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
