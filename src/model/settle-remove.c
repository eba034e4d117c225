/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing is ever taken out of a change log. But the state at an earlier moment is that of a log of fewer
 * changes: there records are not, rather than deleted. */

#include "model/settle.h"

#include "model/redirect.h"

#include <glib/gi18n-lib.h>

static gboolean
remove_where (RabtaDatabase    *database,
              const char       *table,
              const char       *column,
              const RabtaUuid  *id,
              GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?", table, column);
  RabtaStatement *statement = rabta_database_cached (database, sql, error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);

  return rabta_statement_run (statement, _("Look at an earlier state"), error);
}

/* Those that it was merged with, or that stood aside for it, are looked at again. */
static gboolean
part (RabtaSettling    *self,
      RabtaDatabase    *database,
      RabtaKind         kind,
      const RabtaUuid  *id,
      GError          **error)
{
  if (!rabta_settling_is_turning (self))
    return TRUE;

  return rabta_settling_add_joined (self, kind, id, error) && rabta_redirect_set (database, id, NULL, 0, error) &&
         rabta_settling_add_joined (self, kind, id, error) &&
         remove_where (database, "redirected", "record", id, error);
}

static gboolean
remove_row (RabtaSettling    *self,
            RabtaBatch       *batch,
            RabtaRecord      *stored,
            GError          **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (stored);

  /* What the record kept from being deleted may be deleted without it. */
  if (!rabta_record_is_deleted (stored) &&
      (!rabta_settling_add_targets (self, stored, error) ||
       !rabta_search_index_remove (batch->search, info->kind, rabta_record_get_pk (stored), error)))
    return FALSE;
  rabta_batch_note_touched (batch, NULL, stored);

  return remove_where (batch->database, info->table, "id", rabta_record_get_id (stored), error);
}

gboolean
rabta_settle_remove (RabtaSettling    *self,
                     RabtaBatch       *batch,
                     RabtaKind         kind,
                     const RabtaUuid  *id,
                     GError          **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (RabtaRecord) stored = rabta_casebook_fetch_stored (batch->database, kind, id, &local);

  if (stored == NULL && !g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return (stored == NULL || remove_row (self, batch, stored, error)) && part (self, batch->database, kind, id, error) &&
         remove_where (batch->database, "tombstone", "record", id, error) &&
         remove_where (batch->database, "conflict", "record", id, error);
}
