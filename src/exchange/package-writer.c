/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/package.h"

#include "base/error.h"
#include "config.h"
#include "exchange/file-writer.h"
#include "exchange/package-manifest.h"
#include "exchange/package-zip.h"
#include "exchange/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define COPY (256 * 1024)

struct _RabtaPackageWriter
{
  char                 *path;
  RabtaManifest        *manifest;
  const RabtaSecretKey *from; /* borrowed */
  guint8                key[RABTA_SEAL_KEY_LENGTH];
  int                   spool; /* a file without a name, all members one behind the other */
  char                 *name;  /* of the member being written */
  gboolean              compressed;
  RabtaSealOutput      *output;

  /* While it is put together. */
  RabtaFileWriter          *file;
  crypto_generichash_state *hash; /* on a border of 64 bytes, as libsodium wants it */
  gint64                    written;
  GPtrArray                *members;
  GPtrArray                *successions; /* of RabtaSuccession */
};

/* Beside the package: there it has to fit anyway, and a disk of another kind may not be encrypted. */
static int
open_spool (const char  *path,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = NULL;
  int fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  /* Memory sticks with FAT have no files without a name. */
  if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT))
    {
      name = g_build_filename (folder, ".rabta-XXXXXX", NULL);
      fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
      if (fd >= 0)
        g_unlink (name);
    }
  if (fd < 0)
    g_set_error (error, RABTA_ERROR, errno == ENOENT || errno == ENOTDIR ? RABTA_ERROR_NOT_FOUND : RABTA_ERROR_READ_ONLY,
                 _("Could not write “%s”: %s."), path, g_strerror (errno));

  return fd;
}

/**
 * rabta_package_writer_new:
 * @path: where the package is to be
 * @from: who makes it, which must outlive the writer
 * @to: whom it is for
 * @number: its number in the sequence of this sender to this recipient, from 1
 * @previous: (nullable): BLAKE2b-256 of the whole file before it; %NULL for the first
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a writer
 */
RabtaPackageWriter *
rabta_package_writer_new (const char            *path,
                          const RabtaSecretKey  *from,
                          const RabtaPublicKey  *to,
                          gint64                 number,
                          const guint8          *previous,
                          GError               **error)
{
  g_autoptr (RabtaPackageWriter) self = NULL;
  guint8 box[crypto_box_PUBLICKEYBYTES];
  RabtaPackageInfo *info;

  g_return_val_if_fail (path != NULL && from != NULL && to != NULL, NULL);
  g_return_val_if_fail (number >= 1 && (number > 1) == (previous != NULL), NULL);

  self = g_new0 (RabtaPackageWriter, 1);
  self->spool = -1;
  self->hash = g_aligned_alloc0 (1, sizeof *self->hash, 64);
  self->manifest = rabta_manifest_new ();
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);
  self->successions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_succession_free);
  self->path = g_strdup (path);
  self->from = from;

  crypto_secretstream_xchacha20poly1305_keygen (self->key);
  if (crypto_sign_ed25519_pk_to_curve25519 (box, to->sign) != 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Nothing can be encrypted to the recipient’s key."));
      return NULL;
    }
  crypto_box_seal (self->manifest->sealed_key, self->key, sizeof self->key, box);

  info = &self->manifest->info;
  memcpy (info->from, rabta_secret_key_get_public (from)->site, sizeof info->from);
  memcpy (info->to, to->site, sizeof info->to);
  info->number = number;
  info->has_previous = previous != NULL;
  if (previous != NULL)
    memcpy (info->previous, previous, sizeof info->previous);
  rabta_instant_now (info->created);
  g_strlcpy (info->program, RABTA_VERSION, sizeof info->program);

  self->spool = open_spool (path, error);
  return self->spool >= 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * rabta_package_writer_add_succession:
 * @self: a writer
 * @succession: by which the sender followed another copy; the oldest first
 *
 * What tells whose signature counts stands before what is encrypted, as the manifest does.
 */
void
rabta_package_writer_add_succession (RabtaPackageWriter    *self,
                                     const RabtaSuccession *succession)
{
  g_return_if_fail (self != NULL && succession != NULL);
  g_return_if_fail (self->successions->len < RABTA_SUCCESSION_MAX);

  g_ptr_array_add (self->successions, rabta_succession_new (succession->statement, succession->signature));
}

/**
 * rabta_package_writer_begin:
 * @self: a writer
 * @name: name of a member: %RABTA_PACKAGE_CHANGES, or the BLAKE2b-256 of an attachment in hexadecimal
 * @compressed: whether to compress its content; what is compressed already gains nothing
 * @error: return location for an error
 *
 * Begins a member. Write its content to the stream and call rabta_package_writer_end(), which closes it.
 *
 * Returns: (transfer none) (nullable): a stream for the content
 */
