/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/rules.h"
#include "store/database.h"

G_BEGIN_DECLS

/* rules-stored.c: what breaks a rule, be it of the record alone or of the record among the others; what
 * receipts call invalid and figures leave out. */
GPtrArray *rabta_rules_check_stored (RabtaDatabase   *database,
                                     RabtaProgramme  *programme,
                                     RabtaRecord     *record,
                                     GError         **error);

G_END_DECLS
