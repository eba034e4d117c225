/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/table-columns.h"

G_BEGIN_DECLS

/**
 * RabtaTableHeader:
 *
 * The headings over a table: click to sort, drag an edge to resize, a menu to choose columns. Of no
 * height where rows are cards.
 */
#define RABTA_TYPE_TABLE_HEADER (rabta_table_header_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTableHeader, rabta_table_header, RABTA, TABLE_HEADER, GtkWidget)

GtkWidget *rabta_table_header_new      (RabtaTableColumns *columns);
/* A menu button with which columns are shown, hidden and moved. */
GtkWidget *rabta_table_column_menu_new (RabtaTableColumns *columns);

G_END_DECLS
