/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

#include "base/error.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define HEAD "Name,NTN,Registration,CNIC,Phone,District,Address,Turnover,Established\n"

static void
assert_dump (Fixture    *fixture,
             const char *field,
             const char *expected)
{
  g_autofree char *dump = fixture_dump (fixture, field);

  g_assert_cmpstr (dump, ==, expected);
}

static void
import_again (Fixture    *fixture,
              const char *text,
              gboolean    update,
              const char *expected)
{
  rabta_table_import_free (fixture_import (fixture, text, update, expected));
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  import_again (fixture,
                HEAD "Ali Traders,1234567,,35202-1234567-1,0300-1234567,lahore,\"12, Mall Road\",\"1,50,00,000\",24 Jan 2019\n"
                     "حسن ٹیکسٹائل,,,,۰۳۲۱۷۶۵۴۳۲۱,فیصل آباد,,25 million,2015-03-01\n",
                FALSE, "2 added, 0 updated, 0 skipped, 0 refused");

  assert_dump (fixture, "phone", "Ali Traders|+923001234567\nحسن ٹیکسٹائل|+923217654321\n");
  assert_dump (fixture, "cnic", "Ali Traders|35202-1234567-1\nحسن ٹیکسٹائل|\n");
  assert_dump (fixture, "turnover", "Ali Traders|15000000.00\nحسن ٹیکسٹائل|25000000.00\n");
  assert_dump (fixture, "established", "Ali Traders|2019-01-24\nحسن ٹیکسٹائل|2015-03-01\n");
  assert_dump (fixture, "address", "Ali Traders|12, Mall Road\nحسن ٹیکسٹائل|\n");
}

static void
test_district_aliases (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  g_auto (GStrv) lines = NULL;

  import_again (fixture, "Name,District\nA,Nawabshah\nB,Shaheed Benazirabad\nC,Atlantis\n", FALSE,
                "3 added, 0 updated, 0 skipped, 0 refused");
  dump = fixture_dump (fixture, "district");
  lines = g_strsplit (dump, "\n", -1);

  g_assert_cmpuint (strlen (lines[0]), >, 3);
  g_assert_cmpstr (lines[0] + 2, ==, lines[1] + 2);
  g_assert_cmpstr (lines[2], ==, "C|");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaTableImport) import = NULL;
  g_autofree char *rejects = NULL;

  import = fixture_import (fixture,
                           HEAD "Ali Traders,1234567,,3.52021E+12,0300-1234567,,,,\n"
                                ",7654321,,,,,,,\n"
                                "Bad Phone,,,,=1+1,,,,\n"
                                "Shifted,,,,,,12 Main Road, Lahore,,2019-01-01\n",
                           FALSE, "2 added, 0 updated, 0 skipped, 2 refused");

  assert_dump (fixture, "cnic", "Ali Traders|\nBad Phone|\n");
  rejects = fixture_rejects (fixture, import);
  g_assert_true (g_str_has_prefix (rejects, "\xef\xbb\xbf\"Row\",\"Column\",\"Value\",\"Reason\"\r\n"
                                            "2,\"CNIC\",\"3.52021E+12\","));
  g_assert_nonnull (strstr (rejects, "\r\n3,\"Name\",\" | 7654321"));
  g_assert_nonnull (strstr (rejects, "\r\n4,\"Phone\",\"'=1+1\","));
  g_assert_nonnull (strstr (rejects, "\r\n5,\"\",\"Shifted | "));
  g_assert_cmpuint (rabta_import_report_count (rabta_table_import_get_report (import), RABTA_REPORT_LEFT_OUT), ==, 2);
}

/* Whatever the rules of the casebook refuse is left out as well, and the row is kept. */
static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaTableImport) import = NULL;
  g_autofree char *rejects = NULL;

  import = fixture_import (fixture, "Name,Employees,Women employees\nAli Traders,5,9\n", FALSE,
                           "1 added, 0 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "employees", "Ali Traders|5\n");
  assert_dump (fixture, "women_employees", "Ali Traders|\n");
  rejects = fixture_rejects (fixture, import);
  g_assert_nonnull (strstr (rejects, "\r\n2,\"Women employees\",\"9\","));
}

