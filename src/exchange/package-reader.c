/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages from anywhere, in this order: size and container, the signature over the manifest by a key that
 * is trusted or that a trusted one has signed as that of its successor, the manifest, whom it is for, the hash of each member. Nothing is parsed before the signature
 * holds but the container, which has one form only. Content is decrypted and unpacked when it is read. */
#include "exchange/package.h"

#include "base/error.h"
#include "exchange/package-manifest.h"
#include "exchange/package-zip.h"
#include "exchange/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define COPY (256 * 1024)

struct _RabtaPackageReader
{
  int            fd;
  gint64         size;
  GPtrArray     *zip;
  GPtrArray     *successions; /* of RabtaSuccession, from anywhere */
  GArray        *successors;  /* of RabtaSuccessor, those of them that hold */
  RabtaManifest *manifest;
  guint8         key[RABTA_SEAL_KEY_LENGTH];
  guint8         hash[RABTA_PACKAGE_HASH_LENGTH];
};

/* After the manifest, the successions and their signatures. */
static guint
first_member (RabtaPackageReader *self)
{
  return 2 + 2 * self->successions->len;
}

static gboolean
refuse (GError     **error,
        int          code,
        const char  *sentence)
{
  g_set_error_literal (error, RABTA_ERROR, code, sentence);
  return FALSE;
}

static gboolean
open_file (RabtaPackageReader  *self,
           const char          *path,
           GError             **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat present;

  /* A pipe that nobody writes to is not waited for. */
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (self->fd < 0 || fstat (self->fd, &present) < 0)
    {
      g_set_error (error, RABTA_ERROR, errno == ENOENT ? RABTA_ERROR_NOT_FOUND : RABTA_ERROR_FAILED,
                   _("Could not open “%s”: %s."), name, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (present.st_mode))
    return refuse (error, RABTA_ERROR_INVALID, _("This is a folder, a pipe or a device and not a package."));
  if (present.st_size > RABTA_ZIP_MAX_BYTES)
    return refuse (error, RABTA_ERROR_INVALID, _("The file is larger than 2 GB, more than any package."));

  self->size = present.st_size;
  return TRUE;
}

/* The two that are read as they are, small ones. */
static char *
read_text (RabtaPackageReader  *self,
           guint                index,
           const char          *name,
           gsize                max,
           gsize               *length,
           GError             **error)
{
  const RabtaZipMember *member = index < self->zip->len ? self->zip->pdata[index] : NULL;
  g_autofree char *data = NULL;

  if (member == NULL || strcmp (member->name, name) != 0 || member->length > max)
    {
      refuse (error, RABTA_ERROR_CORRUPT, _("The file is not a package of this program: it has no manifest or no signature."));
      return NULL;
    }

  *length = member->length;
  data = g_malloc (member->length + 1);
  data[member->length] = '\0';
  if (!rabta_zip_read_at (self->fd, member->offset, data, member->length, error))
    return NULL;
  if (member->crc != (guint32) crc32 (0, (const Bytef *) data, (uInt) member->length))
    {
      refuse (error, RABTA_ERROR_CORRUPT, _("The package is damaged: its manifest or its signature was altered."));
      return NULL;
    }

  return g_steal_pointer (&data);
}

/* Behind the manifest, in pairs, and as small as it. */
static gboolean
read_successions (RabtaPackageReader  *self,
                  GError             **error)
{
  for (guint i = 1; i <= RABTA_SUCCESSION_MAX && 2 * i < self->zip->len; i++)
    {
      g_autofree char *name = g_strdup_printf (RABTA_SUCCESSION_NAME, i);
      g_autofree char *signature_name = g_strdup_printf (RABTA_SUCCESSION_SIGNATURE_NAME, i);
      g_autofree char *statement = NULL;
      g_autofree char *signature = NULL;
      gsize length;

      if (strcmp (((RabtaZipMember *) self->zip->pdata[2 * i])->name, name) != 0)
        return TRUE;
      statement = read_text (self, 2 * i, name, RABTA_SUCCESSION_MAX_LENGTH, &length, error);
      signature = statement != NULL ? read_text (self, 2 * i + 1, signature_name, RABTA_SIGNATURE_MAX_LENGTH, &length, error)
                                    : NULL;
      if (signature == NULL)
        return FALSE;
      g_ptr_array_add (self->successions, rabta_succession_new (statement, signature));
    }

  return TRUE;
}

/* The key of a copy that is trusted, or that follows one by what was verified so far. */
static gboolean
find_signer (RabtaPackageReader   *self,
             const guint8         *site,
             RabtaPackageKeyFunc   find_key,
             gpointer              user_data,
             RabtaPublicKey       *key,
             GError              **error)
{
  g_autoptr (GError) refusal = NULL;

  if (find_key (site, key, user_data, &refusal))
    return TRUE;
  for (guint i = 0; i < self->successors->len; i++)
    {
      *key = g_array_index (self->successors, RabtaSuccessor, i).to;
      if (memcmp (key->site, site, sizeof key->site) == 0)
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&refusal));

  return FALSE;
}

