/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/migration.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>

static int
newest_version (const RabtaMigration *migrations,
                guint                 n_migrations)
{
  for (guint i = 1; i < n_migrations; i++)
    g_assert (migrations[i - 1].version < migrations[i].version);
  return n_migrations > 0 ? migrations[n_migrations - 1].version : 0;
}

static gboolean
run_step (RabtaDatabase         *database,
          const RabtaMigration  *migration,
          const char            *action,
          GError               **error)
{
  g_autoptr (GBytes) sql = NULL;
  g_autofree char *set_version = NULL;

  sql = g_resources_lookup_data (migration->resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (sql == NULL)
    return FALSE;

  /* The data of a resource always ends with a NUL that its size does not count. */
  if (!rabta_database_execute (database, g_bytes_get_data (sql, NULL), action, error))
    return FALSE;

  /* A pragma takes no parameters; the number is the program's own. */
  set_version = g_strdup_printf ("PRAGMA user_version = %d", migration->version);
  return rabta_database_execute (database, set_version, action, error);
}

static gboolean
run_steps (RabtaDatabase         *database,
           const RabtaMigration  *migrations,
           guint                  n_migrations,
           const char            *action,
           GError               **error)
{
  /* Asked again, now that nobody else can change it. */
  int from = rabta_migration_version (database);

  for (guint i = 0; i < n_migrations; i++)
    {
      if (migrations[i].version > from
          && !run_step (database, &migrations[i], action, error))
        return FALSE;
    }

  if (!rabta_database_in_transaction (database))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                   _("%s: a step ended the transaction it runs in"), action);
      return FALSE;
    }
  return TRUE;
}

/**
 * rabta_migration_version:
 * @database: a connection
 *
 * Returns: the version of the schema in the file, 0 for an empty one, -1 when it cannot be read
 */
int
rabta_migration_version (RabtaDatabase *database)
{
  g_return_val_if_fail (database != NULL, -1);
  return (int) rabta_database_get_int (database, "PRAGMA user_version", -1);
}

/**
 * rabta_migration_run:
 * @database: a connection opened to write, outside a transaction
 * @migrations: (array length=n_migrations): the steps, by rising version
 * @n_migrations: how many
 * @backup: (nullable) (scope call): keeps a copy of a file that has data, before the first step
 * @user_data: for @backup
 * @error: return location for a #GError, %RABTA_ERROR_TOO_NEW when the file has steps that this
 *   program does not know
 *
 * Brings the file to the newest version: all missing steps and the new number in one transaction,
 * or nothing at all. When @backup fails, nothing is done.
 *
 * Returns: %TRUE when the file is at the newest version
 */
gboolean
rabta_migration_run (RabtaDatabase             *database,
                     const RabtaMigration      *migrations,
                     guint                      n_migrations,
                     RabtaMigrationBackupFunc   backup,
                     gpointer                   user_data,
                     GError                   **error)
{
  const char *action = _("Bring the casebook up to date");
  g_autofree char *name = NULL;
  int newest = newest_version (migrations, n_migrations);
  int from;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (!rabta_database_in_transaction (database), FALSE);

  from = rabta_migration_version (database);
  if (from < 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("%s: its version cannot be read"), action);
      return FALSE;
    }
  if (from > newest)
    {
      name = g_filename_display_basename (rabta_database_get_path (database));
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                   _("“%s” was made by a newer version of Rabta; install that version to open it"),
                   name);
      return FALSE;
    }
  if (from == newest)
    return TRUE;
  if (from > 0 && backup != NULL && !backup (database, from, user_data, error))
    return FALSE;

  if (!rabta_database_begin (database, error))
    return FALSE;
  if (!run_steps (database, migrations, n_migrations, action, error))
    {
      rabta_database_rollback (database);
      return FALSE;
    }
  return rabta_database_commit (database, error);
}
