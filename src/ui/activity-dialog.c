/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/activity-dialog.h"

#include "model/rules.h"
#include "ui/due-words.h"
#include "ui/record-form.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaActivityDialog
{
  AdwWindow parent_instance;

  GtkWidget       *save;
  GtkWidget       *body;
  GtkWidget       *follow_switch;
  GtkWidget       *follow_revealer;
  RabtaRecordForm *form;
  RabtaRecordForm *follow_form;

  GtkWidget       *origin; /* owned: the toast goes to its window */
  RabtaCasebook   *casebook;
  RabtaRecord     *activity;
  RabtaRecord     *follow_up;
  gboolean         saving;
};

G_DEFINE_FINAL_TYPE (RabtaActivityDialog, rabta_activity_dialog, ADW_TYPE_WINDOW)

static const char * const activity_fields[] = {
  "type", "date", "summary", "person", "details", NULL,
};
static const char * const activity_links[] = { "enterprise", "case", "organization", NULL };
static const char * const follow_up_fields[] = { "summary", "due", "priority", NULL };

static void
add_fields (GPtrArray          *fields,
            RabtaKind           kind,
            const char * const *names)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);

  for (gsize i = 0; names[i] != NULL; i++)
    g_ptr_array_add (fields, (gpointer) &info->fields[rabta_kind_find_field (info, names[i])]);
}

static void
copy_reference (RabtaRecord *from,
                RabtaRecord *to,
                const char  *name)
{
  const RabtaUuid *id = rabta_record_get_ref (from, name);

  if (id == NULL)
    {
      rabta_record_unset (to, name);
      return;
    }
  rabta_record_set_ref (to, name, id);
  rabta_record_set_ref_title (to, name, rabta_record_get_ref_title (from, name));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaActivityDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    {
      gtk_widget_set_sensitive (self->body, TRUE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.save", TRUE);
      rabta_window_show_error (GTK_WIDGET (self), _("The activity was not saved"), error);
      return;
    }
  rabta_window_add_toast (self->origin, _("Activity logged"), _("_Undo"), "win.undo");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaActivityDialog *self = RABTA_ACTIVITY_DIALOG (widget);
  g_autoptr (GPtrArray) records = NULL;
  gboolean follows = gtk_switch_get_active (GTK_SWITCH (self->follow_switch));

  if (self->saving || !rabta_record_form_validate (self->form, NULL)
      || (follows && !rabta_record_form_validate (self->follow_form, NULL)))
    return;
  g_set_object (&self->activity, rabta_record_form_get_record (self->form));
  g_set_object (&self->follow_up, rabta_record_form_get_record (self->follow_form));

  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, g_object_ref (self->activity));
  if (follows)
    {
      for (gsize i = 0; activity_links[i] != NULL; i++)
        copy_reference (self->activity, self->follow_up, activity_links[i]);
      copy_reference (self->activity, self->follow_up, "officer");
      g_ptr_array_add (records, g_object_ref (self->follow_up));
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->body, FALSE);
  gtk_widget_action_set_enabled (widget, "activity.save", FALSE);
  rabta_casebook_save_async (self->casebook, records,
                             rabta_record_is_new (self->activity) ? _("Log activity")
                                                                  : _("Edit activity"),
                             NULL, saved_cb, g_object_ref (self));
}

static void
follow_toggled_cb (RabtaActivityDialog *self)
{
  gboolean follows = gtk_switch_get_active (GTK_SWITCH (self->follow_switch));

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->follow_revealer), follows);
}

/* Only what is shown takes the focus, and scrolls into view with it. */
static void
follow_revealed_cb (RabtaActivityDialog *self)
{
  if (gtk_revealer_get_child_revealed (GTK_REVEALER (self->follow_revealer)))
    rabta_record_form_focus_field (self->follow_form, "summary");
}

