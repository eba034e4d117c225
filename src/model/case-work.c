/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/case-work.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* What a job is about; each function uses what it needs. */
typedef struct
{
  RabtaUuid  id;
  char      *stage;  /* stage, result, or item, by function */
  char      *reason;
  char      *note;
  gboolean   done;

  GPtrArray *enterprises;
  char      *track;
  RabtaUuid  event;
  RabtaUuid  organization;
  RabtaUuid  product;
  GArray    *opened;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->stage);
  g_free (work->reason);
  g_free (work->note);
  g_free (work->track);
  g_clear_pointer (&work->enterprises, g_ptr_array_unref);
  g_clear_pointer (&work->opened, g_array_unref);
  g_free (work);
}

static Work *
work_new (const RabtaUuid *id,
          const char      *stage,
          const char      *reason,
          const char      *note)
{
  Work *work = g_new0 (Work, 1);

  if (id != NULL)
    work->id = *id;
  work->stage = g_strdup (stage);
  work->reason = g_strdup (reason);
  work->note = note != NULL ? rabta_text_clean (note, TRUE) : NULL;

  return work;
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

/* The task keeps the work alive until its own callback has read the result. */
static void
push (RabtaCasebook       *casebook,
      const char          *action,
      RabtaWriteFunc       func,
      Work                *work,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (casebook, cancellable, callback, user_data);

  g_task_set_source_tag (task, push);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  rabta_casebook_write_async (casebook, action, func, work, NULL, cancellable, written_cb, task);
}

static void
set_worker (RabtaBatch  *batch,
            RabtaRecord *record)
{
  rabta_record_set_ref (record, "officer", rabta_casebook_get_officer (rabta_batch_get_casebook (batch)));
}

/* {{{ Stage entries */

static gboolean
enter_stage (RabtaBatch   *batch,
             RabtaRecord  *record,
             const char   *stage,
             const char   *reason,
             const char   *note,
             GError      **error)
{
  g_autoptr (RabtaRecord) entry = rabta_record_new (RABTA_KIND_STAGE_ENTRY);
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_record_set_ref (entry, "case", rabta_record_get_id (record));
  rabta_record_set_text (entry, "stage", stage);
  rabta_record_set_text (entry, "entered", today);
  rabta_record_set_text (entry, "reason", reason);
  rabta_record_set_text (entry, "note", note);
  set_worker (batch, entry);

  return rabta_batch_save (batch, entry, error);
}

static gboolean
leave_stage (RabtaBatch   *batch,
             RabtaRecord  *record,
             GError      **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_STAGE_ENTRY);
  g_autoptr (GPtrArray) entries = NULL;
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_query_filter_id (query, "case", rabta_record_get_id (record));
  rabta_query_filter (query, "left", RABTA_FILTER_EQUAL, NULL);
  entries = rabta_batch_query (batch, query, 0, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      rabta_record_set_text (g_ptr_array_index (entries, i), "left", today);
      if (!rabta_batch_save (batch, g_ptr_array_index (entries, i), error))
        return FALSE;
    }

  return TRUE;
}

/* A pause that runs ends with the stage, and where the clock goes on. */
static gboolean
end_pauses (RabtaBatch   *batch,
            RabtaRecord  *record,
            GError      **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PAUSE);
  g_autoptr (GPtrArray) pauses = NULL;
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_query_filter_id (query, "case", rabta_record_get_id (record));
  rabta_query_filter (query, "ends", RABTA_FILTER_EQUAL, NULL);
  pauses = rabta_batch_query (batch, query, 0, error);
  if (pauses == NULL)
    return FALSE;
  for (guint i = 0; i < pauses->len; i++)
    {
      rabta_record_set_text (g_ptr_array_index (pauses, i), "ends", today);
      if (!rabta_batch_save (batch, g_ptr_array_index (pauses, i), error))
        return FALSE;
    }

  return TRUE;
}

/* }}} */
/* {{{ Opening */

static gboolean
has_open_case (RabtaBatch       *batch,
               const RabtaUuid  *enterprise,
               const char       *track,
               gboolean         *has,
               GError          **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  g_autoptr (GPtrArray) cases = NULL;

  rabta_query_filter_id (query, "enterprise", enterprise);
  rabta_query_filter (query, "track", RABTA_FILTER_EQUAL, track);
  rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  cases = rabta_batch_query (batch, query, 1, error);
  *has = cases != NULL && cases->len > 0;

  return cases != NULL;
}