GOutputStream *
rabta_package_writer_begin (RabtaPackageWriter  *self,
                            const char          *name,
                            gboolean             compressed,
                            GError             **error)
{
  g_return_val_if_fail (self != NULL && self->output == NULL && name != NULL, NULL);
  g_return_val_if_fail (rabta_zip_is_name (name, strlen (name)), NULL);

  for (guint i = 0; i < self->manifest->members->len; i++)
    if (strcmp (((RabtaManifestMember *) self->manifest->members->pdata[i])->name, name) == 0)
      {
        g_set_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS, _("The package holds “%s” already."), name);
        return NULL;
      }
  if (self->manifest->members->len == RABTA_PACKAGE_MAX_MEMBERS)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("A package holds at most 10,000 attachments. Send what there is in several."));
      return NULL;
    }

  self->name = g_strdup (name);
  self->compressed = compressed;
  self->output = rabta_seal_output_new (self->spool, self->key, name, compressed);
  return G_OUTPUT_STREAM (self->output);
}

/**
 * rabta_package_writer_end:
 * @self: a writer
 * @error: return location for an error
 *
 * Ends the member that was begun.
 *
 * Returns: whether all of it was written
 */
gboolean
rabta_package_writer_end (RabtaPackageWriter  *self,
                          GError             **error)
{
  gboolean is_closed;

  g_return_val_if_fail (self != NULL && self->output != NULL, FALSE);

  is_closed = g_output_stream_close (G_OUTPUT_STREAM (self->output), NULL, error);
  if (is_closed)
    rabta_manifest_add (self->manifest, self->name, self->compressed, rabta_seal_output_get_totals (self->output));
  g_clear_object (&self->output);
  g_clear_pointer (&self->name, g_free);

  return is_closed;
}

/**
 * rabta_package_writer_add:
 * @self: a writer
 * @name: see rabta_package_writer_begin()
 * @compressed: see rabta_package_writer_begin()
 * @content: what the member is to hold
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Adds a whole member.
 *
 * Returns: whether all of it was written
 */
gboolean
rabta_package_writer_add (RabtaPackageWriter  *self,
                          const char          *name,
                          gboolean             compressed,
                          GInputStream        *content,
                          GCancellable        *cancellable,
                          GError             **error)
{
  GOutputStream *output = rabta_package_writer_begin (self, name, compressed, error);

  return output != NULL
         && g_output_stream_splice (output, content, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) >= 0
         && rabta_package_writer_end (self, error);
}

/* Whether compression gains anything, and not so much that whoever reads it would take it for an attack. */
static gboolean
is_worth_compressing (RabtaPackageWriter     *self,
                      RabtaPackageWriteFunc   func,
                      gpointer                user_data,
                      gboolean               *is_worth,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autoptr (RabtaSealOutput) probe = NULL;
  const RabtaSealTotals *totals;
  gboolean is_written;
  int nowhere = open ("/dev/null", O_WRONLY | O_CLOEXEC);

  *is_worth = FALSE;
  if (nowhere < 0)
    return TRUE;
  probe = rabta_seal_output_new (nowhere, self->key, "probe", TRUE);
  is_written = func (G_OUTPUT_STREAM (probe), user_data, cancellable, error);
  *is_worth = is_written && g_output_stream_close (G_OUTPUT_STREAM (probe), NULL, NULL);
  totals = rabta_seal_output_get_totals (probe);
  *is_worth = *is_worth && totals->length < totals->size - totals->size / 8;
  g_clear_object (&probe);
  close (nowhere);

  return is_written;
}

/**
 * rabta_package_writer_add_suited:
 * @self: a writer
 * @name: see rabta_package_writer_begin()
 * @func: (scope call): writes what the member is to hold; called twice
 * @user_data: for @func
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Adds a whole member, compressed where that makes it smaller.
 *
 * Returns: whether all of it was written
 */
gboolean
rabta_package_writer_add_suited (RabtaPackageWriter     *self,
                                 const char             *name,
                                 RabtaPackageWriteFunc   func,
                                 gpointer                user_data,
                                 GCancellable           *cancellable,
                                 GError                **error)
{
  GOutputStream *output;
  gboolean compressed;

  g_return_val_if_fail (self != NULL && name != NULL && func != NULL, FALSE);

  if (!is_worth_compressing (self, func, user_data, &compressed, cancellable, error))
    return FALSE;
  output = rabta_package_writer_begin (self, name, compressed, error);

  return output != NULL && func (output, user_data, cancellable, error) && rabta_package_writer_end (self, error);
}

static gboolean
put (RabtaPackageWriter  *self,
     gconstpointer        data,
     gsize                length,
     GError             **error)
{
  crypto_generichash_update (self->hash, data, length);
  self->written += (gint64) length;

  return rabta_file_writer_write (self->file, data, length, error);
}

static gboolean
put_header (RabtaPackageWriter  *self,
            const char          *name,
            guint32              crc,
            gint64               length,
            GError             **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  RabtaZipMember *member = g_new0 (RabtaZipMember, 1);

  g_ptr_array_add (self->members, member);
  member->name = g_strdup (name);
  member->crc = crc;
  member->length = (guint32) length;
  member->offset = self->written + rabta_zip_header_length (member);
  rabta_zip_append_header (bytes, member);

  return put (self, bytes->data, bytes->len, error);
}

