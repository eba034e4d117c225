/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rabta-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "office.casebook", NULL);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_chmod (fixture->folder, 0700);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
run_cb (Fixture       *fixture,
        gconstpointer  data)
{
  const FixtureFunc *func = data;

  (*func) (fixture);
}

void
fixture_add (const char  *name,
             FixtureFunc  func)
{
  FixtureFunc *box = g_new (FixtureFunc, 1); /* lives as long as the program */

  *box = func;
  g_test_add (name, Fixture, box, fixture_set_up, run_cb, fixture_tear_down);
}

char *
fixture_file (Fixture    *fixture,
              const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

void
fixture_put (const char    *path,
             gconstpointer  data,
             gsize          length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

guint
fixture_n_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

RabtaDatabase *
fixture_open (Fixture            *fixture,
              RabtaDatabaseFlags  flags)
{
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database = rabta_database_open (fixture->path, flags, TEST_APPLICATION_ID,
                                                 TEST_CACHE_KIB, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  return database;
}

void
fixture_execute (RabtaDatabase *database,
                 const char    *sql)
{
  g_autoptr (GError) error = NULL;
  gboolean done = rabta_database_execute (database, sql, "Test", &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

RabtaDatabase *
fixture_create (Fixture *fixture)
{
  RabtaDatabase *database = fixture_open (fixture, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE);

  fixture_execute (database,
                   "CREATE TABLE item (pk INTEGER PRIMARY KEY, name TEXT, amount INTEGER) STRICT");
  return database;
}

/* Adds rows of about 250 bytes each. */
void
fixture_fill (RabtaDatabase *database,
              int            n_rows)
{
  g_autofree char *sql =
    g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                     " INSERT INTO item (name, amount) SELECT hex (randomblob (120)), i FROM n",
                     n_rows);

  fixture_execute (database, sql);
}

/* A failed assertion in the child aborts it, which fails the test. */
void
fixture_run_in_child (Fixture     *fixture,
                      FixtureFunc  func)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      func (fixture);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static FixtureFunc without_rights;

static void
drop_rights (Fixture *fixture)
{
  if (geteuid () == 0)
    {
      g_assert_cmpint (setgroups (0, NULL), ==, 0);
      g_assert_cmpint (setgid (NOBODY), ==, 0);
      g_assert_cmpint (setuid (NOBODY), ==, 0);
    }
  without_rights (fixture);
}

/* The superuser may write anywhere, so that a test run by it has to become somebody else. The
 * folder is left readable and not writable. */
void
fixture_run_without_rights (Fixture     *fixture,
                            FixtureFunc  func)
{
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  without_rights = func;
  fixture_run_in_child (fixture, drop_rights);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}
