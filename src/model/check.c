/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Is the casebook whole: the file, the chain of the change log, the tables as the log's view, the
 * search index, the rules. And the making of the tables anew from the log. */

#include "model/attachments-private.h"
#include "model/batch-private.h"
#include "model/redirect.h"
#include "model/rules.h"
#include "model/settle.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* So many findings of one sort are enough to see what is wrong. */
#define MOST_REPORTED 100

typedef struct
{
  RabtaCasebook *casebook;
  RabtaDatabase *database;
  GPtrArray     *report;
  gboolean       rebuild;
  gboolean       any_redirect;
} Check;

static void G_GNUC_PRINTF (2, 3)
report (Check      *self,
        const char *format,
        ...)
{
  va_list args;

  if (self->report->len > MOST_REPORTED)
    return;
  if (self->report->len == MOST_REPORTED)
    {
      g_ptr_array_add (self->report, g_strdup (_("… and more")));
      return;
    }
  va_start (args, format);
  g_ptr_array_add (self->report, g_strdup_vprintf (format, args));
  va_end (args);
}

typedef struct
{
  RabtaKind kind;
  RabtaUuid id;
} Made;

/* Every record that was ever made, in that order. */
static GArray *
list_made (RabtaDatabase  *database,
           GError        **error)
{
  g_autoptr (GArray) made = g_array_new (FALSE, TRUE, sizeof (Made));
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT kind, record FROM change WHERE op = 'create' AND format <= ? "
                                      "GROUP BY record ORDER BY min(pk)",
                                      error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, RABTA_CHANGE_FORMAT);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    {
      Made entry = { .kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0)) };

      rabta_statement_get_uuid (statement, 1, &entry.id);
      if (entry.kind != RABTA_KIND_NONE)
        g_array_append_val (made, entry);
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&made) : NULL;
}

/* What is computed and what references were turned to is not kept up for deleted records: it is made anew
 * when they come back. */
static gboolean
rows_equal (RabtaRecord  *a,
            RabtaRecord  *b,
            const char  **field)
{
  const RabtaKindInfo *info = rabta_record_get_info (a);
  g_autofree char *extra_a = NULL;
  g_autofree char *extra_b = NULL;

  for (guint i = 0; i < info->n_fields; i++)
    if (!(rabta_record_is_deleted (a) && ((info->fields[i].flags & RABTA_FIELD_DERIVED) != 0 ||
                                          info->fields[i].kind == RABTA_FIELD_REFERENCE)) &&
        !rabta_value_equal (rabta_record_get_value (a, i), rabta_record_get_value (b, i)))
      {
        *field = _(info->fields[i].heading);
        return FALSE;
      }
  extra_a = rabta_record_extra_to_json (a);
  extra_b = rabta_record_extra_to_json (b);
  *field = _("fields of the programme");
  if (g_strcmp0 (extra_a, extra_b) != 0)
    return FALSE;
  *field = _("origin");

  return rabta_record_get_origin (a) == rabta_record_get_origin (b) &&
         g_strcmp0 (rabta_record_get_origins (a), rabta_record_get_origins (b)) == 0;
}

