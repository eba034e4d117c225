/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The laws of merging, each by its name: it is a union, so that it does not matter how often, in what order and in
 * what groups files come. */

#include "model/conflicts.h"
#include "tests/exchange/agreement.h"
#include "tests/exchange/simulation.h"
#include "tests/support/copies.h"

#include <string.h>

#define N_SITES 4
#define N_STEPS 120

static const char conflicts[] = "SELECT kind, hex (record), field, (SELECT count (*) FROM json_each (heads)) FROM conflict "
                                "ORDER BY 1, 2, 3";
static const char changes[] = "SELECT hex (s.id), c.counter, c.op, c.body, hex (c.hash) FROM change c JOIN site s ON s.pk = c.site "
                              "ORDER BY 1, 2";
static const char own_changes[] = "SELECT hex (s.id) || ':' || c.counter || ' ' || c.op || ' ' || c.body FROM change c "
                                  "JOIN site s ON s.pk = c.site WHERE s.pk = (SELECT value FROM meta WHERE key = 'site') "
                                  "ORDER BY c.counter";
static const char all_changes[] = "SELECT hex (s.id) || ':' || c.counter || ' ' || c.op || ' ' || c.body FROM change c "
                                  "JOIN site s ON s.pk = c.site ORDER BY 1";

/* Copies whose officers worked apart, with what they sent each other meanwhile. */
static Simulation *
work_apart (guint32 seed)
{
  Simulation *simulation = simulation_new (seed, N_SITES);

  for (guint i = 0; i < N_STEPS; i++)
    simulation_step (simulation);
  return simulation;
}

static RabtaCasebook *
fresh (Simulation *simulation,
       const char *name)
{
  g_autofree char *path = g_build_filename (simulation_get_folder (simulation), name, NULL);

  return rabta_test_copy_new (path);
}

static char *
select_of (RabtaCasebook *casebook,
           const char    *sql)
{
  return agreement_select (rabta_casebook_get_path (casebook), sql);
}

static void
carry (Simulation    *simulation,
       guint          from,
       RabtaCasebook *to)
{
  rabta_test_carry (simulation_get_site (simulation, from), to);
}

/* A copy that was never at work has an office and an officer of its own: they are carried along, so that two
 * such copies hold the same. */
static void
assert_same (Simulation    *simulation,
             RabtaCasebook *a,
             RabtaCasebook *b)
{
  g_autofree char *text_a = NULL;
  g_autofree char *text_b = NULL;
  g_autofree char *conflicts_a = NULL;
  g_autofree char *conflicts_b = NULL;

  rabta_test_carry (a, b);
  rabta_test_carry (b, a);
  text_a = agreement_export (a, simulation_get_folder (simulation));
  text_b = agreement_export (b, simulation_get_folder (simulation));
  conflicts_a = select_of (a, conflicts);
  conflicts_b = select_of (b, conflicts);
  g_assert_cmpstr (text_a, ==, text_b);
  g_assert_cmpstr (conflicts_a, ==, conflicts_b);
}

/* What a copy shows before it meets the one it is compared with: the same but for who works there. */
static char *
shown (Simulation    *simulation,
       RabtaCasebook *casebook)
{
  g_autofree char *text = agreement_export (casebook, simulation_get_folder (simulation));
  const char *records = strstr (text, "<enterprises>");

  g_assert_nonnull (records);
  return g_strdup (records);
}

static void
close_both (RabtaCasebook *a,
            RabtaCasebook *b)
{
  rabta_casebook_close (a);
  rabta_casebook_close (b);
}

/* merge (a, a) = a */
static void
test_idempotent (gconstpointer data)
{
  Simulation *simulation = work_apart (GPOINTER_TO_UINT (data));

  for (guint i = 0; i < N_SITES; i++)
    {
      RabtaCasebook *casebook = simulation_get_site (simulation, i);
      g_autofree char *before = agreement_export (casebook, simulation_get_folder (simulation));
      g_autofree char *log_before = select_of (casebook, changes);
      g_autofree char *after = NULL;
      g_autofree char *log_after = NULL;
      RabtaMergeReport report;

      simulation_carry_all (simulation, i, i, &report);
      g_assert_cmpint (report.n_new, ==, 0);
      g_assert_cmpint (report.n_known, >, 0);
      after = agreement_export (casebook, simulation_get_folder (simulation));
      log_after = select_of (casebook, changes);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpstr (log_after, ==, log_before);
    }
  simulation_free (simulation);
}

/* a ∪ b ∪ c ∪ d, and d ∪ c ∪ b ∪ a */
static void
test_commutative (gconstpointer data)
{
  Simulation *simulation = work_apart (GPOINTER_TO_UINT (data));
  RabtaCasebook *there = fresh (simulation, "there.casebook");
  RabtaCasebook *back = fresh (simulation, "back.casebook");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  for (guint i = 0; i < N_SITES; i++)
    {
      carry (simulation, i, there);
      carry (simulation, N_SITES - 1 - i, back);
    }
  a = shown (simulation, there);
  b = shown (simulation, back);
  g_assert_cmpstr (a, ==, b);
  assert_same (simulation, there, back);
  close_both (there, back);
  simulation_free (simulation);
}

