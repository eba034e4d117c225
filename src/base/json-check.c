/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

/* Deeper than any body of ours, and far from the depth at which a reader that calls itself runs out of
 * stack. */
#define MAX_DEPTH 16

typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static void
skip_blanks (Cursor *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\t' || *self->p == '\n' || *self->p == '\r'))
    self->p++;
}

static gboolean
take (Cursor *self,
      char    c)
{
  if (self->p == self->end || *self->p != c)
    return FALSE;

  self->p++;
  return TRUE;
}

static gboolean
take_escape (Cursor *self)
{
  if (self->p == self->end)
    return FALSE;
  if (*self->p != 'u')
    return memchr ("\"\\/bfnrt", *self->p++, 8) != NULL;

  self->p++;
  for (int i = 0; i < 4; i++, self->p++)
    if (self->p == self->end || !g_ascii_isxdigit (*self->p))
      return FALSE;
  return TRUE;
}

static gboolean
take_string (Cursor *self)
{
  if (!take (self, '"'))
    return FALSE;

  while (self->p < self->end)
    {
      guchar c = (guchar) *self->p++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !take_escape (self)))
        return FALSE;
    }

  return FALSE;
}

static gboolean
take_digits (Cursor *self)
{
  const char *start = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;
  return self->p > start;
}

static gboolean
take_number (Cursor *self)
{
  take (self, '-');
  if (!take (self, '0') && !take_digits (self))
    return FALSE;
  if (take (self, '.') && !take_digits (self))
    return FALSE;
  if (take (self, 'e') || take (self, 'E'))
    {
      if (!take (self, '+'))
        take (self, '-');
      return take_digits (self);
    }

  return TRUE;
}

static gboolean
take_literal (Cursor     *self,
              const char *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (self->end - self->p) < length || memcmp (self->p, literal, length) != 0)
    return FALSE;

  self->p += length;
  return TRUE;
}

static gboolean
take_scalar (Cursor *self)
{
  if (self->p == self->end)
    return FALSE;
  if (*self->p == '"')
    return take_string (self);

  return take_literal (self, "null") || take_literal (self, "true") || take_literal (self, "false")
         || take_number (self);
}

/* "name": of a member. */
static gboolean
take_name (Cursor *self)
{
  skip_blanks (self);
  if (!take_string (self))
    return FALSE;
  skip_blanks (self);
  return take (self, ':');
}

/* Everything that may close behind a value; FALSE where no further value may follow: at the end with
 * *@depth 0, or an error with another one. */
static gboolean
close_all (Cursor     *self,
           const char *open,
           int        *depth)
{
  while (*depth > 0)
    {
      char innermost = open[*depth - 1];

      skip_blanks (self);
      if (take (self, ','))
        return innermost == '[' || take_name (self);
      if (!take (self, innermost == '{' ? '}' : ']'))
        return FALSE;
      (*depth)--;
    }

  return FALSE;
}

/**
 * rabta_json_is_object:
 * @text: valid UTF-8
 * @length: its length
 *
 * For texts from outside, before a parser builds a tree of them. Stricter than json-glib, which takes
 * comments and other things that no other reader would.
 *
 * Returns: whether it is a JSON object (RFC 8259), nested not more than 16 deep, and nothing else
 */
gboolean
rabta_json_is_object (const char *text,
                      gsize       length)
{
  Cursor self = { text, text + length };
  char open[MAX_DEPTH];
  int depth = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  skip_blanks (&self);
  if (self.p == self.end || *self.p != '{')
    return FALSE;

  for (;;)
    {
      skip_blanks (&self);
      if (self.p < self.end && (*self.p == '{' || *self.p == '['))
        {
          char bracket = *self.p++;

          if (depth == MAX_DEPTH)
            return FALSE;
          open[depth++] = bracket;
          skip_blanks (&self);
          if (self.p < self.end && *self.p != (bracket == '{' ? '}' : ']'))
            {
              if (bracket == '{' && !take_name (&self))
                return FALSE;
              continue;
            }
        }
      else if (!take_scalar (&self))
        {
          return FALSE;
        }

      if (!close_all (&self, open, &depth))
        break;
    }

  skip_blanks (&self);
  return depth == 0 && self.p == self.end;
}
