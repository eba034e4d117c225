/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "window-fixture.h"

#include "ui/joined-text.h"
#include "ui/list-place.h"
#include "ui/record-editor.h"
#include "ui/record-page.h"
#include "ui/record-picker.h"
#include "ui/search-list.h"

static RabtaRecord *
save_named (WindowFixture *fixture,
            RabtaKind      kind,
            const char    *name)
{
  RabtaRecord *record = rabta_record_new (kind);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "name", name);
  if (kind == RABTA_KIND_EVENT)
    rabta_record_set_text (record, "starts", "2026-01-24");

  g_ptr_array_add (records, g_object_ref (record));
  rabta_casebook_save_sync (fixture->casebook, records, "New", &error);
  g_assert_no_error (error);
  return record;
}

static void
show_record (WindowFixture *fixture,
             RabtaRecord   *record)
{
  g_autofree char *id = rabta_uuid_to_string (rabta_record_get_id (record));

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.open-record", "(ss)",
                       rabta_record_get_info (record)->name, id);
  rabta_test_wait (RABTA_IS_RECORD_PAGE (rabta_window_get_content (fixture->window))
                   && rabta_record_page_get_record (RABTA_RECORD_PAGE (rabta_window_get_content (fixture->window))));
  rabta_test_settle ();
}

static RabtaRecordForm *
top_form (void)
{
  GtkWindow *editor = rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR);

  return editor != NULL ? rabta_record_editor_get_form (RABTA_RECORD_EDITOR (editor)) : NULL;
}

static void
type (const char *field,
      const char *text)
{
  RabtaFieldRow *row = rabta_record_form_get_row (top_form (), field);

  rabta_test_type (rabta_test_find_type (GTK_WIDGET (row), GTK_TYPE_TEXT), text);
}

static void
save (void)
{
  rabta_test_activate (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR)), "editor.save", NULL);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR) == NULL);
}

/* A partner is made in the place, listed there, and has a page. */
static void
test_new (WindowFixture *fixture,
          gconstpointer  data)
{
  rabta_window_show_place (fixture->window, "partners");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "No Partners Yet"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "partners-empty");
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.new", NULL);
  rabta_test_wait (top_form () != NULL);
  type ("name", "Bank of Sialkot");
  type ("city", "Sialkot");
  save ();
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ORGANIZATION), ==, 1);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "partners-list");

  /* The selected row is edited in place. */
  rabta_record_table_select (rabta_list_place_get_table (RABTA_LIST_PLACE (rabta_window_get_content (fixture->window))), 0);
  rabta_test_settle ();
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.edit", NULL);
  rabta_test_wait (top_form () != NULL);
  type ("city", "Daska");
  save ();
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "1 in all"));
}

static gboolean
focus_is_in (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* From the search entry Enter goes on to what was found. */
static void
test_search (WindowFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) first = save_named (fixture, RABTA_KIND_ORGANIZATION, "Bank of Sialkot");
  g_autoptr (RabtaRecord) second = save_named (fixture, RABTA_KIND_ORGANIZATION, "Gulf Traders & Co");
  GtkWidget *entry;
  RabtaListPlace *place;

  rabta_window_show_place (fixture->window, "partners");
  place = RABTA_LIST_PLACE (rabta_window_get_content (fixture->window));
  entry = rabta_test_find_type (GTK_WIDGET (rabta_list_place_get_filter_bar (place)), GTK_TYPE_SEARCH_ENTRY);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "gulf");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "1 found"));
  rabta_test_settle ();
  g_signal_emit_by_name (entry, "activate");
  rabta_test_settle ();
  g_assert_true (focus_is_in (GTK_WIDGET (rabta_list_place_get_table (place))));

  /* Enter on the row reaches the entry first, which captures what is typed, and opens it. */
  g_signal_emit_by_name (entry, "activate");
  rabta_test_wait (RABTA_IS_RECORD_PAGE (rabta_window_get_content (fixture->window)));
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.back", NULL);
  rabta_test_wait (rabta_window_get_content (fixture->window) == RABTA_PLACE (place));

  /* A row opens its page, selected as the press before made it. */
  rabta_record_table_select (rabta_list_place_get_table (place), 0);
  rabta_test_settle ();
  show_record (fixture, second);
  g_assert_true (rabta_test_shows (GTK_WIDGET (fixture->window), "Nobody is known yet"));
}

