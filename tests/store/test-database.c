/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT "SELECT count(*) FROM item"

static void
assert_refused (const char         *path,
                RabtaDatabaseFlags  flags,
                int                 code)
{
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database = rabta_database_open (path, flags, TEST_APPLICATION_ID, TEST_CACHE_KIB,
                                                 &error);

  g_assert_null (database);
  g_assert_error (error, RABTA_ERROR, code);
  g_assert_nonnull (strstr (error->message, ": "));
}

static void
assert_fails (RabtaDatabase *database,
              const char    *sql)
{
  g_autoptr (GError) error = NULL;

  if (rabta_database_execute (database, sql, "Test", &error))
    g_error ("This should have failed: %s", sql);
  g_assert_nonnull (error);
}

static void
assert_settings (RabtaDatabase *database)
{
  g_autoptr (RabtaStatement) mode = rabta_database_prepare (database, "PRAGMA journal_mode", NULL);

  g_assert_cmpint (rabta_statement_step (mode, "Test", NULL), ==, RABTA_STEP_ROW);
  g_assert_cmpstr (rabta_statement_get_text (mode, 0), ==, "wal");
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA synchronous", -1), ==, 2);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA foreign_keys", -1), ==, 1);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA trusted_schema", -1), ==, 0);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA cell_size_check", -1), ==, 1);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA mmap_size", 0), ==, 0);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA cache_size", 0), ==, -TEST_CACHE_KIB);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA temp_store", -1), ==, 2);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA journal_size_limit", -1), ==, 32 << 20);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA busy_timeout", -1), ==, 3000);
  g_assert_cmpint (rabta_database_get_int (database, "PRAGMA application_id", 0), ==,
                   TEST_APPLICATION_ID);

  assert_fails (database, "SELECT \"no such column\"");
  assert_fails (database, "SELECT load_extension ('nothing')");
  assert_fails (database, "SELECT fts3_tokenizer ('mine', x'0000000000000000')");
}

static void
test_settings (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) writer = fixture_create (fixture);
  g_autoptr (RabtaDatabase) reader = fixture_open (fixture, RABTA_DATABASE_READ);
  g_autoptr (RabtaDatabase) checked = fixture_open (fixture, RABTA_DATABASE_CHECK);
  struct stat status;

  assert_settings (writer);
  assert_settings (reader);
  assert_settings (checked);
  assert_fails (reader, "DELETE FROM item");
  assert_fails (writer, "CREATE INDEX i ON item (\"no such column\")");
  /* Without DEFENSIVE this would make the file unreadable. */
  rabta_database_execute (writer, "PRAGMA writable_schema = ON", "Test", NULL);
  assert_fails (writer, "UPDATE sqlite_schema SET sql = 'nonsense'");

  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_foreign_keys_are_on (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  fixture_execute (database, "CREATE TABLE child (item INTEGER REFERENCES item (pk)) STRICT");
  g_assert_false (rabta_database_execute (database, "INSERT INTO child VALUES (99)", "Add", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONSTRAINT);
}

/* None of these may be taken for a casebook, and none may be changed by the attempt. */
static void
assert_other_file (Fixture       *fixture,
                   gconstpointer  data,
                   gsize          length)
{
  g_autofree char *path = fixture_file (fixture, "other.casebook");
  g_autofree char *after = NULL;
  gsize after_length;

  fixture_put (path, data, length);
  assert_refused (path, RABTA_DATABASE_READ, RABTA_ERROR_NOT_A_CASEBOOK);
  assert_refused (path, RABTA_DATABASE_WRITE, RABTA_ERROR_NOT_A_CASEBOOK);
  assert_refused (path, RABTA_DATABASE_READ | RABTA_DATABASE_CHECK, RABTA_ERROR_NOT_A_CASEBOOK);
  assert_refused (path, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE, RABTA_ERROR_EXISTS);

  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, data, length);
  g_unlink (path);
}

