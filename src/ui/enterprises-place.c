/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/enterprises-place.h"

#include "ui/enterprise-bulk.h"
#include "ui/list-place.h"

#include <glib/gi18n-lib.h>

static const char * const columns[] = {
  "name", "district", "cluster", "sector", "size", "women_led", "phone", "officer", NULL
};
static const char * const filters[] = {
  "cluster", "district", "sector", "size", "women_led", "officer", NULL
};

static void
add_filters (RabtaFilterBar *bar)
{
  rabta_filter_bar_add_linked (bar, RABTA_KIND_PARTICIPATION, "enterprise", "event", NULL);
  rabta_filter_bar_add_linked (bar, RABTA_KIND_CASE, "enterprise", "track", _("Has a case on"));
  rabta_filter_bar_add_field (bar, "status");
}

static void
build (RabtaListPlace *place,
       RabtaCasebook  *casebook)
{
  RabtaRecordTable *table = rabta_list_place_get_table (place);
  g_autoptr (GMenuModel) menu = rabta_enterprise_bulk_make_menu ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_("_Open Cases…"));
  GtkWidget *more = gtk_menu_button_new ();

  add_filters (rabta_list_place_get_filter_bar (place));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "register.open-cases");
  gtk_widget_add_css_class (open, "suggested-action");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (more), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (more, _("More for the selected enterprises"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More for the selected enterprises"), -1);
  rabta_record_table_add_bulk_action (table, open);
  rabta_record_table_add_bulk_action (table, more);
  rabta_enterprise_bulk_install (GTK_WIDGET (place), casebook, table);
}

static const RabtaListPlaceInfo enterprises = {
  .kind = RABTA_KIND_ENTERPRISE,
  .title = N_("Enterprises"),
  .new_label = N_("New Enterprise"),
  .settings_name = "enterprises",
  .columns = columns,
  .filters = filters,
  .empty_icon = "rabta-enterprises-symbolic",
  .empty_title = N_("No Enterprises Yet"),
  .empty_text = N_("Import the list you have, or write down the first enterprise with Ctrl+N."),
  .empty_label = N_("_Import a List…"),
  .empty_action = "win.import",
  .build = build,
};

/**
 * rabta_enterprises_place_new:
 * @casebook: the casebook
 *
 * Makes the register: every enterprise as a table with search, filters, saved views and what can be
 * done with many at once.
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
rabta_enterprises_place_new (RabtaCasebook *casebook)
{
  return rabta_list_place_new (casebook, &enterprises);
}
