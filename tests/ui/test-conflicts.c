/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two officers work apart; what they said differently is decided at the desk, with keys and in bulk. */

#include "ui.h"

#include "input.h"
#include "model/conflicts.h"
#include "tests/support/copies.h"
#include "ui/field-row.h"
#include "ui/record-page.h"
#include "ui/window.h"

#define N 6
#define N_ALL (N + 2 + 1)

typedef struct
{
  RabtaCasebook *casebook;
  RabtaCasebook *other;
  RabtaWindow   *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  static guint n;

  fixture->casebook = rabta_test_ui_casebook ();
  path = g_strdup_printf ("%s/other-%u.casebook", rabta_test_ui_folder (), n++);
  fixture->other = rabta_test_copy_new (path);
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
  rabta_casebook_close (fixture->other);
  g_clear_object (&fixture->other);
  g_clear_object (&fixture->casebook);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return rabta_test_shows (GTK_WIDGET (fixture->window), text);
}

static gint64
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n = rabta_casebook_count_conflicts_sync (fixture->casebook, &error);

  g_assert_no_error (error);

  return n;
}

/* The fields in conflict come by record, of each first the employees, then the owner. */
static RabtaConflict *
get_conflict (Fixture *fixture,
              guint    i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (fixture->casebook, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (i, <, conflicts->len);

  return g_ptr_array_steal_index (conflicts, i);
}

static void
open_desk (Fixture *fixture)
{
  rabta_test_make_conflicts (fixture->casebook, fixture->other, N);
  rabta_window_show_place (fixture->window, "conflicts");
  rabta_test_wait (shows (fixture, "9 open"));
  rabta_test_wait (shows (fixture, "What Was Entered"));
  rabta_test_settle ();
}

static GtkWidget *
list_view (Fixture *fixture)
{
  return rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_LIST, "Conflicts");
}

static char *
dup_value (Fixture             *fixture,
           const RabtaConflict *conflict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_sync (fixture->casebook, conflict->kind, &conflict->record, &error);
  int field = rabta_kind_find_field (rabta_record_get_info (record), conflict->field);

  g_assert_no_error (error);

  return rabta_record_dup_display (record, (guint) field, rabta_casebook_get_programme (fixture->casebook));
}

static void
assert_value (Fixture             *fixture,
              const RabtaConflict *conflict,
              const char          *expected)
{
  g_autofree char *value = dup_value (fixture, conflict);

  g_assert_cmpstr (value, ==, expected);
}

/* The sidebar offers the place while there is something in it. */
static void
test_sidebar (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row;

  g_assert_null (rabta_test_find (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Conflicts"));
  rabta_test_make_conflicts (fixture->casebook, fixture->other, N);
  row = rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Conflicts, 9");
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  rabta_window_show_place (fixture->window, "conflicts");
  rabta_test_wait (shows (fixture, "9 open"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "conflicts-desk");
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)), "conflicts.select-all", NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "conflicts-many");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Take Theirs"));
  rabta_test_wait (shows (fixture, "No Conflicts"));
  rabta_window_show_place (fixture->window, "today");
  rabta_test_wait (rabta_test_find (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Conflicts") == NULL);
}

/* 1, 2, B choose, Enter decides and goes on, Ctrl+Z takes back. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaConflict) first = NULL;
  g_autoptr (RabtaConflict) second = NULL;

  if (!rabta_input_is_possible ())
    {
      g_test_skip ("There is no X server that takes keys");
      return;
    }
  open_desk (fixture);
  first = get_conflict (fixture, 0);
  second = get_conflict (fixture, 1);
  assert_value (fixture, first, "60");
  gtk_widget_child_focus (list_view (fixture), GTK_DIR_TAB_FORWARD);
  rabta_input_key (0, GDK_KEY_2);
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (shows (fixture, "8 open"));
  assert_value (fixture, first, "40");

  /* On to the next, whose owner becomes again what it was. */
  rabta_test_settle ();
  rabta_input_key (0, GDK_KEY_b);
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (shows (fixture, "7 open"));
  assert_value (fixture, second, "Noor Khan");
  rabta_test_settle ();
  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (shows (fixture, "8 open"));
  assert_value (fixture, second, "Begum Aslam");
  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (shows (fixture, "9 open"));
  assert_value (fixture, first, "60");
}

/* The result is typed in; what is no value is not taken. */
static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaConflict) first = NULL;
  GtkWidget *row;

  open_desk (fixture);
  first = get_conflict (fixture, 0);
  row = rabta_test_find_type (GTK_WIDGET (fixture->window), RABTA_TYPE_FIELD_ROW);
  rabta_test_type (rabta_test_find_type (row, GTK_TYPE_TEXT), "some");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Decide"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                                   "The conflict was not decided"));
  gtk_window_close (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));
  rabta_test_settle ();
  g_assert_cmpint (count (fixture), ==, N_ALL);
  rabta_test_type (rabta_test_find_type (row, GTK_TYPE_TEXT), "55");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Decide"));
  rabta_test_wait (shows (fixture, "8 open"));
  assert_value (fixture, first, "55");
}

