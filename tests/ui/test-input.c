/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does with keys and mouse, through the display: see input.h. */

#include "cases-fixture.h"
#include "input.h"

#include "ui/case-card.h"
#include "ui/cases-place.h"
#include "ui/enterprise-page.h"
#include "ui/list-place.h"

#define CHORD (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

/* The card of a case, wherever it is on the board. */
static GtkWidget *
find_card (GtkWidget       *root,
           const RabtaUuid *id)
{
  if (RABTA_IS_CASE_CARD (root))
    {
      RabtaRecord *record = rabta_case_card_get_record (RABTA_CASE_CARD (root));

      return record != NULL && rabta_record_is_loaded (record) && gtk_widget_get_mapped (root)
             && rabta_uuid_equal (rabta_record_get_id (record), id) ? root : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_card (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
open_board (CasesFixture *fixture)
{
  RabtaCasesPlace *place;
  GtkWidget *board;

  rabta_window_show_place (fixture->window, "cases");
  place = RABTA_CASES_PLACE (rabta_window_get_content (fixture->window));
  rabta_cases_place_set_view (place, "board");
  board = GTK_WIDGET (rabta_cases_place_get_board (place));
  rabta_case_board_set_track (RABTA_CASE_BOARD (board), "BUY");
  rabta_test_wait (find_card (board, &fixture->ayesha_case) != NULL);
  rabta_test_wait (find_card (board, &fixture->zafar_case) != NULL);
  rabta_test_settle ();
  return board;
}

static void
drag_to (CasesFixture    *fixture,
         GtkWidget       *board,
         const RabtaUuid *id,
         const char      *stage)
{
  rabta_input_drag (find_card (board, id), GTK_WIDGET (cases_find_column (board, stage)));
}

static gboolean
has_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
is_asking (void)
{
  return rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

/* A card that is dropped on a stage goes there as with the button: asked about, undone in one step. */
static void
test_drag (CasesFixture  *fixture,
           gconstpointer  data)
{
  GtkWidget *board = open_board (fixture);

  drag_to (fixture, board, &fixture->ayesha_case, "BUY-02");
  rabta_test_wait (gtk_widget_has_css_class (GTK_WIDGET (cases_find_column (board, "BUY-02")), "takes"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "drag");
  rabta_input_release (GDK_BUTTON_PRIMARY);
  rabta_test_wait (is_asking ());
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                                   "HS code known"));
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                                   "Leaves this stage when:"));
  rabta_test_respond ("tick");
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-02"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Moved to “Qualified”"));
  rabta_test_wait (find_card (GTK_WIDGET (cases_find_column (board, "BUY-02")), &fixture->ayesha_case)
                   != NULL);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (cases_find_column (board, "BUY-02")), "takes"));

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (cases_is_in (fixture, &fixture->ayesha_case, "BUY-01"));
  rabta_test_wait (find_card (GTK_WIDGET (cases_find_column (board, "BUY-01")), &fixture->ayesha_case)
                   != NULL);
}

static void
put_into_stage (CasesFixture    *fixture,
                const RabtaUuid *id,
                const char      *stage)
{
  g_autoptr (RabtaRecord) record = cases_load (fixture, id);

  rabta_record_set_text (record, "stage", stage);
  cases_save (fixture, record);
}

/* Back by two stages the track does not let it go, and the person reads so. */
static void
test_refused (CasesFixture  *fixture,
              gconstpointer  data)
{
  GtkWidget *board = open_board (fixture);

  put_into_stage (fixture, &fixture->ayesha_case, "BUY-03");
  rabta_test_wait (find_card (GTK_WIDGET (cases_find_column (board, "BUY-03")), &fixture->ayesha_case)
                   != NULL);
  rabta_test_settle ();
  drag_to (fixture, board, &fixture->ayesha_case, "BUY-01");
  rabta_test_wait (gtk_widget_has_css_class (GTK_WIDGET (cases_find_column (board, "BUY-01")),
                                             "refuses"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "drag-refused");
  rabta_input_release (GDK_BUTTON_PRIMARY);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "back by one stage"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "drag-reason");
  g_assert_false (is_asking ());
  g_assert_true (cases_is_in (fixture, &fixture->ayesha_case, "BUY-03"));

  /* Where it comes from, nothing happens. */
  drag_to (fixture, board, &fixture->ayesha_case, "BUY-03");
  rabta_input_release (GDK_BUTTON_PRIMARY);
  g_assert_false (is_asking ());
  g_assert_true (cases_is_in (fixture, &fixture->ayesha_case, "BUY-03"));
}

