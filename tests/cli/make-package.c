/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packages as no program of ours would make them, but signed and sealed as they should be: what a trusted
 * copy can send when its computer is not its own any more.
 *
 *   make-package FROM.casebook TO.rabta-site NUMBER OUT.rabta MEMBER=FILE…
 *       a package that holds these files; MEMBER=zeros: ten gigabytes of zeros, said to be as much as is
 *       allowed; MEMBER=few: the same, said to be a thousand bytes; MEMBER=all: the same, said to be that much
 *   make-package FROM.casebook TO.rabta-site NUMBER changes ENTRIES
 *       prints the member that holds the changes which the file ENTRIES lists, one a line, with tabs between:
 *       site, counter, format, kind, record, operation, time in ms from now, body. Their hashes are right. */

#include "exchange/changes.h"
#include "exchange/package-manifest.h"
#include "exchange/package-zip.h"
#include "exchange/signature.h"
#include "exchange/site-file.h"
#include "model/change-log.h"

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define PIECE (64 * 1024)
#define BLOCK (1 << 20)
#define BOMB (G_GINT64_CONSTANT (10) << 30)

typedef struct
{
  RabtaCasebook  *casebook;
  RabtaSecretKey *from;
  RabtaPublicKey  to;
  gint64          number;
  guint8          key[RABTA_SEAL_KEY_LENGTH];
  RabtaManifest  *manifest;
  GPtrArray      *contents; /* GByteArray: members as they are stored */
} Making;

static void
check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (EXIT_FAILURE);
}

typedef struct
{
  RabtaChangeEntry  entry;
  char            **words;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_strfreev (line->words);
  g_free (line);
}

static Line *
parse_line (const char *text)
{
  Line *line = g_new0 (Line, 1);
  RabtaChangeEntry *entry = &line->entry;

  line->words = g_strsplit (text, "\t", 8);
  if (g_strv_length (line->words) != 8 ||
      sodium_hex2bin (entry->site, sizeof entry->site, line->words[0], strlen (line->words[0]), NULL, NULL, NULL) != 0 ||
      !rabta_uuid_parse (line->words[4], &entry->record))
    g_error ("This is no change: %s", text);
  entry->counter = g_ascii_strtoll (line->words[1], NULL, 10);
  entry->format = g_ascii_strtoll (line->words[2], NULL, 10);
  entry->kind = line->words[3];
  entry->op = line->words[5];
  entry->stamp = (g_get_real_time () / 1000 + g_ascii_strtoll (line->words[6], NULL, 10)) << 16;
  entry->body = line->words[7];
  entry->programme = 1;

  return line;
}

static GPtrArray *
read_lines (const char *path)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) texts = NULL;
  RabtaUuid action;

  g_file_get_contents (path, &text, NULL, &error);
  check (error);
  texts = g_strsplit (text, "\n", -1);
  rabta_uuid_init (&action);
  for (guint i = 0; texts[i] != NULL; i++)
    if (*texts[i] != '\0')
      {
        g_ptr_array_add (lines, parse_line (texts[i]));
        ((Line *) lines->pdata[lines->len - 1])->entry.action = action;
      }

  return lines;
}

/* A chain goes on from what the casebook has of it, or begins. */
static void
find_before (RabtaReader            *reader,
             const RabtaChangeEntry *entry,
             guint8                  hash[RABTA_CHANGE_HASH_LENGTH])
{
  g_autoptr (GError) error = NULL;

  memset (hash, 0, RABTA_CHANGE_HASH_LENGTH);
  if (entry->counter > 1 && !rabta_reader_get_hash (reader, entry->site, entry->counter, hash, &error))
    randombytes_buf (hash, RABTA_CHANGE_HASH_LENGTH);
}

