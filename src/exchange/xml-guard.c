/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Untrusted XML. In this order, streaming and in bounded memory: size, the scan of the bytes, a
 * parser that may not touch network, entities or catalogs, the compiled-in schema. What is left,
 * types and meaning, is the handler's. */
#include "exchange/xml-guard.h"

#include "base/error.h"
#include "exchange/xml-scan.h"
#include "exchange/xml-words.h"

#include <glib/gi18n-lib.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#define CHUNK (64 * 1024)

/* Longer than any text that a field may hold. */
#define MAX_PIECE (5 * 1024 * 1024)

typedef struct
{
  const RabtaXmlHandler  *handler;
  gpointer                user_data;
  GFileProgressCallback   progress;
  gpointer                progress_data;
  GCancellable           *cancellable;
  GInputStream           *stream;
  goffset                 size;
  goffset                 read;
  RabtaXmlScan            scan;
  xmlParserCtxtPtr        parser;
  xmlSAXHandlerPtr        validating;      /* what the schema made of our callbacks, and its data */
  void                   *validating_data;
  GString                *text;            /* that the schema did not see yet */
  gboolean                stopped; /* by the handler */
  gboolean                at_end;
  GError                 *error;   /* of reading or of the scan */
  char                   *buffer;
  gsize                   begin;   /* bytes accepted and not handed out: begin..accepted */
  gsize                   accepted;
  gsize                   filled;
} Guard;

static gboolean
refuse_size (GError **error)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("The file is larger than 2 GB, more than any casebook."));
  return FALSE;
}

/* Fills the buffer again and has it scanned; FALSE at the end of the file or with an error. */
static gboolean
refill (Guard *self)
{
  gsize left = self->filled - self->accepted;
  gsize n_read = 0;

  if (self->at_end)
    return FALSE;

  memmove (self->buffer, self->buffer + self->accepted, left);
  self->begin = self->accepted = 0;
  self->filled = left;

  if (!g_input_stream_read_all (self->stream, self->buffer + left, CHUNK - left, &n_read,
                                self->cancellable, &self->error))
    return FALSE;

  self->filled += n_read;
  self->read += (goffset) n_read;
  self->at_end = self->filled < CHUNK;
  if (self->progress != NULL)
    self->progress (self->read, MAX (self->size, self->read), self->progress_data);

  if (self->read > RABTA_XML_MAX_BYTES)
    {
      refuse_size (&self->error);
      return FALSE;
    }

  return rabta_xml_scan_feed (&self->scan, self->buffer, self->filled, self->at_end,
                              &self->accepted, &self->error)
         && self->accepted > 0;
}

static int
read_cb (void *context,
         char *buffer,
         int   length)
{
  Guard *self = context;
  gsize n;

  if (self->error != NULL || self->stopped)
    return -1;

  if (self->begin == self->accepted && !refill (self))
    return self->error != NULL ? -1 : 0;

  n = MIN ((gsize) length, self->accepted - self->begin);
  memcpy (buffer, self->buffer + self->begin, n);
  self->begin += n;

  return (int) n;
}

static int
close_cb (void *context)
{
  return 0;
}

/* Nothing that a document names is ever fetched. */
static xmlParserInputPtr
refuse_entity_cb (const char       *url,
                  const char       *id,
                  xmlParserCtxtPtr  parser)
{
  return NULL;
}

static int
get_line (Guard *self)
{
  return self->parser->input != NULL ? self->parser->input->line : 0;
}

static void
stop_unless (Guard    *self,
             gboolean  go_on)
{
  if (!go_on)
    self->stopped = TRUE;
}

/* Only when the schema has seen the element as well: to stop the parser frees the text that the values of
 * the attributes are in. */
static void
stop_if_asked (Guard *self)
{
  if (self->stopped)
    xmlStopParser (self->parser);
}

