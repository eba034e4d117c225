/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-table.h"

G_BEGIN_DECLS

/**
 * RabtaFilterBar:
 *
 * Search as you type, filters chosen from a menu and shown as chips, saved views and the number of
 * records found. Signal "changed": rabta_filter_bar_make_query() gives another query.
 */
#define RABTA_TYPE_FILTER_BAR (rabta_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (RabtaFilterBar, rabta_filter_bar, RABTA, FILTER_BAR, GtkWidget)

/* @settings_name: under which saved views are kept for the user, or NULL for none. */
GtkWidget  *rabta_filter_bar_new               (RabtaCasebook    *casebook,
                                                RabtaKind         kind,
                                                const char       *settings_name);
/* Hands every query to @table, and follows its count and its "clear-filters". */
void        rabta_filter_bar_set_table         (RabtaFilterBar   *self,
                                                RabtaRecordTable *table);

/* What can be filtered by; the id of a filter is its field's name, "KIND.FIELD" for a linked one and
 * "REFERENCE.FIELD" for one of the target. @label NULL: the heading of the field. */
void        rabta_filter_bar_add_field         (RabtaFilterBar   *self,
                                                const char       *field);
void        rabta_filter_bar_add_linked        (RabtaFilterBar   *self,
                                                RabtaKind         kind,
                                                const char       *back,
                                                const char       *field,
                                                const char       *label);
void        rabta_filter_bar_add_target        (RabtaFilterBar   *self,
                                                const char       *reference,
                                                const char       *field,
                                                const char       *label);

/* The query before any filter, such as only open cases; copied for each query. */
void        rabta_filter_bar_set_base          (RabtaFilterBar   *self,
                                                RabtaQuery       *query);
RabtaQuery *rabta_filter_bar_make_query        (RabtaFilterBar   *self); /* transfer full */
gboolean    rabta_filter_bar_is_active         (RabtaFilterBar   *self);

void        rabta_filter_bar_set_search        (RabtaFilterBar   *self,
                                                const char       *text);
/* @value: canonical text, or NULL for "empty"; @title: for people, needed for references only. */
void        rabta_filter_bar_add_value         (RabtaFilterBar   *self,
                                                const char       *id,
                                                const char       *value,
                                                const char       *title);
void        rabta_filter_bar_remove_value      (RabtaFilterBar   *self,
                                                const char       *id,
                                                const char       *value);
gboolean    rabta_filter_bar_has_value         (RabtaFilterBar   *self,
                                                const char       *id,
                                                const char       *value);
void        rabta_filter_bar_clear             (RabtaFilterBar   *self);
void        rabta_filter_bar_focus_search      (RabtaFilterBar   *self);
/* Letters typed into @widget (the place) begin a search. */
void        rabta_filter_bar_capture_keys      (RabtaFilterBar   *self,
                                                GtkWidget        *widget);

G_END_DECLS
