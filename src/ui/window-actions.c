/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-private.h"

#include "ui/dialogs.h"
#include "ui/goto-dialog.h"
#include "ui/help-window.h"
#include "ui/places.h"

#include <glib/gi18n-lib.h>

/* Actions that change the casebook, and those that only need one. */
static const char * const writing_actions[] = {
  "win.edit-record", "win.new-record", "win.new-record-for", "win.new", "win.edit",
  "win.log-activity", "win.import",
};
static const char * const reading_actions[] = {
  "win.place", "win.conflicts", "win.open-record", "win.search", "win.goto", "win.export", "win.backup",
};

static gboolean
has_action (const char *name)
{
  const RabtaToolInfo *tools = rabta_places_get_tools ();

  if (strcmp (name, "win.import") == 0)
    return tools->import != NULL;
  if (strcmp (name, "win.export") == 0)
    return tools->export_ != NULL;
  return TRUE;
}

static gboolean
parse_record (GVariant  *parameter,
              RabtaKind *kind,
              RabtaUuid *id)
{
  const char *name, *text;

  g_variant_get (parameter, "(&s&s)", &name, &text);
  *kind = rabta_kind_from_name (name);
  return *kind != RABTA_KIND_NONE && rabta_uuid_parse (text, id);
}

static void
backup_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_backup_sync (RABTA_CASEBOOK (source), task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
backup_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The casebook was not backed up"), error);
      return;
    }
  name = g_filename_display_basename (g_task_get_task_data (G_TASK (result)));
  text = g_strdup_printf (_("Backed up to “%s”"), name);
  rabta_window_add_toast (GTK_WIDGET (self), text, NULL, NULL);
}

static void
backup_file_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  g_autoptr (GTask) task = NULL;

  if (file == NULL || self->casebook == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    {
      rabta_dialogs_message (GTK_WIDGET (self), _("The casebook was not backed up"),
                             _("A backup needs a folder on this computer or a stick."));
      return;
    }
  task = g_task_new (self->casebook, self->cancellable, backup_done_cb, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (g_file_peek_path (file)), g_free);
  g_task_run_in_thread (task, backup_thread);
}

static void
place_action_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  rabta_window_show_place (RABTA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
conflicts_action_cb (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  rabta_window_show_place (RABTA_WINDOW (widget), "conflicts");
  gtk_widget_activate_action_variant (GTK_WIDGET (rabta_window_get_content (RABTA_WINDOW (widget))),
                                      "conflicts.show-record", parameter);
}

static void
open_record_action_cb (GtkWidget  *widget,
                       const char *action,
                       GVariant   *parameter)
{
  RabtaKind kind;
  RabtaUuid id;

  if (parse_record (parameter, &kind, &id))
    rabta_window_open_record (RABTA_WINDOW (widget), kind, &id);
}

static void
edit_record_action_cb (GtkWidget  *widget,
                       const char *action,
                       GVariant   *parameter)
{
  RabtaKind kind;
  RabtaUuid id;

  if (parse_record (parameter, &kind, &id))
    rabta_window_edit_record (RABTA_WINDOW (widget), kind, &id);
}

static void new_action_cb (GtkWidget  *widget,
                           const char *action,
                           GVariant   *parameter);

static void
new_record_action_cb (GtkWidget  *widget,
                      const char *action,
                      GVariant   *parameter)
{
  RabtaKind kind = rabta_kind_from_name (g_variant_get_string (parameter, NULL));

  /* A case begins with the enterprise and the track, not with a form. */
  if (kind == RABTA_KIND_CASE)
    {
      rabta_window_show_place (RABTA_WINDOW (widget), "cases");
      new_action_cb (widget, action, NULL);
    }
  else if (kind != RABTA_KIND_NONE)
    rabta_window_new_record (RABTA_WINDOW (widget), kind, NULL);
}

static void
new_record_for_action_cb (GtkWidget  *widget,
                          const char *action,
                          GVariant   *parameter)
{
  const char *name, *field, *id, *second;
  g_auto (GStrv) pair = NULL;
  const char *references[5] = { NULL };
  RabtaKind kind;

  g_variant_get (parameter, "(&s&s&s&s)", &name, &field, &id, &second);
  kind = rabta_kind_from_name (name);
  if (kind == RABTA_KIND_NONE)
    return;
  references[0] = field;
  references[1] = id;
  pair = g_strsplit (second, "=", 2);
  if (g_strv_length (pair) == 2)
    {
      references[2] = pair[0];
      references[3] = pair[1];
    }
  if (!rabta_window_new_record (RABTA_WINDOW (widget), kind, references))
    g_warning ("A new %s cannot refer to %s %s", name, field, id);
}

static void
back_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaWindow *self = RABTA_WINDOW (widget);
  RabtaPlace *content = rabta_window_get_content (self);

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  else if (content == NULL || !rabta_place_go_back (content))
    rabta_window_pop_page (self);
}

static void
undo_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  rabta_window_undo (RABTA_WINDOW (widget));
}

static void
redo_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  rabta_window_redo (RABTA_WINDOW (widget));
}

static void
search_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RabtaPlace *content = rabta_window_get_content (RABTA_WINDOW (widget));

  if (content != NULL && rabta_place_can_search (content))
    rabta_place_focus_search (content);
  else
    gtk_widget_activate_action (widget, "win.goto", NULL);
}

static void
goto_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  rabta_goto_dialog_present (RABTA_WINDOW (widget));
}

