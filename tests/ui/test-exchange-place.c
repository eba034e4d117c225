/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office and headquarters, each in a window of its own, and the files between them. */
#include "ui.h"

#include "exchange/exchange-tasks.h"
#include "model/decisions.h"
#include "ui/copies-dialog.h"
#include "ui/copy-registration.h"
#include "ui/dialogs.h"
#include "ui/exchange-place.h"
#include "ui/record-editor.h"
#include "ui/window.h"

#include <glib/gstdio.h>

typedef struct
{
  RabtaCasebook *casebook;
  GtkWidget     *window;
} Side;

typedef struct
{
  Side office;
  Side head;
} Fixture;

static guint n_books;

static void
open_side (Side       *side,
           const char *office,
           const char *officer)
{
  g_autofree char *name = g_strdup_printf ("exchange-%u.casebook", n_books++);
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);
  g_autoptr (GError) error = NULL;

  side->casebook = rabta_casebook_create (path, office, officer, &error);
  g_assert_no_error (error);
  side->window = GTK_WIDGET (rabta_window_new (rabta_test_ui_application ()));
  rabta_window_set_casebook (RABTA_WINDOW (side->window), side->casebook);
  gtk_window_present (GTK_WINDOW (side->window));
  rabta_test_activate (side->window, "win.place", "s", "exchange");
  rabta_test_settle ();
}

static void
close_side (Side *side)
{
  rabta_window_set_casebook (RABTA_WINDOW (side->window), NULL);
  gtk_window_destroy (GTK_WINDOW (side->window));
  rabta_test_settle ();
  rabta_casebook_close (side->casebook);
  g_clear_object (&side->casebook);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  open_side (&self->office, "RO-PB-LHR", "Ayesha");
  open_side (&self->head, "HQ-LHR", "Head");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  close_side (&self->office);
  close_side (&self->head);
}

static GFile *
file_of (const char *name)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);

  return g_file_new_for_path (path);
}

static RabtaSecretKey *
make_key (Side *side)
{
  g_autoptr (GError) error = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  RabtaSecretKey *key;

  rabta_peers_get_own_site (side->casebook, site, &error);
  g_assert_no_error (error);
  key = rabta_secret_key_new (site, &error);
  g_assert_no_error (error);
  rabta_secret_key_save (key, &error);
  g_assert_no_error (error);
  return key;
}

static void
trust (Side           *side,
       Side           *other,
       RabtaSecretKey *key,
       RabtaPeerRole   role)
{
  const RabtaPublicKey *public = rabta_secret_key_get_public (key);
  g_autofree char *text = rabta_public_key_to_base64 (public);
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (GError) error = NULL;

  peer = rabta_peer_new (public->site, rabta_casebook_get_office_code (other->casebook),
                         rabta_casebook_get_officer_name (other->casebook), role, text);
  rabta_peers_trust_sync (side->casebook, peer, &error);
  g_assert_no_error (error);
  rabta_test_activate (side->window, "win.place", "s", "today");
  rabta_test_activate (side->window, "win.place", "s", "exchange");
  rabta_test_get (side->window, GTK_ACCESSIBLE_ROLE_TAB, "Outbox");
}

static void
introduce (Fixture *self)
{
  g_autoptr (RabtaSecretKey) office = make_key (&self->office);
  g_autoptr (RabtaSecretKey) head = make_key (&self->head);

  trust (&self->office, &self->head, head, RABTA_PEER_HEADQUARTERS);
  trust (&self->head, &self->office, office, RABTA_PEER_OFFICE);
}

static void
save_enterprise (Side       *side,
                 RabtaUuid  *id,
                 const char *name,
                 const char *phone)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RabtaRecord *record;

  if (name != NULL)
    record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  else
    record = rabta_casebook_load_sync (side->casebook, RABTA_KIND_ENTERPRISE, id, &error);
  g_assert_no_error (error);
  if (name != NULL)
    rabta_record_set_text (record, "name", name);
  rabta_record_set_text (record, "phone", phone);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (side->casebook, records, "Test", &error);
  g_assert_no_error (error);
  *id = *rabta_record_get_id (record);
}

