/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "ui/window.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaGotoDialog:
 *
 * Anything by its name: records of every kind and what can be done, in one list.
 */
#define RABTA_TYPE_GOTO_DIALOG (rabta_goto_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaGotoDialog, rabta_goto_dialog, RABTA, GOTO_DIALOG, AdwWindow)

RabtaGotoDialog *rabta_goto_dialog_present (RabtaWindow *parent);

G_END_DECLS
