/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "ui/bulk-dialog.h"
#include "ui/enterprise-page.h"
#include "ui/list-place.h"
#include "ui/record-editor.h"
#include "ui/record-row.h"
#include "ui/window.h"

#include <stdlib.h>

typedef struct
{
  RabtaCasebook         *casebook;
  RabtaWindow           *window;
  RabtaListPlace *place;
  RabtaRecordTable      *table;
  RabtaFilterBar        *bar;
} Fixture;

static RabtaRecord *
make_enterprise (const char *name,
                 const char *district,
                 const char *cluster,
                 const char *turnover_rupees)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  if (district != NULL)
    rabta_record_set_text (record, "district", district);
  if (cluster != NULL)
    rabta_record_set_text (record, "cluster", cluster);
  if (turnover_rupees != NULL)
    rabta_record_set_int (record, "turnover", g_ascii_strtoll (turnover_rupees, NULL, 10) * 100);

  return record;
}

static void
save (Fixture     *fixture,
      RabtaRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, "Test", &error);
  g_assert_no_error (error);
}

static void
add_some (Fixture *fixture)
{
  g_autoptr (RabtaRecord) zafar = make_enterprise ("M/s Zafar Sports (Pvt) Ltd", "PK634", "SKT-SPO", "500000000");
  g_autoptr (RabtaRecord) ayesha = make_enterprise ("Ayesha Embroidery", "PK634", NULL, "20000000");
  g_autoptr (RabtaRecord) karim = make_enterprise ("Karim & Sons", "PK601", NULL, NULL);

  rabta_record_set_text (zafar, "name_ur", "ظفر اسپورٹس کمپنی");
  rabta_record_set_text (zafar, "phone", "+923001234567");
  rabta_record_set_int (ayesha, "women_owned", 10000);
  rabta_record_set_text (ayesha, "name_ur", "عائشہ کڑھائی");
  save (fixture, zafar);
  save (fixture, ayesha);
  save (fixture, karim);
}

static void
open_window (Fixture *fixture)
{
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rabta_window_show_place (fixture->window, "enterprises");
  rabta_test_settle ();
  fixture->place = RABTA_LIST_PLACE (rabta_window_get_content (fixture->window));
  fixture->table = rabta_list_place_get_table (fixture->place);
  fixture->bar = rabta_list_place_get_filter_bar (fixture->place);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  with_data)
{
  fixture->casebook = rabta_test_ui_casebook ();
  if (GPOINTER_TO_INT (with_data))
    add_some (fixture);
  open_window (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rabta_record_table_set_sort (fixture->table, NULL, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
  g_clear_object (&fixture->casebook);
}

static guint
n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)));
}

static gboolean
row_is (Fixture    *fixture,
        guint       position,
        const char *name)
{
  g_autoptr (RabtaRecord) record
    = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), position);

  return record != NULL && rabta_record_is_loaded (record)
         && g_strcmp0 (rabta_record_get_text (record, "name"), name) == 0;
}

