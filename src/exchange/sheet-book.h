/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/table-source.h"

G_BEGIN_DECLS

/**
 * RabtaSheetBook:
 *
 * One sheet of a spreadsheet, XLSX or ODS, read row by row in bounded memory.
 */
typedef struct _RabtaSheetBook RabtaSheetBook;

gboolean           rabta_sheet_book_sniff        (GFile             *file,
                                                  gboolean          *is_sheet,
                                                  GCancellable      *cancellable,
                                                  GError           **error);
RabtaSheetBook    *rabta_sheet_book_open         (GFile             *file,
                                                  const char        *sheet,
                                                  GCancellable      *cancellable,
                                                  GError           **error);
void               rabta_sheet_book_free         (RabtaSheetBook    *self);
const char *const *rabta_sheet_book_list_sheets  (RabtaSheetBook    *self);
guint              rabta_sheet_book_get_sheet    (RabtaSheetBook    *self);
guint              rabta_sheet_book_n_columns    (RabtaSheetBook    *self);
double             rabta_sheet_book_get_progress (RabtaSheetBook    *self);
gboolean           rabta_sheet_book_rewind       (RabtaSheetBook    *self,
                                                  GCancellable      *cancellable,
                                                  GError           **error);
gboolean           rabta_sheet_book_next         (RabtaSheetBook    *self,
                                                  RabtaTableRow     *row,
                                                  GCancellable      *cancellable,
                                                  GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSheetBook, rabta_sheet_book_free)

G_END_DECLS
