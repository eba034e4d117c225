/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cases-fixture.h"

#include "model/case-work.h"

#define MONDAY "2026-03-02"

void
cases_save (CasesFixture *fixture,
            RabtaRecord  *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, "Test", &error);
  g_assert_no_error (error);
}

RabtaRecord *
cases_load (CasesFixture    *fixture,
            const RabtaUuid *id)
{
  g_autoptr (GError) error = NULL;
  RabtaRecord *record = rabta_casebook_load_sync (fixture->casebook, RABTA_KIND_CASE, id, &error);

  g_assert_no_error (error);
  return record;
}

gboolean
cases_is_in (CasesFixture    *fixture,
             const RabtaUuid *id,
             const char      *stage)
{
  g_autoptr (RabtaRecord) record = cases_load (fixture, id);

  return g_strcmp0 (rabta_record_get_text (record, "stage"), stage) == 0;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(GArray **) user_data = rabta_case_work_open_finish (RABTA_CASEBOOK (source), result, &error);
  g_assert_no_error (error);
}

static RabtaUuid
open_case (CasesFixture    *fixture,
           const RabtaUuid *enterprise)
{
  g_autoptr (GPtrArray) enterprises = g_ptr_array_new ();
  g_autoptr (GArray) opened = NULL;

  g_ptr_array_add (enterprises, (gpointer) enterprise);
  rabta_case_work_open_async (fixture->casebook, enterprises, "BUY", NULL, NULL, NULL, NULL,
                              opened_cb, &opened);
  rabta_test_wait (opened != NULL);
  g_assert_cmpuint (opened->len, ==, 1);
  return g_array_index (opened, RabtaUuid, 0);
}

static RabtaUuid
add_enterprise (CasesFixture *fixture,
                const char   *name,
                gboolean      women_led)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  rabta_record_set_text (record, "district", "PK634");
  if (women_led)
    {
      rabta_record_set_int (record, "women_owned", 10000);
      rabta_record_set_int (record, "turnover", G_GINT64_CONSTANT (2000000000));
    }
  cases_save (fixture, record);
  return *rabta_record_get_id (record);
}

void
cases_set_up (CasesFixture  *fixture,
              gconstpointer  data)
{
  rabta_date_set_today (MONDAY);
  fixture->casebook = rabta_test_ui_casebook ();
  fixture->ayesha = add_enterprise (fixture, "Ayesha Embroidery & Co", TRUE);
  fixture->zafar = add_enterprise (fixture, "Zafar Surgical Instruments", FALSE);
  fixture->ayesha_case = open_case (fixture, &fixture->ayesha);
  fixture->zafar_case = open_case (fixture, &fixture->zafar);
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
}

void
cases_tear_down (CasesFixture  *fixture,
                 gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
  g_clear_object (&fixture->casebook);
  rabta_date_set_today (NULL);
}

void
cases_open_page (CasesFixture    *fixture,
                 const RabtaUuid *id)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (id, text);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.open-record", "(ss)", "case", text);
  rabta_test_settle ();
}

void
cases_add_follow_up (CasesFixture    *fixture,
                     const char      *summary,
                     const char      *due,
                     const RabtaUuid *enterprise)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_FOLLOW_UP);

  rabta_record_set_text (record, "summary", summary);
  rabta_record_set_text (record, "due", due);
  rabta_record_set_ref (record, "enterprise", enterprise);
  cases_save (fixture, record);
}

RabtaCaseColumn *
cases_find_column (GtkWidget  *root,
                   const char *stage)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RabtaCaseColumn *found;
      RabtaStage *own = RABTA_IS_CASE_COLUMN (child)
                          ? rabta_case_column_get_stage (RABTA_CASE_COLUMN (child)) : NULL;

      if (own != NULL && g_str_equal (rabta_stage_get_code (own), stage))
        return RABTA_CASE_COLUMN (child);
      found = cases_find_column (child, stage);
      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
cases_press (GtkWidget       *widget,
             guint            key,
             GdkModifierType  state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static void
shoot_as (CasesFixture     *fixture,
          const char       *name,
          const char       *suffix,
          GtkTextDirection  direction,
          AdwColorScheme    scheme,
          int               width)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  gtk_widget_set_default_direction (direction);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  rabta_test_resize (GTK_WINDOW (fixture->window), width, 768);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (fixture->window), file);
}

void
cases_shoot (CasesFixture *fixture,
             const char   *name)
{
  if (g_getenv ("RABTA_TEST_SHOTS") == NULL)
    return;
  shoot_as (fixture, name, "", GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT, 1366);
  shoot_as (fixture, name, "-dark", GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_DARK, 1366);
  shoot_as (fixture, name, "-rtl", GTK_TEXT_DIR_RTL, ADW_COLOR_SCHEME_FORCE_LIGHT, 1366);
  shoot_as (fixture, name, "-narrow", GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_FORCE_LIGHT, 360);
  shoot_as (fixture, name, "-again", GTK_TEXT_DIR_LTR, ADW_COLOR_SCHEME_DEFAULT, 1366);
}
