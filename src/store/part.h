/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaPart:
 *
 * A file that has a name of its own until it is whole.
 */
typedef struct _RabtaPart RabtaPart;

RabtaPart  *rabta_part_new      (const char  *destination,
                                 gboolean     overwrite,
                                 const char  *action,
                                 GError     **error);
const char *rabta_part_get_path (RabtaPart   *self);
gboolean    rabta_part_move     (RabtaPart   *self,
                                 GError     **error);
void        rabta_part_free     (RabtaPart   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaPart, rabta_part_free)

G_END_DECLS
