/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the tables, written by a batch. */

#include "model/batch-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Which columns an UPDATE sets: a bit for each field, and these. */
#define COLUMN_ORIGIN  (G_GUINT64_CONSTANT (1) << 60)
#define COLUMN_EXTRA   (G_GUINT64_CONSTANT (1) << 61)
#define COLUMN_ORIGINS (G_GUINT64_CONSTANT (1) << 62)
#define COLUMN_DELETED (G_GUINT64_CONSTANT (1) << 63)
#define MOST_FIELDS 60

/* So many sets of columns of one batch keep their statement. */
#define MOST_UPDATES 64

static char *
make_sql (RabtaKind kind,
          gboolean  insert)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  GString *sql = g_string_new (NULL);
  guint n = 0;

  g_string_append_printf (sql, insert ? "INSERT INTO %s (id" : "UPDATE %s SET ", info->table);
  for (guint i = 0; i < info->n_fields; i++, n++)
    g_string_append_printf (sql, insert ? ", \"%s\"" : "\"%s\" = ?, ", info->fields[i].name);
  if (info->has_extra)
    {
      g_string_append (sql, insert ? ", extra" : "extra = ?, ");
      n++;
    }
  g_string_append (sql, insert ? ", origin, origins, deleted) VALUES (?"
                               : "origin = ?, origins = ?, deleted = ? WHERE pk = ?");
  for (guint i = 0; i < n + 3 && insert; i++)
    g_string_append (sql, ", ?");
  if (insert)
    g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

static const char *
insert_sql (RabtaKind kind)
{
  static char *sql[RABTA_N_KINDS];

  if (g_once_init_enter (&sql[kind]))
    g_once_init_leave (&sql[kind], make_sql (kind, TRUE));

  return sql[kind];
}

static const char *
update_sql (RabtaKind kind)
{
  static char *sql[RABTA_N_KINDS];

  if (g_once_init_enter (&sql[kind]))
    g_once_init_leave (&sql[kind], make_sql (kind, FALSE));

  return sql[kind];
}

gboolean
rabta_batch_write_row (RabtaDatabase  *database,
                       RabtaRecord    *record,
                       gboolean        is_new,
                       gint64          deleted,
                       GError        **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);
  g_autofree char *extra = NULL;
  RabtaStatement *statement;
  int index = 0;

  statement = rabta_database_cached (database,
                                     is_new ? insert_sql (info->kind) : update_sql (info->kind), error);
  if (statement == NULL)
    return FALSE;

  if (is_new)
    rabta_statement_bind_uuid (statement, index++, rabta_record_get_id (record));
  for (guint i = 0; i < info->n_fields; i++)
    rabta_statement_bind_value (statement, index++, &values[i]);
  if (info->has_extra)
    {
      extra = rabta_record_extra_to_json (record);
      rabta_statement_bind_text (statement, index++, extra, -1);
    }
  rabta_statement_bind_int (statement, index++, rabta_record_get_origin (record));
  rabta_statement_bind_text (statement, index++, rabta_record_get_origins (record), -1);
  if (deleted != 0)
    rabta_statement_bind_int (statement, index++, deleted);
  else
    rabta_statement_bind_null (statement, index++);
  if (!is_new)
    rabta_statement_bind_int (statement, index++, rabta_record_get_pk (record));

  return rabta_statement_run (statement, _("Save the record"), error);
}

typedef struct
{
  RabtaKind       kind;
  guint64         columns;
  RabtaStatement *statement;
} Update;

static void
update_clear (gpointer data)
{
  Update *update = data;

  rabta_statement_free (update->statement);
}

GArray *
rabta_batch_new_updates (void)
{
  GArray *updates = g_array_new (FALSE, FALSE, sizeof (Update));

  g_array_set_clear_func (updates, update_clear);

  return updates;
}

static char *
make_update_sql (const RabtaKindInfo *info,
                 guint64              columns)
{
  GString *sql = g_string_new ("UPDATE ");

  g_string_append_printf (sql, "%s SET ", info->table);
  for (guint i = 0; i < info->n_fields; i++)
    if ((columns & (G_GUINT64_CONSTANT (1) << i)) != 0)
      g_string_append_printf (sql, "\"%s\" = ?, ", info->fields[i].name);
  if ((columns & COLUMN_EXTRA) != 0)
    g_string_append (sql, "extra = ?, ");
  if ((columns & COLUMN_ORIGIN) != 0)
    g_string_append (sql, "origin = ?, ");
  if ((columns & COLUMN_ORIGINS) != 0)
    g_string_append (sql, "origins = ?, ");
  if ((columns & COLUMN_DELETED) != 0)
    g_string_append (sql, "deleted = ?, ");
  g_string_truncate (sql, sql->len - strlen (", "));
  g_string_append (sql, " WHERE pk = ?");

  return g_string_free (sql, FALSE);
}

