/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/conflict-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaConflictPanel:
 *
 * One conflict: what was there before, what each side made of it, and the result, which may be edited.
 * Signal "decide": the person wants the result.
 */
#define RABTA_TYPE_CONFLICT_PANEL (rabta_conflict_panel_get_type ())
G_DECLARE_FINAL_TYPE (RabtaConflictPanel, rabta_conflict_panel, RABTA, CONFLICT_PANEL, GtkWidget)

GtkWidget     *rabta_conflict_panel_new          (RabtaCasebook       *casebook);
void           rabta_conflict_panel_set_item     (RabtaConflictPanel  *self,
                                                  RabtaConflictItem   *item);
/* 1 and on: a side; 0: what was there before. FALSE where there is none such. */
gboolean       rabta_conflict_panel_choose       (RabtaConflictPanel  *self,
                                                  guint                number);
gboolean       rabta_conflict_panel_edit         (RabtaConflictPanel  *self);
/* What is chosen; NULL with an error where what is typed is no value. */
RabtaDecision *rabta_conflict_panel_get_decision (RabtaConflictPanel  *self,
                                                  GError             **error);

G_END_DECLS