/* People are added on the page of their partner, and a deletion is taken back from the toast. */
static void
test_people (WindowFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RabtaRecord) partner = save_named (fixture, RABTA_KIND_ORGANIZATION, "Gulf Traders & Co");

  show_record (fixture, partner);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Nobody is known yet"));
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Add a person"));
  rabta_test_wait (top_form () != NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (rabta_record_form_get_row (top_form (), "organization"))));
  type ("name", "Nadia Ahmed");
  type ("phone", "0300-1234567");
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR)), "partners-person");
  save ();

  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Nadia Ahmed"));
  g_assert_true (rabta_test_shows (GTK_WIDGET (fixture->window), "+923001234567"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "partners-page");

  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Delete: Nadia Ahmed"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Nobody is known yet"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "“Nadia Ahmed” deleted"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PERSON), ==, 0);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (rabta_test_find (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Delete: Nadia Ahmed"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PERSON), ==, 1);
}

static GtkWindow *
dialog_with (const char *text)
{
  GtkWindow *window = rabta_test_top_window (ADW_TYPE_WINDOW);

  return window != NULL && rabta_test_shows (GTK_WIDGET (window), text) ? window : NULL;
}

/* Several enterprises are put down as exhibitors at once; doing it again adds nobody twice. */
static void
add_exhibitors (WindowFixture *fixture,
                const char    *toast)
{
  GtkWindow *dialog;
  GtkWidget *list;
  RabtaRecordForm *form;

  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Add Enterprises…"));
  rabta_test_wait (dialog_with ("Bilal Surgical") != NULL);
  dialog = dialog_with ("Bilal Surgical");
  list = rabta_test_find_type (GTK_WIDGET (dialog), RABTA_TYPE_SEARCH_LIST);
  rabta_search_list_set_search (RABTA_SEARCH_LIST (list), "akbar");
  rabta_test_wait (!rabta_test_shows (GTK_WIDGET (dialog), "Bilal Surgical")
                   && rabta_test_shows (GTK_WIDGET (dialog), "Akbar Sports"));
  g_assert_true (rabta_search_list_pick (RABTA_SEARCH_LIST (list)));
  rabta_search_list_set_search (RABTA_SEARCH_LIST (list), "bilal");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (dialog), "Bilal Surgical"));
  g_assert_true (rabta_search_list_pick (RABTA_SEARCH_LIST (list)));
  rabta_search_list_set_search (RABTA_SEARCH_LIST (list), "");
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (dialog), "events-pick");
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Add 2"));

  rabta_test_wait (dialog_with ("Took Part As") != NULL);
  dialog = dialog_with ("Took Part As");
  form = RABTA_RECORD_FORM (rabta_test_find_type (GTK_WIDGET (dialog), RABTA_TYPE_RECORD_FORM));
  rabta_field_row_set_typed (rabta_record_form_get_row (form, "role"), "exhibitor", NULL);
  rabta_test_screenshot (GTK_WIDGET (dialog), "events-role");
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Add"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), toast));
  rabta_test_settle ();
}

static void
test_participants (WindowFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RabtaRecord) event = save_named (fixture, RABTA_KIND_EVENT, "Made in Pakistan 2026");
  g_autoptr (RabtaRecord) first = save_named (fixture, RABTA_KIND_ENTERPRISE, "Akbar Sports");
  g_autoptr (RabtaRecord) second = save_named (fixture, RABTA_KIND_ENTERPRISE, "Bilal Surgical");

  show_record (fixture, event);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "Nobody Took Part Yet"));
  add_exhibitors (fixture, "2 participants added");
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PARTICIPATION), ==, 2);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "events-page");
  add_exhibitors (fixture, "All of them take part already");
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PARTICIPATION), ==, 2);

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (window_fixture_count (fixture, RABTA_KIND_PARTICIPATION) == 0);
}

/* A page follows its record: deleted it says so, brought back it is there again. */
static void
test_deleted (WindowFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaRecord) partner = save_named (fixture, RABTA_KIND_ORGANIZATION, "Chamber of Gujrat");

  show_record (fixture, partner);
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Delete"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "“Chamber of Gujrat” deleted"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ORGANIZATION), ==, 0);
  g_assert_false (RABTA_IS_RECORD_PAGE (rabta_window_get_content (fixture->window)));
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (window_fixture_count (fixture, RABTA_KIND_ORGANIZATION) == 1);
}

/* Nothing is cut off on a small screen, in the dark, or written from the other side. */
static void
test_looks (WindowFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) partner = save_named (fixture, RABTA_KIND_ORGANIZATION, "Gulf Traders & Co");
  g_autoptr (RabtaRecord) event = save_named (fixture, RABTA_KIND_EVENT, "Made in Pakistan 2026");

  rabta_test_resize (GTK_WINDOW (fixture->window), 360, 640);
  show_record (fixture, partner);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "partners-page-360");
  show_record (fixture, event);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "events-page-360");
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.edit", NULL);
  rabta_test_wait (top_form () != NULL);
  rabta_test_resize (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR), 360, 640);
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR)), "events-edit-360");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR)), "events-edit-360-dark-rtl");
  gtk_window_close (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR));
  rabta_test_resize (GTK_WINDOW (fixture->window), 1200, 800);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "events-page-dark-rtl");
  show_record (fixture, partner);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "partners-page-dark-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* A number before a Latin word: the line begins at the right nevertheless, and its sign stays in front. */
static void
test_urdu_line (WindowFixture *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  PangoRectangle number, unit, price, sign;
  PangoLayout *layout;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  rabta_joined_text_append (line, "+5208.12");
  rabta_joined_text_append (line, "metre");
  rabta_joined_text_append (line, "روپے");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_RTL);
  gtk_label_set_text (GTK_LABEL (label), line->str);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  layout = gtk_label_get_layout (GTK_LABEL (label));
  pango_layout_index_to_pos (layout, (int) (strchr (line->str, '+') - line->str), &sign);
  pango_layout_index_to_pos (layout, (int) (strchr (line->str, '5') - line->str), &number);
  pango_layout_index_to_pos (layout, (int) (strstr (line->str, "metre") - line->str), &unit);
  pango_layout_index_to_pos (layout, (int) (strstr (line->str, "روپے") - line->str), &price);
  g_assert_cmpint (number.x, >, unit.x);
  g_assert_cmpint (unit.x, >, price.x);
  g_assert_cmpint (sign.x, <, number.x);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, function) g_test_add (name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("/ui/partners/new", test_new);
  ADD ("/ui/partners/search", test_search);
  ADD ("/ui/partners/people", test_people);
  ADD ("/ui/partners/participants", test_participants);
  ADD ("/ui/partners/deleted", test_deleted);
  ADD ("/ui/partners/looks", test_looks);
  ADD ("/ui/partners/urdu-line", test_urdu_line);
#undef ADD

  return rabta_test_ui_run ();
}
