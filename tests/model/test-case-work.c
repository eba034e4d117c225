/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "casebook-fixture.h"

#include "model/case-work.h"

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static gboolean
finish (Fixture      *fixture,
        GAsyncResult **result,
        GError      **error)
{
  g_autoptr (GAsyncResult) owned = wait_for (result);

  *result = NULL;

  return rabta_case_work_finish (fixture->casebook, owned, error);
}

static RabtaUuid
open_case (Fixture    *fixture,
           const char *track)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise ("Case Works", "PK617");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) opened = NULL;
  g_autoptr (GError) error = NULL;

  rabta_record_set_int (enterprise, "women_owned", 6000);
  save_one (fixture->casebook, enterprise, "Add");
  g_ptr_array_add (ids, (gpointer) rabta_record_get_id (enterprise));
  rabta_case_work_open_async (fixture->casebook, ids, track, NULL, NULL, NULL, NULL, got_result_cb, &result);
  opened = rabta_case_work_open_finish (fixture->casebook, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (opened->len, ==, 1);

  return g_array_index (opened, RabtaUuid, 0);
}

static RabtaRecord *
load_case (Fixture         *fixture,
           const RabtaUuid *id)
{
  g_autoptr (GError) error = NULL;
  RabtaRecord *record = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_CASE, id, &error);

  g_assert_no_error (error);

  return record;
}

static void
assert_case (Fixture         *fixture,
             const RabtaUuid *id,
             const char      *field,
             const char      *expected)
{
  g_autoptr (RabtaRecord) record = load_case (fixture, id);

  g_assert_cmpstr (rabta_record_get_text (record, field), ==, expected);
}

static void
move (Fixture         *fixture,
      const RabtaUuid *id,
      const char      *stage,
      const char      *reason,
      const char      *note,
      GError         **error)
{
  GAsyncResult *result = NULL;

  rabta_case_work_move_async (fixture->casebook, id, stage, reason, note, NULL, got_result_cb, &result);
  finish (fixture, &result, error);
}

static void
tick_all (Fixture         *fixture,
          const RabtaUuid *id)
{
  g_autoptr (RabtaRecord) record = load_case (fixture, id);
  RabtaProgramme *programme = rabta_casebook_get_programme (fixture->casebook);
  RabtaStage *stage = rabta_programme_get_stage (programme, rabta_record_get_text (record, "stage"));

  for (guint i = 0; i < rabta_stage_get_n_checks (stage); i++)
    {
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;

      rabta_case_work_check_async (fixture->casebook, id, rabta_stage_get_check (stage, i)->code, TRUE, NULL,
                                   got_result_cb, &result);
      finish (fixture, &result, &error);
      g_assert_no_error (error);
    }
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");

  assert_case (fixture, &id, "stage", "BUY-01");
  assert_case (fixture, &id, "status", "open");
  assert_case (fixture, &id, "priority", "high"); /* the track favours women-led enterprises */
  /* Monday 2 February + 2 working days. */
  assert_case (fixture, &id, "due", "2026-02-04");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_STAGE_ENTRY), ==, 1);
}

static void
test_open_once (Fixture       *fixture,
                gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (RabtaRecord) record = load_case (fixture, &id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, (gpointer) rabta_record_get_ref (record, "enterprise"));
  rabta_case_work_open_async (fixture->casebook, ids, "BUY", NULL, NULL, NULL, NULL, got_result_cb, &result);
  opened = rabta_case_work_open_finish (fixture->casebook, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (opened->len, ==, 0);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_CASE), ==, 1);
}

