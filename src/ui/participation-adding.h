/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks who took part in an event – several enterprises, or several partners – and as what, and adds
 * them in one action; who takes part in that role already is left out. */
void rabta_participation_adding_present (GtkWidget       *parent,
                                         RabtaCasebook   *casebook,
                                         const RabtaUuid *event,
                                         RabtaKind        kind);

G_END_DECLS
