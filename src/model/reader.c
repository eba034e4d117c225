/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading everything once, in one snapshot, on the caller's thread: for export. */

#include "model/casebook-private.h"

#include <glib/gi18n-lib.h>

struct _RabtaReader
{
  RabtaDatabase *database;
};

/**
 * rabta_reader_new:
 * @casebook: a casebook
 * @error: return location
 *
 * Opens a connection of its own and holds one snapshot until it is freed. It belongs to the thread
 * that made it.
 *
 * Returns: (transfer full) (nullable): the reader
 */
RabtaReader *
rabta_reader_new (RabtaCasebook  *casebook,
                  GError        **error)
{
  g_autoptr (RabtaReader) self = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_new0 (RabtaReader, 1);
  self->database = rabta_database_open (casebook->path, RABTA_DATABASE_READ, RABTA_CASEBOOK_APPLICATION_ID,
                                        RABTA_CASEBOOK_READER_CACHE, error);
  if (self->database == NULL || !rabta_database_begin_read (self->database, error))
    return NULL;

  return g_steal_pointer (&self);
}

RabtaDatabase *
rabta_reader_get_database (RabtaReader *self)
{
  return self->database;
}

void
rabta_reader_free (RabtaReader *self)
{
  if (self == NULL)
    return;

  if (self->database != NULL)
    {
      rabta_database_rollback (self->database);
      rabta_database_close (self->database);
    }
  g_free (self);
}

/**
 * rabta_reader_foreach:
 * @self: a reader
 * @query: which records; its order does not count
 * @func: called for each in the order of ids; the record is reused
 * @user_data: for @func
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether all were read and @func never failed
 */
gboolean
rabta_reader_foreach (RabtaReader    *self,
                      RabtaQuery     *query,
                      RabtaReadFunc   func,
                      gpointer        user_data,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (RabtaSelect) select = NULL;
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  RabtaKind kind;
  RabtaStep step;

  g_return_val_if_fail (self != NULL && RABTA_IS_QUERY (query) && func != NULL, FALSE);

  kind = rabta_query_get_kind (query);
  select = rabta_query_compile_by_id (query, rabta_query_columns (kind, FALSE));
  statement = rabta_database_prepare (self->database, select->sql->str, error);
  if (statement == NULL)
    return FALSE;
  rabta_select_bind (select, statement);
  record = rabta_record_new_placeholder (kind, 0);
  while ((step = rabta_statement_step (statement, _("Read the casebook"), error)) == RABTA_STEP_ROW)
    {
      rabta_record_read_row (record, statement, FALSE);
      if (!func (record, user_data, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

/**
 * rabta_reader_fetch:
 * @self: a reader
 * @kind: a kind
 * @id: id of a record of it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record as it is in the snapshot; %NULL with
 *   %RABTA_ERROR_NOT_FOUND where it is not or not any more
 */
RabtaRecord *
rabta_reader_fetch (RabtaReader      *self,
                    RabtaKind         kind,
                    const RabtaUuid  *id,
                    GError          **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  return rabta_casebook_fetch_id (self->database, kind, id, FALSE, error);
}

gint64
rabta_reader_count (RabtaReader  *self,
                    RabtaQuery   *query,
                    GError      **error)
{
  g_autoptr (RabtaSelect) select = NULL;
  g_autoptr (RabtaStatement) statement = NULL;

  g_return_val_if_fail (self != NULL && RABTA_IS_QUERY (query), -1);

  select = rabta_query_compile (query, "count(*)", FALSE, 0);
  statement = rabta_database_prepare (self->database, select->sql->str, error);
  if (statement == NULL)
    return -1;
  rabta_select_bind (select, statement);
  if (rabta_statement_step (statement, _("Count"), error) != RABTA_STEP_ROW)
    return -1;

  return rabta_statement_get_int (statement, 0);
}

static gboolean
add_referred (RabtaReader  *self,
              GHashTable   *ids,
              const char   *table,
              const char   *column,
              GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT \"%s\" FROM %s WHERE deleted IS NULL AND \"%s\" IS NOT NULL",
                                          column, table, column);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (self->database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Read the casebook"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid id;

      if (rabta_statement_get_uuid (statement, 0, &id))
        g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }

  return step == RABTA_STEP_DONE;
}

/**
 * rabta_reader_list_referred:
 * @self: a reader
 * @kind: a kind
 * @from: bit mask of 1 << RabtaKind of the kinds whose references count
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a set of the ids (#RabtaUuid) that any record of those kinds
 *   refers to as @kind
 */
GHashTable *
rabta_reader_list_referred (RabtaReader  *self,
                            RabtaKind     kind,
                            guint         from,
                            GError      **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  const char *name = rabta_kind_get_info (kind)->name;

  for (int other = 0; other < RABTA_N_KINDS; other++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (other);

      if ((from & (1u << other)) == 0)
        continue;
      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].kind == RABTA_FIELD_REFERENCE && g_str_equal (info->fields[i].target, name) &&
            !add_referred (self, ids, info->table, info->fields[i].name, error))
          return NULL;
    }

  return g_steal_pointer (&ids);
}
