/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Receipts: what became of each record of a file, said by who merged it to who sent it. */

#include "model/receipts.h"

#include "model/batch-private.h"
#include "model/rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
rabta_receipt_item_free (RabtaReceiptItem *self)
{
  g_free (self->status);
  g_free (self->field);
  g_free (self->reason);
  g_free (self->title);
  g_free (self);
}


typedef struct
{
  RabtaDatabase    *database;
  RabtaProgramme   *programme;
  const RabtaFile  *file;
  GHashTable       *told; /* records of several changes that were told of */
  RabtaReceiptFunc  func;
  gpointer          user_data;
} Making;

static gboolean
tell (Making           *self,
      RabtaKind         kind,
      const RabtaUuid  *record,
      const char       *status,
      const char       *field,
      const char       *reason,
      GError          **error)
{
  RabtaReceiptItem item = {
    .number = self->file->number,
    .kind = kind,
    .record = *record,
    .status = (char *) status,
    .field = (char *) field,
    .reason = (char *) reason,
  };

  return self->func (&item, self->user_data, error);
}

/* One item for each field in conflict. *@told: there was one. */
static gboolean
tell_conflicts (Making           *self,
                RabtaKind         kind,
                const RabtaUuid  *record,
                gboolean         *told,
                GError          **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (self->database, "SELECT field FROM conflict WHERE record = ? ORDER BY field", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, record);
  while ((step = rabta_statement_step (statement, _("Make a receipt"), error)) == RABTA_STEP_ROW)
    {
      *told = TRUE;
      if (!tell (self, kind, record, RABTA_RECEIPT_CONFLICT, rabta_statement_get_text (statement, 0),
                 _("It was changed here too; a decision is due."), error))
        {
          step = RABTA_STEP_ERROR;
          break;
        }
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

static gboolean
tell_findings (Making           *self,
               RabtaRecord      *record,
               gboolean         *told,
               GError          **error)
{
  g_autoptr (GPtrArray) findings = rabta_rules_check_stored (self->database, self->programme, record, error);

  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      RabtaFinding *finding = g_ptr_array_index (findings, i);

      *told = TRUE;
      if (!tell (self, rabta_record_get_kind (record), rabta_record_get_id (record), RABTA_RECEIPT_INVALID,
                 finding->field, finding->message, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
tell_record (Making           *self,
             RabtaKind         kind,
             const RabtaUuid  *id,
             gboolean          taken,
             gboolean          has_more,
             GError          **error)
{
  g_autoptr (RabtaRecord) record = NULL;
  gboolean told = FALSE;

  /* A list of a million new records is not kept in memory. */
  if (has_more && !g_hash_table_add (self->told, g_memdup2 (id, sizeof *id)))
    return TRUE;
  if (!tell_conflicts (self, kind, id, &told, error))
    return FALSE;
  record = rabta_casebook_fetch_stored (self->database, kind, id, NULL);
  if (record != NULL && !rabta_record_is_deleted (record) && !tell_findings (self, record, &told, error))
    return FALSE;

  return told || tell (self, kind, id, taken ? RABTA_RECEIPT_TAKEN : RABTA_RECEIPT_HELD, NULL, NULL, error);
}

static gboolean
tell_range (Making                   *self,
            const RabtaVersionRange  *range,
            gboolean                  taken,
            GError                  **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (self->database,
                                      "SELECT c.kind, c.record, EXISTS (SELECT 1 FROM change o WHERE o.record = c.record "
                                      "AND o.pk <> c.pk) FROM site s JOIN change c ON c.site = s.pk "
                                      "WHERE s.id = ? AND c.counter BETWEEN ? AND ? AND c.op <> 'action' "
                                      "ORDER BY c.counter",
                                      error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, range->site, sizeof range->site);
  rabta_statement_bind_int (statement, 1, range->first);
  rabta_statement_bind_int (statement, 2, range->last);
  while ((step = rabta_statement_step (statement, _("Make a receipt"), error)) == RABTA_STEP_ROW)
    {
      RabtaKind kind = rabta_kind_from_name (rabta_statement_get_text (statement, 0));
      RabtaUuid id;

      if (kind != RABTA_KIND_NONE && rabta_statement_get_uuid (statement, 1, &id) &&
          !tell_record (self, kind, &id, taken, rabta_statement_get_int (statement, 2) != 0, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

static gboolean
tell_ranges (Making   *self,
             GArray   *ranges,
             gboolean  taken,
             GError  **error)
{
  for (guint i = 0; i < ranges->len; i++)
    if (!tell_range (self, &g_array_index (ranges, RabtaVersionRange, i), taken, error))
      return FALSE;

  return TRUE;
}

/**
 * rabta_receipts_foreach:
 * @reader: a reader
 * @programme: whose rules hold
 * @file: a file that came in and was merged
 * @func: told of each record once, or once for each thing that is wrong with it
 * @user_data: for @func
 * @error: return location
 *
 * Returns: whether all were told
 */
gboolean
rabta_receipts_foreach (RabtaReader       *reader,
                        RabtaProgramme    *programme,
                        const RabtaFile   *file,
                        RabtaReceiptFunc   func,
                        gpointer           user_data,
                        GError           **error)
{
  g_autoptr (RabtaVersionVector) all = rabta_version_vector_parse (file->ranges != NULL ? file->ranges : "");
  g_autoptr (RabtaVersionVector) taken = rabta_version_vector_parse (file->taken != NULL ? file->taken : "");
  g_autoptr (GHashTable) told = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  g_autoptr (GArray) new_ranges = NULL;
  g_autoptr (GArray) old_ranges = NULL;
  Making self = { rabta_reader_get_database (reader), programme, file, told, func, user_data };

  if (all == NULL || taken == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Make a receipt: the list of changes is damaged"));
      return FALSE;
    }
  new_ranges = rabta_version_vector_list (taken);
  old_ranges = rabta_version_vector_subtract (all, taken);

  return tell_ranges (&self, new_ranges, TRUE, error) && tell_ranges (&self, old_ranges, FALSE, error);
}


static RabtaReceiptItem *
read_item (RabtaDatabase   *database,
           RabtaStatement  *statement)
{
  RabtaReceiptItem *item = g_new0 (RabtaReceiptItem, 1);
  g_autoptr (RabtaRecord) record = NULL;
  gconstpointer site;
  gsize length;

  site = rabta_statement_get_blob (statement, 0, &length);
  if (site != NULL && length == sizeof item->site)
    memcpy (item->site, site, length);
  item->number = rabta_statement_get_int (statement, 1);
  item->kind = rabta_kind_from_name (rabta_statement_get_text (statement, 2));
  rabta_statement_get_uuid (statement, 3, &item->record);
  item->status = g_strdup (rabta_statement_get_text (statement, 4));
  item->field = g_strdup (rabta_statement_get_text (statement, 5));
  item->reason = g_strdup (rabta_statement_get_text (statement, 6));
  if (item->kind != RABTA_KIND_NONE)
    record = rabta_casebook_fetch_id (database, item->kind, &item->record, TRUE, NULL);
  if (record != NULL)
    item->title = rabta_record_dup_title (record);

  return item;
}

/**
 * rabta_receipts_list_sync:
 * @casebook: a casebook
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaReceiptItem): what the last receipt of each record
 *   found, newest first
 */
GPtrArray *
rabta_receipts_list_sync (RabtaCasebook  *casebook,
                          GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_receipt_item_free);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  if (reader == NULL)
    return NULL;
  statement = rabta_database_prepare (rabta_reader_get_database (reader),
                                      "SELECT site, number, kind, record, status, field, reason FROM receipt_item "
                                      "ORDER BY number DESC, pk",
                                      error);
  if (statement == NULL)
    return NULL;
  while ((step = rabta_statement_step (statement, _("Read the receipts"), error)) == RABTA_STEP_ROW)
    g_ptr_array_add (items, read_item (rabta_reader_get_database (reader), statement));

  return step == RABTA_STEP_DONE ? g_steal_pointer (&items) : NULL;
}

/* The receipt of a later file says how a record stands now. */
static gboolean
forget_earlier (RabtaBatch              *self,
                const RabtaReceiptItem  *item,
                GError                 **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "DELETE FROM receipt_item WHERE site = ? AND record = ? AND number < ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, item->site, sizeof item->site);
  rabta_statement_bind_uuid (statement, 1, &item->record);
  rabta_statement_bind_int (statement, 2, item->number);

  return rabta_statement_run (statement, _("Keep a receipt"), error);
}

gboolean
rabta_batch_clear_receipt (RabtaBatch    *self,
                           const guint8  *site,
                           gint64         number,
                           GError       **error)
{
  RabtaStatement *statement;

  self->has_facts = TRUE;
  statement = rabta_database_cached (self->database, "DELETE FROM receipt_item WHERE site = ? AND number = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  rabta_statement_bind_int (statement, 1, number);

  return rabta_statement_run (statement, _("Keep a receipt"), error);
}

/**
 * rabta_batch_add_receipt_item:
 * @self: a batch
 * @item: what was said of a record; kept where something is to be mended, otherwise only what was said of
 *   it before is forgotten
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_add_receipt_item (RabtaBatch              *self,
                              const RabtaReceiptItem  *item,
                              GError                 **error)
{
  RabtaStatement *statement;

  self->has_facts = TRUE;
  if (!forget_earlier (self, item, error))
    return FALSE;
  if (strcmp (item->status, RABTA_RECEIPT_TAKEN) == 0 || strcmp (item->status, RABTA_RECEIPT_HELD) == 0)
    return TRUE;
  statement = rabta_database_cached (self->database,
                                     "INSERT INTO receipt_item (site, number, kind, record, status, field, reason) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, item->site, sizeof item->site);
  rabta_statement_bind_int (statement, 1, item->number);
  rabta_statement_bind_text (statement, 2, rabta_kind_get_info (item->kind)->name, -1);
  rabta_statement_bind_uuid (statement, 3, &item->record);
  rabta_statement_bind_text (statement, 4, item->status, -1);
  rabta_statement_bind_text (statement, 5, item->field, -1);
  rabta_statement_bind_text (statement, 6, item->reason, -1);

  return rabta_statement_run (statement, _("Keep a receipt"), error);
}

