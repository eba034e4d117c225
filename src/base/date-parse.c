/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Years that a person may mean: some registers begin in 1695. "0206" and "20226" are slips of the
 * finger. */
#define MIN_TYPED_YEAR 1600
#define MAX_TYPED_YEAR 2199

/* Two digits of a year mean 2000 to 2049, then 1950 to 1999. */
#define PIVOT 50

#define LONGEST_TYPED_DATE 100
#define MAX_TOKENS 8

typedef struct
{
  int year;
  int month;
  int day;
} Parts;

typedef enum
{
  PROBLEM_NONE,
  PROBLEM_UNREADABLE,
  PROBLEM_SHORT_YEAR,
  PROBLEM_TWO_WAYS,
  PROBLEM_NO_SUCH_DAY,
  PROBLEM_YEAR,
} Problem;

typedef struct
{
  int number; /* -1 for the name of a month */
  int digits;
  int month;
} Token;

/* As rabta_text_fold() leaves them; English names may be cut to three letters or more. */
static const char *const english_months[12] = {
  "january", "february", "march", "april", "may", "june",
  "july", "august", "september", "october", "november", "december",
};

static const char *const urdu_months[12] = {
  "جنوری", "فروری", "مارچ", "اپریل", "میی", "جون",
  "جولایی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
};

/* Words that a date may carry and that say nothing more. */
static const char *const filler_words[] = {
  "st", "nd", "rd", "th", "of", "the", "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday",
  "thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday",
};

static int
find_month (const char *word)
{
  gsize length = strlen (word);

  for (int i = 0; i < 12; i++)
    {
      if (strcmp (word, urdu_months[i]) == 0)
        return i + 1;
      if (length >= 3 && strncmp (word, english_months[i], length) == 0)
        return i + 1;
    }

  return 0;
}

