/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/record-row.h"

#include <glib/gi18n-lib.h>

#define ROW_PADDING 9
#define CARD_PADDING 10
#define BADGE_PADDING 8

struct _RabtaRecordRow
{
  GtkWidget parent;

  RabtaTableColumns *columns;
  RabtaRecordSlot   *slot;
  gulong             slot_id;
  RabtaRecord       *record; /* of the slot */
  gulong             changed_id;
  gboolean           skipped; /* was too far from what is seen to be worth painting */
};

G_DEFINE_FINAL_TYPE (RabtaRecordRow, rabta_record_row, GTK_TYPE_WIDGET)

/* Where the next text goes in a row, counted from the start edge. */
typedef struct
{
  GtkSnapshot *snapshot;
  PangoLayout *layout;
  int          line;
  int          width; /* of the row */
  gboolean     rtl;
  GdkRGBA      color;
} Pen;

static gboolean
is_card (int width)
{
  return width > 0 && width < RABTA_TABLE_CARD_WIDTH;
}

static gboolean
is_near_view (RabtaRecordRow *self)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW);
  graphene_rect_t bounds;
  int height;

  if (list == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self), list, &bounds))
    return TRUE;

  height = gtk_widget_get_height (list);
  return bounds.origin.y + bounds.size.height > -height / 2 && bounds.origin.y < height * 3 / 2;
}

static GdkRGBA
tone_color (RabtaRecordRow *self,
            RabtaCellTone   tone)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  const char *name = NULL;
  GdkRGBA color;

  gtk_style_context_get_color (style, &color);
  switch (tone)
    {
    case RABTA_CELL_BADGE:
      name = "accent_color";
      break;
    case RABTA_CELL_SUCCESS:
      name = "success_color";
      break;
    case RABTA_CELL_WARNING:
      name = "warning_color";
      break;
    case RABTA_CELL_ERROR:
      name = "error_color";
      break;
    case RABTA_CELL_DIM:
      color.alpha *= 0.55f;
      break;
    case RABTA_CELL_PLAIN:
    default:
      break;
    }
  if (name != NULL)
    gtk_style_context_lookup_color (style, name, &color);

  return color;
}

/* A number, such as that of a phone, is written from left to right in every language: "+92" must not
 * become "92+" among Urdu. */
static char *
dup_isolated (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalpha (g_utf8_get_char (c)))
      return g_strdup (text);

  return g_strconcat ("\xe2\x81\xa6", text, "\xe2\x81\xa9", NULL);
}

static void
set_text (Pen        *pen,
          const char *text,
          gboolean    bold,
          gboolean    small)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *isolated = dup_isolated (text);

  if (bold || small)
    {
      attributes = pango_attr_list_new ();
      if (bold)
        pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
      if (small)
        pango_attr_list_insert (attributes, pango_attr_scale_new (0.88));
    }
  pango_layout_set_attributes (pen->layout, attributes);
  pango_layout_set_width (pen->layout, -1);
  pango_layout_set_text (pen->layout, isolated, -1);
}

/* Paints the text of the layout in the place given; returns the width it took. */
static int
put_text (Pen           *pen,
          const GdkRGBA *color,
          int            x,
          int            middle,
          int            width,
          gboolean       at_end)
{
  int text_width, text_height;
  int left;

  pango_layout_get_pixel_size (pen->layout, &text_width, &text_height);
  if (text_width > width)
    {
      pango_layout_set_width (pen->layout, width * PANGO_SCALE);
      text_width = width;
    }

  left = at_end ? x + width - text_width : x;
  if (pen->rtl)
    left = pen->width - left - text_width;

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot,
                          &GRAPHENE_POINT_INIT (left, middle - text_height / 2));
  gtk_snapshot_append_layout (pen->snapshot, pen->layout, color);
  gtk_snapshot_restore (pen->snapshot);

  return text_width;
}

static int
put_badge (Pen           *pen,
           const GdkRGBA *color,
           const char    *text,
           int            x,
           int            middle,
           int            width)
{
  int text_width;
  int height = pen->line + 2;
  GdkRGBA fill = *color;
  GskRoundedRect outline;
  int left;

  set_text (pen, text, FALSE, TRUE);
  pango_layout_get_pixel_size (pen->layout, &text_width, NULL);
  text_width = MIN (text_width, width - 2 * BADGE_PADDING);
  if (text_width <= 0)
    return 0;

  left = pen->rtl ? pen->width - x - text_width - 2 * BADGE_PADDING : x;
  fill.alpha *= 0.15f;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (left, middle - height / 2,
                                                        text_width + 2 * BADGE_PADDING, height),
                                   height / 2.0f);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &outline);
  gtk_snapshot_append_color (pen->snapshot, &fill, &outline.bounds);
  gtk_snapshot_pop (pen->snapshot);

  put_text (pen, color, x + BADGE_PADDING, middle, text_width, FALSE);
  return text_width + 2 * BADGE_PADDING;
}

