/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents: from the disk into the casebook and back. */
#include "exchange/document-file.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/file-writer.h"
#include "model/attachments.h"
#include "model/documents.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file begins with tells what it is. */
#define START 4096

/* To open and close the casebook in use beside SQLite would drop its locks. */
static gboolean
is_own_casebook (RabtaCasebook *casebook,
                 const char    *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *own = g_strconcat (rabta_casebook_get_path (casebook), suffixes[i], NULL);

      if (rabta_file_writer_is_same (path, own))
        return TRUE;
    }

  return FALSE;
}

static int
open_regular (RabtaCasebook  *casebook,
              const char     *path,
              GError        **error)
{
  g_autofree char *name = g_filename_display_name (path);
  struct stat status;
  int fd;

  if (is_own_casebook (casebook, path))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("That is the casebook itself."));
      return -1;
    }
  /* A pipe that nobody writes to is not waited for. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat (fd, &status) < 0)
    g_set_error (error, RABTA_ERROR, errno == ENOENT ? RABTA_ERROR_NOT_FOUND : RABTA_ERROR_FAILED,
                 _("Could not open “%s”: %s."), name, g_strerror (errno));
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” is a folder, a pipe or a device and not a file."), name);
  else if (status.st_size == 0)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” is empty; there is nothing to attach."), name);
  else
    return fd;
  if (fd >= 0)
    close (fd);

  return -1;
}

static char *
guess_media_type (int         fd,
                  const char *name)
{
  guint8 start[START];
  gssize n = pread (fd, start, sizeof start, 0);
  g_autofree char *content_type = g_content_type_guess (name, start, n > 0 ? (gsize) n : 0, NULL);
  g_autofree char *type = content_type != NULL ? g_content_type_get_mime_type (content_type) : NULL;

  return rabta_document_clean_media_type (type);
}

static gboolean
fill (RabtaRecord      *document,
      RabtaAttachment  *attachment,
      int               fd,
      const char       *path,
      GInputStream     *content,
      GCancellable     *cancellable,
      GError          **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *name = rabta_document_clean_file_name (display);
  g_autofree char *type = guess_media_type (fd, name);
  g_autofree char *digest = NULL;
  g_autofree char *title = NULL;

  if (!rabta_attachment_measure (attachment, content, cancellable, error))
    return FALSE;
  digest = rabta_attachment_dup_digest (attachment->hash);
  rabta_record_set_text (document, "file_name", name);
  rabta_record_set_text (document, "media_type", type);
  rabta_record_set_int (document, "size", attachment->size);
  rabta_record_set_text (document, "digest", digest);
  title = rabta_text_clean (name, FALSE);
  if (!rabta_record_has (document, "title"))
    rabta_record_set_text (document, "title", title != NULL ? title : digest);
  if (!rabta_record_has (document, "type"))
    rabta_record_set_text (document, "type", "other");

  return TRUE;
}

typedef struct
{
  RabtaRecord           *document;
  const RabtaAttachment *attachment;
  GInputStream          *content;
} Attaching;

static gboolean
attach_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Attaching *self = user_data;

  return rabta_batch_save (batch, self->document, error) &&
         rabta_batch_keep_attachment (batch, self->attachment, self->content, cancellable, error);
}

/**
 * rabta_document_attach_sync:
 * @casebook: a casebook, open for writing
 * @document: a new document, which is not changed; what it is to say of its file, and title and type where it
 *   has none, are filled from the file
 * @path: a file of at most %RABTA_ATTACHMENT_MAX_BYTES
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Saves the document with the bytes of its file, both or neither. The file is read twice, in pieces: its
 * digest is a part of the document.
 *
 * Returns: (transfer full) (nullable): the document as it was saved
 */
RabtaRecord *
rabta_document_attach_sync (RabtaCasebook  *casebook,
                            RabtaRecord    *document,
                            const char     *path,
                            GCancellable   *cancellable,
                            GError        **error)
{
  g_autoptr (GInputStream) first = NULL;
  g_autoptr (GInputStream) second = NULL;
  g_autoptr (RabtaRecord) copy = NULL;
  RabtaAttachment attachment;
  gboolean is_done = FALSE;
  int fd;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && RABTA_IS_RECORD (document) && path != NULL, NULL);

  fd = open_regular (casebook, path, error);
  if (fd < 0)
    return NULL;
  first = g_unix_input_stream_new (fd, FALSE);
  second = g_unix_input_stream_new (fd, FALSE);
  copy = rabta_record_copy (document);
  if (fill (copy, &attachment, fd, path, first, cancellable, error))
    {
      Attaching attaching = { copy, &attachment, second };

      is_done = lseek (fd, 0, SEEK_SET) == 0 &&
                rabta_casebook_write_sync (casebook, _("Attach document"), attach_cb, &attaching, cancellable, error);
    }
  close (fd);

  return is_done ? g_steal_pointer (&copy) : NULL;
}

/**
 * rabta_document_is_here:
 * @reader: a reader
 * @document: a document
 * @is_here: (out): whether its file was received
 * @error: return location
 *
 * Returns: whether it could be told
 */
gboolean
rabta_document_is_here (RabtaReader  *reader,
                        RabtaRecord  *document,
                        gboolean     *is_here,
                        GError      **error)
{
  guint8 hash[RABTA_ATTACHMENT_HASH_LENGTH];

  *is_here = FALSE;

  return !rabta_attachment_parse_digest (rabta_record_get_text (document, "digest"), hash) ||
         rabta_reader_find_attachment (reader, hash, is_here, NULL, error);
}

static gboolean
write_cb (const guint8  *data,
          gsize          length,
          gpointer       writer,
          GError       **error)
{
  return rabta_file_writer_write (writer, (const char *) data, length, error);
}

/**
 * rabta_document_save_sync:
 * @casebook: a casebook
 * @document: a document
 * @path: where to put its file
 * @overwrite: whether a file that is there may be replaced; somebody was asked
 * @cancellable: (nullable): to stop
 * @error: return location; %RABTA_ERROR_NOT_FOUND where the file was not received yet, %RABTA_ERROR_EXISTS
 *
 * Writes the file of a document, whole or not at all.
 *
 * Returns: whether it is there
 */
gboolean
rabta_document_save_sync (RabtaCasebook  *casebook,
                          RabtaRecord    *document,
                          const char     *path,
                          gboolean        overwrite,
                          GCancellable   *cancellable,
                          GError        **error)
{
  g_autoptr (RabtaReader) reader = NULL;
  g_autoptr (RabtaFileWriter) writer = NULL;
  guint8 hash[RABTA_ATTACHMENT_HASH_LENGTH];

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && RABTA_IS_RECORD (document) && path != NULL, FALSE);

  if (!rabta_attachment_parse_digest (rabta_record_get_text (document, "digest"), hash))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("The document does not say which file it has: its digest is none."));
      return FALSE;
    }
  if (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS, _("There is a file “%s” already; it was left as it is."), name);
      return FALSE;
    }
  if (!rabta_file_writer_check (path, rabta_casebook_get_path (casebook), error))
    return FALSE;
  reader = rabta_reader_new (casebook, error);
  writer = reader != NULL ? rabta_file_writer_new (path, error) : NULL;
  if (writer == NULL)
    return FALSE;
  if (!overwrite)
    rabta_file_writer_keep_present (writer);

  return rabta_reader_read_attachment (reader, hash, write_cb, writer, cancellable, error) &&
         rabta_file_writer_commit (writer, error);
}
