/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui.h"

#include <glib/gstdio.h>
#include <locale.h>

static char *folder;
static GtkApplication *application;

/* Says what no widget is called, so that GTK answers with what it is called. */
#define NO_NAME "\x01"

static gboolean
has_text_name (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_LIST_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
    case GTK_ACCESSIBLE_ROLE_OPTION:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_ROW:
    case GTK_ACCESSIBLE_ROLE_TAB:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
without_mnemonic (const char *label)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = label; *c != '\0'; c++)
    if (*c != '_' || *++c != '\0')
      g_string_append_c (plain, *c);
  return g_string_free (plain, FALSE);
}

/* Text of the first label below a widget: what a list row or a menu item reads as. */
static char *
first_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0'
             ? g_strdup (gtk_label_get_text (GTK_LABEL (widget))) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      char *text = gtk_widget_get_visible (child) ? first_label (child) : NULL;

      if (text != NULL)
        return text;
    }
  return NULL;
}

static char *
accessible_label (GtkWidget *widget)
{
  char *label;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;
  label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, NO_NAME);
  if (label != NULL && *label == '\0')
    g_clear_pointer (&label, g_free);
  if (label != NULL && GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      char *plain = without_mnemonic (label);

      g_free (label);
      return plain;
    }
  return label;
}

