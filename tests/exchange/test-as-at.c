/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The state as at an earlier moment. Copies work apart and exchange packages; now and then it is noted what one
 * of them has and shows. In the end, when all of them have everything, each must show the same again for the
 * same changes. */

#include "exchange/xml-export.h"
#include "model/as-at.h"
#include "model/conflicts.h"
#include "tests/exchange/simulation.h"

#include <glib/gstdio.h>

#define N_SITES 4
#define N_STEPS 160
#define N_BETWEEN 40

typedef struct
{
  RabtaVersionVector *versions;
  char               *shown;
} Moment;

static void
moment_free (gpointer data)
{
  Moment *self = data;

  rabta_version_vector_free (self->versions);
  g_free (self->shown);
  g_free (self);
}

static RabtaVersionVector *
get_versions (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  RabtaVersionVector *versions;

  g_assert_no_error (error);
  versions = rabta_reader_get_versions (reader, &error);
  g_assert_no_error (error);

  return versions;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char **) a, *(char **) b);
}

static void
append_conflicts (GString       *text,
                  RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const RabtaConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autofree char *id = rabta_uuid_to_string (&conflict->record);

      g_ptr_array_add (lines, g_strdup_printf ("%s.%s %u\n", id, conflict->field, conflict->sides->len));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_ptr_array_index (lines, i));
}

/* Every record in XML, and every conflict. */
static char *
show (Simulation    *simulation,
      RabtaCasebook *casebook)
{
  g_autofree char *path = g_build_filename (simulation_get_folder (simulation), "export.xml", NULL);
  g_autoptr (GRegex) header = g_regex_new ("<header [^>]*/>", 0, 0, NULL);
  RabtaXmlExportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *records = NULL;
  GString *text;

  g_unlink (path);
  rabta_xml_export (casebook, path, &options, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  records = g_regex_replace_literal (header, xml, -1, 0, "", 0, NULL);
  text = g_string_new (records);
  append_conflicts (text, casebook);

  return g_string_free (text, FALSE);
}

static void
assert_whole (RabtaCasebook *casebook)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  rabta_casebook_check_sync (casebook, FALSE, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report, i));
  g_assert_cmpuint (report->len, ==, 0);
}

static void
assert_as_at (Simulation    *simulation,
              RabtaCasebook *casebook,
              const Moment  *moment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaAsAt) state = rabta_as_at_new (casebook, moment->versions, NULL, &error);
  g_autofree char *shown = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (rabta_as_at_get_n_absent (state), ==, 0);
  shown = show (simulation, rabta_as_at_get_casebook (state));
  g_assert_cmpstr (shown, ==, moment->shown);
  assert_whole (rabta_as_at_get_casebook (state));
}

static void
test_as_at (gconstpointer data)
{
  Simulation *simulation = simulation_new ((guint32) GPOINTER_TO_UINT (data), N_SITES);
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func (moment_free);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 1; i <= N_STEPS; i++)
    {
      RabtaCasebook *site = simulation_get_site (simulation, (i / N_BETWEEN) % N_SITES);
      Moment *moment;

      simulation_step (simulation);
      if (i % N_BETWEEN != 0)
        continue;
      moment = g_new0 (Moment, 1);
      moment->versions = get_versions (site);
      moment->shown = show (simulation, site);
      g_ptr_array_add (moments, moment);
    }
  simulation_exchange_all (simulation);

  before = show (simulation, simulation_get_site (simulation, 0));
  for (guint i = 0; i < moments->len; i++)
    assert_as_at (simulation, simulation_get_site (simulation, 0), g_ptr_array_index (moments, i));
  after = show (simulation, simulation_get_site (simulation, 0));
  g_assert_cmpstr (after, ==, before);
  simulation_free (simulation);
}

static void
save (RabtaCasebook *casebook,
      RabtaRecord   *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, "Save", &error);
  g_assert_no_error (error);
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, user_data, error);
}

static gboolean
is_there (RabtaCasebook *casebook,
          RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) found = rabta_casebook_load_sync (casebook, rabta_record_get_kind (record),
                                                            rabta_record_get_id (record), &error);

  if (found == NULL)
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);

  return found != NULL;
}

/* An enterprise was deleted here, and comes back because a person of it was entered elsewhere. As at the moment
 * before that was known, it is deleted. */
static void
test_deletion (void)
{
  Simulation *simulation = simulation_new (97, 2);
  RabtaCasebook *mine = simulation_get_site (simulation, 0), *theirs = simulation_get_site (simulation, 1);
  g_autoptr (RabtaRecord) enterprise = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecord) person = rabta_record_new (RABTA_KIND_PERSON);
  g_autoptr (RabtaVersionVector) versions = NULL;
  g_autoptr (RabtaAsAt) state = NULL;
  g_autoptr (GError) error = NULL;
  RabtaMergeReport report;

  rabta_record_set_text (enterprise, "name", "Ravi Tents");
  save (mine, enterprise);
  simulation_carry_all (simulation, 0, 1, &report);
  rabta_casebook_write_sync (mine, "Delete", delete_cb, enterprise, NULL, &error);
  g_assert_no_error (error);
  versions = get_versions (mine);
  rabta_record_set_text (person, "name", "Noor Khan");
  rabta_record_set_ref (person, "enterprise", rabta_record_get_id (enterprise));
  save (theirs, person);
  simulation_carry_all (simulation, 1, 0, &report);
  g_assert_true (is_there (mine, enterprise));

  state = rabta_as_at_new (mine, versions, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_there (rabta_as_at_get_casebook (state), enterprise));
  g_assert_false (is_there (rabta_as_at_get_casebook (state), person));
  assert_whole (rabta_as_at_get_casebook (state));
  simulation_free (simulation);
}

/* What another copy had and this one has not: the state is without it, and says so. */
static void
test_absent (void)
{
  Simulation *simulation = simulation_new (99, 2);
  g_autoptr (RabtaVersionVector) versions = NULL;
  g_autoptr (RabtaAsAt) state = NULL;
  g_autoptr (GError) error = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH] = { 7 };

  for (guint i = 0; i < 20; i++)
    simulation_step (simulation);
  versions = get_versions (simulation_get_site (simulation, 0));
  rabta_version_vector_add (versions, site, 1, 12);
  state = rabta_as_at_new (simulation_get_site (simulation, 0), versions, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rabta_as_at_get_n_absent (state), ==, 12);
  simulation_free (simulation);
}

/* Nothing of it stays: not the copy, and no mark by which the casebook itself would take another site id. */
static void
test_traces (void)
{
  Simulation *simulation = simulation_new (98, 2);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "rabta", NULL);
  g_autoptr (RabtaVersionVector) nothing = rabta_version_vector_new ();
  g_autoptr (GError) error = NULL;
  RabtaAsAt *state;
  g_autoptr (GDir) dir = NULL;

  for (guint i = 0; i < 10; i++)
    simulation_step (simulation);
  state = rabta_as_at_new (simulation_get_site (simulation, 0), nothing, NULL, &error);
  g_assert_no_error (error);
  assert_whole (rabta_as_at_get_casebook (state));
  rabta_as_at_free (state);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_assert_null (g_dir_read_name (dir));
  simulation_free (simulation);
}

int
main (int    argc,
      char **argv)
{
  simulation_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/as-at/seed/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_as_at);
    }
  g_test_add_func ("/as-at/deletion", test_deletion);
  g_test_add_func ("/as-at/absent", test_absent);
  g_test_add_func ("/as-at/traces", test_traces);

  return g_test_run ();
}
