/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/track.h"

#include "programme/field-kind.h"
#include "programme/track-private.h"

#include <string.h>

/* A field of a track owns its texts, which a field of a record's table does not. */
typedef struct
{
  RabtaField  field;
  char       *name;
  char       *element;
  char       *heading;
  char       *target;
  char       *hint;
  char       *stage;
} TrackField;

struct _RabtaTrack
{
  GObject     parent_instance;

  char       *code;
  char       *label;
  char      **favours;
  GListStore *stages;
  GPtrArray  *fields; /* of TrackField */
};

enum
{
  TRACK_PROP_CODE = 1,
  TRACK_PROP_LABEL,
  N_TRACK_PROPS
};

static GParamSpec *track_properties[N_TRACK_PROPS];

G_DEFINE_FINAL_TYPE (RabtaTrack, rabta_track, G_TYPE_OBJECT)

static void
track_field_free (TrackField *field)
{
  g_free (field->name);
  g_free (field->element);
  g_free (field->heading);
  g_free (field->target);
  g_free (field->hint);
  g_free (field->stage);
  g_free (field);
}

static guint
find_stage (RabtaTrack *self,
            const char *code)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stages));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (G_LIST_MODEL (self->stages), i);

      if (strcmp (rabta_stage_get_code (stage), code) == 0)
        return i;
    }

  return G_MAXUINT;
}

/* The nearest stage of the regular path from @position, which itself is left out. */
static RabtaStage *
walk_path (RabtaTrack *self,
           guint       position,
           int         step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stages));

  /* Going below 0 wraps to a position beyond the end. */
  for (guint i = position + step; i < n; i += step)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (G_LIST_MODEL (self->stages), i);

      if (!rabta_stage_is_aside (stage))
        return stage; /* the track holds on to it */
    }

  return NULL;
}

static void
rabta_track_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RabtaTrack *self = RABTA_TRACK (object);

  switch (id)
    {
    case TRACK_PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case TRACK_PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_track_finalize (GObject *object)
{
  RabtaTrack *self = RABTA_TRACK (object);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->favours, g_strfreev);
  g_clear_object (&self->stages);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_track_parent_class)->finalize (object);
}

static void
rabta_track_class_init (RabtaTrackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_track_get_property;
  object_class->finalize = rabta_track_finalize;

  track_properties[TRACK_PROP_CODE] =
    g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  track_properties[TRACK_PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_TRACK_PROPS, track_properties);
}

static void
rabta_track_init (RabtaTrack *self)
{
  self->stages = g_list_store_new (RABTA_TYPE_STAGE);
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) track_field_free);
}

/**
 * rabta_track_new:
 * @attributes: attributes with at least "code" and "en"
 *
 * Returns: (transfer full): a track without stages
 */
RabtaTrack *
rabta_track_new (const RabtaAttributes *attributes)
{
  RabtaTrack *self = g_object_new (RABTA_TYPE_TRACK, NULL);

  self->code = g_strdup (rabta_attributes_get (attributes, "code"));
  self->label = g_strdup (rabta_attributes_get_label (attributes));
  self->favours = rabta_attributes_get_words (attributes, "favours");

  return self;
}

/**
 * rabta_track_add_stage:
 * @self: a track nobody but the reader has seen yet
 * @stage: (transfer none): a stage
 *
 * Adds a stage after those it has.
 */
void
rabta_track_add_stage (RabtaTrack *self,
                       RabtaStage *stage)
{
  g_return_if_fail (RABTA_IS_TRACK (self));
  g_return_if_fail (RABTA_IS_STAGE (stage));

  g_list_store_append (self->stages, stage);
}

/**
 * rabta_track_add_field:
 * @self: a track nobody but the reader has seen yet
 * @attributes: attributes with at least "name", "kind" and "en", all checked
 *
 * Returns: %FALSE when the track has a field of this name already
 */
gboolean
rabta_track_add_field (RabtaTrack            *self,
                       const RabtaAttributes *attributes)
{
  const char *name = rabta_attributes_get (attributes, "name");
  const char *kind = rabta_attributes_get (attributes, "kind");
  TrackField *field;

  g_return_val_if_fail (RABTA_IS_TRACK (self), FALSE);
  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  if (rabta_track_find_field (self, name) != NULL)
    return FALSE;

  field = g_new0 (TrackField, 1);
  field->name = g_strdup (name);
  field->element = g_strdelimit (g_strdup (name), "_", '-');
  field->heading = g_strdup (rabta_attributes_get_label (attributes));
  field->target = g_strdup (rabta_attributes_get (attributes, "list"));
  if (field->target == NULL)
    field->target = g_strdup (rabta_attributes_get (attributes, "refers-to"));
  field->hint = g_strdup (rabta_attributes_get_text (attributes, "hint"));
  field->stage = g_strdup (rabta_attributes_get (attributes, "stage"));

  field->field.name = field->name;
  field->field.element = field->element;
  field->field.heading = field->heading;
  field->field.target = field->target;
  field->field.hint = field->hint;
  rabta_field_kind_from_name (kind, &field->field.kind);
  rabta_field_format_from_name (rabta_attributes_get (attributes, "format"), &field->field.format);
  if (rabta_attributes_get_flag (attributes, "required"))
    field->field.flags |= RABTA_FIELD_REQUIRED;
  if (rabta_attributes_get_flag (attributes, "searchable"))
    field->field.flags |= RABTA_FIELD_SEARCHABLE;
  if (!rabta_privacy_from_name (rabta_attributes_get (attributes, "privacy"), &field->field.privacy))
    field->field.privacy = rabta_privacy_of_kind (field->field.kind, field->field.format);

  g_ptr_array_add (self->fields, field);

  return TRUE;
}

