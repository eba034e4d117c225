/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Untrusted ZIP files. libarchive reads them by their directory at the end, so that a file that was cut
 * off is refused at once and no member is taken that the directory does not name. */
#include "exchange/sheet-archive.h"

#include "base/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536

/* A member may grow to this whatever its ratio: a small sheet of equal rows shrinks well. */
#define HARMLESS_BYTES ((gint64) 32 * 1024 * 1024)

struct _RabtaSheetArchive
{
  GFile      *file;
  goffset     size;
  GHashTable *members; /* name in lower case, as part names do not tell cases apart → name */
};

struct _RabtaSheetMember
{
  RabtaSheetArchive  *owner;
  GFileInputStream   *stream;
  struct archive     *archive;
  GCancellable       *cancellable; /* of the call that runs */
  GError             *cause;       /* of reading the file itself */
  gint64              size;        /* as the file says */
  gint64              n_read;
  guint8              block[BLOCK];
};

static la_ssize_t
read_cb (struct archive  *archive,
         void            *data,
         const void     **buffer)
{
  RabtaSheetMember *self = data;

  *buffer = self->block;
  g_clear_error (&self->cause);
  return g_input_stream_read (G_INPUT_STREAM (self->stream), self->block, BLOCK, self->cancellable, &self->cause);
}

static la_int64_t
seek_cb (struct archive *archive,
         void           *data,
         la_int64_t      offset,
         int             whence)
{
  RabtaSheetMember *self = data;
  GSeekType type = whence == SEEK_SET ? G_SEEK_SET : whence == SEEK_CUR ? G_SEEK_CUR : G_SEEK_END;

  g_clear_error (&self->cause);
  if (!g_seekable_seek (G_SEEKABLE (self->stream), offset, type, self->cancellable, &self->cause))
    return ARCHIVE_FATAL;

  return g_seekable_tell (G_SEEKABLE (self->stream));
}

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
refuse_damaged (RabtaSheetMember  *self,
                GError           **error)
{
  if (self->cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->cause));
      return FALSE;
    }

  return refuse (error, _("The file is damaged or was cut off."));
}

