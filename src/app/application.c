/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/application.h"

#include "app/daily-backup.h"
#include "app/damage.h"
#include "app/user-casebook.h"
#include "exchange/sample.h"
#include "ui/dialogs.h"
#include "ui/places.h"
#include "ui/preferences-window.h"
#include "ui/settings.h"
#include "ui/welcome-window.h"
#include "ui/window.h"

#include "config.h"

#include <glib/gi18n-lib.h>

struct _RabtaApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (RabtaApplication, rabta_application, ADW_TYPE_APPLICATION)

/* A casebook on its way into a window. */
typedef struct
{
  RabtaApplication   *self;   /* owned */
  GtkWindow          *window; /* owned: the window that waits for it, or the welcome window */
  char               *path;
  char               *office; /* of a casebook that is made, NULL for one that is opened */
  char               *officer;
  gboolean            sample; /* a casebook that is made is filled with the sample */
  RabtaCasebookFlags  flags;
  guint               patience_id;
} Opening;

/* How long the window waits for its casebook before it comes up without, in milliseconds: most are open
 * sooner, and then the first thing seen is the register and not a spinner. */
#define PATIENCE 150

static void
opening_free (Opening *opening)
{
  g_clear_handle_id (&opening->patience_id, g_source_remove);
  g_object_unref (opening->self);
  g_clear_object (&opening->window);
  g_free (opening->path);
  g_free (opening->office);
  g_free (opening->officer);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void open_file_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);

static void
show_welcome (RabtaApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (RABTA_IS_WELCOME_WINDOW (l->data))
      {
        gtk_window_present (l->data);
        return;
      }
  gtk_window_present (GTK_WINDOW (rabta_welcome_window_new (GTK_APPLICATION (self))));
}

static void
close_welcome (RabtaApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL;)
    {
      GList *next = l->next;

      if (RABTA_IS_WELCOME_WINDOW (l->data))
        gtk_window_destroy (l->data);
      l = next;
    }
}

static GtkWindow *
find_window_of (RabtaApplication *self,
                const char       *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      RabtaCasebook *casebook = NULL;
      g_autofree char *other = NULL;

      if (RABTA_IS_WINDOW (l->data))
        casebook = rabta_window_get_casebook (l->data);
      if (casebook == NULL)
        continue;
      other = g_canonicalize_filename (rabta_casebook_get_path (casebook), NULL);
      if (strcmp (other, absolute) == 0)
        return l->data;
    }
  return NULL;
}

static void
ask_for_casebook (RabtaApplication *self)
{
  const char *filters[] = { _("Casebooks"), "*.casebook", NULL };
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  rabta_dialogs_open_file_async (window != NULL ? GTK_WIDGET (window) : NULL,
                                 _("Open a casebook"), filters, open_file_cb,
                                 g_object_ref (self));
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);
  RabtaApplication *self = opening->self;

  if (RABTA_IS_WINDOW (opening->window))
    gtk_window_destroy (opening->window);
  if (g_strcmp0 (answer, "read-only") == 0)
    {
      rabta_application_open (self, opening->path, opening->flags | RABTA_CASEBOOK_READ_ONLY);
      return;
    }
  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    show_welcome (self);
  if (g_strcmp0 (answer, "other") == 0)
    ask_for_casebook (self);
}

static void
explain_refusal (Opening      *opening,
                 const GError *error)
{
  const char *read_only[] = {
    "read-only", _("Open for _Reading Only"), "other", _("Open _Another…"), NULL
  };
  const char *other[] = { "other", _("Open _Another…"), NULL };
  gboolean readable = (g_error_matches (error, RABTA_ERROR, RABTA_ERROR_BUSY)
                       || g_error_matches (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY))
                      && (opening->flags & RABTA_CASEBOOK_READ_ONLY) == 0;
  g_autofree char *name = g_filename_display_basename (opening->path);
  g_autofree char *heading = g_strdup_printf (_("“%s” cannot be opened"), name);
  GtkWidget *parent = GTK_WIDGET (opening->window);

  rabta_dialogs_choose_async (parent, heading, error->message, readable ? read_only : other,
                              refused_cb, opening);
}

static gboolean
fill_sample (RabtaCasebook  *casebook,
             gpointer        user_data,
             GError        **error)
{
  return rabta_sample_fill_expo (casebook, NULL, error);
}

