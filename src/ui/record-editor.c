/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-editor.h"
#include "ui/record-editor-private.h"

#include "base/error.h"
#include "ui/dialogs.h"
#include "ui/form-draft.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (RabtaRecordEditor, rabta_record_editor, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RabtaRecordForm *
get_form (RabtaRecordEditor *self)
{
  return self->form != NULL ? RABTA_RECORD_FORM (self->form) : NULL;
}

static gboolean
is_dirty (RabtaRecordEditor *self)
{
  return self->form != NULL && rabta_record_form_is_dirty (get_form (self));
}

static void
show_error (RabtaRecordEditor *self,
            const GError      *error)
{
  gboolean is_conflict = g_error_matches (error, RABTA_ERROR, RABTA_ERROR_CONFLICT);

  gtk_widget_set_visible (GTK_WIDGET (self->error_row), error != NULL);
  gtk_widget_set_visible (self->merge_button, is_conflict);
  if (error != NULL)
    {
      adw_action_row_set_subtitle (self->error_row, error->message);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }

  rabta_record_editor_update_notices (self);
}

static void
close_now (RabtaRecordEditor *self)
{
  self->is_closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaRecordEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", TRUE);
  if (!rabta_record_form_save_finish (RABTA_RECORD_FORM (source), result, &error))
    {
      /* What a field says of itself need not be said twice, and the focus is there already. */
      if (!g_error_matches (error, RABTA_ERROR, RABTA_ERROR_INVALID))
        show_error (self, error);
      return;
    }

  g_signal_emit (self, signals[SAVED], 0, rabta_record_form_get_record (RABTA_RECORD_FORM (source)));
  if (!is_dirty (self))
    {
      rabta_record_editor_forget_draft (self);
      close_now (self);
    }
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RabtaRecordEditor *self = RABTA_RECORD_EDITOR (widget);

  if (self->form == NULL || self->is_saving)
    return;

  /* What the focused row holds is taken in before. */
  if (!is_dirty (self) && !rabta_record_is_new (rabta_record_form_get_record (get_form (self))))
    {
      close_now (self);
      return;
    }

  self->is_saving = TRUE;
  show_error (self, NULL);
  gtk_widget_action_set_enabled (widget, "editor.save", FALSE);
  rabta_record_form_save_async (get_form (self), NULL, NULL, saved_cb, g_object_ref (self));
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaRecordEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_error (self, error);
  if (record != NULL)
    rabta_record_form_rebase (get_form (self), record);
}

static void
merge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RabtaRecordEditor *self = RABTA_RECORD_EDITOR (widget);
  RabtaRecord *record = rabta_record_form_get_record (get_form (self));

  rabta_casebook_load_async (self->casebook, rabta_record_get_kind (record), rabta_record_get_id (record),
                             self->cancellable, merged_cb, g_object_ref (self));
}

static void
use_draft_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  rabta_record_editor_use_draft (RABTA_RECORD_EDITOR (widget));
}

static void
forget_draft_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  rabta_record_editor_forget_draft (RABTA_RECORD_EDITOR (widget));
}

static void
discard_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (RabtaRecordEditor) self = user_data;

  if (!rabta_dialogs_confirm_finish (result, NULL))
    return;

  rabta_record_editor_forget_draft (self);
  close_now (self);
}

static gboolean
rabta_record_editor_close_request (GtkWindow *window)
{
  RabtaRecordEditor *self = RABTA_RECORD_EDITOR (window);

  if (!self->is_closing && is_dirty (self))
    {
      rabta_dialogs_confirm_async (GTK_WIDGET (self), _("Discard Changes?"),
                                   _("What you typed has not been saved."), _("_Discard"), TRUE,
                                   discard_answered_cb, g_object_ref (self));
      return GDK_EVENT_STOP;
    }

  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (rabta_record_editor_parent_class)->close_request (window);
}

static void
form_changed_cb (RabtaRecordEditor *self)
{
  rabta_record_editor_queue_draft (self);
  rabta_record_editor_queue_duplicates (self);
}

static void
form_completed_cb (RabtaRecordEditor *self)
{
  gtk_widget_grab_focus (self->save_button);
}

static void
show_titles (RabtaRecordEditor *self,
             RabtaRecord       *record)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  g_autofree char *heading = NULL;
  g_autofree char *title = NULL;

  /* Translators: title of a window in which a record of a kind is made or changed: "New: Partner" */
  heading = g_strdup_printf (rabta_record_is_new (record) ? _("New: %s") : _("Edit: %s"), _(info->heading));
  if (!rabta_record_is_new (record))
    title = rabta_record_dup_title (record);

  gtk_window_set_title (GTK_WINDOW (self), heading);
  adw_window_title_set_title (self->window_title, heading);
  adw_window_title_set_subtitle (self->window_title, title != NULL ? title : "");
}

