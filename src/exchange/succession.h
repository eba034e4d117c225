/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/keys.h"
#include "model/handover.h"

G_BEGIN_DECLS

/* Statement and signature are a few hundred bytes each. */
#define RABTA_SUCCESSION_MAX_LENGTH 4096

/* As often as a casebook may be handed on. */
#define RABTA_SUCCESSION_MAX 16

/**
 * RabtaSuccessor:
 * @from: the copy that was handed over, which signed it
 * @to: the copy that goes on, with its key
 *
 * What a succession says, verified.
 */
typedef struct
{
  guint8         from[RABTA_SITE_ID_LENGTH];
  RabtaPublicKey to;
} RabtaSuccessor;

RabtaSuccession *rabta_succession_make      (const RabtaSecretKey   *from,
                                             const RabtaPublicKey   *to);
gboolean         rabta_succession_peek_site (const RabtaSuccession  *self,
                                             guint8                 *site);
gboolean         rabta_succession_verify    (const RabtaSuccession  *self,
                                             const RabtaPublicKey   *from,
                                             RabtaSuccessor         *successor,
                                             GError                **error);

G_END_DECLS
