/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-dialog-private.h"

#include "ui/dialogs.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (RabtaImportDialog, rabta_import_dialog, ADW_TYPE_WINDOW)

/* What the dialog shows at each step; a NULL label hides the button. */
static const struct
{
  const char *page;
  const char *back;
  const char *next;
} steps[] = {
  [STEP_CHOOSE] = { "choose", N_("_Cancel"), NULL },
  [STEP_OPENING] = { "busy", N_("_Cancel"), NULL },
  [STEP_COLUMNS] = { "columns", N_("_Cancel"), N_("_Next") },
  [STEP_CHECKING] = { "busy", N_("_Back"), NULL },
  [STEP_REVIEW] = { "findings", N_("_Back"), N_("_Import") },
  [STEP_IMPORTING] = { "busy", N_("_Cancel"), NULL },
  [STEP_DONE] = { "findings", NULL, N_("_Done") },
  [STEP_ERROR] = { "error", N_("_Cancel"), NULL },
};

RabtaImportReport *
rabta_import_dialog_get_report (RabtaImportDialog *self)
{
  if (self->content == CONTENT_CARDS)
    return self->cards_result->report;

  return self->content == CONTENT_TABLE ? rabta_table_import_get_report (self->import) : NULL;
}

/* How many records the last run took or would take, and how many rows or values it did not. */
static gint64
count_taken (RabtaImportDialog *self,
             guint             *n_rejects)
{
  RabtaImportReport *report;
  const RabtaImportCounts *counts;

  if (self->content == CONTENT_RECORDS)
    return self->records_result->n_added + self->records_result->n_updated;

  report = rabta_import_dialog_get_report (self);
  counts = self->content == CONTENT_CARDS ? &self->cards_result->counts : rabta_table_import_get_counts (self->import);
  *n_rejects = rabta_import_report_count (report, RABTA_REPORT_LEFT_OUT)
               + rabta_import_report_count (report, RABTA_REPORT_REFUSED);
  return counts->added + counts->updated;
}

static void
update_actions (RabtaImportDialog *self)
{
  gboolean can_go_on = self->step == STEP_DONE;
  guint n_rejects = 0;

  if (self->step == STEP_COLUMNS)
    can_go_on = rabta_import_columns_has_name (self->columns);
  else if (self->step == STEP_REVIEW || self->step == STEP_DONE)
    can_go_on = count_taken (self, &n_rejects) > 0 || can_go_on;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", can_go_on);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose",
                                 self->step == STEP_CHOOSE || self->step == STEP_ERROR);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-rejects", self->step == STEP_DONE && n_rejects > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.undo", self->step == STEP_DONE);
}

void
rabta_import_dialog_set_step (RabtaImportDialog *self,
                              RabtaImportStep step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, steps[step].page);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), steps[step].back != NULL);
  if (steps[step].back != NULL)
    gtk_button_set_label (self->back_button, _(steps[step].back));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), steps[step].next != NULL);
  if (steps[step].next != NULL)
    gtk_button_set_label (self->next_button, _(steps[step].next));

  update_actions (self);
  if (step == STEP_CHOOSE)
    gtk_widget_grab_focus (self->choose_button);
  else if (steps[step].next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

void
rabta_import_dialog_show_error (RabtaImportDialog *self,
                                const GError      *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, escaped);
  rabta_import_dialog_set_step (self, STEP_ERROR);
}

/* After a job that came to nothing: says why, or goes back to @step where the person stopped it. */
void
rabta_import_dialog_give_up (RabtaImportDialog *self,
                             const GError      *error,
                             RabtaImportStep    step,
                             gboolean           was_importing)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      rabta_import_dialog_show_error (self, error);
      return;
    }
  rabta_import_dialog_set_step (self, step);
  if (was_importing)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Cancelled; nothing was imported")));
}

static void
set_file (RabtaImportDialog *self,
          GFile             *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  g_set_object (&self->file, file);
  self->content = CONTENT_TABLE;
  adw_window_title_set_subtitle (self->window_title, shown);
  self->step = STEP_CHOOSE;
  rabta_import_dialog_open (self);
}

static void
mapping_cb (RabtaImportDialog *self)
{
  rabta_import_dialog_preview (self);
  update_actions (self);
}

