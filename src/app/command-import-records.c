/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The half of `rabta import` for files of this program: XML and other casebooks. */

#include "app/command.h"

#include "exchange/records-import.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <unistd.h>

static void
progress_cb (goffset  read,
             goffset  size,
             gpointer user_data)
{
  int *shown = user_data;
  int percent = size > 0 ? (int) (read * 100 / size) : 0;

  if (percent == *shown)
    return;

  *shown = percent;
  g_printerr ("\r%s %3d %%", _("Importing…"), percent);
}

static void
print_notes (const RabtaRecordsImportResult *result)
{
  for (guint i = 0; i < result->notes->len; i++)
    {
      g_autofree char *text = rabta_xml_problem_to_text (result->notes->pdata[i]);

      g_printerr ("rabta: %s\n", text);
    }

  if (result->n_different > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE,
                             "rabta: %" PRId64 " record differs from the casebook and was left "
                             "as it is there; --update takes it over.\n",
                             "rabta: %" PRId64 " records differ from the casebook and were left "
                             "as they are there; --update takes them over.\n",
                             (gulong) result->n_different),
                result->n_different);
}

static void
print_counts (const RabtaRecordsImportResult *result,
              gboolean                    dry_run,
              gboolean                    json)
{
  if (json)
    {
      g_print ("{\"added\":%" G_GINT64_FORMAT ",\"updated\":%" G_GINT64_FORMAT ",\"skipped\":%" G_GINT64_FORMAT
               ",\"refused\":%" G_GINT64_FORMAT ",\"different\":%" G_GINT64_FORMAT ",\"deleted\":%" G_GINT64_FORMAT
               ",\"dry_run\":%s}\n",
               result->n_added, result->n_updated, result->n_skipped, result->n_refused,
               result->n_different, result->n_deleted, dry_run ? "true" : "false");
      return;
    }

  if (dry_run)
    g_print ("%s\n", _("Dry run: nothing was changed."));

  /* Scripts read this line: it is not translated. */
  g_print ("%" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT " updated, %" G_GINT64_FORMAT " skipped, %"
           G_GINT64_FORMAT " refused\n",
           result->n_added, result->n_updated, result->n_skipped, result->n_refused);
}

/**
 * rabta_command_import_records:
 * @casebook_path: (nullable): path of the casebook
 * @path: the XML file or casebook
 * @update: whether records that differ take the file's values
 * @dry_run: whether nothing is to change
 * @json: whether to print JSON
 *
 * What `rabta import FILE` does with a file that rabta_records_import_sniff() takes for one of this program.
 *
 * Returns: an exit status
 */
int
rabta_command_import_records (const char *casebook_path,
                              const char *path,
                              gboolean    update,
                              gboolean    dry_run,
                              gboolean    json)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_copy = NULL;
  const RabtaRecordsImportOptions options = { update, dry_run };
  gboolean has_terminal = isatty (STDERR_FILENO);
  int shown = -1;

  casebook = rabta_command_open (casebook_path, RABTA_CASEBOOK_NONE, &error);
  if (casebook == NULL)
    return rabta_command_fail (error);

  if (!dry_run)
    no_copy = rabta_command_keep_copy (casebook);
  result = rabta_records_import_sync (casebook, path, &options, has_terminal ? progress_cb : NULL, &shown,
                                  NULL, &error);
  if (has_terminal && shown >= 0)
    g_printerr ("\r\033[K");

  if (result != NULL)
    {
      print_notes (result);
      print_counts (result, dry_run, json);
      if (no_copy != NULL)
        rabta_command_fail (no_copy);
    }
  rabta_casebook_close (casebook);

  return result != NULL ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
