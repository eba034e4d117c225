/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/command-copies.h"
#include "app/user-casebook.h"
#include "base/json.h"
#include "exchange/handover-file.h"
#include "exchange/site-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char     *prepare;
  char     *office;
  char     *officer;
  char     *role;
  char     *from;
  char     *fingerprint;
  gboolean  yes;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->prepare);
  g_free (self->office);
  g_free (self->officer);
  g_free (self->role);
  g_free (self->from);
  g_free (self->fingerprint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static void
print_file (const char *path,
            gboolean    json)
{
  g_autoptr (GString) out = g_string_new ("{\"file\":");

  rabta_json_append_string (out, path);
  if (json)
    g_print ("%s}\n", out->str);
  else
    g_print (_("Wrote %s\n"), path);
}

static gboolean
prepare (const Wish     *wish,
         RabtaPeerRole   role,
         gboolean        json,
         GError        **error)
{
  g_autoptr (RabtaSecretKey) key = rabta_handover_prepare (wish->prepare, wish->office, wish->officer, role, error);

  if (key == NULL)
    return FALSE;
  if (!json)
    rabta_command_print_copy (rabta_secret_key_get_public (key), wish->office, wish->officer);
  print_file (wish->prepare, json);

  return TRUE;
}

static gboolean
take_over (const Wish  *wish,
           const char  *file,
           const char  *path,
           gboolean     json,
           GError     **error)
{
  g_autoptr (RabtaPeer) from = rabta_site_file_read (wish->from, error);
  g_autoptr (RabtaCasebook) opened = NULL;
  RabtaPublicKey key;

  if (from == NULL || !rabta_public_key_parse (from->key, &key, error))
    return FALSE;
  if (!rabta_command_compare_key (&key, wish->fingerprint, wish->yes, error))
    {
      if (!json)
        rabta_command_print_copy (&key, from->office, from->name);
      return FALSE;
    }
  if (!rabta_handover_take_sync (file, from, path, NULL, error))
    return FALSE;
  /* That it can be worked with is a part of having it. */
  opened = rabta_casebook_open (path, RABTA_CASEBOOK_NONE, error);
  if (opened == NULL)
    return FALSE;
  rabta_casebook_close (opened);
  print_file (path, json);

  return TRUE;
}

static int
misuse (const char *sentence)
{
  g_printerr ("rabta: %s\n", sentence);
  g_printerr (_("Try “%s --help”.\n"), "rabta takeover");

  return RABTA_EXIT_USAGE;
}

/**
 * rabta_command_takeover:
 * @casebook: (nullable): where the casebook is to be; the user's own place where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta takeover --prepare SITEFILE`, `rabta takeover --from SITEFILE FILE.rabta`.
 *
 * Returns: an exit status
 */
int
rabta_command_takeover (const char  *casebook,
                        gboolean     json,
                        int          argc,
                        char       **argv)
{
  g_auto (Wish) wish = { NULL };
  const GOptionEntry entries[] = {
    { "prepare", 0, 0, G_OPTION_ARG_FILENAME, &wish.prepare, N_("Make the key of this computer, and the file that presents it to the old one"), N_("SITEFILE") },
    { "office", 0, 0, G_OPTION_ARG_STRING, &wish.office, N_("Code of the office, for that file"), N_("CODE") },
    { "officer", 0, 0, G_OPTION_ARG_STRING, &wish.officer, N_("The officer’s name, for that file"), N_("NAME") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &wish.role, N_("What this copy will be: office, headquarters or laptop"), N_("ROLE") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &wish.from, N_("The file in which the old copy presents itself"), N_("SITEFILE") },
    { "fingerprint", 0, 0, G_OPTION_ARG_STRING, &wish.fingerprint, N_("What the old computer shows as that of its key"), N_("DIGITS") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &wish.yes, N_("The fingerprint was compared"), NULL },
    { NULL },
  };
  RabtaPeerRole role;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("[FILE.rabta]"),
                            _("Takes over a casebook that “rabta handover” wrote on the old computer for a key that was "
                              "prepared on this one."),
                            entries, &argc, &argv, &status))
    return status;
  if (wish.role != NULL && !rabta_peer_role_parse (wish.role, &role))
    return misuse (_("The role is “office”, “headquarters” or “laptop”."));
  if (wish.prepare != NULL ? argc != 1 || wish.office == NULL || wish.officer == NULL : argc != 2 || wish.from == NULL)
    return misuse (_("Prepare with --prepare, --office and --officer, or take a file over with --from."));

  if (wish.role == NULL)
    role = rabta_peer_role_guess (wish.office);
  path = casebook != NULL ? g_strdup (casebook) : rabta_user_casebook_default ();
  is_done = wish.prepare != NULL ? prepare (&wish, role, json, &error) : take_over (&wish, argv[1], path, json, &error);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
