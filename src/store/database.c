/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database.h"

#include "store/private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

__thread char rabta_store_thread;

/* More spares than this of one text are statements that were never reset. */
#define MAX_SPARES 16

static int
progress_cb (void *data)
{
  RabtaDatabase *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* Runs one of the small statements of a transaction, which a cancelled job must still finish. */
static int
run_uninterrupted (RabtaDatabase *self,
                   const char    *sql)
{
  int code;

  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (self->cancellable != NULL)
    rabta_database_set_cancellable (self, self->cancellable);
  return code;
}

/*
 * rabta_database_free_statements:
 * @data: the first of the statements of one text
 *
 * Frees them; the value destroy function of the cache.
 */
void
rabta_database_free_statements (gpointer data)
{
  RabtaStatement *statement = data;

  while (statement != NULL)
    {
      RabtaStatement *next = statement->next;

      sqlite3_finalize (statement->handle);
      g_free (statement);
      statement = next;
    }
}

/**
 * rabta_database_close:
 * @self: (nullable) (transfer full): a connection, owned by this thread or by none
 *
 * Rolls back what was not committed, frees the cached statements, closes the connection and gives
 * the claim to write back. Other statements must have been freed.
 */
void
rabta_database_close (RabtaDatabase *self)
{
  if (self == NULL)
    return;
  rabta_database_assert_owner (self);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_critical ("A statement on “%s” was not freed before its connection", self->path);
      sqlite3_close_v2 (self->handle);
    }
  rabta_store_release_claim (self->claim, self->claim_path);
  g_free (self->claim_path);
  g_free (self->path);
  g_free (self);
}

/**
 * rabta_database_disown:
 * @self: a connection of this thread
 *
 * Lets the next thread that uses @self own it.
 */
void
rabta_database_disown (RabtaDatabase *self)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self);
  self->owner = NULL;
}

/**
 * rabta_database_get_path:
 * @self: a connection
 *
 * May be called from any thread.
 *
 * Returns: (transfer none): the absolute name of the file
 */
const char *
rabta_database_get_path (RabtaDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

/* FTS5 says the same of an index that does not match its texts; that is made anew, not restored. */
void
rabta_database_fail (RabtaDatabase  *self,
                     int             code,
                     const char     *action,
                     GError        **error)
{
  if ((code & 0xff) == SQLITE_CORRUPT && code != SQLITE_CORRUPT_VTAB)
    self->damaged = TRUE;
  rabta_store_set_error (error, self->handle, code, action);
}

/**
 * rabta_database_execute:
 * @self: a connection
 * @sql: one or more statements that are part of the program, never made from values
 * @action: what is being done, translated: the beginning of an error's message
 * @error: return location for a #GError
 *
 * Runs @sql and drops the rows it gives.
 *
 * Returns: %TRUE when all of it ran
 */
gboolean
rabta_database_execute (RabtaDatabase  *self,
                        const char     *sql,
                        const char     *action,
                        GError        **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);
  g_return_val_if_fail (action != NULL, FALSE);
  rabta_database_assert_owner (self);

  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  rabta_database_fail (self, code, action, error);
  return FALSE;
}

RabtaStatement *
rabta_database_prepare_flags (RabtaDatabase  *self,
                              const char     *sql,
                              unsigned int    flags,
                              GError        **error)
{
  RabtaStatement *statement;
  sqlite3_stmt *handle = NULL;
  const char *tail = NULL;
  int code;

  rabta_database_assert_owner (self);

  code = sqlite3_prepare_v3 (self->handle, sql, -1, flags, &handle, &tail);
  if (code == SQLITE_OK && (handle == NULL || tail[strspn (tail, " \t\r\n;")] != '\0'))
    {
      /* Only the first of several would run, silently. */
      sqlite3_finalize (handle);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                   _("Use the casebook: one statement was expected in “%s”"), sql);
      return NULL;
    }
  if (code != SQLITE_OK)
    {
      rabta_store_set_error (error, self->handle, code, _("Use the casebook"));
      return NULL;
    }

  statement = g_new0 (RabtaStatement, 1);
  statement->handle = handle;
  statement->database = self;
  return statement;
}

