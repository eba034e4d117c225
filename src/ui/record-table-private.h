/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-selection.h"
#include "ui/record-table.h"
#include "ui/table-columns.h"

G_BEGIN_DECLS

struct _RabtaRecordTable
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *stack;
  GtkWidget *list_view;
  GtkWidget *empty_page;
  GtkWidget *empty_button;
  GtkWidget *error_page;
  GtkWidget *selection_bar;
  GtkWidget *selection_label;
  GtkWidget *bulk_box;

  /* Owned */
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

/* record-table-selection.c */
GtkWidget *rabta_record_table_make_selection_bar (RabtaRecordTable *self);
void       rabta_record_table_update_selection   (RabtaRecordTable *self);

G_END_DECLS
