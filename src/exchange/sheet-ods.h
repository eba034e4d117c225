/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/sheet-rows.h"
#include "exchange/sheet-xml.h"

G_BEGIN_DECLS

/* Where all sheets of an OpenDocument spreadsheet are. */
#define RABTA_ODS_CONTENT "content.xml"

/**
 * RabtaOdsCells:
 *
 * Makes rows of the elements of one sheet; what @rabta_ods_cells_handler is given.
 */
typedef struct _RabtaOdsCells RabtaOdsCells;

extern const RabtaSheetHandler rabta_ods_cells_handler;

gboolean        rabta_ods_check             (RabtaSheetArchive  *archive,
                                             GCancellable       *cancellable,
                                             GError            **error);
gboolean        rabta_ods_list_sheets       (RabtaSheetArchive  *archive,
                                             GPtrArray          *names,
                                             int                *first_filled,
                                             GCancellable       *cancellable,
                                             GError            **error);

RabtaOdsCells  *rabta_ods_cells_new         (guint               sheet,
                                             RabtaSheetRows     *rows);
void            rabta_ods_cells_free        (RabtaOdsCells      *self);

G_END_DECLS
