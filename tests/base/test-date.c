/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"
#include "base/error.h"

#include <string.h>

static const struct
{
  const char     *text;
  RabtaDateOrder  order;
  const char     *date; /* NULL when refused */
} readings[] = {
  { "2026-01-24", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "30 Dec 1918", RABTA_DATE_ORDER_UNKNOWN, "1918-12-30" },
  { "30-Dec-18", RABTA_DATE_ORDER_UNKNOWN, "2018-12-30" },
  { "30-Dec-50", RABTA_DATE_ORDER_UNKNOWN, "1950-12-30" },
  { "30-Dec-49", RABTA_DATE_ORDER_UNKNOWN, "2049-12-30" },
  { "24/01/2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "01/24/2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "24.1.2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "4/4/2026", RABTA_DATE_ORDER_UNKNOWN, "2026-04-04" },
  { "03/04/2026", RABTA_DATE_ORDER_DAY_FIRST, "2026-04-03" },
  { "03/04/2026", RABTA_DATE_ORDER_MONTH_FIRST, "2026-03-04" },
  { "03/04/26", RABTA_DATE_ORDER_DAY_FIRST, "2026-04-03" },
  { "January 24, 2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "Saturday, 24th of January 2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "24Jan2026", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "2026/1/24", RABTA_DATE_ORDER_MONTH_FIRST, "2026-01-24" },
  { "2026 Jan 24", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "20260124", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "Sept. 5, 2025", RABTA_DATE_ORDER_UNKNOWN, "2025-09-05" },
  { "۲۴ جنوری ۲۰۲۶", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "۲۴؍مئی؍۲۰۲۶", RABTA_DATE_ORDER_UNKNOWN, "2026-05-24" },
  { "5 جولائی، 2026", RABTA_DATE_ORDER_UNKNOWN, "2026-07-05" },
  { "٢٤/٠١/٢٠٢٦", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "2026-01-24 00:00:00", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "2026-01-24T14:30", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "2026-01-24T14:30:00.000", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "2026-01-23T19:00:00Z", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "24/01/2026 2:30:00 PM", RABTA_DATE_ORDER_UNKNOWN, "2026-01-24" },
  { "17 Jul 1695", RABTA_DATE_ORDER_UNKNOWN, "1695-07-17" },
  { "29 Feb 2024", RABTA_DATE_ORDER_UNKNOWN, "2024-02-29" },

  { "03/04/2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24/01/26", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "01/24/2026", RABTA_DATE_ORDER_DAY_FIRST, NULL },
  { "29 Feb 2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "2026-02-30", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "31/04/2026", RABTA_DATE_ORDER_DAY_FIRST, NULL },
  { "2026-13-01", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "0/1/2026", RABTA_DATE_ORDER_DAY_FIRST, NULL },
  { "24 Jan 0206", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24 Jan 226", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24 Jan 20226", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24 Jan", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "Jan 2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "46046", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "-2026-01-24", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "2026-01-24x", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "2026-01-24T99:00:00", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24 Ja 2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "Jan Jan 2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "tomorrow", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "1.2 crore", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "", RABTA_DATE_ORDER_UNKNOWN, NULL },
  { "24#01#2026", RABTA_DATE_ORDER_UNKNOWN, NULL },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autoptr (GError) error = NULL;
      char date[RABTA_DATE_SIZE] = "";
      gboolean read;

      g_test_message ("%s", readings[i].text);
      read = rabta_date_parse (readings[i].text, readings[i].order, date, &error);

      if (readings[i].date != NULL)
        {
          g_assert_no_error (error);
          g_assert_true (read);
          g_assert_cmpstr (date, ==, readings[i].date);
        }
      else
        {
          g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
          g_assert_false (read);
        }
    }
}

static void
test_valid (void)
{
  g_assert_true (rabta_date_is_valid ("0001-01-01"));
  g_assert_true (rabta_date_is_valid ("2000-02-29"));
  g_assert_false (rabta_date_is_valid ("1900-02-29"));
  g_assert_false (rabta_date_is_valid ("2026-1-24"));
  g_assert_false (rabta_date_is_valid ("2026-01-24 "));
  g_assert_false (rabta_date_is_valid ("2026-00-10"));
  g_assert_false (rabta_date_is_valid ("0000-01-01"));
  g_assert_false (rabta_date_is_valid (""));
  g_assert_false (rabta_date_is_valid (NULL));
}

/* Our arithmetic agrees with GLib's on every day of four hundred years. */
static void
test_calendar (void)
{
  g_autoptr (GDate) reference = g_date_new_dmy (1, 1, 1800);
  char date[RABTA_DATE_SIZE] = "1800-01-01";
  char next[RABTA_DATE_SIZE];

  for (int i = 0; i <= 146097; i++)
    {
      char expected[16];

      g_date_strftime (expected, sizeof expected, "%Y-%m-%d", reference);
      g_assert_cmpstr (date, ==, expected);
      g_assert_cmpint (rabta_date_weekday (date), ==, g_date_get_weekday (reference));
      g_assert_cmpint (rabta_date_days_between ("1800-01-01", date), ==, i);

      rabta_date_add_days (date, 1, next);
      memcpy (date, next, sizeof date);
      g_date_add_days (reference, 1);
    }

  rabta_date_add_days ("2026-03-01", -1, date);
  g_assert_cmpstr (date, ==, "2026-02-28");
  rabta_date_add_days ("2026-03-01", G_MAXINT, date);
  g_assert_cmpstr (date, ==, "9999-12-31");
  rabta_date_add_days ("2026-03-01", G_MININT, date);
  g_assert_cmpstr (date, ==, "0001-01-01");
}

static gboolean
is_workday_cb (const char *date,
               gpointer    user_data)
{
  const char *holiday = user_data;

  return rabta_date_weekday (date) < 6 && g_strcmp0 (date, holiday) != 0;
}

static gboolean
never_cb (const char *date,
          gpointer    user_data)
{
  return FALSE;
}

static void
test_workdays (void)
{
  char date[RABTA_DATE_SIZE];
  char *holiday = (char *) "2026-02-05";

  rabta_date_add_workdays ("2026-01-30", 1, is_workday_cb, holiday, date);
  g_assert_cmpstr (date, ==, "2026-02-02");
  rabta_date_add_workdays ("2026-01-30", 5, is_workday_cb, holiday, date);
  g_assert_cmpstr (date, ==, "2026-02-09");
  rabta_date_add_workdays ("2026-01-31", 0, is_workday_cb, holiday, date);
  g_assert_cmpstr (date, ==, "2026-01-31");
  rabta_date_add_workdays ("2026-02-02", -1, is_workday_cb, holiday, date);
  g_assert_cmpstr (date, ==, "2026-01-30");
  rabta_date_add_workdays ("2026-02-02", 3, never_cb, NULL, date);
  g_assert_true (rabta_date_is_valid (date));

  g_assert_cmpint (rabta_date_workdays_between ("2026-01-30", "2026-02-09", is_workday_cb, holiday),
                   ==, 5);
  g_assert_cmpint (rabta_date_workdays_between ("2026-02-02", "2026-01-30", is_workday_cb, holiday),
                   ==, -1);
  g_assert_cmpint (rabta_date_workdays_between ("2026-02-02", "2026-02-02", is_workday_cb, holiday),
                   ==, 0);
}

static void
test_display (void)
{
  g_autofree char *date = rabta_date_display ("2026-01-04");
  g_autofree char *odd = rabta_date_display ("soon");
  g_autofree char *none = rabta_date_display (NULL);
  g_autofree char *instant = rabta_instant_display ("2026-01-24T20:30:00Z");
  g_autofree char *june = rabta_date_fiscal_year ("2026-06-30");
  g_autofree char *july = rabta_date_fiscal_year ("2026-07-01");
  g_autofree char *century = rabta_date_fiscal_year ("2099-07-01");

  g_assert_cmpstr (date, ==, "4 Jan 2026");
  g_assert_cmpstr (odd, ==, "soon");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (instant, ==, "25 Jan 2026, 01:30");
  g_assert_cmpstr (june, ==, "FY2025-26");
  g_assert_cmpstr (july, ==, "FY2026-27");
  g_assert_cmpstr (century, ==, "FY2099-00");
}

static void
test_instant (void)
{
  char instant[RABTA_INSTANT_SIZE];

  rabta_instant_from_ms (0, instant);
  g_assert_cmpstr (instant, ==, "1970-01-01T00:00:00Z");
  rabta_instant_from_ms (-1, instant);
  g_assert_cmpstr (instant, ==, "1969-12-31T23:59:59Z");
  rabta_instant_from_ms (1769286645999, instant);
  g_assert_cmpstr (instant, ==, "2026-01-24T20:30:45Z");
  rabta_instant_from_ms (G_MAXINT64, instant);
  g_assert_true (rabta_instant_is_valid (instant));
  rabta_instant_from_ms (G_MININT64, instant);
  g_assert_true (rabta_instant_is_valid (instant));
  rabta_instant_now (instant);
  g_assert_true (rabta_instant_is_valid (instant));

  g_assert_false (rabta_instant_is_valid ("2026-01-24T24:00:00Z"));
  g_assert_false (rabta_instant_is_valid ("2026-01-24T23:60:00Z"));
  g_assert_false (rabta_instant_is_valid ("2026-01-24 23:00:00Z"));
  g_assert_false (rabta_instant_is_valid ("2026-01-24T23:00:00"));
  g_assert_false (rabta_instant_is_valid ("2026-02-30T23:00:00Z"));
  g_assert_false (rabta_instant_is_valid (NULL));
}

static void
test_today (void)
{
  char date[RABTA_DATE_SIZE];

  rabta_date_today (date);
  g_assert_cmpstr (date, ==, "2026-02-03");
  rabta_date_set_today ("2027-01-01");
  rabta_date_today (date);
  g_assert_cmpstr (date, ==, "2027-01-01");
  rabta_date_set_today (NULL);
  rabta_date_today (date);
  g_assert_true (rabta_date_is_valid (date));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("RABTA_TODAY", "2026-02-03", TRUE);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/valid", test_valid);
  g_test_add_func ("/date/calendar", test_calendar);
  g_test_add_func ("/date/workdays", test_workdays);
  g_test_add_func ("/date/display", test_display);
  g_test_add_func ("/date/instant", test_instant);
  g_test_add_func ("/date/today", test_today);
  return g_test_run ();
}
