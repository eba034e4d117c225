/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/bulk-dialog.h"

#include <glib/gi18n-lib.h>

struct _RabtaBulkDialog
{
  AdwWindow parent;

  GtkWidget *group;
  GtkWidget *apply;

  RabtaCasebook *casebook;
  GPtrArray     *rows;     /* of RabtaFieldRow, owned by the tree */
  GPtrArray     *required; /* those of @rows that must be filled */
};

G_DEFINE_FINAL_TYPE (RabtaBulkDialog, rabta_bulk_dialog, ADW_TYPE_WINDOW)

enum
{
  APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_filled (RabtaFieldRow *row)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  return rabta_field_row_get_value (row, &value, NULL) && value.type != RABTA_VALUE_NULL;
}

static void
update_apply (RabtaBulkDialog *self)
{
  gboolean ready = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    ready = ready && rabta_field_row_is_valid (g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < self->required->len; i++)
    ready = ready && is_filled (g_ptr_array_index (self->required, i));
  gtk_widget_set_sensitive (self->apply, ready);
}

static void
apply_cb (RabtaBulkDialog *self)
{
  g_object_ref (self);
  g_signal_emit (self, signals[APPLY], 0);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
rabta_bulk_dialog_dispose (GObject *object)
{
  RabtaBulkDialog *self = RABTA_BULK_DIALOG (object);

  g_clear_object (&self->casebook);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->required, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_bulk_dialog_parent_class)->dispose (object);
}

static void
rabta_bulk_dialog_class_init (RabtaBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_bulk_dialog_dispose;
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_bulk_dialog_init (RabtaBulkDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->required = g_ptr_array_new ();
}

/**
 * rabta_bulk_dialog_new:
 * @parent: any widget inside the window asked for
 * @casebook: where the records are
 * @title: what is going to be done
 * @description: (nullable): a sentence about it
 * @verb: what the button that does it says, with a mnemonic
 *
 * Makes a dialog without fields. Present it once they are added.
 *
 * Returns: (transfer none): the dialog, owned by the toolkit
 */
RabtaBulkDialog *
rabta_bulk_dialog_new (GtkWidget     *parent,
                       RabtaCasebook *casebook,
                       const char    *title,
                       const char    *description,
                       const char    *verb)
{
  RabtaBulkDialog *self = g_object_new (RABTA_TYPE_BULK_DIALOG,
                                        "modal", TRUE,
                                        "transient-for", gtk_widget_get_root (parent),
                                        "title", title,
                                        "default-width", 440,
                                        NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *clamp = adw_clamp_new ();

  g_set_object (&self->casebook, casebook);
  self->apply = gtk_button_new_with_mnemonic (verb);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->apply);

  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), description);
  gtk_widget_set_margin_top (self->group, 18);
  gtk_widget_set_margin_bottom (self->group, 24);
  gtk_widget_set_margin_start (self->group, 12);
  gtk_widget_set_margin_end (self->group, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->group);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), clamp);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->apply);

  return self;
}

/**
 * rabta_bulk_dialog_add_field:
 * @self: a dialog
 * @kind: a kind of record
 * @field: name of its field
 * @required: whether it must be filled
 *
 * Asks for a field.
 *
 * Returns: (transfer none): its row
 */
RabtaFieldRow *
rabta_bulk_dialog_add_field (RabtaBulkDialog *self,
                             RabtaKind        kind,
                             const char      *field,
                             gboolean         required)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  int index = rabta_kind_find_field (info, field);
  GtkWidget *row;

  g_return_val_if_fail (RABTA_IS_BULK_DIALOG (self), NULL);
  g_return_val_if_fail (index >= 0, NULL);

  row = rabta_field_row_new (self->casebook, &info->fields[index]);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update_apply), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
  if (required)
    g_ptr_array_add (self->required, row);
  /* What is asked for first, not the way out. */
  if (self->rows->len == 1)
    gtk_widget_grab_focus (row);
  update_apply (self);

  return RABTA_FIELD_ROW (row);
}

RabtaFieldRow *
rabta_bulk_dialog_get_row (RabtaBulkDialog *self,
                           const char      *field)
{
  g_return_val_if_fail (RABTA_IS_BULK_DIALOG (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      RabtaFieldRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (rabta_field_row_get_field (row)->name, field))
        return row;
    }

  g_return_val_if_reached (NULL);
}

char *
rabta_bulk_dialog_dup_text (RabtaBulkDialog *self,
                            const char      *field)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  if (rabta_field_row_get_value (rabta_bulk_dialog_get_row (self, field), &value, NULL)
      && value.type == RABTA_VALUE_TEXT)
    return g_strdup (value.text);

  return NULL;
}

gboolean
rabta_bulk_dialog_get_id (RabtaBulkDialog *self,
                          const char      *field,
                          RabtaUuid       *id)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  if (!rabta_field_row_get_value (rabta_bulk_dialog_get_row (self, field), &value, NULL)
      || value.type != RABTA_VALUE_ID)
    return FALSE;

  *id = value.id;
  return TRUE;
}

void
rabta_bulk_dialog_fill (RabtaBulkDialog *self,
                        const char      *field,
                        RabtaRecord     *record)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  int index = rabta_kind_find_field (rabta_record_get_info (record), field);

  g_return_if_fail (index >= 0);

  if (rabta_field_row_get_value (rabta_bulk_dialog_get_row (self, field), &value, NULL))
    rabta_record_set_value (record, (guint) index, &value);
}
