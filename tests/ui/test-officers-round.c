/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A morning of a field officer, from the list that came by e-mail to the file for headquarters, in
 * the real window. Everything is found as a screen reader would find it: by role and name. */
#include "ui.h"

#include "base/date.h"
#include "ui/activity-dialog.h"
#include "ui/bulk-dialog.h"
#include "ui/dialogs.h"
#include "ui/export-dialog.h"
#include "ui/import-dialog.h"
#include "ui/record-editor.h"
#include "ui/validate-dialog.h"
#include "ui/window.h"

#define MONDAY "2026-03-02"
#define ENTERPRISE "Sialkot Sports Company"
#define FOUND ENTERPRISE ", District: Sialkot, Phone: +923217654321"
#define CALL "Called the procurement head in Hamburg"
#define TO_DO "Send samples by courier"

static RabtaCasebook *casebook;
static GtkWidget *window;

static GtkWidget *
get_button (GtkWidget  *root,
            const char *name)
{
  return rabta_test_get (root, GTK_ACCESSIBLE_ROLE_BUTTON, name);
}

static gint64
count (RabtaKind kind)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  return rabta_casebook_count_sync (casebook, query, NULL);
}

static GtkWidget *
wait_for_window (GType type)
{
  GtkWindow *found = NULL;

  rabta_test_wait ((found = rabta_test_top_window (type)) != NULL);
  rabta_test_settle ();
  return GTK_WIDGET (found);
}

static void
import_list (void)
{
  static const char list[] =
    "Company,Urdu name,NTN,Mobile,District,Product\n"
    "Ayesha Embroidery & Co,عائشہ کڑھائی,1234567,0300-1234567,Lahore,Shawls\n"
    "Sialkot Sports Company,سیالکوٹ اسپورٹس کمپنی,7654321,0321-7654321,Sialkot,Footballs\n"
    "Gujrat Fans (Pvt) Ltd,گجرات فینز,2345678,0333-2345678,Gujrat,Fans\n";
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "exhibitors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog;

  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  rabta_test_activate (window, "win.import", NULL);
  dialog = wait_for_window (RABTA_TYPE_IMPORT_DIALOG);
  rabta_dialogs_set_next_file (file);
  rabta_test_click (get_button (dialog, "Choose File…"));
  rabta_test_click (get_button (dialog, "Next"));
  rabta_test_click (get_button (dialog, "Import"));
  rabta_test_wait (rabta_test_shows (dialog, "The list is in the casebook"));
  g_assert_cmpint (count (RABTA_KIND_ENTERPRISE), ==, 3);
  rabta_test_click (get_button (dialog, "Done"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_IMPORT_DIALOG) == NULL);
}

/* In Urdu, with the letters of an Arabic keyboard: yeh and kaf are others there. */
static void
search (void)
{
  GtkWidget *row;

  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Enterprises, 3"));
  rabta_test_type (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_SEARCH_BOX, "Search"), "سيالكوٹ");
  rabta_test_wait (rabta_test_shows (window, "1 found"));
  row = rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LABEL, FOUND);
  rabta_test_click (gtk_widget_get_parent (row));
  get_button (window, "Open Case");
  g_assert_true (rabta_test_shows (window, "سیالکوٹ اسپورٹس کمپنی"));
}

static void
open_case (void)
{
  GtkWidget *dialog;

  rabta_test_click (get_button (window, "Open Case"));
  dialog = wait_for_window (RABTA_TYPE_BULK_DIALOG);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)),
                                         rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                                         "Track")));
  rabta_test_click (get_button (dialog, "Track"));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                    "Buyer & procurement-head follow-up"));
  rabta_test_wait (gtk_widget_is_sensitive (get_button (dialog, "Open")));
  rabta_test_click (get_button (dialog, "Open"));
  rabta_test_wait (rabta_test_shows (window, "1 case opened"));
  rabta_test_click (get_button (window, "Show"));
  rabta_test_wait (rabta_test_shows (window, "Next stage: Qualified"));
}

/* The first time every criterion is ticked by hand, the second time with the move. */
static void
move_two_stages (void)
{
  static const char * const criteria[] = {
    "Buyer known", "Contact person known", "Product known", "HS code known", "Source event known",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (criteria); i++)
    rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_CHECKBOX, criteria[i]));
  rabta_test_wait (count (RABTA_KIND_CHECKLIST_ITEM) == G_N_ELEMENTS (criteria));
  rabta_test_settle ();
  rabta_test_click (get_button (window, "Next stage: Qualified"));
  rabta_test_click (get_button (window, "Next stage: First follow-up made"));
  rabta_test_respond ("tick");
  rabta_test_wait (rabta_test_shows (window, "Next stage: Profile & catalogue sent"));
}

