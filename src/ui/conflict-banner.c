/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/conflict-banner.h"

#include "model/conflicts.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

struct _RabtaConflictBanner
{
  GtkWidget      parent;

  /* Widgets, owned by the tree */
  GtkWidget     *revealer;
  GtkWidget     *label;

  /* Owned */
  RabtaCasebook *casebook;
  GCancellable  *cancellable;
  RabtaKind      kind;
  RabtaUuid      id;
};

G_DEFINE_FINAL_TYPE (RabtaConflictBanner, rabta_conflict_banner, GTK_TYPE_WIDGET)

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaConflictBanner) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_finish (RABTA_CASEBOOK (source), result, &error);
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->revealer == NULL)
    return;
  /* The page itself reports what cannot be read. */
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    rabta_joined_text_append (fields, ((RabtaConflict *) g_ptr_array_index (conflicts, i))->heading);
  /* Translators: names of fields follow, in which copies of the casebook disagree. */
  text = g_strdup_printf (_("Copies of the casebook disagree: %s"), fields->str);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), fields->len > 0);
}

static void
load (RabtaConflictBanner *self)
{
  RabtaConflictFilter filter = { self->kind, NULL, &self->id, 0, 0 };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rabta_casebook_list_conflicts_async (self->casebook, &filter, self->cancellable, listed_cb, g_object_ref (self));
}

static void
changed_cb (RabtaConflictBanner  *self,
            const RabtaChangeSet *changes)
{
  if (rabta_change_set_touches (changes, self->kind, &self->id))
    load (self);
}

static void
decide_cb (RabtaConflictBanner *self)
{
  g_autofree char *id = rabta_uuid_to_string (&self->id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.conflicts", "s", id);
}

static void
rabta_conflict_banner_dispose (GObject *object)
{
  RabtaConflictBanner *self = RABTA_CONFLICT_BANNER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_conflict_banner_parent_class)->dispose (object);
}

static void
rabta_conflict_banner_class_init (RabtaConflictBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_conflict_banner_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_conflict_banner_init (RabtaConflictBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Decide…"));

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "notice");
  g_signal_connect_object (button, "clicked", G_CALLBACK (decide_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), button);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * rabta_conflict_banner_new:
 * @casebook: where the record is
 * @kind: its kind
 * @id: its id
 *
 * Returns: (transfer floating): the banner, which looks for conflicts
 */
GtkWidget *
rabta_conflict_banner_new (RabtaCasebook   *casebook,
                           RabtaKind        kind,
                           const RabtaUuid *id)
{
  RabtaConflictBanner *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_CONFLICT_BANNER, NULL);
  self->casebook = g_object_ref (casebook);
  self->kind = kind;
  self->id = *id;
  g_signal_connect_object (casebook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
