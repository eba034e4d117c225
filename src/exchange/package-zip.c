/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of a package: a zip file (PKWARE's APPNOTE 6.3.10) that any tool can list and take
 * apart, in one single form – members stored, one behind the other, no path, date, comment, attribute or
 * extra field. What reads it makes from each member's name, length and CRC the bytes that have to stand
 * there and compares. A reader of zip files in general has to put up with a thousand forms, of which two
 * programs may understand two things, and all of it before any signature is checked. */
#include "exchange/package-zip.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define LOCAL_SIGNATURE 0x04034b50
#define CENTRAL_SIGNATURE 0x02014b50
#define END_SIGNATURE 0x06054b50
#define LOCAL_LENGTH 30
#define CENTRAL_LENGTH 46
#define END_LENGTH 22

#define VERSION 10 /* 1.0: stored files */
#define DOS_DATE 0x0021 /* 1980-01-01, the earliest there is */

static void
append_16 (GByteArray *bytes,
           guint16     value)
{
  guint16 little = GUINT16_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static void
append_32 (GByteArray *bytes,
           guint32     value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static guint32
get_16 (const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8;
}

static guint32
get_32 (const guint8 *bytes)
{
  return get_16 (bytes) | get_16 (bytes + 2) << 16;
}

void
rabta_zip_member_free (RabtaZipMember *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/**
 * rabta_zip_is_name: (skip)
 * @name: bytes from anywhere
 * @length: how many
 *
 * Returns: whether it may be the name of a member: small letters, digits and "._-", beginning with a
 *   letter or digit, so that it is a plain file name everywhere
 */
gboolean
rabta_zip_is_name (const char *name,
                   gsize       length)
{
  if (length == 0 || length > RABTA_ZIP_MAX_NAME || !g_ascii_isalnum (name[0]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && strchr ("._-", name[i]) == NULL)
      return FALSE;

  return memchr (name, '\0', length) == NULL;
}

/* What local and central header have in common. */
static void
append_common (GByteArray           *bytes,
               const RabtaZipMember *member)
{
  append_16 (bytes, VERSION);
  append_16 (bytes, 0); /* flags */
  append_16 (bytes, 0); /* stored */
  append_16 (bytes, 0); /* time */
  append_16 (bytes, DOS_DATE);
  append_32 (bytes, member->crc);
  append_32 (bytes, member->length);
  append_32 (bytes, member->length);
  append_16 (bytes, (guint16) strlen (member->name));
  append_16 (bytes, 0); /* extra field */
}

/**
 * rabta_zip_append_header: (skip)
 * @bytes: what is appended to
 * @member: a member
 *
 * Appends what stands before the bytes of @member.
 */
void
rabta_zip_append_header (GByteArray           *bytes,
                         const RabtaZipMember *member)
{
  append_32 (bytes, LOCAL_SIGNATURE);
  append_common (bytes, member);
  g_byte_array_append (bytes, (const guint8 *) member->name, (guint) strlen (member->name));
}

/**
 * rabta_zip_header_length: (skip)
 * @member: a member
 *
 * Returns: how many bytes rabta_zip_append_header() appends
 */
gint64
rabta_zip_header_length (const RabtaZipMember *member)
{
  return LOCAL_LENGTH + (gint64) strlen (member->name);
}

static void
append_central (GByteArray           *bytes,
                const RabtaZipMember *member)
{
  append_32 (bytes, CENTRAL_SIGNATURE);
  append_16 (bytes, VERSION);
  append_common (bytes, member);
  append_16 (bytes, 0); /* comment */
  append_16 (bytes, 0); /* disk */
  append_16 (bytes, 0); /* internal attributes */
  append_32 (bytes, 0); /* external attributes */
  append_32 (bytes, (guint32) (member->offset - rabta_zip_header_length (member)));
  g_byte_array_append (bytes, (const guint8 *) member->name, (guint) strlen (member->name));
}

/**
 * rabta_zip_append_directory: (skip)
 * @bytes: what is appended to
 * @members: (element-type RabtaZipMember): all members in their order
 *
 * Appends what stands behind the bytes of the last member, to the end of the file.
 */
void
rabta_zip_append_directory (GByteArray *bytes,
                            GPtrArray  *members)
{
  const RabtaZipMember *last = members->len > 0 ? members->pdata[members->len - 1] : NULL;
  guint start = bytes->len, length;

  for (guint i = 0; i < members->len; i++)
    append_central (bytes, members->pdata[i]);
  length = bytes->len - start;

  append_32 (bytes, END_SIGNATURE);
  append_16 (bytes, 0); /* disk */
  append_16 (bytes, 0); /* disk of the directory */
  append_16 (bytes, (guint16) members->len);
  append_16 (bytes, (guint16) members->len);
  append_32 (bytes, length);
  append_32 (bytes, last != NULL ? (guint32) (last->offset + last->length) : 0);
  append_16 (bytes, 0); /* comment */
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                       _("The file is damaged or not a package of this program: its container is not as it has to be."));
  return FALSE;
}

/**
 * rabta_zip_read_at: (skip)
 * @fd: an open file
 * @offset: where
 * @buffer: (out caller-allocates): what stands there
 * @length: how many bytes
 * @error: return location for an error; %RABTA_ERROR_CORRUPT where the file ends before
 *
 * Returns: whether all of it was read
 */
gboolean
rabta_zip_read_at (int       fd,
                   gint64    offset,
                   gpointer  buffer,
                   gsize     length,
                   GError  **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (fd, (guint8 *) buffer + done, length - done, offset + (gint64) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("The package could not be read: %s."), g_strerror (errno));
          return FALSE;
        }
      if (n == 0)
        return refuse (error);
      done += (gsize) n;
    }

  return TRUE;
}

static gboolean
expect_header (int                    fd,
               const RabtaZipMember  *member,
               GError               **error)
{
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  guint8 found[LOCAL_LENGTH + RABTA_ZIP_MAX_NAME];

  rabta_zip_append_header (expected, member);
  if (!rabta_zip_read_at (fd, member->offset - expected->len, found, expected->len, error))
    return FALSE;

  return memcmp (found, expected->data, expected->len) == 0 || refuse (error);
}

/* What the directory says of the members, believed only as far as to compare. */
static GPtrArray *
parse (const guint8 *directory,
       gsize         length)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const guint8 *end = directory + length;
  gint64 position = 0;

  for (const guint8 *p = directory; p < end;)
    {
      RabtaZipMember *member;
      gsize name_length;

      if (end - p < CENTRAL_LENGTH || members->len == RABTA_ZIP_MAX_MEMBERS)
        return NULL;
      name_length = get_16 (p + 28);
      if ((gsize) (end - p) < CENTRAL_LENGTH + name_length
          || !rabta_zip_is_name ((const char *) p + CENTRAL_LENGTH, name_length))
        return NULL;

      member = g_new0 (RabtaZipMember, 1);
      g_ptr_array_add (members, member);
      member->name = g_strndup ((const char *) p + CENTRAL_LENGTH, name_length);
      member->crc = get_32 (p + 16);
      member->length = get_32 (p + 24);
      member->offset = position + rabta_zip_header_length (member);
      position = member->offset + member->length;
      if (position > RABTA_ZIP_MAX_BYTES || !g_hash_table_add (names, member->name))
        return NULL;
      p += CENTRAL_LENGTH + name_length;
    }

  return g_steal_pointer (&members);
}

/**
 * rabta_zip_read_directory: (skip)
 * @fd: a file from anywhere
 * @size: its length
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type RabtaZipMember): the members, where every byte of the
 *   file that is not a member's is as it has to be
 */
GPtrArray *
rabta_zip_read_directory (int       fd,
                          gint64    size,
                          GError  **error)
{
  const gsize max = (gsize) RABTA_ZIP_MAX_MEMBERS * (CENTRAL_LENGTH + RABTA_ZIP_MAX_NAME);
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  g_autoptr (GPtrArray) members = NULL;
  g_autofree guint8 *found = NULL;
  guint8 end[END_LENGTH];
  gint64 start;
  gsize length;

  if (size < END_LENGTH || size > RABTA_ZIP_MAX_BYTES)
    {
      refuse (error);
      return NULL;
    }
  if (!rabta_zip_read_at (fd, size - END_LENGTH, end, sizeof end, error))
    return NULL;

  length = get_32 (end + 12);
  start = size - END_LENGTH - (gint64) length;
  if (get_32 (end) != END_SIGNATURE || length > max || start < 0)
    {
      refuse (error);
      return NULL;
    }

  found = g_malloc (length + END_LENGTH);
  if (!rabta_zip_read_at (fd, start, found, length + END_LENGTH, error))
    return NULL;
  members = parse (found, length);
  if (members != NULL)
    rabta_zip_append_directory (expected, members);
  if (members == NULL || members->len == 0 || expected->len != length + END_LENGTH
      || memcmp (expected->data, found, expected->len) != 0 || get_32 (end + 16) != (guint32) start)
    {
      refuse (error);
      return NULL;
    }
  for (guint i = 0; i < members->len; i++)
    if (!expect_header (fd, members->pdata[i], error))
      return NULL;

  return g_steal_pointer (&members);
}