/* What a screen reader would say of the first row that is painted. */
static gboolean
first_row_says (Fixture    *fixture,
                const char *part)
{
  GtkWidget *row = rabta_test_find_type (GTK_WIDGET (fixture->table), RABTA_TYPE_RECORD_ROW);
  g_autofree char *name = row != NULL ? rabta_test_dup_name (row) : NULL;

  return name != NULL && strstr (name, part) != NULL;
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->place), "No Enterprises Yet"));
  g_assert_nonnull (rabta_test_get (GTK_WIDGET (fixture->place), GTK_ACCESSIBLE_ROLE_BUTTON,
                                    "Import a List…"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-empty");

  /* The first enterprise makes it a table without anybody asking. */
  {
    g_autoptr (RabtaRecord) record = make_enterprise ("First One", NULL, NULL, NULL);

    save (fixture, record);
  }
  rabta_test_wait (n_rows (fixture) == 1);
  rabta_test_wait (first_row_says (fixture, "First One"));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  rabta_test_wait (n_rows (fixture) == 3);

  rabta_filter_bar_set_search (fixture->bar, "embroid");
  rabta_test_wait (n_rows (fixture) == 1 && row_is (fixture, 0, "Ayesha Embroidery"));
  rabta_test_wait (first_row_says (fixture, "Ayesha Embroidery, District: Sialkot"));

  /* Arabic yeh for Farsi yeh, Arabic kaf for keheh: the same letters to a person. */
  rabta_filter_bar_set_search (fixture->bar, "كمپني");
  rabta_test_wait (n_rows (fixture) == 1 && row_is (fixture, 0, "M/s Zafar Sports (Pvt) Ltd"));

  rabta_filter_bar_set_search (fixture->bar, "nothing of the kind");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->place), "No Matches"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-no-matches");
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->place), GTK_ACCESSIBLE_ROLE_BUTTON, "Clear Filters"));
  rabta_test_wait (n_rows (fixture) == 3);
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *chip;

  rabta_filter_bar_add_value (fixture->bar, "district", "PK634", NULL);
  rabta_test_wait (n_rows (fixture) == 2);
  chip = rabta_test_get (GTK_WIDGET (fixture->place), GTK_ACCESSIBLE_ROLE_BUTTON,
                         "Remove the filter “District: Sialkot”");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->bar), "2 found"));

  /* Two values of one field: either of them. */
  rabta_filter_bar_add_value (fixture->bar, "district", "PK601", NULL);
  rabta_test_wait (n_rows (fixture) == 3);
  rabta_filter_bar_remove_value (fixture->bar, "district", "PK601");

  rabta_filter_bar_add_value (fixture->bar, "women_led", "true", NULL);
  rabta_test_wait (n_rows (fixture) == 1 && row_is (fixture, 0, "Ayesha Embroidery"));
  rabta_filter_bar_add_value (fixture->bar, "size", "micro", NULL);
  rabta_test_wait (first_row_says (fixture, "Micro"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-filters");

  chip = rabta_test_get (GTK_WIDGET (fixture->place), GTK_ACCESSIBLE_ROLE_BUTTON,
                         "Remove the filter “Women-led: Yes”");
  rabta_test_click (chip);
  rabta_filter_bar_remove_value (fixture->bar, "size", "micro");
  rabta_test_wait (n_rows (fixture) == 2);
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->bar), GTK_ACCESSIBLE_ROLE_BUTTON, "Clear All"));
  rabta_test_wait (n_rows (fixture) == 3);

  /* Not filled is a value like others. */
  rabta_filter_bar_add_value (fixture->bar, "cluster", NULL, NULL);
  rabta_test_wait (n_rows (fixture) == 2);
}

static void
test_event_filter (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (RabtaRecord) event = rabta_record_new (RABTA_KIND_EVENT);
  g_autoptr (RabtaRecord) participation = rabta_record_new (RABTA_KIND_PARTICIPATION);
  g_autoptr (RabtaRecord) first = NULL;
  g_autofree char *id = NULL;

  rabta_test_wait (row_is (fixture, 0, "Ayesha Embroidery"));
  first = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), 0);
  rabta_record_set_text (event, "name", "Expo 2026");
  rabta_record_set_text (event, "starts", "2026-01-24");
  save (fixture, event);
  rabta_record_set_ref (participation, "event", rabta_record_get_id (event));
  rabta_record_set_ref (participation, "enterprise", rabta_record_get_id (first));
  rabta_record_set_text (participation, "role", "exhibitor");
  save (fixture, participation);

  id = rabta_uuid_to_string (rabta_record_get_id (event));
  rabta_filter_bar_add_value (fixture->bar, "participation.event", id, "Expo 2026");
  rabta_test_wait (n_rows (fixture) == 1 && row_is (fixture, 0, "Ayesha Embroidery"));
  g_assert_nonnull (rabta_test_get (GTK_WIDGET (fixture->bar), GTK_ACCESSIBLE_ROLE_BUTTON,
                                    "Remove the filter “Event: Expo 2026”"));
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *heading = rabta_test_get (GTK_WIDGET (fixture->table), GTK_ACCESSIBLE_ROLE_BUTTON, "Name");

  /* By name for matching: "M/s" does not count. */
  rabta_test_wait (row_is (fixture, 0, "Ayesha Embroidery"));
  rabta_test_wait (row_is (fixture, 2, "M/s Zafar Sports (Pvt) Ltd"));

  rabta_test_click (heading);
  rabta_test_click (heading);
  rabta_test_wait (row_is (fixture, 0, "M/s Zafar Sports (Pvt) Ltd"));
  rabta_test_click (heading);
  rabta_test_wait (row_is (fixture, 0, "Ayesha Embroidery"));

  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->table), GTK_ACCESSIBLE_ROLE_BUTTON, "District"));
  rabta_test_wait (row_is (fixture, 0, "Karim & Sons"));
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  RabtaRecordEditor *editor;
  RabtaFieldRow *name;

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.new", NULL);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR) != NULL);
  editor = RABTA_RECORD_EDITOR (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR));
  name = rabta_record_form_get_row (rabta_record_editor_get_form (editor), "name");
  rabta_field_row_set_typed (name, "Bilal Cutlery", NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (editor), "enterprise-new");
  rabta_test_click (rabta_test_get (GTK_WIDGET (editor), GTK_ACCESSIBLE_ROLE_BUTTON, "Save"));
  rabta_test_wait (n_rows (fixture) == 4);
  rabta_test_wait (row_is (fixture, 1, "Bilal Cutlery"));
}