static void
start_element_cb (void           *context,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  Guard *self = context;
  RabtaXmlElement element = { (const char *) name };

  element.in_namespace = g_strcmp0 ((const char *) uri, RABTA_XML_NAMESPACE) == 0;
  element.line = get_line (self);

  for (int i = 0; i < n_attributes; i++)
    {
      const xmlChar **attribute = attributes + i * 5;
      RabtaXmlAttribute *taken = &element.attributes[element.n_attributes];

      if (attribute[2] != NULL || element.n_attributes == RABTA_XML_MAX_ATTRIBUTES)
        {
          /* Where to find the schema is what many programs tell of their own accord. */
          if (!g_str_has_suffix ((const char *) attribute[0], "chemaLocation"))
            element.foreign = (const char *) attribute[0];
          continue;
        }

      taken->name = (const char *) attribute[0];
      taken->value = (const char *) attribute[3];
      taken->length = (gsize) (attribute[4] - attribute[3]);
      element.n_attributes++;
    }

  stop_unless (self, self->handler->start_element (&element, self->user_data));
}

static void
end_element_cb (void          *context,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  Guard *self = context;

  if (self->handler->end_element != NULL)
    stop_unless (self, self->handler->end_element (get_line (self), self->user_data));
}

/* libxml2 tells of a text in many pieces, and its schema validation copies all of them together for
 * each: a million character references would take ten seconds. So the schema is told once. */
static void
flush_text (Guard *self)
{
  if (self->text->len == 0)
    return;

  self->validating->characters (self->validating_data, (const xmlChar *) self->text->str,
                                (int) self->text->len);
  g_string_truncate (self->text, 0);
}

/* After a fatal error libxml2 goes on to tell of texts, and at the end of a file that breaks off in a
 * tag it tells of the element first and of the error then. Neither is in the document. */
static gboolean
is_over (Guard *self)
{
  return self->stopped || self->parser->disableSAX != 0;
}

static gboolean
is_at_tag_end (Guard *self)
{
  xmlChar next = *self->parser->input->cur;

  return next == '>' || next == '/';
}

static void
start_front_cb (void           *context,
                const xmlChar  *name,
                const xmlChar  *prefix,
                const xmlChar  *uri,
                int             n_namespaces,
                const xmlChar **namespaces,
                int             n_attributes,
                int             n_defaulted,
                const xmlChar **attributes)
{
  Guard *self = context;

  flush_text (self);
  if (!is_over (self) && is_at_tag_end (self))
    self->validating->startElementNs (self->validating_data, name, prefix, uri, n_namespaces,
                                      namespaces, n_attributes, n_defaulted, attributes);
  stop_if_asked (self);
}

static void
end_front_cb (void          *context,
              const xmlChar *name,
              const xmlChar *prefix,
              const xmlChar *uri)
{
  Guard *self = context;

  flush_text (self);
  if (!is_over (self))
    self->validating->endElementNs (self->validating_data, name, prefix, uri);
  stop_if_asked (self);
}

static void
text_front_cb (void          *context,
               const xmlChar *text,
               int            length)
{
  Guard *self = context;

  if (is_over (self))
    return;

  g_string_append_len (self->text, (const char *) text, length);
  if (self->text->len > MAX_PIECE)
    flush_text (self);
  if (!self->stopped && self->handler->text != NULL)
    stop_unless (self, self->handler->text ((const char *) text, (gsize) length, get_line (self),
                                            self->user_data));
  stop_if_asked (self);
}

static void
invalid_cb (void     *context,
            xmlError *complaint)
{
  Guard *self = context;
  g_autofree char *sentence = NULL;

  if (self->stopped)
    return;

  sentence = rabta_xml_words_for_schema (complaint->code);
  stop_unless (self, self->handler->invalid (get_line (self), sentence, self->user_data));
}

static void
free_schema (gpointer schema)
{
  xmlSchemaFree (schema);
}

/* One for each thread: libxml2 does not promise that a schema may be shared by several at a time, and to
 * make one costs more than to read a small document. */
