/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What two officers see after their copies of a casebook have exchanged changes. */

#include "model/change-log.h"
#include "model/decisions.h"
#include "model/record-merge.h"
#include "tests/exchange/agreement.h"
#include "tests/exchange/simulation.h"

#include <string.h>

typedef struct
{
  Simulation    *simulation;
  RabtaCasebook *a;
  RabtaCasebook *b;
} Two;

static void
set_up (Two           *two,
        gconstpointer  data)
{
  two->simulation = simulation_new (1, 2);
  two->a = simulation_get_site (two->simulation, 0);
  two->b = simulation_get_site (two->simulation, 1);
}

static void
tear_down (Two           *two,
           gconstpointer  data)
{
  simulation_free (two->simulation);
}

static void
exchange (Two *two)
{
  simulation_carry_all (two->simulation, 0, 1, NULL);
  simulation_carry_all (two->simulation, 1, 0, NULL);
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

static RabtaRecord *
make_enterprise (RabtaCasebook *casebook,
                 const char    *name)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  rabta_record_set_text (record, "district", "PK617");
  save (casebook, record);

  return record;
}

static RabtaRecord *
make_person (RabtaCasebook *casebook,
             RabtaRecord   *enterprise)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_PERSON);

  rabta_record_set_text (record, "name", "Bilal");
  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  save (casebook, record);

  return record;
}

static void
set_owner (RabtaCasebook *casebook,
           RabtaRecord   *like,
           const char    *owner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE,
                                                             rabta_record_get_id (like), &error);

  g_assert_no_error (error);
  rabta_record_set_text (record, "owner", owner);
  save (casebook, record);
}

static void
assert_owner (RabtaCasebook *casebook,
              RabtaRecord   *like,
              const char    *owner)
{
  g_autoptr (RabtaRecord) record = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE,
                                                             rabta_record_get_id (like), NULL);

  g_assert_cmpstr (record != NULL ? rabta_record_get_text (record, "owner") : "(gone)", ==, owner);
}

/* The only conflict there is, with so many sides. */
static RabtaConflict *
get_conflict (RabtaCasebook *casebook,
              guint          n_sides)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, &error);
  RabtaConflict *conflict;

  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_steal_index (conflicts, 0);
  g_assert_cmpuint (conflict->sides->len, ==, n_sides);

  return conflict;
}

static void
assert_no_conflict (RabtaCasebook *casebook)
{
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
assert_whole (Two *two)
{
  RabtaCasebook *casebooks[] = { two->a, two->b };

  for (guint i = 0; i < G_N_ELEMENTS (casebooks); i++)
    {
      g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;

      rabta_casebook_check_sync (casebooks[i], FALSE, report, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->len, ==, 0);
    }
}

typedef struct
{
  RabtaConflict *conflict;
  const char    *value;
  gboolean       keep;
} Decision;

static gboolean
decide_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Decision *decision = user_data;
  RabtaConflict *conflict = decision->conflict;

  if (strcmp (conflict->field, RABTA_CONFLICT_RECORD) == 0)
    return rabta_batch_decide_record (batch, conflict->kind, &conflict->record, decision->keep, error);

  return rabta_batch_decide (batch, conflict->kind, &conflict->record, conflict->field, decision->value, error);
}

static void
decide (RabtaCasebook *casebook,
        RabtaConflict *conflict,
        const char    *value,
        gboolean       keep)
{
  Decision decision = { conflict, value, keep };
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Decide", decide_cb, &decision, NULL, &error);
  g_assert_no_error (error);
}

/* Two officers name another owner: both names are kept, the later one stands, the first decides. */
static void
test_conflict (Two           *two,
               gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise (two->a, "Chenab Sports");
  g_autoptr (RabtaConflict) conflict = NULL;
  RabtaConflictSide *side;

  exchange (two);
  set_owner (two->a, enterprise, "Ayesha");
  set_owner (two->b, enterprise, "Karim");
  exchange (two);
  assert_owner (two->a, enterprise, "Karim");
  assert_owner (two->b, enterprise, "Karim");

  conflict = get_conflict (two->a, 2);
  side = g_ptr_array_index (conflict->sides, 1);
  g_assert_cmpstr (side->text, ==, "Ayesha");
  g_assert_cmpstr (side->officer, ==, "Officer 0");
  g_assert_true (side->is_mine);
  decide (two->a, conflict, side->value, FALSE);
  assert_no_conflict (two->a);
  exchange (two);
  assert_owner (two->b, enterprise, "Ayesha");
  assert_no_conflict (two->b);
  assert_whole (two);
}

