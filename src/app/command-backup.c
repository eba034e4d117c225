/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"

#include <glib/gi18n-lib.h>

/**
 * rabta_command_backup:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Writes a verified copy of a casebook, also while a window works on it.
 *
 * Returns: an exit status
 */
int
rabta_command_backup (const char  *casebook,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rabta_command_parse (_("OUT"), _("Writes a verified copy of a casebook. An existing file is never overwritten."),
                            NULL, &argc, &argv, &status))
    return status;
  if (argc != 2)
    {
      g_printerr ("rabta: %s\n", _("Name the file to write the copy to."));
      g_printerr (_("Try “%s --help”.\n"), "rabta backup");
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  if (opened == NULL || !rabta_casebook_backup_sync (opened, argv[1], NULL, &error))
    return rabta_command_fail (error);
  if (json)
    {
      g_autoptr (GString) object = g_string_new ("{\"backup\":");

      rabta_json_append_string (object, argv[1]);
      g_print ("%s}\n", object->str);
    }
  else
    {
      g_print (_("Wrote %s\n"), argv[1]);
    }
  return RABTA_EXIT_DONE;
}
