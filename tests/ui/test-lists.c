/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person does with a list and a selection of it, with mouse and keys: see input.h. */

#include "cases-fixture.h"
#include "input.h"

#include "ui/bulk-dialog.h"
#include "ui/cases-place.h"
#include "ui/list-place.h"
#include "ui/record-row.h"
#include "ui/view-settings.h"

static RabtaRecordTable *
open_enterprises (CasesFixture *fixture)
{
  RabtaRecordTable *table;

  rabta_window_show_place (fixture->window, "enterprises");
  table = rabta_list_place_get_table (RABTA_LIST_PLACE (rabta_window_get_content (fixture->window)));
  rabta_test_wait (rabta_test_find_type (GTK_WIDGET (table), RABTA_TYPE_RECORD_ROW) != NULL);
  rabta_test_settle ();
  return table;
}

static guint
count_rows (RabtaRecordTable *table)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rabta_record_table_get_list (table)));
}

static void
press (GtkWidget         *root,
       GtkAccessibleRole  role,
       const char        *name)
{
  GtkWidget *widget = rabta_test_get (root, role, name);

  rabta_test_settle ();
  rabta_input_click (widget, GDK_BUTTON_PRIMARY);
}

static GtkWidget *
shown_popover (void)
{
  return rabta_test_find_type (NULL, GTK_TYPE_POPOVER);
}

static gint64
count (CasesFixture *fixture,
       RabtaKind     kind,
       const char   *field,
       const char   *value)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  if (field != NULL)
    rabta_query_filter (query, field, RABTA_FILTER_EQUAL, value);
  return rabta_casebook_count_sync (fixture->casebook, query, NULL);
}

static gint64
count_assigned (CasesFixture *fixture)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

  rabta_query_filter_id (query, "officer", rabta_casebook_get_officer (fixture->casebook));
  return rabta_casebook_count_sync (fixture->casebook, query, NULL);
}

static void
select_all (RabtaRecordTable *table)
{
  rabta_record_table_grab_focus (table);
  rabta_test_settle ();
  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_a);
  rabta_test_wait (rabta_record_table_get_n_selected (table) == 2);
}

static RabtaBulkDialog *
wait_for_dialog (void)
{
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG) != NULL);
  rabta_test_settle ();
  return RABTA_BULK_DIALOG (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG));
}

/* All at once get an officer, and one undo takes it from all. */
static void
test_officer (CasesFixture  *fixture,
              gconstpointer  data)
{
  RabtaRecordTable *table = open_enterprises (fixture);
  GtkWidget *dialog;

  select_all (table);
  press (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_NONE, "More for the selected enterprises");
  rabta_test_screenshot (shown_popover (), "bulk-menu");
  press (NULL, GTK_ACCESSIBLE_ROLE_MENU_ITEM, "Assign an Officer…");
  dialog = GTK_WIDGET (wait_for_dialog ());
  /* The field that is asked for has the focus. */
  rabta_input_type ("Amina");
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_NONE, "Amina Khan") != NULL);
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_settle ();
  rabta_test_screenshot (dialog, "bulk-officer-chosen");
  press (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Set");
  rabta_test_wait (count_assigned (fixture) == 2);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "2 enterprises changed"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "bulk-officer-done");

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (count_assigned (fixture) == 0);
}

static void
test_priority (CasesFixture  *fixture,
               gconstpointer  data)
{
  RabtaRecordTable *table;
  RabtaBulkDialog *dialog;
  RabtaCasesPlace *place;
  gint64 n_high = count (fixture, RABTA_KIND_CASE, "priority", "high");

  g_assert_cmpint (n_high, <, 2);
  rabta_window_show_place (fixture->window, "cases");
  place = RABTA_CASES_PLACE (rabta_window_get_content (fixture->window));
  rabta_cases_place_set_view (place, "table");
  table = rabta_cases_place_get_table (place);
  rabta_test_wait (count_rows (table) == 2);
  rabta_test_settle ();
  select_all (table);
  press (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_NONE, "Change");
  press (NULL, GTK_ACCESSIBLE_ROLE_MENU_ITEM, "Set Priority…");
  dialog = wait_for_dialog ();
  rabta_field_row_set_typed (rabta_bulk_dialog_get_row (dialog, "priority"), "high", NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (dialog), "bulk-priority");
  press (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Set");
  rabta_test_wait (count (fixture, RABTA_KIND_CASE, "priority", "high") == 2);

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (count (fixture, RABTA_KIND_CASE, "priority", "high") == n_high);
}

/* Whether the configuration folder, which a program that starts later reads, has a value that begins
 * so. */
static gboolean
is_remembered (const char *group,
               const char *key,
               const char *start)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "rabta", "views.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) list = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  list = g_key_file_get_string_list (file, group, key, NULL, NULL);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (g_str_has_prefix (list[i], start))
      return TRUE;
  return FALSE;
}

static gboolean
has_column (RabtaRecordTable *table,
            const char       *heading)
{
  return rabta_test_find (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_BUTTON, heading) != NULL;
}

/* The window again, as after a restart. */
static RabtaRecordTable *
open_again (CasesFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  gtk_window_present (GTK_WINDOW (fixture->window));
  return open_enterprises (fixture);
}

