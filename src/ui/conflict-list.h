/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaConflictList:
 *
 * The open conflicts as a list of #RabtaConflictItem, read page by page; it follows the casebook and
 * changes only where something changed. Signal "read" when a reading ended, well or not.
 */
#define RABTA_TYPE_CONFLICT_LIST (rabta_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaConflictList, rabta_conflict_list, RABTA, CONFLICT_LIST, GObject)

RabtaConflictList *rabta_conflict_list_new         (RabtaCasebook     *casebook);
GListModel        *rabta_conflict_list_get_model   (RabtaConflictList *self);
/* How many there are, read or not. */
gint64             rabta_conflict_list_get_total   (RabtaConflictList *self);
gboolean           rabta_conflict_list_is_loading  (RabtaConflictList *self); /* for the first time */
const char        *rabta_conflict_list_get_error   (RabtaConflictList *self);
void               rabta_conflict_list_refresh     (RabtaConflictList *self);
void               rabta_conflict_list_read_on     (RabtaConflictList *self);
void               rabta_conflict_list_read_all    (RabtaConflictList *self);

G_END_DECLS
