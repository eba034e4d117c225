/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Conflicts: listed, counted, decided one by one and many at once, undone and done again, here and in
 * the other copy. */

#include "casebook-fixture.h"

#include "model/decisions.h"
#include "tests/support/copies.h"

#define N 6
#define N_EMPLOYEES 2
#define N_ALL (N + N_EMPLOYEES + 1)

static RabtaCasebook *
make_conflicts (Fixture *fixture,
                guint    n)
{
  g_autofree char *path = g_build_filename (fixture->folder, "b.casebook", NULL);
  RabtaCasebook *other = rabta_test_copy_new (path);

  rabta_test_make_conflicts (fixture->casebook, other, n);

  return other;
}

static GPtrArray *
list (RabtaCasebook *casebook,
      const char    *field)
{
  RabtaConflictFilter filter = { RABTA_KIND_NONE, field, NULL, 0, 0 };
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = rabta_casebook_list_conflicts_sync (casebook, &filter, NULL, &error);

  g_assert_no_error (error);

  return conflicts;
}

static gint64
count (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  gint64 n = rabta_casebook_count_conflicts_sync (casebook, &error);

  g_assert_no_error (error);

  return n;
}

static RabtaConflict *
first (GPtrArray *conflicts)
{
  g_assert_cmpuint (conflicts->len, >, 0);

  return g_ptr_array_index (conflicts, 0);
}

static RabtaConflictSide *
side (RabtaConflict *conflict,
      guint          i)
{
  g_assert_cmpuint (conflict->sides->len, >, i);

  return g_ptr_array_index (conflict->sides, i);
}

static GPtrArray *
decision (RabtaConflict       *conflict,
          RabtaDecisionChoice  choice)
{
  GPtrArray *decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_decision_free);

  g_ptr_array_add (decisions, rabta_decision_new (conflict->kind, &conflict->record, conflict->field, choice));

  return decisions;
}

static void
decide (RabtaCasebook *casebook,
        GPtrArray     *decisions)
{
  g_autoptr (GError) error = NULL;
  RabtaDecisionReport report;

  rabta_casebook_decide_sync (casebook, decisions, TRUE, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_decided, ==, decisions->len);
  g_assert_cmpuint (report.n_left, ==, 0);
}

static void
decide_all (RabtaCasebook       *casebook,
            RabtaDecisionChoice  choice,
            const char          *field,
            guint                n_decided)
{
  RabtaConflictFilter filter = { RABTA_KIND_NONE, field, NULL, 0, 0 };
  g_autoptr (GError) error = NULL;
  RabtaDecisionReport report;

  rabta_casebook_decide_all_sync (casebook, choice, &filter, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_decided, ==, n_decided);
}

static char *
dup_owner (RabtaCasebook   *casebook,
           const RabtaUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE, id, &error);

  if (g_error_matches (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    return g_strdup ("(gone)");
  g_assert_no_error (error);

  return g_strdup (rabta_record_get_text (record, "owner"));
}

static void
assert_owner_is (RabtaCasebook   *casebook,
                 const RabtaUuid *id,
                 const char      *expected)
{
  g_autofree char *owner = dup_owner (casebook, id);

  g_assert_cmpstr (owner, ==, expected);
}

/* Who said what is told for people, what stands first. */
static void
assert_as_merged (RabtaConflict *conflict)
{
  g_assert_cmpuint (conflict->sides->len, ==, 2);
  g_assert_cmpstr (conflict->heading, ==, "Owner");
  g_assert_cmpstr (conflict->base_text, ==, "Noor Khan");
  g_assert_cmpstr (side (conflict, 0)->text, ==, "Begum Aslam");
  g_assert_cmpstr (side (conflict, 0)->officer, ==, "Ayesha Karim");
  g_assert_cmpstr (side (conflict, 0)->office, ==, "RO-SD-KHI");
  g_assert_false (side (conflict, 0)->is_mine);
  g_assert_cmpstr (side (conflict, 1)->text, ==, "Mian Aslam");
  g_assert_cmpstr (side (conflict, 1)->officer, ==, "Field Officer");
  g_assert_true (side (conflict, 1)->is_mine);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaCasebook) other = make_conflicts (fixture, N);
  g_autoptr (GPtrArray) owners = list (fixture->casebook, "owner");
  g_autoptr (GPtrArray) records = list (fixture->casebook, RABTA_CONFLICT_RECORD);
  RabtaConflictFilter filter = { RABTA_KIND_ENTERPRISE, "owner", NULL, 2, 3 };
  g_autoptr (GPtrArray) page = rabta_casebook_list_conflicts_sync (fixture->casebook, &filter, NULL, NULL);

  g_assert_cmpint (count (fixture->casebook), ==, N_ALL);
  g_assert_cmpuint (owners->len, ==, N);
  assert_as_merged (first (owners));
  g_assert_true (g_str_has_prefix (first (owners)->title, "Disputed Works"));
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (first (records)->title, ==, "Deleted Works");
  g_assert_false (side (first (records), 0)->deletes);
  g_assert_nonnull (strstr (side (first (records), 0)->text, "City: Sialkot"));
  g_assert_true (side (first (records), 1)->deletes);
  g_assert_cmpuint (page->len, ==, 3);
  g_assert_true (rabta_uuid_equal (&first (page)->record, &((RabtaConflict *) owners->pdata[2])->record));
  rabta_casebook_close (other);
}

