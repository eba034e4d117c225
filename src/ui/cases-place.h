/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"
#include "ui/case-board.h"
#include "ui/filter-bar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCasesPlace:
 *
 * All cases as a table or, of one track, as a board; both show what the filters find. Property
 * "view": "table" or "board".
 */
#define RABTA_TYPE_CASES_PLACE (rabta_cases_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCasesPlace, rabta_cases_place, RABTA, CASES_PLACE, GtkWidget)

GtkWidget        *rabta_cases_place_new       (RabtaCasebook   *casebook);
void              rabta_cases_place_set_view  (RabtaCasesPlace *self,
                                               const char      *view);
const char       *rabta_cases_place_get_view  (RabtaCasesPlace *self);
RabtaCaseBoard   *rabta_cases_place_get_board (RabtaCasesPlace *self);
RabtaRecordTable *rabta_cases_place_get_table (RabtaCasesPlace *self);

G_END_DECLS
