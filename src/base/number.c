/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include "base/text.h"

#include <string.h>

/* More digits than any amount has; 10^18 still fits 64 bits. */
#define MAX_DIGITS 18

static const struct
{
  const char *from;
  const char *to;
} replacements[] = {
  { "\u066b", "." }, /* Arabic decimal separator */
  { "\u066c", "," }, /* Arabic thousands separator */
  { "\u060c", "," }, /* Arabic comma */
  { "\u2212", "-" }, /* minus sign */
  { "\u2013", "-" }, /* en dash */
  { "\u00a0", " " }, /* no-break space */
  { "\u202f", " " }, /* narrow no-break space */
  { "\u200b", "" },  /* zero width space */
  { "\u200c", "" },
  { "\u200d", "" },
  { "\u200e", "" }, /* direction marks and embeddings, which right-to-left editors add */
  { "\u200f", "" },
  { "\u202a", "" },
  { "\u202b", "" },
  { "\u202c", "" },
  { "\u2066", "" },
  { "\u2067", "" },
  { "\u2068", "" },
  { "\u2069", "" },
  { "\u061c", "" },
  { "\ufeff", "" },
};

/* Groups are "1,234,567" or "12,34,567": the last has three digits, those between it and the first
 * all have two or all have three. Anything else, such as "12,50", is more likely a mistake. */
static gboolean
groups_are_regular (const guint *sizes,
                    guint        n)
{
  if (n == 1)
    return TRUE;

  if (sizes[0] < 1 || sizes[0] > 3 || sizes[n - 1] != 3)
    return FALSE;

  for (guint i = 1; i + 1 < n; i++)
    if ((sizes[i] != 2 && sizes[i] != 3) || sizes[i] != sizes[1])
      return FALSE;

  /* "123,45,678" is neither form. */
  return n < 3 || sizes[1] == 3 || sizes[0] <= 2;
}

static gboolean
scan_whole (const char **cursor,
            guint64     *whole)
{
  const char *p = *cursor;
  guint sizes[MAX_DIGITS];
  guint n_groups = 0;
  guint n_digits = 0;

  *whole = 0;

  for (;;)
    {
      guint size = 0;

      for (; g_ascii_isdigit (*p); p++, size++)
        {
          *whole = *whole * 10 + (guint64) (*p - '0');
          if (*whole > 0 && ++n_digits > MAX_DIGITS)
            return FALSE;
        }

      if (size == 0 || n_groups == G_N_ELEMENTS (sizes))
        return FALSE;

      sizes[n_groups++] = size;

      if (*p != ',')
        break;
      p++;
    }

  *cursor = p;
  return groups_are_regular (sizes, n_groups);
}

/**
 * rabta_number_prepare:
 * @text: what was typed, valid UTF-8
 *
 * Makes a number typed in any script ready for rabta_number_scan(): ASCII digits, "." before the
 * fraction, "," between groups, "-", no invisible marks, trimmed.
 *
 * Returns: (transfer full): the text
 */
char *
rabta_number_prepare (const char *text)
{
  g_autofree char *digits = NULL;
  GString *prepared;

  g_return_val_if_fail (text != NULL, NULL);

  digits = rabta_text_ascii_digits (text);
  prepared = g_string_sized_new (strlen (digits));

  for (const char *p = digits; *p != '\0';)
    {
      gsize length = 1;
      gsize i = G_N_ELEMENTS (replacements);

      if ((guchar) *p >= 0x80)
        for (i = 0; i < G_N_ELEMENTS (replacements); i++)
          {
            length = strlen (replacements[i].from);
            if (strncmp (p, replacements[i].from, length) == 0)
              break;
          }

      if (i < G_N_ELEMENTS (replacements))
        {
          g_string_append (prepared, replacements[i].to);
        }
      else
        {
          length = 1;
          g_string_append_c (prepared, *p);
        }

      p += length;
    }

  return g_strstrip (g_string_free (prepared, FALSE));
}

/**
 * rabta_number_scan:
 * @cursor: (inout): where to read, prepared by rabta_number_prepare(); moved behind the number
 * @number: (out): the number
 *
 * Reads digits, grouped the South Asian or the western way or not at all, and a fraction.
 *
 * Returns: whether there is such a number, of at most 18 digits on either side of the point
 */
gboolean
rabta_number_scan (const char  **cursor,
                   RabtaNumber  *number)
{
  const char *p;

  g_return_val_if_fail (cursor != NULL && *cursor != NULL, FALSE);
  g_return_val_if_fail (number != NULL, FALSE);

  memset (number, 0, sizeof *number);
  p = *cursor;

  if (*p != '.' && !scan_whole (&p, &number->whole))
    return FALSE;

  if (*p == '.' && g_ascii_isdigit (p[1]))
    {
      for (p++; g_ascii_isdigit (*p); p++)
        {
          if (++number->fraction_digits > MAX_DIGITS)
            return FALSE;
          number->fraction = number->fraction * 10 + (guint64) (*p - '0');
        }
    }
  else if (*p == '.' && p == *cursor)
    {
      return FALSE;
    }

  *cursor = p;
  return TRUE;
}

/**
 * rabta_number_scale:
 * @number: a number
 * @factor: what to multiply it by
 * @result: (out): the product
 *
 * Returns: whether the product is a whole number and fits a signed 64-bit integer
 */
gboolean
rabta_number_scale (const RabtaNumber *number,
                    guint64            factor,
                    guint64           *result)
{
  guint64 fraction;
  guint digits;
  guint64 unit = factor;
  guint64 part;

  g_return_val_if_fail (number != NULL, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  fraction = number->fraction;
  digits = number->fraction_digits;

  for (; digits > 0 && fraction % 10 == 0; digits--)
    fraction /= 10;

  for (; digits > 0; digits--)
    {
      if (unit % 10 != 0)
        return FALSE;
      unit /= 10;
    }

  return !__builtin_mul_overflow (number->whole, factor, result)
         && !__builtin_mul_overflow (fraction, unit, &part)
         && !__builtin_add_overflow (*result, part, result)
         && *result <= G_MAXINT64;
}
