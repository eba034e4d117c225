/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/case-work-private.h"

#include <glib/gi18n-lib.h>

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
            RabtaWork    *work,
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

static gboolean
move (RabtaBatch    *batch,
      gpointer       user_data,
      GCancellable  *cancellable,
      GError       **error)
{
  RabtaWork *work = user_data;
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
  for (gsize i = 0; work->items != NULL && work->items[i] != NULL; i++)
    if (!rabta_work_tick (batch, record, work->items[i], TRUE, error))
      return FALSE;
  if (!check_move (batch, work, record, track, from, to, error) || !rabta_work_leave_stage (batch, record, error) ||
      !rabta_work_end_pauses (batch, record, error))
    return FALSE;

  rabta_date_today (today);
  rabta_record_set_text (record, "stage", work->stage);
  rabta_record_set_text (record, "stage_entered", today);
  if (rabta_stage_is_terminal (to))
    rabta_work_close_record (record, rabta_stage_is_success (to) ? "achieved" : "not-achieved", work->reason);
  else
    {
      rabta_record_set_text (record, "status", "open");
      rabta_record_unset (record, "closed");
      rabta_record_unset (record, "result");
      rabta_record_unset (record, "reason");
    }

  return rabta_work_enter_stage (batch, record, work->stage, work->reason, work->note, error) &&
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

  rabta_work_push (casebook, _("Move case"), move, rabta_work_new (id, stage, reason, note), cancellable, callback, user_data);
}

/**
 * rabta_case_work_tick_and_move_async:
 * @casebook: a casebook
 * @id: id of the case
 * @items: codes of items of the checklist, ended by %NULL
 * @stage: code of the stage to move to
 * @reason: (nullable): as of rabta_case_work_move_async()
 * @note: (nullable): the same
 *
 * Ticks what was still open and moves the case, in one step that is undone in one.
 */
void
rabta_case_work_tick_and_move_async (RabtaCasebook       *casebook,
                                     const RabtaUuid     *id,
                                     const char * const  *items,
                                     const char          *stage,
                                     const char          *reason,
                                     const char          *note,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  RabtaWork *work;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL && items != NULL && stage != NULL);

  work = rabta_work_new (id, stage, reason, note);
  work->items = g_strdupv ((char **) items);
  rabta_work_push (casebook, _("Move case"), move, work, cancellable, callback, user_data);
}
