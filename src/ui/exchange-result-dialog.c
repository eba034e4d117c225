/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-result-dialog.h"

#include "ui/exchange-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
add_row (AdwPreferencesGroup *group,
         const RabtaReceived *received)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *copy = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (received->error == NULL)
    {
      copy = rabta_exchange_dup_peer (received->report.from);
      title = g_strdup_printf (_("No. %" PRId64 " from %s"), received->report.number, copy);
      text = rabta_exchange_dup_received (&received->report);
    }
  else if (g_error_matches (received->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("Stopped before it was taken over"));
  else
    text = g_strdup_printf (_("Refused: %s"), received->error->message);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : received->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                received->error != NULL ? "dialog-error-symbolic" : "emblem-ok-symbolic");
  adw_preferences_group_add (group, row);
}

static void
close_cb (GtkWidget *dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
add_escape (GtkWidget *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog, controller);
}

/**
 * rabta_exchange_result_present:
 * @parent: a widget of the window told
 * @received: (element-type RabtaReceived): what came of each file
 *
 * Tells what came of files: those that were refused are not to be missed.
 */
void
rabta_exchange_result_present (GtkWidget *parent,
                               GPtrArray *received)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *close = gtk_button_new_with_mnemonic (_("_Close"));
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (received != NULL);

  for (guint i = 0; i < received->len; i++)
    add_row (ADW_PREFERENCES_GROUP (group), g_ptr_array_index (received, i));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), dialog);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), close);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  add_escape (dialog);

  gtk_window_set_title (GTK_WINDOW (dialog), _("What Came In"));
  gtk_window_set_default_size (GTK_WINDOW (dialog), 520, 420);
  gtk_widget_set_size_request (dialog, 360, 300);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (close);
}
