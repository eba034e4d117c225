/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/settle.h"

#include "model/redirect.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RabtaSettling
{
  RabtaDatabase *database;
  GHashTable    *records[RABTA_N_KINDS]; /* sets of ids; NULL: none */
  gboolean       any_tombstone; /* most casebooks have neither: nothing is looked up then */
  gboolean       any_conflict;
  gboolean       any_redirect;
};

RabtaSettling *
rabta_settling_new (RabtaDatabase *database)
{
  RabtaSettling *self = g_new0 (RabtaSettling, 1);

  self->database = database;
  self->any_tombstone = rabta_database_get_int (database, "SELECT EXISTS (SELECT 1 FROM tombstone)", 1) != 0;
  self->any_conflict = rabta_database_get_int (database, "SELECT EXISTS (SELECT 1 FROM conflict)", 1) != 0;
  self->any_redirect = rabta_redirect_any (database);

  return self;
}

void
rabta_settling_free (RabtaSettling *self)
{
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    g_clear_pointer (&self->records[kind], g_hash_table_unref);
  g_free (self);
}

void
rabta_settling_add (RabtaSettling   *self,
                    RabtaKind        kind,
                    const RabtaUuid *id)
{
  if (self->records[kind] == NULL)
    self->records[kind] = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  g_hash_table_add (self->records[kind], g_memdup2 (id, sizeof *id));
}

static gboolean
is_listed (RabtaDatabase    *database,
           const char       *sql,
           const RabtaUuid  *id,
           gboolean         *listed,
           GError          **error)
{
  RabtaStatement *statement = rabta_database_cached (database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  step = rabta_statement_step (statement, _("Read the deletions"), error);
  *listed = step == RABTA_STEP_ROW;
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

gboolean
rabta_settling_add_targets (RabtaSettling  *self,
                            RabtaRecord    *record,
                            GError        **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);

  for (guint i = 0; i < info->n_fields && self->any_tombstone; i++)
    {
      const RabtaValue *value = rabta_record_get_value (record, i);
      gboolean listed;

      if (info->fields[i].kind != RABTA_FIELD_REFERENCE || value->type != RABTA_VALUE_ID)
        continue;
      if (!is_listed (self->database, "SELECT 1 FROM tombstone WHERE record = ?", &value->id, &listed, error))
        return FALSE;
      if (listed)
        rabta_settling_add (self, rabta_kind_from_name (info->fields[i].target), &value->id);
    }

  return TRUE;
}

gboolean
rabta_settling_add_disputed (RabtaSettling  *self,
                             RabtaRecord    *record,
                             GError        **error)
{
  gboolean listed = self->any_redirect;

  if (self->any_conflict && !is_listed (self->database, "SELECT 1 FROM conflict WHERE record = ?",
                                        rabta_record_get_id (record), &listed, error))
    return FALSE;
  if (listed)
    rabta_settling_add (self, rabta_record_get_kind (record), rabta_record_get_id (record));

  return TRUE;
}

gboolean
rabta_settling_set_tombstone (RabtaSettling    *self,
                              RabtaKind         kind,
                              const RabtaUuid  *id,
                              gboolean          stands,
                              GError          **error)
{
  RabtaStatement *statement;

  if (!stands && !self->any_tombstone)
    return TRUE;
  statement = rabta_database_cached (self->database,
                                     stands ? "INSERT OR IGNORE INTO tombstone (record, kind) VALUES (?, ?)"
                                            : "DELETE FROM tombstone WHERE record = ?",
                                     error);
  if (statement == NULL)
    return FALSE;
  self->any_tombstone = TRUE;
  rabta_statement_bind_uuid (statement, 0, id);
  if (stands)
    rabta_statement_bind_text (statement, 1, rabta_kind_get_info (kind)->name, -1);

  return rabta_statement_run (statement, _("Write the deletion"), error);
}


static gboolean
add_referrers (RabtaDatabase        *database,
               const RabtaKindInfo  *info,
               const RabtaField     *field,
               const RabtaUuid      *id,
               GArray               *list,
               GError              **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT origin, origins FROM %s WHERE \"%s\" = ? AND deleted IS NULL "
                                          "ORDER BY pk",
                                          info->table, field->name);
  RabtaStatement *statement = rabta_database_cached (database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  while ((step = rabta_statement_step (statement, _("Read what refers to a record"), error)) == RABTA_STEP_ROW)
    {
      g_autoptr (JsonObject) origins = rabta_body_parse (rabta_statement_get_text (statement, 1));
      gint64 change = rabta_origins_get (origins, rabta_statement_get_int (statement, 0), field->name);

      g_array_append_val (list, change);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

GArray *
rabta_settle_list_referrers (RabtaDatabase    *database,
                             RabtaKind         kind,
                             const RabtaUuid  *id,
                             GError          **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *target = rabta_kind_get_info (kind)->name;

  /* A record refers only to kinds before its own. */
  for (int other = kind + 1; other < RABTA_N_KINDS; other++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (other);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].kind == RABTA_FIELD_REFERENCE && g_str_equal (info->fields[i].target, target) &&
            !add_referrers (database, info, &info->fields[i], id, list, error))
          return NULL;
    }

  return g_steal_pointer (&list);
}

/* Those of @referrers that @deletion did not see. */
static GArray *
list_unseen (RabtaDatabase  *database,
             RabtaHeads     *heads,
             gint64          deletion,
             GArray         *referrers,
             GError        **error)
{
  g_autoptr (GArray) unseen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < referrers->len; i++)
    {
      g_autofree char *id = rabta_change_log_dup_id (database, g_array_index (referrers, gint64, i), error);

      if (id == NULL)
        return NULL;
      if (!rabta_heads_deletion_saw (heads, deletion, id))
        g_array_append_val (unseen, g_array_index (referrers, gint64, i));
    }

  return g_steal_pointer (&unseen);
}