static void
test_other_files (Fixture *fixture)
{
  static const guint8 picture[2000] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13 };
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *folder = fixture_file (fixture, "folder");
  g_autofree char *missing = fixture_file (fixture, "missing/office.casebook");

  assert_other_file (fixture, "", 0);
  assert_other_file (fixture, picture, sizeof picture);
  assert_other_file (fixture, text, 5000);
  assert_other_file (fixture, "short", 5);
  assert_other_file (fixture, "SQLite format 3", 16);
  g_assert_cmpuint (fixture_n_files (fixture->folder), ==, 0);

  assert_refused (fixture->path, RABTA_DATABASE_READ, RABTA_ERROR_NOT_FOUND);
  assert_refused (fixture->path, RABTA_DATABASE_WRITE, RABTA_ERROR_NOT_FOUND);
  assert_refused (missing, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE, RABTA_ERROR_NOT_FOUND);
  g_mkdir (folder, 0700);
  assert_refused (folder, RABTA_DATABASE_READ, RABTA_ERROR_NOT_A_CASEBOOK);
}

static void
test_other_application (Fixture *fixture)
{
  g_autofree char *before = NULL;
  gsize length;

  rabta_database_close (rabta_database_open (fixture->path,
                                             RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE, 4711,
                                             TEST_CACHE_KIB, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  g_unlink (fixture->path);
  assert_other_file (fixture, before, length);
}

static void
test_damaged (Fixture *fixture)
{
  g_autofree char *data = NULL;
  gsize length;
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 500);
  rabta_database_close (database);
  g_assert_true (g_file_get_contents (fixture->path, &data, &length, NULL));

  fixture_put (fixture->path, data, length - 3 * 4096);
  assert_refused (fixture->path, RABTA_DATABASE_READ, RABTA_ERROR_CORRUPT);
  assert_refused (fixture->path, RABTA_DATABASE_WRITE, RABTA_ERROR_CORRUPT);

  /* Damage in the middle shows only when it is looked for. */
  memset (data + 5 * 4096, 0xa5, 2 * 4096);
  fixture_put (fixture->path, data, length);
  assert_refused (fixture->path, RABTA_DATABASE_READ | RABTA_DATABASE_CHECK, RABTA_ERROR_CORRUPT);
  database = fixture_open (fixture, RABTA_DATABASE_READ);
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (rabta_database_integrity (database, FALSE, &error));
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
  }
  rabta_database_close (database);
}

static void
test_second_writer (Fixture *fixture)
{
  g_autofree char *link_path = fixture_file (fixture, "link.casebook");
  g_autoptr (RabtaDatabase) writer = fixture_create (fixture);
  g_autoptr (RabtaDatabase) reader = NULL;
  gint64 start = g_get_monotonic_time ();

  fixture_fill (writer, 10);
  assert_refused (fixture->path, RABTA_DATABASE_WRITE, RABTA_ERROR_BUSY);
  g_assert_cmpint (symlink (fixture->path, link_path), ==, 0);
  assert_refused (link_path, RABTA_DATABASE_WRITE, RABTA_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * 5 * G_USEC_PER_SEC);

  /* Readers are let in, also in the midst of a change, and see what was committed. */
  g_assert_true (rabta_database_begin (writer, NULL));
  fixture_fill (writer, 5);
  reader = fixture_open (fixture, RABTA_DATABASE_READ);
  g_assert_cmpint (rabta_database_get_int (reader, COUNT, -1), ==, 10);
  g_assert_true (rabta_database_commit (writer, NULL));
  g_assert_cmpint (rabta_database_get_int (reader, COUNT, -1), ==, 15);

  g_clear_pointer (&writer, rabta_database_close);
  writer = fixture_open (fixture, RABTA_DATABASE_WRITE);
}

