/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Renders every place and dialog of the program to PNG files in the folder RABTA_TEST_SHOTS:
 * screenshots CASEBOOK PREFIX WIDTH HEIGHT [dark] [urdu]. Called by tools/screenshots. */

#include "ui.h"

#include "tests/support/copies.h"
#include "ui/activity-dialog.h"
#include "ui/case-opening.h"
#include "ui/difference-page.h"
#include "ui/export-dialog.h"
#include "ui/follow-up-dialog.h"
#include "ui/import-dialog.h"
#include "ui/participation-adding.h"
#include "ui/places.h"
#include "ui/preferences-window.h"
#include "ui/record-editor.h"
#include "ui/welcome-window.h"
#include "ui/window.h"

#include "config.h"

#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* Nothing says when a list has been fetched and every chart drawn; a picture may wait. */
#define PATIENCE (800 * G_TIME_SPAN_MILLISECOND)

static RabtaCasebook *casebook;
static RabtaWindow *window;
static const char *prefix;
static int width;
static int height;

static void
calm (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (g_get_monotonic_time () < end)
    rabta_test_iterate ();
  rabta_test_settle ();
}

static void
shoot (GtkWidget  *widget,
       const char *name)
{
  g_autofree char *file = g_strconcat (prefix, "-", name, NULL);

  calm ();
  if (gtk_widget_get_width (widget) > width)
    g_printerr ("%s: %d px wide, more than the %d asked for\n", file, gtk_widget_get_width (widget), width);
  rabta_test_screenshot (widget, file);
}

/* The dialog that was opened last, which is then closed. */
static void
shoot_dialog (const char *name)
{
  GtkWindow *dialog;

  calm ();
  dialog = rabta_test_top_window (G_TYPE_INVALID);
  if (dialog == NULL || dialog == GTK_WINDOW (window))
    {
      g_printerr ("%s: no dialog opened\n", name);
      return;
    }
  if (gtk_widget_get_width (GTK_WIDGET (dialog)) > width)
    gtk_window_set_default_size (dialog, width, MIN (height, gtk_widget_get_height (GTK_WIDGET (dialog))));
  shoot (GTK_WIDGET (dialog), name);
  gtk_window_destroy (dialog);
  calm ();
}

static RabtaRecord *
first_of (RabtaKind   kind,
          const char *field,
          const char *value)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (field != NULL)
    rabta_query_filter (query, field, RABTA_FILTER_EQUAL, value);
  records = rabta_casebook_query_sync (casebook, query, 1, &error);
  g_assert_no_error (error);
  return records->len > 0 ? g_object_ref (g_ptr_array_index (records, 0)) : NULL;
}

static void
shoot_places (void)
{
  const RabtaPlaceInfo *places;
  guint n_places;

  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *name = g_strconcat ("place-", places[i].name, NULL);

      rabta_test_activate (GTK_WIDGET (window), "win.place", "s", places[i].name);
      shoot (GTK_WIDGET (window), name);
    }
}

/* A page is come to from the place that lists its kind. */
static const char *
place_of (RabtaKind kind)
{
  if (kind == RABTA_KIND_CASE)
    return "cases";
  if (kind == RABTA_KIND_ORGANIZATION)
    return "partners";
  return kind == RABTA_KIND_EVENT ? "events" : "enterprises";
}

static void
shoot_page (RabtaRecord *record)
{
  const char *kind = rabta_record_get_info (record)->name;
  const RabtaRecordInfo *info = rabta_places_find_kind (rabta_record_get_kind (record));
  g_autofree char *id = rabta_uuid_to_string (rabta_record_get_id (record));
  g_autofree char *name = g_strconcat ("page-", kind, NULL);
  RabtaPlace *before;

  if (info == NULL || info->create_page == NULL)
    {
      g_printerr ("%s: there is no page of one\n", kind);
      return;
    }
  rabta_window_show_place (window, place_of (rabta_record_get_kind (record)));
  before = rabta_window_get_content (window);
  rabta_test_activate (GTK_WIDGET (window), "win.open-record", "(ss)", kind, id);
  rabta_test_wait (rabta_window_get_content (window) != before);
  calm ();
  shoot (GTK_WIDGET (window), name);
  for (guint tab = 1; tab < 4; tab++)
    {
      GtkWidget *stack = rabta_test_find_type (GTK_WIDGET (window), ADW_TYPE_VIEW_SWITCHER);
      AdwViewStack *views = stack != NULL ? adw_view_switcher_get_stack (ADW_VIEW_SWITCHER (stack)) : NULL;
      g_autofree char *tab_name = g_strdup_printf ("%s-%u", name, tab);
      g_autoptr (GtkSelectionModel) pages = NULL;

      if (views == NULL)
        return;
      pages = adw_view_stack_get_pages (views);
      if (tab >= g_list_model_get_n_items (G_LIST_MODEL (pages)))
        return;
      gtk_selection_model_select_item (pages, tab, TRUE);
      shoot (GTK_WIDGET (window), tab_name);
    }
}

