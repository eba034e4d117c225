/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme-xml.h"

#include "programme/xml-guard.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#define NAMESPACE "urn:smeda:rabta:programme:1"
#define SCHEMA_RESOURCE "/org/smeda/Rabta/programme/programme.xsd"

typedef struct
{
  const char *xml;
  gsize       size;
  int         line;
  char       *problem; /* the first */
} Finding;

typedef struct
{
  xmlParserCtxt             *context;
  GString                   *block; /* of the attributes */
  RabtaProgrammeElementFunc  func;
  gpointer                   data;
  int                        depth; /* how many elements are open */
  gboolean                   stopped;
  Finding                    finding;
} Parse;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlSchema, xmlSchemaFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt)

/* Its message without line end, full stop, the namespace, which stands before every name, and the
 * facet of the schema: they tell people nothing. */
static char *
describe (const xmlError *error)
{
  char *message;
  char *facet;
  char *rest;
  g_auto (GStrv) parts =
    g_strsplit (error->message != NULL ? error->message : "",
                "{" NAMESPACE "}", -1);

  message = g_strchomp (g_strjoinv ("", parts));
  facet = strstr (message, "[facet");
  rest = facet != NULL ? strstr (facet, "] ") : NULL;
  if (rest != NULL)
    memmove (facet, rest + 2, strlen (rest + 2) + 1);
  if (g_str_has_suffix (message, "."))
    message[strlen (message) - 1] = '\0';

  return message;
}

/* The code in a line of the definition: the schema speaks of elements, but people know codes. */
static char *
find_code (const char *xml,
           gsize       size,
           int         line)
{
  static const char * const names[] = { " code=\"", " name=\"", " id=\"" };
  const char *end = xml + size;
  g_autofree char *text = NULL;

  for (int i = 1; i < line && xml != NULL; i++)
    {
      xml = memchr (xml, '\n', end - xml);
      xml = xml != NULL ? xml + 1 : NULL;
    }
  if (xml == NULL)
    return NULL;

  text = g_strndup (xml, end - xml);
  text[strcspn (text, "\n")] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *found = strstr (text, names[i]);

      if (found != NULL)
        return g_strndup (found + strlen (names[i]), strcspn (found + strlen (names[i]), "\""));
    }

  return NULL;
}

static void
error_cb (void        *data,
          xmlErrorPtr  error)
{
  Finding *finding = data;
  g_autofree char *message = NULL;
  g_autofree char *code = NULL;

  if (error->level < XML_ERR_ERROR || finding->problem != NULL)
    return;

  message = describe (error);
  if (error->domain == XML_FROM_SCHEMASV)
    code = find_code (finding->xml, finding->size, error->line);

  finding->line = error->line;
  finding->problem = code != NULL ? g_strdup_printf (_("at “%s”: %s"), code, message)
                                  : g_strdup (message);
}

static xmlParserInputPtr
refuse_entity_cb (const char       *url,
                  const char       *id,
                  xmlParserCtxtPtr  context)
{
  return NULL;
}

/* Nothing that libxml2 reads from here on can make it open a file or the network. */
static void
ensure_parser (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      xmlInitParser ();
      xmlCatalogSetDefaults (XML_CATA_ALLOW_NONE);
      xmlSetExternalEntityLoader (refuse_entity_cb);
      g_once_init_leave (&done, 1);
    }
}

/* Without a document type to declare entities, libxml2 leaves every "&" of a value as "&#38;". */
static void
append_value (GString    *block,
              const char *value,
              const char *end)
{
  static const char escaped[] = "#38;";
  const gsize length = strlen (escaped);

  while (value < end)
    {
      const char *found = memchr (value, '&', end - value);
      const char *next = found != NULL ? found + 1 : end;

      g_string_append_len (block, value, next - value);
      if (found != NULL && (gsize) (end - next) >= length && memcmp (next, escaped, length) == 0)
        next += length;
      value = next;
    }
  g_string_append_c (block, '\0');
}

/* libxml2 gives five pointers an attribute: name, prefix, namespace, start and end of the value. */
static void
take_attributes (GString        *block,
                 int             n,
                 const xmlChar **attributes)
{
  g_string_truncate (block, 0);
  for (int i = 0; i < n; i++, attributes += 5)
    {
      const char *name = (const char *) attributes[0];

      /* Where an editor finds the schema is no part of the definition. */
      if (attributes[1] != NULL)
        continue;
      g_string_append_len (block, name, strlen (name) + 1);
      append_value (block, (const char *) attributes[3], (const char *) attributes[4]);
    }
}

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  Parse *parse = data;
  RabtaAttributes taken = { NULL };
  int line = xmlSAX2GetLineNumber (parse->context);

  if (parse->stopped || parse->finding.problem != NULL)
    return;

  if (g_strcmp0 ((const char *) uri, NAMESPACE) != 0
      || parse->depth == RABTA_PROGRAMME_XML_MAX_DEPTH)
    {
      parse->finding.line = line;
      parse->finding.problem =
        g_strdup_printf (_("the element “%s” does not belong here"), (const char *) name);
      xmlStopParser (parse->context);
      return;
    }

  take_attributes (parse->block, n_attributes, attributes);
  taken.block = parse->block->str;
  taken.length = parse->block->len;
  parse->stopped = !parse->func ((const char *) name, parse->depth++, &taken, line, parse->data);
  if (parse->stopped)
    xmlStopParser (parse->context);
}

