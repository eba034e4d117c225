/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* Length of the text form without its terminating NUL. */
#define RABTA_UUID_TEXT_LENGTH 36

/**
 * RabtaUuid:
 *
 * The permanent name of a record: a UUID of version 7 (RFC 9562, section 5.7), in network byte
 * order, so that comparing the bytes orders ids by their time of making.
 */
typedef struct
{
  guint8 bytes[16];
} RabtaUuid;

void     rabta_uuid_init       (RabtaUuid       *self);
void     rabta_uuid_init_at    (RabtaUuid       *self,
                                gint64           unix_ms,
                                GRand           *random);
gboolean rabta_uuid_parse      (const char      *text,
                                RabtaUuid       *self);
void     rabta_uuid_format     (const RabtaUuid *self,
                                char             text[RABTA_UUID_TEXT_LENGTH + 1]);
char    *rabta_uuid_to_string  (const RabtaUuid *self);
gboolean rabta_uuid_is_nil     (const RabtaUuid *self);
int      rabta_uuid_compare    (gconstpointer    a,
                                gconstpointer    b);
guint    rabta_uuid_hash       (gconstpointer    self);
gboolean rabta_uuid_equal      (gconstpointer    a,
                                gconstpointer    b);

G_END_DECLS