static void
shoot_editors (void)
{
  static const RabtaKind kinds[] = {
    RABTA_KIND_ENTERPRISE, RABTA_KIND_PERSON, RABTA_KIND_PRODUCT, RABTA_KIND_ORGANIZATION, RABTA_KIND_EVENT,
    RABTA_KIND_OUTCOME,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kinds[i]);
      g_autoptr (RabtaRecord) record = first_of (kinds[i], NULL, NULL);
      g_autoptr (RabtaRecord) fresh = rabta_record_new (kinds[i]);
      g_autofree char *name = g_strconcat ("edit-", info->name, NULL);

      rabta_record_editor_present (GTK_WIDGET (window), casebook, record != NULL ? record : fresh, NULL);
      shoot_dialog (name);
    }
  {
    g_autoptr (RabtaRecord) fresh = rabta_record_new (RABTA_KIND_ENTERPRISE);

    rabta_record_editor_present (GTK_WIDGET (window), casebook, fresh, NULL);
    shoot_dialog ("new-enterprise");
  }
}

static void
shoot_dialogs (RabtaRecord *enterprise,
               RabtaRecord *case_)
{
  g_autoptr (GPtrArray) enterprises = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RabtaRecord) event = first_of (RABTA_KIND_EVENT, NULL, NULL);
  static const struct
  {
    const char *action;
    const char *name;
  } actions[] = {
    { "win.goto", "goto" },
    { "win.help", "help" },
    { "win.show-help-overlay", "shortcuts" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (gtk_widget_activate_action_variant (GTK_WIDGET (window), actions[i].action, NULL))
      shoot_dialog (actions[i].name);

  rabta_preferences_window_present (GTK_WINDOW (window), casebook);
  shoot_dialog ("preferences");
  rabta_log_activity_dialog_present (GTK_WIDGET (window), casebook, rabta_record_get_id (enterprise),
                                     rabta_record_get_id (case_));
  shoot_dialog ("log-activity");
  rabta_follow_up_dialog_present (GTK_WIDGET (window), casebook, rabta_record_get_id (enterprise),
                                  rabta_record_get_id (case_));
  shoot_dialog ("follow-up");
  g_ptr_array_add (enterprises, g_object_ref (enterprise));
  rabta_case_opening_present (GTK_WIDGET (window), casebook, enterprises);
  shoot_dialog ("open-case");
  if (event != NULL)
    {
      rabta_participation_adding_present (GTK_WIDGET (window), casebook, rabta_record_get_id (event),
                                          RABTA_KIND_ENTERPRISE);
      shoot_dialog ("add-to-event");
    }
}

/* A list with a look-alike, a damaged number and a row without a name. */
static void
shoot_import (RabtaRecord *enterprise)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "exhibitors.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  text = g_strdup_printf ("Company,NTN,Mobile,District,Turnover\n"
                          "%s,%s,0300-1234567,Sialkot,12 million\n"
                          "Neelum Crafts,1234567,0301 2345678,KPK,\"4,50,000\"\n"
                          ",7654321,,Lahore,\n"
                          "Ravi Fans,3.52021E+12,0321-5556677,Gujrat,85000000\n",
                          rabta_record_get_text (enterprise, "name"),
                          rabta_record_get_text (enterprise, "ntn") != NULL ? rabta_record_get_text (enterprise, "ntn")
                                                                            : "");
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  rabta_import_dialog_present (GTK_WIDGET (window), casebook, NULL);
  shoot_dialog ("import-empty");
  rabta_import_dialog_present (GTK_WIDGET (window), casebook, file);
  shoot_dialog ("import");
}

/* For partners: the second profile. */
static void
shoot_export (void)
{
  GtkWidget *dialog, *kind;

  rabta_export_dialog_present (GTK_WIDGET (window), casebook);
  calm ();
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG));
  adw_combo_row_set_selected (ADW_COMBO_ROW (rabta_test_find_type (dialog, ADW_TYPE_COMBO_ROW)), 1);
  if (gtk_widget_get_width (dialog) > width)
    gtk_window_set_default_size (GTK_WINDOW (dialog), width, MIN (height, gtk_widget_get_height (dialog)));
  shoot (dialog, "export");
  rabta_test_activate (dialog, "export.review", NULL);
  calm ();
  kind = rabta_test_find_type (dialog, ADW_TYPE_EXPANDER_ROW);
  if (kind != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kind), TRUE);
  shoot_dialog ("export-review");
}

/* A second office has said something else. */
static void
shoot_conflicts (void)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "other.casebook", NULL);
  g_autoptr (RabtaCasebook) other = rabta_test_copy_new (path);

  rabta_test_make_conflicts (casebook, other, 12);
  rabta_casebook_close (other);
  rabta_test_activate (GTK_WIDGET (window), "win.place", "s", "conflicts");
  shoot (GTK_WIDGET (window), "conflicts");
  rabta_test_activate (GTK_WIDGET (rabta_window_get_content (window)), "conflicts.select-all", NULL);
  shoot (GTK_WIDGET (window), "conflicts-many");
}

