/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/changes.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define BUFFER (64 * 1024)

struct _RabtaChangesWriter
{
  GOutputStream *stream;
  GString       *xml; /* not yet written */
  GArray        *ranges;
  guint          range; /* that is being written */
  gint64         next;  /* counter in it, or 0 before its first change */
};

/**
 * rabta_changes_header_new:
 *
 * Returns: (transfer full): a header without ranges
 */
RabtaChangesHeader *
rabta_changes_header_new (void)
{
  RabtaChangesHeader *self = g_new0 (RabtaChangesHeader, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (RabtaChangesRange));
  return self;
}

/**
 * rabta_changes_header_add:
 * @self: a header
 * @range: changes that follow, behind those added before
 * @before: hash of the change before the first of them; zeros at the start of a chain
 */
void
rabta_changes_header_add (RabtaChangesHeader      *self,
                          const RabtaVersionRange *range,
                          const guint8            *before)
{
  RabtaChangesRange added = { *range };

  g_return_if_fail (self != NULL && before != NULL);

  memcpy (added.before, before, sizeof added.before);
  g_array_append_val (self->ranges, added);
}

void
rabta_changes_header_free (RabtaChangesHeader *self)
{
  if (self == NULL)
    return;

  g_free (self->programme);
  g_array_unref (self->ranges);
  g_free (self);
}

static gboolean
flush (RabtaChangesWriter  *self,
       gsize                above,
       GError             **error)
{
  if (self->xml->len <= above)
    return TRUE;
  if (!g_output_stream_write_all (self->stream, self->xml->str, self->xml->len, NULL, NULL, error))
    return FALSE;

  g_string_truncate (self->xml, 0);
  return TRUE;
}

static gboolean
put_header (RabtaChangesWriter        *self,
            const RabtaChangesHeader  *header,
            GError                   **error)
{
  GString *xml = self->xml;

  g_string_append (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"" RABTA_XML_NAMESPACE "\">\n<header");
  rabta_xml_text_append_integer (xml, "format", RABTA_CHANGES_FORMAT);
  rabta_xml_text_append_hex (xml, "from", header->from, sizeof header->from);
  rabta_xml_text_append_hex (xml, "to", header->to, sizeof header->to);
  rabta_xml_text_append_integer (xml, "number", header->number);
  rabta_xml_text_append_attribute (xml, "created", header->created);
  rabta_xml_text_append_attribute (xml, "programme", header->programme);
  rabta_xml_text_append_integer (xml, "programme-version", header->programme_version);
  g_string_append (xml, ">\n");

  for (guint i = 0; i < header->ranges->len; i++)
    {
      const RabtaChangesRange *range = &g_array_index (header->ranges, RabtaChangesRange, i);

      g_string_append (xml, "<range");
      rabta_xml_text_append_hex (xml, "site", range->range.site, sizeof range->range.site);
      rabta_xml_text_append_integer (xml, "first", range->range.first);
      rabta_xml_text_append_integer (xml, "last", range->range.last);
      rabta_xml_text_append_hex (xml, "before", range->before, sizeof range->before);
      g_string_append (xml, "/>\n");
      if (!flush (self, BUFFER, error))
        return FALSE;
    }

  g_string_append (xml, "</header>\n");
  return TRUE;
}

/**
 * rabta_changes_writer_new:
 * @stream: where to write, which must outlive the writer
 * @header: whose changes they are; borrowed for the call
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a writer
 */
RabtaChangesWriter *
rabta_changes_writer_new (GOutputStream             *stream,
                          const RabtaChangesHeader  *header,
                          GError                   **error)
{
  g_autoptr (RabtaChangesWriter) self = NULL;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream) && header != NULL && header->programme != NULL, NULL);
  g_return_val_if_fail (header->ranges->len <= RABTA_CHANGES_MAX_RANGES, NULL);

  self = g_new0 (RabtaChangesWriter, 1);
  self->stream = stream;
  self->xml = g_string_sized_new (2 * BUFFER);
  self->ranges = g_array_copy (header->ranges);

  return put_header (self, header, error) ? g_steal_pointer (&self) : NULL;
}

