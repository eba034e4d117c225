/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets: what officers get from them, and what bad ones do not get from us. */
#include "sheet-fixture.h"

#include <string.h>

#define ROW(cells) "<row>" cells "</row>"
#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define HEADINGS ROW (TEXT ("Name") TEXT ("Value"))

/* The rows as NUMBER:cell|cell, one a line, with "!" before what a formula left that failed. */
static char *
dump (RabtaTableSource  *source,
      GError           **error)
{
  GString *text = g_string_new (NULL);
  RabtaTableRow row;

  while (rabta_table_source_next (source, &row, NULL, error))
    {
      g_string_append_printf (text, "%u:", row.number);
      for (guint i = 0; i < row.n_cells; i++)
        g_string_append_printf (text, "%s%s%s", i > 0 ? "|" : "",
                                row.cells[i].fault == RABTA_TABLE_CELL_MISTAKE ? "!" : "", row.cells[i].text);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static RabtaTableSource *
assert_rows (GFile      *file,
             const char *sheet,
             const char *expected)
{
  const RabtaTableFormat format = { .sheet = sheet };
  g_autoptr (GError) error = NULL;
  RabtaTableSource *source = rabta_table_source_open (file, &format, NULL, &error);

  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *rows = dump (source, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, expected);
      rabta_table_source_rewind (source, NULL, &error);
      g_assert_no_error (error);
    }

  return source;
}

static void
assert_values (GFile      *file,
               const char *expected)
{
  g_autoptr (RabtaTableSource) source = assert_rows (file, NULL, expected);

  g_assert_cmpstr (rabta_table_source_get_heading (source, 0), ==, "Name");
}

static void
assert_refused (GFile      *file,
                const char *reason)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (RabtaTableSource) source = rabta_table_source_open (file, NULL, NULL, &error);

  g_assert_null (source);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” is not in: %s", reason, error->message);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
}

#define MEMBERS_3 "3:Ali & Sons|0300-1234567|3520212345671|1998-03-14|TRUE|51%|Lahore|first\n"
#define MEMBERS_4 "4:حسن اسپورٹس|0321-7654321|35202-1234567-3|2004-12-01|FALSE|12.5%|Sialkot"

static void
test_openpyxl (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_find_sheet ("openpyxl.xlsx");
  g_autoptr (RabtaTableSource) hidden = NULL;
  g_autoptr (RabtaTableSource) source = NULL;
  g_autofree char *sheets = NULL;

  source = assert_rows (file, NULL,
                        MEMBERS_3 MEMBERS_4 "\n"
                        "6:Broken Formulas|!#N/A||2011-07-02 15:30|||Lahore|#\n"
                        "7:Long Number||3.52021E+16||||Lahore\n");
  sheets = g_strjoinv ("/", (char **) rabta_table_source_list_sheets (source));
  g_assert_cmpstr (sheets, ==, "Cover/Members & Guests/Old");
  g_assert_cmpuint (rabta_table_source_get_sheet (source), ==, 1);
  g_assert_cmpuint (rabta_table_source_get_heading_row (source), ==, 2);
  g_assert_cmpstr (rabta_table_source_get_heading (source, 7), ==, "Remarks");

  hidden = assert_rows (file, "Old", "2:Hidden Works|Lahore\n");
}

static void
test_odfpy (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_find_sheet ("odfpy.ods");
  g_autoptr (RabtaTableSource) source = NULL;

  source = assert_rows (file, NULL, MEMBERS_3 MEMBERS_4 "\n" "6:Same||||||Lahore\n" "7:Same||||||Lahore\n");
  g_assert_cmpstr (rabta_table_source_list_sheets (source)[1], ==, "Members");
  g_assert_cmpuint (rabta_table_source_get_sheet (source), ==, 1);
}

