/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/clamped-list.h"

#include <adwaita.h>

/* In pixels. */
#define MOST_WIDTH 860

/**
 * rabta_clamped_list_new:
 * @view: the list
 *
 * Returns: (transfer floating): what scrolls it, up and down only
 */
GtkWidget *
rabta_clamped_list_new (GtkListView *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  gtk_widget_add_css_class (GTK_WIDGET (view), "exchange-list");
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), MOST_WIDTH);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  return scroller;
}

/**
 * rabta_clamped_list_add_label:
 * @box: where the texts of a row stand below each other
 * @style: (nullable): a style class
 *
 * Returns: (transfer none): a text of the row, which goes on in the next line where it is long
 */
GtkLabel *
rabta_clamped_list_add_label (GtkWidget  *box,
                              const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}
