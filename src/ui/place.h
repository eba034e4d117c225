/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaPlace:
 *
 * What the window shows in its content: a place of the sidebar or the page of a record. The window
 * owns the header bar and asks the place what belongs into it. Every vfunc but get_title may be
 * left out. Signal "place-changed": ask again; see rabta_place_changed().
 */
#define RABTA_TYPE_PLACE (rabta_place_get_type ())
G_DECLARE_INTERFACE (RabtaPlace, rabta_place, RABTA, PLACE, GtkWidget)

struct _RabtaPlaceInterface
{
  GTypeInterface parent_interface;

  /* Title and the smaller line below it (or NULL) of the header bar; transfer none. */
  const char *(*get_title)     (RabtaPlace *self);
  const char *(*get_subtitle)  (RabtaPlace *self);
  /* Ctrl+F and the search button of the header bar, which is shown where this is implemented. */
  void        (*focus_search)  (RabtaPlace *self);
  /* Ctrl+N and the "New" button, which is shown where this is implemented. */
  void        (*create_new)    (RabtaPlace *self);
  /* What the "New" button is called for people, such as "New enterprise"; transfer none. */
  const char *(*get_new_label) (RabtaPlace *self);
  /* Selected records as RabtaUuid, or NULL; transfer full. */
  GArray     *(*get_selection) (RabtaPlace *self);
  /* A widget of further buttons at the end of the header bar, or NULL; transfer none. */
  GtkWidget  *(*get_header)    (RabtaPlace *self);
  /* The record a page shows: what an activity is logged for and F2 edits. */
  gboolean    (*get_record)    (RabtaPlace *self,
                                RabtaKind  *kind,
                                RabtaUuid  *id);
  /* Escape and back: TRUE when the place used it up, such as by ending a selection. */
  gboolean    (*go_back)       (RabtaPlace *self);
  /* The place is shown (again): the moment for grabbing the focus and for work put off. */
  void        (*shown)         (RabtaPlace *self);
};

const char *rabta_place_get_title      (RabtaPlace *self);
const char *rabta_place_get_subtitle   (RabtaPlace *self);
gboolean    rabta_place_can_search     (RabtaPlace *self);
void        rabta_place_focus_search   (RabtaPlace *self);
gboolean    rabta_place_can_create_new (RabtaPlace *self);
void        rabta_place_create_new     (RabtaPlace *self);
const char *rabta_place_get_new_label  (RabtaPlace *self);
GArray     *rabta_place_get_selection  (RabtaPlace *self);
GtkWidget  *rabta_place_get_header     (RabtaPlace *self);
gboolean    rabta_place_get_record     (RabtaPlace *self,
                                        RabtaKind  *kind,
                                        RabtaUuid  *id);
gboolean    rabta_place_go_back        (RabtaPlace *self);
void        rabta_place_shown          (RabtaPlace *self);
void        rabta_place_changed        (RabtaPlace *self);

G_END_DECLS
