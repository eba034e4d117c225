/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/merge.h"

G_BEGIN_DECLS

/* Attached files in the simulation. A copy is known to the others by its index: keys have no part in it. */

/* Makes a document with one of a few files for @enterprise, so that several have the same one. */
RabtaUuid  simulation_attach        (RabtaCasebook    *casebook,
                                     RabtaRecord      *enterprise,
                                     guint             which);
/* What goes along from @from to copy number @to: bytes, of GBytes. */
GPtrArray *simulation_collect_files (RabtaCasebook    *from,
                                     guint             to);
/* Within a merge, after its changes. */
gboolean   simulation_take_files    (RabtaBatch       *batch,
                                     GPtrArray        *files,
                                     GError          **error);
/* Copy number @to told @from what it has. */
void       simulation_tell_files    (RabtaCasebook    *from,
                                     RabtaCasebook    *teller,
                                     guint             to);

G_END_DECLS
