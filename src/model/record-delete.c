/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A record is deleted with what is a part of it: a case with its stages, an enterprise with its people. A
 * part goes when what it cannot be without goes, or when nothing that owned it remains; a call to a buyer
 * about a case outlives the buyer, not the case as well. */

#include "model/batch-private.h"

#include <glib/gi18n-lib.h>

static gboolean delete_with_parts (RabtaBatch   *self,
                                   RabtaRecord  *stored,
                                   GError      **error);

static gboolean
is_alive (RabtaBatch       *self,
          const char       *kind_name,
          const RabtaUuid  *id,
          gboolean         *alive,
          GError          **error)
{
  const RabtaKindInfo *info = rabta_kind_get_info (rabta_kind_from_name (kind_name));
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE id = ? AND deleted IS NULL", info->table);
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  step = rabta_statement_step (statement, _("Delete"), error);
  *alive = step == RABTA_STEP_ROW;
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/* Whether @part has another owner than @owner, one that is not deleted. */
static gboolean
has_other_owner (RabtaBatch       *self,
                 RabtaRecord      *part,
                 const RabtaUuid  *owner,
                 gboolean         *has,
                 GError          **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (part);

  *has = FALSE;
  for (guint i = 0; i < info->n_fields && !*has; i++)
    {
      const RabtaValue *value = rabta_record_get_value (part, i);

      if ((info->fields[i].flags & RABTA_FIELD_OWNER) == 0 || value->type != RABTA_VALUE_ID ||
          rabta_uuid_equal (&value->id, owner))
        continue;
      if (!is_alive (self, info->fields[i].target, &value->id, has, error))
        return FALSE;
    }

  return TRUE;
}

/* The living records that name @owner in @field. They are listed before any is deleted. */
static GArray *
list_parts (RabtaBatch           *self,
            const RabtaKindInfo  *info,
            const RabtaField     *field,
            const RabtaUuid      *owner,
            GError              **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE \"%s\" = ? AND deleted IS NULL ORDER BY pk",
                                          info->table, field->name);
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return NULL;
  rabta_statement_bind_uuid (statement, 0, owner);
  while ((step = rabta_statement_step (statement, _("Delete"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid id;

      if (rabta_statement_get_uuid (statement, 0, &id))
        g_array_append_val (parts, id);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE ? g_steal_pointer (&parts) : NULL;
}

static gboolean
delete_part (RabtaBatch           *self,
             const RabtaKindInfo  *info,
             const RabtaField     *field,
             const RabtaUuid      *id,
             const RabtaUuid      *owner,
             GError              **error)
{
  g_autoptr (RabtaRecord) part = rabta_casebook_fetch_stored (self->database, info->kind, id, error);
  gboolean stays = FALSE;

  if (part == NULL)
    return FALSE;
  if ((field->flags & RABTA_FIELD_REQUIRED) == 0 && !has_other_owner (self, part, owner, &stays, error))
    return FALSE;

  return stays || delete_with_parts (self, part, error);
}

static gboolean
delete_parts_in (RabtaBatch           *self,
                 const RabtaKindInfo  *info,
                 const RabtaField     *field,
                 const RabtaUuid      *owner,
                 GError              **error)
{
  g_autoptr (GArray) parts = list_parts (self, info, field, owner, error);

  if (parts == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    if (!delete_part (self, info, field, &g_array_index (parts, RabtaUuid, i), owner, error))
      return FALSE;

  return TRUE;
}

/* Parts first, so that the deletion of the whole sees what refers to it still. */
static gboolean
delete_with_parts (RabtaBatch   *self,
                   RabtaRecord  *stored,
                   GError      **error)
{
  RabtaKind kind = rabta_record_get_kind (stored);
  const char *name = rabta_kind_get_info (kind)->name;

  if (rabta_record_is_deleted (stored))
    return TRUE;
  for (int other = kind + 1; other < RABTA_N_KINDS; other++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (other);

      for (guint i = 0; i < info->n_fields; i++)
        if ((info->fields[i].flags & RABTA_FIELD_OWNER) != 0 && g_str_equal (info->fields[i].target, name) &&
            !delete_parts_in (self, info, &info->fields[i], rabta_record_get_id (stored), error))
          return FALSE;
    }

  return rabta_batch_delete_stored (self, stored, error);
}

/**
 * rabta_batch_delete:
 * @self: a batch
 * @record: a saved record
 * @error: return location
 *
 * Lays a tombstone on the record and on its parts: they leave lists, search and export, their history
 * stays.
 *
 * Returns: whether it was written; %TRUE too where it was deleted already
 */
gboolean
rabta_batch_delete (RabtaBatch   *self,
                    RabtaRecord  *record,
                    GError      **error)
{
  g_autoptr (RabtaRecord) stored = NULL;

  g_return_val_if_fail (self != NULL && RABTA_IS_RECORD (record), FALSE);

  stored = rabta_casebook_fetch_stored (self->database, rabta_record_get_kind (record),
                                        rabta_record_get_id (record), error);

  return stored != NULL && delete_with_parts (self, stored, error);
}
