/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A company register of 29,377 rows that nobody cleaned. It is no part of the project; where it is
 * not at hand the test says that it was left out. */

#include "table-fixture.h"

#include <string.h>

#define ROWS 29377
#define NUMBERS 20421

static char *
find_register (void)
{
  const char *shared = g_getenv ("RABTA_SHARED");
  const char *root = g_getenv ("RABTA_SOURCE_ROOT");
  g_autofree char *beside = root != NULL ? g_build_filename (root, "..", "shared", NULL) : NULL;
  g_autofree char *path = NULL;

  if (shared == NULL)
    shared = beside;
  if (shared == NULL)
    return NULL;

  path = g_build_filename (shared, "data", "real", "isle-of-man-companies.csv", NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static RabtaTableImport *
import_register (Fixture    *fixture,
                 const char *path,
                 gboolean    update)
{
  static const char *const maps[] = {
    "Name=name", "Number=registration", "Inc/Reg Date=established", "Name Status=name-status", "Status=-", "URL=-",
  };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  RabtaTableImport *import;
  gint64 start;

  import = rabta_table_import_new (fixture_casebook (fixture), file, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (maps); i++)
    g_assert_true (rabta_import_mapping_set_text (rabta_table_import_get_mapping (import), maps[i], NULL));
  rabta_table_import_set_update (import, update);

  start = g_get_monotonic_time ();
  rabta_table_import_run_sync (import, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%.2f s", (g_get_monotonic_time () - start) / 1e6);

  return import;
}

static RabtaRecord *
find_number (Fixture    *fixture,
             const char *number)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  rabta_query_filter (query, "registration", RABTA_FILTER_EQUAL, number);
  records = rabta_casebook_query_sync (fixture_casebook (fixture), query, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);

  return g_object_ref (records->pdata[0]);
}

static void
test_register (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = find_register ();
  g_autoptr (RabtaTableImport) first = NULL;
  g_autoptr (RabtaTableImport) again = NULL;
  g_autoptr (RabtaTableImport) update = NULL;
  g_autoptr (RabtaRecord) renamed = NULL;
  g_autofree char *undone = NULL;
  const RabtaImportCounts *counts;

  if (path == NULL)
    {
      g_test_skip ("The register of the Isle of Man is not at hand: left out.");
      return;
    }

  first = import_register (fixture, path, FALSE);
  counts = rabta_table_import_get_counts (first);
  g_assert_cmpuint (counts->added, ==, NUMBERS);
  g_assert_cmpuint (counts->refused, ==, 0);
  g_assert_cmpuint (counts->added + counts->updated + counts->skipped, ==, ROWS);
  g_assert_cmpint (fixture_n_records (fixture), ==, NUMBERS);

  renamed = find_number (fixture, "002975C");
  g_assert_cmpstr (rabta_record_get_text (renamed, "name"), ==, "EQUIOM CORPORATION LIMITED");
  g_assert_nonnull (strstr (rabta_record_get_text (renamed, "aliases"), "WEST CORPORATION LIMITED"));

  again = import_register (fixture, path, FALSE);
  counts = rabta_table_import_get_counts (again);
  g_assert_cmpuint (counts->skipped, ==, ROWS);

  update = import_register (fixture, path, TRUE);
  counts = rabta_table_import_get_counts (update);
  g_assert_cmpuint (counts->skipped, ==, ROWS);

  undone = rabta_casebook_undo_sync (fixture_casebook (fixture), NULL);
  g_assert_cmpstr (undone, ==, "Import of isle-of-man-companies.csv");
  g_assert_cmpint (fixture_n_records (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/table-real/register", test_register);

  return g_test_run ();
}
