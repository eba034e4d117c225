/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GtkMultiSelection asks for every item that a change of the list adds, to find the selected ones
 * again: on a large register each keystroke of a search would make and throw away a hundred thousand
 * records. The list knows the numbers of its records without making them, and that is enough. */

#include "ui/record-selection.h"

/* So many records of the answer to a new question are told first, the others right after them:
 * GtkListView looks through all that a change adds for the rows that it removes. */
#define FIRST 256

struct _RabtaRecordSelection
{
  GObject          parent;

  RabtaRecordList *list;
  GtkBitset       *selected;
  GArray          *numbers; /* of the records, as the list was before it changes */
  guint            hidden;  /* where the list has records that were not told yet */
  guint            n_hidden;
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaRecordSelection, rabta_record_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_iface_init))

/* The numbers of the selected records in a stretch of the old list. */
static GHashTable *
take_selected (RabtaRecordSelection *self,
               guint                 position,
               guint                 n)
{
  GHashTable *chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GtkBitsetIter iter;
  guint i;

  for (gboolean more = gtk_bitset_iter_init_at (&iter, self->selected, position, &i);
       more && i < position + n; more = gtk_bitset_iter_next (&iter, &i))
    g_hash_table_add (chosen, g_memdup2 (&g_array_index (self->numbers, gint64, i), sizeof (gint64)));

  return chosen;
}

static void
change (RabtaRecordSelection *self,
        GHashTable           *chosen,
        guint                 position,
        guint                 removed,
        guint                 added)
{
  gtk_bitset_splice (self->selected, position, removed, added);
  for (guint i = position; chosen != NULL && g_hash_table_size (chosen) > 0 && i < position + added; i++)
    if (g_hash_table_remove (chosen, &g_array_index (self->numbers, gint64, i)))
      gtk_bitset_add (self->selected, i);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
list_changed_cb (RabtaRecordList      *list,
                 guint                 position,
                 guint                 removed,
                 guint                 added,
                 RabtaRecordSelection *self)
{
  g_autoptr (GHashTable) chosen = NULL;

  if (removed > 0 && added > 0 && !gtk_bitset_is_empty (self->selected))
    chosen = take_selected (self, position, removed);
  g_array_unref (self->numbers);
  self->numbers = rabta_record_list_ref_numbers (self->list);

  if (rabta_record_list_is_loading (list) && removed > 0 && added > FIRST)
    {
      self->hidden = position + FIRST;
      self->n_hidden = added - FIRST;
      change (self, chosen, position, removed, FIRST);
      self->n_hidden = removed = 0;
      added -= FIRST;
      position += FIRST;
    }
  change (self, chosen, position, removed, added);
}

static GType
rabta_record_selection_get_item_type (GListModel *model)
{
  return RABTA_TYPE_RECORD;
}

static guint
rabta_record_selection_get_n_items (GListModel *model)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (model);

  return g_list_model_get_n_items (G_LIST_MODEL (self->list)) - self->n_hidden;
}

static gpointer
rabta_record_selection_get_item (GListModel *model,
                                 guint       position)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (model);

  if (position >= self->hidden)
    position += self->n_hidden;

  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rabta_record_selection_get_item_type;
  iface->get_n_items = rabta_record_selection_get_n_items;
  iface->get_item = rabta_record_selection_get_item;
}

static gboolean
rabta_record_selection_is_selected (GtkSelectionModel *model,
                                    guint              position)
{
  return gtk_bitset_contains (RABTA_RECORD_SELECTION (model)->selected, position);
}

static GtkBitset *
rabta_record_selection_get_selection_in_range (GtkSelectionModel *model,
                                               guint              position,
                                               guint              n_items)
{
  return gtk_bitset_ref (RABTA_RECORD_SELECTION (model)->selected);
}

/* @mask says where the selection becomes that of @selected. */
static gboolean
rabta_record_selection_set_selection (GtkSelectionModel *model,
                                      GtkBitset         *selected,
                                      GtkBitset         *mask)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->selected);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  if (n < G_MAXUINT)
    gtk_bitset_remove_range_closed (changes, n, G_MAXUINT);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  gtk_bitset_difference (self->selected, changes);
  gtk_selection_model_selection_changed (model, gtk_bitset_get_minimum (changes),
                                         gtk_bitset_get_maximum (changes) - gtk_bitset_get_minimum (changes) + 1);
  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = rabta_record_selection_is_selected;
  iface->get_selection_in_range = rabta_record_selection_get_selection_in_range;
  iface->set_selection = rabta_record_selection_set_selection;
}

static void
rabta_record_selection_dispose (GObject *object)
{
  g_clear_object (&RABTA_RECORD_SELECTION (object)->list);

  G_OBJECT_CLASS (rabta_record_selection_parent_class)->dispose (object);
}

static void
rabta_record_selection_finalize (GObject *object)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (object);

  gtk_bitset_unref (self->selected);
  g_array_unref (self->numbers);

  G_OBJECT_CLASS (rabta_record_selection_parent_class)->finalize (object);
}

static void
rabta_record_selection_class_init (RabtaRecordSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rabta_record_selection_dispose;
  object_class->finalize = rabta_record_selection_finalize;
}

static void
rabta_record_selection_init (RabtaRecordSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

/**
 * rabta_record_selection_new:
 * @list: what can be selected from
 *
 * Returns: (transfer full): a selection of nothing
 */
RabtaRecordSelection *
rabta_record_selection_new (RabtaRecordList *list)
{
  RabtaRecordSelection *self;

  g_return_val_if_fail (RABTA_IS_RECORD_LIST (list), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_SELECTION, NULL);
  self->list = g_object_ref (list);
  self->numbers = rabta_record_list_ref_numbers (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, 0);

  return self;
}
