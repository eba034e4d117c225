/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/record.h"

#include "base/text.h"
#include "model/kinds/kinds.h"
#include "model/record-types.h"

#include <string.h>

enum
{
  PROP_ID = 1,
  PROP_LOADED,
  PROP_TITLE,
  N_OWN_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RabtaRecord, rabta_record, G_TYPE_OBJECT)

RabtaRecordPrivate *
rabta_record_get_private (RabtaRecord *self)
{
  return rabta_record_get_instance_private (self);
}

guint
rabta_record_field_by_name (RabtaRecord *self,
                            const char  *name)
{
  int field = rabta_kind_find_field (INFO (self), name);

  if (G_UNLIKELY (field < 0))
    g_error ("A record of kind “%s” has no field “%s”", INFO (self)->name, name);

  return (guint) field;
}

void
rabta_record_emit_changed (RabtaRecord *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Properties are numbered: own ones, then the field table. */
static const RabtaField *
property_field (RabtaRecord *self,
                guint        property_id,
                guint       *field)
{
  *field = property_id - N_OWN_PROPS;

  return *field < INFO (self)->n_fields ? &INFO (self)->fields[*field] : NULL;
}

static void
rabta_record_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RabtaRecord *self = RABTA_RECORD (object);
  const RabtaField *info;
  guint field;

  switch (property_id)
    {
    case PROP_ID:
      g_value_take_string (value, rabta_uuid_to_string (&PRIV (self)->id));
      return;
    case PROP_LOADED:
      g_value_set_boolean (value, PRIV (self)->loaded);
      return;
    case PROP_TITLE:
      g_value_take_string (value, rabta_record_dup_title (self));
      return;
    default:
      break;
    }

  info = property_field (self, property_id, &field);
  if (info == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else if (info->kind == RABTA_FIELD_BOOLEAN)
    g_value_set_boolean (value, PRIV (self)->values[field].integer != 0);
  else if (rabta_field_value_type (info) == RABTA_VALUE_INTEGER)
    g_value_set_int64 (value, PRIV (self)->values[field].integer);
  else if (PRIV (self)->values[field].type == RABTA_VALUE_ID)
    g_value_take_string (value, rabta_uuid_to_string (&PRIV (self)->values[field].id));
  else if (PRIV (self)->values[field].type == RABTA_VALUE_TEXT)
    g_value_set_string (value, PRIV (self)->values[field].text);
}

static void
rabta_record_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  RabtaRecord *self = RABTA_RECORD (object);
  const RabtaField *info;
  guint field;

  info = property_field (self, property_id, &field);
  if (info == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else if (info->kind == RABTA_FIELD_BOOLEAN)
    rabta_record_set_int (self, info->name, g_value_get_boolean (value));
  else if (rabta_field_value_type (info) == RABTA_VALUE_INTEGER)
    rabta_record_set_int (self, info->name, g_value_get_int64 (value));
  else if (info->kind == RABTA_FIELD_REFERENCE)
    {
      RabtaUuid id;

      if (g_value_get_string (value) != NULL && rabta_uuid_parse (g_value_get_string (value), &id))
        rabta_record_set_ref (self, info->name, &id);
      else
        rabta_record_unset (self, info->name);
    }
  else
    rabta_record_set_text (self, info->name, g_value_get_string (value));
}

static void
rabta_record_constructed (GObject *object)
{
  RabtaRecord *self = RABTA_RECORD (object);

  G_OBJECT_CLASS (rabta_record_parent_class)->constructed (object);

  PRIV (self)->values = g_new0 (RabtaValue, INFO (self)->n_fields);
}

static void
rabta_record_finalize (GObject *object)
{
  RabtaRecord *self = RABTA_RECORD (object);

  rabta_record_reset (self);
  g_free (PRIV (self)->values);

  G_OBJECT_CLASS (rabta_record_parent_class)->finalize (object);
}

static void
rabta_record_class_init (RabtaRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = rabta_record_constructed;
  object_class->finalize = rabta_record_finalize;

  signals[CHANGED] = g_signal_new ("changed", RABTA_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rabta_record_init (RabtaRecord *self)
{
  PRIV (self)->loaded = TRUE;
}

static GParamSpec *
make_pspec (const RabtaField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_NICK | G_PARAM_STATIC_BLURB |
                      G_PARAM_EXPLICIT_NOTIFY;

  if (field->kind == RABTA_FIELD_BOOLEAN)
    return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
  if (rabta_field_value_type (field) == RABTA_VALUE_INTEGER)
    return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);

  return g_param_spec_string (name, NULL, NULL, NULL, flags);
}

/**
 * rabta_record_class_install:
 * @klass: the class of a kind
 * @info: its field table
 *
 * Installs a property for every field. Called by RABTA_DEFINE_RECORD().
 */
void
rabta_record_class_install (RabtaRecordClass    *klass,
                            const RabtaKindInfo *info)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  g_assert (info->n_fields <= 64);

  klass->info = info;
  object_class->get_property = rabta_record_get_property;
  object_class->set_property = rabta_record_set_property;

  g_object_class_install_property (object_class, PROP_ID,
                                   g_param_spec_string ("id", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_LOADED,
                                   g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags));
  for (guint i = 0; i < info->n_fields; i++)
    if (strcmp (info->fields[i].name, "title") != 0)
      g_object_class_install_property (object_class, N_OWN_PROPS + i, make_pspec (&info->fields[i]));
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, NULL, flags));
}

