/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "exchange/document-file.h"
#include "model/documents.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  RabtaReader *reader; /* a second one: the first is busy */
  gboolean     json;
  gboolean     any;
} Listing;

static void
append_json (GString     *out,
             const char  *name,
             const char  *text)
{
  g_string_append_printf (out, ",\"%s\":", name);
  rabta_json_append_string (out, text != NULL ? text : "");
}

static gboolean
print_cb (RabtaRecord  *document,
          gpointer      user_data,
          GError      **error)
{
  Listing *self = user_data;
  g_autofree char *id = rabta_uuid_to_string (rabta_record_get_id (document));
  g_autofree char *name = rabta_document_clean_file_name (rabta_record_get_text (document, "file_name"));
  g_autofree char *title = rabta_record_dup_title (document);
  gint64 size = rabta_record_get_int (document, "size");
  gboolean is_here;

  if (!rabta_document_is_here (self->reader, document, &is_here, error))
    return FALSE;
  g_strdelimit (title, "\t\r\n", ' ');
  if (self->json)
    {
      g_autoptr (GString) out = g_string_new (self->any ? ",\n{\"id\":" : "{\"id\":");

      rabta_json_append_string (out, id);
      append_json (out, "title", title);
      append_json (out, "name", name);
      append_json (out, "digest", rabta_record_get_text (document, "digest"));
      g_string_append_printf (out, ",\"size\":%" PRId64 ",\"received\":%s}", size, is_here ? "true" : "false");
      g_print ("%s", out->str);
    }
  else
    {
      g_autofree char *bytes = g_format_size ((guint64) MAX (size, 0));

      g_print ("%s\t%s\t%s\t%s\n", id, title, name, is_here ? bytes : _("not received yet"));
    }
  self->any = TRUE;

  return TRUE;
}

static gboolean
list_all (RabtaCasebook  *casebook,
          gboolean        json,
          GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (RabtaReader) second = reader != NULL ? rabta_reader_new (casebook, error) : NULL;
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_DOCUMENT);
  Listing listing = { second, json };
  gboolean is_done;

  if (second == NULL)
    return FALSE;
  if (json)
    g_print ("[");
  is_done = rabta_reader_foreach (reader, query, print_cb, &listing, NULL, error);
  if (json)
    g_print ("]\n");

  return is_done;
}

/* Into a folder it goes under the name that it had, as far as that is harmless. */
static char *
choose_path (RabtaRecord *document,
             const char  *out)
{
  g_autofree char *name = rabta_document_clean_file_name (rabta_record_get_text (document, "file_name"));

  return g_file_test (out, G_FILE_TEST_IS_DIR) ? g_build_filename (out, name, NULL) : g_strdup (out);
}

static gboolean
save (RabtaCasebook  *casebook,
      const char     *text,
      const char     *out,
      gboolean        overwrite,
      GError        **error)
{
  g_autoptr (RabtaRecord) document = NULL;
  g_autofree char *path = NULL;
  RabtaUuid id;

  if (!rabta_uuid_parse (text, &id))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” is not the id of a document; “rabta attachment” lists them."), text);
      return FALSE;
    }
  document = rabta_casebook_load_sync (casebook, RABTA_KIND_DOCUMENT, &id, error);
  if (document == NULL)
    return FALSE;
  path = choose_path (document, out);
  if (!rabta_document_save_sync (casebook, document, path, overwrite, NULL, error))
    return FALSE;
  if (!g_str_equal (out, "-"))
    g_print (_("Wrote %s\n"), path);

  return TRUE;
}

/**
 * rabta_command_attachment:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta attachment`, `rabta attachment DOCUMENT OUT`.
 *
 * Returns: an exit status
 */
int
rabta_command_attachment (const char  *casebook,
                          gboolean     json,
                          int          argc,
                          char       **argv)
{
  gboolean overwrite = FALSE;
  const GOptionEntry entries[] = {
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite, N_("Take the place of a file that is there"), NULL },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("[DOCUMENT OUT]"),
                            _("Lists the documents, or writes the file of one to a name or into a folder."), entries, &argc,
                            &argv, &status))
    return status;
  if (argc != 1 && argc != 3)
    {
      g_printerr (_("rabta: Name the document by its id, and where to put its file.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  is_done = argc == 1 ? list_all (opened, json, &error) : save (opened, argv[1], argv[2], overwrite, &error);
  rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
