/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/command.h"

#include "base/error.h"
#include "exchange/table-import.h"
#include "exchange/records-import.h"
#include "exchange/vcard-import.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

/* More would fill the terminal of somebody who imports a list of 200 columns. */
#define MOST_HEADINGS 12

/* What the command line asks for. */
typedef struct
{
  char     **maps;
  gboolean   dry_run;
  gboolean   update;
  char      *rejects;
  char      *encoding;
  char      *separator;
  char      *sheet;

  RabtaTableFormat format;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->maps);
  g_free (options->rejects);
  g_free (options->encoding);
  g_free (options->separator);
  g_free (options->sheet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
usage (const char *message)
{
  g_printerr ("rabta: %s\n", message);
  g_printerr (_("Try “%s --help”.\n"), "rabta import");

  return RABTA_EXIT_USAGE;
}

/* The names that --map, --encoding and --separator take. */
static char *
describe (void)
{
  g_autoptr (GArray) targets = rabta_import_list_targets ();
  GString *text = g_string_new (_("Adds the enterprises of a CSV or TSV file or a spreadsheet (XLSX, ODS), the "
                                  "people of a vCard file, or the records of an XML file of this program or of another casebook, to the casebook."));
  const RabtaTableEncoding *encodings;
  const RabtaTableSeparator *separators;
  guint n;

  g_string_append_printf (text, "\n\n%s\n", _("Fields, for --map COLUMN=FIELD; COLUMN is a heading or a number from 1:"));
  for (guint i = 0; i < targets->len; i++)
    {
      int target = g_array_index (targets, int, i);

      g_string_append_printf (text, "  %-18s %s\n", rabta_import_target_get_name (target),
                              rabta_import_target_get_label (target));
    }
  g_string_append_printf (text, "  %-18s %s\n", "-", _("Leave the column out"));

  g_string_append_printf (text, "\n%s ", _("Encodings:"));
  encodings = rabta_table_list_encodings (&n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", encodings[i].name);

  g_string_append_printf (text, "\n%s ", _("Separators:"));
  separators = rabta_table_list_separators (&n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", separators[i].name);

  return g_string_free (text, FALSE);
}

static gboolean
parse (Options   *options,
       int       *argc,
       char    ***argv,
       int       *status)
{
  const GOptionEntry entries[] = {
    { "map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options->maps, N_("What a column is for; may be given several times"), N_("COLUMN=FIELD") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run, N_("Only say what would be done"), NULL },
    { "update", 'u', 0, G_OPTION_ARG_NONE, &options->update, N_("Update what is there already instead of skipping it"), NULL },
    { "rejects", 'r', 0, G_OPTION_ARG_FILENAME, &options->rejects, N_("Write refused rows and left-out values to FILE (CSV)"), N_("FILE") },
    { "encoding", 'e', 0, G_OPTION_ARG_STRING, &options->encoding, N_("Encoding of the file instead of the one found"), N_("NAME") },
    { "separator", 's', 0, G_OPTION_ARG_STRING, &options->separator, N_("What separates the cells instead of what is found"), N_("NAME") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &options->sheet, N_("Sheet of a spreadsheet instead of the first that is not empty"), N_("NAME") },
    { NULL },
  };
  g_autofree char *summary = describe ();

  if (!rabta_command_parse (_("FILE"), summary, entries, argc, argv, status))
    return FALSE;

  *status = RABTA_EXIT_USAGE;
  if (*argc != 2)
    {
      usage (_("Say which one file to import."));
      return FALSE;
    }

  if (options->encoding != NULL
      && (options->format.encoding = rabta_table_find_encoding (options->encoding)) == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("There is no encoding “%s”."), options->encoding);

      usage (message);
      return FALSE;
    }

  if (options->separator != NULL
      && (options->format.separator = rabta_table_find_separator (options->separator)) == 0)
    {
      g_autofree char *message = g_strdup_printf (_("There is no separator “%s”."), options->separator);

      usage (message);
      return FALSE;
    }

  options->format.sheet = options->sheet;
  return TRUE;
}

/* Before anything is changed: afterwards it would be too late to say that it cannot be written. */
static gboolean
check_rejects (const char  *path,
               GFile       *file,
               GError     **error)
{
  g_autoptr (GFile) rejects = NULL;
  g_autofree char *folder = NULL;

  if (path == NULL)
    return TRUE;

  rejects = g_file_new_for_commandline_arg (path);
  folder = g_path_get_dirname (path);
  if (!rabta_import_report_check (rejects, file, NULL, error))
    return FALSE;

  if (g_file_test (path, G_FILE_TEST_IS_DIR)
      || access (g_file_test (path, G_FILE_TEST_EXISTS) ? path : folder, W_OK) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                   _("The rejects cannot be written to “%s”; nothing was imported."), path);
      return FALSE;
    }

  return TRUE;
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  int *shown = user_data;
  int percent = (int) (fraction * 100);

  if (percent == *shown)
    return;

  *shown = percent;
  g_printerr ("\r%s %3d %%", _("Importing…"), percent);
}

/* A column that nobody asked to leave out must not be lost without a word. */
static void
print_unknown (RabtaTableImport *import)
{
  guint n;
  g_autofree char *list = rabta_import_mapping_list_unknown (rabta_table_import_get_mapping (import),
                                                             MOST_HEADINGS, &n);

  if (n == 0)
    return;

  g_print (g_dngettext (GETTEXT_PACKAGE, "%u column was left out, as its heading is not known: %s",
                        "%u columns were left out, as their headings are not known: %s", n), n, list);
  g_print ("%s\n%s\n", n > MOST_HEADINGS ? " …" : "", _("Use --map COLUMN=FIELD to bring one in."));
}

static void
print_result (const RabtaImportCounts *counts,
              RabtaImportReport       *report,
              const Options           *options,
              gboolean                 json)
{
  guint left_out = rabta_import_report_count (report, RABTA_REPORT_LEFT_OUT);

  if (json)
    {
      g_print ("{\"added\":%u,\"updated\":%u,\"skipped\":%u,\"refused\":%u,\"left_out\":%u,\"dry_run\":%s}\n",
               counts->added, counts->updated, counts->skipped, counts->refused, left_out,
               options->dry_run ? "true" : "false");
      return;
    }

  if (left_out > 0)
    {
      g_print (g_dngettext (GETTEXT_PACKAGE, "%u value was left out.", "%u values were left out.", left_out), left_out);
      g_print ("%s\n", options->rejects == NULL ? _(" Use --rejects FILE to list them.") : "");
    }

  /* Scripts read this line: it is not translated. */
  g_print ("%u added, %u updated, %u skipped, %u refused\n", counts->added, counts->updated, counts->skipped,
           counts->refused);
}

static gboolean
save_rejects (RabtaImportReport  *report,
              RabtaCasebook      *casebook,
              GFile              *file,
              const Options      *options,
              GError            **error)
{
  g_autoptr (GFile) rejects = NULL;

  if (options->rejects == NULL)
    return TRUE;

  rejects = g_file_new_for_commandline_arg (options->rejects);
  if (rabta_import_report_save (report, rejects, file, rabta_casebook_get_path (casebook), NULL, error))
    return TRUE;

  g_prefix_error (error, "%s", _("The import is done, but the rejects file could not be written: "));
  return FALSE;
}

static int
run_import (RabtaTableImport *import,
            RabtaCasebook    *casebook,
            GFile            *file,
            const Options    *options,
            gboolean          json)
{
  g_autoptr (GError) error = NULL;
  gboolean has_terminal = isatty (STDERR_FILENO);
  gboolean done;
  int shown = -1;

  rabta_table_import_set_update (import, options->update);
  rabta_table_import_set_dry_run (import, options->dry_run);
  if (has_terminal)
    rabta_table_import_set_progress (import, progress_cb, &shown);

  done = rabta_table_import_run_sync (import, NULL, &error);
  if (has_terminal && shown >= 0)
    g_printerr ("\r\033[K");
  if (!done)
    return rabta_command_fail (error);

  done = save_rejects (rabta_table_import_get_report (import), casebook, file, options, &error);
  if (options->dry_run && !json)
    g_print ("%s\n", _("Dry run: nothing was changed."));
  if (!json)
    print_unknown (import);
  print_result (rabta_table_import_get_counts (import), rabta_table_import_get_report (import), options, json);
  return done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}

static int
run_cards (RabtaCasebook *casebook,
           GFile         *file,
           const Options *options,
           gboolean       json)
{
  const RabtaVcardImportOptions how = { options->update, options->dry_run };
  g_autoptr (RabtaVcardImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_terminal = isatty (STDERR_FILENO);
  gboolean done;
  int shown = -1;

  result = rabta_vcard_import_sync (casebook, file, &how, has_terminal ? progress_cb : NULL, &shown, NULL, &error);
  if (has_terminal && shown >= 0)
    g_printerr ("\r\033[K");
  if (result == NULL)
    return rabta_command_fail (error);

  done = save_rejects (result->report, casebook, file, options, &error);
  if (options->dry_run && !json)
    g_print ("%s\n", _("Dry run: nothing was changed."));
  print_result (&result->counts, result->report, options, json);
  return done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}

static int
import_cards (const char    *casebook_path,
              GFile         *file,
              const Options *options,
              gboolean       json)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_copy = NULL;
  int status;

  if (!check_rejects (options->rejects, file, &error))
    return rabta_command_fail (error);

  casebook = rabta_command_open (casebook_path, RABTA_CASEBOOK_NONE, &error);
  if (casebook == NULL)
    return rabta_command_fail (error);

  if (!options->dry_run)
    no_copy = rabta_command_keep_copy (casebook);
  status = run_cards (casebook, file, options, json);
  if (status == RABTA_EXIT_DONE && no_copy != NULL)
    rabta_command_fail (no_copy);
  rabta_casebook_close (casebook);
  return status;
}

static int
import_table (const char    *casebook_path,
              GFile         *file,
              const Options *options,
              gboolean       json)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (RabtaTableImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_copy = NULL;
  int status;

  if (!check_rejects (options->rejects, file, &error))
    return rabta_command_fail (error);

  casebook = rabta_command_open (casebook_path, RABTA_CASEBOOK_NONE, &error);
  if (casebook == NULL)
    return rabta_command_fail (error);

  import = rabta_table_import_new (casebook, file, &options->format, NULL, &error);
  if (import == NULL)
    return rabta_command_fail (error);

  for (gsize i = 0; options->maps != NULL && options->maps[i] != NULL; i++)
    if (!rabta_import_mapping_set_text (rabta_table_import_get_mapping (import), options->maps[i], &error))
      return usage (error->message);

  if (!rabta_table_import_check (import, &error))
    {
      g_autoptr (GError) hint = g_error_new (RABTA_ERROR, error->code, "%s (--map COLUMN=name)", error->message);

      return rabta_command_fail (hint);
    }

  if (!options->dry_run)
    no_copy = rabta_command_keep_copy (casebook);
  status = run_import (import, casebook, file, options, json);
  if (status == RABTA_EXIT_DONE && no_copy != NULL)
    rabta_command_fail (no_copy);
  rabta_casebook_close (casebook);
  return status;
}

/**
 * rabta_command_import:
 * @casebook: (nullable): path of the casebook
 * @json: whether to print JSON
 * @argc: length of @argv
 * @argv: the command and what follows it
 *
 * `rabta import FILE`.
 *
 * Returns: an exit status
 */
int
rabta_command_import (const char  *casebook,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_auto (Options) options = { NULL };
  g_autoptr (GFile) file = NULL;
  int status;

  if (!parse (&options, &argc, &argv, &status))
    return status;

  if (rabta_records_import_sniff (argv[1]))
    return rabta_command_import_records (casebook, argv[1], options.update, options.dry_run, json);

  file = g_file_new_for_commandline_arg (argv[1]);
  if (rabta_vcard_import_sniff (argv[1]))
    return import_cards (casebook, file, &options, json);
  return import_table (casebook, file, &options, json);
}
