/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was put into a package comes out of it, for its recipient alone, and other programs agree with us
 * on what it is. */
#include "package-fixture.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define TEXT "<package>Größe & \xd9\xbe\xd8\xa7\xda\xa9</package>"

static void
test_round_trip (PackageFixture *self,
                 gconstpointer   data)
{
  g_autoptr (RabtaPackageReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  const RabtaPackageInfo *info;
  gsize length;

  package_fixture_write (self, self->sender, self->recipient, TEXT);
  reader = package_fixture_open (self, &error);
  g_assert_no_error (error);

  info = rabta_package_reader_get_info (reader);
  g_assert_cmpint (info->number, ==, 1);
  g_assert_false (info->has_previous);
  g_assert_cmpmem (info->from, 8, rabta_secret_key_get_public (self->sender)->site, 8);
  g_assert_cmpmem (info->to, 8, rabta_secret_key_get_public (self->recipient)->site, 8);
  g_assert_cmpuint (rabta_package_reader_n_members (reader), ==, 1);
  g_assert_cmpstr (rabta_package_reader_get_name (reader, 0), ==, RABTA_PACKAGE_CHANGES);
  g_assert_cmpint (rabta_package_reader_get_size (reader, 0), ==, strlen (TEXT));
  content = package_fixture_read (reader, RABTA_PACKAGE_CHANGES, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, TEXT);
  g_assert_null (rabta_package_reader_open_member (reader, "another", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
}

/* Around the borders of chunks, compressible and not. */
static void
test_sizes (PackageFixture *self,
            gconstpointer   data)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 1000003 };
  g_autofree guint8 *bytes = g_malloc (1000003);

  for (guint i = 0; i < 4 * G_N_ELEMENTS (sizes); i++)
    {
      gsize size = sizes[i / 4], length;
      gboolean compressed = i & 1;
      g_autoptr (RabtaPackageWriter) writer = NULL;
      g_autoptr (RabtaPackageReader) reader = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;
      guint8 hash[RABTA_PACKAGE_HASH_LENGTH], name_hash[32];
      char name[65];

      /* Not so much alike that it passes for a bomb. */
      for (gsize j = 0; j < size; j++)
        bytes[j] = (i & 2) ? (guint8) randombytes_random () : (guint8) (j % 50 == 0 ? randombytes_random () : 'x');
      crypto_generichash (name_hash, sizeof name_hash, bytes, size, NULL, 0);
      sodium_bin2hex (name, sizeof name, name_hash, sizeof name_hash);

      stream = g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);
      writer = rabta_package_writer_new (self->path, self->sender, rabta_secret_key_get_public (self->recipient), 2,
                                         name_hash, &error);
      g_assert_no_error (error);
      rabta_package_writer_add (writer, name, compressed, stream, NULL, &error);
      g_assert_no_error (error);
      rabta_package_writer_finish (writer, hash, &error);
      g_assert_no_error (error);

      reader = package_fixture_open (self, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (hash, sizeof hash, rabta_package_reader_get_hash (reader), sizeof hash);
      g_assert_cmpmem (rabta_package_reader_get_info (reader)->previous, 32, name_hash, 32);
      content = package_fixture_read (reader, name, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (content, length, bytes, size);
    }
}

static gboolean
contains (const char *data,
          gsize       length,
          const char *text)
{
  return memmem (data, length, text, strlen (text)) != NULL;
}

static void
test_secret (PackageFixture *self,
             gconstpointer   data)
{
  g_autofree char *package = NULL;
  gsize length;

  package_fixture_write (self, self->sender, self->recipient, "35202-1234567-1 35202-1234567-1");
  g_assert_true (g_file_get_contents (self->path, &package, &length, NULL));
  g_assert_true (contains (package, length, "<manifest"));
  g_assert_false (contains (package, length, "35202-1234567"));
}

static void
test_whole_or_not (PackageFixture *self,
                   gconstpointer   data)
{
  g_autoptr (RabtaPackageWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *nowhere = NULL;
  GOutputStream *output;

  writer = rabta_package_writer_new (self->path, self->sender, rabta_secret_key_get_public (self->recipient), 1, NULL, &error);
  g_assert_no_error (error);
  output = rabta_package_writer_begin (writer, RABTA_PACKAGE_CHANGES, TRUE, &error);
  g_assert_nonnull (output);
  g_assert_true (g_output_stream_write_all (output, TEXT, strlen (TEXT), NULL, NULL, &error));
  g_assert_true (rabta_package_writer_end (writer, &error));
  g_assert_null (rabta_package_writer_begin (writer, RABTA_PACKAGE_CHANGES, TRUE, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS);
  g_clear_error (&error);
  g_clear_pointer (&writer, rabta_package_writer_free);

  dir = g_dir_open (self->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));

  nowhere = g_build_filename (self->folder, "nowhere", "a.rabta", NULL);
  g_assert_null (rabta_package_writer_new (nowhere, self->sender, rabta_secret_key_get_public (self->recipient), 1,
                                           NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
}

/* An attachment that is not what its name says is not packed. */
static void
test_attachment_name (PackageFixture *self,
                      gconstpointer   data)
{
  g_autoptr (RabtaPackageWriter) writer = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("abc", 3, NULL);
  g_autofree char *name = g_strnfill (64, 'a');
  g_autoptr (GError) error = NULL;

  writer = rabta_package_writer_new (self->path, self->sender, rabta_secret_key_get_public (self->recipient), 1, NULL, &error);
  g_assert_false (rabta_package_writer_add (writer, name, FALSE, stream, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
}

static gboolean
runs (PackageFixture *self,
      ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  const char *word;
  va_list args;

  va_start (args, self);
  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_subprocess_launcher_set_cwd (launcher, self->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return g_subprocess_wait_check (process, NULL, NULL);
}

/* The manifest's signature, without our program; and the other way, a secret key of ours used by minisign. */
static void
test_minisign (PackageFixture *self,
               gconstpointer   data)
{
  g_autofree char *minisign = g_find_program_in_path ("minisign");
  g_autofree char *key = rabta_public_key_to_base64 (rabta_secret_key_get_public (self->sender));
  g_autofree char *other = rabta_public_key_to_base64 (rabta_secret_key_get_public (self->stranger));
  g_autofree char *secret = rabta_secret_key_path (rabta_secret_key_get_public (self->sender)->site);
  g_autoptr (GError) error = NULL;

  package_fixture_write (self, self->sender, self->recipient, TEXT);
  g_assert_true (runs (self, "python3", "-c",
                       "import zipfile; z = zipfile.ZipFile('a.rabta'); assert z.testzip() is None; z.extractall()", NULL));
  if (minisign == NULL)
    {
      g_test_skip ("minisign is not installed");
      return;
    }

  g_assert_true (runs (self, minisign, "-V", "-m", "manifest.xml", "-P", key, NULL));
  g_assert_false (runs (self, minisign, "-q", "-V", "-m", "manifest.xml", "-P", other, NULL));
  g_assert_true (runs (self, "sed", "-i", "s/from=\"./from=\"x/", "manifest.xml", NULL));
  g_assert_false (runs (self, minisign, "-q", "-V", "-m", "manifest.xml", "-P", key, NULL));

  rabta_secret_key_save (self->sender, &error);
  g_assert_no_error (error);
  g_assert_true (runs (self, minisign, "-S", "-s", secret, "-m", "a.rabta", NULL));
  g_assert_true (runs (self, minisign, "-V", "-m", "a.rabta", "-P", key, NULL));
}

static void
test_keys (PackageFixture *self,
           gconstpointer   data)
{
  const RabtaPublicKey *public = rabta_secret_key_get_public (self->sender);
  g_autofree char *text = rabta_public_key_to_text (public);
  g_autofree char *fingerprint = rabta_public_key_dup_fingerprint (public);
  g_autoptr (RabtaSecretKey) loaded = NULL;
  g_autoptr (GError) error = NULL;
  RabtaPublicKey parsed;

  g_assert_true (rabta_public_key_parse (text, &parsed, NULL));
  g_assert_true (rabta_public_key_equal (&parsed, public));
  g_assert_true (rabta_public_key_has_fingerprint (&parsed, fingerprint));
  g_assert_false (rabta_public_key_has_fingerprint (&parsed, ""));
  parsed.site[0] ^= 1;
  g_assert_false (rabta_public_key_has_fingerprint (&parsed, fingerprint));
  g_assert_false (rabta_public_key_parse ("", &parsed, NULL));
  g_assert_false (rabta_public_key_parse ("untrusted comment: x", &parsed, NULL));
  /* A key of zeros, to which everything would fit. */
  g_assert_false (rabta_public_key_parse ("RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &parsed, NULL));

  g_assert_null (rabta_secret_key_load (public->site, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rabta_secret_key_save (self->sender, NULL));
  g_assert_false (rabta_secret_key_save (self->sender, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS);
  loaded = rabta_secret_key_load (public->site, NULL);
  g_assert_nonnull (loaded);
  g_assert_true (rabta_public_key_equal (rabta_secret_key_get_public (loaded), public));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PACKAGE_FIXTURE_ADD ("/package/round-trip", test_round_trip);
  PACKAGE_FIXTURE_ADD ("/package/sizes", test_sizes);
  PACKAGE_FIXTURE_ADD ("/package/secret", test_secret);
  PACKAGE_FIXTURE_ADD ("/package/whole-or-not", test_whole_or_not);
  PACKAGE_FIXTURE_ADD ("/package/attachment-name", test_attachment_name);
  PACKAGE_FIXTURE_ADD ("/package/minisign", test_minisign);
  PACKAGE_FIXTURE_ADD ("/package/keys", test_keys);
  return g_test_run ();
}
