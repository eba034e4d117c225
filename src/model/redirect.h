/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record-private.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Records that were merged into others, because both are the same enterprise, person or partner. The log
 * keeps to which of them a record refers; its row shows the one that is left. So taking a merge back
 * gives each what was its own. */

/* Whether anything is redirected at all: most casebooks need not look further. */
gboolean rabta_redirect_any       (RabtaDatabase     *database);
/* The record that stands for @id, often itself. Where merges go round in a circle, the earliest of them is
 * left out. */
gboolean rabta_redirect_resolve   (RabtaDatabase     *database,
                                   const RabtaUuid   *id,
                                   RabtaUuid         *target,
                                   GError           **error);
/* Whether @id is merged into @target by @change, or into none where @target is NULL. */
gboolean rabta_redirect_is        (RabtaDatabase     *database,
                                   const RabtaUuid   *id,
                                   const RabtaUuid   *target,
                                   gint64             change,
                                   gboolean          *same,
                                   GError           **error);
gboolean rabta_redirect_set       (RabtaDatabase     *database,
                                   const RabtaUuid   *id,
                                   const RabtaUuid   *target,
                                   gint64             change,
                                   GError           **error);
/* The ids of all that are merged with each other, @id among them: a set of RabtaUuid. */
GHashTable *rabta_redirect_list_joined (RabtaDatabase  *database,
                                   const RabtaUuid   *id,
                                   GError           **error);
/* Lets every reference of the record show what stands for it. */
gboolean rabta_redirect_apply     (RabtaDatabase     *database,
                                   RabtaRecord       *record,
                                   GError           **error);
/* As rabta_redirect_apply(), and keeps which references were turned, for when it is taken back. */
gboolean rabta_redirect_apply_and_keep (RabtaDatabase *database,
                                   RabtaRecord       *record,
                                   GError           **error);

G_END_DECLS
