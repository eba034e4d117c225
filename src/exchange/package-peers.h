/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/package.h"
#include "model/peers.h"

G_BEGIN_DECLS

gboolean            rabta_package_get_trusted (const RabtaPeer  *peer,
                                               RabtaPublicKey   *key,
                                               GError          **error);
RabtaPackageReader *rabta_package_open_for    (RabtaCasebook    *casebook,
                                               const char       *path,
                                               GCancellable     *cancellable,
                                               GError          **error);

G_END_DECLS
