/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaActivityDialog:
 *
 * Records what happened, and with it what is to happen next: an activity and a follow-up in one
 * step that is undone in one.
 */
#define RABTA_TYPE_ACTIVITY_DIALOG (rabta_activity_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaActivityDialog, rabta_activity_dialog, RABTA, ACTIVITY_DIALOG, AdwWindow)

/* Over the window of @parent; the ids may be NULL. */
void rabta_log_activity_dialog_present (GtkWidget       *parent,
                                        RabtaCasebook   *casebook,
                                        const RabtaUuid *enterprise,
                                        const RabtaUuid *case_);
/* The same with a record to begin from, or a loaded one to change. */
void rabta_activity_dialog_edit        (GtkWidget       *parent,
                                        RabtaCasebook   *casebook,
                                        RabtaRecord     *activity);

G_END_DECLS
