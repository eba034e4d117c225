/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "ui/date-words.h"
#include "ui/form-draft.h"
#include "ui/popdown.h"
#include "ui/record-editor.h"
#include "ui/record-picker.h"

#include <glib/gstdio.h>

typedef struct
{
  RabtaCasebook     *casebook;
  GtkWidget         *window;
  RabtaRecordEditor *editor;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  rabta_test_ui_application ();
  fixture->casebook = rabta_test_ui_casebook ();
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
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

static void
editor_gone_cb (gpointer  data,
                GObject  *editor)
{
  ((Fixture *) data)->editor = NULL;
}

static void
open_editor (Fixture     *fixture,
             RabtaRecord *record)
{
  fixture->editor = rabta_record_editor_present (fixture->window, fixture->casebook, record, NULL);
  g_object_weak_ref (G_OBJECT (fixture->editor), editor_gone_cb, fixture);
  rabta_test_settle ();
}

static void
open_new (Fixture   *fixture,
          RabtaKind  kind)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (kind);

  open_editor (fixture, record);
}

static RabtaRecordForm *
form (Fixture *fixture)
{
  return rabta_record_editor_get_form (fixture->editor);
}

static RabtaFieldRow *
row (Fixture    *fixture,
     const char *name)
{
  RabtaFieldRow *found = rabta_record_form_get_row (form (fixture), name);

  g_assert_nonnull (found);
  return found;
}

static GtkWidget *
entry (Fixture    *fixture,
       const char *name)
{
  GtkWidget *text = rabta_test_find_type (GTK_WIDGET (row (fixture, name)), GTK_TYPE_TEXT);

  g_assert_nonnull (text);
  return text;
}

static void
type (Fixture    *fixture,
      const char *name,
      const char *text)
{
  rabta_test_type (entry (fixture, name), text);
}

static const char *
shown (Fixture    *fixture,
       const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry (fixture, name)));
}

static RabtaRecord *
save_enterprise (Fixture    *fixture,
                 const char *name)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "name", name);
  g_ptr_array_add (records, g_object_ref (record));
  rabta_casebook_save_sync (fixture->casebook, records, "New", &error);
  g_assert_no_error (error);
  return record;
}

static RabtaRecord *
find_only (Fixture   *fixture,
           RabtaKind  kind)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  found = rabta_casebook_query_sync (fixture->casebook, query, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static void
discard (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->editor));
  rabta_test_settle ();
  if (fixture->editor != NULL)
    rabta_test_respond ("yes");

  rabta_test_wait (fixture->editor == NULL);
}

/* What is wrong with what is typed is said under the field, and goes when it is mended. */
static void
test_validation (Fixture       *fixture,
                 gconstpointer  data)
{
  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "name", "Akbar & Sons");
  type (fixture, "cnic", "12345");
  rabta_test_wait (rabta_field_row_get_message (row (fixture, "cnic")) != NULL);
  g_assert_false (rabta_field_row_is_valid (row (fixture, "cnic")));

  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_settle ();
  g_assert_nonnull (fixture->editor);
  g_assert_true (rabta_record_form_is_dirty (form (fixture)));

  type (fixture, "cnic", "3520212345671");
  rabta_test_wait (rabta_field_row_is_valid (row (fixture, "cnic")));
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-enterprise");
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (fixture->editor == NULL);

  {
    g_autoptr (RabtaRecord) record = find_only (fixture, RABTA_KIND_ENTERPRISE);

    g_assert_cmpstr (rabta_record_get_text (record, "name"), ==, "Akbar & Sons");
    g_assert_cmpstr (rabta_record_get_text (record, "cnic"), ==, "35202-1234567-1");
  }
}

/* What must be filled is said when somebody tries to save without it, not before. */
static void
test_required (Fixture       *fixture,
               gconstpointer  data)
{
  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "city", "Sialkot");
  g_assert_null (rabta_field_row_get_message (row (fixture, "name")));
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (rabta_field_row_get_message (row (fixture, "name")) != NULL);
  g_assert_nonnull (fixture->editor);
  rabta_test_wait (gtk_widget_has_focus (entry (fixture, "name")));
  discard (fixture);
}

/* People write money, percentages and days as they speak; the form shows them in their usual form
 * once the focus leaves, and as typed while it is there. */
