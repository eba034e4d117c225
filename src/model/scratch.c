/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/scratch.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PREFIX "state-"

/* What is older was left by a program that was killed. */
#define OLDEST_SECONDS (24 * 60 * 60)

/**
 * rabta_scratch_remove:
 * @folder: of rabta_scratch_new()
 *
 * Takes the folder away with the files in it.
 */
void
rabta_scratch_remove (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
remove_leftovers (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      GStatBuf status;

      if (g_str_has_prefix (name, PREFIX) && g_lstat (path, &status) == 0 && S_ISDIR (status.st_mode) &&
          status.st_mtime + OLDEST_SECONDS < now)
        rabta_scratch_remove (path);
    }
}

/**
 * rabta_scratch_new:
 * @error: return location
 *
 * Makes a folder that nobody else can read. It is on the disk and not among the temporary files, which often
 * lie in memory.
 *
 * Returns: (transfer full) (nullable): its path, for rabta_scratch_remove()
 */
char *
rabta_scratch_new (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "rabta", NULL);
  g_autofree char *folder = g_build_filename (parent, PREFIX "XXXXXX", NULL);

  g_mkdir_with_parents (parent, 0700);
  remove_leftovers (parent);
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY, _("Look at another state: no folder can be made in %s"),
                   parent);
      return NULL;
    }

  return g_steal_pointer (&folder);
}
