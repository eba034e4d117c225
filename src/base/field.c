/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/field.h"
#include "base/field-private.h"

#include "base/error.h"
#include "base/money.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HUNDREDTHS 100

/* Digits without a sign, a leading zero or an overflow. */
static gboolean
scan_canonical (const char **cursor,
                guint64     *number)
{
  const char *p = *cursor;

  if (!g_ascii_isdigit (*p) || (p[0] == '0' && g_ascii_isdigit (p[1])))
    return FALSE;

  for (*number = 0; g_ascii_isdigit (*p); p++)
    if (__builtin_mul_overflow (*number, 10, number)
        || __builtin_add_overflow (*number, (guint64) (*p - '0'), number))
      return FALSE;

  *cursor = p;
  return TRUE;
}

/* "-12", or with two decimals "-12.00", exactly as rabta_value_to_text() writes them. */
static gboolean
parse_canonical (const char *text,
                 gboolean    has_hundredths,
                 RabtaValue *self)
{
  const char *p = text;
  gboolean is_negative = *p == '-';
  guint64 number;

  if (is_negative)
    p++;

  if (!scan_canonical (&p, &number))
    return FALSE;

  if (has_hundredths)
    {
      if (p[0] != '.' || !g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2])
          || __builtin_mul_overflow (number, HUNDREDTHS, &number)
          || __builtin_add_overflow (number, (guint64) ((p[1] - '0') * 10 + (p[2] - '0')), &number))
        return FALSE;
      p += 3;
    }

  if (*p != '\0' || (is_negative && number == 0)
      || number > (guint64) G_MAXINT64 + (is_negative ? 1 : 0))
    return FALSE;

  rabta_value_set_integer (self, is_negative ? (gint64) (0 - number) : (gint64) number);
  return TRUE;
}

static gboolean
is_canonical_decimal (const char *text)
{
  const char *p = *text == '-' ? text + 1 : text;
  gsize digits = strspn (p, "0123456789");

  if (digits == 0 || (digits > 1 && *p == '0'))
    return FALSE;

  p += digits;
  if (*p == '.')
    {
      digits = strspn (p + 1, "0123456789");
      if (digits == 0)
        return FALSE;
      p += 1 + digits;
    }

  return *p == '\0';
}

/* Leaves @self null where the value is @text itself. */
static gboolean
parse_kind (RabtaFieldKind  kind,
            const char     *text,
            RabtaValue     *self)
{
  switch (kind)
    {
    case RABTA_FIELD_INTEGER:
      return parse_canonical (text, FALSE, self);

    case RABTA_FIELD_MONEY:
    case RABTA_FIELD_PERCENT:
      return parse_canonical (text, TRUE, self);

    case RABTA_FIELD_BOOLEAN:
      if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
        return FALSE;
      rabta_value_set_integer (self, *text == 't');
      return TRUE;

    case RABTA_FIELD_REFERENCE:
      if (!rabta_uuid_parse (text, &self->id))
        return FALSE;
      self->type = RABTA_VALUE_ID;
      return TRUE;

    case RABTA_FIELD_DECIMAL:
      return is_canonical_decimal (text);

    case RABTA_FIELD_DATE:
      return rabta_date_is_valid (text);

    case RABTA_FIELD_INSTANT:
      return rabta_instant_is_valid (text);

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_CHOICE:
    default:
      return TRUE;
    }
}

/**
 * rabta_value_clear:
 * @self: a value
 *
 * Makes @self null and frees its text.
 */
void
rabta_value_clear (RabtaValue *self)
{
  g_return_if_fail (self != NULL);

  if (self->type == RABTA_VALUE_TEXT)
    g_free (self->text);

  memset (self, 0, sizeof *self);
}

/**
 * rabta_value_copy:
 * @from: a value
 * @to: (out): a cleared value, which becomes a copy
 */
void
rabta_value_copy (const RabtaValue *from,
                  RabtaValue       *to)
{
  g_return_if_fail (from != NULL);
  g_return_if_fail (to != NULL);

  *to = *from;
  if (from->type == RABTA_VALUE_TEXT)
    to->text = g_strdup (from->text);
}

/**
 * rabta_value_equal:
 * @a: a value
 * @b: another
 *
 * Returns: whether both are null, or of one type and equal
 */
gboolean
rabta_value_equal (const RabtaValue *a,
                   const RabtaValue *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case RABTA_VALUE_INTEGER:
      return a->integer == b->integer;

    case RABTA_VALUE_TEXT:
      return g_strcmp0 (a->text, b->text) == 0;

    case RABTA_VALUE_ID:
      return rabta_uuid_equal (&a->id, &b->id);

    case RABTA_VALUE_NULL:
    default:
      return TRUE;
    }
}

/**
 * rabta_value_parse:
 * @field: the field
 * @text: (nullable): a text written by rabta_value_to_text()
 * @self: (out): a cleared value, which receives the result; null for an empty text
 * @error: return location for an error
 *
 * Reads the one canonical form of our own files, and nothing else. Texts are taken exactly as they
 * are if XML can carry them: the rule of @field's format is not applied, for a merge has to keep
 * what another office accepted.
 *
 * Returns: whether @text is such a form; else @error is %RABTA_ERROR_INVALID
 */
