/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/conflict-list.h"

#include "base/text.h"
#include "ui/conflict-item.h"

/* So many are read at a time. */
#define PAGE 200

struct _RabtaConflictList
{
  GObject        parent;

  RabtaCasebook *casebook;
  GListStore    *store;
  GCancellable  *cancellable;
  char          *error;
  gint64         total;
  guint          wanted; /* so many at most; 0: all */
  gboolean       is_loaded;
};

G_DEFINE_FINAL_TYPE (RabtaConflictList, rabta_conflict_list, G_TYPE_OBJECT)

static guint read_signal;

static RabtaConflictItem *
get_item (RabtaConflictList *self,
          guint              position)
{
  g_autoptr (RabtaConflictItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return item; /* the store holds it */
}

/* Puts @conflicts in the place of what was there, leaving alone what is the same at either end. */
static void
take (RabtaConflictList *self,
      GPtrArray         *conflicts)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint first = 0, last = 0, n_new;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (first < n_old && first < conflicts->len &&
         rabta_conflict_item_equal (get_item (self, first), g_ptr_array_index (conflicts, first)))
    first++;
  while (last < n_old - first && last < conflicts->len - first &&
         rabta_conflict_item_equal (get_item (self, n_old - last - 1),
                                    g_ptr_array_index (conflicts, conflicts->len - last - 1)))
    last++;
  n_new = conflicts->len - first - last;
  for (guint i = 0; i < n_new; i++)
    g_ptr_array_add (items, rabta_conflict_item_new (g_ptr_array_steal_index (conflicts, first)));
  if (n_new > 0 || n_old > first + last)
    g_list_store_splice (self->store, first, n_old - first - last, items->pdata, n_new);
}

static void
tell (RabtaConflictList *self,
      const GError      *error)
{
  rabta_set_str (&self->error, error != NULL ? error->message : NULL);
  self->is_loaded = TRUE;
  g_signal_emit (self, read_signal, 0);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaConflictList) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 total = rabta_casebook_count_conflicts_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    self->total = total;
  tell (self, error);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaConflictList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (conflicts == NULL)
    {
      tell (self, error);
      return;
    }
  take (self, conflicts);
  rabta_casebook_count_conflicts_async (self->casebook, self->cancellable, counted_cb, g_object_ref (self));
}

static void
changed_cb (RabtaConflictList *self)
{
  rabta_conflict_list_refresh (self);
}

static void
rabta_conflict_list_dispose (GObject *object)
{
  RabtaConflictList *self = RABTA_CONFLICT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_conflict_list_parent_class)->dispose (object);
}

static void
rabta_conflict_list_finalize (GObject *object)
{
  g_free (RABTA_CONFLICT_LIST (object)->error);

  G_OBJECT_CLASS (rabta_conflict_list_parent_class)->finalize (object);
}

static void
rabta_conflict_list_class_init (RabtaConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_conflict_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_conflict_list_finalize;

  read_signal = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rabta_conflict_list_init (RabtaConflictList *self)
{
  self->store = g_list_store_new (RABTA_TYPE_CONFLICT_ITEM);
  self->wanted = PAGE;
}

/**
 * rabta_conflict_list_new:
 * @casebook: whose conflicts
 *
 * Returns: (transfer full): the list, which begins to read
 */
RabtaConflictList *
rabta_conflict_list_new (RabtaCasebook *casebook)
{
  RabtaConflictList *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CONFLICT_LIST, NULL);
  self->casebook = g_object_ref (casebook);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  rabta_conflict_list_refresh (self);

  return self;
}

GListModel *
rabta_conflict_list_get_model (RabtaConflictList *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_LIST (self), NULL);

  return G_LIST_MODEL (self->store);
}

gint64
rabta_conflict_list_get_total (RabtaConflictList *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_LIST (self), 0);

  return self->total;
}

gboolean
rabta_conflict_list_is_loading (RabtaConflictList *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_LIST (self), FALSE);

  return !self->is_loaded;
}

/**
 * rabta_conflict_list_get_error:
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const char *
rabta_conflict_list_get_error (RabtaConflictList *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_LIST (self), NULL);

  return self->error;
}

/**
 * rabta_conflict_list_refresh:
 *
 * Reads again what has been read. A reading under way is given up.
 */
void
rabta_conflict_list_refresh (RabtaConflictList *self)
{
  RabtaConflictFilter filter = RABTA_CONFLICT_FILTER_ALL;

  g_return_if_fail (RABTA_IS_CONFLICT_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  filter.limit = self->wanted;
  rabta_casebook_list_conflicts_async (self->casebook, &filter, self->cancellable, listed_cb, g_object_ref (self));
}

/**
 * rabta_conflict_list_read_on:
 *
 * Reads the next page, where there is one.
 */
void
rabta_conflict_list_read_on (RabtaConflictList *self)
{
  guint n = g_list_model_get_n_items (rabta_conflict_list_get_model (self));

  g_return_if_fail (RABTA_IS_CONFLICT_LIST (self));

  if (self->wanted == 0 || n < self->wanted || n >= self->total)
    return;
  self->wanted += PAGE;
  rabta_conflict_list_refresh (self);
}

/**
 * rabta_conflict_list_read_all:
 *
 * Reads all there are.
 */
void
rabta_conflict_list_read_all (RabtaConflictList *self)
{
  g_return_if_fail (RABTA_IS_CONFLICT_LIST (self));

  if (self->wanted == 0)
    return;
  self->wanted = 0;
  rabta_conflict_list_refresh (self);
}
