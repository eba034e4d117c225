/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/sheet-rows.h"
#include "exchange/sheet-xml.h"

G_BEGIN_DECLS

/**
 * RabtaXlsxSheet:
 * @name: as its tab has it
 * @member: where its cells are
 */
typedef struct
{
  char     *name;
  char     *member;
  gboolean  is_hidden;
} RabtaXlsxSheet;

/**
 * RabtaXlsx:
 *
 * What the sheets of an Office Open XML workbook have in common: their names, texts and formats.
 */
typedef struct _RabtaXlsx RabtaXlsx;

/**
 * RabtaXlsxCells:
 *
 * Makes rows of the elements of one sheet; what @rabta_xlsx_cells_handler is given.
 */
typedef struct _RabtaXlsxCells RabtaXlsxCells;

extern const RabtaSheetHandler rabta_xlsx_cells_handler;

RabtaXlsx      *rabta_xlsx_open        (RabtaSheetArchive  *archive,
                                        GCancellable       *cancellable,
                                        GError            **error);
void            rabta_xlsx_free        (RabtaXlsx          *self);
GPtrArray      *rabta_xlsx_list_sheets (RabtaXlsx          *self);

RabtaXlsxCells *rabta_xlsx_cells_new   (RabtaXlsx          *workbook,
                                        RabtaSheetRows     *rows);
void            rabta_xlsx_cells_free  (RabtaXlsxCells     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXlsx, rabta_xlsx_free)

G_END_DECLS
