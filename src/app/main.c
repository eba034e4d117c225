/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/application.h"
#include "app/command.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <string.h>

/* What stands on the command line apart from a command's own words. */
typedef struct
{
  char      *casebook; /* borrowed from argv */
  gboolean   json;
  gboolean   help;
  gboolean   version;
  char      *wrong;    /* owned: a reason to stop */
  GPtrArray *rest;     /* words left over, borrowed */
} Line;

static void
line_clear (Line *line)
{
  g_clear_pointer (&line->wrong, g_free);
  g_clear_pointer (&line->rest, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

/* --casebook and --json may stand anywhere; --help and --version count before a command, after it
 * they are the command's own. */
static void
line_split (Line  *line,
            int    argc,
            char **argv)
{
  gboolean ended = FALSE;

  line->rest = g_ptr_array_new ();
  for (int i = 1; i < argc; i++)
    {
      char *word = argv[i];

      if (ended)
        g_ptr_array_add (line->rest, word);
      else if (strcmp (word, "--casebook") == 0 && i + 1 < argc)
        line->casebook = argv[++i];
      else if (strcmp (word, "--casebook") == 0)
        line->wrong = g_strdup (_("--casebook needs the name of a file."));
      else if (g_str_has_prefix (word, "--casebook="))
        line->casebook = word + strlen ("--casebook=");
      else if (strcmp (word, "--json") == 0)
        line->json = TRUE;
      else if (line->rest->len == 0 && (strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0))
        line->help = TRUE;
      else if (line->rest->len == 0 && strcmp (word, "--version") == 0)
        line->version = TRUE;
      else
        {
          ended = strcmp (word, "--") == 0;
          g_ptr_array_add (line->rest, word);
        }
    }
  if (line->casebook != NULL && *line->casebook == '\0' && line->wrong == NULL)
    line->wrong = g_strdup (_("--casebook needs the name of a file."));
}

static void
set_up_translations (void)
{
  const char *folder = RABTA_LOCALE_DIR;

  setlocale (LC_ALL, "");
  /* Out of the build folder, before anything is installed. */
  if (g_file_test (RABTA_BUILD_LOCALE_DIR, G_FILE_TEST_IS_DIR))
    folder = RABTA_BUILD_LOCALE_DIR;
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
print_help (void)
{
  g_print (_("Usage: rabta [--casebook FILE] [--json] [COMMAND …]\n\n"
             "Without a command, opens the window.\n\n"));
  g_print (_("Commands:\n"));
  rabta_command_print_all ();
  g_print (_("\nOptions:\n"
             "  --casebook FILE  the casebook to work on; your own where none is named\n"
             "  --json           results as JSON, where a script would read them\n"
             "  --help           this help; after a command, the help of the command\n"
             "  --version        the version of the program\n"));
}

static int
usage (const char *reason)
{
  g_printerr ("rabta: %s\n", reason);
  g_printerr (_("Try “rabta --help”.\n"));
  return RABTA_EXIT_USAGE;
}

static int
run_command (const RabtaCommand *command,
             Line               *line)
{
  int argc = (int) line->rest->len;

  g_ptr_array_add (line->rest, NULL);
  return command->run (line->casebook, line->json, argc, (char **) line->rest->pdata);
}

/* No display: a casebook that cannot be opened is the more useful thing to say. */
static int
explain_no_display (const char *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaCasebook) opened = NULL;

  if (casebook != NULL)
    {
      opened = rabta_casebook_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
      if (opened == NULL)
        return rabta_command_fail (error);
    }
  g_printerr ("rabta: %s\n",
              _("There is no display to open a window on. The commands of “rabta --help” need none."));
  return RABTA_EXIT_FAILED;
}

static int
run_window (const char *program,
            const char *casebook)
{
  g_autoptr (RabtaApplication) application = NULL;
  const char *argv[] = { program, casebook, NULL };

  /* Screen readers are reached over the bus: without one there is nobody to tell. */
  if (!rabta_application_has_bus ())
    g_setenv ("GTK_A11Y", "none", FALSE);
  if (!gtk_init_check ())
    return explain_no_display (casebook);
  application = rabta_application_new ();
  return g_application_run (G_APPLICATION (application), casebook != NULL ? 2 : 1, (char **) argv);
}

int
main (int    argc,
      char **argv)
{
  g_auto (Line) line = { NULL };
  const RabtaCommand *command;
  const char *word;

  set_up_translations ();
  g_set_prgname ("rabta");
  line_split (&line, argc, argv);
  word = line.rest->len > 0 ? g_ptr_array_index (line.rest, 0) : NULL;

  if (line.wrong != NULL)
    return usage (line.wrong);
  if (line.version)
    {
      g_print ("rabta %s\n", RABTA_VERSION);
      return RABTA_EXIT_DONE;
    }
  if (line.help)
    {
      print_help ();
      return RABTA_EXIT_DONE;
    }

  command = rabta_command_find (word);
  if (command != NULL)
    return run_command (command, &line);

  /* A file manager opens a casebook by its bare name. */
  if (word != NULL && line.rest->len == 1 && line.casebook == NULL
      && g_str_has_suffix (word, ".casebook"))
    return run_window (argv[0], word);
  if (word != NULL)
    {
      g_autofree char *reason = g_strdup_printf (_("There is no command “%s”."), word);

      return usage (reason);
    }
  return run_window (argv[0], line.casebook);
}
