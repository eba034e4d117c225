/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/backup.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT "SELECT count(*) FROM item"

static gint64
count_in (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = NULL;

  database = rabta_database_open (path, RABTA_DATABASE_READ | RABTA_DATABASE_CHECK,
                                  TEST_APPLICATION_ID, TEST_CACHE_KIB, &error);
  g_assert_no_error (error);
  return rabta_database_get_int (database, COUNT, -1);
}

static gboolean
restore (Fixture     *fixture,
         const char  *backup,
         GError     **error)
{
  return rabta_backup_restore (backup, fixture->path, TEST_APPLICATION_ID, 5, error);
}

static void
assert_restore_refused (Fixture    *fixture,
                        const char *backup,
                        int         code)
{
  g_autoptr (GError) error = NULL;
  guint n_files = fixture_n_files (fixture->folder);

  g_assert_false (restore (fixture, backup, &error));
  g_assert_error (error, RABTA_ERROR, code);
  g_assert_cmpuint (fixture_n_files (fixture->folder), ==, n_files);
}

static void
test_round_trip (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database = fixture_create (fixture);
  struct stat status;

  fixture_fill (database, 3000);
  g_assert_true (rabta_backup_write (database, backup, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (backup, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  fixture_execute (database, "DELETE FROM item");
  g_assert_cmpint (count_in (backup), ==, 3000);

  /* Not while it is open to write, here or elsewhere. */
  assert_restore_refused (fixture, backup, RABTA_ERROR_BUSY);
  rabta_database_close (database);

  g_assert_true (restore (fixture, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (fixture->path), ==, 3000);
  /* The casebook, the backup and what was there before. */
  g_assert_cmpuint (fixture_n_files (fixture->folder), ==, 3);

  database = fixture_open (fixture, RABTA_DATABASE_WRITE);
  fixture_fill (database, 1);
  rabta_database_close (database);
  g_assert_cmpint (count_in (fixture->path), ==, 3001);
  g_assert_cmpint (count_in (backup), ==, 3000);
}

static char *
find_old (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, "office.casebook.before-restore-")
          && !g_str_has_suffix (name, "-wal") && !g_str_has_suffix (name, "-shm"))
        return fixture_file (fixture, name);
    }
  return NULL;
}

static void
write_and_die (Fixture *fixture)
{
  RabtaDatabase *database = fixture_open (fixture, RABTA_DATABASE_WRITE);

  fixture_fill (database, 40); /* the caller leaves without closing */
}

/* After a crash the newest changes are in the log only. They belong to the old file, and would ruin
 * the new one. */
static void
test_restore_over_a_log (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 2);
  g_assert_true (rabta_backup_write (database, backup, FALSE, NULL, &error));
  rabta_database_close (database);
  fixture_run_in_child (fixture, write_and_die);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));

  g_assert_true (restore (fixture, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (fixture->path), ==, 2);
  old = find_old (fixture);
  g_assert_nonnull (old);
  g_assert_cmpint (count_in (old), ==, 42);
}

static void
test_restore_over_damage (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autofree char *old = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 2);
  g_assert_true (rabta_backup_write (database, backup, FALSE, NULL, &error));
  rabta_database_close (database);
  fixture_put (fixture->path, "ruined", 6);

  g_assert_true (restore (fixture, backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (fixture->path), ==, 2);
  old = find_old (fixture);
  g_assert_true (g_file_get_contents (old, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "ruined");
}

static void
test_bad_backups_refused (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 1000);
  g_assert_true (rabta_backup_write (database, backup, FALSE, NULL, &error));
  fixture_execute (database, "PRAGMA user_version = 6");
  rabta_database_close (database);
  g_assert_true (g_file_get_contents (backup, &data, &length, NULL));

  fixture_put (backup, data, length / 2);
  assert_restore_refused (fixture, backup, RABTA_ERROR_CORRUPT);
  memset (data + 8 * 4096, 0x5a, 4096);
  fixture_put (backup, data, length);
  assert_restore_refused (fixture, backup, RABTA_ERROR_CORRUPT);
  fixture_put (backup, "no database", 11);
  assert_restore_refused (fixture, backup, RABTA_ERROR_NOT_A_CASEBOOK);
  g_unlink (backup);
  assert_restore_refused (fixture, backup, RABTA_ERROR_NOT_FOUND);
  assert_restore_refused (fixture, fixture->path, RABTA_ERROR_EXISTS);

  database = fixture_open (fixture, RABTA_DATABASE_READ);
  g_assert_true (rabta_backup_write (database, backup, FALSE, NULL, &error));
  rabta_database_close (database);
  assert_restore_refused (fixture, backup, RABTA_ERROR_TOO_NEW);
  g_assert_cmpint (count_in (fixture->path), ==, 1000);
}

