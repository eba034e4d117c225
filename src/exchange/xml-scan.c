/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-scan.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"

enum
{
  IN_TEXT,
  AT_MARKUP, /* after "<" */
  IN_TAG,
  IN_INSTRUCTION,
};

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, sentence);

  return FALSE;
}

static void
count_lines (RabtaXmlScan *self,
             const char   *from,
             const char   *to)
{
  for (; from < to; from++)
    self->line += *from == '\n';
}

/* The value of the pseudo-attribute "encoding" of a declaration, "" where it has none, NULL where
 * the declaration cannot be understood. */
static char *
find_encoding (const char *declaration)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  regex = g_regex_new ("^<\\?xml\\s+version\\s*=\\s*(?:\"1\\.[0-9]+\"|'1\\.[0-9]+')"
                       "(?:\\s+encoding\\s*=\\s*(?:\"([A-Za-z0-9._-]+)\"|'([A-Za-z0-9._-]+)'))?"
                       "(?:\\s+standalone\\s*=\\s*(?:\"(?:yes|no)\"|'(?:yes|no)'))?\\s*\\?>$",
                       0, 0, NULL);
  if (!g_regex_match (regex, declaration, 0, &match))
    return NULL;

  for (int group = 1; group <= 2; group++)
    {
      g_autofree char *name = g_match_info_fetch (match, group);

      if (name != NULL && *name != '\0')
        return g_steal_pointer (&name);
    }

  return g_strdup ("");
}

/* Blanks a byte order mark and the declaration, after a look at the encoding it declares: what the
 * parser does not see cannot make it read the bytes in another way than this scan does. */
static gboolean
take_declaration (char    *data,
                  gsize    length,
                  GError **error)
{
  char *end;
  g_autofree char *declaration = NULL;
  g_autofree char *encoding = NULL;

  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0
                      || memcmp (data, "<\0", 2) == 0 || memcmp (data, "\0<", 2) == 0))
    return refuse (error, _("The file is written in UTF-16; only UTF-8 is read."));

  if (length >= 3 && memcmp (data, BOM, 3) == 0)
    {
      memset (data, ' ', 3);
      data += 3;
      length -= 3;
    }

  if (length < 6 || memcmp (data, "<?xml", 5) != 0 || !g_ascii_isspace (data[5]))
    return TRUE;

  end = memmem (data, MIN (length, RABTA_XML_MAX_TAG), "?>", 2);
  if (end == NULL)
    return refuse (error, _("The XML declaration at the start of the file has no end."));

  end += 2;
  declaration = g_strndup (data, end - data);
  encoding = find_encoding (declaration);
  if (encoding == NULL)
    return refuse (error, _("The XML declaration at the start of the file cannot be understood."));

  if (*encoding != '\0' && g_ascii_strcasecmp (encoding, "UTF-8") != 0
      && g_ascii_strcasecmp (encoding, "US-ASCII") != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The file declares the encoding “%s”; only UTF-8 is read."), encoding);
      return FALSE;
    }

  for (; data < end; data++)
    if (*data != '\n')
      *data = ' ';
  return TRUE;
}

/* The length of the whole characters of @data, or -1 where it is not UTF-8. */
static gssize
validate_utf8 (const char *data,
               gsize       length,
               gboolean    at_end,
               const char **bad)
{
  gsize valid;

  if (g_utf8_validate_len (data, length, bad))
    return (gssize) length;

  valid = (gsize) (*bad - data);
  if (!at_end && length - valid < 4
      && g_utf8_get_char_validated (*bad, (gssize) (length - valid)) == (gunichar) -2)
    return (gssize) valid;

  return -1;
}

static gboolean
end_tag (RabtaXmlScan  *self,
         GError       **error)
{
  self->state = IN_TEXT;

  if (self->is_closing)
    self->depth--;
  else if (self->last != '/')
    self->depth++;

  if (self->depth > self->max_depth)
    return refuse (error, _("Elements are nested more deeply than in any sound file."));
  return TRUE;
}

static gboolean
scan_markup (RabtaXmlScan  *self,
             char           c,
             GError       **error)
{
  if (c == '!')
    return refuse (error, _("The file holds a document type, a comment or a CDATA section (“<!”), "
                            "which are not accepted."));

  self->is_closing = c == '/';
  self->quote = '\0';
  self->last = '\0';
  self->state = c == '?' ? IN_INSTRUCTION : IN_TAG;
  return TRUE;
}

