/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/exchange-tasks.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rabta_exchange_file_show (GtkWidget                *parent,
                               RabtaCasebook            *casebook,
                               const RabtaExchangeLists *lists,
                               gint64                    file);

G_END_DECLS
