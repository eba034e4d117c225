/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key pairs in minisign's forms, so that a signature of ours can be checked, and with the file of the
 * secret key be made, by a program that is not ours. */
#include "exchange/keys.h"

#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ALGORITHM "Ed"
#define COMMENT "untrusted comment: "

#define FINGERPRINT_GROUPS 12
#define FINGERPRINT_DOMAIN "rabta fingerprint 1"

/* minisign's public key: algorithm, key id, key. */
typedef struct
{
  char   algorithm[2];
  guint8 id[8];
  guint8 sign[crypto_sign_PUBLICKEYBYTES];
} PublicFile;

/* minisign's secret key without a password (its option -W): kdf is zero, and so are salt and limits. */
typedef struct
{
  char   algorithm[2];
  char   kdf[2];
  char   checksum_algorithm[2];
  guint8 salt[32];
  guint8 limits[16];
  guint8 id[8];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 checksum[32];
} SecretFile;

G_STATIC_ASSERT (sizeof (PublicFile) == 42);
G_STATIC_ASSERT (sizeof (SecretFile) == 158);
G_STATIC_ASSERT (sizeof ((RabtaPublicKey *) NULL)->site == 8);

struct _RabtaSecretKey
{
  RabtaPublicKey public;
  guint8         secret[crypto_sign_SECRETKEYBYTES];
};

#define BASE64_LENGTH(size) (((size) + 2) / 3 * 4 + 1)

/* libsodium's functions of base64 take constant time, which a secret key should have. */
static gboolean
decode (const char *text,
        gsize       length,
        guint8     *bytes,
        gsize       size)
{
  gsize decoded;

  return sodium_base642bin (bytes, size, text, length, NULL, &decoded, NULL, sodium_base64_VARIANT_ORIGINAL) == 0
         && decoded == size;
}

static gboolean
refuse_key (GError **error)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("This is not a public key in minisign’s form: 56 letters and digits that begin with “RW”."));
  return FALSE;
}

/**
 * rabta_public_key_parse:
 * @text: a public key in minisign's form, with or without the line of its comment
 * @self: (out): the key
 * @error: return location for an error; %RABTA_ERROR_INVALID
 *
 * Returns: whether @text is one
 */
gboolean
rabta_public_key_parse (const char      *text,
                        RabtaPublicKey  *self,
                        GError         **error)
{
  const char *line = text;
  PublicFile file;
  gsize length;

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  if (g_str_has_prefix (text, COMMENT))
    {
      line = strchr (text, '\n');
      if (line == NULL)
        return refuse_key (error);
      line++;
    }
  length = strcspn (line, "\r\n");
  if (line[length + strspn (line + length, "\r\n")] != '\0' || !decode (line, length, (guint8 *) &file, sizeof file)
      || memcmp (file.algorithm, ALGORITHM, sizeof file.algorithm) != 0
      || crypto_core_ed25519_is_valid_point (file.sign) != 1)
    return refuse_key (error);

  memcpy (self->site, file.id, sizeof file.id);
  memcpy (self->sign, file.sign, sizeof file.sign);
  return TRUE;
}

static PublicFile
to_file (const RabtaPublicKey *self)
{
  PublicFile file;

  memcpy (file.algorithm, ALGORITHM, sizeof file.algorithm);
  memcpy (file.id, self->site, sizeof file.id);
  memcpy (file.sign, self->sign, sizeof file.sign);
  return file;
}

/**
 * rabta_public_key_to_base64:
 * @self: a key
 *
 * Returns: (transfer full): what `minisign -P` takes
 */
char *
rabta_public_key_to_base64 (const RabtaPublicKey *self)
{
  PublicFile file;

  g_return_val_if_fail (self != NULL, NULL);

  file = to_file (self);
  return g_base64_encode ((const guchar *) &file, sizeof file);
}

/**
 * rabta_public_key_to_text:
 * @self: a key
 *
 * Returns: (transfer full): a file that `minisign -p` takes
 */
