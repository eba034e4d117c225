/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include "programme/programme.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget        *target; /* what takes the focus and carries the accessible name */
  RabtaCasebook    *casebook;
  const RabtaField *field;  /* borrowed: a table, or the programme's */
} RabtaFieldEditorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RabtaFieldEditor, rabta_field_editor, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CASEBOOK,
  PROP_FIELD,
  N_PROPS
};

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
rabta_field_editor_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (RABTA_FIELD_EDITOR (object));

  switch (id)
    {
    case PROP_CASEBOOK:
      priv->casebook = g_value_dup_object (value);
      break;

    case PROP_FIELD:
      priv->field = g_value_get_pointer (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_field_editor_dispose (GObject *object)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (RABTA_FIELD_EDITOR (object));

  g_clear_object (&priv->casebook);
  G_OBJECT_CLASS (rabta_field_editor_parent_class)->dispose (object);
}

static gboolean
rabta_field_editor_grab_focus (GtkWidget *widget)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (RABTA_FIELD_EDITOR (widget));

  return priv->target != NULL && gtk_widget_grab_focus (priv->target);
}

static void
rabta_field_editor_class_init (RabtaFieldEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = rabta_field_editor_set_property;
  object_class->dispose = rabta_field_editor_dispose;
  widget_class->grab_focus = rabta_field_editor_grab_focus;

  properties[PROP_CASEBOOK] =
    g_param_spec_object ("casebook", NULL, NULL, RABTA_TYPE_CASEBOOK,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIELD] =
    g_param_spec_pointer ("field", NULL, NULL,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rabta_field_editor_init (RabtaFieldEditor *self)
{
}

/**
 * rabta_field_editor_new:
 * @casebook: where choices and references are looked up
 * @field: what to edit; must outlive the editor
 *
 * Returns: (transfer floating): the editor for the kind of @field
 */
RabtaFieldEditor *
rabta_field_editor_new (RabtaCasebook    *casebook,
                        const RabtaField *field)
{
  GType type = G_TYPE_INVALID;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  switch (field->kind)
    {
    case RABTA_FIELD_LONG_TEXT:
      type = rabta_text_editor_get_type ();
      break;

    case RABTA_FIELD_BOOLEAN:
      type = rabta_boolean_editor_get_type ();
      break;

    case RABTA_FIELD_CHOICE:
      type = rabta_choice_editor_get_type ();
      break;

    case RABTA_FIELD_REFERENCE:
      type = rabta_reference_editor_get_type ();
      break;

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_INTEGER:
    case RABTA_FIELD_DECIMAL:
    case RABTA_FIELD_MONEY:
    case RABTA_FIELD_PERCENT:
    case RABTA_FIELD_DATE:
    case RABTA_FIELD_INSTANT:
    default:
      type = rabta_entry_editor_get_type ();
      break;
    }

  return g_object_new (type, "casebook", casebook, "field", (gpointer) field, NULL);
}

/**
 * rabta_field_editor_get_casebook:
 * @self: an editor
 *
 * Returns: (transfer none): where it looks things up
 */
RabtaCasebook *
rabta_field_editor_get_casebook (RabtaFieldEditor *self)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (self);

  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), NULL);

  return priv->casebook;
}

/**
 * rabta_field_editor_get_field:
 * @self: an editor
 *
 * Returns: (transfer none): what it edits
 */
const RabtaField *
rabta_field_editor_get_field (RabtaFieldEditor *self)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (self);

  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), NULL);

  return priv->field;
}

/**
 * rabta_field_editor_is_inline:
 * @self: an editor
 *
 * Returns: whether it stands beside its label instead of under it
 */
gboolean
rabta_field_editor_is_inline (RabtaFieldEditor *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), FALSE);

  return rabta_field_editor_get_field (self)->kind == RABTA_FIELD_BOOLEAN;
}

/**
 * rabta_field_editor_get_target:
 * @self: an editor
 *
 * Returns: (transfer none): the widget that takes the focus and carries name and state for
 *   assistive technology
 */
