/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static RabtaRecordsImportResult *
import (XmlFixture    *self,
        RabtaCasebook *casebook,
        const char    *document,
        gboolean       update,
        gboolean       dry_run)
{
  const RabtaRecordsImportOptions options = { update, dry_run };
  g_autofree char *path = xml_fixture_path (self, "import.xml");
  g_autoptr (GError) error = NULL;
  RabtaRecordsImportResult *result;

  g_file_set_contents (path, document, -1, &error);
  g_assert_no_error (error);
  result = rabta_records_import_sync (casebook, path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return result;
}

static void
assert_counts (const RabtaRecordsImportResult *result,
               gint64                      added,
               gint64                      updated,
               gint64                      skipped)
{
  g_assert_cmpint (result->n_added, ==, added);
  g_assert_cmpint (result->n_updated, ==, updated);
  g_assert_cmpint (result->n_skipped, ==, skipped);
  g_assert_cmpint (result->n_refused, ==, 0);
}

static gint64
count (RabtaCasebook *casebook)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

  return rabta_casebook_count_sync (casebook, query, NULL);
}

/* A few kinds with everything that XML makes hard. */
static RabtaRecord *
fill (RabtaCasebook *casebook)
{
  g_autofree char *officer = rabta_uuid_to_string (rabta_casebook_get_officer (casebook));
  g_autofree char *notes = g_strnfill (300000, 'x');
  g_autofree char *id = NULL;
  g_autofree char *case_id = NULL;
  g_autofree char *stage = NULL;
  g_autoptr (RabtaRecord) person = NULL;
  g_autoptr (RabtaRecord) case_ = NULL;
  g_autoptr (RabtaRecord) activity = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  RabtaRecord *enterprise;
  RabtaTrack *track;

  enterprise = xml_fixture_add (casebook, RABTA_KIND_ENTERPRISE, "name", "<A & B> \"quoted\" 'x' ]]> 😀",
                                "name_ur", "اردو نام", "aliases", "One\nTwo\n\nThree", "address",
                                " kept \t as it is ", "turnover", "12345678.90", "women_owned", "51.00",
                                "exporting", "false", "established", "1999-12-31", "cluster", "SKT-SPO",
                                "notes", notes, "officer", officer, NULL);
  id = rabta_uuid_to_string (rabta_record_get_id (enterprise));
  person = xml_fixture_add (casebook, RABTA_KIND_PERSON, "name", "Ayesha", "enterprise", id, NULL);

  track = rabta_programme_get_track (rabta_casebook_get_programme (casebook), "BUY");
  stage = g_strdup (rabta_stage_get_code (rabta_track_get_first_stage (track)));
  case_ = xml_fixture_add (casebook, RABTA_KIND_CASE, "enterprise", id, "track", "BUY", "stage", stage,
                           "title", "Balls", "opened", "2026-02-01", NULL);
  rabta_record_set_extra (case_, "a <name> & \"more\"", "line 1\nline 2");
  g_ptr_array_add (records, case_);
  rabta_casebook_save_sync (casebook, records, "Test", &error);
  g_assert_no_error (error);

  case_id = rabta_uuid_to_string (rabta_record_get_id (case_));
  activity = xml_fixture_add (casebook, RABTA_KIND_ACTIVITY, "type", "call", "date", "2026-02-02",
                              "summary", "Called", "case", case_id, NULL);
  return enterprise;
}

