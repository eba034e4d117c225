/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What two copies of the casebook said differently. */

#include "model/conflicts-private.h"

#include "base/json.h"
#include "model/change-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
rabta_conflict_free (RabtaConflict *self)
{
  g_free (self->title);
  g_free (self->field);
  g_free (self->heading);
  g_free (self->base);
  g_free (self->base_text);
  g_ptr_array_unref (self->sides);
  g_free (self->heads);
  g_free (self);
}

/**
 * rabta_conflict_read_value:
 * @self: a conflict about a field that is known here
 * @json: (nullable): a value of it as in the change log: that of a side, or the base
 * @value: (out): an initialised value
 *
 * Returns: whether @value was filled; what gives nothing is a null value
 */
gboolean
rabta_conflict_read_value (const RabtaConflict *self,
                           const char          *json,
                           RabtaValue          *value)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  rabta_value_clear (value);
  if (self->info == NULL)
    return FALSE;
  node = json != NULL ? json_from_string (json, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return TRUE;
  if (rabta_field_value_type (self->info) == RABTA_VALUE_INTEGER)
    {
      value->type = RABTA_VALUE_INTEGER;
      value->integer = json_node_get_int (node);
      return TRUE;
    }
  if (json_node_get_string (node) == NULL)
    return FALSE;
  if (rabta_field_value_type (self->info) == RABTA_VALUE_ID)
    {
      if (!rabta_uuid_parse (json_node_get_string (node), &value->id))
        return FALSE;
      value->type = RABTA_VALUE_ID;
      return TRUE;
    }
  value->type = RABTA_VALUE_TEXT;
  value->text = json_node_dup_string (node);

  return TRUE;
}

/**
 * rabta_conflict_make_json:
 * @value: a value of a field
 *
 * Returns: (transfer full) (nullable): it as in the change log; %NULL where it is null
 */
char *
rabta_conflict_make_json (const RabtaValue *value)
{
  g_autoptr (GString) json = g_string_new (NULL);
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  g_return_val_if_fail (value != NULL, NULL);

  switch (value->type)
    {
    case RABTA_VALUE_INTEGER:
      rabta_json_append_integer (json, value->integer);
      break;
    case RABTA_VALUE_TEXT:
      rabta_json_append_string (json, value->text);
      break;
    case RABTA_VALUE_ID:
      rabta_uuid_format (&value->id, id);
      rabta_json_append_string (json, id);
      break;
    case RABTA_VALUE_NULL:
    default:
      return NULL;
    }

  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Whether the record is gone, or stands aside for another, so that what a field of it should say is no
 * question. Few records of those in conflict can be: only they are read. */
static gboolean
is_moot (RabtaDatabase    *database,
         RabtaKind         kind,
         const RabtaUuid  *record,
         const char       *field)
{
  RabtaStatement *statement;
  g_autoptr (RabtaRecord) stored = NULL;
  gboolean may_be;

  if (field[0] == '@')
    return FALSE;
  statement = rabta_database_cached (database,
                                     "SELECT 1 FROM tombstone WHERE record = ?1 UNION ALL "
                                     "SELECT 1 FROM redirect WHERE record = ?1",
                                     NULL);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, record);
  may_be = rabta_statement_step (statement, _("Read the conflicts"), NULL) == RABTA_STEP_ROW;
  rabta_statement_reset (statement);
  stored = may_be ? rabta_casebook_fetch_stored (database, kind, record, NULL) : NULL;

  return stored != NULL && rabta_record_is_deleted (stored);
}

static RabtaConflict *
new_conflict (RabtaStatement *statement,
              RabtaKind       kind,
              RabtaProgramme *programme)
{
  RabtaConflict *self = g_new0 (RabtaConflict, 1);

  self->kind = kind;
  rabta_statement_get_uuid (statement, 1, &self->record);
  self->field = g_strdup (rabta_statement_get_text (statement, 2));
  self->heads = g_strdup (rabta_statement_get_text (statement, 3));
  self->info = rabta_change_find_field (programme, kind, self->field);
  self->sides = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_conflict_side_free);
  if (g_str_equal (self->field, RABTA_CONFLICT_RECORD))
    self->heading = g_strdup (_("Deleted or kept"));
  else if (g_str_equal (self->field, RABTA_CONFLICT_MERGED))
    self->heading = g_strdup (_("Merged into"));
  else
    self->heading = g_strdup (self->info != NULL ? _(self->info->heading) : self->field);

  return self;
}

/* Only what is asked for is in the statement: with "? IS NULL OR record = ?" no index would be used. */
static RabtaStatement *
prepare_list (RabtaDatabase              *database,
              const RabtaConflictFilter  *filter,
              GError                    **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT kind, record, field, heads FROM conflict WHERE 1");
  RabtaStatement *statement;
  guint i = 0;

  if (filter->record != NULL)
    g_string_append (sql, " AND record = ?");
  if (filter->field != NULL)
    g_string_append (sql, " AND field = ?");
  if (filter->kind != RABTA_KIND_NONE)
    g_string_append (sql, " AND kind = ?");
  g_string_append (sql, " ORDER BY kind, record, field");
  statement = rabta_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (filter->record != NULL)
    rabta_statement_bind_uuid (statement, i++, filter->record);
  if (filter->field != NULL)
    rabta_statement_bind_text (statement, i++, filter->field, -1);
  if (filter->kind != RABTA_KIND_NONE)
    rabta_statement_bind_text (statement, i++, rabta_kind_get_info (filter->kind)->name, -1);

  return statement;
}

