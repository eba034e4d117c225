/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* With all there is to it below 4 GiB, so that no zip64 is needed. */
#define RABTA_ZIP_MAX_BYTES (G_GINT64_CONSTANT (2) << 30)
#define RABTA_ZIP_MAX_MEMBERS 10002
#define RABTA_ZIP_MAX_NAME 80

/**
 * RabtaZipMember:
 * @name: file name without a path
 * @crc: CRC-32 of its bytes
 * @length: how many
 * @offset: where they begin in the file
 */
typedef struct
{
  char    *name;
  guint32  crc;
  guint32  length;
  gint64   offset;
} RabtaZipMember;

void       rabta_zip_member_free       (RabtaZipMember        *self);
gboolean   rabta_zip_is_name           (const char            *name,
                                        gsize                  length);
void       rabta_zip_append_header     (GByteArray            *bytes,
                                        const RabtaZipMember  *member);
void       rabta_zip_append_directory  (GByteArray            *bytes,
                                        GPtrArray             *members);
gint64     rabta_zip_header_length     (const RabtaZipMember  *member);
GPtrArray *rabta_zip_read_directory    (int                    fd,
                                        gint64                 size,
                                        GError               **error);
gboolean   rabta_zip_read_at           (int                    fd,
                                        gint64                 offset,
                                        gpointer               buffer,
                                        gsize                  length,
                                        GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaZipMember, rabta_zip_member_free)

G_END_DECLS