static void
test_identical (XmlFixture    *self,
                gconstpointer  data)
{
  g_autoptr (RabtaCasebook) other = xml_fixture_open_other (self, "b.casebook");
  g_autoptr (RabtaRecord) enterprise = fill (self->casebook);
  g_autofree char *first = xml_fixture_export (self, self->casebook, NULL);
  g_autoptr (RabtaRecordsImportResult) result = import (self, other, first, FALSE, FALSE);
  g_autofree char *second = xml_fixture_export (self, other, NULL);
  g_autofree char *first_body = xml_fixture_without_header (first);
  g_autofree char *second_body = xml_fixture_without_header (second);
  g_autoptr (RabtaRecordsImportResult) again = NULL;

  assert_counts (result, 6, 0, 0);
  g_assert_cmpstr (first_body, ==, second_body);
  g_assert_nonnull (strstr (first, "&lt;A &amp; B&gt; \"quoted\" 'x' ]]&gt; 😀"));
  g_assert_nonnull (strstr (first, "<aliases>One&#10;Two&#10;&#10;Three</aliases>"));
  g_assert_nonnull (strstr (first, "<extra name=\"a &lt;name&gt; &amp; &quot;more&quot;\">line 1&#10;line 2</extra>"));
  g_assert_nonnull (strstr (first, "<turnover>12345678.90</turnover>"));

  again = import (self, other, first, FALSE, FALSE);
  assert_counts (again, 0, 0, 6);
  g_assert_cmpint (again->n_different, ==, 0);
  rabta_casebook_close (other);
}

static void
test_valid (XmlFixture    *self,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = fill (self->casebook);
  const RabtaXmlExportOptions options = { .computed = TRUE };
  g_autofree char *document = xml_fixture_export (self, self->casebook, &options);
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaXmlFindings) findings = NULL;

  findings = rabta_xml_validate (path, rabta_casebook_get_programme (self->casebook), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (findings->is_valid);
  g_assert_cmpint (findings->problems->len, ==, 0);
  g_assert_cmpint (findings->n_records, ==, 6);
  g_assert_nonnull (strstr (document, "<women-led>true</women-led>"));
}

/* The office and the officer that made a casebook say nothing until a record refers to them. */
static void
test_empty (XmlFixture    *self,
            gconstpointer  data)
{
  g_autofree char *document = xml_fixture_export (self, self->casebook, NULL);
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autofree char *with_one = NULL;

  g_assert_null (strstr (document, "<office"));
  enterprise = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "A", NULL);
  with_one = xml_fixture_export (self, self->casebook, NULL);
  g_assert_nonnull (strstr (with_one, "<enterprise id="));
  g_assert_null (strstr (with_one, "<officers>"));
}

