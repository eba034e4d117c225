/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For drop-downs that must fit a narrow window: shows a string property of each item, shortened
 * where there is no room for it. */
GtkListItemFactory *rabta_label_factory_new (const char *property);

G_END_DECLS
