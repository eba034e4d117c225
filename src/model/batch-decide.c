/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The decisions that close conflicts. A decision is a change like any other: it names all that it
 * decides about as its bases, so it closes the conflict wherever it arrives, whatever the clocks say. */

#include "model/batch-private.h"
#include "model/conflicts-private.h"
#include "model/decisions.h"
#include "model/record-merge.h"
#include "model/redirect.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>

/* The heads that disagree; empty where there is no such conflict (any more). */
GArray *
rabta_conflict_read_heads (RabtaDatabase    *database,
                           const RabtaUuid  *record,
                           const char       *field,
                           GError          **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (gint64));
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT h.value FROM conflict, json_each (heads) h WHERE record = ? AND field = ? "
                                     "ORDER BY h.key",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, record);
  rabta_statement_bind_text (statement, 1, field, -1);
  while ((step = rabta_statement_step (statement, _("Decide a conflict"), error)) == RABTA_STEP_ROW)
    {
      gint64 head = rabta_statement_get_int (statement, 0);

      g_array_append_val (heads, head);
    }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ERROR)
    return NULL;
  if (heads->len == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                           _("Decide a conflict: it was decided already"));
      return NULL;
    }

  return g_steal_pointer (&heads);
}

static gboolean
append_decision (RabtaBatch       *self,
                 RabtaKind         kind,
                 const RabtaUuid  *record,
                 const char       *op,
                 GError          **error)
{
  gint64 change;

  if (!rabta_batch_append_change (self, rabta_kind_get_info (kind)->name, record, op, &change, error))
    return FALSE;
  rabta_settling_add (self->settling, kind, record);

  return TRUE;
}

gboolean
rabta_batch_replace_heads (RabtaBatch       *self,
                           RabtaKind         kind,
                           const RabtaUuid  *record,
                           const char       *field,
                           const char       *json,
                           GArray           *heads,
                           GError          **error)
{
  return rabta_batch_ensure_action (self, error) && rabta_body_compose_decision (self, field, json, heads, error) &&
         append_decision (self, kind, record, RABTA_CHANGE_SET, error);
}

/**
 * rabta_batch_decide:
 * @self: a batch
 * @kind: kind of a record
 * @record: its id
 * @field: a field of it that is in conflict
 * @json: (nullable): the value it shall have, as in the change log; %NULL empties it
 * @error: return location
 *
 * Returns: whether it was decided; %FALSE with %RABTA_ERROR_NOT_FOUND where it was before
 */
gboolean
rabta_batch_decide (RabtaBatch       *self,
                    RabtaKind         kind,
                    const RabtaUuid  *record,
                    const char       *field,
                    const char       *json,
                    GError          **error)
{
  g_autoptr (GArray) heads = NULL;

  g_return_val_if_fail (self != NULL && record != NULL && field != NULL, FALSE);

  heads = rabta_conflict_read_heads (self->database, record, field, error);

  return heads != NULL && rabta_batch_replace_heads (self, kind, record, field, json, heads, error);
}

/**
 * rabta_batch_decide_record:
 * @self: a batch
 * @kind: kind of a record that was deleted in one copy and changed in another
 * @record: its id
 * @keep: whether it stays; of one that was merged into another, whether they part again
 * @error: return location
 *
 * Returns: whether it was decided; %FALSE with %RABTA_ERROR_NOT_FOUND where it was before
 */
gboolean
rabta_batch_decide_record (RabtaBatch       *self,
                           RabtaKind         kind,
                           const RabtaUuid  *record,
                           gboolean          keep,
                           GError          **error)
{
  g_autoptr (GArray) heads = NULL;
  g_autoptr (RabtaRecord) stored = NULL;
  gboolean is_free;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  heads = rabta_conflict_read_heads (self->database, record, RABTA_CONFLICT_RECORD, error);
  stored = heads != NULL ? rabta_casebook_fetch_stored (self->database, kind, record, error) : NULL;
  if (stored == NULL || !rabta_redirect_is (self->database, record, NULL, 0, &is_free, error))
    return FALSE;
  if (!is_free)
    return keep ? rabta_batch_part (self, kind, record, error) : rabta_batch_confirm_merge (self, kind, record, error);
  if (!keep)
    return rabta_batch_delete_stored (self, stored, error);

  return rabta_batch_ensure_action (self, error) && rabta_body_compose_seen (self, stored, TRUE, error) &&
         append_decision (self, kind, record, RABTA_CHANGE_RESTORE, error);
}
