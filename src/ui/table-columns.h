/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-table.h"

G_BEGIN_DECLS

/* Under this width a row is painted as a card, in pixels. */
#define RABTA_TABLE_CARD_WIDTH 600
/* Space at both ends of a row and between its columns, in pixels. */
#define RABTA_TABLE_MARGIN 12
/* Space at the end of a row, under the button that chooses columns, in pixels. */
#define RABTA_TABLE_MENU_WIDTH 32

/**
 * RabtaTableColumn:
 * @field: what it shows
 * @index: of the field in the kind's field table
 * @width: wanted width in pixels at normal text size; a weight when there is more or less room
 * @visible: whether it was chosen
 *
 * A column of a #RabtaRecordTable.
 */
typedef struct
{
  const RabtaField *field;
  guint             index;
  int               width;
  gboolean          visible;
} RabtaTableColumn;

/* Where a shown column lies in a row of a certain width. */
typedef struct
{
  RabtaTableColumn *column;
  int               x;
  int               width;
} RabtaTableSlot;

/**
 * RabtaTableColumns:
 *
 * The columns of a table in their order, shared by its heading and its rows. Signals: "changed"
 * (other columns or widths), "sort-changed".
 */
#define RABTA_TYPE_TABLE_COLUMNS (rabta_table_columns_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTableColumns, rabta_table_columns, RABTA, TABLE_COLUMNS, GObject)

RabtaTableColumns    *rabta_table_columns_new         (RabtaProgramme        *programme,
                                                       RabtaKind              kind,
                                                       const char * const    *defaults,
                                                       const char            *settings_name);
guint                 rabta_table_columns_get_n       (RabtaTableColumns     *self);
RabtaTableColumn     *rabta_table_columns_get         (RabtaTableColumns     *self,
                                                       guint                  position);
void                  rabta_table_columns_set_visible (RabtaTableColumns     *self,
                                                       RabtaTableColumn      *column,
                                                       gboolean               visible);
gboolean              rabta_table_columns_move        (RabtaTableColumns     *self,
                                                       RabtaTableColumn      *column,
                                                       int                    by);
void                  rabta_table_columns_resize      (RabtaTableColumns     *self,
                                                       int                    width,
                                                       guint                  slot,
                                                       int                    slot_width);
void                  rabta_table_columns_reset       (RabtaTableColumns     *self);
void                  rabta_table_columns_remember    (RabtaTableColumns     *self);
const RabtaTableSlot *rabta_table_columns_lay_out     (RabtaTableColumns     *self,
                                                       int                    width,
                                                       guint                 *n_slots);
gboolean              rabta_table_column_is_number    (const RabtaTableColumn *column);

/* The order; NULL is the kind's own. */
const char           *rabta_table_columns_get_sort    (RabtaTableColumns     *self,
                                                       gboolean              *descending);
void                  rabta_table_columns_set_sort    (RabtaTableColumns     *self,
                                                       const char            *field,
                                                       gboolean               descending);
const char           *rabta_table_columns_sort_key    (RabtaTableColumns     *self,
                                                       const RabtaTableColumn *column);

/* Painting. */
void                  rabta_table_columns_set_func    (RabtaTableColumns     *self,
                                                       RabtaCellFunc          func,
                                                       gpointer               user_data,
                                                       GDestroyNotify         destroy);
char                 *rabta_table_columns_dup_text    (RabtaTableColumns     *self,
                                                       RabtaRecord           *record,
                                                       const RabtaTableColumn *column,
                                                       RabtaCellTone         *tone);
void                  rabta_table_columns_set_context (RabtaTableColumns     *self,
                                                       GtkWidget             *widget);
/* @list is not kept alive; rabta_table_columns_hurry() asks it for what is painted as a placeholder. */
void                  rabta_table_columns_set_list    (RabtaTableColumns     *self,
                                                       RabtaRecordList       *list);
void                  rabta_table_columns_hurry       (RabtaTableColumns     *self,
                                                       RabtaRecord           *record);
PangoLayout          *rabta_table_columns_get_layout  (RabtaTableColumns     *self);
int                   rabta_table_columns_get_line    (RabtaTableColumns     *self);

G_END_DECLS
