/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "casebook-fixture.h"

#include <glib/gstdio.h>

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static char *state;

static void
remove_state (void)
{
  remove_folder (state);
  g_free (state);
}

void
fixture_init (void)
{
  state = g_dir_make_tmp ("rabta-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_setenv ("RABTA_TODAY", "2026-02-02", TRUE);
  atexit (remove_state);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("rabta-model-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a.casebook", NULL);
  fixture->casebook = rabta_casebook_create (fixture->path, "RO-PB-LHR", "Field Officer", &error);
  g_assert_no_error (error);
}

void
close_casebook (Fixture *fixture)
{
  if (fixture->casebook != NULL)
    rabta_casebook_close (fixture->casebook);
  g_clear_object (&fixture->casebook);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  close_casebook (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  close_casebook (fixture);
  fixture->casebook = rabta_casebook_open (fixture->path, RABTA_CASEBOOK_NONE, &error);
  g_assert_no_error (error);
}

RabtaRecord *
make_enterprise (const char *name,
                 const char *district)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  rabta_record_set_text (record, "district", district);

  return record;
}

void
save_one (RabtaCasebook *casebook,
          RabtaRecord   *record,
          const char    *action)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, action, &error);
  g_assert_no_error (error);
}

gint64
count_kind (RabtaCasebook *casebook,
            RabtaKind      kind)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 count = rabta_casebook_count_sync (casebook, query, &error);

  g_assert_no_error (error);

  return count;
}

void
assert_whole (RabtaCasebook *casebook,
              gboolean       rebuild)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  rabta_casebook_check_sync (casebook, rebuild, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report, i));
  g_assert_cmpuint (report->len, ==, 0);
}

static char *
owner_of (RabtaCasebook   *casebook,
          const RabtaUuid *id)
{
  g_autoptr (RabtaRecord) record = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE, id, NULL);

  return record != NULL ? g_strdup (rabta_record_get_text (record, "owner")) : g_strdup ("(gone)");
}

void
assert_owner (Fixture     *fixture,
              RabtaRecord *record,
              const char  *expected)
{
  g_autofree char *owner = owner_of (fixture->casebook, rabta_record_get_id (record));

  g_assert_cmpstr (owner, ==, expected);
}

void
undo (Fixture    *fixture,
      const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = rabta_casebook_undo_sync (fixture->casebook, &error);

  if (expected == NULL)
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (label, ==, expected);
}

void
redo (Fixture    *fixture,
      const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = rabta_casebook_redo_sync (fixture->casebook, &error);

  if (expected == NULL)
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (label, ==, expected);
}
