/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#define NOW G_GINT64_CONSTANT (1769212800000)

static void
test_follows_time (void)
{
  RabtaClock clock;
  gint64 first;

  rabta_clock_init (&clock, 0);
  first = rabta_clock_tick (&clock, NOW);
  g_assert_cmpint (rabta_clock_stamp_ms (first), ==, NOW);
  g_assert_cmpint (rabta_clock_stamp_ms (rabta_clock_tick (&clock, NOW + 5)), ==, NOW + 5);
}

static void
test_never_goes_back (void)
{
  RabtaClock clock;
  gint64 last;

  rabta_clock_init (&clock, 0);
  last = rabta_clock_tick (&clock, NOW);

  for (int i = 0; i < 200000; i++)
    {
      gint64 stamp = rabta_clock_tick (&clock, i % 2 == 0 ? NOW : NOW - 86400000);

      g_assert_cmpint (stamp, >, last);
      last = stamp;
    }

  g_assert_cmpint (rabta_clock_tick (&clock, G_MININT64), >, last);
}

static void
test_starts_after_last_stamp (void)
{
  RabtaClock clock;
  RabtaClock restarted;
  gint64 stamp;

  rabta_clock_init (&clock, 0);
  stamp = rabta_clock_tick (&clock, NOW);
  rabta_clock_init (&restarted, stamp);
  g_assert_cmpint (rabta_clock_tick (&restarted, NOW - 1000), ==, stamp + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/follows-time", test_follows_time);
  g_test_add_func ("/clock/never-goes-back", test_never_goes_back);
  g_test_add_func ("/clock/starts-after-last-stamp", test_starts_after_last_stamp);
  return g_test_run ();
}