static void
narrow_persons (RabtaActivityDialog *self)
{
  RabtaFieldRow *row = rabta_record_form_get_row (self->form, "person");
  const RabtaUuid *enterprise = rabta_record_get_ref (self->activity, "enterprise");
  g_autoptr (RabtaQuery) query = NULL;

  if (row == NULL || enterprise == NULL)
    return;
  query = rabta_query_new (RABTA_KIND_PERSON);
  rabta_query_filter_id (query, "enterprise", enterprise);
  rabta_field_row_set_query (row, query);
}

static void
build_forms (RabtaActivityDialog *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) follow_fields = g_ptr_array_new ();
  GtkWidget *form, *follow_form, *box, *row, *group;

  add_fields (fields, RABTA_KIND_ACTIVITY, activity_fields);
  add_fields (fields, RABTA_KIND_ACTIVITY, activity_links);
  form = rabta_record_form_new_empty (self->casebook, self->activity);
  self->form = RABTA_RECORD_FORM (form);
  rabta_record_form_set_fields (self->form, NULL, fields);
  /* What it was begun from is said in the title and need not be chosen. */
  for (gsize i = 0; activity_links[i] != NULL; i++)
    if (rabta_record_is_new (self->activity) && rabta_record_has (self->activity, activity_links[i]))
      rabta_record_form_hide_field (self->form, activity_links[i]);

  add_fields (follow_fields, RABTA_KIND_FOLLOW_UP, follow_up_fields);
  follow_form = rabta_record_form_new_empty (self->casebook, self->follow_up);
  self->follow_form = RABTA_RECORD_FORM (follow_form);
  rabta_record_form_set_fields (self->follow_form, NULL, follow_fields);

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Set a follow-up"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("What to do next, and by when"));
  self->follow_switch = gtk_switch_new ();
  gtk_widget_set_valign (self->follow_switch, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->follow_switch);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->follow_switch);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->follow_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Set a follow-up"), -1);
  g_signal_connect_swapped (self->follow_switch, "notify::active",
                            G_CALLBACK (follow_toggled_cb), self);
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  self->follow_revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->follow_revealer), follow_form);
  g_signal_connect_swapped (self->follow_revealer, "notify::child-revealed",
                            G_CALLBACK (follow_revealed_cb), self);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (box), form);
  if (rabta_record_is_new (self->activity))
    {
      gtk_box_append (GTK_BOX (box), group);
      gtk_box_append (GTK_BOX (box), self->follow_revealer);
    }
  else
    {
      g_object_ref_sink (group);
      g_object_ref_sink (self->follow_revealer);
    }
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->body = box;
  narrow_persons (self);
}

static GtkWidget *
build_header (RabtaActivityDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  const char *about = rabta_record_get_ref_title (self->activity, "enterprise");

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (gtk_window_get_title (GTK_WINDOW (self)),
                                                         about != NULL ? about : ""));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "activity.save");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static void
build (RabtaActivityDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_box_append (GTK_BOX (box), build_header (self));
  build_forms (self);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->body);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
rabta_activity_dialog_dispose (GObject *object)
{
  RabtaActivityDialog *self = RABTA_ACTIVITY_DIALOG (object);

  g_clear_object (&self->origin);
  g_clear_object (&self->casebook);
  g_clear_object (&self->activity);
  g_clear_object (&self->follow_up);

  G_OBJECT_CLASS (rabta_activity_dialog_parent_class)->dispose (object);
}

