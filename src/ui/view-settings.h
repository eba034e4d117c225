/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the program remembers of views for the user at this computer: columns, orders, saved views.
 * A key file in the user's configuration folder, so that it needs no installed settings schema. */

GKeyFile *rabta_view_settings_get  (void);
gboolean  rabta_view_settings_save (GError **error);

G_END_DECLS