/* What is ticked with the move is taken back with it. */
static void
test_tick_and_move (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const items[] = {
    "BUY-01-a", "BUY-01-b", "BUY-01-c", "BUY-01-d", "BUY-01-e", NULL,
  };
  static const char * const too_few[] = { "BUY-01-a", NULL };
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  GAsyncResult *result = NULL;

  rabta_case_work_tick_and_move_async (fixture->casebook, &id, too_few, "BUY-02", NULL, NULL, NULL, got_result_cb,
                                       &result);
  finish (fixture, &result, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_CHECKLIST_ITEM), ==, 0);

  rabta_case_work_tick_and_move_async (fixture->casebook, &id, items, "BUY-02", NULL, NULL, NULL, got_result_cb,
                                       &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "stage", "BUY-02");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_CHECKLIST_ITEM), ==, 5);

  undone = rabta_casebook_undo_sync (fixture->casebook, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "stage", "BUY-01");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_CHECKLIST_ITEM), ==, 0);
}

static void
test_checklist_holds (Fixture       *fixture,
                      gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (GError) error = NULL;

  move (fixture, &id, "BUY-02", NULL, NULL, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  assert_case (fixture, &id, "stage", "BUY-01");

  tick_all (fixture, &id);
  move (fixture, &id, "BUY-02", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "stage", "BUY-02");
  move (fixture, &id, "BUY-03", NULL, "The buyer came by himself", &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "stage", "BUY-03");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_STAGE_ENTRY), ==, 3);

  /* Back one stage is free; far ahead wants a word on why. */
  move (fixture, &id, "BUY-02", NULL, NULL, &error);
  g_assert_no_error (error);
  move (fixture, &id, "BUY-09", NULL, NULL, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  move (fixture, &id, "CER-01", NULL, NULL, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  assert_whole (fixture->casebook, TRUE);
}

static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  move (fixture, &id, "BUY-90", NULL, NULL, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  move (fixture, &id, "BUY-90", "price", NULL, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "status", "closed");
  assert_case (fixture, &id, "reason", "price");
  assert_case (fixture, &id, "due", NULL);
  move (fixture, &id, "BUY-01", NULL, NULL, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);

  rabta_case_work_reopen_async (fixture->casebook, &id, NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "status", "open");
  assert_case (fixture, &id, "stage", "BUY-01");
  assert_whole (fixture->casebook, TRUE);
}

static void
test_pause_moves_due (Fixture       *fixture,
                      gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  rabta_case_work_pause_async (fixture->casebook, &id, "waiting-for-buyer", NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "status", "on-hold");
  assert_case (fixture, &id, "due", NULL);

  rabta_date_set_today ("2026-02-09"); /* a week later: 5 working days, one of them a holiday */
  rabta_case_work_pause_async (fixture->casebook, &id, NULL, NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "due", "2026-02-11");
  assert_whole (fixture->casebook, TRUE);
  assert_case (fixture, &id, "due", "2026-02-11");
  rabta_date_set_today ("2026-02-02");
}

static void
test_holiday_moves_due (Fixture       *fixture,
                        gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (RabtaRecord) holiday = rabta_record_new (RABTA_KIND_HOLIDAY);
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  assert_case (fixture, &id, "due", "2026-02-04");
  rabta_record_set_text (holiday, "date", "2026-02-03");
  rabta_record_set_text (holiday, "name", "Local holiday");
  save_one (fixture->casebook, holiday, "Add holiday");
  g_assert_false (rabta_casebook_is_workday (fixture->casebook, "2026-02-03"));
  g_assert_false (rabta_casebook_is_workday (fixture->casebook, "2026-02-07"));
  assert_case (fixture, &id, "due", "2026-02-06"); /* the 5th is Kashmir Day */

  undone = rabta_casebook_undo_sync (fixture->casebook, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "due", "2026-02-04");
}

/* Two copies of a case are open; what was emptied in one does not come back with the other. */
static void
test_extra_emptied_meanwhile (Fixture       *fixture,
                              gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "A2F");
  g_autoptr (RabtaRecord) first = load_case (fixture, &id);
  g_autoptr (RabtaRecord) second = NULL;
  g_autoptr (RabtaRecord) stored = NULL;
  g_autoptr (GError) error = NULL;

  rabta_record_set_extra (first, "purpose", "Looms");
  rabta_record_set_extra (first, "tenor", "36");
  save_one (fixture->casebook, first, "Edit");
  second = load_case (fixture, &id);

  rabta_record_set_extra (first, "tenor", NULL);
  save_one (fixture->casebook, first, "Edit");
  rabta_record_set_extra (second, "purpose", "Dyeing");
  save_one (fixture->casebook, second, "Edit");
  g_assert_null (rabta_record_get_extra (second, "tenor"));

  stored = load_case (fixture, &id);
  g_assert_null (rabta_record_get_extra (stored, "tenor"));
  g_assert_cmpstr (rabta_record_get_extra (stored, "purpose"), ==, "Dyeing");
  assert_whole (fixture->casebook, FALSE);

  g_free (rabta_casebook_undo_sync (fixture->casebook, &error));
  g_free (rabta_casebook_undo_sync (fixture->casebook, &error));
  g_assert_no_error (error);
  g_clear_object (&stored);
  stored = load_case (fixture, &id);
  g_assert_cmpstr (rabta_record_get_extra (stored, "tenor"), ==, "36");
  g_assert_cmpstr (rabta_record_get_extra (stored, "purpose"), ==, "Looms");
  assert_whole (fixture->casebook, TRUE);
}

