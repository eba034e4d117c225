/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Other copies of the casebook, as the command line names them. */

#include "app/command-copies.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_id (const RabtaPeer *peer,
        const char      *word)
{
  char site[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (site, sizeof site, peer->site, sizeof peer->site);

  return g_ascii_strcasecmp (site, word) == 0;
}

/* A copy that was handed over is meant only by its id. */
static gboolean
is_meant (const RabtaPeer *peer,
          const char      *word)
{
  return has_id (peer, word) || (!peer->has_successor && (g_ascii_strcasecmp (peer->office, word) == 0 ||
                                                          strcmp (peer->name, word) == 0));
}

/**
 * rabta_command_find_copy:
 * @casebook: a casebook
 * @word: office code, name or id of a registered copy
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the copy
 */
RabtaPeer *
rabta_command_find_copy (RabtaCasebook  *casebook,
                         const char     *word,
                         GError        **error)
{
  g_autoptr (GPtrArray) peers = rabta_peers_list_sync (casebook, error);
  RabtaPeer *found = NULL;

  if (peers == NULL)
    return NULL;
  for (guint i = 0; i < peers->len; i++)
    if (is_meant (g_ptr_array_index (peers, i), word))
      {
        if (found != NULL)
          {
            g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                         _("Several copies are called “%s”; name one by its 16 digits, which “rabta keys show” prints."),
                         word);
            return NULL;
          }
        found = g_ptr_array_index (peers, i);
      }
  if (found == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("No copy called “%s” is registered here; see “rabta keys trust”."), word);
      return NULL;
    }

  return rabta_peers_load_sync (casebook, found->site, error);
}

/**
 * rabta_command_compare_key:
 * @key: a key from a file
 * @fingerprint: (nullable): what its owner read out
 * @yes: whether somebody says that it was compared
 * @error: return location
 *
 * Returns: whether it may be trusted
 */
gboolean
rabta_command_compare_key (const RabtaPublicKey  *key,
                           const char            *fingerprint,
                           gboolean               yes,
                           GError               **error)
{
  if (fingerprint != NULL && !rabta_public_key_has_fingerprint (key, fingerprint))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("WARNING: the fingerprint given is not that of the key in the file. Do not trust it; "
                             "ask its owner to read the fingerprint again."));
      return FALSE;
    }
  if (fingerprint == NULL && !yes)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("Have its owner read the fingerprint to you, by telephone or in person, and give it with "
                             "--fingerprint, or compare it with the one above and say --yes."));
      return FALSE;
    }

  return TRUE;
}

void
rabta_command_print_copy (const RabtaPublicKey *key,
                          const char           *office,
                          const char           *name)
{
  g_autofree char *fingerprint = rabta_public_key_dup_fingerprint (key);
  char site[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (site, sizeof site, key->site, sizeof key->site);
  g_print (_("Copy:        %s, %s (%s)\n"), office, name, site);
  g_print (_("Fingerprint: %s\n"), fingerprint);
}
