/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/package-peers.h"
#include "exchange/receipt.h"

G_BEGIN_DECLS

/**
 * RabtaSendReport:
 * @number: of the file
 * @n_changes: changes in it: those that the recipient has not said it has
 * @n_receipts: receipts in it
 * @n_attachments: attached files in it
 * @n_left: attached files that have to wait for the next one, because it would grow too large
 * @size: of the file in bytes
 */
typedef struct
{
  gint64 number;
  gint64 n_changes;
  guint  n_receipts;
  guint  n_attachments;
  guint  n_left;
  gint64 size;
} RabtaSendReport;

/**
 * RabtaReceiveReport:
 * @from: (nullable): who sent it
 * @number: of the file
 * @known: (nullable): instant at which the same file came in before; then nothing else was done
 * @merge: what came of the changes
 * @n_receipts: receipts that it brought
 * @n_to_mend: what they found that is to be mended
 * @n_attachments: attached files that it brought and that were not here
 * @n_awaited: documents here whose files have not arrived
 * @programme: version of a programme definition that it brought and that is in force from the next
 *   opening on, or 0
 * @n_foreign_receipts: receipts for files that were not made here, though in the name of this copy
 * @renamed: whether this copy turned out to be put back or cloned as a whole, and has another id now
 * @before: (nullable): instant at which another file of the same number came in
 * @missing: (element-type gint64): numbers of files from the same sender that have not arrived
 */
typedef struct
{
  RabtaPeer        *from;
  gint64            number;
  char             *known;
  RabtaMergeReport  merge;
  guint             n_receipts;
  guint             n_to_mend;
  guint             n_attachments;
  gint64            n_awaited;
  gint64            programme;
  guint             n_foreign_receipts;
  gboolean          renamed;
  char             *before;
  GArray           *missing;
} RabtaReceiveReport;

void     rabta_receive_report_clear (RabtaReceiveReport  *self);

gboolean rabta_package_send_sync    (RabtaCasebook       *casebook,
                                     const guint8        *site,
                                     const char          *path,
                                     RabtaSendReport     *report,
                                     GCancellable        *cancellable,
                                     GError             **error);
gboolean rabta_package_receive_sync (RabtaCasebook       *casebook,
                                     const char          *path,
                                     RabtaReceiveReport  *report,
                                     GCancellable        *cancellable,
                                     GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RabtaReceiveReport, rabta_receive_report_clear)

G_END_DECLS
