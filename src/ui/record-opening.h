/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rabta_record_opening_at_field (GtkWidget        *widget,
                                    RabtaCasebook    *casebook,
                                    RabtaKind         kind,
                                    const RabtaUuid  *id,
                                    const char       *field);
void rabta_record_opening_conflict (GtkWidget        *widget,
                                    RabtaCasebook    *casebook,
                                    RabtaKind         kind,
                                    const RabtaUuid  *id,
                                    const char       *field);

G_END_DECLS
