/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-form.h"
#include "ui/record-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between the record and the rows that show it. */

/* The row of a field, or NULL where the form does not show it. */
RabtaFormRow *
rabta_record_form_find_row (RabtaRecordForm *self,
                            const char      *name)
{
  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);

      if (strcmp (rabta_field_row_get_field (form_row->row)->name, name) == 0)
        return form_row;
    }

  return NULL;
}

/* Puts the value of the record into a row. */
void
rabta_record_form_show_row (RabtaRecordForm *self,
                            RabtaFormRow    *form_row)
{
  const RabtaField *field = rabta_field_row_get_field (form_row->row);
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  const char *text;

  form_row->generation = 0;
  if (form_row->index >= 0)
    {
      rabta_field_row_set_value (form_row->row, rabta_record_get_value (self->record, form_row->index),
                                 field->kind == RABTA_FIELD_REFERENCE
                                 ? rabta_record_get_ref_title (self->record, field->name) : NULL);
      return;
    }

  text = rabta_record_get_extra (self->record, field->name);
  if (text != NULL && !rabta_value_parse (field, text, &value, NULL))
    {
      /* Another version of the programme had another kind of field here: show it, let it be mended. */
      rabta_value_clear (&value);
      rabta_field_row_set_value (form_row->row, &value, NULL);
      rabta_field_row_set_message (form_row->row, RABTA_MESSAGE_WARNING, text);
      return;
    }

  rabta_field_row_set_value (form_row->row, &value, NULL);
}

/* Puts what is typed into the record; FALSE where it is not a value. */
gboolean
rabta_record_form_store_row (RabtaRecordForm  *self,
                             RabtaFormRow     *form_row,
                             GError          **error)
{
  const RabtaField *field = rabta_field_row_get_field (form_row->row);
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (!rabta_field_row_get_value (form_row->row, &value, error))
    return FALSE;

  if (form_row->index < 0)
    {
      text = rabta_value_to_text (field, &value);
      rabta_record_set_extra (self->record, field->name, text);
      return TRUE;
    }

  if (rabta_value_equal (rabta_record_get_value (self->record, form_row->index), &value))
    return TRUE;

  rabta_record_set_value (self->record, form_row->index, &value);
  if (field->kind == RABTA_FIELD_REFERENCE)
    {
      title = rabta_field_row_dup_title (form_row->row);
      rabta_record_set_ref_title (self->record, field->name, title);
    }

  return TRUE;
}

/**
 * rabta_record_form_get_record:
 * @self: a form
 *
 * Returns: (transfer none): the record as typed so far; another object after each save
 */
RabtaRecord *
rabta_record_form_get_record (RabtaRecordForm *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), NULL);

  return self->record;
}

/* Replaces the record under rows that a person changed: those stay. */
void
rabta_record_form_take_record (RabtaRecordForm *self,
                               RabtaRecord     *record)
{
  g_object_unref (self->record);
  self->record = record;

  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);

      if (form_row->generation == 0)
        rabta_record_form_show_row (self, form_row);
      else
        rabta_record_form_store_row (self, form_row, NULL);
    }

  rabta_record_form_update_dependent_rows (self);
}

/**
 * rabta_record_form_set_record:
 * @self: a form
 * @record: another record of the kind; copied
 *
 * Shows @record; what was typed is forgotten.
 */
void
rabta_record_form_set_record (RabtaRecordForm *self,
                              RabtaRecord     *record)
{
  g_return_if_fail (RABTA_IS_RECORD_FORM (self));
  g_return_if_fail (RABTA_IS_RECORD (record));
  g_return_if_fail (rabta_record_get_kind (record) == rabta_record_get_kind (self->record));

  for (guint i = 0; i < self->form_rows->len; i++)
    ((RabtaFormRow *) g_ptr_array_index (self->form_rows, i))->generation = 0;

  rabta_record_form_take_record (self, rabta_record_copy (record));
  rabta_record_form_set_dirty (self, FALSE);
  rabta_record_form_check (self);
}

/**
 * rabta_record_form_rebase:
 * @self: a form
 * @record: the same record as it was changed elsewhere; copied
 *
 * Takes over what was changed elsewhere and keeps what was typed; a field changed on both sides says
 * what the other value is.
 */
void
rabta_record_form_rebase (RabtaRecordForm *self,
                          RabtaRecord     *record)
{
  RabtaProgramme *programme;

  g_return_if_fail (RABTA_IS_RECORD_FORM (self));
  g_return_if_fail (RABTA_IS_RECORD (record));

  programme = rabta_casebook_get_programme (self->casebook);
  rabta_record_form_take_record (self, rabta_record_copy (record));
  rabta_record_form_check (self);

  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);
      g_autofree char *theirs = NULL;
      g_autofree char *text = NULL;

      if (form_row->generation == 0 || form_row->index < 0
          || rabta_value_equal (rabta_record_get_value (record, form_row->index),
                                rabta_record_get_value (self->record, form_row->index)))
        continue;

      theirs = rabta_record_dup_display (record, form_row->index, programme);
      text = g_strdup_printf (_("Elsewhere: %s"), theirs != NULL && *theirs != '\0' ? theirs : _("empty"));
      rabta_field_row_set_message (form_row->row, RABTA_MESSAGE_WARNING, text);
    }
}

/**
 * rabta_record_form_hide_field:
 * @self: a form
 * @name: of a field
 *
 * Takes the field's row away; the record keeps its value.
 */
void
rabta_record_form_hide_field (RabtaRecordForm *self,
                              const char      *name)
{
  RabtaFormRow *form_row;

  g_return_if_fail (RABTA_IS_RECORD_FORM (self));
  g_return_if_fail (name != NULL);

  form_row = rabta_record_form_find_row (self, name);
  if (form_row != NULL)
    gtk_widget_set_visible (GTK_WIDGET (form_row->row), FALSE);
}

/**
 * rabta_record_form_get_row:
 * @self: a form
 * @name: of a field
 *
 * Returns: (transfer none) (nullable): its row
 */
RabtaFieldRow *
rabta_record_form_get_row (RabtaRecordForm *self,
                           const char      *name)
{
  RabtaFormRow *form_row;

  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  form_row = rabta_record_form_find_row (self, name);
  return form_row != NULL ? form_row->row : NULL;
}

/**
 * rabta_record_form_get_rows:
 * @self: a form
 *
 * Returns: (transfer none) (element-type RabtaFieldRow): all rows in order
 */
GPtrArray *
rabta_record_form_get_rows (RabtaRecordForm *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), NULL);

  return self->rows;
}

/**
 * rabta_record_form_focus_field:
 * @self: a form
 * @name: (nullable): of a field, or %NULL for the first one shown
 *
 * Returns: whether the field is shown
 */
gboolean
rabta_record_form_focus_field (RabtaRecordForm *self,
                               const char      *name)
{
  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      RabtaFieldRow *row = g_ptr_array_index (self->rows, i);

      if (gtk_widget_get_visible (GTK_WIDGET (row))
          && (name == NULL || strcmp (rabta_field_row_get_field (row)->name, name) == 0))
        {
          rabta_field_row_focus (row);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * rabta_record_form_is_dirty:
 * @self: a form
 *
 * Returns: whether something was typed that is not saved
 */
gboolean
rabta_record_form_is_dirty (RabtaRecordForm *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_FORM (self), FALSE);

  return self->is_dirty;
}
