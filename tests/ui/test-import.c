/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "ui/import-dialog.h"
#include "ui/window.h"

typedef struct
{
  RabtaCasebook *casebook;
  RabtaWindow   *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->casebook = rabta_test_ui_casebook ();
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
  g_clear_object (&fixture->casebook);
}

static gint64
count (Fixture *fixture)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

  return rabta_casebook_count_sync (fixture->casebook, query, NULL);
}

static GtkWidget *
open_dialog (Fixture    *fixture,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  rabta_import_dialog_present (GTK_WIDGET (fixture->window), fixture->casebook, file);

  return GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG));
}

static void
test_round (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog;

  dialog = open_dialog (fixture, "members.csv",
                        "Company,NTN,Mobile,District,Remarks\n"
                        "Ali Traders,1234567,0300-1234567,Lahore,first\n"
                        "Hassan Sports,7654321,3.00123E+9,Sialkot,\n"
                        ",2345678,,Karachi,\n"
                        "M/s Ali Traders,1234567,,Lahore,again\n");

  rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  rabta_test_wait (rabta_test_shows (dialog, "Hassan Sports"));
  g_assert_true (rabta_test_shows (dialog, "Row 3, Mobile"));
  rabta_test_screenshot (dialog, "import-columns");
  rabta_test_resize (GTK_WINDOW (dialog), 360, 1100);
  rabta_test_screenshot (dialog, "import-columns-narrow");

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next"));
  rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import");
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  g_assert_cmpint (count (fixture), ==, 0);
  rabta_test_screenshot (dialog, "import-review-narrow");
  rabta_test_resize (GTK_WINDOW (dialog), 760, 640);
  rabta_test_screenshot (dialog, "import-review");

  /* The officer may ask for updates, and looks again before anything is done. */
  gtk_switch_set_active (GTK_SWITCH (rabta_test_find_type (dialog, GTK_TYPE_SWITCH)), TRUE);
  rabta_test_wait (rabta_test_shows (dialog, "to update") && !rabta_test_shows (dialog, "Looking at every row…"));
  g_assert_cmpint (count (fixture), ==, 0);

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The list is in the casebook"));
  g_assert_cmpint (count (fixture), ==, 2);
  g_assert_true (rabta_test_shows (dialog, "Row 4, Company: refused"));
  rabta_test_screenshot (dialog, "import-result");

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The import was undone"));
  g_assert_cmpint (count (fixture), ==, 0);

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Done"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

static void
test_no_table (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, "picture.csv", "\x89PNG\r\n\x1a\n picture");

  rabta_test_wait (rabta_test_shows (dialog, "is a picture"));
  rabta_test_screenshot (dialog, "import-error");
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog;

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.import", NULL);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG));
  g_assert_nonnull (dialog);
  rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Choose File…");
  rabta_test_screenshot (dialog, "import-choose");
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Cancel"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* A list without a column of names cannot go on until one is chosen. */
static void
test_no_names (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, "odd.csv", "What,Where\nA,Lahore\n");
  GtkWidget *next = rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");

  g_assert_false (gtk_widget_is_sensitive (next));
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);
  g_test_add ("/import/round", Fixture, NULL, set_up, test_round, tear_down);
  g_test_add ("/import/no-table", Fixture, NULL, set_up, test_no_table, tear_down);
  g_test_add ("/import/choose", Fixture, NULL, set_up, test_choose, tear_down);
  g_test_add ("/import/no-names", Fixture, NULL, set_up, test_no_names, tear_down);

  return rabta_test_ui_run ();
}
