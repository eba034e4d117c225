/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-preview.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *rabta_export_review_new (RabtaProgramme         *programme,
                                    RabtaProfile           *profile,
                                    gboolean                computed,
                                    const RabtaXmlPreview  *preview);

G_END_DECLS
