/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages that were damaged, swapped or forged, by people with and without a trusted key, are refused with
 * a reason. */
#include "package-fixture.h"

#include "base/error.h"
#include "exchange/signature.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static GByteArray *
load (PackageFixture *self)
{
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (self->path, &data, &length, NULL));
  return g_byte_array_new_take ((guint8 *) data, length);
}

static void
store (PackageFixture *self,
       gconstpointer   data,
       gsize           length)
{
  /* GLib's way to write a file waits for the disk each time, or does not shorten it. */
  FILE *file = g_fopen (self->path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

typedef struct
{
  GByteArray *bytes;
  GPtrArray  *members;
} Zip;

static void
zip_begin (Zip *zip)
{
  zip->bytes = g_byte_array_new ();
  zip->members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);
}

static void
zip_add (Zip           *zip,
         const char    *name,
         gconstpointer  data,
         gsize          length)
{
  RabtaZipMember *member = g_new0 (RabtaZipMember, 1);

  member->name = g_strdup (name);
  member->crc = (guint32) crc32 (0, data, (uInt) length);
  member->length = (guint32) length;
  rabta_zip_append_header (zip->bytes, member);
  member->offset = zip->bytes->len;
  g_byte_array_append (zip->bytes, data, (guint) length);
  g_ptr_array_add (zip->members, member);
}

static void
zip_store (PackageFixture *self,
           Zip            *zip)
{
  rabta_zip_append_directory (zip->bytes, zip->members);
  store (self, zip->bytes->data, zip->bytes->len);
  g_byte_array_unref (zip->bytes);
  g_ptr_array_unref (zip->members);
}

/* A package with this manifest, signed by the sender, and with one member besides. */
static void
forge (PackageFixture *self,
       const char     *manifest,
       gsize           length,
       const char     *name,
       gconstpointer   data,
       gsize           data_length)
{
  g_autofree char *signature = rabta_signature_make (self->sender, manifest, length, "forged");
  Zip zip;

  zip_begin (&zip);
  zip_add (&zip, RABTA_MANIFEST_NAME, manifest, length);
  zip_add (&zip, RABTA_MANIFEST_SIGNATURE_NAME, signature, strlen (signature));
  if (name != NULL)
    zip_add (&zip, name, data, data_length);
  zip_store (self, &zip);
}

static char *
take_manifest (PackageFixture *self)
{
  g_autoptr (GByteArray) package = load (self);
  const char *start = memmem (package->data, package->len, "<?xml", 5);
  const char *end = memmem (package->data, package->len, "</manifest>\n", 12);

  g_assert_true (start != NULL && end != NULL);
  return g_strndup (start, (gsize) (end - start) + 12);
}

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (new, parts);
}

static void
test_truncated (PackageFixture *self,
                gconstpointer   data)
{
  g_autoptr (GByteArray) package = NULL;

  package_fixture_write (self, self->sender, self->recipient, "<package/>");
  package = load (self);
  for (guint length = 0; length < package->len; length++)
    {
      store (self, package->data, length);
      package_fixture_refused (self, "");
    }
  g_byte_array_append (package, (const guint8 *) "", 1);
  store (self, package->data, package->len);
  package_fixture_refused (self, "container");
}

/* Every byte of the file counts. */
static void
test_flipped (PackageFixture *self,
              gconstpointer   data)
{
  g_autoptr (GByteArray) package = NULL;

  package_fixture_write (self, self->sender, self->recipient, "<package/>");
  package = load (self);
  for (guint i = 0; i < package->len; i++)
    {
      guint8 flip = (guint8) (1 + randombytes_uniform (255));

      package->data[i] ^= flip;
      store (self, package->data, package->len);
      package_fixture_refused (self, "");
      package->data[i] ^= flip;
    }
}

