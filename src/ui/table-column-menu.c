/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/table-header.h"

#include <glib/gi18n-lib.h>

/* The list of columns in a popover. It is filled each time it opens, as columns may have been moved
 * by other means. */
typedef struct
{
  RabtaTableColumns *columns;
  GtkWidget         *list;
} Menu;

static void fill (Menu *menu);

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  g_clear_object (&menu->columns);
  g_free (menu);
}

static RabtaTableColumn *
row_column (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "column");
}

static GtkWidget *
find_row (Menu             *menu,
          RabtaTableColumn *column)
{
  GtkWidget *row = gtk_widget_get_first_child (menu->list);

  while (row != NULL && row_column (row) != column)
    row = gtk_widget_get_next_sibling (row);

  return row;
}

/* The rows stay where they are until the list is opened again: what was just ticked must not jump
 * away from under the pointer, and the focus stays with it. */
static void
toggled_cb (GtkCheckButton *check,
            Menu           *menu)
{
  RabtaTableColumn *column = row_column (GTK_WIDGET (check));

  rabta_table_columns_set_visible (menu->columns, column, gtk_check_button_get_active (check));
  if (column->visible != gtk_check_button_get_active (check))
    gtk_check_button_set_active (check, column->visible);
  for (GtkWidget *button = gtk_widget_get_next_sibling (GTK_WIDGET (check)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, column->visible);
}

static void
move (Menu             *menu,
      RabtaTableColumn *column,
      int               by)
{
  GtkWidget *row;

  if (!rabta_table_columns_move (menu->columns, column, by))
    return;

  fill (menu);
  row = find_row (menu, column);
  if (row != NULL)
    gtk_widget_grab_focus (by < 0 ? gtk_widget_get_prev_sibling (gtk_widget_get_last_child (row))
                                  : gtk_widget_get_last_child (row));
}

static void
moved_up_cb (GtkWidget *button,
             Menu      *menu)
{
  move (menu, row_column (button), -1);
}

static void
moved_down_cb (GtkWidget *button,
               Menu      *menu)
{
  move (menu, row_column (button), 1);
}

static void
reset_cb (GtkWidget *button,
          Menu      *menu)
{
  rabta_table_columns_reset (menu->columns);
  fill (menu);
}

static GtkWidget *
make_move_button (Menu             *menu,
                  RabtaTableColumn *column,
                  const char       *icon,
                  const char       *label,
                  GCallback         callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_visible (button, column->visible);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "column", column);
  g_signal_connect (button, "clicked", callback, menu);

  return button;
}

static GtkWidget *
make_row (Menu             *menu,
          RabtaTableColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *check = gtk_check_button_new_with_label (_(column->field->heading));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), column->visible);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data (G_OBJECT (check), "column", column);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), menu);
  g_object_set_data (G_OBJECT (box), "column", column);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), make_move_button (menu, column, "go-up-symbolic",
                                                   _("Move towards the start"),
                                                   G_CALLBACK (moved_up_cb)));
  gtk_box_append (GTK_BOX (box), make_move_button (menu, column, "go-down-symbolic",
                                                   _("Move towards the end"), G_CALLBACK (moved_down_cb)));

  return box;
}

static void
fill (Menu *menu)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (menu->list)) != NULL)
    gtk_box_remove (GTK_BOX (menu->list), child);

  for (guint i = 0; i < rabta_table_columns_get_n (menu->columns); i++)
    gtk_box_append (GTK_BOX (menu->list),
                    make_row (menu, rabta_table_columns_get (menu->columns, i)));
}

static void
show_cb (GtkWidget *popover,
         Menu      *menu)
{
  fill (menu);
}

/**
 * rabta_table_column_menu_new:
 * @columns: the columns of a table
 *
 * Makes a menu button with which a person chooses columns and their order.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
rabta_table_column_menu_new (RabtaTableColumns *columns)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("_Usual Columns"));
  Menu *menu = g_new0 (Menu, 1);

  g_return_val_if_fail (RABTA_IS_TABLE_COLUMNS (columns), NULL);

  menu->columns = g_object_ref (columns);
  menu->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 380);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), menu->list);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (reset, "flat");
  g_signal_connect (reset, "clicked", G_CALLBACK (reset_cb), menu);
  gtk_box_append (GTK_BOX (box), reset);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (show_cb), menu);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, _("Columns"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  g_object_set_data_full (G_OBJECT (button), "menu", menu, menu_free);

  return button;
}
