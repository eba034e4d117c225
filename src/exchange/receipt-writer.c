/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts on their way to who sent the files. */
#include "exchange/receipt.h"

#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"
#include "model/attachments.h"

/* As much is held back before it is written. */
#define BUFFER (64 * 1024)

typedef struct
{
  GOutputStream *stream;
  GString       *xml;
} Writing;

static gboolean
flush (Writing  *self,
       GError  **error)
{
  gboolean ok = g_output_stream_write_all (self->stream, self->xml->str, self->xml->len, NULL, NULL, error);

  g_string_truncate (self->xml, 0);
  return ok;
}

static gboolean
write_item_cb (const RabtaReceiptItem  *item,
               gpointer                 user_data,
               GError                 **error)
{
  Writing *self = user_data;
  g_autofree char *id = rabta_uuid_to_string (&item->record);

  g_string_append (self->xml, "<record");
  rabta_xml_text_append_attribute (self->xml, "kind", rabta_kind_get_info (item->kind)->name);
  rabta_xml_text_append_attribute (self->xml, "id", id);
  rabta_xml_text_append_attribute (self->xml, "status", item->status);
  if (item->field != NULL)
    rabta_xml_text_append_attribute (self->xml, "field", item->field);
  if (item->reason != NULL)
    rabta_xml_text_append_attribute (self->xml, "reason", item->reason);
  g_string_append (self->xml, "/>\n");

  return self->xml->len < BUFFER || flush (self, error);
}

static gboolean
write_receipt (Writing          *self,
               RabtaReader      *reader,
               RabtaProgramme   *programme,
               const RabtaFile  *file,
               GError          **error)
{
  g_string_append (self->xml, "<receipt");
  rabta_xml_text_append_integer (self->xml, "number", file->number);
  rabta_xml_text_append_hex (self->xml, "file", file->hash, sizeof file->hash);
  rabta_xml_text_append_integer (self->xml, "changes", file->n_changes);
  rabta_xml_text_append_integer (self->xml, "new", file->n_new);
  rabta_xml_text_append_integer (self->xml, "conflicts", file->n_conflicts);
  g_string_append (self->xml, ">\n");
  if (!rabta_receipts_foreach (reader, programme, file, write_item_cb, self, error))
    return FALSE;
  g_string_append (self->xml, "</receipt>\n");

  return TRUE;
}

static gboolean
write_held (Writing  *self,
            GArray   *held,
            GError  **error)
{
  for (guint i = 0; i < held->len; i++)
    {
      g_string_append (self->xml, "<held");
      rabta_xml_text_append_hex (self->xml, "hash", g_array_index (held, RabtaAttachment, i).hash,
                                 RABTA_ATTACHMENT_HASH_LENGTH);
      g_string_append (self->xml, "/>\n");
      if (self->xml->len >= BUFFER && !flush (self, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rabta_receipts_write:
 * @stream: where to write
 * @reader: a reader
 * @programme: whose rules hold
 * @versions: which changes are here
 * @held: (element-type RabtaAttachment): attached files that are here
 * @files: (element-type RabtaFile): files that came in and whose receipts are to be told
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_receipts_write (GOutputStream             *stream,
                      RabtaReader               *reader,
                      RabtaProgramme            *programme,
                      const RabtaVersionVector  *versions,
                      GArray                    *held,
                      GPtrArray                 *files,
                      GError                   **error)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_autofree char *text = rabta_version_vector_to_string (versions);
  Writing self = { stream, xml };

  g_string_append (xml, "<receipts xmlns=\"" RABTA_XML_NAMESPACE "\"");
  rabta_xml_text_append_integer (xml, "format", RABTA_RECEIPTS_FORMAT);
  g_string_append (xml, ">\n<versions>");
  rabta_xml_text_append (xml, text);
  g_string_append (xml, "</versions>\n");
  if (!write_held (&self, held, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!write_receipt (&self, reader, programme, g_ptr_array_index (files, i), error))
      return FALSE;
  g_string_append (xml, "</receipts>\n");

  return flush (&self, error);
}