static void
test_leaves_no_files (Fixture *fixture)
{
  rabta_database_close (fixture_create (fixture));
  g_assert_cmpuint (fixture_n_files (fixture->folder), ==, 1);
}

static void
write_and_die (Fixture  *fixture,
               gboolean  commit)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      RabtaDatabase *database = fixture_open (fixture, RABTA_DATABASE_WRITE);

      /* Enough for the cache to overflow into the log. */
      rabta_database_begin (database, NULL);
      fixture_fill (database, 20000);
      if (commit)
        rabta_database_commit (database, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed (Fixture *fixture)
{
  RabtaDatabase *database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  fixture_fill (database, 3);
  rabta_database_close (database);

  write_and_die (fixture, FALSE);
  database = fixture_open (fixture, RABTA_DATABASE_READ);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 3);
  rabta_database_close (database);
  database = fixture_open (fixture, RABTA_DATABASE_WRITE);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 3);
  g_assert_true (rabta_database_integrity (database, FALSE, &error));
  rabta_database_close (database);

  write_and_die (fixture, TRUE);
  database = fixture_open (fixture, RABTA_DATABASE_WRITE);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 20003);
  g_assert_true (rabta_database_integrity (database, FALSE, &error));
  rabta_database_close (database);
}

static void
test_full_disk (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  fixture_fill (database, 3);
  fixture_execute (database, "PRAGMA max_page_count = 20");
  g_assert_true (rabta_database_begin (database, &error));
  g_assert_false (rabta_database_execute (database,
                                          "INSERT INTO item (name) VALUES (zeroblob (1) || hex (randomblob (200000)))",
                                          "Save the case", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  g_assert_cmpstr (error->message, ==, "Save the case: the disk is full");
  g_clear_error (&error);

  /* Whoever overlooks it cannot take the commit for done. */
  if (!rabta_database_in_transaction (database))
    {
      g_assert_false (rabta_database_commit (database, &error));
      g_assert_nonnull (error);
    }
  rabta_database_rollback (database);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 3);

  fixture_execute (database, "PRAGMA max_page_count = 1000000");
  fixture_fill (database, 3);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 6);
}

/* The system's own refusal, which SQLite reports as an input/output error. */
static void
write_with_little_room (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_open (fixture, RABTA_DATABASE_WRITE);
  const struct rlimit limit = { 300 * 1024, 300 * 1024 };
  gboolean done = TRUE;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (int i = 0; done && i < 1000; i++)
    {
      g_assert_true (rabta_database_begin (database, &error));
      done = rabta_database_execute (database, "INSERT INTO item (name) VALUES (hex (randomblob (9000)))",
                                     "Save the case", &error)
             && rabta_database_commit (database, &error);
    }
  g_assert_false (done);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  rabta_database_rollback (database);
  g_assert_false (rabta_database_in_transaction (database));
}

static void
test_no_room (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  fixture_fill (database, 3);
  g_clear_pointer (&database, rabta_database_close);
  fixture_run_in_child (fixture, write_with_little_room);

  database = fixture_open (fixture, RABTA_DATABASE_WRITE);
  g_assert_true (rabta_database_integrity (database, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), >=, 3);
}

static void
test_commit_fails (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (rabta_database_commit (database, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FAILED);
  g_clear_error (&error);

  /* A deferred constraint fails at the commit: the whole transaction is gone. */
  fixture_execute (database, "CREATE TABLE child (item INTEGER REFERENCES item (pk)"
                             " DEFERRABLE INITIALLY DEFERRED) STRICT");
  g_assert_true (rabta_database_begin (database, &error));
  fixture_fill (database, 4);
  fixture_execute (database, "INSERT INTO child VALUES (99)");
  g_assert_false (rabta_database_commit (database, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONSTRAINT);
  g_assert_false (rabta_database_in_transaction (database));
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 0);
}

static void
read_only_folder (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) reader = fixture_open (fixture, RABTA_DATABASE_READ);

  g_assert_cmpint (rabta_database_get_int (reader, COUNT, -1), ==, 7);
  assert_refused (fixture->path, RABTA_DATABASE_WRITE, RABTA_ERROR_READ_ONLY);
}