static void
test_people (PackageFixture *self,
             gconstpointer   data)
{
  package_fixture_write (self, self->stranger, self->recipient, "<package/>");
  package_fixture_refused (self, "a stranger");
  package_fixture_write (self, self->sender, self->stranger, "<package/>");
  package_fixture_refused (self, "for another copy");
  package_fixture_write (self, self->recipient, self->recipient, "<package/>");
  package_fixture_refused (self, "a stranger");
}

/* Signed by a stranger under the sender's id, which anybody can read in a package. */
static void
test_impostor (PackageFixture *self,
               gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaSecretKey) impostor = rabta_secret_key_new (rabta_secret_key_get_public (self->sender)->site, &error);

  package_fixture_write (self, impostor, self->recipient, "<package/>");
  package_fixture_refused (self, "signature");
}

/* Two bytes that are no letters at all, but that libsodium takes for some. */
static void
test_signature (PackageFixture *self,
                gconstpointer   data)
{
  static const char from[] = "/+";
  static const char to[] = "\xd0\xd4";
  g_autofree char *signature = rabta_signature_make (self->sender, "x", 1, "comment");
  const RabtaPublicKey *public = rabta_secret_key_get_public (self->sender);
  gsize length = strlen (signature);

  g_assert_true (rabta_signature_verify (public, "x", 1, signature, length, NULL));
  for (gsize i = 0; i < length; i++)
    {
      const char *letter = strchr (from, signature[i]);

      if (letter == NULL)
        continue;
      signature[i] = to[letter - from];
      g_assert_false (rabta_signature_verify (public, "x", 1, signature, length, NULL));
      signature[i] = *letter;
    }
}

static void
test_swapped (PackageFixture *self,
              gconstpointer   data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GByteArray) package = NULL;
  const guint8 *member;
  Zip zip;

  package_fixture_write (self, self->sender, self->recipient, "<package>1</package>");
  first = take_manifest (self);
  package_fixture_write (self, self->sender, self->recipient, "<package>2</package>");
  second = take_manifest (self);
  package = load (self);

  /* The manifest of one with the signature of the other. */
  signature = rabta_signature_make (self->sender, first, strlen (first), "x");
  zip_begin (&zip);
  zip_add (&zip, RABTA_MANIFEST_NAME, second, strlen (second));
  zip_add (&zip, RABTA_MANIFEST_SIGNATURE_NAME, signature, strlen (signature));
  zip_store (self, &zip);
  package_fixture_refused (self, "signature");

  /* The member of the other. */
  member = memmem (package->data, package->len, "minisig", 7);
  g_assert_nonnull (member);
  forge (self, first, strlen (first), RABTA_PACKAGE_CHANGES, package->data, 90);
  package_fixture_refused (self, "not what the manifest tells");
  forge (self, first, strlen (first), NULL, NULL, 0);
  package_fixture_refused (self, "does not hold the members");

  /* Signed by the sender, but said to be from somebody else. */
  {
    char site[17], other[17];
    g_autofree char *renamed = NULL;

    sodium_bin2hex (site, sizeof site, rabta_secret_key_get_public (self->sender)->site, 8);
    sodium_bin2hex (other, sizeof other, rabta_secret_key_get_public (self->stranger)->site, 8);
    renamed = replace (first, site, other);
    forge (self, renamed, strlen (renamed), NULL, NULL, 0);
    package_fixture_refused (self, "another copy than the one that signed");
  }
}

static void
test_container (PackageFixture *self,
                gconstpointer   data)
{
  static const char *const names[] = { "../changes.xml", "/etc/passwd", "a/b", "", ".hidden", "A.xml", "a\\b", "a b" };
  Zip zip;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      zip_begin (&zip);
      zip_add (&zip, names[i], "x", 1);
      zip_store (self, &zip);
      package_fixture_refused (self, "container");
    }

  zip_begin (&zip);
  zip_add (&zip, "twice", "x", 1);
  zip_add (&zip, "twice", "y", 1);
  zip_store (self, &zip);
  package_fixture_refused (self, "container");

  zip_begin (&zip);
  for (guint i = 0; i < RABTA_ZIP_MAX_MEMBERS + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);

      zip_add (&zip, name, "", 0);
    }
  zip_store (self, &zip);
  package_fixture_refused (self, "container");

  zip_begin (&zip);
  zip_store (self, &zip);
  package_fixture_refused (self, "container");
  store (self, "", 0);
  package_fixture_refused (self, "container");

  g_unlink (self->path);
  package_fixture_refused (self, "No such file");
  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  package_fixture_refused (self, "folder");
  g_rmdir (self->path);
}

