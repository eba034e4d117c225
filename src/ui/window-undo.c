/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *action = NULL;
  g_autofree char *text = NULL;

  action = rabta_casebook_undo_finish (RABTA_CASEBOOK (source), result, &error);
  if (action == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("Nothing was undone"), error);
      return;
    }
  text = g_strdup_printf (_("Undone: %s"), action);
  rabta_window_add_toast (GTK_WIDGET (self), text, _("_Redo"), "win.redo");
}

static void
redo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *action = NULL;
  g_autofree char *text = NULL;

  action = rabta_casebook_redo_finish (RABTA_CASEBOOK (source), result, &error);
  if (action == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("Nothing was redone"), error);
      return;
    }
  text = g_strdup_printf (_("Redone: %s"), action);
  rabta_window_add_toast (GTK_WIDGET (self), text, _("_Undo"), "win.undo");
}

static void
describe_button (GtkWidget  *button,
                 const char *verb,
                 const char *what,
                 const char *keys)
{
  g_autofree char *text = NULL;

  /* Translators: "Undo: Edit enterprise (Ctrl+Z)" */
  text = what != NULL ? g_strdup_printf (_("%s: %s (%s)"), verb, what, keys) : g_strdup (verb);
  gtk_widget_set_tooltip_text (button, text);
}

/**
 * rabta_window_update_undo:
 *
 * Enables undo and redo as far as there is something, and says on the buttons what it is.
 */
void
rabta_window_update_undo (RabtaWindow *self)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  gboolean writable;

  g_return_if_fail (RABTA_IS_WINDOW (self));

  if (self->casebook != NULL)
    g_object_get (self->casebook, "undo-action", &undo, "redo-action", &redo, NULL);
  writable = self->casebook != NULL && !rabta_casebook_is_read_only (self->casebook);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", writable && undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", writable && redo != NULL);
  describe_button (self->undo_button, _("Undo"), undo, _("Ctrl+Z"));
  describe_button (self->redo_button, _("Redo"), redo, _("Ctrl+Shift+Z"));
}

/**
 * rabta_window_undo:
 *
 * Takes the last action back.
 */
void
rabta_window_undo (RabtaWindow *self)
{
  g_return_if_fail (RABTA_IS_WINDOW (self));

  if (self->casebook != NULL)
    rabta_casebook_undo_async (self->casebook, NULL, undo_cb, g_object_ref (self));
}

/**
 * rabta_window_redo:
 *
 * Does the action again that was taken back last.
 */
void
rabta_window_redo (RabtaWindow *self)
{
  g_return_if_fail (RABTA_IS_WINDOW (self));

  if (self->casebook != NULL)
    rabta_casebook_redo_async (self->casebook, NULL, redo_cb, g_object_ref (self));
}
