/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML in a workbook: the scan of the bytes, then a parser that may not touch network, entities or
 * catalogs. There is no schema to ask, so whoever handles the elements believes nothing. */
#include "exchange/sheet-xml.h"

#include "base/error.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-scan.h"
#include "exchange/xml-words.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define CHUNK (64 * 1024)

/* The outermost element of an OpenDocument file declares forty name spaces. */
#define MAX_TAG 16384
#define MAX_DEPTH 64

struct _RabtaSheetXml
{
  RabtaSheetMember         *member;
  char                     *name;
  const RabtaSheetHandler  *handler;
  gpointer                  user_data;
  RabtaXmlScan              scan;
  xmlParserCtxtPtr          parser;
  guint                     depth;
  GError                   *error;   /* of the handler */
  char                     *buffer;
  gsize                     left;    /* the start of a character, from the last step */
};

static void
stop_unless (RabtaSheetXml *self,
             gboolean       go_on)
{
  if (!go_on)
    xmlStopParser (self->parser);
}

static void
start_cb (void           *context,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **namespaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  RabtaSheetXml *self = context;
  RabtaSheetElement element = { (const char *) name, self->depth++ };

  for (int i = 0; i < n_attributes && element.n_attributes < RABTA_SHEET_MAX_ATTRIBUTES; i++)
    {
      const xmlChar **attribute = attributes + i * 5;

      element.attributes[element.n_attributes++] = (RabtaSheetAttribute) {
        (const char *) attribute[0], (const char *) attribute[1], (const char *) attribute[3],
        (gsize) (attribute[4] - attribute[3])
      };
    }

  if (self->error == NULL)
    stop_unless (self, self->handler->start (&element, self->user_data, &self->error));
}

static void
end_cb (void          *context,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
  RabtaSheetXml *self = context;

  self->depth--;
  if (self->error == NULL && self->handler->end != NULL)
    stop_unless (self, self->handler->end ((const char *) name, self->depth, self->user_data, &self->error));
}

static void
text_cb (void          *context,
         const xmlChar *text,
         int            length)
{
  RabtaSheetXml *self = context;

  if (self->error == NULL && self->handler->text != NULL)
    self->handler->text ((const char *) text, (gsize) length, self->user_data);
}

/* Where in the file something is wrong, said before what it is. */
static gboolean
fail_at (RabtaSheetXml  *self,
         int             line,
         const char     *sentence,
         GError        **error)
{
  /* Translators: name of a part of the file, line, a sentence */
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Its part “%s” is damaged in line %d. %s"), self->name,
               line, sentence);
  return FALSE;
}

static gboolean
parse (RabtaSheetXml  *self,
       gsize           length,
       gboolean        at_end,
       GError        **error)
{
  const xmlError *last;
  g_autofree char *sentence = NULL;
  int status = xmlParseChunk (self->parser, self->buffer, (int) length, at_end);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (status == 0 && self->parser->wellFormed && self->parser->nsWellFormed)
    return TRUE;

  last = &self->parser->lastError;
  sentence = rabta_xml_words_for_syntax (last->code, last->str1);
  return fail_at (self, last->line, sentence, error);
}

/**
 * rabta_sheet_element_find: (skip)
 * @self: an element
 * @name: local name of an attribute
 *
 * Returns: (nullable): the first attribute of that name
 */
const RabtaSheetAttribute *
rabta_sheet_element_find (const RabtaSheetElement *self,
                          const char              *name)
{
  for (guint i = 0; i < self->n_attributes; i++)
    if (strcmp (self->attributes[i].name, name) == 0)
      return &self->attributes[i];

  return NULL;
}

/**
 * rabta_sheet_element_dup: (skip)
 * @self: an element
 * @name: local name of an attribute
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
rabta_sheet_element_dup (const RabtaSheetElement *self,
                         const char              *name)
{
  const RabtaSheetAttribute *attribute = rabta_sheet_element_find (self, name);

  return attribute != NULL ? rabta_xml_attribute_dup_value (attribute->value, attribute->length) : NULL;
}

/**
 * rabta_sheet_element_is: (skip)
 * @self: an element
 * @name: local name of an attribute
 * @value: a value
 *
 * Returns: whether the element has that attribute with that value
 */
gboolean
rabta_sheet_element_is (const RabtaSheetElement *self,
                        const char              *name,
                        const char              *value)
{
  const RabtaSheetAttribute *attribute = rabta_sheet_element_find (self, name);

  return attribute != NULL && attribute->length == strlen (value)
         && memcmp (attribute->value, value, attribute->length) == 0;
}

/**
 * rabta_sheet_element_uint: (skip)
 * @self: an element
 * @name: local name of an attribute
 * @fallback: what to take where it is missing
 *
 * Returns: its value; %G_MAXUINT for what is no number or too large
 */
