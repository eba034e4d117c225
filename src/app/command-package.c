/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/command-copies.h"
#include "exchange/package-exchange.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
print_report (const RabtaPeer       *peer,
              const char            *path,
              const RabtaSendReport *report,
              gboolean               json)
{
  if (json)
    {
      g_print ("{\"number\":%" PRId64 ",\"changes\":%" PRId64 ",\"receipts\":%u,\"attachments\":%u,\"left\":%u,\"bytes\":%" PRId64 "}\n",
               report->number, report->n_changes, report->n_receipts, report->n_attachments, report->n_left, report->size);
      return;
    }
  g_print (_("Wrote %s: no. %" PRId64 " for %s (%s), %" PRId64 " changes, %u receipts\n"), path, report->number, peer->office,
           peer->name, report->n_changes, report->n_receipts);
  if (report->n_attachments > 0)
    g_print (ngettext ("  with %u attached file\n", "  with %u attached files\n", report->n_attachments),
             report->n_attachments);
  if (report->n_left > 0)
    g_print (ngettext ("  %u attached file goes with the next one: this one would grow too large\n",
                       "  %u attached files go with the next one: this one would grow too large\n", report->n_left),
             report->n_left);
}

/**
 * rabta_command_package:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta package --to COPY OUT.rabta`.
 *
 * Returns: an exit status
 */
int
rabta_command_package (const char  *casebook,
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
  g_autoptr (GError) error = NULL;
  RabtaSendReport report;
  gboolean is_done = FALSE;
  int status;

  if (!rabta_command_parse (_("OUT.rabta"),
                            _("Makes a signed and encrypted file of all changes and attached files that another copy of the "
                              "casebook has not said it has, and of the receipts for what it sent."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || to == NULL)
    {
      g_printerr (_("rabta: Say for whom, with --to, and the name of the file.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_NONE, &error);
  if (opened != NULL)
    peer = rabta_command_find_copy (opened, to, &error);
  if (peer != NULL)
    is_done = rabta_package_send_sync (opened, peer->site, argv[1], &report, NULL, &error);
  if (is_done)
    print_report (peer, argv[1], &report, json);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
