/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/package-peers.h"
#include "model/handover.h"

G_BEGIN_DECLS

RabtaSecretKey *rabta_handover_prepare     (const char       *path,
                                            const char       *office,
                                            const char       *name,
                                            RabtaPeerRole     role,
                                            GError          **error);
gboolean        rabta_handover_write_sync  (RabtaCasebook    *casebook,
                                            const guint8     *site,
                                            const char       *path,
                                            gboolean          again,
                                            GCancellable     *cancellable,
                                            GError          **error);
/* For a window; on a thread of its own. */
void            rabta_handover_write_async (RabtaCasebook    *casebook,
                                            const guint8     *site,
                                            const char       *path,
                                            GCancellable     *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer          user_data);
gboolean        rabta_handover_write_finish (GAsyncResult    *result,
                                            GError          **error);
gboolean        rabta_handover_take_sync   (const char       *file,
                                            const RabtaPeer  *from,
                                            const char       *path,
                                            GCancellable     *cancellable,
                                            GError          **error);

G_END_DECLS
