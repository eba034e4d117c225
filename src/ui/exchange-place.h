/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaExchangePlace:
 *
 * The place "Exchange": what was sent, what came in, what is to be mended; a #RabtaPlace. Actions for
 * its header and itself: "exchange.send", "exchange.receive", "exchange.copies".
 */
#define RABTA_TYPE_EXCHANGE_PLACE (rabta_exchange_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaExchangePlace, rabta_exchange_place, RABTA, EXCHANGE_PLACE, GtkWidget)

GtkWidget *rabta_exchange_place_new (RabtaCasebook *casebook);

G_END_DECLS