static void
test_formats (Fixture       *fixture,
              gconstpointer  data)
{
  char tomorrow[RABTA_DATE_SIZE];
  char date[RABTA_DATE_SIZE];
  g_autofree char *display = NULL;

  rabta_date_set_today ("2026-02-10");
  rabta_date_add_days ("2026-02-10", 1, tomorrow);
  display = rabta_date_display (tomorrow);
  g_assert_true (rabta_date_words_parse ("+3", date, NULL));
  g_assert_cmpstr (date, ==, "2026-02-13");
  g_assert_true (rabta_date_words_parse ("Friday", date, NULL));
  g_assert_cmpstr (date, ==, "2026-02-13");

  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "turnover", "1,50,00,000");
  type (fixture, "women_owned", "51%");
  type (fixture, "established", "tomorrow");
  gtk_widget_grab_focus (entry (fixture, "name"));
  rabta_test_settle ();
  g_assert_cmpstr (shown (fixture, "turnover"), ==, "PKR 1,50,00,000");
  g_assert_cmpstr (shown (fixture, "established"), ==, display);
  g_assert_cmpint (rabta_record_get_int (rabta_record_form_get_record (form (fixture)), "women_owned"), ==, 5100);

  gtk_widget_grab_focus (entry (fixture, "turnover"));
  rabta_test_settle ();
  g_assert_cmpstr (shown (fixture, "turnover"), ==, "15000000");

  /* A number that a spreadsheet shortened is refused, not guessed. */
  type (fixture, "turnover", "3.52021E+12");
  g_assert_false (rabta_field_row_is_valid (row (fixture, "turnover")));
  discard (fixture);
  rabta_date_set_today (NULL);
}

/* Someone else changed the same field meanwhile: the save is refused in the form, which stays dirty;
 * bringing the change in and saving again keeps both. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = save_enterprise (fixture, "Akbar Sports");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RabtaRecord) after = NULL;
  g_autoptr (RabtaRecord) theirs = NULL;
  g_autoptr (RabtaRecord) mine = NULL;
  g_autoptr (GError) error = NULL;

  mine = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  theirs = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);

  open_editor (fixture, mine);
  type (fixture, "name", "Akbar Sports Ltd");
  rabta_record_set_text (theirs, "name", "Akbar Sports Pvt");
  rabta_record_set_text (theirs, "city", "Sialkot");
  g_ptr_array_add (records, g_object_ref (theirs));
  rabta_casebook_save_sync (fixture->casebook, records, "Theirs", &error);
  g_assert_no_error (error);

  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->editor), "Not saved"));
  g_assert_true (rabta_record_form_is_dirty (form (fixture)));
  g_assert_cmpstr (shown (fixture, "name"), ==, "Akbar Sports Ltd");
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-conflict");

  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.merge", NULL);
  rabta_test_wait (g_strcmp0 (shown (fixture, "city"), "Sialkot") == 0);
  g_assert_cmpstr (shown (fixture, "name"), ==, "Akbar Sports Ltd");
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (fixture->editor == NULL);

  after = find_only (fixture, RABTA_KIND_ENTERPRISE);
  g_assert_cmpstr (rabta_record_get_text (after, "name"), ==, "Akbar Sports Ltd");
  g_assert_cmpstr (rabta_record_get_text (after, "city"), ==, "Sialkot");
}

/* What was typed survives a crash, is offered again, and is gone once it is saved. */
static void
test_draft (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autofree char *path = rabta_form_draft_path (fixture->casebook, record);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "name", "Chaudhry Surgical");
  type (fixture, "ntn", "12");
  rabta_test_wait (g_file_test (path, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (fixture->editor));
  rabta_test_wait (fixture->editor == NULL);

  open_new (fixture, RABTA_KIND_ENTERPRISE);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->editor), "You have an unsaved draft"));
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-draft");
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.use-draft", NULL);
  rabta_test_settle ();
  g_assert_cmpstr (shown (fixture, "name"), ==, "Chaudhry Surgical");
  g_assert_cmpstr (shown (fixture, "ntn"), ==, "12");

  type (fixture, "ntn", "1234567-8");
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (fixture->editor == NULL);
  rabta_test_wait (!g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Closing asks before anything typed is lost. */
static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  open_new (fixture, RABTA_KIND_EVENT);
  type (fixture, "name", "Expo");
  gtk_window_close (GTK_WINDOW (fixture->editor));
  rabta_test_settle ();
  g_assert_nonnull (fixture->editor);
  rabta_test_respond ("cancel");
  rabta_test_settle ();
  g_assert_cmpstr (shown (fixture, "name"), ==, "Expo");
  discard (fixture);
}

static gboolean
has_rows (GtkWidget *popdown)
{
  GtkWidget *view = rabta_test_find_type (GTK_WIDGET (rabta_popdown_get_list (RABTA_POPDOWN (popdown))),
                                          GTK_TYPE_LIST_VIEW);

  return view != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)))) == 1;
}

