/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/table-columns.h"

G_BEGIN_DECLS

struct _RabtaTableColumns
{
  GObject parent;

  const RabtaKindInfo *info;
  char                *settings_name;
  char               **defaults;
  RabtaProgramme      *programme;

  GPtrArray           *columns; /* of RabtaTableColumn, in their order */
  GArray              *slots;   /* of RabtaTableSlot for @slots_width */
  int                  slots_width;
  const char          *sort;    /* name of a field table, hence static */
  gboolean             descending;

  RabtaCellFunc        func;
  gpointer             func_data;
  GDestroyNotify       func_destroy;

  RabtaRecordList     *list;    /* weak */
  GtkWidget           *widget;  /* unowned: the table that owns this */
  PangoLayout         *layout;
  guint                serial;
  int                  line;
};

/* table-cells.c */
void rabta_table_columns_drop_func (RabtaTableColumns *self);

G_END_DECLS
