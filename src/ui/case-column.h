/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record-list.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCaseColumn:
 *
 * The cases in one stage, at any number. Stages beside the path and those that end a case are
 * folded until asked for. Properties: "count", "expanded". Signals: "move" (#RabtaRecord, step: 1 or
 * -1), "dropped" (#RabtaRecord), "activate-case" (#RabtaRecord), "menu" (#RabtaRecord, #GtkWidget:
 * the card), "dragging" (#RabtaRecord or %NULL, boolean: it begins or ends).
 */
#define RABTA_TYPE_CASE_COLUMN (rabta_case_column_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCaseColumn, rabta_case_column, RABTA, CASE_COLUMN, GtkWidget)

GtkWidget   *rabta_case_column_new          (RabtaCasebook   *casebook,
                                             RabtaStage      *stage);
RabtaStage  *rabta_case_column_get_stage    (RabtaCaseColumn *self);
guint        rabta_case_column_get_count    (RabtaCaseColumn *self);
gboolean     rabta_case_column_is_expanded  (RabtaCaseColumn *self);
void         rabta_case_column_set_expanded (RabtaCaseColumn *self,
                                             gboolean         expanded);
/* Only what @filter finds; it is copied and narrowed to the stage. */
void         rabta_case_column_set_filter   (RabtaCaseColumn *self,
                                             RabtaQuery      *filter);
RabtaRecord *rabta_case_column_get_selected (RabtaCaseColumn *self);
/* Selects and focuses a case as soon as it is here; NULL: the first one. */
void         rabta_case_column_focus_case   (RabtaCaseColumn *self,
                                             const RabtaUuid *id);

G_END_DECLS