/**
 * rabta_database_prepare:
 * @self: a connection
 * @sql: one statement, with ?1, ?2 … where values go
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a statement of the caller's own, or %NULL
 */
RabtaStatement *
rabta_database_prepare (RabtaDatabase  *self,
                        const char     *sql,
                        GError        **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);
  return rabta_database_prepare_flags (self, sql, 0, error);
}

/* A caller asks with the same text at the same address, most often: comparing is much cheaper than
 * hashing a long text for each record. Compared it must be, for the address may hold another text
 * by now. */
static RabtaStatement *
find_statement (RabtaDatabase *self,
                const char    *sql)
{
  gsize slot = (GPOINTER_TO_SIZE (sql) >> 3) % RABTA_STORE_RECENT;
  RabtaStatement *statement = self->recent[slot].statement;

  if (self->recent[slot].sql == sql && strcmp (sqlite3_sql (statement->handle), sql) == 0)
    return statement;

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      self->recent[slot].sql = sql;
      self->recent[slot].statement = statement;
    }

  return statement;
}

/**
 * rabta_database_cached:
 * @self: a connection
 * @sql: one statement, with ?1, ?2 … where values go
 * @error: return location for a #GError
 *
 * Gives a statement that stays prepared, reset and with nothing bound. While an earlier one of the
 * same text is at a row, as in a recursion, a spare one is given.
 *
 * Returns: (transfer none): a statement to reset when done, or %NULL
 */
RabtaStatement *
rabta_database_cached (RabtaDatabase  *self,
                       const char     *sql,
                       GError        **error)
{
  RabtaStatement *first;
  RabtaStatement *statement;
  guint n = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);
  rabta_database_assert_owner (self);

  first = find_statement (self, sql);
  for (statement = first; statement != NULL; statement = statement->next)
    {
      if (!sqlite3_stmt_busy (statement->handle))
        {
          rabta_statement_reset (statement);
          return statement;
        }
      n++;
    }
  if (n >= MAX_SPARES)
    g_critical ("Statements are never reset: %s", sql);

  statement = rabta_database_prepare_flags (self, sql, SQLITE_PREPARE_PERSISTENT, error);
  if (statement == NULL)
    return NULL;
  statement->cached = TRUE;
  if (first != NULL)
    {
      statement->next = first->next;
      first->next = statement;
    }
  else
    {
      /* The statement keeps its text, which serves as the key. */
      g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement->handle), statement);
    }
  return statement;
}

/**
 * rabta_database_begin:
 * @self: a connection opened to write
 * @error: return location for a #GError
 *
 * Begins a transaction that writes. It takes the write lock at once, so that no later statement
 * fails for the want of it.
 *
 * Returns: %TRUE when it began
 */
gboolean
rabta_database_begin (RabtaDatabase  *self,
                      GError        **error)
{
  return rabta_database_execute (self, "BEGIN IMMEDIATE", _("Write to the casebook"), error);
}

/**
 * rabta_database_begin_read:
 * @self: a connection
 * @error: return location for a #GError
 *
 * Begins a transaction that reads: from its first row on, everything read is of one moment.
 *
 * Returns: %TRUE when it began
 */
gboolean
rabta_database_begin_read (RabtaDatabase  *self,
                           GError        **error)
{
  return rabta_database_execute (self, "BEGIN", _("Read the casebook"), error);
}

/**
 * rabta_database_commit:
 * @self: a connection in a transaction
 * @error: return location for a #GError
 *
 * Ends the transaction. When this returns %TRUE after a write, the change is on the disk; when it
 * returns %FALSE, all of it was rolled back. A job cancelled at this point is committed all the same.
 *
 * Returns: %TRUE when it was committed
 */
gboolean
rabta_database_commit (RabtaDatabase  *self,
                       GError        **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  rabta_database_assert_owner (self);

  if (!rabta_database_in_transaction (self))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                           _("Write to the casebook: the change was undone after an earlier error"));
      return FALSE;
    }

  code = run_uninterrupted (self, "COMMIT");
  if (code == SQLITE_OK)
    return TRUE;
  rabta_database_fail (self, code, _("Write to the casebook"), error);
  rabta_database_rollback (self);
  return FALSE;
}

