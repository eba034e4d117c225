/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/field.h"
#include "base/field-private.h"

#include "base/error.h"
#include "base/money.h"
#include "base/number.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HUNDREDTHS 100

/* Answers as rabta_text_fold() leaves them. */
static const char *const yes_words[] = {
  "true", "yes", "y", "1", "haan", "han", "ji", "ji haan", "ہاں", "جی", "جی ہاں",
};

static const char *const no_words[] = {
  "false", "no", "n", "0", "nahi", "nahin", "نہیں", "جی نہیں",
};

static gboolean
is_one_of (const char        *word,
           const char *const *words,
           gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a sign stands before the number; what follows is left in @cursor. */
static gboolean
scan_signed (const char  **cursor,
             RabtaNumber  *number,
             gboolean     *is_negative)
{
  *is_negative = **cursor == '-';
  if (**cursor == '-' || **cursor == '+')
    (*cursor)++;

  return rabta_number_scan (cursor, number);
}

static gboolean
parse_loose_integer (const char *text,
                     RabtaValue *self)
{
  g_autofree char *prepared = rabta_number_prepare (text);
  const char *p = prepared;
  RabtaNumber number;
  gboolean is_negative;
  guint64 whole;

  if (!scan_signed (&p, &number, &is_negative) || *p != '\0'
      || !rabta_number_scale (&number, 1, &whole))
    return FALSE;

  rabta_value_set_integer (self, is_negative ? -(gint64) whole : (gint64) whole);
  return TRUE;
}

static gboolean
parse_loose_percent (const char  *text,
                     RabtaValue  *self,
                     char       **warning)
{
  g_autofree char *prepared = rabta_number_prepare (text);
  const char *p = prepared;
  RabtaNumber number;
  gboolean is_negative;
  gboolean has_sign = FALSE;
  guint64 hundredths;

  if (!scan_signed (&p, &number, &is_negative)
      || !rabta_number_scale (&number, HUNDREDTHS, &hundredths))
    return FALSE;

  while (*p == ' ')
    p++;

  if (*p == '%')
    {
      has_sign = TRUE;
      p++;
    }
  else if (g_str_has_prefix (p, "\u066a"))
    {
      has_sign = TRUE;
      p += strlen ("\u066a");
    }
  else if (g_ascii_strcasecmp (p, "percent") == 0 || g_ascii_strcasecmp (p, "per cent") == 0)
    {
      has_sign = TRUE;
      p += strlen (p);
    }

  if (*p != '\0')
    return FALSE;

  /* A spreadsheet keeps 51 % as 0.51. */
  if (!has_sign && number.fraction_digits > 0 && hundredths > 0 && hundredths <= HUNDREDTHS
      && warning != NULL && *warning == NULL)
    *warning = g_strdup_printf (_("“%s” was taken as less than one percent."), text);

  rabta_value_set_integer (self, is_negative ? -(gint64) hundredths : (gint64) hundredths);
  return TRUE;
}

/* Keeps the digits as typed: "012.50" becomes "12.50". */
static char *
parse_loose_decimal (const char *text)
{
  g_autofree char *prepared = rabta_number_prepare (text);
  const char *p = prepared;
  RabtaNumber number;
  gboolean is_negative;

  if (!scan_signed (&p, &number, &is_negative) || *p != '\0')
    return NULL;

  if (number.whole == 0 && number.fraction == 0)
    is_negative = FALSE;

  if (number.fraction_digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, is_negative ? "-" : "", number.whole);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, is_negative ? "-" : "",
                          number.whole, (int) number.fraction_digits, number.fraction);
}

static gboolean
parse_loose_boolean (const char *text,
                     RabtaValue *self)
{
  g_autofree char *folded = rabta_text_fold (text);

  if (is_one_of (folded, yes_words, G_N_ELEMENTS (yes_words)) || strcmp (text, "✓") == 0
      || strcmp (text, "✔") == 0)
    rabta_value_set_integer (self, 1);
  else if (is_one_of (folded, no_words, G_N_ELEMENTS (no_words)))
    rabta_value_set_integer (self, 0);
  else
    return FALSE;

  return TRUE;
}

