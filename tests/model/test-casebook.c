/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "casebook-fixture.h"

#include "model/history.h"
#include "model/rules.h"
#include "store/database.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaCasebook) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (rabta_casebook_get_office_code (fixture->casebook), ==, "RO-PB-LHR");
  g_assert_cmpstr (rabta_casebook_get_officer_name (fixture->casebook), ==, "Field Officer");
  assert_whole (fixture->casebook, FALSE);

  close_casebook (fixture);
  second = rabta_casebook_create (fixture->path, "X", "Y", &error);
  g_assert_null (second);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS);

  fixture_reopen (fixture);
  g_assert_cmpstr (rabta_casebook_get_officer_name (fixture->casebook), ==, "Field Officer");
  assert_whole (fixture->casebook, TRUE);
}

static void
test_save_and_load (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("M/s Nadeem & Sons (Pvt) Ltd", "PK617");
  g_autoptr (RabtaRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;

  rabta_record_set_int (record, "turnover", G_GINT64_CONSTANT (30000000) * 100);
  rabta_record_set_int (record, "women_owned", 5100);
  rabta_record_set_ref (record, "officer", rabta_casebook_get_officer (fixture->casebook));
  rabta_record_set_extra (record, "note-b", "b");
  rabta_record_set_extra (record, "note-a", "a “quoted” \\ <x>");
  g_assert_true (rabta_record_is_dirty (record));
  save_one (fixture->casebook, record, "Add");
  g_assert_false (rabta_record_is_dirty (record));
  g_assert_false (rabta_record_is_new (record));
  g_assert_cmpstr (rabta_record_get_text (record, "size"), ==, "micro");
  g_assert_cmpint (rabta_record_get_int (record, "women_led"), ==, 1);

  fixture_reopen (fixture);
  loaded = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rabta_record_get_text (loaded, "name"), ==, "M/s Nadeem & Sons (Pvt) Ltd");
  g_assert_cmpstr (rabta_record_get_extra (loaded, "note-a"), ==, "a “quoted” \\ <x>");
  g_assert_cmpstr (rabta_record_get_ref_title (loaded, "officer"), ==, "Field Officer");
  assert_whole (fixture->casebook, FALSE);
}

