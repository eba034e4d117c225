/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-fixture.h"

G_BEGIN_DECLS

/* Writes a ZIP file of members: name, text, name, text, …, NULL. */
GFile *fixture_write_zip  (Fixture    *self,
                           const char *name,
                           ...) G_GNUC_NULL_TERMINATED;
/* A workbook of one sheet with that "sheetData"; @strings and @styles may be NULL, @workbook is what
 * stands before the sheets. */
GFile *fixture_write_xlsx (Fixture    *self,
                           const char *workbook,
                           const char *strings,
                           const char *styles,
                           const char *rows);
/* An OpenDocument spreadsheet with those tables. */
GFile *fixture_write_ods  (Fixture    *self,
                           const char *tables);
/* One of the files in tests/exchange/sheets. */
GFile *fixture_find_sheet (const char *name);

G_END_DECLS