static GPrivate thread_schema = G_PRIVATE_INIT (free_schema);

static xmlSchemaPtr
load_schema (GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  xmlSchemaParserCtxtPtr parser;
  xmlSchemaPtr schema = g_private_get (&thread_schema);
  gconstpointer data;
  gsize length;

  if (schema != NULL)
    return schema;

  bytes = g_resources_lookup_data (RABTA_XML_SCHEMA_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  parser = xmlSchemaNewMemParserCtxt (data, (int) length);
  schema = parser != NULL ? xmlSchemaParse (parser) : NULL;
  if (parser != NULL)
    xmlSchemaFreeParserCtxt (parser);

  if (schema == NULL)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                         _("The schema of casebook files that came with the program is damaged."));
  g_private_set (&thread_schema, schema);
  return schema;
}

/* Sets @error for what stopped the parser, if it was not the handler. */
static gboolean
conclude (Guard   *self,
          int     *line,
          GError **error)
{
  const xmlError *last = &self->parser->lastError;

  *line = get_line (self);

  if (self->error != NULL)
    {
      *line = self->error->domain == RABTA_ERROR ? self->scan.line : 0;
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (self->stopped || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (!self->parser->wellFormed || self->parser->nsWellFormed == 0)
    {
      g_autofree char *sentence = NULL;

      if (self->read == 0)
        sentence = g_strdup (_("The file is empty."));
      else if (last->code == XML_ERR_TAG_NAME_MISMATCH && self->at_end
               && self->begin == self->accepted && last->str2 == NULL)
        sentence = rabta_xml_words_for_syntax (XML_ERR_TAG_NOT_FINISHED, NULL);
      else
        sentence = rabta_xml_words_for_syntax (last->code, last->str1);

      *line = last->line > 0 ? last->line : *line;
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, sentence);
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_parser (Guard         *self,
            xmlSchemaPtr   schema,
            int           *line,
            GError       **error)
{
  xmlSAXHandler sax = { 0 };
  xmlSAXHandler front = { 0 };
  xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt (schema);
  xmlSchemaSAXPlugPtr plug;
  gboolean is_valid;

  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = start_element_cb;
  sax.endElementNs = end_element_cb;

  self->parser = xmlCreateIOParserCtxt (&sax, self, read_cb, close_cb, self, XML_CHAR_ENCODING_UTF8);
  if (self->parser == NULL || validator == NULL)
    {
      if (self->parser != NULL)
        xmlFreeParserCtxt (self->parser);
      if (validator != NULL)
        xmlSchemaFreeValidCtxt (validator);
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FAILED,
                           _("There is not enough memory to read the file."));
      return FALSE;
    }

  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET);
  self->parser->linenumbers = 1;
  xmlSchemaSetValidStructuredErrors (validator, (xmlStructuredErrorFunc) (void (*) (void)) invalid_cb, self);
  plug = xmlSchemaSAXPlug (validator, &self->parser->sax, &self->parser->userData);
  g_assert (plug != NULL);

  /* Document → front → schema → handler. */
  self->validating = self->parser->sax;
  self->validating_data = self->parser->userData;
  front.initialized = XML_SAX2_MAGIC;
  front.startElementNs = start_front_cb;
  front.endElementNs = end_front_cb;
  front.characters = text_front_cb;
  front.ignorableWhitespace = text_front_cb;
  self->parser->sax = &front;
  self->parser->userData = self;

  xmlParseDocument (self->parser);
  is_valid = conclude (self, line, error);

  xmlSchemaSAXUnplug (plug);
  xmlFreeParserCtxt (self->parser);
  xmlSchemaFreeValidCtxt (validator);

  return is_valid;
}

/**
 * rabta_xml_guard_init: (skip)
 *
 * Takes from libxml2, for the whole process, what could reach beyond the bytes it is given. Any
 * number of calls, from any thread.
 */
void
rabta_xml_guard_init (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;

  xmlInitParser ();
  xmlCatalogSetDefaults (XML_CATA_ALLOW_NONE);
  xmlSetExternalEntityLoader (refuse_entity_cb);
  g_once_init_leave (&done, 1);
}

/* To open a pipe that nobody writes to would wait for ever, and a device may have no end. */
static GInputStream *
open_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable);

  if (type == G_FILE_TYPE_SPECIAL || type == G_FILE_TYPE_DIRECTORY)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   type == G_FILE_TYPE_DIRECTORY
                     ? _("“%s” is a folder. Name a file in it.")
                     : _("“%s” is a pipe or a device. Save what it gives in a file and name that."),
                   name);
      return NULL;
    }

  return G_INPUT_STREAM (g_file_read (file, cancellable, error));
}