static void
read_only_file (Fixture *fixture)
{
  assert_refused (fixture->path, RABTA_DATABASE_WRITE, RABTA_ERROR_READ_ONLY);
}

static void
create_in_read_only_folder (Fixture *fixture)
{
  assert_refused (fixture->path, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE,
                  RABTA_ERROR_READ_ONLY);
}

static void
test_read_only (Fixture *fixture)
{
  RabtaDatabase *database;

  fixture_run_without_rights (fixture, create_in_read_only_folder);

  database = fixture_create (fixture);
  fixture_fill (database, 7);
  rabta_database_close (database);

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  fixture_run_without_rights (fixture, read_only_folder);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  fixture_run_without_rights (fixture, read_only_folder);
  /* The folder may be written, the file may not. */
  if (geteuid () != 0)
    {
      g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
      fixture_run_in_child (fixture, read_only_file);
    }
}

/* A log that somebody left holds changes that the file alone has not got: no reading past it. */
static void
read_only_with_log (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) reader = rabta_database_open (fixture->path, RABTA_DATABASE_READ,
                                                          TEST_APPLICATION_ID, TEST_CACHE_KIB,
                                                          &error);

  if (reader != NULL)
    g_assert_cmpint (rabta_database_get_int (reader, COUNT, -1), ==, 20003);
  else
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY);
}

static void
test_read_only_with_log (Fixture *fixture)
{
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 3);
  rabta_database_close (database);
  write_and_die (fixture, TRUE);

  g_chmod (fixture->path, 0444);
  g_chmod (log, 0444);
  g_chmod (index, 0444);
  fixture_run_without_rights (fixture, read_only_with_log);
  g_assert_cmpint (g_unlink (index), ==, 0);
  fixture_run_without_rights (fixture, read_only_with_log);
}

static gpointer
other_thread (gpointer data)
{
  RabtaDatabase *database = data;

  fixture_fill (database, 1);
  rabta_database_disown (database);
  return NULL;
}

static void
test_disown (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  rabta_database_disown (database);
  g_thread_join (g_thread_new ("other", other_thread, database));
  g_assert_cmpint (rabta_database_get_int (database, COUNT, -1), ==, 1);
}

static void
test_odd_names (Fixture *fixture)
{
  static const char *const names[] = { "file:x?mode=memory", ":memory:", "دفتر %20 & #1.casebook" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_file (fixture, names[i]);
      g_autoptr (RabtaDatabase) database = NULL;

      database = rabta_database_open (path, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE,
                                      TEST_APPLICATION_ID, TEST_CACHE_KIB, NULL);
      g_assert_nonnull (database);
      g_assert_cmpstr (rabta_database_get_path (database), ==, path);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/database/settings", test_settings);
  fixture_add ("/store/database/foreign-keys-are-on", test_foreign_keys_are_on);
  fixture_add ("/store/database/other-files", test_other_files);
  fixture_add ("/store/database/other-application", test_other_application);
  fixture_add ("/store/database/damaged", test_damaged);
  fixture_add ("/store/database/second-writer", test_second_writer);
  fixture_add ("/store/database/leaves-no-files", test_leaves_no_files);
  fixture_add ("/store/database/killed", test_killed);
  fixture_add ("/store/database/full-disk", test_full_disk);
  fixture_add ("/store/database/no-room", test_no_room);
  fixture_add ("/store/database/commit-fails", test_commit_fails);
  fixture_add ("/store/database/read-only", test_read_only);
  fixture_add ("/store/database/read-only-with-log", test_read_only_with_log);
  fixture_add ("/store/database/disown", test_disown);
  fixture_add ("/store/database/odd-names", test_odd_names);
  return g_test_run ();
}
