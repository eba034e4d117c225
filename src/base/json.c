/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

static void
append_escape (GString *json,
               guchar   c)
{
  switch (c)
    {
    case '"':
      g_string_append (json, "\\\"");
      break;

    case '\\':
      g_string_append (json, "\\\\");
      break;

    case '\n':
      g_string_append (json, "\\n");
      break;

    case '\r':
      g_string_append (json, "\\r");
      break;

    case '\t':
      g_string_append (json, "\\t");
      break;

    default:
      g_string_append_printf (json, "\\u%04x", c);
      break;
    }
}

/**
 * rabta_json_append_string:
 * @json: a JSON text being written
 * @text: (nullable): valid UTF-8
 *
 * Appends @text as a JSON string (RFC 8259, section 7) with its quotes, or `null`. Only what must
 * be escaped is, so that equal texts always give equal bytes, as hashing wants it.
 */
void
rabta_json_append_string (GString    *json,
                          const char *text)
{
  const char *start;
  const char *p;

  g_return_if_fail (json != NULL);

  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');

  for (start = p = text; *p != '\0'; p++)
    {
      guchar c = *p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (json, start, p - start);
      append_escape (json, c);
      start = p + 1;
    }

  g_string_append_len (json, start, p - start);
  g_string_append_c (json, '"');
}

/**
 * rabta_json_append_integer:
 * @json: a string being written
 * @number: a whole number
 *
 * Appends @number in decimal. Spelled out because printf costs more than the rest of an entry's value.
 */
void
rabta_json_append_integer (GString *json,
                           gint64   number)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = number < 0 ? 0 - (guint64) number : (guint64) number;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--p = '-';

  g_string_append_len (json, p, digits + sizeof digits - p);
}