static gboolean
open_one (RabtaBatch       *batch,
          Work             *work,
          RabtaRecord      *enterprise,
          RabtaStage       *first,
          GError          **error)
{
  RabtaCasebook *casebook = rabta_batch_get_casebook (batch);
  RabtaProgramme *programme = rabta_casebook_get_programme (casebook);
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_CASE);
  char today[RABTA_DATE_SIZE];
  gboolean favoured;

  favoured = rabta_programme_track_favours (programme, work->track,
                                            rabta_record_get_int (enterprise, "women_led") != 0,
                                            rabta_record_get_text (enterprise, "size"));
  rabta_date_today (today);
  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (record, "track", work->track);
  rabta_record_set_text (record, "stage", rabta_stage_get_code (first));
  rabta_record_set_text (record, "stage_entered", today);
  rabta_record_set_text (record, "opened", today);
  rabta_record_set_text (record, "status", "open");
  rabta_record_set_text (record, "priority", favoured ? "high" : "normal");
  rabta_record_set_ref (record, "event", &work->event);
  rabta_record_set_ref (record, "organization", &work->organization);
  rabta_record_set_ref (record, "product", &work->product);
  rabta_record_set_ref (record, "office", rabta_casebook_get_office (casebook));
  set_worker (batch, record);
  if (!rabta_batch_save (batch, record, error) ||
      !enter_stage (batch, record, rabta_stage_get_code (first), NULL, NULL, error))
    return FALSE;
  g_array_append_val (work->opened, *rabta_record_get_id (record));

  return TRUE;
}

static gboolean
open_all (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = user_data;
  RabtaProgramme *programme = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  RabtaTrack *track = rabta_programme_get_track (programme, work->track);
  RabtaStage *first = track != NULL ? rabta_track_get_first_stage (track) : NULL;

  if (first == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Open a case: there is no track “%s”"), work->track);
      return FALSE;
    }

  for (guint i = 0; i < work->enterprises->len; i++)
    {
      g_autoptr (RabtaRecord) enterprise = NULL;
      gboolean has;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      enterprise = rabta_batch_load (batch, RABTA_KIND_ENTERPRISE, g_ptr_array_index (work->enterprises, i), FALSE, error);
      if (enterprise == NULL || !has_open_case (batch, rabta_record_get_id (enterprise), work->track, &has, error))
        return FALSE;
      if (!has && !open_one (batch, work, enterprise, first, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rabta_case_work_open_async:
 * @casebook: a casebook
 * @enterprises: (element-type RabtaUuid): ids of enterprises
 * @track: code of the track
 * @event: (nullable): the event it came from
 * @organization: (nullable): the buyer, bank or other partner
 * @product: (nullable): the product
 *
 * Opens a case in the track's first stage for each enterprise that has no open one on it.
 */
void
rabta_case_work_open_async (RabtaCasebook       *casebook,
                            GPtrArray           *enterprises,
                            const char          *track,
                            const RabtaUuid     *event,
                            const RabtaUuid     *organization,
                            const RabtaUuid     *product,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Work *work;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && enterprises != NULL && track != NULL);

  work = g_new0 (Work, 1);
  work->enterprises = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < enterprises->len; i++)
    g_ptr_array_add (work->enterprises, g_memdup2 (g_ptr_array_index (enterprises, i), sizeof (RabtaUuid)));
  work->track = g_strdup (track);
  work->opened = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  if (event != NULL)
    work->event = *event;
  if (organization != NULL)
    work->organization = *organization;
  if (product != NULL)
    work->product = *product;

  push (casebook, enterprises->len == 1 ? _("Open case") : _("Open cases"), open_all, work, cancellable, callback,
        user_data);
}

/**
 * rabta_case_work_open_finish:
 *
 * Returns: (transfer full) (element-type RabtaUuid) (nullable): ids of the cases opened, fewer than
 *   asked for where there was an open one already
 */
GArray *
rabta_case_work_open_finish (RabtaCasebook  *casebook,
                             GAsyncResult   *result,
                             GError        **error)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  work = g_task_get_task_data (G_TASK (result));

  return g_array_ref (work->opened);
}

/* }}} */
/* {{{ Moving */

/* Codes of the items of the checklist that are ticked. */
static GHashTable *
list_done (RabtaBatch   *batch,
           RabtaRecord  *record,
           GError      **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CHECKLIST_ITEM);
  g_autoptr (GPtrArray) items = NULL;
  GHashTable *done;

  rabta_query_filter_id (query, "case", rabta_record_get_id (record));
  rabta_query_filter (query, "done", RABTA_FILTER_EQUAL, "true");
  items = rabta_batch_query (batch, query, 0, error);
  if (items == NULL)
    return NULL;
  done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (done, g_strdup (rabta_record_get_text (g_ptr_array_index (items, i), "item")));

  return done;
}

