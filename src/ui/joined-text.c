/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/joined-text.h"

#include <gtk/gtk.h>

/* Whether the part would change the order of what stands around it. A text without letters, such as
 * a phone number, does so only among Urdu. */
static gboolean
runs_otherwise (const char *part)
{
  PangoDirection direction = pango_find_base_dir (part, -1);

  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    return direction != PANGO_DIRECTION_RTL;

  return direction == PANGO_DIRECTION_RTL;
}

/**
 * rabta_joined_text_append:
 * @part: (nullable): what is to follow; nothing happens where it is empty
 *
 * Appends a part to a line of parts with dots between them, such as "Sialkot · Surgical goods". A part
 * in a script of the other direction is set apart with U+2068 FIRST STRONG ISOLATE … U+2069 POP
 * DIRECTIONAL ISOLATE (UAX #9, 2.5), so that the parts keep their order.
 */
void
rabta_joined_text_append (GString    *text,
                          const char *part)
{
  g_return_if_fail (text != NULL);

  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  if (runs_otherwise (part))
    g_string_append_printf (text, "\342\201\250%s\342\201\251", part);
  else
    g_string_append (text, part);
}
