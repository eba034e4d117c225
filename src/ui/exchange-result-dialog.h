/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/exchange-tasks.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rabta_exchange_result_present (GtkWidget *parent,
                                    GPtrArray *received);

G_END_DECLS
