/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaSidebar:
 *
 * The list of places with the number of records that each holds. Choosing one activates "win.place".
 * Properties: "casebook", "place" (name of the place chosen).
 */
#define RABTA_TYPE_SIDEBAR (rabta_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (RabtaSidebar, rabta_sidebar, RABTA, SIDEBAR, GtkWidget)

void rabta_sidebar_set_casebook (RabtaSidebar  *self,
                                 RabtaCasebook *casebook);
void rabta_sidebar_set_place    (RabtaSidebar  *self,
                                 const char    *name);

G_END_DECLS