static void
end_element_cb (void          *data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  Parse *parse = data;

  parse->depth--;
}

/* Once through without looking: a reader that validates does not tell what is not well formed. */
static gboolean
pass_cb (const char            *name,
         int                    depth,
         const RabtaAttributes *attributes,
         int                    line,
         gpointer               data)
{
  return TRUE;
}

static void
parse_error_cb (void        *data,
                xmlErrorPtr  error)
{
  Parse *parse = data;

  error_cb (&parse->finding, error);
}

static xmlSchema *
load_schema (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (xmlSchemaParserCtxt) context = NULL;
  gsize size;
  const char *data;

  bytes = g_resources_lookup_data (SCHEMA_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  context = xmlSchemaNewMemParserCtxt (data, (int) size);

  return context != NULL ? xmlSchemaParse (context) : NULL;
}

/**
 * rabta_programme_xml_validate:
 * @xml: a programme definition from anywhere
 * @line: (out): the line of the first thing wrong
 * @problem: (out): what is wrong, in words that can follow the line number
 *
 * Looks the bytes over and holds them against the schema.
 *
 * Returns: whether the definition follows the schema
 */
gboolean
rabta_programme_xml_validate (GBytes  *xml,
                              int     *line,
                              char   **problem)
{
  g_autoptr (xmlSchema) schema = NULL; /* freed after the reader that uses it */
  g_autoptr (xmlTextReader) reader = NULL;
  Finding finding = { .line = 1 };
  int status;
  gsize size;
  const char *data;

  g_return_val_if_fail (xml != NULL && line != NULL && problem != NULL, FALSE);

  ensure_parser ();
  data = g_bytes_get_data (xml, &size);
  if (!rabta_xml_guard_scan (data, size, line, problem)
      || !rabta_programme_xml_parse (xml, pass_cb, NULL, line, problem))
    return FALSE;

  finding.xml = data;
  finding.size = size;
  schema = load_schema ();
  reader = xmlReaderForMemory (data, (int) size, NULL, "UTF-8", XML_PARSE_NONET);
  if (reader != NULL)
    xmlTextReaderSetStructuredErrorHandler (reader, error_cb, &finding);
  if (schema == NULL || reader == NULL || xmlTextReaderSetSchema (reader, schema) != 0)
    {
      *problem = g_strdup (_("it cannot be held against its schema"));
      return FALSE;
    }

  do
    status = xmlTextReaderRead (reader);
  while (status == 1 && finding.problem == NULL);

  if (finding.problem == NULL && (status != 0 || xmlTextReaderIsValid (reader) != 1))
    finding.problem = g_strdup (_("it is not well-formed XML"));
  *line = finding.line;
  *problem = finding.problem;

  return finding.problem == NULL;
}

/**
 * rabta_programme_xml_parse:
 * @xml: a programme definition that is either trusted or validated
 * @func: (scope call): called for each element in order
 * @data: data for @func
 * @line: (out): the line of what is wrong
 * @problem: (out): what is wrong, in words that can follow the line number
 *
 * Reads the elements without building a tree: this is on the way to the first window.
 *
 * Returns: whether all was read; @problem stays %NULL when @func stopped it
 */
gboolean
rabta_programme_xml_parse (GBytes                     *xml,
                           RabtaProgrammeElementFunc   func,
                           gpointer                    data,
                           int                        *line,
                           char                      **problem)
{
  Parse parse = { .func = func, .data = data, .finding = { .line = 1 } };
  gsize size;
  const char *bytes;
  gboolean whole = FALSE;

  g_return_val_if_fail (xml != NULL && func != NULL, FALSE);
  g_return_val_if_fail (line != NULL && problem != NULL, FALSE);

  ensure_parser ();
  bytes = g_bytes_get_data (xml, &size);
  parse.context = xmlCreateMemoryParserCtxt (bytes, (int) size);
  if (parse.context != NULL)
    {
      xmlSAXHandler *handler = parse.context->sax;

      memset (handler, 0, sizeof *handler);
      handler->initialized = XML_SAX2_MAGIC;
      handler->startElementNs = start_element_cb;
      handler->endElementNs = end_element_cb;
      handler->serror = parse_error_cb;
      parse.block = g_string_sized_new (1024);
      parse.context->userData = &parse;
      xmlCtxtUseOptions (parse.context, XML_PARSE_NONET);
      xmlSwitchEncoding (parse.context, XML_CHAR_ENCODING_UTF8);
      whole = xmlParseDocument (parse.context) == 0 && parse.finding.problem == NULL;
      g_string_free (parse.block, TRUE);
      xmlFreeParserCtxt (parse.context);
    }

  if (!whole && !parse.stopped && parse.finding.problem == NULL)
    parse.finding.problem = g_strdup (_("it is not well-formed XML"));
  *line = parse.finding.line;
  *problem = parse.finding.problem;

  return whole && !parse.stopped;
}
