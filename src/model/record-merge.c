/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/record-merge.h"

#include "model/redirect.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>

/* {"set":{"@merged":target},"base":{"@merged":[…]},"seen":[…]} */
static gboolean
append_merge (RabtaBatch       *self,
              RabtaRecord      *stored,
              const RabtaUuid  *target,
              GError          **error)
{
  RabtaKind kind = rabta_record_get_kind (stored);
  g_autoptr (JsonObject) origins = rabta_body_parse (rabta_record_get_origins (stored));
  g_autoptr (GArray) replaced = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 change;

  if (json_object_has_member (origins, RABTA_HEADS_MERGED))
    {
      g_array_unref (replaced);
      replaced = rabta_origins_list (origins, rabta_record_get_origin (stored), RABTA_HEADS_MERGED);
    }
  if (!rabta_batch_ensure_action (self, error) ||
      !rabta_body_compose_merge (self, stored, target, replaced, error) ||
      !rabta_batch_append_change (self, rabta_kind_get_info (kind)->name, rabta_record_get_id (stored),
                                  RABTA_CHANGE_MERGE, &change, error))
    return FALSE;
  rabta_settling_add (self->settling, kind, rabta_record_get_id (stored));

  return TRUE;
}

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, message);

  return FALSE;
}

/**
 * rabta_batch_merge_into:
 * @self: a batch
 * @kind: kind of both records
 * @id: the one that goes
 * @target: the one that stays; its own values stay as they are
 * @error: return location
 *
 * From now on @target stands for @id: what refers to it is shown with @target, here and in every copy
 * that the change reaches, also what arrives later.
 *
 * Returns: whether they were merged
 */
gboolean
rabta_batch_merge_into (RabtaBatch       *self,
                        RabtaKind         kind,
                        const RabtaUuid  *id,
                        const RabtaUuid  *target,
                        GError          **error)
{
  g_autoptr (RabtaRecord) stored = NULL;
  g_autoptr (RabtaRecord) other = NULL;

  g_return_val_if_fail (self != NULL && id != NULL && target != NULL, FALSE);

  stored = rabta_casebook_fetch_stored (self->database, kind, id, error);
  other = stored != NULL ? rabta_casebook_fetch_stored (self->database, kind, target, error) : NULL;
  if (other == NULL)
    return FALSE;
  if (rabta_record_is_deleted (stored) || rabta_record_is_deleted (other))
    return refuse (_("Merge: a deleted record cannot be merged"), error);
  if (rabta_uuid_equal (id, target))
    return refuse (_("Merge: a record cannot be merged into itself"), error);

  return append_merge (self, stored, target, error);
}

/**
 * rabta_batch_part:
 * @self: a batch
 * @kind: kind of the record
 * @id: a record that was merged into another
 * @error: return location
 *
 * Takes the merge back: each has again what was its own, and what was linked with it.
 *
 * Returns: whether it was taken back
 */
gboolean
rabta_batch_part (RabtaBatch       *self,
                  RabtaKind         kind,
                  const RabtaUuid  *id,
                  GError          **error)
{
  g_autoptr (RabtaRecord) stored = NULL;
  gboolean is_free;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  stored = rabta_casebook_fetch_stored (self->database, kind, id, error);
  if (stored == NULL || !rabta_redirect_is (self->database, id, NULL, 0, &is_free, error))
    return FALSE;
  if (is_free)
    return refuse (_("Part: the record was not merged into another"), error);

  return append_merge (self, stored, NULL, error);
}

gboolean
rabta_batch_confirm_merge (RabtaBatch       *self,
                           RabtaKind         kind,
                           const RabtaUuid  *id,
                           GError          **error)
{
  g_auto (RabtaReplayed) replayed = { NULL };
  g_autoptr (RabtaRecord) stored = NULL;

  if (!rabta_replay_record (self->database, kind, id, &replayed, error))
    return FALSE;
  stored = rabta_casebook_fetch_stored (self->database, kind, id, error);

  return stored != NULL && append_merge (self, stored, replayed.merged != 0 ? &replayed.merged_into : NULL, error);
}

gboolean
rabta_batch_revert_merge (RabtaBatch       *self,
                          RabtaKind         kind,
                          const RabtaUuid  *id,
                          gint64            change,
                          GError          **error)
{
  g_autoptr (RabtaRecord) stored = rabta_casebook_fetch_stored (self->database, kind, id, error);
  g_autoptr (JsonObject) body = stored != NULL ? rabta_change_read_body (self->database, change, error) : NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) origins = NULL;
  const char *text = NULL;
  JsonArray *bases = NULL;
  RabtaUuid target;
  gint64 base = 0;

  if (body == NULL)
    return FALSE;
  origins = rabta_body_parse (rabta_record_get_origins (stored));
  /* What was decided otherwise meanwhile stays. */
  if (rabta_origins_get (origins, 0, RABTA_HEADS_MERGED) != change)
    return TRUE;
  if (json_object_has_member (body, "base") &&
      json_object_has_member (json_object_get_object_member (body, "base"), RABTA_HEADS_MERGED))
    bases = json_object_get_array_member (json_object_get_object_member (body, "base"), RABTA_HEADS_MERGED);
  if (bases != NULL && json_array_get_length (bases) > 0)
    base = rabta_change_log_find (self->database, json_array_get_string_element (bases, 0), error);
  before = base > 0 ? rabta_change_read_body (self->database, base, error) : NULL;
  if (base < 0 || (base > 0 && before == NULL))
    return FALSE;
  if (before != NULL && json_object_has_member (before, "set"))
    text = json_object_get_string_member_with_default (json_object_get_object_member (before, "set"),
                                                       RABTA_HEADS_MERGED, NULL);

  return append_merge (self, stored, text != NULL && rabta_uuid_parse (text, &target) ? &target : NULL, error);
}