static RabtaChangesHeader *
chain (Making    *self,
       GPtrArray *lines)
{
  RabtaChangesHeader *header = rabta_changes_header_new ();
  g_autoptr (RabtaReader) reader = rabta_reader_new (self->casebook, NULL);
  RabtaVersionRange range = { { 0 } };
  guint8 before[RABTA_CHANGE_HASH_LENGTH];
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];

  for (guint i = 0; i < lines->len; i++)
    {
      RabtaChangeEntry *entry = &((Line *) lines->pdata[i])->entry;
      gboolean goes_on = i > 0 && memcmp (range.site, entry->site, sizeof range.site) == 0 &&
                         entry->counter == range.last + 1;

      if (i > 0 && !goes_on)
        rabta_changes_header_add (header, &range, before);
      if (!goes_on)
        {
          find_before (reader, entry, before);
          memcpy (hash, before, sizeof hash);
          memcpy (range.site, entry->site, sizeof range.site);
          range.first = entry->counter;
        }
      range.last = entry->counter;
      rabta_change_log_hash (hash, entry);
      memcpy (entry->hash, hash, sizeof hash);
    }
  if (lines->len > 0)
    rabta_changes_header_add (header, &range, before);

  return header;
}

static void
print_changes (Making     *self,
               const char *path)
{
  g_autoptr (GPtrArray) lines = read_lines (path);
  g_autoptr (RabtaChangesHeader) header = chain (self, lines);
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (RabtaChangesWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (header->from, rabta_secret_key_get_public (self->from)->site, sizeof header->from);
  memcpy (header->to, self->to.site, sizeof header->to);
  header->number = self->number;
  rabta_instant_now (header->created);
  header->programme = g_strdup ("smeda");
  header->programme_version = 1;
  writer = rabta_changes_writer_new (stream, header, &error);
  check (error);
  for (guint i = 0; i < lines->len; i++)
    {
      rabta_changes_writer_add (writer, &((Line *) lines->pdata[i])->entry, &error);
      check (error);
    }
  rabta_changes_writer_finish (writer, &error);
  check (error);
}

/* @packed sealed as the content of @name, whatever it says of its size. */
static void
add_sealed (Making       *self,
            const char   *name,
            const guint8 *packed,
            gsize         length,
            gint64        size)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  guint8 chunk[PIECE + crypto_secretstream_xchacha20poly1305_ABYTES];
  GByteArray *stored = g_byte_array_new ();
  RabtaSealTotals totals = { .size = size };

  crypto_secretstream_xchacha20poly1305_init_push (&state, header, self->key);
  g_byte_array_append (stored, header, sizeof header);
  do
    {
      gsize n = MIN (length, PIECE);
      unsigned long long sealed;

      crypto_secretstream_xchacha20poly1305_push (&state, chunk, &sealed, packed, n, (const guint8 *) name, strlen (name),
                                                  n == length ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
      g_byte_array_append (stored, chunk, (guint) sealed);
      packed += n;
      length -= n;
    }
  while (length > 0);

  totals.length = stored->len;
  crypto_generichash (totals.hash, sizeof totals.hash, stored->data, stored->len, NULL, 0);
  rabta_manifest_add (self->manifest, name, TRUE, &totals);
  g_ptr_array_add (self->contents, stored);
}

/* Ten gigabytes of zeros, compressed. A block after a full flush means the same wherever it stands; the first
 * one has zlib's header. */
static void
add_zeros (Making     *self,
           const char *name,
           gint64      size)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (BLOCK);
  g_autofree guint8 *out = g_malloc (BLOCK);
  z_stream stream = { 0 };

  g_assert (deflateInit (&stream, Z_BEST_COMPRESSION) == Z_OK);
  for (guint i = 0; i < 2; i++)
    {
      stream.next_in = zeros;
      stream.avail_in = BLOCK;
      stream.next_out = out;
      stream.avail_out = BLOCK;
      g_assert (deflate (&stream, Z_FULL_FLUSH) == Z_OK);
      for (guint j = 0; j < (i == 0 ? 1 : BOMB / BLOCK - 1); j++)
        g_byte_array_append (packed, out, BLOCK - stream.avail_out);
    }
  deflateEnd (&stream);
  add_sealed (self, name, packed->data, packed->len, size);
}

static void
add_file (Making     *self,
          const char *name,
          const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree guint8 *packed = NULL;
  uLongf length;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  check (error);
  length = compressBound (size);
  packed = g_malloc (length);
  g_assert (compress (packed, &length, (const Bytef *) content, size) == Z_OK);
  add_sealed (self, name, packed, length, (gint64) size);
}

