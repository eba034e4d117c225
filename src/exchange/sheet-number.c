/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of a sheet as the officer saw them there: a spreadsheet keeps dates, percentages and
 * telephone numbers as plain numbers, and only the number format says which is which. ECMA-376 part 1,
 * 18.8.30 (built-in formats), 18.8.31 (format codes), 18.17.4 (dates). */
#include "exchange/sheet-number.h"

#include <math.h>
#include <string.h>

/* A number of sixteen digits and more is not kept in full by spreadsheets. */
#define MOST_WHOLE 1e16

/* 31 December 9999, the last day that spreadsheets know. */
#define LAST_DAY 2958465

#define SECONDS_PER_DAY 86400

/* What a format code consists of, beside its literal text. */
typedef struct
{
  gboolean has_date;
  gboolean has_time;
  gboolean has_month; /* or minutes */
  gboolean has_percent;
  gboolean has_other;
  guint    n_zeros;
  GString *mask;
} Parts;

/* One character of a code that stands for part of the number. */
static void
take_sign (Parts *parts,
           char   c)
{
  switch (g_ascii_tolower (c))
    {
    case 'y':
    case 'd':
      parts->has_date = TRUE;
      break;
    case 'h':
    case 's':
      parts->has_time = TRUE;
      break;
    case 'm':
      parts->has_month = TRUE;
      break;
    case '%':
      parts->has_percent = TRUE;
      break;
    case '0':
      parts->n_zeros++;
      g_string_append_c (parts->mask, '0');
      break;
    case '-':
    case ' ':
      g_string_append_c (parts->mask, c);
      break;
    default:
      parts->has_other = TRUE;
    }
}

/* Looks through the first section of a code, which is the one of positive numbers. */
static void
read_code (const char *code,
           Parts      *parts)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      const char *end;

      if (*p == '"' || *p == '[')
        {
          end = strchr (p + 1, *p == '"' ? '"' : ']');
          if (end == NULL)
            return;
          /* [h] and [mm] are times that go beyond a day; others are colours, places, conditions. */
          if (*p == '[' && strchr ("hHmMsS", p[1]) != NULL)
            parts->has_time = TRUE;
          else if (*p == '"' && end - p == 2 && (p[1] == '-' || p[1] == ' '))
            g_string_append_c (parts->mask, p[1]);
          else if (*p == '"' && end - p > 1)
            parts->has_other = TRUE;
          p = end;
        }
      else if (*p == '\\' || *p == '_' || *p == '*')
        {
          if (p[1] == '\0')
            return;
          if (*p == '\\' && (p[1] == '-' || p[1] == ' '))
            g_string_append_c (parts->mask, p[1]);
          else if (*p == '\\')
            parts->has_other = TRUE;
          p++;
        }
      else if (g_ascii_strncasecmp (p, "general", 7) == 0)
        {
          parts->has_other = TRUE;
          p += 6;
        }
      else
        {
          take_sign (parts, *p);
        }
    }
}

/**
 * rabta_sheet_format_parse: (skip)
 * @code: a number format, "dd/mm/yyyy" or "0000-0000000"
 * @format: (out): what it shows
 */
void
rabta_sheet_format_parse (const char       *code,
                          RabtaSheetFormat *format)
{
  Parts parts = { .mask = g_string_new (NULL) };

  read_code (code, &parts);
  format->mask = NULL;
  if (parts.has_date || (parts.has_month && !parts.has_time))
    format->shape = parts.has_time ? RABTA_SHEET_MOMENT : RABTA_SHEET_DATE;
  else if (parts.has_time)
    format->shape = RABTA_SHEET_TIME;
  else if (parts.has_percent)
    format->shape = RABTA_SHEET_PERCENT;
  else if (parts.n_zeros > 1 && !parts.has_other)
    format->shape = RABTA_SHEET_MASK;
  else
    format->shape = RABTA_SHEET_PLAIN;

  if (format->shape == RABTA_SHEET_MASK)
    format->mask = g_strdup (parts.mask->str);
  g_string_free (parts.mask, TRUE);
}

/**
 * rabta_sheet_format_built_in: (skip)
 * @id: number of a format that files do not spell out
 * @format: (out): what it shows
 */
void
rabta_sheet_format_built_in (guint             id,
                             RabtaSheetFormat *format)
{
  *format = (RabtaSheetFormat) { RABTA_SHEET_PLAIN, NULL };

  if (id == 9 || id == 10)
    format->shape = RABTA_SHEET_PERCENT;
  else if (id == 22)
    format->shape = RABTA_SHEET_MOMENT;
  else if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35))
    format->shape = RABTA_SHEET_TIME;
  else if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    format->shape = RABTA_SHEET_DATE;
}

