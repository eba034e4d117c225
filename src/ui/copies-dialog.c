/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/copies-dialog.h"

#include "ui/copy-handover.h"
#include "ui/copy-registration.h"
#include "ui/dialogs.h"
#include "ui/exchange-words.h"
#include "ui/joined-text.h"
#include "ui/label-factory.h"
#include "ui/qr-code.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaCopiesDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  AdwStatusPage       *error_page;
  GtkWidget           *no_key_row;
  GtkWidget           *make_button;
  GtkWidget           *fingerprint_row;
  GtkLabel            *fingerprint_label;
  AdwBin              *qr_slot;
  AdwComboRow         *role_row;
  GtkWidget           *save_row;
  AdwPreferencesGroup *peers_group;
  GtkWidget           *register_button;

  /* owned */
  RabtaCasebook       *casebook;
  GPtrArray           *rows; /* of the others, borrowed from the group */
};

G_DEFINE_FINAL_TYPE (RabtaCopiesDialog, rabta_copies_dialog, ADW_TYPE_WINDOW)

/* In the order of the choices. */
static const RabtaPeerRole roles[] = { RABTA_PEER_OFFICE, RABTA_PEER_HEADQUARTERS, RABTA_PEER_LAPTOP };

static void load (RabtaCopiesDialog *self);

static void
say (RabtaCopiesDialog *self,
     const char        *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
add_row (RabtaCopiesDialog *self,
         GtkWidget         *row)
{
  adw_preferences_group_add (self->peers_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_peer (RabtaCopiesDialog *self,
          const RabtaPeer   *peer)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *inner = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *name = rabta_exchange_dup_peer (peer);
  g_autofree char *when = peer->trusted != NULL ? rabta_instant_display (peer->trusted) : NULL;
  g_autofree char *trust = when != NULL ? g_strdup_printf (_("trusted since %s"), when) : g_strdup (_("not trusted"));
  g_autoptr (GString) line = g_string_new (NULL);
  RabtaPublicKey key;

  rabta_joined_text_append (line, rabta_exchange_role_words (peer->role));
  rabta_joined_text_append (line, trust);
  if (peer->has_successor)
    rabta_joined_text_append (line, _("handed over to another copy"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), line->str);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (row),
                                  peer->trusted != NULL ? "emblem-ok-symbolic" : "dialog-warning-symbolic");

  if (rabta_public_key_parse (peer->key, &key, NULL))
    rabta_exchange_set_fingerprint (GTK_LABEL (label), &key);
  else
    gtk_label_set_text (GTK_LABEL (label), _("The key in the register is damaged."));
  gtk_widget_add_css_class (label, "fingerprint");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (inner), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (inner), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (inner), _("Fingerprint"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inner);
  if (rabta_peer_may_receive (peer) && peer->acknowledged == NULL && peer->last_in == 0 &&
      g_strcmp0 (peer->office, rabta_casebook_get_office_code (self->casebook)) == 0)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), rabta_copy_handover_row_new (self->casebook, peer));
  add_row (self, row);
}

static void
show_peers (RabtaCopiesDialog *self,
            GPtrArray         *peers)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->peers_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < peers->len; i++)
    add_peer (self, g_ptr_array_index (peers, i));

  if (peers->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("No other copy is registered"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Ask for the file in which it presents itself."));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      add_row (self, row);
    }
}

static void
show_copies (RabtaCopiesDialog *self,
             const RabtaCopies *copies)
{
  gboolean can_write = !rabta_casebook_is_read_only (self->casebook);
  const char *reason = can_write ? NULL : _("The casebook is open for reading only.");

  gtk_widget_set_visible (self->no_key_row, !copies->has_key);
  gtk_widget_set_visible (self->fingerprint_row, copies->has_key);
  gtk_widget_set_visible (GTK_WIDGET (self->role_row), copies->has_key);
  gtk_widget_set_visible (self->save_row, copies->has_key);
  if (copies->has_key)
    {
      g_autofree char *key = rabta_public_key_to_base64 (&copies->own);

      rabta_exchange_set_fingerprint (self->fingerprint_label, &copies->own);
      adw_bin_set_child (self->qr_slot, rabta_qr_code_new (key, _("The public key of this copy as a QR code")));
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "copies.make-key", can_write && !copies->has_key);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "copies.save-file", copies->has_key);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "copies.register", can_write);
  gtk_widget_set_tooltip_text (self->make_button, reason);
  gtk_widget_set_tooltip_text (self->register_button, reason);
  show_peers (self, copies->peers);
  gtk_stack_set_visible_child_name (self->stack, "copies");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaCopies) copies = rabta_copies_load_finish (result, &error);

  if (self->stack == NULL)
    return;
  if (copies == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->error_page, text);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }

  show_copies (self, copies);
}

static void
load (RabtaCopiesDialog *self)
{
  if (self->stack != NULL)
    rabta_copies_load_async (self->casebook, NULL, loaded_cb, g_object_ref (self));
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_copies_finish (result, &error))
    rabta_window_show_error (GTK_WIDGET (self), _("The key was not made"), error);
  load (self);
}

