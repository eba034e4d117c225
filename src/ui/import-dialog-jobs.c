/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-dialog-private.h"

#include <glib/gi18n-lib.h>

/* One job runs at a time, because the import is the job's while it runs; what is asked for meanwhile
 * is done afterwards. */

#define PREVIEW_ROWS 8
#define PROGRESS_MS 100

static gboolean
show_progress_cb (gpointer user_data)
{
  RabtaImportDialog *self = user_data;
  int permille = g_atomic_int_get (&self->permille);

  if (permille < 0)
    gtk_progress_bar_pulse (self->busy_bar);
  else
    gtk_progress_bar_set_fraction (self->busy_bar, permille / 1000.0);

  return G_SOURCE_CONTINUE;
}

void
rabta_import_dialog_progress_cb (double   fraction,
                                 gpointer user_data)
{
  RabtaImportDialog *self = user_data;

  g_atomic_int_set (&self->permille, (int) (fraction * 1000));
}

/* A job begins: one at a time, because the import is the job's while it runs. */
GCancellable *
rabta_import_dialog_begin_job (RabtaImportDialog *self)
{
  g_assert (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  g_atomic_int_set (&self->permille, -1);
  if (self->progress_source == 0)
    self->progress_source = g_timeout_add (PROGRESS_MS, show_progress_cb, self);

  return self->cancellable;
}

gboolean
rabta_import_dialog_end_job (RabtaImportDialog *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);

  return !self->is_gone;
}

void
rabta_import_dialog_cancel (RabtaImportDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
preview_job (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  RabtaImportDialog *self = source;
  GError *error = NULL;
  GPtrArray *rows = rabta_table_import_preview (self->import, PREVIEW_ROWS, cancellable, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), &error);

  if (!rabta_import_dialog_end_job (self))
    return;

  if (self->reopen_due)
    rabta_import_dialog_open (self);
  else if (self->next_due)
    rabta_import_dialog_run (self, TRUE);
  else if (self->preview_due)
    rabta_import_dialog_preview (self);
  else if (rows != NULL)
    rabta_import_columns_set_preview (self->columns, rows);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rabta_import_dialog_show_error (self, error);

  if (self->step == STEP_OPENING && rows != NULL && !self->reopen_due)
    rabta_import_dialog_set_step (self, STEP_COLUMNS);
}

void
rabta_import_dialog_preview (RabtaImportDialog *self)
{
  g_autoptr (GTask) task = NULL;

  self->preview_due = self->cancellable != NULL;
  if (self->preview_due)
    return;

  rabta_import_columns_apply (self->columns, rabta_table_import_get_mapping (self->import));
  task = g_task_new (self, rabta_import_dialog_begin_job (self), preview_cb, g_object_ref (self));
  g_task_run_in_thread (task, preview_job);
}

/* What a file is opened with; the thread must not look at widgets. */
typedef struct
{
  RabtaTableFormat  table;
  char             *sheet;
  RabtaImportContent content; /* found out by the thread */
} Format;

static void
format_free (gpointer data)
{
  Format *format = data;

  g_free (format->sheet);
  g_free (format);
}

static void
open_job (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  RabtaImportDialog *self = source;
  Format *format = task_data;
  const char *path = g_file_peek_path (self->file);
  GError *error = NULL;
  RabtaTableImport *import;

  if (path != NULL && rabta_records_import_sniff (path))
    format->content = CONTENT_RECORDS;
  else if (path != NULL && rabta_vcard_import_sniff (path))
    format->content = CONTENT_CARDS;
  if (format->content != CONTENT_TABLE)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  import = rabta_table_import_new (self->casebook, self->file, &format->table, cancellable, &error);
  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) rabta_table_import_free);
  else
    g_task_return_error (task, error);
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  RabtaTableImport *import = g_task_propagate_pointer (G_TASK (result), &error);
  const Format *format = g_task_get_task_data (G_TASK (result));

  if (!rabta_import_dialog_end_job (self))
    {
      g_clear_pointer (&import, rabta_table_import_free);
      return;
    }
  self->content = error == NULL ? format->content : CONTENT_TABLE;
  if (self->content != CONTENT_TABLE)
    {
      rabta_import_dialog_run (self, TRUE);
      return;
    }

  if (import == NULL && self->has_format)
    {
      /* Another encoding was a try: back to the one that works, so that a further can be tried. */
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
      rabta_import_dialog_open (self);
      return;
    }
  if (import == NULL)
    {
      rabta_import_dialog_show_error (self, error);
      return;
    }

  g_clear_pointer (&self->import, rabta_table_import_free);
  self->import = import;
  rabta_table_import_set_progress (import, rabta_import_dialog_progress_cb, self);
  rabta_import_columns_set_import (self->columns, import);
  rabta_import_dialog_preview (self);
}

void
rabta_import_dialog_open (RabtaImportDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Format *format;

  self->reopen_due = self->cancellable != NULL;
  if (self->reopen_due)
    {
      rabta_import_dialog_cancel (self);
      return;
    }

  format = g_new0 (Format, 1);
  self->has_format = self->step == STEP_COLUMNS;
  if (self->has_format)
    {
      format->table.encoding = rabta_import_columns_get_encoding (self->columns);
      format->table.separator = rabta_import_columns_get_separator (self->columns);
      format->table.sheet = format->sheet = rabta_import_columns_dup_sheet (self->columns);
    }

  gtk_label_set_label (self->busy_label, _("Reading the file…"));
  rabta_import_dialog_set_step (self, STEP_OPENING);
  task = g_task_new (self, rabta_import_dialog_begin_job (self), open_cb, g_object_ref (self));
  g_task_set_task_data (task, format, format_free);
  g_task_run_in_thread (task, open_job);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = rabta_table_import_run_finish (self->import, result, &error);
  gboolean is_done = self->step == STEP_IMPORTING;

  if (!rabta_import_dialog_end_job (self))
    return;

  if (ok)
    {
      rabta_import_findings_show (self->findings, rabta_table_import_get_counts (self->import),
                                  rabta_table_import_get_report (self->import), is_done);
      rabta_import_dialog_set_step (self, is_done ? STEP_DONE : STEP_REVIEW);
      return;
    }

  rabta_import_dialog_give_up (self, error, STEP_COLUMNS, is_done);
}

void
rabta_import_dialog_run (RabtaImportDialog *self,
                         gboolean           dry)
{
  if (self->content == CONTENT_RECORDS)
    {
      rabta_import_dialog_run_records (self, dry);
      return;
    }
  if (self->content == CONTENT_CARDS)
    {
      rabta_import_dialog_run_cards (self, dry);
      return;
    }
  self->next_due = self->cancellable != NULL;
  if (self->next_due)
    {
      rabta_import_dialog_cancel (self);
      return;
    }

  self->preview_due = FALSE;
  rabta_import_columns_apply (self->columns, rabta_table_import_get_mapping (self->import));
  rabta_table_import_set_dry_run (self->import, dry);
  rabta_table_import_set_update (self->import, rabta_import_findings_get_update (self->findings));

  gtk_label_set_label (self->busy_label, dry ? _("Looking at every row…") : _("Importing…"));
  rabta_import_dialog_set_step (self, dry ? STEP_CHECKING : STEP_IMPORTING);
  rabta_table_import_run_async (self->import, rabta_import_dialog_begin_job (self), run_cb, g_object_ref (self));
}
