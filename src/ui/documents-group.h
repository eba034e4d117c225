/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rabta_documents_group_new (RabtaCasebook   *casebook,
                                      RabtaKind        kind,
                                      const RabtaUuid *owner);

G_END_DECLS
