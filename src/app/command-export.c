/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"
#include "app/export-profiles.h"

#include "base/date.h"
#include "exchange/file-writer.h"
#include "exchange/xml-export.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* What the command line asks for. */
typedef struct
{
  char     **kinds;
  char      *cluster;
  char      *since;
  gboolean   computed;
  char      *profile;
  gboolean   list_profiles;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->kinds);
  g_free (options->cluster);
  g_free (options->since);
  g_free (options->profile);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
usage (const char *format,
       const char *text)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *message = g_strjoinv (text, parts);

  g_printerr ("rabta: %s\n", message);
  g_printerr (_("Try “%s --help”.\n"), "rabta export");
  return RABTA_EXIT_USAGE;
}

/* The names that --kind takes. */
static char *
describe (void)
{
  GString *text = g_string_new (_("Writes the casebook, or the part of it that the options name, as XML. The file "
                                  "takes the place of an older one only when it is whole; - is standard "
                                  "output. Records that the part refers to are in the file as well."));

  g_string_append_printf (text, "\n\n%s", _("Kinds:"));
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    g_string_append_printf (text, "%s %s", kind > 0 ? "," : "", rabta_kind_get_info (kind)->name);

  return g_string_free (text, FALSE);
}

/* "enterprise", "enterprises" and several of them with commas. */
static gboolean
add_kinds (const char  *names,
           guint       *kinds,
           char       **unknown)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  for (char **name = list; *name != NULL; name++)
    {
      RabtaKind kind = rabta_kind_from_name (g_strstrip (*name));

      for (RabtaKind k = 0; k < RABTA_N_KINDS && kind == RABTA_KIND_NONE; k++)
        if (strcmp (rabta_kind_get_info (k)->plural, *name) == 0)
          kind = k;

      if (kind == RABTA_KIND_NONE)
        {
          *unknown = g_strdup (*name);
          return FALSE;
        }
      *kinds |= 1u << kind;
    }

  return TRUE;
}

static gboolean
parse (Options                *options,
       RabtaXmlExportOptions  *chosen,
       int                    *argc,
       char                 ***argv,
       int                    *status)
{
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING_ARRAY, &options->kinds, N_("Only records of this kind; may be given several times"), N_("KIND") },
    { "cluster", 'c', 0, G_OPTION_ARG_STRING, &options->cluster, N_("Only enterprises of this cluster and what hangs on them"), N_("CODE") },
    { "since", 's', 0, G_OPTION_ARG_STRING, &options->since, N_("Only records changed on or after this day (YYYY-MM-DD)"), N_("DATE") },
    { "computed", 0, 0, G_OPTION_ARG_NONE, &options->computed, N_("Also computed fields: size, women-led, priority, due day"), NULL },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &options->profile, N_("Only what readers of this profile may see; “full” without it"), N_("CODE") },
    { "list-profiles", 0, 0, G_OPTION_ARG_NONE, &options->list_profiles, N_("List the profiles of the programme and what each lets out"), NULL },
    { NULL },
  };
  g_autofree char *summary = describe ();
  g_autofree char *unknown = NULL;

  if (!rabta_command_parse (_("OUT.xml"), summary, entries, argc, argv, status))
    return FALSE;

  *status = RABTA_EXIT_USAGE;
  if (options->list_profiles && *argc == 1)
    return TRUE;

  if (*argc != 2)
    {
      usage (_("Say which one file to write."), "");
      return FALSE;
    }

  for (char **kind = options->kinds; kind != NULL && *kind != NULL; kind++)
    if (!add_kinds (*kind, &chosen->kinds, &unknown))
      {
        usage (_("There is no kind “%s”."), unknown);
        return FALSE;
      }

  if (options->since != NULL && !rabta_date_is_valid (options->since))
    {
      usage (_("“%s” is not a date of the form YYYY-MM-DD."), options->since);
      return FALSE;
    }

  chosen->cluster = options->cluster;
  chosen->since = options->since;
  chosen->computed = options->computed;
  return TRUE;
}

