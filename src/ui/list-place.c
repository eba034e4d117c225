/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/list-place.h"

#include "ui/record-delete.h"

#include <glib/gi18n-lib.h>

struct _RabtaListPlace
{
  GtkWidget                 parent;

  GtkWidget                *box;
  GtkWidget                *filter_bar;
  GtkWidget                *table;

  RabtaCasebook            *casebook;
  const RabtaListPlaceInfo *info;
};

static void rabta_list_place_iface_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaListPlace, rabta_list_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_list_place_iface_init))

static const char *
get_title (RabtaPlace *place)
{
  return _(RABTA_LIST_PLACE (place)->info->title);
}

static void
focus_search (RabtaPlace *place)
{
  rabta_filter_bar_focus_search (RABTA_FILTER_BAR (RABTA_LIST_PLACE (place)->filter_bar));
}

static void
create_new (RabtaPlace *place)
{
  const RabtaKindInfo *kind = rabta_kind_get_info (RABTA_LIST_PLACE (place)->info->kind);

  gtk_widget_activate_action (GTK_WIDGET (place), "win.new-record", "s", kind->name);
}

static const char *
get_new_label (RabtaPlace *place)
{
  return _(RABTA_LIST_PLACE (place)->info->new_label);
}

static GArray *
get_selection (RabtaPlace *place)
{
  RabtaListPlace *self = RABTA_LIST_PLACE (place);
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

  *kind = RABTA_LIST_PLACE (place)->info->kind;
  *id = g_array_index (selection, RabtaUuid, 0);
  return TRUE;
}

static gboolean
go_back (RabtaPlace *place)
{
  RabtaRecordTable *table = RABTA_RECORD_TABLE (RABTA_LIST_PLACE (place)->table);

  if (rabta_record_table_get_n_selected (table) == 0)
    return FALSE;

  rabta_record_table_unselect_all (table);
  return TRUE;
}

static void
delete_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RabtaListPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_record_table_load_selected_finish (RABTA_RECORD_TABLE (source),
                                                                           result, &error);

  if (records == NULL)
    {
      rabta_record_delete_failed (GTK_WIDGET (self), error);
      return;
    }

  rabta_record_table_unselect_all (RABTA_RECORD_TABLE (source));
  rabta_record_delete (GTK_WIDGET (self), self->casebook, records);
}

static void
delete_cb (RabtaListPlace *self)
{
  rabta_record_table_load_selected_async (RABTA_RECORD_TABLE (self->table), NULL, delete_loaded_cb,
                                          g_object_ref (self));
}

static void
add_delete (RabtaListPlace *self)
{
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Delete"));

  gtk_widget_add_css_class (remove, "destructive-action");
  gtk_widget_set_sensitive (remove, !rabta_casebook_is_read_only (self->casebook));
  g_signal_connect_object (remove, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table), remove);
}

static void
build (RabtaListPlace *self)
{
  const RabtaListPlaceInfo *info = self->info;

  self->filter_bar = rabta_filter_bar_new (self->casebook, info->kind, info->settings_name);
  self->table = rabta_record_table_new (self->casebook, info->kind, info->columns, info->settings_name);
  for (guint i = 0; info->filters[i] != NULL; i++)
    rabta_filter_bar_add_field (RABTA_FILTER_BAR (self->filter_bar), info->filters[i]);

  rabta_record_table_set_empty (RABTA_RECORD_TABLE (self->table), info->empty_icon, _(info->empty_title),
                                _(info->empty_text),
                                _(info->empty_label != NULL ? info->empty_label : info->new_label),
                                info->empty_action != NULL ? info->empty_action : "win.new");
  if (info->build != NULL)
    info->build (self, self->casebook);
  else
    add_delete (self);

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
rabta_list_place_dispose (GObject *object)
{
  RabtaListPlace *self = RABTA_LIST_PLACE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (rabta_list_place_parent_class)->dispose (object);
}

static void
rabta_list_place_iface_init (RabtaPlaceInterface *iface)
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
rabta_list_place_class_init (RabtaListPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_list_place_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_list_place_init (RabtaListPlace *self)
{
}

/**
 * rabta_list_place_new:
 * @casebook: the casebook
 * @info: what it lists and says; must be static
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
rabta_list_place_new (RabtaCasebook            *casebook,
                      const RabtaListPlaceInfo *info)
{
  RabtaListPlace *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (RABTA_TYPE_LIST_PLACE, NULL);
  self->casebook = g_object_ref (casebook);
  self->info = info;
  build (self);
  return GTK_WIDGET (self);
}

/**
 * rabta_list_place_get_table:
 * @self: a place
 *
 * Returns: (transfer none): its table
 */
RabtaRecordTable *
rabta_list_place_get_table (RabtaListPlace *self)
{
  g_return_val_if_fail (RABTA_IS_LIST_PLACE (self), NULL);

  return RABTA_RECORD_TABLE (self->table);
}

/**
 * rabta_list_place_get_filter_bar:
 * @self: a place
 *
 * Returns: (transfer none): its search and filters
 */
RabtaFilterBar *
rabta_list_place_get_filter_bar (RabtaListPlace *self)
{
  g_return_val_if_fail (RABTA_IS_LIST_PLACE (self), NULL);

  return RABTA_FILTER_BAR (self->filter_bar);
}
