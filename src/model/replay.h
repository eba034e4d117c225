/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json.h"
#include "model/casebook-private.h"
#include "model/heads.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A field whose heads disagree. */
typedef struct
{
  char *field; /* or RABTA_HEADS_RECORD */
  char *heads; /* JSON: pk of the changes, what stands first */
} RabtaReplayedConflict;

/**
 * RabtaReplayed:
 * @record: (nullable): the record as the log says it is; derived fields are empty
 * @deleted: the deletion in force, or 0
 * @is_tombstoned: whether some deletion stands, in force or not
 * @merged_into: the record it was merged into, where @merged is not 0
 * @merged: the change that merged it into another, or 0
 * @conflicts: (nullable) (element-type RabtaReplayedConflict): what a person must decide
 * @heads: the changes it was made of
 *
 * What the change log makes of a record.
 */
typedef struct
{
  RabtaRecord *record;
  gint64       deleted;
  gboolean     is_tombstoned;
  RabtaUuid    merged_into;
  gint64       merged;
  GPtrArray   *conflicts;
  RabtaHeads  *heads;
} RabtaReplayed;

void        rabta_replayed_clear         (RabtaReplayed         *self);
void        rabta_replayed_add_conflict  (RabtaReplayed         *self,
                                          const char            *field,
                                          GArray                *first,
                                          GArray                *then);
void        rabta_replayed_conflict_free (RabtaReplayedConflict *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RabtaReplayed, rabta_replayed_clear)

JsonObject *rabta_change_read_body (RabtaDatabase    *database,
                                    gint64            change,
                                    GError          **error);
void        rabta_change_apply_value (RabtaRecord           *record,
                                    const char            *name,
                                    const RabtaJsonScalar *value);
void        rabta_change_apply     (RabtaRecord      *record,
                                    const char       *name,
                                    JsonNode         *value);
char       *rabta_origins_to_json  (JsonObject       *origins);
gint64      rabta_origins_get      (JsonObject       *origins,
                                    gint64            origin,
                                    const char       *name);
GArray     *rabta_origins_list     (JsonObject       *origins,
                                    gint64            origin,
                                    const char       *name);
gboolean    rabta_replay_record    (RabtaDatabase    *database,
                                    RabtaKind         kind,
                                    const RabtaUuid  *id,
                                    RabtaReplayed    *replayed,
                                    GError          **error);

G_END_DECLS