static void
opening_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (GError) error = NULL;
  RabtaCasebook *casebook;

  if (opening->office != NULL)
    casebook = rabta_casebook_create_filled (opening->path, opening->office, opening->officer,
                                             opening->sample ? fill_sample : NULL, NULL, &error);
  else
    casebook = rabta_casebook_open (opening->path, opening->flags, &error);
  if (casebook != NULL)
    g_task_return_pointer (task, casebook, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaCasebook) casebook = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&opening->patience_id, g_source_remove);
  if (casebook == NULL)
    {
      gtk_window_present (opening->window);
      explain_refusal (g_steal_pointer (&opening), error);
      return;
    }
  if (!opening->sample)
    rabta_user_casebook_remember (opening->path);
  rabta_window_set_casebook (RABTA_WINDOW (opening->window), casebook);
  gtk_window_present (opening->window);
  rabta_damage_watch (RABTA_WINDOW (opening->window));
  rabta_daily_backup_begin (RABTA_WINDOW (opening->window));
  close_welcome (opening->self);
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  Opening *opening = user_data;

  opening->patience_id = 0;
  gtk_window_present (opening->window);
  return G_SOURCE_REMOVE;
}

/* The file is read while the window is made. */
static void
start_opening (Opening *opening)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, opened_cb, opening);
  /* The opening is the thread's while it runs and the callback's afterwards; the thread looks neither
   * at the window nor at the patience. */
  Opening *mine = opening;

  g_task_set_task_data (task, mine, NULL);
  g_task_run_in_thread (task, opening_thread);
  mine->window = g_object_ref (GTK_WINDOW (rabta_window_new (GTK_APPLICATION (mine->self))));
  mine->patience_id = g_timeout_add (PATIENCE, patience_ended_cb, mine);
}

static void
open_file_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RabtaApplication) self = user_data;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    rabta_application_open (self, g_file_peek_path (file), RABTA_CASEBOOK_CHECK);
}

static void
create_cb (RabtaWelcomeWindow *welcome,
           const char         *office,
           const char         *officer,
           RabtaApplication   *self)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->self = g_object_ref (self);
  opening->path = rabta_user_casebook_default ();
  opening->office = g_strdup (office);
  opening->officer = g_strdup (officer);
  start_opening (opening);
}

static void
open_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ask_for_casebook (user_data);
}

static void
new_action_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  show_welcome (user_data);
}

static void
sample_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->self = g_object_ref (user_data);
  opening->path = rabta_user_casebook_sample ();
  opening->sample = TRUE;
  if (!g_file_test (opening->path, G_FILE_TEST_EXISTS))
    {
      opening->office = g_strdup ("RO-PB-LHR");
      opening->officer = g_strdup (_("Field Officer"));
    }
  start_opening (opening);
}

static void
preferences_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  while (window != NULL && !RABTA_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  rabta_preferences_window_present (window,
                                    window != NULL
                                      ? rabta_window_get_casebook (RABTA_WINDOW (window)) : NULL);
}

static void
about_action_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Rabta"),
                         "application-icon", RABTA_APPLICATION_ID,
                         "version", RABTA_VERSION,
                         "developer-name", _("Small and Medium Enterprises Development Authority"),
                         "comments", _("Turns the contacts of an expo into orders, certificates, loans and jobs: enterprises, cases and follow-ups of the agency's field officers, without a network."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name and address, one translator a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Closed one by one, so that each can remember its size and ask about what is not saved. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry actions[] = {
  { "open-casebook", open_action_cb, NULL, NULL, NULL },
  { "new-casebook", new_action_cb, NULL, NULL, NULL },
  { "open-sample", sample_action_cb, NULL, NULL, NULL },
  { "preferences", preferences_action_cb, NULL, NULL, NULL },
  { "about", about_action_cb, NULL, NULL, NULL },
  { "quit", quit_action_cb, NULL, NULL, NULL },
};

static void
set_accels (RabtaApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "win.goto", { "<Control>k" } },
    { "win.search", { "<Control>f" } },
    { "win.new", { "<Control>n" } },
    { "win.log-activity", { "<Control><Shift>l" } },
    { "win.import", { "<Control>i" } },
    { "win.export", { "<Control>e" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
    { "win.help", { "F1" } },
    { "app.open-casebook", { "<Control>o" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
  };
  const RabtaPlaceInfo *places;
  guint n_places;

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char * const *) accels[i].accels);
  places = rabta_places_get (&n_places);
  for (guint i = 0; i < MIN (n_places, 9); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.place::%s", places[i].name);
      g_autofree char *key = g_strdup_printf ("<Alt>%u", i + 1);
      const char *keys[] = { key, NULL };

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, keys);
    }
}

