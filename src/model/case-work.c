/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/case-work-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

static void
rabta_work_free (gpointer data)
{
  RabtaWork *work = data;

  g_free (work->stage);
  g_free (work->reason);
  g_free (work->note);
  g_free (work->track);
  g_strfreev (work->items);
  g_clear_pointer (&work->enterprises, g_ptr_array_unref);
  g_clear_pointer (&work->opened, g_array_unref);
  g_free (work);
}

RabtaWork *
rabta_work_new (const RabtaUuid *id,
                const char      *stage,
                const char      *reason,
                const char      *note)
{
  RabtaWork *work = g_new0 (RabtaWork, 1);

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
void
rabta_work_push (RabtaCasebook       *casebook,
                 const char          *action,
                 RabtaWriteFunc       func,
                 RabtaWork           *work,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = g_task_new (casebook, cancellable, callback, user_data);

  g_task_set_source_tag (task, rabta_work_push);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, rabta_work_free);
  rabta_casebook_write_async (casebook, action, func, work, NULL, cancellable, written_cb, task);
}

void
rabta_work_set_officer (RabtaBatch  *batch,
                        RabtaRecord *record)
{
  rabta_record_set_ref (record, "officer", rabta_casebook_get_officer (rabta_batch_get_casebook (batch)));
}

gboolean
rabta_work_enter_stage (RabtaBatch   *batch,
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
  rabta_work_set_officer (batch, entry);

  return rabta_batch_save (batch, entry, error);
}

gboolean
rabta_work_leave_stage (RabtaBatch   *batch,
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
gboolean
rabta_work_end_pauses (RabtaBatch   *batch,
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

void
rabta_work_close_record (RabtaRecord *record,
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
close_case (RabtaBatch    *batch,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  RabtaWork *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (rabta_record_get_text (record, "status"), "closed") == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Close the case: it is closed already"));
      return FALSE;
    }
  if (g_strcmp0 (work->stage, "achieved") != 0 && work->reason == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Close the case: choose the reason"));
      return FALSE;
    }
  rabta_work_close_record (record, work->stage, work->reason);
  if (work->note != NULL)
    {
      const char *notes = rabta_record_get_text (record, "notes");
      g_autofree char *text = notes != NULL ? g_strdup_printf ("%s\n%s", notes, work->note) : g_strdup (work->note);

      rabta_record_set_text (record, "notes", text);
    }

  return rabta_work_end_pauses (batch, record, error) && rabta_work_leave_stage (batch, record, error) &&
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

  rabta_work_push (casebook, _("Close case"), close_case, rabta_work_new (id, result, reason, note), cancellable, callback, user_data);
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
  RabtaWork *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);
  g_autofree char *stage = NULL;
  char today[RABTA_DATE_SIZE];

  if (record == NULL || !find_reopened_stage (batch, record, &stage, error) || !rabta_work_leave_stage (batch, record, error))
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_text (record, "stage", stage);
  rabta_record_set_text (record, "stage_entered", today);
  rabta_record_set_text (record, "status", "open");
  rabta_record_unset (record, "closed");
  rabta_record_unset (record, "result");
  rabta_record_unset (record, "reason");

  return rabta_work_enter_stage (batch, record, stage, NULL, NULL, error) && rabta_batch_save (batch, record, error);
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

  rabta_work_push (casebook, _("Reopen case"), reopen, rabta_work_new (id, NULL, NULL, NULL), cancellable, callback, user_data);
}

static gboolean
pause_or_resume (RabtaBatch    *batch,
                 gpointer       user_data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  RabtaWork *work = user_data;
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
    return rabta_work_end_pauses (batch, record, error) && rabta_batch_save (batch, record, error);
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

  rabta_work_push (casebook, reason != NULL ? _("Pause case") : _("Resume case"), pause_or_resume,
        rabta_work_new (id, NULL, reason, NULL), cancellable, callback, user_data);
}

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

gboolean
rabta_work_tick (RabtaBatch   *batch,
                 RabtaRecord  *record,
                 const char   *code,
                 gboolean      done,
                 GError      **error)
{
  g_autoptr (RabtaRecord) item = find_item (batch, record, code, error);
  char today[RABTA_DATE_SIZE];

  if (item == NULL)
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_int (item, "done", done);
  rabta_record_set_text (item, "done_on", done ? today : NULL);

  return rabta_batch_save (batch, item, error);
}

static gboolean
check_item (RabtaBatch    *batch,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  RabtaWork *work = user_data;
  g_autoptr (RabtaRecord) record = rabta_batch_load (batch, RABTA_KIND_CASE, &work->id, FALSE, error);

  return record != NULL && rabta_work_tick (batch, record, work->stage, work->done, error);
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
  RabtaWork *work;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL && item != NULL);

  work = rabta_work_new (id, item, NULL, NULL);
  work->done = done;
  rabta_work_push (casebook, done ? _("Tick checklist item") : _("Clear checklist item"), check_item, work, cancellable,
        callback, user_data);
}

gboolean
rabta_case_work_finish (RabtaCasebook  *casebook,
                        GAsyncResult   *result,
                        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
