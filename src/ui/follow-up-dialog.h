/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sets a follow-up, due in a working week unless something else is chosen; the ids may be NULL. */
void        rabta_follow_up_dialog_present (GtkWidget       *parent,
                                            RabtaCasebook   *casebook,
                                            const RabtaUuid *enterprise,
                                            const RabtaUuid *case_);
/* Marks follow-ups done today, or open again; a toast offers to undo it. */
void        rabta_follow_up_set_done       (GtkWidget       *parent,
                                            RabtaCasebook   *casebook,
                                            RabtaRecord     *follow_up,
                                            gboolean         done);
/* Another day; @due is an ISO date. */
void        rabta_follow_up_postpone       (GtkWidget       *parent,
                                            RabtaCasebook   *casebook,
                                            RabtaRecord     *follow_up,
                                            const char      *due);

typedef void (*RabtaPostponeFunc) (const char *due,
                                   gpointer    user_data);

/* A popover of days to postpone to, with a calendar. */
GtkWidget  *rabta_postpone_popover_new     (RabtaCasebook     *casebook,
                                            RabtaPostponeFunc  func,
                                            gpointer           user_data,
                                            GDestroyNotify     destroy);

G_END_DECLS
