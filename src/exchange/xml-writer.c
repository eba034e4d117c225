/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-writer.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/xml-text.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlIO.h>
#include <string.h>

struct _RabtaXmlWriter
{
  RabtaFileWriter     *file; /* borrowed; or */
  GString             *text; /* borrowed */
  xmlOutputBufferPtr   out;
  GError              *error;
  const RabtaKindInfo *info; /* of the container that is open */
  char                *begin;
  GPtrArray           *open; /* "<name>", by field; NULL where the field is not written */
  GPtrArray           *shut; /* "</name>" */
};

static int
write_cb (void       *context,
          const char *data,
          int         length)
{
  RabtaXmlWriter *self = context;

  /* Kept and told by ourselves: libxml2 would print it. */
  if (self->text != NULL)
    g_string_append_len (self->text, data, length);
  else if (self->error == NULL)
    rabta_file_writer_write (self->file, data, (gsize) length, &self->error);

  return length;
}

static int
close_cb (void *context)
{
  return 0;
}

/* What libxml2 calls to copy with escapes; the text is known to be legal. Its own one would leave
 * line breaks as they are. */
static int
escape (guchar       *out,
        int          *out_length,
        const guchar *in,
        int          *in_length,
        gboolean      in_attribute)
{
  const guchar *in_end = in + *in_length;
  const guchar *in_start = in;
  guchar *out_start = out;
  guchar *out_end = out + *out_length;

  while (in < in_end)
    {
      const char *escaped = *in <= '>' ? rabta_xml_escape_of (*in, in_attribute) : NULL;
      gsize length = escaped != NULL ? strlen (escaped) : 1;

      if ((gsize) (out_end - out) < length)
        break;

      if (escaped != NULL)
        memcpy (out, escaped, length);
      else
        *out = *in;
      out += length;
      in++;
    }

  *in_length = (int) (in - in_start);
  *out_length = (int) (out - out_start);
  return *out_length;
}

static int
escape_text_cb (guchar       *out,
                int          *out_length,
                const guchar *in,
                int          *in_length)
{
  return escape (out, out_length, in, in_length, FALSE);
}

static int
escape_attribute_cb (guchar       *out,
                     int          *out_length,
                     const guchar *in,
                     int          *in_length)
{
  return escape (out, out_length, in, in_length, TRUE);
}

static gboolean
refuse_text (RabtaRecord  *record,
             const char   *field,
             GError      **error)
{
  g_autofree char *title = rabta_record_dup_title (record);

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("Could not export “%s”: the field “%s” holds characters that XML cannot carry."),
               title, field);
  return FALSE;
}

static gboolean
put_text (RabtaXmlWriter  *self,
          RabtaRecord     *record,
          const char      *field,
          const char      *text,
          GError         **error)
{
  if (!rabta_text_is_xml_legal (text, -1))
    return refuse_text (record, field, error);

  xmlOutputBufferWriteEscape (self->out, (const xmlChar *) text, escape_text_cb);
  return TRUE;
}

static gboolean
put_field (RabtaXmlWriter  *self,
           RabtaRecord     *record,
           guint            index,
           GError         **error)
{
  const RabtaField *field = &self->info->fields[index];
  const RabtaValue *value = rabta_record_get_value (record, index);
  char id[RABTA_UUID_TEXT_LENGTH + 1];
  g_autofree char *text = NULL;

  if (value->type == RABTA_VALUE_NULL || self->open->pdata[index] == NULL
      || (value->type == RABTA_VALUE_TEXT && *value->text == '\0'))
    return TRUE;

  xmlOutputBufferWriteString (self->out, self->open->pdata[index]);

  if (value->type == RABTA_VALUE_ID)
    {
      rabta_uuid_format (&value->id, id);
      xmlOutputBufferWrite (self->out, RABTA_UUID_TEXT_LENGTH, id);
    }
  else if (value->type == RABTA_VALUE_TEXT)
    {
      if (!put_text (self, record, field->element, value->text, error))
        return FALSE;
    }
  else
    {
      text = rabta_value_to_text (field, value);
      xmlOutputBufferWriteString (self->out, text);
    }

  xmlOutputBufferWriteString (self->out, self->shut->pdata[index]);
  return TRUE;
}

static gboolean
put_extras (RabtaXmlWriter  *self,
            RabtaRecord     *record,
            GError         **error)
{
  g_autoptr (GList) names = rabta_record_list_extra (record);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = rabta_record_get_extra (record, l->data);

      if (text == NULL || *text == '\0')
        continue;

      if (!rabta_text_is_xml_legal (l->data, -1))
        return refuse_text (record, "extra", error);

      xmlOutputBufferWriteString (self->out, "<extra");
      rabta_xml_writer_put_attribute (self, "name", l->data);
      xmlOutputBufferWriteString (self->out, ">");
      if (!put_text (self, record, l->data, text, error))
        return FALSE;
      xmlOutputBufferWriteString (self->out, "</extra>");
    }

  return TRUE;
}

static RabtaXmlWriter *
new_writer (void)
{
  RabtaXmlWriter *self = g_new0 (RabtaXmlWriter, 1);

  self->out = xmlOutputBufferCreateIO (write_cb, close_cb, self, NULL);
  g_assert (self->out != NULL);

  return self;
}

