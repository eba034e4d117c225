/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/filter-bar.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_FILTER_OWN,    /* a field of the kind itself */
  RABTA_FILTER_LINKED, /* a field of a record that refers to it */
  RABTA_FILTER_TARGET, /* a field of the record it refers to */
} RabtaFilterWhere;

/**
 * RabtaFilterValue:
 * @value: canonical text, or %NULL for "empty"
 * @title: for people
 */
typedef struct
{
  char *value;
  char *title;
} RabtaFilterValue;

/**
 * RabtaFilter:
 * @id: see rabta_filter_bar_add_field()
 * @label: for people
 * @where: where @field is
 * @field: what is compared
 * @kind: for a linked filter, the kind that refers to the records
 * @back: for a linked filter, its field that does; for a target, the reference
 * @values: (element-type RabtaFilterValue): chosen; any of them may hold
 *
 * One thing a list can be filtered by.
 */
typedef struct
{
  char             *id;
  char             *label;
  RabtaFilterWhere  where;
  const RabtaField *field;
  RabtaKind         kind;
  char             *back;
  GPtrArray        *values;
} RabtaFilter;

/* filter.c */
RabtaFilter   *rabta_filter_new              (char             *id,
                                              const RabtaField *field,
                                              const char       *label);
void           rabta_filter_free             (gpointer          data);
int            rabta_filter_find_value       (RabtaFilter      *self,
                                              const char       *value);
gboolean       rabta_filter_add_value        (RabtaFilter      *self,
                                              RabtaProgramme   *programme,
                                              const char       *value,
                                              const char       *title);
void           rabta_filter_apply            (RabtaFilter      *self,
                                              RabtaQuery       *query);

/* filter-bar.c */
RabtaCasebook *rabta_filter_bar_get_casebook (RabtaFilterBar *self);
GPtrArray     *rabta_filter_bar_get_filters  (RabtaFilterBar *self); /* of RabtaFilter; borrowed */
const char    *rabta_filter_bar_get_search   (RabtaFilterBar *self);
/* Many changes, one query. */
void           rabta_filter_bar_freeze       (RabtaFilterBar *self);
void           rabta_filter_bar_thaw         (RabtaFilterBar *self);

/* filter-chips.c */
gboolean       rabta_filter_chips_fill       (RabtaFilterBar *self,
                                              GtkBox         *chips);

/* filter-menu.c: the button that offers the filters. */
GtkWidget     *rabta_filter_menu_new         (RabtaFilterBar *bar);

/* saved-views.c: the button that keeps and recalls what the bar is set to. */
GtkWidget     *rabta_saved_views_new         (RabtaFilterBar *bar,
                                              const char     *settings_name);

G_END_DECLS
