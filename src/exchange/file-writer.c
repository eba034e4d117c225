/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/file-writer.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER (256 * 1024)

struct _RabtaFileWriter
{
  char    *path;      /* final name, links followed; NULL for standard output */
  char    *temporary; /* name until the commit, where the file has one already */
  int      fd;
  gboolean in_place;  /* pipes and devices */
  gboolean keep_present;
  gsize    filled;
  char     buffer[BUFFER];
};

static gboolean
fail (RabtaFileWriter  *self,
      int               code,
      GError          **error)
{
  const char *name = self->path != NULL ? self->path : _("standard output");

  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FULL,
                   _("Could not write “%s”: the disk is full. Nothing was changed there."), name);
      break;

    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                   _("Could not write “%s”: the folder may not be written to."), name);
      break;

    case EEXIST:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS, _("There is a file “%s” already; it was left as it is."), name);
      break;

    case ENOENT:
    case ENOTDIR:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("Could not write “%s”: the folder does not exist."), name);
      break;

    default:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("Could not write “%s”: %s."), name,
                   g_strerror (code));
      break;
    }

  return FALSE;
}

static gboolean
flush (RabtaFileWriter  *self,
       GError          **error)
{
  gsize written = 0;

  while (written < self->filled)
    {
      gssize n = write (self->fd, self->buffer + written, self->filled - written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self, errno, error);
      written += (gsize) n;
    }

  self->filled = 0;
  return TRUE;
}

static char *
make_hidden_name (RabtaFileWriter *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);

  return g_build_filename (folder, hidden, NULL);
}

/* A file without a name goes away with the program, however that ends. Not every file system has such. */
static gboolean
open_temporary (RabtaFileWriter    *self,
                const struct stat  *present,
                GError            **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (g_file_test ("/proc/self/fd", G_FILE_TEST_IS_DIR))
    self->fd = open (folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      self->temporary = make_hidden_name (self);
      self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, 0666);
    }
  if (self->fd < 0)
    {
      g_clear_pointer (&self->temporary, g_free);
      return fail (self, errno, error);
    }

  /* A file that only its owner could read stays so. */
  if (present != NULL && fchmod (self->fd, present->st_mode & 0777) < 0)
    return fail (self, errno, error);
  return TRUE;
}

static gboolean
link_as (RabtaFileWriter *self,
         const char      *name)
{
  g_autofree char *open_file = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return linkat (AT_FDCWD, open_file, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* A file without a name cannot be put in the place of another: it gets one for that moment. */
static gboolean
give_name (RabtaFileWriter *self)
{
  if (self->temporary != NULL || link_as (self, self->path))
    return TRUE;
  if (self->keep_present && errno == EEXIST)
    return FALSE;
  for (int i = 0; errno == EEXIST && i < 100; i++)
    {
      g_autofree char *name = make_hidden_name (self);

      for (char *letter = name + strlen (name) - strlen ("XXXXXX"); *letter != '\0'; letter++)
        *letter = (char) g_random_int_range ('a', 'z' + 1);
      if (link_as (self, name))
        {
          self->temporary = g_steal_pointer (&name);
          return TRUE;
        }
    }

  return FALSE;
}

/* Memory sticks with FAT know no links, and the kernel's way not to replace a file is not known to all. */
static gboolean
rename_temporary (RabtaFileWriter *self)
{
  if (!self->keep_present)
    return rename (self->temporary, self->path) == 0;
  if (link (self->temporary, self->path) == 0)
    return g_unlink (self->temporary) == 0;
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
    return FALSE;
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return FALSE;
    }

  return rename (self->temporary, self->path) == 0;
}

/* So that the new name survives a power cut as well. */
static void
sync_folder (RabtaFileWriter *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  if (fsync (fd) < 0)
    g_debug ("fsync of %s: %s", folder, g_strerror (errno));
  close (fd);
}

/**
 * rabta_file_writer_is_same:
 * @a: a file name
 * @b: another one
 *
 * Returns: whether both lead to one file that is there
 */
gboolean
rabta_file_writer_is_same (const char *a,
                           const char *b)
{
  struct stat stat_a, stat_b;

  return stat (a, &stat_a) == 0 && stat (b, &stat_b) == 0 && stat_a.st_dev == stat_b.st_dev
         && stat_a.st_ino == stat_b.st_ino;
}

static gboolean
exists_with (const char *path,
             const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* To open and close a file that SQLite has open here drops its locks: one that has files beside it as
 * an open casebook has is taken for one unread. */
static gboolean
is_casebook (const char *path)
{
  static const char magic[] = "SQLite format 3";
  char start[sizeof magic] = "";
  struct stat status;
  gssize n;
  int fd;

  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return FALSE;
  if (exists_with (path, "-wal") || exists_with (path, "-shm") || exists_with (path, "-journal"))
    return TRUE;
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  n = read (fd, start, sizeof start);
  close (fd);

  return n == sizeof start && memcmp (start, magic, sizeof start) == 0;
}

static gboolean
is_of_casebook (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (path, suffixes[i]))
      {
        g_autofree char *name = g_strndup (path, strlen (path) - strlen (suffixes[i]));

        return is_casebook (name);
      }

  return is_casebook (path);
}

/**
 * rabta_file_writer_check:
 * @path: where something is to be written
 * @casebook: (nullable): path of the casebook in use
 * @error: return location for an error; %RABTA_ERROR_INVALID
 *
 * A slip of the hand in the choice of a name must not cost a casebook.
 *
 * Returns: whether @path is no casebook, nor one of the files that belong to one
 */
gboolean
rabta_file_writer_check (const char  *path,
                         const char  *casebook,
                         GError     **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  g_return_val_if_fail (path != NULL, FALSE);

  for (gsize i = 0; casebook != NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (casebook, suffixes[i], NULL);

      if (rabta_file_writer_is_same (path, name))
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("Could not write “%s”: that is the casebook itself. Choose another name."), path);
          return FALSE;
        }
    }

  if (!is_of_casebook (path))
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("Could not write “%s”: that is a casebook. Choose another name."), path);

  return FALSE;
}

