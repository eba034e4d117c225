/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which officer works with this copy of the casebook: who stands as the author of what is done. */

#include "model/casebook-private.h"

#include <glib/gi18n-lib.h>

static gboolean
store_officer (RabtaDatabase    *database,
               const RabtaUuid  *id,
               GError          **error)
{
  RabtaStatement *statement;

  if (!rabta_database_begin (database, error))
    return FALSE;
  statement = rabta_database_cached (database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('officer', ?)", error);
  if (statement != NULL)
    rabta_statement_bind_uuid (statement, 0, id);
  if (statement == NULL || !rabta_statement_run (statement, _("Choose the officer"), error) ||
      !rabta_database_commit (database, error))
    {
      if (rabta_database_in_transaction (database))
        rabta_database_rollback (database);
      return FALSE;
    }

  return TRUE;
}

static void
officer_job (RabtaDatabase *database,
             GTask         *task,
             gpointer       task_data,
             GCancellable  *cancellable)
{
  RabtaCasebook *self = g_task_get_source_object (task);
  const RabtaUuid *id = task_data;
  g_autoptr (RabtaRecord) officer = NULL;
  GError *error = NULL;

  officer = rabta_casebook_fetch_id (database, RABTA_KIND_OFFICER, id, FALSE, &error);
  if (officer == NULL || !store_officer (database, id, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->log.officer = *id;
  g_task_return_pointer (task, rabta_record_dup_title (officer), g_free);
}

/**
 * rabta_casebook_set_officer_async:
 * @self: a casebook
 * @id: id of an officer in it
 *
 * From now on what is done here is done by this officer. Not an action of the undo list.
 */
void
rabta_casebook_set_officer_async (RabtaCasebook       *self,
                                  const RabtaUuid     *id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_set_officer_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (id, sizeof *id), g_free);
  rabta_casebook_push_write (self, task, officer_job);
}

/**
 * rabta_casebook_set_officer_finish:
 *
 * Returns: whether the officer was chosen
 */
gboolean
rabta_casebook_set_officer_finish (RabtaCasebook  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  name = g_task_propagate_pointer (G_TASK (result), error);
  if (name == NULL)
    return FALSE;
  self->officer = *(const RabtaUuid *) g_task_get_task_data (G_TASK (result));
  g_free (self->officer_name);
  self->officer_name = g_steal_pointer (&name);

  return TRUE;
}
