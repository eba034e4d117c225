/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350), as telephones and mail programs write them. The
 * one library for it in C that is small, libvformat, has not been kept for years. */
#include "exchange/vcard-reader.h"

#include "base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A line that is longer holds a picture or a sound, which is no part of what is taken. */
#define MAX_VALUE ((gsize) 64 * 1024)
#define MAX_PARAMETERS 16
/* Numbers or addresses of one person. */
#define MAX_VALUES 20

struct _RabtaVcardReader
{
  char    *text;
  gsize    length;
  gsize    position;
  guint    n_cards;
  GString *line;      /* whole, with its folds taken out */
};

/* A line of a card; @name and the parameters point into @line. */
typedef struct
{
  char       *name;
  char       *parameters[MAX_PARAMETERS + 1];
  const char *value;
} Property;

static gboolean
is_named (const char *start,
          gsize       length)
{
  if (length >= 3 && memcmp (start, "\xef\xbb\xbf", 3) == 0)
    start += 3, length -= 3;
  for (; length > 0 && g_ascii_isspace (*start); length--)
    start++;

  return length >= 11 && g_ascii_strncasecmp (start, "BEGIN:VCARD", 11) == 0;
}

/**
 * rabta_vcard_sniff: (skip)
 * @path: file name
 *
 * Returns: whether the file is one of cards by its name or its first line
 */
gboolean
rabta_vcard_sniff (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  char start[64];
  gsize length = 0;

  /* To open a pipe that nobody writes to would wait for ever. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  if (g_str_has_suffix (lower, ".vcf") || g_str_has_suffix (lower, ".vcard"))
    return TRUE;

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);
  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &length, NULL, NULL)
         && is_named (start, length);
}

/**
 * rabta_vcard_free: (skip)
 * @self: (nullable): a card
 */
void
rabta_vcard_free (RabtaVcard *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->organization);
  g_free (self->title);
  g_free (self->note);
  g_free (self->gender);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_ptr_array_unref (self->unreadable);
  g_free (self);
}

/* The next line of the file; folded lines are not joined. */
static gboolean
next_raw_line (RabtaVcardReader  *self,
               const char       **line,
               gsize             *length)
{
  const char *start = self->text + self->position;
  gsize left = self->length - self->position;
  gsize n = 0;

  if (left == 0)
    return FALSE;
  while (n < left && start[n] != '\n' && start[n] != '\r')
    n++;

  *line = start;
  *length = n;
  if (n < left && start[n] == '\r')
    n++;
  if (n < left && start[n] == '\n')
    n++;
  self->position += n;
  return TRUE;
}

static void
append_bounded (GString    *text,
                const char *more,
                gsize       length)
{
  if (text->len < MAX_VALUE)
    g_string_append_len (text, more, (gssize) MIN (length, MAX_VALUE - text->len));
}

static gboolean
is_quoted_printable (const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *head = colon != NULL ? g_ascii_strup (line, colon - line) : NULL;

  return head != NULL && strstr (head, "QUOTED-PRINTABLE") != NULL;
}

/* The next line with the ones that go on from it: those that begin with a blank, and in
 * quoted-printable those after a line that ends with "=". */
static gboolean
next_line (RabtaVcardReader *self)
{
  const char *line;
  gsize length;
  gboolean is_soft;

  g_string_truncate (self->line, 0);
  if (!next_raw_line (self, &line, &length))
    return FALSE;
  append_bounded (self->line, line, length);
  is_soft = is_quoted_printable (self->line->str);

  while (self->position < self->length)
    {
      char first = self->text[self->position];

      if (is_soft && self->line->len > 0 && self->line->str[self->line->len - 1] == '=')
        g_string_truncate (self->line, self->line->len - 1);
      else if (first != ' ' && first != '\t')
        break;
      else
        self->position++;

      if (next_raw_line (self, &line, &length))
        append_bounded (self->line, line, length);
    }

  return TRUE;
}

/* "item1.TEL;TYPE=CELL;PREF:0300-1234567"; a colon or semicolon in quotes is no end. */
static gboolean
split_line (char     *line,
            Property *property)
{
  gboolean in_quotes = FALSE;
  guint n = 0;
  char *p;
  char *dot;

  property->name = line;
  for (p = line; *p != '\0' && (in_quotes || *p != ':'); p++)
    {
      if (*p == '"')
        in_quotes = !in_quotes;
      else if (*p == ';' && !in_quotes)
        {
          *p = '\0';
          if (n < MAX_PARAMETERS)
            property->parameters[n++] = p + 1;
        }
    }
  if (*p == '\0')
    return FALSE;

  *p = '\0';
  property->parameters[n] = NULL;
  property->value = p + 1;
  dot = strrchr (property->name, '.');
  if (dot != NULL)
    property->name = dot + 1;
  return *property->name != '\0';
}

