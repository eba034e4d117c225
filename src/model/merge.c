/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes from elsewhere: first all of them into the log, each checked against its chain; then the rows
 * of the records they are about. No rule is applied on the way: what breaks one was right where it was
 * written, is kept, and is reported by the check. */

#include "model/merge.h"

#include "model/change-check.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

/* Between two looks at whether to stop. */
#define STRIDE 512

typedef struct
{
  guint8   id[RABTA_SITE_ID_LENGTH];
  gint64   pk;
  gint64   top;     /* the greatest counter that is here */
  gint64   last;    /* of the entry that came last */
  guint8   hash[RABTA_CHANGE_HASH_LENGTH];
  gboolean begins;  /* the next entry begins a range whose forerunner is not here */
} Site;

struct _RabtaMerge
{
  RabtaBatch       *batch;
  RabtaDatabase    *database;
  GCancellable     *cancellable;
  RabtaMergeReport  report;

  GHashTable       *sites;
  RabtaUuid         action_id; /* of the entry that came last, with its pk */
  gint64            action;
  gint64            n_in_action;
  gint64            latest;    /* stamps after it come from a clock that is wrong */
};

static guint
site_hash (gconstpointer data)
{
  guint32 hash;

  memcpy (&hash, data, sizeof hash);

  return hash;
}

static gboolean
site_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, RABTA_SITE_ID_LENGTH) == 0;
}

/* {{{ Into the log */

static gboolean
insert_site (RabtaMerge  *self,
             Site        *site,
             GError     **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, "INSERT INTO site (id) VALUES (?)", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site->id, sizeof site->id);
  if (!rabta_statement_run (statement, _("Take over changes"), error))
    return FALSE;
  site->pk = rabta_database_last_rowid (self->database);

  return TRUE;
}

static Site *
ensure_site (RabtaMerge    *self,
             const guint8  *id,
             GError       **error)
{
  Site *known = g_hash_table_lookup (self->sites, id);
  g_autofree Site *site = NULL;
  RabtaStatement *statement;
  RabtaStep step;

  if (known != NULL)
    return known;
  statement = rabta_database_cached (self->database,
                                     "SELECT pk, (SELECT max(counter) FROM change WHERE site = s.pk) "
                                     "FROM site s WHERE id = ?",
                                     error);
  if (statement == NULL)
    return NULL;
  site = g_new0 (Site, 1);
  memcpy (site->id, id, sizeof site->id);
  rabta_statement_bind_blob (statement, 0, site->id, sizeof site->id);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  if (step == RABTA_STEP_ROW)
    {
      site->pk = rabta_statement_get_int (statement, 0);
      site->top = rabta_statement_get_int (statement, 1);
    }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ERROR || (site->pk == 0 && !insert_site (self, site, error)))
    return NULL;
  known = g_steal_pointer (&site);
  g_hash_table_insert (self->sites, known->id, known);

  return known;
}

/* The hash of an entry or of the gap before it. *@found: there is one. */
static gboolean
read_hash (RabtaMerge  *self,
           const char  *sql,
           const Site  *site,
           gint64       counter,
           guint8       hash[RABTA_CHANGE_HASH_LENGTH],
           gboolean    *found,
           GError     **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);
  gconstpointer stored = NULL;
  gsize length = 0;
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, counter);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  if (step == RABTA_STEP_ROW)
    stored = rabta_statement_get_blob (statement, 0, &length);
  *found = stored != NULL && length == RABTA_CHANGE_HASH_LENGTH;
  if (*found)
    memcpy (hash, stored, length);
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

#define SELECT_HASH "SELECT hash FROM change WHERE site = ? AND counter = ?"
#define SELECT_START "SELECT hash FROM chain_start WHERE site = ? AND counter = ?"

static gboolean
refuse_fork (const Site  *site,
             gint64       counter,
             GError     **error)
{
  char id[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (id, sizeof id, site->id, sizeof site->id);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("Take over changes: two different changes are called %s:%" PRId64 "; one of the copies "
                 "that wrote them is a clone of the other or was altered"),
               id, counter);

  return FALSE;
}

/**
 * rabta_merge_begin_range:
 * @self: a merge
 * @site: whose changes follow
 * @first: counter of the first of them
 * @hash_before: hash of the entry before it, all zero where @first is 1
 * @error: return location
 *
 * To be called before the first change of each range.
 *
 * Returns: whether the range goes on from what is here, or begins after a gap
 */
