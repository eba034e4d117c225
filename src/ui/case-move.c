/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-move.h"

#include "model/case-work.h"
#include "ui/code-row.h"
#include "ui/dialogs.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* One thing done to a case, on its way through its questions. */
typedef struct
{
  GtkWidget     *parent;   /* owned: toasts and dialogs go to its window */
  RabtaCasebook *casebook; /* owned */
  RabtaRecord   *case_;    /* owned */
  RabtaStage    *stage;    /* the programme holds on to it; NULL where no stage is entered */
  GPtrArray     *missing;  /* of const RabtaCheck *, required and not ticked */
  gboolean       ticks;    /* ticks them with the move */
  GtkWidget     *content;  /* owned: what the question asks for */
  GtkWidget     *first;    /* rows inside it */
  GtkWidget     *second;
  GtkWidget     *note;
  char          *toast;
  const char    *failure;
  GTask         *task;     /* owned: who waits for the move; NULL for what nobody waits for */
  gboolean       is_done;
} Move;

static void
move_free (Move *move)
{
  if (move->task != NULL)
    g_task_return_boolean (move->task, move->is_done);
  g_clear_object (&move->task);
  g_object_unref (move->parent);
  g_object_unref (move->casebook);
  g_object_unref (move->case_);
  g_clear_pointer (&move->missing, g_ptr_array_unref);
  g_clear_object (&move->content);
  g_free (move->toast);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static Move *
move_new (GtkWidget     *parent,
          RabtaCasebook *casebook,
          RabtaRecord   *case_)
{
  Move *move = g_new0 (Move, 1);

  move->parent = g_object_ref (parent);
  move->casebook = g_object_ref (casebook);
  move->case_ = g_object_ref (case_);
  return move;
}

static RabtaProgramme *
move_programme (Move *move)
{
  return rabta_casebook_get_programme (move->casebook);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_case_work_finish (RABTA_CASEBOOK (source), result, &error))
    {
      rabta_window_show_error (move->parent, move->failure, error);
      return;
    }
  move->is_done = TRUE;
  rabta_window_add_toast (move->parent, move->toast, _("_Undo"), "win.undo");
}

/* Rows of a question in a frame, as they look in a form. */
static void
begin_content (Move *move)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_clear_object (&move->content);
  move->first = move->second = move->note = NULL;
  move->content = g_object_ref_sink (list);
}

static GtkWidget *
add_row (Move      *move,
         GtkWidget *row)
{
  gtk_list_box_append (GTK_LIST_BOX (move->content), row);
  return row;
}

static GtkWidget *
add_note (Move       *move,
          const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  return add_row (move, row);
}

static const char *
get_note (Move *move)
{
  const char *text = move->note != NULL ? gtk_editable_get_text (GTK_EDITABLE (move->note)) : "";

  return *text != '\0' ? text : NULL;
}

static const char *
get_code (GtkWidget *row)
{
  return row != NULL ? rabta_code_row_get_code (RABTA_CODE_ROW (row)) : NULL;
}

static void
go (Move       *move,
    const char *reason,
    const char *note)
{
  g_autoptr (GPtrArray) items = NULL;

  g_free (move->toast);
  /* Translators: a case arrived in a stage: Moved to “Qualified” */
  move->toast = g_strdup_printf (_("Moved to “%s”"), rabta_stage_get_label (move->stage));
  move->failure = _("The case was not moved");
  if (!move->ticks)
    {
      rabta_case_work_move_async (move->casebook, rabta_record_get_id (move->case_),
                                  rabta_stage_get_code (move->stage), reason, note, NULL,
                                  done_cb, move);
      return;
    }
  items = g_ptr_array_new ();
  for (guint i = 0; i < move->missing->len; i++)
    g_ptr_array_add (items, ((const RabtaCheck *) g_ptr_array_index (move->missing, i))->code);
  g_ptr_array_add (items, NULL);
  rabta_case_work_tick_and_move_async (move->casebook, rabta_record_get_id (move->case_),
                                       (const char * const *) items->pdata,
                                       rabta_stage_get_code (move->stage), reason, note, NULL,
                                       done_cb, move);
}

