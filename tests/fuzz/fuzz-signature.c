/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures, which are read before anything is known of who made them. The first byte says what the input
 * is: "z" the file with the signature, "t" the comment of one that is made here, with a place in it that is
 * altered afterwards. */
#include "fuzz.h"

#include "exchange/signature.h"

#include <string.h>

static RabtaSecretKey *key;
static const char signed_text[] = "what is signed";

static gboolean
holds (const char  *signature,
       gsize        length,
       char       **comment)
{
  return rabta_signature_verify (rabta_secret_key_get_public (key), signed_text, strlen (signed_text), signature, length,
                                 comment);
}

static void
read_signature (const char *data,
                gsize       length)
{
  guint8 site[RABTA_SITE_ID_LENGTH];

  rabta_signature_peek_site (data, length, site);
  /* Nobody guesses one of a key that was made just now. */
  g_assert (!holds (data, length, NULL));
}

/* What is made is read as it was, and nothing of it but the comment that nobody trusts may be altered. */
static void
make_and_alter (const char *data,
                gsize       length)
{
  gsize place = (guint8) data[0] * 256u + (guint8) data[1];
  g_autofree char *comment = g_strndup (data + 3, length - 3);
  g_autofree char *signature = NULL;
  g_autofree char *read = NULL;
  gsize n;

  if (strchr (comment, '\n') != NULL)
    return;
  signature = rabta_signature_make (key, signed_text, strlen (signed_text), comment);
  n = strlen (signature);
  if (n > RABTA_SIGNATURE_MAX_LENGTH)
    return;
  g_assert (holds (signature, n, &read));
  g_assert_cmpstr (read, ==, comment);

  place = (gsize) (strchr (signature, '\n') - signature) + place % (n - (gsize) (strchr (signature, '\n') - signature));
  signature[place] ^= data[2] != 0 ? data[2] : 1;
  g_assert (!holds (signature, n, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const guint8 site[RABTA_SITE_ID_LENGTH] = "a copy.";

  if (key == NULL)
    key = rabta_secret_key_new (site, NULL);
  if (length == 0)
    return 0;
  if (data[0] == 't' && length > 3)
    make_and_alter ((const char *) data + 1, length - 1);
  else
    read_signature ((const char *) data + 1, length - 1);
  return 0;
}
