/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* Several lines; grows with what is typed. Tab leaves it, Ctrl+Tab is not needed. */

#define MOST_PIXELS 240

struct _RabtaTextEditor
{
  RabtaFieldEditor parent;

  GtkWidget *view;
  gboolean   is_setting;
};

#define RABTA_TYPE_TEXT_EDITOR (rabta_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTextEditor, rabta_text_editor, RABTA, TEXT_EDITOR, RabtaFieldEditor)
G_DEFINE_FINAL_TYPE (RabtaTextEditor, rabta_text_editor, RABTA_TYPE_FIELD_EDITOR)

static char *
dup_text (RabtaTextEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_text (RabtaTextEditor *self,
          const char      *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));

  self->is_setting = TRUE;
  gtk_text_buffer_set_text (buffer, text, -1);
  self->is_setting = FALSE;
}

static void
changed_cb (RabtaTextEditor *self)
{
  if (!self->is_setting)
    rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static void
rabta_text_editor_set_value (RabtaFieldEditor *editor,
                             const RabtaValue *value,
                             const char       *title)
{
  RabtaTextEditor *self = RABTA_TEXT_EDITOR (editor);

  set_text (self, value->type == RABTA_VALUE_TEXT ? value->text : "");
}

static gboolean
rabta_text_editor_get_value (RabtaFieldEditor  *editor,
                             RabtaValue        *value,
                             char             **warning,
                             GError           **error)
{
  RabtaTextEditor *self = RABTA_TEXT_EDITOR (editor);
  g_autofree char *text = dup_text (self);

  return rabta_value_parse_loose (rabta_field_editor_get_field (editor), text,
                                  RABTA_DATE_ORDER_DAY_FIRST, value, warning, error);
}

static char *
rabta_text_editor_dup_typed (RabtaFieldEditor *editor)
{
  return dup_text (RABTA_TEXT_EDITOR (editor));
}

static void
rabta_text_editor_set_typed (RabtaFieldEditor *editor,
                             const char       *typed,
                             const char       *title)
{
  set_text (RABTA_TEXT_EDITOR (editor), typed);
  rabta_field_editor_emit_changed (editor);
}

static void
rabta_text_editor_constructed (GObject *object)
{
  RabtaTextEditor *self = RABTA_TEXT_EDITOR (object);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  G_OBJECT_CLASS (rabta_text_editor_parent_class)->constructed (object);

  self->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_widget_add_css_class (self->view, "inline");
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_PIXELS);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);

  adw_bin_set_child (ADW_BIN (self), scroller);
  rabta_field_editor_set_target (RABTA_FIELD_EDITOR (self), self->view);
}

static void
rabta_text_editor_class_init (RabtaTextEditorClass *klass)
{
  RabtaFieldEditorClass *editor_class = RABTA_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rabta_text_editor_constructed;
  editor_class->set_value = rabta_text_editor_set_value;
  editor_class->get_value = rabta_text_editor_get_value;
  editor_class->dup_typed = rabta_text_editor_dup_typed;
  editor_class->set_typed = rabta_text_editor_set_typed;
}

static void
rabta_text_editor_init (RabtaTextEditor *self)
{
}
