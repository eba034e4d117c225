/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which enterprises look like the same one. Strongest first: NTN, CNIC, registration number, phone;
 * then the same name (folded, without "M/s" and legal form) in the same district, or at the same
 * address where one of them has no district. */

#include "model/batch-private.h"
#include "model/rules.h"

#include "base/identifier.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>

/* So many look-alikes are enough for a person to choose from. */
#define MOST_SHOWN 20

static const struct
{
  const char *field;
  const char *sql;
  const char *reason;
} numbers[] = {
  /* With and without its check digit it is one number: '.' sorts behind the dash before that digit. */
  { "ntn", "SELECT pk FROM enterprise WHERE ntn >= ?1 AND ntn < ?1 || '.' AND deleted IS NULL", N_("Same NTN") },
  { "cnic", "SELECT pk FROM enterprise WHERE cnic = ? AND deleted IS NULL", N_("Same owner’s CNIC") },
  { "registration", "SELECT pk FROM enterprise WHERE registration = ? AND deleted IS NULL", N_("Same registration number") },
  { "phone", "SELECT pk FROM enterprise WHERE phone = ? AND deleted IS NULL", N_("Same phone") },
};

void
rabta_duplicate_free (RabtaDuplicate *self)
{
  g_clear_object (&self->record);
  g_free (self->field);
  g_free (self->reason);
  g_free (self);
}

static gboolean
add_match (GPtrArray      *found,
           RabtaDatabase  *database,
           gint64          pk,
           const char     *field,
           const char     *reason,
           GError        **error)
{
  RabtaDuplicate *duplicate;
  RabtaRecord *record;

  for (guint i = 0; i < found->len; i++)
    if (rabta_record_get_pk (((RabtaDuplicate *) g_ptr_array_index (found, i))->record) == pk)
      return TRUE;
  record = rabta_casebook_fetch (database, RABTA_KIND_ENTERPRISE, pk, error);
  if (record == NULL)
    return FALSE;

  duplicate = g_new0 (RabtaDuplicate, 1);
  duplicate->record = record;
  duplicate->field = g_strdup (field);
  duplicate->reason = g_strdup (reason);
  g_ptr_array_add (found, duplicate);

  return TRUE;
}

static gboolean
find_by_number (GPtrArray      *found,
                RabtaDatabase  *database,
                RabtaRecord    *record,
                guint           which,
                GError        **error)
{
  const char *text = rabta_record_get_text (record, numbers[which].field);
  gssize length = -1;
  RabtaStatement *statement;
  RabtaStep step;

  if (text == NULL)
    return TRUE;
  statement = rabta_database_cached (database, numbers[which].sql, error);
  if (statement == NULL)
    return FALSE;
  if (g_str_equal (numbers[which].field, "ntn"))
    length = (gssize) rabta_identifier_ntn_length (text);
  rabta_statement_bind_text (statement, 0, text, length);
  while ((step = rabta_statement_step (statement, _("Look for duplicates"), error)) == RABTA_STEP_ROW &&
         found->len < MOST_SHOWN)
    {
      gint64 pk = rabta_statement_get_int (statement, 0);

      if (pk != rabta_record_get_pk (record) &&
          !add_match (found, database, pk, numbers[which].field, _(numbers[which].reason), error))
        {
          step = RABTA_STEP_ERROR;
          break;
        }
    }
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

static gboolean
same_folded (const char *a,
             const char *b)
{
  g_autofree char *folded_a = a != NULL ? rabta_text_fold (a) : NULL;
  g_autofree char *folded_b = b != NULL ? rabta_text_fold (b) : NULL;

  return folded_a != NULL && folded_a[0] != '\0' && g_strcmp0 (folded_a, folded_b) == 0;
}

/* Two with the same name are the same only where their place says so too. */
static const char *
same_place (RabtaRecord *record,
            const char  *district,
            const char  *address)
{
  const char *own = rabta_record_get_text (record, "district");

  if (own != NULL && district != NULL)
    return g_str_equal (own, district) ? _("Same name in the same district") : NULL;
  if (same_folded (rabta_record_get_text (record, "address"), address))
    return _("Same name at the same address");

  return NULL;
}

static gboolean
find_by_name (GPtrArray      *found,
              RabtaDatabase  *database,
              RabtaRecord    *record,
              GError        **error)
{
  const char *name = rabta_record_get_text (record, "name");
  g_autofree char *key = name != NULL ? rabta_text_name_key (name) : NULL;
  RabtaStatement *statement;
  RabtaStep step;

  if (key == NULL || key[0] == '\0' ||
      (!rabta_record_has (record, "district") && !rabta_record_has (record, "address")))
    return TRUE;
  statement = rabta_database_cached (database,
                                     "SELECT pk, district, address FROM enterprise "
                                     "WHERE name_key = ? AND deleted IS NULL",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, key, -1);
  while ((step = rabta_statement_step (statement, _("Look for duplicates"), error)) == RABTA_STEP_ROW &&
         found->len < MOST_SHOWN)
    {
      gint64 pk = rabta_statement_get_int (statement, 0);
      const char *reason = same_place (record, rabta_statement_get_text (statement, 1),
                                       rabta_statement_get_text (statement, 2));

      if (reason != NULL && pk != rabta_record_get_pk (record) &&
          !add_match (found, database, pk, "name", reason, error))
        {
          step = RABTA_STEP_ERROR;
          break;
        }
    }
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

static GPtrArray *
find_all (RabtaDatabase  *database,
          RabtaRecord    *record,
          GError        **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_duplicate_free);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!find_by_number (found, database, record, i, error))
      return NULL;
  if (!find_by_name (found, database, record, error))
    return NULL;

  return g_steal_pointer (&found);
}

/**
 * rabta_batch_find_duplicates:
 * @batch: a batch
 * @record: an enterprise, saved or not
 * @error: return location
 *
 * Returns: (transfer full) (element-type RabtaDuplicate) (nullable): those that look the same within
 *   the batch, strongest reason first
 */
GPtrArray *
rabta_batch_find_duplicates (RabtaBatch   *batch,
                             RabtaRecord  *record,
                             GError      **error)
{
  g_return_val_if_fail (batch != NULL && RABTA_IS_RECORD (record), NULL);
  g_return_val_if_fail (rabta_record_get_kind (record) == RABTA_KIND_ENTERPRISE, NULL);

  return find_all (batch->database, record, error);
}

static void
find_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  GError *error = NULL;
  GPtrArray *found = find_all (database, task_data, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_duplicates_find_async:
 * @casebook: a casebook
 * @record: an enterprise as it stands in a form
 *
 * Finds what looks the same, for a form that is being filled.
 */
void
rabta_duplicates_find_async (RabtaCasebook       *casebook,
                             RabtaRecord         *record,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && RABTA_IS_RECORD (record));
  g_return_if_fail (rabta_record_get_kind (record) == RABTA_KIND_ENTERPRISE);

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_duplicates_find_async);
  g_task_set_task_data (task, rabta_record_copy (record), g_object_unref);
  rabta_casebook_push_read (casebook, task, find_job);
}

GPtrArray *
rabta_duplicates_find_finish (RabtaCasebook  *casebook,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
