/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/version-vector.h"

G_BEGIN_DECLS

/**
 * RabtaAsAt:
 *
 * A casebook as it would be if it had some of its changes only: those that were there, here or at another
 * copy, when a file was made. It is a file of its own for as long as it is looked at, and gone afterwards.
 */
typedef struct _RabtaAsAt RabtaAsAt;

RabtaAsAt     *rabta_as_at_new          (RabtaCasebook             *casebook,
                                         const RabtaVersionVector  *versions,
                                         GCancellable              *cancellable,
                                         GError                   **error);
RabtaCasebook *rabta_as_at_get_casebook (RabtaAsAt                 *self);
gint64         rabta_as_at_get_n_absent (RabtaAsAt                 *self);
void           rabta_as_at_free         (RabtaAsAt                 *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaAsAt, rabta_as_at_free)

G_END_DECLS
