/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/damage.h"

#include "ui/dialogs.h"

#include <glib/gi18n-lib.h>

/* Whatever was being read says for itself that it failed; what that means for the casebook as a whole
 * is said once. Saving stays possible: what somebody has typed is safer in the file than nowhere. */
static void
damaged_cb (RabtaCasebook *casebook,
            RabtaWindow   *window)
{
  g_autofree char *name = g_filename_display_basename (rabta_casebook_get_path (casebook));
  g_autofree char *heading = g_strdup_printf (_("“%s” is damaged"), name);

  if (rabta_window_get_casebook (window) == casebook)
    rabta_dialogs_message (GTK_WIDGET (window), heading,
                           _("A part of the file cannot be read any more, as when a disk or a stick wears out. "
                             "Nothing was removed from it, and the rest can be used; but lists may lack records.\n\n"
                             "Copies of the last days are in the folder “rabta-backups” beside it, and none of them "
                             "will be replaced by a damaged one. Keep the damaged file and put the newest copy in "
                             "its place with “rabta restore”."));
}

/**
 * rabta_damage_watch:
 * @window: a window that has just been given its casebook
 *
 * Opening a casebook looks at no more of it than it needs, so that damage is met when a list or a
 * record is read. The person is told when that happens.
 */
void
rabta_damage_watch (RabtaWindow *window)
{
  RabtaCasebook *casebook;

  g_return_if_fail (RABTA_IS_WINDOW (window));

  casebook = rabta_window_get_casebook (window);
  if (casebook != NULL)
    g_signal_connect_object (casebook, "damaged", G_CALLBACK (damaged_cb), window, 0);
}
