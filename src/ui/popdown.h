/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/search-list.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaPopdown:
 *
 * A button that says what is chosen and opens a #RabtaSearchList to choose from. Signals: "search"
 * (string), "picked" (#GObject, or NULL when the choice was taken back), "new-requested" (string).
 */
#define RABTA_TYPE_POPDOWN (rabta_popdown_get_type ())
G_DECLARE_FINAL_TYPE (RabtaPopdown, rabta_popdown, RABTA, POPDOWN, AdwBin)

GtkWidget       *rabta_popdown_new            (GListModel        *model,
                                               RabtaDescribeFunc  describe,
                                               gpointer           user_data);
void             rabta_popdown_set_text       (RabtaPopdown      *self,
                                               const char        *text);
void             rabta_popdown_set_name       (RabtaPopdown      *self,
                                               const char        *name);
void             rabta_popdown_set_searchable (RabtaPopdown      *self,
                                               gboolean           searchable);
void             rabta_popdown_set_clearable  (RabtaPopdown      *self,
                                               gboolean           clearable);
void             rabta_popdown_set_new_label  (RabtaPopdown      *self,
                                               const char        *label);
GtkWidget       *rabta_popdown_get_button     (RabtaPopdown      *self);
RabtaSearchList *rabta_popdown_get_list       (RabtaPopdown      *self);
void             rabta_popdown_open           (RabtaPopdown      *self);

G_END_DECLS
