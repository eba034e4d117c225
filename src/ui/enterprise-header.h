/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/record.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaEnterpriseHeader:
 *
 * The head of an enterprise's page: its names, what it counts as, where it is, what can be done.
 */
#define RABTA_TYPE_ENTERPRISE_HEADER (rabta_enterprise_header_get_type ())
G_DECLARE_FINAL_TYPE (RabtaEnterpriseHeader, rabta_enterprise_header, RABTA, ENTERPRISE_HEADER, GtkWidget)

GtkWidget *rabta_enterprise_header_new        (RabtaProgramme        *programme);
void       rabta_enterprise_header_set_record (RabtaEnterpriseHeader *self,
                                               RabtaRecord           *record);

G_END_DECLS
