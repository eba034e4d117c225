/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/cases-bulk.h"

#include "ui/bulk-dialog.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RabtaRecordTable *table;    /* owned */
  RabtaCasebook    *casebook; /* owned */
  RabtaBulkDialog  *dialog;   /* owned, from when it is applied */
  const char       *field;    /* static */
  guint             n_cases;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->table);
  g_object_unref (job->casebook);
  g_clear_object (&job->dialog);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (RabtaRecordTable *table,
         RabtaCasebook    *casebook,
         const char       *field)
{
  Job *job = g_new0 (Job, 1);

  job->table = g_object_ref (table);
  job->casebook = g_object_ref (casebook);
  job->field = field;
  return job;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    {
      rabta_window_show_error (GTK_WIDGET (job->table), _("The cases were not changed"), error);
      return;
    }
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u case changed", "%'u cases changed",
                                       job->n_cases),
                          job->n_cases);
  rabta_window_add_toast (GTK_WIDGET (job->table), text, _("_Undo"), "win.undo");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *action = NULL;

  records = rabta_record_table_load_selected_finish (RABTA_RECORD_TABLE (source), result, &error);
  if (records == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (job->table), _("The selection could not be read"),
                               error);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    rabta_bulk_dialog_fill (job->dialog, job->field, g_ptr_array_index (records, i));
  job->n_cases = records->len;
  action = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Change %u case", "Change %u cases",
                                         records->len),
                            records->len);
  rabta_casebook_save_async (job->casebook, records, action, NULL, saved_cb, job);
  job = NULL;
}

static void
apply_cb (RabtaBulkDialog *dialog,
          Job             *asked)
{
  Job *job = job_new (asked->table, asked->casebook, asked->field);

  job->dialog = g_object_ref (dialog);
  rabta_record_table_load_selected_async (job->table, NULL, loaded_cb, job);
}

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  job_free (data);
}

/**
 * rabta_cases_bulk_set:
 * @table: a table of cases
 * @field: a field of a case; static
 * @title: what is done, for people
 */
void
rabta_cases_bulk_set (RabtaRecordTable *table,
                      RabtaCasebook    *casebook,
                      const char       *field,
                      const char       *title)
{
  RabtaBulkDialog *dialog;
  g_autofree char *description = NULL;
  guint n;

  g_return_if_fail (RABTA_IS_RECORD_TABLE (table));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (field != NULL && title != NULL);

  n = rabta_record_table_get_n_selected (table);
  description = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "For %'u case.", "For %'u cases.",
                                              n),
                                 n);
  dialog = rabta_bulk_dialog_new (GTK_WIDGET (table), casebook, title, description, _("_Set"));
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_CASE, field, FALSE);
  g_signal_connect_data (dialog, "apply", G_CALLBACK (apply_cb), job_new (table, casebook, field),
                         asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
