/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/change-entry.h"

#include <gio/gio.h>
#include <sodium.h>

G_BEGIN_DECLS

/**
 * RabtaPublicKey:
 * @site: the copy of a casebook that it belongs to; minisign's key id
 * @sign: Ed25519
 *
 * What the others know of a site's key pair. The one pair serves for both: signatures are checked with
 * it as it is, what is for the site is sealed to the X25519 key that follows from it (RFC 7748 and
 * libsodium's crypto_sign_ed25519_pk_to_curve25519). So there is one key to exchange and one
 * fingerprint to compare, and no second key that could be swapped beside it.
 */
typedef struct
{
  guint8 site[RABTA_SITE_ID_LENGTH];
  guint8 sign[crypto_sign_PUBLICKEYBYTES];
} RabtaPublicKey;

/**
 * RabtaSecretKey:
 *
 * The key pair of a site, in memory that is locked, guarded and wiped when it is freed.
 */
typedef struct _RabtaSecretKey RabtaSecretKey;

gboolean        rabta_public_key_parse           (const char            *text,
                                                  RabtaPublicKey        *self,
                                                  GError               **error);
char           *rabta_public_key_to_base64       (const RabtaPublicKey  *self);
char           *rabta_public_key_to_text         (const RabtaPublicKey  *self);
char           *rabta_public_key_dup_fingerprint (const RabtaPublicKey  *self);
gboolean        rabta_public_key_has_fingerprint (const RabtaPublicKey  *self,
                                                  const char            *fingerprint);
gboolean        rabta_public_key_equal           (const RabtaPublicKey  *self,
                                                  const RabtaPublicKey  *other);

RabtaSecretKey *rabta_secret_key_new             (const guint8          *site,
                                                  GError               **error);
char           *rabta_secret_key_path            (const guint8          *site);
RabtaSecretKey *rabta_secret_key_load            (const guint8          *site,
                                                  GError               **error);
gboolean        rabta_secret_key_save            (const RabtaSecretKey  *self,
                                                  GError               **error);
void            rabta_secret_key_free            (RabtaSecretKey        *self);
const RabtaPublicKey *
                rabta_secret_key_get_public      (const RabtaSecretKey  *self);
/* Raw, for signature.c and seal.c. */
const guint8   *rabta_secret_key_peek            (const RabtaSecretKey  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSecretKey, rabta_secret_key_free)

G_END_DECLS