/* More than any package: a file with a hole of three gigabytes takes no room. */
static void
test_oversize (PackageFixture *self,
               gconstpointer   data)
{
  package_fixture_write (self, self->sender, self->recipient, "<package/>");
  g_assert_cmpint (truncate (self->path, G_GINT64_CONSTANT (3) << 30), ==, 0);
  package_fixture_refused (self, "larger than 2 GB");
}

static void
test_manifest (PackageFixture *self,
               gconstpointer   data)
{
  static const struct
  {
    const char *old, *new, *told;
  } changes[] = {
    { "<manifest", "<!DOCTYPE manifest SYSTEM \"http://127.0.0.1:9/x\"><manifest", "document type" },
    { "<manifest", "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><manifest", "document type" },
    { "<manifest", "<!-- x --><manifest", "a comment" },
    { "format=\"1\"", "format=\"2\" more=\"x\"", "newer version" },
    { "number=\"1\"", "number=\"0\"", "line 2" },
    { "number=\"1\"", "number=\"2\"", "line 2" },
    { "number=\"1\"", "number=\"99999999999999999999\"", "line 2" },
    { "number=\"1\"", "", "line 2" },
    { "number=\"1\"", "number=\"1\" number=\"1\"", "twice" },
    { "changes.xml", "manifest.xml", "line 3" },
    { "changes.xml", "../changes.xml", "line 3" },
    { "compressed=\"true\"", "compressed=\"maybe\"", "line 3" },
    { "size=\"", "size=\"9999999999", "larger than 2 GB" },
    { "size=\"", "size=\"-", "line 3" },
    { "</manifest>", "<other/></manifest>", "line 4" },
    { "</manifest>", "text</manifest>", "line 4" },
    { "</manifest>", "", "breaks off" },
    { "manifest xmlns=\"urn:smeda:rabta:1\"", "manifest xmlns=\"urn:other\"", "not the manifest" },
    { "encoding=\"UTF-8\"", "encoding=\"UTF-7\"", "UTF-7" },
  };
  g_autofree char *manifest = NULL;

  package_fixture_write (self, self->sender, self->recipient, "<package/>");
  manifest = take_manifest (self);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *changed = replace (manifest, changes[i].old, changes[i].new);

      g_test_message ("%s → %s", changes[i].old, changes[i].new);
      forge (self, changed, strlen (changed), NULL, NULL, 0);
      package_fixture_refused (self, changes[i].told);
    }
  forge (self, "", 0, NULL, NULL, 0);
  package_fixture_refused (self, "empty");
}

/* A package whose one member holds @stored as it is, said to be @size bytes. */
static void
forge_content (PackageFixture *self,
               GByteArray     *sealed,
               const guint8   *key,
               gint64          size,
               gboolean        compressed)
{
  g_autoptr (RabtaManifest) manifest = rabta_manifest_new ();
  RabtaSealTotals totals = { size, sealed->len };
  guint8 box[crypto_box_PUBLICKEYBYTES];
  g_autofree char *text = NULL;

  memcpy (manifest->info.from, rabta_secret_key_get_public (self->sender)->site, 8);
  memcpy (manifest->info.to, rabta_secret_key_get_public (self->recipient)->site, 8);
  manifest->info.number = 1;
  g_strlcpy (manifest->info.created, "2026-01-01T00:00:00Z", sizeof manifest->info.created);
  g_strlcpy (manifest->info.program, "0", sizeof manifest->info.program);
  g_assert_cmpint (crypto_sign_ed25519_pk_to_curve25519 (box, rabta_secret_key_get_public (self->recipient)->sign), ==, 0);
  crypto_box_seal (manifest->sealed_key, key, RABTA_SEAL_KEY_LENGTH, box);
  crypto_generichash (totals.hash, sizeof totals.hash, sealed->data, sealed->len, NULL, 0);
  rabta_manifest_add (manifest, RABTA_PACKAGE_CHANGES, compressed, &totals);
  text = rabta_manifest_compose (manifest);
  forge (self, text, strlen (text), RABTA_PACKAGE_CHANGES, sealed->data, sealed->len);
}

