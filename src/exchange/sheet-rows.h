/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/table-source.h"

G_BEGIN_DECLS

/* Rows of a sheet, as many as spreadsheet programs have. */
#define RABTA_SHEET_MAX_ROWS 1048576
/* How often one row that is not blank may stand in a row; a list has no hundred equal lines. */
#define RABTA_SHEET_MAX_REPEATED 10000

/**
 * RabtaSheetRows:
 *
 * Rows that were read from a sheet and not handed out yet. Repeated cells and rows are kept once.
 */
typedef struct _RabtaSheetRows RabtaSheetRows;

RabtaSheetRows *rabta_sheet_rows_new        (void);
void            rabta_sheet_rows_free       (RabtaSheetRows       *self);
gboolean        rabta_sheet_rows_begin_row  (RabtaSheetRows       *self,
                                             guint                 number,
                                             guint                 repeat,
                                             GError              **error);
gboolean        rabta_sheet_rows_skip_cells (RabtaSheetRows       *self,
                                             guint                 n);
gboolean        rabta_sheet_rows_skip_to    (RabtaSheetRows       *self,
                                             guint                 column,
                                             GError              **error);
gboolean        rabta_sheet_rows_add_cell   (RabtaSheetRows       *self,
                                             const char           *text,
                                             gsize                 length,
                                             gboolean              is_lasting,
                                             RabtaTableFault       fault,
                                             guint                 repeat,
                                             GError              **error);
gboolean        rabta_sheet_rows_end_row    (RabtaSheetRows       *self,
                                             GError              **error);
guint           rabta_sheet_rows_get_number (RabtaSheetRows       *self);
gboolean        rabta_sheet_rows_next       (RabtaSheetRows       *self,
                                             RabtaTableRow        *row);
void            rabta_sheet_rows_drop       (RabtaSheetRows       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSheetRows, rabta_sheet_rows_free)

G_END_DECLS