char *
rabta_public_key_to_text (const RabtaPublicKey *self)
{
  g_autofree char *key = rabta_public_key_to_base64 (self);
  char site[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (site, sizeof site, self->site, sizeof self->site);
  return g_strdup_printf (COMMENT "rabta public key of site %s\n%s\n", site, key);
}

/**
 * rabta_public_key_dup_fingerprint:
 * @self: a key
 *
 * What two people read to each other to know that they have the same key: 12 groups of 5 digits, each
 * made of 40 bits of a BLAKE2b-512 over site and key, modulo 100,000: 60 digits, 199 bits.
 *
 * Returns: (transfer full): the groups with a blank between them, always in ASCII digits
 */
char *
rabta_public_key_dup_fingerprint (const RabtaPublicKey *self)
{
  guint8 hash[crypto_generichash_BYTES_MAX];
  crypto_generichash_state state;
  GString *groups;
  PublicFile file;

  g_return_val_if_fail (self != NULL, NULL);

  file = to_file (self);
  crypto_generichash_init (&state, NULL, 0, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) FINGERPRINT_DOMAIN, sizeof FINGERPRINT_DOMAIN);
  crypto_generichash_update (&state, (const guint8 *) &file, sizeof file);
  crypto_generichash_final (&state, hash, sizeof hash);

  groups = g_string_new (NULL);
  for (guint i = 0; i < FINGERPRINT_GROUPS; i++)
    {
      guint64 number = 0;

      for (guint j = 0; j < 5; j++)
        number = number << 8 | hash[5 * i + j];
      g_string_append_printf (groups, "%s%05u", i > 0 ? " " : "", (guint) (number % 100000));
    }

  return g_string_free (groups, FALSE);
}

/**
 * rabta_public_key_has_fingerprint:
 * @self: a key
 * @fingerprint: what somebody typed: digits of any script; blanks, dashes and line breaks do not count
 *
 * Returns: whether it is the whole fingerprint of @self
 */
gboolean
rabta_public_key_has_fingerprint (const RabtaPublicKey *self,
                                  const char           *fingerprint)
{
  g_autofree char *own = rabta_public_key_dup_fingerprint (self);
  g_autofree char *digits = NULL;
  const char *wanted = own;

  g_return_val_if_fail (self != NULL && fingerprint != NULL, FALSE);

  if (!g_utf8_validate (fingerprint, -1, NULL))
    return FALSE;

  digits = rabta_text_ascii_digits (fingerprint);
  for (const char *p = digits; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p) || *p == '-')
        continue;
      wanted += *wanted == ' ';
      if (*p != *wanted)
        return FALSE;
      wanted++;
    }

  return *wanted == '\0';
}

/**
 * rabta_public_key_equal:
 * @self: a key
 * @other: another one
 *
 * Returns: whether they are the same key of the same site
 */
gboolean
rabta_public_key_equal (const RabtaPublicKey *self,
                        const RabtaPublicKey *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return memcmp (self->site, other->site, sizeof self->site) == 0
         && memcmp (self->sign, other->sign, sizeof self->sign) == 0;
}

static RabtaSecretKey *
allocate (GError **error)
{
  RabtaSecretKey *self = sodium_init () >= 0 ? sodium_malloc (sizeof *self) : NULL;

  if (self == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                           _("There is no protected memory left to hold a secret key in."));
      return NULL;
    }

  sodium_memzero (self, sizeof *self);
  return self;
}

/**
 * rabta_secret_key_new:
 * @site: id of a copy of a casebook, %RABTA_SITE_ID_LENGTH bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a new random key pair of that site, not yet saved
 */
RabtaSecretKey *
rabta_secret_key_new (const guint8  *site,
                      GError       **error)
{
  RabtaSecretKey *self;

  g_return_val_if_fail (site != NULL, NULL);

  self = allocate (error);
  if (self == NULL)
    return NULL;

  memcpy (self->public.site, site, sizeof self->public.site);
  crypto_sign_keypair (self->public.sign, self->secret);
  return self;
}

