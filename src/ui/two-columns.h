/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaTwoColumns:
 *
 * Two widgets beside each other where there is room, below each other where there is not.
 */
#define RABTA_TYPE_TWO_COLUMNS (rabta_two_columns_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTwoColumns, rabta_two_columns, RABTA, TWO_COLUMNS, GtkWidget)

GtkWidget *rabta_two_columns_new (GtkWidget *start,
                                  GtkWidget *end);

G_END_DECLS