/* A choice and a reference are found by typing a part of their name. */
static void
test_pick (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaRecord) first = save_enterprise (fixture, "Akbar Sports");
  g_autoptr (RabtaRecord) second = save_enterprise (fixture, "Bilal Surgical");
  GtkWidget *popdown;

  open_new (fixture, RABTA_KIND_PERSON);
  type (fixture, "name", "Nadia");
  popdown = rabta_test_find_type (GTK_WIDGET (row (fixture, "enterprise")), RABTA_TYPE_POPDOWN);
  rabta_popdown_open (RABTA_POPDOWN (popdown));
  rabta_test_settle ();
  rabta_search_list_set_search (rabta_popdown_get_list (RABTA_POPDOWN (popdown)), "surg");
  rabta_test_wait (has_rows (popdown));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (rabta_popdown_get_list (RABTA_POPDOWN (popdown))), "Bilal Surgical"));
  rabta_test_screenshot (gtk_widget_get_ancestor (GTK_WIDGET (rabta_popdown_get_list (RABTA_POPDOWN (popdown))),
                                                  GTK_TYPE_POPOVER), "forms-popdown");
  g_assert_true (rabta_search_list_pick (rabta_popdown_get_list (RABTA_POPDOWN (popdown))));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (row (fixture, "enterprise")), "Bilal Surgical"));
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (fixture->editor == NULL);

  {
    g_autoptr (RabtaRecord) person = find_only (fixture, RABTA_KIND_PERSON);

    g_assert_true (rabta_uuid_equal (rabta_record_get_ref (person, "enterprise"), rabta_record_get_id (second)));
  }

  open_new (fixture, RABTA_KIND_ENTERPRISE);
  popdown = rabta_test_find_type (GTK_WIDGET (row (fixture, "district")), RABTA_TYPE_POPDOWN);
  rabta_popdown_open (RABTA_POPDOWN (popdown));
  rabta_test_settle ();
  rabta_search_list_set_search (rabta_popdown_get_list (RABTA_POPDOWN (popdown)), "nawabshah");
  g_assert_true (has_rows (popdown));
  g_assert_true (rabta_search_list_pick (rabta_popdown_get_list (RABTA_POPDOWN (popdown))));
  rabta_test_settle ();
  g_assert_true (rabta_record_has (rabta_record_form_get_record (form (fixture)), "district"));
  discard (fixture);
}

/* How the long form looks where people use it: the other sections, dark, from the other side, narrow. */
static void
test_looks (Fixture       *fixture,
            gconstpointer  data)
{
  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "turnover", "15000000");
  type (fixture, "women_owned", "151");
  type (fixture, "name_ur", "اکبر سپورٹس");
  type (fixture, "women_employees", "12");
  rabta_test_wait (rabta_field_row_get_message (row (fixture, "women_owned")) != NULL);
  rabta_test_resize (GTK_WINDOW (fixture->editor), 600, 900);
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-sections");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  rabta_test_resize (GTK_WINDOW (fixture->editor), 360, 640);
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-sections-360-dark-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->editor)), <=, 400);
  discard (fixture);
}

/* Enter goes on to the next field; Ctrl+' repeats what the record saved before has. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  open_new (fixture, RABTA_KIND_ORGANIZATION);
  type (fixture, "name", "Bank of Sialkot");
  type (fixture, "city", "Sialkot");
  rabta_test_activate (GTK_WIDGET (fixture->editor), "editor.save", NULL);
  rabta_test_wait (fixture->editor == NULL);

  open_new (fixture, RABTA_KIND_ORGANIZATION);
  type (fixture, "phone", "0300 1234567");
  g_signal_emit_by_name (entry (fixture, "phone"), "activate");
  rabta_test_wait (gtk_widget_has_focus (entry (fixture, "email")));
  g_assert_cmpstr (shown (fixture, "phone"), ==, "+923001234567");

  gtk_widget_grab_focus (entry (fixture, "city"));
  g_assert_true (rabta_record_form_copy_previous (form (fixture)));
  g_assert_cmpstr (shown (fixture, "city"), ==, "Sialkot");
  discard (fixture);
}

/* A new enterprise that looks like one that is there is said so while it is typed. */
static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "name", "Akbar Sports");
  rabta_record_set_text (record, "ntn", "1234567-8");
  g_ptr_array_add (records, g_object_ref (record));
  rabta_casebook_save_sync (fixture->casebook, records, "New", &error);
  g_assert_no_error (error);

  open_new (fixture, RABTA_KIND_ENTERPRISE);
  type (fixture, "name", "Something else");
  type (fixture, "ntn", "1234567-8");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->editor), "Is it one of these?"));
  g_assert_true (rabta_test_shows (GTK_WIDGET (fixture->editor), "Akbar Sports"));
  rabta_test_screenshot (GTK_WIDGET (fixture->editor), "forms-duplicates");
  discard (fixture);
}

