/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* Folders for casebooks that are looked at once and then gone. */

char *rabta_scratch_new    (GError     **error);
void  rabta_scratch_remove (const char  *folder);

G_END_DECLS
