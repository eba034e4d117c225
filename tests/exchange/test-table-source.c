/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

#include "base/error.h"

#include <string.h>

#define URDU "نام,فون,ضلع\r\n\"علی ٹریڈرز, لاہور\r\nمال روڈ\",۰۳۰۰۱۲۳۴۵۶۷,لاہور\r\n\r\nسیالکوٹ سپورٹس,,سیالکوٹ\r\n"
/* Windows-1256 has the Arabic yeh, not the Urdu one. */
#define URDU_1256 "نام,ضلع\r\nکراچي گارمنٹس,کراچي\r\nپشاور چپل گھر,پشاور\r\n"

static RabtaTableSource *
open_source (GFile      *file,
             const char *encoding,
             char        separator)
{
  g_autoptr (GError) error = NULL;
  const RabtaTableFormat format = { encoding, separator, NULL };
  RabtaTableSource *source = rabta_table_source_open (file, &format, NULL, &error);

  g_assert_no_error (error);
  return source;
}

/* The rows as NUMBER/LINE:cell|cell, one a line. */
static char *
dump (RabtaTableSource *source)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  RabtaTableRow row;

  while (rabta_table_source_next (source, &row, NULL, &error))
    {
      g_string_append_printf (text, "%u/%u%s:", row.number, row.line, row.unclosed ? "!" : "");
      for (guint i = 0; i < row.n_cells; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", row.cells[i].text);
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);

  return g_string_free (text, FALSE);
}

