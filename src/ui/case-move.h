/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Moving, pausing and closing cases, with the questions that go with it and a toast to undo it. */

void        rabta_case_move           (GtkWidget           *parent,
                                       RabtaCasebook       *casebook,
                                       RabtaRecord         *case_,
                                       const char          *stage,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean    rabta_case_move_finish    (GAsyncResult   *result);
gboolean    rabta_case_move_can       (RabtaProgramme *programme,
                                       RabtaRecord    *case_,
                                       const char     *stage);
/* Why rabta_case_move_can() says no, for people; NULL where it says yes. */
char       *rabta_case_move_refusal   (RabtaProgramme *programme,
                                       RabtaRecord    *case_,
                                       const char     *stage);
/* The stage one further or one back on the regular path; NULL at its end. */
RabtaStage *rabta_case_move_step      (RabtaProgramme *programme,
                                       RabtaRecord    *case_,
                                       int             step);
/* Stages the case may be moved to, each item with @action and the code as its target. */
GMenuModel *rabta_case_move_menu      (RabtaProgramme *programme,
                                       RabtaRecord    *case_,
                                       const char     *action);
void        rabta_case_pause          (GtkWidget      *parent,
                                       RabtaCasebook  *casebook,
                                       RabtaRecord    *case_);
void        rabta_case_resume         (GtkWidget      *parent,
                                       RabtaCasebook  *casebook,
                                       RabtaRecord    *case_);
void        rabta_case_close          (GtkWidget      *parent,
                                       RabtaCasebook  *casebook,
                                       RabtaRecord    *case_);
void        rabta_case_reopen         (GtkWidget      *parent,
                                       RabtaCasebook  *casebook,
                                       RabtaRecord    *case_);

G_END_DECLS
