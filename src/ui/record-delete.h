/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Deletes records (RabtaRecord) at once and offers Undo in a toast; a failure is shown. */
void rabta_record_delete        (GtkWidget     *descendant,
                                 RabtaCasebook *casebook,
                                 GPtrArray     *records);
void rabta_record_delete_one    (GtkWidget     *descendant,
                                 RabtaCasebook *casebook,
                                 RabtaRecord   *record);
void rabta_record_delete_failed (GtkWidget     *descendant,
                                 const GError  *error);

G_END_DECLS
