/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "model/peers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaSuccession:
 * @statement: that one copy goes on as another, as its signature covers it
 * @signature: over it, of the copy that went before
 *
 * With these a copy that took over from another proves to the others whom it follows. What they say is not
 * known in this room.
 */
typedef struct
{
  char *statement;
  char *signature;
} RabtaSuccession;

RabtaSuccession *rabta_succession_new           (const char             *statement,
                                                 const char             *signature);
void             rabta_succession_free          (RabtaSuccession        *self);
/* Of #RabtaSuccession, the oldest first: those by which this copy came to be. */
GPtrArray       *rabta_reader_list_successions  (RabtaReader            *self,
                                                 GError                **error);

/**
 * RabtaHandover:
 * @is_handed_over: whether another copy goes on in the place of this one
 * @to: that copy
 * @moment: instant from which it does
 */
typedef struct
{
  gboolean is_handed_over;
  guint8   to[RABTA_SITE_ID_LENGTH];
  char     moment[RABTA_INSTANT_SIZE];
} RabtaHandover;

gboolean         rabta_casebook_get_handover_sync (RabtaCasebook        *self,
                                                 RabtaHandover          *handover,
                                                 GError                **error);
void             rabta_casebook_get_handover_async (RabtaCasebook       *self,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
gboolean         rabta_casebook_get_handover_finish (RabtaCasebook      *self,
                                                 GAsyncResult           *result,
                                                 RabtaHandover          *handover,
                                                 GError                **error);
gboolean         rabta_batch_note_handover      (RabtaBatch             *self,
                                                 const RabtaHandover    *handover,
                                                 GError                **error);
int              rabta_casebook_open_snapshot   (RabtaCasebook          *self,
                                                 GCancellable           *cancellable,
                                                 GError                **error);

/**
 * RabtaTakeover:
 * @site: id of the copy that goes on
 * @from: the copy that it follows, to be registered as trusted
 * @successions: (element-type RabtaSuccession): what it proves that with
 */
typedef struct
{
  const guint8    *site;
  const RabtaPeer *from;
  GPtrArray       *successions;
} RabtaTakeover;

gboolean         rabta_casebook_take_over_sync  (const char             *path,
                                                 GInputStream           *content,
                                                 const RabtaTakeover    *takeover,
                                                 GCancellable           *cancellable,
                                                 GError                **error);

/* In the register of the others: @to, known by @key, goes on in the place of @from, and is trusted as that was. */
gboolean         rabta_batch_succeed_peer       (RabtaBatch             *self,
                                                 const guint8           *from,
                                                 const guint8           *to,
                                                 const char             *key,
                                                 GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSuccession, rabta_succession_free)

G_END_DECLS
