/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "ui/place.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaPlaceInfo:
 * @name: parameter of "win.place"
 * @title: what the sidebar says; untranslated
 * @icon: icon name
 * @create: makes the place (a #RabtaPlace)
 * @count: which records the number beside the title counts; or %NULL
 * @urgent: the number asks for attention
 * @count_also: more records that the number counts; or %NULL
 * @count_async: counts what is no records, in the place of @count; or %NULL
 * @count_finish: ends @count_async; -1 on error
 * @optional: shown only while there is something to count, or while it is the place shown
 *
 * A place of the sidebar.
 */
typedef struct
{
  const char  *name;
  const char  *title;
  const char  *icon;
  GtkWidget  *(*create) (RabtaCasebook *casebook);
  RabtaQuery *(*count)  (void);
  gboolean     urgent;
  RabtaQuery *(*count_also) (void);
  void        (*count_async)  (RabtaCasebook       *casebook,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
  gint64      (*count_finish) (RabtaCasebook       *casebook,
                               GAsyncResult        *result,
                               GError             **error);
  gboolean     optional;
} RabtaPlaceInfo;

/**
 * RabtaRecordInfo:
 * @kind: the kind
 * @icon: icon name
 * @create_page: makes the page of a record (a #RabtaPlace); or %NULL where the kind has none
 * @edit: presents the editor of a record, loaded or new, over the window of @parent
 *
 * How the window shows records of a kind.
 */
typedef struct
{
  RabtaKind    kind;
  const char  *icon;
  GtkWidget  *(*create_page) (RabtaCasebook   *casebook,
                              const RabtaUuid *id);
  void        (*edit)        (GtkWidget       *parent,
                              RabtaCasebook   *casebook,
                              RabtaRecord     *record);
} RabtaRecordInfo;

/* Tools that the window's menu opens; NULL: not there. */
typedef struct
{
  void (*import)   (GtkWidget     *parent,
                    RabtaCasebook *casebook);
  void (*export_)  (GtkWidget     *parent,
                    RabtaCasebook *casebook);
  void (*validate) (GtkWidget     *parent,
                    RabtaCasebook *casebook);
} RabtaToolInfo;

const RabtaPlaceInfo  *rabta_places_get       (guint       *n_places);
const RabtaPlaceInfo  *rabta_places_find      (const char  *name);
const RabtaRecordInfo *rabta_places_find_kind (RabtaKind    kind);
const RabtaToolInfo   *rabta_places_get_tools (void);

G_END_DECLS
