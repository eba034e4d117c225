/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include "base/error.h"
#include "base/identifier.h"
#include "base/number.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAISA_PER_RUPEE 100

/* Words as rabta_text_fold() leaves them. */
static const struct
{
  const char *word;
  guint64     factor;
} multipliers[] = {
  { "thousand", 1000 },
  { "k", 1000 },
  { "ہزار", 1000 },
  { "lakh", 100000 },
  { "lakhs", 100000 },
  { "lac", 100000 },
  { "lacs", 100000 },
  { "لاکہ", 100000 },
  { "million", 1000000 },
  { "millions", 1000000 },
  { "mln", 1000000 },
  { "mn", 1000000 },
  { "m", 1000000 },
  { "ملین", 1000000 },
  { "crore", 10000000 },
  { "crores", 10000000 },
  { "cr", 10000000 },
  { "کروڑ", 10000000 },
  { "billion", 1000000000 },
  { "bn", 1000000000 },
  { "بلین", 1000000000 },
  { "arab", 1000000000 },
  { "ارب", 1000000000 },
};

static const char *const currency_words[] = {
  "pkr", "rs", "re", "rupee", "rupees", "only", "روپے", "روپیہ", "روپیے",
};

typedef enum
{
  PARSE_OK,
  PARSE_NOT_MONEY,
  PARSE_TOO_LARGE,
} ParseResult;

static guint64
find_multiplier (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (strcmp (word, multipliers[i].word) == 0)
      return multipliers[i].factor;

  return 0;
}

static gboolean
is_currency (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (currency_words); i++)
    if (strcmp (word, currency_words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

/* Takes a word and folds it; its abbreviating point, as in "Rs.", goes with it. */
static char *
take_word (const char **cursor)
{
  const char *start = *cursor;
  g_autofree char *word = NULL;

  while (is_word_char (**cursor))
    (*cursor)++;

  word = g_strndup (start, (gsize) (*cursor - start));
  if (**cursor == '.')
    (*cursor)++;

  if (strcmp (word, "₨") == 0)
    return g_strdup ("rs");

  return rabta_text_fold (word);
}

static void
skip_blanks (const char **cursor)
{
  while (g_ascii_isspace (**cursor))
    (*cursor)++;
}

static void
skip_currency (const char **cursor)
{
  for (;;)
    {
      const char *p = *cursor;
      g_autofree char *word = NULL;

      skip_blanks (&p);
      word = take_word (&p);
      if (!is_currency (word))
        return;
      *cursor = p;
    }
}

/* "2 crore 50 lakh": each term is smaller than the one before. */
static ParseResult
scan_terms (const char **cursor,
            guint64     *paisa)
{
  guint64 previous = G_MAXUINT64;

  *paisa = 0;

  do
    {
      g_autofree char *word = NULL;
      RabtaNumber number;
      guint64 factor;
      guint64 part;
      const char *p;

      if (!rabta_number_scan (cursor, &number))
        return PARSE_NOT_MONEY;

      p = *cursor;
      skip_blanks (&p);
      word = take_word (&p);
      factor = find_multiplier (word);

      if (factor != 0)
        *cursor = p;
      else
        factor = 1;

      if (factor >= previous)
        return PARSE_NOT_MONEY;
      previous = factor;

      if (!rabta_number_scale (&number, factor * PAISA_PER_RUPEE, &part)
          || __builtin_add_overflow (*paisa, part, paisa) || *paisa > G_MAXINT64)
        return PARSE_TOO_LARGE;

      skip_blanks (cursor);
    }
  while (previous > 1 && g_ascii_isdigit (**cursor));

  return PARSE_OK;
}

static ParseResult
parse_prepared (const char *p,
                gint64     *paisa)
{
  gboolean negative = FALSE;
  gboolean bracketed = *p == '(';
  ParseResult result;
  guint64 amount;

  if (bracketed)
    p++;

  for (int i = 0; i < 2; i++)
    {
      skip_currency (&p);
      skip_blanks (&p);
      if (*p == '-' && !negative)
        {
          negative = TRUE;
          p++;
        }
      skip_blanks (&p);
    }

  result = scan_terms (&p, &amount);
  if (result != PARSE_OK)
    return result;

  /* "/-" and "/=" close an amount, so that nothing can be added to it. */
  if (p[0] == '/' && (p[1] == '-' || p[1] == '='))
    p += 2;
  skip_currency (&p);
  skip_blanks (&p);

  if (bracketed && *p++ != ')')
    return PARSE_NOT_MONEY;
  if (*p != '\0' || (bracketed && negative))
    return PARSE_NOT_MONEY;

  *paisa = negative || bracketed ? -(gint64) amount : (gint64) amount;
  return PARSE_OK;
}

static char *
group_digits (guint64 number,
              guint   group_size)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *grouped = g_string_sized_new (length * 2);

  for (gsize i = 0; i < length; i++)
    {
      gsize left = length - i;

      if (i > 0 && left >= 3 && (left - 3) % group_size == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, digits[i]);
    }

  return g_string_free (grouped, FALSE);
}

/**
 * rabta_money_parse:
 * @text: what was typed
 * @paisa: (out): the amount in paisa
 * @error: return location for an error
 *
 * Reads an amount of rupees as people and spreadsheets write it: "PKR 12,500.50",
 * "Rs. 1,00,00,000/-", "2.5 million", "1 crore 20 lakh", "(500)", in digits of either script. What
 * a spreadsheet has rounded ("3.5E+12"), another currency, irregular grouping and fractions of a
 * paisa are refused rather than guessed.
 *
 * Returns: whether @text is an amount; else @error is %RABTA_ERROR_INVALID
 */
gboolean
rabta_money_parse (const char  *text,
                   gint64      *paisa,
                   GError     **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *prepared = NULL;
  ParseResult result = PARSE_NOT_MONEY;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (paisa != NULL, FALSE);

  clean = rabta_text_clean (text, FALSE);

  if (clean != NULL)
    {
      prepared = rabta_number_prepare (clean);

      if (rabta_identifier_is_damaged (prepared))
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("“%s” was shortened by a spreadsheet; enter the amount in full."), clean);
          return FALSE;
        }

      result = parse_prepared (prepared, paisa);
    }

  if (result == PARSE_OK)
    return TRUE;

  if (result == PARSE_TOO_LARGE)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                 _("The amount “%s” is too large, or is not a whole number of paisa."), clean);
  else
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                 _("“%s” is not an amount in rupees, such as 1,00,000 or 2.5 million."),
                 clean != NULL ? clean : "");

  return FALSE;
}

