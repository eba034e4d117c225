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
/* For a copy that goes on under another id: to the others it is one that they know nothing of. */
gboolean   rabta_peers_begin_anew (RabtaDatabase *database,
                              GError          **error);

G_END_DECLS