static void
send_file (Side       *side,
           const char *name)
{
  g_autoptr (GFile) file = file_of (name);

  rabta_test_click (rabta_test_get (side->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send…"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)), "exchange-send");
  rabta_dialogs_set_next_file (file);
  rabta_test_respond ("send");
  rabta_test_wait (g_file_query_exists (file, NULL));
  rabta_test_wait (gtk_widget_is_sensitive (rabta_test_get (side->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send…")));
}

/* Leaves the dialog with the results open and returns it. */
static GtkWidget *
receive_files (Side       *side,
               const char *first,
               const char *second)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) a = file_of (first);
  g_autoptr (GFile) b = second != NULL ? file_of (second) : NULL;
  GtkWindow *main_window = GTK_WINDOW (side->window), *dialog = NULL;

  g_list_store_append (files, a);
  if (b != NULL)
    g_list_store_append (files, b);
  rabta_dialogs_set_next_files (G_LIST_MODEL (files));
  rabta_test_click (rabta_test_get (side->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive…"));
  rabta_test_wait ((dialog = rabta_test_top_window (ADW_TYPE_WINDOW)) != NULL
                   && gtk_window_get_transient_for (dialog) == main_window);
  rabta_test_settle ();
  return GTK_WIDGET (dialog);
}

static void
close_dialog (GtkWidget *dialog)
{
  GType type = G_OBJECT_TYPE (dialog);

  gtk_window_close (GTK_WINDOW (dialog));
  rabta_test_wait (rabta_test_top_window (type) == NULL);
}

static void
show_part (Side       *side,
           const char *name)
{
  AdwViewSwitcher *switcher = ADW_VIEW_SWITCHER (rabta_test_find_type (side->window, ADW_TYPE_VIEW_SWITCHER));

  adw_view_stack_set_visible_child_name (adw_view_switcher_get_stack (switcher), name);
  rabta_test_settle ();
}

static gboolean
save_nameless_cb (RabtaBatch    *batch,
                  gpointer       record,
                  GCancellable  *cancellable,
                  GError       **error)
{
  rabta_batch_set_lenient (batch, TRUE);

  return rabta_batch_save (batch, record, error);
}

/* What a merge may bring: nobody can enter it so. */
static void
save_nameless (Side *side)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "district", "PK617");
  rabta_casebook_write_sync (side->casebook, "Test", save_nameless_cb, record, NULL, &error);
  g_assert_no_error (error);
}

static void
decide_all (Side *side)
{
  const RabtaConflictFilter all = RABTA_CONFLICT_FILTER_ALL;
  RabtaDecisionReport report = { 0 };
  g_autoptr (GError) error = NULL;

  rabta_casebook_decide_all_sync (side->casebook, RABTA_DECISION_MINE, &all, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_decided, ==, 1);
}

/* The editor, once the focus is in that field. */
static GtkWidget *
wait_for_field (const char *field)
{
  GtkWidget *dialog;

  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR) != NULL);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_RECORD_EDITOR));
  rabta_test_wait (gtk_window_get_focus (GTK_WINDOW (dialog)) != NULL
                   && gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)),
                                              GTK_WIDGET (rabta_record_form_get_row (
                                                rabta_record_editor_get_form (RABTA_RECORD_EDITOR (dialog)), field))));

  return dialog;
}

/* The first eight digits of that of the last file. */
static char *
start_of_digest (Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = rabta_files_list_sync (side->casebook, &error);
  const RabtaFile *file;

  g_assert_no_error (error);
  file = g_ptr_array_index (files, 0);

  return g_strdup_printf ("%02x%02x%02x%02x", file->hash[0], file->hash[1], file->hash[2], file->hash[3]);
}

