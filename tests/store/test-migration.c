/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/backup.h"
#include "store/migration.h"

#define COUNT "SELECT count(*) FROM item"

static const RabtaMigration good[] = {
  { 1, "/test/schema/1.sql" },
  { 2, "/test/schema/2.sql" },
};

static RabtaDatabase *
create_empty (Fixture *fixture)
{
  return fixture_open (fixture, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE);
}

static gboolean
backup_cb (RabtaDatabase  *database,
           int             from_version,
           gpointer        user_data,
           GError        **error)
{
  int *called = user_data;
  g_autofree char *path = g_strdup_printf ("%s.%d", rabta_database_get_path (database),
                                           from_version);

  (*called)++;
  return rabta_backup_write (database, path, FALSE, NULL, error);
}

static gboolean
refuse_cb (RabtaDatabase  *database,
           int             from_version,
           gpointer        user_data,
           GError        **error)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FULL, "No room for the backup");
  return FALSE;
}

static void
test_new_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);
  int called = 0;

  g_assert_cmpint (rabta_migration_version (database), ==, 0);
  g_assert_true (rabta_migration_run (database, good, 2, backup_cb, &called, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rabta_migration_version (database), ==, 2);
  g_assert_cmpint (rabta_database_get_int (database, "SELECT amount FROM item", 0), ==, 12);
  /* There was nothing to keep. */
  g_assert_cmpint (called, ==, 0);

  /* Nothing to do, nothing done. */
  g_assert_true (rabta_migration_run (database, good, 2, backup_cb, &called, &error));
  g_assert_cmpint (rabta_database_get_int (database, COUNT, 0), ==, 1);
  g_assert_cmpint (called, ==, 0);
}

static void
test_old_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);
  g_autoptr (RabtaDatabase) copy = NULL;
  g_autofree char *path = g_strconcat (fixture->path, ".1", NULL);
  int called = 0;

  g_assert_true (rabta_migration_run (database, good, 1, NULL, NULL, &error));
  g_assert_cmpint (rabta_migration_version (database), ==, 1);
  g_assert_true (rabta_migration_run (database, good, 2, backup_cb, &called, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rabta_migration_version (database), ==, 2);
  g_assert_cmpint (called, ==, 1);

  copy = rabta_database_open (path, RABTA_DATABASE_READ, TEST_APPLICATION_ID, TEST_CACHE_KIB,
                              &error);
  g_assert_no_error (error);
  g_assert_cmpint (rabta_migration_version (copy), ==, 1);
}

static void
assert_rolled_back (Fixture    *fixture,
                    const char *resource)
{
  const RabtaMigration bad[] = { good[0], good[1], { 3, resource } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);

  g_assert_true (rabta_migration_run (database, good, 1, NULL, NULL, &error));
  g_assert_false (rabta_migration_run (database, bad, 3, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (rabta_database_in_transaction (database));

  /* Not even the step before, which was good. */
  g_assert_cmpint (rabta_migration_version (database), ==, 1);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, 0), ==, 1);
  g_assert_cmpint (rabta_database_get_int (database,
                                           "SELECT count(*) FROM pragma_table_info ('item')", 0),
                   ==, 2);
}

static void
test_bad_sql (Fixture *fixture)
{
  assert_rolled_back (fixture, "/test/schema/bad.sql");
}

static void
test_missing_sql (Fixture *fixture)
{
  assert_rolled_back (fixture, "/test/schema/none.sql");
}

/* A step that commits cannot be undone, so that it must be found before a release. */
static void
test_step_that_commits (Fixture *fixture)
{
  const RabtaMigration bad[] = { good[0], { 2, "/test/schema/ends.sql" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);

  g_assert_false (rabta_migration_run (database, bad, 2, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FAILED);
}

static void
test_no_backup_no_step (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);

  g_assert_true (rabta_migration_run (database, good, 1, refuse_cb, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rabta_migration_run (database, good, 2, refuse_cb, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  g_assert_cmpint (rabta_migration_version (database), ==, 1);
}

static void
test_too_new (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = create_empty (fixture);

  g_assert_true (rabta_migration_run (database, good, 2, NULL, NULL, &error));
  g_assert_false (rabta_migration_run (database, good, 1, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "office.casebook"));
  g_assert_cmpint (rabta_migration_version (database), ==, 2);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, 0), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/migration/new-file", test_new_file);
  fixture_add ("/store/migration/old-file", test_old_file);
  fixture_add ("/store/migration/bad-sql", test_bad_sql);
  fixture_add ("/store/migration/missing-sql", test_missing_sql);
  fixture_add ("/store/migration/step-that-commits", test_step_that_commits);
  fixture_add ("/store/migration/no-backup-no-step", test_no_backup_no_step);
  fixture_add ("/store/migration/too-new", test_too_new);
  return g_test_run ();
}
