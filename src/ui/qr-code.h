/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaQrCode:
 *
 * A picture of a short text that a telephone can read (ISO/IEC 18004): dark on white with its quiet
 * margin, also where the rest is dark.
 */
#define RABTA_TYPE_QR_CODE (rabta_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (RabtaQrCode, rabta_qr_code, RABTA, QR_CODE, GtkWidget)

GtkWidget *rabta_qr_code_new (const char *text,
                              const char *label);

G_END_DECLS
