/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include "base/text.h"
#include "ui/date-words.h"
#include "ui/entry-alignment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One line: text, numbers, money, percentages and dates. While it has the focus it holds what is
 * typed; without it the value in its usual form. */

struct _RabtaEntryEditor
{
  RabtaFieldEditor parent;

  GtkWidget  *text;
  GtkWidget  *calendar;         /* of dates only */
  GtkWidget  *calendar_button;
  RabtaValue  value;
  GError     *error;            /* why what is typed is no value */
  char       *warning;
  gboolean    is_shown_formatted;
  gboolean    is_setting;
};

#define RABTA_TYPE_ENTRY_EDITOR (rabta_entry_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaEntryEditor, rabta_entry_editor, RABTA, ENTRY_EDITOR, RabtaFieldEditor)
G_DEFINE_FINAL_TYPE (RabtaEntryEditor, rabta_entry_editor, RABTA_TYPE_FIELD_EDITOR)

static const RabtaField *
get_field (RabtaEntryEditor *self)
{
  return rabta_field_editor_get_field (RABTA_FIELD_EDITOR (self));
}

/* What a person would type for the value: no grouping, no unit, no needless decimals. */
static char *
dup_editable (RabtaEntryEditor *self)
{
  const RabtaField *field = get_field (self);
  char *text = rabta_value_to_text (field, &self->value);

  if (text == NULL)
    return g_strdup ("");

  if ((field->kind == RABTA_FIELD_MONEY || field->kind == RABTA_FIELD_PERCENT)
      && g_str_has_suffix (text, ".00"))
    text[strlen (text) - strlen (".00")] = '\0';

  return text;
}

static void
update_alignment (RabtaEntryEditor *self)
{
  rabta_entry_align (self->text);
}

static void
set_text (RabtaEntryEditor *self,
          const char       *text)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->text)), text) == 0)
    return;

  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->is_setting = FALSE;
}

static void
show_formatted (RabtaEntryEditor *self)
{
  RabtaCasebook *casebook = rabta_field_editor_get_casebook (RABTA_FIELD_EDITOR (self));
  g_autofree char *text = NULL;

  if (self->error != NULL)
    return;

  text = rabta_value_display (get_field (self), &self->value, rabta_casebook_get_programme (casebook));
  set_text (self, text != NULL ? text : "");
  self->is_shown_formatted = TRUE;
}

static void
show_editable (RabtaEntryEditor *self)
{
  g_autofree char *text = NULL;

  if (!self->is_shown_formatted)
    return;

  text = dup_editable (self);
  self->is_shown_formatted = FALSE;
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->text)), text) == 0)
    return;

  set_text (self, text);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

static void
parse (RabtaEntryEditor *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  const RabtaField *field = get_field (self);
  g_autofree char *clean = rabta_text_clean (typed, FALSE);
  char date[RABTA_DATE_SIZE];

  rabta_value_clear (&self->value);
  g_clear_error (&self->error);
  g_clear_pointer (&self->warning, g_free);

  if (field->kind == RABTA_FIELD_DATE && clean != NULL)
    {
      if (rabta_date_words_parse (clean, date, &self->error))
        {
          self->value.type = RABTA_VALUE_TEXT;
          self->value.text = g_strdup (date);
        }
    }
  else
    {
      rabta_value_parse_loose (field, typed, RABTA_DATE_ORDER_DAY_FIRST, &self->value, &self->warning,
                               &self->error);
    }

  if (self->error != NULL)
    rabta_value_clear (&self->value);
}

static void
changed_cb (RabtaEntryEditor *self)
{
  update_alignment (self);
  if (self->is_setting)
    return;

  self->is_shown_formatted = FALSE;
  parse (self);
  rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static void
enter_cb (RabtaEntryEditor *self)
{
  show_editable (self);
  update_alignment (self);
}

static void
leave_cb (RabtaEntryEditor *self)
{
  show_formatted (self);
  update_alignment (self);
}

static void
day_selected_cb (RabtaEntryEditor *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");

  if (self->is_setting)
    return;

  rabta_value_clear (&self->value);
  g_clear_error (&self->error);
  self->value.type = RABTA_VALUE_TEXT;
  self->value.text = g_steal_pointer (&iso);
  show_formatted (self);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->calendar_button));
  rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static void
calendar_shown_cb (RabtaEntryEditor *self)
{
  char date[RABTA_DATE_SIZE];
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (self->value.type == RABTA_VALUE_TEXT)
    g_strlcpy (date, self->value.text, sizeof date);
  else
    rabta_date_today (date);

  if (sscanf (date, "%d-%d-%d", &year, &month, &number) != 3)
    return;

  day = g_date_time_new_local (year, month, number, 0, 0, 0);
  if (day == NULL)
    return;

  self->is_setting = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
  self->is_setting = FALSE;
}

