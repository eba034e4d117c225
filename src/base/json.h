/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean rabta_json_is_object (const char *text,
                               gsize       length);

/* Writing JSON straight into a string, for the change log, where a tree of nodes for each of
 * 100,000 entries would cost more than the entry. Reading is json-glib's work. */

void rabta_json_append_string  (GString    *json,
                                const char *text);
void rabta_json_append_integer (GString    *json,
                                gint64      number);

G_END_DECLS
