/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "window-fixture.h"

#include "ui/goto-dialog.h"
#include "ui/places.h"
#include "ui/preferences-window.h"
#include "ui/record-editor.h"
#include "ui/welcome-window.h"

static void
save_office (WindowFixture *fixture,
             const char    *code,
             const char    *action)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RabtaRecord *record = rabta_record_new (RABTA_KIND_OFFICE);

  rabta_record_set_text (record, "code", code);
  rabta_record_set_text (record, "name", code);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, action, &error);
  g_assert_no_error (error);
}

static void
test_places (WindowFixture *fixture,
             gconstpointer  data)
{
  const RabtaPlaceInfo *places;
  guint n_places;

  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      rabta_test_activate (GTK_WIDGET (fixture->window), "win.place", "s", places[i].name);
      g_assert_cmpstr (rabta_window_get_place (fixture->window), ==, places[i].name);
      g_assert_nonnull (rabta_window_get_content (fixture->window));
      rabta_test_screenshot (GTK_WIDGET (fixture->window), places[i].name);
    }
  /* A place nobody has heard of, from a settings file of another version. */
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.place", "s", "atlantis");
  if (n_places > 0)
    g_assert_cmpstr (rabta_window_get_place (fixture->window), ==, places[n_places - 1].name);
}

static void
test_undo (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *undo = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo");
  GtkWidget *redo = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Redo");

  g_assert_false (gtk_widget_is_sensitive (undo));
  g_assert_false (gtk_widget_is_sensitive (redo));

  save_office (fixture, "RO-SD-KHI", "Add an office");
  rabta_test_wait (gtk_widget_is_sensitive (undo));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (undo), "Add an office"));

  rabta_test_click (undo);
  rabta_test_wait (rabta_test_shows (NULL, "Undone: Add an office"));
  rabta_test_wait (gtk_widget_is_sensitive (redo) && !gtk_widget_is_sensitive (undo));

  rabta_test_click (redo);
  rabta_test_wait (rabta_test_shows (NULL, "Redone: Add an office"));
  rabta_test_wait (gtk_widget_is_sensitive (undo));
}

static void
test_errors (WindowFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (RABTA_ERROR, RABTA_ERROR_FULL,
                                                  "The case was not saved: the disk is full.");

  rabta_window_show_error (GTK_WIDGET (fixture->window), "Not saved", error);
  rabta_test_wait (rabta_test_shows (NULL, "the disk is full"));
  rabta_test_respond ("close");

  /* What is cancelled is no news. */
  g_clear_error (&error);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  rabta_window_show_error (GTK_WIDGET (fixture->window), "Not saved", error);
  rabta_test_settle ();
  g_assert_null (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));

  /* Names of enterprises are text, not markup. */
  rabta_window_add_toast (GTK_WIDGET (fixture->window), "Saved “Akbar & Sons <Pvt>”", NULL, NULL);
  rabta_test_wait (rabta_test_shows (NULL, "Akbar & Sons <Pvt>"));
}

static void
test_narrow (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *places;

  rabta_test_resize (GTK_WINDOW (fixture->window), 360, 640);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, 360);
  places = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_NONE, "Places");
  rabta_test_click (places);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "shell-narrow");
}

static char *
save_enterprise (WindowFixture *fixture,
                 const char    *name)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, "New enterprise", &error);
  g_assert_no_error (error);
  return rabta_uuid_to_string (rabta_record_get_id (record));
}

