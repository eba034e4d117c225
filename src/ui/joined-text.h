/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <glib.h>

G_BEGIN_DECLS

void rabta_joined_text_append (GString    *text,
                               const char *part);

G_END_DECLS
