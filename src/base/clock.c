#include "base/clock.h"

/* Owns what time it is. A test may make it stand still, which is a switch like that of fault.c: it
 * stays unset in production, and handing a clock to every wait for a lock would explain nothing. */
#include <time.h>

static const gr_clock_reading *standing; /* NULL: the system's clocks run */

static struct timespec read_clock(clockid_t clock)
{
    struct timespec now = {0};
    (void)clock_gettime(clock, &now);
    return now;
}

int64_t gr_clock_now(void)
{
    return standing != NULL ? standing->now : (int64_t)read_clock(CLOCK_REALTIME).tv_sec;
}

int64_t gr_clock_elapsed_ms(void)
{
    if (standing != NULL) {
        return standing->elapsed_ms;
    }
    const struct timespec now = read_clock(CLOCK_MONOTONIC);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t gr_clock_awake_or_not_s(void)
{
    return standing != NULL ? standing->awake_or_not_s : (int64_t)read_clock(CLOCK_BOOTTIME).tv_sec;
}

int64_t gr_run_clock_now(gr_run_clock clock)
{
    return clock.began + (gr_clock_elapsed_ms() - clock.started_ms) / 1000;
}

void gr_clock_stand_at(const gr_clock_reading *reading)
{
    standing = reading;
}
