/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-parts.h"

#include "ui/due-words.h"
#include "ui/follow-up-dialog.h"
#include "ui/joined-text.h"
#include "ui/linked-group.h"

#include <glib/gi18n-lib.h>

/* What the buttons of a follow-up's row act on; owned by the row's prefix. */
typedef struct
{
  GtkWidget     *prefix;
  RabtaCasebook *casebook;
  RabtaRecord   *record;
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_object_unref (subject->casebook);
  g_object_unref (subject->record);
  g_free (subject);
}

static char *
dup_field (RabtaCasebook *casebook,
           RabtaRecord   *record,
           const char    *name)
{
  int index = rabta_kind_find_field (rabta_record_get_info (record), name);

  g_assert (index >= 0);
  return rabta_record_dup_display (record, (guint) index, rabta_casebook_get_programme (casebook));
}

static void
toggled_cb (GtkCheckButton *check,
            Subject        *subject)
{
  rabta_follow_up_set_done (subject->prefix, subject->casebook, subject->record,
                            gtk_check_button_get_active (check));
}

static void
postponed_cb (const char *due,
              gpointer    user_data)
{
  Subject *subject = user_data;

  rabta_follow_up_postpone (subject->prefix, subject->casebook, subject->record, due);
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  Subject *subject = user_data;

  gtk_menu_button_set_popover (button, rabta_postpone_popover_new (subject->casebook,
                                                                   postponed_cb, subject, NULL));
}

static GtkWidget *
make_prefix (RabtaCasebook *casebook,
             RabtaRecord   *record)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *postpone = gtk_menu_button_new ();
  gboolean done = rabta_record_get_int (record, "done") != 0;
  gboolean writable = !rabta_casebook_is_read_only (casebook);
  Subject *subject = g_new0 (Subject, 1);

  subject->prefix = box;
  subject->casebook = g_object_ref (casebook);
  subject->record = g_object_ref (record);
  g_object_set_data_full (G_OBJECT (box), "subject", subject, subject_free);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Done"), -1);
  gtk_widget_set_tooltip_text (check, _("Done"));
  gtk_widget_set_sensitive (check, writable);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), subject);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (postpone), "appointment-soon-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (postpone), create_popover_cb, subject,
                                         NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (postpone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Postpone"), -1);
  gtk_widget_set_tooltip_text (postpone, _("Postpone"));
  gtk_widget_add_css_class (postpone, "flat");
  gtk_widget_set_visible (postpone, !done && writable);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), postpone);
  return box;
}

static void
describe_follow_up (RabtaCasebook  *casebook,
                    RabtaRecord    *record,
                    RabtaLinkedRow *row)
{
  const char *due = rabta_record_get_text (record, "due");
  g_autofree char *day = due != NULL ? rabta_date_display (due) : NULL;
  g_autofree char *officer = dup_field (casebook, record, "officer");
  g_autofree char *words = NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);
  RabtaDueState state;

  row->title = g_strdup (rabta_record_get_text (record, "summary"));
  row->prefix = make_prefix (casebook, record);
  rabta_joined_text_append (subtitle, day);
  rabta_joined_text_append (subtitle, officer);
  row->subtitle = g_strdup (subtitle->str);
  if (rabta_record_get_int (record, "done") != 0)
    {
      row->badge = g_strdup (_("Done"));
      row->badge_class = "dim";
      return;
    }
  state = rabta_due_words (casebook, due, &words);
  row->badge = g_steal_pointer (&words);
  row->badge_class = state == RABTA_DUE_OVERDUE ? "error"
                     : state == RABTA_DUE_LATER ? "dim" : "warning";
}

