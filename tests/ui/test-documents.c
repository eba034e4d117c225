/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files on the page of an enterprise: attached, saved elsewhere, waited for; and a casebook that goes on on
 * another computer. */

#include "window-fixture.h"

#include "exchange/handover-file.h"
#include "exchange/site-file.h"
#include "ui/copies-dialog.h"
#include "ui/dialogs.h"

#include <glib/gstdio.h>

static RabtaRecord *
open_enterprise (WindowFixture *fixture)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_record_set_text (record, "name", "Noor Surgical");
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, "Test", &error);
  g_assert_no_error (error);
  rabta_uuid_format (rabta_record_get_id (record), id);
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.open-record", "(ss)", "enterprise", id);
  rabta_test_settle ();

  return record;
}

static GFile *
file_in_folder (const char *name)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);

  return g_file_new_for_path (path);
}

static void
test_attach_and_save (WindowFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = open_enterprise (fixture);
  g_autoptr (GFile) from = file_in_folder ("certificate.txt");
  g_autoptr (GFile) to = file_in_folder ("saved.txt");
  g_autofree char *content = NULL;
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *save;

  g_assert_true (g_file_set_contents (g_file_peek_path (from), "ISO 13485", -1, NULL));
  g_assert_true (rabta_test_shows (window, "No file is attached"));
  rabta_dialogs_set_next_file (from);
  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Attach a File"));
  save = rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Save “certificate.txt” As");
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_DOCUMENT), ==, 1);
  rabta_test_wait (gtk_widget_is_sensitive (save));
  g_assert_false (rabta_test_shows (window, "File not received yet"));

  rabta_dialogs_set_next_file (to);
  rabta_test_click (save);
  rabta_test_wait (g_file_query_exists (to, NULL));
  g_assert_true (g_file_get_contents (g_file_peek_path (to), &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "ISO 13485");
  rabta_test_wait (rabta_test_shows (window, "The file is saved"));
}

static void
test_too_large (WindowFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = open_enterprise (fixture);
  g_autoptr (GFile) from = file_in_folder ("film.mp4");
  FILE *file = g_fopen (g_file_peek_path (from), "wb");

  g_assert_cmpint (fseek (file, 30 * 1024 * 1024, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (0, file), ==, 0);
  fclose (file);
  rabta_dialogs_set_next_file (from);
  rabta_test_click (rabta_test_get (GTK_WIDGET (fixture->window), GTK_ACCESSIBLE_ROLE_BUTTON, "Attach a File"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)), "The File Was Not Attached"));
  rabta_test_respond ("close");
  g_assert_cmpint (window_fixture_count (fixture, RABTA_KIND_DOCUMENT), ==, 0);
}

/* As it is when the record came in a package and its file did not. */
static void
test_not_received (WindowFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = open_enterprise (fixture);
  g_autoptr (RabtaRecord) document = rabta_record_new (RABTA_KIND_DOCUMENT);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  rabta_record_set_text (document, "title", "Order of Hamburg");
  rabta_record_set_text (document, "type", "order");
  rabta_record_set_text (document, "file_name", "../order.pdf");
  rabta_record_set_text (document, "digest", "abababababababababababababababababababababababababababababababab");
  rabta_record_set_ref (document, "enterprise", rabta_record_get_id (record));
  g_ptr_array_add (records, document);
  rabta_casebook_save_sync (fixture->casebook, records, "Test", &error);
  g_assert_no_error (error);
  rabta_test_wait (rabta_test_shows (window, "File not received yet"));
  rabta_test_screenshot (gtk_widget_get_ancestor (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Save “order.pdf” As"),
                                                  ADW_TYPE_PREFERENCES_GROUP),
                         "documents");
  g_assert_false (gtk_widget_is_sensitive (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Save “order.pdf” As")));
}

static gboolean
hand_over_cb (RabtaBatch    *batch,
              gpointer       user_data,
              GCancellable  *cancellable,
              GError       **error)
{
  RabtaHandover handover = { TRUE, { 1, 2, 3 }, "2026-11-22T10:00:00Z" };

  return rabta_batch_note_handover (batch, &handover, error);
}

static void
test_handed_over (WindowFixture *fixture,
                  gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr (GError) error = NULL;

  g_assert_false (rabta_test_shows (window, "handed over"));
  rabta_casebook_write_sync (fixture->casebook, "Test", hand_over_cb, NULL, NULL, &error);
  g_assert_no_error (error);
  rabta_window_set_casebook (fixture->window, NULL);
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  rabta_test_wait (rabta_test_shows (window, "was handed over to another computer"));
}

/* To a copy that was prepared on a new computer and is registered here. */
static void
test_hand_over (WindowFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) site_file = file_in_folder ("new.rabta-site");
  g_autoptr (GFile) file = file_in_folder ("over.rabta");
  const char *office = rabta_casebook_get_office_code (fixture->casebook);
  g_autoptr (RabtaSecretKey) prepared = NULL;
  g_autoptr (RabtaSecretKey) own = NULL;
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (GError) error = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  RabtaHandover handover;
  GtkWidget *dialog;

  g_assert_true (rabta_peers_get_own_site (fixture->casebook, site, &error));
  own = rabta_secret_key_new (site, &error);
  g_assert_true (rabta_secret_key_save (own, &error));
  prepared = rabta_handover_prepare (g_file_peek_path (site_file), office, "Asma", RABTA_PEER_OFFICE, &error);
  g_assert_no_error (error);
  peer = rabta_site_file_read (g_file_peek_path (site_file), &error);
  g_assert_no_error (error);
  g_assert_true (rabta_peers_trust_sync (fixture->casebook, peer, &error));

  dialog = rabta_copies_dialog_present (GTK_WIDGET (fixture->window), fixture->casebook);
  rabta_test_wait (rabta_test_find_type (dialog, ADW_TYPE_EXPANDER_ROW) != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rabta_test_find_type (dialog, ADW_TYPE_EXPANDER_ROW)), TRUE);
  rabta_test_settle ();
  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Hand Over"));
  rabta_test_respond ("yes");
  rabta_test_wait (g_file_query_exists (file, NULL));
  rabta_test_wait (rabta_test_shows (dialog, "Handed over: work on there from now on"));
  rabta_test_respond ("close");
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (fixture->window), "was handed over to another computer"));
  g_assert_true (rabta_casebook_get_handover_sync (fixture->casebook, &handover, &error));
  g_assert_true (handover.is_handed_over);
  g_assert_cmpmem (handover.to, sizeof handover.to, rabta_secret_key_get_public (prepared)->site, sizeof handover.to);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

  ADD ("/documents/attach-and-save", test_attach_and_save);
  ADD ("/documents/too-large", test_too_large);
  ADD ("/documents/not-received", test_not_received);
  ADD ("/documents/handed-over", test_handed_over);
  ADD ("/documents/hand-over", test_hand_over);

  return rabta_test_ui_run ();
}
