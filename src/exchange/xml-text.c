/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-text.h"

#include "base/json.h"

/**
 * rabta_xml_escape_of: (skip)
 * @c: a byte of a text
 * @in_attribute: whether it stands in an attribute
 *
 * Returns: (nullable): how it has to be written in XML, or %NULL where it may stand as it is
 */
const char *
rabta_xml_escape_of (guchar   c,
                     gboolean in_attribute)
{
  switch (c)
    {
    case '&':
      return "&amp;";

    case '<':
      return "&lt;";

    case '>':
      return "&gt;";

    case '\n': /* a record stays on its line */
      return "&#10;";

    case '\r': /* a reader would make a line feed of it */
      return "&#13;";

    case '\t':
      return in_attribute ? "&#9;" : NULL;

    case '"':
      return in_attribute ? "&quot;" : NULL;

    default:
      return NULL;
    }
}

static void
append (GString    *xml,
        const char *text,
        gboolean    in_attribute)
{
  const char *start = text;

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *escaped = (guchar) *p <= '>' ? rabta_xml_escape_of ((guchar) *p, in_attribute) : NULL;

      if (escaped == NULL)
        continue;

      g_string_append_len (xml, start, p - start);
      g_string_append (xml, escaped);
      start = p + 1;
    }

  g_string_append (xml, start);
}

/**
 * rabta_xml_text_append: (skip)
 * @xml: XML being written
 * @text: a text that XML can carry
 *
 * Appends the content of an element.
 */
void
rabta_xml_text_append (GString    *xml,
                       const char *text)
{
  append (xml, text, FALSE);
}

/**
 * rabta_xml_text_append_attribute: (skip)
 * @xml: XML being written, inside a start tag
 * @name: name of the attribute
 * @value: (nullable): a text that XML can carry; %NULL leaves the attribute out
 */
void
rabta_xml_text_append_attribute (GString    *xml,
                                 const char *name,
                                 const char *value)
{
  if (value == NULL)
    return;

  g_string_append_c (xml, ' ');
  g_string_append (xml, name);
  g_string_append (xml, "=\"");
  append (xml, value, TRUE);
  g_string_append_c (xml, '"');
}

/**
 * rabta_xml_text_append_integer: (skip)
 * @xml: XML being written, inside a start tag
 * @name: name of the attribute
 * @value: its value
 */
void
rabta_xml_text_append_integer (GString    *xml,
                               const char *name,
                               gint64      value)
{
  g_string_append_c (xml, ' ');
  g_string_append (xml, name);
  g_string_append (xml, "=\"");
  rabta_json_append_integer (xml, value);
  g_string_append_c (xml, '"');
}

/**
 * rabta_xml_text_append_hex: (skip)
 * @xml: XML being written, inside a start tag
 * @name: name of the attribute
 * @bytes: its value
 * @length: number of bytes
 */
void
rabta_xml_text_append_hex (GString      *xml,
                           const char   *name,
                           const guint8 *bytes,
                           gsize         length)
{
  static const char digits[] = "0123456789abcdef";

  g_string_append_c (xml, ' ');
  g_string_append (xml, name);
  g_string_append (xml, "=\"");
  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (xml, digits[bytes[i] >> 4]);
      g_string_append_c (xml, digits[bytes[i] & 15]);
    }
  g_string_append_c (xml, '"');
}
