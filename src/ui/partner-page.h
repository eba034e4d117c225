/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rabta_partner_page_new (RabtaCasebook   *casebook,
                                   const RabtaUuid *id);
GtkWidget *rabta_event_page_new   (RabtaCasebook   *casebook,
                                   const RabtaUuid *id);

G_END_DECLS