/* The value of a parameter; "" for one that has a name only, as in version 2.1. */
static const char *
find_parameter (const Property *property,
                const char     *name)
{
  gsize length = strlen (name);

  for (guint i = 0; property->parameters[i] != NULL; i++)
    if (g_ascii_strncasecmp (property->parameters[i], name, length) == 0)
      {
        const char *rest = property->parameters[i] + length;

        if (*rest == '=' || *rest == '\0')
          return *rest == '=' ? rest + 1 : "";
      }

  return NULL;
}

/* Whether a word is among the types: "TYPE=CELL,VOICE", "TYPE=cell" or bare "CELL". */
static gboolean
has_type (const Property *property,
          const char     *word)
{
  for (guint i = 0; property->parameters[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (property->parameters[i], -1);

      if (strstr (upper, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
decode_quoted_printable (const char *text)
{
  GString *decoded = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text == '=' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]))
      {
        char c = (char) (g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2]));

        if (c != '\0')
          g_string_append_c (decoded, c);
        text += 2;
      }
    else
      g_string_append_c (decoded, *text);

  return g_string_free (decoded, FALSE);
}

/* The value as UTF-8, still escaped; NULL for bytes that are no text. */
static char *
decode (const Property *property)
{
  const char *charset = find_parameter (property, "CHARSET");
  g_autofree char *bytes = NULL;

  if (has_type (property, "QUOTED-PRINTABLE"))
    bytes = decode_quoted_printable (property->value);
  else
    bytes = g_strdup (property->value);

  if (g_utf8_validate (bytes, -1, NULL))
    return g_steal_pointer (&bytes);

  return charset != NULL && *charset != '\0' ? g_convert (bytes, -1, "UTF-8", charset, NULL, NULL, NULL) : NULL;
}

/* The part of a value up to a semicolon that is not escaped, without its escapes; @cursor goes behind
 * it, or to NULL at the end. */
static char *
next_part (const char **cursor)
{
  GString *part = g_string_new (NULL);
  const char *p = *cursor;

  for (; *p != '\0' && *p != ';'; p++)
    if (*p == '\\' && p[1] != '\0')
      {
        p++;
        g_string_append_c (part, *p == 'n' || *p == 'N' ? '\n' : *p);
      }
    else
      g_string_append_c (part, *p);

  *cursor = *p == ';' ? p + 1 : NULL;
  return g_strstrip (g_string_free (part, FALSE));
}

/* A value that is one text, in which a semicolon means nothing. */
static char *
whole_text (const char *value)
{
  GString *text = g_string_new (NULL);

  while (value != NULL)
    {
      g_autofree char *part = next_part (&value);

      g_string_append (text, part);
      if (value != NULL)
        g_string_append_c (text, ';');
    }

  return g_strstrip (g_string_free (text, FALSE));
}

/* Family; given; further; before; after – in the order in which a name is said. */
static char *
join_name (const char *value)
{
  static const guint order[] = { 3, 1, 2, 0, 4 };
  char *parts[5] = { NULL };
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts) && value != NULL; i++)
    parts[i] = next_part (&value);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (parts[order[i]] != NULL && *parts[order[i]] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", parts[order[i]]);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_free (parts[i]);

  return g_string_free (name, FALSE);
}

static void
set_once (char **target,
          char  *text)
{
  if (*target == NULL && *text != '\0')
    *target = text;
  else
    g_free (text);
}

static void
add_value (GPtrArray      *values,
           const Property *property,
           const char     *value)
{
  char *text = whole_text (value);
  gboolean is_first = has_type (property, "PREF") || (values->len > 0 && has_type (property, "CELL"));

  if (g_ascii_strncasecmp (text, "tel:", 4) == 0 || g_ascii_strncasecmp (text, "mailto:", 7) == 0)
    {
      char *bare = g_strdup (strchr (text, ':') + 1);

      g_free (text);
      text = bare;
      bare[strcspn (bare, ";?")] = '\0';
    }

  if (*text == '\0' || values->len >= MAX_VALUES)
    g_free (text);
  else
    g_ptr_array_insert (values, is_first ? 0 : -1, text);
}

