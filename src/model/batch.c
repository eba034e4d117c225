/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one path by which a record changes: log entry, row and search index in one transaction. */

#include "model/batch-private.h"

#include "base/json.h"
#include "model/replay.h"
#include "model/rules.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Appends an entry with the body composed in @self->body. */
gboolean
rabta_batch_append_change (RabtaBatch       *self,
                           const char       *kind,
                           const RabtaUuid  *record,
                           const char       *op,
                           gint64           *change_pk,
                           GError          **error)
{
  RabtaChange change = {
    .action = self->action,
    .action_id = &self->action_id,
    .kind = kind,
    .record = record,
    .op = op,
    .body = self->body->str,
    .body_length = self->body->len,
  };

  *change_pk = rabta_change_log_append (&self->casebook->log, self->database, &change, error);

  return *change_pk != 0;
}

/* The first change of a batch is preceded by the entry of the action itself; a batch that changes
 * nothing leaves no trace. */
gboolean
rabta_batch_ensure_action (RabtaBatch  *self,
                           GError     **error)
{
  RabtaStatement *statement;
  gint64 change;

  if (self->action != 0)
    return TRUE;

  rabta_uuid_init (&self->action_id);
  statement = rabta_database_cached (self->database,
                                     "INSERT INTO action (id, site, label, reverts, changes) "
                                     "VALUES (?, ?, ?, ?, 0)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &self->action_id);
  rabta_statement_bind_int (statement, 1, self->casebook->log.site);
  rabta_statement_bind_text (statement, 2, self->label, -1);
  if (self->reverts != NULL)
    rabta_statement_bind_uuid (statement, 3, self->reverts);
  else
    rabta_statement_bind_null (statement, 3);
  if (!rabta_statement_run (statement, _("Write the change log"), error))
    return FALSE;
  self->action = rabta_database_last_rowid (self->database);

  g_string_assign (self->body, "{\"label\":");
  rabta_json_append_string (self->body, self->label);
  if (self->reverts != NULL)
    {
      char text[RABTA_UUID_TEXT_LENGTH + 1];

      rabta_uuid_format (self->reverts, text);
      g_string_append_printf (self->body, ",\"reverts\":\"%s\"", text);
    }
  g_string_append_c (self->body, '}');

  return rabta_batch_append_change (self, "action", &self->action_id, RABTA_CHANGE_ACTION, &change, error);
}

/* Fields that this record object did not touch take what is stored now. */
static void
take_stored (RabtaRecord *record,
             RabtaRecord *stored)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  g_autoptr (GList) extra = rabta_record_list_extra (stored);
  g_autoptr (GList) own = rabta_record_list_extra (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (!rabta_record_is_field_dirty (record, i))
      rabta_record_set_derived (record, i, rabta_record_get_value (stored, i));
  /* Names are copied: setting a field to nothing frees the name it is listed by. */
  for (GList *l = own; l != NULL; l = l->next)
    {
      g_autofree char *name = g_strdup (l->data);

      if (!rabta_record_is_extra_dirty (record, name) && rabta_record_get_extra (stored, name) == NULL)
        rabta_record_set_extra (record, name, NULL);
    }
  for (GList *l = extra; l != NULL; l = l->next)
    if (!rabta_record_is_extra_dirty (record, l->data))
      rabta_record_set_extra (record, l->data, rabta_record_get_extra (stored, l->data));
}

static void
note_origins (RabtaRecord *record,
              RabtaRecord *stored,
              GPtrArray   *touched,
              gint64       change)
{
  g_autoptr (JsonObject) origins = rabta_body_parse (rabta_record_get_origins (stored));
  g_autofree char *json = NULL;

  for (guint i = 0; i < touched->len; i++)
    json_object_set_int_member (origins, g_ptr_array_index (touched, i), change);
  json = rabta_origins_to_json (origins);
  rabta_record_set_origins (record, json);
  rabta_record_set_origin (record, rabta_record_get_origin (stored));
}

static gboolean
check_rules (RabtaBatch   *self,
             RabtaRecord  *record,
             GError      **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *title = NULL;

  findings = rabta_rules_check (self->casebook->programme, record);
  for (guint i = 0; i < findings->len; i++)
    {
      RabtaFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != RABTA_FINDING_ERROR)
        continue;
      title = rabta_record_dup_title (record);
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Save “%s”: %s"), title, finding->message);
      return FALSE;
    }

  return TRUE;
}

