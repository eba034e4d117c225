/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "exchange/xml-validate.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  if (text == NULL)
    return;

  g_string_append_printf (json, ",\"%s\":", name);
  rabta_json_append_string (json, text);
}

static void
append_problem (GString               *json,
                const RabtaXmlProblem *problem)
{
  g_string_append_printf (json, "{\"level\":\"%s\",\"line\":%d",
                          problem->is_warning ? "warning" : "error", problem->line);
  if (problem->kind != RABTA_KIND_NONE)
    append_member (json, "kind", rabta_kind_get_info (problem->kind)->name);
  append_member (json, "name", problem->name);
  append_member (json, "id", problem->id);
  append_member (json, "field", problem->field);
  append_member (json, "message", problem->message);
  g_string_append_c (json, '}');
}

static void
print_json (const char             *path,
            const RabtaXmlFindings *findings)
{
  g_autoptr (GString) json = g_string_new ("{\"file\":");
  g_autofree char *name = g_filename_display_name (path);

  rabta_json_append_string (json, name);
  g_string_append_printf (json, ",\"valid\":%s,\"records\":%" G_GINT64_FORMAT,
                          findings->is_valid ? "true" : "false", findings->n_records);
  if (findings->n_figures > 0)
    g_string_append_printf (json, ",\"figures\":%" G_GINT64_FORMAT, findings->n_figures);
  append_member (json, "profile", findings->profile);
  g_string_append (json, ",\"problems\":[");
  for (guint i = 0; i < findings->problems->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_problem (json, findings->problems->pdata[i]);
    }

  g_print ("%s]}\n", json->str);
}

static void
print_text (const char             *path,
            const RabtaXmlFindings *findings)
{
  g_autofree char *name = g_filename_display_name (path);

  for (guint i = 0; i < findings->problems->len; i++)
    {
      const RabtaXmlProblem *problem = findings->problems->pdata[i];
      g_autofree char *text = rabta_xml_problem_to_text (problem);

      if (problem->is_warning)
        g_print (_("warning: %s\n"), text);
      else
        g_print ("%s\n", text);
    }

  if (findings->problems->len >= RABTA_XML_MAX_PROBLEMS)
    g_print ("%s\n", _("There are more problems; the rest of the file was not looked at."));

  if (findings->is_valid && findings->n_figures > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%s: valid, %" PRId64 " figure and no records\n",
                          "%s: valid, %" PRId64 " figures and no records\n", (gulong) findings->n_figures),
             name, findings->n_figures);
  else if (findings->is_valid)
    g_print (g_dngettext (GETTEXT_PACKAGE, "%s: valid, %" PRId64 " record\n",
                          "%s: valid, %" PRId64 " records\n", (gulong) findings->n_records),
             name, findings->n_records);
  if (findings->is_valid && findings->profile != NULL && findings->n_figures == 0)
    g_print (_("%s: made with the profile “%s”: pseudonyms and gaps, not to be imported\n"), name,
             findings->profile);
}

/* The one line on stderr that every failure has. */
static int
fail (const char             *path,
      const RabtaXmlFindings *findings)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < findings->problems->len && error == NULL; i++)
    {
      const RabtaXmlProblem *problem = findings->problems->pdata[i];
      g_autofree char *text = rabta_xml_problem_to_text (problem);

      if (!problem->is_warning)
        error = g_error_new (RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” is not valid: %s"), name, text);
    }

  return rabta_command_fail (error);
}

/* Codes are looked up in the programme of the casebook that was named, else in the one that the
 * program comes with. */
static RabtaProgramme *
find_programme (const char  *casebook_path,
                GError     **error)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  RabtaProgramme *programme;

  if (casebook_path == NULL)
    return rabta_programme_new_shipped (error);

  casebook = rabta_command_open (casebook_path, RABTA_CASEBOOK_READ_ONLY, error);
  if (casebook == NULL)
    return NULL;

  programme = g_object_ref (rabta_casebook_get_programme (casebook));
  rabta_casebook_close (casebook);
  return programme;
}

/**
 * rabta_command_validate:
 * @casebook_path: (nullable): path of the casebook
 * @json: whether to print JSON
 * @argc: length of @argv
 * @argv: the command and what follows it
 *
 * `rabta validate FILE.xml`.
 *
 * Returns: an exit status
 */
int
rabta_command_validate (const char  *casebook_path,
                        gboolean     json,
                        int          argc,
                        char       **argv)
{
  g_autoptr (RabtaProgramme) programme = NULL;
  g_autoptr (RabtaXmlFindings) findings = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rabta_command_parse (_("FILE.xml"),
                            _("Checks whether a file is a casebook in XML that can be imported, or one made for "
                              "readers who may not see everything. Each problem is told with its line, record "
                              "and field."),
                            NULL, &argc, &argv, &status))
    return status;

  if (argc != 2)
    {
      g_printerr ("rabta: %s\n", _("Say which one file to check."));
      g_printerr (_("Try “%s --help”.\n"), "rabta validate");
      return RABTA_EXIT_USAGE;
    }

  programme = find_programme (casebook_path, &error);
  findings = programme != NULL ? rabta_xml_validate (argv[1], programme, NULL, &error) : NULL;
  if (findings == NULL)
    return rabta_command_fail (error);

  if (json)
    print_json (argv[1], findings);
  else
    print_text (argv[1], findings);

  return findings->is_valid ? RABTA_EXIT_DONE : fail (argv[1], findings);
}