/**
 * rabta_record_new:
 * @kind: a kind
 *
 * Returns: (transfer full): an empty record with a new id, not yet part of a casebook
 */
RabtaRecord *
rabta_record_new (RabtaKind kind)
{
  RabtaRecord *self = g_object_new (rabta_kind_get_info (kind)->get_type (), NULL);

  rabta_uuid_init (&PRIV (self)->id);

  return self;
}

/**
 * rabta_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a copy with the same id, dirty marks and origins
 */
RabtaRecord *
rabta_record_copy (RabtaRecord *self)
{
  RabtaRecord *copy;
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (RABTA_IS_RECORD (self), NULL);

  copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  rabta_record_fill (copy, self);
  PRIV (copy)->dirty = PRIV (self)->dirty;
  if (PRIV (self)->extra_dirty != NULL)
    {
      PRIV (copy)->extra_dirty = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_iter_init (&iter, PRIV (self)->extra_dirty);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_hash_table_add (PRIV (copy)->extra_dirty, g_strdup (name));
    }

  return copy;
}

const RabtaKindInfo *
rabta_record_get_info (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), NULL);

  return INFO (self);
}

RabtaKind
rabta_record_get_kind (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), RABTA_KIND_NONE);

  return INFO (self)->kind;
}

/**
 * rabta_record_get_id:
 * @self: a record
 *
 * Returns: (transfer none): its permanent id; all zero for a placeholder that was not fetched yet
 */
const RabtaUuid *
rabta_record_get_id (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), NULL);

  return &PRIV (self)->id;
}

/**
 * rabta_record_set_id:
 * @self: a record that was never saved
 * @id: the id it had where it comes from
 */
void
rabta_record_set_id (RabtaRecord     *self,
                     const RabtaUuid *id)
{
  g_return_if_fail (RABTA_IS_RECORD (self) && PRIV (self)->pk == 0);

  PRIV (self)->id = *id;
}

gint64
rabta_record_get_pk (RabtaRecord *self)
{
  return PRIV (self)->pk;
}

gboolean
rabta_record_is_new (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), FALSE);

  return PRIV (self)->pk == 0;
}

gboolean
rabta_record_is_loaded (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), FALSE);

  return PRIV (self)->loaded;
}

gboolean
rabta_record_is_deleted (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), FALSE);

  return PRIV (self)->deleted != 0;
}

gboolean
rabta_record_is_dirty (RabtaRecord *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self), FALSE);

  return PRIV (self)->dirty != 0 || PRIV (self)->extra_dirty != NULL;
}

gboolean
rabta_record_is_field_dirty (RabtaRecord *self,
                             guint        field)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self) && field < INFO (self)->n_fields, FALSE);

  return (PRIV (self)->dirty & (G_GUINT64_CONSTANT (1) << field)) != 0;
}

const RabtaValue *
rabta_record_get_value (RabtaRecord *self,
                        guint        field)
{
  g_return_val_if_fail (RABTA_IS_RECORD (self) && field < INFO (self)->n_fields, NULL);

  return &PRIV (self)->values[field];
}

/**
 * rabta_record_take_value:
 * @self: a record
 * @field: index in the field table
 * @value: (transfer full): the new value, empty afterwards
 */