void
rabta_batch_note_touched (RabtaBatch  *self,
                          RabtaRecord *stored,
                          RabtaRecord *record)
{
  RabtaRecord *sides[] = { stored, record };

  if (rabta_record_get_kind (record) == RABTA_KIND_HOLIDAY)
    self->holidays_touched = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sides) && rabta_record_get_kind (record) == RABTA_KIND_PAUSE; i++)
    {
      const RabtaUuid *id = sides[i] != NULL ? rabta_record_get_ref (sides[i], "case") : NULL;

      if (id != NULL)
        g_hash_table_add (self->cases_touched, g_memdup2 (id, sizeof *id));
    }
  rabta_change_set_add (self->changes, record);
  self->n_changes++;
}

static gboolean
save_new (RabtaBatch   *self,
          RabtaRecord  *record,
          GError      **error)
{
  gint64 change;

  if (!rabta_derive_record (self->casebook, self->database, record, error) || !rabta_batch_ensure_action (self, error))
    return FALSE;
  rabta_body_compose_create (self, record);
  if (!rabta_batch_append_change (self, rabta_record_get_info (record)->name, rabta_record_get_id (record),
                                  RABTA_CHANGE_CREATE, &change, error))
    return FALSE;
  rabta_record_set_origin (record, change);
  if (!rabta_batch_write_row (self->database, record, TRUE, 0, error))
    return FALSE;
  rabta_record_set_saved (record, rabta_database_last_rowid (self->database), change);
  if (!rabta_search_index_put (self->search, record, TRUE, error))
    return FALSE;
  rabta_batch_note_touched (self, NULL, record);

  return rabta_settling_add_disputed (self->settling, record, error) &&
         rabta_settling_add_targets (self->settling, record, error);
}

static gboolean
save_changed (RabtaBatch   *self,
              RabtaRecord  *record,
              RabtaRecord  *stored,
              GError      **error)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  gint64 change;

  if (rabta_record_is_deleted (stored))
    return rabta_body_report_conflict (record, _("The record as a whole (it was deleted)"), error);
  if (!rabta_batch_ensure_action (self, error) || !rabta_body_compose_set (self, record, stored, touched, error))
    return FALSE;

  take_stored (record, stored);
  if (touched->len == 0)
    {
      rabta_record_set_origins (record, rabta_record_get_origins (stored));
      rabta_record_mark_clean (record);
      return TRUE;
    }
  if (!rabta_derive_record (self->casebook, self->database, record, error) ||
      !rabta_batch_append_change (self, rabta_record_get_info (record)->name, rabta_record_get_id (record),
                                  RABTA_CHANGE_SET, &change, error))
    return FALSE;
  note_origins (record, stored, touched, change);
  if (!rabta_batch_write_changes (self, stored, record, 0, error) ||
      !rabta_search_index_put (self->search, record, FALSE, error))
    return FALSE;
  rabta_record_mark_clean (record);
  rabta_batch_note_touched (self, stored, record);

  return rabta_settling_add_disputed (self->settling, record, error) &&
         rabta_settling_add_targets (self->settling, stored, error) &&
         rabta_settling_add_targets (self->settling, record, error);
}

/**
 * rabta_batch_save:
 * @self: a batch
 * @record: a new or changed record; clean afterwards
 * @error: return location
 *
 * Checks the rules, writes the change log, the row and the search index. After an error the batch
 * must end: its function returns %FALSE.
 *
 * Returns: whether it was written, or nothing had to be
 */
gboolean
rabta_batch_save (RabtaBatch   *self,
                  RabtaRecord  *record,
                  GError      **error)
{
  g_autoptr (RabtaRecord) stored = NULL;

  g_return_val_if_fail (self != NULL && RABTA_IS_RECORD (record), FALSE);

  if (!rabta_record_is_new (record) && !rabta_record_is_dirty (record))
    return TRUE;
  if (!self->lenient && !check_rules (self, record, error))
    return FALSE;
  if (rabta_record_is_new (record))
    return save_new (self, record, error);
  stored = rabta_casebook_fetch_stored (self->database, rabta_record_get_kind (record),
                                        rabta_record_get_id (record), error);

  return stored != NULL && save_changed (self, record, stored, error);
}

