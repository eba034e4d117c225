/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/statement.h"

#include "store/private.h"

#include <string.h>

static inline void
note_bind (RabtaStatement *self,
           int             code)
{
  if (G_UNLIKELY (code != SQLITE_OK && self->bind_error == SQLITE_OK))
    self->bind_error = code;
}

/**
 * rabta_statement_free:
 * @self: (nullable): a statement from rabta_database_prepare()
 *
 * Frees a statement. One from rabta_database_cached() belongs to its connection and must not be
 * passed here.
 */
void
rabta_statement_free (RabtaStatement *self)
{
  if (self == NULL)
    return;
  g_return_if_fail (!self->cached);
  rabta_database_assert_owner (self->database);

  sqlite3_finalize (self->handle);
  g_free (self);
}

/**
 * rabta_statement_reset:
 * @self: a statement
 *
 * Makes @self ready to run again and forgets what was bound, so that nothing bound can dangle.
 */
void
rabta_statement_reset (RabtaStatement *self)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self->database);

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_error = SQLITE_OK;
}

/**
 * rabta_statement_bind_null:
 * @self: a statement
 * @index: parameter, from 0
 *
 * Binds NULL. Like every binding, one that fails is reported by the next step.
 */
void
rabta_statement_bind_null (RabtaStatement *self,
                           int             index)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self->database);
  note_bind (self, sqlite3_bind_null (self->handle, index + 1));
}

/**
 * rabta_statement_bind_int:
 * @self: a statement
 * @index: parameter, from 0
 * @value: a number
 *
 * Binds an integer.
 */
void
rabta_statement_bind_int (RabtaStatement *self,
                          int             index,
                          gint64          value)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self->database);
  note_bind (self, sqlite3_bind_int64 (self->handle, index + 1, value));
}

/**
 * rabta_statement_bind_text:
 * @self: a statement
 * @index: parameter, from 0
 * @value: (nullable): UTF-8, which must live until the next reset; %NULL binds NULL
 * @length: its length in bytes, or -1 when it ends with a NUL
 *
 * Binds a text.
 */
void
rabta_statement_bind_text (RabtaStatement *self,
                           int             index,
                           const char     *value,
                           gssize          length)
{
  g_return_if_fail (self != NULL);
  rabta_database_assert_owner (self->database);

  if (length < 0 && value != NULL)
    length = (gssize) strlen (value);
  note_bind (self, sqlite3_bind_text64 (self->handle, index + 1, value,
                                        (sqlite3_uint64) MAX (length, 0), SQLITE_STATIC,
                                        SQLITE_UTF8));
}

/**
 * rabta_statement_bind_blob:
 * @self: a statement
 * @index: parameter, from 0
 * @data: (nullable): bytes, which must live until the next reset
 * @length: how many
 *
 * Binds bytes. A @length of 0 binds an empty blob, whatever @data is; for NULL there is
 * rabta_statement_bind_null().
 */
void
rabta_statement_bind_blob (RabtaStatement *self,
                           int             index,
                           gconstpointer   data,
                           gsize           length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);
  rabta_database_assert_owner (self->database);

  if (length == 0)
    note_bind (self, sqlite3_bind_zeroblob (self->handle, index + 1, 0));
  else
    note_bind (self, sqlite3_bind_blob64 (self->handle, index + 1, data, length, SQLITE_STATIC));
}

/**
 * rabta_statement_bind_uuid:
 * @self: a statement
 * @index: parameter, from 0
 * @value: (nullable): an id, which must live until the next reset; %NULL binds NULL
 *
 * Binds an id as its 16 bytes.
 */
void
rabta_statement_bind_uuid (RabtaStatement  *self,
                           int              index,
                           const RabtaUuid *value)
{
  if (value == NULL)
    rabta_statement_bind_null (self, index);
  else
    rabta_statement_bind_blob (self, index, value->bytes, sizeof value->bytes);
}

/**
 * rabta_statement_bind_value:
 * @self: a statement
 * @index: parameter, from 0
 * @value: a value, which must live until the next reset
 *
 * Binds the value of a field in the way its column holds it.
 */
void
rabta_statement_bind_value (RabtaStatement   *self,
                            int               index,
                            const RabtaValue *value)
{
  g_return_if_fail (value != NULL);

  switch (value->type)
    {
    case RABTA_VALUE_INTEGER:
      rabta_statement_bind_int (self, index, value->integer);
      break;
    case RABTA_VALUE_TEXT:
      rabta_statement_bind_text (self, index, value->text, -1);
      break;
    case RABTA_VALUE_ID:
      rabta_statement_bind_uuid (self, index, &value->id);
      break;
    case RABTA_VALUE_NULL:
    default:
      rabta_statement_bind_null (self, index);
      break;
    }
}

/**
 * rabta_statement_step:
 * @self: a statement
 * @action: what is being done, translated: the beginning of an error's message
 * @error: return location for a #GError
 *
 * Runs to the next row. Fails with %G_IO_ERROR_CANCELLED when the job was cancelled. After an error
 * SQLite may have rolled the transaction back by itself (full disk, interrupted write);
 * rabta_database_in_transaction() tells.
 *
 * Returns: %RABTA_STEP_ROW, %RABTA_STEP_DONE after the last row, %RABTA_STEP_ERROR with @error set
 */
