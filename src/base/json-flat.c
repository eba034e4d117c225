/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

typedef struct
{
  const char *p; /* in a text that ends with NUL */
  GString    *name;
  GString    *text;
} Reading;

static gboolean
take (Reading    *self,
      const char *token)
{
  gsize length = strlen (token);

  if (strncmp (self->p, token, length) != 0)
    return FALSE;
  self->p += length;

  return TRUE;
}

static gboolean
take_code_unit (Reading  *self,
                gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, self->p++)
    {
      int digit = g_ascii_xdigit_value (*self->p);

      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | (gunichar) digit;
    }

  return TRUE;
}

static gboolean
take_unicode (Reading *self,
              GString *string)
{
  gunichar high, low;

  if (!take_code_unit (self, &high) || high == 0)
    return FALSE;
  if (high >= 0xd800 && high < 0xdc00)
    {
      if (!take (self, "\\u") || !take_code_unit (self, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (high >= 0xdc00 && high < 0xe000)
    return FALSE;
  g_string_append_unichar (string, high);

  return TRUE;
}

static gboolean
take_escape (Reading *self,
             GString *string)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (*self->p == 'u')
    {
      self->p++;
      return take_unicode (self, string);
    }
  found = *self->p != '\0' ? strchr (from, *self->p) : NULL;
  if (found == NULL)
    return FALSE;
  g_string_append_c (string, to[found - from]);
  self->p++;

  return TRUE;
}

static gboolean
take_string (Reading *self,
             GString *string)
{
  g_string_truncate (string, 0);
  if (*self->p != '"')
    return FALSE;
  self->p++;
  for (;;)
    {
      const char *start = self->p;

      while ((guchar) *self->p >= 0x20 && *self->p != '"' && *self->p != '\\')
        self->p++;
      g_string_append_len (string, start, self->p - start);
      if (*self->p == '"')
        {
          self->p++;
          return TRUE;
        }
      if (*self->p != '\\')
        return FALSE;
      self->p++;
      if (!take_escape (self, string))
        return FALSE;
    }
}

static gboolean
take_integer (Reading *self,
              gint64  *integer)
{
  char *end;

  if (!g_ascii_isdigit (*self->p) && *self->p != '-')
    return FALSE;
  *integer = g_ascii_strtoll (self->p, &end, 10);
  if (end == self->p || *integer == G_MAXINT64 || *integer == G_MININT64 || strchr (".eE", *end) != NULL)
    return FALSE;
  self->p = end;

  return TRUE;
}

static gboolean
take_scalar (Reading         *self,
             RabtaJsonScalar *value)
{
  *value = (RabtaJsonScalar) { RABTA_JSON_NULL };
  if (take (self, "null"))
    return TRUE;
  if (*self->p == '"')
    {
      value->type = RABTA_JSON_STRING;
      if (!take_string (self, self->text))
        return FALSE;
      value->text = self->text->str;
      return TRUE;
    }
  value->type = RABTA_JSON_INTEGER;

  return take_integer (self, &value->integer);
}

static RabtaJsonResult
read_members (Reading             *self,
              RabtaJsonMemberFunc  func,
              gpointer             user_data)
{
  RabtaJsonScalar value;

  if (take (self, "}"))
    return RABTA_JSON_READ;
  do
    {
      if (!take_string (self, self->name) || !take (self, ":") || !take_scalar (self, &value))
        return RABTA_JSON_DIFFERENT;
      if (!func (self->name->str, &value, user_data))
        return RABTA_JSON_STOPPED;
    }
  while (take (self, ","));

  return take (self, "}") ? RABTA_JSON_READ : RABTA_JSON_DIFFERENT;
}

/**
 * rabta_json_read_flat:
 * @text: valid UTF-8
 * @member: name of the one member that is expected
 * @func: called for each member of it, in their order
 * @user_data: for @func
 *
 * Reads {"member":{"name":value,…}} without blanks, its values strings, integers or null: the form that
 * this program writes. Anything else is not wrong, but another reader's work.
 *
 * Returns: whether all of it was read
 */
RabtaJsonResult
rabta_json_read_flat (const char          *text,
                      const char          *member,
                      RabtaJsonMemberFunc  func,
                      gpointer             user_data)
{
  g_autoptr (GString) name = g_string_sized_new (64);
  g_autoptr (GString) value = g_string_sized_new (256);
  Reading self = { text, name, value };
  RabtaJsonResult result;

  if (!take (&self, "{") || !take_string (&self, name) || strcmp (name->str, member) != 0 || !take (&self, ":{"))
    return RABTA_JSON_DIFFERENT;
  result = read_members (&self, func, user_data);
  if (result == RABTA_JSON_READ && strcmp (self.p, "}") != 0)
    return RABTA_JSON_DIFFERENT;

  return result;
}
