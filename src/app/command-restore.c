/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/user-casebook.h"
#include "base/json.h"

#include <glib/gi18n-lib.h>

/**
 * rabta_command_restore:
 * @casebook: (nullable): the casebook to replace; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Puts a backup in the place of a casebook; what was there is kept beside it.
 *
 * Returns: an exit status
 */
int
rabta_command_restore (const char  *casebook,
                       gboolean     json,
                       int          argc,
                       char       **argv)
{
  g_autofree char *destination = g_strdup (casebook);
  g_autoptr (GError) error = NULL;
  int status;

  if (!rabta_command_parse (_("FILE"), _("Puts a backup in the place of a casebook. What was there is kept beside it."),
                            NULL, &argc, &argv, &status))
    return status;
  if (argc != 2)
    {
      g_printerr ("rabta: %s\n", _("Name the backup to restore from."));
      g_printerr (_("Try “%s --help”.\n"), "rabta restore");
      return RABTA_EXIT_USAGE;
    }

  if (destination == NULL)
    destination = rabta_user_casebook_find ();
  if (destination == NULL)
    destination = rabta_user_casebook_default ();
  if (!rabta_casebook_restore (argv[1], destination, &error))
    return rabta_command_fail (error);
  if (json)
    {
      g_autoptr (GString) object = g_string_new ("{\"casebook\":");

      rabta_json_append_string (object, destination);
      g_print ("%s}\n", object->str);
    }
  else
    {
      g_print (_("Restored %s\n"), destination);
    }
  return RABTA_EXIT_DONE;
}
