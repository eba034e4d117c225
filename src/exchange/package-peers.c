/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages and the register of copies: whose signature counts. */
#include "exchange/package-peers.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rabta_package_get_trusted:
 * @peer: a registered copy
 * @key: (out): its key, to check its packages with and to make packages for it
 * @error: return location for an error; %RABTA_ERROR_INVALID where it is not trusted
 *
 * Returns: whether it is trusted
 */
gboolean
rabta_package_get_trusted (const RabtaPeer  *peer,
                           RabtaPublicKey   *key,
                           GError          **error)
{
  g_return_val_if_fail (peer != NULL && key != NULL, FALSE);

  if (peer->trusted == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The key of “%s” (%s) was not compared yet; see “rabta keys trust”."), peer->name, peer->office);
      return FALSE;
    }

  return rabta_public_key_parse (peer->key, key, error);
}

static gboolean
find_key_cb (const guint8    *site,
             RabtaPublicKey  *key,
             gpointer         user_data,
             GError         **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RabtaPeer) peer = rabta_peers_load_sync (user_data, site, &failure);
  char hex[2 * RABTA_SITE_ID_LENGTH + 1];

  if (peer != NULL)
    return rabta_package_get_trusted (peer, key, error);

  if (!g_error_matches (failure, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  sodium_bin2hex (hex, sizeof hex, site, RABTA_SITE_ID_LENGTH);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
               _("The package is signed by a stranger, the copy %s, which is not registered here."), hex);
  return FALSE;
}

/**
 * rabta_package_open_for:
 * @casebook: a casebook whose register tells which keys are trusted
 * @path: a file from anywhere
 * @cancellable: (nullable): to stop it
 * @error: return location for an error; see rabta_package_reader_open()
 *
 * Returns: (transfer full) (nullable): the package, verified and meant for this copy
 */
RabtaPackageReader *
rabta_package_open_for (RabtaCasebook  *casebook,
                        const char     *path,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr (RabtaSecretKey) own = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && path != NULL, NULL);

  if (!rabta_peers_get_own_site (casebook, site, error))
    return NULL;
  own = rabta_secret_key_load (site, error);
  if (own == NULL)
    return NULL;

  return rabta_package_reader_open (path, own, find_key_cb, casebook, cancellable, error);
}