static void
progress_cb (goffset  done,
             goffset  total,
             gpointer user_data)
{
  int *shown = user_data;
  int percent = total > 0 ? (int) (done * 100 / total) : 0;

  if (percent == *shown)
    return;

  *shown = percent;
  g_printerr ("\r%s %3d %%", _("Exporting…"), percent);
}

static gboolean
check_cluster (RabtaCasebook  *casebook,
               const char     *cluster,
               GError        **error)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (casebook);
  RabtaCodeList *list = rabta_programme_get_list (programme, "cluster");

  if (cluster == NULL || list == NULL || rabta_code_list_get_item (list, cluster) != NULL)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("The programme has no cluster “%s”; clusters have codes such as SKT-SPO."), cluster);
  return FALSE;
}

static gboolean
find_profile (RabtaCasebook          *casebook,
              const char             *code,
              RabtaXmlExportOptions  *chosen,
              GError                **error)
{
  chosen->profile = rabta_programme_get_profile (rabta_casebook_get_programme (casebook),
                                                 code != NULL ? code : RABTA_PROFILE_FULL);
  if (chosen->profile != NULL)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("The programme has no profile “%s”; “rabta export --list-profiles” lists those it has."), code);
  return FALSE;
}

static int
run (RabtaCasebook                *casebook,
     const char                   *path,
     const RabtaXmlExportOptions  *options,
     gboolean                      json)
{
  g_autoptr (GError) error = NULL;
  gboolean has_terminal = isatty (STDERR_FILENO);
  gint64 n_records = 0;
  int shown = -1;
  gboolean done;

  done = check_cluster (casebook, options->cluster, &error)
         && rabta_xml_export (casebook, path, options, has_terminal ? progress_cb : NULL, &shown, NULL,
                              &n_records, &error);
  if (has_terminal && shown >= 0)
    g_printerr ("\r\033[K");
  if (!done)
    return rabta_command_fail (error);

  if (strcmp (path, "-") == 0)
    return RABTA_EXIT_DONE;

  if (rabta_profile_is_figures (options->profile))
    {
      if (json)
        g_print ("{\"figures\":%" G_GINT64_FORMAT "}\n", n_records);
      else
        g_print (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " figure exported\n", "%" PRId64 " figures exported\n",
                              (gulong) n_records),
                 n_records);
      return RABTA_EXIT_DONE;
    }

  if (json)
    g_print ("{\"records\":%" G_GINT64_FORMAT "}\n", n_records);
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " record exported\n",
                          "%" PRId64 " records exported\n", (gulong) n_records),
             n_records);
  return RABTA_EXIT_DONE;
}

/**
 * rabta_command_export:
 * @casebook_path: (nullable): path of the casebook
 * @json: whether to print JSON
 * @argc: length of @argv
 * @argv: the command and what follows it
 *
 * `rabta export OUT.xml`.
 *
 * Returns: an exit status
 */
int
rabta_command_export (const char  *casebook_path,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_auto (Options) options = { NULL };
  RabtaXmlExportOptions chosen = { 0 };
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!parse (&options, &chosen, &argc, &argv, &status))
    return status;

  if (argv[1] != NULL && !rabta_file_writer_check (argv[1], NULL, &error))
    return rabta_command_fail (error);
  casebook = rabta_command_open (casebook_path, RABTA_CASEBOOK_READ_ONLY, &error);
  if (casebook == NULL)
    return rabta_command_fail (error);

  if (argv[1] == NULL)
    {
      rabta_export_profiles_print (rabta_casebook_get_programme (casebook), json);
      status = RABTA_EXIT_DONE;
    }
  else if (find_profile (casebook, options.profile, &chosen, &error))
    status = run (casebook, argv[1], &chosen, json);
  else
    status = rabta_command_fail (error);
  rabta_casebook_close (casebook);
  return status;
}
