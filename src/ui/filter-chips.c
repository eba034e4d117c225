/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/filter-bar-private.h"

#include <glib/gi18n-lib.h>

static void
chip_removed_cb (GtkWidget      *button,
                 RabtaFilterBar *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (button), "value"));

  rabta_filter_bar_remove_value (self, id, value);
}

static GtkWidget *
make_chip (RabtaFilterBar   *self,
           RabtaFilter      *filter,
           RabtaFilterValue *value)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf (_("%s: %s"), filter->label, value->title);
  g_autofree char *label = g_strdup_printf (_("Remove the filter “%s”"), text);

  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (filter->id), g_free);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value->value), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (chip_removed_cb), self);

  return button;
}

/* Shows every chosen value as a button that takes it away; FALSE: there is none. */
gboolean
rabta_filter_chips_fill (RabtaFilterBar *self,
                         GtkBox         *chips)
{
  GPtrArray *filters = rabta_filter_bar_get_filters (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (chips))) != NULL)
    gtk_box_remove (chips, child);

  for (guint i = 0; i < filters->len; i++)
    {
      RabtaFilter *filter = g_ptr_array_index (filters, i);

      for (guint j = 0; j < filter->values->len; j++)
        gtk_box_append (chips, make_chip (self, filter, g_ptr_array_index (filter->values, j)));
    }

  return gtk_widget_get_first_child (GTK_WIDGET (chips)) != NULL;
}