/* The people of the casebook by name: NAME|JOB TITLE|ENTERPRISE, a line each. */
static char *
dump_people (Fixture *fixture)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PERSON);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  GString *dump = g_string_new (NULL);

  rabta_query_set_sort (query, "name", FALSE);
  people = rabta_casebook_query_sync (fixture_casebook (fixture), query, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      const char *job_title = rabta_record_get_text (people->pdata[i], "job_title");

      g_string_append_printf (dump, "%s|%s|%s\n", rabta_record_get_text (people->pdata[i], "name"),
                              job_title != NULL ? job_title : "",
                              rabta_record_get_ref_title (people->pdata[i], "enterprise"));
    }

  return g_string_free (dump, FALSE);
}

static void
assert_people (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *dump = dump_people (fixture);

  g_assert_cmpstr (dump, ==, expected);
}

/* A contact person becomes one of the people of the enterprise, once, whatever is imported again. */
static void
test_contacts (Fixture       *fixture,
               gconstpointer  data)
{
  static const char text[] = "Exhibitor,Contact Person,Designation,Mobile\n"
                             "Ali Traders,Ayesha Bibi,CEO,0300-1234567\n"
                             "Noor Works,,Manager,\n";
  g_autoptr (RabtaTableImport) import = fixture_import (fixture, text, FALSE, "2 added, 0 updated, 0 skipped, 0 refused");
  g_autofree char *rejects = fixture_rejects (fixture, import);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  assert_people (fixture, "Ayesha Bibi|CEO|Ali Traders\n");
  g_assert_nonnull (strstr (rejects, "\r\n3,\"Designation\",\"Manager\","));
  import_again (fixture, text, FALSE, "0 added, 0 updated, 2 skipped, 0 refused");
  import_again (fixture, text, TRUE, "0 added, 0 updated, 2 skipped, 0 refused");
  assert_people (fixture, "Ayesha Bibi|CEO|Ali Traders\n");

  import_again (fixture, "Exhibitor,Contact Person,Mobile\nAli Traders,AYESHA  BIBI,0300-1234567\nNoor Works,Karim,\n", TRUE,
                "0 added, 1 updated, 1 skipped, 0 refused");
  assert_people (fixture, "Ayesha Bibi|CEO|Ali Traders\nKarim||Noor Works\n");

  undone = rabta_casebook_undo_sync (fixture_casebook (fixture), &error);
  g_assert_no_error (error);
  assert_people (fixture, "Ayesha Bibi|CEO|Ali Traders\n");
}

