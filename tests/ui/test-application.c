/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "app/application.h"
#include "ui/welcome-window.h"
#include "ui/window.h"

#include <glib/gstdio.h>

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
  rabta_test_click (rabta_test_get (welcome, GTK_ACCESSIBLE_ROLE_BUTTON, "Create casebook"));

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

int
main (int    argc,
      char **argv)
{
  int status;

  rabta_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/application/first-start", test_first_start);
  g_test_add_func ("/ui/application/bad-files", test_bad_files);
  g_test_add_func ("/ui/application/second-writer", test_second_writer);
  g_test_add_func ("/ui/application/sample", test_sample);
  status = rabta_test_ui_run ();
  g_clear_object (&application);
  return status;
}
