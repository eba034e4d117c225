/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/exchange/simulation-files.h"

#include "model/attachments.h"
#include "model/documents.h"

#include <string.h>

static const char * const contents[] = { "a letter", "an order", "a certificate", "ایک خط" };

static void
name_site (guint   index,
           guint8 *site)
{
  memset (site, 0, RABTA_SITE_ID_LENGTH);
  site[0] = (guint8) index + 1;
}

static RabtaAttachment
measure (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  RabtaAttachment attachment;

  g_assert_true (rabta_attachment_measure (&attachment, stream, NULL, NULL));

  return attachment;
}

static gboolean
keep (RabtaBatch  *batch,
      GBytes      *bytes,
      GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  RabtaAttachment attachment = measure (bytes);

  return rabta_batch_keep_attachment (batch, &attachment, stream, NULL, error);
}

typedef struct
{
  RabtaRecord *document;
  GBytes      *bytes;
} Attaching;

static gboolean
attach_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  Attaching *self = user_data;

  return rabta_batch_save (batch, self->document, error) && keep (batch, self->bytes, error);
}

RabtaUuid
simulation_attach (RabtaCasebook *casebook,
                   RabtaRecord   *enterprise,
                   guint          which)
{
  const char *content = contents[which % G_N_ELEMENTS (contents)];
  g_autoptr (RabtaRecord) document = rabta_document_new_for (enterprise);
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  RabtaAttachment attachment = measure (bytes);
  g_autofree char *digest = rabta_attachment_dup_digest (attachment.hash);
  Attaching attaching = { document, bytes };
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (document, "title", content);
  rabta_record_set_text (document, "type", "letter");
  rabta_record_set_text (document, "digest", digest);
  rabta_casebook_write_sync (casebook, "Attach", attach_cb, &attaching, NULL, &error);
  g_assert_no_error (error);

  return *rabta_record_get_id (document);
}

static gboolean
append_cb (const guint8  *data,
           gsize          length,
           gpointer       user_data,
           GError       **error)
{
  g_byte_array_append (user_data, data, (guint) length);

  return TRUE;
}

typedef struct
{
  RabtaReader *reader;
  GPtrArray   *files;
} Collecting;

static gboolean
collect_cb (const RabtaAttachment  *attachment,
            gpointer                user_data,
            GError                **error)
{
  Collecting *self = user_data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!rabta_reader_read_attachment (self->reader, attachment->hash, append_cb, bytes, NULL, error))
    return FALSE;
  g_ptr_array_add (self->files, g_byte_array_free_to_bytes (g_steal_pointer (&bytes)));

  return TRUE;
}

GPtrArray *
simulation_collect_files (RabtaCasebook *from,
                          guint          to)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (from, &error);
  g_autoptr (RabtaReader) second = rabta_reader_new (from, &error);
  Collecting collecting = { second, files };
  guint8 site[RABTA_SITE_ID_LENGTH];

  name_site (to, site);
  rabta_reader_foreach_attachment_due (reader, site, collect_cb, &collecting, &error);
  g_assert_no_error (error);

  return files;
}

gboolean
simulation_take_files (RabtaBatch  *batch,
                       GPtrArray   *files,
                       GError     **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      RabtaAttachment attachment = measure (g_ptr_array_index (files, i));
      gboolean is_named;

      /* The simulation also leaves out changes that never arrived, which no true receipt makes anybody do. */
      if (!rabta_batch_is_attachment_named (batch, attachment.hash, &is_named, error) ||
          (is_named && !keep (batch, g_ptr_array_index (files, i), error)))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  GArray *told;
  guint8  site[RABTA_SITE_ID_LENGTH];
} Telling;

static gboolean
tell_cb (const RabtaAttachment  *attachment,
         gpointer                user_data,
         GError                **error)
{
  g_array_append_vals (((Telling *) user_data)->told, attachment, 1);

  return TRUE;
}

static gboolean
note_cb (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Telling *self = user_data;

  for (guint i = 0; i < self->told->len; i++)
    if (!rabta_batch_note_attachment_held (batch, self->site, g_array_index (self->told, RabtaAttachment, i).hash, error))
      return FALSE;

  return TRUE;
}

void
simulation_tell_files (RabtaCasebook *from,
                       RabtaCasebook *teller,
                       guint          to)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (RabtaAttachment));
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (teller, &error);
  Telling telling = { told };

  name_site (to, telling.site);
  rabta_reader_foreach_attachment_untold (reader, telling.site, tell_cb, &telling, &error);
  g_assert_no_error (error);
  if (told->len == 0)
    return;
  rabta_casebook_write_sync (from, "Tell", note_cb, &telling, NULL, &error);
  g_assert_no_error (error);
}
