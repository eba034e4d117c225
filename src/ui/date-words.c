/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/date-words.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define DAYS_OF_WEEK 7
/* More than a century either way is a slip of the finger, not a date. */
#define FURTHEST_DAYS 36525

/* Translators may give other words for these days; the English ones are understood as well. */
static const struct
{
  const char *word;
  int         days;
} words[] = {
  { N_("today"), 0 },
  { N_("tomorrow"), 1 },
  { N_("yesterday"), -1 },
};

/* Monday first, as rabta_date_weekday() counts from 1. */
static const char * const weekdays[] = {
  N_("monday"), N_("tuesday"), N_("wednesday"), N_("thursday"), N_("friday"), N_("saturday"), N_("sunday"),
};

static gboolean
is_word (const char *folded,
         const char *word)
{
  g_autofree char *translated = rabta_text_fold (_(word));

  return strcmp (folded, word) == 0 || strcmp (folded, translated) == 0;
}

/* "+3", "-1", "+2w", "+1m" counted in days; a month is 30. */
static gboolean
scan_offset (const char *text,
             int        *days)
{
  char *end;
  long number;
  int factor = 1;

  if (*text != '+' && *text != '-')
    return FALSE;

  number = strtol (text, &end, 10);
  if (end == text)
    return FALSE;

  if (*end == 'd' || *end == 'w' || *end == 'm')
    factor = *end == 'd' ? 1 : *end == 'w' ? DAYS_OF_WEEK : 30, end++;

  if (*end != '\0' || labs (number) > FURTHEST_DAYS / factor)
    return FALSE;

  *days = (int) number * factor;
  return TRUE;
}

/**
 * rabta_date_words_parse:
 * @text: what a person typed: "today", "tomorrow", "friday" (the next one), "+3", "+2w", "+1m", or a
 *   date in any form, day before month
 * @date: (out): the date
 * @error: why it is none
 *
 * Returns: whether @text is a date
 */
gboolean
rabta_date_words_parse (const char  *text,
                        char         date[RABTA_DATE_SIZE],
                        GError     **error)
{
  g_autofree char *digits = NULL;
  g_autofree char *folded = NULL;
  char today[RABTA_DATE_SIZE];
  int days;

  g_return_val_if_fail (text != NULL, FALSE);

  rabta_date_today (today);
  digits = rabta_text_ascii_digits (text);
  g_strstrip (digits);
  folded = rabta_text_fold (digits);

  if (scan_offset (digits, &days))
    {
      rabta_date_add_days (today, days, date);
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (folded, words[i].word))
      {
        rabta_date_add_days (today, words[i].days, date);
        return TRUE;
      }

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (is_word (folded, weekdays[i]))
      {
        days = ((int) i + 1 - rabta_date_weekday (today) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
        rabta_date_add_days (today, days == 0 ? DAYS_OF_WEEK : days, date);
        return TRUE;
      }

  return rabta_date_parse (text, RABTA_DATE_ORDER_DAY_FIRST, date, error);
}
