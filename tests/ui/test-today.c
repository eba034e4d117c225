/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cases-fixture.h"

#include "ui/today-place.h"
#include "ui/today-row.h"

static GtkWidget *
show_today (CasesFixture *fixture)
{
  rabta_window_show_place (fixture->window, "today");
  rabta_test_settle ();
  return GTK_WIDGET (rabta_window_get_content (fixture->window));
}

/* The row of a thing to do, by its words. */
static GtkWidget *
find_row (GtkWidget  *root,
          const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (RABTA_IS_TODAY_ROW (child))
        {
          g_autofree char *name = rabta_test_dup_name (child);
          RabtaTodayItem *item = rabta_today_row_get_item (RABTA_TODAY_ROW (child));

          if (item != NULL && rabta_today_item_get_record (item) != NULL && name != NULL
              && strstr (name, words) != NULL && gtk_widget_get_mapped (child))
            return child;
          continue;
        }
      found = find_row (child, words);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether both rows are laid out and one lies over the other. */
static gboolean
is_above (GtkWidget  *place,
          const char *upper,
          const char *lower)
{
  GtkWidget *one = find_row (place, upper);
  GtkWidget *other = find_row (place, lower);
  graphene_rect_t first, second;

  return one != NULL && other != NULL && gtk_widget_compute_bounds (one, place, &first)
         && gtk_widget_compute_bounds (other, place, &second) && first.size.height > 0
         && second.size.height > 0 && first.origin.y + first.size.height <= second.origin.y;
}

/* Nothing that is overdue leaves the screen, and women-led enterprises come first on a day. */
static void
test_sections (CasesFixture  *fixture,
               gconstpointer  data)
{
  GtkWidget *place;
  guint n_overdue;

  cases_add_follow_up (fixture, "Ask about the sample", "2025-11-03", &fixture->zafar);
  cases_add_follow_up (fixture, "Call the bank", "2026-03-02", &fixture->zafar);
  cases_add_follow_up (fixture, "Visit the workshop", "2026-03-02", &fixture->ayesha);
  cases_add_follow_up (fixture, "Far away", "2026-06-01", &fixture->ayesha);
  place = show_today (fixture);
  rabta_test_wait (rabta_test_shows (place, "Overdue · 1"));
  rabta_test_wait (rabta_test_shows (place, "Today · 2"));
  rabta_test_wait (rabta_test_shows (place, "Within a week · 2"));
  g_assert_false (rabta_test_shows (place, "Far away"));
  g_object_get (place, "n-overdue", &n_overdue, NULL);
  g_assert_cmpuint (n_overdue, ==, 1);
  rabta_test_wait (is_above (place, "Visit the workshop", "Call the bank"));
  cases_shoot (fixture, "today");
}

/* Done is gone, undone is back. */
static void
test_done (CasesFixture  *fixture,
           gconstpointer  data)
{
  GtkWidget *place;

  cases_add_follow_up (fixture, "Call the bank", "2026-03-02", &fixture->zafar);
  place = show_today (fixture);
  rabta_test_wait (find_row (place, "Call the bank") != NULL);
  rabta_test_activate (find_row (place, "Call the bank"), "row.done", NULL);
  rabta_test_wait (find_row (place, "Call the bank") == NULL);
  rabta_test_wait (rabta_test_shows (place, "“Call the bank” is done. What happened?"));
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (find_row (place, "Call the bank") != NULL);
}

static void
test_keyboard (CasesFixture  *fixture,
               gconstpointer  data)
{
  GtkWidget *place, *list, *row;

  cases_add_follow_up (fixture, "Ask about the sample", "2025-11-03", &fixture->zafar);
  place = show_today (fixture);
  rabta_test_wait (find_row (place, "Ask about the sample") != NULL);
  list = rabta_test_find_type (place, GTK_TYPE_LIST_VIEW);
  row = find_row (place, "Ask about the sample");
  gtk_widget_grab_focus (gtk_widget_get_parent (row));
  gtk_widget_activate_action (gtk_widget_get_parent (row), "listitem.select", "(bb)", FALSE,
                              FALSE);
  g_assert_true (cases_press (list, GDK_KEY_p, 0));
  rabta_test_settle ();
  rabta_test_click (rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Next Monday"));
  rabta_test_wait (find_row (place, "Ask about the sample") != NULL
                   && rabta_test_shows (find_row (place, "Ask about the sample"),
                                        "Due in 5 working days"));
  g_assert_false (rabta_test_shows (place, "Overdue · 1"));
}

/* A stage that took too long is a thing to do as well. */
static void
test_breach (CasesFixture  *fixture,
             gconstpointer  data)
{
  GtkWidget *place;

  rabta_date_set_today ("2026-03-10");
  place = show_today (fixture);
  rabta_test_wait (rabta_test_shows (place, "Overdue · 2"));
  rabta_test_wait (find_row (place, "Lead captured") != NULL);
  rabta_test_wait (rabta_test_shows (place, "4 working days overdue"));
}

static void
test_empty (CasesFixture  *fixture,
            gconstpointer  data)
{
  GtkWidget *place;

  rabta_date_set_today ("2026-01-02");
  place = show_today (fixture);
  rabta_test_wait (rabta_test_shows (place, "Nothing Due"));
}

static guint
count_overdue (GtkWidget *place)
{
  guint n;

  g_object_get (place, "n-overdue", &n, NULL);
  return n;
}

/* The list may still grow while its rows are measured. */
static gboolean
scroll_to_end (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return TRUE;
}

/* Of very many things the first are read, the rest when somebody scrolls to them; counted are all. */
static void
test_many (CasesFixture  *fixture,
           gconstpointer  data)
{
  GtkWidget *place, *list;
  GtkAdjustment *adjustment;
  GListModel *model;

  for (guint i = 0; i < 250; i++)
    cases_add_follow_up (fixture, i == 0 ? "The newest of all" : "Ask about the sample",
                         i == 0 ? "2025-11-04" : "2025-11-03", &fixture->zafar);
  place = show_today (fixture);
  rabta_test_wait (count_overdue (place) == 250);
  list = rabta_test_find_type (place, GTK_TYPE_LIST_VIEW);
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  rabta_test_wait (g_list_model_get_n_items (model) == 201);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_adjustment_set_value (adjustment, 0);
  rabta_test_wait (rabta_test_shows (place, "Overdue · 250"));
  rabta_test_wait (scroll_to_end (adjustment) && g_list_model_get_n_items (model) > 250);
  g_assert_cmpuint (count_overdue (place), ==, 250);
}

int
main (int   argc,
      char *argv[])
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/ui/today/" name, CasesFixture, NULL, cases_set_up, func, cases_tear_down)
  ADD ("sections", test_sections);
  ADD ("done", test_done);
  ADD ("keyboard", test_keyboard);
  ADD ("breach", test_breach);
  ADD ("empty", test_empty);
  ADD ("many", test_many);
#undef ADD

  return rabta_test_ui_run ();
}