static void
test_pages (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *first = save_enterprise (fixture, "Akbar Footballs");
  g_autofree char *second = save_enterprise (fixture, "Bismillah Surgical");
  RabtaPlace *place;

  rabta_test_activate (window, "win.place", "s", "enterprises");
  place = rabta_window_get_content (fixture->window);
  g_assert_null (rabta_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Back"));

  rabta_test_activate (window, "win.open-record", "(ss)", "enterprise", first);
  rabta_test_wait (rabta_test_shows (window, "Akbar Footballs"));
  g_assert_true (rabta_window_get_content (fixture->window) != place);

  /* The page that is shown is not put over itself. */
  rabta_test_activate (window, "win.open-record", "(ss)", "enterprise", first);
  rabta_test_activate (window, "win.open-record", "(ss)", "enterprise", second);
  rabta_test_wait (rabta_test_shows (window, "Bismillah Surgical"));
  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Back"));
  rabta_test_wait (rabta_test_shows (window, "Akbar Footballs"));
  rabta_test_activate (window, "win.back", NULL);
  g_assert_true (rabta_window_get_content (fixture->window) == place);
  g_assert_null (rabta_test_find (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Back"));
  rabta_test_activate (window, "win.back", NULL);
  g_assert_true (rabta_window_get_content (fixture->window) == place);

  /* Another place leaves the pages behind; nonsense does nothing. */
  rabta_test_activate (window, "win.open-record", "(ss)", "enterprise", first);
  rabta_test_activate (window, "win.place", "s", "partners");
  g_assert_false (rabta_window_pop_page (fixture->window));
  rabta_test_activate (window, "win.open-record", "(ss)", "spaceship", first);
  rabta_test_activate (window, "win.open-record", "(ss)", "enterprise", "not an id");
  g_assert_false (rabta_window_pop_page (fixture->window));
}

static GtkWidget *
goto_list (void)
{
  return rabta_test_find_type (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_GOTO_DIALOG)),
                               GTK_TYPE_LIST_BOX);
}

static const char *
first_result (void)
{
  GtkWidget *list = goto_list ();
  GtkListBoxRow *row = list != NULL ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) : NULL;

  return row != NULL ? g_object_get_data (G_OBJECT (row), "action") : "";
}

static void
test_goto (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *entry;

  g_free (save_enterprise (fixture, "Akbar & Sons Football Works"));
  g_free (save_enterprise (fixture, "Bismillah Surgical"));

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.goto", NULL);
  entry = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_SEARCH_BOX, "Go to");
  g_assert_true (g_str_has_prefix (first_result (), "win.place::"));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_GOTO_DIALOG)), "goto");

  rabta_test_type (entry, "akbar");
  rabta_test_wait (rabta_test_shows (NULL, "Akbar & Sons Football Works"));
  g_assert_true (g_str_has_prefix (first_result (), "win.open-record"));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_GOTO_DIALOG)), "goto-hits");

  /* What was found before is gone at once, so Enter cannot open it any more. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "qqqq");
  g_assert_false (g_str_has_prefix (first_result (), "win.open-record"));
  rabta_test_wait (rabta_test_shows (NULL, "Nothing Found"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "preferences");
  rabta_test_wait (strcmp (first_result (), "app.preferences") == 0);
  gtk_window_close (rabta_test_top_window (RABTA_TYPE_GOTO_DIALOG));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_GOTO_DIALOG) == NULL);
}

static void
test_preferences (WindowFixture *fixture,
                  gconstpointer  data)
{
  GtkWindow *preferences;
  GtkWidget *name;

  rabta_preferences_window_present (GTK_WINDOW (fixture->window), fixture->casebook);
  preferences = rabta_test_top_window (RABTA_TYPE_PREFERENCES_WINDOW);
  rabta_test_screenshot (GTK_WIDGET (preferences), "preferences");

  name = rabta_test_find_type (GTK_WIDGET (preferences), ADW_TYPE_ENTRY_ROW);
  rabta_test_wait (strcmp (gtk_editable_get_text (GTK_EDITABLE (name)), "Amina Khan") == 0);
  rabta_test_type (name, "Amina Khan Niazi");
  g_signal_emit_by_name (name, "apply");
  rabta_test_wait (rabta_test_shows (NULL, "Saved"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (preferences), "Amina Khan Niazi"));
  gtk_window_close (preferences);
  rabta_test_settle ();
}

/* Another officer sits down: entered and chosen in one go, and chosen again from the list. */
static void
test_officer (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWindow *preferences, *editor;
  GtkWidget *combo, *name;

  rabta_preferences_window_present (GTK_WINDOW (fixture->window), fixture->casebook);
  preferences = rabta_test_top_window (RABTA_TYPE_PREFERENCES_WINDOW);
  combo = rabta_test_get (GTK_WIDGET (preferences), GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Works here");
  rabta_test_wait (rabta_test_shows (combo, "Amina Khan"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  rabta_test_wait ((editor = rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR)) != NULL);
  rabta_test_settle ();
  name = rabta_test_find_type (rabta_test_get (GTK_WIDGET (editor), GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                               "Name"), GTK_TYPE_TEXT);
  rabta_test_type (name, "Bilal Ahmed");
  rabta_test_click (rabta_test_get (GTK_WIDGET (editor), GTK_ACCESSIBLE_ROLE_BUTTON, "Save"));
  rabta_test_wait (g_strcmp0 (rabta_casebook_get_officer_name (fixture->casebook),
                              "Bilal Ahmed") == 0);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (preferences), "Bilal Ahmed works here now"));
  rabta_test_screenshot (GTK_WIDGET (preferences), "preferences-officer");

  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 0);
  rabta_test_wait (g_strcmp0 (rabta_casebook_get_officer_name (fixture->casebook),
                              "Amina Khan") == 0);
  gtk_window_close (preferences);
  rabta_test_settle ();
}

