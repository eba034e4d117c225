/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first byte says how far the input gets by itself, which a signature would else prevent: "z" is the
 * whole file, "m" a manifest that is signed here, "c" the compressed content of a member. */
#include "fuzz.h"

#include "base/error.h"
#include "exchange/package-manifest.h"
#include "exchange/package-zip.h"
#include "exchange/signature.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

static RabtaSecretKey *sender, *recipient;

static gboolean
find_key_cb (const guint8    *site,
             RabtaPublicKey  *key,
             gpointer         user_data,
             GError         **error)
{
  *key = *rabta_secret_key_get_public (sender);
  if (memcmp (site, key->site, sizeof key->site) == 0)
    return TRUE;

  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, "a stranger");
  return FALSE;
}

static void
read_members (RabtaPackageReader *reader)
{
  guint8 buffer[4096];

  for (guint i = 0; i < rabta_package_reader_n_members (reader); i++)
    {
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;
      gint64 total = 0;
      gssize n;

      stream = rabta_package_reader_open_member (reader, rabta_package_reader_get_name (reader, i), &error);
      g_assert_no_error (error);
      while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error)) > 0)
        total += n;
      g_assert (n == 0 ? total == rabta_package_reader_get_size (reader, i) : error->domain == RABTA_ERROR);
    }
}

static void
read_package (const guint8 *data,
              gsize         length)
{
  int fd = memfd_create ("package", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (RabtaPackageReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  reader = rabta_package_reader_open (path, recipient, find_key_cb, NULL, NULL, &error);
  g_assert ((reader == NULL) == (error != NULL));
  g_assert (error == NULL || (error->domain == RABTA_ERROR && *error->message != '\0'));
  if (reader != NULL)
    read_members (reader);
  close (fd);
}

static void
add (GByteArray    *zip,
     GPtrArray     *members,
     const char    *name,
     gconstpointer  data,
     gsize          length)
{
  RabtaZipMember *member = g_new0 (RabtaZipMember, 1);

  member->name = g_strdup (name);
  member->crc = (guint32) crc32 (0, data, (uInt) length);
  member->length = (guint32) length;
  rabta_zip_append_header (zip, member);
  member->offset = zip->len;
  g_byte_array_append (zip, data, (guint) length);
  g_ptr_array_add (members, member);
}

static void
sign_and_read (const char *manifest,
               gsize       length,
               GByteArray *stored)
{
  g_autofree char *signature = rabta_signature_make (sender, manifest, length, "fuzz");
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);

  add (zip, members, RABTA_MANIFEST_NAME, manifest, length);
  add (zip, members, RABTA_MANIFEST_SIGNATURE_NAME, signature, strlen (signature));
  if (stored != NULL)
    add (zip, members, RABTA_PACKAGE_CHANGES, stored->data, stored->len);
  rabta_zip_append_directory (zip, members);
  read_package (zip->data, zip->len);
}

/* @content as the compressed content of a member, in chunks of its own. */
static void
seal_and_read (const guint8 *content,
               gsize         length)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES], key[RABTA_SEAL_KEY_LENGTH] = { 1 };
  guint8 box[crypto_box_PUBLICKEYBYTES];
  g_autofree guint8 *chunk = g_malloc (length + crypto_secretstream_xchacha20poly1305_ABYTES);
  g_autoptr (GByteArray) stored = g_byte_array_new ();
  g_autoptr (RabtaManifest) manifest = rabta_manifest_new ();
  g_autofree char *text = NULL;
  RabtaSealTotals totals = { 0 };
  unsigned long long n;

  crypto_secretstream_xchacha20poly1305_init_push (&state, header, key);
  g_byte_array_append (stored, header, sizeof header);
  crypto_secretstream_xchacha20poly1305_push (&state, chunk, &n, content, length, (const guint8 *) RABTA_PACKAGE_CHANGES,
                                              strlen (RABTA_PACKAGE_CHANGES),
                                              crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  g_byte_array_append (stored, chunk, (guint) n);

  memcpy (manifest->info.from, rabta_secret_key_get_public (sender)->site, RABTA_SITE_ID_LENGTH);
  memcpy (manifest->info.to, rabta_secret_key_get_public (recipient)->site, RABTA_SITE_ID_LENGTH);
  manifest->info.number = 1;
  g_strlcpy (manifest->info.created, "2026-01-01T00:00:00Z", sizeof manifest->info.created);
  g_strlcpy (manifest->info.program, "0", sizeof manifest->info.program);
  g_assert (crypto_sign_ed25519_pk_to_curve25519 (box, rabta_secret_key_get_public (recipient)->sign) == 0);
  crypto_box_seal (manifest->sealed_key, key, sizeof key, box);
  totals.size = length > 0 ? (gint64) content[length - 1] * 1024 : 0;
  totals.length = stored->len;
  crypto_generichash (totals.hash, sizeof totals.hash, stored->data, stored->len, NULL, 0);
  rabta_manifest_add (manifest, RABTA_PACKAGE_CHANGES, TRUE, &totals);
  text = rabta_manifest_compose (manifest);
  sign_and_read (text, strlen (text), stored);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const guint8 sites[2][RABTA_SITE_ID_LENGTH] = { "sender 1", "receiver" };

  if (sender == NULL)
    {
      sender = rabta_secret_key_new (sites[0], NULL);
      recipient = rabta_secret_key_new (sites[1], NULL);
    }

  if (length == 0 || length > 60000)
    return 0;
  if (data[0] == 'm')
    sign_and_read ((const char *) data + 1, length - 1, NULL);
  else if (data[0] == 'c')
    seal_and_read (data + 1, length - 1);
  else
    read_package (data + 1, length - 1);
  return 0;
}
