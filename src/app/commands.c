/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/user-casebook.h"

#include "base/error.h"
#include "config.h"
#include "model/handover.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A command that is made becomes reachable by its line here. */
static const RabtaCommand commands[] = {
  { "init", N_("Make a casebook"), rabta_command_init },
  { "import", N_("Bring a list of enterprises or an XML file in"), rabta_command_import },
  { "export", N_("Write the casebook or a part of it as XML"), rabta_command_export },
  { "validate", N_("Check whether an XML file can be imported"), rabta_command_validate },
  { "keys", N_("Make, show and trust the keys of the exchange"), rabta_command_keys },
  { "conflicts", N_("List and decide what copies said differently"), rabta_command_conflicts },
  { "package", N_("Make a file for another copy of the casebook"), rabta_command_package },
  { "merge", N_("Take over the changes in files from other copies"), rabta_command_merge },
  { "receipt", N_("List the files exchanged and what is to be mended"), rabta_command_receipt },
  { "target", N_("List or set what headquarters expects of an office"), rabta_command_target },
  { "handover", N_("Hand the casebook over to a new computer"), rabta_command_handover },
  { "takeover", N_("Take a casebook over from an old computer"), rabta_command_takeover },
  { "attach", N_("Keep a file with an enterprise, a case or an outcome"), rabta_command_attach },
  { "attachment", N_("List the documents or write the file of one"), rabta_command_attachment },
  { "figures", N_("Print the figures and the records behind them"), rabta_command_figures },
  { "rehearse", N_("Show what headquarters will read in the next file"), rabta_command_rehearse },
  { "diff", N_("Compare two states and say which records make the difference"), rabta_command_diff },
  { "search", N_("Find records"), rabta_command_search },
  { "check", N_("Examine a casebook"), rabta_command_check },
  { "backup", N_("Write a verified copy"), rabta_command_backup },
  { "restore", N_("Put a backup in the place of a casebook"), rabta_command_restore },
  { NULL },
};

/**
 * rabta_command_find:
 * @name: (nullable): a word of the command line
 *
 * Returns: (transfer none) (nullable): the command of that name
 */
const RabtaCommand *
rabta_command_find (const char *name)
{
  for (gsize i = 0; commands[i].name != NULL; i++)
    if (g_strcmp0 (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/**
 * rabta_command_print_all:
 *
 * Prints one line for each command on stdout.
 */
void
rabta_command_print_all (void)
{
  for (gsize i = 0; commands[i].name != NULL; i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
}

/**
 * rabta_command_fail:
 * @error: why
 *
 * Prints the one-line reason on stderr.
 *
 * Returns: %RABTA_EXIT_FAILED
 */
int
rabta_command_fail (const GError *error)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (error != NULL, RABTA_EXIT_FAILED);

  line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');
  g_printerr ("rabta: %s\n", line);
  return RABTA_EXIT_FAILED;
}

/**
 * rabta_command_parse:
 * @parameters: (nullable): what follows the command's name, such as "FILE"
 * @summary: one sentence on what it does
 * @entries: (nullable): its options
 * @argc: (inout): length of @argv
 * @argv: (inout): the command line, from which the options are taken
 * @status: (out): the exit status where %FALSE is returned
 *
 * Parses the options of a command, with --help built in.
 *
 * Returns: whether to go on
 */
gboolean
rabta_command_parse (const char         *parameters,
                     const char         *summary,
                     const GOptionEntry *entries,
                     int                *argc,
                     char             ***argv,
                     int                *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { NULL },
  };
  g_autofree char *name = NULL;

  g_return_val_if_fail (argc != NULL && argv != NULL && status != NULL, FALSE);

  name = g_strconcat ("rabta ", (*argv)[0], NULL);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  /* GLib's own help names the program, not the command, and leaves with a status of its choice. */
  g_option_context_set_help_enabled (context, FALSE);

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("rabta: %s\n", error->message);
      g_printerr (_("Try “%s --help”.\n"), name);
      *status = RABTA_EXIT_USAGE;
      return FALSE;
    }
  /* GLib leaves the word that ends the options where the next one begins with a dash. */
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0)
    {
      memmove (*argv + 1, *argv + 2, sizeof (char *) * (gsize) (*argc - 1));
      (*argc)--;
    }
  if (help)
    {
      g_autofree char *text = NULL;
      const char *prgname = g_get_prgname ();
      g_autofree char *restore = g_strdup (prgname);

      g_set_prgname (name);
      text = g_option_context_get_help (context, TRUE, NULL);
      g_set_prgname (restore);
      g_print ("%s", text);
      *status = RABTA_EXIT_DONE;
      return FALSE;
    }
  return TRUE;
}

/* What is entered here all the same is not lost, but it is meant for the other one. */
static void
warn_of_handover (RabtaCasebook *casebook)
{
  g_autofree char *moment = NULL;
  RabtaHandover handover;

  if (!rabta_casebook_get_handover_sync (casebook, &handover, NULL) || !handover.is_handed_over)
    return;
  moment = rabta_instant_display (handover.moment);
  g_printerr (_("rabta: This casebook was handed over to another computer on %s; work on there. What is changed here reaches "
                "the others only by packages of this copy.\n"),
              moment);
}

/**
 * rabta_command_open:
 * @casebook: (nullable): the path given on the command line
 * @flags: how to open it
 * @error: return location of the reason
 *
 * Opens the casebook named, or the user's own where none is.
 *
 * Returns: (transfer full): the casebook, or %NULL with @error set
 */
RabtaCasebook *
rabta_command_open (const char          *casebook,
                    RabtaCasebookFlags   flags,
                    GError             **error)
{
  g_autofree char *path = casebook != NULL ? g_strdup (casebook) : rabta_user_casebook_find ();
  RabtaCasebook *opened;

  if (path == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                           _("There is no casebook yet: name one with --casebook FILE, or make one "
                             "with “rabta --casebook FILE init --office CODE --officer NAME”."));
      return NULL;
    }
  opened = rabta_casebook_open (path, flags, error);
  if (opened != NULL && (flags & RABTA_CASEBOOK_READ_ONLY) == 0)
    warn_of_handover (opened);

  return opened;
}

/**
 * rabta_command_keep_copy:
 * @casebook: a casebook that is about to be changed
 *
 * Keeps the copy of the day. That it fails, on a full disk for instance, is no reason not to do what
 * was asked.
 *
 * Returns: (transfer full) (nullable): why there is no copy
 */
GError *
rabta_command_keep_copy (RabtaCasebook *casebook)
{
  GError *error = NULL;

  if (rabta_casebook_backup_daily_sync (casebook, &error))
    return NULL;

  g_prefix_error (&error, "%s", _("There is no copy of the casebook for today: "));
  return error;
}
