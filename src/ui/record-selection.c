/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GtkMultiSelection asks for every item that a change of the list adds, to find the selected ones
 * again: on a large register each keystroke of a search would make and throw away a hundred thousand
 * records. The list knows the numbers of its records without making them, and that is enough.
 *
 * GtkListView in turn throws away the two hundred rows it keeps and makes new ones when it hears that
 * all items are others, which takes as long as painting the window. So its items are slots: the answer
 * to a new question goes into the slots there are, and the view hears only that there are more of them
 * or fewer. */

#include "ui/record-selection.h"

#include "ui/record-slot.h"

/* So many slots are told at once where there were fewer, the others when the first are painted: more
 * than a tall screen has rows. */
#define FIRST 64

struct _RabtaRecordSelection
{
  GObject          parent;

  RabtaRecordList *list;
  GtkBitset       *selected; /* of the whole list */
  GArray          *numbers;  /* of the records, as the list was before it changes */
  guint            n_told;   /* so many of them the view knows */
  guint            tell_source;
  GHashTable      *slots;    /* position → slot, not owned: whatever the view holds */
  GHashTable      *moving;   /* pk → slot, while the view is told that records moved */
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaRecordSelection, rabta_record_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_iface_init))

static void
slot_gone_cb (gpointer  data,
              GObject  *slot)
{
  RabtaRecordSelection *self = data;
  guint position = rabta_record_slot_get_position ((RabtaRecordSlot *) slot);

  g_hash_table_remove (self->slots, GUINT_TO_POINTER (position));
}

static void
put_slot (RabtaRecordSelection *self,
          RabtaRecordSlot      *slot,
          guint                 position)
{
  rabta_record_slot_set_position (slot, position);
  g_hash_table_insert (self->slots, GUINT_TO_POINTER (position), slot);
}

/* Once more, or for the first time: the slot is in no place now. */
static void
add_slot (RabtaRecordSelection *self,
          RabtaRecordSlot      *slot,
          guint                 position)
{
  g_object_weak_ref (G_OBJECT (slot), slot_gone_cb, self);
  put_slot (self, slot, position);
}

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

/* Tells the view of the slots it does not know yet. */
static void
tell_rest (RabtaRecordSelection *self)
{
  guint before = self->n_told;

  g_clear_handle_id (&self->tell_source, g_source_remove);
  self->n_told = self->numbers->len;
  if (self->n_told > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_told - before);
}

static gboolean
tell_rest_cb (gpointer data)
{
  RabtaRecordSelection *self = data;

  self->tell_source = 0;
  tell_rest (self);

  return G_SOURCE_REMOVE;
}

/* Puts other records into the slots from @position on. */
static void
refill (RabtaRecordSelection *self,
        guint                 position)
{
  guint before = self->n_told;
  guint n = self->numbers->len;
  guint common = MIN (before, n);
  GHashTableIter iter;
  gpointer key, slot;

  self->n_told = MIN (n, MAX (before, FIRST));
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &key, &slot))
    {
      guint i = GPOINTER_TO_UINT (key);

      if (i >= common)
        {
          g_object_weak_unref (slot, slot_gone_cb, self);
          g_hash_table_iter_remove (&iter);
        }
      else if (i >= position)
        {
          g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), i);

          rabta_record_slot_set_record (slot, record);
        }
    }

  if (before != self->n_told)
    g_list_model_items_changed (G_LIST_MODEL (self), common, before - common, self->n_told - common);
  if (self->n_told < n && self->tell_source == 0)
    self->tell_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, tell_rest_cb, self, NULL);
}

/* Tells the view which records came, went or moved; their slots go with them. @old is what the numbers
 * were before. */
static void
move (RabtaRecordSelection *self,
      GArray               *old,
      guint                 position,
      guint                 removed,
      guint                 added)
{
  g_autoptr (GHashTable) slots = g_steal_pointer (&self->slots);
  g_autoptr (GHashTable) moving = NULL;
  GHashTableIter iter;
  gpointer key, slot;

  self->slots = g_hash_table_new (NULL, NULL);
  moving = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, slots);
  while (g_hash_table_iter_next (&iter, &key, &slot))
    {
      guint i = GPOINTER_TO_UINT (key);

      if (i < position)
        put_slot (self, slot, i);
      else if (i >= position + removed)
        put_slot (self, slot, i - removed + added);
      else
        {
          g_object_weak_unref (slot, slot_gone_cb, self);
          g_hash_table_insert (moving, &g_array_index (old, gint64, i), g_object_ref (slot));
        }
    }

  self->n_told = self->numbers->len;
  self->moving = moving;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  self->moving = NULL;
}

