/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/command-copies.h"
#include "base/json.h"
#include "exchange/file-writer.h"
#include "exchange/site-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
hex (const guint8 *site)
{
  char text[2 * RABTA_SITE_ID_LENGTH + 1];

  return g_strdup (sodium_bin2hex (text, sizeof text, site, RABTA_SITE_ID_LENGTH));
}

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_string_append_printf (json, "%s\"%s\":", json->str[json->len - 1] == '{' ? "" : ",", name);
  rabta_json_append_string (json, text);
}

/* What identifies a copy, for people or for a script. */
static void
append_copy (GString              *out,
             gboolean              json,
             const RabtaPublicKey *key,
             const char           *office,
             const char           *name)
{
  g_autofree char *fingerprint = rabta_public_key_dup_fingerprint (key);
  g_autofree char *public = rabta_public_key_to_base64 (key);
  g_autofree char *site = hex (key->site);

  if (json)
    {
      append_member (out, "site", site);
      append_member (out, "office", office);
      append_member (out, "name", name);
      append_member (out, "key", public);
      append_member (out, "fingerprint", fingerprint);
      return;
    }

  g_string_append_printf (out, _("Copy:        %s, %s (%s)\n"), office, name, site);
  g_string_append_printf (out, _("Key:         %s\n"), public);
  g_string_append_printf (out, _("Fingerprint: %s\n"), fingerprint);
}

static gboolean
append_peer (GString          *out,
             gboolean          json,
             const RabtaPeer  *peer,
             GError          **error)
{
  g_autofree char *successor = peer->has_successor ? hex (peer->successor) : NULL;
  RabtaPublicKey key;

  if (!rabta_public_key_parse (peer->key, &key, error))
    return FALSE;

  if (json)
    {
      g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
      append_copy (out, TRUE, &key, peer->office, peer->name);
      append_member (out, "role", rabta_peer_role_name (peer->role));
      append_member (out, "trusted", peer->trusted);
      append_member (out, "successor", successor);
      g_string_append_c (out, '}');
      return TRUE;
    }

  g_string_append_c (out, '\n');
  append_copy (out, FALSE, &key, peer->office, peer->name);
  g_string_append_printf (out, _("Role:        %s\n"), rabta_peer_role_name (peer->role));
  if (peer->trusted != NULL)
    g_string_append_printf (out, _("Trusted:     since %s\n"), peer->trusted);
  if (successor != NULL)
    g_string_append_printf (out, _("Handed over: goes on as %s\n"), successor);
  return TRUE;
}

/* Our own key and everybody's whom we know. */
static gboolean
print_all (RabtaCasebook         *casebook,
           const RabtaSecretKey  *own,
           gboolean               json,
           GError               **error)
{
  g_autoptr (GString) out = g_string_new (json ? "{" : NULL);
  g_autoptr (GPtrArray) peers = rabta_peers_list_sync (casebook, error);

  if (peers == NULL)
    return FALSE;

  append_copy (out, json, rabta_secret_key_get_public (own), rabta_casebook_get_office_code (casebook),
               rabta_casebook_get_officer_name (casebook));
  if (json)
    g_string_append (out, ",\"copies\":[");
  for (guint i = 0; i < peers->len; i++)
    if (!append_peer (out, json, peers->pdata[i], error))
      return FALSE;
  if (json)
    g_string_append (out, "]}\n");

  g_print ("%s", out->str);
  return TRUE;
}

static gboolean
run_new (RabtaCasebook  *casebook,
         const guint8   *site,
         gboolean        json,
         GError        **error)
{
  g_autoptr (RabtaSecretKey) key = rabta_secret_key_new (site, error);

  return key != NULL && rabta_secret_key_save (key, error) && print_all (casebook, key, json, error);
}

static gboolean
run_show (RabtaCasebook  *casebook,
          const guint8   *site,
          gboolean        json,
          GError        **error)
{
  g_autoptr (RabtaSecretKey) key = rabta_secret_key_load (site, error);

  return key != NULL && print_all (casebook, key, json, error);
}

static gboolean
run_export (RabtaCasebook  *casebook,
            const guint8   *site,
            const char     *path,
            const char     *role_name,
            gboolean        json,
            GError        **error)
{
  RabtaPeerRole role = rabta_peer_role_guess (rabta_casebook_get_office_code (casebook));
  g_autoptr (RabtaSecretKey) key = rabta_secret_key_load (site, error);
  g_autoptr (GString) out = NULL;

  if (role_name != NULL)
    rabta_peer_role_parse (role_name, &role);
  if (key == NULL
      || !rabta_site_file_write (path, key, rabta_casebook_get_office_code (casebook),
                                 rabta_casebook_get_officer_name (casebook), role, error))
    return FALSE;
  if (strcmp (path, "-") == 0)
    return TRUE;

  out = g_string_new (json ? "{" : NULL);
  append_copy (out, json, rabta_secret_key_get_public (key), rabta_casebook_get_office_code (casebook),
               rabta_casebook_get_officer_name (casebook));
  if (json)
    {
      append_member (out, "file", path);
      g_string_append (out, "}\n");
    }
  else
    {
      g_string_append_printf (out, _("Wrote %s\n"), path);
    }
  g_print ("%s", out->str);
  return TRUE;
}