/* Changes come as the header promised them, or the one who reads would refuse the document. */
static gboolean
is_next (RabtaChangesWriter     *self,
         const RabtaChangeEntry *entry)
{
  const RabtaChangesRange *range;

  if (self->range == self->ranges->len)
    return FALSE;

  range = &g_array_index (self->ranges, RabtaChangesRange, self->range);
  if (self->next == 0)
    self->next = range->range.first;
  if (entry->counter != self->next || memcmp (entry->site, range->range.site, sizeof entry->site) != 0)
    return FALSE;

  self->next++;
  if (self->next > range->range.last)
    {
      self->range++;
      self->next = 0;
    }
  return TRUE;
}

static void
append_uuid (GString         *xml,
             const char      *name,
             const RabtaUuid *id)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (id, text);
  rabta_xml_text_append_attribute (xml, name, text);
}

/**
 * rabta_changes_writer_add:
 * @self: a writer
 * @entry: the next change in the order of the header's ranges
 * @error: return location for an error
 *
 * Returns: whether it was taken
 */
gboolean
rabta_changes_writer_add (RabtaChangesWriter      *self,
                          const RabtaChangeEntry  *entry,
                          GError                 **error)
{
  GString *xml;
  gsize length;

  g_return_val_if_fail (self != NULL && entry != NULL, FALSE);

  xml = self->xml;
  length = strlen (entry->body);
  if (!is_next (self, entry))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                   _("The changes changed while they were packed: no. %" PRId64 " was not to be sent."), entry->counter);
      return FALSE;
    }
  if (length > RABTA_CHANGE_MAX_BODY || !rabta_text_is_xml_legal (entry->body, (gssize) length)
      || !rabta_json_is_object (entry->body, length))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("The change no. %" PRId64 " holds what cannot be sent; examine the casebook with “rabta check”."),
                   entry->counter);
      return FALSE;
    }

  g_string_append (xml, "<change");
  rabta_xml_text_append_hex (xml, "site", entry->site, sizeof entry->site);
  rabta_xml_text_append_integer (xml, "counter", entry->counter);
  append_uuid (xml, "action", &entry->action);
  rabta_xml_text_append_integer (xml, "stamp", entry->stamp);
  append_uuid (xml, "officer", &entry->officer);
  rabta_xml_text_append_integer (xml, "programme", entry->programme);
  rabta_xml_text_append_integer (xml, "format", entry->format);
  rabta_xml_text_append_attribute (xml, "kind", entry->kind);
  append_uuid (xml, "record", &entry->record);
  rabta_xml_text_append_attribute (xml, "op", entry->op);
  rabta_xml_text_append_hex (xml, "hash", entry->hash, sizeof entry->hash);
  g_string_append_c (xml, '>');
  rabta_xml_text_append (xml, entry->body);
  g_string_append (xml, "</change>\n");

  return flush (self, BUFFER, error);
}

/**
 * rabta_changes_writer_finish:
 * @self: a writer, of no use afterwards; the stream is left open
 * @error: return location for an error
 *
 * Returns: whether all that the header promises was written
 */
gboolean
rabta_changes_writer_finish (RabtaChangesWriter  *self,
                             GError             **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->range < self->ranges->len)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                           _("The changes changed while they were packed: some are missing."));
      return FALSE;
    }

  g_string_append (self->xml, "</package>\n");
  return flush (self, 0, error);
}

/**
 * rabta_changes_writer_free:
 * @self: (nullable) (transfer full): a writer
 */
void
rabta_changes_writer_free (RabtaChangesWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->xml, TRUE);
  g_array_unref (self->ranges);
  g_free (self);
}
