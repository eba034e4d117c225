/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Deciding conflicts, one or ten thousand, as a person asks for it. */

#include "model/decisions.h"

#include "model/batch-private.h"
#include "model/conflicts-private.h"
#include "model/replay.h"
#include "model/rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rabta_decision_new:
 * @kind: kind of a record
 * @record: its id
 * @field: a field of it that is in conflict
 * @choice: what it shall be
 *
 * Returns: (transfer full): the decision
 */
RabtaDecision *
rabta_decision_new (RabtaKind            kind,
                    const RabtaUuid     *record,
                    const char          *field,
                    RabtaDecisionChoice  choice)
{
  RabtaDecision *self;

  g_return_val_if_fail (record != NULL && field != NULL, NULL);

  self = g_new0 (RabtaDecision, 1);
  self->kind = kind;
  self->record = *record;
  self->field = g_strdup (field);
  self->choice = choice;

  return self;
}

void
rabta_decision_free (RabtaDecision *self)
{
  g_free (self->field);
  g_free (self->value);
  g_free (self->text);
  g_free (self->heads);
  g_free (self);
}

static gboolean
refuse (const RabtaConflict  *conflict,
        const char           *reason,
        GError              **error)
{
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Decide a conflict: “%s”: %s"), conflict->heading, reason);

  return FALSE;
}

/* The side that is asked for; NULL where there is none such. */
static RabtaConflictSide *
find_side (const RabtaConflict *conflict,
           const RabtaDecision *decision)
{
  RabtaConflictSide *found = NULL;

  if (decision->choice == RABTA_DECISION_SIDE)
    return decision->side < conflict->sides->len ? g_ptr_array_index (conflict->sides, decision->side) : NULL;
  for (guint i = 0; i < conflict->sides->len; i++)
    {
      RabtaConflictSide *side = g_ptr_array_index (conflict->sides, i);

      if ((decision->choice == RABTA_DECISION_MINE && !side->is_mine) ||
          (decision->choice == RABTA_DECISION_THEIRS && side->is_mine))
        continue;
      if (found == NULL || (decision->choice != RABTA_DECISION_STANDING && side->stamp > found->stamp))
        found = side;
    }

  return found;
}

static gboolean
decide_record (RabtaBatch           *self,
               const RabtaConflict  *conflict,
               const RabtaDecision  *decision,
               GError              **error)
{
  RabtaConflictSide *side;

  switch (decision->choice)
    {
    case RABTA_DECISION_KEEP:
    case RABTA_DECISION_DELETE:
      return rabta_batch_decide_record (self, conflict->kind, &conflict->record,
                                        decision->choice == RABTA_DECISION_KEEP, error);
    case RABTA_DECISION_MINE:
    case RABTA_DECISION_THEIRS:
    case RABTA_DECISION_NEWEST:
    case RABTA_DECISION_STANDING:
    case RABTA_DECISION_SIDE:
      side = find_side (conflict, decision);
      if (side == NULL)
        return refuse (conflict, _("there is no such side"), error);
      return rabta_batch_decide_record (self, conflict->kind, &conflict->record, !side->deletes, error);
    case RABTA_DECISION_BASE:
    case RABTA_DECISION_VALUE:
    case RABTA_DECISION_TEXT:
    default:
      return refuse (conflict, _("a record is kept or deleted"), error);
    }
}

/* What a person gives must be a value that could be entered in a form, too. */
static gboolean
check_value (RabtaBatch           *self,
             const RabtaConflict  *conflict,
             const char           *json,
             GError              **error)
{
  g_autoptr (RabtaRecord) stored = NULL;
  g_autoptr (RabtaRecord) probe = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RabtaRecord) target = NULL;
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  stored = rabta_casebook_fetch_stored (self->database, conflict->kind, &conflict->record, error);
  if (stored == NULL)
    return FALSE;
  if (conflict->info->kind == RABTA_FIELD_REFERENCE && rabta_conflict_read_value (conflict, json, &value) &&
      value.type == RABTA_VALUE_ID)
    {
      target = rabta_casebook_fetch_id (self->database, rabta_kind_from_name (conflict->info->target), &value.id, FALSE,
                                        NULL);
      if (target == NULL)
        return refuse (conflict, _("there is no such record"), error);
    }
  probe = rabta_record_copy (stored);
  rabta_change_apply (probe, conflict->field, node);
  findings = rabta_rules_check (self->casebook->programme, probe);
  for (guint i = 0; i < findings->len; i++)
    {
      RabtaFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == RABTA_FINDING_ERROR && g_strcmp0 (finding->field, conflict->field) == 0)
        return refuse (conflict, finding->message, error);
    }

  return TRUE;
}

