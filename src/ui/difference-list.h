/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/difference-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaDifferenceList:
 *
 * Lines of a comparison. Signal "activated" (#RabtaDifferenceItem): a figure or a record is to be opened.
 */
#define RABTA_TYPE_DIFFERENCE_LIST (rabta_difference_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaDifferenceList, rabta_difference_list, RABTA, DIFFERENCE_LIST, GtkWidget)

void rabta_difference_list_set_items (RabtaDifferenceList *self,
                                      const char          *label,
                                      GPtrArray           *items);
void rabta_difference_list_focus     (RabtaDifferenceList *self);

G_END_DECLS
