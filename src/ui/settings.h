/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the program remembers of this user on this computer: GSettings where the schema
 * org.smeda.Rabta is installed and knows the key, a key file in the user's configuration folder
 * elsewhere, so that the binary runs out of its build folder. Keys: window-width, window-height,
 * window-maximized, place, casebook, color-scheme ("system", "light", "dark"), money-style
 * ("grouped", "millions"), and those of the tables. */

int      rabta_settings_get_int     (const char *key,
                                     int         fallback);
void     rabta_settings_set_int     (const char *key,
                                     int         value);
gboolean rabta_settings_get_boolean (const char *key,
                                     gboolean    fallback);
void     rabta_settings_set_boolean (const char *key,
                                     gboolean    value);
char    *rabta_settings_get_string  (const char *key,
                                     const char *fallback);
void     rabta_settings_set_string  (const char *key,
                                     const char *value);

G_END_DECLS