static gboolean judge_merge (RabtaDatabase    *database,
                             const RabtaUuid  *id,
                             RabtaReplayed    *replayed,
                             GError          **error);

gboolean
rabta_settle_judge (RabtaDatabase    *database,
                    RabtaKind         kind,
                    const RabtaUuid  *id,
                    RabtaReplayed    *replayed,
                    GError          **error)
{
  g_autoptr (GArray) in_force = NULL;
  g_autoptr (GArray) referrers = NULL;
  g_autoptr (GArray) standing = NULL;
  g_autoptr (GArray) first_unseen = NULL;

  if (replayed->deleted == 0)
    return judge_merge (database, id, replayed, error);
  in_force = rabta_heads_list_in_force (replayed->heads);
  referrers = rabta_settle_list_referrers (database, kind, id, error);
  if (referrers == NULL)
    return FALSE;
  for (guint i = 0; i < in_force->len; i++)
    {
      g_autoptr (GArray) unseen = list_unseen (database, replayed->heads, g_array_index (in_force, gint64, i),
                                               referrers, error);

      if (unseen == NULL)
        return FALSE;
      if (unseen->len == 0)
        {
          replayed->deleted = g_array_index (in_force, gint64, i);
          return TRUE;
        }
      if (first_unseen == NULL)
        first_unseen = g_steal_pointer (&unseen);
    }
  replayed->deleted = 0;
  standing = rabta_heads_list_deleted (replayed->heads);
  rabta_replayed_add_conflict (replayed, RABTA_HEADS_RECORD, first_unseen, standing);

  return judge_merge (database, id, replayed, error);
}