static gboolean
check_exit (RabtaBatch   *batch,
            RabtaRecord  *record,
            RabtaStage   *from,
            GError      **error)
{
  g_autoptr (GHashTable) done = list_done (batch, record, error);
  g_autoptr (GString) missing = g_string_new (NULL);

  if (done == NULL)
    return FALSE;
  for (guint i = 0; i < rabta_stage_get_n_checks (from); i++)
    {
      const RabtaCheck *check = rabta_stage_get_check (from, i);

      if (!check->required || g_hash_table_contains (done, check->code))
        continue;
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? "; " : "", check->label);
    }
  if (missing->len == 0)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Leave the stage “%s”: still open on its checklist: %s"),
               rabta_stage_get_label (from), missing->str);

  return FALSE;
}

static gboolean
is_loop (RabtaStage *from,
         RabtaStage *to)
{
  const char * const *loops = rabta_stage_get_loops (from);

  return loops != NULL && g_strv_contains (loops, rabta_stage_get_code (to));
}

/* What is out of the order of the programme can be done, but not without a word on why. */
static gboolean
check_order (RabtaTrack  *track,
             RabtaStage  *from,
             RabtaStage  *to,
             const char  *note,
             GError     **error)
{
  RabtaStage *next = rabta_track_get_next_stage (track, rabta_stage_get_code (from));
  RabtaStage *previous = rabta_track_get_previous_stage (track, rabta_stage_get_code (from));

  if (note != NULL || to == next || to == previous || is_loop (from, to) || rabta_stage_is_aside (to) ||
      rabta_stage_is_aside (from) || rabta_stage_is_terminal (to))
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("Move to “%s”: this is not the stage before or after “%s”; write a note on why"),
               rabta_stage_get_label (to), rabta_stage_get_label (from));

  return FALSE;
}

static gboolean
check_move (RabtaBatch   *batch,
            Work         *work,
            RabtaRecord  *record,
            RabtaTrack   *track,
            RabtaStage   *from,
            RabtaStage   *to,
            GError      **error)
{
  gboolean closed = g_strcmp0 (rabta_record_get_text (record, "status"), "closed") == 0;

  if (to == NULL || track == NULL || g_strcmp0 (rabta_stage_get_track (to), rabta_track_get_code (track)) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Move the case: “%s” is not a stage of its track"), work->stage);
      return FALSE;
    }
  if (closed && (from == NULL || !is_loop (from, to)))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Move the case: it is closed; reopen it first"));
      return FALSE;
    }
  if (rabta_stage_is_terminal (to) && !rabta_stage_is_success (to) && work->reason == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Move to “%s”: choose the reason"), rabta_stage_get_label (to));
      return FALSE;
    }
  if (from == NULL)
    return TRUE; /* a stage that the programme does not know any more */
  if (!check_order (track, from, to, work->note, error))
    return FALSE;

  /* Forwards on the regular path: what the stage asks for must be there. */
  if (!closed && work->note == NULL && !rabta_stage_is_aside (from) && !rabta_stage_is_aside (to) &&
      rabta_stage_get_sequence (to) > rabta_stage_get_sequence (from))
    return check_exit (batch, record, from, error);

  return TRUE;
}

static void
close_record (RabtaRecord *record,
              const char  *result,
              const char  *reason)
{
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_record_set_text (record, "status", "closed");
  rabta_record_set_text (record, "closed", today);
  rabta_record_set_text (record, "result", result);
  rabta_record_set_text (record, "reason", reason);
}

static gboolean
move (RabtaBatch    *batch,
      gpointer       user_data,
      GCancellable  *cancellable,
      GError       **error)
{
  Work *work = user_data;
  RabtaProgramme *programme = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);
  RabtaStage *from, *to = rabta_programme_get_stage (programme, work->stage);
  RabtaTrack *track;
  char today[RABTA_DATE_SIZE];

  if (record == NULL)
    return FALSE;
  track = rabta_programme_get_track (programme, rabta_record_get_text (record, "track"));
  from = rabta_programme_get_stage (programme, rabta_record_get_text (record, "stage"));
  if (from != NULL && from == to)
    return TRUE;
  if (!check_move (batch, work, record, track, from, to, error) || !leave_stage (batch, record, error) ||
      !end_pauses (batch, record, error))
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_text (record, "stage", work->stage);
  rabta_record_set_text (record, "stage_entered", today);
  if (rabta_stage_is_terminal (to))
    close_record (record, rabta_stage_is_success (to) ? "achieved" : "not-achieved", work->reason);
  else
    {
      rabta_record_set_text (record, "status", "open");
      rabta_record_unset (record, "closed");
      rabta_record_unset (record, "result");
      rabta_record_unset (record, "reason");
    }

  return enter_stage (batch, record, work->stage, work->reason, work->note, error) &&
         rabta_batch_save (batch, record, error);
}

