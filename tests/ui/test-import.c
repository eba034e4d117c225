/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "window-fixture.h"

#include "ui/import-dialog.h"

static GtkWidget *
open_dialog (WindowFixture *fixture,
             const char    *name,
             const char    *text)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  rabta_import_dialog_present (GTK_WIDGET (fixture->window), fixture->casebook, file);

  return GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG));
}

static void
test_round (WindowFixture *fixture,
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
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  rabta_test_screenshot (dialog, "import-review-narrow");
  rabta_test_resize (GTK_WINDOW (dialog), 760, 640);
  rabta_test_screenshot (dialog, "import-review");

  /* The officer may ask for updates, and looks again before anything is done. */
  gtk_switch_set_active (GTK_SWITCH (rabta_test_find_type (dialog, GTK_TYPE_SWITCH)), TRUE);
  rabta_test_wait (rabta_test_shows (dialog, "to update") && !rabta_test_shows (dialog, "Looking at every row…"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The list is in the casebook"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 2);
  g_assert_true (rabta_test_shows (dialog, "Row 4, Company: refused"));
  rabta_test_screenshot (dialog, "import-result");

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The import was undone"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Done"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

static void
test_no_table (WindowFixture *fixture,
               gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture, "picture.csv", "\x89PNG\r\n\x1a\n picture");

  rabta_test_wait (rabta_test_shows (dialog, "is a picture"));
  rabta_test_screenshot (dialog, "import-error");
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

#define DOCUMENT(content)                                                                     \
  "<casebook xmlns=\"urn:smeda:rabta:1\">\n"                                                 \
  "<header format=\"1\" created=\"2026-01-01T00:00:00Z\"/>\n<enterprises>\n" content       \
  "</enterprises>\n</casebook>\n"
#define ENTERPRISE(number, fields) \
  "<enterprise id=\"01890000-0000-7000-8000-00000000000" number "\">" fields "</enterprise>\n"

/* What another office wrote: looked through, taken, taken back, and the second time nothing new. */
static void
test_xml (WindowFixture *fixture,
          gconstpointer  data)
{
  GtkWidget *dialog;

  dialog = open_dialog (fixture, "office.xml",
                        DOCUMENT (ENTERPRISE ("1", "<name>Ali &amp; Sons</name>")
                                  ENTERPRISE ("2", "<name>حسن اسپورٹس</name>")));
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  rabta_test_screenshot (dialog, "import-xml-review");
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The file is in the casebook"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 2);
  g_assert_null (rabta_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save Rejects File…"));
  rabta_test_screenshot (dialog, "import-xml-result");

  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The import was undone"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Done"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* Where the casebook says otherwise, the officer decides, and sees first what it would do. */
static void
test_xml_update (WindowFixture *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog;

  dialog = open_dialog (fixture, "first.xml", DOCUMENT (ENTERPRISE ("3", "<name>Old Name</name>")));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The file is in the casebook"));
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);

  dialog = open_dialog (fixture, "second.xml", DOCUMENT (ENTERPRISE ("3", "<name>New Name</name>")));
  rabta_test_wait (rabta_test_shows (dialog, "There is nothing to add"));
  g_assert_false (gtk_widget_is_sensitive (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON,
                                                           "Import")));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_SWITCH,
                                    "Update what is there already"));
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The file is in the casebook"));
  rabta_test_wait (rabta_test_shows (dialog, "updated"));
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

static void
assert_refused (WindowFixture *fixture,
                const char    *name,
                const char    *text,
                const char    *reason)
{
  gint64 start = g_get_monotonic_time ();
  GtkWidget *dialog = open_dialog (fixture, name, text);

  rabta_test_wait (rabta_test_shows (dialog, "This File Cannot Be Imported"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
  if (!rabta_test_shows (dialog, reason))
    rabta_test_dump (dialog);
  g_assert_true (rabta_test_shows (dialog, reason));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  rabta_test_screenshot (dialog, name);
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

static void
test_bad_xml (WindowFixture *fixture,
              gconstpointer  data)
{
  assert_refused (fixture, "torn.xml", "<casebook xmlns=\"urn:smeda:rabta:1\">\n<enter", "line 2");
  assert_refused (fixture, "dtd.xml", "<!DOCTYPE casebook SYSTEM \"http://example.org/x\">\n<casebook/>\n",
                  "line 1");
  assert_refused (fixture, "entity.xml", DOCUMENT (ENTERPRISE ("4", "<name>&secret;</name>")), "line 4");
  assert_refused (fixture, "types.xml",
                  DOCUMENT (ENTERPRISE ("5", "<name>A</name><employees>many</employees>")), "many");
  assert_refused (fixture, "letter.xml", "Dear Sir,\n", "line 1");
}

static void
test_choose (WindowFixture *fixture,
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

/* The people of an address book: looked through, taken, and what was not taken kept in a file. */
static void
test_cards (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog;

  dialog = open_dialog (fixture, "people.vcf",
                        "BEGIN:VCARD\nVERSION:3.0\nFN:Amina Khan\nTEL:0300-1234567\nORG:Nobody's Works\nEND:VCARD\n"
                        "BEGIN:VCARD\nVERSION:3.0\nTEL:0300-1234568\nEND:VCARD\n");
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  g_assert_true (rabta_test_shows (dialog, "Row 2: refused"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PERSON), ==, 0);
  rabta_test_screenshot (dialog, "import-cards-review");
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The list is in the casebook"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PERSON), ==, 1);
  g_assert_true (gtk_widget_is_sensitive (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save Rejects File…")));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The import was undone"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_PERSON), ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* Another casebook is looked through and taken as a whole, like XML. */
static void
test_casebook (WindowFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "other.casebook", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RabtaCasebook) other = rabta_casebook_create (path, "RO-SD-KHI", "Bilal Shah", NULL);
  g_autoptr (RabtaRecord) enterprise = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  GtkWidget *dialog;

  rabta_record_set_text (enterprise, "name", "Karachi Works");
  g_ptr_array_add (records, enterprise);
  g_assert_true (rabta_casebook_save_sync (other, records, "Add", NULL));
  rabta_casebook_close (other);

  rabta_import_dialog_present (GTK_WIDGET (fixture->window), fixture->casebook, file);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG));
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The file is in the casebook"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 1);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The import was undone"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* A spreadsheet: the sheet with the list is found, another can be chosen, and its rows go the same way
 * as those of any list. */
static void
test_sheets (WindowFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_getenv ("RABTA_SOURCE_ROOT"), "tests", "exchange", "sheets",
                                                      "openpyxl.xlsx", NULL);
  GtkWidget *dialog, *sheet;

  rabta_import_dialog_present (GTK_WIDGET (fixture->window), fixture->casebook, file);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG));
  rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next");
  rabta_test_wait (rabta_test_shows (dialog, "Ali & Sons"));
  g_assert_false (rabta_test_shows (dialog, "&amp;"));
  sheet = rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Sheet");
  g_assert_true (rabta_test_shows (sheet, "Members & Guests"));
  g_assert_true (rabta_test_shows (dialog, "Row 6, Mobile: The formula in the cell failed: #N/A."));
  g_assert_null (rabta_test_find (dialog, GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Encoding"));
  rabta_test_screenshot (dialog, "import-sheet");

  /* An empty sheet is told and left again. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (sheet), 0);
  rabta_test_wait (rabta_test_shows (dialog, "holds no row with headings"));
  rabta_test_wait (rabta_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next") != NULL);
  rabta_test_wait (rabta_test_shows (dialog, "Ali & Sons"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Sheet")), 2);
  rabta_test_wait (rabta_test_shows (dialog, "Hidden Works"));
  rabta_test_wait (rabta_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next") != NULL);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Next"));
  rabta_test_wait (rabta_test_shows (dialog, "This is what would be done"));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The list is in the casebook"));
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_ENTERPRISE), ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* A list without a column of names cannot go on until one is chosen. */
static void
test_no_names (WindowFixture *fixture,
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
#define ADD(name, function)                                                              \
  g_test_add ("/import/" name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("round", test_round);
  ADD ("no-table", test_no_table);
  ADD ("xml", test_xml);
  ADD ("xml-update", test_xml_update);
  ADD ("bad-xml", test_bad_xml);
  ADD ("choose", test_choose);
  ADD ("cards", test_cards);
  ADD ("casebook", test_casebook);
  ADD ("sheets", test_sheets);
  ADD ("no-names", test_no_names);
#undef ADD

  return rabta_test_ui_run ();
}
