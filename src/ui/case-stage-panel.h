/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaCaseStagePanel:
 *
 * The stage a case is in: what it asks for, its checklist, and the ways on. Its buttons activate the
 * actions "case.…" of the page.
 */
#define RABTA_TYPE_CASE_STAGE_PANEL (rabta_case_stage_panel_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCaseStagePanel, rabta_case_stage_panel, RABTA, CASE_STAGE_PANEL, AdwBin)

GtkWidget *rabta_case_stage_panel_new (RabtaCasebook       *casebook);
/* @items: of RabtaRecord, the checklist items of the case. */
void       rabta_case_stage_panel_set (RabtaCaseStagePanel *self,
                                       RabtaRecord         *case_,
                                       GPtrArray           *items);

G_END_DECLS