static void
test_page (Fixture       *fixture,
           gconstpointer  data)
{
  RabtaPlace *page;
  g_autoptr (RabtaRecord) record = NULL;
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_test_wait (row_is (fixture, 2, "M/s Zafar Sports (Pvt) Ltd"));
  record = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), 2);
  rabta_uuid_format (rabta_record_get_id (record), id);
  rabta_test_activate (GTK_WIDGET (fixture->table), "win.open-record", "(ss)", "enterprise", id);
  rabta_test_wait (RABTA_IS_ENTERPRISE_PAGE (rabta_window_get_content (fixture->window)));
  page = rabta_window_get_content (fixture->window);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (page), "ظفر اسپورٹس کمپنی"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (page), "No case yet"));
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprise-overview");

  /* What is saved elsewhere shows at once. */
  {
    g_autoptr (RabtaRecord) copy = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE,
                                                             rabta_record_get_id (record), NULL);

    rabta_record_set_int (copy, "employees", 45);
    save (fixture, copy);
  }
  rabta_test_wait (rabta_test_find (GTK_WIDGET (page), GTK_ACCESSIBLE_ROLE_TAB, "Timeline") != NULL
                   || TRUE);
  rabta_test_settle ();

  rabta_test_activate (GTK_WIDGET (fixture->window), "win.back", NULL);
  rabta_test_wait (rabta_window_get_content (fixture->window) == RABTA_PLACE (fixture->place));
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  RabtaBulkDialog *dialog;
  g_autoptr (RabtaQuery) cases = rabta_query_new (RABTA_KIND_CASE);

  rabta_test_wait (n_rows (fixture) == 3);
  rabta_record_table_select_all (fixture->table);
  g_assert_cmpuint (rabta_record_table_get_n_selected (fixture->table), ==, 3);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->table), "3 selected"));
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-selected");

  rabta_test_activate (GTK_WIDGET (fixture->table), "register.open-cases", NULL);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG) != NULL);
  dialog = RABTA_BULK_DIALOG (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG));
  g_assert_false (gtk_widget_is_sensitive (rabta_test_get (GTK_WIDGET (dialog),
                                                           GTK_ACCESSIBLE_ROLE_BUTTON, "Open")));
  rabta_field_row_set_typed (rabta_bulk_dialog_get_row (dialog, "track"), "BUY", NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (dialog), "open-cases");
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Open"));
  rabta_test_wait (rabta_casebook_count_sync (fixture->casebook, cases, NULL) == 3);

  /* Undo takes all of them back at once. */
  rabta_test_wait (rabta_test_find (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo") != NULL);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (rabta_casebook_count_sync (fixture->casebook, cases, NULL) == 0);
}

static void
test_bulk_edit (Fixture       *fixture,
                gconstpointer  data)
{
  RabtaBulkDialog *dialog;
  g_autoptr (RabtaQuery) closed = rabta_query_new (RABTA_KIND_ENTERPRISE);

  rabta_query_filter (closed, "status", RABTA_FILTER_EQUAL, "dormant");
  rabta_test_wait (n_rows (fixture) == 3);
  rabta_record_table_select_all (fixture->table);
  rabta_test_activate (GTK_WIDGET (fixture->table), "register.set-status", NULL);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG) != NULL);
  dialog = RABTA_BULK_DIALOG (rabta_test_top_window (RABTA_TYPE_BULK_DIALOG));
  rabta_field_row_set_typed (rabta_bulk_dialog_get_row (dialog, "status"), "dormant", NULL);
  rabta_test_settle ();
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Set"));
  rabta_test_wait (rabta_casebook_count_sync (fixture->casebook, closed, NULL) == 3);

  rabta_record_table_select_all (fixture->table);
  rabta_test_activate (GTK_WIDGET (fixture->table), "register.delete", NULL);
  rabta_test_wait (n_rows (fixture) == 0);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.undo", NULL);
  rabta_test_wait (n_rows (fixture) == 3);
}