static void
test_update (XmlFixture    *self,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autofree char *document = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *after = NULL;

  enterprise = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Old", "city", "Lahore", NULL);
  document = xml_fixture_export (self, self->casebook, NULL);
  parts = g_strsplit (document, "<name>Old</name><city>Lahore</city>", 2);
  edited = g_strjoinv ("<name>New</name>", parts);

  {
    g_autoptr (RabtaRecordsImportResult) kept = import (self, self->casebook, edited, FALSE, FALSE);
    g_autoptr (RabtaRecordsImportResult) tried = import (self, self->casebook, edited, TRUE, TRUE);

    assert_counts (kept, 0, 0, 1);
    g_assert_cmpint (kept->n_different, ==, 1);
    assert_counts (tried, 0, 1, 0);
    after = xml_fixture_export (self, self->casebook, NULL);
    g_assert_nonnull (strstr (after, "<name>Old</name>"));
  }

  {
    g_autoptr (RabtaRecordsImportResult) taken = import (self, self->casebook, edited, TRUE, FALSE);
    g_autofree char *new = xml_fixture_export (self, self->casebook, NULL);

    assert_counts (taken, 0, 1, 0);
    g_assert_nonnull (strstr (new, "<name>New</name></enterprise>"));
  }
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_deleted (XmlFixture    *self,
              gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  g_autofree char *document = NULL;
  gboolean done = FALSE;

  enterprise = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gone", NULL);
  document = xml_fixture_export (self, self->casebook, NULL);
  g_ptr_array_add (records, enterprise);
  rabta_casebook_delete_async (self->casebook, records, "Delete", NULL, deleted_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  result = import (self, self->casebook, document, TRUE, FALSE);
  assert_counts (result, 0, 0, 1);
  g_assert_cmpint (result->n_deleted, ==, 1);
  g_assert_cmpint (result->notes->len, ==, 1);
  g_assert_cmpint (count (self->casebook), ==, 0);
}

/* A part of a casebook brings along what it refers to and nothing else. */
static void
test_parts (XmlFixture    *self,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = fill (self->casebook);
  g_autoptr (RabtaRecord) stranger = NULL;
  const RabtaXmlExportOptions cluster = { .cluster = "SKT-SPO" };
  const RabtaXmlExportOptions persons = { .kinds = 1u << RABTA_KIND_PERSON };
  const RabtaXmlExportOptions later = { .since = "2999-01-01" };
  const RabtaXmlExportOptions earlier = { .since = "2000-01-01" };
  g_autofree char *document = NULL;
  g_autofree char *all = NULL;
  g_autofree char *part = NULL;
  g_autofree char *none = NULL;
  g_autofree char *body = NULL;
  g_autofree char *body_of_all = NULL;

  stranger = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Stranger", "cluster",
                              "SKT-SUR", NULL);

  document = xml_fixture_export (self, self->casebook, &cluster);
  g_assert_nonnull (strstr (document, "<summary>Called</summary>"));
  g_assert_nonnull (strstr (document, "<name>Field Officer</name>"));
  g_assert_nonnull (strstr (document, "counts=\"offices=1 officers=1 enterprises=1 persons=1 cases=1 activities=1\""));
  g_assert_null (strstr (document, "Stranger"));

  part = xml_fixture_export (self, self->casebook, &persons);
  g_assert_nonnull (strstr (part, "counts=\"offices=1 officers=1 enterprises=1 persons=1\""));

  none = xml_fixture_export (self, self->casebook, &later);
  g_assert_null (strstr (none, "<enterprise"));
  g_free (g_steal_pointer (&document));
  document = xml_fixture_export (self, self->casebook, &earlier);
  all = xml_fixture_export (self, self->casebook, NULL);
  body = xml_fixture_without_header (document);
  body_of_all = xml_fixture_without_header (all);
  g_assert_cmpstr (body, ==, body_of_all);
}

/* A disk that is full leaves the file that was there. */
static void
test_full (XmlFixture    *self,
           gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = fill (self->casebook);
  g_autofree char *path = xml_fixture_path (self, "out.xml");
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  struct rlimit old, small;
  const char *name;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 1000;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (rabta_xml_export (self->casebook, path, NULL, NULL, NULL, NULL, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &old);

  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "before");

  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".out.xml"));
}

static void
test_cancelled (XmlFixture    *self,
                gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = fill (self->casebook);
  g_autoptr (RabtaCasebook) other = xml_fixture_open_other (self, "b.casebook");
  g_autofree char *document = xml_fixture_export (self, self->casebook, NULL);
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rabta_records_import_sync (other, path, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (other), ==, 0);
  rabta_casebook_close (other);
}

static void
test_sniff (XmlFixture    *self,
            gconstpointer  data)
{
  static const struct
  {
    const char *content;
    gboolean    is_xml;
  } cases[] = {
    { "<?xml version=\"1.0\"?>", TRUE },
    { "\xef\xbb\xbf \n<casebook/>", TRUE },
    { "\xff\xfe<", TRUE },
    { "name,phone\n", FALSE },
    { "", FALSE },
  };
  g_autofree char *path = xml_fixture_path (self, "list");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
      g_assert_cmpint (rabta_records_import_sniff (path), ==, cases[i].is_xml);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  XML_FIXTURE_ADD ("/xml/round-trip/identical", test_identical);
  XML_FIXTURE_ADD ("/xml/round-trip/valid", test_valid);
  XML_FIXTURE_ADD ("/xml/round-trip/empty", test_empty);
  XML_FIXTURE_ADD ("/xml/round-trip/update", test_update);
  XML_FIXTURE_ADD ("/xml/round-trip/deleted", test_deleted);
  XML_FIXTURE_ADD ("/xml/round-trip/parts", test_parts);
  XML_FIXTURE_ADD ("/xml/round-trip/full", test_full);
  XML_FIXTURE_ADD ("/xml/round-trip/cancelled", test_cancelled);
  XML_FIXTURE_ADD ("/xml/round-trip/sniff", test_sniff);

  return g_test_run ();
}