static gboolean
is_filler (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (filler_words); i++)
    if (strcmp (word, filler_words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Cuts a folded text into numbers and months: their count, or -1 where something else is in it. */
static int
tokenise (const char *folded,
          Token       tokens[MAX_TOKENS])
{
  int n = 0;

  for (const char *p = folded; *p != '\0';)
    {
      Token token = { -1, 0, 0 };

      if (*p == ' ')
        {
          p++;
          continue;
        }

      if (g_ascii_isdigit (*p))
        {
          for (token.number = 0; g_ascii_isdigit (*p) && token.digits < 9; p++, token.digits++)
            token.number = token.number * 10 + (*p - '0');
        }
      else
        {
          gsize length = strcspn (p, " 0123456789");
          g_autofree char *word = g_strndup (p, length);

          p += length;
          if (is_filler (word))
            continue;
          token.month = find_month (word);
          if (token.month == 0)
            return -1;
        }

      if (n == MAX_TOKENS)
        return -1;
      tokens[n++] = token;
    }

  return n;
}

static gboolean
read_year (const Token *token,
           int         *year)
{
  if (token->digits == 4)
    *year = token->number;
  else if (token->digits == 2)
    *year = token->number + (token->number < PIVOT ? 2000 : 1900);
  else
    return FALSE;

  return TRUE;
}

static gboolean
is_day_or_month (const Token *token)
{
  return token->digits == 1 || token->digits == 2;
}

/* Three numbers of which the last is the year. */
static Problem
read_numeric (const Token     tokens[3],
              RabtaDateOrder  order,
              Parts          *parts)
{
  int first = tokens[0].number;
  int second = tokens[1].number;

  if (!is_day_or_month (&tokens[0]) || !is_day_or_month (&tokens[1])
      || !read_year (&tokens[2], &parts->year))
    return PROBLEM_UNREADABLE;

  if (order == RABTA_DATE_ORDER_UNKNOWN)
    {
      /* 24/01/26 may end with its year, or begin with it. */
      if (tokens[2].digits == 2)
        return PROBLEM_SHORT_YEAR;

      if (first <= 12 && second <= 12 && first != second)
        return PROBLEM_TWO_WAYS;

      order = second > 12 ? RABTA_DATE_ORDER_MONTH_FIRST : RABTA_DATE_ORDER_DAY_FIRST;
    }

  parts->day = order == RABTA_DATE_ORDER_MONTH_FIRST ? second : first;
  parts->month = order == RABTA_DATE_ORDER_MONTH_FIRST ? first : second;

  return PROBLEM_NONE;
}

/* The year first, then the month as a number or a word. */
static Problem
read_year_first (const Token  tokens[3],
                 Parts       *parts)
{
  if ((tokens[1].month == 0 && !is_day_or_month (&tokens[1])) || !is_day_or_month (&tokens[2]))
    return PROBLEM_UNREADABLE;

  parts->year = tokens[0].number;
  parts->month = tokens[1].month != 0 ? tokens[1].month : tokens[1].number;
  parts->day = tokens[2].number;

  return PROBLEM_NONE;
}

static Problem
read_tokens (const Token    *tokens,
             int             n,
             RabtaDateOrder  order,
             Parts          *parts)
{
  gboolean is_month_first;
  const Token *day;

  if (n == 1 && tokens[0].digits == 8)
    {
      parts->year = tokens[0].number / 10000;
      parts->month = tokens[0].number / 100 % 100;
      parts->day = tokens[0].number % 100;
      return PROBLEM_NONE;
    }

  if (n != 3)
    return PROBLEM_UNREADABLE;

  if (tokens[0].digits == 4)
    return read_year_first (tokens, parts);

  if (tokens[0].month == 0 && tokens[1].month == 0 && tokens[2].month == 0)
    return read_numeric (tokens, order, parts);

  is_month_first = tokens[0].month != 0;
  day = is_month_first ? &tokens[1] : &tokens[0];

  if (is_month_first == (tokens[1].month != 0) || !is_day_or_month (day)
      || !read_year (&tokens[2], &parts->year))
    return PROBLEM_UNREADABLE;

  parts->month = is_month_first ? tokens[0].month : tokens[1].month;
  parts->day = day->number;
  return PROBLEM_NONE;
}

static gboolean
write_parts (const Parts *parts,
             char         date[RABTA_DATE_SIZE])
{
  if (parts->year > 9999 || parts->month > 99 || parts->day > 99)
    return FALSE;

  g_snprintf (date, RABTA_DATE_SIZE, "%04u-%02u-%02u", (guint) parts->year % 10000,
              (guint) parts->month % 100, (guint) parts->day % 100);
  return rabta_date_is_valid (date);
}

/* Whether the text begins with the form of an ISO date; such a date is never read another way. */
static gboolean
begins_iso (const char *text)
{
  static const char form[] = "dddd-dd-dd";

  for (gsize i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;

  return !g_ascii_isdigit (text[sizeof form - 1]);
}

/* An ISO date, perhaps with "T" or a blank and a time of day, with or without seconds, their
 * fraction and a zone. */
static Problem
read_iso (const char *text,
          char        date[RABTA_DATE_SIZE])
{
  g_autoptr (GTimeZone) local = NULL;
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) here = NULL;
  g_autofree char *iso = NULL;
  Parts parts;

  g_strlcpy (date, text, RABTA_DATE_SIZE);
  if (!rabta_date_is_valid (date))
    return PROBLEM_NO_SUCH_DAY;

  if (text[10] == '\0')
    return PROBLEM_NONE;

  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ')
    return PROBLEM_UNREADABLE;

  iso = g_strconcat (date, "T", text + 11, strlen (text) == 16 ? ":00" : NULL, NULL);
  local = g_time_zone_new_local ();
  moment = g_date_time_new_from_iso8601 (iso, local);
  if (moment == NULL)
    return PROBLEM_UNREADABLE;

  here = g_date_time_to_timezone (moment, local);
  g_date_time_get_ymd (here, &parts.year, &parts.month, &parts.day);

  return write_parts (&parts, date) ? PROBLEM_NONE : PROBLEM_NO_SUCH_DAY;
}

/* "24/01/2026 14:30:00 PM": the hour and what follows goes. */
static void
cut_time (char *text)
{
  char *colon = strchr (text, ':');
  char *p = colon;

  if (colon == NULL)
    return;

  while (p > text && g_ascii_isdigit (p[-1]))
    p--;

  if (p < colon && p > text && (p[-1] == ' ' || p[-1] == 'T') && colon - p <= 2
      && strspn (colon, "0123456789:. APMapm") == strlen (colon))
    *p = '\0';
}

static gboolean
has_odd_signs (const char *text)
{
  if (g_ascii_ispunct (text[0]))
    return TRUE;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_ispunct (*p) && strchr ("-/.,", *p) == NULL)
      return TRUE;

  return FALSE;
}

static Problem
parse_clean (char           *text,
             RabtaDateOrder  order,
             char            date[RABTA_DATE_SIZE])
{
  g_autofree char *folded = NULL;
  Token tokens[MAX_TOKENS];
  Problem problem;
  Parts parts;
  int year;
  int n;

  if (begins_iso (text))
    {
      problem = read_iso (text, date);
    }
  else
    {
      cut_time (text);
      folded = rabta_text_fold (text);
      n = has_odd_signs (text) ? -1 : tokenise (folded, tokens);
      problem = n < 0 ? PROBLEM_UNREADABLE : read_tokens (tokens, n, order, &parts);
      if (problem == PROBLEM_NONE && !write_parts (&parts, date))
        problem = PROBLEM_NO_SUCH_DAY;
    }

  if (problem != PROBLEM_NONE)
    return problem;

  year = atoi (date);
  return year < MIN_TYPED_YEAR || year > MAX_TYPED_YEAR ? PROBLEM_YEAR : PROBLEM_NONE;
}

static void
set_problem_error (Problem      problem,
                   const char  *text,
                   GError     **error)
{
  switch (problem)
    {
    case PROBLEM_SHORT_YEAR:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” can be read in several ways; write the year with four digits."), text);
      break;

    case PROBLEM_TWO_WAYS:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” can be read in two ways; write the month as a word."), text);
      break;

    case PROBLEM_NO_SUCH_DAY:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("There is no such day as “%s”."), text);
      break;

    case PROBLEM_YEAR:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The year of “%s” cannot be right."), text);
      break;

    case PROBLEM_NONE:
    case PROBLEM_UNREADABLE:
    default:
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” is not a date, such as 24 Jan 2026."), text);
      break;
    }
}