/* Some of them, then undone from the toast as one. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaConflict) second = NULL;
  GtkSelectionModel *selection;

  open_desk (fixture);
  second = get_conflict (fixture, 1);
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (list_view (fixture)));
  gtk_selection_model_select_range (selection, 1, 3, TRUE);
  rabta_test_wait (shows (fixture, "3 Conflicts Selected"));
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Keep Mine"));
  rabta_test_wait (shows (fixture, "6 open"));
  rabta_test_wait (shows (fixture, "3 conflicts decided"));
  assert_value (fixture, second, "Mian Aslam");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Undo"));
  rabta_test_wait (shows (fixture, "9 open"));
  assert_value (fixture, second, "Begum Aslam");

  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)), "conflicts.select-all", NULL);
  rabta_test_wait (shows (fixture, "9 Conflicts Selected"));
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Take the Newest"));
  rabta_test_wait (shows (fixture, "No Conflicts"));
}

/* The page of a record says that copies disagree about it, and leads to the desk. */
static void
test_banner (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaConflict) second = NULL;
  g_autoptr (RabtaConflict) last = NULL;
  g_autofree char *id = NULL;

  rabta_test_make_conflicts (fixture->casebook, fixture->other, N);
  last = get_conflict (fixture, N_ALL - 2);
  id = rabta_uuid_to_string (&last->record);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.open-record", "(ss)", "enterprise", id);
  rabta_test_wait (shows (fixture, "Copies of the casebook disagree: Owner"));
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "conflicts-banner");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Decide…"));
  rabta_test_wait (shows (fixture, "9 open"));
  rabta_test_wait (shows (fixture, "Enterprise · Owner"));
  rabta_test_wait (shows (fixture, last->title));
}

/* Nothing can be decided in a casebook that is open for reading only, but all is told. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_strdup (rabta_casebook_get_path (fixture->casebook));
  g_autoptr (RabtaCasebook) reading = NULL;
  g_autoptr (GError) error = NULL;

  rabta_test_make_conflicts (fixture->casebook, fixture->other, N);
  reading = rabta_casebook_open (path, RABTA_CASEBOOK_READ_ONLY, &error);
  g_assert_no_error (error);
  rabta_window_set_casebook (fixture->window, reading);
  rabta_window_show_place (fixture->window, "conflicts");
  rabta_test_wait (shows (fixture, "What Was Entered"));
  g_assert_true (shows (fixture, "mine"));
  g_assert_false (gtk_widget_is_sensitive (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON,
                                                           "Decide")));
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (fixture->window)), "conflicts.select-all", NULL);
  rabta_test_wait (shows (fixture, "9 Conflicts Selected"));
  g_assert_false (gtk_widget_is_sensitive (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON,
                                                           "Keep Mine")));
  rabta_window_set_casebook (fixture->window, NULL);
}

/* On a narrow screen the list comes first, and back leads to it. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  rabta_test_resize (GTK_WINDOW (fixture->window), 360, 640);
  rabta_test_make_conflicts (fixture->casebook, fixture->other, N);
  rabta_window_show_place (fixture->window, "conflicts");
  rabta_test_wait (shows (fixture, "Disputed Works 000"));
  rabta_test_wait (!shows (fixture, "What Was Entered"));
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "conflicts-360-list");
  g_signal_emit_by_name (list_view (fixture), "activate", 1);
  rabta_test_wait (shows (fixture, "What Was Entered"));
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "conflicts-360");
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.back", NULL);
  rabta_test_wait (!shows (fixture, "What Was Entered"));
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ui/conflicts/sidebar", test_sidebar);
  ADD ("/ui/conflicts/keys", test_keys);
  ADD ("/ui/conflicts/edit", test_edit);
  ADD ("/ui/conflicts/bulk", test_bulk);
  ADD ("/ui/conflicts/banner", test_banner);
  ADD ("/ui/conflicts/read-only", test_read_only);
  ADD ("/ui/conflicts/narrow", test_narrow);
#undef ADD

  return rabta_test_ui_run ();
}
