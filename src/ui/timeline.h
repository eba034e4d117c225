/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaTimeline:
 *
 * What happened to a record and, if wanted, to those that refer to it: changes as sentences,
 * activities as they were logged; newest first, a page at a time. Follows the casebook while it is
 * shown.
 */
#define RABTA_TYPE_TIMELINE (rabta_timeline_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTimeline, rabta_timeline, RABTA, TIMELINE, GtkWidget)

GtkWidget *rabta_timeline_new (RabtaCasebook   *casebook,
                               RabtaKind        kind,
                               const RabtaUuid *id,
                               gboolean         with_parts);

G_END_DECLS
