/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaWelcomeWindow:
 *
 * What somebody without a casebook sees: make one, or open one. Signals "create" (office code,
 * officer's name) and "sample".
 */
#define RABTA_TYPE_WELCOME_WINDOW (rabta_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (RabtaWelcomeWindow, rabta_welcome_window, RABTA, WELCOME_WINDOW, AdwApplicationWindow)

RabtaWelcomeWindow *rabta_welcome_window_new (GtkApplication *application);

G_END_DECLS