/**
 * rabta_track_favours:
 * @self: a track
 * @whom: "women-led" or a size class
 *
 * Returns: whether the track gives these enterprises a push in the ranking
 */
gboolean
rabta_track_favours (RabtaTrack *self,
                     const char *whom)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), FALSE);
  g_return_val_if_fail (whom != NULL, FALSE);

  return g_strv_contains ((const char * const *) self->favours, whom);
}

/**
 * rabta_track_get_code:
 * @self: a track
 *
 * Returns: the permanent code, such as "BUY"
 */
const char *
rabta_track_get_code (RabtaTrack *self)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);

  return self->code;
}

/**
 * rabta_track_get_label:
 * @self: a track
 *
 * Returns: what people read
 */
const char *
rabta_track_get_label (RabtaTrack *self)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);

  return self->label;
}

/**
 * rabta_track_get_stages:
 * @self: a track
 *
 * Returns: (transfer none): its stages in order, a model of #RabtaStage
 */
GListModel *
rabta_track_get_stages (RabtaTrack *self)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);

  return G_LIST_MODEL (self->stages);
}

/**
 * rabta_track_get_first_stage:
 * @self: a track
 *
 * Returns: (transfer none): the stage a new case starts in
 */
RabtaStage *
rabta_track_get_first_stage (RabtaTrack *self)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);

  return walk_path (self, G_MAXUINT, 1);
}

/**
 * rabta_track_get_next_stage:
 * @self: a track
 * @stage_code: a stage of it
 *
 * The stage a case regularly goes on to. Stages beside the path (lost, dormant) are never next.
 *
 * Returns: (transfer none) (nullable): the stage; %NULL at the end of the path and after a stage
 *   that closes the case
 */
RabtaStage *
rabta_track_get_next_stage (RabtaTrack *self,
                            const char *stage_code)
{
  g_autoptr (RabtaStage) stage = NULL;
  guint position;

  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);
  g_return_val_if_fail (stage_code != NULL, NULL);

  position = find_stage (self, stage_code);
  if (position == G_MAXUINT)
    return NULL;

  stage = g_list_model_get_item (G_LIST_MODEL (self->stages), position);

  return rabta_stage_is_terminal (stage) ? NULL : walk_path (self, position, 1);
}

/**
 * rabta_track_get_previous_stage:
 * @self: a track
 * @stage_code: a stage of it
 *
 * Returns: (transfer none) (nullable): the stage before it on the regular path; %NULL for the first
 *   and for a stage beside the path
 */
RabtaStage *
rabta_track_get_previous_stage (RabtaTrack *self,
                                const char *stage_code)
{
  g_autoptr (RabtaStage) stage = NULL;
  guint position;

  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);
  g_return_val_if_fail (stage_code != NULL, NULL);

  position = find_stage (self, stage_code);
  if (position == G_MAXUINT)
    return NULL;

  stage = g_list_model_get_item (G_LIST_MODEL (self->stages), position);

  return rabta_stage_is_aside (stage) ? NULL : walk_path (self, position, -1);
}

/**
 * rabta_track_get_n_fields:
 * @self: a track
 *
 * Returns: how many fields a case on the track has beyond those of any case
 */
guint
rabta_track_get_n_fields (RabtaTrack *self)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), 0);

  return self->fields->len;
}

/**
 * rabta_track_get_field:
 * @self: a track
 * @position: a position below rabta_track_get_n_fields()
 *
 * Returns: (transfer none): a field; its texts are in the language of the session
 */
const RabtaField *
rabta_track_get_field (RabtaTrack *self,
                       guint       position)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);
  g_return_val_if_fail (position < self->fields->len, NULL);

  return &((TrackField *) self->fields->pdata[position])->field;
}

/**
 * rabta_track_find_field:
 * @self: a track
 * @name: name of a field
 *
 * Returns: (transfer none) (nullable): the field
 */
const RabtaField *
rabta_track_find_field (RabtaTrack *self,
                        const char *name)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      TrackField *field = self->fields->pdata[i];

      if (strcmp (field->name, name) == 0)
        return &field->field;
    }

  return NULL;
}

/**
 * rabta_track_get_field_stage:
 * @self: a track
 * @position: a position below rabta_track_get_n_fields()
 *
 * Returns: (nullable): the code of the stage whose form shows the field first
 */
const char *
rabta_track_get_field_stage (RabtaTrack *self,
                             guint       position)
{
  g_return_val_if_fail (RABTA_IS_TRACK (self), NULL);
  g_return_val_if_fail (position < self->fields->len, NULL);

  return ((TrackField *) self->fields->pdata[position])->stage;
}
