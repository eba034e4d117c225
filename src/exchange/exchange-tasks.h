/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/package-exchange.h"
#include "exchange/site-file.h"
#include "model/receipts.h"

G_BEGIN_DECLS

/* The exchange for a window: each works on a thread of its own and calls back on the main context. */

/**
 * RabtaExchangeLists:
 * @peers: (element-type RabtaPeer): the registered copies
 * @files: (element-type RabtaFile): every file that was sent or came in, newest first
 * @to_mend: (element-type RabtaReceiptItem): what others found that is to be mended
 */
typedef struct
{
  GPtrArray *peers;
  GPtrArray *files;
  GPtrArray *to_mend;
} RabtaExchangeLists;

/**
 * RabtaCopies:
 * @has_key: whether this copy has a key pair on this computer
 * @own: its public key, if so
 * @peers: (element-type RabtaPeer): the registered copies
 */
typedef struct
{
  gboolean        has_key;
  RabtaPublicKey  own;
  GPtrArray      *peers;
} RabtaCopies;

/**
 * RabtaReceived:
 * @name: of the file, for people
 * @report: what came of it
 * @error: (nullable): why it was refused; then there is nothing in @report
 */
typedef struct
{
  char               *name;
  RabtaReceiveReport  report;
  GError             *error;
} RabtaReceived;

void                rabta_exchange_lists_free          (RabtaExchangeLists   *self);
void                rabta_exchange_load_async          (RabtaCasebook        *casebook,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
RabtaExchangeLists *rabta_exchange_load_finish         (GAsyncResult         *result,
                                                        GError              **error);

void                rabta_package_send_async           (RabtaCasebook        *casebook,
                                                        const guint8         *site,
                                                        const char           *path,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean            rabta_package_send_finish          (GAsyncResult         *result,
                                                        RabtaSendReport      *report,
                                                        GError              **error);
void                rabta_packages_receive_async       (RabtaCasebook        *casebook,
                                                        const char * const   *paths,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GPtrArray          *rabta_packages_receive_finish      (GAsyncResult         *result,
                                                        GError              **error);

void                rabta_copies_free                  (RabtaCopies          *self);
void                rabta_copies_load_async            (RabtaCasebook        *casebook,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
RabtaCopies        *rabta_copies_load_finish           (GAsyncResult         *result,
                                                        GError              **error);
void                rabta_copies_make_key_async        (RabtaCasebook        *casebook,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
void                rabta_copies_write_site_file_async (RabtaCasebook        *casebook,
                                                        const char           *path,
                                                        RabtaPeerRole         role,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
void                rabta_copies_read_site_file_async  (RabtaCasebook        *casebook,
                                                        const char           *path,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
RabtaPeer          *rabta_copies_read_site_file_finish (GAsyncResult         *result,
                                                        GError              **error);
void                rabta_copies_trust_async           (RabtaCasebook        *casebook,
                                                        const RabtaPeer      *peer,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
/* Of making a key, writing a file and trusting. */
gboolean            rabta_copies_finish                (GAsyncResult         *result,
                                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaExchangeLists, rabta_exchange_lists_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaCopies, rabta_copies_free)

G_END_DECLS
