/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-table.h"

G_BEGIN_DECLS

/* Asks for a field of the cases that are selected in @table and sets it, in one step to undo. */
void rabta_cases_bulk_set (RabtaRecordTable *table,
                           RabtaCasebook    *casebook,
                           const char       *field,
                           const char       *title);

G_END_DECLS