GPtrArray *
rabta_conflicts_list (RabtaCasebook              *casebook,
                      RabtaDatabase              *database,
                      const RabtaConflictFilter  *filter,
                      gboolean                    with_words,
                      GCancellable               *cancellable,
                      GError                    **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_conflict_free);
  g_autoptr (RabtaStatement) statement = prepare_list (database, filter, error);
  guint passed = 0;
  RabtaStep step;

  if (statement == NULL)
    return NULL;
  while ((step = rabta_statement_step (statement, _("Read the conflicts"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      g_autoptr (RabtaConflict) conflict = NULL;
      RabtaUuid record;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (kind == RABTA_KIND_NONE || !rabta_statement_get_uuid (statement, 1, &record) ||
          is_moot (database, kind, &record, rabta_statement_get_text (statement, 2)) || passed++ < filter->offset)
        continue;
      conflict = new_conflict (statement, kind, casebook->programme);
      if (with_words)
        conflict->title = rabta_change_show_record (database, casebook->programme, kind, &conflict->record);
      if (!rabta_conflict_read_sides (conflict, casebook, database, with_words, error))
        return NULL;
      g_ptr_array_add (list, g_steal_pointer (&conflict));
      if (list->len == filter->limit)
        return g_steal_pointer (&list);
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

typedef struct
{
  RabtaConflictFilter filter;
  RabtaUuid           record;
  char               *field;
} ListJob;

static void
list_job_free (gpointer data)
{
  ListJob *job = data;

  g_free (job->field);
  g_free (job);
}

static void
list_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  ListJob *job = task_data;
  GError *error = NULL;
  GPtrArray *list;

  list = rabta_conflicts_list (g_task_get_source_object (task), database, &job->filter, TRUE, cancellable, &error);
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_list_conflicts_async:
 * @self: a casebook
 * @filter: (nullable): which; %NULL: all
 *
 * Reads the open conflicts, by kind, record and field, without those about the fields of a deleted
 * record.
 */
void
rabta_casebook_list_conflicts_async (RabtaCasebook             *self,
                                     const RabtaConflictFilter *filter,
                                     GCancellable              *cancellable,
                                     GAsyncReadyCallback        callback,
                                     gpointer                   user_data)
{
  const RabtaConflictFilter all = RABTA_CONFLICT_FILTER_ALL;
  g_autoptr (GTask) task = NULL;
  ListJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  job = g_new0 (ListJob, 1);
  job->filter = filter != NULL ? *filter : all;
  job->field = g_strdup (job->filter.field);
  job->filter.field = job->field;
  if (job->filter.record != NULL)
    {
      job->record = *job->filter.record;
      job->filter.record = &job->record;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_list_conflicts_async);
  g_task_set_task_data (task, job, list_job_free);
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
rabta_casebook_list_conflicts_sync (RabtaCasebook              *self,
                                    const RabtaConflictFilter  *filter,
                                    GCancellable               *cancellable,
                                    GError                    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_list_conflicts_async (self, filter, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_list_conflicts_finish (self, result, error);
}


/* Of the conflicts about fields of records that may be gone, those that are a question. */
static gint64
count_doubtful (RabtaDatabase  *database,
                GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  gint64 number = 0;
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT kind, record, field FROM conflict WHERE field NOT GLOB '@*' AND record IN "
                                      "(SELECT record FROM tombstone UNION ALL SELECT record FROM redirect)",
                                      error);
  if (statement == NULL)
    return -1;
  while ((step = rabta_statement_step (statement, _("Read the conflicts"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      RabtaUuid record;

      if (kind != RABTA_KIND_NONE && rabta_statement_get_uuid (statement, 1, &record) &&
          !is_moot (database, kind, &record, rabta_statement_get_text (statement, 2)))
        number++;
    }

  return step == RABTA_STEP_DONE ? number : -1;
}

static void
count_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  GError *error = NULL;
  gint64 doubtful = count_doubtful (database, &error);
  gint64 sure = rabta_database_get_int (database, "SELECT count(*) FROM conflict WHERE field GLOB '@*' OR record "
                                                  "NOT IN (SELECT record FROM tombstone UNION ALL SELECT record FROM "
                                                  "redirect)", 0);

  if (doubtful < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) (sure + doubtful));
}

/**
 * rabta_casebook_count_conflicts_async:
 * @self: a casebook
 *
 * Counts the open conflicts.
 */
void
rabta_casebook_count_conflicts_async (RabtaCasebook       *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_count_conflicts_async);
  rabta_casebook_push_read (self, task, count_job);
}

gint64
rabta_casebook_count_conflicts_finish (RabtaCasebook  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

gint64
rabta_casebook_count_conflicts_sync (RabtaCasebook  *self,
                                     GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_count_conflicts_async (self, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_count_conflicts_finish (self, result, error);
}

