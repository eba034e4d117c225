/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"

#include <glib/gi18n-lib.h>

static void
print_report (GPtrArray *report,
              gboolean   sound,
              gboolean   json)
{
  g_autoptr (GString) object = g_string_new (NULL);

  g_string_append_printf (object, "{\"sound\":%s,\"findings\":[", sound ? "true" : "false");
  for (guint i = 0; i < report->len; i++)
    {
      const char *finding = g_ptr_array_index (report, i);

      if (!json)
        {
          g_print ("%s\n", finding);
          continue;
        }
      if (i > 0)
        g_string_append_c (object, ',');
      rabta_json_append_string (object, finding);
    }
  if (json)
    g_print ("%s]}\n", object->str);
  else if (sound)
    g_print (_("All is well.\n"));
}

/**
 * rabta_command_check:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Examines a casebook: the database, the hash chain, the search index, the rules and the tables
 * against the change log. Prints one finding a line.
 *
 * Returns: an exit status; %RABTA_EXIT_FAILED when something was found
 */
int
rabta_command_check (const char  *casebook,
                     gboolean     json,
                     int          argc,
                     char       **argv)
{
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean rebuild = FALSE;
  gboolean sound;
  int status;
  const GOptionEntry entries[] = {
    { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild, N_("Make every table anew from the change log, and compare"), NULL },
    { NULL },
  };

  if (!rabta_command_parse (NULL, _("Examines a casebook and says what is wrong with it."), entries,
                            &argc, &argv, &status))
    return status;
  if (argc > 1)
    {
      g_printerr ("rabta: %s\n", _("Name the casebook with --casebook FILE."));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, rebuild ? RABTA_CASEBOOK_CHECK
                                                 : RABTA_CASEBOOK_CHECK | RABTA_CASEBOOK_READ_ONLY, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  sound = rabta_casebook_check_sync (opened, rebuild, report, &error);
  if (error != NULL)
    return rabta_command_fail (error);
  sound = sound && report->len == 0;
  print_report (report, sound, json);
  if (sound)
    return RABTA_EXIT_DONE;

  g_printerr ("rabta: ");
  g_printerr (ngettext ("The check found %u fault.\n", "The check found %u faults.\n", report->len), report->len);
  return RABTA_EXIT_FAILED;
}
