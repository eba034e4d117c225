/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cases-fixture.h"

#include "model/case-work.h"
#include "ui/activity-dialog.h"
#include "ui/case-card.h"
#include "ui/cases-place.h"

#define CHORD (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

/* What the first stage of the track asks for. */
static const char * const first_checks[] = {
  "Buyer known", "Contact person known", "Product known", "HS code known", "Source event known",
};

static GtkWidget *
get_button (CasesFixture *fixture,
            const char   *name)
{
  return rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, name);
}

static void
undo (CasesFixture *fixture)
{
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
}

/* Blocked by its checklist, moved with it, ticked by hand, undone in one step. */
static void
test_stages (CasesFixture  *fixture,
             gconstpointer  data)
{
  cases_open_page (fixture, &fixture->ayesha_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Next stage: Qualified"));
  g_assert_true (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
  cases_shoot (fixture, "case-page");

  rabta_test_click (get_button (fixture, "Next stage: Qualified"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                                   "HS code known"));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                         "case-unmet");
  rabta_test_respond ("cancel");
  g_assert_true (cases_is_in (fixture, &fixture->ayesha_case, "BUY-01"));

  rabta_test_click (get_button (fixture, "Next stage: Qualified"));
  rabta_test_respond ("tick");
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-02"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer verified"));

  undo (fixture);
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-01"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
}

static void
tick (CasesFixture *fixture,
      const char   *label)
{
  GtkWidget *check = rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_CHECKBOX,
                                     label);

  rabta_test_click (check);
  rabta_test_settle ();
}

static void
test_checklist (CasesFixture  *fixture,
                gconstpointer  data)
{
  cases_open_page (fixture, &fixture->zafar_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
  for (gsize i = 0; i < G_N_ELEMENTS (first_checks); i++)
    tick (fixture, first_checks[i]);
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)), "case.next",
                       NULL);
  rabta_test_wait (cases_is_in (fixture, &fixture->zafar_case, "BUY-02"));
  g_assert_null (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window),
                                     "Next stage: First follow-up made"));
  rabta_test_click (get_button (fixture, "Next stage: First follow-up made"));
  rabta_test_respond ("tick");
  rabta_test_wait (cases_is_in (fixture, &fixture->zafar_case, "BUY-03"));
  rabta_test_settle ();
  cases_shoot (fixture, "case-third");
}

/* The last tick and the move at one go: what was ticked a moment ago is not asked for. */
static void
test_quick (CasesFixture  *fixture,
            gconstpointer  data)
{
  GtkWidget *page;

  cases_open_page (fixture, &fixture->zafar_case);
  page = GTK_WIDGET (rabta_window_get_content (fixture->window));
  rabta_test_wait (rabta_test_shows (page, "Buyer known"));
  for (gsize i = 0; i < G_N_ELEMENTS (first_checks); i++)
    rabta_test_click (rabta_test_get (page, GTK_ACCESSIBLE_ROLE_CHECKBOX, first_checks[i]));
  rabta_test_activate (page, "case.next", NULL);
  rabta_test_wait (cases_is_in (fixture, &fixture->zafar_case, "BUY-02")
                   || rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_null (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));
}

