/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/table-import.h"

G_BEGIN_DECLS

/**
 * RabtaVcardImportOptions:
 * @update: whether people that are there already take the values of their cards
 * @dry_run: only tell what would happen
 */
typedef struct
{
  gboolean update;
  gboolean dry_run;
} RabtaVcardImportOptions;

/**
 * RabtaVcardImportResult:
 * @counts: what became of the cards
 * @report: what is to be told of them; rows are numbers of cards
 */
typedef struct
{
  RabtaImportCounts  counts;
  RabtaImportReport *report;
} RabtaVcardImportResult;

void                    rabta_vcard_import_result_free (RabtaVcardImportResult         *self);
gboolean                rabta_vcard_import_sniff       (const char                     *path);
RabtaVcardImportResult *rabta_vcard_import_sync        (RabtaCasebook                  *casebook,
                                                        GFile                          *file,
                                                        const RabtaVcardImportOptions  *options,
                                                        RabtaImportProgressFunc         progress,
                                                        gpointer                        progress_data,
                                                        GCancellable                   *cancellable,
                                                        GError                        **error);
void                    rabta_vcard_import_async       (RabtaCasebook                  *casebook,
                                                        GFile                          *file,
                                                        const RabtaVcardImportOptions  *options,
                                                        RabtaImportProgressFunc         progress,
                                                        gpointer                        progress_data,
                                                        GCancellable                   *cancellable,
                                                        GAsyncReadyCallback             callback,
                                                        gpointer                        user_data);
RabtaVcardImportResult *rabta_vcard_import_finish      (RabtaCasebook                  *casebook,
                                                        GAsyncResult                   *result,
                                                        GError                        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaVcardImportResult, rabta_vcard_import_result_free)

G_END_DECLS
