/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/casebook.h"

G_BEGIN_DECLS

RabtaRecord *
         rabta_document_attach_sync (RabtaCasebook  *casebook,
                                     RabtaRecord    *document,
                                     const char     *path,
                                     GCancellable   *cancellable,
                                     GError        **error);
gboolean rabta_document_is_here     (RabtaReader    *reader,
                                     RabtaRecord    *document,
                                     gboolean       *is_here,
                                     GError        **error);
gboolean rabta_document_save_sync   (RabtaCasebook  *casebook,
                                     RabtaRecord    *document,
                                     const char     *path,
                                     gboolean        overwrite,
                                     GCancellable   *cancellable,
                                     GError        **error);

/* The same for a window: each works on a thread of its own and calls back on the main context. */
void     rabta_document_attach_async  (RabtaCasebook       *casebook,
                                       RabtaKind            kind,
                                       const RabtaUuid     *owner,
                                       const char          *path,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean rabta_document_attach_finish (GAsyncResult        *result,
                                       GError             **error);
void     rabta_document_save_async    (RabtaCasebook       *casebook,
                                       const RabtaUuid     *document,
                                       const char          *path,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean rabta_document_save_finish   (GAsyncResult        *result,
                                       GError             **error);
void     rabta_document_find_async    (RabtaCasebook       *casebook,
                                       const RabtaUuid     *document,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean rabta_document_find_finish   (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
