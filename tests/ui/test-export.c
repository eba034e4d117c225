/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the casebook as XML and looking through such a file, from the window. */
#include "ui.h"

#include "ui/dialogs.h"
#include "ui/export-dialog.h"
#include "ui/validate-dialog.h"
#include "ui/window.h"

#include <glib/gstdio.h>

typedef struct
{
  RabtaCasebook *casebook;
  GtkWindow     *window;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  self->casebook = rabta_test_ui_casebook ();
  for (int i = 0; i < 3; i++)
    {
      RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);
      g_autofree char *name = g_strdup_printf ("Sialkot Balls %d", i);

      rabta_record_set_text (record, "name", name);
      g_ptr_array_add (records, record);
    }
  rabta_casebook_save_sync (self->casebook, records, "Test", &error);
  g_assert_no_error (error);

  self->window = GTK_WINDOW (rabta_window_new (rabta_test_ui_application ()));
  rabta_window_set_casebook (RABTA_WINDOW (self->window), self->casebook);
  gtk_window_present (self->window);
  rabta_test_settle ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  rabta_window_set_casebook (RABTA_WINDOW (self->window), NULL);
  gtk_window_destroy (self->window);
  rabta_test_settle ();
  rabta_casebook_close (self->casebook);
  g_object_unref (self->casebook);
}

static void
test_export (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "out.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *document = NULL;
  GtkWindow *dialog;

  rabta_test_activate (GTK_WIDGET (self->window), "win.export", NULL);
  rabta_test_wait ((dialog = rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG)) != NULL);
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (dialog), "export-dialog");

  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…"));
  rabta_test_wait (g_file_test (path, G_FILE_TEST_EXISTS));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG) == NULL);

  g_assert_true (g_file_get_contents (path, &document, NULL, NULL));
  g_assert_nonnull (strstr (document, "<name>Sialkot Balls 2</name>"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (self->window), "3 records exported to “out.xml”"));
}

/* The row of a list by what it is called. */
static GtkWidget *
get_row (GtkWidget  *root,
         GType       type,
         const char *title)
{
  GtkWidget *label = rabta_test_get (root, GTK_ACCESSIBLE_ROLE_LABEL, title);
  GtkWidget *row = gtk_widget_get_ancestor (label, type);

  g_assert_nonnull (row);
  return row;
}

/* Before pseudonyms leave the office, the officer sees what becomes of every field, and the first record. */
static void
test_review (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "partners.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *document = NULL;
  GtkWindow *dialog;
  GtkWidget *profile, *cluster, *kind;

  rabta_test_activate (GTK_WIDGET (self->window), "win.export", NULL);
  rabta_test_wait ((dialog = rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG)) != NULL);
  rabta_test_settle ();
  profile = get_row (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, "Profile");
  cluster = get_row (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, "Cluster");
  g_assert_true (gtk_widget_is_sensitive (cluster));

  adw_combo_row_set_selected (ADW_COMBO_ROW (profile), 1);
  rabta_test_wait (!gtk_widget_is_sensitive (cluster));
  g_assert_true (rabta_test_shows (GTK_WIDGET (dialog), "Pseudonymous"));
  g_assert_null (rabta_test_find (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…"));
  rabta_test_screenshot (GTK_WIDGET (dialog), "export-profile");

  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Review…"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (dialog), "What Leaves the Office: Pseudonymous"));
  g_assert_true (rabta_test_shows (GTK_WIDGET (dialog), "3 records"));
  kind = get_row (GTK_WIDGET (dialog), ADW_TYPE_EXPANDER_ROW, "Enterprises");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (kind), TRUE);
  rabta_test_wait (rabta_test_shows (kind, "As a pseudonym"));
  rabta_test_settle ();
  g_assert_true (rabta_test_shows (kind, "Not at all"));
  g_assert_false (rabta_test_shows (kind, "Sialkot Balls"));
  rabta_test_screenshot (GTK_WIDGET (dialog), "export-review");

  /* And back, to think again. */
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Back"));
  rabta_test_wait (rabta_test_find (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Review…") != NULL);
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Review…"));
  rabta_test_wait (rabta_test_find (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…") != NULL);

  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG) == NULL);
  g_assert_true (g_file_get_contents (path, &document, NULL, NULL));
  g_assert_nonnull (strstr (document, "profile=\"pseudonymous\""));
  g_assert_nonnull (strstr (document, "<name>Enterprise "));
  g_assert_null (strstr (document, "Sialkot"));
}

/* For everybody: what is told and what is not is to be seen first. */
static void
test_figures (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "public.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *document = NULL;
  GtkWindow *dialog;

  rabta_test_activate (GTK_WIDGET (self->window), "win.export", NULL);
  rabta_test_wait ((dialog = rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG)) != NULL);
  rabta_test_settle ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, "Profile")), 2);
  rabta_test_wait (!rabta_test_shows (GTK_WIDGET (dialog), "What to Export"));

  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Review…"));
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (dialog), "What Leaves the Office: Figures only"));
  /* There are three enterprises, too few to tell. */
  g_assert_true (rabta_test_shows (GTK_WIDGET (dialog), "Number: not told, women-led: 0, micro: 0"));
  rabta_test_screenshot (GTK_WIDGET (dialog), "export-figures");

  rabta_dialogs_set_next_file (file);
  rabta_test_click (rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…"));
  rabta_test_wait (rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG) == NULL);
  g_assert_true (g_file_get_contents (path, &document, NULL, NULL));
  g_assert_nonnull (strstr (document, "<figures "));
  g_assert_null (strstr (document, "count=\"3\""));
  g_assert_null (strstr (document, "Sialkot"));
}

