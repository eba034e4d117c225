/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the casebook does with a record: fills it from a row, and keeps where its values came from. */

#include "model/record.h"

#include "base/text.h"
#include "model/record-types.h"

RabtaRecord *
rabta_record_new_placeholder (RabtaKind kind,
                              gint64    pk)
{
  RabtaRecord *self = g_object_new (rabta_kind_get_info (kind)->get_type (), NULL);

  PRIV (self)->pk = pk;
  PRIV (self)->loaded = FALSE;

  return self;
}

void
rabta_record_reset (RabtaRecord *self)
{
  RabtaRecordPrivate *priv = PRIV (self);
  guint n = INFO (self)->n_fields;

  for (guint i = 0; i < n; i++)
    {
      rabta_value_clear (&priv->values[i]);
      if (priv->titles != NULL)
        g_clear_pointer (&priv->titles[i], g_free);
    }
  g_clear_pointer (&priv->titles, g_free);
  g_clear_pointer (&priv->extra, g_tree_unref);
  g_clear_pointer (&priv->extra_dirty, g_hash_table_unref);
  g_clear_pointer (&priv->origins, g_free);
  priv->dirty = 0;
  priv->pk = 0;
  priv->origin = 0;
  priv->deleted = 0;
}

void
rabta_record_mark_clean (RabtaRecord *self)
{
  PRIV (self)->dirty = 0;
  g_clear_pointer (&PRIV (self)->extra_dirty, g_hash_table_unref);
}

void
rabta_record_fill (RabtaRecord *self,
                   RabtaRecord *from)
{
  RabtaRecordPrivate *priv = PRIV (self);
  RabtaRecordPrivate *other = PRIV (from);
  guint n = INFO (self)->n_fields;
  gboolean was_loaded = priv->loaded;

  g_assert (INFO (self) == INFO (from));

  rabta_record_reset (self);
  priv->id = other->id;
  priv->pk = other->pk;
  priv->origin = other->origin;
  priv->origins = g_strdup (other->origins);
  priv->deleted = other->deleted;
  priv->loaded = other->loaded;
  for (guint i = 0; i < n; i++)
    rabta_value_copy (&other->values[i], &priv->values[i]);
  if (other->titles != NULL)
    {
      priv->titles = g_new0 (char *, n);
      for (guint i = 0; i < n; i++)
        priv->titles[i] = g_strdup (other->titles[i]);
    }
  priv->extra = rabta_record_copy_extra (other->extra);

  rabta_record_emit_changed (self);
  if (was_loaded != priv->loaded)
    g_object_notify (G_OBJECT (self), "loaded");
  g_object_notify (G_OBJECT (self), "title");
}

void
rabta_record_read_row (RabtaRecord    *self,
                       RabtaStatement *statement,
                       gboolean        with_titles)
{
  RabtaRecordPrivate *priv = PRIV (self);
  const RabtaKindInfo *info = INFO (self);
  int column = 2;

  rabta_record_reset (self);
  priv->loaded = TRUE;
  priv->pk = rabta_statement_get_int (statement, 0);
  rabta_statement_get_uuid (statement, 1, &priv->id);
  for (guint i = 0; i < info->n_fields; i++)
    rabta_statement_get_value (statement, column++, rabta_field_value_type (&info->fields[i]),
                               &priv->values[i]);
  if (info->has_extra)
    rabta_record_extra_from_json (self, rabta_statement_get_text (statement, column++));
  priv->origin = rabta_statement_get_int (statement, column++);
  priv->origins = g_strdup (rabta_statement_get_text (statement, column++));
  priv->deleted = rabta_statement_get_int (statement, column++);

  if (!with_titles)
    return;
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == RABTA_FIELD_REFERENCE)
      {
        if (priv->titles == NULL)
          priv->titles = g_new0 (char *, info->n_fields);
        priv->titles[i] = g_strdup (rabta_statement_get_text (statement, column++));
      }
}

gboolean
rabta_record_set_derived (RabtaRecord      *self,
                          guint             field,
                          const RabtaValue *value)
{
  RabtaRecordPrivate *priv = PRIV (self);

  if (rabta_value_equal (&priv->values[field], value))
    return FALSE;

  rabta_value_clear (&priv->values[field]);
  rabta_value_copy (value, &priv->values[field]);

  return TRUE;
}

void
rabta_record_set_saved (RabtaRecord *self,
                        gint64       pk,
                        gint64       change)
{
  PRIV (self)->pk = pk;
  if (PRIV (self)->origin == 0)
    PRIV (self)->origin = change;
  rabta_record_mark_clean (self);
}

const RabtaValue *
rabta_record_peek_values (RabtaRecord *self)
{
  return PRIV (self)->values;
}

gint64
rabta_record_get_origin (RabtaRecord *self)
{
  return PRIV (self)->origin;
}

void
rabta_record_set_origin (RabtaRecord *self,
                         gint64       origin)
{
  PRIV (self)->origin = origin;
}

const char *
rabta_record_get_origins (RabtaRecord *self)
{
  return PRIV (self)->origins;
}

void
rabta_record_set_origins (RabtaRecord *self,
                          const char  *origins)
{
  rabta_set_str (&PRIV (self)->origins, origins);
}

gint64
rabta_record_get_deleted (RabtaRecord *self)
{
  return PRIV (self)->deleted;
}

void
rabta_record_set_deleted (RabtaRecord *self,
                          gint64       deleted)
{
  PRIV (self)->deleted = deleted;
}
