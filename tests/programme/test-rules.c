/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's rules at their bounds. */
#include "programme/programme.h"

#include "base/date.h"

#define MILLION (G_GINT64_CONSTANT (1000000) * 100) /* rupees, in paisa */

static RabtaProgramme *programme;

static void
test_size (void)
{
  static const struct
  {
    gint64      turnover;
    const char *date;
    const char *size;
  } cases[] = {
    { 0, "2026-01-24", "micro" },
    { 30 * MILLION, "2025-08-05", "micro" },
    { 30 * MILLION + 1, "2025-08-05", "small" },
    { 150 * MILLION, "2025-08-05", "small" },
    { 150 * MILLION + 1, "2025-08-05", "medium" },
    { 800 * MILLION, "2025-08-05", "medium" },
    { 800 * MILLION + 1, "2025-08-05", "large" },
    { G_MAXINT64, "2025-08-05", "large" },
    /* The rule before knows no micro. */
    { 30 * MILLION, "2025-08-04", "small" },
    { 0, "2025-08-04", "small" },
    { 150 * MILLION + 1, "2025-08-04", "medium" },
    { 0, "2022-03-29", "small" },
    { 0, "2022-03-28", NULL },
    { -1, "2026-01-24", NULL },
    /* The proposal of 2026 is not in force. */
    { 400 * MILLION, "2027-01-01", "medium" },
    { 2000 * MILLION, "2027-01-01", "large" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (rabta_programme_size_class (programme, cases[i].turnover, cases[i].date), ==,
                     cases[i].size);
}

static void
test_size_rule (void)
{
  g_autofree char *now = rabta_programme_size_rule_in_force (programme, "2026-06-30");
  g_autofree char *last = rabta_programme_size_rule_in_force (programme, "2025-08-04");
  g_autofree char *before = rabta_programme_size_rule_in_force (programme, "2022-03-28");

  g_assert_cmpstr (now, ==, "size-2025");
  g_assert_cmpstr (last, ==, "size-2022");
  g_assert_null (before);
}

static void
test_women_led (void)
{
  g_assert_true (rabta_programme_is_women_led (programme, 5100, FALSE, TRUE, 0));
  g_assert_false (rabta_programme_is_women_led (programme, 5099, FALSE, FALSE, 0));
  g_assert_true (rabta_programme_is_women_led (programme, 2000, TRUE, FALSE, 0));
  g_assert_false (rabta_programme_is_women_led (programme, 1999, TRUE, FALSE, 0));
  g_assert_true (rabta_programme_is_women_led (programme, 2000, TRUE, TRUE, 3000));
  g_assert_false (rabta_programme_is_women_led (programme, 2000, TRUE, TRUE, 2999));
  g_assert_false (rabta_programme_is_women_led (programme, 5000, FALSE, TRUE, 10000));
}

static void
test_start_up (void)
{
  g_assert_true (rabta_programme_is_start_up (programme, "2021-01-24", "2026-01-24"));
  g_assert_false (rabta_programme_is_start_up (programme, "2021-01-24", "2026-01-25"));
  g_assert_true (rabta_programme_is_start_up (programme, "2020-02-29", "2025-02-28"));
  g_assert_false (rabta_programme_is_start_up (programme, "2020-02-29", "2025-03-01"));
  g_assert_false (rabta_programme_is_start_up (programme, "2026-02-01", "2026-01-24"));
  g_assert_false (rabta_programme_is_start_up (programme, NULL, "2026-01-24"));
  g_assert_false (rabta_programme_is_start_up (programme, "long ago", "2026-01-24"));
}

static void
test_priority (void)
{
  g_assert_cmpint (rabta_programme_priority (programme, TRUE, "micro"), ==, 3);
  g_assert_cmpint (rabta_programme_priority (programme, TRUE, "small"), ==, 2);
  g_assert_cmpint (rabta_programme_priority (programme, TRUE, NULL), ==, 2);
  g_assert_cmpint (rabta_programme_priority (programme, FALSE, "micro"), ==, 2);
  g_assert_cmpint (rabta_programme_priority (programme, FALSE, "small"), ==, 1);
  g_assert_cmpint (rabta_programme_priority (programme, FALSE, NULL), ==, 1);
}

static void
test_favours (void)
{
  g_assert_true (rabta_programme_track_favours (programme, "BUY", TRUE, NULL));
  g_assert_true (rabta_programme_track_favours (programme, "BUY", FALSE, "micro"));
  g_assert_false (rabta_programme_track_favours (programme, "BUY", FALSE, "small"));
  g_assert_false (rabta_programme_track_favours (programme, "SUB", TRUE, NULL));
  g_assert_true (rabta_programme_track_favours (programme, "SUB", TRUE, "micro"));
  g_assert_false (rabta_programme_track_favours (programme, "EXP", FALSE, "micro"));
  g_assert_false (rabta_programme_track_favours (programme, "CER", TRUE, "micro"));
  g_assert_true (rabta_programme_track_favours (programme, "GRN", TRUE, NULL));
  g_assert_false (rabta_programme_track_favours (programme, "XXX", TRUE, "micro"));
}

static void
test_grant (void)
{
  const RabtaGrantRule *grant = rabta_programme_get_grant_rule (programme);

  g_assert_cmpint (grant->years_in_business, ==, 5);
  g_assert_cmpint (grant->turnover_paisa, ==, 800 * MILLION);
  g_assert_cmpint (grant->share_hundredths, ==, 7000);
  g_assert_cmpint (grant->certification_paisa, ==, 80000000);
  g_assert_cmpint (grant->consultancy_paisa, ==, 20000000);
}

static void
test_calendar (void)
{
  static const char * const fixed[] = { "2026-02-05", "2026-03-23", "2026-05-01", "2026-08-14",
                                        "2026-11-09", "2026-12-25" };
  const char * const *holidays = rabta_programme_get_holidays (programme);

  for (int day = 1; day <= 7; day++)
    g_assert_cmpint (rabta_programme_is_weekday_worked (programme, day), ==, day <= 5);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_assert_true (g_strv_contains (holidays, fixed[i]));
  for (guint i = 0; holidays[i] != NULL; i++)
    g_assert_true (rabta_date_is_valid (holidays[i]));
}

static void
test_marked (void)
{
  g_assert_true (rabta_programme_is_critical (programme, "enterprise", "iban"));
  g_assert_true (rabta_programme_is_critical (programme, "case", "stage"));
  g_assert_false (rabta_programme_is_critical (programme, "enterprise", "stage"));
  g_assert_false (rabta_programme_is_critical (programme, "enterprise", "notes"));
  g_assert_true (rabta_programme_is_unique (programme, "enterprise", "ntn"));
  g_assert_false (rabta_programme_is_unique (programme, "enterprise", "phone"));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  programme = rabta_programme_new_shipped (&error);
  g_assert_no_error (error);

  g_test_add_func ("/programme/rules/size", test_size);
  g_test_add_func ("/programme/rules/size-rule", test_size_rule);
  g_test_add_func ("/programme/rules/women-led", test_women_led);
  g_test_add_func ("/programme/rules/start-up", test_start_up);
  g_test_add_func ("/programme/rules/priority", test_priority);
  g_test_add_func ("/programme/rules/favours", test_favours);
  g_test_add_func ("/programme/rules/grant", test_grant);
  g_test_add_func ("/programme/rules/marked", test_marked);
  g_test_add_func ("/programme/rules/calendar", test_calendar);

  status = g_test_run ();
  g_clear_object (&programme);

  return status;
}
