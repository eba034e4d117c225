/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include <glib/gi18n-lib.h>

static gboolean
print_records (RabtaCasebook  *casebook,
               RabtaReader    *reader,
               const char     *code,
               gboolean        json,
               GError        **error)
{
  g_autoptr (GPtrArray) records = rabta_figures_list_records (reader, rabta_casebook_get_programme (casebook), code, NULL,
                                                              error);
  g_autoptr (GString) out = g_string_new (NULL);

  if (records == NULL)
    return FALSE;
  rabta_command_append_records (out, records, json);
  g_print ("%s", out->str);

  return TRUE;
}

static gboolean
print_figures (RabtaCasebook  *casebook,
               RabtaReader    *reader,
               gboolean        json,
               GError        **error)
{
  g_autoptr (RabtaFigures) figures = rabta_figures_compute (reader, rabta_casebook_get_programme (casebook), NULL, NULL,
                                                            NULL, error);
  g_autoptr (GString) out = g_string_new (json ? "{" : NULL);

  if (figures == NULL)
    return FALSE;
  rabta_command_append_figures (out, figures, json);
  g_print ("%s%s", out->str, json ? "}\n" : "");

  return TRUE;
}

/**
 * rabta_command_figures:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta figures [--records CODE]`.
 *
 * Returns: an exit status
 */
int
rabta_command_figures (const char  *casebook,
                       gboolean     json,
                       int          argc,
                       char       **argv)
{
  g_autofree char *code = NULL;
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_STRING, &code, N_("List the records behind one figure"), N_("CODE") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (RabtaReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;
  int status;

  if (!rabta_command_parse (NULL,
                            _("Prints the figures as headquarters computes them, what is left out of them and why. A figure’s "
                              "code stands behind it in brackets."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 1)
    {
      g_printerr (_("rabta: “figures” takes options only.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  reader = opened != NULL ? rabta_reader_new (opened, &error) : NULL;
  if (reader != NULL)
    is_done = code != NULL ? print_records (opened, reader, code, json, &error)
                           : print_figures (opened, reader, json, &error);
  g_clear_pointer (&reader, rabta_reader_free);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