/* The entry of a field of a form, by its heading. */
static GtkWidget *
get_entry (GtkWidget  *form,
           const char *heading)
{
  return rabta_test_find_type (rabta_test_get (form, GTK_ACCESSIBLE_ROLE_LIST_ITEM, heading),
                               GTK_TYPE_TEXT);
}

static void
log_call (void)
{
  GtkWidget *dialog;

  rabta_test_click (get_button (window, "Log Activity"));
  dialog = wait_for_window (RABTA_TYPE_ACTIVITY_DIALOG);
  rabta_test_type (get_entry (dialog, "What happened"), CALL);
  rabta_test_click (get_button (dialog, "Save"));
  rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, CALL);
}

static void
set_follow_up (void)
{
  GtkWidget *dialog;

  rabta_test_click (get_button (window, "New Follow-up"));
  dialog = wait_for_window (RABTA_TYPE_RECORD_EDITOR);
  rabta_test_type (get_entry (dialog, "What to do"), TO_DO);
  rabta_test_type (get_entry (dialog, "Due on"), "2 March 2026");
  rabta_test_click (get_button (dialog, "Save"));
  rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, TO_DO);
}

/* The button that completes what is to be done; NULL where it is not there to be done. */
static GtkWidget *
find_in_today (const char *words)
{
  GtkWidget *row = rabta_test_find (window, GTK_ACCESSIBLE_ROLE_NONE, words);

  return row != NULL ? rabta_test_find (row, GTK_ACCESSIBLE_ROLE_BUTTON, "Mark as done") : NULL;
}

static void
complete_and_undo (void)
{
  static const char row[] = ENTERPRISE ", " TO_DO ", Due today";

  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST_ITEM, "Today"));
  rabta_test_settle ();
  rabta_test_wait (find_in_today (row) != NULL);
  rabta_test_click (find_in_today (row));
  rabta_test_wait (find_in_today (row) == NULL);
  rabta_test_click (get_button (window, "Undo"));
  rabta_test_wait (find_in_today (row) != NULL);
}

static GFile *
export (void)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "headquarters.xml", NULL);
  GFile *file = g_file_new_for_path (path);
  GtkWidget *dialog;

  rabta_test_activate (window, "win.export", NULL);
  dialog = wait_for_window (RABTA_TYPE_EXPORT_DIALOG);
  rabta_dialogs_set_next_file (file);
  rabta_test_click (get_button (dialog, "Export…"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG) == NULL);
  rabta_test_wait (rabta_test_shows (window, "exported to “headquarters.xml”"));
  return file;
}

static void
validate (GFile *file)
{
  g_autofree char *document = NULL;
  GtkWidget *dialog;

  rabta_dialogs_set_next_file (file);
  rabta_test_activate (window, "win.validate", NULL);
  dialog = wait_for_window (RABTA_TYPE_VALIDATE_DIALOG);
  rabta_test_wait (rabta_test_shows (dialog, "“headquarters.xml” Is Valid"));
  gtk_window_close (GTK_WINDOW (dialog));

  g_assert_true (g_file_load_contents (file, NULL, &document, NULL, NULL, NULL));
  g_assert_nonnull (strstr (document, "<stage>BUY-03</stage>"));
  g_assert_nonnull (strstr (document, CALL));
  g_assert_nonnull (strstr (document, TO_DO));
}

static void
open_window (void)
{
  rabta_date_set_today (MONDAY);
  casebook = rabta_test_ui_casebook ();
  window = GTK_WIDGET (rabta_window_new (rabta_test_ui_application ()));
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  rabta_window_set_casebook (RABTA_WINDOW (window), casebook);
  gtk_window_present (GTK_WINDOW (window));
  rabta_test_settle ();
}

static void
test_round (void)
{
  g_autoptr (GFile) file = NULL;

  open_window ();
  import_list ();
  search ();
  open_case ();
  move_two_stages ();
  log_call ();
  set_follow_up ();
  complete_and_undo ();
  file = export ();
  validate (file);

  gtk_window_destroy (GTK_WINDOW (window));
  rabta_test_settle ();
  g_clear_object (&casebook);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/officers-round", test_round);
  return rabta_test_ui_run ();
}