/* A file went to headquarters before there was anything to disagree about. */
static gboolean
keep_sent_cb (RabtaBatch    *batch,
              gpointer       peer,
              GCancellable  *cancellable,
              GError       **error)
{
  static const guint8 hash[RABTA_FILE_HASH_LENGTH] = { 0x5a, 0x1e };
  g_autoptr (RabtaFile) file = rabta_file_new (TRUE, "RO-PB-LHR-no-1.rabta", hash);
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (RabtaVersionVector) versions = reader != NULL ? rabta_reader_get_versions (reader, error) : NULL;

  if (versions == NULL)
    return FALSE;
  file->has_site = TRUE;
  memcpy (file->site, ((RabtaPeer *) peer)->site, sizeof file->site);
  file->number = 1;
  file->versions = rabta_version_vector_to_string (versions);

  return rabta_batch_save_peer (batch, peer, error) && rabta_batch_keep_file (batch, file, NULL, error);
}

static RabtaPeer *
send_before (void)
{
  static const guint8 site[RABTA_SITE_ID_LENGTH] = { 9 };
  RabtaPeer *peer = rabta_peer_new (site, "HQ-LHR", "Nadia Iqbal", RABTA_PEER_HEADQUARTERS, "KEY");
  g_autoptr (GError) error = NULL;

  peer->next_out = 2;
  rabta_casebook_write_sync (casebook, "Package", keep_sent_cb, peer, NULL, &error);
  g_assert_no_error (error);

  return peer;
}

static void
shoot_exchange (const RabtaPeer *peer)
{
  rabta_test_activate (GTK_WIDGET (window), "win.place", "s", "exchange");
  shoot (GTK_WIDGET (window), "exchange");
  rabta_window_push_page (window, rabta_difference_page_new_rehearsal (casebook, peer));
  rabta_test_wait (!rabta_test_shows (GTK_WIDGET (window), _("Comparing…")));
  shoot (GTK_WIDGET (window), "rehearsal");
}

static void
shoot_empty (void)
{
  g_autoptr (RabtaCasebook) empty = rabta_test_ui_casebook ();
  g_autoptr (RabtaCasebook) full = casebook;
  GtkWidget *welcome;
  const RabtaPlaceInfo *places;
  guint n_places;

  casebook = empty;
  rabta_window_set_casebook (window, empty);
  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      g_autofree char *name = g_strconcat ("empty-", places[i].name, NULL);

      rabta_test_activate (GTK_WIDGET (window), "win.place", "s", places[i].name);
      shoot (GTK_WIDGET (window), name);
    }
  casebook = g_object_ref (full);
  rabta_window_set_casebook (window, casebook);

  welcome = GTK_WIDGET (rabta_welcome_window_new (rabta_test_ui_application ()));
  gtk_window_present (GTK_WINDOW (welcome));
  shoot_dialog ("welcome");
}

static void
set_language (gboolean urdu)
{
  bindtextdomain (GETTEXT_PACKAGE, RABTA_BUILD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!urdu)
    return;
  g_setenv ("LANGUAGE", "ur", TRUE);
  if (setlocale (LC_ALL, "ur_PK.UTF-8") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (RabtaRecord) case_ = NULL;
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autoptr (RabtaRecord) organization = NULL;
  g_autoptr (RabtaRecord) event = NULL;
  g_autoptr (RabtaPeer) sent = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strdupv (argv);

  if (argc < 5)
    {
      g_printerr ("screenshots CASEBOOK PREFIX WIDTH HEIGHT [dark] [urdu]\n");
      return 2;
    }
  prefix = words[2];
  width = atoi (words[3]);
  height = atoi (words[4]);
  argc = 1;
  argv[1] = NULL;
  rabta_test_ui_init (&argc, &argv);
  set_language (g_strv_contains ((const char * const *) words, "urdu"));
  if (g_strv_contains ((const char * const *) words, "dark"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);

  /* As a desktop would set it: smooth letters in even distances. */
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-xft-antialias", 1,
                "gtk-xft-hinting", 0, "gtk-decoration-layout", ":close", NULL);

  casebook = rabta_casebook_open (words[1], RABTA_CASEBOOK_NONE, &error);
  g_assert_no_error (error);
  case_ = first_of (RABTA_KIND_CASE, "stage", "BUY-05");
  if (case_ == NULL)
    case_ = first_of (RABTA_KIND_CASE, NULL, NULL);
  enterprise = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE,
                                         rabta_record_get_ref (case_, "enterprise"), &error);
  g_assert_no_error (error);
  organization = first_of (RABTA_KIND_ORGANIZATION, "type", "buyer");
  event = first_of (RABTA_KIND_EVENT, "type", "expo");

  window = rabta_window_new (rabta_test_ui_application ());
  rabta_window_set_casebook (window, casebook);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  rabta_test_resize (GTK_WINDOW (window), width, height);

  shoot_places ();
  shoot_page (enterprise);
  shoot_page (case_);
  shoot_page (organization);
  shoot_page (event);
  shoot_editors ();
  shoot_dialogs (enterprise, case_);
  shoot_import (enterprise);
  shoot_export ();
  sent = send_before ();
  shoot_conflicts ();
  shoot_exchange (sent);
  shoot_empty ();
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&casebook);
  return 0;
}
