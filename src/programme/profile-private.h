/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: how the reader makes profiles. Nobody changes them afterwards. */
#pragma once

#include "programme/attributes.h"
#include "programme/profile.h"

G_BEGIN_DECLS

RabtaProfile *rabta_profile_new_full      (void);
RabtaProfile *rabta_profile_new           (const RabtaAttributes  *attributes,
                                           char                  **problem);
gboolean      rabta_profile_add_exception (RabtaProfile           *self,
                                           const RabtaAttributes  *attributes,
                                           char                  **problem);

G_END_DECLS
