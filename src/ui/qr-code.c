/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qr-code.h"

#include <qrencode.h>

/* The margin that the standard asks for, and the least size of a module in pixels. */
#define QUIET 4
#define MODULE 4

struct _RabtaQrCode
{
  GtkWidget parent_instance;

  QRcode   *code; /* or NULL where the text has no room in one */
};

G_DEFINE_FINAL_TYPE (RabtaQrCode, rabta_qr_code, GTK_TYPE_WIDGET)

static int
count_modules (RabtaQrCode *self)
{
  return self->code != NULL ? self->code->width + 2 * QUIET : 0;
}

static void
rabta_qr_code_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = count_modules (RABTA_QR_CODE (widget)) * MODULE;
}

static void
rabta_qr_code_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  RabtaQrCode *self = RABTA_QR_CODE (widget);
  int n = count_modules (self);
  int module = n > 0 ? MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / n : 0;

  if (module == 0)
    return;

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, n * module, n * module));
  for (int y = 0; y < self->code->width; y++)
    for (int x = 0; x < self->code->width; x++)
      if ((self->code->data[y * self->code->width + x] & 1) != 0)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT ((x + QUIET) * module, (y + QUIET) * module, module, module));
}

static void
rabta_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&RABTA_QR_CODE (object)->code, QRcode_free);

  G_OBJECT_CLASS (rabta_qr_code_parent_class)->finalize (object);
}

static void
rabta_qr_code_class_init (RabtaQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rabta_qr_code_finalize;
  widget_class->measure = rabta_qr_code_measure;
  widget_class->snapshot = rabta_qr_code_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rabta_qr_code_init (RabtaQrCode *self)
{
}

/**
 * rabta_qr_code_new:
 * @text: what it holds
 * @label: what it is called for people who do not see it
 *
 * Returns: (transfer floating): the picture; nothing is seen where @text is too long for one
 */
GtkWidget *
rabta_qr_code_new (const char *text,
                   const char *label)
{
  RabtaQrCode *self;

  g_return_val_if_fail (text != NULL && label != NULL, NULL);

  self = g_object_new (RABTA_TYPE_QR_CODE, NULL);
  self->code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}
