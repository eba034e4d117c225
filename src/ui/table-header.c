/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/table-header.h"

#include <glib/gi18n-lib.h>

/* How near to an edge a pointer must be to take hold of it, in pixels. */
#define GRIP 6

struct _RabtaTableHeader
{
  GtkWidget parent;

  RabtaTableColumns *columns;
  GtkWidget         *menu;
  GPtrArray         *buttons; /* of GtkWidget, unowned, one for each chosen column */
  guint              dragged; /* slot */
  int                start_width;
};

G_DEFINE_FINAL_TYPE (RabtaTableHeader, rabta_table_header, GTK_TYPE_WIDGET)

static RabtaTableColumn *
button_column (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "column");
}

static void
show_sort (RabtaTableHeader *self)
{
  gboolean descending;
  const char *sort = rabta_table_columns_get_sort (self->columns, &descending);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);
      GtkWidget *arrow = g_object_get_data (G_OBJECT (button), "arrow");
      gboolean sorted = g_strcmp0 (sort, rabta_table_columns_sort_key (self->columns,
                                                                       button_column (button))) == 0
                        && sort != NULL;

      gtk_widget_set_visible (arrow, sorted);
      gtk_image_set_from_icon_name (GTK_IMAGE (arrow),
                                    descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      !sorted ? _("Not sorted")
                                      : descending ? _("Sorted, last first")
                                      : _("Sorted, first first"), -1);
    }
}

/* First click: upwards; second: downwards; third: the usual order. */
static void
heading_clicked_cb (GtkWidget        *button,
                    RabtaTableHeader *self)
{
  const char *key = rabta_table_columns_sort_key (self->columns, button_column (button));
  gboolean descending;
  const char *sort = rabta_table_columns_get_sort (self->columns, &descending);

  if (g_strcmp0 (sort, key) != 0)
    rabta_table_columns_set_sort (self->columns, key, FALSE);
  else if (!descending)
    rabta_table_columns_set_sort (self->columns, key, TRUE);
  else
    rabta_table_columns_set_sort (self->columns, NULL, FALSE);
}

static GtkWidget *
make_heading (RabtaTableHeader *self,
              RabtaTableColumn *column)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (_(column->field->heading));
  GtkWidget *arrow = gtk_image_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (box, rabta_table_column_is_number (column) ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "table-heading");
  gtk_widget_set_tooltip_text (button, _(column->field->heading));
  gtk_widget_set_sensitive (button, rabta_table_columns_sort_key (self->columns, column) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(column->field->heading), -1);
  g_object_set_data (G_OBJECT (button), "column", column);
  g_object_set_data (G_OBJECT (button), "arrow", arrow);
  g_signal_connect (button, "clicked", G_CALLBACK (heading_clicked_cb), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
drop_headings (RabtaTableHeader *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->buttons, i));
  g_ptr_array_set_size (self->buttons, 0);
}

static gboolean
shows_chosen (RabtaTableHeader *self)
{
  guint position = 0;

  for (guint i = 0; i < rabta_table_columns_get_n (self->columns); i++)
    {
      RabtaTableColumn *column = rabta_table_columns_get (self->columns, i);

      if (!column->visible)
        continue;
      if (position >= self->buttons->len
          || button_column (g_ptr_array_index (self->buttons, position)) != column)
        return FALSE;
      position++;
    }

  return position == self->buttons->len;
}

static void
columns_changed_cb (RabtaTableHeader *self)
{
  if (!shows_chosen (self))
    {
      drop_headings (self);
      for (guint i = 0; i < rabta_table_columns_get_n (self->columns); i++)
        {
          RabtaTableColumn *column = rabta_table_columns_get (self->columns, i);

          if (column->visible)
            g_ptr_array_add (self->buttons, make_heading (self, column));
        }
      show_sort (self);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The slot whose end edge is at @x, or -1; the last one has no edge to move. */
static int
edge_at (RabtaTableHeader *self,
         double            x)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint n;
  const RabtaTableSlot *slots = rabta_table_columns_lay_out (self->columns, width, &n);

  if (width < RABTA_TABLE_CARD_WIDTH)
    return -1;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x;

  for (guint i = 0; i + 1 < n; i++)
    if (ABS (slots[i + 1].x - RABTA_TABLE_MARGIN / 2 - x) <= GRIP)
      return (int) i;

  return -1;
}

static void
pointer_moved_cb (GtkEventControllerMotion *motion,
                  double                    x,
                  double                    y,
                  RabtaTableHeader         *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge_at (self, x) >= 0 ? "col-resize" : NULL);
}