static void
shortcuts_action_cb (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/smeda/Rabta/ui/help-overlay.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

static void
help_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  rabta_help_window_present (GTK_WINDOW (widget));
}

static void
new_action_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RabtaPlace *content = rabta_window_get_content (RABTA_WINDOW (widget));

  if (content != NULL)
    rabta_place_create_new (content);
}

static void
edit_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaPlace *content = rabta_window_get_content (RABTA_WINDOW (widget));
  RabtaKind kind;
  RabtaUuid id;

  if (content != NULL && rabta_place_get_record (content, &kind, &id))
    rabta_window_edit_record (RABTA_WINDOW (widget), kind, &id);
}

/* For the record of the page that is shown, where an activity can refer to its kind. */
static void
log_activity_action_cb (GtkWidget  *widget,
                        const char *action,
                        GVariant   *parameter)
{
  RabtaWindow *self = RABTA_WINDOW (widget);
  RabtaPlace *content = rabta_window_get_content (self);
  char text[RABTA_UUID_TEXT_LENGTH + 1];
  const char *references[3] = { NULL };
  RabtaKind kind;
  RabtaUuid id;

  if (content != NULL && rabta_place_get_record (content, &kind, &id))
    {
      rabta_uuid_format (&id, text);
      references[0] = rabta_kind_get_info (kind)->table;
      references[1] = text;
      if (rabta_window_new_record (self, RABTA_KIND_ACTIVITY, references))
        return;
    }
  rabta_window_new_record (self, RABTA_KIND_ACTIVITY, NULL);
}

static void
tool_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaWindow *self = RABTA_WINDOW (widget);
  const RabtaToolInfo *tools = rabta_places_get_tools ();

  if (strcmp (action, "win.import") == 0)
    tools->import (widget, self->casebook);
  else if (strcmp (action, "win.export") == 0)
    tools->export_ (widget, self->casebook);
  else
    tools->validate (widget, self->casebook);
}

static void
backup_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RabtaWindow *self = RABTA_WINDOW (widget);
  const char *filters[] = { _("Casebooks"), "*.casebook", NULL };
  g_autofree char *name = NULL;
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  /* Translators: suggested file name of a backup: office and date. */
  name = g_strdup_printf (_("%s backup %s.casebook"),
                          rabta_casebook_get_office_code (self->casebook), today);
  rabta_dialogs_save_file_async (widget, _("Back up the casebook"), name, filters,
                                 backup_file_cb, g_object_ref (self));
}

static void
install_bindings (GtkWidgetClass *widget_class)
{
  /* Not accelerators of the application: those come before the widget that has the focus, and an
   * entry has its own use for these keys. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "win.edit", NULL);
}

/**
 * rabta_window_class_install_actions:
 *
 * Installs the actions of window.h and the keys that only the window knows.
 */
void
rabta_window_class_install_actions (GtkWidgetClass *widget_class)
{
  const RabtaToolInfo *tools = rabta_places_get_tools ();

  gtk_widget_class_install_action (widget_class, "win.place", "s", place_action_cb);
  gtk_widget_class_install_action (widget_class, "win.conflicts", "s", conflicts_action_cb);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_action_cb);
  gtk_widget_class_install_action (widget_class, "win.edit-record", "(ss)", edit_record_action_cb);
  gtk_widget_class_install_action (widget_class, "win.new-record", "s", new_record_action_cb);
  gtk_widget_class_install_action (widget_class, "win.new-record-for", "(ssss)",
                                   new_record_for_action_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action_cb);
  gtk_widget_class_install_action (widget_class, "win.goto", NULL, goto_action_cb);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   shortcuts_action_cb);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action_cb);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action_cb);
  gtk_widget_class_install_action (widget_class, "win.edit", NULL, edit_action_cb);
  gtk_widget_class_install_action (widget_class, "win.log-activity", NULL, log_activity_action_cb);
  gtk_widget_class_install_action (widget_class, "win.backup", NULL, backup_action_cb);
  if (tools->import != NULL)
    gtk_widget_class_install_action (widget_class, "win.import", NULL, tool_action_cb);
  if (tools->export_ != NULL)
    gtk_widget_class_install_action (widget_class, "win.export", NULL, tool_action_cb);
  if (tools->validate != NULL)
    gtk_widget_class_install_action (widget_class, "win.validate", NULL, tool_action_cb);
  install_bindings (widget_class);
}

/**
 * rabta_window_update_actions:
 *
 * Enables what can be done with the present casebook and the present content.
 */
void
rabta_window_update_actions (RabtaWindow *self)
{
  RabtaPlace *content = rabta_window_get_content (self);
  gboolean readable = self->casebook != NULL;
  gboolean writable = readable && !rabta_casebook_is_read_only (self->casebook);
  GtkWidget *widget = GTK_WIDGET (self);
  RabtaKind kind;
  RabtaUuid id;

  for (gsize i = 0; i < G_N_ELEMENTS (reading_actions); i++)
    if (has_action (reading_actions[i]))
      gtk_widget_action_set_enabled (widget, reading_actions[i], readable);
  for (gsize i = 0; i < G_N_ELEMENTS (writing_actions); i++)
    if (has_action (writing_actions[i]))
      gtk_widget_action_set_enabled (widget, writing_actions[i], writable);
  gtk_widget_action_set_enabled (widget, "win.new", writable && content != NULL
                                                    && rabta_place_can_create_new (content));
  gtk_widget_action_set_enabled (widget, "win.edit",
                                 writable && content != NULL
                                 && rabta_place_get_record (content, &kind, &id));
}