/* Whoever edits the field that stands has not seen the other value: the conflict stays. */
static void
test_edit_keeps_conflict (Two           *two,
                          gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise (two->a, "Chenab Sports");
  g_autoptr (RabtaConflict) conflict = NULL;

  exchange (two);
  set_owner (two->a, enterprise, "Ayesha");
  set_owner (two->b, enterprise, "Karim");
  exchange (two);
  set_owner (two->b, enterprise, "Karim Khan");
  exchange (two);
  assert_owner (two->a, enterprise, "Karim Khan");
  conflict = get_conflict (two->a, 2);
  g_assert_cmpstr (((RabtaConflictSide *) g_ptr_array_index (conflict->sides, 1))->text, ==, "Ayesha");
}

/* The same said twice is no conflict, nor are different fields. */
static void
test_agreement (Two           *two,
                gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise (two->a, "Chenab Sports");

  exchange (two);
  set_owner (two->a, enterprise, "Ayesha");
  set_owner (two->b, enterprise, "Ayesha");
  exchange (two);
  assert_no_conflict (two->a);
  set_owner (two->a, enterprise, "Noor");
  exchange (two);
  assert_owner (two->b, enterprise, "Noor");
  assert_no_conflict (two->b);
  assert_whole (two);
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, user_data, error);
}

static void
delete_record (RabtaCasebook *casebook,
               RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Delete", delete_cb, record, NULL, &error);
  g_assert_no_error (error);
}

/* What somebody changed meanwhile is not deleted unseen, nor what somebody began to work with. */
static void
test_deletion (Two           *two,
               gconstpointer  data)
{
  g_autoptr (RabtaRecord) changed = make_enterprise (two->a, "Changed");
  g_autoptr (RabtaRecord) used = make_enterprise (two->a, "Used");
  g_autoptr (RabtaRecord) idle = make_enterprise (two->a, "Idle");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RabtaRecord) person = NULL;

  exchange (two);
  delete_record (two->a, changed);
  delete_record (two->a, used);
  delete_record (two->a, idle);
  set_owner (two->b, changed, "Karim");
  person = make_person (two->b, used);
  exchange (two);
  for (guint i = 0; i < 2; i++)
    {
      RabtaCasebook *casebook = i == 0 ? two->a : two->b;

      assert_owner (casebook, changed, "Karim");
      assert_owner (casebook, used, NULL);
      assert_owner (casebook, idle, "(gone)");
    }
  conflicts = rabta_casebook_list_conflicts_sync (two->a, NULL, NULL, NULL);
  g_assert_cmpuint (conflicts->len, ==, 2);
  for (guint i = 0; i < conflicts->len; i++)
    decide (two->a, g_ptr_array_index (conflicts, i), NULL, i == 0);
  assert_no_conflict (two->a);
  exchange (two);
  assert_no_conflict (two->b);
  assert_whole (two);
}

static gboolean
join_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  RabtaRecord **pair = user_data;

  return rabta_batch_merge_into (batch, RABTA_KIND_ENTERPRISE, rabta_record_get_id (pair[0]),
                                 rabta_record_get_id (pair[1]), error);
}

static void
join (RabtaCasebook *casebook,
      RabtaRecord   *from,
      RabtaRecord   *into)
{
  RabtaRecord *pair[] = { from, into };
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Merge", join_cb, pair, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_enterprise_of (RabtaCasebook *casebook,
                      RabtaRecord   *like,
                      RabtaRecord   *enterprise)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) person = rabta_casebook_load_sync (casebook, RABTA_KIND_PERSON, rabta_record_get_id (like),
                                                             &error);

  g_assert_no_error (error);
  g_assert_true (rabta_uuid_equal (rabta_record_get_ref (person, "enterprise"), rabta_record_get_id (enterprise)));
}

/* Two entries of one enterprise become one, also for what comes in later, and can be parted again. */
static void
test_duplicates (Two           *two,
                 gconstpointer  data)
{
  g_autoptr (RabtaRecord) first = make_enterprise (two->a, "Chenab Sports");
  g_autoptr (RabtaRecord) second = make_enterprise (two->a, "Chenab Sport");
  g_autoptr (RabtaRecord) early = make_person (two->a, second);
  g_autoptr (RabtaRecord) late = NULL;
  g_autoptr (RabtaRecord) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  exchange (two);
  join (two->a, second, first);
  late = make_person (two->b, second);
  exchange (two);
  for (guint i = 0; i < 2; i++)
    {
      RabtaCasebook *casebook = i == 0 ? two->a : two->b;

      assert_enterprise_of (casebook, early, first);
      assert_enterprise_of (casebook, late, first);
    }
  /* The old id leads to the one that stands for it. */
  found = rabta_casebook_load_sync (two->b, RABTA_KIND_ENTERPRISE, rabta_record_get_id (second), &error);
  g_assert_no_error (error);
  g_assert_true (rabta_uuid_equal (rabta_record_get_id (found), rabta_record_get_id (first)));
  assert_whole (two);

  undone = rabta_casebook_undo_sync (two->a, &error);
  g_assert_no_error (error);
  exchange (two);
  assert_enterprise_of (two->b, early, second);
  assert_enterprise_of (two->b, late, second);
  assert_no_conflict (two->b);
  assert_whole (two);
}