GtkWidget *
rabta_field_editor_get_target (RabtaFieldEditor *self)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (self);

  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), NULL);

  return priv->target;
}

/**
 * rabta_field_editor_set_value:
 * @self: an editor
 * @value: what to show
 * @title: (nullable): title of the record a reference points to
 *
 * Forgets what was typed and shows @value; the signal "changed" is not emitted.
 */
void
rabta_field_editor_set_value (RabtaFieldEditor *self,
                              const RabtaValue *value,
                              const char       *title)
{
  g_return_if_fail (RABTA_IS_FIELD_EDITOR (self));
  g_return_if_fail (value != NULL);

  RABTA_FIELD_EDITOR_GET_CLASS (self)->set_value (self, value, title);
}

/**
 * rabta_field_editor_get_value:
 * @self: an editor
 * @value: (out): an initialised value
 * @warning: (out) (nullable): a sentence about a value that is taken but doubtful
 * @error: why what is typed is not a value
 *
 * Returns: whether @value was filled
 */
gboolean
rabta_field_editor_get_value (RabtaFieldEditor  *self,
                              RabtaValue        *value,
                              char             **warning,
                              GError           **error)
{
  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return RABTA_FIELD_EDITOR_GET_CLASS (self)->get_value (self, value, warning, error);
}

/**
 * rabta_field_editor_dup_typed:
 * @self: an editor
 *
 * Returns: (transfer full): what is typed, for a draft
 */
char *
rabta_field_editor_dup_typed (RabtaFieldEditor *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), NULL);

  return RABTA_FIELD_EDITOR_GET_CLASS (self)->dup_typed (self);
}

/**
 * rabta_field_editor_set_typed:
 * @self: an editor
 * @typed: text of rabta_field_editor_dup_typed()
 * @title: (nullable): text of rabta_field_editor_dup_title()
 *
 * As if a person had typed it, with "changed".
 */
void
rabta_field_editor_set_typed (RabtaFieldEditor *self,
                              const char       *typed,
                              const char       *title)
{
  g_return_if_fail (RABTA_IS_FIELD_EDITOR (self));
  g_return_if_fail (typed != NULL);

  RABTA_FIELD_EDITOR_GET_CLASS (self)->set_typed (self, typed, title);
}

/**
 * rabta_field_editor_dup_title:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable): title of the record a reference points to
 */
char *
rabta_field_editor_dup_title (RabtaFieldEditor *self)
{
  RabtaFieldEditorClass *klass;

  g_return_val_if_fail (RABTA_IS_FIELD_EDITOR (self), NULL);

  klass = RABTA_FIELD_EDITOR_GET_CLASS (self);
  return klass->dup_title != NULL ? klass->dup_title (self) : NULL;
}

/**
 * rabta_field_editor_set_target:
 * @self: an editor
 * @target: its widget that takes the focus
 *
 * Gives @target the accessible name of the field.
 */
void
rabta_field_editor_set_target (RabtaFieldEditor *self,
                               GtkWidget        *target)
{
  RabtaFieldEditorPrivate *priv = rabta_field_editor_get_instance_private (self);

  g_return_if_fail (RABTA_IS_FIELD_EDITOR (self));
  g_return_if_fail (GTK_IS_WIDGET (target));

  priv->target = target;
  gtk_accessible_update_property (GTK_ACCESSIBLE (target),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(priv->field->heading),
                                  -1);
}

/**
 * rabta_field_editor_emit_changed:
 * @self: an editor
 *
 * The person changed something.
 */
void
rabta_field_editor_emit_changed (RabtaFieldEditor *self)
{
  g_return_if_fail (RABTA_IS_FIELD_EDITOR (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rabta_field_editor_emit_activate:
 * @self: an editor
 *
 * The person is done with this field.
 */
void
rabta_field_editor_emit_activate (RabtaFieldEditor *self)
{
  g_return_if_fail (RABTA_IS_FIELD_EDITOR (self));

  g_signal_emit (self, signals[ACTIVATE], 0);
}
