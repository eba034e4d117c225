/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/conflict-item.h"

struct _RabtaConflictItem
{
  GObject        parent;

  RabtaConflict *conflict;
};

G_DEFINE_FINAL_TYPE (RabtaConflictItem, rabta_conflict_item, G_TYPE_OBJECT)

static void
rabta_conflict_item_finalize (GObject *object)
{
  rabta_conflict_free (RABTA_CONFLICT_ITEM (object)->conflict);

  G_OBJECT_CLASS (rabta_conflict_item_parent_class)->finalize (object);
}

static void
rabta_conflict_item_class_init (RabtaConflictItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_conflict_item_finalize;
}

static void
rabta_conflict_item_init (RabtaConflictItem *self)
{
}

/**
 * rabta_conflict_item_new:
 * @conflict: (transfer full): a conflict
 *
 * Returns: (transfer full): the item
 */
RabtaConflictItem *
rabta_conflict_item_new (RabtaConflict *conflict)
{
  RabtaConflictItem *self;

  g_return_val_if_fail (conflict != NULL, NULL);

  self = g_object_new (RABTA_TYPE_CONFLICT_ITEM, NULL);
  self->conflict = conflict;

  return self;
}

/**
 * rabta_conflict_item_get_conflict:
 *
 * Returns: (transfer none): the conflict
 */
const RabtaConflict *
rabta_conflict_item_get_conflict (RabtaConflictItem *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_ITEM (self), NULL);

  return self->conflict;
}

/**
 * rabta_conflict_item_equal:
 * @self: an item
 * @conflict: a conflict that was read later
 *
 * Returns: whether it is still the same
 */
gboolean
rabta_conflict_item_equal (RabtaConflictItem   *self,
                           const RabtaConflict *conflict)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_ITEM (self) && conflict != NULL, FALSE);

  return rabta_uuid_equal (&self->conflict->record, &conflict->record) &&
         g_str_equal (self->conflict->field, conflict->field) && g_str_equal (self->conflict->heads, conflict->heads) &&
         g_strcmp0 (self->conflict->title, conflict->title) == 0;
}

/**
 * rabta_conflict_item_decide:
 *
 * Returns: (transfer full): a decision of the conflict as it was when it was read
 */
RabtaDecision *
rabta_conflict_item_decide (RabtaConflictItem   *self,
                            RabtaDecisionChoice  choice)
{
  RabtaDecision *decision;

  g_return_val_if_fail (RABTA_IS_CONFLICT_ITEM (self), NULL);

  decision = rabta_decision_new (self->conflict->kind, &self->conflict->record, self->conflict->field, choice);
  decision->heads = g_strdup (self->conflict->heads);

  return decision;
}
