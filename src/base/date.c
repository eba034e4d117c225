/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#define MS_PER_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define DAYS_PER_ERA 146097 /* 400 years of the Gregorian calendar */
#define EPOCH_DAY 719468    /* from 0000-03-01 to 1970-01-01 */
#define MIN_DAY (-719162)   /* 0001-01-01 */
#define MAX_DAY 2932896     /* 9999-12-31 */

/* More days off in a row than any calendar has; a calendar without a workday must not hang. */
#define MAX_DAYS_OFF 3660

typedef struct
{
  int year;
  int month;
  int day;
} Civil;

static GMutex today_mutex;
static char fixed_today[RABTA_DATE_SIZE];

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month (int year,
               int month)
{
  static const guint8 days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

static gboolean
civil_exists (const Civil *civil)
{
  return civil->year >= 1 && civil->year <= 9999 && civil->month >= 1 && civil->month <= 12
         && civil->day >= 1 && civil->day <= days_in_month (civil->year, civil->month);
}

/* Days since 1970-01-01. Years are counted from March, so that the leap day is their last. */
static int
civil_to_days (const Civil *civil)
{
  int year = civil->year - (civil->month <= 2);
  int month = (civil->month + 9) % 12;
  int day_of_year = (153 * month + 2) / 5 + civil->day - 1;

  return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - EPOCH_DAY;
}

static void
civil_from_days (int    days,
                 Civil *civil)
{
  int day = days + EPOCH_DAY;
  int era = day / DAYS_PER_ERA;
  int day_of_era = day % DAYS_PER_ERA;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;

  civil->day = day_of_year - (153 * month + 2) / 5 + 1;
  civil->month = month < 10 ? month + 3 : month - 9;
  civil->year = era * 400 + year_of_era + (civil->month <= 2);
}

static void
write_digits (char *to,
              int   number,
              int   width)
{
  for (int i = width - 1; i >= 0; i--, number /= 10)
    to[i] = (char) ('0' + number % 10);
}

static void
write_civil (const Civil *civil,
             char         date[RABTA_DATE_SIZE])
{
  write_digits (date, civil->year, 4);
  date[4] = '-';
  write_digits (date + 5, civil->month, 2);
  date[7] = '-';
  write_digits (date + 8, civil->day, 2);
  date[10] = '\0';
}

/* A number of exactly @width digits, or -1. */
static int
read_digits (const char *from,
             int         width)
{
  int number = 0;

  for (int i = 0; i < width; i++)
    {
      if (!g_ascii_isdigit (from[i]))
        return -1;
      number = number * 10 + (from[i] - '0');
    }

  return number;
}

/* The first ten characters; what follows is up to the caller. */
static gboolean
read_civil (const char *date,
            Civil      *civil)
{
  civil->year = read_digits (date, 4);
  if (civil->year < 0 || date[4] != '-')
    return FALSE;

  civil->month = read_digits (date + 5, 2);
  if (civil->month < 0 || date[7] != '-')
    return FALSE;

  civil->day = read_digits (date + 8, 2);
  return civil_exists (civil);
}

static gboolean
read_days (const char *date,
           int        *days)
{
  Civil civil;

  if (date == NULL || !read_civil (date, &civil) || date[10] != '\0')
    return FALSE;

  *days = civil_to_days (&civil);
  return TRUE;
}

static void
write_days (int  days,
            char date[RABTA_DATE_SIZE])
{
  Civil civil;

  civil_from_days (CLAMP (days, MIN_DAY, MAX_DAY), &civil);
  write_civil (&civil, date);
}

/**
 * rabta_date_is_valid:
 * @date: (nullable): a text
 *
 * Returns: whether @date is exactly an ISO date of the Gregorian calendar, years 0001 to 9999
 */
gboolean
rabta_date_is_valid (const char *date)
{
  int days;

  return read_days (date, &days);
}

/**
 * rabta_date_today:
 * @date: (out): today's date in local time, or the one set by rabta_date_set_today() or, read once,
 *   by the environment variable `RABTA_TODAY`
 */
void
rabta_date_today (char date[RABTA_DATE_SIZE])
{
  static gboolean environment_read;
  time_t now;
  struct tm local;
  Civil civil;

  g_return_if_fail (date != NULL);

  g_mutex_lock (&today_mutex);

  if (!environment_read)
    {
      const char *value = g_getenv ("RABTA_TODAY");

      if (fixed_today[0] == '\0' && rabta_date_is_valid (value))
        memcpy (fixed_today, value, RABTA_DATE_SIZE);
      environment_read = TRUE;
    }

  memcpy (date, fixed_today, RABTA_DATE_SIZE);
  g_mutex_unlock (&today_mutex);

  if (date[0] != '\0')
    return;

  now = time (NULL);
  localtime_r (&now, &local);
  civil = (Civil) { local.tm_year + 1900, local.tm_mon + 1, local.tm_mday };
  write_civil (&civil, date);
}

/**
 * rabta_date_set_today:
 * @date: (nullable): the date that is to be today from now on, or %NULL for the real one
 *
 * For tests, sample data and reports as of a day.
 */
void
rabta_date_set_today (const char *date)
{
  g_return_if_fail (date == NULL || rabta_date_is_valid (date));

  g_mutex_lock (&today_mutex);
  memset (fixed_today, 0, sizeof fixed_today);
  if (date != NULL)
    memcpy (fixed_today, date, RABTA_DATE_SIZE);
  g_mutex_unlock (&today_mutex);
}

/**
 * rabta_date_add_days:
 * @date: a date
 * @days: how many days later, or earlier when negative
 * @result: (out): the date reached, at most 9999-12-31 and at least 0001-01-01
 */
void
rabta_date_add_days (const char *date,
                     int         days,
                     char        result[RABTA_DATE_SIZE])
{
  int start;
  gint64 reached;

  g_return_if_fail (result != NULL);
  result[0] = '\0';
  g_return_if_fail (read_days (date, &start));

  reached = (gint64) start + days;
  write_days ((int) CLAMP (reached, MIN_DAY, MAX_DAY), result);
}

/**
 * rabta_date_days_between:
 * @from: a date
 * @to: another
 *
 * Returns: how many days @to is after @from; negative when before
 */
int
rabta_date_days_between (const char *from,
                         const char *to)
{
  int first;
  int last;

  g_return_val_if_fail (read_days (from, &first), 0);
  g_return_val_if_fail (read_days (to, &last), 0);

  return last - first;
}

/**
 * rabta_date_weekday:
 * @date: a date
 *
 * Returns: 1 for Monday to 7 for Sunday (ISO 8601)
 */
int
rabta_date_weekday (const char *date)
{
  int days;

  g_return_val_if_fail (read_days (date, &days), 1);

  /* 0000-03-01, where EPOCH_DAY counts from, was a Wednesday. */
  return (days + EPOCH_DAY + 2) % 7 + 1;
}

/**
 * rabta_date_add_workdays:
 * @date: a date
 * @days: how many working days later, or earlier when negative; 0 gives @date itself
 * @is_workday: (scope call): the calendar
 * @user_data: for @is_workday
 * @result: (out): the working day reached
 *
 * Counts working days beginning with the day after (before) @date.
 */
void
rabta_date_add_workdays (const char       *date,
                         int               days,
                         RabtaWorkdayFunc  is_workday,
                         gpointer          user_data,
                         char              result[RABTA_DATE_SIZE])
{
  char day_text[RABTA_DATE_SIZE];
  int day;
  int step = days < 0 ? -1 : 1;
  int off = 0;

  g_return_if_fail (result != NULL);
  g_return_if_fail (is_workday != NULL);
  result[0] = '\0';
  g_return_if_fail (read_days (date, &day));

  write_days (day, day_text);

  while (days != 0 && off < MAX_DAYS_OFF)
    {
      day += step;
      write_days (day, day_text);

      if (is_workday (day_text, user_data))
        {
          days -= step;
          off = 0;
        }
      else
        {
          off++;
        }
    }

  memcpy (result, day_text, RABTA_DATE_SIZE);
}

/**
 * rabta_date_workdays_between:
 * @from: a date
 * @to: another
 * @is_workday: (scope call): the calendar
 * @user_data: for @is_workday
 *
 * Returns: the number of working days after @from up to and including @to; where @to is before
 *   @from, minus those from @to up to the day before @from, as rabta_date_add_workdays() goes back
 */
int
rabta_date_workdays_between (const char       *from,
                             const char       *to,
                             RabtaWorkdayFunc  is_workday,
                             gpointer          user_data)
{
  char day_text[RABTA_DATE_SIZE];
  int day;
  int last;
  int step;
  int count = 0;

  g_return_val_if_fail (is_workday != NULL, 0);
  g_return_val_if_fail (read_days (from, &day), 0);
  g_return_val_if_fail (read_days (to, &last), 0);

  step = last < day ? -1 : 1;

  while (day != last)
    {
      day += step;
      write_days (day, day_text);
      if (is_workday (day_text, user_data))
        count += step;
    }

  return count;
}

/**
 * rabta_date_display:
 * @date: (nullable): a date
 *
 * Returns: (transfer full): @date for people, with the month as a word of their language; anything
 *   but a date is returned as it is
 */
char *
rabta_date_display (const char *date)
{
  g_autoptr (GDateTime) moment = NULL;
  Civil civil;
  int days;

  if (!read_days (date, &days))
    return g_strdup (date != NULL ? date : "");

  civil_from_days (days, &civil);
  moment = g_date_time_new_utc (civil.year, civil.month, civil.day, 0, 0, 0);

  /* Translators: a date such as 24 Jan 2026; see the manual of g_date_time_format(). */
  return g_date_time_format (moment, C_("date", "%-d %b %Y"));
}

/**
 * rabta_date_fiscal_year:
 * @date: a date
 *
 * Returns: (transfer full): the fiscal year of Pakistan that @date is in, 1 July to 30 June,
 *   written "FY2025-26"
 */
char *
rabta_date_fiscal_year (const char *date)
{
  Civil civil;
  int days;
  int start;

  g_return_val_if_fail (read_days (date, &days), NULL);

  civil_from_days (days, &civil);
  start = civil.month >= 7 ? civil.year : civil.year - 1;

  return g_strdup_printf ("FY%04d-%02d", start, (start + 1) % 100);
}

/**
 * rabta_instant_now:
 * @instant: (out): the present time, in UTC
 */
void
rabta_instant_now (char instant[RABTA_INSTANT_SIZE])
{
  rabta_instant_from_ms (g_get_real_time () / 1000, instant);
}

/**
 * rabta_instant_from_ms:
 * @unix_ms: milliseconds of Unix time
 * @instant: (out): the same in UTC, cut to the second
 */
void
rabta_instant_from_ms (gint64 unix_ms,
                       char   instant[RABTA_INSTANT_SIZE])
{
  gint64 days;
  int seconds;

  g_return_if_fail (instant != NULL);

  days = unix_ms / MS_PER_DAY - (unix_ms % MS_PER_DAY < 0 ? 1 : 0);
  days = CLAMP (days, MIN_DAY, MAX_DAY);
  seconds = (int) (CLAMP (unix_ms - days * MS_PER_DAY, 0, MS_PER_DAY - 1) / 1000);

  write_days ((int) days, instant);
  instant[10] = 'T';
  write_digits (instant + 11, seconds / 3600, 2);
  instant[13] = ':';
  write_digits (instant + 14, seconds / 60 % 60, 2);
  instant[16] = ':';
  write_digits (instant + 17, seconds % 60, 2);
  memcpy (instant + 19, "Z", 2);
}

/**
 * rabta_instant_is_valid:
 * @instant: (nullable): a text
 *
 * Returns: whether @instant is exactly "YYYY-MM-DDThh:mm:ssZ" and exists; there are no leap seconds
 */
gboolean
rabta_instant_is_valid (const char *instant)
{
  Civil civil;

  return instant != NULL && strlen (instant) == RABTA_INSTANT_SIZE - 1
         && read_civil (instant, &civil) && instant[10] == 'T'
         && read_digits (instant + 11, 2) >= 0 && read_digits (instant + 11, 2) < 24
         && instant[13] == ':'
         && read_digits (instant + 14, 2) >= 0 && read_digits (instant + 14, 2) < 60
         && instant[16] == ':'
         && read_digits (instant + 17, 2) >= 0 && read_digits (instant + 17, 2) < 60
         && instant[19] == 'Z';
}

/**
 * rabta_instant_display:
 * @instant: (nullable): an instant
 *
 * Returns: (transfer full): @instant in local time for people; anything but an instant is returned
 *   as it is
 */
char *
rabta_instant_display (const char *instant)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (!rabta_instant_is_valid (instant))
    return g_strdup (instant != NULL ? instant : "");

  utc = g_date_time_new_from_iso8601 (instant, NULL);
  local = g_date_time_to_local (utc);

  /* Translators: a date and time such as 24 Jan 2026, 14:30; see g_date_time_format(). */
  return g_date_time_format (local, C_("date", "%-d %b %Y, %H:%M"));
}
