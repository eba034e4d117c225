/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/track.h"

#include "programme/track-private.h"

struct _RabtaStage
{
  GObject    parent_instance;

  char      *code;
  char      *label;
  char      *track;
  char      *entry;
  char      *exit;
  char      *evidence;
  char     **loops;
  GArray    *checks; /* of RabtaCheck */
  int        sequence;
  int        sla_days;
  gboolean   aside;
  gboolean   terminal;
  gboolean   success;
};

enum
{
  STAGE_PROP_CODE = 1,
  STAGE_PROP_LABEL,
  STAGE_PROP_SEQUENCE,
  N_STAGE_PROPS
};

static GParamSpec *stage_properties[N_STAGE_PROPS];

G_DEFINE_FINAL_TYPE (RabtaStage, rabta_stage, G_TYPE_OBJECT)

static void
check_clear (RabtaCheck *check)
{
  g_clear_pointer (&check->code, g_free);
  g_clear_pointer (&check->label, g_free);
}

static void
rabta_stage_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  RabtaStage *self = RABTA_STAGE (object);

  switch (id)
    {
    case STAGE_PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case STAGE_PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case STAGE_PROP_SEQUENCE:
      g_value_set_int (value, self->sequence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_stage_finalize (GObject *object)
{
  RabtaStage *self = RABTA_STAGE (object);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->track, g_free);
  g_clear_pointer (&self->entry, g_free);
  g_clear_pointer (&self->exit, g_free);
  g_clear_pointer (&self->evidence, g_free);
  g_clear_pointer (&self->loops, g_strfreev);
  g_clear_pointer (&self->checks, g_array_unref);

  G_OBJECT_CLASS (rabta_stage_parent_class)->finalize (object);
}

static void
rabta_stage_class_init (RabtaStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_stage_get_property;
  object_class->finalize = rabta_stage_finalize;

  stage_properties[STAGE_PROP_CODE] =
    g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  stage_properties[STAGE_PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  stage_properties[STAGE_PROP_SEQUENCE] =
    g_param_spec_int ("sequence", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_STAGE_PROPS, stage_properties);
}

static void
rabta_stage_init (RabtaStage *self)
{
  self->checks = g_array_new (FALSE, TRUE, sizeof (RabtaCheck));
  g_array_set_clear_func (self->checks, (GDestroyNotify) check_clear);
}

/**
 * rabta_stage_new:
 * @attributes: attributes with at least "code" and "en"
 * @track_code: code of its track
 * @sequence: its place in the track, from 1
 * @sla_days: working days, 0 for no limit
 *
 * Returns: (transfer full): a stage
 */
RabtaStage *
rabta_stage_new (const RabtaAttributes *attributes,
                 const char            *track_code,
                 int                    sequence,
                 int                    sla_days)
{
  RabtaStage *self = g_object_new (RABTA_TYPE_STAGE, NULL);

  self->code = g_strdup (rabta_attributes_get (attributes, "code"));
  self->label = g_strdup (rabta_attributes_get_label (attributes));
  self->track = g_strdup (track_code);
  self->entry = g_strdup (rabta_attributes_get_text (attributes, "entry"));
  self->exit = g_strdup (rabta_attributes_get_text (attributes, "exit"));
  self->evidence = g_strdup (rabta_attributes_get_text (attributes, "evidence"));
  self->loops = rabta_attributes_get_words (attributes, "loops");
  self->aside = rabta_attributes_get_flag (attributes, "aside");
  self->terminal = rabta_attributes_get_flag (attributes, "terminal");
  self->success = rabta_attributes_get_flag (attributes, "success");
  self->sequence = sequence;
  self->sla_days = sla_days;

  return self;
}

/**
 * rabta_stage_add_check:
 * @self: a stage nobody but the reader has seen yet
 * @attributes: attributes with at least "code" and "en"
 *
 * Adds an item to the checklist.
 */
void
rabta_stage_add_check (RabtaStage            *self,
                       const RabtaAttributes *attributes)
{
  RabtaCheck check = { NULL };

  g_return_if_fail (RABTA_IS_STAGE (self));

  check.code = g_strdup (rabta_attributes_get (attributes, "code"));
  check.label = g_strdup (rabta_attributes_get_label (attributes));
  check.required = rabta_attributes_get_flag (attributes, "required");
  g_array_append_val (self->checks, check);
}

/**
 * rabta_stage_get_code:
 * @self: a stage
 *
 * Returns: the permanent code, such as "BUY-03"
 */
const char *
rabta_stage_get_code (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->code;
}

/**
 * rabta_stage_get_label:
 * @self: a stage
 *
 * Returns: what people read
 */
const char *
rabta_stage_get_label (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->label;
}

/**
 * rabta_stage_get_track:
 * @self: a stage
 *
 * Returns: the code of its track
 */
const char *
rabta_stage_get_track (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->track;
}

/**
 * rabta_stage_get_sequence:
 * @self: a stage
 *
 * Returns: its place in the order of the track's stages, from 1
 */
int
rabta_stage_get_sequence (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), 0);

  return self->sequence;
}

/**
 * rabta_stage_get_entry:
 * @self: a stage
 *
 * Returns: (nullable): what must be so before a case comes here
 */
const char *
rabta_stage_get_entry (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->entry;
}

/**
 * rabta_stage_get_exit:
 * @self: a stage
 *
 * Returns: (nullable): what must be so before a case goes on
 */
const char *
rabta_stage_get_exit (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->exit;
}

/**
 * rabta_stage_get_evidence:
 * @self: a stage
 *
 * Returns: (nullable): the papers that show it
 */
const char *
rabta_stage_get_evidence (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return self->evidence;
}

/**
 * rabta_stage_get_sla_days:
 * @self: a stage
 *
 * Returns: the working days a case may stay here; 0 for no limit
 */
int
rabta_stage_get_sla_days (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), 0);

  return self->sla_days;
}

/**
 * rabta_stage_is_aside:
 * @self: a stage
 *
 * Returns: whether the stage lies beside the regular path (lost, dormant, a bank's query): a case
 *   is sent there, it does not come by on its way
 */
gboolean
rabta_stage_is_aside (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), FALSE);

  return self->aside;
}

/**
 * rabta_stage_is_terminal:
 * @self: a stage
 *
 * Returns: whether entering it closes the case
 */
gboolean
rabta_stage_is_terminal (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), FALSE);

  return self->terminal;
}

/**
 * rabta_stage_is_success:
 * @self: a stage
 *
 * Returns: whether a case closed by entering it has reached its aim
 */
gboolean
rabta_stage_is_success (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), FALSE);

  return self->success;
}

/**
 * rabta_stage_get_loops:
 * @self: a stage
 *
 * Returns: (array zero-terminated=1): codes of the stages a case may be sent back to from here
 */
const char * const *
rabta_stage_get_loops (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);

  return (const char * const *) self->loops;
}

/**
 * rabta_stage_get_n_checks:
 * @self: a stage
 *
 * Returns: the length of its checklist
 */
guint
rabta_stage_get_n_checks (RabtaStage *self)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), 0);

  return self->checks->len;
}

/**
 * rabta_stage_get_check:
 * @self: a stage
 * @position: a position below rabta_stage_get_n_checks()
 *
 * Returns: (transfer none): an item of the checklist
 */
const RabtaCheck *
rabta_stage_get_check (RabtaStage *self,
                       guint       position)
{
  g_return_val_if_fail (RABTA_IS_STAGE (self), NULL);
  g_return_val_if_fail (position < self->checks->len, NULL);

  return &g_array_index (self->checks, RabtaCheck, position);
}

