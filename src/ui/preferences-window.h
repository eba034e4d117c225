/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaPreferencesWindow:
 *
 * Appearance and money of this user; officer and holidays of the casebook.
 */
#define RABTA_TYPE_PREFERENCES_WINDOW (rabta_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (RabtaPreferencesWindow, rabta_preferences_window, RABTA, PREFERENCES_WINDOW, AdwPreferencesWindow)

void rabta_preferences_window_present (GtkWindow     *parent,
                                       RabtaCasebook *casebook);
/* At start-up: makes what was chosen hold. */
void rabta_preferences_apply          (void);

G_END_DECLS