/**
 * rabta_sheet_format_clear: (skip)
 * @format: a format
 */
void
rabta_sheet_format_clear (RabtaSheetFormat *format)
{
  g_clear_pointer (&format->mask, g_free);
}

/* Whole numbers in full, for that is what a CNIC or a telephone number is; larger ones in the short
 * form that spreadsheets show, by which they are recognised as damaged. */
static char *
print_plain (double number)
{
  if (number == floor (number))
    return g_strdup_printf (fabs (number) < MOST_WHOLE ? "%.0f" : "%.5E", number);

  return g_strdup_printf ("%.15g", number);
}

static char *
print_mask (const char *mask,
            double      number)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", number);
  GString *text = g_string_new (NULL);
  gsize n_zeros = 0;
  gsize n_digits = strlen (digits);
  gsize taken = 0;

  for (const char *p = mask; *p != '\0'; p++)
    n_zeros += *p == '0';

  /* What is longer than the mask goes before it. */
  if (n_digits > n_zeros)
    {
      taken = n_digits - n_zeros;
      g_string_append_len (text, digits, (gssize) taken);
    }

  for (const char *p = mask; *p != '\0'; p++)
    {
      if (*p != '0')
        g_string_append_c (text, *p);
      else if (n_zeros-- > n_digits)
        g_string_append_c (text, '0');
      else
        g_string_append_c (text, digits[taken++]);
    }

  return g_string_free (text, FALSE);
}

/* Where a day is counted from: in the books of 1900 there is a 29 February, which was none, so the
 * days before it are one further off. */
static gboolean
find_date (double    number,
           gboolean  from_1904,
           GDate    *date)
{
  int day = (int) floor (number);

  if (from_1904)
    day += 1462;
  if (day < 1 || day == 60 || day > LAST_DAY)
    return FALSE;

  g_date_clear (date, 1);
  g_date_set_dmy (date, day > 60 ? 30 : 31, G_DATE_DECEMBER, 1899);
  g_date_add_days (date, (guint) day);
  return TRUE;
}

static char *
print_time (double      number,
            const char *before)
{
  int seconds = (int) floor ((number - floor (number)) * SECONDS_PER_DAY + 0.5) % SECONDS_PER_DAY;

  if (seconds % 60 == 0)
    return g_strdup_printf ("%s%02d:%02d", before, seconds / 3600, seconds / 60 % 60);

  return g_strdup_printf ("%s%02d:%02d:%02d", before, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static char *
print_date (double   number,
            gboolean has_time,
            gboolean from_1904)
{
  g_autofree char *text = NULL;
  GDate date;
  /* The last half second of a day belongs to the next one. */
  double rounded = floor (number * SECONDS_PER_DAY + 0.5) / SECONDS_PER_DAY;

  if (!find_date (rounded, from_1904, &date))
    return NULL;

  text = g_strdup_printf ("%04d-%02d-%02d%s", g_date_get_year (&date), (int) g_date_get_month (&date),
                          g_date_get_day (&date), has_time ? " " : "");
  return has_time ? print_time (rounded, text) : g_steal_pointer (&text);
}

/**
 * rabta_sheet_number_to_text: (skip)
 * @number: a number as the file has it
 * @format: what it is shown as
 * @from_1904: whether days are counted from 1904
 *
 * Returns: (transfer full) (nullable): the text that stands in the sheet, with dates as ISO 8601; %NULL
 *   where @number is no number
 */
char *
rabta_sheet_number_to_text (const char             *number,
                            const RabtaSheetFormat *format,
                            gboolean                from_1904)
{
  char *end;
  double value = g_ascii_strtod (number, &end);
  char *text = NULL;

  if (end == number || *end != '\0' || !isfinite (value))
    return NULL;

  if (format->shape == RABTA_SHEET_PERCENT)
    return g_strdup_printf ("%.12g%%", value * 100);
  if (format->shape == RABTA_SHEET_MASK && value >= 0 && value < MOST_WHOLE && value == floor (value))
    return print_mask (format->mask, value);

  if (value >= 0 && value <= LAST_DAY)
    {
      if (format->shape == RABTA_SHEET_TIME && value < 1)
        text = print_time (value, "");
      else if (format->shape == RABTA_SHEET_DATE || format->shape == RABTA_SHEET_MOMENT)
        text = print_date (value, format->shape == RABTA_SHEET_MOMENT, from_1904);
    }

  return text != NULL ? text : print_plain (value);
}
