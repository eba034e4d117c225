/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many findings of each sort are kept for showing; the rejects file has all of them. */
#define RABTA_IMPORT_SHOWN 1000

typedef enum
{
  RABTA_REPORT_LEFT_OUT,  /* a value is not taken, the row is */
  RABTA_REPORT_REFUSED,   /* the row is not taken */
  RABTA_REPORT_DUPLICATE, /* the enterprise is there already */
  RABTA_REPORT_ODD,       /* the value is taken, a person should look */
  RABTA_N_REPORT_KINDS,
} RabtaReportKind;

/**
 * RabtaImportFinding:
 * @row: number of the row
 * @column: heading, or "" for the row as a whole
 * @value: what the file has there; for a row as a whole its cells
 * @reason: sentence for people
 */
typedef struct
{
  RabtaReportKind  kind;
  guint                   row;
  char                   *column;
  char                   *value;
  char                   *reason;
} RabtaImportFinding;

/**
 * RabtaImportReport:
 *
 * What an import has to tell: the first findings of each sort in memory, and all values left out and
 * rows refused in a temporary file, so that memory stays bounded whatever the file holds.
 */
typedef struct _RabtaImportReport RabtaImportReport;

RabtaImportReport  *rabta_import_report_new      (GError                  **error);
void                rabta_import_report_free     (RabtaImportReport        *self);
gboolean            rabta_import_report_add      (RabtaImportReport        *self,
                                                  RabtaReportKind    kind,
                                                  guint                     row,
                                                  const char               *column,
                                                  const char               *value,
                                                  const char               *reason,
                                                  GError                  **error);
guint               rabta_import_report_count    (RabtaImportReport        *self,
                                                  RabtaReportKind    kind);
GPtrArray          *rabta_import_report_list     (RabtaImportReport        *self);
gboolean            rabta_import_report_save     (RabtaImportReport        *self,
                                                  GFile                    *file,
                                                  GFile                    *source,
                                                  const char               *casebook,
                                                  GCancellable             *cancellable,
                                                  GError                  **error);
gboolean            rabta_import_report_check    (GFile                    *file,
                                                  GFile                    *source,
                                                  const char               *casebook,
                                                  GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaImportReport, rabta_import_report_free)

G_END_DECLS
