/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/search-list.h"

#include "model/record-list.h"

#include <glib/gi18n-lib.h>

struct _RabtaSearchList
{
  AdwBin             parent;

  GtkWidget         *entry;
  GtkWidget         *stack;
  GtkWidget         *view;
  GtkWidget         *status;   /* says why there are no rows */
  GtkWidget         *footer;
  GListModel        *model;
  GtkSingleSelection *selection;
  GPtrArray         *rows;     /* bound list items, borrowed */
  RabtaDescribeFunc  describe;
  gpointer           describe_data;
  RabtaMarkedFunc    marked;
  gpointer           marked_data;
};

G_DEFINE_FINAL_TYPE (RabtaSearchList, rabta_search_list, ADW_TYPE_BIN)

enum
{
  SEARCH,
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define LIST_HEIGHT 280
#define LIST_WIDTH  280

static void
update_status (RabtaSearchList *self)
{
  gboolean is_empty = self->model == NULL || g_list_model_get_n_items (self->model) == 0;
  const char *text = _("Nothing found");

  if (RABTA_IS_RECORD_LIST (self->model))
    {
      RabtaRecordList *list = RABTA_RECORD_LIST (self->model);

      if (rabta_record_list_get_error (list) != NULL)
        text = rabta_record_list_get_error (list);
      else if (rabta_record_list_is_loading (list))
        text = _("Searching…");
    }

  gtk_label_set_text (GTK_LABEL (self->status), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_empty ? "status" : "list");
}

static void
fill_row (RabtaSearchList *self,
          GtkListItem     *row)
{
  GtkWidget *box = gtk_list_item_get_child (row);
  GObject *item = gtk_list_item_get_item (row);
  GtkWidget *title = g_object_get_data (G_OBJECT (box), "title");
  GtkWidget *subtitle = g_object_get_data (G_OBJECT (box), "subtitle");
  GtkWidget *mark = g_object_get_data (G_OBJECT (box), "mark");
  g_autofree char *second = NULL;
  g_autofree char *first = self->describe (item, &second, self->describe_data);

  gtk_label_set_text (GTK_LABEL (title), first != NULL ? first : "…");
  gtk_label_set_text (GTK_LABEL (subtitle), second != NULL ? second : "");
  gtk_widget_set_visible (subtitle, second != NULL && *second != '\0');
  gtk_widget_set_visible (mark, self->marked != NULL);
  gtk_widget_set_opacity (mark, self->marked != NULL && self->marked (item, self->marked_data) ? 1.0 : 0.0);
}

static void
item_changed_cb (GtkListItem *row)
{
  RabtaSearchList *self = g_object_get_data (G_OBJECT (row), "list");

  if (gtk_list_item_get_item (row) != NULL)
    fill_row (self, row);
}

static void
setup_cb (RabtaSearchList *self,
          GtkListItem     *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *subtitle = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), subtitle);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), lines);

  g_object_set_data (G_OBJECT (box), "title", title);
  g_object_set_data (G_OBJECT (box), "subtitle", subtitle);
  g_object_set_data (G_OBJECT (box), "mark", mark);
  g_object_set_data (G_OBJECT (row), "list", self);
  gtk_list_item_set_child (row, box);
}

static void
bind_cb (RabtaSearchList *self,
         GtkListItem     *row)
{
  GObject *item = gtk_list_item_get_item (row);

  g_ptr_array_add (self->rows, row);
  if (RABTA_IS_RECORD (item))
    g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), row, G_CONNECT_SWAPPED);

  fill_row (self, row);
}

static void
unbind_cb (RabtaSearchList *self,
           GtkListItem     *row)
{
  GObject *item = gtk_list_item_get_item (row);

  g_ptr_array_remove_fast (self->rows, row);
  if (RABTA_IS_RECORD (item))
    g_signal_handlers_disconnect_by_func (item, item_changed_cb, row);
}

static void
search_changed_cb (RabtaSearchList *self)
{
  g_signal_emit (self, signals[SEARCH], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_single_selection_set_selected (self->selection, 0);
}

static void
activate_cb (RabtaSearchList *self,
             guint            position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[PICKED], 0, item);
}

static void
entry_activate_cb (RabtaSearchList *self)
{
  /* What was typed just now counts, even if the entry has not reported it yet. */
  search_changed_cb (self);
  rabta_search_list_pick (self);
}

/* The entry takes Escape for itself, where people mean what it stands in. */
static void
stop_search_cb (RabtaSearchList *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static gboolean
key_pressed_cb (RabtaSearchList *self,
                guint            keyval)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_Up) || n_items == 0)
    return GDK_EVENT_PROPAGATE;

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = 0;
  else if (keyval == GDK_KEY_Down)
    selected = MIN (selected + 1, n_items - 1);
  else if (selected > 0)
    selected--;

  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", selected);
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_view (RabtaSearchList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  self->selection = gtk_single_selection_new (NULL);
  self->view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_status (RabtaSearchList *self)
{
  self->status = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->status), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->status, "dim-label");
  gtk_widget_set_margin_top (self->status, 24);
  gtk_widget_set_margin_bottom (self->status, 24);
  gtk_widget_set_margin_start (self->status, 12);
  gtk_widget_set_margin_end (self->status, 12);
  return self->status;
}

static void
build (RabtaSearchList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_view (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), make_status (self), "status");

  self->footer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->footer, FALSE);

  gtk_widget_set_size_request (box, LIST_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->footer);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