static void
make_key_action_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  RabtaCopiesDialog *self = RABTA_COPIES_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "copies.make-key", FALSE);
  rabta_copies_make_key_async (self->casebook, NULL, made_cb, g_object_ref (self));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_copies_finish (result, &error))
    rabta_window_show_error (GTK_WIDGET (self), _("The file was not written"), error);
  else if (self->stack != NULL)
    say (self, _("Our file is saved"));
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  guint role;

  if (self->stack == NULL)
    return;
  if (error != NULL)
    rabta_window_show_error (GTK_WIDGET (self), _("The file was not written"), error);
  else if (file != NULL && g_file_peek_path (file) == NULL)
    rabta_dialogs_message (GTK_WIDGET (self), _("The file was not written"), _("The file has to be on this computer."));
  else if (file != NULL)
    {
      role = adw_combo_row_get_selected (self->role_row);
      rabta_copies_write_site_file_async (self->casebook, g_file_peek_path (file),
                                          role < G_N_ELEMENTS (roles) ? roles[role] : RABTA_PEER_OFFICE, NULL, written_cb,
                                          g_object_ref (self));
    }
}

static void
save_file_action_cb (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  RabtaCopiesDialog *self = RABTA_COPIES_DIALOG (widget);
  const char *filters[] = { _("Copies of a casebook"), "*" RABTA_SITE_FILE_SUFFIX, NULL };
  g_autofree char *name = g_strconcat (rabta_casebook_get_office_code (self->casebook), RABTA_SITE_FILE_SUFFIX, NULL);

  rabta_dialogs_save_file_async (widget, _("Save Our File"), name, filters, save_chosen_cb, g_object_ref (self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaPeer) peer = rabta_copies_read_site_file_finish (result, &error);
  GtkWidget *dialog;

  if (self->stack == NULL)
    return;
  if (peer == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The copy cannot be registered"), error);
      return;
    }

  dialog = rabta_copy_registration_present (GTK_WIDGET (self), self->casebook, peer);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
}

static void
open_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaCopiesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);

  if (self->stack == NULL)
    return;
  if (error != NULL)
    rabta_window_show_error (GTK_WIDGET (self), _("The copy cannot be registered"), error);
  else if (file != NULL && g_file_peek_path (file) == NULL)
    rabta_dialogs_message (GTK_WIDGET (self), _("The copy cannot be registered"),
                           _("The file has to be on this computer."));
  else if (file != NULL)
    rabta_copies_read_site_file_async (self->casebook, g_file_peek_path (file), NULL, read_cb, g_object_ref (self));
}

static void
register_action_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  const char *filters[] = { _("Copies of a casebook"), "*" RABTA_SITE_FILE_SUFFIX, NULL };

  rabta_dialogs_open_file_async (widget, _("Register a Copy"), filters, open_chosen_cb, g_object_ref (widget));
}

static void
rabta_copies_dialog_dispose (GObject *object)
{
  RabtaCopiesDialog *self = RABTA_COPIES_DIALOG (object);

  /* A callback that comes later sees by this that the dialog is gone. */
  self->stack = NULL;
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_copies_dialog_parent_class)->dispose (object);
}

static void
rabta_copies_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (RABTA_COPIES_DIALOG (object)->rows);

  G_OBJECT_CLASS (rabta_copies_dialog_parent_class)->finalize (object);
}

static void
rabta_copies_dialog_class_init (RabtaCopiesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_copies_dialog_dispose;
  object_class->finalize = rabta_copies_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/copies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, no_key_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, fingerprint_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, qr_slot);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, save_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, peers_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopiesDialog, register_button);

  gtk_widget_class_install_action (widget_class, "copies.make-key", NULL, make_key_action_cb);
  gtk_widget_class_install_action (widget_class, "copies.save-file", NULL, save_file_action_cb);
  gtk_widget_class_install_action (widget_class, "copies.register", NULL, register_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_copies_dialog_init (RabtaCopiesDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = rabta_label_factory_new ("string");

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, rabta_exchange_role_words (roles[i]));
  adw_combo_row_set_factory (self->role_row, factory);
  adw_combo_row_set_model (self->role_row, G_LIST_MODEL (names));
}

static void
choose_role (RabtaCopiesDialog *self,
             RabtaPeerRole      role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i] == role)
      adw_combo_row_set_selected (self->role_row, i);
}

/**
 * rabta_copies_dialog_present:
 * @parent: a widget of the window asked for
 * @casebook: this copy
 *
 * Returns: (transfer none): the dialog, which destroys itself when closed
 */
GtkWidget *
rabta_copies_dialog_present (GtkWidget     *parent,
                             RabtaCasebook *casebook)
{
  GtkRoot *root;
  RabtaCopiesDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (RABTA_TYPE_COPIES_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->casebook = g_object_ref (casebook);
  choose_role (self, rabta_peer_role_guess (rabta_casebook_get_office_code (casebook)));
  load (self);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
