/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaConflictBanner:
 *
 * Says on the page of a record which of its fields copies of the casebook disagree about, and leads to
 * where it is decided. It follows the casebook and takes no room where there is nothing to say.
 */
#define RABTA_TYPE_CONFLICT_BANNER (rabta_conflict_banner_get_type ())
G_DECLARE_FINAL_TYPE (RabtaConflictBanner, rabta_conflict_banner, RABTA, CONFLICT_BANNER, GtkWidget)

GtkWidget *rabta_conflict_banner_new (RabtaCasebook   *casebook,
                                      RabtaKind        kind,
                                      const RabtaUuid *id);

G_END_DECLS