/* Edits in both places, the conflict, the receipt, and the way from it to the desk and to the field. */
static void
test_round (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *dialog, *list;
  RabtaUuid id;

  introduce (self);
  save_enterprise (&self->office, &id, "Sialkot Balls", "0300 1111111");
  send_file (&self->office, "RO-PB-LHR-no-1.rabta");
  rabta_test_wait (rabta_test_shows (self->office.window, "No. 1 for HQ-LHR (Head)"));
  g_assert_true (rabta_test_shows (self->office.window, "No receipt yet"));

  dialog = receive_files (&self->head, "RO-PB-LHR-no-1.rabta", NULL);
  g_assert_true (rabta_test_shows (dialog, "No. 1 from RO-PB-LHR (Ayesha)"));
  close_dialog (dialog);
  rabta_test_wait (rabta_test_shows (self->head.window, "Taken over, receipt not sent yet"));

  save_enterprise (&self->office, &id, NULL, "0300 2222222");
  save_enterprise (&self->head, &id, NULL, "0300 3333333");
  send_file (&self->office, "RO-PB-LHR-no-2.rabta");
  dialog = receive_files (&self->head, "RO-PB-LHR-no-2.rabta", NULL);
  g_assert_true (rabta_test_shows (dialog, "1 conflict is open"));
  close_dialog (dialog);

  send_file (&self->head, "HQ-LHR-no-1.rabta");
  dialog = receive_files (&self->office, "HQ-LHR-no-1.rabta", NULL);
  g_assert_true (rabta_test_shows (dialog, "2 receipts came home"));
  rabta_test_screenshot (dialog, "exchange-received");
  close_dialog (dialog);
  show_part (&self->office, "outbox");
  rabta_test_wait (rabta_test_shows (self->office.window, "Receipt came home"));

  show_part (&self->office, "to-mend");
  rabta_test_wait (rabta_test_shows (self->office.window, "Sialkot Balls"));
  g_assert_true (rabta_test_shows (self->office.window, "Enterprise · Phone · No. 2 for HQ-LHR (Head)"));
  g_assert_true (rabta_test_shows (self->office.window, "HQ-LHR (Head) says: "));
  /* Once, although both files brought the record. */
  g_assert_false (rabta_test_shows (self->office.window, "No. 1 for HQ-LHR (Head)"));
  rabta_test_screenshot (self->office.window, "exchange-to-mend");
  list = rabta_test_get (self->office.window, GTK_ACCESSIBLE_ROLE_LIST, "To Be Mended");
  /* A decision is due: that is made at the desk. */
  rabta_test_activate (list, "list.activate-item", "u", 0);
  rabta_test_wait (g_strcmp0 (rabta_window_get_place (RABTA_WINDOW (self->office.window)), "conflicts") == 0);
  rabta_test_wait (rabta_test_shows (self->office.window, "Sialkot Balls"));
  decide_all (&self->office);

  /* It was decided here meanwhile: what is left is the field. */
  rabta_test_activate (self->office.window, "win.place", "s", "exchange");
  show_part (&self->office, "to-mend");
  list = rabta_test_get (self->office.window, GTK_ACCESSIBLE_ROLE_LIST, "To Be Mended");
  rabta_test_activate (list, "list.activate-item", "u", 0);
  close_dialog (wait_for_field ("phone"));
}

/* The page before a file is made: figures beside those of the last file, what is new, and a record that is left
 * out of figures, with the way to the field that makes it so. */
