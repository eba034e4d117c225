/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In the register of copies: the casebook is handed over to one that was prepared on a new computer. */

#include "ui/copy-handover.h"

#include "exchange/handover-file.h"
#include "exchange/package.h"
#include "ui/dialogs.h"
#include "ui/exchange-words.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  RabtaCasebook *casebook;
  guint8         site[RABTA_SITE_ID_LENGTH];
  char          *name;
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_object_unref (subject->casebook);
  g_free (subject->name);
  g_free (subject);
}

static Subject *
subject_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "subject");
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  GtkWindow *window;
  GtkRoot *root;

  if (!rabta_handover_write_finish (result, &error))
    {
      gtk_widget_set_sensitive (row, TRUE);
      rabta_window_show_error (row, _("The casebook was not handed over"), error);
      return;
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Handed over: work on there from now on"));
  root = gtk_widget_get_root (row);
  window = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
  if (RABTA_IS_WINDOW (window))
    rabta_window_update_notice (RABTA_WINDOW (window));
  rabta_dialogs_message (row, _("The File Is Written"),
                         _("Take it to the new computer with the file that presents this copy, and take it over there with "
                           "“rabta takeover”. Work on there from now on; this copy is kept as it is."));
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  Subject *subject = subject_of (row);

  if (error != NULL)
    {
      rabta_window_show_error (row, _("The casebook was not handed over"), error);
      return;
    }
  if (file != NULL && g_file_peek_path (file) == NULL)
    {
      rabta_dialogs_message (row, _("The casebook was not handed over"), _("The file has to be on this computer."));
      return;
    }
  if (file == NULL)
    return;
  gtk_widget_set_sensitive (row, FALSE);
  rabta_handover_write_async (subject->casebook, subject->site, g_file_peek_path (file), NULL, written_cb,
                              g_object_ref (row));
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  const char *filters[] = { _("Files of the exchange"), "*" RABTA_PACKAGE_SUFFIX, NULL };
  g_autofree char *name = NULL;

  if (!rabta_dialogs_confirm_finish (result, NULL))
    return;
  name = g_strconcat (rabta_casebook_get_office_code (subject_of (row)->casebook), "-handover" RABTA_PACKAGE_SUFFIX, NULL);
  rabta_dialogs_save_file_async (row, _("Hand Over the Casebook"), name, filters, place_chosen_cb, g_object_ref (row));
}

static void
clicked_cb (GtkButton *button,
            GtkWidget *row)
{
  g_autofree char *body = NULL;

  /* Translators: the name of a copy of the casebook. */
  body = g_strdup_printf (_("“%s” goes on in the place of this copy, with all that is in it. The others accept that without "
                            "comparing fingerprints again. What is entered here afterwards reaches them only by files of this "
                            "copy."),
                          subject_of (row)->name);
  rabta_dialogs_confirm_async (row, _("Hand Over the Casebook?"), body, _("_Hand Over"), TRUE, confirmed_cb,
                               g_object_ref (row));
}

/**
 * rabta_copy_handover_row_new:
 * @casebook: the casebook
 * @peer: a copy with a trusted key, with which nothing was exchanged
 *
 * Returns: (transfer floating): a row that offers to hand the casebook over to it
 */
GtkWidget *
rabta_copy_handover_row_new (RabtaCasebook   *casebook,
                             const RabtaPeer *peer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Hand Over"));
  Subject *subject = g_new0 (Subject, 1);

  subject->casebook = g_object_ref (casebook);
  memcpy (subject->site, peer->site, sizeof subject->site);
  subject->name = rabta_exchange_dup_peer (peer);
  g_object_set_data_full (G_OBJECT (row), "subject", subject, subject_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("A new computer of this office?"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("It gets the whole casebook and goes on in the place of this one"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}
