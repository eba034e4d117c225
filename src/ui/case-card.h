/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCaseCard:
 *
 * A case on the board: enterprise, subject, how it stands to its time limit, priority. It can be
 * dragged; the content is the #RabtaRecord. Signal "dragging" (boolean: it begins or ends).
 */
#define RABTA_TYPE_CASE_CARD (rabta_case_card_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCaseCard, rabta_case_card, RABTA, CASE_CARD, GtkWidget)

GtkWidget   *rabta_case_card_new        (RabtaCasebook *casebook);
void         rabta_case_card_set_record (RabtaCaseCard *self,
                                         RabtaRecord   *record);
RabtaRecord *rabta_case_card_get_record (RabtaCaseCard *self);

G_END_DECLS
