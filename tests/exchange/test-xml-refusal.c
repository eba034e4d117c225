/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file from elsewhere that is not in order is refused in words and at once, and changes
 * nothing. */
#include "xml-fixture.h"

#include <string.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define OPEN "<casebook xmlns=\"urn:smeda:rabta:1\">\n"
#define HEADER "<header format=\"1\" created=\"2026-01-01T00:00:00Z\"/>\n"
#define START DECLARATION OPEN HEADER "<enterprises>\n"
#define END "</enterprises>\n</casebook>\n"
#define ID "01890000-0000-7000-8000-00000000000"
#define RECORD(fields) START "<enterprise id=\"" ID "1\"><name>Abc</name>" fields "</enterprise>\n" END
#define PLACE "line 5: enterprise “Abc” (" ID "1): "

static const struct
{
  const char *name;
  const char *document;
  const char *told;
} refusals[] = {
  { "empty", "", "The file is empty" },
  { "not-xml", "name,phone\n", "not an XML file" },
  { "truncated", START "<enterprise id=\"" ID "1\"><name>Ab", "breaks off" },
  { "truncated-tag", START "<enterprise id=\"" ID "1\"><name>Abc</name></enterprise>\n<enterp", "line 6: The file breaks off" },
  { "mismatch", RECORD ("<city>Lahore</town>"), "line 5: " },
  { "ampersand", RECORD ("<city>A & B</city>"), "&amp;" },
  { "trailing", RECORD ("") "<more/>", "after the end" },
  { "dtd", "<!DOCTYPE casebook SYSTEM \"http://127.0.0.1:9/x.dtd\">" OPEN HEADER "</casebook>", "document type" },
  { "entity-bomb", "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>", "document type" },
  { "external-entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "document type" },
  { "entity", RECORD ("<city>&nbsp;</city>"), "An entity is used" },
  { "utf-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" OPEN HEADER "</casebook>", "“UTF-7”" },
  { "utf-16-declared", "<?xml version='1.0' encoding='UTF-16'?>" OPEN HEADER "</casebook>", "“UTF-16”" },
  { "utf-16", "\xff\xfe<", "UTF-16" },
  { "latin-1", RECORD ("<city>\xe9</city>"), "line 5: The file holds bytes that are not UTF-8" },
  { "control", RECORD ("<city>\x01</city>"), "line 5: " },
  { "control-number", RECORD ("<city>&#1;</city>"), "line 5: " },
  { "comment", OPEN HEADER "<!-- x --></casebook>", "a comment" },
  { "date", RECORD ("<established>3 May 2001</established>"), PLACE "established: “3 May 2001”" },
  { "no-such-day", RECORD ("<established>2001-02-30</established>"), PLACE "established: " },
  { "money", RECORD ("<turnover>1,000</turnover>"), PLACE "turnover: “1,000”" },
  { "integer", RECORD ("<employees>3.52021E+12</employees>"), PLACE "employees: “3.52021E+12”" },
  { "boolean", RECORD ("<exporting>yes</exporting>"), PLACE "exporting: “yes”" },
  { "percent", RECORD ("<women-owned>101.00</women-owned>"), PLACE "women-owned: “101.00”" },
  { "code", RECORD ("<district>NOWHERE</district>"), PLACE "district: “NOWHERE”" },
  { "reference", RECORD ("<officer>Bob</officer>"), PLACE "officer: “Bob”" },
  { "ntn", RECORD ("<ntn>none</ntn>"), PLACE "ntn: " },
  { "unknown-field", RECORD ("<colour>red</colour>"), PLACE "There is no field “colour”" },
  { "order", RECORD ("<city>A</city><address>B</address>"), PLACE "address: " },
  { "twice", RECORD ("<city>A</city><city>B</city>"), PLACE "city: " },
  { "empty-field", RECORD ("<city/>"), PLACE "city: The element is empty" },
  { "nested", RECORD ("<city><b>A</b></city>"), PLACE "There is an element “b”" },
  { "attribute", RECORD ("<city lang=\"en\">A</city>"), PLACE "city: " },
  { "type", RECORD ("<city xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"id\">A</city>"), PLACE "city: " },
  { "text", RECORD ("hello"), PLACE "There is text" },
  { "namespace", "<casebook xmlns=\"urn:other\">" HEADER "</casebook>", "urn:smeda:rabta:1" },
  { "other-document", "<iati-activities/>", "“iati-activities”" },
  { "container", OPEN HEADER "<aliens/></casebook>", "“aliens”" },
  { "no-header", DECLARATION OPEN "<enterprises><enterprise id=\"" ID "1\"/></enterprises></casebook>", "header" },
  { "newer", OPEN "<header format=\"2\" created=\"2026-01-01T00:00:00Z\"/></casebook>", "newer version" },
  { "no-id", START "<enterprise><name>A</name></enterprise>" END, "no id" },
  { "bad-id", START "<enterprise id=\"7\"><name>A</name></enterprise>" END, "not a UUID" },
  { "same-id",
    START "<enterprise id=\"" ID "1\"><name>A</name></enterprise>\n<enterprise id=\"" ID "1\"><name>B</name></enterprise>\n" END,
    "line 6: enterprise “B”" },
  { "after-good-ones",
    START "<enterprise id=\"" ID "1\"><name>A</name></enterprise>\n<enterprise id=\"" ID "2\"><name>B</name><phone>x</phone></enterprise>\n" END,
    "line 6: enterprise “B” (" ID "2): phone: " },
};

static void
assert_refused (XmlFixture *self,
                const char *document,
                gsize       length,
                const char *told)
{
  g_autofree char *path = xml_fixture_path (self, "bad.xml");
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaXmlFindings) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (g_file_set_contents (path, document, (gssize) length, NULL));

  findings = rabta_xml_validate (path, rabta_casebook_get_programme (self->casebook), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (findings->is_valid);
  text = rabta_xml_problem_to_text (findings->problems->pdata[0]);
  if (strstr (text, told) == NULL)
    g_error ("“%s” does not tell of “%s”", text, told);

  g_assert_null (rabta_records_import_sync (self->casebook, path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, told));
  g_assert_cmpint (rabta_casebook_count_sync (self->casebook, query, NULL), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
}

static void
test_table (XmlFixture    *self,
            gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].name);
      assert_refused (self, refusals[i].document, strlen (refusals[i].document), refusals[i].told);
    }
}

