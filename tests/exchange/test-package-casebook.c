/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one casebook into another by way of a file: whatever an officer entered arrives, by a copy that is
 * trusted alone, and what is wrong with a file leaves the casebook as it was. */
#include "xml-fixture.h"

#include "exchange/changes.h"
#include "exchange/package-peers.h"

#include <string.h>

static RabtaSecretKey *
make_key (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  RabtaSecretKey *key;

  g_assert_true (rabta_peers_get_own_site (casebook, site, &error));
  key = rabta_secret_key_new (site, &error);
  g_assert_no_error (error);
  rabta_secret_key_save (key, &error);
  g_assert_no_error (error);
  return key;
}

static gboolean
add_cb (const RabtaChangeEntry  *entry,
        gpointer                 user_data,
        GError                 **error)
{
  return rabta_changes_writer_add (user_data, entry, error);
}

/* Everything that @casebook knows, as the only package of it for @to. */
static void
pack (RabtaCasebook        *casebook,
      const RabtaSecretKey *own,
      const RabtaPublicKey *to,
      const char           *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  g_autoptr (RabtaVersionVector) versions = rabta_reader_get_versions (reader, &error);
  g_autoptr (GArray) ranges = rabta_version_vector_list (versions);
  g_autoptr (RabtaChangesHeader) header = rabta_changes_header_new ();
  g_autoptr (RabtaPackageWriter) package = NULL;
  g_autoptr (RabtaChangesWriter) writer = NULL;
  GOutputStream *stream;

  g_assert_no_error (error);
  memcpy (header->from, rabta_secret_key_get_public (own)->site, sizeof header->from);
  memcpy (header->to, to->site, sizeof header->to);
  header->number = 1;
  rabta_instant_now (header->created);
  header->programme = g_strdup (rabta_programme_get_id (rabta_casebook_get_programme (casebook)));
  header->programme_version = rabta_programme_get_version (rabta_casebook_get_programme (casebook));
  for (guint i = 0; i < ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);
      guint8 before[RABTA_CHANGE_HASH_LENGTH] = { 0 };

      if (range->first > 1)
        g_assert_true (rabta_reader_get_hash (reader, range->site, range->first - 1, before, &error));
      rabta_changes_header_add (header, range, before);
    }

  package = rabta_package_writer_new (path, own, to, 1, NULL, &error);
  g_assert_no_error (error);
  stream = rabta_package_writer_begin (package, RABTA_PACKAGE_CHANGES, TRUE, &error);
  writer = rabta_changes_writer_new (stream, header, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ranges->len; i++)
    g_assert_true (rabta_reader_foreach_change (reader, &g_array_index (ranges, RabtaVersionRange, i), add_cb, writer,
                                                NULL, &error));
  g_assert_true (rabta_changes_writer_finish (writer, &error));
  g_assert_true (rabta_package_writer_end (package, &error));
  g_assert_true (rabta_package_writer_finish (package, NULL, &error));
}

static gboolean
range_cb (const RabtaChangesRange  *range,
          gpointer                  merge,
          GError                  **error)
{
  return rabta_merge_begin_range (merge, range->range.site, range->range.first, range->before, error);
}

static gboolean
entry_cb (const RabtaChangeEntry  *entry,
          gpointer                 merge,
          GError                 **error)
{
  return rabta_merge_add (merge, entry, error);
}

static gboolean
merge_cb (RabtaMerge    *merge,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  static const RabtaChangesHandler handler = { NULL, range_cb, entry_cb };
  g_autoptr (GInputStream) stream = rabta_package_reader_open_member (user_data, RABTA_PACKAGE_CHANGES, error);

  return stream != NULL && rabta_changes_read (stream, &handler, merge, cancellable, error);
}