static GByteArray *
seal (const guint8 *key,
      const char   *name,
      gconstpointer data,
      gsize         length,
      gboolean      ends)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  GByteArray *sealed = g_byte_array_new ();

  crypto_secretstream_xchacha20poly1305_init_push (&state, header, key);
  g_byte_array_append (sealed, header, sizeof header);
  do
    {
      guint8 chunk[65536 + crypto_secretstream_xchacha20poly1305_ABYTES];
      gsize n = MIN (length, 65536);
      unsigned long long n_chunk;

      crypto_secretstream_xchacha20poly1305_push (&state, chunk, &n_chunk, data, n, (const guint8 *) name, strlen (name),
                                                  ends && n == length ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
      g_byte_array_append (sealed, chunk, (guint) n_chunk);
      data = (const guint8 *) data + n;
      length -= n;
    }
  while (length > 0);

  return sealed;
}

static void
assert_unreadable (PackageFixture *self,
                   const char     *told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaPackageReader) reader = package_fixture_open (self, &error);
  g_autoptr (GInputStream) stream = NULL;
  gint64 start = g_get_monotonic_time (), total = 0;
  guint8 buffer[65536];
  gssize n;

  g_assert_no_error (error);
  stream = rabta_package_reader_open_member (reader, RABTA_PACKAGE_CHANGES, &error);
  g_assert_no_error (error);
  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error)) > 0)
    total += n;
  g_assert_cmpint (n, ==, -1);
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
  if (strstr (error->message, told) == NULL)
    g_error ("“%s” does not tell of “%s”", error->message, told);
  g_assert_cmpint (total, <, 10 << 20);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
  /* Reading on gives no end as if all were well. */
  g_assert_cmpint (g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL), ==, -1);
}

/* Ten gigabytes of zeros in ten megabytes, said to be as much as is allowed. */
static void
test_bomb (PackageFixture *self,
           gconstpointer   data)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autoptr (GByteArray) sealed = NULL;
  g_autofree guint8 *zeros = g_malloc0 (1 << 20);
  g_autofree guint8 *out = g_malloc (1 << 20);
  guint8 key[RABTA_SEAL_KEY_LENGTH] = { 1 };
  z_stream stream = { 0 };

  /* A block after a full flush means the same wherever it stands; the first one has zlib's header. */
  g_assert_cmpint (deflateInit (&stream, 9), ==, Z_OK);
  for (guint i = 0; i < 2; i++)
    {
      stream.next_in = zeros;
      stream.avail_in = 1 << 20;
      stream.next_out = out;
      stream.avail_out = 1 << 20;
      g_assert_cmpint (deflate (&stream, Z_FULL_FLUSH), ==, Z_OK);
      for (guint j = 0; j < (i == 0 ? 1 : 10239); j++)
        g_byte_array_append (packed, out, (1 << 20) - stream.avail_out);
    }
  deflateEnd (&stream);

  sealed = seal (key, RABTA_PACKAGE_CHANGES, packed->data, packed->len, TRUE);
  forge_content (self, sealed, key, RABTA_SEAL_MAX_SIZE, TRUE);
  /* Stored bytes times 200: stopped long before two gigabytes, but not before ten megabytes. */
  {
    g_autoptr (GByteArray) small = seal (key, RABTA_PACKAGE_CHANGES, packed->data, 40000, TRUE);

    forge_content (self, small, key, RABTA_SEAL_MAX_SIZE, TRUE);
    assert_unreadable (self, "without measure");
  }
  forge_content (self, sealed, key, 1000, TRUE);
  assert_unreadable (self, "larger than the manifest tells");
}

