/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include <glib/gi18n-lib.h>

/* Yes, no, or neither: for a rule of the programme "not known" is not "no". Pressing the answer that
 * is given takes it back. */

struct _RabtaBooleanEditor
{
  RabtaFieldEditor parent;

  GtkWidget *yes;
  GtkWidget *no;
  gboolean   is_setting;
};

#define RABTA_TYPE_BOOLEAN_EDITOR (rabta_boolean_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaBooleanEditor, rabta_boolean_editor, RABTA, BOOLEAN_EDITOR, RabtaFieldEditor)
G_DEFINE_FINAL_TYPE (RabtaBooleanEditor, rabta_boolean_editor, RABTA_TYPE_FIELD_EDITOR)

static void
show (RabtaBooleanEditor *self,
      gboolean            yes,
      gboolean            no)
{
  self->is_setting = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->yes), yes);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->no), no);
  self->is_setting = FALSE;
}

static void
toggled_cb (RabtaBooleanEditor *self,
            GtkToggleButton    *button)
{
  GtkWidget *other = GTK_WIDGET (button) == self->yes ? self->no : self->yes;

  if (self->is_setting)
    return;

  if (gtk_toggle_button_get_active (button))
    {
      self->is_setting = TRUE;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), FALSE);
      self->is_setting = FALSE;
    }

  rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static void
rabta_boolean_editor_set_value (RabtaFieldEditor *editor,
                                const RabtaValue *value,
                                const char       *title)
{
  gboolean has = value->type == RABTA_VALUE_INTEGER;

  show (RABTA_BOOLEAN_EDITOR (editor), has && value->integer != 0, has && value->integer == 0);
}

static gboolean
rabta_boolean_editor_get_value (RabtaFieldEditor  *editor,
                                RabtaValue        *value,
                                char             **warning,
                                GError           **error)
{
  RabtaBooleanEditor *self = RABTA_BOOLEAN_EDITOR (editor);
  gboolean yes = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->yes));

  if (yes || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->no)))
    {
      value->type = RABTA_VALUE_INTEGER;
      value->integer = yes;
    }

  return TRUE;
}

static char *
rabta_boolean_editor_dup_typed (RabtaFieldEditor *editor)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  char *text;

  rabta_boolean_editor_get_value (editor, &value, NULL, NULL);
  text = rabta_value_to_text (rabta_field_editor_get_field (editor), &value);
  return text != NULL ? text : g_strdup ("");
}

static void
rabta_boolean_editor_set_typed (RabtaFieldEditor *editor,
                                const char       *typed,
                                const char       *title)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  if (*typed != '\0' && !rabta_value_parse (rabta_field_editor_get_field (editor), typed, &value, NULL))
    return;

  rabta_boolean_editor_set_value (editor, &value, NULL);
  rabta_field_editor_emit_changed (editor);
}

static GtkWidget *
add_answer (RabtaBooleanEditor *self,
            GtkWidget          *box,
            const char         *label,
            const char         *name)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
rabta_boolean_editor_constructed (GObject *object)
{
  RabtaBooleanEditor *self = RABTA_BOOLEAN_EDITOR (object);
  const char *heading = _(rabta_field_editor_get_field (RABTA_FIELD_EDITOR (self))->heading);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  /* Translators: the answer to a question of a form, for screen readers: "A woman is CEO: yes" */
  g_autofree char *yes = g_strdup_printf (_("%s: yes"), heading);
  g_autofree char *no = g_strdup_printf (_("%s: no"), heading);

  G_OBJECT_CLASS (rabta_boolean_editor_parent_class)->constructed (object);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->yes = add_answer (self, box, _("Yes"), yes);
  self->no = add_answer (self, box, _("No"), no);
  adw_bin_set_child (ADW_BIN (self), box);
  rabta_field_editor_set_target (RABTA_FIELD_EDITOR (self), self->yes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->yes), GTK_ACCESSIBLE_PROPERTY_LABEL, yes, -1);
}

static void
rabta_boolean_editor_class_init (RabtaBooleanEditorClass *klass)
{
  RabtaFieldEditorClass *editor_class = RABTA_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rabta_boolean_editor_constructed;
  editor_class->set_value = rabta_boolean_editor_set_value;
  editor_class->get_value = rabta_boolean_editor_get_value;
  editor_class->dup_typed = rabta_boolean_editor_dup_typed;
  editor_class->set_typed = rabta_boolean_editor_set_typed;
}

static void
rabta_boolean_editor_init (RabtaBooleanEditor *self)
{
}
