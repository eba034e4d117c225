/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/exchange/agreement.h"

#include "exchange/xml-export.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

char *
agreement_export (RabtaCasebook *casebook,
                  const char    *folder)
{
  g_autofree char *path = g_build_filename (folder, "export.xml", NULL);
  g_autoptr (GRegex) header = g_regex_new ("<header [^>]*/>", 0, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  RabtaXmlExportOptions options = { 0 };

  g_unlink (path);
  rabta_xml_export (casebook, path, &options, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return g_regex_replace_literal (header, text, -1, 0, "", 0, NULL);
}

char *
agreement_select (const char *path,
                  const char *sql)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_string_append_printf (text, "%s|", sqlite3_column_type (statement, i) == SQLITE_NULL
                                               ? "-" : (const char *) sqlite3_column_text (statement, i));
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (statement);
  sqlite3_close (database);

  return g_string_free (text, FALSE);
}