/* The oldest first: who signed the next may be known by the one before it. One whose signer is a stranger to us
 * says nothing: we may know a later one of the row. */
static gboolean
verify_successions (RabtaPackageReader   *self,
                    RabtaPackageKeyFunc   find_key,
                    gpointer              user_data,
                    GError              **error)
{
  for (guint i = 0; i < self->successions->len; i++)
    {
      const RabtaSuccession *succession = self->successions->pdata[i];
      guint8 site[RABTA_SITE_ID_LENGTH];
      RabtaSuccessor successor;
      RabtaPublicKey key;

      if (!rabta_succession_peek_site (succession, site))
        return refuse (error, RABTA_ERROR_CORRUPT, _("The package is damaged: its signature does not have the form of one."));
      if (!find_signer (self, site, find_key, user_data, &key, NULL))
        continue;
      if (!rabta_succession_verify (succession, &key, &successor, error))
        return FALSE;
      g_array_append_val (self->successors, successor);
    }

  return TRUE;
}

static gboolean
verify_signature (RabtaPackageReader   *self,
                  const char           *manifest,
                  gsize                 manifest_length,
                  RabtaPackageKeyFunc   find_key,
                  gpointer              user_data,
                  RabtaPublicKey       *signer,
                  GError              **error)
{
  guint8 site[RABTA_SITE_ID_LENGTH];
  g_autofree char *signature = NULL;
  gsize length;

  signature = read_text (self, 1, RABTA_MANIFEST_SIGNATURE_NAME, RABTA_SIGNATURE_MAX_LENGTH, &length, error);
  if (signature == NULL)
    return FALSE;

  if (!rabta_signature_peek_site (signature, length, site))
    return refuse (error, RABTA_ERROR_CORRUPT, _("The package is damaged: its signature does not have the form of one."));
  if (!verify_successions (self, find_key, user_data, error) ||
      !find_signer (self, site, find_key, user_data, signer, error))
    return FALSE;
  if (memcmp (signer->site, site, sizeof site) != 0
      || !rabta_signature_verify (signer, manifest, manifest_length, signature, length, NULL))
    return refuse (error, RABTA_ERROR_CORRUPT,
                   _("The signature of the package does not hold: it was altered, or somebody else made it."));

  return TRUE;
}

static gboolean
open_key (RabtaPackageReader    *self,
          const RabtaSecretKey  *own,
          const RabtaPublicKey  *signer,
          GError               **error)
{
  const RabtaPublicKey *public = rabta_secret_key_get_public (own);
  const RabtaPackageInfo *info = &self->manifest->info;
  guint8 box_public[crypto_box_PUBLICKEYBYTES], box_secret[crypto_box_SECRETKEYBYTES];
  gboolean is_open;

  if (memcmp (info->from, signer->site, sizeof info->from) != 0)
    return refuse (error, RABTA_ERROR_INVALID, _("The package says that it is from another copy than the one that signed it."));
  if (memcmp (info->to, public->site, sizeof info->to) != 0)
    return refuse (error, RABTA_ERROR_INVALID, _("The package is for another copy of the casebook and not for this one."));

  crypto_sign_ed25519_sk_to_curve25519 (box_secret, rabta_secret_key_peek (own));
  is_open = crypto_sign_ed25519_pk_to_curve25519 (box_public, public->sign) == 0
            && crypto_box_seal_open (self->key, self->manifest->sealed_key, sizeof self->manifest->sealed_key, box_public,
                                     box_secret)
                   == 0;
  sodium_memzero (box_secret, sizeof box_secret);

  return is_open
         || refuse (error, RABTA_ERROR_CORRUPT,
                    _("The package cannot be decrypted: it was made for another key of this copy."));
}

