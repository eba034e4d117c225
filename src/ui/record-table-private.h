/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-selection.h"
#include "ui/record-table.h"
#include "ui/table-columns.h"

G_BEGIN_DECLS

#define RABTA_TABLE_PAGE_ROWS "rows"
#define RABTA_TABLE_PAGE_LOADING "loading"
#define RABTA_TABLE_PAGE_EMPTY "empty"
#define RABTA_TABLE_PAGE_NOTHING "nothing"
#define RABTA_TABLE_PAGE_ERROR "error"

/* What is said where there are no records at all; owned. */
typedef struct
{
  char *icon;
  char *title;
  char *description;
  char *button;
  char *action;
} RabtaTableEmpty;

struct _RabtaRecordTable
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *stack;
  GtkWidget *list_view;
  GtkWidget *selection_bar;
  GtkWidget *selection_label;
  GtkWidget *bulk_box;

  /* Owned */
  RabtaTableEmpty    empty;
  RabtaCasebook     *casebook;
  RabtaTableColumns *columns;
  RabtaQuery        *given;   /* as the place handed it in */
  gboolean          is_based;   /* what narrows the query is the place's, not the person's */
  RabtaRecordList   *list;
  RabtaRecordSelection *selection;
  RabtaKind          kind;
  guint              patience_id;
  guint              n_selected;
};

/* record-table.c */
void       rabta_record_table_apply_query   (RabtaRecordTable *self);
void       rabta_record_table_clear_filters (RabtaRecordTable *self);

/* record-table-pages.c */
void       rabta_record_table_show_page  (RabtaRecordTable *self,
                                          const char       *name);
void       rabta_record_table_show_error (RabtaRecordTable *self,
                                          const char       *error);
void       rabta_table_empty_clear       (RabtaTableEmpty  *empty);

/* record-table-selection.c */
GtkWidget *rabta_record_table_make_selection_bar (RabtaRecordTable *self);
void       rabta_record_table_update_selection   (RabtaRecordTable *self);

G_END_DECLS
