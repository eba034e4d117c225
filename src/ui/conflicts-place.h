/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/place.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaConflictsPlace:
 *
 * What copies of the casebook said differently, and the deciding of it: a list at the start side, at the
 * end side the conflict that is selected, or what can be done with all that are. Action
 * "conflicts.show-record" (s): selects the first conflict of the record of that id, or with ID.FIELD
 * the one about that field.
 */
#define RABTA_TYPE_CONFLICTS_PLACE (rabta_conflicts_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaConflictsPlace, rabta_conflicts_place, RABTA, CONFLICTS_PLACE, GtkWidget)

GtkWidget *rabta_conflicts_place_new (RabtaCasebook *casebook);

G_END_DECLS