static gboolean
run_trust (RabtaCasebook  *casebook,
           const guint8   *site,
           const char     *path,
           const char     *fingerprint,
           gboolean        yes,
           gboolean        json,
           GError        **error)
{
  g_autoptr (RabtaPeer) peer = rabta_site_file_read (path, error);
  g_autoptr (GString) out = g_string_new (json ? "[" : NULL);
  RabtaPublicKey key;
  gboolean is_done;

  if (peer == NULL || !rabta_public_key_parse (peer->key, &key, error))
    return FALSE;
  if (memcmp (peer->site, site, RABTA_SITE_ID_LENGTH) == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("That is the file in which this copy of the casebook presents itself."));
      return FALSE;
    }

  is_done = rabta_command_compare_key (&key, fingerprint, yes, error) && rabta_peers_trust_sync (casebook, peer, error);
  if (!is_done)
    {
      append_copy (out, FALSE, &key, peer->office, peer->name);
      g_print ("%s", json ? "" : out->str);
      return FALSE;
    }

  g_clear_pointer (&peer, rabta_peer_free);
  peer = rabta_peers_load_sync (casebook, key.site, error);
  if (peer == NULL || !append_peer (out, json, peer, error))
    return FALSE;
  g_print (json ? "%s\n" : "%s", out->str + 1);
  return TRUE;
}

static int
misuse (const char *sentence)
{
  g_printerr ("rabta: %s\n", sentence);
  g_printerr (_("Try “%s --help”.\n"), "rabta keys");
  return RABTA_EXIT_USAGE;
}

/**
 * rabta_command_keys:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta keys new|show|export FILE|trust FILE`.
 *
 * Returns: an exit status
 */
int
rabta_command_keys (const char  *casebook,
                    gboolean     json,
                    int          argc,
                    char       **argv)
{
  g_autofree char *fingerprint = NULL;
  g_autofree char *role_name = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "fingerprint", 0, 0, G_OPTION_ARG_STRING, &fingerprint, N_("What the owner of the key read out"), N_("DIGITS") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("The fingerprint was compared"), NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name, N_("What this copy is, unless its office says so: office, headquarters or laptop"), N_("ROLE") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  RabtaPeerRole role;
  guint8 site[RABTA_SITE_ID_LENGTH];
  gboolean is_done = FALSE;
  const char *what;
  int status;

  if (!rabta_command_parse (_("new | show | export FILE | trust FILE"),
                            _("Makes the key pair of this copy of the casebook, shows it and those of others, writes the "
                              "file that presents it, and trusts the key in such a file."),
                            entries, &argc, &argv, &status))
    return status;

  what = argc > 1 ? argv[1] : "";
  if (argc != (strcmp (what, "export") == 0 || strcmp (what, "trust") == 0 ? 3 : 2)
      || !g_strv_contains ((const char *const[]) { "new", "show", "export", "trust", NULL }, what))
    return misuse (_("Say “new”, “show”, “export” with a file or “trust” with a file."));
  if (role_name != NULL && !rabta_peer_role_parse (role_name, &role))
    return misuse (_("The role is “office”, “headquarters” or “laptop”."));

  /* Before any casebook is opened: to open and close one beside SQLite drops its locks. */
  if (strcmp (what, "export") == 0 && !rabta_file_writer_check (argv[2], NULL, &error))
    return rabta_command_fail (error);

  /* For writing, all of them: a copy that was restored or cloned gets its own site only then. */
  opened = rabta_command_open (casebook, RABTA_CASEBOOK_NONE, &error);
  if (opened != NULL && rabta_peers_get_own_site (opened, site, &error))
    {
      if (strcmp (what, "new") == 0)
        is_done = run_new (opened, site, json, &error);
      else if (strcmp (what, "show") == 0)
        is_done = run_show (opened, site, json, &error);
      else if (strcmp (what, "export") == 0)
        is_done = run_export (opened, site, argv[2], role_name, json, &error);
      else
        is_done = run_trust (opened, site, argv[2], fingerprint, yes, json, &error);
    }
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
