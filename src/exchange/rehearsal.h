/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/state.h"
#include "model/peers.h"

G_BEGIN_DECLS

/**
 * RabtaRehearsal:
 * @peer: who would get the file
 * @last: (nullable): the last file that was made for it
 * @number: of the file that would be made
 * @n_changes: changes that would be in it
 * @difference: what is other than in the last file, and the figures that will be read
 *
 * What another copy, headquarters for one, will read in the next file, before it is made.
 */
typedef struct
{
  RabtaPeer       *peer;
  RabtaFile       *last;
  gint64           number;
  gint64           n_changes;
  RabtaDifference *difference;
} RabtaRehearsal;

RabtaRehearsal  *rabta_rehearsal_new    (RabtaCasebook        *casebook,
                                         const guint8         *site,
                                         GCancellable         *cancellable,
                                         GError              **error);
void             rabta_rehearsal_free   (RabtaRehearsal       *self);

/* For a window. */
void             rabta_rehearsal_async  (RabtaCasebook        *casebook,
                                         const guint8         *site,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
RabtaRehearsal  *rabta_rehearsal_finish (GAsyncResult         *result,
                                         GError              **error);
void             rabta_compare_async    (RabtaCasebook        *casebook,
                                         gint64                before,
                                         gint64                after,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
RabtaDifference *rabta_compare_finish   (GAsyncResult         *result,
                                         gint64               *n_absent,
                                         GError              **error);
/* The records behind a figure as the casebook is now. */
void             rabta_figure_records_async
                                        (RabtaCasebook        *casebook,
                                         const char           *code,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray       *rabta_figure_records_finish
                                        (GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaRehearsal, rabta_rehearsal_free)

G_END_DECLS
