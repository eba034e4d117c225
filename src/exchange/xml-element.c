/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes of an element that xml-guard tells of. */
#include "exchange/xml-guard.h"

#include <string.h>

/**
 * rabta_xml_element_find_attribute: (skip)
 * @self: an element
 * @name: name of an attribute without a namespace
 *
 * Returns: (nullable): the attribute
 */
const RabtaXmlAttribute *
rabta_xml_element_find_attribute (const RabtaXmlElement *self,
                                  const char            *name)
{
  for (guint i = 0; i < self->n_attributes; i++)
    if (strcmp (self->attributes[i].name, name) == 0)
      return &self->attributes[i];

  return NULL;
}

/**
 * rabta_xml_attribute_dup_value: (skip)
 * @value: the value of an attribute as libxml2's SAX2 interface hands it over
 * @length: its length in bytes
 *
 * Returns: (transfer full): the value as it was meant
 */
char *
rabta_xml_attribute_dup_value (const char *value,
                               gsize       length)
{
  g_autofree char *raw = g_strndup (value, length);
  g_auto (GStrv) parts = NULL;

  if (strchr (raw, '&') == NULL)
    return g_steal_pointer (&raw);

  /* libxml2 leaves an ampersand in an attribute written as a number. */
  parts = g_strsplit (raw, "&#38;", -1);
  return g_strjoinv ("&", parts);
}

/**
 * rabta_xml_element_dup_attribute: (skip)
 * @self: an element
 * @name: name of an attribute without a namespace
 *
 * Returns: (transfer full) (nullable): the value of the attribute
 */
char *
rabta_xml_element_dup_attribute (const RabtaXmlElement *self,
                                 const char            *name)
{
  const RabtaXmlAttribute *attribute = rabta_xml_element_find_attribute (self, name);

  return attribute != NULL ? rabta_xml_attribute_dup_value (attribute->value, attribute->length) : NULL;
}

/**
 * rabta_xml_element_get_integer: (skip)
 * @self: an element
 * @name: name of an attribute without a namespace
 * @number: (out): its value
 *
 * Returns: whether it is there and a whole number without sign, grouping or leading zeros
 */
gboolean
rabta_xml_element_get_integer (const RabtaXmlElement *self,
                               const char            *name,
                               gint64                *number)
{
  const RabtaXmlAttribute *attribute = rabta_xml_element_find_attribute (self, name);
  gint64 value = 0;

  if (attribute == NULL || attribute->length == 0 || (attribute->value[0] == '0' && attribute->length > 1))
    return FALSE;

  for (gsize i = 0; i < attribute->length; i++)
    {
      int digit = attribute->value[i] - '0';

      if (digit < 0 || digit > 9 || value > (G_MAXINT64 - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }

  *number = value;
  return TRUE;
}

static int
hex_digit (char c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/**
 * rabta_xml_element_get_hex: (skip)
 * @self: an element
 * @name: name of an attribute without a namespace
 * @bytes: (out caller-allocates): its value
 * @length: how many bytes it has to be
 *
 * Returns: whether it is there and so many bytes in small hexadecimal digits
 */
gboolean
rabta_xml_element_get_hex (const RabtaXmlElement *self,
                           const char            *name,
                           guint8                *bytes,
                           gsize                  length)
{
  const RabtaXmlAttribute *attribute = rabta_xml_element_find_attribute (self, name);

  if (attribute == NULL || attribute->length != 2 * length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      int high = hex_digit (attribute->value[2 * i]), low = hex_digit (attribute->value[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}
