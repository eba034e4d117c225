/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "programme/programme.h"

G_BEGIN_DECLS

void rabta_export_profiles_print (RabtaProgramme *programme,
                                  gboolean        json);

G_END_DECLS