static void
update_cb (RabtaImportDialog *self)
{
  if (self->step == STEP_REVIEW)
    rabta_import_dialog_run (self, TRUE);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);

  if (self->is_gone)
    return;

  if (file != NULL)
    set_file (self, file);
  else if (error != NULL)
    rabta_import_dialog_show_error (self, error);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *filters[] = {
    _("Everything that can be imported"), "*.xlsx;*.xlsm;*.ods;*.csv;*.tsv;*.tab;*.txt;*.vcf;*.vcard;*.xml;*.casebook",
    _("Tables (XLSX, ODS, CSV, TSV)"), "*.xlsx;*.xlsm;*.ods;*.csv;*.tsv;*.tab;*.txt",
    _("Address books (vCard)"), "*.vcf;*.vcard",
    _("Files of this program (XML, casebooks)"), "*.xml;*.casebook",
    NULL
  };

  rabta_dialogs_open_file_async (widget, _("Choose a List"), filters, chosen_cb, g_object_ref (widget));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (widget);

  if (self->step == STEP_CHECKING || self->step == STEP_IMPORTING)
    rabta_import_dialog_cancel (self);
  else if (self->step == STEP_REVIEW)
    rabta_import_dialog_set_step (self, self->content == CONTENT_TABLE ? STEP_COLUMNS : STEP_CHOOSE);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (widget);

  if (self->step == STEP_COLUMNS)
    rabta_import_dialog_run (self, TRUE);
  else if (self->step == STEP_REVIEW)
    rabta_import_dialog_run (self, FALSE);
  else if (self->step == STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);

  if (self->is_gone || (file == NULL && error == NULL))
    return;

  if (file != NULL && rabta_import_report_save (rabta_import_dialog_get_report (self), file, self->file,
                                                rabta_casebook_get_path (self->casebook), NULL, &error))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Rejects file saved")));
  else
    rabta_dialogs_message (GTK_WIDGET (self), _("The rejects file could not be saved"), error->message);
}

static void
save_rejects_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (widget);
  const char *filters[] = { _("Tables (CSV)"), "*.csv", NULL };
  g_autofree char *base = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *suggested = g_strdup_printf (_("rejects of %s"), shown);

  rabta_dialogs_save_file_async (widget, _("Save Rejects File"), suggested, filters, save_cb, g_object_ref (self));
}

static void
undo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = rabta_casebook_undo_finish (RABTA_CASEBOOK (object), result, &error);

  if (self->is_gone)
    return;

  if (undone != NULL)
    rabta_import_findings_set_undone (self->findings);
  else
    rabta_dialogs_message (GTK_WIDGET (self), _("The import could not be undone"), error->message);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (widget);

  /* The dialog is modal: nothing else was done in this window since. */
  gtk_widget_action_set_enabled (widget, "import.undo", FALSE);
  rabta_casebook_undo_async (self->casebook, NULL, undo_cb, g_object_ref (self));
}

static gboolean
drop_cb (RabtaImportDialog *self,
         const GValue      *value)
{
  if (self->step != STEP_CHOOSE && self->step != STEP_ERROR)
    return FALSE;

  set_file (self, g_value_get_object (value));
  return TRUE;
}

static gboolean
rabta_import_dialog_close_request (GtkWindow *window)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (window);

  rabta_import_dialog_cancel (self);
  /* What becomes of an import that runs is said before the window goes. */
  if (self->step == STEP_IMPORTING)
    return TRUE;

  return GTK_WINDOW_CLASS (rabta_import_dialog_parent_class)->close_request (window);
}

static void
rabta_import_dialog_dispose (GObject *object)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (object);

  self->is_gone = TRUE;
  rabta_import_dialog_cancel (self);
  g_clear_handle_id (&self->progress_source, g_source_remove);

  G_OBJECT_CLASS (rabta_import_dialog_parent_class)->dispose (object);
}

static void
rabta_import_dialog_finalize (GObject *object)
{
  RabtaImportDialog *self = RABTA_IMPORT_DIALOG (object);

  /* Only now: a job that still ran when the window went has kept the dialog. */
  g_clear_pointer (&self->import, rabta_table_import_free);
  g_clear_pointer (&self->records_result, rabta_records_import_result_free);
  g_clear_pointer (&self->cards_result, rabta_vcard_import_result_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->casebook);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (rabta_import_dialog_parent_class)->finalize (object);
}

static void
rabta_import_dialog_class_init (RabtaImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_import_dialog_dispose;
  object_class->finalize = rabta_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rabta_import_dialog_close_request;

  g_type_ensure (RABTA_TYPE_IMPORT_COLUMNS);
  g_type_ensure (RABTA_TYPE_IMPORT_FINDINGS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, findings);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportDialog, error_page);

  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects_action);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_import_dialog_init (RabtaImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (self->columns, "mapping-changed", G_CALLBACK (mapping_cb), self);
  g_signal_connect_swapped (self->columns, "format-changed", G_CALLBACK (rabta_import_dialog_open), self);
  g_signal_connect_swapped (self->findings, "notify::update", G_CALLBACK (update_cb), self);
  rabta_import_dialog_set_step (self, STEP_CHOOSE);
}

/**
 * rabta_import_dialog_present:
 * @parent: any widget inside the window asked for
 * @casebook: where to import
 * @file: (nullable): a file that was chosen already, such as a dropped one
 *
 * Shows the dialog.
 */
void
rabta_import_dialog_present (GtkWidget     *parent,
                             RabtaCasebook *casebook,
                             GFile         *file)
{
  RabtaImportDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  self = g_object_new (RABTA_TYPE_IMPORT_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  self->casebook = g_object_ref (casebook);
  if (file != NULL)
    set_file (self, file);

  gtk_window_present (GTK_WINDOW (self));
}
