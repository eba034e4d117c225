/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/today-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaTodayRow:
 *
 * One thing to do, or the heading over several. Actions: "row.done", "row.postpone", "row.log",
 * "row.open". Signal "completed" (#RabtaRecord): a follow-up is being marked done.
 */
#define RABTA_TYPE_TODAY_ROW (rabta_today_row_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTodayRow, rabta_today_row, RABTA, TODAY_ROW, GtkWidget)

GtkWidget      *rabta_today_row_new      (RabtaCasebook  *casebook);
void            rabta_today_row_set_item (RabtaTodayRow  *self,
                                          RabtaTodayItem *item);
RabtaTodayItem *rabta_today_row_get_item (RabtaTodayRow  *self);

G_END_DECLS