static void
add_member (Making     *self,
            const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);

  if (g_strv_length (parts) != 2)
    g_error ("This is no member: %s", word);
  if (g_str_equal (parts[1], "zeros"))
    add_zeros (self, parts[0], RABTA_SEAL_MAX_SIZE);
  else if (g_str_equal (parts[1], "few"))
    add_zeros (self, parts[0], 1000);
  else if (g_str_equal (parts[1], "all"))
    add_zeros (self, parts[0], BOMB);
  else
    add_file (self, parts[0], parts[1]);
}

static void
begin (Making *self)
{
  RabtaPackageInfo *info;
  guint8 box[crypto_box_PUBLICKEYBYTES];

  self->manifest = rabta_manifest_new ();
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  info = &self->manifest->info;
  memcpy (info->from, rabta_secret_key_get_public (self->from)->site, sizeof info->from);
  memcpy (info->to, self->to.site, sizeof info->to);
  info->number = self->number;
  info->has_previous = self->number > 1;
  randombytes_buf (info->previous, sizeof info->previous);
  rabta_instant_now (info->created);
  g_strlcpy (info->program, "0", sizeof info->program);
  randombytes_buf (self->key, sizeof self->key);
  g_assert (crypto_sign_ed25519_pk_to_curve25519 (box, self->to.sign) == 0);
  crypto_box_seal (self->manifest->sealed_key, self->key, sizeof self->key, box);
}

static void
append (GByteArray    *zip,
        GPtrArray     *members,
        const char    *name,
        gconstpointer  data,
        gsize          length)
{
  RabtaZipMember *member = g_new0 (RabtaZipMember, 1);

  member->name = g_strdup (name);
  member->crc = (guint32) crc32_z (0, data, length);
  member->length = (guint32) length;
  rabta_zip_append_header (zip, member);
  member->offset = zip->len;
  g_byte_array_append (zip, data, (guint) length);
  g_ptr_array_add (members, member);
}

static void
finish (Making     *self,
        const char *path)
{
  g_autofree char *text = rabta_manifest_compose (self->manifest);
  g_autofree char *signature = rabta_signature_make (self->from, text, strlen (text), "made");
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);
  g_autoptr (GError) error = NULL;

  append (zip, members, RABTA_MANIFEST_NAME, text, strlen (text));
  append (zip, members, RABTA_MANIFEST_SIGNATURE_NAME, signature, strlen (signature));
  for (guint i = 0; i < self->contents->len; i++)
    {
      const GByteArray *stored = self->contents->pdata[i];
      const RabtaManifestMember *member = self->manifest->members->pdata[i];

      append (zip, members, member->name, stored->data, stored->len);
    }
  rabta_zip_append_directory (zip, members);
  g_unlink (path); /* what is there would not be shortened */
  g_file_set_contents_full (path, (const char *) zip->data, zip->len, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  check (error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaPeer) peer = NULL;
  guint8 site[RABTA_SITE_ID_LENGTH];
  Making self = { NULL };

  if (argc < 6)
    {
      g_printerr ("make-package FROM.casebook TO.rabta-site NUMBER OUT.rabta MEMBER=FILE… | changes ENTRIES\n");
      return EXIT_FAILURE;
    }
  self.casebook = rabta_casebook_open (argv[1], RABTA_CASEBOOK_READ_ONLY, &error);
  check (error);
  rabta_peers_get_own_site (self.casebook, site, &error);
  check (error);
  self.from = rabta_secret_key_load (site, &error);
  check (error);
  peer = rabta_site_file_read (argv[2], &error);
  check (error);
  rabta_public_key_parse (peer->key, &self.to, &error);
  check (error);
  self.number = g_ascii_strtoll (argv[3], NULL, 10);

  if (g_str_equal (argv[4], "changes"))
    print_changes (&self, argv[5]);
  else
    {
      begin (&self);
      for (int i = 5; i < argc; i++)
        add_member (&self, argv[i]);
      finish (&self, argv[4]);
      rabta_manifest_free (self.manifest);
      g_ptr_array_unref (self.contents);
    }
  rabta_secret_key_free (self.from);
  rabta_casebook_close (self.casebook);

  return EXIT_SUCCESS;
}
