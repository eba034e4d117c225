/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of a casebook that are edited apart and carry packages to each other, some of them lost, late
 * or brought twice, must agree in the end, and nothing that was entered may be missing without being in
 * the list of conflicts. What ought to stand is worked out a second time here, in SQL and straight from
 * the change log, and compared.
 *
 *   test-exchange-convergence                        a few seeds, for every build
 *   test-exchange-convergence FIRST SEEDS OPERATIONS  the long run of tools/converge */

#include "model/attachments.h"
#include "tests/exchange/agreement.h"
#include "tests/exchange/simulation.h"

#include <stdlib.h>

#define N_SITES 8

/* The heads of every field of every record, from the log alone. */
#define HEADS \
  "WITH entry AS (SELECT c.pk, lower (hex (s.id)) || ':' || c.counter AS id, c.record, c.body, c.op " \
  "               FROM change c JOIN site s ON s.pk = c.site)," \
  "assigned AS MATERIALIZED (SELECT e.pk, e.id, e.record, j.key AS field, j.type || ':' || ifnull (j.value, '') AS value," \
  "             json_type (e.body, '$.base.\"' || j.key || '\"') IS NULL AS free " \
  "             FROM entry e, json_each (e.body, '$.set') j WHERE e.op IN ('create', 'set', 'merge'))," \
  "named AS MATERIALIZED (SELECT DISTINCT e.record, b.key AS field, n.value AS id " \
  "             FROM entry e, json_each (e.body, '$.base') b, json_each (b.value) n WHERE e.op IN ('set', 'merge'))," \
  "replaced AS MATERIALIZED (SELECT record, field, id FROM named UNION " \
  "             SELECT a.record, a.field, twin.id FROM named n " \
  "             JOIN assigned a USING (record, field, id) " \
  "             JOIN assigned twin ON twin.record = a.record AND twin.field = a.field AND twin.value = a.value " \
  "                  AND a.free AND twin.free)," \
  "head AS MATERIALIZED (SELECT * FROM assigned a WHERE NOT EXISTS (SELECT 1 FROM replaced r " \
  "             WHERE r.record = a.record AND r.field = a.field AND r.id = a.id)) "

static const char in_dispute[] =
  HEADS "SELECT hex (record), field FROM head GROUP BY record, field HAVING count (DISTINCT value) > 1 ORDER BY 1, 2";

static const char listed[] =
  "SELECT hex (record), field FROM conflict WHERE field <> '@record' ORDER BY 1, 2";

/* Records of which a deletion stands, but that live: what one person deleted another has changed. */
#define UNDELETED \
  "SELECT t.record FROM tombstone t WHERE NOT EXISTS (SELECT 1 FROM enterprise e WHERE e.id = t.record AND e.deleted " \
  "IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = t.record AND p.deleted IS NOT NULL) AND NOT EXISTS " \
  "(SELECT 1 FROM product p WHERE p.id = t.record AND p.deleted IS NOT NULL) AND NOT EXISTS " \
  "(SELECT 1 FROM document d WHERE d.id = t.record AND d.deleted IS NOT NULL)"

static const char not_listed[] =
  "SELECT hex (record) FROM (" UNDELETED " EXCEPT SELECT record FROM conflict WHERE field = '@record')";

static const char wrongly_listed[] =
  "SELECT hex (record) FROM (SELECT record FROM conflict WHERE field = '@record' EXCEPT SELECT record FROM tombstone "
  "EXCEPT SELECT record FROM redirect)";

/* Records merged away although what stands for them is not there, or that refer to one merged away. */
static const char lost_in_merges[] =
  "SELECT hex (p.id) FROM person p JOIN enterprise e ON e.id = p.enterprise JOIN redirect r ON r.record = e.id "
  "WHERE p.deleted IS NULL AND e.deleted IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.record = e.id)";

