/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/follow-up-dialog.h"

#include "ui/due-words.h"
#include "ui/record-editor.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* A follow-up being begun, or one being saved. */
typedef struct
{
  GtkWidget   *parent;
  RabtaRecord *follow_up;
  gboolean     of_case;
  char        *toast;
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->parent);
  g_object_unref (step->follow_up);
  g_free (step->toast);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static Step *
step_new (GtkWidget   *parent,
          RabtaRecord *follow_up)
{
  Step *step = g_new0 (Step, 1);

  step->parent = g_object_ref (parent);
  step->follow_up = g_object_ref (follow_up);
  return step;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_show_error (step->parent, _("The follow-up was not saved"), error);
  else
    rabta_window_add_toast (step->parent, step->toast, _("_Undo"), "win.undo");
}

static void
save (Step          *step,
      RabtaCasebook *casebook,
      const char    *action)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, step->follow_up);
  rabta_casebook_save_async (casebook, records, action, NULL, saved_cb, step);
}

static void
referred_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  g_autofree char *title = NULL;
  const RabtaUuid *enterprise;
  const char *name = step->of_case ? "case" : "enterprise";

  record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  if (record == NULL)
    {
      rabta_window_show_error (step->parent, _("The follow-up could not be begun"), error);
      return;
    }
  title = rabta_record_dup_title (record);
  rabta_record_set_ref (step->follow_up, name, rabta_record_get_id (record));
  rabta_record_set_ref_title (step->follow_up, name, title);
  enterprise = step->of_case ? rabta_record_get_ref (record, "enterprise") : NULL;
  if (enterprise != NULL)
    {
      rabta_record_set_ref (step->follow_up, "enterprise", enterprise);
      rabta_record_set_ref_title (step->follow_up, "enterprise",
                                  rabta_record_get_ref_title (record, "enterprise"));
    }
  rabta_record_editor_present (step->parent, RABTA_CASEBOOK (source), step->follow_up, NULL);
}

/**
 * rabta_follow_up_dialog_present:
 * @parent: a widget of the window
 * @enterprise: (nullable): whom it is about; known by itself where @case_ is given
 * @case_: (nullable): the case it belongs to
 *
 * Asks what is to be done and by when.
 */
void
rabta_follow_up_dialog_present (GtkWidget       *parent,
                                RabtaCasebook   *casebook,
                                const RabtaUuid *enterprise,
                                const RabtaUuid *case_)
{
  g_autoptr (RabtaRecord) follow_up = NULL;
  g_autofree char *due = NULL;
  Step *step;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  follow_up = rabta_record_new (RABTA_KIND_FOLLOW_UP);
  due = rabta_due_in_workdays (casebook, 5);
  rabta_record_set_text (follow_up, "due", due);
  rabta_record_set_ref (follow_up, "officer", rabta_casebook_get_officer (casebook));
  rabta_record_set_ref_title (follow_up, "officer", rabta_casebook_get_officer_name (casebook));
  if (enterprise == NULL && case_ == NULL)
    {
      rabta_record_editor_present (parent, casebook, follow_up, NULL);
      return;
    }
  step = step_new (parent, follow_up);
  step->of_case = case_ != NULL;
  rabta_casebook_load_async (casebook, case_ != NULL ? RABTA_KIND_CASE : RABTA_KIND_ENTERPRISE,
                             case_ != NULL ? case_ : enterprise, NULL, referred_cb, step);
}

/**
 * rabta_follow_up_set_done:
 * @parent: a widget of the window
 * @follow_up: a loaded follow-up; not changed itself
 */
void
rabta_follow_up_set_done (GtkWidget     *parent,
                          RabtaCasebook *casebook,
                          RabtaRecord   *follow_up,
                          gboolean       done)
{
  g_autoptr (RabtaRecord) copy = NULL;
  char today[RABTA_DATE_SIZE];
  Step *step;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (RABTA_IS_RECORD (follow_up));

  copy = rabta_record_copy (follow_up);
  rabta_record_set_int (copy, "done", done);
  rabta_date_today (today);
  if (done)
    rabta_record_set_text (copy, "done_on", today);
  else
    rabta_record_unset (copy, "done_on");
  step = step_new (parent, copy);
  step->toast = g_strdup_printf (done ? _("Done: %s") : _("Open again: %s"),
                                 rabta_record_get_text (copy, "summary"));
  save (step, casebook, done ? _("Complete follow-up") : _("Reopen follow-up"));
}

/**
 * rabta_follow_up_postpone:
 * @parent: a widget of the window
 * @follow_up: a loaded follow-up; not changed itself
 * @due: the new day
 */
void
rabta_follow_up_postpone (GtkWidget     *parent,
                          RabtaCasebook *casebook,
                          RabtaRecord   *follow_up,
                          const char    *due)
{
  g_autoptr (RabtaRecord) copy = NULL;
  g_autofree char *day = NULL;
  Step *step;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (RABTA_IS_RECORD (follow_up));
  g_return_if_fail (rabta_date_is_valid (due));

  copy = rabta_record_copy (follow_up);
  rabta_record_set_text (copy, "due", due);
  day = rabta_date_display (due);
  step = step_new (parent, copy);
  step->toast = g_strdup_printf (_("Postponed to %s"), day);
  save (step, casebook, _("Postpone follow-up"));
}