static void
create_cb (RabtaWelcomeWindow  *welcome,
           const char          *office,
           const char          *officer,
           char               **answer)
{
  *answer = g_strdup_printf ("%s/%s", office, officer);
}

static void
test_welcome (WindowFixture *fixture,
              gconstpointer  data)
{
  RabtaWelcomeWindow *welcome = rabta_welcome_window_new (rabta_test_ui_application ());
  g_autofree char *answer = NULL;
  GtkWidget *create, *officer, *office, *code;

  g_signal_connect (welcome, "create", G_CALLBACK (create_cb), &answer);
  gtk_window_present (GTK_WINDOW (welcome));
  create = rabta_test_get (GTK_WIDGET (welcome), GTK_ACCESSIBLE_ROLE_BUTTON, "Create Casebook");
  officer = rabta_test_get (GTK_WIDGET (welcome), GTK_ACCESSIBLE_ROLE_NONE, "Your name");
  rabta_test_type (officer, "  ");
  g_assert_false (gtk_widget_is_sensitive (create));
  rabta_test_type (officer, " Bilal Ahmed ");
  rabta_test_screenshot (GTK_WIDGET (welcome), "welcome");

  office = rabta_test_find_type (GTK_WIDGET (welcome), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (office),
                              g_list_model_get_n_items (adw_combo_row_get_model (
                                ADW_COMBO_ROW (office))) - 1);
  code = rabta_test_get (GTK_WIDGET (welcome), GTK_ACCESSIBLE_ROLE_NONE, "Code of the office");
  g_assert_false (gtk_widget_is_sensitive (create));
  rabta_test_type (code, "RO-XX-NEW");
  rabta_test_click (create);
  g_assert_cmpstr (answer, ==, "RO-XX-NEW/Bilal Ahmed");
  gtk_window_destroy (GTK_WINDOW (welcome));
}

static void
test_windows (WindowFixture *fixture,
              gconstpointer  data)
{
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.show-help-overlay", NULL);
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_PREFERENCES_WINDOW) != NULL);
  rabta_test_resize (rabta_test_top_window (ADW_TYPE_PREFERENCES_WINDOW), 360, 600);
  g_assert_true (rabta_test_shows (NULL, "Log an activity"));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_PREFERENCES_WINDOW)), "shortcuts");
  gtk_window_destroy (rabta_test_top_window (ADW_TYPE_PREFERENCES_WINDOW));

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.help", NULL);
  rabta_test_wait (rabta_test_shows (NULL, "Move a case on"));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (G_TYPE_INVALID)), "help");
  gtk_window_destroy (rabta_test_top_window (ADW_TYPE_PREFERENCES_WINDOW));

  gtk_menu_button_popup (GTK_MENU_BUTTON (rabta_test_find_type (GTK_WIDGET (fixture->window),
                                                                GTK_TYPE_MENU_BUTTON)));
  rabta_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                              \
  g_test_add ("/ui/shell/" name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("places", test_places);
  ADD ("pages", test_pages);
  ADD ("undo", test_undo);
  ADD ("errors", test_errors);
  ADD ("narrow", test_narrow);
  ADD ("goto", test_goto);
  ADD ("preferences", test_preferences);
  ADD ("officer", test_officer);
  ADD ("welcome", test_welcome);
  ADD ("windows", test_windows);
#undef ADD
  return rabta_test_ui_run ();
}