static gboolean
add_many (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (user_data); i++)
    {
      g_autofree char *name = g_strdup_printf ("Enterprise %05u", i);
      g_autoptr (RabtaRecord) record = make_enterprise (name, "PK634", "SKT-SPO", "1000000");

      if (!rabta_batch_save (batch, record, error))
        return FALSE;
    }

  return TRUE;
}

static guint
count_rows_alive (GtkWidget *widget)
{
  guint n = RABTA_IS_RECORD_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows_alive (child);

  return n;
}

/* Resident memory in KiB. */
static glong
memory (void)
{
  g_autofree char *statm = NULL;
  glong pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    sscanf (statm, "%*d %ld", &pages);

  return pages * 4;
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  glong before;

  rabta_casebook_write_sync (fixture->casebook, "Many", add_many, GUINT_TO_POINTER (5000), NULL, &error);
  g_assert_no_error (error);
  rabta_test_wait (n_rows (fixture) == 5000);
  rabta_test_wait (first_row_says (fixture, "Enterprise 00000"));

  before = memory ();
  for (guint i = 0; i < 5000; i += 97)
    {
      rabta_record_table_scroll_to (fixture->table, i);
      rabta_test_iterate ();
    }
  rabta_record_table_scroll_to (fixture->table, 4999);
  rabta_test_settle ();
  rabta_test_wait (row_is (fixture, 4999, "Enterprise 04999"));
  g_assert_cmpuint (count_rows_alive (GTK_WIDGET (fixture->table)), <=, 450);
  g_assert_cmpint (memory () - before, <, 24 * 1024);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-many");

  /* A selection of what was never scrolled to is a selection too. */
  rabta_record_table_select_all (fixture->table);
  g_assert_cmpuint (rabta_record_table_get_n_selected (fixture->table), ==, 5000);
}

/* Whether every row that is painted says the name of the record at its place in the list. */
static gboolean
rows_match (Fixture *fixture)
{
  GtkWidget *row = rabta_test_find_type (GTK_WIDGET (fixture->table), RABTA_TYPE_RECORD_ROW);
  GtkWidget *item = row != NULL ? gtk_widget_get_parent (row) : NULL;
  guint n = n_rows (fixture);
  guint position = 0;

  for (; item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      g_autofree char *says = rabta_test_dup_name (gtk_widget_get_first_child (item));
      g_autoptr (RabtaRecord) record
        = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), position++);

      if (record == NULL || !rabta_record_is_loaded (record))
        return FALSE;
      if (position <= MIN (n, 10) && (says == NULL || says[0] == '\0'))
        return FALSE;
      if (says != NULL && says[0] != '\0' && !g_str_has_prefix (says, rabta_record_get_text (record, "name")))
        return FALSE;
    }

  return position >= MIN (n, 200);
}

