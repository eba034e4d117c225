/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCaseBoard:
 *
 * One column per stage of a track; cards are dragged, moved with Ctrl+Shift+Left and Right or sent
 * from a menu (m). Under 600 px one column at a time. Property "track": a code.
 */
#define RABTA_TYPE_CASE_BOARD (rabta_case_board_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCaseBoard, rabta_case_board, RABTA, CASE_BOARD, GtkWidget)

GtkWidget  *rabta_case_board_new        (RabtaCasebook  *casebook);
void        rabta_case_board_set_track  (RabtaCaseBoard *self,
                                         const char     *track);
const char *rabta_case_board_get_track  (RabtaCaseBoard *self);
/* Narrows every column; @filter is kept. */
void        rabta_case_board_set_filter (RabtaCaseBoard *self,
                                         RabtaQuery     *filter);
/* The case that has the focus, or NULL. */
RabtaRecord *rabta_case_board_get_selected (RabtaCaseBoard *self);
void        rabta_case_board_grab_focus (RabtaCaseBoard *self);

G_END_DECLS
