/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-list.h"

#include "ui/clamped-list.h"
#include "ui/exchange-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RabtaExchangeList
{
  GtkWidget     parent_instance;

  /* owned by the tree */
  GtkWidget    *stack;
  GtkListView  *view;

  /* owned */
  GListStore   *items;
};

enum {
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RabtaExchangeList, rabta_exchange_list, GTK_TYPE_WIDGET)

/* The labels of a row, to be filled when it is bound. */
typedef struct
{
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *line;
  GtkLabel *reason;
} Row;

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new0 (Row, 1);

  row->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (row->icon), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->icon));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  row->title = rabta_clamped_list_add_label (texts, NULL);
  row->line = rabta_clamped_list_add_label (texts, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (row->line), "caption");
  row->reason = rabta_clamped_list_add_label (texts, "caption");
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  RabtaExchangeItem *line = gtk_list_item_get_item (item);
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  const char *reason = rabta_exchange_item_get_reason (line);
  const char *field;
  RabtaKind kind;
  RabtaUuid id;

  gtk_list_item_set_activatable (item, rabta_exchange_item_get_file (line) != 0 ||
                                         rabta_exchange_item_get_record (line, &kind, &id, &field));
  gtk_image_set_from_icon_name (row->icon, rabta_exchange_item_get_icon (line));
  gtk_label_set_text (row->title, rabta_exchange_item_get_title (line));
  gtk_label_set_text (row->line, rabta_exchange_item_get_line (line));
  gtk_label_set_text (row->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (row->reason), reason != NULL);
}

static void
activate_cb (RabtaExchangeList *self,
             guint              position)
{
  g_autoptr (RabtaExchangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

static gboolean
is_same (RabtaExchangeList *self,
         guint              position,
         gpointer           other)
{
  g_autoptr (RabtaExchangeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return rabta_exchange_item_equal (item, other);
}

/* What stays the same stays where it is: only what lies between is exchanged. */
static void
set_items (RabtaExchangeList *self,
           GPtrArray         *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint start = 0, end = 0;

  while (start < n && start < items->len && is_same (self, start, items->pdata[start]))
    start++;
  while (end < n - start && end < items->len - start &&
         is_same (self, n - 1 - end, items->pdata[items->len - 1 - end]))
    end++;
  if (n != items->len || start < n)
    g_list_store_splice (self->items, start, n - start - end, items->pdata + start, items->len - start - end);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "lines" : "empty");
}

static void
add_missing (GPtrArray                *items,
             const RabtaExchangeLists *lists)
{
  for (guint i = 0; i < lists->peers->len; i++)
    {
      const RabtaPeer *peer = g_ptr_array_index (lists->peers, i);
      g_autofree char *missing = rabta_exchange_dup_missing (lists->files, peer->site);
      g_autofree char *copy = missing != NULL ? rabta_exchange_dup_peer (peer) : NULL;

      if (missing != NULL)
        g_ptr_array_add (items, rabta_exchange_item_new_missing (copy, missing));
    }
}

static void
rabta_exchange_list_dispose (GObject *object)
{
  RabtaExchangeList *self = RABTA_EXCHANGE_LIST (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (rabta_exchange_list_parent_class)->dispose (object);
}

static void
rabta_exchange_list_class_init (RabtaExchangeListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_exchange_list_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, RABTA_TYPE_EXCHANGE_ITEM);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_exchange_list_init (RabtaExchangeList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->items = g_list_store_new (RABTA_TYPE_EXCHANGE_ITEM);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)))), factory));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), rabta_clamped_list_new (self->view), "lines");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

/**
 * rabta_exchange_list_new:
 * @label: what the list is called for people
 * @icon: of the page that is shown where it is empty
 * @empty_title: of that page
 * @empty_text: of that page
 *
 * Returns: (transfer floating): the list, empty
 */
GtkWidget *
rabta_exchange_list_new (const char *label,
                         const char *icon,
                         const char *empty_title,
                         const char *empty_text)
{
  RabtaExchangeList *self = g_object_new (RABTA_TYPE_EXCHANGE_LIST, NULL);
  GtkWidget *empty = adw_status_page_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), empty_title);
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), empty_text);
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");

  return GTK_WIDGET (self);
}

/**
 * rabta_exchange_list_show_files:
 * @lists: what was exchanged
 * @sent: whether to show what was sent, else what came in
 *
 * Shows files, the newest first, and before them which have not arrived.
 */
void
rabta_exchange_list_show_files (RabtaExchangeList        *self,
                                const RabtaExchangeLists *lists,
                                gboolean                  sent)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RABTA_IS_EXCHANGE_LIST (self));
  g_return_if_fail (lists != NULL);

  if (!sent)
    add_missing (items, lists);
  for (guint i = 0; i < lists->files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (lists->files, i);
      g_autofree char *copy = file->has_site ? rabta_exchange_dup_copy (lists->peers, file->site) : NULL;

      if (file->is_out == sent)
        g_ptr_array_add (items, rabta_exchange_item_new_file (file, copy));
    }
  set_items (self, items);
}

/**
 * rabta_exchange_list_show_to_mend:
 * @lists: what was exchanged
 *
 * Shows what the receipts of others say is to be mended.
 */
void
rabta_exchange_list_show_to_mend (RabtaExchangeList        *self,
                                  const RabtaExchangeLists *lists)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RABTA_IS_EXCHANGE_LIST (self));
  g_return_if_fail (lists != NULL);

  for (guint i = 0; i < lists->to_mend->len; i++)
    {
      const RabtaReceiptItem *item = g_ptr_array_index (lists->to_mend, i);
      g_autofree char *copy = rabta_exchange_dup_copy (lists->peers, item->site);

      g_ptr_array_add (items, rabta_exchange_item_new_to_mend (item, copy));
    }
  set_items (self, items);
}

/**
 * rabta_exchange_list_focus:
 *
 * Puts the focus into the list, where it has lines.
 */
void
rabta_exchange_list_focus (RabtaExchangeList *self)
{
  g_return_if_fail (RABTA_IS_EXCHANGE_LIST (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
