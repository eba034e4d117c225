/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaRedactionGroups:
 *
 * Which of the places and trades of a record enough others share, so that they may be told.
 */
typedef struct _RabtaRedactionGroups RabtaRedactionGroups;

gboolean              rabta_redaction_groups_have (RabtaKind              kind,
                                                   const char            *field);
RabtaRedactionGroups *rabta_redaction_groups_new  (RabtaReader           *reader,
                                                   RabtaProfile          *profile,
                                                   GCancellable          *cancellable,
                                                   GError               **error);
void                  rabta_redaction_groups_free (RabtaRedactionGroups  *self);
gboolean              rabta_redaction_groups_tell (RabtaRedactionGroups  *self,
                                                   RabtaRecord           *record,
                                                   const char            *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaRedactionGroups, rabta_redaction_groups_free)

G_END_DECLS
