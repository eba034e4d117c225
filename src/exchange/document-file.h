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

G_END_DECLS