static void
rabta_entry_editor_set_value (RabtaFieldEditor *editor,
                              const RabtaValue *value,
                              const char       *title)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (editor);
  g_autofree char *text = NULL;

  rabta_value_clear (&self->value);
  rabta_value_copy (value, &self->value);
  g_clear_error (&self->error);
  g_clear_pointer (&self->warning, g_free);

  if (gtk_widget_has_focus (self->text))
    {
      self->is_shown_formatted = FALSE;
      text = dup_editable (self);
      set_text (self, text);
      return;
    }

  show_formatted (self);
}

static gboolean
rabta_entry_editor_get_value (RabtaFieldEditor  *editor,
                              RabtaValue        *value,
                              char             **warning,
                              GError           **error)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (editor);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }

  rabta_value_copy (&self->value, value);
  if (warning != NULL)
    *warning = g_strdup (self->warning);

  return TRUE;
}

static char *
rabta_entry_editor_dup_typed (RabtaFieldEditor *editor)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (editor);

  return self->error != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text)))
                             : dup_editable (self);
}

static void
rabta_entry_editor_set_typed (RabtaFieldEditor *editor,
                              const char       *typed,
                              const char       *title)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (editor);

  self->is_shown_formatted = FALSE;
  set_text (self, typed);
  parse (self);
  if (!gtk_widget_has_focus (self->text))
    show_formatted (self);

  rabta_field_editor_emit_changed (editor);
}

static void
add_calendar (RabtaEntryEditor *self,
              GtkWidget        *box)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = gtk_calendar_new ();
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (calendar_shown_cb), self);

  self->calendar_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->calendar_button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->calendar_button), popover);
  gtk_widget_add_css_class (self->calendar_button, "flat");
  gtk_widget_set_tooltip_text (self->calendar_button, _("Pick a date"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pick a date"), -1);
  gtk_box_append (GTK_BOX (box), self->calendar_button);
}

static void
set_purpose (RabtaEntryEditor *self)
{
  const RabtaField *field = get_field (self);
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  if (field->kind == RABTA_FIELD_INTEGER || field->kind == RABTA_FIELD_DECIMAL
      || field->kind == RABTA_FIELD_MONEY || field->kind == RABTA_FIELD_PERCENT)
    purpose = GTK_INPUT_PURPOSE_NUMBER;
  else if (field->format == RABTA_FORMAT_PHONE)
    purpose = GTK_INPUT_PURPOSE_PHONE;
  else if (field->format == RABTA_FORMAT_EMAIL)
    purpose = GTK_INPUT_PURPOSE_EMAIL;
  else if (field->format == RABTA_FORMAT_URL)
    purpose = GTK_INPUT_PURPOSE_URL;

  gtk_text_set_input_purpose (GTK_TEXT (self->text), purpose);
}

static void
rabta_entry_editor_constructed (GObject *object)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (object);
  const RabtaField *field = get_field (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  G_OBJECT_CLASS (rabta_entry_editor_parent_class)->constructed (object);

  self->text = gtk_text_new ();
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_widget_set_valign (self->text, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 8);
  gtk_editable_set_editable (GTK_EDITABLE (self->text), field->kind != RABTA_FIELD_INSTANT);
  set_purpose (self);

  if (field->hint != NULL)
    gtk_text_set_placeholder_text (GTK_TEXT (self->text), _(field->hint));
  else if (field->kind == RABTA_FIELD_DATE)
    gtk_text_set_placeholder_text (GTK_TEXT (self->text), _("A date, “tomorrow” or +3"));

  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->text, "direction-changed", G_CALLBACK (update_alignment), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (rabta_field_editor_emit_activate), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->text, focus);

  gtk_box_append (GTK_BOX (box), self->text);
  if (field->kind == RABTA_FIELD_DATE)
    add_calendar (self, box);

  adw_bin_set_child (ADW_BIN (self), box);
  rabta_field_editor_set_target (RABTA_FIELD_EDITOR (self), self->text);
  self->is_shown_formatted = TRUE;
}

static void
rabta_entry_editor_finalize (GObject *object)
{
  RabtaEntryEditor *self = RABTA_ENTRY_EDITOR (object);

  rabta_value_clear (&self->value);
  g_clear_error (&self->error);
  g_free (self->warning);
  G_OBJECT_CLASS (rabta_entry_editor_parent_class)->finalize (object);
}

static void
rabta_entry_editor_class_init (RabtaEntryEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  RabtaFieldEditorClass *editor_class = RABTA_FIELD_EDITOR_CLASS (klass);

  object_class->constructed = rabta_entry_editor_constructed;
  object_class->finalize = rabta_entry_editor_finalize;
  editor_class->set_value = rabta_entry_editor_set_value;
  editor_class->get_value = rabta_entry_editor_get_value;
  editor_class->dup_typed = rabta_entry_editor_dup_typed;
  editor_class->set_typed = rabta_entry_editor_set_typed;
}

static void
rabta_entry_editor_init (RabtaEntryEditor *self)
{
}
