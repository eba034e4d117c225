/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/joined-text.h"

#include <gtk/gtk.h>

typedef enum
{
  NEUTRAL,
  LEFT_TO_RIGHT,
  RIGHT_TO_LEFT,
} Direction;

/* The direction of the first letter: rule P2 of UAX #9, for the scripts that names are written in. */
static Direction
find_direction (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (!g_unichar_isalpha (letter))
        continue;
      switch ((int) g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return RIGHT_TO_LEFT;
        default:
          return LEFT_TO_RIGHT;
        }
    }

  return NEUTRAL;
}

/* Whether the part would change the order of what stands around it. A text without letters, such as
 * a phone number, does so only among Urdu. */
static gboolean
runs_otherwise (const char *part)
{
  Direction direction = find_direction (part);

  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    return direction != RIGHT_TO_LEFT;

  return direction == RIGHT_TO_LEFT;
}

/**
 * rabta_joined_text_append:
 * @part: (nullable): what is to follow; nothing happens where it is empty
 *
 * Appends a part to a line of parts with dots between them, such as "Sialkot · Surgical goods". A part
 * in a script of the other direction is set apart with U+2068 FIRST STRONG ISOLATE … U+2069 POP
 * DIRECTIONAL ISOLATE (UAX #9, 2.5), so that the parts keep their order. Pango, which looks into
 * isolates for the direction of a line, is told by U+200F RIGHT-TO-LEFT MARK where the first part of a
 * line in Urdu is one.
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
  else if (runs_otherwise (part) && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    g_string_append (text, "\342\200\217");
  if (runs_otherwise (part))
    g_string_append_printf (text, "\342\201\250%s\342\201\251", part);
  else
    g_string_append (text, part);
}