static void
rabta_activity_dialog_class_init (RabtaActivityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_activity_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "activity.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "activity.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "activity.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_activity_dialog_init (RabtaActivityDialog *self)
{
}

/* What a new activity says before anybody types. */
static RabtaRecord *
make_activity (RabtaCasebook *casebook)
{
  RabtaRecord *activity = rabta_record_new (RABTA_KIND_ACTIVITY);
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_record_set_text (activity, "date", today);
  rabta_record_set_text (activity, "type", "call");
  rabta_record_set_ref (activity, "officer", rabta_casebook_get_officer (casebook));
  rabta_record_set_ref_title (activity, "officer", rabta_casebook_get_officer_name (casebook));
  return activity;
}

static RabtaRecord *
make_follow_up (RabtaCasebook *casebook)
{
  RabtaRecord *follow_up = rabta_record_new (RABTA_KIND_FOLLOW_UP);
  g_autofree char *due = rabta_due_in_workdays (casebook, 5);

  rabta_record_set_text (follow_up, "due", due);
  return follow_up;
}

/**
 * rabta_activity_dialog_edit:
 * @parent: a widget of the window
 * @activity: an activity to begin from, or a loaded one; copied
 *
 * Presents the dialog.
 */
void
rabta_activity_dialog_edit (GtkWidget     *parent,
                            RabtaCasebook *casebook,
                            RabtaRecord   *activity)
{
  RabtaActivityDialog *self;
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (RABTA_IS_RECORD (activity));

  root = gtk_widget_get_root (parent);
  self = g_object_new (RABTA_TYPE_ACTIVITY_DIALOG,
                       "title", rabta_record_is_new (activity) ? _("Log Activity") : _("Activity"),
                       "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                       "modal", TRUE,
                       "default-width", 560,
                       "default-height", 640,
                       "width-request", 340,
                       NULL);
  self->origin = g_object_ref (parent);
  self->casebook = g_object_ref (casebook);
  self->activity = rabta_record_copy (activity);
  if (!rabta_record_has (self->activity, "type"))
    rabta_record_set_text (self->activity, "type", "call");
  self->follow_up = make_follow_up (casebook);
  build (self);
  gtk_window_present (GTK_WINDOW (self));
  rabta_record_form_focus_field (self->form, "summary");
}

/* A record on its way: what it refers to is loaded for its title. */
typedef struct
{
  GtkWidget   *parent;
  RabtaRecord *activity;
  gboolean     of_case;
} Start;

static void
start_free (Start *start)
{
  g_object_unref (start->parent);
  g_object_unref (start->activity);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

static void
referred_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Start) start = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  g_autofree char *title = NULL;

  record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  if (record == NULL)
    {
      rabta_window_show_error (start->parent, _("The activity could not be begun"), error);
      return;
    }
  title = rabta_record_dup_title (record);
  rabta_record_set_ref (start->activity, start->of_case ? "case" : "enterprise",
                        rabta_record_get_id (record));
  rabta_record_set_ref_title (start->activity, start->of_case ? "case" : "enterprise", title);
  if (start->of_case)
    {
      copy_reference (record, start->activity, "enterprise");
      copy_reference (record, start->activity, "organization");
    }
  rabta_activity_dialog_edit (start->parent, RABTA_CASEBOOK (source), start->activity);
}

/**
 * rabta_log_activity_dialog_present:
 * @parent: a widget of the window
 * @enterprise: (nullable): the enterprise it happened with; known by itself where @case_ is given
 * @case_: (nullable): the case it belongs to
 *
 * Asks what happened and saves it.
 */
void
rabta_log_activity_dialog_present (GtkWidget       *parent,
                                   RabtaCasebook   *casebook,
                                   const RabtaUuid *enterprise,
                                   const RabtaUuid *case_)
{
  g_autoptr (RabtaRecord) activity = NULL;
  Start *start;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  activity = make_activity (casebook);
  if (enterprise == NULL && case_ == NULL)
    {
      rabta_activity_dialog_edit (parent, casebook, activity);
      return;
    }
  start = g_new0 (Start, 1);
  start->parent = g_object_ref (parent);
  start->activity = g_steal_pointer (&activity);
  start->of_case = case_ != NULL;
  rabta_casebook_load_async (casebook, case_ != NULL ? RABTA_KIND_CASE : RABTA_KIND_ENTERPRISE,
                             case_ != NULL ? case_ : enterprise, NULL, referred_cb, start);
}
