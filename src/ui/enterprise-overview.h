/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The groups of the first page of an enterprise: what is under way (cases, follow-ups), who and what
 * it has (people, products), where it took part. */
GtkWidget *rabta_enterprise_overview_new (RabtaCasebook   *casebook,
                                          const RabtaUuid *id);

G_END_DECLS
