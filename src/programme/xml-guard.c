/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is refused before libxml2 sees a byte of it. Version 2.9.14 takes half a minute over one tag
 * with 200,000 attributes, whatever its options; a DOCTYPE opens the door to entities and the
 * network; another encoding would hide both from this scan. */
#include "programme/xml-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TAG_BYTES 4096
#define MAX_DEPTH 16

typedef struct
{
  const char  *start;
  const char  *end;
  const char  *at;
  int          depth;
  char       **problem;
} Scan;

static gboolean
refuse (Scan       *scan,
        const char *problem)
{
  *scan->problem = g_strdup (problem);

  return FALSE;
}

static gboolean
looking_at (const Scan *scan,
            const char *text)
{
  gsize length = strlen (text);

  return (gsize) (scan->end - scan->at) >= length && memcmp (scan->at, text, length) == 0;
}

static gboolean
skip_past (Scan       *scan,
           const char *text)
{
  const char *found = memmem (scan->at, scan->end - scan->at, text, strlen (text));

  if (found == NULL)
    return refuse (scan, _("something that is begun is not ended"));

  scan->at = found + strlen (text);

  return TRUE;
}

/* The one processing instruction allowed is the XML declaration, and it may only say UTF-8. */
static gboolean
scan_declaration (Scan *scan)
{
  const char *declaration = scan->at;
  g_autofree char *text = NULL;
  g_autofree char *lower = NULL;
  const char *encoding;

  if (declaration != scan->start || !looking_at (scan, "<?xml "))
    return refuse (scan, _("it contains a processing instruction"));
  if (!skip_past (scan, "?>"))
    return FALSE;

  text = g_strndup (declaration, scan->at - declaration);
  lower = g_ascii_strdown (text, -1);
  encoding = strstr (lower, "encoding");
  if (encoding != NULL
      && strstr (encoding, "\"utf-8\"") == NULL && strstr (encoding, "'utf-8'") == NULL)
    return refuse (scan, _("its text encoding is not UTF-8"));

  return TRUE;
}

static gboolean
scan_tag (Scan *scan)
{
  const char *tag = scan->at;
  gboolean closing = looking_at (scan, "</");
  char quote = '\0';

  for (; scan->at < scan->end; scan->at++)
    {
      char c = *scan->at;

      if (scan->at - tag >= MAX_TAG_BYTES)
        {
          scan->at = tag;
          return refuse (scan, _("an element is too large"));
        }
      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if (c == '"' || c == '\'')
        quote = c;
      else if (c == '>')
        break;
    }
  if (scan->at == scan->end)
    return refuse (scan, _("something that is begun is not ended"));

  if (closing)
    scan->depth--;
  else if (scan->at[-1] != '/')
    scan->depth++;
  scan->at++;

  return scan->depth <= MAX_DEPTH || refuse (scan, _("its elements are nested too deeply"));
}

static gboolean
scan_markup (Scan *scan)
{
  if (looking_at (scan, "<!--"))
    {
      scan->at += strlen ("<!--");
      return skip_past (scan, "-->");
    }
  if (looking_at (scan, "<!"))
    return refuse (scan, _("it contains a document type, which is not allowed"));
  if (looking_at (scan, "<?"))
    return scan_declaration (scan);

  return scan_tag (scan);
}

static int
count_lines (const Scan *scan)
{
  int line = 1;

  for (const char *at = scan->start; at < scan->at; at++)
    if (*at == '\n')
      line++;

  return line;
}

/**
 * rabta_xml_guard_scan:
 * @xml: bytes that claim to be XML
 * @length: how many
 * @line: (out): the line of what is refused
 * @problem: (out): what is refused, in words that can follow the line number
 *
 * Looks at untrusted XML for what the parser must not be given. It does not tell whether the XML is
 * well formed.
 *
 * Returns: whether it may be parsed
 */
gboolean
rabta_xml_guard_scan (const char  *xml,
                      gsize        length,
                      int         *line,
                      char       **problem)
{
  Scan scan = { xml, xml + length, xml, 0, problem };
  const char *bad = NULL;
  gboolean ok;

  g_return_val_if_fail (xml != NULL || length == 0, FALSE);
  g_return_val_if_fail (line != NULL && problem != NULL, FALSE);

  /* This refuses NUL as well. */
  ok = g_utf8_validate_len (xml, length, &bad);
  if (!ok)
    {
      scan.at = bad;
      refuse (&scan, _("its text is not UTF-8"));
    }

  if (ok && looking_at (&scan, "\xef\xbb\xbf"))
    scan.start = scan.at = xml + 3;

  while (ok && scan.at < scan.end)
    {
      const char *next = memchr (scan.at, '<', scan.end - scan.at);

      scan.at = next != NULL ? next : scan.end;
      if (next != NULL)
        ok = scan_markup (&scan);
    }

  *line = ok ? 0 : count_lines (&scan);

  return ok;
}