/**
 * rabta_secret_key_path:
 * @site: id of a copy of a casebook
 *
 * Beside the user's other data and never in the casebook, whose copies go to other people.
 *
 * Returns: (transfer full): where the secret key of that site is kept
 */
char *
rabta_secret_key_path (const guint8 *site)
{
  char name[2 * RABTA_SITE_ID_LENGTH + 1];
  g_autofree char *file = NULL;

  g_return_val_if_fail (site != NULL, NULL);

  sodium_bin2hex (name, sizeof name, site, RABTA_SITE_ID_LENGTH);
  file = g_strconcat (name, ".key", NULL);
  return g_build_filename (g_get_user_data_dir (), "rabta", "keys", file, NULL);
}

/* Over what minisign takes it over. */
static void
compute_checksum (const SecretFile *file,
                  guint8            checksum[32])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, 32);
  crypto_generichash_update (&state, (const guint8 *) file->algorithm, sizeof file->algorithm);
  crypto_generichash_update (&state, file->id, sizeof file->id);
  crypto_generichash_update (&state, file->secret, sizeof file->secret);
  crypto_generichash_final (&state, checksum, 32);
}

/* Without GLib's file functions, which leave copies of what they read in freed memory. */
static gssize
read_file (const char *path,
           char       *buffer,
           gsize       size)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gsize filled = 0;
  gssize n = 0;

  if (fd < 0)
    return -1;

  while (filled < size && (n = read (fd, buffer + filled, size - filled)) != 0)
    {
      if (n < 0 && errno != EINTR)
        break;
      filled += n > 0 ? (gsize) n : 0;
    }
  close (fd);

  return n < 0 ? -1 : (gssize) filled;
}

static gboolean
parse_secret (RabtaSecretKey *self,
              const guint8   *site,
              const char     *text,
              gsize           length)
{
  const char *line = memchr (text, '\n', length);
  guint8 checksum[32], sign[crypto_sign_PUBLICKEYBYTES];
  gboolean is_sound = FALSE;
  SecretFile file;
  gsize rest;

  if (line == NULL)
    return FALSE;

  line++;
  rest = length - (gsize) (line - text);
  while (rest > 0 && (line[rest - 1] == '\n' || line[rest - 1] == '\r'))
    rest--;

  if (decode (line, rest, (guint8 *) &file, sizeof file) && memcmp (file.algorithm, ALGORITHM, 2) == 0
      && memcmp (file.kdf, "\0\0", 2) == 0)
    {
      compute_checksum (&file, checksum);
      crypto_sign_ed25519_sk_to_pk (sign, file.secret);
      is_sound = sodium_memcmp (checksum, file.checksum, sizeof checksum) == 0
                 && memcmp (file.id, site, sizeof file.id) == 0;
    }
  if (is_sound)
    {
      memcpy (self->public.site, file.id, sizeof file.id);
      memcpy (self->public.sign, sign, sizeof sign);
      memcpy (self->secret, file.secret, sizeof file.secret);
    }
  sodium_memzero (&file, sizeof file);

  return is_sound;
}

/**
 * rabta_secret_key_load:
 * @site: id of a copy of a casebook
 * @error: return location for an error; %RABTA_ERROR_NOT_FOUND where it has no key on this computer
 *
 * Returns: (transfer full) (nullable): its key pair
 */