/* A day that is none is marked, and nothing can be exported before it is mended. */
static void
test_wrong_day (Fixture       *self,
                gconstpointer  data)
{
  GtkWindow *dialog;
  GtkWidget *button;
  GtkWidget *day;

  rabta_test_activate (GTK_WIDGET (self->window), "win.export", NULL);
  rabta_test_wait ((dialog = rabta_test_top_window (RABTA_TYPE_EXPORT_DIALOG)) != NULL);
  rabta_test_settle ();
  button = rabta_test_get (GTK_WIDGET (dialog), GTK_ACCESSIBLE_ROLE_BUTTON, "Export…");
  day = rabta_test_find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  g_assert_nonnull (day);

  gtk_editable_set_text (GTK_EDITABLE (day), "yesterday or so");
  rabta_test_wait (!gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (day, "error"));
  gtk_editable_set_text (GTK_EDITABLE (day), "24/01/2026");
  rabta_test_wait (gtk_widget_is_sensitive (button));
  gtk_window_close (dialog);
}

static void
validate (Fixture    *self,
          const char *document,
          const char *shown,
          const char *shot)
{
  g_autofree char *path = g_build_filename (rabta_test_ui_folder (), "in.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (path, document, -1, NULL));
  rabta_dialogs_set_next_file (file);
  rabta_test_activate (GTK_WIDGET (self->window), "win.validate", NULL);
  rabta_test_wait ((dialog = rabta_test_top_window (RABTA_TYPE_VALIDATE_DIALOG)) != NULL);
  rabta_test_wait (rabta_test_shows (GTK_WIDGET (dialog), shown));
  rabta_test_settle ();
  rabta_test_screenshot (GTK_WIDGET (dialog), shot);
  gtk_window_close (dialog);
  rabta_test_settle ();
}

#define START                                                                              \
  "<casebook xmlns=\"urn:smeda:rabta:1\">\n<header format=\"1\" created=\"2026-01-01T00:00:00Z\"/>\n" \
  "<enterprises>\n<enterprise id=\"01890000-0000-7000-8000-000000000001\"><name>A &amp; B</name>"
#define END "</enterprise>\n</enterprises>\n</casebook>\n"

static void
test_validate (Fixture       *self,
               gconstpointer  data)
{
  validate (self, START END, "“in.xml” Is Valid", "validate-valid");
  validate (self, START "<employees>many &lt;</employees>" END, "“many <” is not a whole number.",
            "validate-problems");
  validate (self, "<!DOCTYPE x>", "“in.xml” cannot be imported", "validate-refused");
}

int
main (int    argc,
      char **argv)
{
  rabta_test_ui_init (&argc, &argv);

  g_test_add ("/ui/export/whole", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/ui/export/review", Fixture, NULL, set_up, test_review, tear_down);
  g_test_add ("/ui/export/figures", Fixture, NULL, set_up, test_figures, tear_down);
  g_test_add ("/ui/export/wrong-day", Fixture, NULL, set_up, test_wrong_day, tear_down);
  g_test_add ("/ui/export/validate", Fixture, NULL, set_up, test_validate, tear_down);

  return rabta_test_ui_run ();
}
