/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaDescribeFunc:
 * @item: an item of the list
 * @subtitle: (out) (nullable): a second, smaller line
 *
 * Returns: (transfer full) (nullable): what the row says; %NULL while it is not known yet
 */
typedef char *(*RabtaDescribeFunc) (GObject   *item,
                                    char     **subtitle,
                                    gpointer   user_data);
typedef gboolean (*RabtaMarkedFunc) (GObject  *item,
                                     gpointer  user_data);

/**
 * RabtaSearchList:
 *
 * A search entry over a list of two-line rows, worked with the mouse or from the entry alone: the
 * arrows choose, Enter picks. Who owns the model narrows it on "search". Signals: "search" (string)
 * and "picked" (#GObject).
 */
#define RABTA_TYPE_SEARCH_LIST (rabta_search_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaSearchList, rabta_search_list, RABTA, SEARCH_LIST, AdwBin)

GtkWidget  *rabta_search_list_new            (GListModel        *model,
                                              RabtaDescribeFunc  describe,
                                              gpointer           user_data);
void        rabta_search_list_set_model      (RabtaSearchList   *self,
                                              GListModel        *model);
/* Rows for which @func says so carry a check mark; ask again with _update_marks(). */
void        rabta_search_list_set_marked     (RabtaSearchList   *self,
                                              RabtaMarkedFunc    func,
                                              gpointer           user_data);
void        rabta_search_list_update_marks   (RabtaSearchList   *self);
void        rabta_search_list_set_searchable (RabtaSearchList   *self,
                                              gboolean           searchable);
gboolean    rabta_search_list_get_searchable (RabtaSearchList *self);
void        rabta_search_list_set_name       (RabtaSearchList   *self,
                                              const char        *name);
void        rabta_search_list_set_search     (RabtaSearchList   *self,
                                              const char        *text);
const char *rabta_search_list_get_search     (RabtaSearchList   *self);
void        rabta_search_list_type           (RabtaSearchList   *self,
                                              const char        *text);
void        rabta_search_list_add_footer     (RabtaSearchList   *self,
                                              GtkWidget         *widget);
void        rabta_search_list_focus          (RabtaSearchList   *self);
/* As by Enter: the chosen row, which is the first after a search. */
gboolean    rabta_search_list_pick           (RabtaSearchList   *self);

G_END_DECLS
