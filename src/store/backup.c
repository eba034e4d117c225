/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup.h"

#include "store/part.h"
#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Between two looks at the cancellable: 1 MiB with pages of 4 KiB. */
#define PAGES_PER_STEP 256
#define BUSY_PAUSE_MS 20
#define BACKUP_CACHE_KIB 2048

static int
progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static gboolean
sync_file (const char  *path,
           const char  *action,
           GError     **error)
{
  int descriptor = open (path, O_RDWR | O_CLOEXEC);
  int code = 0;

  if (descriptor < 0 || fsync (descriptor) != 0)
    code = errno;
  if (descriptor >= 0)
    close (descriptor);
  if (code == 0 || code == EINVAL || code == ENOTSUP)
    return TRUE;
  rabta_store_set_error_errno (error, code, action);

  return FALSE;
}

/* The file made here is new, so that no connection of this process can lose its locks by the close
 * of the descriptor. */
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
copy_pages (sqlite3       *from,
            sqlite3       *to,
            GCancellable  *cancellable,
            const char    *action,
            GError       **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  gint64 deadline = g_get_monotonic_time () + RABTA_STORE_BUSY_TIMEOUT_MS * (gint64) 1000;
  int code = SQLITE_OK;

  if (backup == NULL)
    {
      rabta_store_set_error (error, to, sqlite3_extended_errcode (to), action);
      return FALSE;
    }

  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    {
      code = sqlite3_backup_step (backup, PAGES_PER_STEP);
      if (((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
          && g_get_monotonic_time () < deadline)
        {
          g_usleep (BUSY_PAUSE_MS * 1000);
          code = SQLITE_OK;
        }
    }
  sqlite3_backup_finish (backup);

  if (code == SQLITE_DONE)
    return TRUE;
  if (code == SQLITE_OK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s: cancelled"), action);
  else
    /* The failure may be of either side, so the connection's own message could be the wrong one. */
    rabta_store_set_error (error, (code & 0xff) == SQLITE_IOERR ? to : NULL, code, action);
  return FALSE;
}

/* A copy that may be read years later, from a medium that may not be written, is better off without
 * a write-ahead log; the first writer switches it back. */
static gboolean
make_plain_and_verify (sqlite3     *handle,
                       gint64       application_id,
                       const char  *action,
                       GError     **error)
{
  sqlite3_stmt *statement = NULL;
  gint64 id = 0;
  gboolean sound = FALSE;
  int code = sqlite3_exec (handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (handle, "PRAGMA integrity_check(1)", -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  else
    rabta_store_set_error (error, handle, code, action);
  sqlite3_finalize (statement);

  if (code != SQLITE_ROW
      || !rabta_store_query_int (handle, "PRAGMA application_id", &id, action, error))
    return FALSE;
  if (!sound || id != application_id)
    {
      rabta_store_set_error (error, NULL, SQLITE_CORRUPT, action);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill_copy (RabtaDatabase  *database,
           const char     *path,
           GCancellable   *cancellable,
           const char     *action,
           GError        **error)
{
  sqlite3 *handle = NULL;
  gboolean done;
  int code = sqlite3_open_v2 (path, &handle,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                              NULL);

  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY",
                         NULL, NULL, NULL); /* synced as a whole, below */
  if (code != SQLITE_OK)
    {
      rabta_store_set_error (error, handle, code, action);
      sqlite3_close (handle);
      return FALSE;
    }

  if (cancellable != NULL)
    sqlite3_progress_handler (handle, 2000, progress_cb, cancellable);
  done = copy_pages (database->handle, handle, cancellable, action, error)
         && make_plain_and_verify (handle, database->application_id, action, error);
  sqlite3_close (handle);
  return done && sync_file (path, action, error);
}

/* Makes a verified copy that is yet to be moved to @destination. */
static RabtaPart *
make_copy (RabtaDatabase  *database,
           const char     *destination,
           gboolean        overwrite,
           GCancellable   *cancellable,
           const char     *action,
           GError        **error)
{
  g_autoptr (RabtaPart) part = rabta_part_new (destination, overwrite, action, error);
  gboolean begun = FALSE;
  gboolean done;

  if (part == NULL || !make_file (rabta_part_get_path (part), action, error))
    return NULL;

  /* One moment for the whole copy; without it each commit of another connection begins it anew. */
  if (!rabta_database_in_transaction (database))
    {
      begun = rabta_database_begin_read (database, error);
      if (!begun)
        return NULL;
      rabta_database_get_int (database, "SELECT count(*) FROM sqlite_schema", 0);
    }
  done = fill_copy (database, rabta_part_get_path (part), cancellable, action, error);
  if (begun)
    rabta_database_rollback (database);

  return done ? g_steal_pointer (&part) : NULL;
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  struct stat first, second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0
         && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/**
 * rabta_backup_write:
 * @database: a connection of this thread, with no change begun; others may go on writing
 * @destination: where to
 * @overwrite: whether a file of that name may be replaced
 * @cancellable: (nullable): stops the copying
 * @error: return location for a #GError: %RABTA_ERROR_EXISTS, %RABTA_ERROR_FULL,
 *   %RABTA_ERROR_READ_ONLY, %RABTA_ERROR_CORRUPT …
 *
 * Writes a verified copy of the casebook as of one moment. Until it is whole, checked and on the
 * disk it has another name; after an error nothing is left of it and what was there before is
 * untouched.
 *
 * Returns: %TRUE when the copy is in place
 */
gboolean
rabta_backup_write (RabtaDatabase  *database,
                    const char     *destination,
                    gboolean        overwrite,
                    GCancellable   *cancellable,
                    GError        **error)
{
  g_autoptr (RabtaPart) part = NULL;
  const char *action = _("Back up the casebook");

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (destination != NULL, FALSE);
  rabta_database_assert_owner (database);
  /* The copy would hold what may yet be rolled back. */
  g_return_val_if_fail (sqlite3_txn_state (database->handle, "main") != SQLITE_TXN_WRITE, FALSE);

  if (is_same_file (database->path, destination))
    {
      rabta_store_set_error_errno (error, EEXIST, action);
      return FALSE;
    }

  part = make_copy (database, destination, overwrite, cancellable, action, error);

  return part != NULL && rabta_part_move (part, error);
}

/* Opens and examines the backup, and puts a copy of it beside @destination. */
static RabtaPart *
copy_of_backup (const char  *backup,
                const char  *destination,
                gint32       application_id,
                int          newest_version,
                const char  *action,
                GError     **error)
{
  g_autoptr (RabtaDatabase) database = NULL;
  g_autofree char *name = NULL;

  database = rabta_database_open (backup, RABTA_DATABASE_READ, application_id, BACKUP_CACHE_KIB,
                                  error);
  if (database == NULL || !rabta_database_integrity (database, FALSE, error))
    return NULL;
  if (rabta_database_get_int (database, "PRAGMA user_version", G_MAXINT) > newest_version)
    {
      name = g_filename_display_basename (backup);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                   _("“%s” was made by a newer version of Rabta; install that version to restore it"),
                   name);
      return NULL;
    }
  return make_copy (database, destination, TRUE, NULL, action, error);
}

static char *
name_for_old (const char *destination)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *instant = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *name = g_strdup_printf ("%s.before-restore-%s", destination, instant);

  for (int i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.before-restore-%s-%d", destination, instant, i);
    }
  return name;
}

/*
 * rabta_store_set_aside:
 * @destination: the name that a new file is about to take
 * @action: what is attempted, translated
 * @error: return location for a #GError
 *
 * Gives the old file, if there is one, a second name, and its log along with it: an old file that is
 * damaged may not let its log be written back. The log must be gone before the new file takes the
 * name, or SQLite would write it into that.
 *
 * Returns: whether the name is free of logs
 */
gboolean
rabta_store_set_aside (const char  *destination,
                       const char  *action,
                       GError     **error)
{
  g_autofree char *old = name_for_old (destination);
  g_autofree char *log = g_strconcat (destination, "-wal", NULL);
  g_autofree char *old_log = g_strconcat (old, "-wal", NULL);
  g_autofree char *index = g_strconcat (destination, "-shm", NULL);

  if (g_file_test (destination, G_FILE_TEST_EXISTS)
      && link (destination, old) != 0 && g_rename (destination, old) != 0)
    {
      rabta_store_set_error_errno (error, errno, action);
      return FALSE;
    }
  if (g_rename (log, old_log) != 0 && errno != ENOENT)
    {
      rabta_store_set_error_errno (error, errno, action);
      return FALSE;
    }
  g_unlink (index);
  return TRUE;
}

/**
 * rabta_backup_restore:
 * @backup: a backup
 * @destination: the casebook to put in its place; need not exist
 * @application_id: the mark that the backup must bear
 * @newest_version: the newest schema that this program knows
 * @error: return location for a #GError: %RABTA_ERROR_NOT_A_CASEBOOK, %RABTA_ERROR_CORRUPT,
 *   %RABTA_ERROR_TOO_NEW, %RABTA_ERROR_BUSY while any program, this one included, has @destination
 *   open to write …
 *
 * Replaces a casebook by a backup that was examined first. The old file is kept beside it as
 * "<name>.before-restore-<instant>".
 *
 * Returns: %TRUE when the backup is in place
 */
gboolean
rabta_backup_restore (const char  *backup,
                      const char  *destination,
                      gint32       application_id,
                      int          newest_version,
                      GError     **error)
{
  g_autoptr (RabtaPart) part = NULL;
  g_autofree char *claim_path = NULL;
  const char *action = _("Restore the casebook");
  gboolean done;
  int claim;

  g_return_val_if_fail (backup != NULL, FALSE);
  g_return_val_if_fail (destination != NULL, FALSE);

  if (is_same_file (backup, destination))
    {
      rabta_store_set_error_errno (error, EEXIST, action);
      return FALSE;
    }
  claim = rabta_store_claim (destination, &claim_path, action, error);
  if (claim < 0)
    return FALSE;

  part = copy_of_backup (backup, destination, application_id, newest_version, action, error);
  done = part != NULL && rabta_store_set_aside (destination, action, error) && rabta_part_move (part, error);

  rabta_store_release_claim (claim, claim_path);
  return done;
}