static GtkWidget *
find_below (GtkWidget         *root,
            GtkAccessibleRole  role,
            GType              type,
            const char        *name)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if ((role == GTK_ACCESSIBLE_ROLE_NONE
       || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (root)) == role)
      && (type == G_TYPE_INVALID || g_type_is_a (G_OBJECT_TYPE (root), type)))
    {
      g_autofree char *own = name != NULL ? rabta_test_dup_name (root) : NULL;

      if (name == NULL || g_strcmp0 (own, name) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, role, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Newest window first: a dialog lies over what it belongs to. */
static GtkWidget *
find_anywhere (GtkWidget         *root,
               GtkAccessibleRole  role,
               GType              type,
               const char        *name)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  if (root != NULL)
    return find_below (root, role, type, name);
  for (guint i = g_list_model_get_n_items (windows); i > 0 && found == NULL; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

      found = find_below (window, role, type, name);
    }
  return found;
}

static gboolean
shows_below (GtkWidget  *root,
             const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  if (GTK_IS_EDITABLE (root) && strstr (gtk_editable_get_text (GTK_EDITABLE (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_below (child, text))
      return TRUE;
  return FALSE;
}

static void
dump_below (GtkWidget *root,
            int        depth)
{
  g_autofree char *name = NULL;

  if (!gtk_widget_get_mapped (root))
    return;
  name = rabta_test_dup_name (root);
  g_printerr ("%*s%s role %d%s%s%s%s\n", depth * 2, "", G_OBJECT_TYPE_NAME (root),
              gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (root)),
              name != NULL ? " “" : "", name != NULL ? name : "", name != NULL ? "”" : "",
              gtk_widget_is_sensitive (root) ? "" : " insensitive");
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dump_below (child, depth + 1);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* GTK says this of an entry whose window closes on a display without a window manager; any other
 * warning fails the test. */
static GLogWriterOutput
log_writer_cb (GLogLevelFlags   level,
               const GLogField *fields,
               gsize            n_fields,
               gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0
        && strstr (fields[i].value, "did not receive a focus-out event") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
painted_cb (GdkFrameClock *clock,
            int           *n_painted)
{
  (*n_painted)++;
}

/**
 * rabta_test_ui_init:
 *
 * Starts GTK for a test in a fresh home; without a display the program ends as skipped.
 */
void
rabta_test_ui_init (int    *argc,
                    char ***argv)
{
  static const char * const homes[] = {
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
  };

  folder = g_dir_make_tmp ("rabta-test-XXXXXX", NULL);
  g_assert_nonnull (folder);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autofree char *home = g_build_filename (folder, homes[i], NULL);

      g_assert_no_errno (g_mkdir (home, 0700));
      g_setenv (homes[i], home, TRUE);
    }
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");

  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (log_writer_cb, NULL, NULL);
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "C.UTF-8");
  if (!gtk_init_check ())
    {
      g_printerr ("There is no display: run the tests of the interface under xvfb-run.\n");
      exit (77);
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/**
 * rabta_test_ui_run:
 *
 * Returns: what main() returns
 */
int
rabta_test_ui_run (void)
{
  int status = g_test_run ();

  g_clear_object (&application);
  remove_tree (folder);
  g_clear_pointer (&folder, g_free);
  return status;
}

/**
 * rabta_test_ui_folder:
 *
 * Returns: (transfer none): the temporary folder of this program
 */
const char *
rabta_test_ui_folder (void)
{
  return folder;
}

/**
 * rabta_test_ui_casebook:
 *
 * Returns: (transfer full): a new, empty casebook
 */
RabtaCasebook *
rabta_test_ui_casebook (void)
{
  static guint n_casebooks;
  g_autofree char *name = g_strdup_printf ("test-%u.casebook", ++n_casebooks);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  RabtaCasebook *casebook = rabta_casebook_create (path, "RO-PB-LHR", "Amina Khan", &error);

  g_assert_no_error (error);
  return casebook;
}

/**
 * rabta_test_ui_application:
 *
 * Returns: (transfer none): an application that has started
 */
GtkApplication *
rabta_test_ui_application (void)
{
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = g_object_new (ADW_TYPE_APPLICATION,
                                  "application-id", "org.smeda.Rabta.Test",
                                  "resource-base-path", "/org/smeda/Rabta",
                                  "flags", G_APPLICATION_NON_UNIQUE,
                                  NULL);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      g_application_set_default (G_APPLICATION (application));
    }
  return application;
}

/**
 * rabta_test_iterate:
 *
 * One turn of the main loop, which waits for an event but not for long.
 */
void
rabta_test_iterate (void)
{
  guint id = g_timeout_add (20, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

/**
 * rabta_test_wait_until:
 *
 * Returns: whether @condition came to hold in time
 */
gboolean
rabta_test_wait_until (RabtaTestCondition condition,
                       gpointer           user_data)
{
  gint64 end = g_get_monotonic_time () + RABTA_TEST_PATIENCE;

  while (!condition (user_data))
    {
      if (g_get_monotonic_time () >= end)
        return FALSE;
      rabta_test_iterate ();
    }
  return TRUE;
}

/**
 * rabta_test_settle:
 *
 * Lets the newest window draw twice with nothing pending in between.
 */
void
rabta_test_settle (void)
{
  GtkWindow *window = rabta_test_top_window (G_TYPE_INVALID);
  gint64 end = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;
  GdkFrameClock *clock;
  int n_painted = 0;
  gulong id;

  if (window == NULL || (clock = gtk_widget_get_frame_clock (GTK_WIDGET (window))) == NULL)
    return;
  g_object_ref (clock);
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n_painted);
  while (n_painted < 2 && g_get_monotonic_time () < end)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      rabta_test_iterate ();
    }
  /* A window that closed meanwhile took its clock with it. */
  if (g_signal_handler_is_connected (clock, id))
    g_signal_handler_disconnect (clock, id);
  g_object_unref (clock);
  for (int i = 0; i < 500 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

/**
 * rabta_test_dup_name:
 *
 * Returns: (transfer full) (nullable): what a screen reader would call @widget, nearly
 */
char *
rabta_test_dup_name (GtkWidget *widget)
{
  char *name = accessible_label (widget);

  /* A button with a mnemonic hands its label on with the underscore in this version of GTK. */
  if (name != NULL && GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      char *plain = without_mnemonic (name);

      g_free (name);
      return plain;
    }
  if (name != NULL)
    return name;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return without_mnemonic (gtk_button_get_label (GTK_BUTTON (widget)));
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)) != NULL)
    return without_mnemonic (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)));
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (ADW_IS_MESSAGE_DIALOG (widget))
    return g_strdup (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (widget)));
  if (GTK_IS_WINDOW (widget))
    return g_strdup (gtk_window_get_title (GTK_WINDOW (widget)));
  if (has_text_name (widget) && (name = first_label (widget)) != NULL)
    return name;
  return g_strdup (gtk_widget_get_tooltip_text (widget));
}

/**
 * rabta_test_find:
 *
 * Returns: (transfer none) (nullable): the first widget of the role and name
 */
GtkWidget *
rabta_test_find (GtkWidget         *root,
                 GtkAccessibleRole  role,
                 const char        *name)
{
  return find_anywhere (root, role, G_TYPE_INVALID, name);
}

/**
 * rabta_test_get:
 *
 * Returns: (transfer none): the first widget of the role and name, which may take its time
 */
GtkWidget *
rabta_test_get (GtkWidget         *root,
                GtkAccessibleRole  role,
                const char        *name)
{
  gint64 end = g_get_monotonic_time () + RABTA_TEST_PATIENCE;
  GtkWidget *found;

  while ((found = rabta_test_find (root, role, name)) == NULL && g_get_monotonic_time () < end)
    rabta_test_iterate ();
  if (found == NULL)
    {
      rabta_test_dump (root);
      g_error ("There is no widget of role %d called “%s”.", role, name);
    }
  return found;
}

/**
 * rabta_test_find_type:
 *
 * Returns: (transfer none) (nullable): the first widget of a type
 */
GtkWidget *
rabta_test_find_type (GtkWidget *root,
                      GType      type)
{
  return find_anywhere (root, GTK_ACCESSIBLE_ROLE_NONE, type, NULL);
}

