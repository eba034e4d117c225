/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprises-place.h"

#include "ui/enterprise-bulk.h"
#include "ui/place.h"

#include <glib/gi18n-lib.h>

struct _RabtaEnterprisesPlace
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *filter_bar;
  GtkWidget *table;

  RabtaCasebook *casebook;
};

static void rabta_enterprises_place_iface_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaEnterprisesPlace, rabta_enterprises_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_enterprises_place_iface_init))

static const char * const default_columns[] = {
  "name", "district", "cluster", "sector", "size", "women_led", "phone", "officer", NULL
};

static const char *
get_title (RabtaPlace *place)
{
  return _("Enterprises");
}

static void
focus_search (RabtaPlace *place)
{
  rabta_filter_bar_focus_search (RABTA_FILTER_BAR (RABTA_ENTERPRISES_PLACE (place)->filter_bar));
}

static void
create_new (RabtaPlace *place)
{
  gtk_widget_activate_action (GTK_WIDGET (place), "win.new-record", "s", "enterprise");
}

static const char *
get_new_label (RabtaPlace *place)
{
  return _("New enterprise");
}

static GArray *
get_selection (RabtaPlace *place)
{
  RabtaEnterprisesPlace *self = RABTA_ENTERPRISES_PLACE (place);
  g_autoptr (GPtrArray) ids = rabta_record_table_get_selected (RABTA_RECORD_TABLE (self->table));
  GArray *selection = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));

  for (guint i = 0; i < ids->len; i++)
    g_array_append_vals (selection, g_ptr_array_index (ids, i), 1);

  return selection;
}

static gboolean
get_record (RabtaPlace *place,
            RabtaKind  *kind,
            RabtaUuid  *id)
{
  g_autoptr (GArray) selection = get_selection (place);

  if (selection->len != 1)
    return FALSE;

  *kind = RABTA_KIND_ENTERPRISE;
  *id = g_array_index (selection, RabtaUuid, 0);
  return TRUE;
}

static gboolean
go_back (RabtaPlace *place)
{
  RabtaRecordTable *table = RABTA_RECORD_TABLE (RABTA_ENTERPRISES_PLACE (place)->table);

  if (rabta_record_table_get_n_selected (table) == 0)
    return FALSE;

  rabta_record_table_unselect_all (table);
  return TRUE;
}

static void
add_bulk_actions (RabtaEnterprisesPlace *self)
{
  g_autoptr (GMenuModel) menu = rabta_enterprise_bulk_make_menu ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_("_Open Cases…"));
  GtkWidget *more = gtk_menu_button_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "register.open-cases");
  gtk_widget_add_css_class (open, "suggested-action");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (more), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (more, _("More for the selected enterprises"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More for the selected enterprises"), -1);
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table), open);
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table), more);
  rabta_enterprise_bulk_install (GTK_WIDGET (self), self->casebook, RABTA_RECORD_TABLE (self->table));
}

static void
add_filters (RabtaFilterBar *bar)
{
  rabta_filter_bar_add_field (bar, "cluster");
  rabta_filter_bar_add_field (bar, "district");
  rabta_filter_bar_add_field (bar, "sector");
  rabta_filter_bar_add_field (bar, "size");
  rabta_filter_bar_add_field (bar, "women_led");
  rabta_filter_bar_add_field (bar, "officer");
  rabta_filter_bar_add_linked (bar, RABTA_KIND_PARTICIPATION, "enterprise", "event", NULL);
  rabta_filter_bar_add_linked (bar, RABTA_KIND_CASE, "enterprise", "track", _("Has a case on"));
  rabta_filter_bar_add_field (bar, "status");
}

static void
build (RabtaEnterprisesPlace *self)
{
  self->filter_bar = rabta_filter_bar_new (self->casebook, RABTA_KIND_ENTERPRISE, "enterprises");
  self->table = rabta_record_table_new (self->casebook, RABTA_KIND_ENTERPRISE, default_columns,
                                        "enterprises");
  add_filters (RABTA_FILTER_BAR (self->filter_bar));
  add_bulk_actions (self);
  rabta_record_table_set_empty (RABTA_RECORD_TABLE (self->table), "rabta-enterprises-symbolic",
                                _("No Enterprises Yet"),
                                _("Import the list you have, or write down the first enterprise with Ctrl+N."),
                                _("_Import a List…"), "win.import");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (self->table, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->filter_bar);
  gtk_box_append (GTK_BOX (self->box), self->table);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  /* What F2 edits depends on what is selected. */
  g_signal_connect_object (self->table, "selection-changed", G_CALLBACK (rabta_place_changed), self,
                           G_CONNECT_SWAPPED);
  rabta_filter_bar_set_table (RABTA_FILTER_BAR (self->filter_bar), RABTA_RECORD_TABLE (self->table));
  rabta_filter_bar_capture_keys (RABTA_FILTER_BAR (self->filter_bar), self->table);
}

static void
rabta_enterprises_place_dispose (GObject *object)
{
  RabtaEnterprisesPlace *self = RABTA_ENTERPRISES_PLACE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_enterprises_place_parent_class)->dispose (object);
}

static void
rabta_enterprises_place_iface_init (RabtaPlaceInterface *iface)
{
  iface->get_title = get_title;
  iface->focus_search = focus_search;
  iface->create_new = create_new;
  iface->get_new_label = get_new_label;
  iface->get_selection = get_selection;
  iface->get_record = get_record;
  iface->go_back = go_back;
}

static void
rabta_enterprises_place_class_init (RabtaEnterprisesPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_enterprises_place_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_enterprises_place_init (RabtaEnterprisesPlace *self)
{
}

/**
 * rabta_enterprises_place_new:
 * @casebook: the casebook
 *
 * Makes the register.
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
rabta_enterprises_place_new (RabtaCasebook *casebook)
{
  RabtaEnterprisesPlace *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_ENTERPRISES_PLACE, NULL);
  g_set_object (&self->casebook, casebook);
  build (self);

  return GTK_WIDGET (self);
}

RabtaRecordTable *
rabta_enterprises_place_get_table (RabtaEnterprisesPlace *self)
{
  g_return_val_if_fail (RABTA_IS_ENTERPRISES_PLACE (self), NULL);

  return RABTA_RECORD_TABLE (self->table);
}

RabtaFilterBar *
rabta_enterprises_place_get_filter_bar (RabtaEnterprisesPlace *self)
{
  g_return_val_if_fail (RABTA_IS_ENTERPRISES_PLACE (self), NULL);

  return RABTA_FILTER_BAR (self->filter_bar);
}