/**
 * rabta_file_writer_new:
 * @path: file name, or "-" for standard output
 * @error: return location for an error
 *
 * Starts to write a file. Pipes and devices are written directly.
 *
 * Returns: (transfer full) (nullable): a writer
 */
RabtaFileWriter *
rabta_file_writer_new (const char  *path,
                       GError     **error)
{
  g_autoptr (RabtaFileWriter) self = NULL;
  struct stat present;
  gboolean exists;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (RabtaFileWriter, 1);
  self->fd = -1;

  if (strcmp (path, "-") == 0)
    {
      self->fd = STDOUT_FILENO;
      self->in_place = TRUE;
      return g_steal_pointer (&self);
    }

  self->path = realpath (path, NULL);
  if (self->path == NULL)
    self->path = strdup (path);

  exists = stat (self->path, &present) == 0;
  if (exists && S_ISDIR (present.st_mode))
    {
      fail (self, EISDIR, error);
      return NULL;
    }

  if (exists && !S_ISREG (present.st_mode))
    {
      self->in_place = TRUE;
      self->fd = open (self->path, O_WRONLY | O_CLOEXEC);
      if (self->fd < 0)
        {
          fail (self, errno, error);
          return NULL;
        }
      return g_steal_pointer (&self);
    }

  if (!open_temporary (self, exists ? &present : NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rabta_file_writer_keep_present (RabtaFileWriter *self)
{
  g_return_if_fail (self != NULL);

  self->keep_present = TRUE;
}

/**
 * rabta_file_writer_write:
 * @self: a writer
 * @data: bytes
 * @length: how many
 * @error: return location for an error; %RABTA_ERROR_FULL when the disk is full
 *
 * Returns: whether all of it was taken
 */
gboolean
rabta_file_writer_write (RabtaFileWriter  *self,
                         const char       *data,
                         gsize             length,
                         GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  while (length > 0)
    {
      gsize n = MIN (length, BUFFER - self->filled);

      memcpy (self->buffer + self->filled, data, n);
      self->filled += n;
      data += n;
      length -= n;

      if (self->filled == BUFFER && !flush (self, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rabta_file_writer_commit:
 * @self: a writer, of no use afterwards
 * @error: return location for an error
 *
 * Brings everything to the disk and only then puts it in the place of what was there.
 *
 * Returns: whether the file is there
 */
gboolean
rabta_file_writer_commit (RabtaFileWriter  *self,
                          GError          **error)
{
  int fd;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!flush (self, error))
    return FALSE;

  if (self->in_place)
    return TRUE;

  if (fsync (self->fd) < 0 || !give_name (self))
    return fail (self, errno, error);

  fd = self->fd;
  self->fd = -1;
  if (close (fd) < 0 || (self->temporary != NULL && !rename_temporary (self)))
    return fail (self, errno, error);

  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self);
  return TRUE;
}

/**
 * rabta_file_writer_free:
 * @self: (nullable) (transfer full): a writer; without a commit what it wrote goes away
 */
void
rabta_file_writer_free (RabtaFileWriter *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0 && self->fd != STDOUT_FILENO)
    close (self->fd);

  if (self->temporary != NULL && g_unlink (self->temporary) < 0)
    g_warning ("Could not remove “%s”: %s", self->temporary, g_strerror (errno));

  g_free (self->temporary);
  free (self->path);
  g_free (self);
}
