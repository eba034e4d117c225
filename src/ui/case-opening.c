/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-opening.h"

#include "model/case-work.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget     *parent;
  RabtaCasebook *casebook;
  GPtrArray     *enterprises;
} Opening;

static Opening *
opening_new (GtkWidget     *parent,
             RabtaCasebook *casebook,
             GPtrArray     *enterprises)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->parent = g_object_ref (parent);
  opening->casebook = g_object_ref (casebook);
  opening->enterprises = g_ptr_array_ref (enterprises);

  return opening;
}

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->parent);
  g_object_unref (opening->casebook);
  g_ptr_array_unref (opening->enterprises);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
closure_free (gpointer  data,
              GClosure *closure)
{
  opening_free (data);
}

static void
say_opened (Opening *opening,
            GArray  *opened)
{
  guint left_out = opening->enterprises->len - opened->len;
  g_autofree char *done = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u case opened",
                                                        "%'u cases opened", opened->len), opened->len);

  if (opened->len == 1 && left_out == 0)
    {
      char id[RABTA_UUID_TEXT_LENGTH + 1];
      g_autofree char *action = NULL;

      rabta_uuid_format (&g_array_index (opened, RabtaUuid, 0), id);
      action = g_strdup_printf ("win.open-record(('case', '%s'))", id);
      rabta_window_add_toast (opening->parent, done, _("_Show"), action);
    }
  else if (left_out > 0)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %'u had one already",
                                                            "%s, %'u had one already", left_out),
                                               done, left_out);

      rabta_window_add_toast (opening->parent, text, _("_Undo"), "win.undo");
    }
  else
    rabta_window_add_toast (opening->parent, done, _("_Undo"), "win.undo");
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) opened = rabta_case_work_open_finish (RABTA_CASEBOOK (source), result, &error);

  if (opened == NULL)
    rabta_window_show_error (opening->parent, _("The Cases Were Not Opened"), error);
  else if (opened->len == 0)
    rabta_window_add_toast (opening->parent,
                            opening->enterprises->len == 1
                            ? _("There is an open case on this track already")
                            : _("Each of them has an open case on this track already"), NULL, NULL);
  else
    say_opened (opening, opened);
}

static void
apply_cb (RabtaBulkDialog *dialog,
          Opening         *opening)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *track = rabta_bulk_dialog_dup_text (dialog, "track");
  RabtaUuid event, organization;
  gboolean has_event = rabta_bulk_dialog_get_id (dialog, "event", &event);
  gboolean has_organization = rabta_bulk_dialog_get_id (dialog, "organization", &organization);

  for (guint i = 0; i < opening->enterprises->len; i++)
    g_ptr_array_add (ids, (gpointer) rabta_record_get_id (g_ptr_array_index (opening->enterprises, i)));

  rabta_case_work_open_async (opening->casebook, ids, track, has_event ? &event : NULL,
                              has_organization ? &organization : NULL, NULL, NULL, opened_cb,
                              opening_new (opening->parent, opening->casebook, opening->enterprises));
}

/**
 * rabta_case_opening_present:
 * @parent: any widget inside the window asked for
 * @casebook: the casebook
 * @enterprises: (element-type RabtaRecord): at least one
 *
 * Asks what is needed to open cases and opens them as one action.
 *
 * Returns: (transfer none): the dialog
 */
RabtaBulkDialog *
rabta_case_opening_present (GtkWidget     *parent,
                            RabtaCasebook *casebook,
                            GPtrArray     *enterprises)
{
  RabtaBulkDialog *dialog;
  g_autofree char *description = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (enterprises != NULL && enterprises->len > 0, NULL);

  if (enterprises->len == 1)
    {
      g_autofree char *title = rabta_record_dup_title (g_ptr_array_index (enterprises, 0));
      g_autofree char *plain = g_strdup_printf (_("For %s"), title);

      /* The description of a group is markup. */
      description = g_markup_escape_text (plain, -1);
    }
  else
    description = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "For %'u enterprise",
                                                "For %'u enterprises", enterprises->len),
                                   enterprises->len);

  dialog = rabta_bulk_dialog_new (parent, casebook,
                                  enterprises->len == 1 ? _("Open a Case") : _("Open Cases"),
                                  description, _("_Open"));
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_CASE, "track", TRUE);
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_CASE, "event", FALSE);
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_CASE, "organization", FALSE);
  g_signal_connect_data (dialog, "apply", G_CALLBACK (apply_cb),
                         opening_new (parent, casebook, enterprises), closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