static void
test_rules_refuse (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  g_assert_false (rabta_casebook_save_sync (fixture->casebook, records, "Add", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_true (rabta_record_is_new (record));
  g_clear_error (&error);

  rabta_record_set_text (record, "name", "Bad district");
  rabta_record_set_text (record, "district", "nowhere");
  g_assert_false (rabta_casebook_save_sync (fixture->casebook, records, "Add", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_true (rabta_record_is_dirty (record));
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 0);
  assert_whole (fixture->casebook, FALSE);
}

/* Two forms open on the same record: different fields are both kept, the same field is refused. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RabtaRecord) first = make_enterprise ("Conflict Works", "PK617");
  g_autoptr (RabtaRecord) second = NULL;
  g_autoptr (RabtaRecord) third = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  save_one (fixture->casebook, first, "Add");
  second = rabta_record_copy (first);
  third = rabta_record_copy (first);

  rabta_record_set_text (first, "city", "Lahore");
  save_one (fixture->casebook, first, "Edit");
  rabta_record_set_text (second, "owner", "Aisha");
  save_one (fixture->casebook, second, "Edit");
  g_assert_cmpstr (rabta_record_get_text (second, "city"), ==, "Lahore");

  rabta_record_set_text (third, "city", "Multan");
  g_ptr_array_add (records, third);
  g_assert_false (rabta_casebook_save_sync (fixture->casebook, records, "Edit", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT);
  g_assert_true (rabta_record_is_dirty (third));
  assert_whole (fixture->casebook, FALSE);
}

static gboolean
delete_in_batch (RabtaBatch    *batch,
                 gpointer       record,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return rabta_batch_delete (batch, record, error);
}

static void
delete_one (RabtaCasebook *casebook,
            RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Delete", delete_in_batch, record, NULL, &error);
  g_assert_no_error (error);
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Tombstone Works", "PK617");
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  save_one (fixture->casebook, record, "Add");
  delete_one (fixture->casebook, record);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 0);
  hits = rabta_casebook_search_sync (fixture->casebook, "tombstone", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 0);
  assert_whole (fixture->casebook, TRUE);

  undo (fixture, "Delete");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 1);
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = rabta_casebook_search_sync (fixture->casebook, "tombst", 10, &error);
  g_assert_cmpuint (hits->len, ==, 1);
  assert_whole (fixture->casebook, FALSE);
}

static void
assert_found (Fixture    *fixture,
              const char *text,
              guint       n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = rabta_casebook_search_sync (fixture->casebook, text, 50, &error);

  g_assert_no_error (error);
  if (hits->len != n)
    g_error ("“%s” finds %u, not %u", text, hits->len, n);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Sialkot Sports Goods", "PK631");
  g_autoptr (RabtaRecord) urdu = make_enterprise ("کریمی ٹیکسٹائل", "PK617");
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  g_autoptr (RabtaRecord) work = rabta_record_new (RABTA_KIND_CASE);
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "phone", "+923001234567");
  rabta_record_set_text (record, "cnic", "35202-1234567-1");
  save_one (fixture->casebook, record, "Add");
  save_one (fixture->casebook, urdu, "Add");

  assert_found (fixture, "sports", 1);
  assert_found (fixture, "SIAL goo", 1);
  assert_found (fixture, "sialkot leather", 0);
  assert_found (fixture, "0300-1234567", 1);
  assert_found (fixture, "0300 123", 1);
  assert_found (fixture, "+92 300 1234567", 1);
  assert_found (fixture, "3001234567", 1); /* as a spreadsheet leaves it */
  assert_found (fixture, "3520212345671", 1);
  assert_found (fixture, "35202-1234567-1", 1);
  assert_found (fixture, "كريمي", 1); /* Arabic kaf and yeh */
  assert_found (fixture, "\" OR *", 0);
  assert_found (fixture, "", 0);

  /* A case is found by its enterprise, and still after that was renamed. */
  rabta_record_set_ref (work, "enterprise", rabta_record_get_id (record));
  rabta_record_set_text (work, "track", "BUY");
  rabta_record_set_text (work, "stage", "BUY-01");
  save_one (fixture->casebook, work, "Open");
  rabta_query_set_search (query, "sports");
  g_assert_cmpint (rabta_casebook_count_sync (fixture->casebook, query, &error), ==, 1);
  rabta_record_set_text (record, "name", "Renamed Works");
  save_one (fixture->casebook, record, "Edit");
  g_assert_cmpint (rabta_casebook_count_sync (fixture->casebook, query, &error), ==, 0);
  assert_found (fixture, "sports", 0);
  assert_found (fixture, "renamed", 1);
}

static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  const char *names[] = { "beta", "Alpha", "M/s Gamma", "delta" };
  const char *districts[] = { "PK617", "PK631", "PK617", NULL };
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RabtaRecord) record = make_enterprise (names[i], districts[i]);

      save_one (fixture->casebook, record, "Add");
    }
  found = rabta_casebook_query_sync (fixture->casebook, query, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 4);
  g_assert_cmpstr (rabta_record_get_text (found->pdata[0], "name"), ==, "Alpha");
  g_assert_cmpstr (rabta_record_get_text (found->pdata[3], "name"), ==, "M/s Gamma");

  rabta_query_filter (query, "district", RABTA_FILTER_EQUAL, "PK631");
  g_assert_cmpint (rabta_casebook_count_sync (fixture->casebook, query, &error), ==, 1);
  rabta_query_filter (query, "district", RABTA_FILTER_EQUAL, NULL);
  g_assert_cmpint (rabta_casebook_count_sync (fixture->casebook, query, &error), ==, 2);
  rabta_query_filter (query, "name", RABTA_FILTER_NOT_EQUAL, "delta");
  g_assert_cmpint (rabta_casebook_count_sync (fixture->casebook, query, &error), ==, 1);

  g_clear_object (&query);
  g_clear_pointer (&found, g_ptr_array_unref);
  query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  rabta_query_set_sort (query, "district", FALSE);
  found = rabta_casebook_query_sync (fixture->casebook, query, 0, &error);
  g_assert_cmpstr (rabta_record_get_text (found->pdata[3], "name"), ==, "delta"); /* empty last */
  g_clear_pointer (&found, g_ptr_array_unref);
  query = (g_object_unref (query), rabta_query_new (RABTA_KIND_ENTERPRISE));
  rabta_query_set_sort (query, "district", TRUE);
  found = rabta_casebook_query_sync (fixture->casebook, query, 0, &error);
  g_assert_cmpstr (rabta_record_get_text (found->pdata[3], "name"), ==, "delta");
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Read Works", "PK617");
  g_autoptr (RabtaCasebook) reader = NULL;
  g_autoptr (RabtaCasebook) writer = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  save_one (fixture->casebook, record, "Add");
  writer = rabta_casebook_open (fixture->path, RABTA_CASEBOOK_NONE, &error);
  g_assert_null (writer);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_BUSY);
  g_clear_error (&error);

  reader = rabta_casebook_open (fixture->path, RABTA_CASEBOOK_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_kind (reader, RABTA_KIND_ENTERPRISE), ==, 1);
  g_ptr_array_add (records, record);
  rabta_record_set_text (record, "owner", "x");
  g_assert_false (rabta_casebook_save_sync (reader, records, "Edit", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY);
  rabta_casebook_close (reader);
}

