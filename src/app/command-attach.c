/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "exchange/document-file.h"
#include "model/documents.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* The enterprise, case or outcome of an id. */
static RabtaRecord *
load_owner (RabtaCasebook  *casebook,
            const char     *text,
            GError        **error)
{
  static const RabtaKind kinds[] = { RABTA_KIND_ENTERPRISE, RABTA_KIND_CASE, RABTA_KIND_OUTCOME };
  RabtaUuid id;

  for (gsize i = 0; rabta_uuid_parse (text, &id) && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local = NULL;
      RabtaRecord *owner = rabta_casebook_load_sync (casebook, kinds[i], &id, &local);

      if (owner != NULL)
        return owner;
      if (!g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("There is no enterprise, case or outcome with the id “%s”; “rabta search” prints ids."), text);

  return NULL;
}

static void
print_document (RabtaRecord *document,
                gboolean     json)
{
  g_autofree char *id = rabta_uuid_to_string (rabta_record_get_id (document));
  g_autoptr (GString) out = g_string_new ("{\"id\":");

  if (!json)
    {
      g_print (_("Attached “%s” as document %s\n"), rabta_record_get_text (document, "file_name"), id);
      return;
    }
  rabta_json_append_string (out, id);
  g_string_append (out, ",\"name\":");
  rabta_json_append_string (out, rabta_record_get_text (document, "file_name"));
  g_string_append (out, ",\"digest\":");
  rabta_json_append_string (out, rabta_record_get_text (document, "digest"));
  g_string_append_printf (out, ",\"size\":%" PRId64 "}", rabta_record_get_int (document, "size"));
  g_print ("%s\n", out->str);
}

typedef struct
{
  char *title;
  char *type;
  char *date;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->title);
  g_free (self->type);
  g_free (self->date);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
attach (RabtaCasebook  *casebook,
        const char     *owner_id,
        const char     *path,
        const Wish     *wish,
        gboolean        json,
        GError        **error)
{
  g_autoptr (RabtaRecord) owner = load_owner (casebook, owner_id, error);
  g_autoptr (RabtaRecord) document = NULL;
  g_autoptr (RabtaRecord) saved = NULL;

  if (owner == NULL)
    return FALSE;
  document = rabta_document_new_for (owner);
  rabta_record_set_ref (document, "officer", rabta_casebook_get_officer (casebook));
  if (wish->title != NULL)
    rabta_record_set_text (document, "title", wish->title);
  if (wish->type != NULL)
    rabta_record_set_text (document, "type", wish->type);
  if (wish->date != NULL)
    rabta_record_set_text (document, "date", wish->date);
  saved = rabta_document_attach_sync (casebook, document, path, NULL, error);
  if (saved != NULL)
    print_document (saved, json);

  return saved != NULL;
}

/**
 * rabta_command_attach:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta attach RECORD FILE`.
 *
 * Returns: an exit status
 */
int
rabta_command_attach (const char  *casebook,
                      gboolean     json,
                      int          argc,
                      char       **argv)
{
  g_auto (Wish) wish = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &wish.title, N_("What it is; the name of the file where not said"), N_("TEXT") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &wish.type, N_("A code of the list “document-type”; “other” where not said"), N_("CODE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &wish.date, N_("The day that stands on it; today where not said"), N_("DATE") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("RECORD FILE"),
                            _("Keeps a file of at most 25 MB in the casebook, as a document of an enterprise, a case or an "
                              "outcome."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    {
      g_printerr (_("rabta: Name the record by its id, and the file.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_NONE, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  is_done = attach (opened, argv[1], argv[2], &wish, json, &error);
  rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
