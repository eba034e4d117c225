/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-form.h"
#include "ui/record-form-private.h"

#include "base/error.h"
#include "model/rules.h"

#include <glib/gi18n-lib.h>

/* The record of each kind that was saved last, for Ctrl+'. */
static RabtaRecord *previous[RABTA_N_KINDS];

typedef struct
{
  RabtaRecord *record;     /* handed to the casebook */
  guint        generation; /* of the form when it was */
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_object_unref (job->record);
  g_free (job);
}

static void
remember (RabtaRecord *record)
{
  g_autoptr (RabtaRecord) copy = rabta_record_copy (record);

  g_set_object (&previous[rabta_record_get_kind (record)], copy);
}

/* The first row that is no value, with the reason. */
static RabtaFormRow *
find_invalid_row (RabtaRecordForm  *self,
                  GError          **error)
{
  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);

      if (!rabta_record_form_store_row (self, form_row, error))
        return form_row;
    }

  return NULL;
}

/* The first error of the rules. */
static gboolean
check_rules (RabtaRecordForm  *self,
             RabtaFieldRow   **row,
             GError          **error)
{
  g_autoptr (GPtrArray) findings = rabta_rules_check (rabta_casebook_get_programme (self->casebook),
                                                      self->record);

  for (guint i = 0; i < findings->len; i++)
    {
      RabtaFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != RABTA_FINDING_ERROR)
        continue;

      *row = finding->field != NULL ? rabta_record_form_get_row (self, finding->field) : NULL;
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, finding->message);
      return FALSE;
    }

  return TRUE;
}

static void
set_status (RabtaRecordForm *self,
            const char      *status)
{
  g_object_set (self, "status", status, NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RabtaRecordForm *self = g_task_get_source_object (task);
  SaveJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  self->is_saving = FALSE;
  if (!rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  remember (job->record);
  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);

      /* What was saved is the casebook's now; what was typed since is not. */
      if (form_row->generation <= job->generation && rabta_field_row_is_valid (form_row->row))
        form_row->generation = 0;
    }

  rabta_record_form_take_record (self, rabta_record_copy (job->record));
  if (self->generation == job->generation)
    rabta_record_form_set_dirty (self, find_invalid_row (self, NULL) != NULL);

  rabta_record_form_emit_saved (self);
  g_task_return_boolean (task, TRUE);
}

static void
save (RabtaRecordForm *self,
      const char      *action,
      GTask           *task)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  SaveJob *job = g_new0 (SaveJob, 1);

  /* A copy: the form goes on changing its own while the writer reads this one. */
  job->record = rabta_record_copy (self->record);
  job->generation = self->generation;
  g_ptr_array_add (records, g_object_ref (job->record));
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);
  self->is_saving = TRUE;
  rabta_casebook_save_async (self->casebook, records, action, g_task_get_cancellable (task),
                             saved_cb, g_object_ref (task));
}

static char *
dup_action (RabtaRecordForm *self)
{
  const char *heading = _(rabta_record_get_info (self->record)->heading);

  /* Translators: an entry of the undo list: "Edit: Enterprise" */
  return g_strdup_printf (rabta_record_is_new (self->record) ? _("New: %s") : _("Edit: %s"), heading);
}

static void
autosaved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  RabtaRecordForm *self = RABTA_RECORD_FORM (source);
  g_autoptr (GError) error = NULL;

  if (rabta_record_form_save_finish (self, result, &error))
    {
      set_status (self, self->is_dirty ? NULL : _("Saved"));
      if (self->is_dirty && find_invalid_row (self, NULL) == NULL)
        rabta_record_form_queue_autosave (self, 0);
    }
  else
    {
      g_autofree char *status = g_strdup_printf (_("Not saved: %s"), error->message);

      set_status (self, status);
    }
}

static gboolean
autosave_cb (gpointer user_data)
{
  RabtaRecordForm *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  g_autofree char *action = NULL;
  g_autofree char *status = NULL;
  RabtaFieldRow *row = NULL;

  self->autosave_id = 0;
  if (!self->autosave || !self->is_dirty || self->is_saving || self->casebook == NULL)
    return G_SOURCE_REMOVE;

  if (find_invalid_row (self, &error) != NULL || !check_rules (self, &row, &error))
    {
      status = g_strdup_printf (_("Not saved: %s"), error->message);
      set_status (self, status);
      return G_SOURCE_REMOVE;
    }

  set_status (self, _("Saving…"));
  action = dup_action (self);
  task = g_task_new (self, NULL, autosaved_cb, NULL);
  save (self, action, task);
  return G_SOURCE_REMOVE;
}

