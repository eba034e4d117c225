/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/record-table-private.h"

#include "ui/record-row.h"
#include "ui/table-header.h"

#include <glib/gi18n-lib.h>

/* How long a query may take before a spinner says so, in milliseconds: below, it would only flicker. */
#define PATIENCE 200

G_DEFINE_FINAL_TYPE (RabtaRecordTable, rabta_record_table, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE_RECORD,
  SELECTION_CHANGED,
  CLEAR_FILTERS,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_N_SELECTED,
  N_PROPERTIES
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPERTIES];

static void
show_page (RabtaRecordTable *self,
           const char       *name)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  rabta_record_table_show_page (self, name);
}

static gboolean
patience_ended_cb (gpointer data)
{
  RabtaRecordTable *self = data;

  self->patience_id = 0;
  show_page (self, RABTA_TABLE_PAGE_LOADING);
  return G_SOURCE_REMOVE;
}

static void
update_state (RabtaRecordTable *self)
{
  const char *error = rabta_record_list_get_error (self->list);

  if (error != NULL)
    {
      g_clear_handle_id (&self->patience_id, g_source_remove);
      rabta_record_table_show_error (self, error);
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    show_page (self, RABTA_TABLE_PAGE_ROWS);
  else if (rabta_record_list_is_loading (self->list))
    {
      if (self->patience_id == 0)
        self->patience_id = g_timeout_add (PATIENCE, patience_ended_cb, self);
    }
  else if (rabta_query_is_filtered (self->given) && !self->is_based)
    show_page (self, RABTA_TABLE_PAGE_NOTHING);
  else
    show_page (self, RABTA_TABLE_PAGE_EMPTY);
}

/* The query as given, in the order that the person chose. */
static RabtaQuery *
make_query (RabtaRecordTable *self)
{
  RabtaQuery *query = rabta_query_copy (self->given);
  gboolean descending;
  const char *sort = rabta_table_columns_get_sort (self->columns, &descending);

  if (sort != NULL)
    rabta_query_set_sort (query, sort, descending);

  return query;
}

void
rabta_record_table_apply_query (RabtaRecordTable *self)
{
  g_autoptr (RabtaQuery) query = NULL;

  if (self->given == NULL)
    return;

  query = make_query (self);
  if (self->list == NULL)
    {
      self->list = rabta_record_list_new (self->casebook, query);
      rabta_table_columns_set_list (self->columns, self->list);
      g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "notify::error", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_state), self,
                               G_CONNECT_SWAPPED);
      self->selection = rabta_record_selection_new (self->list);
      g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (rabta_record_table_update_selection),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (rabta_record_table_update_selection), self,
                               G_CONNECT_SWAPPED);
      gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (self->selection));
    }
  else
    rabta_record_list_set_query (self->list, query);

  update_state (self);
}

static void
sort_changed_cb (RabtaRecordTable *self)
{
  rabta_record_table_apply_query (self);
  rabta_record_table_scroll_to (self, 0);
}

/* Rows are painted only near what is seen, see record-row.c: when anything moves, the others get
 * their chance. */
