/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/casebook.h"

G_BEGIN_DECLS

gboolean rabta_sample_fill_expo (RabtaCasebook  *casebook,
                                 GCancellable   *cancellable,
                                 GError        **error);
gboolean rabta_sample_generate  (RabtaCasebook  *casebook,
                                 guint           n_enterprises,
                                 guint32         seed,
                                 GCancellable   *cancellable,
                                 GError        **error);

G_END_DECLS
