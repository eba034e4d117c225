/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  int         option;
  int         value;
  const char *name;
} Option;

/* What a hostile file could misuse is off before the first byte of it is read. */
static const Option options[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1, "DEFENSIVE" },
  { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "TRUSTED_SCHEMA" },
  { SQLITE_DBCONFIG_DQS_DML, 0, "DQS_DML" },
  { SQLITE_DBCONFIG_DQS_DDL, 0, "DQS_DDL" },
  { SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0, "ENABLE_FTS3_TOKENIZER" },
  { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, "ENABLE_LOAD_EXTENSION" },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1, "ENABLE_FKEY" },
};

typedef struct
{
  const char *set;
  const char *get;
  gint64      value;
} Pragma;

static const Pragma pragmas[] = {
  { "PRAGMA synchronous = FULL", "PRAGMA synchronous", 2 },
  { "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1 },
  { "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1 },
  { "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2 },
  /* What a large import leaves of its log is cut back to 32 MiB. */
  { "PRAGMA journal_size_limit = 33554432", "PRAGMA journal_size_limit", 33554432 },
  { "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0 },
};

static gboolean
set_not_in_effect (GError     **error,
                   const char  *action,
                   const char  *name)
{
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED,
               _("%s: the database refuses the setting “%s”"), action, name);
  return FALSE;
}

static gboolean
run (sqlite3     *handle,
     const char  *sql,
     const char  *action,
     GError     **error)
{
  int code = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  rabta_store_set_error (error, handle, code, action);
  return FALSE;
}

/* Writers switch the file to WAL and insist; a reader takes the file as it is: a backup is kept
 * in the plain mode, which can be read from a folder that may not be written. */
static gboolean
set_journal_mode (RabtaDatabase  *self,
                  const char     *action,
                  GError        **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_wal = FALSE;
  int code;

  if (!self->writable)
    return TRUE;

  code = sqlite3_prepare_v2 (self->handle, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    is_wal = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "wal") == 0;
  else
    rabta_store_set_error (error, self->handle, code, action);
  sqlite3_finalize (statement);

  if (code == SQLITE_ROW && !is_wal)
    return set_not_in_effect (error, action, "journal_mode = WAL");
  return is_wal;
}

/*
 * rabta_store_query_int:
 *
 * Reads one number without touching the statement cache.
 *
 * Returns: %FALSE on an error or when there is no row
 */
gboolean
rabta_store_query_int (sqlite3     *handle,
                       const char  *sql,
                       gint64      *value,
                       const char  *action,
                       GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else
    rabta_store_set_error (error, handle, code, action);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

/*
 * rabta_store_configure:
 *
 * Sets the switches of the connection that do not read the file, and reads them back.
 */
gboolean
rabta_store_configure (RabtaDatabase  *self,
                       const char     *action,
                       GError        **error)
{
  sqlite3_busy_timeout (self->handle, RABTA_STORE_BUSY_TIMEOUT_MS);

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      int now = -1;
      int code = sqlite3_db_config (self->handle, options[i].option, options[i].value, &now);

      if (code != SQLITE_OK || now != options[i].value)
        return set_not_in_effect (error, action, options[i].name);
    }
  return TRUE;
}

/*
 * rabta_store_apply_pragmas:
 * @cache_kib: the bound of the page cache in KiB
 *
 * Sets the rest once the file is known to be a casebook, and reads it back.
 */
gboolean
rabta_store_apply_pragmas (RabtaDatabase  *self,
                           int             cache_kib,
                           const char     *action,
                           GError        **error)
{
  g_autofree char *cache = g_strdup_printf ("PRAGMA cache_size = -%d", cache_kib);
  gint64 value = 0;
  sqlite3_int64 mapped = -1; /* asks without setting */

  if (!set_journal_mode (self, action, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      if (!run (self->handle, pragmas[i].set, action, error)
          || !rabta_store_query_int (self->handle, pragmas[i].get, &value, action, error))
        return FALSE;
      if (value != pragmas[i].value)
        return set_not_in_effect (error, action, pragmas[i].set);
    }

  if (!run (self->handle, cache, action, error)
      || !rabta_store_query_int (self->handle, "PRAGMA cache_size", &value, action, error))
    return FALSE;
  if (value != -cache_kib)
    return set_not_in_effect (error, action, cache);

  if (!run (self->handle, "PRAGMA mmap_size = 0", action, error))
    return FALSE;
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_MMAP_SIZE, &mapped);
  if (mapped > 0)
    return set_not_in_effect (error, action, "mmap_size = 0");
  return TRUE;
}