RabtaStep
rabta_statement_step (RabtaStatement  *self,
                      const char      *action,
                      GError         **error)
{
  int code;

  g_return_val_if_fail (self != NULL, RABTA_STEP_ERROR);
  g_return_val_if_fail (action != NULL, RABTA_STEP_ERROR);
  rabta_database_assert_owner (self->database);

  if (G_UNLIKELY (self->bind_error != SQLITE_OK))
    {
      rabta_store_set_error (error, NULL, self->bind_error, action);
      return RABTA_STEP_ERROR;
    }

  code = sqlite3_step (self->handle);
  if (G_LIKELY (code == SQLITE_ROW))
    return RABTA_STEP_ROW;
  if (G_LIKELY (code == SQLITE_DONE))
    return RABTA_STEP_DONE;

  rabta_database_fail (self->database, code, action, error);
  /* A failed statement would go on holding its locks. */
  sqlite3_reset (self->handle);
  return RABTA_STEP_ERROR;
}

/**
 * rabta_statement_run:
 * @self: a statement that gives no rows
 * @action: what is being done, translated
 * @error: return location for a #GError
 *
 * Runs @self once and resets it, also after an error.
 *
 * Returns: %TRUE when it ran to its end; %FALSE on an error or when there was a row
 */
gboolean
rabta_statement_run (RabtaStatement  *self,
                     const char      *action,
                     GError         **error)
{
  RabtaStep step;

  g_return_val_if_fail (self != NULL, FALSE);

  step = rabta_statement_step (self, action, error);
  if (step == RABTA_STEP_ROW)
    rabta_store_set_error (error, NULL, SQLITE_MISUSE, action);
  rabta_statement_reset (self);
  return step == RABTA_STEP_DONE;
}

/**
 * rabta_statement_n_columns:
 * @self: a statement
 *
 * Returns: how many columns a row of it has
 */
int
rabta_statement_n_columns (RabtaStatement *self)
{
  g_return_val_if_fail (self != NULL, 0);
  rabta_database_assert_owner (self->database);
  return sqlite3_column_count (self->handle);
}

/**
 * rabta_statement_is_null:
 * @self: a statement at a row
 * @column: column, from 0
 *
 * Returns: whether the column is NULL
 */
gboolean
rabta_statement_is_null (RabtaStatement *self,
                         int             column)
{
  g_return_val_if_fail (self != NULL, TRUE);
  rabta_database_assert_owner (self->database);
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * rabta_statement_get_int:
 * @self: a statement at a row
 * @column: column, from 0
 *
 * Returns: the number in the column, 0 for NULL
 */
gint64
rabta_statement_get_int (RabtaStatement *self,
                         int             column)
{
  g_return_val_if_fail (self != NULL, 0);
  rabta_database_assert_owner (self->database);
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * rabta_statement_get_text:
 * @self: a statement at a row
 * @column: column, from 0
 *
 * Returns: (transfer none) (nullable): the text in the column, until the next step; %NULL for NULL
 */
const char *
rabta_statement_get_text (RabtaStatement *self,
                          int             column)
{
  g_return_val_if_fail (self != NULL, NULL);
  rabta_database_assert_owner (self->database);
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * rabta_statement_get_blob:
 * @self: a statement at a row
 * @column: column, from 0
 * @length: (out) (optional): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes in the column, until the next step; %NULL for NULL
 *   and for an empty blob
 */
gconstpointer
rabta_statement_get_blob (RabtaStatement *self,
                          int             column,
                          gsize          *length)
{
  gconstpointer data;

  g_return_val_if_fail (self != NULL, NULL);
  rabta_database_assert_owner (self->database);

  /* The order matters: asking for the bytes may convert, which changes their number. */
  data = sqlite3_column_blob (self->handle, column);
  if (length != NULL)
    *length = (gsize) sqlite3_column_bytes (self->handle, column);
  return data;
}

/**
 * rabta_statement_get_uuid:
 * @self: a statement at a row
 * @column: column, from 0
 * @value: (out): the id
 *
 * Returns: %FALSE, with @value zeroed, when the column holds no id of 16 bytes
 */
gboolean
rabta_statement_get_uuid (RabtaStatement *self,
                          int             column,
                          RabtaUuid      *value)
{
  gconstpointer data;
  gsize length;

  g_return_val_if_fail (value != NULL, FALSE);

  g_return_val_if_fail (self != NULL, FALSE);
  rabta_database_assert_owner (self->database);

  memset (value, 0, sizeof *value);
  /* Before the bytes are asked for: that may convert, and the type is then undefined. */
  if (sqlite3_column_type (self->handle, column) != SQLITE_BLOB)
    return FALSE;
  data = rabta_statement_get_blob (self, column, &length);
  if (length != sizeof value->bytes)
    return FALSE;
  memcpy (value->bytes, data, length);
  return TRUE;
}

/**
 * rabta_statement_get_value:
 * @self: a statement at a row
 * @column: column, from 0
 * @type: how the field holds its value, see rabta_field_value_type()
 * @value: an initialised value, replaced
 *
 * Copies the column into @value; it becomes NULL when the column is NULL or holds no value of @type.
 */
void
rabta_statement_get_value (RabtaStatement *self,
                           int             column,
                           RabtaValueType  type,
                           RabtaValue     *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  rabta_value_clear (value);
  if (rabta_statement_is_null (self, column))
    return;

  switch (type)
    {
    case RABTA_VALUE_INTEGER:
      value->integer = rabta_statement_get_int (self, column);
      value->type = type;
      break;
    case RABTA_VALUE_TEXT:
      value->text = g_strdup (rabta_statement_get_text (self, column));
      value->type = value->text != NULL ? type : RABTA_VALUE_NULL;
      break;
    case RABTA_VALUE_ID:
      if (rabta_statement_get_uuid (self, column, &value->id))
        value->type = type;
      break;
    case RABTA_VALUE_NULL:
    default:
      break;
    }
}
