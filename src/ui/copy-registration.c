/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/copy-registration.h"

#include "ui/exchange-words.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaCopyRegistration
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkLabel       *name_label;
  GtkLabel       *role_label;
  GtkLabel       *fingerprint_label;
  GtkCheckButton *compared_check;

  /* owned */
  RabtaCasebook  *casebook;
  RabtaPeer      *peer;
  gboolean        is_saving;
};

G_DEFINE_FINAL_TYPE (RabtaCopyRegistration, rabta_copy_registration, ADW_TYPE_WINDOW)

static void
update_actions (RabtaCopyRegistration *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "registration.trust",
                                 gtk_check_button_get_active (self->compared_check) && !self->is_saving);
}

static void
trusted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaCopyRegistration) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = rabta_copies_finish (result, &error);

  self->is_saving = FALSE;
  if (!is_done)
    rabta_window_show_error (GTK_WIDGET (self), _("The copy was not registered"), error);
  if (self->compared_check == NULL)
    return;
  if (is_done)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    update_actions (self);
}

static void
trust_action_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RabtaCopyRegistration *self = RABTA_COPY_REGISTRATION (widget);

  self->is_saving = TRUE;
  update_actions (self);
  rabta_copies_trust_async (self->casebook, self->peer, NULL, trusted_cb, g_object_ref (self));
}

static void
rabta_copy_registration_dispose (GObject *object)
{
  RabtaCopyRegistration *self = RABTA_COPY_REGISTRATION (object);

  /* A callback that comes later sees by this that the dialog is gone. */
  self->compared_check = NULL;
  g_clear_object (&self->casebook);
  g_clear_pointer (&self->peer, rabta_peer_free);

  G_OBJECT_CLASS (rabta_copy_registration_parent_class)->dispose (object);
}

static void
rabta_copy_registration_class_init (RabtaCopyRegistrationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_copy_registration_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/copy-registration.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaCopyRegistration, name_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopyRegistration, role_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopyRegistration, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaCopyRegistration, compared_check);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_install_action (widget_class, "registration.trust", NULL, trust_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_copy_registration_init (RabtaCopyRegistration *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * rabta_copy_registration_present:
 * @parent: a widget of the window asked for
 * @casebook: where to register
 * @peer: the copy as it presents itself; copied
 *
 * Returns: (transfer none): the dialog, which destroys itself when closed
 */
GtkWidget *
rabta_copy_registration_present (GtkWidget       *parent,
                                 RabtaCasebook   *casebook,
                                 const RabtaPeer *peer)
{
  g_autofree char *name = NULL;
  RabtaCopyRegistration *self;
  RabtaPublicKey key;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && peer != NULL, NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (RABTA_TYPE_COPY_REGISTRATION, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->casebook = g_object_ref (casebook);
  self->peer = rabta_peer_new (peer->site, peer->office, peer->name, peer->role, peer->key);
  name = rabta_exchange_dup_peer (peer);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->role_label, rabta_exchange_role_words (peer->role));
  /* What read the file has looked at the key. */
  if (rabta_public_key_parse (peer->key, &key, NULL))
    rabta_exchange_set_fingerprint (self->fingerprint_label, &key);
  else
    gtk_widget_set_sensitive (GTK_WIDGET (self->compared_check), FALSE);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