/* Every record of a later kind that refers to @id, in its row or in the log. */
static gboolean
add_turned (RabtaSettling    *self,
            RabtaKind         kind,
            const RabtaUuid  *id,
            GError          **error)
{
  const char *target = rabta_kind_get_info (kind)->name;
  GString *sql = g_string_new ("SELECT kind, record FROM redirected WHERE target = ?1");
  g_autofree char *text = NULL;
  RabtaStatement *statement;
  RabtaStep step;

  for (int other = kind + 1; other < RABTA_N_KINDS; other++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (other);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].kind == RABTA_FIELD_REFERENCE && g_str_equal (info->fields[i].target, target))
          g_string_append_printf (sql, " UNION SELECT '%s', id FROM %s WHERE \"%s\" = ?1 AND deleted IS NULL",
                                  info->name, info->table, info->fields[i].name);
    }
  text = g_string_free (sql, FALSE);
  statement = rabta_database_cached (self->database, text, error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  while ((step = rabta_statement_step (statement, _("Read what was merged"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind other = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      RabtaUuid record;

      if (other != RABTA_KIND_NONE && rabta_statement_get_uuid (statement, 1, &record))
        rabta_settling_add (self, other, &record);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

gboolean
rabta_settling_add_joined (RabtaSettling    *self,
                           RabtaKind         kind,
                           const RabtaUuid  *id,
                           GError          **error)
{
  g_autoptr (GHashTable) joined = rabta_redirect_list_joined (self->database, id, error);
  GHashTableIter iter;
  gpointer other;

  if (joined == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, joined);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    {
      rabta_settling_add (self, kind, other);
      if (!add_turned (self, kind, other, error))
        return FALSE;
    }

  return TRUE;
}

/* Writes down into what a record is merged. Where that is new, all whom it concerns are looked at again,
 * those it was joined with before and those it is joined with now. */
static gboolean
settle_merge (RabtaSettling        *self,
              RabtaKind             kind,
              const RabtaUuid      *id,
              const RabtaReplayed  *replayed,
              gboolean              is_new,
              GError              **error)
{
  const RabtaUuid *target = replayed->merged != 0 ? &replayed->merged_into : NULL;
  gboolean changed;

  if (target == NULL && !self->any_redirect)
    return TRUE;
  if (self->any_redirect && is_new && !rabta_settling_add_joined (self, kind, id, error))
    return FALSE;
  if (!rabta_redirect_is (self->database, id, target, replayed->merged, &changed, error))
    return FALSE;
  changed = !changed;
  if (!changed)
    return TRUE;
  self->any_redirect = TRUE;

  return rabta_settling_add_joined (self, kind, id, error) &&
         rabta_redirect_set (self->database, id, target, replayed->merged, error) &&
         rabta_settling_add_joined (self, kind, id, error);
}

/* Whether the record stands aside for the one it was merged into, and what was changed here meanwhile. */
static gboolean
judge_merge (RabtaDatabase    *database,
             const RabtaUuid  *id,
             RabtaReplayed    *replayed,
             GError          **error)
{
  g_autoptr (GArray) unseen = NULL;
  g_autoptr (GArray) merges = NULL;
  RabtaUuid target;

  if (replayed->merged == 0 || replayed->deleted != 0)
    return TRUE;
  if (!rabta_redirect_resolve (database, id, &target, error))
    return FALSE;
  if (!rabta_uuid_equal (id, &target))
    replayed->deleted = replayed->merged;
  unseen = rabta_heads_list_unseen_by (replayed->heads, replayed->merged);
  if (unseen->len == 0 || replayed->is_tombstoned)
    return TRUE;
  merges = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (merges, replayed->merged);
  rabta_replayed_add_conflict (replayed, RABTA_HEADS_RECORD, merges, unseen);

  return TRUE;
}


static gboolean
write_conflict (RabtaDatabase                *database,
                RabtaKind                     kind,
                const RabtaUuid              *id,
                const RabtaReplayedConflict  *conflict,
                GError                      **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT INTO conflict (kind, record, field, heads) VALUES (?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, rabta_kind_get_info (kind)->name, -1);
  rabta_statement_bind_uuid (statement, 1, id);
  rabta_statement_bind_text (statement, 2, conflict->field, -1);
  rabta_statement_bind_text (statement, 3, conflict->heads, -1);

  return rabta_statement_run (statement, _("Write a conflict"), error);
}

gboolean
rabta_settle_write_conflicts (RabtaDatabase        *database,
                              RabtaKind             kind,
                              const RabtaUuid      *id,
                              const RabtaReplayed  *replayed,
                              GError              **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "DELETE FROM conflict WHERE record = ?", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  if (!rabta_statement_run (statement, _("Write a conflict"), error))
    return FALSE;
  for (guint i = 0; replayed->conflicts != NULL && i < replayed->conflicts->len; i++)
    if (!write_conflict (database, kind, id, g_ptr_array_index (replayed->conflicts, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
write_row (RabtaBatch   *batch,
           RabtaRecord  *stored,
           RabtaRecord  *record,
           gint64        deleted,
           GError      **error)
{
  if (stored != NULL)
    {
      rabta_record_set_saved (record, rabta_record_get_pk (stored), rabta_record_get_origin (record));
      return rabta_batch_write_changes (batch, stored, record, deleted, error);
    }
  if (!rabta_batch_write_row (batch->database, record, TRUE, deleted, error))
    return FALSE;
  rabta_record_set_saved (record, rabta_database_last_rowid (batch->database), rabta_record_get_origin (record));

  return TRUE;
}

static gboolean
write_search (RabtaBatch   *batch,
              RabtaRecord  *record,
              gboolean      is_new,
              gboolean      deleted,
              GError      **error)
{
  if (!deleted)
    return rabta_search_index_put (batch->search, record, is_new, error);

  return is_new || rabta_search_index_remove (batch->search, rabta_record_get_kind (record),
                                              rabta_record_get_pk (record), error);
}

/* What a record says of another counts only while it lives, and only what it says now. */
static gboolean
settle_targets (RabtaSettling  *self,
                RabtaRecord    *stored,
                RabtaRecord    *record,
                GError        **error)
{
  return (stored == NULL || rabta_settling_add_targets (self, stored, error)) &&
         rabta_settling_add_targets (self, record, error);
}

static RabtaRecord *
find_stored (RabtaDatabase    *database,
             RabtaKind         kind,
             const RabtaUuid  *id,
             GError          **error)
{
  g_autoptr (GError) local = NULL;
  RabtaRecord *stored = rabta_casebook_fetch_stored (database, kind, id, &local);

  if (stored == NULL && !g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));

  return stored;
}

gboolean
rabta_settle_record (RabtaSettling    *self,
                     RabtaBatch       *batch,
                     RabtaKind         kind,
                     const RabtaUuid  *id,
                     GError          **error)
{
  g_auto (RabtaReplayed) replayed = { NULL };
  g_autoptr (RabtaRecord) stored = NULL;
  g_autoptr (GError) local = NULL;
  RabtaRecord *record;

  if (!rabta_replay_record (self->database, kind, id, &replayed, error))
    return FALSE;
  record = replayed.record;
  if (record == NULL)
    return TRUE;
  stored = find_stored (self->database, kind, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!settle_merge (self, kind, id, &replayed, stored == NULL, error) ||
      !rabta_settle_judge (self->database, kind, id, &replayed, error) ||
      (self->any_redirect && !rabta_redirect_apply_and_keep (self->database, record, error)) ||
      !rabta_derive_record (batch->casebook, self->database, record, error) ||
      !write_row (batch, stored, record, replayed.deleted, error) ||
      !write_search (batch, record, stored == NULL, replayed.deleted != 0, error) ||
      !rabta_settling_set_tombstone (self, kind, id, replayed.is_tombstoned, error))
    return FALSE;
  if ((self->any_conflict || replayed.conflicts != NULL) &&
      !rabta_settle_write_conflicts (self->database, kind, id, &replayed, error))
    return FALSE;
  self->any_conflict = self->any_conflict || replayed.conflicts != NULL;
  rabta_batch_note_touched (batch, stored, record);

  return settle_targets (self, stored, record, error);
}


gboolean
rabta_settling_is_turning (RabtaSettling *self)
{
  return self->any_redirect;
}

gboolean
rabta_settle_create (RabtaSettling  *self,
                     RabtaBatch     *batch,
                     RabtaRecord    *record,
                     gint64          change,
                     GError        **error)
{
  rabta_record_set_origin (record, change);
  rabta_record_mark_clean (record);
  if (!rabta_derive_record (batch->casebook, self->database, record, error) ||
      !write_row (batch, NULL, record, 0, error) || !write_search (batch, record, TRUE, FALSE, error))
    return FALSE;
  rabta_batch_note_touched (batch, NULL, record);

  return rabta_settling_add_targets (self, record, error);
}

gboolean
rabta_settling_run_kind (RabtaSettling  *self,
                         RabtaBatch     *batch,
                         RabtaKind       kind,
                         GError        **error)
{
  g_autoptr (GHashTable) records = g_steal_pointer (&self->records[kind]);
  GHashTableIter iter;
  gpointer id;

  if (records == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!rabta_settle_record (self, batch, kind, id, error))
      return FALSE;

  return TRUE;
}

static gboolean
has_more (RabtaSettling *self)
{
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    if (self->records[kind] != NULL)
      return TRUE;

  return FALSE;
}

gboolean
rabta_settling_run (RabtaSettling  *self,
                    RabtaBatch     *batch,
                    GError        **error)
{
  /* Merging one record into another turns those that refer to it, which came before it. */
  while (has_more (self))
    for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
      if (!rabta_settling_run_kind (self, batch, kind, error))
        return FALSE;

  return TRUE;
}
