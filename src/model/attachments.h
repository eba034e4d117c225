/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/change-entry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RABTA_ATTACHMENT_HASH_LENGTH 32
#define RABTA_ATTACHMENT_DIGEST_LENGTH (2 * RABTA_ATTACHMENT_HASH_LENGTH)

/* Larger files would fill memory sticks and slow lines: a scan of some thirty pages fits. */
#define RABTA_ATTACHMENT_MAX_BYTES (25 * 1024 * 1024)

/**
 * RabtaAttachment:
 * @hash: BLAKE2b-256 of the bytes
 * @size: how many they are
 *
 * The bytes of a file that documents name by their digest. They are kept once, whichever and however many
 * documents name them; they are no part of the change log, their digest is.
 */
typedef struct
{
  guint8 hash[RABTA_ATTACHMENT_HASH_LENGTH];
  gint64 size;
} RabtaAttachment;

/* FALSE with an error stops. */
typedef gboolean (*RabtaAttachmentFunc) (const RabtaAttachment  *attachment,
                                         gpointer                user_data,
                                         GError                **error);

/* Takes bytes in their order. FALSE with an error stops. */
typedef gboolean (*RabtaBytesFunc)      (const guint8           *data,
                                         gsize                   length,
                                         gpointer                user_data,
                                         GError                **error);

gboolean rabta_attachment_measure         (RabtaAttachment        *self,
                                           GInputStream           *content,
                                           GCancellable           *cancellable,
                                           GError                **error);
gboolean rabta_attachment_parse_digest    (const char             *digest,
                                           guint8                 *hash);
char    *rabta_attachment_dup_digest      (const guint8           *hash);

gboolean rabta_batch_keep_attachment      (RabtaBatch             *self,
                                           const RabtaAttachment  *attachment,
                                           GInputStream           *content,
                                           GCancellable           *cancellable,
                                           GError                **error);
gboolean rabta_batch_is_attachment_named  (RabtaBatch             *self,
                                           const guint8           *hash,
                                           gboolean               *is_named,
                                           GError                **error);
gboolean rabta_batch_has_attachment       (RabtaBatch             *self,
                                           const guint8           *hash,
                                           gboolean               *is_here,
                                           GError                **error);

gboolean rabta_reader_find_attachment     (RabtaReader            *self,
                                           const guint8           *hash,
                                           gboolean               *is_here,
                                           RabtaAttachment        *attachment,
                                           GError                **error);
gboolean rabta_reader_read_attachment     (RabtaReader            *self,
                                           const guint8           *hash,
                                           RabtaBytesFunc          func,
                                           gpointer                user_data,
                                           GCancellable           *cancellable,
                                           GError                **error);
/* How many documents, not deleted ones, wait for their bytes; -1 on error. */
gint64   rabta_reader_count_awaited       (RabtaReader            *self,
                                           GError                **error);

/* Between copies: what each has said it has, and what it was sent. Facts of this copy. */
gboolean rabta_reader_foreach_attachment_due
                                          (RabtaReader            *self,
                                           const guint8           *site,
                                           RabtaAttachmentFunc     func,
                                           gpointer                user_data,
                                           GError                **error);
gboolean rabta_reader_foreach_attachment_untold
                                          (RabtaReader            *self,
                                           const guint8           *site,
                                           RabtaAttachmentFunc     func,
                                           gpointer                user_data,
                                           GError                **error);
gboolean rabta_batch_note_attachment_held (RabtaBatch             *self,
                                           const guint8           *site,
                                           const guint8           *hash,
                                           GError                **error);
gboolean rabta_batch_note_attachment_sent (RabtaBatch             *self,
                                           const guint8           *site,
                                           const guint8           *hash,
                                           gint64                  number,
                                           GError                **error);
gboolean rabta_batch_note_attachment_told (RabtaBatch             *self,
                                           const guint8           *site,
                                           const guint8           *hash,
                                           gint64                  number,
                                           GError                **error);
/* @site sent what is here: it may not know that it is. */
gboolean rabta_batch_tell_attachment_again (RabtaBatch            *self,
                                           const guint8           *site,
                                           const guint8           *hash,
                                           GError                **error);

G_END_DECLS