static void
assert_rows (GFile      *file,
             const char *expected)
{
  g_autoptr (RabtaTableSource) source = open_source (file, NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = dump (source);
  g_autofree char *again = NULL;

  g_assert_cmpstr (rows, ==, expected);

  rabta_table_source_rewind (source, NULL, &error);
  g_assert_no_error (error);
  again = dump (source);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_encodings (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct
  {
    const char *encoding;
    const char *mark;
    const char *text;
    const char *found;
  } cases[] = {
    { "UTF-8", "", URDU, "UTF-8" },
    { "UTF-8", "\xef\xbb\xbf", URDU, "UTF-8" },
    { "UTF-16LE", "\xff\xfe", URDU, "UTF-16LE" },
    { "UTF-16BE", "\xfe\xff", URDU, "UTF-16BE" },
    { "UTF-16LE", "", URDU, "UTF-16LE" },
    { "UTF-16BE", "", URDU, "UTF-16BE" },
    { "WINDOWS-1256", "", URDU_1256, "WINDOWS-1256" },
    { "WINDOWS-1252", "", "Name,City\nCafé Müller – “Süd”,Lahore\nÉtoile & Fils,Zürich\n", "WINDOWS-1252" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = fixture_write_as (fixture, "a.csv", cases[i].text, cases[i].encoding, cases[i].mark);
      g_autoptr (RabtaTableSource) source = open_source (file, NULL, 0);
      g_autoptr (GFile) plain = fixture_write (fixture, "b.csv", cases[i].text, -1);
      g_autoptr (RabtaTableSource) expected = open_source (plain, NULL, 0);
      g_autofree char *rows = dump (source);
      g_autofree char *expected_rows = dump (expected);

      g_assert_cmpstr (rabta_table_source_get_encoding (source), ==, cases[i].found);
      g_assert_cmpstr (rabta_table_source_get_heading (source, 0), ==, rabta_table_source_get_heading (expected, 0));
      g_assert_cmpstr (rows, ==, expected_rows);
      g_assert_cmpuint (strlen (rows), >, 10);
    }
}

/* A file that is valid UTF-8 to its last row but one is not UTF-8. */
static void
test_late_byte (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("Name,City\n");
  g_autoptr (GFile) file = NULL;
  g_autoptr (RabtaTableSource) source = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (text, "Firm %d,Lahore\n", i);
  g_string_append (text, "Caf\xe9,Lahore\n");
  file = fixture_write (fixture, "late.csv", text->str, (gssize) text->len);
  source = open_source (file, NULL, 0);

  g_assert_cmpstr (rabta_table_source_get_encoding (source), ==, "WINDOWS-1252");
}

static void
test_forced_encoding (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.csv", "Name,City\nCaf\xe9,Lahore\n", -1);
  g_autoptr (RabtaTableSource) source = open_source (file, "UTF-8", 0);
  RabtaTableRow row;

  g_assert_true (rabta_table_source_next (source, &row, NULL, NULL));
  g_assert_cmpint (row.cells[0].fault, ==, RABTA_TABLE_CELL_NO_TEXT);
  g_assert_cmpint (row.cells[1].fault, ==, RABTA_TABLE_CELL_SOUND);

  g_assert_cmpstr (rabta_table_find_encoding ("utf8"), ==, "UTF-8");
  g_assert_cmpstr (rabta_table_find_encoding ("cp1256"), ==, "WINDOWS-1256");
  g_assert_null (rabta_table_find_encoding ("klingon"));
}

static void
test_separators (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char separators[] = { ',', ';', '\t', '|' };

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      g_autofree char *text = g_strdup ("Name@Address@City\n\"A@B\"@\"12, Main Road; East\"@Lahore\nC@@Karachi\n");
      g_autoptr (GFile) file = NULL;
      g_autoptr (RabtaTableSource) source = NULL;

      g_strdelimit (text, "@", separators[i]);
      file = fixture_write (fixture, "a.csv", text, -1);
      source = open_source (file, NULL, 0);

      g_assert_cmpint (rabta_table_source_get_separator (source), ==, separators[i]);
      g_assert_cmpuint (rabta_table_source_n_columns (source), ==, 3);
    }

  g_assert_cmpint (rabta_table_find_separator ("semicolon"), ==, ';');
  g_assert_cmpint (rabta_table_find_separator ("|"), ==, '|');
  g_assert_cmpint (rabta_table_find_separator ("\\t"), ==, '\t');
  g_assert_cmpint (rabta_table_find_separator ("x"), ==, 0);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GFile) quoted = fixture_write (fixture, "q.csv", "Name,Note\r\n\"A \"\"B\"\" C\",\"one\ntwo\"\r\n\r\nD,\n  E , f \nshort\na,b,c\n", -1);
  g_autoptr (GFile) old_mac = fixture_write (fixture, "m.csv", "Name,Note\rA,1\r\rB,2", -1);
  g_autoptr (GFile) sep = fixture_write (fixture, "s.csv", "sep=;\r\nName;Note\r\nA;1,5\r\n", -1);
  g_autoptr (GFile) title = fixture_write (fixture, "t.csv", "Members of the chamber,,\n,,\nName,City,Phone\nA,Lahore,1\n", -1);
  g_autoptr (GFile) open = fixture_write (fixture, "o.csv", "Name,Note\nA,1\n\"B,2\nC,3\n", -1);
  g_autoptr (GFile) one = fixture_write (fixture, "one.csv", "Name\nA\nB", -1);
  g_autoptr (RabtaTableSource) source = NULL;

  assert_rows (quoted, "2/2:A \"B\" C|one\ntwo\n4/5:D|\n5/6:E|f\n6/7:short\n7/8:a|b|c\n");
  assert_rows (old_mac, "2/2:A|1\n4/4:B|2\n");
  assert_rows (sep, "2/3:A|1,5\n");
  assert_rows (title, "4/4:A|Lahore|1\n");
  assert_rows (open, "2/2:A|1\n3/3!:\n");
  assert_rows (one, "2/2:A\n3/3:B\n");

  source = open_source (title, NULL, 0);
  g_assert_cmpuint (rabta_table_source_get_heading_row (source), ==, 3);
}

static void
test_long_cell (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("Name,Note\nA,\"");
  g_autoptr (GFile) file = NULL;
  g_autoptr (RabtaTableSource) source = NULL;
  RabtaTableRow row;

  for (gsize i = 0; i <= RABTA_TABLE_MAX_CELL; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"\nB,1\n");
  file = fixture_write (fixture, "a.csv", text->str, -1);
  source = open_source (file, NULL, 0);

  g_assert_true (rabta_table_source_next (source, &row, NULL, NULL));
  g_assert_cmpint (row.cells[1].fault, ==, RABTA_TABLE_CELL_TOO_LONG);
  g_assert_cmpuint (row.cells[1].length, <, 200);
  g_assert_true (rabta_table_source_next (source, &row, NULL, NULL));
  g_assert_cmpstr (row.cells[0].text, ==, "B");
}

static void
test_endless_cell (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("Name,Note\nA,1\n\"B,2\n");
  g_autoptr (GFile) file = NULL;
  g_autoptr (RabtaTableSource) source = NULL;
  g_autoptr (GError) error = NULL;
  RabtaTableRow row;

  for (int i = 0; i < 600000; i++)
    g_string_append (text, "Firm,12345\n");
  file = fixture_write (fixture, "a.csv", text->str, (gssize) text->len);
  source = open_source (file, NULL, 0);

  while (rabta_table_source_next (source, &row, NULL, &error))
    g_assert_cmpuint (row.number, ==, 2);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Row 3"));
}

static void
assert_refused (GFile      *file,
                const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaTableSource) source = rabta_table_source_open (file, NULL, NULL, &error);

  g_assert_null (source);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_no_tables (Fixture       *fixture,
                gconstpointer  data)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  static const char zip[] = "PK\x03\x04\x14\0\x06\0";
  static const char binary[] = "Name,City\nA\x01\x02\x03\x04\0\0\0\x05\x06,B\n";
  g_autoptr (GFile) picture = fixture_write (fixture, "picture.csv", png, sizeof png);
  g_autoptr (GFile) archive = fixture_write (fixture, "book.csv", zip, sizeof zip);
  g_autoptr (GFile) noise = fixture_write (fixture, "noise.csv", binary, sizeof binary);
  g_autoptr (GFile) xml = fixture_write (fixture, "x.csv", "<?xml version=\"1.0\"?><a/>", -1);
  g_autoptr (GFile) empty = fixture_write (fixture, "empty.csv", "", 0);
  g_autoptr (GFile) blank = fixture_write (fixture, "blank.csv", "\n\n,,\n", -1);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.csv");
  g_autoptr (GError) error = NULL;

  assert_refused (picture, "picture");
  assert_refused (archive, "damaged or was cut off");
  assert_refused (noise, "binary");
  assert_refused (xml, "XML");
  assert_refused (empty, "empty");
  assert_refused (blank, "headings");
  assert_refused (folder, "folder");
  g_assert_null (rabta_table_source_open (missing, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
}

static void
test_formula_signs (void)
{
  static const char *const texts[] = { "=1+1", "+923001234567", "-5", "@x", "'=1", "''+1", "'plain", "a=b", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *cell = rabta_table_cell_neutralise (texts[i]);

      g_assert_null (strchr ("=+-@", *cell == '\0' ? 'x' : *cell));
      g_assert_cmpstr (rabta_table_cell_restore (cell), ==, texts[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/table-source/encodings", test_encodings);
  FIXTURE_TEST ("/table-source/late-byte", test_late_byte);
  FIXTURE_TEST ("/table-source/forced-encoding", test_forced_encoding);
  FIXTURE_TEST ("/table-source/separators", test_separators);
  FIXTURE_TEST ("/table-source/rows", test_rows);
  FIXTURE_TEST ("/table-source/long-cell", test_long_cell);
  FIXTURE_TEST ("/table-source/endless-cell", test_endless_cell);
  FIXTURE_TEST ("/table-source/no-tables", test_no_tables);
  g_test_add_func ("/table-source/formula-signs", test_formula_signs);

  return g_test_run ();
}
