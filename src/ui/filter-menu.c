/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/filter-bar-private.h"

#include "base/date.h"
#include "base/text.h"
#include "ui/record-picker.h"

#include <glib/gi18n-lib.h>

/* From how many codes on a list gets a search entry. */
#define MANY_CODES 12

/* A popover of two pages: what to filter by, and the values of that. */
typedef struct
{
  RabtaFilterBar *bar; /* unowned: owns the button */
  GtkWidget      *popover;
  GtkWidget      *stack;
  GtkWidget      *filter_list;
  GtkWidget      *values;
  GtkWidget      *values_title;
  RabtaFilter    *filter; /* whose values are shown; owned by the bar */
  char           *needle; /* folded */
} Menu;

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  g_free (menu->needle);
  g_free (menu);
}

static void
value_toggled_cb (GtkCheckButton *check,
                  Menu           *menu)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");

  if (gtk_check_button_get_active (check))
    rabta_filter_bar_add_value (menu->bar, menu->filter->id, value, NULL);
  else
    rabta_filter_bar_remove_value (menu->bar, menu->filter->id, value);
}

static void
append_value (Menu       *menu,
              GtkWidget  *list,
              const char *value,
              const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               rabta_filter_bar_has_value (menu->bar, menu->filter->id, value));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", rabta_text_fold (label), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (value_toggled_cb), menu);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static gboolean
matches_needle (GtkListBoxRow *row,
                gpointer       data)
{
  Menu *menu = data;
  const char *folded = g_object_get_data (G_OBJECT (row), "folded");

  return menu->needle == NULL || menu->needle[0] == '\0' || strstr (folded, menu->needle) != NULL;
}

static void
needle_changed_cb (GtkEditable *entry,
                   Menu        *menu)
{
  GtkWidget *list = g_object_get_data (G_OBJECT (entry), "list");

  g_free (menu->needle);
  menu->needle = rabta_text_fold (gtk_editable_get_text (entry));
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (list));
}

static void
append_codes (Menu      *menu,
              GtkWidget *list)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (rabta_filter_bar_get_casebook (menu->bar));
  GListModel *codes = G_LIST_MODEL (rabta_programme_get_list (programme, menu->filter->field->target));
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  for (guint i = 0; codes != NULL && i < g_list_model_get_n_items (codes); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (codes, i);

      if (rabta_code_item_is_valid_on (item, today))
        append_value (menu, list, rabta_code_item_get_code (item), rabta_code_item_get_label (item));
    }
}

static GtkWidget *
make_value_list (Menu *menu)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *entry = NULL;
  guint n_rows = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "filter-values");
  if (menu->filter->field->kind == RABTA_FIELD_BOOLEAN)
    {
      append_value (menu, list, "true", _("Yes"));
      append_value (menu, list, "false", _("No"));
    }
  else
    {
      append_codes (menu, list);
      append_value (menu, list, NULL, _("Not filled"));
    }

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n_rows++;
  if (n_rows > MANY_CODES)
    {
      entry = gtk_search_entry_new ();
      g_object_set_data (G_OBJECT (entry), "list", list);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Search"), -1);
      g_signal_connect (entry, "changed", G_CALLBACK (needle_changed_cb), menu);
      /* The entry takes Escape for itself, where people mean the popover. */
      g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (gtk_popover_popdown),
                                menu->popover);
      gtk_list_box_set_filter_func (GTK_LIST_BOX (list), matches_needle, menu, NULL);
      gtk_box_append (GTK_BOX (box), entry);
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN (n_rows * 36, 320));
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static void
record_picked_cb (RabtaRecordPicker *picker,
                  RabtaRecord       *record,
                  Menu              *menu)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];
  g_autofree char *title = rabta_record_dup_title (record);

  rabta_uuid_format (rabta_record_get_id (record), id);
  rabta_filter_bar_add_value (menu->bar, menu->filter->id, id, title);
  gtk_popover_popdown (GTK_POPOVER (menu->popover));
}

