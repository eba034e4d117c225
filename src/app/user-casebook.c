/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/user-casebook.h"

#include "ui/settings.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define SUFFIX ".casebook"

static char *
casebooks_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "rabta", NULL);
}

/* The casebook of a folder that was written last. */
static char *
newest_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  gint64 newest_time = G_MININT64;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (!g_str_has_suffix (name, SUFFIX) || g_stat (path, &status) != 0)
        continue;
      if (newest == NULL || status.st_mtime > newest_time)
        {
          newest_time = status.st_mtime;
          g_free (newest);
          newest = g_steal_pointer (&path);
        }
    }
  return g_steal_pointer (&newest);
}

/**
 * rabta_user_casebook_find:
 *
 * Which casebook is meant when none is named: the one that was open last, else the newest in the
 * user's data folder.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL where the user has none
 */
char *
rabta_user_casebook_find (void)
{
  g_autofree char *last = rabta_settings_get_string ("casebook", NULL);
  g_autofree char *folder = NULL;

  if (last != NULL && g_file_test (last, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&last);
  folder = casebooks_folder ();
  return newest_in (folder);
}

/**
 * rabta_user_casebook_default:
 *
 * Where a new casebook of the user goes: a path in the user's data folder that is not taken yet.
 * The folder is made where it is missing; that it cannot be made shows when the file is.
 *
 * Returns: (transfer full): the path
 */
char *
rabta_user_casebook_default (void)
{
  g_autofree char *folder = casebooks_folder ();
  g_autofree char *path = g_build_filename (folder, "rabta" SUFFIX, NULL);

  g_mkdir_with_parents (folder, 0700);
  for (int i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("rabta-%d" SUFFIX, i);

      g_free (path);
      path = g_build_filename (folder, name, NULL);
    }
  return g_steal_pointer (&path);
}

/**
 * rabta_user_casebook_sample:
 *
 * Where the sample casebook is kept: apart from the user's own, so that it is never meant when none
 * is named.
 *
 * Returns: (transfer full): the path, whether there is a file or not
 */
char *
rabta_user_casebook_sample (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "rabta", "sample", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, "sample" SUFFIX, NULL);
}

/**
 * rabta_user_casebook_remember:
 * @path: path of a casebook that was opened
 *
 * Makes it the one meant the next time.
 */
void
rabta_user_casebook_remember (const char *path)
{
  g_autofree char *absolute = NULL;

  g_return_if_fail (path != NULL);

  absolute = g_canonicalize_filename (path, NULL);
  rabta_settings_set_string ("casebook", absolute);
}