static RabtaSheetMember *
open_archive (RabtaSheetArchive  *owner,
              GCancellable       *cancellable,
              GError            **error)
{
  g_autoptr (RabtaSheetMember) self = g_new0 (RabtaSheetMember, 1);

  self->owner = owner;
  self->cancellable = cancellable;
  self->stream = g_file_read (owner->file, cancellable, error);
  if (self->stream == NULL)
    return NULL;

  self->archive = archive_read_new ();
  if (self->archive == NULL
      || archive_read_support_format_zip_seekable (self->archive) != ARCHIVE_OK
      || archive_read_set_read_callback (self->archive, read_cb) != ARCHIVE_OK
      || archive_read_set_seek_callback (self->archive, seek_cb) != ARCHIVE_OK
      || archive_read_set_callback_data (self->archive, self) != ARCHIVE_OK)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("There is not enough memory to read the file."));
      return NULL;
    }

  if (archive_read_open1 (self->archive) != ARCHIVE_OK)
    {
      refuse_damaged (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* -1 with an error, 0 at the end. Odd characters in a name are only a warning. */
static int
next_entry (RabtaSheetMember       *self,
            struct archive_entry  **entry,
            GError                **error)
{
  int status = archive_read_next_header (self->archive, entry);

  if (status == ARCHIVE_EOF)
    return 0;
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
    return 1;

  refuse_damaged (self, error);
  return -1;
}

/* A member that would leave the folder it is unpacked in; nothing is unpacked here, but no office
 * program writes one either. */
static gboolean
is_tricky (const char *name)
{
  g_auto (GStrv) parts = NULL;

  if (*name == '\0' || *name == '/' || strchr (name, '\\') != NULL || strchr (name, ':') != NULL)
    return TRUE;

  parts = g_strsplit (name, "/", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return TRUE;

  return FALSE;
}

static gboolean
check_entry (RabtaSheetArchive     *self,
             RabtaSheetMember      *reader,
             struct archive_entry  *entry,
             gint64                *total,
             GError               **error)
{
  const char *name = archive_entry_pathname (entry);
  const char *format = archive_format_name (reader->archive);
  g_autofree char *lower = NULL;

  if (archive_entry_is_encrypted (entry))
    return refuse (error, _("It is protected by a password. Save it without one and import that file."));
  if (name == NULL || is_tricky (name))
    return refuse (error, _("It holds a member with a name that no spreadsheet program writes."));
  if (format == NULL || (strstr (format, "(deflation)") == NULL && strstr (format, "(uncompressed)") == NULL))
    return refuse (error, _("It is packed in a way that no spreadsheet program uses."));

  *total += archive_entry_size (entry);
  if (archive_entry_size (entry) > RABTA_SHEET_MAX_MEMBER || *total > 4 * RABTA_SHEET_MAX_MEMBER)
    return refuse (error, _("It would be larger than any list when unpacked."));
  if (g_hash_table_size (self->members) >= RABTA_SHEET_MAX_MEMBERS)
    return refuse (error, _("It has more members than any spreadsheet."));

  lower = g_ascii_strdown (name, -1);
  if (g_hash_table_contains (self->members, lower))
    return refuse (error, _("It holds two members of one name."));
  g_hash_table_insert (self->members, g_steal_pointer (&lower), g_strdup (name));

  return TRUE;
}

/**
 * rabta_sheet_archive_open: (skip)
 * @file: a file from anywhere
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Lists the members of a ZIP file. Refuses one that is damaged or encrypted, has two members of one
 * name or one whose name leads elsewhere, is packed in a way that office programs do not use, or is
 * larger than any list.
 *
 * Returns: (transfer full) (nullable): the archive
 */
RabtaSheetArchive *
rabta_sheet_archive_open (GFile         *file,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (RabtaSheetArchive) self = NULL;
  g_autoptr (RabtaSheetMember) reader = NULL;
  g_autoptr (GFileInfo) info = NULL;
  struct archive_entry *entry;
  gint64 total = 0;
  int found;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;

  self = g_new0 (RabtaSheetArchive, 1);
  self->file = g_object_ref (file);
  self->size = g_file_info_get_size (info);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  reader = open_archive (self, cancellable, error);
  if (reader == NULL)
    return NULL;

  while ((found = next_entry (reader, &entry, error)) > 0)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !check_entry (self, reader, entry, &total, error))
      return NULL;

  return found == 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * rabta_sheet_archive_free: (skip)
 * @self: (nullable): an archive
 */
void
rabta_sheet_archive_free (RabtaSheetArchive *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_object (&self->file);
  g_free (self);
}

/**
 * rabta_sheet_archive_find: (skip)
 * @self: an archive
 * @name: name of a member, in any case
 *
 * Returns: (nullable): its name as the archive has it
 */
const char *
rabta_sheet_archive_find (RabtaSheetArchive *self,
                          const char        *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->members, lower);
}

/**
 * rabta_sheet_member_open: (skip)
 * @archive: an archive, which must outlive the member
 * @name: name of a member, in any case
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Returns: (transfer full) (nullable): the member before its first byte
 */
RabtaSheetMember *
rabta_sheet_member_open (RabtaSheetArchive  *archive,
                         const char         *name,
                         GCancellable       *cancellable,
                         GError            **error)
{
  g_autoptr (RabtaSheetMember) self = NULL;
  const char *stored;
  struct archive_entry *entry;
  int found;

  g_return_val_if_fail (archive != NULL && name != NULL, NULL);

  stored = rabta_sheet_archive_find (archive, name);
  if (stored == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Its part “%s” is missing."), name);
      return NULL;
    }

  self = open_archive (archive, cancellable, error);
  if (self == NULL)
    return NULL;

  while ((found = next_entry (self, &entry, error)) > 0)
    if (g_strcmp0 (archive_entry_pathname (entry), stored) == 0)
      {
        self->size = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : G_MAXINT64;
        return g_steal_pointer (&self);
      }

  /* It was there a moment ago. */
  if (found == 0)
    refuse_damaged (self, error);
  return NULL;
}

/**
 * rabta_sheet_member_free: (skip)
 * @self: (nullable): a member
 */
void
rabta_sheet_member_free (RabtaSheetMember *self)
{
  if (self == NULL)
    return;

  if (self->archive != NULL)
    archive_read_free (self->archive);
  g_clear_object (&self->stream);
  g_clear_error (&self->cause);
  g_free (self);
}

/**
 * rabta_sheet_member_read: (skip)
 * @self: a member
 * @buffer: where to
 * @length: its bytes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Unpacks the next bytes. What is longer than the limits is refused as soon as it is, whatever the
 * directory of the file says, and what does not fit its checksum at its end.
 *
 * Returns: bytes read; 0 at the end, -1 on error
 */
gssize
rabta_sheet_member_read (RabtaSheetMember  *self,
                         char              *buffer,
                         gsize              length,
                         GCancellable      *cancellable,
                         GError           **error)
{
  la_ssize_t n;

  g_return_val_if_fail (self != NULL && buffer != NULL, -1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  self->cancellable = cancellable;
  n = archive_read_data (self->archive, buffer, length);
  if (n < 0)
    {
      refuse_damaged (self, error);
      return -1;
    }

  self->n_read += n;
  /* Only at its end is it compared with its checksum, which may be hours away. */
  if (self->n_read > self->size)
    {
      refuse_damaged (self, error);
      return -1;
    }
  if (self->n_read > RABTA_SHEET_MAX_MEMBER
      || (self->n_read > HARMLESS_BYTES && self->n_read / RABTA_SHEET_MAX_RATIO > self->owner->size))
    {
      refuse (error, _("It would be larger than any list when unpacked."));
      return -1;
    }

  return (gssize) n;
}

/**
 * rabta_sheet_member_get_progress: (skip)
 * @self: a member
 *
 * Returns: how much of it was read, 0 to 1
 */
double
rabta_sheet_member_get_progress (RabtaSheetMember *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size > 0 ? MIN (1.0, (double) self->n_read / (double) self->size) : 0;
}