static gboolean
parse (Guard   *self,
       int     *line,
       GError **error)
{
  g_autofree char *buffer = NULL;
  xmlSchemaPtr schema;
  gboolean is_read;

  rabta_xml_guard_init ();
  schema = load_schema (error);
  if (schema == NULL)
    return FALSE;

  buffer = g_malloc (CHUNK);
  self->buffer = buffer;
  rabta_xml_scan_init (&self->scan);
  self->text = g_string_sized_new (CHUNK);

  is_read = run_parser (self, schema, line, error);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->error);

  return is_read;
}

/**
 * rabta_xml_guard_parse: (skip)
 * @path: file name of a document from anywhere
 * @handler: what to call
 * @user_data: given to @handler
 * @progress: (nullable) (scope call): told after each piece how many bytes were read
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop it
 * @line: (out): line that the error is in, or 0 where it is not about a line
 * @error: return location for an error; of domain %RABTA_ERROR and without the line where it is
 *   about the document
 *
 * Reads untrusted XML in memory that does not grow with it. The handler is called first and the
 * schema asked then, so @handler can tell in better words what the schema is about to refuse.
 *
 * Returns: whether the whole document was read; %FALSE without an error when @handler stopped it
 */
gboolean
rabta_xml_guard_parse (const char             *path,
                       const RabtaXmlHandler  *handler,
                       gpointer                user_data,
                       GFileProgressCallback   progress,
                       gpointer                progress_data,
                       GCancellable           *cancellable,
                       int                    *line,
                       GError                **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  Guard self = { handler, user_data, progress, progress_data, cancellable };

  g_return_val_if_fail (path != NULL && handler != NULL && line != NULL, FALSE);

  *line = 0;
  file = g_file_new_for_path (path);
  stream = open_file (file, cancellable, error);
  if (stream == NULL)
    return FALSE;

  info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (stream), G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  self.size = info != NULL ? g_file_info_get_size (info) : 0;
  self.stream = stream;
  if (self.size > RABTA_XML_MAX_BYTES)
    return refuse_size (error);

  return parse (&self, line, error);
}

/**
 * rabta_xml_guard_parse_stream: (skip)
 * @stream: a document from anywhere
 * @size: its length as far as it is known, for @progress
 * @handler: what to call
 * @user_data: given to @handler
 * @progress: (nullable) (scope call): told after each piece how many bytes were read
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop it
 * @line: (out): see rabta_xml_guard_parse()
 * @error: return location for an error
 *
 * Reads untrusted XML that is not a file of its own, such as a member of a package.
 *
 * Returns: see rabta_xml_guard_parse()
 */
gboolean
rabta_xml_guard_parse_stream (GInputStream           *stream,
                              goffset                 size,
                              const RabtaXmlHandler  *handler,
                              gpointer                user_data,
                              GFileProgressCallback   progress,
                              gpointer                progress_data,
                              GCancellable           *cancellable,
                              int                    *line,
                              GError                **error)
{
  Guard self = { handler, user_data, progress, progress_data, cancellable, stream, size };

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream) && handler != NULL && line != NULL, FALSE);

  *line = 0;
  return parse (&self, line, error);
}