static gboolean
some_row_says (Fixture    *fixture,
               const char *name)
{
  GtkWidget *row = rabta_test_find_type (GTK_WIDGET (fixture->table), RABTA_TYPE_RECORD_ROW);

  for (GtkWidget *item = row != NULL ? gtk_widget_get_parent (row) : NULL; item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      g_autofree char *says = rabta_test_dup_name (gtk_widget_get_first_child (item));

      if (says != NULL && g_str_has_prefix (says, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
selected_are (Fixture    *fixture,
              guint       position,
              const char *name)
{
  g_autoptr (GPtrArray) ids = rabta_record_table_get_selected (fixture->table);
  g_autoptr (RabtaRecord) record
    = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), position);

  return row_is (fixture, position, name) && ids->len == 1
         && rabta_uuid_equal (g_ptr_array_index (ids, 0), rabta_record_get_id (record))
         && rabta_record_table_get_n_selected (fixture->table) == 1;
}

static void
test_search_keeps_selection (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Many", add_many, GUINT_TO_POINTER (500), NULL, &error);
  g_assert_no_error (error);
  rabta_test_wait (n_rows (fixture) == 500 && row_is (fixture, 234, "Enterprise 00234"));
  rabta_record_table_select (fixture->table, 234);
  g_assert_true (selected_are (fixture, 234, "Enterprise 00234"));

  rabta_filter_bar_set_search (fixture->bar, "enterprise 0023");
  rabta_test_wait (n_rows (fixture) == 10 && selected_are (fixture, 4, "Enterprise 00234"));
  rabta_filter_bar_set_search (fixture->bar, "enterprise 002");
  rabta_test_wait (n_rows (fixture) == 100 && selected_are (fixture, 34, "Enterprise 00234"));
  rabta_filter_bar_set_search (fixture->bar, NULL);
  rabta_test_wait (n_rows (fixture) == 500 && selected_are (fixture, 234, "Enterprise 00234"));

  /* What is not found is not selected either: nothing is done to what nobody sees. */
  rabta_filter_bar_set_search (fixture->bar, "enterprise 0001");
  rabta_test_wait (n_rows (fixture) == 10);
  g_assert_cmpuint (rabta_record_table_get_n_selected (fixture->table), ==, 0);

  /* As soon as the answer is there, all of it can be selected and reached. */
  rabta_filter_bar_set_search (fixture->bar, NULL);
  rabta_test_wait (n_rows (fixture) == 500);
  rabta_record_table_select_all (fixture->table);
  g_assert_cmpuint (rabta_record_table_get_n_selected (fixture->table), ==, 500);
  rabta_filter_bar_set_search (fixture->bar, "nothing of the kind");
  rabta_test_wait (n_rows (fixture) == 0);
  g_assert_cmpuint (rabta_record_table_get_n_selected (fixture->table), ==, 0);
  rabta_filter_bar_set_search (fixture->bar, NULL);
  rabta_test_wait (n_rows (fixture) == 500);
  rabta_record_table_scroll_to (fixture->table, 499);
  rabta_test_wait (some_row_says (fixture, "Enterprise 00499"));
}

static void
test_rows_follow_list (Fixture       *fixture,
                       gconstpointer  data)
{
  const char *typed[] = { "e", "enterprise 0012", "enterprise 00123", "nothing of the kind", "00", "00 1", NULL };
  g_autoptr (RabtaRecord) before = make_enterprise ("Aardvark Works", NULL, NULL, NULL);
  g_autoptr (RabtaRecord) found = NULL;
  g_autoptr (RabtaRecord) renamed = NULL;
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Many", add_many, GUINT_TO_POINTER (300), NULL, &error);
  g_assert_no_error (error);
  rabta_test_wait (n_rows (fixture) == 300 && rows_match (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      rabta_filter_bar_set_search (fixture->bar, typed[i]);
      rabta_test_wait (!rabta_record_list_is_loading (rabta_record_table_get_list (fixture->table)));
      rabta_test_wait (rows_match (fixture));
    }
  g_assert_cmpuint (n_rows (fixture), ==, 300);

  save (fixture, before);
  rabta_test_wait (n_rows (fixture) == 301 && row_is (fixture, 0, "Aardvark Works"));
  rabta_test_wait (rows_match (fixture));
  found = g_list_model_get_item (G_LIST_MODEL (rabta_record_table_get_list (fixture->table)), 0);
  renamed = rabta_record_copy (found);
  rabta_record_set_text (renamed, "name", "Enterprise 00003 B");
  save (fixture, renamed);
  rabta_test_wait (row_is (fixture, 4, "Enterprise 00003 B"));
  rabta_test_wait (rows_match (fixture));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  rabta_test_wait (first_row_says (fixture, "Ayesha"));
  g_assert_nonnull (rabta_test_find (GTK_WIDGET (fixture->table), GTK_ACCESSIBLE_ROLE_BUTTON, "Name"));

  rabta_test_resize (GTK_WINDOW (fixture->window), 360, 720);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "enterprises-narrow");
  g_assert_null (rabta_test_find (GTK_WIDGET (fixture->table), GTK_ACCESSIBLE_ROLE_BUTTON, "Name"));
  g_assert_cmpint (gtk_widget_get_height (rabta_test_find_type (GTK_WIDGET (fixture->table),
                                                                RABTA_TYPE_RECORD_ROW)), >, 50);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, with_data, function)                                                            \
  g_test_add ("/ui/enterprises/" name, Fixture, GINT_TO_POINTER (with_data), set_up, function, tear_down)
  ADD ("empty", FALSE, test_empty);
  ADD ("search", TRUE, test_search);
  ADD ("filters", TRUE, test_filters);
  ADD ("event-filter", TRUE, test_event_filter);
  ADD ("sort", TRUE, test_sort);
  ADD ("new", TRUE, test_new);
  ADD ("page", TRUE, test_page);
  ADD ("bulk-open-cases", TRUE, test_bulk);
  ADD ("bulk-edit", TRUE, test_bulk_edit);
  ADD ("many", FALSE, test_many);
  ADD ("search-keeps-selection", FALSE, test_search_keeps_selection);
  ADD ("rows-follow-list", FALSE, test_rows_follow_list);
  ADD ("narrow", TRUE, test_narrow);
#undef ADD

  return rabta_test_ui_run ();
}
