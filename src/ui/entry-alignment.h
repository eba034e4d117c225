/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rabta_entry_align         (GtkWidget *entry);
void rabta_entry_keep_at_start (GtkWidget *entry);

G_END_DECLS