static gboolean
decide_text (RabtaBatch           *self,
             const RabtaConflict  *conflict,
             const char           *text,
             GError              **error)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autofree char *json = NULL;

  if (conflict->info == NULL)
    return refuse (conflict, _("this version of the program does not know the field"), error);
  if (*text != '\0' && !rabta_value_parse (conflict->info, text, &value, NULL) &&
      !rabta_value_parse_loose (conflict->info, text, RABTA_DATE_ORDER_DAY_FIRST, &value, NULL, error))
    return FALSE;
  json = rabta_conflict_make_json (&value);

  return check_value (self, conflict, json, error) &&
         rabta_batch_decide (self, conflict->kind, &conflict->record, conflict->field, json, error);
}

static gboolean
decide_field (RabtaBatch           *self,
              const RabtaConflict  *conflict,
              const RabtaDecision  *decision,
              GError              **error)
{
  RabtaConflictSide *side;
  const char *value = NULL;

  switch (decision->choice)
    {
    case RABTA_DECISION_TEXT:
      return decide_text (self, conflict, decision->text != NULL ? decision->text : "", error);
    case RABTA_DECISION_VALUE:
      if (conflict->info != NULL && !check_value (self, conflict, decision->value, error))
        return FALSE;
      value = decision->value;
      break;
    case RABTA_DECISION_BASE:
      if (!conflict->has_base)
        return refuse (conflict, _("what was replaced is not known here"), error);
      value = conflict->base;
      break;
    case RABTA_DECISION_KEEP:
    case RABTA_DECISION_DELETE:
      return refuse (conflict, _("only a record is kept or deleted"), error);
    case RABTA_DECISION_MINE:
    case RABTA_DECISION_THEIRS:
    case RABTA_DECISION_NEWEST:
    case RABTA_DECISION_STANDING:
    case RABTA_DECISION_SIDE:
    default:
      side = find_side (conflict, decision);
      if (side == NULL)
        return refuse (conflict, _("there is no such side"), error);
      value = side->value;
    }

  return rabta_batch_decide (self, conflict->kind, &conflict->record, conflict->field, value, error);
}

static gboolean
decide_one (RabtaBatch           *self,
            const RabtaDecision  *decision,
            GCancellable         *cancellable,
            GError              **error)
{
  RabtaConflictFilter filter = { decision->kind, decision->field, &decision->record, 0, 1 };
  g_autoptr (GPtrArray) list = NULL;
  const RabtaConflict *conflict;

  list = rabta_conflicts_list (self->casebook, self->database, &filter, decision->choice == RABTA_DECISION_BASE,
                               cancellable, error);
  if (list == NULL)
    return FALSE;
  if (list->len == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Decide a conflict: it was decided already"));
      return FALSE;
    }
  conflict = g_ptr_array_index (list, 0);
  if (decision->heads != NULL && !g_str_equal (decision->heads, conflict->heads))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
                   _("Decide a conflict: “%s” was changed meanwhile; look at it again before you decide"),
                   conflict->heading);
      return FALSE;
    }

  return g_str_equal (conflict->field, RABTA_CONFLICT_RECORD) ? decide_record (self, conflict, decision, error)
                                                              : decide_field (self, conflict, decision, error);
}

typedef struct
{
  GPtrArray           *decisions; /* NULL: all that the filter finds */
  gboolean             all_or_none;
  RabtaDecisionChoice  choice;
  RabtaConflictFilter  filter;
  char                *field;
  RabtaUuid            record;
  RabtaDecisionReport  report;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->decisions, g_ptr_array_unref);
  g_free (job->field);
  g_free (job);
}

