/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/rehearsal.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaDifferencePage:
 *
 * A page on which two states of the casebook are compared: figures, and the records that are new, changed or
 * withdrawn; before a file is made, what another copy will read in it. A figure opens the records that make
 * the difference, a record opens at the field. Signal "send": the file is to be made.
 */
#define RABTA_TYPE_DIFFERENCE_PAGE (rabta_difference_page_get_type ())
G_DECLARE_FINAL_TYPE (RabtaDifferencePage, rabta_difference_page, RABTA, DIFFERENCE_PAGE, GtkWidget)

GtkWidget *rabta_difference_page_new_rehearsal  (RabtaCasebook   *casebook,
                                                 const RabtaPeer *peer);
GtkWidget *rabta_difference_page_new_comparison (RabtaCasebook   *casebook,
                                                 gint64           before,
                                                 const char      *before_name,
                                                 gint64           after,
                                                 const char      *after_name);
/* Of a rehearsal: for whom. */
const guint8 *rabta_difference_page_get_site    (RabtaDifferencePage *self);

G_END_DECLS
