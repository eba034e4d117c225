/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading records on a reader's thread. */

#include "model/casebook-private.h"
#include "model/redirect.h"

#include <glib/gi18n-lib.h>

static RabtaRecord *
read_one (RabtaStatement  *statement,
          RabtaKind        kind,
          gboolean         with_titles,
          GError         **error)
{
  g_autofree char *action = g_strdup_printf (_("Read the %s"), _(rabta_kind_get_info (kind)->heading));
  RabtaRecord *record = NULL;

  switch (rabta_statement_step (statement, action, error))
    {
    case RABTA_STEP_ROW:
      record = rabta_record_new_placeholder (kind, 0);
      rabta_record_read_row (record, statement, with_titles);
      break;
    case RABTA_STEP_DONE:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("%s: there is no such record"), action);
      break;
    case RABTA_STEP_ERROR:
    default:
      break;
    }
  rabta_statement_reset (statement);

  return record;
}

/* SQL that differs only by kind, made once. */
static const char *
select_by (RabtaKind   kind,
           guint       which,
           gboolean    with_titles,
           const char *condition)
{
  static char *sql[4][RABTA_N_KINDS];
  static GMutex lock;

  g_mutex_lock (&lock);
  if (sql[which][kind] == NULL)
    sql[which][kind] = g_strdup_printf ("SELECT %s FROM %s t WHERE %s", rabta_query_columns (kind, with_titles),
                                        rabta_kind_get_info (kind)->table, condition);
  g_mutex_unlock (&lock);

  return sql[which][kind];
}

RabtaRecord *
rabta_casebook_fetch (RabtaDatabase  *database,
                      RabtaKind       kind,
                      gint64          pk,
                      GError        **error)
{
  RabtaStatement *statement;

  if (kind < 0 || kind >= RABTA_N_KINDS)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("The search index names a kind of record that does not exist"));
      return NULL;
    }
  statement = rabta_database_cached (database, select_by (kind, 0, TRUE, "t.pk = ?"), error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, pk);

  return read_one (statement, kind, TRUE, error);
}

/* The id of a record that was merged away leads to the one that stands for it, for ever. */
static RabtaRecord *
fetch_standing (RabtaDatabase   *database,
                RabtaKind        kind,
                const RabtaUuid *id)
{
  RabtaUuid target;

  if (!rabta_redirect_any (database) || !rabta_redirect_resolve (database, id, &target, NULL) ||
      rabta_uuid_equal (id, &target))
    return NULL;

  return rabta_casebook_fetch_id (database, kind, &target, FALSE, NULL);
}

RabtaRecord *
rabta_casebook_fetch_id (RabtaDatabase    *database,
                         RabtaKind         kind,
                         const RabtaUuid  *id,
                         gboolean          with_deleted,
                         GError          **error)
{
  g_autoptr (GError) local = NULL;
  RabtaStatement *statement;
  RabtaRecord *record;

  statement = rabta_database_cached (database,
                                     with_deleted ? select_by (kind, 1, TRUE, "t.id = ?")
                                                  : select_by (kind, 2, TRUE, "t.id = ? AND t.deleted IS NULL"),
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, id);
  record = read_one (statement, kind, TRUE, &local);
  if (record == NULL && !with_deleted && g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    record = fetch_standing (database, kind, id);
  if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return record;
}

RabtaRecord *
rabta_casebook_fetch_stored (RabtaDatabase    *database,
                             RabtaKind         kind,
                             const RabtaUuid  *id,
                             GError          **error)
{
  RabtaStatement *statement = rabta_database_cached (database, select_by (kind, 3, FALSE, "t.id = ?"), error);

  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, id);

  return read_one (statement, kind, FALSE, error);
}

