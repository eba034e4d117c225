/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/list-place.h"

G_BEGIN_DECLS

GtkWidget *rabta_partners_place_new (RabtaCasebook *casebook);
GtkWidget *rabta_events_place_new   (RabtaCasebook *casebook);

G_END_DECLS
