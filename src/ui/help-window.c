/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/help-window.h"

/**
 * rabta_help_window_present:
 * @parent: the window it lies over
 *
 * Presents a short guide to the officer's round.
 */
void
rabta_help_window_present (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  builder = gtk_builder_new_from_resource ("/org/smeda/Rabta/ui/help-window.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "help_window"));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
