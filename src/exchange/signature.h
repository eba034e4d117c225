/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/keys.h"

G_BEGIN_DECLS

/* A signature with its two comments is a few hundred bytes. */
#define RABTA_SIGNATURE_MAX_LENGTH 4096

char     *rabta_signature_make     (const RabtaSecretKey  *key,
                                    gconstpointer          data,
                                    gsize                  length,
                                    const char            *trusted_comment);
gboolean  rabta_signature_peek_site (const char           *signature,
                                    gsize                  length,
                                    guint8                *site);
gboolean  rabta_signature_verify   (const RabtaPublicKey  *key,
                                    gconstpointer          data,
                                    gsize                  data_length,
                                    const char            *signature,
                                    gsize                  length,
                                    char                 **trusted_comment);

G_END_DECLS