gboolean
rabta_merge_begin_range (RabtaMerge    *self,
                         const guint8  *site,
                         gint64         first,
                         const guint8  *hash_before,
                         GError       **error)
{
  Site *known = ensure_site (self, site, error);
  guint8 hash[RABTA_CHANGE_HASH_LENGTH] = { 0 };
  gboolean found = FALSE;

  if (known == NULL)
    return FALSE;
  if (first < 1)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Take over changes: a range begins before 1"));
      return FALSE;
    }
  if (first > 1 && first - 1 <= known->top &&
      !read_hash (self, SELECT_HASH, known, first - 1, hash, &found, error))
    return FALSE;
  if ((first == 1 || found) && memcmp (hash, hash_before, sizeof hash) != 0)
    return refuse_fork (known, first - 1, error);
  known->last = first - 1;
  known->begins = first > 1 && !found;
  memcpy (known->hash, hash_before, sizeof known->hash);

  return TRUE;
}

static gboolean
flush_action (RabtaMerge  *self,
              GError     **error)
{
  RabtaStatement *statement;

  if (self->n_in_action == 0)
    return TRUE;
  statement = rabta_database_cached (self->database, "UPDATE action SET changes = changes + ? WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->n_in_action);
  rabta_statement_bind_int (statement, 1, self->action);
  self->n_in_action = 0;

  return rabta_statement_run (statement, _("Take over changes"), error);
}

/* The row of the action that an entry belongs to. What it was called comes with an entry of its own,
 * which may arrive later. */
static gboolean
ensure_action (RabtaMerge              *self,
               const Site              *site,
               const RabtaChangeEntry  *entry,
               GError                 **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  if (self->action != 0 && rabta_uuid_equal (&self->action_id, &entry->action))
    return TRUE;
  if (!flush_action (self, error))
    return FALSE;
  self->action_id = entry->action;
  statement = rabta_database_cached (self->database, "SELECT pk FROM action WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &entry->action);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  self->action = step == RABTA_STEP_ROW ? rabta_statement_get_int (statement, 0) : 0;
  rabta_statement_reset (statement);
  if (step != RABTA_STEP_DONE)
    return step == RABTA_STEP_ROW;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO action (id, site, label, changes) VALUES (?, ?, '', 0)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &entry->action);
  rabta_statement_bind_int (statement, 1, site->pk);
  if (!rabta_statement_run (statement, _("Take over changes"), error))
    return FALSE;
  self->action = rabta_database_last_rowid (self->database);

  return TRUE;
}

static gboolean
name_action (RabtaMerge              *self,
             const Site              *site,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  RabtaStatement *statement;
  g_autoptr (JsonObject) body = rabta_body_parse (entry->body);
  const char *label = json_object_get_string_member_with_default (body, "label", "");
  const char *reverts = json_object_get_string_member_with_default (body, "reverts", NULL);
  RabtaUuid id;

  statement = rabta_database_cached (self->database,
                                     "UPDATE action SET site = ?, label = ?, reverts = ? WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_text (statement, 1, label, -1);
  if (reverts != NULL && rabta_uuid_parse (reverts, &id))
    rabta_statement_bind_uuid (statement, 2, &id);
  else
    rabta_statement_bind_null (statement, 2);
  rabta_statement_bind_int (statement, 3, self->action);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

static gboolean
insert_change (RabtaMerge              *self,
               const Site              *site,
               const RabtaChangeEntry  *entry,
               GError                 **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO change (site, counter, action, stamp, officer, programme, format, "
                                     "kind, record, op, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, entry->counter);
  rabta_statement_bind_int (statement, 2, self->action);
  rabta_statement_bind_int (statement, 3, entry->stamp);
  rabta_statement_bind_uuid (statement, 4, &entry->officer);
  rabta_statement_bind_int (statement, 5, entry->programme);
  rabta_statement_bind_int (statement, 6, entry->format);
  rabta_statement_bind_text (statement, 7, entry->kind, -1);
  rabta_statement_bind_uuid (statement, 8, &entry->record);
  rabta_statement_bind_text (statement, 9, entry->op, -1);
  rabta_statement_bind_text (statement, 10, entry->body, -1);
  rabta_statement_bind_blob (statement, 11, entry->hash, sizeof entry->hash);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

static gboolean
note_record (RabtaMerge              *self,
             RabtaKind                kind,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT OR IGNORE INTO temp.merged (kind, record) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, kind);
  rabta_statement_bind_uuid (statement, 1, &entry->record);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

static gboolean
run_for_counter (RabtaMerge    *self,
                 const char    *sql,
                 const Site    *site,
                 gint64         counter,
                 const guint8  *hash,
                 GError       **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, counter);
  if (hash != NULL)
    rabta_statement_bind_blob (statement, 2, hash, RABTA_CHANGE_HASH_LENGTH);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

/* Where the entry lies at the edge of a gap, the edge is kept, or closed against what was kept. */
static gboolean
mind_gaps (RabtaMerge              *self,
           Site                    *site,
           const RabtaChangeEntry  *entry,
           const guint8            *hash_before,
           GError                 **error)
{
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];
  gboolean found;

  if (site->begins &&
      !run_for_counter (self, "INSERT INTO chain_start (site, counter, hash) VALUES (?, ?, ?)", site, entry->counter,
                        hash_before, error))
    return FALSE;
  site->begins = FALSE;
  if (entry->counter >= site->top)
    return TRUE;
  if (!read_hash (self, SELECT_START, site, entry->counter + 1, hash, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (memcmp (hash, entry->hash, sizeof hash) != 0)
    return refuse_fork (site, entry->counter, error);

  return run_for_counter (self, "DELETE FROM chain_start WHERE site = ? AND counter = ?", site, entry->counter + 1,
                          NULL, error);
}

/* Whether the entry is the next of its chain and says what its hash says. */
static gboolean
check_chain (Site                    *site,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];

  if (entry->counter != site->last + 1)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("Take over changes: change %" PRId64 " came where %" PRId64 " was due"), entry->counter,
                   site->last + 1);
      return FALSE;
    }
  memcpy (hash, site->hash, sizeof hash);
  rabta_change_log_hash (hash, entry);
  if (memcmp (hash, entry->hash, sizeof hash) == 0)
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("Take over changes: change %" PRId64 " was altered on its way, its hash does not match"),
               entry->counter);

  return FALSE;
}

static gboolean
take_new (RabtaMerge              *self,
          Site                    *site,
          const RabtaChangeEntry  *entry,
          const guint8            *hash_before,
          GError                 **error)
{
  RabtaKind kind = rabta_kind_from_name (entry->kind);
  gboolean is_action = g_str_equal (entry->op, RABTA_CHANGE_ACTION);
  RabtaChangeVerdict verdict = rabta_change_check (entry, error);

  if (verdict == RABTA_CHANGE_REFUSED || !ensure_action (self, site, entry, error) ||
      !insert_change (self, site, entry, error) || !mind_gaps (self, site, entry, hash_before, error))
    return FALSE;
  self->report.n_new++;
  self->batch->n_changes++;
  self->n_in_action += !is_action;
  site->top = MAX (site->top, entry->counter);
  if (entry->stamp > self->latest)
    self->report.n_clock_wrong++;
  else
    rabta_clock_observe (&self->batch->casebook->log.clock, entry->stamp);
  if (verdict == RABTA_CHANGE_WAITS)
    {
      self->report.n_waiting++;
      return TRUE;
    }

  return is_action ? name_action (self, site, entry, error) : note_record (self, kind, entry, error);
}

/**
 * rabta_merge_add:
 * @self: a merge
 * @entry: the next change of the range that was begun
 * @error: return location
 *
 * Returns: whether it was taken over, or was here already; after an error the merge must end, and
 *   nothing of it stays
 */
gboolean
rabta_merge_add (RabtaMerge              *self,
                 const RabtaChangeEntry  *entry,
                 GError                 **error)
{
  Site *site = ensure_site (self, entry->site, error);
  guint8 before[RABTA_CHANGE_HASH_LENGTH];
  guint8 stored[RABTA_CHANGE_HASH_LENGTH];
  gboolean found = FALSE;

  if (site == NULL || !check_chain (site, entry, error))
    return FALSE;
  if ((self->report.n_new + self->report.n_known) % STRIDE == 0 &&
      g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (entry->counter <= site->top && !read_hash (self, SELECT_HASH, site, entry->counter, stored, &found, error))
    return FALSE;
  if (found && memcmp (stored, entry->hash, sizeof stored) != 0)
    return refuse_fork (site, entry->counter, error);
  if (!found && memcmp (site->id, self->batch->casebook->log.site_id, sizeof site->id) == 0)
    return refuse_fork (site, entry->counter, error);

  memcpy (before, site->hash, sizeof before);
  memcpy (site->hash, entry->hash, sizeof site->hash);
  site->last = entry->counter;
  if (!found)
    return take_new (self, site, entry, before, error);
  site->begins = FALSE;
  self->report.n_known++;

  return TRUE;
}

/* }}} */
/* {{{ Into the tables */

/* One id for two kinds of record would let a person stand where an enterprise is referred to. */
static gboolean
check_kind (RabtaMerge       *self,
            RabtaKind         kind,
            const RabtaUuid  *id,
            GError          **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (self->database, "SELECT 1 FROM change WHERE record = ? AND kind <> ? LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  rabta_statement_bind_text (statement, 1, rabta_kind_get_info (kind)->name, -1);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ROW)
    {
      char text[RABTA_UUID_TEXT_LENGTH + 1];

      rabta_uuid_format (id, text);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Take over changes: two records of different kinds have the id %s"), text);
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
settle_kind (RabtaMerge  *self,
             RabtaKind    kind,
             GError     **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (self->database, "SELECT record FROM temp.merged WHERE kind = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, kind);
  while ((step = rabta_statement_step (statement, _("Take over changes"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid id;

      rabta_statement_get_uuid (statement, 0, &id);
      if (!check_kind (self, kind, &id, error) ||
          !rabta_settle_record (self->batch->settling, self->batch, kind, &id, error))
        return FALSE;
      if (++self->report.n_records % STRIDE == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
settle (RabtaMerge  *self,
        GError     **error)
{
  /* What refers comes before what it refers to, because it may keep it from being deleted. */
  for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
    if (!settle_kind (self, kind, error) ||
        !rabta_settling_run_kind (self->batch->settling, self->batch, kind, error))
      return FALSE;

  return TRUE;
}

/* }}} */

typedef struct
{
  RabtaMergeFunc    func;
  gpointer          user_data;
  GDestroyNotify    destroy;
  RabtaMergeReport  report;
} MergeJob;

static void
merge_job_free (gpointer data)
{
  MergeJob *job = data;

  if (job->destroy != NULL)
    job->destroy (job->user_data);
  g_free (job);
}

static gint64
count_conflicts (RabtaDatabase *database)
{
  return rabta_database_get_int (database, "SELECT count(*) FROM conflict", 0);
}

static gboolean
run_inside (RabtaMerge  *self,
            MergeJob    *job,
            GError     **error)
{
  self->report.n_conflicts_before = count_conflicts (self->database);
  if (!rabta_database_execute (self->database,
                               "CREATE TEMP TABLE IF NOT EXISTS merged (kind INTEGER NOT NULL, record BLOB NOT NULL, "
                               "PRIMARY KEY (kind, record)) WITHOUT ROWID",
                               _("Take over changes"), error) ||
      !rabta_database_execute (self->database, "DELETE FROM temp.merged", _("Take over changes"), error) ||
      !job->func (self, job->user_data, self->cancellable, error) || !flush_action (self, error) ||
      !settle (self, error) ||
      !rabta_database_execute (self->database, "DELETE FROM temp.merged", _("Take over changes"), error))
    return FALSE;
  self->report.n_conflicts = count_conflicts (self->database);

  return TRUE;
}

static gboolean
run_merge (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  MergeJob *job = user_data;
  RabtaMerge self = {
    .batch = batch,
    .database = batch->database,
    .cancellable = cancellable,
    .latest = rabta_clock_latest (g_get_real_time () / 1000 + RABTA_CHANGE_CLOCK_ERROR),
  };
  gboolean ok;

  self.sites = g_hash_table_new_full (site_hash, site_equal, NULL, g_free);
  ok = run_inside (&self, job, error);
  g_hash_table_unref (self.sites);
  job->report = self.report;

  return ok;
}

static void
merge_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  GError *error = NULL;

  if (rabta_batch_run (g_task_get_source_object (task), database, _("Merge"), NULL, run_merge, task_data, cancellable,
                       &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_merge_async:
 * @self: a casebook
 * @func: brings the changes, on the writer's thread
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data, on any thread
 * @cancellable: (nullable): cancelling rolls everything back
 * @callback: called on the caller's main context when it is committed or failed
 * @callback_data: for @callback
 *
 * Takes over changes from elsewhere, all that @func brings or none.
 */
void
rabta_casebook_merge_async (RabtaCasebook       *self,
                            RabtaMergeFunc       func,
                            gpointer             user_data,
                            GDestroyNotify       destroy,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             callback_data)
{
  g_autoptr (GTask) task = NULL;
  MergeJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && func != NULL);

  job = g_new0 (MergeJob, 1);
  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, rabta_casebook_merge_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, merge_job_free);
  rabta_casebook_push_write (self, task, merge_job);
}

/**
 * rabta_casebook_merge_finish:
 * @report: (out) (optional): what it came to
 *
 * Returns: whether it was committed, or there was nothing new
 */
gboolean
rabta_casebook_merge_finish (RabtaCasebook     *self,
                             GAsyncResult      *result,
                             RabtaMergeReport  *report,
                             GError           **error)
{
  MergeJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (report != NULL)
    *report = job->report;

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_merge_sync (RabtaCasebook     *self,
                           RabtaMergeFunc     func,
                           gpointer           user_data,
                           RabtaMergeReport  *report,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_merge_async (self, func, user_data, NULL, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_merge_finish (self, result, report, error);
}