/* As rabta_batch_save(), where @record was read within the batch and then changed: @stored is the row
 * as it was read. */
gboolean
rabta_batch_save_over (RabtaBatch   *self,
                       RabtaRecord  *stored,
                       RabtaRecord  *record,
                       GError      **error)
{
  if (!rabta_record_is_dirty (record))
    return TRUE;

  return (self->lenient || check_rules (self, record, error)) && save_changed (self, record, stored, error);
}

/* Lays a tombstone on one record, which was read within the batch; see record-delete.c. */
gboolean
rabta_batch_delete_stored (RabtaBatch   *self,
                           RabtaRecord  *stored,
                           GError      **error)
{
  gint64 change;

  if (rabta_record_is_deleted (stored))
    return TRUE;

  if (!rabta_batch_ensure_action (self, error) || !rabta_body_compose_seen (self, stored, FALSE, error) ||
      !rabta_batch_append_change (self, rabta_record_get_info (stored)->name, rabta_record_get_id (stored),
                                  RABTA_CHANGE_DELETE, &change, error) ||
      !rabta_batch_write_changes (self, stored, stored, change, error) ||
      !rabta_search_index_remove (self->search, rabta_record_get_kind (stored),
                                  rabta_record_get_pk (stored), error))
    return FALSE;
  rabta_batch_note_touched (self, NULL, stored);

  return rabta_settling_set_tombstone (self->settling, rabta_record_get_kind (stored),
                                       rabta_record_get_id (stored), TRUE, error) &&
         rabta_settling_add_disputed (self->settling, stored, error) &&
         rabta_settling_add_targets (self->settling, stored, error);
}

/* Takes the tombstone off again: undo of a deletion. @record was read within the batch. */
gboolean
rabta_batch_restore_record (RabtaBatch   *self,
                            RabtaRecord  *record,
                            GError      **error)
{
  g_autoptr (RabtaRecord) stored = NULL;
  gint64 change;

  if (!rabta_record_is_deleted (record))
    return TRUE;
  stored = rabta_record_copy (record);
  if (!rabta_batch_ensure_action (self, error) || !rabta_body_compose_seen (self, record, TRUE, error) ||
      !rabta_batch_append_change (self, rabta_record_get_info (record)->name, rabta_record_get_id (record),
                                  RABTA_CHANGE_RESTORE, &change, error) ||
      !rabta_derive_record (self->casebook, self->database, record, error) ||
      !rabta_batch_write_changes (self, stored, record, 0, error))
    return FALSE;
  rabta_record_set_deleted (record, 0);
  if (!rabta_search_index_put (self->search, record, FALSE, error))
    return FALSE;
  rabta_batch_note_touched (self, NULL, record);

  return rabta_settling_set_tombstone (self->settling, rabta_record_get_kind (record),
                                       rabta_record_get_id (record), FALSE, error) &&
         rabta_settling_add_disputed (self->settling, record, error) &&
         rabta_settling_add_targets (self->settling, record, error);
}

RabtaCasebook *
rabta_batch_get_casebook (RabtaBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->casebook;
}

/**
 * rabta_batch_load:
 * @self: a batch
 * @kind: kind of the record
 * @id: its id
 * @with_deleted: whether a deleted one counts
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record as it is within the batch; %NULL with
 *   %RABTA_ERROR_NOT_FOUND where there is none
 */
RabtaRecord *
rabta_batch_load (RabtaBatch       *self,
                  RabtaKind         kind,
                  const RabtaUuid  *id,
                  gboolean          with_deleted,
                  GError          **error)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  return rabta_casebook_fetch_id (self->database, kind, id, with_deleted, error);
}

GPtrArray *
rabta_batch_query (RabtaBatch  *self,
                   RabtaQuery  *query,
                   guint        limit,
                   GError     **error)
{
  g_return_val_if_fail (self != NULL && RABTA_IS_QUERY (query), NULL);

  if (rabta_query_is_searching (query) && !rabta_search_index_flush (self->search, error))
    return NULL;

  return rabta_casebook_select (self->database, query, limit, error);
}

void
rabta_batch_set_dry_run (RabtaBatch *self,
                         gboolean    dry_run)
{
  g_return_if_fail (self != NULL);

  self->dry_run = dry_run;
}