/* Moves the one found to the front: a change of many records is of one or two sorts. */
static RabtaStatement *
find_update (RabtaBatch           *self,
             const RabtaKindInfo  *info,
             guint64               columns,
             GError              **error)
{
  Update update = { info->kind, columns, NULL };
  g_autofree char *sql = NULL;

  for (guint i = 0; i < self->updates->len; i++)
    {
      Update *known = &g_array_index (self->updates, Update, i);

      if (known->kind != info->kind || known->columns != columns)
        continue;
      update = *known;
      *known = g_array_index (self->updates, Update, 0);
      g_array_index (self->updates, Update, 0) = update;

      return update.statement;
    }

  sql = make_update_sql (info, columns);
  update.statement = rabta_database_prepare (self->database, sql, error);
  if (update.statement == NULL)
    return NULL;
  if (self->updates->len == MOST_UPDATES)
    g_array_set_size (self->updates, MOST_UPDATES - 1);
  g_array_append_val (self->updates, update);

  return update.statement;
}

static guint64
compare_columns (RabtaRecord *stored,
                 RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *before = rabta_record_peek_values (stored);
  const RabtaValue *after = rabta_record_peek_values (record);
  guint64 columns = 0;

  g_assert (info->n_fields <= MOST_FIELDS);
  for (guint i = 0; i < info->n_fields; i++)
    if (!rabta_value_equal (&before[i], &after[i]))
      columns |= G_GUINT64_CONSTANT (1) << i;
  if (info->has_extra)
    {
      g_autofree char *extra_before = rabta_record_extra_to_json (stored);
      g_autofree char *extra_after = rabta_record_extra_to_json (record);

      if (g_strcmp0 (extra_before, extra_after) != 0)
        columns |= COLUMN_EXTRA;
    }
  if (rabta_record_get_origin (stored) != rabta_record_get_origin (record))
    columns |= COLUMN_ORIGIN;
  if (g_strcmp0 (rabta_record_get_origins (stored), rabta_record_get_origins (record)) != 0)
    columns |= COLUMN_ORIGINS;

  return columns;
}

static gboolean
run_update (RabtaStatement  *statement,
            RabtaRecord     *record,
            guint64          columns,
            gint64           deleted,
            GError         **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);
  g_autofree char *extra = NULL;
  int index = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if ((columns & (G_GUINT64_CONSTANT (1) << i)) != 0)
      rabta_statement_bind_value (statement, index++, &values[i]);
  if ((columns & COLUMN_EXTRA) != 0)
    {
      extra = rabta_record_extra_to_json (record);
      rabta_statement_bind_text (statement, index++, extra, -1);
    }
  if ((columns & COLUMN_ORIGIN) != 0)
    rabta_statement_bind_int (statement, index++, rabta_record_get_origin (record));
  if ((columns & COLUMN_ORIGINS) != 0)
    rabta_statement_bind_text (statement, index++, rabta_record_get_origins (record), -1);
  if ((columns & COLUMN_DELETED) != 0 && deleted != 0)
    rabta_statement_bind_int (statement, index++, deleted);
  else if ((columns & COLUMN_DELETED) != 0)
    rabta_statement_bind_null (statement, index++);
  rabta_statement_bind_int (statement, index, rabta_record_get_pk (record));

  return rabta_statement_run (statement, _("Save the record"), error);
}

/* Every column an UPDATE names costs the indexes on it, changed or not: only what differs is set. */
gboolean
rabta_batch_write_changes (RabtaBatch   *self,
                           RabtaRecord  *stored,
                           RabtaRecord  *record,
                           gint64        deleted,
                           GError      **error)
{
  guint64 columns = compare_columns (stored, record);
  RabtaStatement *statement;

  if (rabta_record_get_deleted (stored) != deleted)
    columns |= COLUMN_DELETED;
  if (columns == 0)
    return TRUE;
  statement = find_update (self, rabta_record_get_info (record), columns, error);

  return statement != NULL && run_update (statement, record, columns, deleted, error);
}
