/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/record-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCellTone:
 *
 * How the text of a cell is painted.
 */
typedef enum
{
  RABTA_CELL_PLAIN,
  RABTA_CELL_DIM,
  RABTA_CELL_BADGE,   /* a small filled label that draws the eye */
  RABTA_CELL_SUCCESS,
  RABTA_CELL_WARNING,
  RABTA_CELL_ERROR,
} RabtaCellTone;

/* Text for people of a cell, or NULL for the usual one; may change @tone. Called while painting:
 * no database, no waiting. */
typedef char *(*RabtaCellFunc) (RabtaRecord      *record,
                                const RabtaField *field,
                                RabtaCellTone    *tone,
                                gpointer          user_data);

/**
 * RabtaRecordTable:
 *
 * The records of one kind that a query finds, as a table, under 600 px width as cards, at any
 * number of rows. Says by itself when it loads, is empty, finds nothing or fails. Signals:
 * "activate-record" (#RabtaRecord: a double click or Enter), "selection-changed", "clear-filters"
 * (the button of "No matches"). Without a handler of "activate-record" that returns TRUE, the
 * action win.open-record is activated with the pair (kind, id) of strings. Property "n-selected".
 */
#define RABTA_TYPE_RECORD_TABLE (rabta_record_table_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordTable, rabta_record_table, RABTA, RECORD_TABLE, GtkWidget)

/* @default_columns: names of fields, shown from the start; every other field that is not hidden can
 * be chosen. @settings_name: under which the choice is remembered for the user, or NULL. No rows
 * until rabta_record_table_set_query(). */
GtkWidget       *rabta_record_table_new             (RabtaCasebook       *casebook,
                                                     RabtaKind            kind,
                                                     const char * const  *default_columns,
                                                     const char          *settings_name);
/* The order that a person chose by the headings stays; without one that of @query holds. */
void             rabta_record_table_set_query       (RabtaRecordTable    *self,
                                                     RabtaQuery          *query);
/* Call before set_query: nothing but the place itself narrows it, so finding nothing is being empty. */
void             rabta_record_table_set_based       (RabtaRecordTable    *self,
                                                     gboolean             is_based);
RabtaRecordList *rabta_record_table_get_list        (RabtaRecordTable    *self);
void             rabta_record_table_set_sort        (RabtaRecordTable    *self,
                                                     const char          *field,
                                                     gboolean             descending);
void             rabta_record_table_set_cell_func   (RabtaRecordTable    *self,
                                                     RabtaCellFunc        func,
                                                     gpointer             user_data,
                                                     GDestroyNotify       destroy);
/* Shown when the query finds nothing and has no filters. @button and @action may be NULL. */
void             rabta_record_table_set_empty       (RabtaRecordTable    *self,
                                                     const char          *icon,
                                                     const char          *title,
                                                     const char          *description,
                                                     const char          *button,
                                                     const char          *action);

/* Selection. A selection may reach rows that were never fetched, hence the _async. */
guint            rabta_record_table_get_n_selected  (RabtaRecordTable    *self);
void             rabta_record_table_select_all      (RabtaRecordTable    *self);
void             rabta_record_table_unselect_all    (RabtaRecordTable    *self);
void             rabta_record_table_select          (RabtaRecordTable    *self,
                                                     guint                position);
/* Of RabtaUuid; only the rows that were fetched. */
GPtrArray       *rabta_record_table_get_selected    (RabtaRecordTable    *self);
/* Of RabtaRecord, copies of the caller's own. */
void             rabta_record_table_load_selected_async  (RabtaRecordTable     *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray       *rabta_record_table_load_selected_finish (RabtaRecordTable     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/* Widgets put into the bar that shows while rows are selected. */
void             rabta_record_table_add_bulk_action (RabtaRecordTable    *self,
                                                     GtkWidget           *widget);
void             rabta_record_table_grab_focus      (RabtaRecordTable    *self);
void             rabta_record_table_scroll_to       (RabtaRecordTable    *self,
                                                     guint                position);

G_END_DECLS
