/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/two-columns.h"

/* From this width on there are two columns, in pixels. */
#define WIDE 820
#define SPACING 24
/* Of the width, what the start column gets. */
#define START_SHARE 0.55

struct _RabtaTwoColumns
{
  GtkWidget parent_instance;

  GtkWidget *start;
  GtkWidget *end;
};

G_DEFINE_FINAL_TYPE (RabtaTwoColumns, rabta_two_columns, GTK_TYPE_WIDGET)

static int
start_width (int width)
{
  return (int) ((width - SPACING) * START_SHARE);
}

static int
natural_height (GtkWidget *widget,
                int        width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkSizeRequestMode
rabta_two_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rabta_two_columns_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  RabtaTwoColumns *self = RABTA_TWO_COLUMNS (widget);
  int start_minimum, start_natural, end_minimum, end_natural;

  gtk_widget_measure (self->start, GTK_ORIENTATION_HORIZONTAL, -1, &start_minimum, &start_natural,
                      NULL, NULL);
  gtk_widget_measure (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end_minimum, &end_natural,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (start_minimum, end_minimum);
      *natural = MAX (*minimum, start_natural + SPACING + end_natural);
      return;
    }
  if (for_size < 0)
    for_size = MAX (start_minimum, end_minimum);
  if (for_size >= WIDE)
    *minimum = MAX (natural_height (self->start, start_width (for_size)),
                    natural_height (self->end, for_size - SPACING - start_width (for_size)));
  else
    *minimum = natural_height (self->start, for_size) + SPACING
               + natural_height (self->end, for_size);
  *natural = *minimum;
}

static void
allocate (GtkWidget *widget,
          int        x,
          int        y,
          int        width,
          int        height)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (widget, &allocation, -1);
}

static void
rabta_two_columns_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  RabtaTwoColumns *self = RABTA_TWO_COLUMNS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int first = start_width (width);
  int rest = width - SPACING - first;

  if (width < WIDE)
    {
      first = natural_height (self->start, width);
      allocate (self->start, 0, 0, width, first);
      allocate (self->end, 0, first + SPACING, width, MAX (0, height - first - SPACING));
      return;
    }
  allocate (self->start, rtl ? width - first : 0, 0, first, height);
  allocate (self->end, rtl ? 0 : first + SPACING, 0, rest, height);
}

static void
rabta_two_columns_dispose (GObject *object)
{
  RabtaTwoColumns *self = RABTA_TWO_COLUMNS (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);

  G_OBJECT_CLASS (rabta_two_columns_parent_class)->dispose (object);
}

static void
rabta_two_columns_class_init (RabtaTwoColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_two_columns_dispose;
  widget_class->get_request_mode = rabta_two_columns_get_request_mode;
  widget_class->measure = rabta_two_columns_measure;
  widget_class->size_allocate = rabta_two_columns_size_allocate;
}

static void
rabta_two_columns_init (RabtaTwoColumns *self)
{
}

/**
 * rabta_two_columns_new:
 * @start: (transfer floating): the first column
 * @end: (transfer floating): the second, below the first where there is little room
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
rabta_two_columns_new (GtkWidget *start,
                       GtkWidget *end)
{
  RabtaTwoColumns *self;

  g_return_val_if_fail (GTK_IS_WIDGET (start), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (end), NULL);

  self = g_object_new (RABTA_TYPE_TWO_COLUMNS, NULL);
  self->start = start;
  self->end = end;
  gtk_widget_set_parent (start, GTK_WIDGET (self));
  gtk_widget_set_parent (end, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
