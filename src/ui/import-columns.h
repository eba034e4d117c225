/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "exchange/table-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaImportColumns:
 *
 * How a table is read and what its columns are for, with a preview of the first rows.
 *
 * Signals: "mapping-changed": a column was given another field. "format-changed": the officer chose
 * another encoding, separator or sheet, so that the file has to be opened again.
 */
#define RABTA_TYPE_IMPORT_COLUMNS (rabta_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (RabtaImportColumns, rabta_import_columns, RABTA, IMPORT_COLUMNS, AdwBin)

void        rabta_import_columns_set_import    (RabtaImportColumns *self,
                                                RabtaTableImport   *import);
void        rabta_import_columns_apply         (RabtaImportColumns *self,
                                                RabtaImportMapping *mapping);
gboolean    rabta_import_columns_has_name      (RabtaImportColumns *self);
const char *rabta_import_columns_get_encoding  (RabtaImportColumns *self);
char        rabta_import_columns_get_separator (RabtaImportColumns *self);
char       *rabta_import_columns_dup_sheet     (RabtaImportColumns *self);
void        rabta_import_columns_set_preview   (RabtaImportColumns *self,
                                                GPtrArray          *rows);

G_END_DECLS
