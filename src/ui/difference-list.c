/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/difference-list.h"

#include "ui/clamped-list.h"

#include <adwaita.h>
#include <string.h>

/* Room for a number of five digits. */
#define COLUMN_CHARS 6

struct _RabtaDifferenceList
{
  GtkWidget    parent_instance;

  /* owned by the tree */
  GtkWidget   *scroller;
  GtkListView *view;

  /* owned */
  GListStore  *items;
};

enum {
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RabtaDifferenceList, rabta_difference_list, GTK_TYPE_WIDGET)

/* The labels of a row, to be filled when it is bound. */
typedef struct
{
  GtkLabel *title;
  GtkLabel *line;
  GtkLabel *reason;
  GtkLabel *columns[RABTA_DIFFERENCE_N_COLUMNS];
} Row;

static GtkLabel *
add_column (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), COLUMN_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), COLUMN_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new0 (Row, 1);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  row->title = rabta_clamped_list_add_label (texts, NULL);
  row->line = rabta_clamped_list_add_label (texts, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->line), "dim-label");
  row->reason = rabta_clamped_list_add_label (texts, "caption");
  for (guint i = 0; i < RABTA_DIFFERENCE_N_COLUMNS; i++)
    row->columns[i] = add_column (box);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_child (item, box);
}

static void
set_style (GtkWidget  *widget,
           const char *style,
           gboolean    enabled)
{
  if (enabled)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* A number alone does not tell a person who hears it which column it is in. */
static void
show_column (GtkLabel            *label,
             RabtaDifferenceItem *item,
             guint                column)
{
  const char *text = rabta_difference_item_get_column (item, column);
  const char *words = rabta_difference_item_get_column_words (item, column);

  show_text (label, text);
  set_style (GTK_WIDGET (label), "caption", rabta_difference_item_get_item_type (item) == RABTA_DIFFERENCE_ITEM_HEADING);
  set_style (GTK_WIDGET (label), "dim-label", column == 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : text != NULL ? text : "", -1);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  RabtaDifferenceItem *line = gtk_list_item_get_item (item);
  RabtaDifferenceItemType type = rabta_difference_item_get_item_type (line);
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  const char *field;
  RabtaKind kind;
  RabtaUuid id;

  gtk_list_item_set_activatable (item, type == RABTA_DIFFERENCE_ITEM_FIGURE ||
                                         rabta_difference_item_get_record (line, &kind, &id, &field));
  set_style (GTK_WIDGET (row->title), "heading", type == RABTA_DIFFERENCE_ITEM_HEADING);
  set_style (GTK_WIDGET (row->title), "caption-heading", type == RABTA_DIFFERENCE_ITEM_PARTS);
  set_style (GTK_WIDGET (row->title), "dim-label", type == RABTA_DIFFERENCE_ITEM_PARTS);
  gtk_label_set_text (row->title, rabta_difference_item_get_title (line));
  show_text (row->line, rabta_difference_item_get_line (line));
  show_text (row->reason, rabta_difference_item_get_reason (line));
  for (guint i = 0; i < RABTA_DIFFERENCE_N_COLUMNS; i++)
    show_column (row->columns[i], line, i);
}

static void
activate_cb (RabtaDifferenceList *self,
             guint                position)
{
  g_autoptr (RabtaDifferenceItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

static void
rabta_difference_list_dispose (GObject *object)
{
  RabtaDifferenceList *self = RABTA_DIFFERENCE_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (rabta_difference_list_parent_class)->dispose (object);
}

static void
rabta_difference_list_class_init (RabtaDifferenceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_difference_list_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, RABTA_TYPE_DIFFERENCE_ITEM);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_difference_list_init (RabtaDifferenceList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->items = g_list_store_new (RABTA_TYPE_DIFFERENCE_ITEM);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)))), factory));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  self->scroller = rabta_clamped_list_new (self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * rabta_difference_list_set_items:
 * @self: a list
 * @label: what the list is called for people
 * @items: (element-type RabtaDifferenceItem): its lines
 */
void
rabta_difference_list_set_items (RabtaDifferenceList *self,
                                 const char          *label,
                                 GPtrArray           *items)
{
  g_return_if_fail (RABTA_IS_DIFFERENCE_LIST (self) && items != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
}

/**
 * rabta_difference_list_focus:
 * @self: a list
 *
 * Puts the focus into the list, where it has lines.
 */
void
rabta_difference_list_focus (RabtaDifferenceList *self)
{
  g_return_if_fail (RABTA_IS_DIFFERENCE_LIST (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
