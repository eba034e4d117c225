/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-row.h"

#include "base/text.h"
#include "ui/field-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A message waits this long after the last keystroke, so that the form does not nag and jump while a
 * number is half typed. */
#define SETTLE_MS 500

struct _RabtaFieldRow
{
  AdwPreferencesRow parent;

  GtkWidget         *revealer;
  GtkWidget         *message_label;
  RabtaFieldEditor  *editor;

  RabtaMessageLevel  level;       /* what the form says of the field */
  char              *message;
  RabtaMessageLevel  own_level;   /* what the editor says of what is typed */
  char              *own_message;
  guint              settle_id;
  gboolean           is_valid;
};

G_DEFINE_FINAL_TYPE (RabtaFieldRow, rabta_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

enum
{
  CHANGED,
  ACTIVATE_NEXT,
  LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char * const level_classes[] = { NULL, "dim-label", "warning", "error" };

/* Errors and findings begin with the heading, which stands right above. */
static char *
dup_without_heading (RabtaFieldRow *self,
                     const char    *message)
{
  g_autofree char *prefix = g_strdup_printf ("%s: ", _(rabta_field_row_get_field (self)->heading));
  char first[7] = { 0 };

  if (message == NULL || !g_str_has_prefix (message, prefix))
    return g_strdup (message);

  message += strlen (prefix);
  if (*message == '\0')
    return g_strdup (message);

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (message)), first);
  return g_strconcat (first, g_utf8_next_char (message), NULL);
}

static void
show_message (RabtaFieldRow *self)
{
  RabtaMessageLevel level = MAX (self->level, self->own_level);
  const char *text = self->own_level >= self->level && self->own_message != NULL ? self->own_message
                                                                                  : self->message;
  GtkAccessible *target = GTK_ACCESSIBLE (rabta_field_editor_get_target (self->editor));

  for (guint i = 1; i < G_N_ELEMENTS (level_classes); i++)
    {
      gtk_widget_remove_css_class (self->message_label, level_classes[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (self), level_classes[i]);
    }

  if (level != RABTA_MESSAGE_NONE)
    {
      gtk_label_set_text (GTK_LABEL (self->message_label), text);
      gtk_widget_add_css_class (self->message_label, level_classes[level]);
    }

  if (level >= RABTA_MESSAGE_WARNING)
    gtk_widget_add_css_class (GTK_WIDGET (self), level_classes[level]);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), level != RABTA_MESSAGE_NONE);
  gtk_accessible_update_state (target, GTK_ACCESSIBLE_STATE_INVALID,
                               level == RABTA_MESSAGE_ERROR ? GTK_ACCESSIBLE_INVALID_TRUE
                                                            : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (target, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  level != RABTA_MESSAGE_NONE ? text : "", -1);
}

static void
settle (RabtaFieldRow *self)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = NULL;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_pointer (&self->own_message, g_free);
  self->own_level = RABTA_MESSAGE_NONE;

  if (!rabta_field_editor_get_value (self->editor, &value, &warning, &error))
    {
      self->own_level = RABTA_MESSAGE_ERROR;
      self->own_message = dup_without_heading (self, error->message);
    }
  else if (warning != NULL)
    {
      self->own_level = RABTA_MESSAGE_WARNING;
      self->own_message = g_steal_pointer (&warning);
    }

  show_message (self);
}

static gboolean
settle_cb (gpointer user_data)
{
  RabtaFieldRow *self = user_data;

  self->settle_id = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
update_valid (RabtaFieldRow *self)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  gboolean is_valid = rabta_field_editor_get_value (self->editor, &value, NULL, NULL);

  if (is_valid == self->is_valid)
    return;

  self->is_valid = is_valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
editor_changed_cb (RabtaFieldRow *self)
{
  update_valid (self);
  g_clear_handle_id (&self->settle_id, g_source_remove);

  /* A message that no longer holds goes at once; a new one waits. */
  if (self->is_valid)
    settle (self);
  else
    self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
editor_activate_cb (RabtaFieldRow *self)
{
  settle (self);
  g_signal_emit (self, signals[ACTIVATE_NEXT], 0);
}

static void
enter_cb (RabtaFieldRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "focused");
}

static void
leave_cb (RabtaFieldRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "focused");
  settle (self);
  g_signal_emit (self, signals[LEFT], 0);
}