static void
terminal_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);
  g_autofree char *note = NULL;

  if (answer == NULL)
    return;
  note = g_strdup (get_note (move));
  go (move, get_code (move->first), note);
  move = NULL;
}

static void
ask_terminal_reason (Move       *move,
                     const char *note)
{
  const char *choices[] = { "close", _("_Close Case"), NULL };
  g_autofree char *heading = NULL;

  begin_content (move);
  move->first = add_row (move, rabta_code_row_new (move_programme (move), "close-reason",
                                                   _("Reason")));
  if (rabta_stage_is_success (move->stage))
    rabta_code_row_set_code (RABTA_CODE_ROW (move->first), "completed");
  move->note = add_note (move, _("Note"));
  gtk_editable_set_text (GTK_EDITABLE (move->note), note != NULL ? note : "");
  heading = g_strdup_printf (_("Close as “%s”?"), rabta_stage_get_label (move->stage));
  rabta_dialogs_ask_async (move->parent, heading,
                           _("This stage ends the case. It can be reopened later."),
                           move->content, choices, terminal_cb, move);
}

static void
go_or_ask (Move       *move,
           const char *note)
{
  if (rabta_stage_is_terminal (move->stage))
    ask_terminal_reason (move, note);
  else
    go (move, NULL, note);
}

static void
tick_and_go (Move *move)
{
  move->ticks = TRUE;
  go_or_ask (move, NULL);
}

static void ask_note (Move *move);

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);
  g_autofree char *note = NULL;

  if (answer == NULL)
    return;
  note = g_strdup (get_note (move));
  if (note == NULL)
    ask_note (move);
  else
    go_or_ask (move, note);
  move = NULL;
}

static void
ask_note (Move *move)
{
  const char *choices[] = { "move", _("_Move"), NULL };

  begin_content (move);
  move->note = add_note (move, _("Why it moves although not everything is done"));
  rabta_dialogs_ask_async (move->parent, _("Move with a Note"),
                           _("The note is kept in the history of the case."), move->content,
                           choices, note_cb, move);
}

static void
unmet_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);

  if (answer == NULL)
    return;
  if (strcmp (answer, "tick") == 0)
    tick_and_go (move);
  else
    ask_note (move);
  move = NULL;
}

static void
ask_unmet (Move *move)
{
  const char *choices[] = { "tick", _("_Tick and Move"), "note", _("Move _Anyway with a Note…"),
                            NULL };
  RabtaStage *present = rabta_programme_get_stage (move_programme (move),
                                                   rabta_record_get_text (move->case_, "stage"));
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *heading = NULL;

  for (guint i = 0; i < move->missing->len; i++)
    {
      const RabtaCheck *check = g_ptr_array_index (move->missing, i);

      g_string_append_printf (body, "• %s\n", check->label);
    }
  if (rabta_stage_get_exit (present) != NULL)
    {
      g_string_append_c (body, '\n');
      /* Translators: what must hold before a case leaves a stage. */
      g_string_append_printf (body, _("Leaves this stage when: %s"),
                              rabta_stage_get_exit (present));
    }
  heading = g_strdup_printf (_("“%s” is not finished"), rabta_stage_get_label (present));
  rabta_dialogs_choose_async (move->parent, heading, body->str, choices, unmet_cb, move);
}

static gboolean
is_forward (Move *move)
{
  RabtaStage *present = rabta_programme_get_stage (move_programme (move),
                                                   rabta_record_get_text (move->case_, "stage"));

  return present != NULL && !rabta_stage_is_aside (present) && !rabta_stage_is_aside (move->stage)
         && rabta_stage_get_sequence (move->stage) > rabta_stage_get_sequence (present);
}