static void
drag_begin_cb (GtkGestureDrag   *drag,
               double            x,
               double            y,
               RabtaTableHeader *self)
{
  int edge = edge_at (self, x);
  guint n;

  if (edge < 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->dragged = (guint) edge;
  self->start_width = rabta_table_columns_lay_out (self->columns,
                                                   gtk_widget_get_width (GTK_WIDGET (self)),
                                                   &n)[edge].width;
}

static void
drag_update_cb (GtkGestureDrag   *drag,
                double            x,
                double            y,
                RabtaTableHeader *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  rabta_table_columns_resize (self->columns, gtk_widget_get_width (GTK_WIDGET (self)),
                              self->dragged, self->start_width + (int) (rtl ? -x : x));
}

static void
drag_end_cb (GtkGestureDrag   *drag,
             double            x,
             double            y,
             RabtaTableHeader *self)
{
  rabta_table_columns_remember (self->columns);
}

static void
rabta_table_header_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  RabtaTableHeader *self = RABTA_TABLE_HEADER (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL
      || (for_size >= 0 && for_size < RABTA_TABLE_CARD_WIDTH))
    return;

  for (guint i = 0; i < self->buttons->len; i++)
    {
      int least, usual;

      gtk_widget_measure (g_ptr_array_index (self->buttons, i), orientation, -1, &least, &usual, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, usual);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 0;
}

static GtkSizeRequestMode
rabta_table_header_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rabta_table_header_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  RabtaTableHeader *self = RABTA_TABLE_HEADER (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n = 0;
  const RabtaTableSlot *slots = NULL;

  if (width >= RABTA_TABLE_CARD_WIDTH)
    slots = rabta_table_columns_lay_out (self->columns, width, &n);

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);
      gboolean shown = i < n;

      gtk_widget_set_child_visible (button, shown);
      if (shown)
        {
          /* The button reaches half into the space around the column, its label stands over the text. */
          int extra = RABTA_TABLE_MARGIN / 2;
          int slot_width = slots[i].width + 2 * extra;
          int least;
          int x = slots[i].x - extra;

          gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
          gtk_widget_size_allocate (button,
                                    &(GtkAllocation) { rtl ? width - x - slot_width : x, 0,
                                                       MAX (slot_width, least), height }, -1);
        }
    }

  gtk_widget_set_child_visible (self->menu, n > 0);
  if (n > 0)
    gtk_widget_size_allocate (self->menu,
                              &(GtkAllocation) { rtl ? 0 : width - RABTA_TABLE_MENU_WIDTH, 0,
                                                 RABTA_TABLE_MENU_WIDTH, height }, -1);
}

static void
rabta_table_header_dispose (GObject *object)
{
  RabtaTableHeader *self = RABTA_TABLE_HEADER (object);

  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  drop_headings (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (rabta_table_header_parent_class)->dispose (object);
}

static void
rabta_table_header_finalize (GObject *object)
{
  g_clear_pointer (&RABTA_TABLE_HEADER (object)->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_table_header_parent_class)->finalize (object);
}

static void
rabta_table_header_class_init (RabtaTableHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_table_header_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_table_header_finalize;
  widget_class->measure = rabta_table_header_measure;
  widget_class->get_request_mode = rabta_table_header_get_request_mode;
  widget_class->size_allocate = rabta_table_header_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tableheader");
}

static void
rabta_table_header_init (RabtaTableHeader *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->buttons = g_ptr_array_new ();
  g_signal_connect (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * rabta_table_header_new:
 * @columns: the columns of the table
 *
 * Makes the headings of a table.
 *
 * Returns: (transfer floating): the headings
 */
GtkWidget *
rabta_table_header_new (RabtaTableColumns *columns)
{
  RabtaTableHeader *self;

  g_return_val_if_fail (RABTA_IS_TABLE_COLUMNS (columns), NULL);

  self = g_object_new (RABTA_TYPE_TABLE_HEADER, NULL);
  self->columns = g_object_ref (columns);
  g_signal_connect_swapped (columns, "changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_swapped (columns, "sort-changed", G_CALLBACK (show_sort), self);
  columns_changed_cb (self);
  self->menu = rabta_table_column_menu_new (columns);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "table-heading");
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
