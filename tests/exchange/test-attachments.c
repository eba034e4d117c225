/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of documents between copies: kept once, sent until they are acknowledged, told as missing until they
 * come; and those that nobody should take. */
#include "xml-fixture.h"

#include "exchange/changes.h"
#include "exchange/document-file.h"
#include "exchange/package-exchange.h"
#include "model/attachments.h"
#include "model/documents.h"

#include <glib/gstdio.h>
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

static void
trust (RabtaCasebook        *casebook,
       const RabtaSecretKey *other)
{
  const RabtaPublicKey *public = rabta_secret_key_get_public (other);
  g_autofree char *key = rabta_public_key_to_base64 (public);
  g_autoptr (RabtaPeer) peer = rabta_peer_new (public->site, "HQ-LHR", "Other", RABTA_PEER_OFFICE, key);
  g_autoptr (GError) error = NULL;

  rabta_peers_trust_sync (casebook, peer, &error);
  g_assert_no_error (error);
}

/* Two copies that trust each other. */
typedef struct
{
  RabtaCasebook  *here;
  RabtaCasebook  *there;
  RabtaSecretKey *own;
  RabtaSecretKey *others;
  RabtaRecord    *enterprise;
} Pair;

static void
pair_init (Pair       *pair,
           XmlFixture *self)
{
  pair->here = self->casebook;
  pair->there = xml_fixture_open_other (self, "b.casebook");
  pair->own = make_key (pair->here);
  pair->others = make_key (pair->there);
  trust (pair->here, pair->others);
  trust (pair->there, pair->own);
  pair->enterprise = xml_fixture_add (pair->here, RABTA_KIND_ENTERPRISE, "name", "Noor Surgical", NULL);
}