/* A decision closes the conflict in both copies; undone it is open in both, told as before. */
static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  const RabtaDecisionChoice choices[] = { RABTA_DECISION_MINE, RABTA_DECISION_STANDING, RABTA_DECISION_BASE };
  const char * const owners[] = { "Mian Aslam", "Begum Aslam", "Noor Khan" };
  g_autoptr (RabtaCasebook) other = make_conflicts (fixture, N);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GPtrArray) open = list (fixture->casebook, "owner");
      RabtaConflict *conflict = first (open);
      g_autoptr (GPtrArray) decisions = decision (conflict, choices[i]);

      decide (fixture->casebook, decisions);
      g_assert_cmpint (count (fixture->casebook), ==, N_ALL - 1);
      assert_owner_is (fixture->casebook, &conflict->record, owners[i]);
      rabta_test_carry (fixture->casebook, other);
      g_assert_cmpint (count (other), ==, N_ALL - 1);
      assert_owner_is (other, &conflict->record, owners[i]);

      for (guint round = 0; round < 2; round++)
        {
          g_autoptr (GPtrArray) again = NULL;

          undo (fixture, "Decide a conflict");
          assert_owner_is (fixture->casebook, &conflict->record, "Begum Aslam");
          rabta_test_carry (fixture->casebook, other);
          g_assert_cmpint (count (other), ==, N_ALL);
          again = list (fixture->casebook, "owner");
          g_assert_cmpuint (again->len, ==, N);
          assert_as_merged (first (again));
          redo (fixture, "Decide a conflict");
          g_assert_cmpint (count (fixture->casebook), ==, N_ALL - 1);
          assert_owner_is (fixture->casebook, &conflict->record, owners[i]);
        }
      undo (fixture, "Decide a conflict");
    }
  assert_whole (fixture->casebook, FALSE);
  assert_whole (fixture->casebook, TRUE);
  rabta_casebook_close (other);
}

static void
test_record (Fixture       *fixture,
             gconstpointer  data)
{
  const RabtaDecisionChoice choices[] = { RABTA_DECISION_KEEP, RABTA_DECISION_DELETE, RABTA_DECISION_THEIRS };
  g_autoptr (RabtaCasebook) other = make_conflicts (fixture, 0);
  const gboolean deleted[] = { FALSE, TRUE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GPtrArray) open = list (fixture->casebook, RABTA_CONFLICT_RECORD);
      RabtaUuid id = first (open)->record;
      g_autoptr (GPtrArray) decisions = decision (first (open), choices[i]);

      decide (fixture->casebook, decisions);
      for (guint round = 0; round < 2; round++)
        {
          g_autoptr (GPtrArray) again = NULL;

          assert_owner_is (fixture->casebook, &id, deleted[i] ? "(gone)" : "Noor Khan");
          rabta_test_carry (fixture->casebook, other);
          g_assert_cmpint (count (other), ==, 0);
          assert_owner_is (other, &id, deleted[i] ? "(gone)" : "Noor Khan");
          undo (fixture, "Decide a conflict");
          rabta_test_carry (fixture->casebook, other);
          g_assert_cmpint (count (other), ==, 1);
          again = list (fixture->casebook, RABTA_CONFLICT_RECORD);
          g_assert_cmpuint (again->len, ==, 1);
          g_assert_cmpuint (first (again)->sides->len, ==, 2);
          g_assert_cmpstr (side (first (again), 1)->officer, ==, "Ayesha Karim");
          assert_owner_is (fixture->casebook, &id, "Noor Khan");
          redo (fixture, "Decide a conflict");
        }
      undo (fixture, "Decide a conflict");
    }
  assert_whole (fixture->casebook, FALSE);
  assert_whole (fixture->casebook, TRUE);
  rabta_casebook_close (other);
}

