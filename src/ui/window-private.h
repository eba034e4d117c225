/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/sidebar.h"
#include "ui/window.h"

G_BEGIN_DECLS

/* The window is cut by concern: window.c holds the frame and the pages, window-actions.c what can
 * be done from it, window-records.c opening and beginning records, window-undo.c taking back,
 * window-messages.c what it says. */

struct _RabtaWindow
{
  AdwApplicationWindow  parent_instance;

  /* template widgets */
  AdwToastOverlay      *toasts;
  AdwFlap              *flap;
  AdwWindowTitle       *casebook_title;
  RabtaSidebar         *sidebar;
  AdwWindowTitle       *title;
  GtkWidget            *undo_button;
  GtkWidget            *redo_button;
  GtkWidget            *flap_button;
  GtkWidget            *back_button;
  GtkWidget            *new_button;
  GtkWidget            *search_button;
  AdwBin               *header_slot;
  GtkRevealer          *notice;
  GtkLabel             *notice_label;
  GtkStack             *stack;
  AdwBin               *opening;

  /* owned */
  RabtaCasebook        *casebook;
  GSignalGroup         *casebook_signals;
  GSignalGroup         *content_signals;
  GCancellable         *cancellable; /* of what was asked of the present casebook */
  GPtrArray            *pages;       /* pushed over the place, the shown one last */
  GPtrArray            *leaving;     /* popped, gone when the transition ends */
  AdwToast             *toast;       /* the one that is shown; or NULL */
  char                 *place;
  guint                 n_pushed;
};

void     rabta_window_class_install_actions (GtkWidgetClass     *widget_class);
void     rabta_window_update_actions        (RabtaWindow        *self);
void     rabta_window_update_undo           (RabtaWindow        *self);
void     rabta_window_undo                  (RabtaWindow        *self);
void     rabta_window_redo                  (RabtaWindow        *self);
void     rabta_window_open_record           (RabtaWindow        *self,
                                             RabtaKind           kind,
                                             const RabtaUuid    *id);
void     rabta_window_edit_record           (RabtaWindow        *self,
                                             RabtaKind           kind,
                                             const RabtaUuid    *id);
gboolean rabta_window_new_record            (RabtaWindow        *self,
                                             RabtaKind           kind,
                                             const char * const *references);

G_END_DECLS