/* ((a ∪ b) ∪ c) ∪ d, and a ∪ (b ∪ (c ∪ d)) */
static void
test_associative (gconstpointer data)
{
  Simulation *simulation = work_apart (GPOINTER_TO_UINT (data));
  RabtaCasebook *left = fresh (simulation, "left.casebook");
  RabtaCasebook *right = fresh (simulation, "right.casebook");
  RabtaCasebook *group = fresh (simulation, "group.casebook");
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  for (guint i = 0; i < N_SITES; i++)
    carry (simulation, i, left);
  carry (simulation, 2, group);
  carry (simulation, 3, group);
  carry (simulation, 1, group);
  carry (simulation, 0, right);
  rabta_test_carry (group, right);
  a = shown (simulation, left);
  b = shown (simulation, right);
  g_assert_cmpstr (a, ==, b);
  rabta_test_carry (group, left);
  assert_same (simulation, left, right);
  rabta_casebook_close (group);
  close_both (left, right);
  simulation_free (simulation);
}

/* Where two copies have the same there is nothing to tell. */
static void
test_identical (gconstpointer data)
{
  Simulation *simulation = work_apart (GPOINTER_TO_UINT (data));
  RabtaMergeReport report;

  simulation_exchange_all (simulation);
  for (guint i = 0; i < N_SITES; i++)
    for (guint j = 0; j < N_SITES; j++)
      {
        simulation_carry_all (simulation, i, j, &report);
        g_assert_cmpint (report.n_new, ==, 0);
        g_assert_cmpint (report.n_waiting, ==, 0);
        g_assert_cmpint (report.n_clock_wrong, ==, 0);
        g_assert_cmpint (report.n_records, ==, 0);
        g_assert_cmpint (report.n_conflicts, ==, report.n_conflicts_before);
      }
  simulation_free (simulation);
}

static guint
count_conflicts (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, &error);

  g_assert_no_error (error);
  return list->len;
}

/* Who has the same changes has the same to decide, also after some of it was decided. */
static void
test_same_conflicts (gconstpointer data)
{
  Simulation *simulation = work_apart (GPOINTER_TO_UINT (data));

  for (guint round = 0; round < 3; round++)
    {
      g_autofree char *first = NULL;

      simulation_exchange_all (simulation);
      first = select_of (simulation_get_site (simulation, 0), conflicts);
      for (guint i = 1; i < N_SITES; i++)
        {
          g_autofree char *other = select_of (simulation_get_site (simulation, i), conflicts);

          g_assert_cmpstr (other, ==, first);
          g_assert_cmpuint (count_conflicts (simulation_get_site (simulation, i)), ==,
                            count_conflicts (simulation_get_site (simulation, 0)));
        }
      for (guint i = 0; i < N_STEPS / 4; i++)
        simulation_step (simulation);
    }
  simulation_free (simulation);
}

/* Adds what a copy wrote itself; @written may have it from before, then it must be the same still. */
static void
note_written (GHashTable    *written,
              RabtaCasebook *casebook)
{
  g_autofree char *text = select_of (casebook, own_changes);
  g_auto (GStrv) lines = g_strsplit (text, "|\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_hash_table_add (written, g_strdup (lines[i]));
}

static void
assert_has_all (GHashTable    *written,
                RabtaCasebook *casebook)
{
  g_autofree char *text = select_of (casebook, all_changes);
  g_auto (GStrv) lines = g_strsplit (text, "|\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        if (!g_hash_table_contains (written, lines[i]))
          g_error ("Nobody wrote %s", lines[i]);
        n++;
      }
  g_assert_cmpuint (n, ==, g_hash_table_size (written));
}

/* Every value that anybody ever entered is in the log of everybody in the end, as it was entered: neither undo
 * nor a deletion, a merge or a decision takes it out. */
static void
test_nothing_lost (gconstpointer data)
{
  Simulation *simulation = simulation_new (GPOINTER_TO_UINT (data), N_SITES);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint step = 0; step < N_STEPS; step++)
    {
      simulation_step (simulation);
      for (guint i = 0; step % 20 == 0 && i < N_SITES; i++)
        note_written (written, simulation_get_site (simulation, i));
    }
  for (guint i = 0; i < N_SITES; i++)
    note_written (written, simulation_get_site (simulation, i));
  g_assert_cmpuint (g_hash_table_size (written), >, N_STEPS / 2);
  simulation_exchange_all (simulation);
  for (guint i = 0; i < N_SITES; i++)
    assert_has_all (written, simulation_get_site (simulation, i));
  simulation_free (simulation);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char       *name;
    GTestDataFunc     func;
  } laws[] = {
    { "idempotent", test_idempotent },         { "commutative", test_commutative }, { "associative", test_associative },
    { "identical", test_identical },           { "same-conflicts", test_same_conflicts },
    { "nothing-lost", test_nothing_lost },
  };

  simulation_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    for (guint seed = 1; seed <= 2; seed++)
      {
        g_autofree char *path = g_strdup_printf ("/laws/%s/%u", laws[i].name, seed);

        g_test_add_data_func (path, GUINT_TO_POINTER (4000 + seed), laws[i].func);
      }

  return g_test_run ();
}
