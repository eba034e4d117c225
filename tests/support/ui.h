/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the tests of the interface share. Nothing sleeps: a test waits until something holds, and
 * fails when it does not hold in time. */

/* A fresh home: data, configuration and state in a temporary folder, GTK and libadwaita started.
 * Call first in main(); rabta_test_ui_run() removes the folder. */
void            rabta_test_ui_init            (int              *argc,
                                               char           ***argv);
int             rabta_test_ui_run             (void);
const char     *rabta_test_ui_folder          (void);
/* A fresh casebook of office RO-PB-LHR and an officer, in the temporary folder. */
RabtaCasebook  *rabta_test_ui_casebook        (void);
/* An application that runs without g_application_run(), for windows that need one. */
GtkApplication *rabta_test_ui_application     (void);

/* Waiting. */
typedef gboolean (*RabtaTestCondition) (gpointer user_data);

gboolean        rabta_test_wait_until         (RabtaTestCondition  condition,
                                               gpointer            user_data);
/* Spins the main loop until `condition`, a C expression, holds; fails the test after a bound. */
#define rabta_test_wait(condition)                                                        \
  G_STMT_START {                                                                          \
    gint64 wait_end_ = g_get_monotonic_time () + RABTA_TEST_PATIENCE;                     \
    while (!(condition) && g_get_monotonic_time () < wait_end_)                           \
      rabta_test_iterate ();                                                              \
    if (!(condition))                                                                     \
      g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC,                   \
                           "waited in vain for: " #condition);                            \
  } G_STMT_END
#define RABTA_TEST_PATIENCE (20 * G_TIME_SPAN_SECOND)
void            rabta_test_iterate            (void);
/* Until nothing is pending and the window has drawn what it has to draw. */
void            rabta_test_settle             (void);

/* Finding, in every visible window or below @root, in the order of the tree; only what a person
 * can see. A name is the accessible label, else the text on the widget; a role of
 * GTK_ACCESSIBLE_ROLE_NONE fits all. NULL where there is none. */
GtkWidget      *rabta_test_find               (GtkWidget          *root,
                                               GtkAccessibleRole   role,
                                               const char         *name);
/* The same, but waits for it and fails the test where it does not come. */
GtkWidget      *rabta_test_get                (GtkWidget          *root,
                                               GtkAccessibleRole   role,
                                               const char         *name);
GtkWidget      *rabta_test_find_type          (GtkWidget          *root,
                                               GType               type);
/* Whether a text is anywhere to be read below @root. */
gboolean        rabta_test_shows              (GtkWidget          *root,
                                               const char         *text);
/* The window that was presented last, of @type or of any with G_TYPE_INVALID. */
GtkWindow      *rabta_test_top_window         (GType               type);
char           *rabta_test_dup_name           (GtkWidget          *widget);
/* Prints the tree of names and roles: what a failing test wants to see. */
void            rabta_test_dump               (GtkWidget          *root);

/* Doing. */
void            rabta_test_click              (GtkWidget          *widget);
void            rabta_test_activate           (GtkWidget          *widget,
                                               const char         *action,
                                               const char         *format,
                                               ...);
void            rabta_test_type               (GtkWidget          *widget,
                                               const char         *text);
/* Answers the message dialog on top, by id of the response. */
void            rabta_test_respond            (const char         *response);
/* Resizes a window and waits until it has the size. */
void            rabta_test_resize             (GtkWindow          *window,
                                               int                 width,
                                               int                 height);
/* Into the folder of the environment variable RABTA_TEST_SHOTS; does nothing where it is not set. */
void            rabta_test_screenshot         (GtkWidget          *widget,
                                               const char         *name);

G_END_DECLS