GPtrArray *
rabta_casebook_select (RabtaDatabase  *database,
                       RabtaQuery     *query,
                       guint           limit,
                       GError        **error)
{
  RabtaKind kind = rabta_query_get_kind (query);
  g_autoptr (RabtaSelect) select = NULL;
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *action = NULL;
  RabtaStep step;

  select = rabta_query_compile (query, rabta_query_columns (kind, TRUE), TRUE, limit);
  statement = rabta_database_prepare (database, select->sql->str, error);
  if (statement == NULL)
    return NULL;
  rabta_select_bind (select, statement);
  action = g_strdup_printf (_("List: %s"), _(rabta_kind_get_info (kind)->heading_plural));
  while ((step = rabta_statement_step (statement, action, error)) == RABTA_STEP_ROW)
    {
      RabtaRecord *record = rabta_record_new_placeholder (kind, 0);

      rabta_record_read_row (record, statement, TRUE);
      g_ptr_array_add (records, record);
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

typedef struct
{
  RabtaKind kind;
  RabtaUuid id;
} LoadJob;

static void
load_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  LoadJob *job = task_data;
  GError *error = NULL;
  RabtaRecord *record;

  record = rabta_casebook_fetch_id (database, job->kind, &job->id, FALSE, &error);
  if (record != NULL)
    g_task_return_pointer (task, record, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_load_async:
 * @self: a casebook
 * @kind: kind of the record
 * @id: its id
 * @cancellable: (nullable): to cancel
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads one record with the titles of what it refers to.
 */
void
rabta_casebook_load_async (RabtaCasebook       *self,
                           RabtaKind            kind,
                           const RabtaUuid     *id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  LoadJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && id != NULL);

  job = g_new0 (LoadJob, 1);
  job->kind = kind;
  job->id = *id;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_load_async);
  g_task_set_task_data (task, job, g_free);
  rabta_casebook_push_read (self, task, load_job);
}

/**
 * rabta_casebook_load_finish:
 *
 * Returns: (transfer full) (nullable): the record; %NULL with %RABTA_ERROR_NOT_FOUND where there is
 *   none or it was deleted
 */
RabtaRecord *
rabta_casebook_load_finish (RabtaCasebook  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

RabtaRecord *
rabta_casebook_load_sync (RabtaCasebook    *self,
                          RabtaKind         kind,
                          const RabtaUuid  *id,
                          GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_load_async (self, kind, id, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_load_finish (self, result, error);
}

typedef struct
{
  RabtaQuery *query;
  guint       limit;
} QueryJob;

static void
query_job_free (gpointer data)
{
  QueryJob *job = data;

  g_object_unref (job->query);
  g_free (job);
}

static void
query_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  QueryJob *job = task_data;
  GError *error = NULL;
  GPtrArray *records = rabta_casebook_select (database, job->query, job->limit, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static GTask *
new_query_task (RabtaCasebook       *self,
                RabtaQuery          *query,
                guint                limit,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  QueryJob *job = g_new0 (QueryJob, 1);
  GTask *task;

  /* A copy: the caller's may be changed while the reader's thread works. */
  job->query = rabta_query_copy (query);
  job->limit = limit;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, job, query_job_free);

  return task;
}

/**
 * rabta_casebook_query_async:
 * @self: a casebook
 * @query: what to find
 * @limit: how many at most, 0 for all
 *
 * Reads the records a query finds.
 */
void
rabta_casebook_query_async (RabtaCasebook       *self,
                            RabtaQuery          *query,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && RABTA_IS_QUERY (query));

  task = new_query_task (self, query, limit, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_query_async);
  rabta_casebook_push_read (self, task, query_job);
}

/**
 * rabta_casebook_query_finish:
 *
 * Returns: (transfer full) (element-type RabtaRecord) (nullable): the records in order
 */
GPtrArray *
rabta_casebook_query_finish (RabtaCasebook  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
rabta_casebook_query_sync (RabtaCasebook  *self,
                           RabtaQuery     *query,
                           guint           limit,
                           GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_query_async (self, query, limit, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_query_finish (self, result, error);
}

static gint64
run_count (RabtaDatabase  *database,
           RabtaQuery     *query,
           GError        **error)
{
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, "count(*)", FALSE, 0);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (database, select->sql->str, error);

  if (statement == NULL)
    return -1;
  rabta_select_bind (select, statement);
  if (rabta_statement_step (statement, _("Count"), error) != RABTA_STEP_ROW)
    return -1;

  return rabta_statement_get_int (statement, 0);
}

static void
count_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  QueryJob *job = task_data;
  GError *error = NULL;
  gint64 count = run_count (database, job->query, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, count);
}

void
rabta_casebook_count_async (RabtaCasebook       *self,
                            RabtaQuery          *query,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && RABTA_IS_QUERY (query));

  task = new_query_task (self, query, 0, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_count_async);
  rabta_casebook_push_read (self, task, count_job);
}

/**
 * rabta_casebook_count_finish:
 *
 * Returns: how many records the query finds, or -1 on error
 */
gint64
rabta_casebook_count_finish (RabtaCasebook  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

gint64
rabta_casebook_count_sync (RabtaCasebook  *self,
                           RabtaQuery     *query,
                           GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_count_async (self, query, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_count_finish (self, result, error);
}

typedef struct
{
  char           *text;
  guint           limit;
  RabtaProgramme *programme;
} SearchJob;

static void
search_job_free (gpointer data)
{
  SearchJob *job = data;

  g_object_unref (job->programme);
  g_free (job->text);
  g_free (job);
}

static void
search_job (RabtaDatabase *database,
            GTask         *task,
            gpointer       task_data,
            GCancellable  *cancellable)
{
  SearchJob *job = task_data;
  GError *error = NULL;
  GPtrArray *hits = rabta_search_run (database, job->programme, job->text, job->limit, &error);

  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_search_async:
 * @self: a casebook
 * @text: what a person typed
 * @limit: how many hits at most, 0 for all
 *
 * Finds records of every kind, best first.
 */
void
rabta_casebook_search_async (RabtaCasebook       *self,
                             const char          *text,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SearchJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && text != NULL);

  job = g_new0 (SearchJob, 1);
  job->text = g_strdup (text);
  job->limit = limit;
  job->programme = g_object_ref (self->programme);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_search_async);
  g_task_set_task_data (task, job, search_job_free);
  rabta_casebook_push_read (self, task, search_job);
}

/**
 * rabta_casebook_search_finish:
 *
 * Returns: (transfer full) (element-type RabtaSearchHit) (nullable): the hits
 */
GPtrArray *
rabta_casebook_search_finish (RabtaCasebook  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
rabta_casebook_search_sync (RabtaCasebook  *self,
                            const char     *text,
                            guint           limit,
                            GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_search_async (self, text, limit, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_search_finish (self, result, error);
}