static void
test_date_orders (Fixture       *fixture,
                  gconstpointer  data)
{
  import_again (fixture, "Name,Registration,Established\nA,1,03/04/2019\nB,2,24/01/2019\n", FALSE,
                "2 added, 0 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "established", "A|2019-04-03\nB|2019-01-24\n");

  import_again (fixture, "Name,Registration,Established\nC,3,03/04/2019\nD,4,01/24/2019\n", FALSE,
                "2 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, "Name,Registration,Established\nE,5,03/04/2019\n", FALSE,
                "1 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, "Name,Registration,Established\nF,6,03/04/2019\nG,7,24/01/2019\nH,8,01/24/2019\n", FALSE,
                "3 added, 0 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "established",
               "A|2019-04-03\nB|2019-01-24\nC|2019-03-04\nD|2019-01-24\nE|\nF|\nG|2019-01-24\nH|2019-01-24\n");
}

static void
test_several_phones (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (RabtaTableImport) import = NULL;

  import = fixture_import (fixture, "Name,Phone\nA,\"0300-1234567, 0321-7654321\"\n", FALSE,
                           "1 added, 0 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "phone", "A|+923001234567\n");
  g_assert_cmpuint (rabta_import_report_count (rabta_table_import_get_report (import), RABTA_REPORT_LEFT_OUT), ==, 1);
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const rows[] = {
    "Other,1234567,,,,,,,\n", "Other,,R-1,,,,,,\n", "Other,,,35202-1234567-1,,,,,\n",
    "Other,,,,+92 300 1234567,,,,\n", "M/s ALI TRADERS (Pvt) Ltd.,,,,,Lahore,,,\n",
    "Ali Traders,,,,,,\"12, Mall Road\",,\n",
  };
  g_autoptr (RabtaTableImport) import = NULL;

  import_again (fixture, HEAD "Ali Traders,1234567,R-1,35202-1234567-1,0300-1234567,Lahore,\"12, Mall Road\",,\n", FALSE,
                "1 added, 0 updated, 0 skipped, 0 refused");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (HEAD, rows[i], NULL);

      /* Another name under the same NTN or registration number is a former one: that is news once. */
      import_again (fixture, text, FALSE, i == 0 ? "0 added, 1 updated, 0 skipped, 0 refused"
                                                 : "0 added, 0 updated, 1 skipped, 0 refused");
    }

  assert_dump (fixture, "aliases", "Ali Traders|Other\n");

  import = fixture_import (fixture, HEAD "Ali Traders,,,,,Karachi,,,\nAli Traders,,,,,Karachi,,,\n", FALSE,
                           "1 added, 0 updated, 1 skipped, 0 refused");
  g_assert_cmpuint (rabta_import_report_count (rabta_table_import_get_report (import), RABTA_REPORT_DUPLICATE), ==, 1);
}

/* A list of bare names does not double, and what contradicts is not the same. */
static void
test_bare_names (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char text[] = "Name,City\nA,\nB,Lahore\nB,Karachi\nC,\nA,\n";

  import_again (fixture, text, FALSE, "4 added, 0 updated, 1 skipped, 0 refused");
  import_again (fixture, text, FALSE, "0 added, 0 updated, 5 skipped, 0 refused");
  import_again (fixture, text, TRUE, "0 added, 0 updated, 5 skipped, 0 refused");
}

static void
test_update (Fixture       *fixture,
             gconstpointer  data)
{
  static const char text[] = "Name,NTN,Phone,City\nAli Traders,1234567,,Multan\nSomebody else,,0300-1234567,Quetta\n";

  import_again (fixture, "Name,NTN,Phone,City\nAli Traders,1234567,0300-1234567,Lahore\n", FALSE,
                "1 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, text, FALSE, "0 added, 0 updated, 2 skipped, 0 refused");
  assert_dump (fixture, "city", "Ali Traders|Lahore\n");

  import_again (fixture, text, TRUE, "0 added, 1 updated, 1 skipped, 0 refused");
  assert_dump (fixture, "city", "Ali Traders|Multan\n");
  assert_dump (fixture, "phone", "Ali Traders|+923001234567\n");
  import_again (fixture, text, TRUE, "0 added, 0 updated, 2 skipped, 0 refused");
}

/* An owner with two businesses: the number says which one is meant. */
static void
test_two_businesses (Fixture       *fixture,
                     gconstpointer  data)
{
  import_again (fixture, "Name,Registration,CNIC,City\nFirst,1,35202-1234567-1,Lahore\nSecond,2,,Lahore\n", FALSE,
                "2 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, "Name,Registration,CNIC,City\nSecond,2,35202-1234567-1,Multan\n", TRUE,
                "0 added, 1 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "city", "First|Lahore\nSecond|Multan\n");
}

/* Rows within a cell that is never closed are not rows; the officer is told where it begins. */
static void
test_unclosed (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RabtaTableImport) import = NULL;
  g_autofree char *rejects = NULL;

  import = fixture_import (fixture, "Name,City\nA,Lahore\n\"B,Lahore\nC,Lahore\n", FALSE,
                           "1 added, 0 updated, 0 skipped, 1 refused");
  rejects = fixture_rejects (fixture, import);
  g_assert_nonnull (strstr (rejects, "\r\n3,"));
  g_assert_nonnull (strstr (rejects, "line 3"));
}

/* A file that contradicts itself: the first row stands, each time. */
static void
test_update_contradiction (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char text[] = "Name,NTN,City,Email\nA,1234567,Lahore,\nA,1234567,Karachi,a@example.com\n";

  import_again (fixture, text, TRUE, "1 added, 1 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "city", "A|Lahore\n");
  assert_dump (fixture, "email", "A|a@example.com\n");
  import_again (fixture, text, TRUE, "0 added, 0 updated, 2 skipped, 0 refused");
}

static void
test_former_names (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char former_first[] = "Name,Registration,Name Status\nOld One,1,Previous\nOldest,1,Previous\nNew One,1,Current\n"
                                     "Gone,2,Previous\nGone Before,2,Previous\n";
  static const char current_first[] = "Name,Registration,Name Status\nNew Two,3,Current\nOld Two,3,Previous\nNEW TWO,3,Current\n";

  import_again (fixture, former_first, FALSE, "2 added, 3 updated, 0 skipped, 0 refused");
  import_again (fixture, current_first, FALSE, "1 added, 1 updated, 1 skipped, 0 refused");
  assert_dump (fixture, "aliases", "Gone|Gone Before\nNew One|Old One\nOldest\nNew Two|Old Two\n");

  import_again (fixture, former_first, FALSE, "0 added, 0 updated, 5 skipped, 0 refused");
  import_again (fixture, former_first, TRUE, "0 added, 0 updated, 5 skipped, 0 refused");
  import_again (fixture, current_first, TRUE, "0 added, 0 updated, 3 skipped, 0 refused");
}

/* The register says later that the name has changed. */
static void
test_renamed (Fixture       *fixture,
              gconstpointer  data)
{
  static const char later[] = "Name,Registration,Name Status\nNew,1,Current\nOld,1,Previous\n";

  import_again (fixture, "Name,Registration,Name Status\nOld,1,Current\n", FALSE, "1 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, later, TRUE, "0 added, 1 updated, 1 skipped, 0 refused");
  assert_dump (fixture, "aliases", "New|Old\n");
  import_again (fixture, later, TRUE, "0 added, 0 updated, 2 skipped, 0 refused");
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  import_again (fixture, "Name,NTN\nA,1234567\n", FALSE, "1 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, "Name,NTN\nFormer A,1234567\nB,7654321\nC,2345678\n", FALSE, "2 added, 1 updated, 0 skipped, 0 refused");

  undone = rabta_casebook_undo_sync (fixture_casebook (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "Import of list.csv");
  assert_dump (fixture, "aliases", "A|\n");

  redone = rabta_casebook_redo_sync (fixture_casebook (fixture), &error);
  g_assert_no_error (error);
  assert_dump (fixture, "aliases", "A|Former A\nB|\nC|\n");
}

static void
test_dry_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.csv", "Name,NTN\nA,1234567\nB,\n,1\n", -1);
  g_autoptr (RabtaTableImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *undone = NULL;

  import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_assert_no_error (error);
  rabta_table_import_set_dry_run (import, TRUE);
  g_assert_true (rabta_table_import_run_sync (import, NULL, &error));
  counts = fixture_counts (import);
  g_assert_cmpstr (counts, ==, "2 added, 0 updated, 0 skipped, 1 refused");
  g_assert_cmpint (fixture_n_records (fixture), ==, 0);

  g_object_get (fixture_casebook (fixture), "undo-action", &undone, NULL);
  g_assert_true (undone == NULL || strstr (undone, "a.csv") == NULL);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.csv", "Name\nA\n", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RabtaTableImport) import = NULL;
  g_autoptr (GError) error = NULL;

  import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (rabta_table_import_run_sync (import, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fixture_n_records (fixture), ==, 0);
}

static void
kill_cb (double   fraction,
         gpointer user_data)
{
  if (fraction > 0.5)
    raise (SIGKILL);
}

/* In a process of its own: opens the casebook, imports, and is killed on the way. */
static void
import_and_die (const char *casebook_path,
                GFile      *file)
{
  g_autoptr (RabtaCasebook) casebook = rabta_casebook_open (casebook_path, RABTA_CASEBOOK_NONE, NULL);
  RabtaTableImport *import = rabta_table_import_new (casebook, file, NULL, NULL, NULL);

  rabta_table_import_set_progress (import, kill_cb, NULL);
  rabta_table_import_run_sync (import, NULL, NULL);
  _exit (0);
}

static void
test_killed (void)
{
  g_autoptr (GString) text = g_string_new ("Name,Registration\n");
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { NULL };

  if (g_test_subprocess ())
    {
      file = g_file_new_for_path (g_getenv ("RABTA_TEST_LIST"));
      import_and_die (g_getenv ("RABTA_TEST_CASEBOOK"), file);
      return;
    }

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (text, "Firm %d,R-%d\n", i, i);

  fixture_set_up (&fixture, NULL);
  file = fixture_write (&fixture, "a.csv", text->str, -1);
  path = g_build_filename (fixture.folder, "test.casebook", NULL);
  rabta_casebook_close (fixture_casebook (&fixture));
  g_clear_object (&fixture.casebook);

  g_setenv ("RABTA_TEST_CASEBOOK", path, TRUE);
  g_setenv ("RABTA_TEST_LIST", g_file_peek_path (file), TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();

  fixture.casebook = rabta_casebook_open (path, RABTA_CASEBOOK_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_n_records (&fixture), ==, 0);
  g_assert_true (rabta_casebook_check_sync (fixture.casebook, FALSE, report, &error));
  g_assert_cmpuint (report->len, ==, 0);
  fixture_tear_down (&fixture, NULL);
}

static void
test_no_name_column (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.csv", "What,NTN\nA,1\n", -1);
  g_autoptr (RabtaTableImport) import = NULL;
  g_autoptr (GError) error = NULL;

  import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (rabta_table_import_run_sync (import, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "What"));
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "a.csv", "Name,Phone,Other\nA,0300-1234567,x\n,,\nB,3.5E+12,y\n,0300,\n", -1);
  g_autoptr (RabtaTableImport) import = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const RabtaPreviewRow *row;

  import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_assert_no_error (error);
  rows = rabta_table_import_preview (import, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);

  row = rows->pdata[0];
  g_assert_cmpuint (row->number, ==, 2);
  g_assert_cmpuint (row->n_cells, ==, 3);
  g_assert_nonnull (row->cells[1].value);
  g_assert_null (row->cells[1].problem);
  g_assert_null (row->cells[2].value);

  row = rows->pdata[1];
  g_assert_cmpuint (row->number, ==, 4);
  g_assert_true (row->cells[1].is_left_out);
  g_assert_null (row->cells[1].value);
  g_assert_null (row->refusal);

  row = rows->pdata[2];
  g_assert_nonnull (row->refusal);
}

/* One list has the NTN with its check digit, the next without. */
static void
test_check_digit (Fixture       *fixture,
                  gconstpointer  data)
{
  import_again (fixture, "Name,NTN,Phone\nAli Traders,1234567-8,\nZed Mills,7654321,\n", FALSE,
                "2 added, 0 updated, 0 skipped, 0 refused");
  import_again (fixture, "Name,NTN,Phone\nAli Traders,1234567,0300-1234567\nZed Mills,7654321-0,\n", FALSE,
                "0 added, 0 updated, 2 skipped, 0 refused");
  import_again (fixture, "Name,NTN,Phone\nAli Traders,1234567,0300-1234567\nZed Mills,7654321-0,\n", TRUE,
                "0 added, 2 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "ntn", "Ali Traders|1234567-8\nZed Mills|7654321-0\n");

  import_again (fixture, "Name,NTN\nAli & Sons,1234567\n", FALSE, "0 added, 1 updated, 0 skipped, 0 refused");
  assert_dump (fixture, "aliases", "Ali Traders|Ali & Sons\nZed Mills|\n");
}

static void
assert_not_saved (Fixture          *self,
                  RabtaTableImport *import,
                  const char       *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_build_filename (self->folder, "list.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rabta_import_report_save (rabta_table_import_get_report (import), file, source,
                                            rabta_casebook_get_path (fixture_casebook (self)), NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
}

/* A slip of the hand in the file chooser: neither a casebook nor the list is written over. */
static void
test_rejects_guard (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (RabtaTableImport) import = fixture_import (self, "Name,Email\nFirm,not an address\n", FALSE,
                                                        "1 added, 0 updated, 0 skipped, 0 refused");
  const char *own = rabta_casebook_get_path (fixture_casebook (self));
  g_autofree char *log = g_strconcat (own, "-wal", NULL);
  g_autofree char *other = g_build_filename (self->folder, "other.casebook", NULL);
  g_autofree char *list = g_build_filename (self->folder, "list.csv", NULL);
  g_autofree char *linked = g_build_filename (self->folder, "linked.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (RabtaCasebook) second = rabta_casebook_create (other, "RO-PB-LHR", "Field Officer", NULL);

  g_assert_cmpint (symlink (own, linked), ==, 0);
  assert_not_saved (self, import, own);
  assert_not_saved (self, import, log);
  assert_not_saved (self, import, linked);
  assert_not_saved (self, import, other);
  rabta_casebook_close (second);
  assert_not_saved (self, import, other);
  assert_not_saved (self, import, list);

  g_assert_true (g_file_get_contents (list, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Name,Email\nFirm,not an address\n");
  g_clear_pointer (&text, g_free);
  text = fixture_rejects (self, import);
  g_assert_nonnull (strstr (text, "not an address"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/table-import/values", test_values);
  FIXTURE_TEST ("/table-import/district-aliases", test_district_aliases);
  FIXTURE_TEST ("/table-import/damaged", test_damaged);
  FIXTURE_TEST ("/table-import/rules", test_rules);
  FIXTURE_TEST ("/table-import/contacts", test_contacts);
  FIXTURE_TEST ("/table-import/date-orders", test_date_orders);
  FIXTURE_TEST ("/table-import/several-phones", test_several_phones);
  FIXTURE_TEST ("/table-import/duplicates", test_duplicates);
  FIXTURE_TEST ("/table-import/bare-names", test_bare_names);
  FIXTURE_TEST ("/table-import/check-digit", test_check_digit);
  FIXTURE_TEST ("/table-import/update", test_update);
  FIXTURE_TEST ("/table-import/two-businesses", test_two_businesses);
  FIXTURE_TEST ("/table-import/unclosed", test_unclosed);
  FIXTURE_TEST ("/table-import/update-contradiction", test_update_contradiction);
  FIXTURE_TEST ("/table-import/former-names", test_former_names);
  FIXTURE_TEST ("/table-import/renamed", test_renamed);
  FIXTURE_TEST ("/table-import/undo", test_undo);
  FIXTURE_TEST ("/table-import/dry-run", test_dry_run);
  FIXTURE_TEST ("/table-import/cancel", test_cancel);
  g_test_add_func ("/table-import/killed", test_killed);
  FIXTURE_TEST ("/table-import/no-name-column", test_no_name_column);
  FIXTURE_TEST ("/table-import/preview", test_preview);
  FIXTURE_TEST ("/table-import/rejects-guard", test_rejects_guard);

  return g_test_run ();
}
