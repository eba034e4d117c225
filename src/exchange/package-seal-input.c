/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back from package-seal-output.c. Who sealed a member is known and trusted by then, but may be
 * the victim of an attack himself: what is read stays bounded. */
#include "exchange/package-seal-private.h"

#include "base/error.h"
#include "exchange/package-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RabtaSealInput
{
  GInputStream                                parent;

  int                                         fd; /* borrowed */
  gint64                                      offset;
  gint64                                      left; /* stored bytes not yet read */
  gint64                                      size; /* of the content, as the manifest tells */
  gint64                                      given;
  gint64                                      stored_length;
  char                                       *name;
  gboolean                                    compressed;
  gboolean                                    unpacked; /* zlib saw the end of its stream */
  gboolean                                    ended;
  GError                                     *failure; /* which every further read reports again */
  guint8                                      key[RABTA_SEAL_KEY_LENGTH];
  crypto_secretstream_xchacha20poly1305_state cipher;
  crypto_generichash_state                   *content_hash;
  z_stream                                    inflater;
  gboolean                                    begun;
  gsize                                       position;
  gsize                                       filled;
  guint8                                     *plain;  /* RABTA_SEAL_CHUNK */
  guint8                                     *stored; /* and RABTA_SEAL_OVERHEAD more */
};

G_DEFINE_FINAL_TYPE (RabtaSealInput, rabta_seal_input, G_TYPE_INPUT_STREAM)

static gboolean
refuse (RabtaSealInput  *self,
        const char      *sentence,
        GError         **error)
{
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, "%s: %s", self->name, sentence);
  return FALSE;
}

static gboolean
take (RabtaSealInput  *self,
      gsize            length,
      GError         **error)
{
  if (!rabta_zip_read_at (self->fd, self->offset, self->stored, length, error))
    return FALSE;

  self->offset += (gint64) length;
  self->left -= (gint64) length;
  return TRUE;
}