void
rabta_record_take_value (RabtaRecord *self,
                         guint        field,
                         RabtaValue  *value)
{
  RabtaRecordPrivate *priv = PRIV (self);
  const RabtaField *info;

  g_return_if_fail (RABTA_IS_RECORD (self) && field < INFO (self)->n_fields);

  info = &INFO (self)->fields[field];
  /* Text that XML cannot carry never enters a record, wherever it comes from. */
  if (value->type == RABTA_VALUE_TEXT && !rabta_text_is_xml_legal (value->text, -1))
    {
      char *clean = rabta_text_clean (value->text, info->kind == RABTA_FIELD_LONG_TEXT);

      rabta_value_clear (value);
      if (clean != NULL)
        {
          value->type = RABTA_VALUE_TEXT;
          value->text = clean;
        }
    }
  if (value->type == RABTA_VALUE_TEXT && value->text[0] == '\0')
    rabta_value_clear (value);

  if (rabta_value_equal (&priv->values[field], value))
    {
      rabta_value_clear (value);
      return;
    }

  rabta_value_clear (&priv->values[field]);
  priv->values[field] = *value;
  value->type = RABTA_VALUE_NULL;
  priv->dirty |= G_GUINT64_CONSTANT (1) << field;
  if (priv->titles != NULL)
    g_clear_pointer (&priv->titles[field], g_free);

  rabta_record_emit_changed (self);
}

void
rabta_record_set_value (RabtaRecord      *self,
                        guint             field,
                        const RabtaValue *value)
{
  g_auto (RabtaValue) copy = RABTA_VALUE_INIT;

  rabta_value_copy (value, &copy);
  rabta_record_take_value (self, field, &copy);
}

/**
 * rabta_record_get_text:
 * @self: a record
 * @name: a field kept as text
 *
 * Returns: (transfer none) (nullable): the text, until the field changes
 */
const char *
rabta_record_get_text (RabtaRecord *self,
                       const char  *name)
{
  const RabtaValue *value = &PRIV (self)->values[rabta_record_field_by_name (self, name)];

  return value->type == RABTA_VALUE_TEXT ? value->text : NULL;
}

/**
 * rabta_record_get_int:
 * @self: a record
 * @name: a field kept as integer
 *
 * Returns: the number, in the unit of #RabtaFieldKind; 0 when empty
 */
gint64
rabta_record_get_int (RabtaRecord *self,
                      const char  *name)
{
  const RabtaValue *value = &PRIV (self)->values[rabta_record_field_by_name (self, name)];

  return value->type == RABTA_VALUE_INTEGER ? value->integer : 0;
}

gboolean
rabta_record_has (RabtaRecord *self,
                  const char  *name)
{
  return PRIV (self)->values[rabta_record_field_by_name (self, name)].type != RABTA_VALUE_NULL;
}

const RabtaUuid *
rabta_record_get_ref (RabtaRecord *self,
                      const char  *name)
{
  const RabtaValue *value = &PRIV (self)->values[rabta_record_field_by_name (self, name)];

  return value->type == RABTA_VALUE_ID ? &value->id : NULL;
}

void
rabta_record_set_text (RabtaRecord *self,
                       const char  *name,
                       const char  *text)
{
  RabtaValue value = RABTA_VALUE_INIT;

  if (text != NULL && text[0] != '\0')
    {
      value.type = RABTA_VALUE_TEXT;
      value.text = g_strdup (text);
    }
  rabta_record_take_value (self, rabta_record_field_by_name (self, name), &value);
}

void
rabta_record_set_int (RabtaRecord *self,
                      const char  *name,
                      gint64       number)
{
  RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = number } };

  rabta_record_take_value (self, rabta_record_field_by_name (self, name), &value);
}

void
rabta_record_set_ref (RabtaRecord     *self,
                      const char      *name,
                      const RabtaUuid *id)
{
  RabtaValue value = RABTA_VALUE_INIT;

  if (id != NULL && !rabta_uuid_is_nil (id))
    {
      value.type = RABTA_VALUE_ID;
      value.id = *id;
    }
  rabta_record_take_value (self, rabta_record_field_by_name (self, name), &value);
}

void
rabta_record_unset (RabtaRecord *self,
                    const char  *name)
{
  RabtaValue value = RABTA_VALUE_INIT;

  rabta_record_take_value (self, rabta_record_field_by_name (self, name), &value);
}

const char *
rabta_record_get_ref_title (RabtaRecord *self,
                            const char  *name)
{
  guint field = rabta_record_field_by_name (self, name);

  return PRIV (self)->titles != NULL ? PRIV (self)->titles[field] : NULL;
}

/**
 * rabta_record_set_ref_title:
 * @self: a record
 * @name: a reference
 * @title: (nullable): what people call the record it points to; for display only
 */
void
rabta_record_set_ref_title (RabtaRecord *self,
                            const char  *name,
                            const char  *title)
{
  guint field = rabta_record_field_by_name (self, name);

  if (PRIV (self)->titles == NULL)
    PRIV (self)->titles = g_new0 (char *, INFO (self)->n_fields);
  rabta_set_str (&PRIV (self)->titles[field], title);
}
