/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What belongs to a case, as groups of rows that follow the casebook. Their "add" buttons activate
 * "case.new-follow-up", "case.log-activity" and "case.new-outcome". */
GtkWidget *rabta_case_follow_ups_new (RabtaCasebook   *casebook,
                                      const RabtaUuid *case_);
GtkWidget *rabta_case_activities_new (RabtaCasebook   *casebook,
                                      const RabtaUuid *case_);
GtkWidget *rabta_case_outcomes_new   (RabtaCasebook   *casebook,
                                      const RabtaUuid *case_);

G_END_DECLS
