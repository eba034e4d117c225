/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme-xml.h"

#include "programme/xml-guard.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/catalog.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#define SCHEMA_RESOURCE "/org/smeda/Rabta/programme/programme.xsd"

typedef struct
{
  int   line;
  char *problem; /* the first */
} Finding;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlSchema, xmlSchemaFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt)

/* The code of the element the error is about, or of the nearest one around it. */
static char *
find_code (const xmlNode *node)
{
  static const char * const names[] = { "code", "name", "id" };

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) names[i]);
        char *code = g_strdup ((const char *) value);

        g_clear_pointer (&value, xmlFree);
        if (code != NULL)
          return code;
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

  message = rabta_programme_xml_describe (error);
  if (error->domain == XML_FROM_SCHEMASV)
    code = find_code (error->node);

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
 * rabta_programme_xml_init:
 *
 * Sets libxml2 up so that nothing it reads can make it open a file or the network. May be called
 * more than once and from any thread.
 */
void
rabta_programme_xml_init (void)
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

/**
 * rabta_programme_xml_describe:
 * @error: what libxml2 says
 *
 * Returns: (transfer full): its message without line end, full stop and the namespace, which it
 *   writes before every name and which tells people nothing
 */
char *
rabta_programme_xml_describe (const xmlError *error)
{
  g_auto (GStrv) parts = NULL;
  char *message;

  g_return_val_if_fail (error != NULL, NULL);

  parts = g_strsplit (error->message != NULL ? error->message : "",
                      "{" RABTA_PROGRAMME_NAMESPACE "}", -1);
  message = g_strchomp (g_strjoinv ("", parts));
  if (g_str_has_suffix (message, "."))
    message[strlen (message) - 1] = '\0';

  return message;
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
  Finding finding = { 1, NULL };
  int status;
  gsize size;
  const char *data;

  g_return_val_if_fail (xml != NULL && line != NULL && problem != NULL, FALSE);

  data = g_bytes_get_data (xml, &size);
  if (!rabta_xml_guard_scan (data, size, line, problem))
    return FALSE;

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
