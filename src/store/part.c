/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SQLite needs a name to write to, so a casebook or a copy that is being made cannot be a file without
 * one. Instead a lock is held beside it for as long as somebody is at work on it. The kernel gives the
 * lock back however a program ends: a lock file that nobody holds tells of a part that nobody will
 * finish, and the next one made in the same folder takes it away. */

#include "config.h"

#include "store/part.h"

#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".rabta-part-"
#define LETTERS "XXXXXX"
#define LOCK_SUFFIX ".held"

struct _RabtaPart
{
  char *destination;
  char *action;
  char *path;
  char *lock_path;
  int   lock;
  guint overwrite : 1;
  guint is_moved : 1;
};

static gboolean
is_lock_name (const char *name)
{
  gsize length = strlen (PREFIX LETTERS LOCK_SUFFIX);

  if (strlen (name) != length || !g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, LOCK_SUFFIX))
    return FALSE;
  for (gsize i = strlen (PREFIX); i < strlen (PREFIX LETTERS); i++)
    if (!g_ascii_isalnum (name[i]))
      return FALSE;

  return TRUE;
}

static char *
path_of_part (const char *lock_path)
{
  return g_strndup (lock_path, strlen (lock_path) - strlen (LOCK_SUFFIX));
}

static void
remove_part (const char *path)
{
  static const char *const suffixes[] = { "-journal", "-wal", "-shm", ".lock", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static void
clean_one (const char *lock_path)
{
  int lock = open (lock_path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;

  if (lock < 0)
    return;
  if (fstat (lock, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid ()
      && flock (lock, LOCK_EX | LOCK_NB) == 0 && rabta_store_is_named (lock, lock_path))
    {
      g_autofree char *path = path_of_part (lock_path);

      remove_part (path);
      g_unlink (lock_path);
    }
  close (lock);
}

static void
clean_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_lock_name (name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        clean_one (path);
      }
}

/* A file system that knows no locks has parts without: they are never taken for abandoned. */
static gboolean
take_lock (RabtaPart *self)
{
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return rabta_store_is_named (self->lock, self->lock_path);
  if (errno == EWOULDBLOCK)
    return FALSE;
  g_unlink (self->lock_path);

  return TRUE;
}

/**
 * rabta_part_new:
 * @destination: where the file will be
 * @overwrite: whether a file of that name may be replaced
 * @action: what is attempted, translated
 * @error: return location for a #GError: %RABTA_ERROR_EXISTS, %RABTA_ERROR_READ_ONLY,
 *   %RABTA_ERROR_NOT_FOUND, %RABTA_ERROR_FULL …
 *
 * Finds a name in the folder of @destination for a file that is yet to be made, and takes away what
 * programs that were killed left there under such names.
 *
 * Returns: (transfer full) (nullable): a part
 */
RabtaPart *
rabta_part_new (const char  *destination,
                gboolean     overwrite,
                const char  *action,
                GError     **error)
{
  g_autoptr (RabtaPart) self = g_new0 (RabtaPart, 1);
  g_autofree char *folder = g_path_get_dirname (destination);
  struct stat present;

  self->lock = -1;
  self->overwrite = overwrite;
  if (!overwrite && g_lstat (destination, &present) == 0)
    {
      rabta_store_set_error_errno (error, EEXIST, action);
      return NULL;
    }
  clean_folder (folder);
  self->destination = g_strdup (destination);
  self->action = g_strdup (action);
  do
    {
      if (self->lock >= 0)
        close (self->lock);
      g_free (self->lock_path);
      self->lock_path = g_build_filename (folder, PREFIX LETTERS LOCK_SUFFIX, NULL);
      self->lock = g_mkstemp_full (self->lock_path, O_RDWR | O_CLOEXEC, 0600);
      if (self->lock < 0)
        {
          rabta_store_set_error_errno (error, errno, action);
          return NULL;
        }
    }
  while (!take_lock (self)); /* another one was cleaning up just then */
  self->path = path_of_part (self->lock_path);

  return g_steal_pointer (&self);
}

/**
 * rabta_part_get_path:
 * @self: a part
 *
 * Returns: (transfer none): its name until it is moved; the file is for the caller to make
 */
const char *
rabta_part_get_path (RabtaPart *self)
{
  return self->path;
}

static gboolean
sync_folder (const char  *path,
             const char  *action,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int code = 0;

  if (descriptor < 0 || fsync (descriptor) != 0)
    code = errno;
  if (descriptor >= 0)
    close (descriptor);
  /* Some file systems of USB sticks cannot sync a folder. */
  if (code == 0 || code == EINVAL || code == ENOTSUP)
    return TRUE;
  rabta_store_set_error_errno (error, code, action);

  return FALSE;
}

/**
 * rabta_part_move:
 * @self: a part whose file is whole, synced and open nowhere
 * @error: return location for a #GError: %RABTA_ERROR_EXISTS …
 *
 * Returns: whether the file is at its destination, for good
 */
gboolean
rabta_part_move (RabtaPart  *self,
                 GError    **error)
{
  const char *to = self->destination;
  int result;

  /* The log of a casebook that is gone. */
  if (!self->overwrite && !g_file_test (to, G_FILE_TEST_EXISTS) && !rabta_store_set_aside (to, self->action, error))
    return FALSE;
  result = renameat2 (AT_FDCWD, self->path, AT_FDCWD, to, self->overwrite ? 0 : RENAME_NOREPLACE);
  /* Not every file system knows how not to replace. */
  if (result != 0 && errno == EINVAL && !g_file_test (to, G_FILE_TEST_EXISTS))
    result = g_rename (self->path, to);
  if (result != 0)
    {
      rabta_store_set_error_errno (error, errno, self->action);
      return FALSE;
    }
  self->is_moved = TRUE;

  return sync_folder (to, self->action, error);
}

/**
 * rabta_part_free:
 * @self: (transfer full): a part; a file that was not moved is removed
 */
void
rabta_part_free (RabtaPart *self)
{
  if (self->path != NULL && !self->is_moved)
    remove_part (self->path);
  /* Last, and closed after it is removed: see rabta_store_release_claim(). */
  if (self->path != NULL)
    g_unlink (self->lock_path);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->destination);
  g_free (self->action);
  g_free (self->path);
  g_free (self->lock_path);
  g_free (self);
}
