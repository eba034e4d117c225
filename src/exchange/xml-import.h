/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-problem.h"
#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaXmlImportOptions:
 * @update: take the file's values where a record of the casebook differs
 * @dry_run: only tell what would happen
 */
typedef struct
{
  gboolean update;
  gboolean dry_run;
} RabtaXmlImportOptions;

/**
 * RabtaXmlImportResult:
 * @n_added: records that were not there
 * @n_updated: records that took values of the file
 * @n_skipped: records that were left as they are
 * @n_different: those of them that differ from the file
 * @n_deleted: those of them that were deleted here and stay so
 * @n_refused: always 0 after an import, for one wrong record refuses the whole file; it is there to
 *   be told beside the others
 * @notes: (element-type RabtaXmlProblem): warnings, and the first records deleted here
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
} RabtaXmlImportResult;

void                  rabta_xml_import_result_free (RabtaXmlImportResult         *self);
gboolean              rabta_xml_import_sniff       (const char                   *path);
RabtaXmlImportResult *rabta_xml_import_sync        (RabtaCasebook                *casebook,
                                                    const char                   *path,
                                                    const RabtaXmlImportOptions  *options,
                                                    GFileProgressCallback         progress,
                                                    gpointer                      progress_data,
                                                    GCancellable                 *cancellable,
                                                    GError                      **error);
void                  rabta_xml_import_async       (RabtaCasebook                *casebook,
                                                    const char                   *path,
                                                    const RabtaXmlImportOptions  *options,
                                                    GFileProgressCallback         progress,
                                                    gpointer                      progress_data,
                                                    GCancellable                 *cancellable,
                                                    GAsyncReadyCallback           callback,
                                                    gpointer                      user_data);
RabtaXmlImportResult *rabta_xml_import_finish      (RabtaCasebook                *casebook,
                                                    GAsyncResult                 *result,
                                                    GError                      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlImportResult, rabta_xml_import_result_free)

G_END_DECLS