static void
test_overwrite (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autofree char *kept = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  guint n_files;

  fixture_fill (database, 1000);
  fixture_put (backup, "mine", 4);
  n_files = fixture_n_files (fixture->folder);

  g_assert_false (rabta_backup_write (database, backup, FALSE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (rabta_backup_write (database, fixture->path, TRUE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_false (rabta_backup_write (database, backup, TRUE, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_true (g_file_get_contents (backup, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
  g_assert_cmpuint (fixture_n_files (fixture->folder), ==, n_files);

  g_assert_true (rabta_backup_write (database, backup, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (backup), ==, 1000);
}

static gpointer
write_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (RabtaDatabase) database = fixture_open (fixture, RABTA_DATABASE_WRITE);

  for (int i = 0; i < 200; i++)
    fixture_fill (database, 10);
  return NULL;
}

/* Each change adds ten rows; a copy that mixed two moments would show a part of one. */
static void
test_of_a_live_casebook (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) reader = NULL;
  RabtaDatabase *database = fixture_create (fixture);
  GThread *thread;

  fixture_fill (database, 20000);
  rabta_database_close (database);
  reader = fixture_open (fixture, RABTA_DATABASE_READ);
  thread = g_thread_new ("writer", write_thread, fixture);
  g_assert_true (rabta_backup_write (reader, backup, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  g_assert_false (rabta_database_in_transaction (reader));
  g_assert_cmpint (count_in (backup) % 10, ==, 0);
  g_assert_cmpint (rabta_database_get_int (reader, COUNT, -1), ==, 22000);
}

static void
write_with_little_room (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_open (fixture, RABTA_DATABASE_READ);
  const struct rlimit limit = { 200 * 1024, 200 * 1024 };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (rabta_backup_write (database, backup, FALSE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "full"));
}

static void
write_without_rights (Fixture *fixture)
{
  g_autofree char *backup = fixture_file (fixture, "copy.casebook");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_open (fixture, RABTA_DATABASE_READ);

  g_assert_false (rabta_backup_write (database, backup, FALSE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY);
}

/* A reader leaves the log and its index behind, both empty of changes: three files at most. */
static void
assert_nothing_left (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "office.casebook"));
}

static void
test_no_room (Fixture *fixture)
{
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 5000);
  rabta_database_close (database);
  fixture_run_in_child (fixture, write_with_little_room);
  assert_nothing_left (fixture);

  g_chmod (fixture->path, 0644);
  fixture_run_without_rights (fixture, write_without_rights);
  assert_nothing_left (fixture);
}

static void
restore_from_read_only (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("rabta-restore-XXXXXX", NULL);
  g_autofree char *destination = g_build_filename (folder, "new.casebook", NULL);

  g_assert_true (rabta_backup_restore (fixture->path, destination, TEST_APPLICATION_ID, 5, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (destination), ==, 9);
  g_unlink (destination);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A backup on a medium that cannot be written; and no casebook there before. */
static void
test_restore_from_read_only (Fixture *fixture)
{
  RabtaDatabase *database = fixture_create (fixture);

  fixture_fill (database, 9);
  rabta_database_close (database);
  g_chmod (fixture->path, 0444);
  fixture_run_without_rights (fixture, restore_from_read_only);
}

static void
test_daily (Fixture *fixture)
{
  g_autofree char *folder = fixture_file (fixture, "a/backups");
  g_autofree char *first = g_build_filename (folder, "office-2026-07-01.casebook", NULL);
  g_autofree char *second = g_build_filename (folder, "office-2026-07-02.casebook", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  struct stat status;

  fixture_fill (database, 1);
  g_assert_true (rabta_backup_daily (database, folder, "2026-07-01", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  /* The copy of a day is made once. */
  fixture_fill (database, 1);
  g_assert_true (rabta_backup_daily (database, folder, "2026-07-01", &error));
  g_assert_true (rabta_backup_daily (database, folder, "2026-07-02", &error));
  g_assert_cmpint (count_in (first), ==, 1);
  g_assert_cmpint (count_in (second), ==, 2);
  g_assert_cmpuint (fixture_n_files (folder), ==, 2);
}

static void
touch_day (Fixture *fixture,
           GDate   *date)
{
  char name[64];
  g_autofree char *path = NULL;

  g_date_strftime (name, sizeof name, "office-%Y-%m-%d.casebook", date);
  path = fixture_file (fixture, name);
  fixture_put (path, "", 0);
}

static gboolean
has_day (Fixture    *fixture,
         const char *day)
{
  g_autofree char *name = g_strdup_printf ("office-%s.casebook", day);
  g_autofree char *path = fixture_file (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
thin (Fixture    *fixture,
      const char *today)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_backup_thin (fixture->folder, "office", today, &error));
  g_assert_no_error (error);
}

static void
test_thin (Fixture *fixture)
{
  static const char *const others[] = { "office.casebook", "office-2020-01-01.casebook.old",
                                        "office-2020-13-01.casebook", "office-notes.casebook",
                                        "branch-2020-01-01.casebook", "office-2020-1-001.casebook" };
  GDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = fixture_file (fixture, others[i]);

      fixture_put (path, "", 0);
    }

  /* Two years of days at once, up to a Wednesday. */
  g_date_set_dmy (&date, 1, G_DATE_JULY, 2024);
  for (int i = 0; i < 731; i++, g_date_add_days (&date, 1))
    touch_day (fixture, &date);
  thin (fixture, "2026-07-01");

  g_assert_true (has_day (fixture, "2026-07-01"));
  g_assert_true (has_day (fixture, "2026-06-25"));
  g_assert_true (has_day (fixture, "2026-06-22"));  /* Monday of the week before */
  g_assert_false (has_day (fixture, "2026-06-24"));
  g_assert_true (has_day (fixture, "2026-06-15"));
  g_assert_false (has_day (fixture, "2026-06-16"));
  g_assert_true (has_day (fixture, "2026-04-01"));
  g_assert_false (has_day (fixture, "2026-04-02"));
  g_assert_true (has_day (fixture, "2025-06-01"));
  g_assert_false (has_day (fixture, "2025-03-01"));
  g_assert_false (has_day (fixture, "2024-07-01"));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = fixture_file (fixture, others[i]);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
put_part (Fixture    *fixture,
          const char *letters,
          gboolean    with_lock)
{
  static const char *const suffixes[] = { "", "-wal", "-journal", ".lock", ".held" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes) - !with_lock; i++)
    {
      g_autofree char *name = g_strconcat (".rabta-part-", letters, suffixes[i], NULL);
      g_autofree char *path = fixture_file (fixture, name);

      fixture_put (path, "half", 4);
    }
}

static gboolean
has_part (Fixture    *fixture,
          const char *letters,
          const char *suffix)
{
  g_autofree char *name = g_strconcat (".rabta-part-", letters, suffix, NULL);
  g_autofree char *path = fixture_file (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A part of which a program that was killed leaves the lock to nobody goes with the next copy into the
 * folder; one that somebody is at work on stays, and so does what only has a similar name. */
static void
test_abandoned (Fixture *fixture)
{
  g_autofree char *copy = fixture_file (fixture, "copy.casebook");
  g_autofree char *held = fixture_file (fixture, ".rabta-part-GhIjKl.held");
  g_autofree char *target = fixture_file (fixture, "target");
  g_autofree char *link = fixture_file (fixture, ".rabta-part-LinkLn.held");
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  int lock;

  put_part (fixture, "AbCdEf", TRUE);
  put_part (fixture, "GhIjKl", TRUE);
  put_part (fixture, "MnOpQr", FALSE);
  put_part (fixture, "too-short", TRUE);
  fixture_put (target, "", 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
  lock = open (held, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);

  g_assert_true (rabta_backup_write (database, copy, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (has_part (fixture, "AbCdEf", ""));
  g_assert_false (has_part (fixture, "AbCdEf", "-wal"));
  g_assert_false (has_part (fixture, "AbCdEf", ".lock"));
  g_assert_false (has_part (fixture, "AbCdEf", ".held"));
  g_assert_true (has_part (fixture, "GhIjKl", ""));
  g_assert_true (has_part (fixture, "GhIjKl", ".held"));
  g_assert_true (has_part (fixture, "MnOpQr", ""));
  g_assert_true (has_part (fixture, "too-short", ""));
  g_assert_true (has_part (fixture, "LinkLn", ".held"));

  close (lock);
  g_assert_true (rabta_backup_write (database, copy, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (has_part (fixture, "GhIjKl", ""));
}

/* A log that the casebook of that name left is not written into the new one. */
static void
test_log_of_another (Fixture *fixture)
{
  g_autofree char *copy = fixture_file (fixture, "copy.casebook");
  g_autofree char *log = fixture_file (fixture, "copy.casebook-wal");
  g_autofree char *own_log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *data = NULL;
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gsize length;

  fixture_fill (database, 3);
  g_assert_true (g_file_get_contents (own_log, &data, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  fixture_execute (database, "DELETE FROM item");
  fixture_put (log, data, length);
  g_assert_true (rabta_backup_write (database, copy, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_in (copy), ==, 0);
}

/* As it is used: a copy and a thinning every day, for three years. */
static void
test_thin_every_day (Fixture *fixture)
{
  GDate date;

  g_date_set_dmy (&date, 5, G_DATE_MARCH, 2023);
  for (int i = 0; i < 1100; i++, g_date_add_days (&date, 1))
    {
      char today[16];

      touch_day (fixture, &date);
      g_date_strftime (today, sizeof today, "%Y-%m-%d", &date);
      thin (fixture, today);
      g_assert_cmpuint (fixture_n_files (fixture->folder), <=, 7 + 9 + 13);
    }
  g_assert_cmpuint (fixture_n_files (fixture->folder), >=, 7 + 8 + 12);
}

static void
test_thin_keeps_the_last (Fixture *fixture)
{
  GDate date;

  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 2020);
  touch_day (fixture, &date);
  g_date_add_days (&date, 1);
  touch_day (fixture, &date);
  thin (fixture, "2026-07-01");
  g_assert_false (has_day (fixture, "2020-01-01"));
  g_assert_true (has_day (fixture, "2020-01-02"));

  /* A clock that was wrong, then or now. */
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 2099);
  touch_day (fixture, &date);
  g_date_add_days (&date, 1);
  touch_day (fixture, &date);
  thin (fixture, "2026-07-01");
  g_assert_true (has_day (fixture, "2099-01-01"));
  g_assert_true (has_day (fixture, "2099-01-02"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/backup/round-trip", test_round_trip);
  fixture_add ("/store/backup/restore-over-a-log", test_restore_over_a_log);
  fixture_add ("/store/backup/restore-over-damage", test_restore_over_damage);
  fixture_add ("/store/backup/bad-backups-refused", test_bad_backups_refused);
  fixture_add ("/store/backup/overwrite", test_overwrite);
  fixture_add ("/store/backup/of-a-live-casebook", test_of_a_live_casebook);
  fixture_add ("/store/backup/no-room", test_no_room);
  fixture_add ("/store/backup/restore-from-read-only", test_restore_from_read_only);
  fixture_add ("/store/backup/daily", test_daily);
  fixture_add ("/store/backup/thin", test_thin);
  fixture_add ("/store/backup/abandoned", test_abandoned);
  fixture_add ("/store/backup/log-of-another", test_log_of_another);
  fixture_add ("/store/backup/thin-every-day", test_thin_every_day);
  fixture_add ("/store/backup/thin-keeps-the-last", test_thin_keeps_the_last);
  return g_test_run ();
}