static void
test_nul (XmlFixture    *self,
          gconstpointer  data)
{
  static const char document[] = RECORD ("<city>a\0b</city>");

  assert_refused (self, document, sizeof document - 1, "line 5: The file holds a NUL byte");
}

static void
test_attributes (XmlFixture    *self,
                 gconstpointer  data)
{
  g_autoptr (GString) document = g_string_new (START "<enterprise");

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (document, " a%d=\"1\"", i);
  g_string_append (document, "/>" END);

  assert_refused (self, document->str, document->len, "A tag is longer");
}

static void
test_depth (XmlFixture    *self,
            gconstpointer  data)
{
  g_autoptr (GString) document = g_string_new (OPEN HEADER);

  for (int i = 0; i < 1000; i++)
    g_string_append (document, "<a>");

  assert_refused (self, document->str, document->len, "nested more deeply");
}

static void
test_long (XmlFixture    *self,
           gconstpointer  data)
{
  g_autofree char *fill = g_strnfill (20000000, 'x');
  g_autofree char *document = g_strconcat (START "<enterprise id=\"" ID "1\"><name>", fill,
                                           "</name></enterprise>" END, NULL);

  assert_refused (self, document, strlen (document), "name: The text is longer than 10000");
}

/* Each character by its number: what libxml2's validation would copy a million times. */
static void
test_numbers (XmlFixture    *self,
              gconstpointer  data)
{
  g_autoptr (GString) document = g_string_new (START "<enterprise id=\"" ID "1\"><name>A</name><notes>");

  for (int i = 0; i < 1000000; i++)
    g_string_append (document, "&#10;");
  g_string_append (document, "</notes><size>x y</size></enterprise>" END);

  assert_refused (self, document->str, document->len, "size: ");
}

static void
test_missing (XmlFixture    *self,
              gconstpointer  data)
{
  g_autofree char *path = xml_fixture_path (self, "missing.xml");
  g_autoptr (GError) error = NULL;

  g_assert_null (rabta_records_import_sync (self->casebook, path, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

/* A code of a programme to come is kept, with a warning. */
/* What follows a character that is not allowed is not taken for a text of the same field. */
static void
test_much_after_error (XmlFixture    *self,
                       gconstpointer  data)
{
  g_autoptr (GString) document = g_string_new (START "<enterprise id=\"" ID "1\"><name>A&#1;bc</name></enterprise>\n");

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (document, "<enterprise id=\"01890000-0000-7000-8000-0000000%05d\"><name>A</name></enterprise>\n", i + 2);
  g_string_append (document, END);

  assert_refused (self, document->str, document->len, "There is a character that XML does not allow");
}

static void
test_folder (XmlFixture    *self,
             gconstpointer  data)
{
  g_autofree char *path = xml_fixture_path (self, ".");
  g_autoptr (RabtaXmlFindings) findings = NULL;
  g_autofree char *text = NULL;

  findings = rabta_xml_validate (path, rabta_casebook_get_programme (self->casebook), NULL, NULL);
  g_assert_nonnull (findings);
  text = rabta_xml_problem_to_text (findings->problems->pdata[0]);
  g_assert_nonnull (strstr (text, "is a folder"));
}

static void
test_newer_programme (XmlFixture    *self,
                      gconstpointer  data)
{
  static const char document[] =
    OPEN "<header format=\"1\" created=\"2026-01-01T00:00:00Z\" programme-version=\"999\"/>\n"
    "<enterprises><enterprise id=\"" ID "1\"><name>A</name><district>PK999</district></enterprise>\n" END;
  g_autofree char *path = xml_fixture_path (self, "newer.xml");
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *exported = NULL;

  g_assert_true (g_file_set_contents (path, document, -1, NULL));
  result = rabta_records_import_sync (self->casebook, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_added, ==, 1);
  g_assert_cmpint (result->notes->len, ==, 2);
  exported = xml_fixture_export (self, self->casebook, NULL);
  g_assert_nonnull (strstr (exported, "<district>PK999</district>"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  XML_FIXTURE_ADD ("/xml/refusal/table", test_table);
  XML_FIXTURE_ADD ("/xml/refusal/nul", test_nul);
  XML_FIXTURE_ADD ("/xml/refusal/attributes", test_attributes);
  XML_FIXTURE_ADD ("/xml/refusal/depth", test_depth);
  XML_FIXTURE_ADD ("/xml/refusal/long", test_long);
  XML_FIXTURE_ADD ("/xml/refusal/numbers", test_numbers);
  XML_FIXTURE_ADD ("/xml/refusal/missing", test_missing);
  XML_FIXTURE_ADD ("/xml/refusal/much-after-error", test_much_after_error);
  XML_FIXTURE_ADD ("/xml/refusal/folder", test_folder);
  XML_FIXTURE_ADD ("/xml/refusal/newer-programme", test_newer_programme);

  return g_test_run ();
}