static void
take_property (RabtaVcard     *card,
               const Property *property,
               char          **joined)
{
  const char *name = property->name;
  gboolean is_wanted = strcmp (name, "FN") == 0 || strcmp (name, "N") == 0 || strcmp (name, "ORG") == 0
                       || strcmp (name, "TITLE") == 0 || strcmp (name, "ROLE") == 0 || strcmp (name, "NOTE") == 0
                       || strcmp (name, "TEL") == 0 || strcmp (name, "EMAIL") == 0 || strcmp (name, "GENDER") == 0;
  g_autofree char *value = is_wanted ? decode (property) : NULL;
  const char *cursor = value;

  if (!is_wanted)
    return;
  if (value == NULL)
    g_ptr_array_add (card->unreadable, g_strdup (name));
  else if (strcmp (name, "FN") == 0)
    set_once (&card->name, whole_text (value));
  else if (strcmp (name, "N") == 0)
    set_once (joined, join_name (value));
  else if (strcmp (name, "ORG") == 0)
    set_once (&card->organization, next_part (&cursor));
  else if (strcmp (name, "TITLE") == 0 || strcmp (name, "ROLE") == 0)
    set_once (&card->title, whole_text (value));
  else if (strcmp (name, "NOTE") == 0)
    set_once (&card->note, whole_text (value));
  else if (strcmp (name, "GENDER") == 0)
    set_once (&card->gender, next_part (&cursor));
  else
    add_value (strcmp (name, "TEL") == 0 ? card->phones : card->emails, property, value);
}

/* Outlook and old telephones write UTF-16. */
static gboolean
widen (RabtaVcardReader  *self,
       GError           **error)
{
  const char *encoding = NULL;
  g_autofree char *wide = NULL;

  if (self->length >= 2 && memcmp (self->text, "\xff\xfe", 2) == 0)
    encoding = "UTF-16LE";
  else if (self->length >= 2 && memcmp (self->text, "\xfe\xff", 2) == 0)
    encoding = "UTF-16BE";
  if (encoding == NULL)
    return TRUE;

  wide = g_steal_pointer (&self->text);
  self->text = g_convert (wide + 2, (gssize) self->length - 2, "UTF-8", encoding, NULL, &self->length, NULL);
  if (self->text != NULL)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("The file is not text in the encoding %s."), encoding);
  return FALSE;
}

/**
 * rabta_vcard_reader_open: (skip)
 * @file: a file from anywhere
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader before the first card
 */
RabtaVcardReader *
rabta_vcard_reader_open (GFile         *file,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (RabtaVcardReader) self = NULL;
  g_autoptr (GFileInfo) info = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > RABTA_VCARD_MAX_FILE)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("The file is larger than any address book, or no file at all."));
      return NULL;
    }

  self = g_new0 (RabtaVcardReader, 1);
  self->line = g_string_new (NULL);
  if (!g_file_load_contents (file, cancellable, &self->text, &self->length, NULL, error) || !widen (self, error))
    return NULL;
  if (self->length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0)
    self->position = 3;

  return g_steal_pointer (&self);
}

/**
 * rabta_vcard_reader_free: (skip)
 * @self: (nullable): a reader
 */
void
rabta_vcard_reader_free (RabtaVcardReader *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_free (self->text);
  g_free (self);
}

/**
 * rabta_vcard_reader_next: (skip)
 * @self: a reader
 *
 * What stands between the cards, or in a card within a card, is passed over.
 *
 * Returns: (transfer full) (nullable): the next card, or %NULL at the end
 */
RabtaVcard *
rabta_vcard_reader_next (RabtaVcardReader *self)
{
  RabtaVcard *card = NULL;
  g_autofree char *joined = NULL;
  guint depth = 0;

  while (next_line (self))
    {
      g_autofree char *line = g_strdup (self->line->str);
      Property property;

      if (!split_line (line, &property))
        continue;
      for (char *p = property.name; *p != '\0'; p++)
        *p = g_ascii_toupper (*p);

      if (strcmp (property.name, "BEGIN") == 0 && g_ascii_strncasecmp (property.value, "VCARD", 5) == 0)
        {
          if (depth++ > 0)
            continue;
          card = g_new0 (RabtaVcard, 1);
          card->number = ++self->n_cards;
          card->phones = g_ptr_array_new_with_free_func (g_free);
          card->emails = g_ptr_array_new_with_free_func (g_free);
          card->unreadable = g_ptr_array_new_with_free_func (g_free);
        }
      else if (depth == 0)
        continue;
      else if (strcmp (property.name, "END") == 0)
        {
          if (--depth == 0)
            break;
        }
      else if (depth == 1)
        take_property (card, &property, &joined);
    }

  if (card != NULL)
    {
      card->is_open = depth > 0;
      if (card->name == NULL && joined != NULL && *joined != '\0')
        card->name = g_steal_pointer (&joined);
    }
  return card;
}

/**
 * rabta_vcard_reader_get_progress: (skip)
 * @self: a reader
 *
 * Returns: how much of the file was read, 0 to 1
 */
double
rabta_vcard_reader_get_progress (RabtaVcardReader *self)
{
  return self->length > 0 ? (double) self->position / (double) self->length : 1;
}
