/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include "ui/places.h"
#include "ui/window.h"

typedef struct
{
  RabtaCasebook *casebook;
  RabtaWindow   *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->casebook = rabta_test_ui_casebook ();
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  rabta_window_set_casebook (fixture->window, fixture->casebook);
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
save_office (Fixture    *fixture,
             const char *code,
             const char *action)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RabtaRecord *record = rabta_record_new (RABTA_KIND_OFFICE);

  rabta_record_set_text (record, "code", code);
  rabta_record_set_text (record, "name", code);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture->casebook, records, action, &error);
  g_assert_no_error (error);
}

static void
test_places (Fixture       *fixture,
             gconstpointer  data)
{
  const RabtaPlaceInfo *places;
  guint n_places;

  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      rabta_test_activate (GTK_WIDGET (fixture->window), "win.place", "s", places[i].name);
      g_assert_cmpstr (rabta_window_get_place (fixture->window), ==, places[i].name);
      g_assert_nonnull (rabta_window_get_content (fixture->window));
      rabta_test_screenshot (GTK_WIDGET (fixture->window), places[i].name);
    }
  /* A place nobody has heard of, from a settings file of another version. */
  rabta_test_activate (GTK_WIDGET (fixture->window), "win.place", "s", "atlantis");
  if (n_places > 0)
    g_assert_cmpstr (rabta_window_get_place (fixture->window), ==, places[n_places - 1].name);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *undo = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Undo");
  GtkWidget *redo = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_BUTTON, "Redo");

  g_assert_false (gtk_widget_is_sensitive (undo));
  g_assert_false (gtk_widget_is_sensitive (redo));

  save_office (fixture, "RO-SD-KHI", "Add an office");
  rabta_test_wait (gtk_widget_is_sensitive (undo));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (undo), "Add an office"));

  rabta_test_click (undo);
  rabta_test_wait (rabta_test_shows (NULL, "Undone: Add an office"));
  rabta_test_wait (gtk_widget_is_sensitive (redo) && !gtk_widget_is_sensitive (undo));

  rabta_test_click (redo);
  rabta_test_wait (rabta_test_shows (NULL, "Redone: Add an office"));
  rabta_test_wait (gtk_widget_is_sensitive (undo));
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (RABTA_ERROR, RABTA_ERROR_FULL,
                                                  "The case was not saved: the disk is full.");

  rabta_window_show_error (GTK_WIDGET (fixture->window), "Not saved", error);
  rabta_test_wait (rabta_test_shows (NULL, "the disk is full"));
  rabta_test_respond ("close");

  /* What is cancelled is no news. */
  g_clear_error (&error);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  rabta_window_show_error (GTK_WIDGET (fixture->window), "Not saved", error);
  rabta_test_settle ();
  g_assert_null (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG));

  /* Names of enterprises are text, not markup. */
  rabta_window_add_toast (GTK_WIDGET (fixture->window), "Saved “Akbar & Sons <Pvt>”", NULL, NULL);
  rabta_test_wait (rabta_test_shows (NULL, "Akbar & Sons <Pvt>"));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *places;

  rabta_test_resize (GTK_WINDOW (fixture->window), 360, 640);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, 360);
  places = rabta_test_get (NULL, GTK_ACCESSIBLE_ROLE_NONE, "Places");
  rabta_test_click (places);
  rabta_test_screenshot (GTK_WIDGET (fixture->window), "shell-narrow");
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);
  g_test_add ("/ui/shell/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/ui/shell/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/ui/shell/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/ui/shell/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  return rabta_test_ui_run ();
}