/**
 * rabta_case_work_move_async:
 * @casebook: a casebook
 * @id: id of the case
 * @stage: code of the stage to move to
 * @reason: (nullable): code of list "close-reason", needed for a stage that ends the case
 * @note: (nullable): why, where the order or the checklist of the programme is not followed
 *
 * Moves a case. %RABTA_ERROR_INVALID says what is missing.
 */
void
rabta_case_work_move_async (RabtaCasebook       *casebook,
                            const RabtaUuid     *id,
                            const char          *stage,
                            const char          *reason,
                            const char          *note,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL && stage != NULL);

  push (casebook, _("Move case"), move, work_new (id, stage, reason, note), cancellable, callback, user_data);
}

/* }}} */
/* {{{ Closing and reopening */

static gboolean
close_case (RabtaBatch    *batch,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (work->stage, "achieved") != 0 && work->reason == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Close the case: choose the reason"));
      return FALSE;
    }
  close_record (record, work->stage, work->reason);
  if (work->note != NULL)
    {
      const char *notes = rabta_record_get_text (record, "notes");
      g_autofree char *text = notes != NULL ? g_strdup_printf ("%s\n%s", notes, work->note) : g_strdup (work->note);

      rabta_record_set_text (record, "notes", text);
    }

  return end_pauses (batch, record, error) && leave_stage (batch, record, error) &&
         rabta_batch_save (batch, record, error);
}

/**
 * rabta_case_work_close_async:
 * @casebook: a casebook
 * @id: id of the case
 * @result: code of list "case-result"
 * @reason: (nullable): code of list "close-reason"; needed unless all was achieved
 * @note: (nullable): added to the notes of the case
 *
 * Closes a case in the stage it is in.
 */
void
rabta_case_work_close_async (RabtaCasebook       *casebook,
                             const RabtaUuid     *id,
                             const char          *result,
                             const char          *reason,
                             const char          *note,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL && result != NULL);

  push (casebook, _("Close case"), close_case, work_new (id, result, reason, note), cancellable, callback, user_data);
}

/* A case that ended in a terminal stage goes on where it may loop to, else in the stage it was in
 * before. */
static gboolean
find_reopened_stage (RabtaBatch   *batch,
                     RabtaRecord  *record,
                     char        **code,
                     GError      **error)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  RabtaStage *stage = rabta_programme_get_stage (programme, rabta_record_get_text (record, "stage"));
  g_autoptr (RabtaQuery) query = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  *code = g_strdup (rabta_record_get_text (record, "stage"));
  if (stage == NULL || !rabta_stage_is_terminal (stage))
    return TRUE;
  if (rabta_stage_get_loops (stage) != NULL && rabta_stage_get_loops (stage)[0] != NULL)
    return rabta_set_str (code, rabta_stage_get_loops (stage)[0]);

  query = rabta_query_new (RABTA_KIND_STAGE_ENTRY);
  rabta_query_filter_id (query, "case", rabta_record_get_id (record));
  entries = rabta_batch_query (batch, query, 0, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = entries->len; i > 0; i--)
    {
      const char *before = rabta_record_get_text (g_ptr_array_index (entries, i - 1), "stage");
      RabtaStage *other = rabta_programme_get_stage (programme, before);

      if (other != NULL && !rabta_stage_is_terminal (other))
        {
          rabta_set_str (code, before);
          break;
        }
    }

  return TRUE;
}

static gboolean
reopen (RabtaBatch    *batch,
        gpointer       user_data,
        GCancellable  *cancellable,
        GError       **error)
{
  Work *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);
  g_autofree char *stage = NULL;
  char today[RABTA_DATE_SIZE];

  if (record == NULL || !find_reopened_stage (batch, record, &stage, error) || !leave_stage (batch, record, error))
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_text (record, "stage", stage);
  rabta_record_set_text (record, "stage_entered", today);
  rabta_record_set_text (record, "status", "open");
  rabta_record_unset (record, "closed");
  rabta_record_unset (record, "result");
  rabta_record_unset (record, "reason");

  return enter_stage (batch, record, stage, NULL, NULL, error) && rabta_batch_save (batch, record, error);
}