/* Whether the conflicts of a record are listed as they are. */
static gboolean
compare_conflicts (Check                *self,
                   const Made           *made,
                   const RabtaReplayed  *replayed,
                   gboolean             *equal,
                   GError              **error)
{
  RabtaStatement *statement;
  guint n = 0, n_found = 0, expected = replayed->conflicts != NULL ? replayed->conflicts->len : 0;
  RabtaStep step;

  statement = rabta_database_cached (self->database, "SELECT field, heads FROM conflict WHERE record = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &made->id);
  for (; (step = rabta_statement_step (statement, _("Check the conflicts"), error)) == RABTA_STEP_ROW; n++)
    for (guint i = 0; i < expected; i++)
      {
        const RabtaReplayedConflict *conflict = g_ptr_array_index (replayed->conflicts, i);

        n_found += g_strcmp0 (conflict->field, rabta_statement_get_text (statement, 0)) == 0 &&
                   g_strcmp0 (conflict->heads, rabta_statement_get_text (statement, 1)) == 0;
      }
  rabta_statement_reset (statement);
  *equal = n == expected && n_found == expected;

  return step == RABTA_STEP_DONE;
}

static gboolean
compare_record (Check       *self,
                const Made  *made,
                GError     **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (made->kind);
  g_autoptr (RabtaRecord) stored = NULL;
  g_autoptr (GError) local = NULL;
  g_auto (RabtaReplayed) replayed = { NULL };
  g_autofree char *id = rabta_uuid_to_string (&made->id);
  RabtaRecord *expected;
  gboolean equal, merged;
  const char *field;

  if (!rabta_replay_record (self->database, made->kind, &made->id, &replayed, error) ||
      !rabta_settle_judge (self->database, made->kind, &made->id, &replayed, error) ||
      !compare_conflicts (self, made, &replayed, &equal, error) ||
      !rabta_redirect_is (self->database, &made->id, replayed.merged != 0 ? &replayed.merged_into : NULL,
                          replayed.merged, &merged, error) ||
      !rabta_redirect_apply (self->database, replayed.record, error))
    return FALSE;
  expected = replayed.record;
  if (!merged)
    report (self, _("%s %s: what it was merged into is not what the change log says"), _(info->heading), id);
  if (!equal)
    report (self, _("%s %s: the conflicts listed are not those of the change log"), _(info->heading), id);
  stored = rabta_casebook_fetch_id (self->database, made->kind, &made->id, TRUE, &local);
  if (stored == NULL)
    {
      if (!g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      report (self, _("%s %s is in the change log but not in its table"), _(info->heading), id);
      return TRUE;
    }
  /* The due date looks up pauses by the record's own number. */
  rabta_record_set_saved (expected, rabta_record_get_pk (stored), rabta_record_get_origin (stored));
  if (!rabta_derive_record (self->casebook, self->database, expected, error))
    return FALSE;
  if (rabta_record_get_deleted (stored) != replayed.deleted)
    report (self, _("%s %s is deleted in one and not in the other of change log and table"), _(info->heading), id);
  else if (!rows_equal (stored, expected, &field))
    report (self, _("%s %s: “%s” differs between the change log and its table"), _(info->heading), id, field);

  return TRUE;
}

static gboolean
compare_counts (Check  *self,
                GArray *made)
{
  gint64 counts[RABTA_N_KINDS] = { 0 };

  for (guint i = 0; i < made->len; i++)
    counts[g_array_index (made, Made, i).kind]++;
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", info->table);
      gint64 rows = rabta_database_get_int (self->database, sql, -1);

      if (rows > counts[kind])
        report (self, _("%s: the table holds %" PRId64 " records that the change log does not know"),
                _(info->heading_plural), rows - counts[kind]);
    }

  return TRUE;
}

static gboolean
compare_tables (Check   *self,
                GError **error)
{
  g_autoptr (GArray) made = list_made (self->database, error);

  if (made == NULL)
    return FALSE;
  for (guint i = 0; i < made->len; i++)
    if (!compare_record (self, &g_array_index (made, Made, i), error))
      return FALSE;

  return compare_counts (self, made);
}

static gboolean
check_search (Check   *self,
              GError **error)
{
  g_autoptr (GError) local = NULL;

  if (rabta_database_execute (self->database,
                              "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
                              _("Check the search index"), &local))
    return TRUE;
  if (!g_error_matches (local, RABTA_ERROR, RABTA_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  report (self, _("The search index does not match the texts it is made of"));

  return TRUE;
}

static gboolean
check_kind_records (Check      *self,
                    RabtaKind   kind,
                    GError    **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, rabta_query_columns (kind, FALSE), FALSE, 0);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (self->database, select->sql->str, error);
  g_autoptr (RabtaStatement) text = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (GString) document = g_string_new (NULL);
  RabtaStep step;

  text = rabta_database_prepare (self->database, "SELECT text FROM search WHERE pk = ?", error);
  if (statement == NULL || text == NULL)
    return FALSE;
  record = rabta_record_new_placeholder (kind, 0);
  while ((step = rabta_statement_step (statement, _("Check the records"), error)) == RABTA_STEP_ROW)
    {
      g_autofree char *title = NULL;
      const char *found = NULL;

      rabta_record_read_row (record, statement, FALSE);
      rabta_search_document (record, document);
      rabta_statement_bind_int (text, 0, (rabta_record_get_pk (record) << RABTA_SEARCH_KIND_BITS) | kind);
      if (rabta_statement_step (text, _("Check the search index"), NULL) == RABTA_STEP_ROW)
        found = rabta_statement_get_text (text, 0);
      if (g_strcmp0 (found != NULL ? found : "", document->str) != 0)
        {
          title = rabta_record_dup_title (record);
          report (self, _("%s “%s” is not found by search as it should be"), _(rabta_kind_get_info (kind)->heading), title);
        }
      rabta_statement_reset (text);
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
check_rules (Check      *self,
             RabtaKind   kind,
             GError    **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, rabta_query_columns (kind, FALSE), FALSE, 0);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (self->database, select->sql->str, error);
  g_autoptr (RabtaRecord) record = NULL;
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  record = rabta_record_new_placeholder (kind, 0);
  while ((step = rabta_statement_step (statement, _("Check the rules"), error)) == RABTA_STEP_ROW)
    {
      g_autoptr (GPtrArray) findings = NULL;

      rabta_record_read_row (record, statement, FALSE);
      findings = rabta_rules_check (self->casebook->programme, record);
      for (guint i = 0; i < findings->len; i++)
        {
          RabtaFinding *finding = g_ptr_array_index (findings, i);
          g_autofree char *title = rabta_record_dup_title (record);

          if (finding->level == RABTA_FINDING_ERROR)
            report (self, _("%s “%s”: %s"), _(info->heading), title, finding->message);
        }
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
empty_tables (Check   *self,
              GError **error)
{
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", rabta_kind_get_info (kind)->table);

      if (!rabta_database_execute (self->database, sql, _("Rebuild the tables"), error))
        return FALSE;
    }

  return rabta_database_execute (self->database, "DELETE FROM conflict", _("Rebuild the tables"), error) &&
         rabta_database_execute (self->database, "DELETE FROM tombstone", _("Rebuild the tables"), error) &&
         rabta_database_execute (self->database, "DELETE FROM redirect", _("Rebuild the tables"), error) &&
         rabta_database_execute (self->database, "DELETE FROM redirected", _("Rebuild the tables"), error) &&
         rabta_database_execute (self->database, "INSERT INTO search_index (search_index) VALUES ('delete-all')",
                                 _("Rebuild the search index"), error) &&
         rabta_database_execute (self->database, "DELETE FROM search", _("Rebuild the search index"), error) &&
         /* Not deleted: the entry that names an action may not have arrived. */
         rabta_database_execute (self->database,
                                 "UPDATE action SET label = '', reverts = NULL, "
                                 "changes = (SELECT count(*) FROM change d WHERE d.action = action.pk AND d.op <> 'action')",
                                 _("Rebuild the tables"), error) &&
         rabta_database_execute (self->database,
                                 "UPDATE action SET id = c.record, site = c.site, label = json_extract (c.body, '$.label') "
                                 "FROM change c WHERE c.op = 'action' AND c.action = action.pk",
                                 _("Rebuild the tables"), error);
}

/* SQLite 3.40 has no unhex(): what an action reverts is put in from here. */
static gboolean
restore_reverts (Check   *self,
                 GError **error)
{
  g_autoptr (RabtaStatement) select = NULL;
  g_autoptr (RabtaStatement) update = NULL;
  RabtaStep step;

  select = rabta_database_prepare (self->database,
                                   "SELECT action, json_extract (body, '$.reverts') FROM change "
                                   "WHERE op = 'action' AND json_extract (body, '$.reverts') IS NOT NULL",
                                   error);
  update = rabta_database_prepare (self->database, "UPDATE action SET reverts = ? WHERE pk = ?", error);
  if (select == NULL || update == NULL)
    return FALSE;
  while ((step = rabta_statement_step (select, _("Rebuild the tables"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid id;

      if (!rabta_uuid_parse (rabta_statement_get_text (select, 1), &id))
        continue;
      rabta_statement_bind_uuid (update, 0, &id);
      rabta_statement_bind_int (update, 1, rabta_statement_get_int (select, 0));
      if (!rabta_statement_run (update, _("Rebuild the tables"), error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

/* Before any row: references show what stands for the record that they name. */
static gboolean
rebuild_redirects (Check   *self,
                   GError **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (self->database,
                                      "SELECT DISTINCT kind, record FROM change WHERE op = '" RABTA_CHANGE_MERGE "'",
                                      error);
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Rebuild the tables"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      g_auto (RabtaReplayed) replayed = { NULL };
      RabtaUuid id;

      rabta_statement_get_uuid (statement, 1, &id);
      if (kind == RABTA_KIND_NONE)
        continue;
      if (!rabta_replay_record (self->database, kind, &id, &replayed, error) ||
          (replayed.merged != 0 &&
           !rabta_redirect_set (self->database, &id, &replayed.merged_into, replayed.merged, error)))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
rebuild_record (Check             *self,
                const Made        *made,
                RabtaSettling     *settling,
                RabtaSearchIndex  *search,
                GError           **error)
{
  g_auto (RabtaReplayed) replayed = { NULL };

  if (!rabta_replay_record (self->database, made->kind, &made->id, &replayed, error) ||
      !rabta_settle_judge (self->database, made->kind, &made->id, &replayed, error) ||
      (self->any_redirect && !rabta_redirect_apply_and_keep (self->database, replayed.record, error)) ||
      !rabta_derive_record (self->casebook, self->database, replayed.record, error) ||
      !rabta_batch_write_row (self->database, replayed.record, TRUE, replayed.deleted, error))
    return FALSE;
  rabta_record_set_saved (replayed.record, rabta_database_last_rowid (self->database),
                          rabta_record_get_origin (replayed.record));
  if ((replayed.is_tombstoned &&
       !rabta_settling_set_tombstone (settling, made->kind, &made->id, TRUE, error)) ||
      (replayed.conflicts != NULL &&
       !rabta_settle_write_conflicts (self->database, made->kind, &made->id, &replayed, error)))
    return FALSE;

  return replayed.deleted != 0 || rabta_search_index_put (search, replayed.record, TRUE, error);
}

/* Holidays come after the cases: due dates are computed once everything is there. */
static gboolean
rebuild_due_dates (Check   *self,
                   GError **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  g_autoptr (GPtrArray) cases = rabta_casebook_select (self->database, query, 0, error);

  if (cases == NULL || !rabta_casebook_load_holidays (self->casebook, self->database, error))
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    if (!rabta_derive_record (self->casebook, self->database, g_ptr_array_index (cases, i), error) ||
        !rabta_batch_write_row (self->database, g_ptr_array_index (cases, i), FALSE, 0, error))
      return FALSE;

  return TRUE;
}

static gboolean
rebuild_inside (Check   *self,
                GError **error)
{
  g_autoptr (GArray) made = list_made (self->database, error);
  g_autoptr (RabtaSearchIndex) search = rabta_search_index_new (self->database);
  g_autoptr (RabtaSettling) settling = rabta_settling_new (self->database);

  if (made == NULL || !empty_tables (self, error) || !restore_reverts (self, error) ||
      !rebuild_redirects (self, error))
    return FALSE;
  self->any_redirect = rabta_redirect_any (self->database);
  /* What refers comes before what it refers to, because it may keep it from being deleted. */
  for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
    for (guint i = 0; i < made->len; i++)
      if (g_array_index (made, Made, i).kind == (RabtaKind) kind &&
          !rebuild_record (self, &g_array_index (made, Made, i), settling, search, error))
        return FALSE;

  return rabta_search_index_flush (search, error) && rebuild_due_dates (self, error);
}

static gboolean
rebuild (Check   *self,
         GError **error)
{
  if (!rabta_database_begin (self->database, error))
    return FALSE;
  if (!rebuild_inside (self, error) || !rabta_database_commit (self->database, error))
    {
      if (rabta_database_in_transaction (self->database))
        rabta_database_rollback (self->database);
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_check (Check   *self,
           GError **error)
{
  g_autoptr (GError) damage = NULL;
  guint before;

  if (!rabta_database_integrity (self->database, FALSE, &damage))
    {
      report (self, "%s", damage->message);
      return TRUE;
    }
  before = self->report->len;
  if (!rabta_change_log_verify (self->database, self->report, error))
    return FALSE;
  /* A log that was tampered with is no basis for tables. */
  if (self->rebuild && self->report->len == before && !rebuild (self, error))
    return FALSE;
  if (!compare_tables (self, error))
    return FALSE;
  if (!self->casebook->read_only && !check_search (self, error))
    return FALSE;
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    if (!check_kind_records (self, kind, error) || !check_rules (self, kind, error))
      return FALSE;

  return rabta_attachments_check (self->database, self->report, error);
}

static void
check_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  Check *check = task_data;
  GError *error = NULL;

  check->database = database;
  if (run_check (check, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_check_sync:
 * @self: a casebook
 * @rebuild_tables: make the tables and the search index anew from the change log first
 * @report_out: (element-type utf8): collects sentences for people, one a finding
 * @error: return location
 *
 * Returns: whether the check could be made; what it found is in @report
 */
gboolean
rabta_casebook_check_sync (RabtaCasebook  *self,
                           gboolean        rebuild_tables,
                           GPtrArray      *report_out,
                           GError        **error)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Check check = { .casebook = self, .report = report_out, .rebuild = rebuild_tables };
  RabtaWait wait;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (self) && report_out != NULL, FALSE);

  rabta_wait_begin (&wait);
  task = g_task_new (self, NULL, rabta_wait_cb, &wait);
  g_task_set_source_tag (task, rabta_casebook_check_sync);
  g_task_set_task_data (task, &check, NULL);
  if (self->read_only && !rebuild_tables)
    rabta_casebook_push_read (self, task, check_job);
  else
    rabta_casebook_push_write (self, task, check_job);
  result = rabta_wait_end (&wait);

  return g_task_propagate_boolean (G_TASK (result), error);
}