static gboolean
begin (RabtaSealInput  *self,
       GError         **error)
{
  const gsize header = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

  if (self->begun)
    return TRUE;

  self->begun = TRUE;
  if (self->left < (gint64) header)
    return refuse (self, _("The content breaks off before its end."), error);
  if (!take (self, header, error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_init_pull (&self->cipher, self->stored, self->key) != 0)
    return refuse (self, _("The content cannot be decrypted."), error);

  return TRUE;
}

/* Makes the next chunk of plain bytes. */
static gboolean
pull_chunk (RabtaSealInput  *self,
            GError         **error)
{
  gsize length = (gsize) MIN (self->left, (gint64) (RABTA_SEAL_CHUNK + RABTA_SEAL_OVERHEAD));
  unsigned long long plain_length = 0;
  guint8 tag = 0;
  gboolean is_last = (gint64) length == self->left;

  if (length < RABTA_SEAL_OVERHEAD)
    return refuse (self, _("The content breaks off before its end."), error);
  if (!take (self, length, error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_pull (&self->cipher, self->plain, &plain_length, &tag, self->stored, length,
                                                  (const guint8 *) self->name, strlen (self->name))
      != 0)
    return refuse (self, _("The content cannot be decrypted."), error);
  if ((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != is_last)
    return refuse (self, _("The content breaks off before its end."), error);

  self->position = 0;
  self->filled = (gsize) plain_length;
  return TRUE;
}

static gboolean
check_size (RabtaSealInput  *self,
            GError         **error)
{
  if (self->given > self->size)
    return refuse (self, _("The content is larger than the manifest tells."), error);
  if (self->compressed && self->given > RABTA_SEAL_MAX_RATIO * self->stored_length + RABTA_SEAL_FREE_SIZE)
    return refuse (self, _("The content grows without measure when it is unpacked."), error);

  return TRUE;
}

/* All was read: is it all that was promised? */
static gboolean
conclude (RabtaSealInput  *self,
          GError         **error)
{
  self->ended = TRUE;
  if (self->left > 0 || self->position < self->filled)
    return refuse (self, _("There is something after the end of the content."), error);
  if (self->given != self->size)
    return refuse (self, _("The content is smaller than the manifest tells."), error);
  if (!rabta_seal_fits_name (self->content_hash, self->name))
    return refuse (self, _("The attachment is not the one that its name tells."), error);

  return TRUE;
}

static gssize
read_plain (RabtaSealInput  *self,
            guint8          *buffer,
            gsize            length,
            GError         **error)
{
  gsize n;

  while (self->position == self->filled && self->left > 0)
    if (!pull_chunk (self, error))
      return -1;

  n = MIN (length, self->filled - self->position);
  memcpy (buffer, self->plain + self->position, n);
  self->position += n;
  return (gssize) n;
}

static gssize
read_compressed (RabtaSealInput  *self,
                 guint8          *buffer,
                 gsize            length,
                 GError         **error)
{
  self->inflater.next_out = buffer;
  self->inflater.avail_out = (uInt) MIN (length, (gsize) G_MAXINT);
  length = self->inflater.avail_out;

  while (self->inflater.avail_out == length)
    {
      int status;

      if (self->position == self->filled && self->left > 0 && !pull_chunk (self, error))
        return -1;
      self->inflater.next_in = self->plain + self->position;
      self->inflater.avail_in = (uInt) (self->filled - self->position);
      status = inflate (&self->inflater, Z_NO_FLUSH);
      self->position = self->filled - self->inflater.avail_in;
      if (status == Z_STREAM_END)
        {
          self->unpacked = TRUE;
          break;
        }
      if (status != Z_OK && !(status == Z_BUF_ERROR && self->left > 0))
        {
          refuse (self, _("The content cannot be unpacked."), error);
          return -1;
        }
    }

  return (gssize) (length - self->inflater.avail_out);
}

static gssize
rabta_seal_input_read (GInputStream  *stream,
                       void          *buffer,
                       gsize          length,
                       GCancellable  *cancellable,
                       GError       **error)
{
  RabtaSealInput *self = RABTA_SEAL_INPUT (stream);
  gssize n = 0;

  if (self->failure == NULL && (self->ended || length == 0))
    return 0;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  if (self->failure != NULL || !begin (self, &self->failure))
    n = -1;
  else if (!self->compressed)
    n = read_plain (self, buffer, length, &self->failure);
  else if (!self->unpacked)
    n = read_compressed (self, buffer, length, &self->failure);

  if (n > 0)
    {
      self->given += n;
      crypto_generichash_update (self->content_hash, buffer, (gsize) n);
    }
  if (n < 0 || !check_size (self, &self->failure) || (n == 0 && !conclude (self, &self->failure)))
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return -1;
    }

  return n;
}

static void
rabta_seal_input_finalize (GObject *object)
{
  RabtaSealInput *self = RABTA_SEAL_INPUT (object);

  if (self->compressed)
    inflateEnd (&self->inflater);
  g_clear_error (&self->failure);
  sodium_memzero (&self->cipher, sizeof self->cipher);
  sodium_memzero (self->key, sizeof self->key);
  sodium_memzero (self->plain, RABTA_SEAL_CHUNK);
  g_free (self->plain);
  g_free (self->stored);
  g_aligned_free (self->content_hash);
  g_free (self->name);

  G_OBJECT_CLASS (rabta_seal_input_parent_class)->finalize (object);
}

static void
rabta_seal_input_class_init (RabtaSealInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_seal_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = rabta_seal_input_read;
}

static void
rabta_seal_input_init (RabtaSealInput *self)
{
  self->plain = g_malloc (RABTA_SEAL_CHUNK);
  self->stored = g_malloc (RABTA_SEAL_CHUNK + RABTA_SEAL_OVERHEAD);
  self->content_hash = rabta_seal_hash_new ();
}

/**
 * rabta_seal_input_new: (skip)
 * @fd: (transfer none): the package
 * @offset: where the member begins
 * @totals: what the manifest tells of it
 * @key: of the package, %RABTA_SEAL_KEY_LENGTH bytes
 * @name: of the member
 * @compressed: whether it was compressed
 *
 * Returns: (transfer full): a stream of its content
 */
RabtaSealInput *
rabta_seal_input_new (int                    fd,
                      gint64                 offset,
                      const RabtaSealTotals *totals,
                      const guint8          *key,
                      const char            *name,
                      gboolean               compressed)
{
  RabtaSealInput *self = g_object_new (RABTA_TYPE_SEAL_INPUT, NULL);

  self->fd = fd;
  self->offset = offset;
  self->left = self->stored_length = totals->length;
  self->size = totals->size;
  self->name = g_strdup (name);
  self->compressed = compressed;
  memcpy (self->key, key, sizeof self->key);
  if (compressed && inflateInit (&self->inflater) != Z_OK)
    g_error ("There is not enough memory to unpack anything");

  return self;
}
