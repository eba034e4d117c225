/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaClock:
 *
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014). A stamp is 48 bits of
 * Unix milliseconds followed by a 16-bit counter; stamps of one clock never repeat or go back, even
 * when the computer's clock does. Not thread-safe: one thread owns a clock.
 */
typedef struct
{
  gint64 last;
} RabtaClock;

void   rabta_clock_init     (RabtaClock *self,
                             gint64      last_stamp);
gint64 rabta_clock_tick     (RabtaClock *self,
                             gint64      now_ms);
void   rabta_clock_observe  (RabtaClock *self,
                             gint64      stamp);
gint64 rabta_clock_stamp_ms (gint64      stamp);
gint64 rabta_clock_latest   (gint64      ms);

G_END_DECLS
