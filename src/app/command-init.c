/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/user-casebook.h"
#include "base/json.h"
#include "exchange/sample.h"

#include <glib/gi18n-lib.h>

/* Who a sample casebook belongs to. */
#define SAMPLE_OFFICE  "RO-PB-LHR"
#define SAMPLE_OFFICER N_("Sample Officer")

#define MOST_GENERATED 1000000

typedef struct
{
  char     *office;
  char     *officer;
  gboolean  sample;
  int       generate;
  int       seed;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->office, g_free);
  g_clear_pointer (&options->officer, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
usage (const char *reason)
{
  g_printerr ("rabta: %s\n", reason);
  g_printerr (_("Try “%s --help”.\n"), "rabta init");
  return RABTA_EXIT_USAGE;
}

static gboolean
fill (RabtaCasebook  *casebook,
      gpointer        user_data,
      GError        **error)
{
  const Options *options = user_data;

  if (options->sample)
    return rabta_sample_fill_expo (casebook, NULL, error);
  if (options->generate > 0)
    return rabta_sample_generate (casebook, (guint) options->generate, (guint32) options->seed, NULL, error);
  return TRUE;
}

static gboolean
make (const char  *path,
      Options     *options,
      GError     **error)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  gboolean made_up = options->sample || options->generate > 0;
  const char *office = options->office;
  const char *officer = options->officer;

  if (made_up && office == NULL)
    office = SAMPLE_OFFICE;
  if (made_up && officer == NULL)
    officer = _(SAMPLE_OFFICER);

  casebook = rabta_casebook_create_filled (path, office, officer, made_up ? fill : NULL, options, error);
  if (casebook == NULL)
    return FALSE;
  rabta_casebook_close (casebook);
  return TRUE;
}

static void
report (const char *path,
        gboolean    json)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (!json)
    {
      g_print (_("Made %s\n"), path);
      return;
    }
  g_string_append (line, "{\"casebook\":");
  rabta_json_append_string (line, path);
  g_print ("%s}\n", line->str);
}

/**
 * rabta_command_init:
 * @casebook: (nullable): where to make it; a new file in the user's data folder where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Makes a casebook: empty for an officer, the sample of the Expo, or of any number of made-up
 * enterprises.
 *
 * Returns: an exit status
 */
int
rabta_command_init (const char  *casebook,
                    gboolean     json,
                    int          argc,
                    char       **argv)
{
  g_auto (Options) options = { .seed = 1 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 0, 0, G_OPTION_ARG_STRING, &options.office, N_("Code of the office, such as RO-PB-LHR"), N_("CODE") },
    { "officer", 0, 0, G_OPTION_ARG_STRING, &options.officer, N_("Name of the officer at work"), N_("NAME") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &options.sample, N_("Fill it with a made-up Expo to try the program with"), NULL },
    { "generate", 0, 0, G_OPTION_ARG_INT, &options.generate, N_("Fill it with N made-up enterprises, for measurements"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, N_("Which of the made-up casebooks: the same seed makes the same one"), N_("S") },
    { NULL },
  };
  int status;

  if (!rabta_command_parse (NULL, _("Makes a casebook. An existing file is never overwritten."), entries,
                            &argc, &argv, &status))
    return status;
  if (argc > 1)
    return usage (_("Name the new casebook with --casebook FILE."));
  if (options.generate < 0 || options.generate > MOST_GENERATED)
    return usage (_("The number of enterprises to make up is from 1 to 1,000,000."));
  if (options.sample && options.generate > 0)
    return usage (_("Either --sample or --generate, not both."));
  if (!options.sample && options.generate == 0 && (options.office == NULL || options.officer == NULL))
    return usage (_("Whose casebook is it? Give --office CODE and --officer NAME."));

  path = casebook != NULL ? g_strdup (casebook) : rabta_user_casebook_default ();
  if (!make (path, &options, &error))
    return rabta_command_fail (error);
  report (path, json);
  return RABTA_EXIT_DONE;
}
