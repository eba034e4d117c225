/* SPDX-License-Identifier: GPL-3.0-or-later */

/* To be loaded before the C library: a computer whose clock is wrong by so many seconds, RABTA_TEST_CLOCK=+3600
 * or -3600, or stands still, RABTA_TEST_CLOCK==1700000000. */

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

int clock_gettime (clockid_t clock, struct timespec *now);
int gettimeofday (struct timeval *restrict now, void *restrict zone);
time_t time (time_t *now);

static void
put_wrong (struct timespec *now)
{
  const char *wrong = getenv ("RABTA_TEST_CLOCK");

  if (wrong == NULL)
    return;
  if (*wrong == '=')
    *now = (struct timespec) { .tv_sec = strtoll (wrong + 1, NULL, 10) };
  else
    now->tv_sec += strtoll (wrong, NULL, 10);
}

int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  static int (*real) (clockid_t, struct timespec *);
  int status;

  if (real == NULL)
    real = (int (*) (clockid_t, struct timespec *)) dlsym (RTLD_NEXT, "clock_gettime");
  status = real (clock, now);
  if (status == 0 && clock == CLOCK_REALTIME)
    put_wrong (now);

  return status;
}

int
gettimeofday (struct timeval *restrict now,
              void *restrict           zone)
{
  struct timespec time;
  int status = clock_gettime (CLOCK_REALTIME, &time);

  *now = (struct timeval) { time.tv_sec, time.tv_nsec / 1000 };
  return status;
}

time_t
time (time_t *now)
{
  struct timespec present;

  clock_gettime (CLOCK_REALTIME, &present);
  if (now != NULL)
    *now = present.tv_sec;

  return present.tv_sec;
}
