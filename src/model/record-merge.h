/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/* Two records that are the same enterprise, person or partner become one, and can be parted again. */

gboolean rabta_batch_merge_into (RabtaBatch       *self,
                                 RabtaKind         kind,
                                 const RabtaUuid  *id,
                                 const RabtaUuid  *target,
                                 GError          **error);
gboolean rabta_batch_part       (RabtaBatch       *self,
                                 RabtaKind         kind,
                                 const RabtaUuid  *id,
                                 GError          **error);
/* Merges once more, knowing what was changed meanwhile. */
gboolean rabta_batch_confirm_merge (RabtaBatch    *self,
                                 RabtaKind         kind,
                                 const RabtaUuid  *id,
                                 GError          **error);
/* Takes back a change that merged or parted: its body as it stands in the log. */
gboolean rabta_batch_revert_merge (RabtaBatch     *self,
                                 RabtaKind         kind,
                                 const RabtaUuid  *id,
                                 gint64            change,
                                 GError          **error);

G_END_DECLS
