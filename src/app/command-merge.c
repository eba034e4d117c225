/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "exchange/package-exchange.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* "RO-SD-KHI no. 14 has not arrived; no. 16 is in." */
static char *
describe_missing (const RabtaReceiveReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->missing->len; i++)
    {
      gint64 first = g_array_index (report->missing, gint64, i), last = first;

      while (i + 1 < report->missing->len && g_array_index (report->missing, gint64, i + 1) == last + 1)
        last = g_array_index (report->missing, gint64, ++i);
      if (text->len > 0)
        g_string_append (text, ", ");
      if (first == last)
        g_string_append_printf (text, "%" PRId64, first);
      else
        g_string_append_printf (text, "%" PRId64 "–%" PRId64, first, last);
    }

  return g_string_free (text, FALSE);
}

static void
print_text (const char               *path,
            const RabtaReceiveReport *report)
{
  g_autofree char *missing = describe_missing (report);
  const RabtaPeer *from = report->from;

  if (report->known != NULL)
    g_print (_("%s: no. %" PRId64 " from %s (%s) was merged on %s already; nothing was changed\n"), path, report->number,
             from->office, from->name, report->known);
  else
    g_print (_("%s: no. %" PRId64 " from %s (%s): %" PRId64 " changes new, %" PRId64 " known, %" PRId64
               " records, %" PRId64 " conflicts open\n"),
             path, report->number, from->office, from->name, report->merge.n_new, report->merge.n_known,
             report->merge.n_records, report->merge.n_conflicts);
  if (report->before != NULL)
    g_print (_("  another file of this number came in on %s: the copy that sends them was put back or is there twice\n"),
             report->before);
  if (report->renamed)
    g_print (_("  it has changes of this copy that are not here: this copy was put back or cloned, and goes on under another "
               "id; see “rabta keys new”\n"));
  if (report->n_foreign_receipts > 0)
    g_print (_("  %u receipts are for files that another copy sent in the name of this one, which must be a clone of it\n"),
             report->n_foreign_receipts);
  if (report->merge.n_waiting > 0)
    g_print (_("  %" PRId64 " changes wait for a newer version of the program\n"), report->merge.n_waiting);
  if (report->merge.n_clock_wrong > 0)
    g_print (_("  %" PRId64 " changes come from a computer whose clock is ahead, or that of this one is behind\n"), report->merge.n_clock_wrong);
  if (report->n_receipts > 0)
    g_print (_("  %u receipts came home; %u things are to be mended, see “rabta receipt”\n"), report->n_receipts,
             report->n_to_mend);
  if (report->n_attachments > 0)
    g_print (ngettext ("  %u attached file came along\n", "  %u attached files came along\n", report->n_attachments),
             report->n_attachments);
  if (report->n_awaited > 0)
    g_print (ngettext ("  the file of %" PRId64 " document was not received yet\n",
                       "  the files of %" PRId64 " documents were not received yet\n", (gulong) report->n_awaited),
             report->n_awaited);
  if (report->programme > 0)
    g_print (_("  version %" PRId64 " of the programme definition came along; it is in force from now on\n"),
             report->programme);
  if (report->missing->len > 0)
    g_print (_("  from %s have not arrived: no. %s\n"), from->office, missing);
}

static void
print_json (const char               *path,
            const RabtaReceiveReport *report)
{
  g_autoptr (GString) json = g_string_new ("{\"file\":");

  rabta_json_append_string (json, path);
  g_string_append (json, ",\"from\":");
  rabta_json_append_string (json, report->from->office);
  g_string_append_printf (json,
                          ",\"number\":%" PRId64 ",\"again\":%s,\"new\":%" PRId64 ",\"known\":%" PRId64
                          ",\"records\":%" PRId64 ",\"conflicts\":%" PRId64 ",\"waiting\":%" PRId64
                          ",\"clock_wrong\":%" PRId64 ",\"receipts\":%u,\"foreign_receipts\":%u,\"renamed\":%s,\"reused\":%s"
                          ",\"attachments\":%u,\"awaited\":%" PRId64 ",\"missing\":[",
                          report->number, report->known != NULL ? "true" : "false", report->merge.n_new,
                          report->merge.n_known, report->merge.n_records, report->merge.n_conflicts,
                          report->merge.n_waiting, report->merge.n_clock_wrong, report->n_receipts,
                          report->n_foreign_receipts, report->renamed ? "true" : "false", report->before != NULL ? "true" : "false", report->n_attachments, report->n_awaited);
  for (guint i = 0; i < report->missing->len; i++)
    g_string_append_printf (json, "%s%" PRId64, i > 0 ? "," : "", g_array_index (report->missing, gint64, i));
  g_string_append (json, "]}");
  g_print ("%s\n", json->str);
}

/* One file that is refused does not keep the others out. */
static gboolean
merge_one (RabtaCasebook *casebook,
           const char    *path,
           gboolean       json)
{
  g_auto (RabtaReceiveReport) report = { NULL };
  g_autoptr (GError) error = NULL;

  if (!rabta_package_receive_sync (casebook, path, &report, NULL, &error))
    {
      g_printerr ("rabta: %s: %s\n", path, error->message);
      return FALSE;
    }
  if (json)
    print_json (path, &report);
  else
    print_text (path, &report);

  return TRUE;
}

/**
 * rabta_command_merge:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta merge FILE…`.
 *
 * Returns: an exit status; failed where any of the files was refused
 */
int
rabta_command_merge (const char  *casebook,
                     gboolean     json,
                     int          argc,
                     char       **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy_error = NULL;
  gboolean is_done = TRUE;
  int status;

  if (!rabta_command_parse (_("FILE.rabta…"),
                            _("Takes over the changes in packages from other copies of the casebook, each whole or not at "
                              "all, in any order and as often as they come."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc < 2)
    {
      g_printerr (_("rabta: Name the files to merge.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_NONE, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  copy_error = rabta_command_keep_copy (opened);
  for (int i = 1; i < argc; i++)
    is_done = merge_one (opened, argv[i], json) && is_done;
  rabta_casebook_close (opened);
  if (copy_error != NULL)
    g_printerr (_("rabta: Today’s copy was not kept: %s\n"), copy_error->message);

  return is_done ? RABTA_EXIT_DONE : RABTA_EXIT_FAILED;
}