void
rabta_batch_set_lenient (RabtaBatch *self,
                         gboolean    lenient)
{
  g_return_if_fail (self != NULL);

  self->lenient = lenient;
}

static gboolean
finish_action (RabtaBatch  *self,
               GError     **error)
{
  RabtaStatement *statement;

  if (self->action == 0)
    return TRUE;
  statement = rabta_database_cached (self->database, "UPDATE action SET changes = ? WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->n_changes);
  rabta_statement_bind_int (statement, 1, self->action);

  return rabta_statement_run (statement, _("Write the change log"), error);
}

static gboolean
run_inside (RabtaBatch      *self,
            RabtaWriteFunc   func,
            gpointer         user_data,
            GCancellable    *cancellable,
            GError         **error)
{
  if (!func (self, user_data, cancellable, error) || !rabta_settling_run (self->settling, self, error))
    return FALSE;
  if (self->holidays_touched &&
      !rabta_casebook_load_holidays (self->casebook, self->database, error))
    return FALSE;
  if (!rabta_derive_cases (self, error) || !rabta_search_index_flush (self->search, error) ||
      !finish_action (self, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* An action that came to nothing leaves no entry. */
  if (self->dry_run || (self->n_changes == 0 && !self->has_facts))
    {
      rabta_database_rollback (self->database);
      return TRUE;
    }

  return rabta_database_commit (self->database, error);
}

static void
announce (RabtaBatch *self)
{
  RabtaCasebook *casebook = self->casebook;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autofree char *officer = NULL;

  /* The commit is done: that the labels could not be read is no reason to report it as failed. */
  rabta_undo_read_labels (self->database, casebook->log.site, &undo, &redo, NULL);
  if (rabta_change_set_touches (self->changes, RABTA_KIND_OFFICER, NULL))
    {
      g_autoptr (RabtaRecord) record = rabta_casebook_fetch_id (self->database, RABTA_KIND_OFFICER,
                                                                &casebook->log.officer, TRUE, NULL);

      officer = record != NULL ? rabta_record_dup_title (record) : NULL;
    }
  rabta_casebook_announce (casebook, g_steal_pointer (&self->changes), g_steal_pointer (&undo),
                           g_steal_pointer (&redo), g_steal_pointer (&officer));
}

/* What a batch needs on the thread and within a transaction of @database. */
void
rabta_batch_init (RabtaBatch    *self,
                  RabtaCasebook *casebook,
                  RabtaDatabase *database)
{
  *self = (RabtaBatch) { .casebook = casebook, .database = database };
  self->cases_touched = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  self->changes = rabta_change_set_new ();
  self->body = g_string_sized_new (1024);
  self->search = rabta_search_index_new (database);
  self->updates = rabta_batch_new_updates ();
  self->settling = rabta_settling_new (database);
}

void
rabta_batch_clear (RabtaBatch *self)
{
  g_hash_table_unref (self->cases_touched);
  g_clear_pointer (&self->changes, rabta_change_set_free);
  g_string_free (self->body, TRUE);
  rabta_search_index_free (self->search);
  g_array_unref (self->updates);
  rabta_settling_free (self->settling);
}

gboolean
rabta_batch_run (RabtaCasebook    *casebook,
                 RabtaDatabase    *database,
                 const char       *label,
                 const RabtaUuid  *reverts,
                 RabtaWriteFunc    func,
                 gpointer          user_data,
                 GCancellable     *cancellable,
                 GError          **error)
{
  RabtaBatch self;
  gboolean written = FALSE, ok;

  if (!rabta_database_begin (database, error))
    return FALSE;

  rabta_batch_init (&self, casebook, database);
  self.label = label;
  self.reverts = reverts;
  self.log_before = casebook->log;
  ok = run_inside (&self, func, user_data, cancellable, error);
  written = ok && !self.dry_run && (self.n_changes > 0 || self.has_facts);
  if (!written)
    {
      if (rabta_database_in_transaction (database))
        rabta_database_rollback (database);
      casebook->log = self.log_before;
      if (self.holidays_touched)
        rabta_casebook_load_holidays (casebook, database, NULL);
    }
  else
    {
      rabta_casebook_write_mark (casebook, FALSE);
      announce (&self);
    }

  rabta_batch_clear (&self);

  return ok;
}
