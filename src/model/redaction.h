/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaRedaction:
 *
 * A profile applied to the records of a snapshot: what may leave the office, and in which form. Exports
 * and reports take records through it; packages between copies of a casebook never do.
 */
typedef struct _RabtaRedaction RabtaRedaction;

RabtaTreatment  rabta_redaction_treatment       (RabtaProfile         *profile,
                                                 const RabtaKindInfo  *info,
                                                 guint                 field);
RabtaTreatment  rabta_redaction_treatment_extra (RabtaProfile         *profile,
                                                 RabtaTrack           *track,
                                                 const RabtaField     *field);
gboolean        rabta_redaction_check           (RabtaProgramme       *programme,
                                                 RabtaProfile         *profile,
                                                 GError              **error);
RabtaRedaction *rabta_redaction_new             (RabtaReader          *reader,
                                                 RabtaProgramme       *programme,
                                                 RabtaProfile         *profile,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void            rabta_redaction_free            (RabtaRedaction       *self);
RabtaProfile   *rabta_redaction_get_profile     (RabtaRedaction       *self);
void            rabta_redaction_get_id          (RabtaRedaction       *self,
                                                 const RabtaUuid      *id,
                                                 RabtaUuid            *result);
RabtaRecord    *rabta_redaction_apply           (RabtaRedaction       *self,
                                                 RabtaRecord          *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaRedaction, rabta_redaction_free)

G_END_DECLS
