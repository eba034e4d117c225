/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy that follows a trusted one is trusted by what that one signed, and by nothing else. */
#include "package-fixture.h"

#include "base/error.h"

#include <string.h>

static RabtaSuccession *
make (const RabtaSecretKey *from,
      const RabtaSecretKey *to)
{
  return rabta_succession_make (from, rabta_secret_key_get_public (to));
}

/* A package of @from for the recipient that shows @first and @second. */
static void
write_package (PackageFixture        *self,
               const RabtaSecretKey  *from,
               const RabtaSuccession *first,
               const RabtaSuccession *second)
{
  g_autoptr (RabtaPackageWriter) writer = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("<changes/>", -1, NULL);
  g_autoptr (GError) error = NULL;

  writer = rabta_package_writer_new (self->path, from, rabta_secret_key_get_public (self->recipient), 1, NULL, &error);
  g_assert_no_error (error);
  if (first != NULL)
    rabta_package_writer_add_succession (writer, first);
  if (second != NULL)
    rabta_package_writer_add_succession (writer, second);
  g_assert_true (rabta_package_writer_add (writer, RABTA_PACKAGE_CHANGES, TRUE, stream, NULL, &error));
  g_assert_true (rabta_package_writer_finish (writer, NULL, &error));
}

static void
assert_opens (PackageFixture *self,
              guint           n_successors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaPackageReader) reader = package_fixture_open (self, &error);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpuint (rabta_package_reader_get_successors (reader)->len, ==, n_successors);
  content = package_fixture_read (reader, RABTA_PACKAGE_CHANGES, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, "<changes/>");
}

static RabtaSecretKey *
another_key (void)
{
  guint8 site[RABTA_SITE_ID_LENGTH];

  randombytes_buf (site, sizeof site);

  return rabta_secret_key_new (site, NULL);
}

static void
test_follows (PackageFixture *self,
              gconstpointer   data)
{
  g_autoptr (RabtaSuccession) succession = make (self->sender, self->stranger);
  const RabtaSuccessor *successor;
  g_autoptr (RabtaPackageReader) reader = NULL;

  write_package (self, self->stranger, succession, NULL);
  assert_opens (self, 1);
  reader = package_fixture_open (self, NULL);
  successor = &g_array_index (rabta_package_reader_get_successors (reader), RabtaSuccessor, 0);
  g_assert_cmpmem (successor->from, 8, rabta_secret_key_get_public (self->sender)->site, 8);
  g_assert_true (rabta_public_key_equal (&successor->to, rabta_secret_key_get_public (self->stranger)));
}

/* Handed on twice, of which the recipient heard nothing; or only of the second, which the first says nothing to. */
static void
test_row (PackageFixture *self,
          gconstpointer   data)
{
  g_autoptr (RabtaSecretKey) middle = another_key ();
  g_autoptr (RabtaSuccession) first = make (self->sender, middle);
  g_autoptr (RabtaSuccession) second = make (middle, self->stranger);
  g_autoptr (RabtaSuccession) before = make (middle, self->sender);
  g_autoptr (RabtaSuccession) after = make (self->sender, self->stranger);

  write_package (self, self->stranger, first, second);
  assert_opens (self, 2);
  write_package (self, self->stranger, before, after);
  assert_opens (self, 1);
  write_package (self, self->stranger, second, first);
  package_fixture_refused (self, "a stranger");
}

static void
test_forged (PackageFixture *self,
             gconstpointer   data)
{
  g_autoptr (RabtaSecretKey) other = another_key ();
  g_autoptr (RabtaSuccession) own = make (self->stranger, self->stranger);
  g_autoptr (RabtaSuccession) elsewhere = make (self->sender, other);
  g_autoptr (RabtaSuccession) altered = make (self->sender, other);
  g_autoptr (RabtaSuccession) swapped = make (self->sender, self->stranger);
  g_autoptr (RabtaSuccession) unsigned_one = make (self->sender, self->stranger);

  write_package (self, self->stranger, own, NULL);
  package_fixture_refused (self, "a stranger");
  write_package (self, self->stranger, elsewhere, NULL);
  package_fixture_refused (self, "a stranger");

  strstr (altered->statement, "created=\"")[strlen ("created=\"")] = '3';
  write_package (self, self->stranger, altered, NULL);
  package_fixture_refused (self, "did not sign");

  /* The signature of another sentence of the same copy. */
  g_free (swapped->signature);
  swapped->signature = g_strdup (elsewhere->signature);
  write_package (self, self->stranger, swapped, NULL);
  package_fixture_refused (self, "did not sign");

  g_free (unsigned_one->signature);
  unsigned_one->signature = g_strdup ("nothing\n");
  write_package (self, self->stranger, unsigned_one, NULL);
  package_fixture_refused (self, "does not have the form");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PACKAGE_FIXTURE_ADD ("/succession/follows", test_follows);
  PACKAGE_FIXTURE_ADD ("/succession/row", test_row);
  PACKAGE_FIXTURE_ADD ("/succession/forged", test_forged);

  return g_test_run ();
}
