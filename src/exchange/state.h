/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/difference.h"
#include "model/files.h"
#include "model/version-vector.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaState:
 *
 * A state that can be compared with another: of a casebook as it is, as at a file that was exchanged, of
 * another casebook, or of an XML export. All of it may take seconds: it is for the command line and for threads.
 */
typedef struct _RabtaState RabtaState;

RabtaState      *rabta_state_new_now     (RabtaCasebook    *casebook);
RabtaState      *rabta_state_new_versions (RabtaCasebook   *casebook,
                                          const RabtaVersionVector *versions,
                                          const char       *name,
                                          GCancellable     *cancellable,
                                          GError          **error);
RabtaState      *rabta_state_new_as_at   (RabtaCasebook    *casebook,
                                          const RabtaFile  *file,
                                          GCancellable     *cancellable,
                                          GError          **error);
RabtaState      *rabta_state_new_for_path (RabtaCasebook   *casebook,
                                          const char       *path,
                                          GCancellable     *cancellable,
                                          GError          **error);
gboolean         rabta_state_is_package  (const char       *path);
RabtaCasebook   *rabta_state_get_casebook (RabtaState      *self);
const char      *rabta_state_get_name    (RabtaState       *self);
gint64           rabta_state_get_n_absent (RabtaState      *self);
void             rabta_state_free        (RabtaState       *self);
RabtaDifference *rabta_state_compare     (RabtaState       *before,
                                          RabtaState       *after,
                                          GCancellable     *cancellable,
                                          GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaState, rabta_state_free)

G_END_DECLS
