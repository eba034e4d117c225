/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command-copies.h"
#include "app/command.h"

#include "base/json.h"
#include "exchange/state.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define NOW "now"

/* Whether the word means a file of the sequence with another copy: out:COPY:NUMBER or in:COPY:NUMBER. */
static gboolean
parse_kept (const char  *word,
            gboolean    *is_out,
            char       **copy,
            gint64      *number)
{
  const char *colon = strchr (word, ':');
  const char *last = strrchr (word, ':');
  guint64 value;

  if (!g_str_has_prefix (word, "out:") && !g_str_has_prefix (word, "in:"))
    return FALSE;
  if (last == colon || !g_ascii_string_to_unsigned (last + 1, 10, 1, G_MAXINT64, &value, NULL))
    return FALSE;
  *is_out = *word == 'o';
  *number = (gint64) value;
  *copy = g_strndup (colon + 1, (gsize) (last - colon - 1));

  return TRUE;
}

static RabtaState *
open_kept (RabtaCasebook  *casebook,
           gboolean        is_out,
           const char     *copy,
           gint64          number,
           GError        **error)
{
  g_autoptr (RabtaPeer) peer = rabta_command_find_copy (casebook, copy, error);
  g_autoptr (GPtrArray) files = peer != NULL ? rabta_files_list_sync (casebook, error) : NULL;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (file->is_out == is_out && file->has_site && memcmp (file->site, peer->site, sizeof file->site) == 0 &&
          file->number == number && strcmp (file->state, RABTA_FILE_REFUSED) != 0)
        return rabta_state_new_as_at (casebook, file, NULL, error);
    }
  if (files != NULL)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                 is_out ? _("No file no. %" PRId64 " was sent to %s.") : _("No file no. %" PRId64 " came in from %s."), number,
                 copy);

  return NULL;
}

static RabtaState *
open_state (RabtaCasebook  *casebook,
            const char     *word,
            GError        **error)
{
  g_autofree char *copy = NULL;
  gboolean is_out;
  gint64 number;

  if (strcmp (word, NOW) == 0)
    return rabta_state_new_now (casebook);
  if (parse_kept (word, &is_out, &copy, &number))
    return open_kept (casebook, is_out, copy, number, error);

  return rabta_state_new_for_path (casebook, word, NULL, error);
}

/* A casebook or an export says all by itself; the others mean something within a casebook only. */
static gboolean
needs_casebook (const char *word)
{
  g_autofree char *copy = NULL;
  gboolean is_out;
  gint64 number;

  return strcmp (word, NOW) == 0 || parse_kept (word, &is_out, &copy, &number) || rabta_state_is_package (word);
}

static void
append_state (GString    *out,
              const char *name,
              const char *word,
              RabtaState *state)
{
  g_string_append_printf (out, "%s\"%s\":{\"name\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  rabta_json_append_string (out, word);
  g_string_append_printf (out, ",\"absent\":%" PRId64 "}", rabta_state_get_n_absent (state));
}

static void
append_absent (GString    *out,
               const char *word,
               RabtaState *state)
{
  if (rabta_state_get_n_absent (state) > 0)
    g_string_append_printf (out, _("%s: %" PRId64 " changes that belong to it have not arrived here; it is shown without "
                                   "them.\n"),
                            word, rabta_state_get_n_absent (state));
}

static gboolean
compare (RabtaCasebook  *casebook,
         char          **words,
         gboolean        json,
         GError        **error)
{
  g_autoptr (RabtaState) before = open_state (casebook, words[0], error);
  g_autoptr (RabtaState) after = before != NULL ? open_state (casebook, words[1], error) : NULL;
  g_autoptr (RabtaDifference) difference = after != NULL ? rabta_state_compare (before, after, NULL, error) : NULL;
  g_autoptr (GString) out = g_string_new (json ? "{" : NULL);

  if (difference == NULL)
    return FALSE;
  if (json)
    {
      append_state (out, "before", words[0], before);
      append_state (out, "after", words[1], after);
    }
  else
    {
      append_absent (out, words[0], before);
      append_absent (out, words[1], after);
    }
  rabta_command_append_difference (out, difference, FALSE, json);
  g_print ("%s%s", out->str, json ? "}\n" : "");

  return TRUE;
}

/**
 * rabta_command_diff:
 * @casebook: (nullable): the casebook; the user's own where none is named and one is needed
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta diff A B`.
 *
 * Returns: an exit status
 */
int
rabta_command_diff (const char  *casebook,
                    gboolean     json,
                    int          argc,
                    char       **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("A B"),
                            _("Compares two states: the figures, the records that make the difference, and what is new, changed "
                              "and withdrawn in B. A and B are each a casebook, an XML export, “now”, a package that was "
                              "exchanged with the casebook, or out:COPY:NUMBER and in:COPY:NUMBER for a file that was sent or "
                              "came in: the state is then what its sender had when it was made. The exit status is 0 whether "
                              "they differ or not."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    {
      g_printerr (_("rabta: “diff” takes two states.\n"));
      return RABTA_EXIT_USAGE;
    }

  if (needs_casebook (argv[1]) || needs_casebook (argv[2]))
    {
      opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
      if (opened == NULL)
        return rabta_command_fail (error);
    }
  is_done = compare (opened, argv + 1, json, &error);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