static void
test_all (XmlFixture    *self,
          gconstpointer  data)
{
  g_autoptr (RabtaCasebook) other = xml_fixture_open_other (self, "b.casebook");
  g_autoptr (RabtaSecretKey) own = make_key (self->casebook);
  g_autoptr (RabtaSecretKey) others = make_key (other);
  g_autofree char *path = xml_fixture_path (self, "a.rabta");
  g_autofree char *key = rabta_public_key_to_base64 (rabta_secret_key_get_public (own));
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (RabtaRecord) found = NULL;
  g_autoptr (RabtaPackageReader) reader = NULL;
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (GError) error = NULL;
  RabtaMergeReport report = { 0 };

  record = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "M/s <Größe> & بنارس 🍌", "notes", "a\nb \"c\"", NULL);
  pack (self->casebook, own, rabta_secret_key_get_public (others), path);

  /* A stranger, then one whose key nobody compared, then a trusted one. */
  g_assert_null (rabta_package_open_for (other, path, NULL, &error));
  g_assert_nonnull (strstr (error->message, "stranger"));
  g_clear_error (&error);
  peer = rabta_peer_new (rabta_secret_key_get_public (own)->site, "RO-PB-LHR", "Asma", RABTA_PEER_OFFICE, key);
  g_assert_true (rabta_peers_save_sync (other, peer, &error));
  g_assert_null (rabta_package_open_for (other, path, NULL, &error));
  g_assert_nonnull (strstr (error->message, "was not compared"));
  g_clear_error (&error);
  g_assert_true (rabta_peers_trust_sync (other, peer, &error));
  reader = rabta_package_open_for (other, path, NULL, &error);
  g_assert_no_error (error);

  rabta_casebook_merge_sync (other, merge_cb, reader, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.n_new, >, 0);
  found = rabta_casebook_load_sync (other, RABTA_KIND_ENTERPRISE, rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rabta_record_get_text (found, "name"), ==, "M/s <Größe> & بنارس 🍌");
  g_assert_cmpstr (rabta_record_get_text (found, "notes"), ==, "a\nb \"c\"");

  /* The same file again. */
  rabta_casebook_merge_sync (other, merge_cb, reader, &report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.n_new, ==, 0);

  rabta_casebook_close (other);
}

/* What was exchanged stays known when a copy is trusted once more; another key is not taken. */
static void
test_register (XmlFixture    *self,
               gconstpointer  data)
{
  static const guint8 site[RABTA_SITE_ID_LENGTH] = { 7 };
  g_autoptr (RabtaPeer) peer = rabta_peer_new (site, "RO-SD-KHI", "Asma", RABTA_PEER_LAPTOP, "KEY");
  g_autoptr (RabtaPeer) again = rabta_peer_new (site, "RO-SD-KHI", "Asma B.", RABTA_PEER_OFFICE, "KEY");
  g_autoptr (RabtaPeer) impostor = rabta_peer_new (site, "RO-SD-KHI", "Asma", RABTA_PEER_LAPTOP, "OTHER");
  g_autoptr (RabtaPeer) loaded = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rabta_peers_load_sync (self->casebook, site, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_clear_error (&error);

  peer->next_out = 5;
  peer->last_in = 3;
  peer->acknowledged = g_strdup ("0700000000000000:1-9");
  g_assert_true (rabta_peers_save_sync (self->casebook, peer, &error));
  g_assert_true (rabta_peers_trust_sync (self->casebook, again, &error));
  g_assert_false (rabta_peers_save_sync (self->casebook, impostor, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (rabta_peers_trust_sync (self->casebook, impostor, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT);
  g_clear_error (&error);

  all = rabta_peers_list_sync (self->casebook, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  loaded = rabta_peers_load_sync (self->casebook, site, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->key, ==, "KEY");
  g_assert_cmpstr (loaded->name, ==, "Asma B.");
  g_assert_cmpint (loaded->role, ==, RABTA_PEER_OFFICE);
  g_assert_nonnull (loaded->trusted);
  g_assert_cmpstr (loaded->acknowledged, ==, "0700000000000000:1-9");
  g_assert_cmpint (loaded->next_out, ==, 5);
  g_assert_cmpint (loaded->last_in, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  XML_FIXTURE_ADD ("/package/casebook/all", test_all);
  XML_FIXTURE_ADD ("/package/casebook/register", test_register);
  return g_test_run ();
}
