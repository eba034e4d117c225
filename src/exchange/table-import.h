/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/import-mapping.h"
#include "exchange/import-report.h"
#include "exchange/table-source.h"
#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaImportCounts:
 *
 * What became of the rows; their sum is the number of rows that are not blank.
 */
typedef struct
{
  guint added;
  guint updated;
  guint skipped;
  guint refused;
} RabtaImportCounts;

/**
 * RabtaPreviewCell:
 * @text: as it stands in the file
 * @value: as it would be taken, for people; %NULL where it would not
 * @problem: sentence about what is wrong or odd, or %NULL
 * @is_left_out: the value would not be taken
 */
typedef struct
{
  char     *text;
  char     *value;
  char     *problem;
  gboolean  is_left_out;
} RabtaPreviewCell;

/**
 * RabtaPreviewRow:
 * @number: number of the row
 * @refusal: why the whole row would be refused, or %NULL
 * @cells: one for each column
 */
typedef struct
{
  guint             number;
  char             *refusal;
  guint             n_cells;
  RabtaPreviewCell *cells;
} RabtaPreviewRow;

/* On the thread that writes: how far the import is, 0 to 1. */
typedef void (*RabtaImportProgressFunc) (double   fraction,
                                         gpointer user_data);

/**
 * RabtaTableImport:
 *
 * The import of one CSV or TSV file or spreadsheet into a casebook. Set up by one thread, run on the writer's; it
 * must outlive the run and not be touched meanwhile.
 */
typedef struct _RabtaTableImport RabtaTableImport;

RabtaTableImport         *rabta_table_import_new          (RabtaCasebook            *casebook,
                                                           GFile                    *file,
                                                           const RabtaTableFormat   *format,
                                                           GCancellable             *cancellable,
                                                           GError                  **error);
void                      rabta_table_import_free         (RabtaTableImport         *self);
RabtaTableSource         *rabta_table_import_get_source   (RabtaTableImport         *self);
RabtaImportMapping       *rabta_table_import_get_mapping  (RabtaTableImport         *self);
void                      rabta_table_import_set_update   (RabtaTableImport         *self,
                                                           gboolean                  update);
void                      rabta_table_import_set_dry_run  (RabtaTableImport         *self,
                                                           gboolean                  dry_run);
void                      rabta_table_import_set_progress (RabtaTableImport         *self,
                                                           RabtaImportProgressFunc   func,
                                                           gpointer                  user_data);
gboolean                  rabta_table_import_check        (RabtaTableImport         *self,
                                                           GError                  **error);
GPtrArray                *rabta_table_import_preview      (RabtaTableImport         *self,
                                                           guint                     n_rows,
                                                           GCancellable             *cancellable,
                                                           GError                  **error);
gboolean                  rabta_table_import_run_sync     (RabtaTableImport         *self,
                                                           GCancellable             *cancellable,
                                                           GError                  **error);
void                      rabta_table_import_run_async    (RabtaTableImport         *self,
                                                           GCancellable             *cancellable,
                                                           GAsyncReadyCallback       callback,
                                                           gpointer                  user_data);
gboolean                  rabta_table_import_run_finish   (RabtaTableImport         *self,
                                                           GAsyncResult             *result,
                                                           GError                  **error);
const RabtaImportCounts  *rabta_table_import_get_counts   (RabtaTableImport         *self);
RabtaImportReport        *rabta_table_import_get_report   (RabtaTableImport         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaTableImport, rabta_table_import_free)

G_END_DECLS
