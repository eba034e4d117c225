/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-picker.h"

#include "ui/record-editor.h"

#include <glib/gi18n-lib.h>

/* The dialog around a picker. */

typedef struct
{
  GtkWidget         *window;      /* borrowed: it owns this */
  RabtaRecordPicker *picker;
  GtkWidget         *add_button;  /* where several are picked */
  RabtaCasebook     *casebook;
  RabtaKind          kind;
  RabtaPickedFunc    func;
  gpointer           user_data;
  GDestroyNotify     destroy;
} PickDialog;

static void
pick_dialog_free (PickDialog *dialog)
{
  if (dialog->destroy != NULL)
    dialog->destroy (dialog->user_data);

  g_object_unref (dialog->casebook);
  g_free (dialog);
}

static void
finish (PickDialog *dialog,
        GPtrArray  *records)
{
  if (records->len > 0)
    dialog->func (records, dialog->user_data);

  gtk_window_destroy (GTK_WINDOW (dialog->window));
}

static void
add_clicked_cb (PickDialog *dialog)
{
  g_autoptr (GPtrArray) records = rabta_record_picker_list_chosen (dialog->picker);

  finish (dialog, records);
}

static void
update_count (PickDialog *dialog)
{
  g_autoptr (GPtrArray) records = rabta_record_picker_list_chosen (dialog->picker);
  /* Translators: a button that adds the records that are ticked */
  g_autofree char *label = records->len > 0 ? g_strdup_printf (_("Add %u"), records->len) : g_strdup (_("Add"));

  gtk_button_set_label (GTK_BUTTON (dialog->add_button), label);
  gtk_widget_set_sensitive (dialog->add_button, records->len > 0);
}

static void
picked_cb (PickDialog  *dialog,
           RabtaRecord *record)
{
  g_autoptr (GPtrArray) records = NULL;

  if (dialog->add_button != NULL)
    {
      update_count (dialog);
      return;
    }

  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, rabta_record_copy (record));
  finish (dialog, records);
}

static void
made_cb (RabtaRecordPicker *picker,
         RabtaRecord       *record,
         RabtaRecordEditor *editor)
{
  PickDialog *dialog = g_object_get_data (G_OBJECT (picker), "dialog");

  if (dialog->add_button != NULL)
    rabta_record_picker_choose (picker, record);
  else
    picked_cb (dialog, record);
}

static void
new_requested_cb (PickDialog *dialog,
                  const char *text)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (dialog->kind);
  const RabtaKindInfo *info = rabta_record_get_info (record);
  RabtaRecordEditor *editor;

  if (*text != '\0' && info->fields[info->title].kind == RABTA_FIELD_TEXT)
    rabta_record_set_text (record, info->fields[info->title].name, text);

  editor = rabta_record_editor_present (dialog->window, dialog->casebook, record, NULL);
  g_signal_connect_object (editor, "saved", G_CALLBACK (made_cb), dialog->picker, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_header (PickDialog *dialog,
             const char *title,
             gboolean    many)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, NULL));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);

  if (many)
    {
      dialog->add_button = gtk_button_new ();
      gtk_widget_add_css_class (dialog->add_button, "suggested-action");
      g_signal_connect_swapped (dialog->add_button, "clicked", G_CALLBACK (add_clicked_cb), dialog);
      adw_header_bar_pack_end (ADW_HEADER_BAR (header), dialog->add_button);
    }

  return header;
}

static void
add_close_on_escape (GtkWidget *window)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
}

static gboolean
can_be_made (RabtaKind kind)
{
  return kind == RABTA_KIND_ENTERPRISE || kind == RABTA_KIND_ORGANIZATION || kind == RABTA_KIND_EVENT
         || kind == RABTA_KIND_PERSON;
}

static GtkWidget *
make_window (GtkWidget  *parent,
             PickDialog *dialog,
             const char *title,
             gboolean    many)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_top (GTK_WIDGET (dialog->picker), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (dialog->picker), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (dialog->picker), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (dialog->picker), 12);
  gtk_widget_set_vexpand (GTK_WIDGET (dialog->picker), TRUE);
  gtk_box_append (GTK_BOX (content), make_header (dialog, title, many));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (dialog->picker));

  dialog->window = g_object_new (ADW_TYPE_WINDOW,
                                 "title", title,
                                 "modal", TRUE,
                                 "destroy-with-parent", TRUE,
                                 "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                                 "default-width", 480,
                                 "default-height", 560,
                                 "width-request", 320,
                                 "content", content,
                                 NULL);
  g_object_set_data_full (G_OBJECT (dialog->window), "dialog", dialog, (GDestroyNotify) pick_dialog_free);
  add_close_on_escape (dialog->window);
  return dialog->window;
}

/**
 * rabta_record_picker_present:
 * @parent: a widget of the window to appear over
 * @casebook: where to look
 * @kind: what to look for
 * @query: (nullable): what is offered; %NULL for all records of the kind
 * @many: whether several may be picked
 * @title: of the dialog
 * @func: called with what was picked; not when the dialog is cancelled
 * @user_data: for @func
 * @destroy: (nullable): for @user_data
 *
 * Returns: (transfer none): the dialog, which destroys itself
 */
GtkWidget *
rabta_record_picker_present (GtkWidget       *parent,
                             RabtaCasebook   *casebook,
                             RabtaKind        kind,
                             RabtaQuery      *query,
                             gboolean         many,
                             const char      *title,
                             RabtaPickedFunc  func,
                             gpointer         user_data,
                             GDestroyNotify   destroy)
{
  PickDialog *dialog;
  GtkWidget *window;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  dialog = g_new0 (PickDialog, 1);
  dialog->casebook = g_object_ref (casebook);
  dialog->kind = kind;
  dialog->func = func;
  dialog->user_data = user_data;
  dialog->destroy = destroy;
  dialog->picker = RABTA_RECORD_PICKER (rabta_record_picker_new (casebook, kind));
  g_object_set_data (G_OBJECT (dialog->picker), "dialog", dialog);
  rabta_record_picker_set_many (dialog->picker, many);
  rabta_record_picker_set_allow_new (dialog->picker, can_be_made (kind));
  if (query != NULL)
    rabta_record_picker_set_query (dialog->picker, query);

  window = make_window (parent, dialog, title, many);
  g_signal_connect_swapped (dialog->picker, "picked", G_CALLBACK (picked_cb), dialog);
  g_signal_connect_swapped (dialog->picker, "new-requested", G_CALLBACK (new_requested_cb), dialog);
  if (many)
    update_count (dialog);

  rabta_record_picker_focus (dialog->picker);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
