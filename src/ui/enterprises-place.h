/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/filter-bar.h"

G_BEGIN_DECLS

/**
 * RabtaEnterprisesPlace:
 *
 * The register: every enterprise as a table with search, filters, saved views and what can be done
 * with many at once. A #RabtaPlace.
 */
#define RABTA_TYPE_ENTERPRISES_PLACE (rabta_enterprises_place_get_type ())
G_DECLARE_FINAL_TYPE (RabtaEnterprisesPlace, rabta_enterprises_place, RABTA, ENTERPRISES_PLACE, GtkWidget)

GtkWidget        *rabta_enterprises_place_new            (RabtaCasebook         *casebook);
RabtaRecordTable *rabta_enterprises_place_get_table      (RabtaEnterprisesPlace *self);
RabtaFilterBar   *rabta_enterprises_place_get_filter_bar (RabtaEnterprisesPlace *self);

G_END_DECLS