static void
test_rehearsal (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GFile) file = file_of ("rehearsal-2.rabta");
  GtkWidget *window = self->office.window, *list;
  RabtaUuid id;

  introduce (self);
  save_enterprise (&self->office, &id, "Sialkot Balls", "0300 1111111");
  send_file (&self->office, "rehearsal-1.rabta");
  save_enterprise (&self->office, &id, "Lahore Mills", "0300 2222222");
  save_nameless (&self->office);

  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send…"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  rabta_test_respond ("rehearse");
  list = rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST, "What HQ-LHR Will Read");
  g_assert_true (rabta_test_shows (window, "Left Out of Figures: 1"));
  g_assert_true (rabta_test_shows (window, "Name is missing"));
  g_assert_true (rabta_test_shows (window, "+1"));
  rabta_test_wait (rabta_test_shows (window, "New: 2"));
  rabta_test_screenshot (window, "exchange-rehearsal");
  rabta_test_resize (GTK_WINDOW (window), 360, 720);
  g_assert_cmpint (gtk_widget_get_width (window), ==, 360);
  rabta_test_screenshot (window, "exchange-rehearsal-narrow");
  rabta_test_resize (GTK_WINDOW (window), 1200, 720);

  /* The first line says what follows, the second opens the field. */
  rabta_test_activate (list, "list.activate-item", "u", 1);
  close_dialog (wait_for_field ("name"));

  /* The figure opens the record that makes the difference, and all the others. */
  rabta_test_activate (list, "list.activate-item", "u", 3);
  rabta_test_wait (rabta_test_shows (window, "They Make the Difference"));
  g_assert_true (rabta_test_shows (window, "Lahore Mills"));
  rabta_test_wait (rabta_test_shows (window, "All: 2"));
  g_assert_true (rabta_test_shows (window, "Sialkot Balls"));
  rabta_test_screenshot (window, "exchange-figure");
  rabta_test_activate (window, "win.back", NULL);

  /* From here the file can be made; afterwards there is nothing new. */
  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send…"));
  rabta_test_wait (g_file_query_exists (file, NULL));
  rabta_test_wait (rabta_test_shows (window, "New: 0"));
}

/* A file shows its digest, and is compared with the casebook now. */
static void
test_compare (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *window = self->office.window, *list, *dialog;
  g_autofree char *digest = NULL;
  RabtaUuid id;

  introduce (self);
  save_enterprise (&self->office, &id, "Sialkot Balls", "0300 1111111");
  send_file (&self->office, "compare-1.rabta");
  rabta_test_wait (rabta_test_shows (window, "No. 1 for HQ-LHR (Head)"));
  digest = start_of_digest (&self->office);
  save_enterprise (&self->office, &id, NULL, "0300 2222222");

  list = rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST, "Outbox");
  rabta_test_activate (list, "list.activate-item", "u", 0);
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (rabta_test_shows (dialog, "No receipt yet"));
  g_assert_true (rabta_test_shows (dialog, digest));
  rabta_test_settle ();
  rabta_test_screenshot (dialog, "exchange-file");
  rabta_test_respond ("compare");
  rabta_test_get (window, GTK_ACCESSIBLE_ROLE_LIST, "What Is Different");
  rabta_test_wait (rabta_test_shows (window, "Changed: 1"));
  g_assert_true (rabta_test_shows (window, "0300 2222222"));
  g_assert_true (rabta_test_shows (window, "New: 0"));
  rabta_test_screenshot (window, "exchange-difference");
}

/* What is lost is named, what is damaged is told with its reason, and neither keeps the rest out. */
static void
test_lost_and_damaged (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GFile) damaged = file_of ("damaged.rabta");
  GtkWidget *dialog;
  RabtaUuid id;

  introduce (self);
  save_enterprise (&self->office, &id, "Lahore Mills", "0300 1111111");
  send_file (&self->office, "lost.rabta");
  send_file (&self->office, "second.rabta");
  g_assert_true (g_file_set_contents (g_file_peek_path (damaged), "Dear Sir,\n", -1, NULL));

  dialog = receive_files (&self->head, "damaged.rabta", "second.rabta");
  g_assert_true (rabta_test_shows (dialog, "Refused: "));
  g_assert_true (rabta_test_shows (dialog, "no. 1 has not arrived"));
  rabta_test_screenshot (dialog, "exchange-refused");
  close_dialog (dialog);
  rabta_test_wait (rabta_test_shows (self->head.window,
                                     "RO-PB-LHR (Ayesha): no. 1 has not arrived; no. 2 is in"));
  g_assert_true (rabta_test_shows (self->head.window, "damaged.rabta"));
  g_assert_true (rabta_test_shows (self->head.window, "Refused"));
  rabta_test_screenshot (self->head.window, "exchange-inbox");
  rabta_test_resize (GTK_WINDOW (self->head.window), 360, 720);
  g_assert_cmpint (gtk_widget_get_width (self->head.window), ==, 360);
  rabta_test_screenshot (self->head.window, "exchange-inbox-narrow");
  rabta_test_resize (GTK_WINDOW (self->head.window), 1200, 720);

  dialog = receive_files (&self->head, "lost.rabta", "second.rabta");
  g_assert_true (rabta_test_shows (dialog, "It came in before"));
  close_dialog (dialog);
  rabta_test_wait (!rabta_test_shows (self->head.window, "has not arrived"));
}

