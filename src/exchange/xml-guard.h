/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RABTA_XML_NAMESPACE "urn:smeda:rabta:1"
#define RABTA_XML_SCHEMA_RESOURCE "/org/smeda/Rabta/rabta.xsd"

/* No file of this program comes near; more would be read for hours. */
#define RABTA_XML_MAX_BYTES (G_GINT64_CONSTANT (2) << 30)

/**
 * RabtaXmlAttribute:
 *
 * An attribute without a namespace; @value is not NUL-terminated and lasts as long as the callback.
 */
typedef struct
{
  const char *name;
  const char *value;
  gsize       length;
} RabtaXmlAttribute;

#define RABTA_XML_MAX_ATTRIBUTES 16

/**
 * RabtaXmlElement:
 * @name: local name
 * @in_namespace: whether it belongs to %RABTA_XML_NAMESPACE
 * @attributes: its attributes
 * @n_attributes: how many, at most %RABTA_XML_MAX_ATTRIBUTES
 * @foreign: name of an attribute that is one too many or has a namespace of its own, or %NULL
 * @line: where its start tag ends
 */
typedef struct
{
  const char        *name;
  gboolean           in_namespace;
  RabtaXmlAttribute  attributes[RABTA_XML_MAX_ATTRIBUTES];
  guint              n_attributes;
  const char        *foreign;
  int                line;
} RabtaXmlElement;

/**
 * RabtaXmlHandler:
 * @start_element: an element begins
 * @end_element: (nullable): the last one that began ends
 * @text: (nullable): text in it, possibly in pieces
 * @invalid: the schema does not allow what the last callback told of; a sentence for people
 *
 * What rabta_xml_guard_parse() calls. %FALSE from any of them stops it.
 */
typedef struct
{
  gboolean (*start_element) (const RabtaXmlElement *element,
                             gpointer               user_data);
  gboolean (*end_element)   (int                    line,
                             gpointer               user_data);
  gboolean (*text)          (const char            *text,
                             gsize                  length,
                             int                    line,
                             gpointer               user_data);
  gboolean (*invalid)       (int                    line,
                             const char            *sentence,
                             gpointer               user_data);
} RabtaXmlHandler;

char                    *rabta_xml_attribute_dup_value    (const char            *value,
                                                           gsize                  length);
const RabtaXmlAttribute *rabta_xml_element_find_attribute (const RabtaXmlElement *self,
                                                           const char            *name);
char                    *rabta_xml_element_dup_attribute  (const RabtaXmlElement *self,
                                                           const char            *name);
gboolean                 rabta_xml_element_get_integer    (const RabtaXmlElement *self,
                                                           const char            *name,
                                                           gint64                *number);
gboolean                 rabta_xml_element_get_hex        (const RabtaXmlElement *self,
                                                           const char            *name,
                                                           guint8                *bytes,
                                                           gsize                  length);

void     rabta_xml_guard_init  (void);
gboolean rabta_xml_guard_parse (const char             *path,
                                const RabtaXmlHandler  *handler,
                                gpointer                user_data,
                                GFileProgressCallback   progress,
                                gpointer                progress_data,
                                GCancellable           *cancellable,
                                int                    *line,
                                GError                **error);
gboolean rabta_xml_guard_parse_stream
                               (GInputStream           *stream,
                                goffset                 size,
                                const RabtaXmlHandler  *handler,
                                gpointer                user_data,
                                GFileProgressCallback   progress,
                                gpointer                progress_data,
                                GCancellable           *cancellable,
                                int                    *line,
                                GError                **error);

G_END_DECLS
