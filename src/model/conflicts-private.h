/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook-private.h"
#include "model/conflicts.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* conflicts.c, on the thread of @database. Without words the texts for people are left out, and title
 * and base with them: a decision needs none. Conflicts about fields of deleted records are left out:
 * there is nothing to decide. */
GPtrArray *rabta_conflicts_list       (RabtaCasebook             *casebook,
                                       RabtaDatabase             *database,
                                       const RabtaConflictFilter *filter,
                                       gboolean                   with_words,
                                       GCancellable              *cancellable,
                                       GError                   **error);

/* conflict-sides.c: fills sides and base of a conflict from the changes it names. */
gboolean   rabta_conflict_read_sides  (RabtaConflict             *self,
                                       RabtaCasebook             *casebook,
                                       RabtaDatabase             *database,
                                       gboolean                   with_words,
                                       GError                   **error);
void       rabta_conflict_side_free   (RabtaConflictSide         *self);

/* batch-decide.c: the heads that disagree; NULL with RABTA_ERROR_NOT_FOUND where there is no such
 * conflict (any more). */
GArray    *rabta_conflict_read_heads  (RabtaDatabase             *database,
                                       const RabtaUuid           *record,
                                       const char                *field,
                                       GError                   **error);
/* Gives a field a value in the place of what @heads gave it. */
gboolean   rabta_batch_replace_heads  (RabtaBatch                *self,
                                       RabtaKind                  kind,
                                       const RabtaUuid           *record,
                                       const char                *field,
                                       const char                *json,
                                       GArray                    *heads,
                                       GError                   **error);

/* undo-conflicts.c: taking back what closed or reopened a conflict. *@handled says whether it was such
 * a change; otherwise nothing is done. @stored is the row as it is. */
gboolean   rabta_undo_decision        (RabtaBatch                *self,
                                       RabtaRecord               *stored,
                                       const char                *field,
                                       JsonArray                 *bases,
                                       gboolean                  *handled,
                                       GError                   **error);
gboolean   rabta_undo_reopening       (RabtaBatch                *self,
                                       RabtaRecord               *stored,
                                       gint64                     change,
                                       const char                *field,
                                       JsonArray                 *bases,
                                       gboolean                  *handled,
                                       GError                   **error);
gboolean   rabta_undo_keeping         (RabtaBatch                *self,
                                       RabtaRecord               *stored,
                                       gint64                     change,
                                       gboolean                  *handled,
                                       GError                   **error);
gboolean   rabta_undo_deletion        (RabtaBatch                *self,
                                       RabtaRecord               *stored,
                                       GError                   **error);

G_END_DECLS