/* A key is made, the copy presents itself, and nobody trusts it before the digits were compared. */
static void
test_register (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (GFile) file = file_of ("RO-PB-LHR.rabta-site");
  GtkWidget *dialog, *button;

  rabta_test_click (rabta_test_get (self->office.window, GTK_ACCESSIBLE_ROLE_BUTTON, "Copies and Keys…"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG) != NULL);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG));
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Make a Key"));
  rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_IMG, "The public key of this copy as a QR code");
  rabta_test_screenshot (dialog, "exchange-copies");
  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save Our File…"));
  rabta_test_wait (rabta_test_shows (dialog, "Our file is saved"));

  /* One's own file is not another copy. */
  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Register a Copy…"));
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  rabta_test_respond ("close");
  close_dialog (dialog);

  rabta_test_click (rabta_test_get (self->head.window, GTK_ACCESSIBLE_ROLE_BUTTON, "Copies and Keys…"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG) != NULL);
  dialog = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG));
  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Register a Copy…"));
  button = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Trust");
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (gtk_widget_get_root (button)), "exchange-register");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (rabta_test_shows (GTK_WIDGET (gtk_widget_get_root (button)), "I compared all digits with the owner"));
  rabta_test_click (rabta_test_find_type (GTK_WIDGET (gtk_widget_get_root (button)), GTK_TYPE_CHECK_BUTTON));
  g_assert_true (gtk_widget_is_sensitive (button));
  rabta_test_click (button);
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_COPY_REGISTRATION) == NULL);
  rabta_test_wait (rabta_test_shows (dialog, "trusted since"));
  g_assert_true (rabta_test_shows (dialog, "RO-PB-LHR (Ayesha)"));
  close_dialog (dialog);
}

/* Who has registered nobody is told what to do first. */
static void
test_nobody (Fixture       *self,
             gconstpointer  data)
{
  rabta_test_click (rabta_test_get (self->office.window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send…"));
  rabta_test_wait (rabta_test_shows (NULL, "Nobody to Send To"));
  rabta_test_respond ("yes");
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG) != NULL);
  close_dialog (GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_COPIES_DIALOG)));
}

static void
test_read_only (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *button;

  casebook = rabta_casebook_open (rabta_casebook_get_path (self->office.casebook), RABTA_CASEBOOK_READ_ONLY, &error);
  g_assert_no_error (error);
  rabta_window_set_casebook (RABTA_WINDOW (self->head.window), casebook);
  rabta_test_activate (self->head.window, "win.place", "s", "exchange");
  rabta_test_wait (rabta_test_shows (self->head.window, "Nothing Exchanged Yet"));
  button = rabta_test_get (self->head.window, GTK_ACCESSIBLE_ROLE_BUTTON, "Receive…");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "The casebook is open for reading only.");
  rabta_window_set_casebook (RABTA_WINDOW (self->head.window), NULL);
  rabta_test_settle ();
  rabta_casebook_close (casebook);
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/exchange-place/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round", test_round);
  ADD ("lost-and-damaged", test_lost_and_damaged);
  ADD ("rehearsal", test_rehearsal);
  ADD ("compare", test_compare);
  ADD ("register", test_register);
  ADD ("nobody", test_nobody);
  ADD ("read-only", test_read_only);
#undef ADD

  return rabta_test_ui_run ();
}
