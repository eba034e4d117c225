/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A member as it is stored: compressed by zlib where that was asked for, cut into chunks of 64 KiB and
 * encrypted by libsodium's secretstream, each chunk bound to the member's name and to its place; the last
 * one is marked, so that a cut is noticed. */
#include "exchange/package-seal-private.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

struct _RabtaSealOutput
{
  GOutputStream                               parent;

  int                                         fd; /* borrowed */
  char                                       *name;
  gboolean                                    compressed;
  RabtaSealTotals                             totals;
  crypto_secretstream_xchacha20poly1305_state cipher;
  crypto_generichash_state                   *stored_hash;
  crypto_generichash_state                   *content_hash;
  z_stream                                    deflater;
  gboolean                                    begun;
  gsize                                       filled;
  guint8                                     *plain;  /* RABTA_SEAL_CHUNK */
  guint8                                     *stored; /* and RABTA_SEAL_OVERHEAD more */
};

G_DEFINE_FINAL_TYPE (RabtaSealOutput, rabta_seal_output, G_TYPE_OUTPUT_STREAM)

/**
 * rabta_seal_is_hash: (skip)
 * @name: name of a member
 *
 * Returns: whether it is that of an attachment, which is named by the BLAKE2b-256 of its content
 */
gboolean
rabta_seal_is_hash (const char *name)
{
  return strlen (name) == 2 * RABTA_SEAL_HASH_LENGTH && strspn (name, "0123456789abcdef") == strlen (name);
}

/* libsodium wants its state on a border of 64 bytes, where objects do not begin. */
crypto_generichash_state *
rabta_seal_hash_new (void)
{
  crypto_generichash_state *state = g_aligned_alloc0 (1, sizeof *state, 64);

  crypto_generichash_init (state, NULL, 0, RABTA_SEAL_HASH_LENGTH);
  return state;
}

/* Whether an attachment is what its name says. */
gboolean
rabta_seal_fits_name (crypto_generichash_state *content_hash,
                      const char               *name)
{
  guint8 hash[RABTA_SEAL_HASH_LENGTH];
  char text[2 * RABTA_SEAL_HASH_LENGTH + 1];

  if (!rabta_seal_is_hash (name))
    return TRUE;

  crypto_generichash_final (content_hash, hash, sizeof hash);
  sodium_bin2hex (text, sizeof text, hash, sizeof hash);
  return strcmp (text, name) == 0;
}

static gboolean
store (RabtaSealOutput  *self,
       const guint8     *data,
       gsize             length,
       GError          **error)
{
  crypto_generichash_update (self->stored_hash, data, length);
  self->totals.crc = (guint32) crc32 (self->totals.crc, data, (uInt) length);
  self->totals.length += (gint64) length;

  while (length > 0)
    {
      gssize n = write (self->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          gboolean is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

          g_set_error (error, RABTA_ERROR, is_full ? RABTA_ERROR_FULL : RABTA_ERROR_FAILED,
                       _("Could not write the package: %s. Nothing was changed there."), g_strerror (errno));
          return FALSE;
        }
      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
push_chunk (RabtaSealOutput  *self,
            gboolean          is_last,
            GError          **error)
{
  unsigned long long length;

  crypto_secretstream_xchacha20poly1305_push (&self->cipher, self->stored, &length, self->plain, self->filled,
                                              (const guint8 *) self->name, strlen (self->name),
                                              is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                      : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  self->filled = 0;

  return store (self, self->stored, (gsize) length, error);
}

/* The header waits for the first write, which can report an error. */
static gboolean
begin (RabtaSealOutput  *self,
       GError          **error)
{
  gboolean is_first = !self->begun;

  self->begun = TRUE;
  return !is_first || store (self, self->stored, crypto_secretstream_xchacha20poly1305_HEADERBYTES, error);
}

static gboolean
add_plain (RabtaSealOutput  *self,
           const guint8     *data,
           gsize             length,
           GError          **error)
{
  while (length > 0)
    {
      gsize n;

      if (self->filled == RABTA_SEAL_CHUNK && !push_chunk (self, FALSE, error))
        return FALSE;
      n = MIN (length, RABTA_SEAL_CHUNK - self->filled);
      memcpy (self->plain + self->filled, data, n);
      self->filled += n;
      data += n;
      length -= n;
    }

  return TRUE;
}

static gboolean
add_compressed (RabtaSealOutput  *self,
                const guint8     *data,
                gsize             length,
                gboolean          is_last,
                GError          **error)
{
  int status = Z_OK;

  self->deflater.next_in = (Bytef *) data;
  self->deflater.avail_in = (uInt) length;
  do
    {
      gsize room;

      if (self->filled == RABTA_SEAL_CHUNK && !push_chunk (self, FALSE, error))
        return FALSE;
      room = RABTA_SEAL_CHUNK - self->filled;
      self->deflater.next_out = self->plain + self->filled;
      self->deflater.avail_out = (uInt) room;
      status = deflate (&self->deflater, is_last ? Z_FINISH : Z_NO_FLUSH);
      g_assert (status != Z_STREAM_ERROR);
      self->filled += room - self->deflater.avail_out;
    }
  while (is_last ? status != Z_STREAM_END : self->deflater.avail_in > 0);

  return TRUE;
}

static gssize
rabta_seal_output_write (GOutputStream  *stream,
                         const void     *data,
                         gsize           length,
                         GCancellable   *cancellable,
                         GError        **error)
{
  RabtaSealOutput *self = RABTA_SEAL_OUTPUT (stream);
  gsize taken = MIN (length, (gsize) G_MAXINT / 2);

  if (!begin (self, error))
    return -1;

  self->totals.size += (gint64) taken;
  if (self->totals.size > RABTA_SEAL_MAX_SIZE)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("The package would be larger than 2 GB. Send what there is in several."));
      return -1;
    }

  crypto_generichash_update (self->content_hash, data, taken);
  if (self->compressed ? !add_compressed (self, data, taken, FALSE, error) : !add_plain (self, data, taken, error))
    return -1;

  return (gssize) taken;
}

static gboolean
rabta_seal_output_close (GOutputStream  *stream,
                         GCancellable   *cancellable,
                         GError        **error)
{
  RabtaSealOutput *self = RABTA_SEAL_OUTPUT (stream);

  if (!begin (self, error) || (self->compressed && !add_compressed (self, NULL, 0, TRUE, error))
      || !push_chunk (self, TRUE, error))
    return FALSE;

  crypto_generichash_final (self->stored_hash, self->totals.hash, sizeof self->totals.hash);
  if (!rabta_seal_fits_name (self->content_hash, self->name))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("The attachment %s is not any more what it was when it was attached."), self->name);
      return FALSE;
    }
  if (self->compressed && self->totals.size > RABTA_SEAL_MAX_RATIO * self->totals.length + RABTA_SEAL_FREE_SIZE)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” shrinks so much when compressed that whoever reads it would take it for an attack."),
                   self->name);
      return FALSE;
    }

  return TRUE;
}