/**
 * rabta_database_rollback:
 * @self: a connection
 *
 * Undoes the transaction; does nothing when there is none, as after an error upon which SQLite
 * rolled back by itself.
 */
void
rabta_database_rollback (RabtaDatabase *self)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self);

  if (!rabta_database_in_transaction (self))
    return;
  if (run_uninterrupted (self, "ROLLBACK") != SQLITE_OK)
    g_critical ("Cannot roll back on “%s”: %s", self->path, sqlite3_errmsg (self->handle));
}

/**
 * rabta_database_in_transaction:
 * @self: a connection
 *
 * Returns: whether a transaction is open
 */
gboolean
rabta_database_in_transaction (RabtaDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  rabta_database_assert_owner (self);
  return !sqlite3_get_autocommit (self->handle);
}

/**
 * rabta_database_last_rowid:
 * @self: a connection
 *
 * Returns: the local key of the row inserted last on this connection
 */
gint64
rabta_database_last_rowid (RabtaDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);
  rabta_database_assert_owner (self);
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * rabta_database_changes:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
gint64
rabta_database_changes (RabtaDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);
  rabta_database_assert_owner (self);
  return sqlite3_changes64 (self->handle);
}

/**
 * rabta_database_get_int:
 * @self: a connection
 * @sql: a statement without parameters that gives one number
 * @fallback: what to return when there is no row, NULL or an error
 *
 * For counts and settings where an error shows itself elsewhere.
 *
 * Returns: the number
 */
gint64
rabta_database_get_int (RabtaDatabase *self,
                        const char    *sql,
                        gint64         fallback)
{
  RabtaStatement *statement;
  gint64 result = fallback;

  g_return_val_if_fail (self != NULL, fallback);
  g_return_val_if_fail (sql != NULL, fallback);

  statement = rabta_database_cached (self, sql, NULL);
  if (statement == NULL)
    return fallback;
  if (rabta_statement_step (statement, "", NULL) == RABTA_STEP_ROW
      && !rabta_statement_is_null (statement, 0))
    result = rabta_statement_get_int (statement, 0);
  rabta_statement_reset (statement);
  return result;
}

/**
 * rabta_database_interrupt:
 * @self: a connection that stays open during the call
 *
 * Makes the statements that run at this moment fail with %G_IO_ERROR_CANCELLED. May be called from
 * any thread. Jobs of a #RabtaWorker need it not: they stop when their task is cancelled.
 */
void
rabta_database_interrupt (RabtaDatabase *self)
{
  g_return_if_fail (self != NULL);
  sqlite3_interrupt (self->handle);
}

/*
 * rabta_database_set_cancellable:
 * @cancellable: (nullable): must live until it is replaced
 *
 * Lets statements stop when @cancellable is cancelled. Asked every few thousand instructions of
 * SQLite's machine rather than told by rabta_database_interrupt(), whose effect is lost when it
 * comes between two statements.
 */
void
rabta_database_set_cancellable (RabtaDatabase *self,
                                GCancellable  *cancellable)
{
  rabta_database_assert_owner (self);
  self->cancellable = cancellable;
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, 2000, progress_cb, self);
  else
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
}

/**
 * rabta_database_integrity:
 * @self: a connection
 * @quick: leave out the comparison of indexes with their tables
 * @error: return location for a #GError, %RABTA_ERROR_CORRUPT when the file is damaged
 *
 * Has SQLite examine the whole file.
 *
 * Returns: %TRUE when the file is sound
 */
gboolean
rabta_database_integrity (RabtaDatabase  *self,
                          gboolean        quick,
                          GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  const char *action = _("Check the casebook");
  RabtaStep step;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = rabta_database_prepare (self, quick ? "PRAGMA quick_check(1)"
                                                  : "PRAGMA integrity_check(1)", error);
  if (statement == NULL)
    return FALSE;
  step = rabta_statement_step (statement, action, error);
  if (step == RABTA_STEP_ROW && g_strcmp0 (rabta_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  if (step != RABTA_STEP_ERROR)
    rabta_store_set_error (error, NULL, SQLITE_CORRUPT, action);
  return FALSE;
}