/* An instant with a zone, a date with a time of day here, or a date, of which it is the beginning. */
static gboolean
parse_loose_instant (const char      *text,
                     RabtaDateOrder   order,
                     RabtaValue      *self,
                     GError         **error)
{
  g_autofree char *iso = g_strdup (text);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = NULL;
  char date[RABTA_DATE_SIZE];
  char instant[RABTA_INSTANT_SIZE];

  if (strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';

  moment = g_date_time_new_from_iso8601 (iso, local);

  if (moment == NULL)
    {
      g_free (iso);
      iso = NULL;
      if (!rabta_date_parse (text, order, date, error))
        return FALSE;

      iso = g_strconcat (date, "T00:00:00", NULL);
      moment = g_date_time_new_from_iso8601 (iso, local);
    }

  rabta_instant_from_ms (g_date_time_to_unix (moment) * 1000, instant);
  rabta_value_take_text (self, g_strdup (instant));
  return TRUE;
}

static gboolean
prefix_error (const RabtaField  *field,
              GError           **error)
{
  if (error != NULL && *error != NULL)
    g_prefix_error (error, "%s: ", field->heading != NULL ? _(field->heading) : field->name);

  return FALSE;
}

static gboolean
parse_loose_text (const RabtaField  *field,
                  const char        *clean,
                  RabtaValue        *self,
                  char             **warning,
                  GError           **error)
{
  char *text;

  if (rabta_field_is_too_long (field, clean))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("The text is longer than %d characters."),
                   (int) rabta_field_max_length (field));
      return prefix_error (field, error);
    }

  if (field->format == RABTA_FORMAT_NONE)
    {
      rabta_value_take_text (self, g_strdup (clean));
      return TRUE;
    }

  text = rabta_identifier_normalise (field->format, clean, warning, error);
  if (text == NULL)
    return prefix_error (field, error);

  rabta_value_take_text (self, text);
  return TRUE;
}

/* The kinds that hold numbers; a number that a spreadsheet shortened is refused. */
static gboolean
parse_loose_number (const RabtaField  *field,
                    const char        *clean,
                    RabtaValue        *self,
                    char             **warning,
                    GError           **error)
{
  gboolean is_read = FALSE;
  gint64 paisa;

  if (rabta_identifier_is_damaged (clean))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” was shortened by a spreadsheet; enter the number in full."), clean);
      return prefix_error (field, error);
    }

  if (field->kind == RABTA_FIELD_MONEY)
    {
      if (!rabta_money_parse (clean, &paisa, error))
        return prefix_error (field, error);
      rabta_value_set_integer (self, paisa);
      return TRUE;
    }

  if (field->kind == RABTA_FIELD_INTEGER)
    is_read = parse_loose_integer (clean, self);
  else if (field->kind == RABTA_FIELD_PERCENT)
    is_read = parse_loose_percent (clean, self, warning);
  else
    rabta_value_take_text (self, parse_loose_decimal (clean));

  return is_read || self->type != RABTA_VALUE_NULL || rabta_field_refuse (field, clean, error);
}

/**
 * rabta_value_parse_loose:
 * @field: the field
 * @text: (nullable): what a person typed or a spreadsheet holds
 * @order: what comes first in a date made of numbers only
 * @self: (out): a cleared value, which receives the result; null for an empty text
 * @warning: (out) (optional) (nullable) (transfer full): a sentence, when the value is taken although
 *   something about it is odd
 * @error: return location for an error
 *
 * Reads a value as people write it and applies the rule of the field's format. Choices are only
 * cleaned: who knows the code list finds the code.
 *
 * Returns: whether @text could be read; else @error is %RABTA_ERROR_INVALID and begins with the
 *   field's heading
 */
gboolean
rabta_value_parse_loose (const RabtaField  *field,
                         const char        *text,
                         RabtaDateOrder     order,
                         RabtaValue        *self,
                         char             **warning,
                         GError           **error)
{
  g_autofree char *clean = NULL;
  char date[RABTA_DATE_SIZE];

  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (self != NULL, FALSE);

  memset (self, 0, sizeof *self);
  if (warning != NULL)
    *warning = NULL;

  clean = rabta_text_clean (text, field->kind == RABTA_FIELD_LONG_TEXT);
  if (clean == NULL)
    return TRUE;

  switch (field->kind)
    {
    case RABTA_FIELD_INTEGER:
    case RABTA_FIELD_MONEY:
    case RABTA_FIELD_PERCENT:
    case RABTA_FIELD_DECIMAL:
      return parse_loose_number (field, clean, self, warning, error);

    case RABTA_FIELD_DATE:
      if (!rabta_date_parse (clean, order, date, error))
        return prefix_error (field, error);
      rabta_value_take_text (self, g_strdup (date));
      return TRUE;

    case RABTA_FIELD_INSTANT:
      return parse_loose_instant (clean, order, self, error) || prefix_error (field, error);

    case RABTA_FIELD_BOOLEAN:
      return parse_loose_boolean (clean, self) || rabta_field_refuse (field, clean, error);

    case RABTA_FIELD_REFERENCE:
      if (!rabta_uuid_parse (clean, &self->id))
        return rabta_field_refuse (field, clean, error);
      self->type = RABTA_VALUE_ID;
      return TRUE;

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_CHOICE:
    default:
      return parse_loose_text (field, clean, self, warning, error);
    }
}