static void
rabta_seal_output_finalize (GObject *object)
{
  RabtaSealOutput *self = RABTA_SEAL_OUTPUT (object);

  if (self->compressed)
    deflateEnd (&self->deflater);
  sodium_memzero (&self->cipher, sizeof self->cipher);
  sodium_memzero (self->plain, RABTA_SEAL_CHUNK);
  g_free (self->plain);
  g_free (self->stored);
  g_aligned_free (self->stored_hash);
  g_aligned_free (self->content_hash);
  g_free (self->name);

  G_OBJECT_CLASS (rabta_seal_output_parent_class)->finalize (object);
}

static void
rabta_seal_output_class_init (RabtaSealOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_seal_output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = rabta_seal_output_write;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = rabta_seal_output_close;
}

static void
rabta_seal_output_init (RabtaSealOutput *self)
{
  self->plain = g_malloc (RABTA_SEAL_CHUNK);
  self->stored = g_malloc (RABTA_SEAL_CHUNK + RABTA_SEAL_OVERHEAD);
  self->totals.crc = (guint32) crc32 (0, NULL, 0);
  self->stored_hash = rabta_seal_hash_new ();
  self->content_hash = rabta_seal_hash_new ();
}

/**
 * rabta_seal_output_new: (skip)
 * @fd: (transfer none): where the stored bytes go
 * @key: of the package, %RABTA_SEAL_KEY_LENGTH bytes
 * @name: of the member
 * @compressed: whether to compress it first
 *
 * Returns: (transfer full): a stream
 */
RabtaSealOutput *
rabta_seal_output_new (int           fd,
                       const guint8 *key,
                       const char   *name,
                       gboolean      compressed)
{
  RabtaSealOutput *self = g_object_new (RABTA_TYPE_SEAL_OUTPUT, NULL);

  self->fd = fd;
  self->name = g_strdup (name);
  self->compressed = compressed;
  crypto_secretstream_xchacha20poly1305_init_push (&self->cipher, self->stored, key);
  if (compressed && deflateInit (&self->deflater, Z_DEFAULT_COMPRESSION) != Z_OK)
    g_error ("There is not enough memory to compress anything");

  return self;
}

/**
 * rabta_seal_output_get_totals: (skip)
 * @self: a stream that was closed without an error
 *
 * Returns: (transfer none): what was written
 */
const RabtaSealTotals *
rabta_seal_output_get_totals (RabtaSealOutput *self)
{
  return &self->totals;
}
