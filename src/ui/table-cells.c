/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/table-columns-private.h"

#include <glib/gi18n-lib.h>

/* What the cells of a table say and what they are measured with. */

void
rabta_table_columns_drop_func (RabtaTableColumns *self)
{
  if (self->func_destroy != NULL)
    self->func_destroy (self->func_data);
  self->func = NULL;
  self->func_data = NULL;
  self->func_destroy = NULL;
}

static void
update_metrics (RabtaTableColumns *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->widget);
  guint serial = pango_context_get_serial (context);
  PangoFontMetrics *metrics;

  if (self->layout != NULL && pango_layout_get_context (self->layout) == context
      && self->serial == serial)
    return;

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (self->widget, NULL);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  self->serial = pango_context_get_serial (context);

  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  self->slots_width = -1;
}

void
rabta_table_columns_set_func (RabtaTableColumns *self,
                              RabtaCellFunc      func,
                              gpointer           user_data,
                              GDestroyNotify     destroy)
{
  rabta_table_columns_drop_func (self);
  self->func = func;
  self->func_data = user_data;
  self->func_destroy = destroy;
}

/**
 * rabta_table_columns_dup_text:
 * @self: the columns
 * @record: a loaded record
 * @column: one of the columns
 * @tone: (out): how to paint it
 *
 * Text of a cell for people. What comes first in the agency's work, women-led and micro enterprises,
 * is a badge.
 *
 * Returns: (transfer full): the text, empty rather than %NULL
 */
char *
rabta_table_columns_dup_text (RabtaTableColumns      *self,
                              RabtaRecord            *record,
                              const RabtaTableColumn *column,
                              RabtaCellTone          *tone)
{
  const RabtaField *field = column->field;
  char *text = NULL;

  *tone = RABTA_CELL_PLAIN;
  if (self->func != NULL)
    text = self->func (record, field, tone, self->func_data);
  if (text != NULL)
    return text;

  if (field->kind == RABTA_FIELD_BOOLEAN)
    {
      gboolean set = rabta_record_get_int (record, field->name) != 0;

      if (set && g_str_equal (field->name, "women_led"))
        *tone = RABTA_CELL_BADGE;
      if (set)
        return g_strdup (*tone == RABTA_CELL_BADGE ? _(field->heading) : _("Yes"));
      return g_strdup (rabta_record_has (record, field->name) && *tone == RABTA_CELL_PLAIN
                       && !(field->flags & RABTA_FIELD_DERIVED) ? _("No") : "");
    }

  if (g_str_equal (field->name, "size") && g_strcmp0 (rabta_record_get_text (record, "size"), "micro") == 0)
    *tone = RABTA_CELL_BADGE;

  text = rabta_record_dup_display (record, column->index, self->programme);
  return text != NULL ? text : g_strdup ("");
}

void
rabta_table_columns_set_context (RabtaTableColumns *self,
                                 GtkWidget         *widget)
{
  self->widget = widget;
}

void
rabta_table_columns_set_list (RabtaTableColumns *self,
                              RabtaRecordList   *list)
{
  g_set_weak_pointer (&self->list, list);
}

void
rabta_table_columns_hurry (RabtaTableColumns *self,
                           RabtaRecord       *record)
{
  if (self->list != NULL)
    rabta_record_list_hurry (self->list, record);
}

/**
 * rabta_table_columns_get_layout:
 * @self: the columns
 *
 * The one text layout that all rows paint with.
 *
 * Returns: (transfer none): the layout
 */
PangoLayout *
rabta_table_columns_get_layout (RabtaTableColumns *self)
{
  update_metrics (self);
  return self->layout;
}

/**
 * rabta_table_columns_get_line:
 * @self: the columns
 *
 * Returns: the height of a line of text in pixels at the present text size
 */
int
rabta_table_columns_get_line (RabtaTableColumns *self)
{
  update_metrics (self);
  return self->line;
}
