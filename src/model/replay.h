/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RabtaReplayed:
 * @record: the record as the log says it is; derived fields are empty
 * @deleted: the change that deleted it, or 0
 *
 * What the change log makes of a record.
 */
typedef struct
{
  RabtaRecord *record;
  gint64       deleted;
} RabtaReplayed;

JsonObject *rabta_change_read_body (RabtaDatabase    *database,
                                    gint64            change,
                                    GError          **error);
void        rabta_change_apply     (RabtaRecord      *record,
                                    const char       *name,
                                    JsonNode         *value);
char       *rabta_origins_to_json  (JsonObject       *origins);
gboolean    rabta_replay_record    (RabtaDatabase    *database,
                                    RabtaKind         kind,
                                    const RabtaUuid  *id,
                                    RabtaReplayed    *replayed,
                                    GError          **error);

G_END_DECLS
