/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50

/* A tab or a line break inside a field would break the line apart. */
static void
append_column (GString    *line,
               const char *text)
{
  g_autofree char *clean = g_strdelimit (g_strdup (text != NULL ? text : ""), "\t\r\n", ' ');

  if (line->len > 0)
    g_string_append_c (line, '\t');
  g_string_append (line, clean);
}

static void
print_hit (const RabtaSearchHit *hit)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&hit->id, id);
  append_column (line, rabta_kind_get_info (hit->kind)->name);
  append_column (line, hit->title);
  append_column (line, hit->subtitle);
  append_column (line, id);
  g_print ("%s\n", line->str);
}

static void
append_hit (GString              *array,
            const RabtaSearchHit *hit)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&hit->id, id);
  g_string_append (array, "{\"kind\":");
  rabta_json_append_string (array, rabta_kind_get_info (hit->kind)->name);
  g_string_append (array, ",\"title\":");
  rabta_json_append_string (array, hit->title != NULL ? hit->title : "");
  g_string_append (array, ",\"subtitle\":");
  rabta_json_append_string (array, hit->subtitle != NULL ? hit->subtitle : "");
  g_string_append_printf (array, ",\"id\":\"%s\"}", id);
}

static void
print_hits (GPtrArray *hits,
            gboolean   json)
{
  g_autoptr (GString) array = g_string_new ("[");

  for (guint i = 0; i < hits->len; i++)
    {
      if (!json)
        {
          print_hit (g_ptr_array_index (hits, i));
          continue;
        }
      if (i > 0)
        g_string_append (array, ",\n");
      append_hit (array, g_ptr_array_index (hits, i));
    }
  if (json)
    g_print ("%s]\n", array->str);
}

/**
 * rabta_command_search:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Prints what a text finds, best first, one a line: kind, title, subtitle and id, parted by tabs.
 * Finding nothing is no failure.
 *
 * Returns: an exit status
 */
int
rabta_command_search (const char  *casebook,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int limit = DEFAULT_LIMIT;
  int status;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("At most so many; 50 where not said"), N_("N") },
    { NULL },
  };

  if (!rabta_command_parse (_("TEXT"), _("Finds records of any kind by words or the beginnings of words."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc < 2 || limit < 1)
    {
      g_printerr ("rabta: %s\n", argc < 2 ? _("Say what to search for.") : _("The limit is at least 1."));
      g_printerr (_("Try “%s --help”.\n"), "rabta search");
      return RABTA_EXIT_USAGE;
    }

  text = g_strjoinv (" ", argv + 1);
  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  hits = rabta_casebook_search_sync (opened, text, (guint) limit, &error);
  if (hits == NULL)
    return rabta_command_fail (error);
  print_hits (hits, json);
  return RABTA_EXIT_DONE;
}
