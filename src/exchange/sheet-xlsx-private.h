/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sheet-number.h"
#include "exchange/sheet-xlsx.h"

G_BEGIN_DECLS

/* What sheet-xlsx.c, the workbook, and sheet-xlsx-cells.c, its sheets, share. */
struct _RabtaXlsx
{
  GPtrArray  *sheets;    /* of RabtaXlsxSheet */
  gboolean    from_1904;
  GArray     *formats;   /* of RabtaSheetFormat, by the number that cells have as their style */
  GByteArray *strings;   /* one after the other, each ended by NUL */
  GArray     *starts;    /* of gsize: where each begins in @strings */
};

void rabta_xlsx_unescape (GString *text);

G_END_DECLS
