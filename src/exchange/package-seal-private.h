/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For package-seal-… alone. */
#pragma once

#include "exchange/package-seal.h"

#include <zlib.h>

G_BEGIN_DECLS

#define RABTA_SEAL_CHUNK (64 * 1024)
#define RABTA_SEAL_OVERHEAD crypto_secretstream_xchacha20poly1305_ABYTES

crypto_generichash_state *rabta_seal_hash_new (void);

gboolean rabta_seal_fits_name (crypto_generichash_state *content_hash,
                               const char               *name);

G_END_DECLS