static GtkWidget *
make_picker (Menu *menu)
{
  GtkWidget *picker = rabta_record_picker_new (rabta_filter_bar_get_casebook (menu->bar),
                                               rabta_kind_from_name (menu->filter->field->target));

  gtk_widget_set_size_request (picker, 260, 320);
  g_signal_connect (picker, "picked", G_CALLBACK (record_picked_cb), menu);

  return picker;
}

static void
show_values (Menu        *menu,
             RabtaFilter *filter)
{
  GtkWidget *child;
  GtkWidget *content;

  menu->filter = filter;
  g_clear_pointer (&menu->needle, g_free);
  while ((child = gtk_widget_get_first_child (menu->values)) != NULL)
    gtk_box_remove (GTK_BOX (menu->values), child);

  content = filter->field->kind == RABTA_FIELD_REFERENCE ? make_picker (menu) : make_value_list (menu);
  gtk_box_append (GTK_BOX (menu->values), content);
  gtk_label_set_text (GTK_LABEL (menu->values_title), filter->label);
  gtk_stack_set_visible_child_name (GTK_STACK (menu->stack), "values");
  gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD);
}

static void
filter_activated_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     Menu          *menu)
{
  GPtrArray *filters = rabta_filter_bar_get_filters (menu->bar);

  show_values (menu, g_ptr_array_index (filters, gtk_list_box_row_get_index (row)));
}

static void
back_cb (Menu *menu)
{
  gtk_stack_set_visible_child_name (GTK_STACK (menu->stack), "filters");
}

static void
show_cb (Menu *menu)
{
  GPtrArray *filters = rabta_filter_bar_get_filters (menu->bar);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (menu->filter_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (menu->filter_list), child);

  for (guint i = 0; i < filters->len; i++)
    {
      RabtaFilter *filter = g_ptr_array_index (filters, i);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = gtk_label_new (filter->label);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (box), label);
      if (filter->values->len > 0)
        {
          g_autofree char *n = g_strdup_printf ("%u", filter->values->len);
          GtkWidget *count = gtk_label_new (n);

          gtk_widget_add_css_class (count, "accent");
          gtk_box_append (GTK_BOX (box), count);
        }
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_append (GTK_LIST_BOX (menu->filter_list), box);
    }
  back_cb (menu);
}

static GtkWidget *
make_values_page (Menu *menu)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _("Back to the filters"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Back to the filters"), -1);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), menu);
  menu->values_title = gtk_label_new (NULL);
  gtk_widget_add_css_class (menu->values_title, "heading");
  gtk_box_append (GTK_BOX (line), back);
  gtk_box_append (GTK_BOX (line), menu->values_title);
  menu->values = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (page), line);
  gtk_box_append (GTK_BOX (page), menu->values);

  return page;
}

/**
 * rabta_filter_menu_new:
 * @bar: the bar it belongs to
 *
 * Makes the button that offers what the bar can filter by.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
rabta_filter_menu_new (RabtaFilterBar *bar)
{
  GtkWidget *button = gtk_menu_button_new ();
  Menu *menu = g_new0 (Menu, 1);

  menu->bar = bar;
  menu->popover = gtk_popover_new ();
  menu->stack = gtk_stack_new ();
  menu->filter_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (menu->filter_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (menu->filter_list, "filter-values");
  g_signal_connect (menu->filter_list, "row-activated", G_CALLBACK (filter_activated_cb), menu);
  gtk_stack_set_transition_type (GTK_STACK (menu->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  gtk_stack_set_vhomogeneous (GTK_STACK (menu->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (menu->stack), FALSE);
  gtk_stack_set_interpolate_size (GTK_STACK (menu->stack), TRUE);
  gtk_stack_add_named (GTK_STACK (menu->stack), menu->filter_list, "filters");
  gtk_stack_add_named (GTK_STACK (menu->stack), make_values_page (menu), "values");
  gtk_widget_set_size_request (menu->stack, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (menu->popover), menu->stack);
  g_signal_connect_swapped (menu->popover, "show", G_CALLBACK (show_cb), menu);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Filter"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), menu->popover);
  g_object_set_data_full (G_OBJECT (button), "menu", menu, menu_free);

  return button;
}
