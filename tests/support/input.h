/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A keyboard and a mouse for tests: events go through the X server to whatever has the focus or lies
 * under the pointer, as those of a person do. Each call returns when the program has handled what it
 * caused at once; what takes longer is waited for with rabta_test_wait(). Only after
 * rabta_test_ui_init(). */

/* Whether there is an X server that takes such events. */
gboolean rabta_input_is_possible (void);

/* One key with what is held down meanwhile: Ctrl, Shift, Alt. */
void     rabta_input_key         (GdkModifierType  state,
                                  guint            keyval);
/* Letters that the keyboard of the server has. */
void     rabta_input_type        (const char      *text);

/* In the middle of @widget, which must be in a window that is shown. */
void     rabta_input_point       (GtkWidget       *widget);
void     rabta_input_press       (guint            button);
void     rabta_input_release     (guint            button);
void     rabta_input_click       (GtkWidget       *widget,
                                  guint            button);
/* From the middle of one widget to that of another with the button held; it is not let go of. */
void     rabta_input_drag        (GtkWidget       *from,
                                  GtkWidget       *to);

G_END_DECLS