/* A sheet goes the way of a list: mapping, values, duplicates, what is left out. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_find_sheet ("openpyxl.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaTableImport) import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_autofree char *counts = NULL;
  g_autofree char *cnics = NULL;
  g_autofree char *phones = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *undone = NULL;

  g_assert_no_error (error);
  rabta_table_import_run_sync (import, NULL, &error);
  g_assert_no_error (error);
  counts = fixture_counts (import);
  g_assert_cmpstr (counts, ==, "4 added, 0 updated, 0 skipped, 0 refused");
  cnics = fixture_dump (fixture, "cnic");
  g_assert_nonnull (strstr (cnics, "Ali & Sons|35202-1234567-1\n"));
  g_assert_nonnull (strstr (cnics, "Long Number|\n"));
  phones = fixture_dump (fixture, "phone");
  g_assert_nonnull (strstr (phones, "حسن اسپورٹس|+923217654321\n"));

  rejects = fixture_rejects (fixture, import);
  g_assert_nonnull (strstr (rejects, "\r\n6,\"Mobile\",\"#N/A\",\"The formula in the cell failed: #N/A.\"\r\n"));
  g_assert_nonnull (strstr (rejects, "\r\n7,\"Owner CNIC\",\"3.52021E+16\",\"Owner’s CNIC: “3.52021E+16” was shortened"));

  undone = rabta_casebook_undo_sync (fixture_casebook (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_n_records (fixture), ==, 0);
}

static void
test_xlsx_texts (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GFile) file = NULL;

  file = fixture_write_xlsx (fixture, NULL,
                             "<si><t>Name</t></si><si><r><t>Gul </t></r><r><rPr><b/></rPr><t>Ahmed</t></r></si>"
                             "<si><t>東</t><rPh sb=\"0\" eb=\"1\"><t>ひがし</t></rPh></si><si/>"
                             "<si><t>two_x000D_\nlines _x005F_x000D_</t></si>",
                             NULL,
                             "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>" TEXT ("Value") "</row>"
                             "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"AB3\" t=\"s\"><v>2</v></c></row>"
                             "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>3</v></c><c r=\"B5\" t=\"str\"><f>A2</f><v>a &lt;b&gt;</v></c></row>"
                             "<row r=\"9\"><c r=\"A9\" t=\"s\"><v>4</v></c><c t=\"e\"><v>#DIV/0!</v></c></row>");
  assert_values (file,
                 "3:Gul Ahmed|||||||||||||||||||||||||||東\n"
                 "5:|a <b>\n"
                 "9:two\r\nlines _x000D_|!#DIV/0!\n");
}

#define STYLES "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-420]dd/mm/yyyy;@\"/>"                             \
               "<numFmt numFmtId=\"165\" formatCode=\"00000\\-0000000\\-0\"/><numFmt numFmtId=\"166\" formatCode=\"&quot;Rs. &quot;#,##0.00\"/>" \
               "<numFmt numFmtId=\"167\" formatCode=\"d mmm yyyy h:mm AM/PM\"/><numFmt numFmtId=\"168\" formatCode=\"&quot;days: &quot;0\"/></numFmts>" \
               "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"                                                 \
               "<cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"10\"/><xf numFmtId=\"165\"/>"  \
               "<xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"20\"/><xf numFmtId=\"168\"/></cellXfs>"
#define NUMBER(style, value) ROW (TEXT ("x") "<c s=\"" style "\"><v>" value "</v></c>")

static void
test_xlsx_numbers (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GFile) file = NULL;

  file = fixture_write_xlsx (fixture, NULL, NULL, STYLES,
                             HEADINGS NUMBER ("0", "46085") NUMBER ("1", "46085") NUMBER ("2", "46085.75")
                             NUMBER ("1", "1") NUMBER ("1", "59") NUMBER ("1", "61") NUMBER ("1", "60")
                             NUMBER ("3", "0.515") NUMBER ("4", "3520212345671") NUMBER ("4", "120212345671")
                             NUMBER ("5", "1234567.5") NUMBER ("6", "46085.999999") NUMBER ("7", "0.75")
                             NUMBER ("8", "12") NUMBER ("0", "1234567890123456") NUMBER ("0", "3.520212345671E12")
                             NUMBER ("0", "1.2345E+17") NUMBER ("0", "0.1") NUMBER ("99", "-5") NUMBER ("1", "-5")
                             NUMBER ("0", "nonsense") NUMBER ("0", "1e999"));
  assert_values (file,
                 "2:x|46085\n3:x|2026-03-04\n4:x|2026-03-04\n5:x|1900-01-01\n6:x|1900-02-28\n7:x|1900-03-01\n8:x|60\n"
                 "9:x|51.5%\n10:x|35202-1234567-1\n11:x|01202-1234567-1\n12:x|1234567.5\n13:x|2026-03-05 00:00\n14:x|18:00\n"
                 "15:x|12\n16:x|1234567890123456\n17:x|3520212345671\n18:x|1.23450E+17\n19:x|0.1\n20:x|-5\n21:x|-5\n"
                 "22:x|nonsense\n23:x|1e999\n");
}

static void
test_xlsx_1904 (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write_xlsx (fixture, "<workbookPr date1904=\"1\"/>", NULL, STYLES,
                                               HEADINGS NUMBER ("1", "0") NUMBER ("1", "44623"));

  assert_values (file, "2:x|1904-01-01\n3:x|2026-03-04\n");
}

#define TABLE(rows) "<table:table table:name=\"List\">" rows "</table:table>"
#define ODS_ROW(attributes, cells) "<table:table-row " attributes ">" cells "</table:table-row>"
#define P(text) "<text:p>" text "</text:p>"
#define CELL(attributes, content) "<table:table-cell " attributes ">" content "</table:table-cell>"
#define STRING(text) CELL ("office:value-type=\"string\"", P (text))

static void
test_ods_cells (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) file = NULL;

  file = fixture_write_ods (fixture,
    TABLE ("<table:table-header-rows>" ODS_ROW ("", STRING ("Name") STRING ("Value")) "</table:table-header-rows>"
           ODS_ROW ("", STRING ("a<text:s text:c=\"2\"/>b<text:tab/><text:span>c</text:span><text:line-break/>d</text:p><text:p>e"))
           ODS_ROW ("table:number-rows-repeated=\"3\"", "<table:table-cell/>")
           ODS_ROW ("table:visibility=\"collapse\"", STRING ("hidden") CELL ("office:value-type=\"currency\" office:value=\"1500.5\"", P ("Rs. 1,500.50")))
           ODS_ROW ("", STRING ("e") CELL ("table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"", P ("#N/A")))
           ODS_ROW ("", STRING ("t") CELL ("office:value-type=\"time\" office:time-value=\"PT15H30M00S\"", P ("15:30")))
           ODS_ROW ("", STRING ("n") CELL ("office:value-type=\"float\" office:value=\"3.520212345671E+12\"", P ("3.52E+12")))
           ODS_ROW ("", STRING ("x") CELL ("office:value-type=\"string\" table:number-columns-repeated=\"3\"", P ("y")))
           ODS_ROW ("", CELL ("table:number-columns-spanned=\"2\" office:value-type=\"string\"", P ("merged"))
                    "<table:covered-table-cell office:value-type=\"string\"><text:p>under it</text:p></table:covered-table-cell>" STRING ("after"))));
  assert_values (file,
                 "2:a  b\tc\nd\ne\n6:hidden|1500.5\n7:e|!#N/A\n8:t|15:30\n9:n|3520212345671\n10:x|y|y|y\n11:merged||after\n");
}

#define ODS_LIST(rows) TABLE (ODS_ROW ("", STRING ("Name") STRING ("Value")) rows)

static void
test_bombs (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) wide = NULL;
  g_autoptr (GFile) tall = NULL;
  g_autoptr (GFile) blown = NULL;
  g_autoptr (GFile) deep = NULL;
  g_autoptr (GFile) empty = NULL;
  g_autoptr (GString) blanks = g_string_sized_new (256 << 20);

  wide = fixture_write_ods (fixture, ODS_LIST (ODS_ROW ("", CELL ("office:value-type=\"string\" table:number-columns-repeated=\"2000000000\"", P ("x")))));
  assert_refused (wide, "row 2 has more columns");
  tall = fixture_write_ods (fixture, ODS_LIST (ODS_ROW ("table:number-rows-repeated=\"2000000000\"", STRING ("x"))));
  assert_refused (tall, "row 2 is repeated");

  /* Blanks without end are what every spreadsheet has. */
  empty = fixture_write_ods (fixture, ODS_LIST (ODS_ROW ("table:number-rows-repeated=\"4000000000\"", "<table:table-cell table:number-columns-repeated=\"4000000000\"/>")));
  assert_values (empty, "");

  for (int i = 0; i < 100; i++)
    g_string_append (blanks, "<a>");
  deep = fixture_write_xlsx (fixture, NULL, NULL, NULL, blanks->str);
  assert_refused (deep, "nested more deeply");

  g_string_set_size (blanks, 256 << 20);
  memset (blanks->str, ' ', blanks->len);
  blown = fixture_write_xlsx (fixture, NULL, NULL, NULL, blanks->str);
  assert_refused (blown, "larger than any list when unpacked");
}

