/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command-copies.h"
#include "app/command.h"

#include "exchange/rehearsal.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
print (const RabtaRehearsal *rehearsal,
       gboolean              json)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (json)
    {
      g_string_append_printf (out, "{\"number\":%" PRId64 ",\"changes\":%" PRId64 ",\"last\":%" PRId64, rehearsal->number,
                              rehearsal->n_changes, rehearsal->last != NULL ? rehearsal->last->number : 0);
    }
  else
    {
      g_string_append_printf (out, _("No. %" PRId64 " for %s (%s): %" PRId64 " changes"), rehearsal->number,
                              rehearsal->peer->office, rehearsal->peer->name, rehearsal->n_changes);
      if (rehearsal->last != NULL)
        g_string_append_printf (out, _("; compared with no. %" PRId64 " of %s\n"), rehearsal->last->number,
                                rehearsal->last->moment);
      else
        g_string_append (out, _("; the first file\n"));
    }
  rabta_command_append_difference (out, rehearsal->difference, TRUE, json);
  g_print ("%s%s", out->str, json ? "}\n" : "");
}

/**
 * rabta_command_rehearse:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta rehearse --to COPY`.
 *
 * Returns: an exit status
 */
int
rabta_command_rehearse (const char  *casebook,
                        gboolean     json,
                        int          argc,
                        char       **argv)
{
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Office code, name or id of a registered copy"), N_("COPY") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (RabtaRehearsal) rehearsal = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rabta_command_parse (NULL,
                            _("Shows what another copy would read in the next file for it: the figures beside those of the "
                              "last file and the records that make the difference, what is new, changed and withdrawn since, "
                              "and what is left out of figures and why. Nothing is written."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 1 || to == NULL)
    {
      g_printerr (_("rabta: Say for whom, with --to.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  peer = opened != NULL ? rabta_command_find_copy (opened, to, &error) : NULL;
  rehearsal = peer != NULL ? rabta_rehearsal_new (opened, peer->site, NULL, &error) : NULL;
  if (rehearsal != NULL)
    print (rehearsal, json);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return rehearsal != NULL ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
