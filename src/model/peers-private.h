/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/peers.h"
#include "store/database.h"

G_BEGIN_DECLS

/* For a transaction that does more than this, such as taking in a file. */
RabtaPeer *rabta_peers_read  (RabtaDatabase    *database,
                              const guint8     *site,
                              GError          **error);
gboolean   rabta_peers_write (RabtaDatabase    *database,
                              const RabtaPeer  *peer,
                              GError          **error);

G_END_DECLS
