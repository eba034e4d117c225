/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

void rabta_damage_watch (RabtaWindow *window);

G_END_DECLS
