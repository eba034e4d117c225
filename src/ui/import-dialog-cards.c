/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-dialog-private.h"

#include <glib/gi18n-lib.h>

/* Cards say themselves what is what, as records do, but each is taken or not by itself, as rows are. */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaVcardImportResult) found = NULL;
  gboolean is_done = self->step == STEP_IMPORTING;

  found = rabta_vcard_import_finish (RABTA_CASEBOOK (object), result, &error);
  if (!rabta_import_dialog_end_job (self))
    return;

  if (found != NULL)
    {
      g_clear_pointer (&self->cards_result, rabta_vcard_import_result_free);
      self->cards_result = g_steal_pointer (&found);
      rabta_import_findings_show (self->findings, &self->cards_result->counts, self->cards_result->report, is_done);
      rabta_import_dialog_set_step (self, is_done ? STEP_DONE : STEP_REVIEW);
      return;
    }
  rabta_import_dialog_give_up (self, error, STEP_CHOOSE, is_done);
}

void
rabta_import_dialog_run_cards (RabtaImportDialog *self,
                               gboolean           dry)
{
  RabtaVcardImportOptions options = {
    .update = rabta_import_findings_get_update (self->findings),
    .dry_run = dry,
  };

  if (self->cancellable != NULL)
    return;

  gtk_label_set_label (self->busy_label, dry ? _("Looking at every card…") : _("Importing…"));
  rabta_import_dialog_set_step (self, dry ? STEP_CHECKING : STEP_IMPORTING);
  rabta_vcard_import_async (self->casebook, self->file, &options, rabta_import_dialog_progress_cb, self,
                            rabta_import_dialog_begin_job (self), imported_cb, g_object_ref (self));
}