/**
 * rabta_test_shows:
 *
 * Returns: whether @text can be read below @root, or in any window where it is %NULL
 */
gboolean
rabta_test_shows (GtkWidget  *root,
                  const char *text)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (root != NULL)
    return shows_below (root, text);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (shows_below (window, text))
        return TRUE;
    }
  return FALSE;
}

/**
 * rabta_test_top_window:
 *
 * Returns: (transfer none) (nullable): the newest visible window of @type
 */
GtkWindow *
rabta_test_top_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (gtk_widget_get_mapped (GTK_WIDGET (window))
          && (type == G_TYPE_INVALID || g_type_is_a (G_OBJECT_TYPE (window), type)))
        return window;
    }
  return NULL;
}

/**
 * rabta_test_dump:
 *
 * Prints what can be seen below @root, or in any window where it is %NULL.
 */
void
rabta_test_dump (GtkWidget *root)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (root != NULL)
    {
      dump_below (root, 0);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      dump_below (window, 0);
    }
}

/**
 * rabta_test_click:
 *
 * Does what a click on @widget does; fails the test where a person could not click it.
 */
void
rabta_test_click (GtkWidget *widget)
{
  g_assert_true (GTK_IS_WIDGET (widget));
  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_is_sensitive (widget));

  if (GTK_IS_TOGGLE_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget),
                                  !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)));
  else if (GTK_IS_CHECK_BUTTON (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget),
                                 !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)));
  else if (GTK_IS_SWITCH (widget))
    gtk_switch_set_active (GTK_SWITCH (widget), !gtk_switch_get_active (GTK_SWITCH (widget)));
  else if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  else if (g_signal_lookup ("clicked", G_OBJECT_TYPE (widget)) != 0)
    g_signal_emit_by_name (widget, "clicked");
  else if (GTK_IS_LIST_BOX_ROW (widget))
    g_signal_emit_by_name (widget, "activate");
  else
    g_assert_true (gtk_widget_activate (widget));
}

/**
 * rabta_test_activate:
 * @action: name of an action that @widget reaches, "win.place"
 * @format: (nullable): format of its parameter, as of g_variant_new()
 *
 * Activates an action; fails the test where there is none of the name.
 */
void
rabta_test_activate (GtkWidget  *widget,
                     const char *action,
                     const char *format,
                     ...)
{
  GVariant *parameter = NULL;
  va_list arguments;

  if (format != NULL)
    {
      va_start (arguments, format);
      parameter = g_variant_new_va (format, NULL, &arguments);
      va_end (arguments);
    }
  g_assert_true (gtk_widget_activate_action_variant (widget, action, parameter));
}

/**
 * rabta_test_type:
 * @widget: an entry, an entry row or a text view
 *
 * Replaces what stands in @widget, letter by letter as a person does.
 */
void
rabta_test_type (GtkWidget  *widget,
                 const char *text)
{
  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_is_sensitive (widget));

  gtk_widget_grab_focus (widget);
  if (GTK_IS_TEXT_VIEW (widget))
    {
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
      return;
    }
  g_assert_true (GTK_IS_EDITABLE (widget));
  gtk_editable_delete_text (GTK_EDITABLE (widget), 0, -1);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      int position = -1;
      char letter[7] = { 0 };

      g_unichar_to_utf8 (g_utf8_get_char (c), letter);
      gtk_editable_insert_text (GTK_EDITABLE (widget), letter, -1, &position);
      gtk_editable_set_position (GTK_EDITABLE (widget), -1);
      g_main_context_iteration (NULL, FALSE);
    }
}

/**
 * rabta_test_respond:
 *
 * Waits for a message dialog and answers it.
 */
void
rabta_test_respond (const char *response)
{
  GtkWindow *dialog;

  rabta_test_wait (rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = rabta_test_top_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (dialog), response));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

/**
 * rabta_test_resize:
 *
 * Gives a window another size.
 */
void
rabta_test_resize (GtkWindow *window,
                   int        width,
                   int        height)
{
  gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;

  gtk_window_set_default_size (window, width, height);
  while (gtk_widget_get_width (GTK_WIDGET (window)) != width && g_get_monotonic_time () < end)
    rabta_test_iterate ();
  rabta_test_settle ();
}

/**
 * rabta_test_screenshot:
 * @widget: a window, or a widget of one
 * @name: name of the picture without ending
 *
 * Writes what @widget looks like to a PNG file.
 */
void
rabta_test_screenshot (GtkWidget  *widget,
                       const char *name)
{
  const char *shots = g_getenv ("RABTA_TEST_SHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  GskRenderer *renderer;

  if (shots == NULL)
    return;
  rabta_test_settle ();
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (shots, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