/* Each merged into the other by different officers: one of them stays. */
static void
test_circle (Two           *two,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) first = make_enterprise (two->a, "Chenab Sports");
  g_autoptr (RabtaRecord) second = make_enterprise (two->a, "Chenab Sport");
  g_autoptr (RabtaRecord) person = make_person (two->a, second);
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

  exchange (two);
  join (two->a, second, first);
  join (two->b, first, second);
  exchange (two);
  g_assert_cmpint (rabta_casebook_count_sync (two->a, query, NULL), ==, 1);
  g_assert_cmpint (rabta_casebook_count_sync (two->b, query, NULL), ==, 1);
  assert_enterprise_of (two->a, person, second);
  assert_enterprise_of (two->b, person, second);
  assert_whole (two);
}

typedef struct
{
  RabtaChangeEntry entry;
  guint8           before[RABTA_CHANGE_HASH_LENGTH];
  RabtaMergeReport report;
} Forged;

static gboolean
bring_cb (RabtaMerge    *merge,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  Forged *forged = user_data;

  return rabta_merge_begin_range (merge, forged->entry.site, forged->entry.counter, forged->before, error) &&
         rabta_merge_add (merge, &forged->entry, error);
}

static void
forge (Forged     *forged,
       const char *body)
{
  *forged = (Forged) {
    .entry = {
      .site = { 9, 9, 9, 9, 9, 9, 9, 9 },
      .counter = 1,
      .stamp = g_get_real_time () / 1000 << 16,
      .programme = 1,
      .format = RABTA_CHANGE_FORMAT,
      .kind = "enterprise",
      .op = RABTA_CHANGE_CREATE,
      .body = body,
    },
  };
  rabta_uuid_init (&forged->entry.action);
  rabta_uuid_init (&forged->entry.record);
}

static gboolean
bring (Two                *two,
       Forged             *forged,
       gboolean            sign,
       RabtaErrorCode      refused_as)
{
  g_autoptr (GError) error = NULL;

  if (sign)
    {
      memcpy (forged->entry.hash, forged->before, sizeof forged->entry.hash);
      rabta_change_log_hash (forged->entry.hash, &forged->entry);
    }
  if (rabta_casebook_merge_sync (two->a, bring_cb, forged, &forged->report, NULL, &error))
    return TRUE;
  g_assert_error (error, RABTA_ERROR, (gint) refused_as);

  return FALSE;
}

static void
test_forged (Two           *two,
             gconstpointer  data)
{
  const char * const wrong[] = {
    "[]", "{", "{\"set\":[]}", "{\"set\":{\"name\":7}}", "{\"set\":{\"name\":\"a\\u0001\"}}",
    "{\"set\":{\"turnover\":\"much\"}}", "{\"set\":{\"officer\":\"nobody\"}}", "{\"set\":{\"extra.a b\":\"x\"}}",
    "{\"set\":{},\"base\":[]}", "{\"set\":{},\"base\":{\"name\":\"x\"}}", "{\"set\":{},\"base\":{\"name\":[7]}}", "{\"seen\":{}}",
  };
  Forged forged;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      forge (&forged, wrong[i]);
      g_assert_false (bring (two, &forged, TRUE, RABTA_ERROR_INVALID));
    }
  forge (&forged, "{\"set\":{\"name\":\"Good\"}}");
  g_assert_false (bring (two, &forged, FALSE, RABTA_ERROR_CORRUPT));
  g_assert_true (bring (two, &forged, TRUE, 0));
  g_assert_cmpint (forged.report.n_new, ==, 1);
  /* The same number with something else in it. */
  forged.entry.body = "{\"set\":{\"name\":\"Evil\"}}";
  g_assert_false (bring (two, &forged, TRUE, RABTA_ERROR_CORRUPT));
  assert_whole (two);
}