/* Days on which a case is paused do not count. */
static void
test_pause (CasesFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) before = cases_load (fixture, &fixture->ayesha_case);
  g_autoptr (RabtaRecord) paused = NULL;
  g_autoptr (RabtaRecord) after = NULL;

  g_assert_cmpstr (rabta_record_get_text (before, "due"), ==, "2026-03-04");
  cases_open_page (fixture, &fixture->ayesha_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Pause…"));
  rabta_test_click (get_button (fixture, "Pause…"));
  rabta_test_respond ("pause");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Resume"));
  paused = cases_load (fixture, &fixture->ayesha_case);
  g_assert_null (rabta_record_get_text (paused, "due"));

  rabta_date_set_today ("2026-03-09");
  rabta_test_click (get_button (fixture, "Resume"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Pause…"));
  after = cases_load (fixture, &fixture->ayesha_case);
  g_assert_cmpstr (rabta_record_get_text (after, "due"), ==, "2026-03-11");
}

static void
test_close (CasesFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) closed = NULL;

  cases_open_page (fixture, &fixture->ayesha_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Close…"));
  rabta_test_click (get_button (fixture, "Close…"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                         "case-close");
  rabta_test_respond ("close");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Reopen"));
  closed = cases_load (fixture, &fixture->ayesha_case);
  g_assert_cmpstr (rabta_record_get_text (closed, "status"), ==, "closed");
  g_assert_cmpstr (rabta_record_get_text (closed, "result"), ==, "achieved");
  g_assert_cmpstr (rabta_record_get_text (closed, "reason"), ==, "completed");

  rabta_test_click (get_button (fixture, "Reopen"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Close…"));
}

static gboolean
has_focused_case (RabtaCaseColumn *column,
                  const RabtaUuid *id)
{
  RabtaRecord *record = rabta_case_column_get_selected (column);

  return record != NULL && rabta_uuid_equal (rabta_record_get_id (record), id)
         && (gtk_widget_get_state_flags (GTK_WIDGET (column)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
test_board (CasesFixture  *fixture,
            gconstpointer  data)
{
  RabtaCaseColumn *first, *second;
  RabtaCasesPlace *place;
  GtkWidget *board, *list;

  rabta_window_show_place (fixture->window, "cases");
  place = RABTA_CASES_PLACE (rabta_window_get_content (fixture->window));
  rabta_test_settle ();
  cases_shoot (fixture, "cases-table");
  rabta_cases_place_set_view (place, "board");
  board = GTK_WIDGET (rabta_cases_place_get_board (place));
  rabta_case_board_set_track (rabta_cases_place_get_board (place), "BUY");
  rabta_test_settle ();
  first = cases_find_column (board, "BUY-01");
  second = cases_find_column (board, "BUY-02");
  rabta_test_wait (rabta_case_column_get_count (first) == 2);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (first), "Ayesha Embroidery & Co"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (first), "Women-led"));
  g_assert_false (rabta_case_column_is_expanded (cases_find_column (board, "BUY-90")));

  rabta_case_column_focus_case (first, &fixture->ayesha_case);
  rabta_test_wait (has_focused_case (first, &fixture->ayesha_case));
  cases_shoot (fixture, "cases-board");
  rabta_case_column_focus_case (first, &fixture->ayesha_case);
  rabta_test_wait (has_focused_case (first, &fixture->ayesha_case));
  list = rabta_test_find_type (GTK_WIDGET (first), GTK_TYPE_LIST_VIEW);
  g_assert_true (cases_press (list, GDK_KEY_Right, CHORD));
  rabta_test_respond ("tick");
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-02"));
  rabta_test_wait (rabta_case_column_get_count (second) == 1);
  rabta_test_wait (has_focused_case (second, &fixture->ayesha_case));

  /* And back, without a question. */
  list = rabta_test_find_type (GTK_WIDGET (second), GTK_TYPE_LIST_VIEW);
  g_assert_true (cases_press (list, GDK_KEY_Left, CHORD));
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-01"));
  rabta_cases_place_set_view (place, "table");
}

static void
move_elsewhere (CasesFixture *fixture,
                const char   *stage)
{
  rabta_case_work_move_async (fixture->casebook, &fixture->ayesha_case, stage, NULL, "told by phone", NULL,
                              NULL, NULL);
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, stage));
}

/* Who takes a move back goes on with something else: the card does not take the focus when somebody
 * moves it later. */
static void
test_board_cancelled (CasesFixture  *fixture,
                      gconstpointer  data)
{
  RabtaCaseColumn *first, *second;
  RabtaCasesPlace *place;
  GtkWidget *board;

  rabta_window_show_place (fixture->window, "cases");
  place = RABTA_CASES_PLACE (rabta_window_get_content (fixture->window));
  rabta_cases_place_set_view (place, "board");
  board = GTK_WIDGET (rabta_cases_place_get_board (place));
  rabta_case_board_set_track (rabta_cases_place_get_board (place), "BUY");
  rabta_test_settle ();
  first = cases_find_column (board, "BUY-01");
  second = cases_find_column (board, "BUY-02");
  rabta_test_wait (rabta_case_column_get_count (first) == 2);
  rabta_case_column_focus_case (first, &fixture->ayesha_case);
  rabta_test_wait (has_focused_case (first, &fixture->ayesha_case));

  g_assert_true (cases_press (rabta_test_find_type (GTK_WIDGET (first), GTK_TYPE_LIST_VIEW),
                              GDK_KEY_Right, CHORD));
  rabta_test_respond ("cancel");
  rabta_place_focus_search (RABTA_PLACE (place));
  rabta_test_settle ();
  move_elsewhere (fixture, "BUY-02");
  rabta_test_wait (rabta_case_column_get_count (second) == 1);
  rabta_test_settle ();
  g_assert_false (has_focused_case (second, &fixture->ayesha_case));
  rabta_cases_place_set_view (place, "table");
}

/* Lost: the board asks for the reason. */
static void
test_lost (CasesFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaRecord) lost = NULL;

  cases_open_page (fixture, &fixture->zafar_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)), "case.move", "s",
                       "BUY-90");
  rabta_test_respond ("close");
  rabta_test_wait (cases_is_in (fixture, &fixture->zafar_case, "BUY-90"));
  lost = cases_load (fixture, &fixture->zafar_case);
  g_assert_cmpstr (rabta_record_get_text (lost, "status"), ==, "closed");
  g_assert_nonnull (rabta_record_get_text (lost, "reason"));
}

static gint64
count (CasesFixture *fixture,
       RabtaKind     kind)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  return rabta_casebook_count_sync (fixture->casebook, query, NULL);
}