static void
moved_cb (RabtaRecordTable *self)
{
  for (GtkWidget *item = gtk_widget_get_first_child (self->list_view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (RABTA_IS_RECORD_ROW (row))
        rabta_record_row_catch_up (RABTA_RECORD_ROW (row));
    }
}

static void
columns_changed_cb (RabtaRecordTable *self)
{
  for (GtkWidget *item = gtk_widget_get_first_child (self->list_view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    if (RABTA_IS_RECORD_ROW (gtk_widget_get_first_child (item)))
      gtk_widget_queue_draw (gtk_widget_get_first_child (item));
}

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              RabtaRecordTable         *self)
{
  gtk_list_item_set_child (item, rabta_record_row_new (self->columns));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             RabtaRecordTable         *self)
{
  rabta_record_row_set_slot (RABTA_RECORD_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               RabtaRecordTable         *self)
{
  rabta_record_row_set_slot (RABTA_RECORD_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
activated_cb (GtkListView      *list_view,
              guint             position,
              RabtaRecordTable *self)
{
  g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  gboolean handled = FALSE;

  if (record == NULL || !rabta_record_is_loaded (record))
    return;

  g_signal_emit (self, signals[ACTIVATE_RECORD], 0, record, &handled);
  if (!handled)
    {
      char id[RABTA_UUID_TEXT_LENGTH + 1];

      rabta_uuid_format (rabta_record_get_id (record), id);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)",
                                  rabta_record_get_info (record)->name, id);
    }
}

void
rabta_record_table_clear_filters (RabtaRecordTable *self)
{
  g_signal_emit (self, signals[CLEAR_FILTERS], 0);
}

static GtkWidget *
make_rows (RabtaRecordTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkAdjustment *adjustment;

  g_signal_connect_object (factory, "setup", G_CALLBACK (row_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbind_cb), self, 0);

  self->list_view = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->list_view, "record-table");
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->list_view), TRUE);
  gtk_list_view_set_enable_rubberband (GTK_LIST_VIEW (self->list_view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(rabta_kind_get_info (self->kind)->heading_plural), -1);
  g_signal_connect (self->list_view, "activate", G_CALLBACK (activated_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list_view);
  gtk_widget_set_vexpand (scroller, TRUE);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), rabta_table_header_new (self->columns));
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static void
build (RabtaRecordTable *self)
{
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_rows (self),
                       RABTA_TABLE_PAGE_ROWS);

  self->selection_bar = rabta_record_table_make_selection_bar (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_box_append (GTK_BOX (self->box), self->selection_bar);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
rabta_record_table_get_property (GObject    *object,
                                 guint       property,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (property == PROP_N_SELECTED)
    g_value_set_uint (value, RABTA_RECORD_TABLE (object)->n_selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
rabta_record_table_dispose (GObject *object)
{
  RabtaRecordTable *self = RABTA_RECORD_TABLE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->given);
  g_clear_object (&self->columns);
  g_clear_object (&self->casebook);
  rabta_table_empty_clear (&self->empty);

  G_OBJECT_CLASS (rabta_record_table_parent_class)->dispose (object);
}

static void
rabta_record_table_class_init (RabtaRecordTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_record_table_get_property;
  object_class->dispose = rabta_record_table_dispose;

  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[ACTIVATE_RECORD] = g_signal_new ("activate-record", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled,
                                           NULL, NULL, G_TYPE_BOOLEAN, 1, RABTA_TYPE_RECORD);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLEAR_FILTERS] = g_signal_new ("clear-filters", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordtable");
}

static void
rabta_record_table_init (RabtaRecordTable *self)
{
}

/**
 * rabta_record_table_new:
 * @casebook: where the records are
 * @kind: their kind
 * @default_columns: (array zero-terminated=1): names of the fields shown from the start
 * @settings_name: (nullable): under which columns and order are remembered for the user
 *
 * Makes a table. It shows nothing until it has a query.
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
rabta_record_table_new (RabtaCasebook      *casebook,
                        RabtaKind           kind,
                        const char * const *default_columns,
                        const char         *settings_name)
{
  RabtaRecordTable *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (default_columns != NULL && default_columns[0] != NULL, NULL);

  self = g_object_new (RABTA_TYPE_RECORD_TABLE, NULL);
  g_set_object (&self->casebook, casebook);
  self->kind = kind;
  self->columns = rabta_table_columns_new (rabta_casebook_get_programme (casebook), kind,
                                           default_columns, settings_name);
  rabta_table_columns_set_context (self->columns, GTK_WIDGET (self));
  g_signal_connect_swapped (self->columns, "changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_swapped (self->columns, "sort-changed", G_CALLBACK (sort_changed_cb), self);
  build (self);

  return GTK_WIDGET (self);
}

/**
 * rabta_record_table_set_based:
 * @self: a table
 * @is_based: whether only the place itself narrows the query that is set next
 *
 * An event without participants is empty, although its table is asked for those of one event.
 */
void
rabta_record_table_set_based (RabtaRecordTable *self,
                              gboolean          is_based)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  self->is_based = is_based;
}

/**
 * rabta_record_table_set_query:
 * @self: a table
 * @query: which records; do not change it afterwards
 *
 * Shows what @query finds, in the order chosen by the headings where one was.
 */
void
rabta_record_table_set_query (RabtaRecordTable *self,
                              RabtaQuery       *query)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));
  g_return_if_fail (RABTA_IS_QUERY (query));

  g_set_object (&self->given, query);
  rabta_record_table_apply_query (self);
}

/**
 * rabta_record_table_get_list:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the list of records, once there is a query
 */
RabtaRecordList *
rabta_record_table_get_list (RabtaRecordTable *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_TABLE (self), NULL);

  return self->list;
}

/**
 * rabta_record_table_set_sort:
 * @self: a table
 * @field: (nullable): name of a field, or %NULL for the order of the query
 * @descending: last first
 *
 * Orders the rows as a click on a heading does.
 */
void
rabta_record_table_set_sort (RabtaRecordTable *self,
                             const char       *field,
                             gboolean          descending)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  rabta_table_columns_set_sort (self->columns, field, descending);
}

/**
 * rabta_record_table_set_cell_func:
 * @self: a table
 * @func: gives cells another text or tone
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * Lets a place say more in a cell than the field itself does, such as how late a stage is.
 */
void
rabta_record_table_set_cell_func (RabtaRecordTable *self,
                                  RabtaCellFunc     func,
                                  gpointer          user_data,
                                  GDestroyNotify    destroy)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  rabta_table_columns_set_func (self->columns, func, user_data, destroy);
  columns_changed_cb (self);
}

/**
 * rabta_record_table_add_bulk_action:
 * @self: a table
 * @widget: a button
 *
 * Puts a widget into the bar that shows while rows are selected.
 */
void
rabta_record_table_add_bulk_action (RabtaRecordTable *self,
                                    GtkWidget        *widget)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  gtk_box_append (GTK_BOX (self->bulk_box), widget);
}

void
rabta_record_table_grab_focus (RabtaRecordTable *self)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  gtk_widget_grab_focus (self->list_view);
}

void
rabta_record_table_scroll_to (RabtaRecordTable *self,
                              guint             position)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  if (self->list == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return;

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    rabta_record_selection_tell_all (self->selection);
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
}