RabtaSecretKey *
rabta_secret_key_load (const guint8  *site,
                       GError       **error)
{
  g_autofree char *path = rabta_secret_key_path (site);
  g_autoptr (RabtaSecretKey) self = NULL;
  char text[1024];
  gboolean is_sound;
  gssize length;

  g_return_val_if_fail (site != NULL, NULL);

  self = allocate (error);
  if (self == NULL)
    return NULL;

  length = read_file (path, text, sizeof text);
  if (length < 0)
    {
      if (errno == ENOENT)
        g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                             _("This copy of the casebook has no key pair on this computer yet; “rabta keys new” makes one."));
      else
        g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("Could not read the secret key “%s”: %s."), path,
                     g_strerror (errno));
      return NULL;
    }

  is_sound = parse_secret (self, site, text, (gsize) length);
  sodium_memzero (text, sizeof text);
  if (!is_sound)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("The secret key “%s” is damaged. Put it back from a copy, or move it away and make a new one."),
                   path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* What was there before is the key that others trust: it is never replaced. */
static gboolean
put_in_place (const char  *path,
              const char  *text,
              gsize        length,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  gsize written = 0;
  int fd, code = 0;

  if (g_mkdir_with_parents (folder, 0700) != 0 || (fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600)) < 0)
    {
      code = errno;
    }
  else
    {
      while (written < length && code == 0)
        {
          gssize n = write (fd, text + written, length - written);

          if (n >= 0)
            written += (gsize) n;
          else if (errno != EINTR)
            code = errno;
        }
      if (code == 0 && fsync (fd) < 0)
        code = errno;
      close (fd);
      if (code == 0 && link (temporary, path) < 0)
        code = errno;
      g_unlink (temporary);
    }

  if (code == EEXIST)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS,
                 _("This copy of the casebook has a key pair already, which others trust: “%s”."), path);
  else if (code != 0)
    g_set_error (error, RABTA_ERROR, code == ENOSPC || code == EDQUOT ? RABTA_ERROR_FULL : RABTA_ERROR_FAILED,
                 _("Could not write the secret key “%s”: %s."), path, g_strerror (code));

  return code == 0;
}

/**
 * rabta_secret_key_save:
 * @self: a key pair
 * @error: return location for an error; %RABTA_ERROR_EXISTS where the site has one, which stays
 *
 * Writes the key to rabta_secret_key_path(), readable by its owner alone, whole or not at all.
 *
 * Returns: whether it is there
 */
gboolean
rabta_secret_key_save (const RabtaSecretKey  *self,
                       GError               **error)
{
  g_autofree char *path = NULL;
  char encoded[BASE64_LENGTH (sizeof (SecretFile))];
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  char text[1024];
  SecretFile file = { ALGORITHM, "", "B2" };
  gboolean is_saved;

  g_return_val_if_fail (self != NULL, FALSE);

  path = rabta_secret_key_path (self->public.site);
  memcpy (file.id, self->public.site, sizeof file.id);
  memcpy (file.secret, self->secret, sizeof file.secret);
  compute_checksum (&file, file.checksum);
  sodium_bin2base64 (encoded, sizeof encoded, (const guint8 *) &file, sizeof file, sodium_base64_VARIANT_ORIGINAL);
  sodium_bin2hex (site, sizeof site, self->public.site, sizeof self->public.site);
  g_snprintf (text, sizeof text, COMMENT "rabta secret key of site %s\n%s\n", site, encoded);

  is_saved = put_in_place (path, text, strlen (text), error);
  sodium_memzero (&file, sizeof file);
  sodium_memzero (encoded, sizeof encoded);
  sodium_memzero (text, sizeof text);

  return is_saved;
}

/**
 * rabta_secret_key_free:
 * @self: (nullable) (transfer full): a key pair, which is wiped from memory
 */
void
rabta_secret_key_free (RabtaSecretKey *self)
{
  sodium_free (self);
}

/**
 * rabta_secret_key_get_public:
 * @self: a key pair
 *
 * Returns: (transfer none): the half that others may know
 */
const RabtaPublicKey *
rabta_secret_key_get_public (const RabtaSecretKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->public;
}

/**
 * rabta_secret_key_peek: (skip)
 * @self: a key pair
 *
 * Returns: (transfer none): the Ed25519 secret key
 */
const guint8 *
rabta_secret_key_peek (const RabtaSecretKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}
