/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/view-settings.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static GKeyFile *settings;

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "rabta", "views.ini", NULL);
}

/**
 * rabta_view_settings_get:
 *
 * The remembered views. A file that is missing or cannot be read counts as empty: what is lost with
 * it is a convenience and no record. Call from the main thread only.
 *
 * Returns: (transfer none): the key file, kept for the life of the program
 */
GKeyFile *
rabta_view_settings_get (void)
{
  if (settings == NULL)
    {
      g_autofree char *path = dup_path ();

      settings = g_key_file_new ();
      g_key_file_load_from_file (settings, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
    }

  return settings;
}

/**
 * rabta_view_settings_save:
 * @error: return location for an error
 *
 * Writes the remembered views.
 *
 * Returns: %FALSE when they could not be written
 */
gboolean
rabta_view_settings_save (GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) failure = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_key_file_save_to_file (rabta_view_settings_get (), path, &failure))
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
               _("The view could not be remembered in “%s”: %s"), path,
               failure != NULL ? failure->message : g_strerror (errno));
  return FALSE;
}
