/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "ui/place.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaWindow:
 *
 * The window everything lives in: places at the start side, the place or the record's page shown at
 * the end side. Property "casebook" (NULL while one is being opened).
 *
 * Actions for any widget inside it (gtk_widget_activate_action()):
 * - "win.place" (s): shows a place: "today", "enterprises", "cases", "partners", "events",
 *   "exchange", "conflicts"
 * - "win.conflicts" (s): id of a record, or ID.FIELD: shows where what copies said of it is decided
 * - "win.open-record" ((ss)): kind name, id: shows the record's page, or its editor where it has none
 * - "win.edit-record" ((ss)): kind name, id: edits it
 * - "win.new-record" (s): kind name
 * - "win.new-record-for" ((ssss)): kind name, reference field, id it refers to, and "" or a second
 *   reference as FIELD=ID
 * - "win.back", "win.undo", "win.redo", "win.search", "win.new", "win.edit", "win.goto",
 *   "win.log-activity", "win.import", "win.export", "win.validate", "win.backup",
 *   "win.show-help-overlay", "win.help"
 */
#define RABTA_TYPE_WINDOW (rabta_window_get_type ())
G_DECLARE_FINAL_TYPE (RabtaWindow, rabta_window, RABTA, WINDOW, AdwApplicationWindow)

RabtaWindow   *rabta_window_new          (GtkApplication  *application);
RabtaCasebook *rabta_window_get_casebook (RabtaWindow     *self);
void           rabta_window_set_casebook (RabtaWindow     *self,
                                          RabtaCasebook   *casebook);
const char    *rabta_window_get_place    (RabtaWindow     *self);
void           rabta_window_show_place   (RabtaWindow     *self,
                                          const char      *name);
void           rabta_window_push_page    (RabtaWindow     *self,
                                          GtkWidget       *page);
gboolean       rabta_window_pop_page     (RabtaWindow     *self);
/* The place or page that is shown, or NULL. */
RabtaPlace    *rabta_window_get_content  (RabtaWindow     *self);
void           rabta_window_update_notice (RabtaWindow    *self);

/* For any widget inside a window, or a dialog transient for it. @action_label and @detailed_action
 * ("win.undo", "win.open-record::…") may be NULL. */
void           rabta_window_add_toast    (GtkWidget       *descendant,
                                          const char      *text,
                                          const char      *action_label,
                                          const char      *detailed_action);
void           rabta_window_show_error   (GtkWidget       *descendant,
                                          const char      *heading,
                                          const GError    *error);

G_END_DECLS
