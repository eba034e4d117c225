/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaTodayPlace:
 *
 * What must be done now: everything overdue, due today, due within a week. Property "n-overdue".
 */
#define RABTA_TYPE_TODAY_PLACE (rabta_today_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTodayPlace, rabta_today_place, RABTA, TODAY_PLACE, GtkWidget)

GtkWidget  *rabta_today_place_new        (RabtaCasebook *casebook);
/* What the sidebar counts. */
RabtaQuery *rabta_today_place_overdue_follow_ups (void);
RabtaQuery *rabta_today_place_overdue_cases      (void);

G_END_DECLS