/* The entry of a field, by its heading. */
static GtkWidget *
get_entry (GtkWindow  *dialog,
           const char *heading)
{
  return rabta_test_find_type (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                               heading),
                               GTK_TYPE_TEXT);
}

/* A call and what follows from it, in one step. */
static void
test_log (CasesFixture  *fixture,
          gconstpointer  data)
{
  GtkWindow *dialog;
  GtkWidget *follows;

  cases_open_page (fixture, &fixture->ayesha_case);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)),
                       "case.log-activity", NULL);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_ACTIVITY_DIALOG) != NULL);
  dialog = rabta_test_top_window (RABTA_TYPE_ACTIVITY_DIALOG);
  rabta_test_settle ();
  rabta_test_type (get_entry (dialog, "What happened"), "Called the buyer in Hamburg");
  follows = rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_SWITCH, "Set a follow-up");
  rabta_test_click (follows);
  rabta_test_settle ();
  rabta_test_type (get_entry (dialog, "What to do"), "Send the price list");
  rabta_test_screenshot (GTK_WIDGET (dialog), "log-activity");
  rabta_test_activate (GTK_WIDGET (dialog), "activity.save", NULL);
  rabta_test_wait (count (fixture, RABTA_KIND_ACTIVITY) == 1);
  rabta_test_wait (count (fixture, RABTA_KIND_FOLLOW_UP) == 1);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Called the buyer in Hamburg"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Send the price list"));
  cases_shoot (fixture, "case-logged");

  undo (fixture);
  rabta_test_wait (count (fixture, RABTA_KIND_ACTIVITY) == 0);
  g_assert_cmpint (count (fixture, RABTA_KIND_FOLLOW_UP), ==, 0);
}

/* A page that is opened from a list takes the keys, although it is still being read. */
static void
test_focus (CasesFixture  *fixture,
            gconstpointer  data)
{
  GtkWidget *page, *focus;

  rabta_window_show_place (fixture->window, "cases");
  rabta_test_settle ();
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.search", NULL);
  rabta_test_settle ();
  cases_open_page (fixture, &fixture->ayesha_case);
  page = GTK_WIDGET (rabta_window_get_content (fixture->window));
  rabta_test_wait (rabta_test_shows (page, "Buyer known"));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (focus != page && gtk_widget_is_ancestor (focus, page));
}

/* Whatever asks for a new case, it begins with the enterprise. */
static void
test_new (CasesFixture  *fixture,
          gconstpointer  data)
{
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.new-record", "s", "case");
  rabta_test_wait (rabta_test_shows (NULL, "Open a Case for…"));
  gtk_window_close (rabta_test_top_window (G_TYPE_INVALID));
  rabta_test_settle ();
}

int
main (int   argc,
      char *argv[])
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/ui/cases/" name, CasesFixture, NULL, cases_set_up, func, cases_tear_down)
  ADD ("stages", test_stages);
  ADD ("checklist", test_checklist);
  ADD ("quick", test_quick);
  ADD ("pause", test_pause);
  ADD ("close", test_close);
  ADD ("board", test_board);
  ADD ("board-cancelled", test_board_cancelled);
  ADD ("lost", test_lost);
  ADD ("log", test_log);
  ADD ("focus", test_focus);
  ADD ("new", test_new);
#undef ADD

  return rabta_test_ui_run ();
}