static void
pair_clear (Pair *pair)
{
  rabta_casebook_close (pair->there);
  g_clear_object (&pair->there);
  g_clear_object (&pair->enterprise);
  rabta_secret_key_free (pair->own);
  rabta_secret_key_free (pair->others);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static RabtaRecord *
attach (XmlFixture  *self,
        Pair        *pair,
        const char  *name,
        const char  *content,
        gssize       length,
        GError     **error)
{
  g_autofree char *path = xml_fixture_path (self, name);
  g_autoptr (RabtaRecord) document = rabta_document_new_for (pair->enterprise);

  g_file_set_contents (path, content, length, NULL);

  return rabta_document_attach_sync (pair->here, document, path, NULL, error);
}

static char *
send_package (XmlFixture      *self,
              RabtaCasebook   *from,
              RabtaSecretKey  *to,
              const char      *name,
              RabtaSendReport *report)
{
  g_autoptr (GError) error = NULL;
  char *path = xml_fixture_path (self, name);

  rabta_package_send_sync (from, rabta_secret_key_get_public (to)->site, path, report, NULL, &error);
  g_assert_no_error (error);

  return path;
}

static void
receive (RabtaCasebook      *casebook,
         const char         *path,
         RabtaReceiveReport *report)
{
  g_autoptr (GError) error = NULL;

  rabta_package_receive_sync (casebook, path, report, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_sound (RabtaCasebook *casebook,
              gboolean       rebuild)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  rabta_casebook_check_sync (casebook, rebuild, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->len; i++)
    g_error ("%s", (char *) report->pdata[i]);
}

/* What the file of a document holds there, or NULL where it was not received. */
static char *
content_of (XmlFixture    *self,
            RabtaCasebook *casebook,
            RabtaRecord   *document)
{
  g_autofree char *path = xml_fixture_path (self, "taken-out");
  g_autoptr (RabtaRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_unlink (path);
  loaded = rabta_casebook_load_sync (casebook, RABTA_KIND_DOCUMENT, rabta_record_get_id (document), &error);
  g_assert_no_error (error);
  if (rabta_document_save_sync (casebook, loaded, path, FALSE, NULL, &error))
    g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  else
    g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);

  return content;
}

/* There and acknowledged, kept once, not sent again. */
static void
test_there_and_back (XmlFixture    *self,
                     gconstpointer  data)
{
  g_auto (Pair) pair = { NULL };
  g_autoptr (RabtaRecord) first = NULL;
  g_autoptr (RabtaRecord) second = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (RabtaReceiveReport) received = { NULL };
  g_auto (RabtaReceiveReport) answer = { NULL };
  g_auto (RabtaReceiveReport) again = { NULL };
  g_autofree char *one = NULL, *two = NULL, *back = NULL, *three = NULL, *content = NULL;
  RabtaSendReport sent;

  pair_init (&pair, self);
  first = attach (self, &pair, "letter.txt", "Dear Sir", -1, &error);
  g_assert_no_error (error);
  second = attach (self, &pair, "copy of letter.txt", "Dear Sir", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rabta_record_get_text (first, "digest"), ==, rabta_record_get_text (second, "digest"));

  /* The first file is lost: the next one holds all of it. */
  one = send_package (self, pair.here, pair.others, "1.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 1);
  two = send_package (self, pair.here, pair.others, "2.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 1);
  receive (pair.there, two, &received);
  g_assert_cmpuint (received.n_attachments, ==, 1);
  g_assert_cmpint (received.n_awaited, ==, 0);
  content = content_of (self, pair.there, second);
  g_assert_cmpstr (content, ==, "Dear Sir");

  back = send_package (self, pair.there, pair.own, "back.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 0);
  receive (pair.here, back, &answer);
  three = send_package (self, pair.here, pair.others, "3.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 0);

  /* The one that was lost turns up. */
  receive (pair.there, one, &again);
  g_assert_cmpuint (again.n_attachments, ==, 0);
  assert_sound (pair.here, TRUE);
  assert_sound (pair.there, TRUE);
}

/* Headquarters has the document by way of a copy that has not its file; the bytes come later. */
static void
test_not_received_yet (XmlFixture    *self,
                       gconstpointer  data)
{
  g_auto (Pair) pair = { NULL };
  g_autoptr (RabtaRecord) document = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_auto (RabtaReceiveReport) early = { NULL };
  g_auto (RabtaReceiveReport) late = { NULL };
  g_autofree char *one = NULL, *two = NULL, *before = NULL, *after = NULL, *path = NULL;
  g_autofree char *digest = NULL;
  RabtaAttachment attachment;
  RabtaSendReport sent;
  GInputStream *stream;

  pair_init (&pair, self);
  stream = g_memory_input_stream_new_from_data ("later", -1, NULL);
  g_assert_true (rabta_attachment_measure (&attachment, stream, NULL, &error));
  g_object_unref (stream);
  digest = rabta_attachment_dup_digest (attachment.hash);
  document = rabta_document_new_for (pair.enterprise);
  rabta_record_set_text (document, "title", "Without its file");
  rabta_record_set_text (document, "type", "letter");
  rabta_record_set_text (document, "digest", digest);
  g_ptr_array_add (records, document);
  rabta_casebook_save_sync (pair.here, records, "Add", &error);
  g_assert_no_error (error);

  one = send_package (self, pair.here, pair.others, "1.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 0);
  receive (pair.there, one, &early);
  g_assert_cmpint (early.n_awaited, ==, 1);
  before = content_of (self, pair.there, document);
  g_assert_null (before);
  assert_sound (pair.there, FALSE);

  g_object_unref (attach (self, &pair, "later.txt", "later", -1, &error));
  g_assert_no_error (error);
  two = send_package (self, pair.here, pair.others, "2.rabta", &sent);
  receive (pair.there, two, &late);
  g_assert_cmpint (late.n_awaited, ==, 0);
  after = content_of (self, pair.there, document);
  g_assert_cmpstr (after, ==, "later");
}

/* Undone and done again, the file is still there; a deleted document's is not sent. */
static void
test_undo (XmlFixture    *self,
           gconstpointer  data)
{
  g_auto (Pair) pair = { NULL };
  g_autoptr (RabtaRecord) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *two = NULL, *undone = NULL, *redone = NULL, *content = NULL;
  RabtaSendReport sent;

  pair_init (&pair, self);
  document = attach (self, &pair, "a.txt", "A", -1, &error);
  g_assert_no_error (error);
  undone = rabta_casebook_undo_sync (pair.here, &error);
  g_assert_no_error (error);
  assert_sound (pair.here, TRUE);
  one = send_package (self, pair.here, pair.others, "1.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 0);
  redone = rabta_casebook_redo_sync (pair.here, &error);
  g_assert_no_error (error);
  content = content_of (self, pair.here, document);
  g_assert_cmpstr (content, ==, "A");
  two = send_package (self, pair.here, pair.others, "2.rabta", &sent);
  g_assert_cmpuint (sent.n_attachments, ==, 1);
}

static void
test_refused_here (XmlFixture    *self,
                   gconstpointer  data)
{
  g_auto (Pair) pair = { NULL };
  g_autofree char *much = g_malloc0 (RABTA_ATTACHMENT_MAX_BYTES + 1);
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_DOCUMENT);
  g_autoptr (RabtaRecord) most = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair, self);
  g_assert_null (attach (self, &pair, "much", much, RABTA_ATTACHMENT_MAX_BYTES + 1, &error));
  g_assert_nonnull (strstr (error->message, "larger than 25 MB"));
  g_clear_error (&error);
  g_assert_null (attach (self, &pair, "nothing", "", 0, &error));
  g_assert_nonnull (strstr (error->message, "empty"));
  g_clear_error (&error);
  g_assert_cmpint (rabta_casebook_count_sync (pair.here, query, &error), ==, 0);
  most = attach (self, &pair, "most", much, RABTA_ATTACHMENT_MAX_BYTES, &error);
  g_assert_no_error (error);
}

static void
forge (XmlFixture    *self,
       Pair          *pair,
       gint64         number,
       const guint8  *previous,
       const char    *name,
       const char    *content,
       gsize          length,
       guint8        *hash)
{
  g_autofree char *path = xml_fixture_path (self, "forged.rabta");
  g_autoptr (RabtaChangesHeader) header = rabta_changes_header_new ();
  g_autoptr (RabtaChangesWriter) writer = NULL;
  g_autoptr (RabtaPackageWriter) package = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (content, (gssize) length, NULL);
  g_autoptr (GError) error = NULL;

  memcpy (header->from, rabta_secret_key_get_public (pair->own)->site, sizeof header->from);
  memcpy (header->to, rabta_secret_key_get_public (pair->others)->site, sizeof header->to);
  header->number = number;
  rabta_instant_now (header->created);
  header->programme = g_strdup ("smeda-2026");
  header->programme_version = 1;
  package = rabta_package_writer_new (path, pair->own, rabta_secret_key_get_public (pair->others), number, previous,
                                      &error);
  g_assert_no_error (error);
  writer = rabta_changes_writer_new (rabta_package_writer_begin (package, RABTA_PACKAGE_CHANGES, TRUE, &error), header,
                                     &error);
  g_assert_true (rabta_changes_writer_finish (writer, &error));
  g_assert_true (rabta_package_writer_end (package, &error));
  g_assert_true (rabta_package_writer_add (package, name, FALSE, stream, NULL, &error));
  g_assert_true (rabta_package_writer_finish (package, hash, &error));
}

static void
assert_refused (XmlFixture *self,
                Pair       *pair,
                const char *told)
{
  g_autofree char *path = xml_fixture_path (self, "forged.rabta");
  g_auto (RabtaReceiveReport) report = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (rabta_package_receive_sync (pair->there, path, &report, NULL, &error));
  if (strstr (error->message, told) == NULL)
    g_error ("“%s” does not tell of “%s”", error->message, told);
  assert_sound (pair->there, FALSE);
}

static char *
digest_of (const char *content,
           gsize       length)
{
  guint8 hash[RABTA_ATTACHMENT_HASH_LENGTH];

  crypto_generichash (hash, sizeof hash, (const guint8 *) content, length, NULL, 0);

  return rabta_attachment_dup_digest (hash);
}

static void
test_refused_there (XmlFixture    *self,
                    gconstpointer  data)
{
  g_auto (Pair) pair = { NULL };
  g_autofree char *much = g_malloc0 (RABTA_ATTACHMENT_MAX_BYTES + 1);
  g_autofree char *orphan = digest_of ("whose?", 6);
  g_autofree char *large = digest_of (much, RABTA_ATTACHMENT_MAX_BYTES + 1);
  guint8 hash[RABTA_PACKAGE_HASH_LENGTH];

  pair_init (&pair, self);
  forge (self, &pair, 1, NULL, orphan, "whose?", 6, hash);
  assert_refused (self, &pair, "belongs to no document");
  forge (self, &pair, 1, NULL, large, much, RABTA_ATTACHMENT_MAX_BYTES + 1, hash);
  assert_refused (self, &pair, "larger than any can be");
}

static void
test_names (void)
{
  static const char * const names[][2] = {
    { "../../etc/passwd", "passwd" },
    { "C:\\Users\\x\\report.pdf", "report.pdf" },
    { "photo\xe2\x80\xae" "gpj.exe", "photogpj.exe" },
    { "a\nb\x1b[2J.txt", "ab[2J.txt" },
    { "..", "document" },
    { "", "document" },
    { ".bashrc", "bashrc" },
    { "-rf", "rf" },
    { "  \xd8\xae\xd8\xb7.pdf ", "\xd8\xae\xd8\xb7.pdf" },
    { "a\xff.txt", "a\xef\xbf\xbd.txt" },
    { "what?*.txt.", "what.txt" },
  };
  g_autofree char *ending = NULL;
  g_autoptr (GString) length = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = rabta_document_clean_file_name (names[i][0]);

      g_assert_cmpstr (clean, ==, names[i][1]);
    }
  for (guint i = 0; i < 300; i++)
    g_string_append (length, "\xd8\xb1");
  g_string_append (length, ".pdf");
  ending = rabta_document_clean_file_name (length->str);
  g_assert_cmpuint (strlen (ending), <=, RABTA_DOCUMENT_MAX_NAME);
  g_assert_true (g_utf8_validate (ending, -1, NULL) && g_str_has_suffix (ending, "\xd8\xb1.pdf"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  XML_FIXTURE_ADD ("/attachments/there-and-back", test_there_and_back);
  XML_FIXTURE_ADD ("/attachments/not-received-yet", test_not_received_yet);
  XML_FIXTURE_ADD ("/attachments/undo", test_undo);
  XML_FIXTURE_ADD ("/attachments/refused-here", test_refused_here);
  XML_FIXTURE_ADD ("/attachments/refused-there", test_refused_there);
  g_test_add_func ("/attachments/names", test_names);

  return g_test_run ();
}