/* A newer program's changes and kinds wait; a clock years ahead is taken and does not move ours. */
static void
test_future (Two           *two,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise (two->a, "Chenab Sports");
  Forged forged;

  forge (&forged, "{\"anything\":true}");
  forged.entry.format = RABTA_CHANGE_FORMAT + 1;
  g_assert_true (bring (two, &forged, TRUE, 0));
  g_assert_cmpint (forged.report.n_waiting, ==, 1);

  memcpy (forged.before, forged.entry.hash, sizeof forged.before);
  forged.entry.counter = 2;
  forged.entry.format = RABTA_CHANGE_FORMAT;
  forged.entry.body = "{\"set\":{\"name\":\"From the future\"}}";
  forged.entry.stamp = (g_get_real_time () / 1000 + G_GINT64_CONSTANT (10) * 365 * 86400 * 1000) << 16;
  rabta_uuid_init (&forged.entry.record);
  g_assert_true (bring (two, &forged, TRUE, 0));
  g_assert_cmpint (forged.report.n_clock_wrong, ==, 1);

  /* A change made here after it does not pretend to come from then. */
  set_owner (two->a, enterprise, "Ayesha");
  simulation_carry_all (two->simulation, 0, 1, &forged.report);
  g_assert_cmpint (forged.report.n_clock_wrong, ==, 1);
  assert_whole (two);
}

/* The change that last set the owner of any record. */
static char *
dup_last_owner (RabtaCasebook *casebook)
{
  char *id = agreement_select (rabta_casebook_get_path (casebook),
                               "SELECT lower (hex (s.id)) || ':' || c.counter FROM change c JOIN site s ON s.pk = c.site "
                               "WHERE json_type (c.body, '$.set.owner') IS NOT NULL ORDER BY c.pk DESC LIMIT 1");

  *strchr (id, '|') = '\0';
  return id;
}

/* Another copy sets the owner, at a time so many hours from now, having seen what stands here or not. */
static void
bring_owner (Two         *two,
             RabtaRecord *enterprise,
             gint64       hours,
             const char  *owner,
             gboolean     seen)
{
  static guint8 n_sites = 20;
  g_autofree char *base = dup_last_owner (two->a);
  g_autofree char *links = seen ? g_strdup_printf (",\"base\":{\"owner\":[\"%s\"]}", base) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"set\":{\"owner\":\"%s\"}%s}", owner, links);
  Forged forged;

  forge (&forged, body);
  memset (forged.entry.site, n_sites++, sizeof forged.entry.site);
  forged.entry.op = RABTA_CHANGE_SET;
  forged.entry.record = *rabta_record_get_id (enterprise);
  forged.entry.stamp = MAX (0, g_get_real_time () / 1000 + hours * 3600000) << 16;
  g_assert_true (bring (two, &forged, TRUE, 0));
  g_assert_cmpint (forged.report.n_clock_wrong, ==, hours > 0);
}

/* Whatever a clock says: who saw the other comes after him, and what nobody saw is for a person to decide. */
static void
test_clocks (Two           *two,
             gconstpointer  data)
{
  const gint64 wrong[] = { 1, -1, 8766, -8766, 87660, -87660, -1000000 };
  g_autoptr (RabtaRecord) enterprise = make_enterprise (two->a, "Chenab Sports");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      /* Two who say the same unseen agree, also later: each says something else. */
      g_autofree char *unseen = g_strdup_printf ("Unseen %u", i);
      g_autoptr (RabtaConflict) conflict = NULL;
      RabtaConflictSide *first, *second;

      set_owner (two->a, enterprise, "Ours");
      bring_owner (two, enterprise, wrong[i], "Theirs", TRUE);
      assert_owner (two->a, enterprise, "Theirs");
      assert_no_conflict (two->a);
      set_owner (two->a, enterprise, "Ours again");
      assert_owner (two->a, enterprise, "Ours again");
      assert_no_conflict (two->a);

      bring_owner (two, enterprise, wrong[i], unseen, FALSE);
      conflict = get_conflict (two->a, 2);
      first = g_ptr_array_index (conflict->sides, 0);
      second = g_ptr_array_index (conflict->sides, 1);
      g_assert_cmpstr (first->text, !=, second->text);
      decide (two->a, conflict, "\"Decided\"", FALSE);
      assert_owner (two->a, enterprise, "Decided");
      assert_no_conflict (two->a);
    }
  exchange (two);
  assert_owner (two->b, enterprise, "Decided");
  assert_no_conflict (two->b);
  assert_whole (two);
}

int
main (int    argc,
      char **argv)
{
  simulation_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/merge/" name, Two, NULL, set_up, func, tear_down)
  ADD ("conflict", test_conflict);
  ADD ("edit-keeps-conflict", test_edit_keeps_conflict);
  ADD ("agreement", test_agreement);
  ADD ("deletion", test_deletion);
  ADD ("duplicates", test_duplicates);
  ADD ("circle", test_circle);
  ADD ("forged", test_forged);
  ADD ("future", test_future);
  ADD ("clocks", test_clocks);
#undef ADD

  return g_test_run ();
}
