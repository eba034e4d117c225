/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "exchange/package-exchange.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static const char *
office_of (GPtrArray    *peers,
           const guint8 *site)
{
  for (guint i = 0; i < peers->len; i++)
    {
      const RabtaPeer *peer = g_ptr_array_index (peers, i);

      if (memcmp (peer->site, site, sizeof peer->site) == 0)
        return peer->office;
    }

  return "?";
}

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_string_append_printf (json, "%s\"%s\":", json->str[json->len - 1] == '{' ? "" : ",", name);
  rabta_json_append_string (json, text);
}

static void
append_file (GString         *out,
             gboolean         json,
             GPtrArray       *peers,
             const RabtaFile *file)
{
  const char *office = file->has_site ? office_of (peers, file->site) : "?";
  char digest[2 * RABTA_FILE_HASH_LENGTH + 1];

  if (json)
    {
      g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
      append_member (out, "direction", file->is_out ? "out" : "in");
      append_member (out, "office", office);
      append_member (out, "file", file->name);
      append_member (out, "digest", sodium_bin2hex (digest, sizeof digest, file->hash, sizeof file->hash));
      append_member (out, "moment", file->moment);
      append_member (out, "state", file->state);
      append_member (out, "reason", file->reason);
      g_string_append_printf (out, ",\"number\":%" PRId64 ",\"bytes\":%" PRId64 ",\"changes\":%" PRId64
                              ",\"new\":%" PRId64 "}",
                              file->number, file->size, file->n_changes, file->n_new);
      return;
    }
  g_string_append_printf (out, "%s  %s %s no. %" PRId64 "  %s  %s  %" PRId64 "/%" PRId64, file->moment,
                          file->is_out ? "→" : "←", office, file->number, file->state, file->name, file->n_new,
                          file->n_changes);
  if (file->reason != NULL)
    g_string_append_printf (out, "  %s", file->reason);
  g_string_append_c (out, '\n');
}

static void
append_item (GString                *out,
             gboolean                json,
             GPtrArray              *peers,
             const RabtaReceiptItem *item)
{
  const RabtaKindInfo *info = rabta_kind_get_info (item->kind);
  g_autofree char *id = rabta_uuid_to_string (&item->record);
  const char *office = office_of (peers, item->site);

  if (json)
    {
      g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
      append_member (out, "office", office);
      append_member (out, "kind", info->name);
      append_member (out, "id", id);
      append_member (out, "title", item->title);
      append_member (out, "status", item->status);
      append_member (out, "field", item->field);
      append_member (out, "reason", item->reason);
      g_string_append_printf (out, ",\"number\":%" PRId64 "}", item->number);
      return;
    }
  g_string_append_printf (out, "%s no. %" PRId64 "  %s “%s” (%s)  %s%s%s  %s\n", office, item->number, _(info->heading),
                          item->title != NULL ? item->title : "", id, item->status, item->field != NULL ? " " : "",
                          item->field != NULL ? item->field : "", item->reason != NULL ? item->reason : "");
}

static gboolean
print_all (RabtaCasebook  *casebook,
           gboolean        json,
           GError        **error)
{
  g_autoptr (GString) out = g_string_new (json ? "{\"files\":[" : NULL);
  g_autoptr (GPtrArray) peers = rabta_peers_list_sync (casebook, error);
  g_autoptr (GPtrArray) files = peers != NULL ? rabta_files_list_sync (casebook, error) : NULL;
  g_autoptr (GPtrArray) items = files != NULL ? rabta_receipts_list_sync (casebook, error) : NULL;

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    append_file (out, json, peers, g_ptr_array_index (files, i));
  if (json)
    g_string_append (out, "],\"to-mend\":[");
  else if (items->len > 0)
    g_string_append (out, _("To be mended, as the receipts say:\n"));
  for (guint i = 0; i < items->len; i++)
    append_item (out, json, peers, g_ptr_array_index (items, i));
  if (json)
    g_string_append (out, "]}\n");
  else if (files->len == 0)
    g_string_append (out, _("No file was sent, and none came in.\n"));
  g_print ("%s", out->str);

  return TRUE;
}

/**
 * rabta_command_receipt:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta receipt`.
 *
 * Returns: an exit status
 */
int
rabta_command_receipt (const char  *casebook,
                       gboolean     json,
                       int          argc,
                       char       **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (NULL,
                            _("Lists the files that were sent and that came in, what became of each, and what the receipts "
                              "for those that were sent say is to be mended."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 1)
    {
      g_printerr (_("rabta: “receipt” takes no further words.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_READ_ONLY, &error);
  is_done = opened != NULL && print_all (opened, json, &error);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
