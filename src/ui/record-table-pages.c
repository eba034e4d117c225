/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a table shows instead of rows: that it loads, that there is nothing, that nothing matches, that
 * reading failed. Each is made when it is first needed; a register that opens with its rows needs none,
 * and the pictures and spinner would have to be read and styled all the same. */

#include "ui/record-table-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GtkWidget *
make_spinner (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Loading"), -1);
  return spinner;
}

static GtkWidget *
make_status (const char *icon,
             const char *title,
             const char *button_label)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  gtk_widget_add_css_class (page, "compact");
  if (button_label == NULL)
    return page;
  button = gtk_button_new_with_mnemonic (button_label);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
connect_button (GtkWidget        *page,
                GCallback         callback,
                RabtaRecordTable *self)
{
  g_signal_connect_swapped (adw_status_page_get_child (ADW_STATUS_PAGE (page)), "clicked", callback,
                            self);
}

static GtkWidget *
make_empty_page (RabtaRecordTable *self)
{
  const RabtaTableEmpty *empty = &self->empty;
  GtkWidget *page = make_status (empty->icon != NULL ? empty->icon : "view-list-symbolic",
                                 empty->title != NULL ? empty->title : _("Nothing Here Yet"),
                                 empty->button);
  GtkWidget *button = adw_status_page_get_child (ADW_STATUS_PAGE (page));

  adw_status_page_set_description (ADW_STATUS_PAGE (page), empty->description);
  if (button != NULL)
    {
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), empty->action);
    }
  return page;
}

static GtkWidget *
make_page (RabtaRecordTable *self,
           const char       *name)
{
  GtkWidget *page;

  if (g_str_equal (name, RABTA_TABLE_PAGE_LOADING))
    return make_spinner ();
  if (g_str_equal (name, RABTA_TABLE_PAGE_EMPTY))
    return make_empty_page (self);
  if (g_str_equal (name, RABTA_TABLE_PAGE_NOTHING))
    {
      page = make_status ("edit-find-symbolic", _("No Matches"), _("_Clear Filters"));
      connect_button (page, G_CALLBACK (rabta_record_table_clear_filters), self);
      return page;
    }
  page = make_status ("dialog-error-symbolic", _("The List Could Not Be Read"), _("_Try Again"));
  connect_button (page, G_CALLBACK (rabta_record_table_apply_query), self);
  return page;
}

/* Shows a page of the stack, making it where it is shown for the first time. */
void
rabta_record_table_show_page (RabtaRecordTable *self,
                              const char       *name)
{
  GtkStack *stack = GTK_STACK (self->stack);

  if (gtk_stack_get_child_by_name (stack, name) == NULL)
    gtk_stack_add_named (stack, make_page (self, name), name);
  gtk_stack_set_visible_child_name (stack, name);
}

/* Shows that reading failed, and why. */
void
rabta_record_table_show_error (RabtaRecordTable *self,
                               const char       *error)
{
  rabta_record_table_show_page (self, RABTA_TABLE_PAGE_ERROR);
  adw_status_page_set_description (
    ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (self->stack), RABTA_TABLE_PAGE_ERROR)),
    error);
}

void
rabta_table_empty_clear (RabtaTableEmpty *empty)
{
  g_clear_pointer (&empty->icon, g_free);
  g_clear_pointer (&empty->title, g_free);
  g_clear_pointer (&empty->description, g_free);
  g_clear_pointer (&empty->button, g_free);
  g_clear_pointer (&empty->action, g_free);
}

/**
 * rabta_record_table_set_empty:
 * @self: a table
 * @icon: icon name
 * @title: what is empty
 * @description: what to do next
 * @button: (nullable): label of a button, with a mnemonic
 * @action: (nullable): detailed name of the action it activates
 *
 * What is shown where there are no records at all. To be called before there is a query.
 */
void
rabta_record_table_set_empty (RabtaRecordTable *self,
                              const char       *icon,
                              const char       *title,
                              const char       *description,
                              const char       *button,
                              const char       *action)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));
  g_return_if_fail (self->list == NULL);

  rabta_table_empty_clear (&self->empty);
  self->empty.icon = g_strdup (icon);
  self->empty.title = g_strdup (title);
  self->empty.description = g_strdup (description);
  self->empty.button = g_strdup (button);
  self->empty.action = g_strdup (action);
}
