/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "exchange/table-import.h"
#include "exchange/records-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaImportFindingItem:
 *
 * One finding of an import as a row of a list. Properties "title", "subtitle", "icon-name".
 */
#define RABTA_TYPE_IMPORT_FINDING_ITEM (rabta_import_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaImportFindingItem, rabta_import_finding_item, RABTA, IMPORT_FINDING_ITEM, GObject)

/**
 * RabtaImportFindings:
 *
 * What an import would do, or has done: how many rows of each sort, and what is to be said of them.
 * Property "update": whether the officer wants what is there already updated.
 */
#define RABTA_TYPE_IMPORT_FINDINGS (rabta_import_findings_get_type ())
G_DECLARE_FINAL_TYPE (RabtaImportFindings, rabta_import_findings, RABTA, IMPORT_FINDINGS, AdwBin)

gboolean rabta_import_findings_get_update   (RabtaImportFindings      *self);
void     rabta_import_findings_show         (RabtaImportFindings      *self,
                                             const RabtaImportCounts  *counts,
                                             RabtaImportReport        *report,
                                             gboolean                  is_done);
void     rabta_import_findings_show_records (RabtaImportFindings      *self,
                                             RabtaRecordsImportResult *result,
                                             gboolean                  is_done);
void     rabta_import_findings_set_undone   (RabtaImportFindings      *self);

G_END_DECLS
