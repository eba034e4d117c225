/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/entry-alignment.h"

/* Whether GTK lays the text out from right to left; without a letter the keyboard decides while it is
 * typed into, and the interface otherwise. */
static gboolean
runs_rtl (GtkWidget  *entry,
          const char *text)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (entry));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  g_autoptr (PangoLayout) layout = NULL;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalpha (g_utf8_get_char (c)))
      {
        layout = gtk_widget_create_pango_layout (entry, text);
        return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
      }

  if (gtk_widget_has_focus (entry) && keyboard != NULL)
    return gdk_device_get_direction (keyboard) == PANGO_DIRECTION_RTL;

  return gtk_widget_get_direction (entry) == GTK_TEXT_DIR_RTL;
}

/**
 * rabta_entry_align:
 * @entry: a #GtkEditable
 *
 * An entry puts English to the left and Urdu to the right; this puts what it holds now at its start,
 * under its heading.
 */
void
rabta_entry_align (GtkWidget *entry)
{
  const char *text;
  gboolean is_rtl;

  g_return_if_fail (GTK_IS_EDITABLE (entry));

  text = gtk_editable_get_text (GTK_EDITABLE (entry));
  is_rtl = gtk_widget_get_direction (entry) == GTK_TEXT_DIR_RTL;
  gtk_editable_set_alignment (GTK_EDITABLE (entry),
                              *text == '\0' || runs_rtl (entry, text) == is_rtl ? 0 : 1);
}

/**
 * rabta_entry_keep_at_start:
 * @entry: a #GtkEditable
 *
 * Keeps what @entry holds at its start from now on, whatever is typed.
 */
void
rabta_entry_keep_at_start (GtkWidget *entry)
{
  g_return_if_fail (GTK_IS_EDITABLE (entry));

  g_signal_connect (entry, "changed", G_CALLBACK (rabta_entry_align), NULL);
  g_signal_connect (entry, "direction-changed", G_CALLBACK (rabta_entry_align), NULL);
  rabta_entry_align (entry);
}
