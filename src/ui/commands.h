/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "ui/window.h"

G_BEGIN_DECLS

/**
 * RabtaUiCommand:
 * @label: what people read
 * @icon: icon name
 * @action: detailed name of the action, "win.place::today"
 *
 * Something that can be done from the window now.
 */
typedef struct
{
  char       *label;
  const char *icon;
  char       *action;
} RabtaUiCommand;

GPtrArray *rabta_ui_commands_list (RabtaWindow *window,
                                   const char  *text);

G_END_DECLS
