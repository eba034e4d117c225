/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaEnterpriseBadges:
 *
 * "Women-led" and "Micro" beside the name of an enterprise that is known by its id only. What was
 * read is kept for the casebook until an enterprise changes.
 */
#define RABTA_TYPE_ENTERPRISE_BADGES (rabta_enterprise_badges_get_type ())
G_DECLARE_FINAL_TYPE (RabtaEnterpriseBadges, rabta_enterprise_badges, RABTA, ENTERPRISE_BADGES, GtkWidget)

GtkWidget *rabta_enterprise_badges_new (RabtaCasebook         *casebook);
void       rabta_enterprise_badges_set (RabtaEnterpriseBadges *self,
                                        const RabtaUuid       *enterprise);

G_END_DECLS
