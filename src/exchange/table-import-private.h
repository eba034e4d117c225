/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/import-row.h"
#include "exchange/table-import.h"

G_BEGIN_DECLS

/* What table-import.c, which people call, and import-run.c, which does the work on the writer's
 * thread, share. */
struct _RabtaTableImport
{
  RabtaCasebook           *casebook;
  GFile                   *file;
  char                    *shown_name;
  RabtaTableSource        *source;
  RabtaImportMapping      *mapping;
  gboolean                 update;
  gboolean                 dry_run;
  RabtaImportProgressFunc  progress_func;
  gpointer                 progress_data;

  /* Of one run. */
  RabtaRowReader          *reader;
  RabtaImportReport       *report;
  RabtaImportCounts        counts;
  GHashTable              *seen;       /* ids of enterprises that a row was taken into, to update each once */
  guint                    n_passes;
  guint                    pass;
  GString                 *row_text;
};

gboolean rabta_import_run_cb          (RabtaBatch        *batch,
                                       gpointer           user_data,
                                       GCancellable      *cancellable,
                                       GError           **error);
gboolean rabta_import_run_learn_dates (RabtaTableImport  *self,
                                       RabtaRowReader    *reader,
                                       GCancellable      *cancellable,
                                       GError           **error);

G_END_DECLS
