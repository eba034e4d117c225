/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* AdwPreferencesGroups that list the people of an enterprise or partner and the products of an
 * enterprise, with add, edit and remove (undone from the toast); they follow the casebook. */
GtkWidget *rabta_people_group_new   (RabtaCasebook   *casebook,
                                     RabtaKind        owner_kind,
                                     const RabtaUuid *owner);
GtkWidget *rabta_products_group_new (RabtaCasebook   *casebook,
                                     const RabtaUuid *enterprise);

G_END_DECLS
