/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/peers.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rabta_copy_handover_row_new (RabtaCasebook   *casebook,
                                        const RabtaPeer *peer);

G_END_DECLS