static void
describe_activity (RabtaCasebook  *casebook,
                   RabtaRecord    *record,
                   RabtaLinkedRow *row)
{
  g_autofree char *type = dup_field (casebook, record, "type");
  g_autofree char *date = dup_field (casebook, record, "date");
  g_autofree char *person = dup_field (casebook, record, "person");
  g_autofree char *officer = dup_field (casebook, record, "officer");
  g_autoptr (GString) subtitle = g_string_new (NULL);

  row->title = g_strdup (rabta_record_get_text (record, "summary"));
  rabta_joined_text_append (subtitle, date);
  rabta_joined_text_append (subtitle, person);
  rabta_joined_text_append (subtitle, officer);
  row->subtitle = g_strdup (subtitle->str);
  row->badge = g_steal_pointer (&type);
  row->badge_class = "dim";
}

static void
describe_outcome (RabtaCasebook  *casebook,
                  RabtaRecord    *record,
                  RabtaLinkedRow *row)
{
  const char *code = rabta_record_get_text (record, "evidence_grade");
  g_autofree char *type = dup_field (casebook, record, "type");
  g_autofree char *date = dup_field (casebook, record, "date");
  g_autofree char *amount = dup_field (casebook, record, "amount");
  g_autofree char *grade = dup_field (casebook, record, "evidence_grade");
  g_autoptr (GString) subtitle = g_string_new (NULL);

  row->title = g_strdup (rabta_record_get_text (record, "summary"));
  rabta_joined_text_append (subtitle, type);
  rabta_joined_text_append (subtitle, amount);
  rabta_joined_text_append (subtitle, date);
  row->subtitle = g_strdup (subtitle->str);
  row->badge = g_steal_pointer (&grade);
  row->badge_class = g_strcmp0 (code, "signed") == 0 ? "success"
                     : g_strcmp0 (code, "seen") == 0 ? "warning" : "dim";
}

static GtkWidget *
make_group (RabtaCasebook   *casebook,
            RabtaKind        kind,
            const RabtaUuid *case_,
            const char      *title,
            const char      *empty,
            RabtaLinkedFunc  func)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  rabta_query_filter_id (query, "case", case_);
  /* What remains to be done comes before what is done. */
  if (kind == RABTA_KIND_FOLLOW_UP)
    rabta_query_set_sort (query, "due", TRUE);
  return rabta_linked_group_new (casebook, query, title, empty, "win.edit-record", func);
}

/**
 * rabta_case_follow_ups_new:
 *
 * Returns: (transfer floating): the follow-ups of a case: done, postponed and added in place
 */
GtkWidget *
rabta_case_follow_ups_new (RabtaCasebook   *casebook,
                           const RabtaUuid *case_)
{
  GtkWidget *group;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (case_ != NULL, NULL);

  group = make_group (casebook, RABTA_KIND_FOLLOW_UP, case_, _("Follow-ups"),
                      _("Nothing remains to be done"), describe_follow_up);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("New Follow-up"),
                              "case.new-follow-up", NULL);
  return group;
}

/**
 * rabta_case_activities_new:
 *
 * Returns: (transfer floating): what happened on a case, newest first
 */
GtkWidget *
rabta_case_activities_new (RabtaCasebook   *casebook,
                           const RabtaUuid *case_)
{
  GtkWidget *group;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (case_ != NULL, NULL);

  group = make_group (casebook, RABTA_KIND_ACTIVITY, case_, _("Activities"),
                      _("Nothing has been logged"), describe_activity);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("Log Activity"), "case.log-activity",
                              NULL);
  return group;
}

/**
 * rabta_case_outcomes_new:
 *
 * Returns: (transfer floating): what a case achieved, with the evidence for it
 */
GtkWidget *
rabta_case_outcomes_new (RabtaCasebook   *casebook,
                         const RabtaUuid *case_)
{
  GtkWidget *group;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (case_ != NULL, NULL);

  group = make_group (casebook, RABTA_KIND_OUTCOME, case_, _("Outcomes"),
                      _("Nothing has been achieved yet"), describe_outcome);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("New outcome"), "case.new-outcome",
                              NULL);
  return group;
}