/* Neither the next stage, nor one back, nor along a loop: the model wants a word on why. */
static gboolean
is_out_of_order (Move *move)
{
  const char *present = rabta_record_get_text (move->case_, "stage");
  RabtaStage *from = rabta_programme_get_stage (move_programme (move), present);
  RabtaTrack *track = rabta_programme_get_track (move_programme (move),
                                                 rabta_stage_get_track (move->stage));

  return from != NULL && !rabta_stage_is_aside (from) && !rabta_stage_is_aside (move->stage)
         && !rabta_stage_is_terminal (move->stage)
         && move->stage != rabta_track_get_next_stage (track, present)
         && move->stage != rabta_track_get_previous_stage (track, present)
         && !g_strv_contains (rabta_stage_get_loops (from), rabta_stage_get_code (move->stage));
}

static gboolean
is_ticked (GPtrArray  *items,
           const char *code)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (rabta_record_get_text (g_ptr_array_index (items, i), "item"), code) == 0
        && rabta_record_get_int (g_ptr_array_index (items, i), "done") != 0)
      return TRUE;
  return FALSE;
}

static void
items_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result,
                                                             &error);
  RabtaStage *present;

  if (items == NULL)
    {
      rabta_window_show_error (move->parent, _("The checklist could not be read"), error);
      return;
    }
  present = rabta_programme_get_stage (move_programme (move),
                                       rabta_record_get_text (move->case_, "stage"));
  move->missing = g_ptr_array_new ();
  for (guint i = 0; i < rabta_stage_get_n_checks (present); i++)
    {
      const RabtaCheck *check = rabta_stage_get_check (present, i);

      if (check->required && !is_ticked (items, check->code))
        g_ptr_array_add (move->missing, (gpointer) check);
    }
  if (move->missing->len > 0)
    ask_unmet (move);
  else
    go_or_ask (move, NULL);
  move = NULL;
}

/* An item that was ticked a moment ago counts, although it may still be on its way to the disk. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaQuery) query = NULL;

  if (!rabta_casebook_await_writes_finish (RABTA_CASEBOOK (source), result, &error))
    {
      rabta_window_show_error (move->parent, _("The checklist could not be read"), error);
      return;
    }
  query = rabta_query_new (RABTA_KIND_CHECKLIST_ITEM);
  rabta_query_filter_id (query, "case", rabta_record_get_id (move->case_));
  rabta_query_filter (query, "stage", RABTA_FILTER_EQUAL,
                      rabta_record_get_text (move->case_, "stage"));
  rabta_casebook_query_async (move->casebook, query, 0, NULL, items_cb, move);
  move = NULL;
}

static void
pause_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);

  if (answer == NULL)
    return;
  move->toast = g_strdup (_("Case paused"));
  move->failure = _("The case was not paused");
  rabta_case_work_pause_async (move->casebook, rabta_record_get_id (move->case_),
                               get_code (move->first), NULL, done_cb, move);
  move = NULL;
}

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);

  if (answer == NULL)
    return;
  move->toast = g_strdup (_("Case closed"));
  move->failure = _("The case was not closed");
  rabta_case_work_close_async (move->casebook, rabta_record_get_id (move->case_),
                               get_code (move->first), get_code (move->second), get_note (move),
                               NULL, done_cb, move);
  move = NULL;
}

/* Success wants no other reason than that it is complete. */
static void
result_changed_cb (GtkWidget  *row,
                   GParamSpec *pspec,
                   GtkWidget  *reason)
{
  const char *code = get_code (row);

  if (g_strcmp0 (code, "achieved") == 0)
    rabta_code_row_set_code (RABTA_CODE_ROW (reason), "completed");
}

/**
 * rabta_case_move:
 * @parent: a widget of the window
 * @casebook: where the case is
 * @case_: the case
 * @stage: code of a stage of its track
 * @callback: (nullable): called when the case was moved, or was not
 * @user_data: given to @callback
 *
 * Moves a case to a stage, after asking what there is to ask: required items of the checklist that
 * are not ticked, the reason where the stage ends the case. A toast offers to undo it; what went
 * wrong is told in the window of @parent.
 */
