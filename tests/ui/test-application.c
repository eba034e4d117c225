/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "app/application.h"
#include "ui/welcome-window.h"
#include "ui/window.h"

#include <glib/gstdio.h>
#include <unistd.h>

static RabtaApplication *application;

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return;
  application = rabta_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
}

static void
close_all (void)
{
  g_autoptr (GList) windows =
    g_list_copy (gtk_application_get_windows (GTK_APPLICATION (application)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
  rabta_test_iterate ();
}

static char *
write_file (const char *name,
            const char *content)
{
  char *path = g_build_filename (rabta_test_ui_folder (), name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static RabtaWindow *
wait_for_casebook (void)
{
  RabtaWindow *window = NULL;

  rabta_test_wait ((window = (RabtaWindow *) rabta_test_top_window (RABTA_TYPE_WINDOW)) != NULL
                   && rabta_window_get_casebook (window) != NULL);
  return window;
}

/* Whatever is wrong with the file: a dialog that names it, and then a way to go on. */
static void
assert_refused (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *name = g_path_get_basename (path);

  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
  g_assert_true (rabta_test_shows (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)),
                                   name));
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)), name);
  rabta_test_respond ("cancel");
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_WELCOME_WINDOW) != NULL);
  g_assert_null (rabta_test_top_window (RABTA_TYPE_WINDOW));
  close_all ();
}

/* A closed casebook in a folder of its own. */
static char *
make_casebook (const char *folder_name)
{
  g_autofree char *folder = g_build_filename (rabta_test_ui_folder (), folder_name, NULL);
  char *path = g_build_filename (folder, "office.casebook", NULL);
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir (folder, 0700));
  casebook = rabta_casebook_create (path, "RO-PB-LHR", "Amina Khan", &error);
  g_assert_no_error (error);
  rabta_casebook_close (casebook);
  return path;
}

/* What a casebook of a later program says in its first bytes: PRAGMA user_version at offset 60. */
static void
test_newer (void)
{
  g_autofree char *path = make_casebook ("newer");
  g_autofree char *content = NULL;
  gsize length;

  set_up ();
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 64);
  content[62] = 3;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  assert_refused (path);
}

static void
test_bad_files (void)
{
  g_autofree char *text = write_file ("letter.casebook", "Dear Sir, please find attached …\n");
  g_autofree char *empty = write_file ("empty.casebook", "");
  g_autofree char *missing = g_build_filename (rabta_test_ui_folder (), "gone.casebook", NULL);

  set_up ();
  assert_refused (text);
  assert_refused (empty);
  assert_refused (missing);
  assert_refused (rabta_test_ui_folder ());
}

static void
test_first_start (void)
{
  RabtaWindow *window;
  GtkWidget *welcome, *name;

  set_up ();
  g_application_activate (G_APPLICATION (application));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_WELCOME_WINDOW) != NULL);
  welcome = GTK_WIDGET (rabta_test_top_window (RABTA_TYPE_WELCOME_WINDOW));
  name = rabta_test_get (welcome, GTK_ACCESSIBLE_ROLE_NONE, "Your name");
  rabta_test_type (name, "Sana Iqbal");
  rabta_test_screenshot (welcome, "welcome-offices");
  rabta_test_click (rabta_test_get (welcome, GTK_ACCESSIBLE_ROLE_BUTTON, "Create Casebook"));

  window = wait_for_casebook ();
  g_assert_cmpstr (rabta_casebook_get_office_code (rabta_window_get_casebook (window)), ==, "HQ-LHR");
  g_assert_cmpstr (rabta_casebook_get_officer_name (rabta_window_get_casebook (window)), ==,
                   "Sana Iqbal");
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_WELCOME_WINDOW) == NULL);
  close_all ();

  /* The next time it is simply there. */
  g_application_activate (G_APPLICATION (application));
  window = wait_for_casebook ();
  g_assert_cmpstr (rabta_casebook_get_officer_name (rabta_window_get_casebook (window)), ==,
                   "Sana Iqbal");
  close_all ();
}

static void
test_second_writer (void)
{
  g_autoptr (RabtaCasebook) writer = rabta_test_ui_casebook ();
  RabtaWindow *window;

  set_up ();
  rabta_application_open (application, rabta_casebook_get_path (writer), RABTA_CASEBOOK_NONE);
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  rabta_test_screenshot (GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG)), "busy");
  rabta_test_respond ("read-only");

  window = wait_for_casebook ();
  g_assert_true (rabta_casebook_is_read_only (rabta_window_get_casebook (window)));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (window), "for reading only"));
  rabta_test_screenshot (GTK_WIDGET (window), "read-only");

  /* Asked for again, the same window comes to the front. */
  rabta_application_open (application, rabta_casebook_get_path (writer), RABTA_CASEBOOK_NONE);
  g_assert_true (rabta_test_top_window (RABTA_TYPE_WINDOW) == GTK_WINDOW (window));
  close_all ();
}