static void
test_columns (CasesFixture  *fixture,
              gconstpointer  data)
{
  RabtaRecordTable *table = open_enterprises (fixture);

  g_assert_true (has_column (table, "District"));
  press (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_NONE, "Columns");
  rabta_test_settle ();
  rabta_test_screenshot (shown_popover (), "columns");
  press (NULL, GTK_ACCESSIBLE_ROLE_CHECKBOX, "District");
  rabta_test_wait (!has_column (table, "District"));
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Usual Columns") == NULL);
  g_assert_false (is_remembered ("enterprises", "columns", "district:"));
  g_assert_true (is_remembered ("enterprises", "columns", "cluster:"));

  table = open_again (fixture);
  g_assert_false (has_column (table, "District"));
  press (GTK_WIDGET (table), GTK_ACCESSIBLE_ROLE_NONE, "Columns");
  press (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Usual Columns");
  rabta_test_wait (has_column (table, "District"));
  g_assert_true (is_remembered ("enterprises", "columns", "district:"));
  rabta_input_key (0, GDK_KEY_Escape);
}

static void
test_views (CasesFixture  *fixture,
            gconstpointer  data)
{
  RabtaRecordTable *table = open_enterprises (fixture);

  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_f);
  rabta_input_type ("surg");
  rabta_test_wait (count_rows (table) == 1);
  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Saved views");
  rabta_test_settle ();
  press (NULL, GTK_ACCESSIBLE_ROLE_TEXT_BOX, "Name of this view");
  rabta_input_type ("Surgical");
  rabta_test_screenshot (shown_popover (), "views");
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (is_remembered ("enterprises views", "view-1", "Surgical"));

  table = open_again (fixture);
  rabta_test_wait (count_rows (table) == 2);
  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Saved views");
  press (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Surgical");
  rabta_test_wait (count_rows (table) == 1);
  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Saved views");
  press (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Forget the view “Surgical”");
  rabta_test_wait (!is_remembered ("enterprises views", "view-1", "Surgical"));
  rabta_input_key (0, GDK_KEY_Escape);
}

static void
add_event (CasesFixture *fixture,
           const char   *name)
{
  g_autoptr (RabtaRecord) event = rabta_record_new (RABTA_KIND_EVENT);

  rabta_record_set_text (event, "name", name);
  rabta_record_set_text (event, "starts", "2026-01-24");
  cases_save (fixture, event);
}

/* Everyone selected takes part in an event, nobody twice; then the event finds them. */
static void
test_event (CasesFixture  *fixture,
            gconstpointer  data)
{
  RabtaRecordTable *table;
  RabtaBulkDialog *dialog;

  add_event (fixture, "Expo 2026");
  table = open_enterprises (fixture);
  rabta_input_click (rabta_test_find_type (GTK_WIDGET (table), RABTA_TYPE_RECORD_ROW),
                     GDK_BUTTON_PRIMARY);
  rabta_test_wait (rabta_record_table_get_n_selected (table) == 1);
  for (int i = 0; i < 2; i++)
    {
      if (i > 0)
        select_all (table);
      rabta_test_activate (GTK_WIDGET (table), "register.add-to-event", NULL);
      dialog = wait_for_dialog ();
      rabta_input_type ("Expo");
      rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_NONE, "Expo 2026") != NULL);
      rabta_input_key (0, GDK_KEY_Return);
      rabta_field_row_set_typed (rabta_bulk_dialog_get_row (dialog, "role"), "exhibitor", NULL);
      rabta_test_settle ();
      rabta_test_screenshot (GTK_WIDGET (dialog), "add-to-event");
      press (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Add");
      rabta_test_wait (count (fixture, RABTA_KIND_PARTICIPATION, NULL, NULL) == i + 1);
    }
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "1 enterprise added"));
  rabta_input_key (GDK_CONTROL_MASK, GDK_KEY_z);
  rabta_test_wait (count (fixture, RABTA_KIND_PARTICIPATION, NULL, NULL) == 1);

  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Filter");
  rabta_test_settle ();
  rabta_test_screenshot (shown_popover (), "filter");
  press (NULL, GTK_ACCESSIBLE_ROLE_LABEL, "Event");
  rabta_test_settle ();
  rabta_input_type ("expo");
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_NONE, "Expo 2026") != NULL);
  rabta_test_screenshot (shown_popover (), "filter-event");
  rabta_input_key (0, GDK_KEY_Return);
  rabta_test_wait (count_rows (table) == 1);
  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON,
         "Remove the filter “Event: Expo 2026”");
  rabta_test_wait (count_rows (table) == 2);
}

/* A long list of values is searched; Escape leaves it. */
static void
test_filter_values (CasesFixture  *fixture,
                    gconstpointer  data)
{
  RabtaRecordTable *table = open_enterprises (fixture);

  press (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_NONE, "Filter");
  rabta_test_settle ();
  press (NULL, GTK_ACCESSIBLE_ROLE_LABEL, "District");
  rabta_test_settle ();
  rabta_input_type ("sialk");
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_CHECKBOX, "Attock") == NULL);
  rabta_test_screenshot (shown_popover (), "filter-values");
  press (NULL, GTK_ACCESSIBLE_ROLE_CHECKBOX, "Sialkot");
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_BUTTON,
                                    "Remove the filter “District: Sialkot”") != NULL);
  rabta_test_wait (count_rows (table) == 2);
  rabta_input_click (rabta_test_find_type (shown_popover (), GTK_TYPE_SEARCH_ENTRY),
                     GDK_BUTTON_PRIMARY);
  rabta_input_key (0, GDK_KEY_Escape);
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_CHECKBOX, "Sialkot") == NULL);
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
  g_test_add ("/ui/lists/" name, CasesFixture, NULL, cases_set_up, func, cases_tear_down)
  ADD ("officer", test_officer);
  ADD ("priority", test_priority);
  ADD ("columns", test_columns);
  ADD ("views", test_views);
  ADD ("event", test_event);
  ADD ("filter-values", test_filter_values);
#undef ADD

  return rabta_test_ui_run ();
}