/* What is typed must be a value; nothing is decided about what was not looked at, and nothing where one
 * of several cannot be. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaCasebook) other = make_conflicts (fixture, N);
  g_autoptr (GPtrArray) employees = list (fixture->casebook, "employees");
  g_autoptr (GPtrArray) owners = list (fixture->casebook, "owner");
  g_autoptr (GPtrArray) decisions = decision (first (owners), RABTA_DECISION_MINE);
  RabtaDecision *second = rabta_decision_new (RABTA_KIND_ENTERPRISE, &first (employees)->record, "employees",
                                              RABTA_DECISION_TEXT);
  g_autoptr (GError) error = NULL;
  RabtaDecisionReport report;

  second->text = g_strdup ("many");
  g_ptr_array_add (decisions, second);
  g_assert_false (rabta_casebook_decide_sync (fixture->casebook, decisions, TRUE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (count (fixture->casebook), ==, N_ALL);
  g_free (second->text);
  second->text = g_strdup ("1,050");
  decide (fixture->casebook, decisions);
  g_assert_cmpint (count (fixture->casebook), ==, N_ALL - 2);

  g_assert_false (rabta_casebook_decide_sync (fixture->casebook, decisions, TRUE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  undo (fixture, "Decide conflicts");
  ((RabtaDecision *) decisions->pdata[0])->heads = g_strdup (first (owners)->heads);
  g_assert_false (rabta_casebook_decide_sync (fixture->casebook, decisions, TRUE, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT);
  rabta_casebook_decide_sync (fixture->casebook, decisions, FALSE, &report, NULL);
  g_assert_cmpuint (report.n_decided, ==, 1);
  g_assert_cmpuint (report.n_left, ==, 1);
  rabta_casebook_close (other);
}

/* Ten thousand in one action, taken back in one. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  const guint n = g_test_perf () ? 10000 : 300;
  const gint64 all = (gint64) n + (n + 2) / 3 + 1;
  g_autoptr (RabtaCasebook) other = make_conflicts (fixture, n);
  g_autoptr (GPtrArray) owners = list (fixture->casebook, "owner");
  RabtaUuid id = first (owners)->record;

  g_assert_cmpint (count (fixture->casebook), ==, all);
  g_test_timer_start ();
  decide_all (fixture->casebook, RABTA_DECISION_MINE, "owner", n);
  g_test_message ("%u decided in %.2f s", n, g_test_timer_elapsed ());
  g_assert_cmpint (count (fixture->casebook), ==, all - n);
  assert_owner_is (fixture->casebook, &id, "Mian Aslam");
  g_test_timer_start ();
  undo (fixture, "Decide conflicts");
  g_test_message ("%u undone in %.2f s", n, g_test_timer_elapsed ());
  g_assert_cmpint (count (fixture->casebook), ==, all);
  assert_owner_is (fixture->casebook, &id, "Begum Aslam");

  /* With the record that is to be deleted goes what else is to be decided about it. */
  decide_all (fixture->casebook, RABTA_DECISION_THEIRS, NULL, (guint) all);
  g_assert_cmpint (count (fixture->casebook), ==, 0);
  decide_all (fixture->casebook, RABTA_DECISION_THEIRS, NULL, 0);
  rabta_test_carry (fixture->casebook, other);
  g_assert_cmpint (count (other), ==, 0);
  assert_whole (other, FALSE);
  rabta_casebook_close (other);
}

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/model/conflicts/list", test_list);
  ADD ("/model/conflicts/undo", test_undo);
  ADD ("/model/conflicts/record", test_record);
  ADD ("/model/conflicts/refused", test_refused);
  ADD ("/model/conflicts/bulk", test_bulk);
#undef ADD

  return g_test_run ();
}