/* A folder that may not be written, such as one of a CD or of another user. */
static void
test_read_only_folder (void)
{
  g_autofree char *path = make_casebook ("locked");
  g_autofree char *folder = g_path_get_dirname (path);
  RabtaWindow *window;

  g_assert_no_errno (g_chmod (path, 0444));
  g_assert_no_errno (g_chmod (folder, 0555));
  if (access (folder, W_OK) == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }
  set_up ();
  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  rabta_test_respond ("read-only");
  window = wait_for_casebook ();
  g_assert_true (rabta_casebook_is_read_only (rabta_window_get_casebook (window)));
  close_all ();
  g_assert_no_errno (g_chmod (folder, 0755));
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* The copy of the day appears beside the casebook without anybody asking. */
static void
test_daily_copy (void)
{
  g_autofree char *path = make_casebook ("copied");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copies = g_build_filename (folder, "rabta-backups", NULL);
  g_autofree char *name = NULL;
  g_autofree char *copy = NULL;
  char today[RABTA_DATE_SIZE];

  set_up ();
  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  wait_for_casebook ();
  rabta_date_today (today);
  name = g_strdup_printf ("office-%s.casebook", today);
  copy = g_build_filename (copies, name, NULL);
  rabta_test_wait (g_file_test (copy, G_FILE_TEST_EXISTS));
  close_all ();
  g_assert_cmpuint (count_files (copies), ==, 1);
}

/* Where it cannot be made, a person is told, and told once. */
static void
test_daily_failure (void)
{
  g_autofree char *path = make_casebook ("uncopied");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copies = g_build_filename (folder, "rabta-backups", NULL);
  RabtaWindow *window;

  g_assert_true (g_file_set_contents (copies, "in the way", -1, NULL));
  set_up ();
  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  window = wait_for_casebook ();
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (window), "There is no copy of today’s casebook"));
  rabta_test_screenshot (GTK_WIDGET (window), "no-daily-copy");
  close_all ();
}

/* With its window the casebook is closed: another program may write to it at once. */
static void
test_closed_with_window (void)
{
  g_autofree char *path = make_casebook ("closed");
  g_autoptr (RabtaCasebook) again = NULL;
  g_autoptr (GError) error = NULL;

  set_up ();
  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  wait_for_casebook ();
  close_all ();
  again = rabta_casebook_open (path, RABTA_CASEBOOK_NONE, &error);
  g_assert_no_error (error);
}

static void
test_sample (void)
{
  RabtaWindow *window;

  set_up ();
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-sample", NULL);
  window = wait_for_casebook ();
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (window), "Enterprises"));
  rabta_test_activate (GTK_WIDGET (window), "win.place", "s", "enterprises");
  rabta_test_settle ();
  for (int i = 0; i < 40; i++)
    rabta_test_iterate ();
  rabta_test_screenshot (GTK_WIDGET (window), "sample-enterprises");
  rabta_test_activate (GTK_WIDGET (window), "win.place", "s", "today");
  for (int i = 0; i < 40; i++)
    rabta_test_iterate ();
  rabta_test_screenshot (GTK_WIDGET (window), "sample-today");
  close_all ();
}

/* The person learns once what a part of the file that cannot be read means, and where copies are. */
static void
test_damage (void)
{
  g_autofree char *path = make_casebook ("damage");
  RabtaWindow *window;
  GtkWidget *dialog;

  set_up ();
  rabta_application_open (application, path, RABTA_CASEBOOK_NONE);
  window = wait_for_casebook ();
  g_signal_emit_by_name (rabta_window_get_casebook (window), "damaged");
  dialog = GTK_WIDGET (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (dialog);
  g_assert_true (rabta_test_shows (dialog, "“office.casebook” is damaged"));
  g_assert_true (rabta_test_shows (dialog, "rabta-backups"));
  rabta_test_settle ();
  rabta_test_screenshot (dialog, "damage");
  rabta_test_respond ("close");
  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  close_all ();
}

int
main (int    argc,
      char **argv)
{
  int status;

  rabta_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/application/first-start", test_first_start);
  g_test_add_func ("/ui/application/bad-files", test_bad_files);
  g_test_add_func ("/ui/application/newer", test_newer);
  g_test_add_func ("/ui/application/damage", test_damage);
  g_test_add_func ("/ui/application/read-only-folder", test_read_only_folder);
  g_test_add_func ("/ui/application/daily-copy", test_daily_copy);
  g_test_add_func ("/ui/application/daily-failure", test_daily_failure);
  g_test_add_func ("/ui/application/closed-with-window", test_closed_with_window);
  g_test_add_func ("/ui/application/second-writer", test_second_writer);
  g_test_add_func ("/ui/application/sample", test_sample);
  status = rabta_test_ui_run ();
  g_clear_object (&application);
  return status;
}