/* A member that claims four gigabytes is not unpacked to see. */
static void
test_claimed_size (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write_ods (fixture, ODS_LIST (""));
  g_autofree char *bytes = NULL;
  char *entry;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
  entry = memmem (bytes, length, "PK\1\2", 4);
  g_assert_nonnull (entry);
  memcpy (entry + 24, "\xf0\xff\xff\xff", 4);
  memcpy (bytes + 22, "\xf0\xff\xff\xff", 4);
  g_clear_object (&file);
  file = fixture_write (fixture, "claims.ods", bytes, (gssize) length);
  assert_refused (file, "larger than any list when unpacked");
}

static void
test_no_sheets (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) zip = fixture_write_zip (fixture, "a.xlsx", "readme.txt", "Hello", NULL);
  g_autoptr (GFile) text = fixture_write_zip (fixture, "b.ods", "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<a/>", NULL);
  g_autoptr (GFile) climbing = fixture_write_zip (fixture, "c.xlsx", "../../etc/passwd", "root", NULL);
  g_autoptr (GFile) twice = fixture_write_zip (fixture, "d.xlsx", "[Content_Types].xml", "<a/>", "[content_types].XML", "<b/>", NULL);
  g_autoptr (GFile) bare = fixture_write_zip (fixture, "e.xlsx", "[Content_Types].xml", "<a/>", NULL);
  g_autoptr (GFile) locked = fixture_write_zip (fixture, "f.ods", "mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                                                "content.xml", "\x8a\xff noise", "META-INF/manifest.xml",
                                                "<m:manifest xmlns:m=\"urn:m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>", NULL);
  g_autoptr (GFile) blank = fixture_write_xlsx (fixture, NULL, NULL, NULL, "<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>");

  assert_refused (zip, "not a spreadsheet");
  assert_refused (text, "not a spreadsheet");
  assert_refused (climbing, "a member with a name");
  assert_refused (twice, "two members of one name");
  assert_refused (bare, "_rels/.rels” is missing");
  assert_refused (locked, "protected by a password");
  assert_refused (blank, "All its sheets are empty");
}

