/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list of texts in the middle of its page, as wide as people like to read. */

GtkWidget *rabta_clamped_list_new        (GtkListView *view);
GtkLabel  *rabta_clamped_list_add_label  (GtkWidget   *box,
                                          const char  *style);

G_END_DECLS
