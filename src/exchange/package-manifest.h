/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/package-seal.h"
#include "exchange/package.h"

G_BEGIN_DECLS

#define RABTA_MANIFEST_NAME "manifest.xml"
#define RABTA_MANIFEST_SIGNATURE_NAME "manifest.xml.minisig"
#define RABTA_SUCCESSION_NAME "succession-%u.xml"
#define RABTA_SUCCESSION_SIGNATURE_NAME "succession-%u.xml.minisig"
#define RABTA_MANIFEST_MAX_BYTES (4 * 1024 * 1024)

typedef struct
{
  char            *name;
  gboolean         compressed;
  RabtaSealTotals  totals;
} RabtaManifestMember;

/**
 * RabtaManifest:
 * @info: what the package says of itself
 * @sealed_key: the key of its members, sealed to the recipient
 * @members: (element-type RabtaManifestMember): in the order of the package
 */
typedef struct
{
  RabtaPackageInfo  info;
  guint8            sealed_key[crypto_box_SEALBYTES + RABTA_SEAL_KEY_LENGTH];
  GPtrArray        *members;
} RabtaManifest;

RabtaManifest *rabta_manifest_new        (void);
void           rabta_manifest_free       (RabtaManifest        *self);
void           rabta_manifest_add        (RabtaManifest        *self,
                                          const char           *name,
                                          gboolean              compressed,
                                          const RabtaSealTotals *totals);
char          *rabta_manifest_compose    (const RabtaManifest  *self);
RabtaManifest *rabta_manifest_parse      (const char           *data,
                                          gsize                 length,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaManifest, rabta_manifest_free)

G_END_DECLS