/* The due day of a deleted case is not kept up; that is no damage, and it is right again when the
 * case comes back. */
static void
test_holiday_after_deletion (Fixture       *fixture,
                             gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "BUY");
  g_autoptr (RabtaRecord) holiday = rabta_record_new (RABTA_KIND_HOLIDAY);
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  record = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_CASE, &id, &error);
  g_assert_no_error (error);
  g_ptr_array_add (records, record);
  rabta_casebook_delete_async (fixture->casebook, records, "Delete", NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);

  rabta_record_set_text (holiday, "date", "2026-02-03");
  rabta_record_set_text (holiday, "name", "Local holiday");
  save_one (fixture->casebook, holiday, "Add holiday");
  assert_whole (fixture->casebook, FALSE);
  assert_whole (fixture->casebook, TRUE);

  g_free (rabta_casebook_undo_sync (fixture->casebook, &error));
  g_free (rabta_casebook_undo_sync (fixture->casebook, &error));
  g_assert_no_error (error);
  assert_case (fixture, &id, "due", "2026-02-04");
  assert_whole (fixture->casebook, FALSE);
}

static void
test_close_wants_reason (Fixture       *fixture,
                         gconstpointer  data)
{
  RabtaUuid id = open_case (fixture, "CAP");
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  rabta_case_work_close_async (fixture->casebook, &id, "not-achieved", NULL, NULL, NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  rabta_case_work_close_async (fixture->casebook, &id, "achieved", NULL, "Well done", NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_no_error (error);
  assert_case (fixture, &id, "status", "closed");
  assert_case (fixture, &id, "notes", "Well done");

  /* What came of it is not overwritten by closing it once more. */
  rabta_case_work_close_async (fixture->casebook, &id, "not-achieved", "price", NULL, NULL, got_result_cb, &result);
  finish (fixture, &result, &error);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  assert_case (fixture, &id, "result", "achieved");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/case-work/open", test_open);
  ADD ("/case-work/open-once", test_open_once);
  ADD ("/case-work/checklist-holds", test_checklist_holds);
  ADD ("/case-work/tick-and-move", test_tick_and_move);
  ADD ("/case-work/lost", test_lost);
  ADD ("/case-work/pause-moves-due", test_pause_moves_due);
  ADD ("/case-work/holiday-moves-due", test_holiday_moves_due);
  ADD ("/case-work/extra-emptied-meanwhile", test_extra_emptied_meanwhile);
  ADD ("/case-work/holiday-after-deletion", test_holiday_after_deletion);
  ADD ("/case-work/close-wants-reason", test_close_wants_reason);

  return g_test_run ();
}
