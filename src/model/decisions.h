/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflicts.h"

G_BEGIN_DECLS

/**
 * RabtaDecisionChoice:
 * @RABTA_DECISION_MINE: what was entered in this copy of the casebook
 * @RABTA_DECISION_THEIRS: what came from elsewhere; of several sides the newest
 * @RABTA_DECISION_NEWEST: what was entered last, as the clocks had it
 * @RABTA_DECISION_STANDING: what the record says now
 * @RABTA_DECISION_BASE: what all sides replaced
 * @RABTA_DECISION_SIDE: one of the sides, by its number
 * @RABTA_DECISION_VALUE: another value
 * @RABTA_DECISION_TEXT: another value, as a person types it
 * @RABTA_DECISION_KEEP: of a record: it stays
 * @RABTA_DECISION_DELETE: of a record: it is deleted
 */
typedef enum
{
  RABTA_DECISION_MINE,
  RABTA_DECISION_THEIRS,
  RABTA_DECISION_NEWEST,
  RABTA_DECISION_STANDING,
  RABTA_DECISION_BASE,
  RABTA_DECISION_SIDE,
  RABTA_DECISION_VALUE,
  RABTA_DECISION_TEXT,
  RABTA_DECISION_KEEP,
  RABTA_DECISION_DELETE,
} RabtaDecisionChoice;

/**
 * RabtaDecision:
 * @kind: kind of the record
 * @record: its id
 * @field: the field in conflict
 * @choice: what it shall be
 * @side: for %RABTA_DECISION_SIDE: which, from 0, as the sides are listed
 * @value: (nullable): for %RABTA_DECISION_VALUE, as JSON as in the change log; %NULL empties
 *   the field
 * @text: (nullable): for %RABTA_DECISION_TEXT; empty empties the field
 * @heads: (nullable): of the conflict that was looked at; where it is another now, it is not decided
 */
typedef struct
{
  RabtaKind            kind;
  RabtaUuid            record;
  char                *field;
  RabtaDecisionChoice  choice;
  guint                side;
  char                *value;
  char                *text;
  char                *heads;
} RabtaDecision;

/**
 * RabtaDecisionReport:
 * @n_decided: conflicts that were decided
 * @n_left: those that could not be: without the side that was asked for, or changed meanwhile
 */
typedef struct
{
  guint n_decided;
  guint n_left;
} RabtaDecisionReport;

RabtaDecision *rabta_decision_new               (RabtaKind                  kind,
                                                 const RabtaUuid           *record,
                                                 const char                *field,
                                                 RabtaDecisionChoice        choice);
void           rabta_decision_free              (RabtaDecision             *self);

void           rabta_casebook_decide_async      (RabtaCasebook             *self,
                                                 GPtrArray                 *decisions,
                                                 gboolean                   all_or_none,
                                                 GCancellable              *cancellable,
                                                 GAsyncReadyCallback        callback,
                                                 gpointer                   user_data);
void           rabta_casebook_decide_all_async  (RabtaCasebook             *self,
                                                 RabtaDecisionChoice        choice,
                                                 const RabtaConflictFilter *filter,
                                                 GCancellable              *cancellable,
                                                 GAsyncReadyCallback        callback,
                                                 gpointer                   user_data);
gboolean       rabta_casebook_decide_finish     (RabtaCasebook             *self,
                                                 GAsyncResult              *result,
                                                 RabtaDecisionReport       *report,
                                                 GError                   **error);
gboolean       rabta_casebook_decide_sync       (RabtaCasebook             *self,
                                                 GPtrArray                 *decisions,
                                                 gboolean                   all_or_none,
                                                 RabtaDecisionReport       *report,
                                                 GError                   **error);
gboolean       rabta_casebook_decide_all_sync   (RabtaCasebook             *self,
                                                 RabtaDecisionChoice        choice,
                                                 const RabtaConflictFilter *filter,
                                                 RabtaDecisionReport       *report,
                                                 GError                   **error);

/* Inside a RabtaWriteFunc. */
gboolean       rabta_batch_decide               (RabtaBatch                *self,
                                                 RabtaKind                  kind,
                                                 const RabtaUuid           *record,
                                                 const char                *field,
                                                 const char                *json,
                                                 GError                   **error);
gboolean       rabta_batch_decide_record        (RabtaBatch                *self,
                                                 RabtaKind                  kind,
                                                 const RabtaUuid           *record,
                                                 gboolean                   keep,
                                                 GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaDecision, rabta_decision_free)

G_END_DECLS
