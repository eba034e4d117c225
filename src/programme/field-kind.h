/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "base/field.h"
#include "programme/room.h"

G_BEGIN_DECLS

gboolean     rabta_field_kind_from_name   (const char     *name,
                                           RabtaFieldKind *kind);
gboolean     rabta_field_format_from_name (const char     *name,
                                           RabtaFormat    *format);
gboolean     rabta_privacy_from_name      (const char     *name,
                                           RabtaPrivacy   *privacy);
RabtaPrivacy rabta_privacy_of_kind        (RabtaFieldKind  kind,
                                           RabtaFormat     format);

G_END_DECLS
