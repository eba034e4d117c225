/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/change-entry.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_CHANGE_TAKEN,   /* goes into log and tables */
  RABTA_CHANGE_WAITS,   /* goes into the log: only a newer program knows what it means */
  RABTA_CHANGE_REFUSED, /* no program of ours wrote this */
} RabtaChangeVerdict;

RabtaChangeVerdict rabta_change_check (const RabtaChangeEntry *entry,
                                       JsonObject            **body,
                                       GError                **error);

G_END_DECLS