static void
list_changed_cb (RabtaRecordList      *list,
                 guint                 position,
                 guint                 removed,
                 guint                 added,
                 RabtaRecordSelection *self)
{
  g_autoptr (GArray) old = self->numbers;
  g_autoptr (GHashTable) chosen = NULL;
  gboolean was_selected = !gtk_bitset_is_empty (self->selected);

  if (was_selected)
    chosen = take_selected (self, position, removed);
  self->numbers = rabta_record_list_ref_numbers (list);
  gtk_bitset_splice (self->selected, position, removed, added);
  for (guint i = position; was_selected && g_hash_table_size (chosen) > 0 && i < position + added; i++)
    if (g_hash_table_remove (chosen, &g_array_index (self->numbers, gint64, i)))
      gtk_bitset_add (self->selected, i);

  if (!rabta_record_list_is_loading (list) && self->n_told == old->len)
    {
      move (self, old, position, removed, added);
      return;
    }
  refill (self, position);
  if (was_selected && self->n_told > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_told);
}

static GType
rabta_record_selection_get_item_type (GListModel *model)
{
  return RABTA_TYPE_RECORD_SLOT;
}

static guint
rabta_record_selection_get_n_items (GListModel *model)
{
  return RABTA_RECORD_SELECTION (model)->n_told;
}

static RabtaRecordSlot *
make_slot (RabtaRecordSelection *self,
           guint                 position)
{
  RabtaRecordSlot *slot = NULL;
  g_autoptr (RabtaRecord) record = NULL;

  if (self->moving != NULL)
    slot = g_hash_table_lookup (self->moving, &g_array_index (self->numbers, gint64, position));
  if (slot != NULL)
    return g_object_ref (slot);
  record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  return rabta_record_slot_new (record);
}

static gpointer
rabta_record_selection_get_item (GListModel *model,
                                 guint       position)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (model);
  RabtaRecordSlot *slot;

  if (position >= self->n_told)
    return NULL;
  slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));
  if (slot != NULL)
    return g_object_ref (slot);

  slot = make_slot (self, position);
  add_slot (self, slot, position);

  return slot;
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

  tell_rest (self);
  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  if (self->n_told < G_MAXUINT)
    gtk_bitset_remove_range_closed (changes, self->n_told, G_MAXUINT);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  gtk_bitset_difference (self->selected, changes);
  gtk_selection_model_selection_changed (model, gtk_bitset_get_minimum (changes),
                                         gtk_bitset_get_maximum (changes) - gtk_bitset_get_minimum (changes) + 1);
  return TRUE;
}

static gboolean
rabta_record_selection_select_all (GtkSelectionModel *model)
{
  guint n = RABTA_RECORD_SELECTION (model)->numbers->len;
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);

  return rabta_record_selection_set_selection (model, all, all);
}

static gboolean
rabta_record_selection_unselect_all (GtkSelectionModel *model)
{
  guint n = RABTA_RECORD_SELECTION (model)->numbers->len;
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);
  g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();

  return rabta_record_selection_set_selection (model, none, all);
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = rabta_record_selection_is_selected;
  iface->get_selection_in_range = rabta_record_selection_get_selection_in_range;
  iface->set_selection = rabta_record_selection_set_selection;
  iface->select_all = rabta_record_selection_select_all;
  iface->unselect_all = rabta_record_selection_unselect_all;
}

static void
rabta_record_selection_dispose (GObject *object)
{
  RabtaRecordSelection *self = RABTA_RECORD_SELECTION (object);
  GHashTableIter iter;
  gpointer slot;

  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_object (&self->list);
  self->n_told = 0;
  if (self->slots != NULL)
    {
      g_hash_table_iter_init (&iter, self->slots);
      while (g_hash_table_iter_next (&iter, NULL, &slot))
        g_object_weak_unref (slot, slot_gone_cb, self);
      g_clear_pointer (&self->slots, g_hash_table_unref);
    }

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
  self->slots = g_hash_table_new (NULL, NULL);
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
  self->n_told = self->numbers->len;
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, 0);

  return self;
}

/**
 * rabta_record_selection_tell_all:
 * @self: a selection
 *
 * Makes the whole list items of the selection now. While the first part of a new answer is not painted
 * yet, the rest waits.
 */
void
rabta_record_selection_tell_all (RabtaRecordSelection *self)
{
  g_return_if_fail (RABTA_IS_RECORD_SELECTION (self));

  tell_rest (self);
}
