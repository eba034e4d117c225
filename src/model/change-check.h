/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json.h"
#include "model/change-entry.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_CHANGE_TAKEN,   /* goes into log and tables */
  RABTA_CHANGE_WAITS,   /* goes into the log: only a newer program knows what it means */
  RABTA_CHANGE_REFUSED, /* no program of ours wrote this */
} RabtaChangeVerdict;

/* Whether a field may hold @value, %NULL being neither string, integer nor null. */
gboolean           rabta_change_check_value (const RabtaChangeEntry *entry,
                                       const char             *name,
                                       const RabtaJsonScalar  *value,
                                       GError                **error);
RabtaChangeVerdict rabta_change_check (const RabtaChangeEntry *entry,
                                       GError                **error);

G_END_DECLS