/* A form that saves by itself says when it has, and what keeps it from it. */
static void
test_autosave (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = save_enterprise (fixture, "Akbar Sports");
  g_autoptr (RabtaRecord) after = NULL;
  g_autofree char *status = NULL;
  GtkWidget *widget = rabta_record_form_new (fixture->casebook, record);
  RabtaRecordForm *autosaving = RABTA_RECORD_FORM (widget);

  rabta_record_form_set_autosave (autosaving, TRUE);
  adw_window_set_content (ADW_WINDOW (fixture->window), widget);
  rabta_test_settle ();
  rabta_test_type (rabta_test_find_type (GTK_WIDGET (rabta_record_form_get_row (autosaving, "city")), GTK_TYPE_TEXT),
                   "Gujrat");
  g_assert_true (rabta_record_form_is_dirty (autosaving));
  rabta_test_wait (!rabta_record_form_is_dirty (autosaving));
  g_object_get (autosaving, "status", &status, NULL);
  g_assert_cmpstr (status, ==, "Saved");
  after = find_only (fixture, RABTA_KIND_ENTERPRISE);
  g_assert_cmpstr (rabta_record_get_text (after, "city"), ==, "Gujrat");
}

/* What the programme defines for a track is edited like everything else and kept beside it. */
static void
test_programme_fields (Fixture       *fixture,
                       gconstpointer  data)
{
  static const RabtaField tenor = { "tenor", RABTA_FIELD_INTEGER, 0, RABTA_PRIVACY_AMOUNT, "tenor", "Tenor in months" };
  static const RabtaField amount = { "amount", RABTA_FIELD_MONEY, 0, RABTA_PRIVACY_AMOUNT, "amount", "Amount asked for" };
  g_autoptr (RabtaRecord) record = save_enterprise (fixture, "Akbar Sports");
  g_autoptr (RabtaRecord) after = NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  GtkWidget *widget = rabta_record_form_new_empty (fixture->casebook, record);
  RabtaRecordForm *extra = RABTA_RECORD_FORM (widget);

  g_ptr_array_add (fields, (gpointer) &tenor);
  g_ptr_array_add (fields, (gpointer) &amount);
  rabta_record_form_set_fields (extra, "Loan", fields);
  rabta_record_form_set_autosave (extra, TRUE);
  adw_window_set_content (ADW_WINDOW (fixture->window), widget);
  rabta_test_settle ();
  rabta_test_type (rabta_test_find_type (GTK_WIDGET (rabta_record_form_get_row (extra, "tenor")), GTK_TYPE_TEXT), "36");
  rabta_test_type (rabta_test_find_type (GTK_WIDGET (rabta_record_form_get_row (extra, "amount")), GTK_TYPE_TEXT), "5,00,000");
  rabta_test_wait (!rabta_record_form_is_dirty (extra));

  after = find_only (fixture, RABTA_KIND_ENTERPRISE);
  g_assert_cmpstr (rabta_record_get_extra (after, "tenor"), ==, "36");
  g_assert_cmpstr (rabta_record_get_extra (after, "amount"), ==, "500000.00");
}

/* A form in which nothing was typed follows what others save and what is undone. */
static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = save_enterprise (fixture, "Akbar Sports");
  g_autoptr (RabtaRecord) theirs = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  GtkWidget *text;

  theirs = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  open_editor (fixture, theirs);
  text = entry (fixture, "city");
  rabta_record_set_text (theirs, "city", "Gujrat");
  g_ptr_array_add (records, g_object_ref (theirs));
  rabta_casebook_save_sync (fixture->casebook, records, "Theirs", &error);
  g_assert_no_error (error);
  rabta_test_wait (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (text)), "Gujrat") == 0);
  g_assert_false (rabta_record_form_is_dirty (form (fixture)));
  discard (fixture);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ui/forms/validation", test_validation);
  ADD ("/ui/forms/required", test_required);
  ADD ("/ui/forms/formats", test_formats);
  ADD ("/ui/forms/conflict", test_conflict);
  ADD ("/ui/forms/draft", test_draft);
  ADD ("/ui/forms/discard", test_discard);
  ADD ("/ui/forms/pick", test_pick);
  ADD ("/ui/forms/looks", test_looks);
  ADD ("/ui/forms/keys", test_keys);
  ADD ("/ui/forms/duplicates", test_duplicates);
  ADD ("/ui/forms/autosave", test_autosave);
  ADD ("/ui/forms/programme-fields", test_programme_fields);
  ADD ("/ui/forms/follows", test_follows);
#undef ADD

  return rabta_test_ui_run ();
}