static void
show_read_only (RabtaRecordEditor *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->error_row), _("Nothing can be saved"));
  adw_action_row_set_subtitle (self->error_row, _("The casebook is open for reading only."));
  gtk_widget_set_visible (self->merge_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->error_row), TRUE);
  rabta_record_editor_update_notices (self);
}

static void
set_record (RabtaRecordEditor *self,
            RabtaRecord       *record,
            const char        *hide_field)
{
  show_titles (self, record);
  self->form = rabta_record_form_new (self->casebook, record);
  if (hide_field != NULL)
    rabta_record_form_hide_field (get_form (self), hide_field);

  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "completed", G_CALLBACK (form_completed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, self->form);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 !rabta_casebook_is_read_only (self->casebook));
  if (rabta_casebook_is_read_only (self->casebook))
    show_read_only (self);

  self->draft_path = rabta_form_draft_path (self->casebook, record);
  rabta_record_editor_offer_draft (self);
  rabta_record_form_focus_field (get_form (self), NULL);
}

static void
rabta_record_editor_dispose (GObject *object)
{
  RabtaRecordEditor *self = RABTA_RECORD_EDITOR (object);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_handle_id (&self->duplicates_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->duplicates);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (rabta_record_editor_parent_class)->dispose (object);
}

static void
rabta_record_editor_finalize (GObject *object)
{
  RabtaRecordEditor *self = RABTA_RECORD_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->duplicates);
  g_clear_object (&self->draft_writing);
  g_clear_pointer (&self->draft, g_key_file_unref);
  g_free (self->draft_path);
  g_ptr_array_unref (self->lookalike_rows);
  G_OBJECT_CLASS (rabta_record_editor_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "editor.use-draft", NULL, use_draft_action);
  gtk_widget_class_install_action (widget_class, "editor.forget-draft", NULL, forget_draft_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_record_editor_class_init (RabtaRecordEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_record_editor_dispose;
  object_class->finalize = rabta_record_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rabta_record_editor_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RABTA_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/record-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, window_title);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, failure_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, box);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, notices);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, draft_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, error_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, merge_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, lookalikes_revealer);
  gtk_widget_class_bind_template_child (widget_class, RabtaRecordEditor, lookalikes);
  install_actions (widget_class);
}

static void
rabta_record_editor_init (RabtaRecordEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->lookalike_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", FALSE);
}

static RabtaRecordEditor *
new_over (GtkWidget     *parent,
          RabtaCasebook *casebook)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  RabtaRecordEditor *self = g_object_new (RABTA_TYPE_RECORD_EDITOR,
                                          "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                                          NULL);

  self->casebook = g_object_ref (casebook);
  return self;
}

/**
 * rabta_record_editor_present:
 * @parent: a widget of the window to appear over
 * @casebook: where to save
 * @record: what to edit; copied
 * @hide_field: (nullable): a field the place itself answers
 *
 * Returns: (transfer none): the window, which destroys itself when closed
 */
RabtaRecordEditor *
rabta_record_editor_present (GtkWidget     *parent,
                             RabtaCasebook *casebook,
                             RabtaRecord   *record,
                             const char    *hide_field)
{
  RabtaRecordEditor *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_RECORD (record), NULL);

  self = new_over (parent, casebook);
  set_record (self, record, hide_field);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

typedef struct
{
  RabtaRecordEditor *self;
  char              *hide_field;
} LoadJob;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree LoadJob *job = user_data;
  g_autoptr (RabtaRecordEditor) self = job->self;
  g_autofree char *hide_field = job->hide_field;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (record == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failure_page, text);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }

  set_record (self, record, hide_field);
}

/**
 * rabta_record_editor_edit:
 * @parent: a widget of the window to appear over
 * @casebook: where the record is
 * @kind: its kind
 * @id: its id
 * @hide_field: (nullable): a field the place itself answers
 *
 * Returns: (transfer none): the window, which loads the record and destroys itself when closed
 */
RabtaRecordEditor *
rabta_record_editor_edit (GtkWidget       *parent,
                          RabtaCasebook   *casebook,
                          RabtaKind        kind,
                          const RabtaUuid *id,
                          const char      *hide_field)
{
  RabtaRecordEditor *self;
  LoadJob *job;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = new_over (parent, casebook);
  job = g_new0 (LoadJob, 1);
  job->self = g_object_ref (self);
  job->hide_field = g_strdup (hide_field);
  rabta_casebook_load_async (casebook, kind, id, self->cancellable, loaded_cb, job);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * rabta_record_editor_get_form:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): its form; %NULL while the record is loaded
 */
RabtaRecordForm *
rabta_record_editor_get_form (RabtaRecordEditor *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_EDITOR (self), NULL);

  return get_form (self);
}