/**
 * rabta_money_format:
 * @paisa: an amount in paisa
 * @style: how to write it
 *
 * Writes an amount. rabta_money_parse() reads each style back, that in millions with its rounding
 * to ten thousand rupees, half away from zero.
 *
 * Returns: (transfer full): the text
 */
char *
rabta_money_format (gint64          paisa,
                    RabtaMoneyStyle style)
{
  const char *sign = paisa < 0 ? "-" : "";
  guint64 amount = paisa < 0 ? 0 - (guint64) paisa : (guint64) paisa;
  guint64 rupees = amount / PAISA_PER_RUPEE;
  guint rest = (guint) (amount % PAISA_PER_RUPEE);
  g_autofree char *grouped = NULL;
  g_autofree char *number = NULL;

  switch (style)
    {
    case RABTA_MONEY_GROUPED:
      grouped = group_digits (rupees, 2);
      number = rest == 0 ? g_strconcat (sign, grouped, NULL)
                         : g_strdup_printf ("%s%s.%02u", sign, grouped, rest);
      /* Translators: an amount of Pakistani rupees. */
      return g_strdup_printf (_("PKR %s"), number);

    case RABTA_MONEY_MILLIONS:
      amount = amount / 1000000 + (amount % 1000000 >= 500000 ? 1 : 0);
      grouped = group_digits (amount / 100, 3);
      number = g_strdup_printf ("%s%s.%02u", amount == 0 ? "" : sign, grouped,
                                (guint) (amount % 100));
      /* Translators: an amount of Pakistani rupees, in millions. */
      return g_strdup_printf (_("PKR %s million"), number);

    case RABTA_MONEY_PLAIN:
    default:
      return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", sign, rupees, rest);
    }
}