static void
test_backup_takes_new_site (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.casebook", NULL);
  g_autoptr (RabtaRecord) record = make_enterprise ("Copied Works", "PK617");
  g_autoptr (RabtaCasebook) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  save_one (fixture->casebook, record, "Add");
  rabta_casebook_backup_sync (fixture->casebook, copy, NULL, &error);
  g_assert_no_error (error);

  /* Under the original's site id its next change would take a number that is given out already. */
  other = rabta_casebook_open (copy, RABTA_CASEBOOK_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_kind (other, RABTA_KIND_ENTERPRISE), ==, 1);
  undone = rabta_casebook_undo_sync (other, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  assert_whole (other, FALSE);
  rabta_casebook_close (other);
}

static void
test_altered_log (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Honest Works", "PK617");
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database;

  save_one (fixture->casebook, record, "Add");
  close_casebook (fixture);

  database = rabta_database_open (fixture->path, RABTA_DATABASE_WRITE, RABTA_CASEBOOK_APPLICATION_ID, 4096, &error);
  g_assert_no_error (error);
  rabta_database_execute (database, "UPDATE change SET body = replace (body, 'Honest', 'Forged') WHERE kind = 'enterprise'",
                          "Forge", &error);
  g_assert_no_error (error);
  rabta_database_close (database);

  fixture_reopen (fixture);
  rabta_casebook_check_sync (fixture->casebook, FALSE, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->len, >=, 1);
  g_assert_nonnull (strstr (report->pdata[0], "altered"));
}

static void
test_rebuild_mends (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Mended Works", "PK617");
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database;

  rabta_record_set_text (record, "owner", "Right");
  save_one (fixture->casebook, record, "Add");
  close_casebook (fixture);
  database = rabta_database_open (fixture->path, RABTA_DATABASE_WRITE, RABTA_CASEBOOK_APPLICATION_ID, 4096, &error);
  rabta_database_execute (database, "UPDATE enterprise SET owner = 'Wrong'; DELETE FROM officer", "Damage", &error);
  g_assert_no_error (error);
  rabta_database_close (database);

  fixture_reopen (fixture);
  rabta_casebook_check_sync (fixture->casebook, FALSE, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->len, >=, 2);
  assert_whole (fixture->casebook, TRUE);
  assert_owner (fixture, record, "Right");
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("History Works", "PK617");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  RabtaHistoryEntry *entry;

  save_one (fixture->casebook, record, "Add enterprise");
  rabta_record_set_text (record, "district", "PK631");
  save_one (fixture->casebook, record, "Edit enterprise");

  rabta_history_load_async (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), TRUE, 0, NULL,
                            got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  entries = rabta_history_load_finish (fixture->casebook, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->action, ==, "Edit enterprise");
  g_assert_cmpstr (entry->heading, ==, "District");
  g_assert_cmpstr (entry->old_text, ==, "Lahore");
  g_assert_cmpstr (entry->officer, ==, "Field Officer");
  g_assert_nonnull (entry->new_text);
  entry = entries->pdata[1];
  g_assert_cmpint (entry->what, ==, RABTA_HISTORY_CREATED);
}

static gboolean
find_in_batch (RabtaBatch    *batch,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  gpointer *pair = data;
  g_autoptr (GPtrArray) found = rabta_batch_find_duplicates (batch, pair[0], error);

  if (found == NULL)
    return FALSE;
  pair[1] = found->len > 0 ? g_strdup (((RabtaDuplicate *) found->pdata[0])->field) : NULL;

  return TRUE;
}

static void
assert_duplicate (Fixture     *fixture,
                  RabtaRecord *record,
                  const char  *field)
{
  gpointer pair[2] = { record, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Look", find_in_batch, pair, NULL, &error);
  g_assert_no_error (error);
  found = pair[1];
  g_assert_cmpstr (found, ==, field);
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (RabtaRecord) stored = make_enterprise ("M/s Karim Industries (Pvt) Ltd.", "PK617");
  g_autoptr (RabtaRecord) record = make_enterprise ("Karim Industries Private Limited", "PK617");

  rabta_record_set_text (stored, "ntn", "1234567-8");
  rabta_record_set_text (stored, "address", "12 Mall Road, Lahore");
  save_one (fixture->casebook, stored, "Add");

  assert_duplicate (fixture, record, "name");
  rabta_record_set_text (record, "district", "PK631");
  assert_duplicate (fixture, record, NULL);
  rabta_record_set_text (record, "district", NULL);
  assert_duplicate (fixture, record, NULL);
  rabta_record_set_text (record, "address", "12, Mall Road – Lahore");
  assert_duplicate (fixture, record, "name");
  rabta_record_set_text (record, "name", "Something else");
  assert_duplicate (fixture, record, NULL);
  rabta_record_set_text (record, "ntn", "1234567-8");
  assert_duplicate (fixture, record, "ntn");
  rabta_record_set_text (record, "ntn", "1234567");
  assert_duplicate (fixture, record, "ntn");
  rabta_record_set_text (record, "ntn", "1234568");
  assert_duplicate (fixture, record, NULL);
  assert_duplicate (fixture, stored, NULL);
}

/* The rule of 2022 knew no micro enterprises; the one of 2025 does. */
static void
test_rule_comes_into_force (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Rule Works", "PK617");
  g_autoptr (RabtaRecord) later = NULL;
  g_autoptr (GError) error = NULL;

  rabta_date_set_today ("2025-08-04");
  fixture_reopen (fixture);
  rabta_record_set_int (record, "turnover", G_GINT64_CONSTANT (20000000) * 100);
  save_one (fixture->casebook, record, "Add");
  g_assert_cmpstr (rabta_record_get_text (record, "size"), ==, "small");

  rabta_date_set_today ("2025-08-05");
  fixture_reopen (fixture);
  later = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rabta_record_get_text (later, "size"), ==, "micro");
  assert_whole (fixture->casebook, FALSE);
  rabta_date_set_today ("2026-02-02");
}

/* A definition that headquarters sent stays in force although the program ships an older one. */
static void
test_newer_programme (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *age = "UPDATE programme SET version = 2, xml = CAST (replace (CAST (xml AS TEXT), "
                    "'version=\"1\"', 'version=\"2\"') AS BLOB)";
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database;

  close_casebook (fixture);
  database = rabta_database_open (fixture->path, RABTA_DATABASE_WRITE, RABTA_CASEBOOK_APPLICATION_ID, 4096, &error);
  g_assert_no_error (error);
  rabta_database_execute (database, age, "Age", &error);
  g_assert_no_error (error);
  rabta_database_close (database);

  fixture_reopen (fixture);
  g_assert_cmpint (rabta_programme_get_version (rabta_casebook_get_programme (fixture->casebook)), ==, 2);
  close_casebook (fixture);
  database = rabta_database_open (fixture->path, RABTA_DATABASE_READ, RABTA_CASEBOOK_APPLICATION_ID, 4096, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rabta_database_get_int (database, "SELECT count(*) FROM programme", 0), ==, 1);
  rabta_database_close (database);
}

static void
test_officer_at_work (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (RabtaRecord) officer = rabta_record_new (RABTA_KIND_OFFICER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (officer, "name", "Second Officer");
  save_one (fixture->casebook, officer, "Add officer");
  rabta_casebook_set_officer_async (fixture->casebook, rabta_record_get_id (officer), NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rabta_casebook_set_officer_finish (fixture->casebook, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rabta_casebook_get_officer_name (fixture->casebook), ==, "Second Officer");

  rabta_record_set_text (officer, "name", "Renamed Officer");
  save_one (fixture->casebook, officer, "Rename");
  while (g_strcmp0 (rabta_casebook_get_officer_name (fixture->casebook), "Renamed Officer") != 0)
    g_main_context_iteration (NULL, TRUE);

  fixture_reopen (fixture);
  g_assert_cmpstr (rabta_casebook_get_officer_name (fixture->casebook), ==, "Renamed Officer");
  g_assert_true (rabta_uuid_equal (rabta_casebook_get_officer (fixture->casebook), rabta_record_get_id (officer)));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/casebook/create", test_create);
  ADD ("/casebook/save-and-load", test_save_and_load);
  ADD ("/casebook/rules-refuse", test_rules_refuse);
  ADD ("/casebook/conflict", test_conflict);
  ADD ("/casebook/delete", test_delete);
  ADD ("/casebook/search", test_search);
  ADD ("/casebook/query", test_query);
  ADD ("/casebook/read-only", test_read_only);
  ADD ("/casebook/backup-takes-new-site", test_backup_takes_new_site);
  ADD ("/casebook/altered-log", test_altered_log);
  ADD ("/casebook/rebuild-mends", test_rebuild_mends);
  ADD ("/casebook/history", test_history);
  ADD ("/casebook/duplicates", test_duplicates);
  ADD ("/casebook/rule-comes-into-force", test_rule_comes_into_force);
  ADD ("/casebook/newer-programme", test_newer_programme);
  ADD ("/casebook/officer-at-work", test_officer_at_work);

  return g_test_run ();
}
