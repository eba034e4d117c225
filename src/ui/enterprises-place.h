/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rabta_enterprises_place_new (RabtaCasebook *casebook);

G_END_DECLS