void
rabta_case_move (GtkWidget           *parent,
                 RabtaCasebook       *casebook,
                 RabtaRecord         *case_,
                 const char          *stage,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr (Move) move = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (RABTA_IS_RECORD (case_));
  g_return_if_fail (stage != NULL);

  move = move_new (parent, casebook, case_);
  move->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (move->task, rabta_case_move);
  if (rabta_casebook_is_read_only (casebook)
      || g_strcmp0 (rabta_record_get_text (case_, "stage"), stage) == 0)
    return;
  move->stage = rabta_programme_get_stage (move_programme (move), stage);
  g_return_if_fail (move->stage != NULL);

  if (is_out_of_order (move))
    ask_note (move);
  else if (!is_forward (move))
    go_or_ask (move, NULL);
  else
    rabta_casebook_await_writes_async (casebook, NULL, written_cb, move);
  move = NULL;
}

/**
 * rabta_case_move_finish:
 * @result: what the callback was given
 *
 * Returns: whether the case was moved; no when the person took it back or it could not be saved
 */
gboolean
rabta_case_move_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_case_move), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * rabta_case_pause:
 *
 * Asks why and stops the time limit of the present stage.
 */
void
rabta_case_pause (GtkWidget     *parent,
                  RabtaCasebook *casebook,
                  RabtaRecord   *case_)
{
  const char *choices[] = { "pause", _("_Pause"), NULL };
  Move *move;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_RECORD (case_));

  move = move_new (parent, casebook, case_);
  begin_content (move);
  move->first = add_row (move, rabta_code_row_new (move_programme (move), "pause-reason",
                                                   _("Reason")));
  rabta_dialogs_ask_async (parent, _("Pause the Case?"),
                           _("Days on which it is paused do not count towards the time limit."),
                           move->content, choices, pause_cb, move);
}

/**
 * rabta_case_resume:
 *
 * Lets the time limit run on.
 */
void
rabta_case_resume (GtkWidget     *parent,
                   RabtaCasebook *casebook,
                   RabtaRecord   *case_)
{
  Move *move;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_RECORD (case_));

  move = move_new (parent, casebook, case_);
  move->toast = g_strdup (_("Case resumed"));
  move->failure = _("The case was not resumed");
  rabta_case_work_pause_async (casebook, rabta_record_get_id (case_), NULL, NULL, done_cb, move);
}

/**
 * rabta_case_close:
 *
 * Asks for the result and the reason, and closes the case where it stands.
 */
void
rabta_case_close (GtkWidget     *parent,
                  RabtaCasebook *casebook,
                  RabtaRecord   *case_)
{
  const char *choices[] = { "close", _("_Close Case"), NULL };
  Move *move;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_RECORD (case_));

  move = move_new (parent, casebook, case_);
  begin_content (move);
  move->first = add_row (move, rabta_code_row_new (move_programme (move), "case-result",
                                                   _("Result")));
  move->second = add_row (move, rabta_code_row_new (move_programme (move), "close-reason",
                                                    _("Reason")));
  move->note = add_note (move, _("Note"));
  g_signal_connect_object (move->first, "notify::selected", G_CALLBACK (result_changed_cb),
                           move->second, 0);
  rabta_dialogs_ask_async (parent, _("Close the Case?"), _("It can be reopened later."),
                           move->content, choices, close_cb, move);
}

/**
 * rabta_case_reopen:
 *
 * Opens a closed case again in the stage it was closed in.
 */
void
rabta_case_reopen (GtkWidget     *parent,
                   RabtaCasebook *casebook,
                   RabtaRecord   *case_)
{
  Move *move;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_RECORD (case_));

  move = move_new (parent, casebook, case_);
  move->toast = g_strdup (_("Case reopened"));
  move->failure = _("The case was not reopened");
  rabta_case_work_reopen_async (casebook, rabta_record_get_id (case_), NULL, done_cb, move);
}