gboolean
rabta_value_parse (const RabtaField  *field,
                   const char        *text,
                   RabtaValue        *self,
                   GError           **error)
{
  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (self != NULL, FALSE);

  memset (self, 0, sizeof *self);
  if (text == NULL || *text == '\0')
    return TRUE;

  if (!rabta_text_is_xml_legal (text, -1))
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      return rabta_field_refuse (field, valid, error);
    }

  if (!parse_kind (field->kind, text, self))
    return rabta_field_refuse (field, text, error);

  if (self->type == RABTA_VALUE_NULL)
    rabta_value_take_text (self, g_strdup (text));
  return TRUE;
}

/**
 * rabta_value_to_text:
 * @field: the field
 * @self: a value of its type
 *
 * Returns: (transfer full) (nullable): the one canonical text of @self, which rabta_value_parse()
 *   reads back; %NULL for null
 */
char *
rabta_value_to_text (const RabtaField *field,
                     const RabtaValue *self)
{
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->type)
    {
    case RABTA_VALUE_INTEGER:
      if (field->kind == RABTA_FIELD_BOOLEAN)
        return g_strdup (self->integer != 0 ? "true" : "false");
      if (field->kind == RABTA_FIELD_MONEY || field->kind == RABTA_FIELD_PERCENT)
        return rabta_money_format (self->integer, RABTA_MONEY_PLAIN);
      return g_strdup_printf ("%" G_GINT64_FORMAT, self->integer);

    case RABTA_VALUE_TEXT:
      return g_strdup (self->text);

    case RABTA_VALUE_ID:
      return rabta_uuid_to_string (&self->id);

    case RABTA_VALUE_NULL:
    default:
      return NULL;
    }
}

/**
 * rabta_field_value_type:
 * @field: a field
 *
 * Returns: the type of the values of @field that are not null
 */
RabtaValueType
rabta_field_value_type (const RabtaField *field)
{
  g_return_val_if_fail (field != NULL, RABTA_VALUE_NULL);

  switch (field->kind)
    {
    case RABTA_FIELD_INTEGER:
    case RABTA_FIELD_MONEY:
    case RABTA_FIELD_PERCENT:
    case RABTA_FIELD_BOOLEAN:
      return RABTA_VALUE_INTEGER;

    case RABTA_FIELD_REFERENCE:
      return RABTA_VALUE_ID;

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_DECIMAL:
    case RABTA_FIELD_DATE:
    case RABTA_FIELD_INSTANT:
    case RABTA_FIELD_CHOICE:
    default:
      return RABTA_VALUE_TEXT;
    }
}

/**
 * rabta_field_max_length:
 * @field: a field
 *
 * Returns: how many characters its text may have
 */
gsize
rabta_field_max_length (const RabtaField *field)
{
  g_return_val_if_fail (field != NULL, 0);

  return field->kind == RABTA_FIELD_LONG_TEXT ? RABTA_FIELD_MAX_TEXT : RABTA_FIELD_MAX_LINE;
}

/**
 * rabta_field_is_too_long:
 * @field: a field
 * @text: a text, valid UTF-8
 *
 * Returns: whether @text has more characters than @field may hold
 */
gboolean
rabta_field_is_too_long (const RabtaField *field,
                         const char       *text)
{
  gsize limit = rabta_field_max_length (field);

  /* Few texts have more bytes than that, so few are counted. */
  return strlen (text) > limit && (gsize) g_utf8_strlen (text, -1) > limit;
}

/**
 * rabta_value_take_text: (skip)
 * @self: a cleared value
 * @text: (nullable) (transfer full): its text
 */
void
rabta_value_take_text (RabtaValue *self,
                       char       *text)
{
  self->type = text != NULL ? RABTA_VALUE_TEXT : RABTA_VALUE_NULL;
  self->text = text;
}

/**
 * rabta_value_set_integer: (skip)
 * @self: a cleared value
 * @integer: its integer
 */
void
rabta_value_set_integer (RabtaValue *self,
                         gint64      integer)
{
  self->type = RABTA_VALUE_INTEGER;
  self->integer = integer;
}

/**
 * rabta_field_refuse: (skip)
 * @field: a field
 * @text: what it cannot hold, valid UTF-8
 * @error: return location for the error, a sentence that begins with the heading
 *
 * Returns: %FALSE
 */
gboolean
rabta_field_refuse (const RabtaField  *field,
                    const char        *text,
                    GError           **error)
{
  const char *heading = field->heading != NULL ? _(field->heading) : field->name;

  switch (field->kind)
    {
    case RABTA_FIELD_INTEGER:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not a whole number."), heading, text);
      break;

    case RABTA_FIELD_DECIMAL:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not a number."), heading, text);
      break;

    case RABTA_FIELD_MONEY:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not an amount."), heading, text);
      break;

    case RABTA_FIELD_PERCENT:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not a percentage with at most two decimals."), heading, text);
      break;

    case RABTA_FIELD_DATE:
    case RABTA_FIELD_INSTANT:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not a date."), heading, text);
      break;

    case RABTA_FIELD_BOOLEAN:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is neither yes nor no."), heading, text);
      break;

    case RABTA_FIELD_REFERENCE:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s: “%s” is not the id of a record."), heading, text);
      break;

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_CHOICE:
    default:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("%s holds characters that cannot be stored."), heading);
      break;
    }

  return FALSE;
}
