/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-table.h"

G_BEGIN_DECLS

/* What can be done with many enterprises at once. Installs the action group "register" in @place:
 * open-cases, assign-officer, set-cluster, set-sector, set-status, add-to-event, delete; they act on
 * what is selected in @table. */
void rabta_enterprise_bulk_install (GtkWidget        *place,
                                    RabtaCasebook    *casebook,
                                    RabtaRecordTable *table);
/* The menu of these actions. */
GMenuModel *rabta_enterprise_bulk_make_menu (void);

G_END_DECLS
