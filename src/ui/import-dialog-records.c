/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-dialog-private.h"

#include <glib/gi18n-lib.h>

/* A file of this program's own format says itself what its columns would: it is looked through, and
 * imported as a whole or not at all. */

static void
progress_cb (goffset  read,
             goffset  total,
             gpointer user_data)
{
  RabtaImportDialog *self = user_data;

  if (total > 0)
    g_atomic_int_set (&self->permille, (int) (read * 1000 / total));
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecordsImportResult) found = NULL;
  gboolean is_done = self->step == STEP_IMPORTING;

  found = rabta_records_import_finish (RABTA_CASEBOOK (object), result, &error);
  if (!rabta_import_dialog_end_job (self))
    return;

  if (found != NULL)
    {
      g_clear_pointer (&self->records_result, rabta_records_import_result_free);
      self->records_result = g_steal_pointer (&found);
      rabta_import_findings_show_records (self->findings, self->records_result, is_done);
      rabta_import_dialog_set_step (self, is_done ? STEP_DONE : STEP_REVIEW);
      return;
    }
  rabta_import_dialog_give_up (self, error, STEP_CHOOSE, is_done);
}

void
rabta_import_dialog_run_records (RabtaImportDialog *self,
                                 gboolean           dry)
{
  RabtaRecordsImportOptions options = {
    .update = rabta_import_findings_get_update (self->findings),
    .dry_run = dry,
  };

  if (self->cancellable != NULL)
    return;

  gtk_label_set_label (self->busy_label, dry ? _("Looking at every record…") : _("Importing…"));
  rabta_import_dialog_set_step (self, dry ? STEP_CHECKING : STEP_IMPORTING);
  rabta_records_import_async (self->casebook, g_file_peek_path (self->file), &options, progress_cb, self,
                          rabta_import_dialog_begin_job (self), imported_cb, g_object_ref (self));
}
