/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rabta_help_window_present (GtkWindow *parent);

G_END_DECLS