/* A press anywhere in the row is meant for what it edits. */
static void
pressed_cb (RabtaFieldRow *self)
{
  if (!rabta_field_editor_is_inline (self->editor))
    gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static GtkWidget *
make_heading (RabtaFieldRow    *self,
              const RabtaField *field)
{
  gboolean is_inline = rabta_field_editor_is_inline (self->editor);
  /* Translators: the heading of a field of a form that must be filled */
  g_autofree char *required = g_strdup_printf (_("%s *"), _(field->heading));
  GtkWidget *label = gtk_label_new (field->flags & RABTA_FIELD_REQUIRED ? required : _(field->heading));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (is_inline)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }

  return label;
}

static GtkWidget *
make_message (RabtaFieldRow *self)
{
  self->message_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->message_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->message_label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->message_label, "caption");
  gtk_widget_set_margin_top (self->message_label, 4);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->message_label);
  return self->revealer;
}

static void
build (RabtaFieldRow *self)
{
  gboolean is_inline = rabta_field_editor_is_inline (self->editor);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (is_inline ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                                  is_inline ? 12 : 2);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_set_margin_top (outer, 8);
  gtk_widget_set_margin_bottom (outer, 8);
  gtk_widget_set_margin_start (outer, 12);
  gtk_widget_set_margin_end (outer, 12);
  gtk_box_append (GTK_BOX (inner), make_heading (self, rabta_field_editor_get_field (self->editor)));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (outer), inner);
  gtk_box_append (GTK_BOX (outer), make_message (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), outer);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

static gboolean
rabta_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RABTA_FIELD_ROW (widget)->editor));
}

static void
rabta_field_row_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_VALID)
    g_value_set_boolean (value, RABTA_FIELD_ROW (object)->is_valid);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rabta_field_row_dispose (GObject *object)
{
  RabtaFieldRow *self = RABTA_FIELD_ROW (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  G_OBJECT_CLASS (rabta_field_row_parent_class)->dispose (object);
}

static void
rabta_field_row_finalize (GObject *object)
{
  RabtaFieldRow *self = RABTA_FIELD_ROW (object);

  g_free (self->message);
  g_free (self->own_message);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (rabta_field_row_parent_class)->finalize (object);
}

static void
rabta_field_row_class_init (RabtaFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_field_row_get_property;
  object_class->dispose = rabta_field_row_dispose;
  object_class->finalize = rabta_field_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = rabta_field_row_grab_focus;

  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE_NEXT] = g_signal_new ("activate-next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rabta_field_row_init (RabtaFieldRow *self)
{
  self->is_valid = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

/**
 * rabta_field_row_new:
 * @casebook: where choices and references are looked up
 * @field: what to edit; must outlive the row
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rabta_field_row_new (RabtaCasebook    *casebook,
                     const RabtaField *field)
{
  RabtaFieldRow *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (RABTA_TYPE_FIELD_ROW,
                       "activatable", FALSE,
                       "focusable", FALSE,
                       "title", _(field->heading),
                       "use-markup", FALSE,
                       NULL);
  self->editor = g_object_ref_sink (rabta_field_editor_new (casebook, field));
  build (self);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (editor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "activate", G_CALLBACK (editor_activate_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rabta_field_editor_get_target (self->editor)),
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED, !!(field->flags & RABTA_FIELD_REQUIRED),
                                  -1);
  return GTK_WIDGET (self);
}

/**
 * rabta_field_row_get_field:
 * @self: a row
 *
 * Returns: (transfer none): what it edits
 */
const RabtaField *
rabta_field_row_get_field (RabtaFieldRow *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), NULL);

  return rabta_field_editor_get_field (self->editor);
}

/**
 * rabta_field_row_is_valid:
 * @self: a row
 *
 * Returns: whether what is typed is a value; an empty row is
 */
gboolean
rabta_field_row_is_valid (RabtaFieldRow *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), FALSE);

  return self->is_valid;
}

