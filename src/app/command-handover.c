/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "app/command-copies.h"
#include "base/json.h"
#include "exchange/handover-file.h"
#include "exchange/site-file.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char     *to;
  char     *fingerprint;
  gboolean  yes;
  gboolean  again;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->to);
  g_free (self->fingerprint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

/* A file in which the copy presents itself, to be trusted now, or one that is registered. */
static RabtaPeer *
find_recipient (RabtaCasebook  *casebook,
                const Wish     *wish,
                GError        **error)
{
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (RabtaPeer) known = NULL;
  RabtaPublicKey key;

  if (!g_file_test (wish->to, G_FILE_TEST_EXISTS))
    return rabta_command_find_copy (casebook, wish->to, error);
  peer = rabta_site_file_read (wish->to, error);
  if (peer == NULL || !rabta_public_key_parse (peer->key, &key, error))
    return NULL;
  known = rabta_peers_load_sync (casebook, peer->site, NULL);
  if (known != NULL && known->trusted != NULL && g_str_equal (known->key, peer->key))
    return g_steal_pointer (&known);
  if (!rabta_command_compare_key (&key, wish->fingerprint, wish->yes, error))
    {
      rabta_command_print_copy (&key, peer->office, peer->name);
      return NULL;
    }

  return rabta_peers_trust_sync (casebook, peer, error) ? g_steal_pointer (&peer) : NULL;
}

/* The new computer asks for it before it takes the file over. */
static void
print_own (RabtaCasebook *casebook)
{
  g_autoptr (RabtaSecretKey) key = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];

  if (rabta_peers_get_own_site (casebook, site, NULL))
    key = rabta_secret_key_load (site, NULL);
  if (key != NULL)
    rabta_command_print_copy (rabta_secret_key_get_public (key), rabta_casebook_get_office_code (casebook),
                              rabta_casebook_get_officer_name (casebook));
}

static gboolean
hand_over (RabtaCasebook  *casebook,
           const Wish     *wish,
           const char     *path,
           gboolean        json,
           GError        **error)
{
  g_autoptr (RabtaPeer) peer = find_recipient (casebook, wish, error);
  g_autoptr (GString) out = g_string_new ("{\"file\":");

  if (peer == NULL || !rabta_handover_write_sync (casebook, peer->site, path, wish->again, NULL, error))
    return FALSE;
  rabta_json_append_string (out, path);
  if (json)
    {
      g_print ("%s}\n", out->str);
      return TRUE;
    }
  print_own (casebook);
  g_print (_("Wrote %s for %s (%s). Take it over there with “rabta takeover”, and work on there from now on.\n"), path,
           peer->name, peer->office);

  return TRUE;
}

/**
 * rabta_command_handover:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * `rabta handover --to SITEFILE|COPY OUT.rabta`.
 *
 * Returns: an exit status
 */
int
rabta_command_handover (const char  *casebook,
                        gboolean     json,
                        int          argc,
                        char       **argv)
{
  g_auto (Wish) wish = { NULL };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &wish.to, N_("The file that “rabta takeover --prepare” made on the new computer"), N_("SITEFILE") },
    { "fingerprint", 0, 0, G_OPTION_ARG_STRING, &wish.fingerprint, N_("What the new computer shows as that of its key"), N_("DIGITS") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &wish.yes, N_("The fingerprint was compared"), NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &wish.again, N_("Also where it was handed over to another copy, which never came to be"), NULL },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done;
  int status;

  if (!rabta_command_parse (_("OUT.rabta"),
                            _("Writes the whole casebook, with its history, the files exchanged and attached and the register "
                              "of copies, for a new computer that is to go on in place of this one, and for it alone."),
                            entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || wish.to == NULL)
    {
      g_printerr (_("rabta: Say for which new computer, with --to, and the name of the file.\n"));
      return RABTA_EXIT_USAGE;
    }

  opened = rabta_command_open (casebook, RABTA_CASEBOOK_NONE, &error);
  if (opened == NULL)
    return rabta_command_fail (error);
  is_done = hand_over (opened, &wish, argv[1], json, &error);
  rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
