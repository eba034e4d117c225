/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/receipts.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The member of a package that says what its sender has, and what became of the files it was sent. */
#define RABTA_PACKAGE_RECEIPTS "receipts.xml"

#define RABTA_RECEIPTS_FORMAT 1

/**
 * RabtaReceiptTotals:
 * @number: of the file that the receipt is for
 * @hash: of its bytes
 * @n_changes: changes in it
 * @n_new: those that were new
 * @n_conflicts: fields in conflict after it
 */
typedef struct
{
  gint64 number;
  guint8 hash[RABTA_FILE_HASH_LENGTH];
  gint64 n_changes;
  gint64 n_new;
  gint64 n_conflicts;
} RabtaReceiptTotals;

gboolean rabta_receipts_write (GOutputStream             *stream,
                               RabtaReader               *reader,
                               RabtaProgramme            *programme,
                               const RabtaVersionVector  *versions,
                               GArray                    *held,
                               GPtrArray                 *files,
                               GError                   **error);

/**
 * RabtaReceiptsHandler:
 * @versions: which changes the sender has
 * @totals: a receipt begins
 * @item: what became of a record of the file that the last receipt is for
 * @held: hash of an attached file that the sender has
 *
 * What rabta_receipts_read() calls. %FALSE with an error stops it.
 */
typedef struct
{
  gboolean (*versions) (const RabtaVersionVector  *versions,
                        gpointer                   user_data,
                        GError                   **error);
  gboolean (*totals)   (const RabtaReceiptTotals  *totals,
                        gpointer                   user_data,
                        GError                   **error);
  gboolean (*item)     (const RabtaReceiptItem    *item,
                        gpointer                   user_data,
                        GError                   **error);
  gboolean (*held)     (const guint8              *hash,
                        gpointer                   user_data,
                        GError                   **error);
} RabtaReceiptsHandler;

gboolean rabta_receipts_read  (GInputStream                *stream,
                               const RabtaReceiptsHandler  *handler,
                               gpointer                     user_data,
                               GCancellable                *cancellable,
                               GError                     **error);

G_END_DECLS