static void
paint_table_row (RabtaRecordRow *self,
                 Pen            *pen,
                 int             height)
{
  guint n;
  const RabtaTableSlot *slots = rabta_table_columns_lay_out (self->columns, pen->width, &n);

  for (guint i = 0; i < n; i++)
    {
      RabtaCellTone tone;
      g_autofree char *text = rabta_table_columns_dup_text (self->columns, self->record,
                                                            slots[i].column, &tone);
      GdkRGBA color;

      if (text[0] == '\0')
        continue;

      color = tone == RABTA_CELL_PLAIN ? pen->color : tone_color (self, tone);
      if (tone == RABTA_CELL_BADGE)
        {
          put_badge (pen, &color, text, slots[i].x, height / 2, slots[i].width);
          continue;
        }
      set_text (pen, text, FALSE, FALSE);
      put_text (pen, &color, slots[i].x, height / 2, slots[i].width,
                rabta_table_column_is_number (slots[i].column));
    }
}

static void
append_part (GString    *line,
             const char *text)
{
  g_autofree char *isolated = dup_isolated (text);

  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, isolated);
}

/* The title with the badges behind it, then what else is shown, in two lines of about the same
 * number of columns. */
static void
paint_card (RabtaRecordRow *self,
            Pen            *pen)
{
  g_autoptr (GPtrArray) badges = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *title = NULL;
  GdkRGBA accent = tone_color (self, RABTA_CELL_BADGE);
  GdkRGBA dim = tone_color (self, RABTA_CELL_DIM);
  RabtaCellTone title_tone = RABTA_CELL_PLAIN;
  int middle;
  int room = pen->width - 2 * RABTA_TABLE_MARGIN;
  guint n = rabta_table_columns_get_n (self->columns);
  guint n_parts = 0;
  GdkRGBA title_color;

  for (guint i = 0; i < n; i++)
    {
      RabtaTableColumn *column = rabta_table_columns_get (self->columns, i);
      RabtaCellTone tone;
      g_autofree char *text = NULL;

      if (!column->visible)
        continue;
      text = rabta_table_columns_dup_text (self->columns, self->record, column, &tone);
      if (title == NULL)
        {
          title = g_steal_pointer (&text);
          title_tone = tone == RABTA_CELL_BADGE ? RABTA_CELL_PLAIN : tone;
        }
      else if (text[0] == '\0')
        continue;
      else if (tone == RABTA_CELL_BADGE)
        g_ptr_array_add (badges, g_steal_pointer (&text));
      else
        append_part (n_parts++ < 3 ? first : second, text);
    }

  /* What has less to say stands in the middle of its card. */
  middle = CARD_PADDING + pen->line / 2
           + ((first->len == 0) + (second->len == 0)) * (pen->line + 2) / 2;

  for (guint i = badges->len; i > 0; i--)
    {
      const char *badge = g_ptr_array_index (badges, i - 1);
      int width;

      set_text (pen, badge, FALSE, TRUE);
      pango_layout_get_pixel_size (pen->layout, &width, NULL);
      width += 2 * BADGE_PADDING;
      if (width > room / 2)
        continue;
      put_badge (pen, &accent, badge, RABTA_TABLE_MARGIN + room - width, middle, width);
      room -= width + 6;
    }

  title_color = tone_color (self, title_tone);
  set_text (pen, title != NULL ? title : "", TRUE, FALSE);
  put_text (pen, &title_color, RABTA_TABLE_MARGIN, middle, room, FALSE);

  room = pen->width - 2 * RABTA_TABLE_MARGIN;
  set_text (pen, first->str, FALSE, TRUE);
  put_text (pen, &dim, RABTA_TABLE_MARGIN, middle + pen->line + 2, room, FALSE);
  set_text (pen, second->str, FALSE, TRUE);
  put_text (pen, &dim, RABTA_TABLE_MARGIN, middle + 2 * (pen->line + 2), room, FALSE);
}

/* A row that was not fetched yet: quiet bars where the text will be. */
static void
paint_placeholder (RabtaRecordRow *self,
                   Pen            *pen,
                   int             height)
{
  GdkRGBA color = pen->color;
  guint n = 1;
  const RabtaTableSlot *slots = NULL;
  int bar = MAX (4, pen->line / 2);

  if (!is_card (pen->width))
    slots = rabta_table_columns_lay_out (self->columns, pen->width, &n);

  color.alpha *= 0.08f;
  for (guint i = 0; i < n; i++)
    {
      int x = slots != NULL ? slots[i].x : RABTA_TABLE_MARGIN;
      int width = (slots != NULL ? slots[i].width : pen->width) * 6 / 10;

      if (pen->rtl)
        x = pen->width - x - width;
      gtk_snapshot_append_color (pen->snapshot, &color,
                                 &GRAPHENE_RECT_INIT (x, (height - bar) / 2, width, bar));
    }
}