static gboolean
verify_member (RabtaPackageReader        *self,
               const RabtaZipMember      *stored,
               const RabtaManifestMember *told,
               guint8                    *buffer,
               GCancellable              *cancellable,
               GError                   **error)
{
  guint8 hash[RABTA_SEAL_HASH_LENGTH];
  crypto_generichash_state state;
  gint64 done = 0;
  uLong crc = crc32 (0, NULL, 0);

  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  while (done < stored->length)
    {
      gsize n = (gsize) MIN (stored->length - done, COPY);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rabta_zip_read_at (self->fd, stored->offset + done, buffer, n, error))
        return FALSE;
      crypto_generichash_update (&state, buffer, n);
      crc = crc32 (crc, buffer, (uInt) n);
      done += (gint64) n;
    }
  crypto_generichash_final (&state, hash, sizeof hash);

  if (strcmp (stored->name, told->name) == 0 && stored->length == told->totals.length && stored->crc == (guint32) crc
      && memcmp (hash, told->totals.hash, sizeof hash) == 0)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("The package is damaged: “%s” in it is not what the manifest tells."), stored->name);
  return FALSE;
}

/* Of the file as a whole: its name among those that were received, and what the next one refers to. */
static gboolean
hash_file (RabtaPackageReader  *self,
           guint8              *buffer,
           GCancellable        *cancellable,
           GError             **error)
{
  crypto_generichash_state state;
  gint64 done = 0;

  crypto_generichash_init (&state, NULL, 0, sizeof self->hash);
  while (done < self->size)
    {
      gsize n = (gsize) MIN (self->size - done, COPY);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rabta_zip_read_at (self->fd, done, buffer, n, error))
        return FALSE;
      crypto_generichash_update (&state, buffer, n);
      done += (gint64) n;
    }
  crypto_generichash_final (&state, self->hash, sizeof self->hash);

  return TRUE;
}

static gboolean
verify_members (RabtaPackageReader  *self,
                GCancellable        *cancellable,
                GError             **error)
{
  g_autofree guint8 *buffer = g_malloc (COPY);
  GPtrArray *members = self->manifest->members;

  if (self->zip->len != members->len + first_member (self))
    return refuse (error, RABTA_ERROR_CORRUPT, _("The package does not hold the members that its manifest tells."));

  for (guint i = 0; i < members->len; i++)
    if (!verify_member (self, self->zip->pdata[first_member (self) + i], members->pdata[i], buffer, cancellable, error))
      return FALSE;

  return hash_file (self, buffer, cancellable, error);
}

/**
 * rabta_package_reader_open:
 * @path: a file from anywhere
 * @own: the key pair of this copy of the casebook; needed only during the call
 * @find_key: (scope call): tells which key is trusted for a site
 * @user_data: given to @find_key
 * @cancellable: (nullable): to stop it
 * @error: return location for an error: %RABTA_ERROR_CORRUPT where it is damaged or forged,
 *   %RABTA_ERROR_INVALID where it is not for us or not in order, %RABTA_ERROR_TOO_NEW, or that of @find_key
 *
 * Opens and verifies a package. Its members are what the sender signed; whether their content is in order
 * shows when it is read.
 *
 * Returns: (transfer full) (nullable): the package
 */