/**
 * rabta_case_work_reopen_async:
 * @casebook: a casebook
 * @id: id of a closed case
 *
 * Opens a closed case again; its SLA clock starts anew.
 */
void
rabta_case_work_reopen_async (RabtaCasebook       *casebook,
                              const RabtaUuid     *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL);

  push (casebook, _("Reopen case"), reopen, work_new (id, NULL, NULL, NULL), cancellable, callback, user_data);
}

/* }}} */
/* {{{ Pausing */

static gboolean
pause_or_resume (RabtaBatch    *batch,
                 gpointer       user_data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Work *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);
  g_autoptr (RabtaRecord) pause = NULL;
  char today[RABTA_DATE_SIZE];

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (rabta_record_get_text (record, "status"), "closed") == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Pause the case: it is closed"));
      return FALSE;
    }
  rabta_record_set_text (record, "status", work->reason != NULL ? "on-hold" : "open");
  if (work->reason == NULL)
    return end_pauses (batch, record, error) && rabta_batch_save (batch, record, error);
  if (!rabta_record_is_dirty (record))
    return TRUE; /* paused already */

  rabta_date_today (today);
  pause = rabta_record_new (RABTA_KIND_PAUSE);
  rabta_record_set_ref (pause, "case", &work->id);
  rabta_record_set_text (pause, "starts", today);
  rabta_record_set_text (pause, "reason", work->reason);

  return rabta_batch_save (batch, pause, error) && rabta_batch_save (batch, record, error);
}

/**
 * rabta_case_work_pause_async:
 * @casebook: a casebook
 * @id: id of an open case
 * @reason: (nullable): code of list "pause-reason"; %NULL lets the clock go on
 *
 * Stops the SLA clock of a case, or lets it go on; the working days between do not count.
 */
void
rabta_case_work_pause_async (RabtaCasebook       *casebook,
                             const RabtaUuid     *id,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL);

  push (casebook, reason != NULL ? _("Pause case") : _("Resume case"), pause_or_resume,
        work_new (id, NULL, reason, NULL), cancellable, callback, user_data);
}

/* }}} */
/* {{{ Checklist */

static RabtaRecord *
find_item (RabtaBatch   *batch,
           RabtaRecord  *record,
           const char   *item,
           GError      **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CHECKLIST_ITEM);
  g_autoptr (GPtrArray) items = NULL;
  RabtaRecord *found;

  rabta_query_filter_id (query, "case", rabta_record_get_id (record));
  rabta_query_filter (query, "item", RABTA_FILTER_EQUAL, item);
  items = rabta_batch_query (batch, query, 1, error);
  if (items == NULL)
    return NULL;
  if (items->len > 0)
    return g_object_ref (g_ptr_array_index (items, 0));

  found = rabta_record_new (RABTA_KIND_CHECKLIST_ITEM);
  rabta_record_set_ref (found, "case", rabta_record_get_id (record));
  rabta_record_set_text (found, "stage", rabta_record_get_text (record, "stage"));
  rabta_record_set_text (found, "item", item);

  return found;
}

static gboolean
check_item (RabtaBatch    *batch,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);
  g_autoptr (RabtaRecord) item = NULL;
  char today[RABTA_DATE_SIZE];

  if (record == NULL)
    return FALSE;
  item = find_item (batch, record, work->stage, error);
  if (item == NULL)
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_int (item, "done", work->done);
  rabta_record_set_text (item, "done_on", work->done ? today : NULL);

  return rabta_batch_save (batch, item, error);
}

/**
 * rabta_case_work_check_async:
 * @casebook: a casebook
 * @id: id of the case
 * @item: code of an item of a checklist
 * @done: whether it is done
 *
 * Ticks or clears an item; the first time makes its record.
 */
void
rabta_case_work_check_async (RabtaCasebook       *casebook,
                             const RabtaUuid     *id,
                             const char          *item,
                             gboolean             done,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Work *work;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL && item != NULL);

  work = work_new (id, item, NULL, NULL);
  work->done = done;
  push (casebook, done ? _("Tick checklist item") : _("Clear checklist item"), check_item, work, cancellable,
        callback, user_data);
}

/* }}} */

gboolean
rabta_case_work_finish (RabtaCasebook  *casebook,
                        GAsyncResult   *result,
                        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