/**
 * rabta_field_row_set_value:
 * @self: a row
 * @value: what to show
 * @title: (nullable): for a reference, the title of what it points to
 *
 * Shows a value; "changed" is not emitted.
 */
void
rabta_field_row_set_value (RabtaFieldRow    *self,
                           const RabtaValue *value,
                           const char       *title)
{
  g_return_if_fail (RABTA_IS_FIELD_ROW (self));
  g_return_if_fail (value != NULL);

  rabta_field_editor_set_value (self->editor, value, title);
  update_valid (self);
  settle (self);
}

/**
 * rabta_field_row_get_value:
 * @self: a row
 * @value: (out): an initialised value
 * @error: why what is typed is not a value
 *
 * Returns: whether @value was filled; an empty row gives null
 */
gboolean
rabta_field_row_get_value (RabtaFieldRow  *self,
                           RabtaValue     *value,
                           GError        **error)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return rabta_field_editor_get_value (self->editor, value, NULL, error);
}

/**
 * rabta_field_row_dup_title:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): title of the record a reference points to
 */
char *
rabta_field_row_dup_title (RabtaFieldRow *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), NULL);

  return rabta_field_editor_dup_title (self->editor);
}

/**
 * rabta_field_row_dup_typed:
 * @self: a row
 *
 * Returns: (transfer full): what is typed, for a draft
 */
char *
rabta_field_row_dup_typed (RabtaFieldRow *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), NULL);

  return rabta_field_editor_dup_typed (self->editor);
}

/**
 * rabta_field_row_set_typed:
 * @self: a row
 * @typed: text of rabta_field_row_dup_typed()
 * @title: (nullable): text of rabta_field_row_dup_title()
 *
 * As if a person had typed it.
 */
void
rabta_field_row_set_typed (RabtaFieldRow *self,
                           const char    *typed,
                           const char    *title)
{
  g_return_if_fail (RABTA_IS_FIELD_ROW (self));
  g_return_if_fail (typed != NULL);

  rabta_field_editor_set_typed (self->editor, typed, title);
  settle (self);
}

/**
 * rabta_field_row_set_message:
 * @self: a row
 * @level: how serious it is
 * @text: (nullable): a sentence; %NULL for none
 *
 * What the form has to say of the field. What is wrong with what is typed comes first.
 */
void
rabta_field_row_set_message (RabtaFieldRow     *self,
                             RabtaMessageLevel  level,
                             const char        *text)
{
  g_autofree char *short_text = NULL;

  g_return_if_fail (RABTA_IS_FIELD_ROW (self));

  if (text == NULL)
    level = RABTA_MESSAGE_NONE;

  short_text = dup_without_heading (self, text);
  if (!rabta_set_str (&self->message, short_text) && level == self->level)
    return;

  self->level = level;
  show_message (self);
}

/**
 * rabta_field_row_get_message:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the sentence shown under the row
 */
const char *
rabta_field_row_get_message (RabtaFieldRow *self)
{
  g_return_val_if_fail (RABTA_IS_FIELD_ROW (self), NULL);

  return MAX (self->level, self->own_level) == RABTA_MESSAGE_NONE
         ? NULL : gtk_label_get_text (GTK_LABEL (self->message_label));
}

/**
 * rabta_field_row_focus:
 * @self: a row
 *
 * Puts the focus into the row.
 */
void
rabta_field_row_focus (RabtaFieldRow *self)
{
  g_return_if_fail (RABTA_IS_FIELD_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * rabta_field_row_set_parent_code:
 * @self: a row of a choice
 * @code: (nullable): the only parent whose codes are offered
 */
void
rabta_field_row_set_parent_code (RabtaFieldRow *self,
                                 const char    *code)
{
  g_return_if_fail (RABTA_IS_FIELD_ROW (self));

  rabta_choice_editor_set_parent_code (self->editor, code);
}

/**
 * rabta_field_row_set_query:
 * @self: a row of a reference
 * @query: (nullable): what is offered
 */
void
rabta_field_row_set_query (RabtaFieldRow *self,
                           RabtaQuery    *query)
{
  g_return_if_fail (RABTA_IS_FIELD_ROW (self));

  rabta_reference_editor_set_query (self->editor, query);
}