/**
 * rabta_date_parse:
 * @text: what was typed or stood in a spreadsheet
 * @order: what comes first in a date made of numbers only
 * @date: (out): the date
 * @error: return location for an error
 *
 * Reads ISO dates, "24 Jan 2026", "January 24, 2026", "24/01/2026", "24.1.2026", English and Urdu
 * names of months, digits of either script; a time of day behind the date is left out, and an
 * instant with a zone gives the local day. A year of two digits means 2000 to 2049 or 1950 to 1999,
 * and is taken only where the order of the parts is known. Nothing is guessed: a date that can be
 * read in two ways, does not exist or lies before 1600 or after 2199 is refused.
 *
 * Returns: whether @text is a date; else @error is %RABTA_ERROR_INVALID
 */
gboolean
rabta_date_parse (const char      *text,
                  RabtaDateOrder   order,
                  char             date[RABTA_DATE_SIZE],
                  GError         **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *ascii = NULL;
  Problem problem = PROBLEM_UNREADABLE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  clean = rabta_text_clean (text, FALSE);

  if (clean != NULL && strlen (clean) <= LONGEST_TYPED_DATE)
    {
      ascii = rabta_text_ascii_digits (clean);
      problem = parse_clean (ascii, order, date);
    }

  if (problem == PROBLEM_NONE)
    return TRUE;

  set_problem_error (problem, clean != NULL ? clean : "", error);
  return FALSE;
}
