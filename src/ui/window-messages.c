/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-private.h"

#include "ui/dialogs.h"

static RabtaWindow *
find_rabta_window (GtkWidget *descendant)
{
  GtkWindow *window = GTK_IS_WINDOW (descendant) ? GTK_WINDOW (descendant) : NULL;
  GtkApplication *application;

  if (window == NULL && GTK_IS_WINDOW (gtk_widget_get_root (descendant)))
    window = GTK_WINDOW (gtk_widget_get_root (descendant));
  while (window != NULL && !RABTA_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    return RABTA_WINDOW (window);

  /* A widget whose page was left meanwhile is in no window any more. */
  application = GTK_APPLICATION (g_application_get_default ());
  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL;
       l != NULL; l = l->next)
    if (RABTA_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
dismissed_cb (AdwToast    *toast,
              RabtaWindow *self)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

/**
 * rabta_window_add_toast:
 * @descendant: a widget of the window, or of a dialog over it
 * @text: what happened
 * @action_label: (nullable): what the button of the toast says
 * @detailed_action: (nullable): what it does, such as "win.undo"
 *
 * Says in passing what was done. What was said before goes: it would otherwise have its time first,
 * and an older Undo would take back what was done last.
 */
void
rabta_window_add_toast (GtkWidget  *descendant,
                        const char *text,
                        const char *action_label,
                        const char *detailed_action)
{
  g_autofree char *markup = NULL;
  RabtaWindow *self;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (descendant));
  g_return_if_fail (text != NULL);

  self = find_rabta_window (descendant);
  if (self == NULL)
    return;

  /* The title of a toast is markup, and names of enterprises hold "&". */
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_timeout (toast, detailed_action != NULL ? 8 : 4);
  if (action_label != NULL && detailed_action != NULL)
    {
      adw_toast_set_button_label (toast, action_label);
      adw_toast_set_detailed_action_name (toast, detailed_action);
    }
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * rabta_window_show_error:
 * @descendant: a widget of the window or dialog that the failure belongs to
 * @heading: what could not be done, such as "The case was not saved"
 * @error: (nullable): why; a cancelled task is not shown
 *
 * Says what went wrong so that it is not missed.
 */
void
rabta_window_show_error (GtkWidget    *descendant,
                         const char   *heading,
                         const GError *error)
{
  GtkWidget *parent = descendant;

  g_return_if_fail (GTK_IS_WIDGET (descendant));
  g_return_if_fail (heading != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (gtk_widget_get_root (descendant) == NULL)
    parent = GTK_WIDGET (find_rabta_window (descendant));
  rabta_dialogs_message (parent, heading, error != NULL ? error->message : NULL);
}
