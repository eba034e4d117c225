/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "base/uuid.h"
#include "model/room.h"
#include "store/database.h"

G_BEGIN_DECLS

#define RABTA_PSEUDONYM_KEY_LENGTH 32

/* "K7QMX-3XTDP" and its NUL. */
#define RABTA_PSEUDONYM_CODE_SIZE 12

gboolean rabta_pseudonym_keep_key (RabtaDatabase    *database,
                                   GError          **error);
gboolean rabta_pseudonym_load_key (RabtaDatabase    *database,
                                   guint8            key[RABTA_PSEUDONYM_KEY_LENGTH],
                                   GError          **error);
void     rabta_pseudonym_of_id    (const guint8      key[RABTA_PSEUDONYM_KEY_LENGTH],
                                   const RabtaUuid  *id,
                                   RabtaUuid        *pseudonym);
void     rabta_pseudonym_code     (const guint8      key[RABTA_PSEUDONYM_KEY_LENGTH],
                                   const RabtaUuid  *id,
                                   char              code[RABTA_PSEUDONYM_CODE_SIZE]);

G_END_DECLS