/* Asks for a save by itself; a later request replaces an earlier one. */
void
rabta_record_form_queue_autosave (RabtaRecordForm *self,
                                  guint            delay_ms)
{
  if (!self->autosave)
    return;

  g_clear_handle_id (&self->autosave_id, g_source_remove);
  self->autosave_id = g_timeout_add (delay_ms, autosave_cb, self);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaRecordForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->casebook == NULL)
    return;

  /* Deleted meanwhile, or not readable: what is shown stays; saving says what is wrong. */
  if (record != NULL && !self->is_dirty && !self->is_saving)
    rabta_record_form_set_record (self, record);
}

/* Follows the casebook as long as nothing typed would be lost. */
void
rabta_record_form_casebook_changed_cb (RabtaRecordForm      *self,
                                       const RabtaChangeSet *changes)
{
  const RabtaUuid *id = rabta_record_get_id (self->record);
  RabtaKind kind = rabta_record_get_kind (self->record);

  if (self->is_dirty || self->is_saving || rabta_record_is_new (self->record)
      || !rabta_change_set_touches (changes, kind, id))
    return;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  rabta_casebook_load_async (self->casebook, kind, id, self->loading, reloaded_cb, g_object_ref (self));
}

/**
 * rabta_record_form_set_clean:
 * @self: a form
 *
 * Regards what stands in the rows as not typed by a person.
 */
void
rabta_record_form_set_clean (RabtaRecordForm *self)
{
  g_return_if_fail (RABTA_IS_RECORD_FORM (self));

  rabta_record_form_set_dirty (self, FALSE);
}

/**
 * rabta_record_form_validate:
 * @self: a form
 * @error: the first thing that is wrong, a sentence
 *
 * Checks everything, shows all that is wrong and puts the focus on the first of it.
 *
 * Returns: whether the record can be saved
 */
gboolean
rabta_record_form_validate (RabtaRecordForm  *self,
                            GError          **error)
{
  RabtaFormRow *invalid;
  RabtaFieldRow *row = NULL;

  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), FALSE);

  for (guint i = 0; i < self->form_rows->len; i++)
    ((RabtaFormRow *) g_ptr_array_index (self->form_rows, i))->is_touched = TRUE;

  rabta_record_form_check (self);
  invalid = find_invalid_row (self, error);
  if (invalid != NULL)
    row = invalid->row;
  else if (check_rules (self, &row, error))
    return TRUE;

  if (row != NULL)
    rabta_field_row_focus (row);

  return FALSE;
}

/**
 * rabta_record_form_copy_previous:
 * @self: a form
 *
 * The field that has the focus takes the value which the record of the same kind that was saved
 * before has.
 *
 * Returns: whether there was one
 */
gboolean
rabta_record_form_copy_previous (RabtaRecordForm *self)
{
  RabtaRecord *from;

  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), FALSE);

  from = previous[rabta_record_get_kind (self->record)];
  for (guint i = 0; from != NULL && i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);
      const RabtaField *field = rabta_field_row_get_field (form_row->row);
      g_autofree char *text = NULL;

      if (!(gtk_widget_get_state_flags (GTK_WIDGET (form_row->row)) & GTK_STATE_FLAG_FOCUS_WITHIN))
        continue;

      text = form_row->index < 0 ? g_strdup (rabta_record_get_extra (from, field->name))
                                 : rabta_value_to_text (field, rabta_record_get_value (from, form_row->index));
      if (text == NULL)
        return FALSE;

      rabta_field_row_set_typed (form_row->row, text,
                                 field->kind == RABTA_FIELD_REFERENCE && form_row->index >= 0
                                 ? rabta_record_get_ref_title (from, field->name) : NULL);
      return TRUE;
    }

  return FALSE;
}

/**
 * rabta_record_form_save_async:
 * @self: a form
 * @action: (nullable): what is being done, for the undo list; %NULL for the usual words
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Validates and saves. The form stays dirty until the commit is confirmed.
 */
void
rabta_record_form_save_async (RabtaRecordForm     *self,
                              const char          *action,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *own_action = NULL;
  GError *error = NULL;

  g_return_if_fail (RABTA_IS_RECORD_FORM (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_record_form_save_async);

  if (self->is_saving)
    {
      g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_BUSY, _("The record is being saved already."));
      return;
    }

  if (!rabta_record_form_validate (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  own_action = dup_action (self);
  save (self, action != NULL ? action : own_action, task);
}

/**
 * rabta_record_form_save_finish:
 * @self: a form
 * @result: what the callback was given
 * @error: why it was not saved
 *
 * Returns: whether the commit is confirmed
 */
gboolean
rabta_record_form_save_finish (RabtaRecordForm  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