/**
 * rabta_xml_writer_new: (skip)
 * @file: where to write, which must outlive the writer
 *
 * Returns: (transfer full): a writer
 */
RabtaXmlWriter *
rabta_xml_writer_new (RabtaFileWriter *file)
{
  RabtaXmlWriter *self = new_writer ();

  self->file = file;
  return self;
}

/**
 * rabta_xml_writer_new_for_text: (skip)
 * @text: what to append to, which must outlive the writer
 *
 * Returns: (transfer full): a writer that makes no file
 */
RabtaXmlWriter *
rabta_xml_writer_new_for_text (GString *text)
{
  RabtaXmlWriter *self = new_writer ();

  self->text = text;
  return self;
}

/**
 * rabta_xml_writer_free: (skip)
 * @self: (nullable) (transfer full): a writer
 */
void
rabta_xml_writer_free (RabtaXmlWriter *self)
{
  if (self == NULL)
    return;

  if (self->info != NULL)
    rabta_xml_writer_end_container (self);
  xmlOutputBufferClose (self->out);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * rabta_xml_writer_put: (skip)
 * @self: a writer
 * @markup: XML as it is to stand in the file
 */
void
rabta_xml_writer_put (RabtaXmlWriter *self,
                      const char     *markup)
{
  xmlOutputBufferWriteString (self->out, markup);
}

/**
 * rabta_xml_writer_put_attribute: (skip)
 * @self: a writer inside a start tag
 * @name: name of the attribute
 * @value: (nullable): its value, legal in XML; %NULL leaves it out
 */
void
rabta_xml_writer_put_attribute (RabtaXmlWriter *self,
                                const char     *name,
                                const char     *value)
{
  if (value == NULL)
    return;

  xmlOutputBufferWriteString (self->out, " ");
  xmlOutputBufferWriteString (self->out, name);
  xmlOutputBufferWriteString (self->out, "=\"");
  xmlOutputBufferWriteEscape (self->out, (const xmlChar *) value, escape_attribute_cb);
  xmlOutputBufferWriteString (self->out, "\"");
}

/**
 * rabta_xml_writer_begin_container: (skip)
 * @self: a writer
 * @info: kind of the records that follow
 * @computed: whether their computed fields are written as well
 */
void
rabta_xml_writer_begin_container (RabtaXmlWriter      *self,
                                  const RabtaKindInfo *info,
                                  gboolean             computed)
{
  g_return_if_fail (self->info == NULL);

  self->info = info;
  self->begin = g_strdup_printf ("<%s id=\"", info->name);
  self->open = g_ptr_array_new_with_free_func (g_free);
  self->shut = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaField *field = &info->fields[i];
      gboolean is_derived = (field->flags & RABTA_FIELD_DERIVED) != 0;
      gboolean is_internal = is_derived && (field->flags & RABTA_FIELD_HIDDEN) != 0;
      gboolean is_written = !is_derived || (computed && !is_internal);

      g_ptr_array_add (self->open, is_written ? g_strdup_printf ("<%s>", field->element) : NULL);
      g_ptr_array_add (self->shut, g_strdup_printf ("</%s>", field->element));
    }

  xmlOutputBufferWriteString (self->out, "<");
  xmlOutputBufferWriteString (self->out, info->plural);
  xmlOutputBufferWriteString (self->out, ">\n");
}

/**
 * rabta_xml_writer_put_record: (skip)
 * @self: a writer in the container of the record's kind
 * @record: a record
 * @error: return location for an error of the record or of the file
 *
 * Returns: whether it was written
 */
gboolean
rabta_xml_writer_put_record (RabtaXmlWriter  *self,
                             RabtaRecord     *record,
                             GError         **error)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  g_return_val_if_fail (self->info != NULL, FALSE);

  xmlOutputBufferWriteString (self->out, self->begin);
  rabta_uuid_format (rabta_record_get_id (record), id);
  xmlOutputBufferWrite (self->out, RABTA_UUID_TEXT_LENGTH, id);
  xmlOutputBufferWriteString (self->out, "\">");

  for (guint i = 0; i < self->info->n_fields; i++)
    if (!put_field (self, record, i, error))
      return FALSE;

  if (self->info->has_extra && !put_extras (self, record, error))
    return FALSE;

  xmlOutputBufferWriteString (self->out, "</");
  xmlOutputBufferWriteString (self->out, self->info->name);
  xmlOutputBufferWriteString (self->out, ">\n");

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  return TRUE;
}

/**
 * rabta_xml_writer_end_container: (skip)
 * @self: a writer in a container
 */
void
rabta_xml_writer_end_container (RabtaXmlWriter *self)
{
  g_return_if_fail (self->info != NULL);

  xmlOutputBufferWriteString (self->out, "</");
  xmlOutputBufferWriteString (self->out, self->info->plural);
  xmlOutputBufferWriteString (self->out, ">\n");

  g_clear_pointer (&self->begin, g_free);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->shut, g_ptr_array_unref);
  self->info = NULL;
}

/**
 * rabta_xml_writer_finish: (skip)
 * @self: a writer
 * @error: return location for an error of the file
 *
 * Returns: whether everything reached the file
 */
gboolean
rabta_xml_writer_finish (RabtaXmlWriter  *self,
                         GError         **error)
{
  xmlOutputBufferFlush (self->out);

  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}
