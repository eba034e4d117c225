/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A casebook of which a page was lost that opening it does not look at, and the copies that help then. */

#include "casebook-fixture.h"

#include "base/date.h"
#include "store/database.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_MANY 800

static void
add_many (Fixture *fixture)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Weaver %03u", i);

      g_ptr_array_add (records, make_enterprise (name, "PK617"));
    }
  rabta_casebook_save_sync (fixture->casebook, records, "Import", &error);
  g_assert_no_error (error);
}

/* A leaf in the midst of the table of enterprises, by its place among the leaves. */
static gint64
find_leaf (Fixture *fixture,
           gint64  *page_size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = NULL;
  g_autofree char *content = NULL;
  gsize length;
  gint64 root;
  const guint8 *page;
  guint cells;

  database = rabta_database_open (fixture->path, RABTA_DATABASE_READ, RABTA_CASEBOOK_APPLICATION_ID, 4096, &error);
  g_assert_no_error (error);
  *page_size = rabta_database_get_int (database, "PRAGMA page_size", 0);
  root = rabta_database_get_int (database, "SELECT rootpage FROM sqlite_schema WHERE name = 'enterprise'", 0);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));

  /* The root is an interior page of a table: 12 bytes of header, then where its cells are; a cell
   * begins with the number of a page below. */
  page = (const guint8 *) content + (root - 1) * *page_size;
  g_assert_cmpint (page[0], ==, 5);
  cells = (guint) page[3] << 8 | page[4];
  g_assert_cmpuint (cells, >, 2);
  page += (guint) page[12 + cells / 2 * 2] << 8 | page[13 + cells / 2 * 2];

  return (gint64) page[0] << 24 | page[1] << 16 | page[2] << 8 | page[3];
}

static void
damage (Fixture *fixture)
{
  char nothing[64];
  gint64 page_size, leaf;
  FILE *file;

  close_casebook (fixture);
  leaf = find_leaf (fixture, &page_size);
  memset (nothing, 0x5a, sizeof nothing);
  file = g_fopen (fixture->path, "r+b");
  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (leaf - 1) * page_size, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (nothing, 1, sizeof nothing, file), ==, sizeof nothing);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
count_cb (RabtaCasebook *casebook,
          guint         *n_told)
{
  (*n_told)++;
}

static void
read_all (Fixture *fixture)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_sync (fixture->casebook, query, 0, &error);

  g_assert_null (records);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "restore it from a backup"));
}

static char *
copy_of (Fixture    *fixture,
         const char *date)
{
  g_autofree char *name = g_strdup_printf ("a-%s.casebook", date);

  return g_build_filename (fixture->folder, "rabta-backups", name, NULL);
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) kept = rabta_record_new (RABTA_KIND_ORGANIZATION);
  g_autofree char *copy = copy_of (fixture, "2026-02-02");
  g_autofree char *next = copy_of (fixture, "2026-02-03");
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  add_many (fixture);
  g_assert_true (rabta_casebook_backup_daily_sync (fixture->casebook, &error));
  g_assert_no_error (error);
  damage (fixture);

  /* It opens, and what is not on that page is read and written as ever. */
  fixture_reopen (fixture);
  g_signal_connect (fixture->casebook, "damaged", G_CALLBACK (count_cb), &n_told);
  rabta_record_set_text (kept, "name", "Buyer");
  rabta_record_set_text (kept, "type", "buyer");
  save_one (fixture->casebook, kept, "Add");
  g_assert_cmpuint (n_told, ==, 0);

  read_all (fixture);
  read_all (fixture);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_told, ==, 1);

  /* No copy is made of it, and the one there is stays. */
  rabta_date_set_today ("2026-02-03");
  g_assert_false (rabta_casebook_backup_daily_sync (fixture->casebook, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
  g_clear_error (&error);
  rabta_date_set_today ("2026-02-02");
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (next, G_FILE_TEST_EXISTS));

  /* The copy in its place has everything up to it; the damaged file is kept. */
  close_casebook (fixture);
  g_assert_true (rabta_casebook_restore (copy, fixture->path, &error));
  g_assert_no_error (error);
  fixture_reopen (fixture);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, N_MANY);
  assert_whole (fixture->casebook, TRUE);
}

/* The copy of the day has a connection of its own: it is made while the writer is at work, and holds
 * what was committed before it. */
static gboolean
copy_meanwhile (RabtaBatch    *batch,
                gpointer       user_data,
                GCancellable  *cancellable,
                GError       **error)
{
  Fixture *fixture = user_data;
  g_autoptr (RabtaRecord) record = make_enterprise ("Not yet", "PK617");

  return rabta_batch_save (batch, record, error) && rabta_casebook_backup_daily_sync (fixture->casebook, error);
}

static void
test_copy_meanwhile (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = copy_of (fixture, "2026-02-02");
  g_autoptr (RabtaCasebook) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = make_enterprise ("Already", "PK617");

  save_one (fixture->casebook, record, "Add");
  rabta_casebook_write_sync (fixture->casebook, "Add", copy_meanwhile, fixture, NULL, &error);
  g_assert_no_error (error);
  copy = rabta_casebook_open (path, RABTA_CASEBOOK_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_kind (copy, RABTA_KIND_ENTERPRISE), ==, 1);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 2);
  rabta_casebook_close (copy);
}

/* A copy every day of two months: those of a week and one for each week before are kept. */
static void
test_copies_are_thinned (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *newest = copy_of (fixture, "2026-02-28");
  g_autofree char *week_ago = copy_of (fixture, "2026-02-22");
  g_autofree char *monday = copy_of (fixture, "2026-02-09");
  g_autofree char *tuesday = copy_of (fixture, "2026-02-10");
  g_autoptr (GError) error = NULL;

  for (int month = 1; month <= 2; month++)
    for (int day = 1; day <= (month == 1 ? 31 : 28); day++)
      {
        g_autofree char *today = g_strdup_printf ("2026-%02d-%02d", month, day);

        rabta_date_set_today (today);
        g_assert_true (rabta_casebook_backup_daily_sync (fixture->casebook, &error));
        g_assert_no_error (error);
      }
  rabta_date_set_today ("2026-02-02");
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (week_ago, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (monday, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (tuesday, G_FILE_TEST_EXISTS));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/copies/damage", test_damage);
  ADD ("/copies/meanwhile", test_copy_meanwhile);
  ADD ("/copies/thinned", test_copies_are_thinned);

  return g_test_run ();
}