/* Living records that refer to one that is deleted, by a change that the deletion did not see. */
static const char dangling[] =
  "SELECT hex (p.id) FROM person p JOIN enterprise e ON e.id = p.enterprise JOIN change d ON d.pk = e.deleted "
  "JOIN change c ON c.pk = coalesce (json_extract (p.origins, '$.enterprise[0]'), "
  "json_extract (p.origins, '$.enterprise'), p.origin) "
  "JOIN site s ON s.pk = c.site WHERE p.deleted IS NULL AND e.deleted IS NOT NULL AND d.op = 'delete' AND NOT EXISTS "
  "(SELECT 1 FROM json_each (d.body, '$.seen') WHERE value = lower (hex (s.id)) || ':' || c.counter)";

static const char all_conflicts[] = "SELECT kind, hex (record), field FROM conflict ORDER BY 1, 2, 3";

static void
assert_same (const char *path,
             const char *left,
             const char *right)
{
  g_autofree char *a = agreement_select (path, left);
  g_autofree char *b = agreement_select (path, right);

  if (g_strcmp0 (a, b) != 0)
    g_test_message ("%s against %s", left, right);
  g_assert_cmpstr (a, ==, b);
}

static void
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

/* What a living document names has arrived everywhere. */
static void
assert_files (Simulation *simulation)
{
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RabtaReader) reader = rabta_reader_new (simulation_get_site (simulation, i), &error);

      g_assert_no_error (error);
      g_assert_cmpint (rabta_reader_count_awaited (reader, &error), ==, 0);
    }
}

static void
assert_agreement (Simulation *simulation)
{
  const char *first_path = rabta_casebook_get_path (simulation_get_site (simulation, 0));
  g_autofree char *first = agreement_export (simulation_get_site (simulation, 0), simulation_get_folder (simulation));
  g_autofree char *conflicts = agreement_select (first_path, all_conflicts);

  for (guint i = 1; i < N_SITES; i++)
    {
      const char *path = rabta_casebook_get_path (simulation_get_site (simulation, i));
      g_autofree char *text = agreement_export (simulation_get_site (simulation, i),
                                                     simulation_get_folder (simulation));
      g_autofree char *others = agreement_select (path, all_conflicts);

      g_assert_cmpstr (others, ==, conflicts);
      g_assert_cmpstr (text, ==, first);
    }
  assert_same (first_path, in_dispute, listed);
  assert_same (first_path, not_listed, "SELECT 1 WHERE 0");
  assert_same (first_path, wrongly_listed, "SELECT 1 WHERE 0");
  assert_same (first_path, lost_in_merges, "SELECT 1 WHERE 0");
  assert_same (first_path, dangling, "SELECT 1 WHERE 0");
}

static void
run_seed (guint32 seed,
          guint   operations)
{
  Simulation *simulation = simulation_new (seed, N_SITES);

  for (guint i = 0; i < operations; i++)
    simulation_step (simulation);
  simulation_exchange_all (simulation);
  assert_agreement (simulation);
  assert_files (simulation);
  assert_whole (simulation_get_site (simulation, seed % N_SITES), FALSE);
  assert_whole (simulation_get_site (simulation, seed % N_SITES), TRUE);
  simulation_free (simulation);
}

static void
test_convergence (gconstpointer data)
{
  run_seed ((guint32) GPOINTER_TO_UINT (data), 300);
}

int
main (int    argc,
      char **argv)
{
  simulation_init ();
  if (argc == 4)
    {
      guint first = (guint) strtoul (argv[1], NULL, 10), seeds = (guint) strtoul (argv[2], NULL, 10);

      for (guint seed = first; seed < first + seeds; seed++)
        {
          run_seed (seed, (guint) strtoul (argv[3], NULL, 10));
          g_print ("seed %u: agreed\n", seed);
        }
      return EXIT_SUCCESS;
    }
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/convergence/seed/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_convergence);
    }

  return g_test_run ();
}
