/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/batch-private.h"
#include "model/replay.h"

G_BEGIN_DECLS

/* Bringing rows to what the change log says, where more than one change has a say: after a merge, and
 * where a change touches a record that is deleted or in conflict. */

/**
 * RabtaSettling:
 *
 * Records whose rows must be looked at again before the transaction is committed.
 */
typedef struct _RabtaSettling RabtaSettling;

RabtaSettling *rabta_settling_new         (RabtaDatabase     *database);
void           rabta_settling_free        (RabtaSettling     *self);
void           rabta_settling_add         (RabtaSettling     *self,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id);
/* The records that @record refers to, as far as some deletion of them stands. */
gboolean       rabta_settling_add_targets (RabtaSettling     *self,
                                           RabtaRecord       *record,
                                           GError           **error);
/* All that are merged with @id, and all that refer to any of them. */
gboolean       rabta_settling_add_joined  (RabtaSettling     *self,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           GError           **error);
/* @record itself, where it is in conflict or may refer to one that was merged into another. */
gboolean       rabta_settling_add_disputed (RabtaSettling    *self,
                                           RabtaRecord       *record,
                                           GError           **error);
gboolean       rabta_settling_set_tombstone (RabtaSettling   *self,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           gboolean           stands,
                                           GError           **error);
/* The kinds that refer come before those they refer to. */
gboolean       rabta_settling_run         (RabtaSettling     *self,
                                           RabtaBatch        *batch,
                                           GError           **error);

gboolean       rabta_settling_run_kind    (RabtaSettling     *self,
                                           RabtaBatch        *batch,
                                           RabtaKind          kind,
                                           GError           **error);

/* The row, the search index, tombstone and conflicts of one record. */
gboolean       rabta_settle_record        (RabtaSettling     *self,
                                           RabtaBatch        *batch,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           GError           **error);
/* settle-remove.c: takes away the row of a record of which the log knows nothing any more, and all that hangs
 * on it. */
gboolean       rabta_settle_remove        (RabtaSettling     *self,
                                           RabtaBatch        *batch,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           GError           **error);
/* Whether records were merged into others here, so that references may have to be turned. */
gboolean       rabta_settling_is_turning  (RabtaSettling     *self);
/* The row and search entry of a record of which @change, whose values it has, is all that is known. */
gboolean       rabta_settle_create        (RabtaSettling     *self,
                                           RabtaBatch        *batch,
                                           RabtaRecord       *record,
                                           gint64             change,
                                           GError           **error);
/* Whether something refers to the record that its deletion did not see: then it stays. */
gboolean       rabta_settle_judge         (RabtaDatabase     *database,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           RabtaReplayed     *replayed,
                                           GError           **error);
gboolean       rabta_settle_write_conflicts (RabtaDatabase   *database,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           const RabtaReplayed *replayed,
                                           GError           **error);
/* The changes by which living records refer to this one. */
GArray        *rabta_settle_list_referrers (RabtaDatabase    *database,
                                           RabtaKind          kind,
                                           const RabtaUuid   *id,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSettling, rabta_settling_free)

G_END_DECLS