rabta_search_list_dispose (GObject *object)
{
  RabtaSearchList *self = RABTA_SEARCH_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (rabta_search_list_parent_class)->dispose (object);
}

static void
rabta_search_list_class_init (RabtaSearchListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_search_list_dispose;

  signals[SEARCH] = g_signal_new ("search", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
rabta_search_list_init (RabtaSearchList *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * rabta_search_list_new:
 * @model: (nullable): what to list
 * @describe: what a row says
 * @user_data: for @describe
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
rabta_search_list_new (GListModel        *model,
                       RabtaDescribeFunc  describe,
                       gpointer           user_data)
{
  RabtaSearchList *self;

  g_return_val_if_fail (model == NULL || G_IS_LIST_MODEL (model), NULL);
  g_return_val_if_fail (describe != NULL, NULL);

  self = g_object_new (RABTA_TYPE_SEARCH_LIST, NULL);
  self->describe = describe;
  self->describe_data = user_data;
  build (self);

  rabta_search_list_set_model (self, model);
  return GTK_WIDGET (self);
}

/**
 * rabta_search_list_set_model:
 * @self: a list
 * @model: (nullable): what to list
 *
 * For a model that is made only when somebody looks.
 */
void
rabta_search_list_set_model (RabtaSearchList *self,
                             GListModel      *model)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, update_status, self);

  g_set_object (&self->model, model);
  gtk_single_selection_set_model (self->selection, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);

  if (RABTA_IS_RECORD_LIST (model))
    {
      g_signal_connect_object (model, "notify::loading", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (model, "notify::error", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
    }

  update_status (self);
}

/**
 * rabta_search_list_set_marked:
 * @self: a list
 * @func: (nullable): whether an item carries a check mark
 * @user_data: for @func
 *
 * Shows check marks, for picking several items.
 */
void
rabta_search_list_set_marked (RabtaSearchList *self,
                              RabtaMarkedFunc  func,
                              gpointer         user_data)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  self->marked = func;
  self->marked_data = user_data;
  rabta_search_list_update_marks (self);
}

/**
 * rabta_search_list_update_marks:
 * @self: a list
 *
 * Asks again which items are marked.
 */
void
rabta_search_list_update_marks (RabtaSearchList *self)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    fill_row (self, g_ptr_array_index (self->rows, i));
}

/**
 * rabta_search_list_set_searchable:
 * @self: a list
 * @searchable: whether the entry is shown
 *
 * A short list needs no search.
 */
void
rabta_search_list_set_searchable (RabtaSearchList *self,
                                  gboolean         searchable)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  gtk_widget_set_visible (self->entry, searchable);
}

/**
 * rabta_search_list_get_searchable:
 * @self: a list
 *
 * Returns: whether the entry is shown
 */
gboolean
rabta_search_list_get_searchable (RabtaSearchList *self)
{
  g_return_val_if_fail (RABTA_IS_SEARCH_LIST (self), FALSE);

  return gtk_widget_get_visible (self->entry);
}

/**
 * rabta_search_list_set_name:
 * @self: a list
 * @name: what is listed, for assistive technology
 *
 * Names the entry and the list.
 */
void
rabta_search_list_set_name (RabtaSearchList *self,
                            const char      *name)
{
  g_autofree char *search = NULL;

  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));
  g_return_if_fail (name != NULL);

  search = g_strdup_printf (_("Search: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rabta_search_list_set_search:
 * @self: a list
 * @text: what to search for
 *
 * As if a person had typed it.
 */
void
rabta_search_list_set_search (RabtaSearchList *self,
                              const char      *text)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  search_changed_cb (self);
}

/**
 * rabta_search_list_get_search:
 * @self: a list
 *
 * Returns: (transfer none): what is searched for
 */
const char *
rabta_search_list_get_search (RabtaSearchList *self)
{
  g_return_val_if_fail (RABTA_IS_SEARCH_LIST (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * rabta_search_list_type:
 * @self: a list
 * @text: a letter
 *
 * Begins a search with @text, with the cursor behind it.
 */
void
rabta_search_list_type (RabtaSearchList *self,
                        const char      *text)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  gtk_widget_grab_focus (self->entry);
  rabta_search_list_set_search (self, text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * rabta_search_list_add_footer:
 * @self: a list
 * @widget: a button
 *
 * Puts @widget under the rows.
 */
void
rabta_search_list_add_footer (RabtaSearchList *self,
                              GtkWidget       *widget)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_append (GTK_BOX (self->footer), widget);
  gtk_widget_set_visible (self->footer, TRUE);
}

/**
 * rabta_search_list_focus:
 * @self: a list
 *
 * Puts the focus where a person starts.
 */
void
rabta_search_list_focus (RabtaSearchList *self)
{
  g_return_if_fail (RABTA_IS_SEARCH_LIST (self));

  gtk_widget_grab_focus (gtk_widget_get_visible (self->entry) ? self->entry : self->view);
}

/**
 * rabta_search_list_pick:
 * @self: a list
 *
 * Picks the chosen row.
 *
 * Returns: whether there was one
 */
gboolean
rabta_search_list_pick (RabtaSearchList *self)
{
  guint selected;

  g_return_val_if_fail (RABTA_IS_SEARCH_LIST (self), FALSE);

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return FALSE;

  activate_cb (self, selected);
  return TRUE;
}