/* Whether it is no failure of the whole that this one could not be decided. */
static gboolean
take_error (Job    *job,
            GError *error)
{
  if (job->all_or_none)
    return FALSE;
  /* What somebody else has decided, or went with its record, is not left to decide. */
  if (g_error_matches (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    return TRUE;
  job->report.n_left++;

  return g_error_matches (error, RABTA_ERROR, RABTA_ERROR_CONFLICT) ||
         g_error_matches (error, RABTA_ERROR, RABTA_ERROR_INVALID);
}

/* Whether records are deleted comes first: a decision about a field is a change that a deletion after
 * it would have to have seen. */
static gboolean
decide_pass (RabtaBatch    *batch,
             Job           *job,
             gboolean       about_records,
             GCancellable  *cancellable,
             GError       **error)
{
  for (guint i = 0; i < job->decisions->len; i++)
    {
      const RabtaDecision *decision = g_ptr_array_index (job->decisions, i);
      g_autoptr (GError) local = NULL;

      if ((decision->field[0] == '@') != about_records)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (decide_one (batch, decision, cancellable, &local))
        job->report.n_decided++;
      else if (!take_error (job, local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
list_decisions (RabtaBatch    *batch,
                Job           *job,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) list = rabta_conflicts_list (batch->casebook, batch->database, &job->filter, FALSE, cancellable,
                                                     error);

  if (list == NULL)
    return FALSE;
  job->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_decision_free);
  for (guint i = 0; i < list->len; i++)
    {
      RabtaConflict *conflict = g_ptr_array_index (list, i);

      g_ptr_array_add (job->decisions, rabta_decision_new (conflict->kind, &conflict->record, conflict->field,
                                                           job->choice));
    }

  return TRUE;
}

static gboolean
decide_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Job *job = user_data;

  memset (&job->report, 0, sizeof job->report);

  return (job->decisions != NULL || list_decisions (batch, job, cancellable, error)) &&
         decide_pass (batch, job, TRUE, cancellable, error) && decide_pass (batch, job, FALSE, cancellable, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rabta_casebook_write_finish (RABTA_CASEBOOK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (RabtaCasebook       *self,
       Job                 *job,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  rabta_casebook_write_async (self, job->decisions != NULL && job->decisions->len == 1 ? _("Decide a conflict")
                                                                                        : _("Decide conflicts"),
                              decide_cb, job, NULL, cancellable, written_cb, task);
}

/**
 * rabta_casebook_decide_async:
 * @self: a casebook
 * @decisions: (element-type RabtaDecision): what shall be; must not be changed until it is finished
 * @all_or_none: whether one that cannot be decided makes all fail; otherwise it is left open
 *
 * Decides conflicts in one transaction that is one entry of the undo list.
 */
void
rabta_casebook_decide_async (RabtaCasebook       *self,
                             GPtrArray           *decisions,
                             gboolean             all_or_none,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && decisions != NULL);

  job = g_new0 (Job, 1);
  job->decisions = g_ptr_array_ref (decisions);
  job->all_or_none = all_or_none;
  start (self, job, cancellable, callback, user_data);
}

/**
 * rabta_casebook_decide_all_async:
 * @self: a casebook
 * @choice: one that needs nothing more than to be made
 * @filter: (nullable): which conflicts; %NULL: all
 *
 * As rabta_casebook_decide_async(), of all conflicts that there are.
 */
void
rabta_casebook_decide_all_async (RabtaCasebook             *self,
                                 RabtaDecisionChoice        choice,
                                 const RabtaConflictFilter *filter,
                                 GCancellable              *cancellable,
                                 GAsyncReadyCallback        callback,
                                 gpointer                   user_data)
{
  const RabtaConflictFilter all = RABTA_CONFLICT_FILTER_ALL;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  job = g_new0 (Job, 1);
  job->choice = choice;
  job->filter = filter != NULL ? *filter : all;
  job->field = g_strdup (job->filter.field);
  job->filter.field = job->field;
  if (job->filter.record != NULL)
    {
      job->record = *job->filter.record;
      job->filter.record = &job->record;
    }
  start (self, job, cancellable, callback, user_data);
}

/**
 * rabta_casebook_decide_finish:
 * @report: (out) (nullable): what came of it
 *
 * Returns: whether it was committed
 */
gboolean
rabta_casebook_decide_finish (RabtaCasebook        *self,
                              GAsyncResult         *result,
                              RabtaDecisionReport  *report,
                              GError              **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (report != NULL)
    *report = job->report;

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_decide_sync (RabtaCasebook        *self,
                            GPtrArray            *decisions,
                            gboolean              all_or_none,
                            RabtaDecisionReport  *report,
                            GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_decide_async (self, decisions, all_or_none, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_decide_finish (self, result, report, error);
}

gboolean
rabta_casebook_decide_all_sync (RabtaCasebook              *self,
                                RabtaDecisionChoice         choice,
                                const RabtaConflictFilter  *filter,
                                RabtaDecisionReport        *report,
                                GError                    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_decide_all_async (self, choice, filter, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_decide_finish (self, result, report, error);
}