RabtaPackageReader *
rabta_package_reader_open (const char            *path,
                           const RabtaSecretKey  *own,
                           RabtaPackageKeyFunc    find_key,
                           gpointer               user_data,
                           GCancellable          *cancellable,
                           GError               **error)
{
  g_autoptr (RabtaPackageReader) self = NULL;
  g_autofree char *manifest = NULL;
  RabtaPublicKey signer;
  gsize length;

  g_return_val_if_fail (path != NULL && own != NULL && find_key != NULL, NULL);

  self = g_new0 (RabtaPackageReader, 1);
  self->fd = -1;
  self->successions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_succession_free);
  self->successors = g_array_new (FALSE, FALSE, sizeof (RabtaSuccessor));
  if (!open_file (self, path, error))
    return NULL;

  self->zip = rabta_zip_read_directory (self->fd, self->size, error);
  if (self->zip == NULL || !read_successions (self, error))
    return NULL;
  manifest = read_text (self, 0, RABTA_MANIFEST_NAME, RABTA_MANIFEST_MAX_BYTES, &length, error);
  if (manifest == NULL || !verify_signature (self, manifest, length, find_key, user_data, &signer, error))
    return NULL;

  self->manifest = rabta_manifest_parse (manifest, length, error);
  if (self->manifest == NULL || !open_key (self, own, &signer, error) || !verify_members (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_package_reader_get_info:
 * @self: a package
 *
 * Returns: (transfer none): what it says of itself
 */
const RabtaPackageInfo *
rabta_package_reader_get_info (RabtaPackageReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->manifest->info;
}

/**
 * rabta_package_reader_get_hash:
 * @self: a package
 *
 * Returns: (transfer none): BLAKE2b-256 of the whole file
 */
const guint8 *
rabta_package_reader_get_hash (RabtaPackageReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hash;
}

GArray *
rabta_package_reader_get_successors (RabtaPackageReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->successors;
}

GPtrArray *
rabta_package_reader_get_successions (RabtaPackageReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->successions;
}

gboolean
rabta_package_reader_has_member (RabtaPackageReader *self,
                                 const char         *name)
{
  for (guint i = 0; i < rabta_package_reader_n_members (self); i++)
    if (strcmp (rabta_package_reader_get_name (self, i), name) == 0)
      return TRUE;

  return FALSE;
}

guint
rabta_package_reader_n_members (RabtaPackageReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->manifest->members->len;
}

/**
 * rabta_package_reader_get_name:
 * @self: a package
 * @index: of a member
 *
 * Returns: (transfer none): its name
 */
const char *
rabta_package_reader_get_name (RabtaPackageReader *self,
                               guint               index)
{
  g_return_val_if_fail (self != NULL && index < self->manifest->members->len, NULL);

  return ((RabtaManifestMember *) self->manifest->members->pdata[index])->name;
}

/**
 * rabta_package_reader_get_size:
 * @self: a package
 * @index: of a member
 *
 * Returns: number of bytes of its content
 */
gint64
rabta_package_reader_get_size (RabtaPackageReader *self,
                               guint               index)
{
  g_return_val_if_fail (self != NULL && index < self->manifest->members->len, 0);

  return ((RabtaManifestMember *) self->manifest->members->pdata[index])->totals.size;
}

/**
 * rabta_package_reader_open_member:
 * @self: a package, which must outlive the stream
 * @name: name of a member
 * @error: return location for an error; %RABTA_ERROR_NOT_FOUND
 *
 * The end of the stream is reported only where all the content was there and in order; until then it may
 * still turn out to be damaged, so what is made of it belongs into a transaction.
 *
 * Returns: (transfer full) (nullable): a stream of its content
 */
GInputStream *
rabta_package_reader_open_member (RabtaPackageReader  *self,
                                  const char          *name,
                                  GError             **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->manifest->members->len; i++)
    {
      const RabtaManifestMember *member = self->manifest->members->pdata[i];
      const RabtaZipMember *stored = self->zip->pdata[first_member (self) + i];

      if (strcmp (member->name, name) == 0)
        return G_INPUT_STREAM (rabta_seal_input_new (self->fd, stored->offset, &member->totals, self->key, name,
                                                     member->compressed));
    }

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("The package does not hold “%s”."), name);
  return NULL;
}

/**
 * rabta_package_reader_free:
 * @self: (nullable) (transfer full): a package
 */
void
rabta_package_reader_free (RabtaPackageReader *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  sodium_memzero (self->key, sizeof self->key);
  g_clear_pointer (&self->zip, g_ptr_array_unref);
  g_clear_pointer (&self->successions, g_ptr_array_unref);
  g_clear_pointer (&self->successors, g_array_unref);
  rabta_manifest_free (self->manifest);
  g_free (self);
}
