/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-fixture.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

static RabtaSecretKey *
new_key (void)
{
  g_autoptr (GError) error = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  RabtaSecretKey *key;

  randombytes_buf (site, sizeof site);
  key = rabta_secret_key_new (site, &error);
  g_assert_no_error (error);
  return key;
}

void
package_fixture_set_up (PackageFixture *self,
                        gconstpointer   data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("rabta-package-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "a.rabta", NULL);
  self->sender = new_key ();
  self->recipient = new_key ();
  self->stranger = new_key ();
}

void
package_fixture_tear_down (PackageFixture *self,
                           gconstpointer   data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  rabta_secret_key_free (self->sender);
  rabta_secret_key_free (self->recipient);
  rabta_secret_key_free (self->stranger);
  g_free (self->folder);
  g_free (self->path);
}

void
package_fixture_write (PackageFixture       *self,
                       const RabtaSecretKey *from,
                       const RabtaSecretKey *to,
                       const char           *changes)
{
  g_autoptr (RabtaPackageWriter) writer = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (changes, -1, NULL);
  g_autoptr (GError) error = NULL;

  writer = rabta_package_writer_new (self->path, from, rabta_secret_key_get_public (to), 1, NULL, &error);
  g_assert_no_error (error);
  rabta_package_writer_add (writer, RABTA_PACKAGE_CHANGES, TRUE, stream, NULL, &error);
  g_assert_no_error (error);
  rabta_package_writer_finish (writer, NULL, &error);
  g_assert_no_error (error);
}

/* The recipient trusts the sender and nobody else. */
static gboolean
find_key_cb (const guint8    *site,
             RabtaPublicKey  *key,
             gpointer         user_data,
             GError         **error)
{
  PackageFixture *self = user_data;

  *key = *rabta_secret_key_get_public (self->sender);
  if (memcmp (key->site, site, sizeof key->site) == 0)
    return TRUE;

  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, "a stranger");
  return FALSE;
}

RabtaPackageReader *
package_fixture_open (PackageFixture  *self,
                      GError         **error)
{
  return rabta_package_reader_open (self->path, self->recipient, find_key_cb, self, NULL, error);
}

/* The whole content of a member, or NULL. */
char *
package_fixture_read (RabtaPackageReader  *reader,
                      const char          *name,
                      gsize               *length,
                      GError             **error)
{
  g_autoptr (GInputStream) stream = rabta_package_reader_open_member (reader, name, error);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 buffer[5000];
  gssize n;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    g_byte_array_append (content, buffer, (guint) n);
  if (n < 0)
    return NULL;

  *length = content->len;
  g_byte_array_append (content, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&content), FALSE);
}

/* Opening fails with an error of ours that holds @told. */
void
package_fixture_refused (PackageFixture *self,
                         const char     *told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaPackageReader) reader = package_fixture_open (self, &error);

  g_assert_null (reader);
  g_assert_true (error != NULL && error->domain == RABTA_ERROR);
  if (strstr (error->message, told) == NULL)
    g_error ("“%s” does not tell of “%s”", error->message, told);
}