/* Compound files of old programs: a header, and a directory with names in UTF-16. */
static void
test_old_programs (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *bytes = g_malloc0 (2048);
  g_autoptr (GFile) old = NULL;
  g_autoptr (GFile) locked = NULL;
  static const char name[] = "EncryptedPackage";

  memcpy (bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  bytes[30] = 9;
  bytes[48] = 1;
  old = fixture_write (fixture, "old.xls", bytes, 2048);
  assert_refused (old, "old office program (XLS)");

  for (gsize i = 0; i < strlen (name); i++)
    bytes[1024 + 128 + i * 2] = name[i];
  locked = fixture_write (fixture, "locked.xlsx", bytes, 2048);
  assert_refused (locked, "protected by a password");
}

static void
test_bad_xml (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *rows;
    const char *reason;
  } cases[] = {
    { "<row r=\"5\"><c t=\"s\"><v>7</v></c></row>", "refers to a text that is not there" },
    { "<row r=\"5\"/><row r=\"5\"/>", "out of order at row 5" },
    { "<row r=\"5\"><c r=\"B5\"><v>1</v></c><c r=\"A5\"><v>1</v></c></row>", "cells of its row 5 are out of order" },
    { "<row r=\"5\"><c r=\"XFD5\"><v>1</v></c></row>", "row 5 has more columns" },
    { "<row r=\"4000000\"><c><v>1</v></c></row>", "more rows than any list" },
    { "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><row/>", "document type" },
    { "<row><c><v>&a;</v></c></row>", "sheet1.xml” is damaged in line 2" },
    { "<row><c></row>", "closed by the end tag of another" },
    { "<row>\xff</row>", "not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = fixture_write_xlsx (fixture, NULL, NULL, NULL, cases[i].rows);

      assert_refused (file, cases[i].reason);
    }
}

static void
test_long_cell (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (70000, 'x');
  g_autofree char *rows = g_strconcat (HEADINGS "<row><c t=\"inlineStr\"><is><t>", text, "</t></is></c></row>", NULL);
  g_autoptr (GFile) file = fixture_write_xlsx (fixture, NULL, NULL, NULL, rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaTableSource) source = rabta_table_source_open (file, NULL, NULL, &error);
  RabtaTableRow row;

  g_assert_no_error (error);
  g_assert_true (rabta_table_source_next (source, &row, NULL, &error));
  g_assert_cmpint (row.cells[0].fault, ==, RABTA_TABLE_CELL_TOO_LONG);
  g_assert_cmpuint (row.cells[0].length, <=, 100);
}

static void
test_no_such_sheet (Fixture       *fixture,
                    gconstpointer  data)
{
  const RabtaTableFormat format = { .sheet = "Liste" };
  g_autoptr (GFile) file = fixture_write_xlsx (fixture, NULL, NULL, NULL, HEADINGS);
  g_autoptr (GFile) text = fixture_write (fixture, "a.csv", "Name,City\nA,B\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (rabta_table_source_open (file, &format, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "its sheets are: List."));
  g_clear_error (&error);
  g_assert_null (rabta_table_source_open (text, &format, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
}

/* Damage of any kind gives an error or rows, soon, and never more. */
static void
assert_harmless (Fixture    *fixture,
                 const char *bytes,
                 gsize       length)
{
  g_autoptr (GFile) file = fixture_write (fixture, "damaged.xlsx", bytes, (gssize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaTableSource) source = rabta_table_source_open (file, NULL, NULL, &error);
  g_autofree char *rows = source != NULL ? dump (source, &error) : NULL;

  g_assert_true (source != NULL || error != NULL);
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const names[] = { "openpyxl.xlsx", "odfpy.ods" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20260701);
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = fixture_find_sheet (names[i]);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
      for (gsize cut = 0; cut < length; cut += length / 40)
        {
          g_autoptr (GFile) torn = fixture_write (fixture, "torn.xlsx", bytes, (gssize) cut);
          g_autoptr (GError) error = NULL;

          g_assert_null (rabta_table_source_open (torn, NULL, NULL, &error));
          g_assert_nonnull (error);
        }

      for (int round = 0; round < 400; round++)
        {
          g_autofree char *damaged = g_memdup2 (bytes, length);

          for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
            damaged[g_rand_int_range (random, 0, (gint32) length)] ^= (char) g_rand_int_range (random, 1, 256);
          assert_harmless (fixture, damaged, length);
        }
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_TIME_SPAN_SECOND);
}

/* A byte that was flipped within the cells is found by the checksum before any row is shown. */
static void
test_flipped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_find_sheet ("odfpy.ods");
  g_autofree char *bytes = NULL;
  gsize length;
  char *member;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
  member = memmem (bytes, length, "content.xml", 11);
  g_assert_nonnull (member);
  member[400] ^= 1;
  g_clear_object (&file);
  file = fixture_write (fixture, "flipped.ods", bytes, (gssize) length);
  assert_refused (file, "damaged");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/sheets/openpyxl", test_openpyxl);
  FIXTURE_TEST ("/sheets/odfpy", test_odfpy);
  FIXTURE_TEST ("/sheets/import", test_import);
  FIXTURE_TEST ("/sheets/xlsx-texts", test_xlsx_texts);
  FIXTURE_TEST ("/sheets/xlsx-numbers", test_xlsx_numbers);
  FIXTURE_TEST ("/sheets/xlsx-1904", test_xlsx_1904);
  FIXTURE_TEST ("/sheets/ods-cells", test_ods_cells);
  FIXTURE_TEST ("/sheets/bombs", test_bombs);
  FIXTURE_TEST ("/sheets/claimed-size", test_claimed_size);
  FIXTURE_TEST ("/sheets/no-sheets", test_no_sheets);
  FIXTURE_TEST ("/sheets/old-programs", test_old_programs);
  FIXTURE_TEST ("/sheets/bad-xml", test_bad_xml);
  FIXTURE_TEST ("/sheets/long-cell", test_long_cell);
  FIXTURE_TEST ("/sheets/no-such-sheet", test_no_such_sheet);
  FIXTURE_TEST ("/sheets/damage", test_damage);
  FIXTURE_TEST ("/sheets/flipped", test_flipped);

  return g_test_run ();
}