guint
rabta_sheet_element_uint (const RabtaSheetElement *self,
                          const char              *name,
                          guint                    fallback)
{
  const RabtaSheetAttribute *attribute = rabta_sheet_element_find (self, name);
  guint64 number = 0;

  if (attribute == NULL)
    return fallback;

  for (gsize i = 0; i < attribute->length; i++)
    {
      if (!g_ascii_isdigit (attribute->value[i]))
        return G_MAXUINT;
      number = number * 10 + (guint64) (attribute->value[i] - '0');
      if (number >= G_MAXUINT)
        return G_MAXUINT;
    }

  return attribute->length > 0 ? (guint) number : G_MAXUINT;
}

/**
 * rabta_sheet_xml_open: (skip)
 * @archive: a workbook, which must outlive the reading
 * @member: name of a member
 * @handler: what to call
 * @user_data: given to @handler
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Returns: (transfer full) (nullable): the member before its first element
 */
RabtaSheetXml *
rabta_sheet_xml_open (RabtaSheetArchive        *archive,
                      const char               *member,
                      const RabtaSheetHandler  *handler,
                      gpointer                  user_data,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autoptr (RabtaSheetXml) self = NULL;
  xmlSAXHandler sax = { 0 };

  g_return_val_if_fail (archive != NULL && member != NULL && handler != NULL, NULL);

  rabta_xml_guard_init ();
  self = g_new0 (RabtaSheetXml, 1);
  self->member = rabta_sheet_member_open (archive, member, cancellable, error);
  if (self->member == NULL)
    return NULL;

  self->name = g_utf8_make_valid (member, -1);
  self->handler = handler;
  self->user_data = user_data;
  self->buffer = g_malloc (CHUNK);
  rabta_xml_scan_init (&self->scan);
  rabta_xml_scan_set_limits (&self->scan, MAX_TAG, MAX_DEPTH);

  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = start_cb;
  sax.endElementNs = end_cb;
  sax.characters = text_cb;
  sax.ignorableWhitespace = text_cb;
  self->parser = xmlCreatePushParserCtxt (&sax, self, NULL, 0, NULL);
  if (self->parser == NULL)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("There is not enough memory to read the file."));
      return NULL;
    }
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET);
  self->parser->linenumbers = 1;

  return g_steal_pointer (&self);
}

/**
 * rabta_sheet_xml_free: (skip)
 * @self: (nullable): a reading
 */
void
rabta_sheet_xml_free (RabtaSheetXml *self)
{
  if (self == NULL)
    return;

  if (self->parser != NULL)
    xmlFreeParserCtxt (self->parser);
  g_clear_pointer (&self->member, rabta_sheet_member_free);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self->buffer);
  g_free (self);
}

/**
 * rabta_sheet_xml_step: (skip)
 * @self: a reading
 * @at_end: (out): whether the member ended
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Reads the next few thousand bytes and has the handler called for what is in them.
 *
 * Returns: whether they could be read
 */
gboolean
rabta_sheet_xml_step (RabtaSheetXml  *self,
                      gboolean       *at_end,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (GError) local = NULL;
  gsize filled, accepted;
  gssize n = 0;

  g_return_val_if_fail (self != NULL && at_end != NULL, FALSE);

  /* A full block, so that the first one holds the declaration. */
  for (filled = self->left; filled < CHUNK; filled += (gsize) n)
    {
      n = rabta_sheet_member_read (self->member, self->buffer + filled, CHUNK - filled, cancellable, error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
    }

  *at_end = filled < CHUNK;
  if (!rabta_xml_scan_feed (&self->scan, self->buffer, filled, *at_end, &accepted, &local))
    return fail_at (self, self->scan.line, local->message, error);
  if (!parse (self, accepted, *at_end, error))
    return FALSE;

  self->left = filled - accepted;
  memmove (self->buffer, self->buffer + accepted, self->left);
  return TRUE;
}

/**
 * rabta_sheet_xml_get_progress: (skip)
 * @self: a reading
 *
 * Returns: how much of the member was read, 0 to 1
 */
double
rabta_sheet_xml_get_progress (RabtaSheetXml *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return rabta_sheet_member_get_progress (self->member);
}

/**
 * rabta_sheet_xml_read: (skip)
 * @archive: a workbook
 * @member: name of a member
 * @handler: what to call
 * @user_data: given to @handler
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error; a sentence without the name of the file
 *
 * Reads a member from its beginning to its end.
 *
 * Returns: whether that could be done
 */
gboolean
rabta_sheet_xml_read (RabtaSheetArchive        *archive,
                      const char               *member,
                      const RabtaSheetHandler  *handler,
                      gpointer                  user_data,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autoptr (RabtaSheetXml) self = NULL;
  gboolean at_end = FALSE;

  self = rabta_sheet_xml_open (archive, member, handler, user_data, cancellable, error);
  while (self != NULL && !at_end)
    if (!rabta_sheet_xml_step (self, &at_end, cancellable, error))
      return FALSE;

  return self != NULL;
}
