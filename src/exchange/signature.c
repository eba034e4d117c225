/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures in minisign's form, prehashed: Ed25519 over the BLAKE2b-512 of the data, and a second one
 * over the first and the trusted comment. */
#include "exchange/signature.h"

#include <string.h>

#define PREHASHED "ED"
#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "

typedef struct
{
  char   algorithm[2];
  guint8 id[8];
  guint8 signature[crypto_sign_BYTES];
} Block;

G_STATIC_ASSERT (sizeof (Block) == 74);

typedef struct
{
  Block  block;
  guint8 global[crypto_sign_BYTES];
  char  *trusted; /* not terminated by NUL: into the text */
  gsize  trusted_length;
} Parts;

static void
digest (gconstpointer data,
        gsize         length,
        guint8        hash[crypto_generichash_BYTES_MAX])
{
  crypto_generichash (hash, crypto_generichash_BYTES_MAX, data, length, NULL, 0);
}

static void
sign_global (const Block *block,
             const char  *comment,
             gsize        length,
             GByteArray  *data)
{
  g_byte_array_append (data, block->signature, sizeof block->signature);
  g_byte_array_append (data, (const guint8 *) comment, (guint) length);
}

/**
 * rabta_signature_make: (skip)
 * @key: who signs
 * @data: what is signed
 * @length: its length
 * @trusted_comment: one line that is signed as well
 *
 * Returns: (transfer full): a `.minisig` file
 */
char *
rabta_signature_make (const RabtaSecretKey *key,
                      gconstpointer         data,
                      gsize                 length,
                      const char           *trusted_comment)
{
  const RabtaPublicKey *public = rabta_secret_key_get_public (key);
  g_autoptr (GByteArray) global = g_byte_array_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  guint8 hash[crypto_generichash_BYTES_MAX];
  guint8 signature[crypto_sign_BYTES];
  Block block = { PREHASHED };

  g_return_val_if_fail (key != NULL && trusted_comment != NULL, NULL);

  memcpy (block.id, public->site, sizeof block.id);
  digest (data, length, hash);
  crypto_sign_detached (block.signature, NULL, hash, sizeof hash, rabta_secret_key_peek (key));
  sign_global (&block, trusted_comment, strlen (trusted_comment), global);
  crypto_sign_detached (signature, NULL, global->data, global->len, rabta_secret_key_peek (key));

  first = g_base64_encode ((const guchar *) &block, sizeof block);
  second = g_base64_encode (signature, sizeof signature);
  sodium_bin2hex (site, sizeof site, public->site, sizeof public->site);

  return g_strdup_printf (UNTRUSTED "signature of rabta site %s\n%s\n" TRUSTED "%s\n%s\n", site, first,
                          trusted_comment, second);
}

/* Takes the line at *@cursor, which has to end with a line feed before @end. */
static gboolean
take_line (const char **cursor,
           const char  *end,
           const char **line,
           gsize       *length)
{
  const char *feed = memchr (*cursor, '\n', (gsize) (end - *cursor));

  if (feed == NULL)
    return FALSE;

  *line = *cursor;
  *length = (gsize) (feed - *cursor);
  *cursor = feed + 1;
  return TRUE;
}

static gboolean
decode_line (const char *line,
             gsize       length,
             gpointer    bytes,
             gsize       size)
{
  gsize decoded;

  /* libsodium takes the bytes 0xd0 and 0xd4 for "/" and "+". */
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (line[i]))
      return FALSE;

  return sodium_base642bin (bytes, size, line, length, NULL, &decoded, NULL, sodium_base64_VARIANT_ORIGINAL) == 0
         && decoded == size;
}

/* Four lines of the form that rabta_signature_make() writes, and nothing else. */
static gboolean
take_apart (const char *signature,
            gsize       length,
            Parts      *parts)
{
  const char *cursor = signature, *end = signature + length, *line;
  gsize n;

  if (length > RABTA_SIGNATURE_MAX_LENGTH || memchr (signature, '\0', length) != NULL)
    return FALSE;

  if (!take_line (&cursor, end, &line, &n) || n < strlen (UNTRUSTED)
      || memcmp (line, UNTRUSTED, strlen (UNTRUSTED)) != 0)
    return FALSE;
  if (!take_line (&cursor, end, &line, &n) || !decode_line (line, n, &parts->block, sizeof parts->block)
      || memcmp (parts->block.algorithm, PREHASHED, 2) != 0)
    return FALSE;
  if (!take_line (&cursor, end, &line, &n) || n < strlen (TRUSTED) || memcmp (line, TRUSTED, strlen (TRUSTED)) != 0)
    return FALSE;
  parts->trusted = (char *) line + strlen (TRUSTED);
  parts->trusted_length = n - strlen (TRUSTED);

  return take_line (&cursor, end, &line, &n) && decode_line (line, n, parts->global, sizeof parts->global)
         && cursor == end;
}

/**
 * rabta_signature_peek_site: (skip)
 * @signature: a `.minisig` file from anywhere
 * @length: its length
 * @site: (out): who claims to have made it, %RABTA_SITE_ID_LENGTH bytes
 *
 * For looking up the key to check it with; nothing is verified.
 *
 * Returns: whether @signature has the form of one
 */
gboolean
rabta_signature_peek_site (const char *signature,
                           gsize       length,
                           guint8     *site)
{
  Parts parts;

  g_return_val_if_fail (signature != NULL && site != NULL, FALSE);

  if (!take_apart (signature, length, &parts))
    return FALSE;

  memcpy (site, parts.block.id, sizeof parts.block.id);
  return TRUE;
}

/**
 * rabta_signature_verify: (skip)
 * @key: who should have signed
 * @data: what should have been signed
 * @data_length: its length
 * @signature: a `.minisig` file from anywhere
 * @length: its length
 * @trusted_comment: (out) (optional) (transfer full): the comment that was signed as well
 *
 * Returns: whether both signatures in it are of @key, over @data and over the comment
 */
gboolean
rabta_signature_verify (const RabtaPublicKey  *key,
                        gconstpointer          data,
                        gsize                  data_length,
                        const char            *signature,
                        gsize                  length,
                        char                 **trusted_comment)
{
  g_autoptr (GByteArray) global = g_byte_array_new ();
  guint8 hash[crypto_generichash_BYTES_MAX];
  Parts parts;

  g_return_val_if_fail (key != NULL && data != NULL && signature != NULL, FALSE);

  if (!take_apart (signature, length, &parts) || memcmp (parts.block.id, key->site, sizeof key->site) != 0)
    return FALSE;

  digest (data, data_length, hash);
  if (crypto_sign_verify_detached (parts.block.signature, hash, sizeof hash, key->sign) != 0)
    return FALSE;

  sign_global (&parts.block, parts.trusted, parts.trusted_length, global);
  if (crypto_sign_verify_detached (parts.global, global->data, global->len, key->sign) != 0)
    return FALSE;

  if (trusted_comment != NULL)
    *trusted_comment = g_strndup (parts.trusted, parts.trusted_length);
  return TRUE;
}