/* What a screen reader says of the row; only for rows that are painted, for the same reason. */
static void
describe (RabtaRecordRow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = rabta_table_columns_get_n (self->columns);

  for (guint i = 0; i < n; i++)
    {
      RabtaTableColumn *column = rabta_table_columns_get (self->columns, i);
      RabtaCellTone tone;
      g_autofree char *cell = NULL;

      if (!column->visible)
        continue;
      cell = rabta_table_columns_dup_text (self->columns, self->record, column, &tone);
      if (cell[0] == '\0')
        continue;
      if (text->len == 0 || tone == RABTA_CELL_BADGE)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", cell);
      else
        g_string_append_printf (text, ", %s: %s", _(column->field->heading), cell);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
record_changed_cb (RabtaRecordRow *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_record (RabtaRecordRow *self,
            RabtaRecord    *record)
{
  if (self->record == record)
    return;

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  g_set_object (&self->record, record);
  /* Until it is painted, it must not be read out as what it showed before. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
  if (record != NULL)
    self->changed_id = g_signal_connect_swapped (record, "changed",
                                                 G_CALLBACK (record_changed_cb), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
slot_changed_cb (RabtaRecordRow *self)
{
  set_record (self, rabta_record_slot_get_record (self->slot));
}

static void
rabta_record_row_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  RabtaRecordRow *self = RABTA_RECORD_ROW (widget);
  int line;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 120;
      return;
    }

  line = rabta_table_columns_get_line (self->columns);
  if (is_card (for_size))
    *minimum = *natural = 3 * line + 4 + 2 * CARD_PADDING;
  else
    *minimum = *natural = line + 2 * ROW_PADDING;
}

static GtkSizeRequestMode
rabta_record_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rabta_record_row_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RabtaRecordRow *self = RABTA_RECORD_ROW (widget);
  int height = gtk_widget_get_height (widget);
  Pen pen = { snapshot };

  self->skipped = !is_near_view (self);
  if (self->skipped || self->record == NULL)
    return;

  pen.layout = rabta_table_columns_get_layout (self->columns);
  pen.line = rabta_table_columns_get_line (self->columns);
  pen.width = gtk_widget_get_width (widget);
  pen.rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  pen.color = tone_color (self, RABTA_CELL_PLAIN);

  if (!rabta_record_is_loaded (self->record))
    {
      rabta_table_columns_hurry (self->columns, self->record);
      paint_placeholder (self, &pen, height);
      return;
    }
  if (is_card (pen.width))
    paint_card (self, &pen);
  else
    paint_table_row (self, &pen, height);
  describe (self);
}

static void
rabta_record_row_dispose (GObject *object)
{
  RabtaRecordRow *self = RABTA_RECORD_ROW (object);

  rabta_record_row_set_slot (self, NULL);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (rabta_record_row_parent_class)->dispose (object);
}

static void
rabta_record_row_class_init (RabtaRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_record_row_dispose;
  widget_class->measure = rabta_record_row_measure;
  widget_class->get_request_mode = rabta_record_row_get_request_mode;
  widget_class->snapshot = rabta_record_row_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "recordrow");
}

static void
rabta_record_row_init (RabtaRecordRow *self)
{
}

/**
 * rabta_record_row_new:
 * @columns: the columns of the table
 *
 * Makes a row without a record.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rabta_record_row_new (RabtaTableColumns *columns)
{
  RabtaRecordRow *self;

  g_return_val_if_fail (RABTA_IS_TABLE_COLUMNS (columns), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_ROW, NULL);
  self->columns = g_object_ref (columns);

  return GTK_WIDGET (self);
}

/**
 * rabta_record_row_set_slot:
 * @self: a row
 * @slot: (nullable): what it shows from now on
 *
 * Shows the record in a slot and follows both: a placeholder fills as it is fetched, and a search puts
 * another record into the slot.
 */
void
rabta_record_row_set_slot (RabtaRecordRow  *self,
                           RabtaRecordSlot *slot)
{
  g_return_if_fail (RABTA_IS_RECORD_ROW (self));

  if (self->slot == slot)
    return;

  if (self->slot != NULL)
    g_clear_signal_handler (&self->slot_id, self->slot);
  g_set_object (&self->slot, slot);
  if (slot != NULL)
    self->slot_id = g_signal_connect_swapped (slot, "changed", G_CALLBACK (slot_changed_cb), self);
  set_record (self, slot != NULL ? rabta_record_slot_get_record (slot) : NULL);
}

/**
 * rabta_record_row_catch_up:
 * @self: a row
 *
 * Rows far from what is seen are not painted; the table calls this when something moved.
 */
void
rabta_record_row_catch_up (RabtaRecordRow *self)
{
  if (self->skipped)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