static void
rabta_application_startup (GApplication *application)
{
  RabtaApplication *self = RABTA_APPLICATION (application);

  G_APPLICATION_CLASS (rabta_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (RABTA_APPLICATION_ID);
  rabta_preferences_apply ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self);
}

static void
rabta_application_activate (GApplication *application)
{
  RabtaApplication *self = RABTA_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *path = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  path = rabta_user_casebook_find ();
  if (path != NULL)
    rabta_application_open (self, path, RABTA_CASEBOOK_NONE);
  else
    show_welcome (self);
}

static void
rabta_application_open_files (GApplication  *application,
                              GFile        **files,
                              int            n_files,
                              const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      const char *path = g_file_peek_path (files[i]);

      if (path != NULL)
        rabta_application_open (RABTA_APPLICATION (application), path, RABTA_CASEBOOK_NONE);
    }
}

static void
rabta_application_window_added (GtkApplication *application,
                                GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (rabta_application_parent_class)->window_added (application, window);

  if (RABTA_IS_WELCOME_WINDOW (window))
    g_signal_connect_object (window, "create", G_CALLBACK (create_cb), application, 0);
}

/* What was asked for last is done before the program ends or the file is opened again. */
static void
rabta_application_window_removed (GtkApplication *application,
                                  GtkWindow      *window)
{
  RabtaCasebook *casebook = RABTA_IS_WINDOW (window)
                              ? rabta_window_get_casebook (RABTA_WINDOW (window)) : NULL;
  g_autoptr (RabtaCasebook) kept = casebook != NULL ? g_object_ref (casebook) : NULL;

  GTK_APPLICATION_CLASS (rabta_application_parent_class)->window_removed (application, window);

  if (kept == NULL)
    return;
  rabta_window_set_casebook (RABTA_WINDOW (window), NULL);
  rabta_casebook_close (kept);
}

static void
rabta_application_class_init (RabtaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = rabta_application_startup;
  application_class->activate = rabta_application_activate;
  application_class->open = rabta_application_open_files;
  GTK_APPLICATION_CLASS (klass)->window_added = rabta_application_window_added;
  GTK_APPLICATION_CLASS (klass)->window_removed = rabta_application_window_removed;
}

static void
rabta_application_init (RabtaApplication *self)
{
}

/**
 * rabta_application_has_bus:
 *
 * Asking for a session bus that is not there makes GLib try to start one, or wait.
 *
 * Returns: whether there is one
 */
gboolean
rabta_application_has_bus (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * rabta_application_new:
 *
 * Makes the application; it shares one process per user where there is a session bus.
 *
 * Returns: (transfer full): the application
 */
RabtaApplication *
rabta_application_new (void)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_OPEN;

  if (!rabta_application_has_bus ())
    flags |= G_APPLICATION_NON_UNIQUE;
  return g_object_new (RABTA_TYPE_APPLICATION,
                       "application-id", RABTA_APPLICATION_ID,
                       "flags", flags,
                       NULL);
}

/**
 * rabta_application_open:
 * @path: path of a casebook
 * @flags: how to open it
 *
 * Opens a casebook in a window of its own, or presents the window that shows it already. What goes
 * wrong is told in a dialog.
 */
void
rabta_application_open (RabtaApplication   *self,
                        const char         *path,
                        RabtaCasebookFlags  flags)
{
  GtkWindow *window;
  Opening *opening;

  g_return_if_fail (RABTA_IS_APPLICATION (self));
  g_return_if_fail (path != NULL);

  window = find_window_of (self, path);
  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  opening = g_new0 (Opening, 1);
  opening->self = g_object_ref (self);
  opening->path = g_strdup (path);
  opening->flags = flags;
  start_opening (opening);
}
