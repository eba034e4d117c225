/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/decisions.h"
#include "ui/room.h"

G_BEGIN_DECLS

/* A conflict as an item of a list. */
#define RABTA_TYPE_CONFLICT_ITEM (rabta_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaConflictItem, rabta_conflict_item, RABTA, CONFLICT_ITEM, GObject)

RabtaConflictItem   *rabta_conflict_item_new          (RabtaConflict       *conflict); /* takes it */
const RabtaConflict *rabta_conflict_item_get_conflict (RabtaConflictItem   *self);
gboolean             rabta_conflict_item_equal        (RabtaConflictItem   *self,
                                                       const RabtaConflict *conflict);
/* For the conflict as it was looked at. */
RabtaDecision       *rabta_conflict_item_decide       (RabtaConflictItem   *self,
                                                       RabtaDecisionChoice  choice);

G_END_DECLS