static void
test_content (PackageFixture *self,
              gconstpointer   data)
{
  static const char text[] = "<package>some text that is long enough to be cut</package>";
  guint8 key[RABTA_SEAL_KEY_LENGTH] = { 1 }, other[RABTA_SEAL_KEY_LENGTH] = { 2 };
  g_autoptr (GByteArray) good = seal (key, RABTA_PACKAGE_CHANGES, text, sizeof text, TRUE);
  g_autoptr (GByteArray) unended = seal (key, RABTA_PACKAGE_CHANGES, text, sizeof text, FALSE);
  g_autoptr (GByteArray) renamed = seal (key, "other", text, sizeof text, TRUE);
  g_autoptr (GByteArray) nothing = g_byte_array_new ();

  forge_content (self, good, other, sizeof text, FALSE);
  assert_unreadable (self, "cannot be decrypted");
  forge_content (self, renamed, key, sizeof text, FALSE);
  assert_unreadable (self, "cannot be decrypted");
  forge_content (self, unended, key, sizeof text, FALSE);
  assert_unreadable (self, "breaks off");
  forge_content (self, nothing, key, 0, FALSE);
  assert_unreadable (self, "breaks off");
  forge_content (self, good, key, sizeof text + 1, FALSE);
  assert_unreadable (self, "smaller than the manifest tells");
  forge_content (self, good, key, sizeof text - 1, FALSE);
  assert_unreadable (self, "larger than the manifest tells");
  forge_content (self, good, key, sizeof text, TRUE);
  assert_unreadable (self, "cannot be unpacked");
  g_byte_array_append (good, (const guint8 *) text, 20);
  forge_content (self, good, key, sizeof text, FALSE);
  assert_unreadable (self, "");
}

/* What is compressed but breaks off, or goes on after its end. */
static void
test_compressed (PackageFixture *self,
                 gconstpointer   data)
{
  static const char text[] = "<package>some text that is long enough to be cut</package>";
  guint8 packed[300], key[RABTA_SEAL_KEY_LENGTH] = { 1 };
  uLongf length = sizeof packed;

  g_assert_cmpint (compress (packed, &length, (const Bytef *) text, sizeof text), ==, Z_OK);
  for (uLongf n = 0; n <= length + 3; n++)
    {
      g_autoptr (GByteArray) sealed = seal (key, RABTA_PACKAGE_CHANGES, packed, n, TRUE);

      if (n == length)
        continue;
      forge_content (self, sealed, key, sizeof text, TRUE);
      assert_unreadable (self, n > length ? "after the end" : "cannot be unpacked");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PACKAGE_FIXTURE_ADD ("/package/refusal/truncated", test_truncated);
  PACKAGE_FIXTURE_ADD ("/package/refusal/flipped", test_flipped);
  PACKAGE_FIXTURE_ADD ("/package/refusal/people", test_people);
  PACKAGE_FIXTURE_ADD ("/package/refusal/impostor", test_impostor);
  PACKAGE_FIXTURE_ADD ("/package/refusal/signature", test_signature);
  PACKAGE_FIXTURE_ADD ("/package/refusal/swapped", test_swapped);
  PACKAGE_FIXTURE_ADD ("/package/refusal/container", test_container);
  PACKAGE_FIXTURE_ADD ("/package/refusal/oversize", test_oversize);
  PACKAGE_FIXTURE_ADD ("/package/refusal/manifest", test_manifest);
  PACKAGE_FIXTURE_ADD ("/package/refusal/bomb", test_bomb);
  PACKAGE_FIXTURE_ADD ("/package/refusal/content", test_content);
  PACKAGE_FIXTURE_ADD ("/package/refusal/compressed", test_compressed);
  return g_test_run ();
}
