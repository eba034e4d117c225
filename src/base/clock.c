/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#define COUNTER_BITS 16
/* The largest time that leaves the stamp positive; the year 6429. */
#define MAX_MS ((G_GINT64_CONSTANT (1) << 47) - 1)

/**
 * rabta_clock_init:
 * @self: a clock
 * @last_stamp: the newest stamp known, or 0 for a new casebook
 *
 * Sets the clock so that its next stamp is greater than @last_stamp. Only stamps of this site, or
 * ones found plausible, belong here: a stamp far ahead would carry all later ones with it.
 */
void
rabta_clock_init (RabtaClock *self,
                  gint64      last_stamp)
{
  g_return_if_fail (self != NULL);

  self->last = MAX (last_stamp, 0);
}

/**
 * rabta_clock_tick:
 * @self: a clock
 * @now_ms: what the computer's clock says, in milliseconds of Unix time
 *
 * Makes the next stamp: the time where it is ahead of the last stamp, else the last stamp plus one.
 * So the counter starts at zero in each new millisecond, and an overflow of it runs into the
 * millisecond part, where real time soon overtakes it. The result is always greater than the one
 * before, even when @now_ms goes back.
 *
 * Returns: the stamp
 */
gint64
rabta_clock_tick (RabtaClock *self,
                  gint64      now_ms)
{
  gint64 stamp;

  g_return_val_if_fail (self != NULL, 0);

  stamp = CLAMP (now_ms, 0, MAX_MS) << COUNTER_BITS;

  if (stamp > self->last)
    self->last = stamp;
  else if (self->last < G_MAXINT64)
    self->last++;
  else
    g_error ("The clock has no stamps left");

  return self->last;
}

/**
 * rabta_clock_observe:
 * @self: a clock
 * @stamp: a stamp made elsewhere
 *
 * Whatever is stamped here from now on comes after @stamp.
 */
void
rabta_clock_observe (RabtaClock *self,
                     gint64      stamp)
{
  g_return_if_fail (self != NULL);

  self->last = MAX (self->last, stamp);
}

/**
 * rabta_clock_latest:
 * @ms: a time in milliseconds of Unix time
 *
 * Returns: the greatest stamp of that millisecond
 */
gint64
rabta_clock_latest (gint64 ms)
{
  return (CLAMP (ms, 0, MAX_MS) << COUNTER_BITS) | ((1 << COUNTER_BITS) - 1);
}

/**
 * rabta_clock_stamp_ms:
 * @stamp: a stamp
 *
 * Returns: the time of @stamp in milliseconds of Unix time
 */
gint64
rabta_clock_stamp_ms (gint64 stamp)
{
  return stamp >> COUNTER_BITS;
}