/* Let go of outside the columns: as if nothing had been. */
static void
test_drag_given_up (CasesFixture  *fixture,
                    gconstpointer  data)
{
  GtkWidget *board = open_board (fixture);

  rabta_input_drag (find_card (board, &fixture->zafar_case),
                    rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_LABEL,
                                    "Partners"));
  rabta_test_wait (gtk_widget_has_css_class (GTK_WIDGET (cases_find_column (board, "BUY-02")), "takes"));
  rabta_input_release (GDK_BUTTON_PRIMARY);
  rabta_test_wait (!gtk_widget_has_css_class (GTK_WIDGET (cases_find_column (board, "BUY-02")), "takes"));
  g_assert_false (is_asking ());
  g_assert_true (cases_is_in (fixture, &fixture->zafar_case, "BUY-01"));
}

/* The arrows go from card to card, Enter opens one, Escape leads back to it. */
static void
test_board_keys (CasesFixture  *fixture,
                 gconstpointer  data)
{
  GtkWidget *board = open_board (fixture);
  RabtaCaseColumn *first = cases_find_column (board, "BUY-01");
  RabtaRecord *record;

  rabta_case_column_focus_case (first, NULL);
  rabta_test_wait (rabta_case_column_get_selected (first) != NULL && has_focus (GTK_WIDGET (first)));
  rabta_test_settle ();
  record = rabta_case_column_get_selected (first);
  rabta_input_key (0, GDK_KEY_Down);
  rabta_test_wait (rabta_case_column_get_selected (first) != record);
  rabta_input_key (0, GDK_KEY_Up);
  rabta_test_wait (rabta_case_column_get_selected (first) == record);

  rabta_input_key (CHORD, GDK_KEY_Right);
  rabta_test_wait (is_asking ());
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (!is_asking ());
  g_assert_true (cases_is_in (fixture, rabta_record_get_id (record), "BUY-01"));

  rabta_input_key (0, GDK_KEY_m);
  rabta_test_wait (rabta_test_find_type (board, GTK_TYPE_POPOVER_MENU) != NULL);
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (rabta_test_find_type (board, GTK_TYPE_POPOVER_MENU) == NULL);

  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (!RABTA_IS_CASES_PLACE (rabta_window_get_content (fixture->window)));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Buyer known"));
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (RABTA_IS_CASES_PLACE (rabta_window_get_content (fixture->window)));
  rabta_test_wait (has_focus (GTK_WIDGET (first)));
}

static guint
count_rows (RabtaListPlace *place)
{
  RabtaRecordTable *table = rabta_list_place_get_table (place);

  return g_list_model_get_n_items (G_LIST_MODEL (rabta_record_table_get_list (table)));
}

/* Ctrl+F, a few letters, down into the list, Enter: the page. Escape: back, the search kept; Escape
 * in the search: all of them. Letters typed into the list search as well. */
static void
test_list_keys (CasesFixture  *fixture,
                gconstpointer  data)
{
  RabtaListPlace *place;
  GtkWidget *table;

  rabta_window_show_place (fixture->window, "enterprises");
  place = RABTA_LIST_PLACE (rabta_window_get_content (fixture->window));
  table = GTK_WIDGET (rabta_list_place_get_table (place));
  rabta_test_wait (count_rows (place) == 2);
  rabta_test_settle ();

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_f);
  rabta_input_type ("Surg");
  rabta_test_wait (count_rows (place) == 1);
  rabta_test_settle ();
  rabta_input_key (0, GDK_KEY_Down);
  rabta_test_wait (has_focus (table));
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (RABTA_IS_ENTERPRISE_PAGE (rabta_window_get_content (fixture->window)));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (rabta_window_get_content (fixture->window)),
                                     "Zafar Surgical Instruments"));
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (rabta_window_get_content (fixture->window) == RABTA_PLACE (place));
  g_assert_cmpuint (count_rows (place), ==, 1);

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_f);
  g_assert_false (has_focus (table));
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (count_rows (place) == 2);
  rabta_test_wait (has_focus (table));
  rabta_input_type ("ayes");
  rabta_test_wait (count_rows (place) == 1);
}

int
main (int   argc,
      char *argv[])
{
  rabta_test_ui_init (&argc, &argv);
  if (!rabta_input_is_possible ())
    {
      g_printerr ("The display takes no keys from a program: left out.\n");
      return 77;
    }

#define ADD(name, func) \
  g_test_add ("/ui/input/" name, CasesFixture, NULL, cases_set_up, func, cases_tear_down)
  ADD ("drag", test_drag);
  ADD ("refused", test_refused);
  ADD ("drag-given-up", test_drag_given_up);
  ADD ("board-keys", test_board_keys);
  ADD ("list-keys", test_list_keys);
#undef ADD

  return rabta_test_ui_run ();
}