static gboolean
put_text (RabtaPackageWriter  *self,
          const char          *name,
          const char          *text,
          GError             **error)
{
  gsize length = strlen (text);

  return put_header (self, name, (guint32) crc32 (0, (const Bytef *) text, (uInt) length), (gint64) length, error)
         && put (self, text, length, error);
}

static gboolean
put_successions (RabtaPackageWriter  *self,
                 GError             **error)
{
  for (guint i = 0; i < self->successions->len; i++)
    {
      const RabtaSuccession *succession = self->successions->pdata[i];
      g_autofree char *name = g_strdup_printf (RABTA_SUCCESSION_NAME, i + 1);
      g_autofree char *signature = g_strdup_printf (RABTA_SUCCESSION_SIGNATURE_NAME, i + 1);

      if (!put_text (self, name, succession->statement, error) ||
          !put_text (self, signature, succession->signature, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_members (RabtaPackageWriter  *self,
             GError             **error)
{
  g_autofree guint8 *buffer = g_malloc (COPY);
  gint64 offset = 0;

  for (guint i = 0; i < self->manifest->members->len; i++)
    {
      const RabtaManifestMember *member = self->manifest->members->pdata[i];
      gint64 end = offset + member->totals.length;

      if (!put_header (self, member->name, member->totals.crc, member->totals.length, error))
        return FALSE;
      while (offset < end)
        {
          gsize n = (gsize) MIN (end - offset, COPY);

          if (!rabta_zip_read_at (self->spool, offset, buffer, n, error) || !put (self, buffer, n, error))
            return FALSE;
          offset += (gint64) n;
        }
    }

  return TRUE;
}

static char *
sign (RabtaPackageWriter *self,
      const char         *manifest)
{
  const RabtaPackageInfo *info = &self->manifest->info;
  char from[2 * RABTA_SITE_ID_LENGTH + 1], to[2 * RABTA_SITE_ID_LENGTH + 1];
  g_autofree char *comment = NULL;

  sodium_bin2hex (from, sizeof from, info->from, sizeof info->from);
  sodium_bin2hex (to, sizeof to, info->to, sizeof info->to);
  comment = g_strdup_printf ("rabta package no. %" G_GINT64_FORMAT " from %s to %s of %s", info->number, from, to,
                             info->created);
  return rabta_signature_make (self->from, manifest, strlen (manifest), comment);
}

static gboolean
check_size (RabtaPackageWriter  *self,
            GError             **error)
{
  gint64 total = RABTA_MANIFEST_MAX_BYTES + RABTA_SIGNATURE_MAX_LENGTH +
                 RABTA_SUCCESSION_MAX * 2 * (RABTA_SUCCESSION_MAX_LENGTH + 4 * RABTA_ZIP_MAX_NAME);

  for (guint i = 0; i < self->manifest->members->len; i++)
    total += ((RabtaManifestMember *) self->manifest->members->pdata[i])->totals.length + 4 * RABTA_ZIP_MAX_NAME;
  if (total <= RABTA_ZIP_MAX_BYTES)
    return TRUE;

  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("The package would be larger than 2 GB. Send what there is in several."));
  return FALSE;
}

/**
 * rabta_package_writer_finish:
 * @self: a writer, of no use afterwards
 * @hash: (out caller-allocates) (optional): BLAKE2b-256 of the whole file
 * @error: return location for an error
 *
 * Signs the package and puts it in its place.
 *
 * Returns: whether the file is there
 */
gboolean
rabta_package_writer_finish (RabtaPackageWriter  *self,
                             guint8              *hash,
                             GError             **error)
{
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  g_autofree char *manifest = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (self != NULL && self->output == NULL && self->file == NULL, FALSE);

  if (!check_size (self, error))
    return FALSE;
  self->file = rabta_file_writer_new (self->path, error);
  if (self->file == NULL)
    return FALSE;

  manifest = rabta_manifest_compose (self->manifest);
  signature = sign (self, manifest);
  crypto_generichash_init (self->hash, NULL, 0, RABTA_PACKAGE_HASH_LENGTH);
  if (!put_text (self, RABTA_MANIFEST_NAME, manifest, error)
      || !put_text (self, RABTA_MANIFEST_SIGNATURE_NAME, signature, error) || !put_successions (self, error)
      || !put_members (self, error))
    return FALSE;
  rabta_zip_append_directory (directory, self->members);
  if (!put (self, directory->data, directory->len, error) || !rabta_file_writer_commit (self->file, error))
    return FALSE;

  if (hash != NULL)
    crypto_generichash_final (self->hash, hash, RABTA_PACKAGE_HASH_LENGTH);
  return TRUE;
}

/**
 * rabta_package_writer_free:
 * @self: (nullable) (transfer full): a writer; what was not finished goes away
 */
void
rabta_package_writer_free (RabtaPackageWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->output);
  if (self->spool >= 0)
    close (self->spool);
  sodium_memzero (self->key, sizeof self->key);
  g_aligned_free (self->hash);
  rabta_file_writer_free (self->file);
  rabta_manifest_free (self->manifest);
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->successions);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}
