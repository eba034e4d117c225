/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-problem.h"
#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaRecordsImportOptions:
 * @update: take the file's values where a record of the casebook differs
 * @dry_run: only tell what would happen
 */
typedef struct
{
  gboolean update;
  gboolean dry_run;
} RabtaRecordsImportOptions;

/**
 * RabtaRecordsImportResult:
 * @n_added: records that were not there
 * @n_updated: records that took values of the file
 * @n_skipped: records that were left as they are
 * @n_different: those of them that differ from the file
 * @n_deleted: those of them that were deleted here and stay so
 * @n_refused: always 0 after an import, for one wrong record refuses the whole file; it is there to
 *   be told beside the others
 * @notes: (element-type RabtaXmlProblem): warnings, and the first records deleted here
 *
 * What came of the import of a file of this program: XML or another casebook.
 */
typedef struct
{
  gint64     n_added;
  gint64     n_updated;
  gint64     n_skipped;
  gint64     n_different;
  gint64     n_deleted;
  gint64     n_refused;
  GPtrArray *notes;
} RabtaRecordsImportResult;

void                      rabta_records_import_result_free (RabtaRecordsImportResult         *self);
gboolean                  rabta_records_import_sniff       (const char                       *path);
RabtaRecordsImportResult *rabta_records_import_sync        (RabtaCasebook                    *casebook,
                                                            const char                       *path,
                                                            const RabtaRecordsImportOptions  *options,
                                                            GFileProgressCallback             progress,
                                                            gpointer                          progress_data,
                                                            GCancellable                     *cancellable,
                                                            GError                          **error);
void                      rabta_records_import_async       (RabtaCasebook                    *casebook,
                                                            const char                       *path,
                                                            const RabtaRecordsImportOptions  *options,
                                                            GFileProgressCallback             progress,
                                                            gpointer                          progress_data,
                                                            GCancellable                     *cancellable,
                                                            GAsyncReadyCallback               callback,
                                                            gpointer                          user_data);
RabtaRecordsImportResult *rabta_records_import_finish      (RabtaCasebook                    *casebook,
                                                            GAsyncResult                     *result,
                                                            GError                          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaRecordsImportResult, rabta_records_import_result_free)

G_END_DECLS
