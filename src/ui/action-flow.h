/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rabta_action_flow_new    (guint      max_per_line);
void       rabta_action_flow_append (GtkWidget *flow,
                                     GtkWidget *button);

G_END_DECLS
