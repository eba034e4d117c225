/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database.h"

#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
check_file (const char  *path,
            const char  *action,
            GError     **error)
{
  struct stat status;

  if (g_stat (path, &status) != 0)
    {
      rabta_store_set_error_errno (error, errno, action);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_A_CASEBOOK,
                   _("%s: this is not a file"), action);
      return FALSE;
    }
  return TRUE;
}

/* The file is private from its first moment: it will hold people's names and numbers. */
static gboolean
make_file (const char  *path,
           const char  *action,
           GError     **error)
{
  int descriptor = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (descriptor < 0)
    {
      rabta_store_set_error_errno (error, errno, action);
      return FALSE;
    }
  close (descriptor);
  return TRUE;
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  struct stat status;

  return g_stat (log, &status) == 0 && status.st_size > 0;
}

/* Reads the header of the file, and nothing but the header. */
static gboolean
read_application_id (RabtaDatabase  *self,
                     gint64         *id,
                     const char     *action,
                     GError        **error)
{
  return rabta_store_query_int (self->handle, "PRAGMA application_id", id, action, error);
}

/* Nobody asks SQLite how much memory it uses; counting it takes a lock at each allocation. */
static void
configure_library (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&done, 1);
    }
}

static gboolean
open_handle (RabtaDatabase  *self,
             const char     *name,
             int             flags,
             const char     *action,
             GError        **error)
{
  int code;

  configure_library ();
  code = sqlite3_open_v2 (name, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    {
      rabta_store_set_error (error, self->handle, code, action);
      return FALSE;
    }
  /* A file that turns out to be another program's is left exactly as it was found. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return rabta_store_configure (self, action, error);
}

/* A casebook in a folder that may not be written: SQLite cannot make the shared index it needs
 * there, but while there is no write-ahead log nobody has anything to share. */
static gboolean
open_immutable (RabtaDatabase  *self,
                const char     *action,
                GError        **error)
{
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, NULL);
  g_autofree char *name = g_strconcat (uri, "?immutable=1", NULL);

  g_clear_pointer (&self->handle, sqlite3_close);
  self->immutable = TRUE;
  return open_handle (self, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, action, error);
}

static gboolean
open_existing (RabtaDatabase  *self,
               gint64         *id,
               const char     *action,
               GError        **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!open_handle (self, self->path,
                    self->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, action, error))
    return FALSE;

  if (self->writable && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      rabta_store_set_error (error, NULL, SQLITE_READONLY, action);
      return FALSE;
    }

  if (read_application_id (self, id, action, &local_error))
    return TRUE;

  /* The casebook was there a moment ago: what is missing is its shared index, after SQLite was not
   * allowed to make it. */
  if (g_error_matches (local_error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND)
      && g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_clear_error (&local_error);
      rabta_store_set_error (&local_error, NULL, SQLITE_READONLY, action);
    }

  if (!self->writable && !has_log (self->path)
      && g_error_matches (local_error, RABTA_ERROR, RABTA_ERROR_READ_ONLY))
    return open_immutable (self, action, error) && read_application_id (self, id, action, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
prepare_file (RabtaDatabase       *self,
              RabtaDatabaseFlags   flags,
              const char          *action,
              GError             **error)
{
  gint64 id = 0;

  if (!open_existing (self, &id, action, error))
    return FALSE;

  if ((flags & RABTA_DATABASE_CREATE) != 0)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d", self->application_id);
      int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

      if (code != SQLITE_OK)
        {
          rabta_store_set_error (error, self->handle, code, action);
          return FALSE;
        }
      if (!read_application_id (self, &id, action, error))
        return FALSE;
    }
  if (id != self->application_id)
    {
      rabta_store_set_error (error, NULL, SQLITE_NOTADB, action);
      return FALSE;
    }
  if (self->writable)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

static RabtaDatabase *
open_database (const char          *path,
               RabtaDatabaseFlags   flags,
               gint32               application_id,
               int                  cache_kib,
               const char          *action,
               GError             **error)
{
  g_autoptr (RabtaDatabase) self = g_new0 (RabtaDatabase, 1);
  gboolean create = (flags & RABTA_DATABASE_CREATE) != 0;

  self->path = g_canonicalize_filename (path, NULL);
  self->claim = -1;
  self->application_id = application_id;
  self->writable = (flags & RABTA_DATABASE_WRITE) != 0;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, rabta_database_free_statements);

  if (!create && !check_file (self->path, action, error))
    return NULL;
  if (self->writable)
    {
      self->claim = rabta_store_claim (self->path, &self->claim_path, action, error);
      if (self->claim < 0)
        return NULL;
    }
  if (create && !make_file (self->path, action, error))
    return NULL;

  if (!prepare_file (self, flags, action, error)
      || ((flags & RABTA_DATABASE_CHECK) != 0 && !rabta_database_integrity (self, TRUE, error))
      || !rabta_store_apply_pragmas (self, cache_kib, action, error))
    {
      if (create)
        g_unlink (self->path);
      return NULL;
    }

  self->owner = NULL;
  return g_steal_pointer (&self);
}

/**
 * rabta_database_open:
 * @path: a file name
 * @flags: how; #RABTA_DATABASE_WRITE takes the casebook's one claim to write, which lasts until
 *   rabta_database_close() and keeps no reader out
 * @application_id: the mark that the file must bear, and is given when it is created
 * @cache_kib: bound of the page cache, in KiB
 * @error: return location for a #GError
 *
 * Opens a casebook file; a new one is readable by its owner only. Fails with
 * %RABTA_ERROR_NOT_FOUND, %RABTA_ERROR_EXISTS (with #RABTA_DATABASE_CREATE),
 * %RABTA_ERROR_NOT_A_CASEBOOK, %RABTA_ERROR_CORRUPT, %RABTA_ERROR_READ_ONLY, %RABTA_ERROR_FULL or,
 * within two seconds, with %RABTA_ERROR_BUSY when another program has the claim. A file that is not
 * a casebook is left as it was.
 *
 * Returns: (transfer full): a connection that no thread owns yet, or %NULL
 */
RabtaDatabase *
rabta_database_open (const char          *path,
                     RabtaDatabaseFlags   flags,
                     gint32               application_id,
                     int                  cache_kib,
                     GError             **error)
{
  g_autofree char *name = NULL;
  g_autofree char *action = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (cache_kib > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  g_return_val_if_fail ((flags & RABTA_DATABASE_CREATE) == 0
                        || (flags & RABTA_DATABASE_WRITE) != 0, NULL);

  name = g_filename_display_basename (path);
  action = (flags & RABTA_DATABASE_CREATE) != 0 ? g_strdup_printf (_("Create “%s”"), name)
                                                : g_strdup_printf (_("Open “%s”"), name);
  return open_database (path, flags, application_id, cache_kib, action, error);
}
