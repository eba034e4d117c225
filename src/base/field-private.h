/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"

/* What field.c and field-loose.c share. */

G_BEGIN_DECLS

void     rabta_value_take_text   (RabtaValue        *self,
                                  char              *text);
void     rabta_value_set_integer (RabtaValue        *self,
                                  gint64             integer);
gboolean rabta_field_refuse      (const RabtaField  *field,
                                  const char        *text,
                                  GError           **error);

G_END_DECLS
