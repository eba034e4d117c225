/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "programme/room.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean rabta_xml_guard_scan (const char  *xml,
                               gsize        length,
                               int         *line,
                               char       **problem);

G_END_DECLS