/* Goes through the rest of a tag or instruction; *@cursor ends behind it or at @end. */
static gboolean
scan_tag (RabtaXmlScan  *self,
          const char   **cursor,
          const char    *end,
          GError       **error)
{
  const char *p = *cursor;
  const char *limit = p + MIN ((gsize) (end - p), self->max_tag + 1 - self->tag_bytes);
  gboolean in_instruction = self->state == IN_INSTRUCTION;

  for (; p < limit; p++)
    {
      char c = *p;

      if (self->quote != '\0')
        {
          if (c == self->quote)
            self->quote = '\0';
        }
      else if (c == '>' && (!in_instruction || self->last == '?'))
        {
          *cursor = p + 1;
          if (!in_instruction)
            return end_tag (self, error);
          self->state = IN_TEXT;
          return TRUE;
        }
      else if ((c == '"' || c == '\'') && !in_instruction)
        {
          self->quote = c;
        }

      self->last = c;
    }

  self->tag_bytes += (gsize) (p - *cursor);
  *cursor = p;
  if (self->tag_bytes > self->max_tag)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("A tag is longer than %d bytes, which no sound file holds."), (int) self->max_tag);
      return FALSE;
    }
  return TRUE;
}

static gboolean
scan_bytes (RabtaXmlScan  *self,
            const char    *data,
            gsize          length,
            const char   **stopped,
            GError       **error)
{
  const char *end = data + length;
  const char *p = data;

  while (p < end)
    {
      *stopped = p;

      if (self->state == IN_TEXT)
        {
          p = memchr (p, '<', (gsize) (end - p));
          if (p == NULL)
            break;
          p++;
          self->state = AT_MARKUP;
          self->tag_bytes = 1;
        }
      else if (self->state == AT_MARKUP)
        {
          /* The first character of a name is looked at again: it may be the ">" of "<>". */
          if (!scan_markup (self, *p, error))
            return FALSE;
          if (self->is_closing || self->state == IN_INSTRUCTION)
            p++;
        }
      else if (!scan_tag (self, &p, end, error))
        {
          *stopped = p;
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * rabta_xml_scan_init: (skip)
 * @self: a scan, which becomes one at the start of a file
 */
void
rabta_xml_scan_init (RabtaXmlScan *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  self->line = 1;
  self->max_tag = RABTA_XML_MAX_TAG;
  self->max_depth = RABTA_XML_MAX_DEPTH;
}

/**
 * rabta_xml_scan_set_limits: (skip)
 * @self: a scan at the start of a file
 * @max_tag: bytes of a tag
 * @max_depth: elements within each other
 *
 * Allows for files of other programs, whose tags are longer and deeper than ours.
 */
void
rabta_xml_scan_set_limits (RabtaXmlScan *self,
                           gsize         max_tag,
                           int           max_depth)
{
  g_return_if_fail (self != NULL);

  self->max_tag = max_tag;
  self->max_depth = max_depth;
}

/**
 * rabta_xml_scan_feed: (skip)
 * @self: a scan
 * @data: the bytes that follow what was accepted before; the declaration in them is blanked
 * @length: how many; the first ones should hold the whole declaration
 * @at_end: whether the file ends with them
 * @accepted: (out): how many of them a parser may be given; the few left are the start of a
 *   character and belong in front of the next bytes
 * @error: return location for a sentence about what is refused; @self->line is its line
 *
 * Refuses what is not UTF-8 or declares to be something else, U+0000, `<!` (document types and with
 * them entities; comments and CDATA sections, which our files do not need), tags of more than
 * %RABTA_XML_MAX_TAG bytes and elements deeper than %RABTA_XML_MAX_DEPTH unless other limits were set: libxml2 2.9.14 takes 25
 * seconds and more over one tag with 200,000 attributes, whatever its options.
 *
 * Returns: whether nothing has to be refused so far
 */
gboolean
rabta_xml_scan_feed (RabtaXmlScan  *self,
                     char          *data,
                     gsize          length,
                     gboolean       at_end,
                     gsize         *accepted,
                     GError       **error)
{
  const char *stopped = data;
  gssize valid;

  g_return_val_if_fail (self != NULL && data != NULL && accepted != NULL, FALSE);

  if (!self->begun && length > 0)
    {
      self->begun = TRUE;
      if (!take_declaration (data, length, error))
        return FALSE;
    }

  valid = validate_utf8 (data, length, at_end, &stopped);
  if (valid < 0)
    {
      gboolean is_nul = stopped < data + length && *stopped == '\0';

      count_lines (self, data, stopped);
      return refuse (error, is_nul ? _("The file holds a NUL byte, which text never does.")
                                   : _("The file holds bytes that are not UTF-8 text."));
    }

  if (!scan_bytes (self, data, (gsize) valid, &stopped, error))
    {
      count_lines (self, data, stopped);
      return FALSE;
    }

  count_lines (self, data, data + valid);
  *accepted = (gsize) valid;
  return TRUE;
}
