/* Schedules as systemd.time(7) has them. Two lines that fit the same moment start a job once. */
#include "schedule_priv.h"

#define DAY_29   (1u << 28)
#define DAY_30   (1u << 29)
#define DAY_31   (1u << 30)
#define LAST_DAY "*-*~01"
#define LAST_FEB "*-02~01"

static void add_line(const char *days, const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    gr_buf_addf(out, "OnCalendar=%s ", days);
    gr_clock_add(schedule->minute, out);
    gr_buf_addf(out, ":00 " GR_FMT "\n", GR_ARG(zone));
}

static void add_weekly(const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    const char *comma = "";
    gr_buf_add(out, GR_LIT("OnCalendar="));
    for (unsigned i = 0; i < 7; i++) {
        if ((schedule->weekdays >> i & 1) != 0) {
            gr_buf_addf(out, "%s%c%s", comma, gr_weekday_words[i][0] - 'a' + 'A',
                        gr_weekday_words[i] + 1);
            comma = ",";
        }
    }
    gr_buf_add(out, GR_LIT(" *-*-* "));
    gr_clock_add(schedule->minute, out);
    gr_buf_addf(out, ":00 " GR_FMT "\n", GR_ARG(zone));
}

/* The 31st is the last day of every month, here as in the descriptor. */
static void add_monthly(const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    char days[5 + 30 * 3 + 1] = "*-*";
    size_t len = 3;
    for (unsigned i = 0; i < 30; i++) {
        if ((schedule->days >> i & 1u) != 0) {
            days[len] = len == 3 ? '-' : ',';
            len++;
            days[len++] = (char)('0' + (i + 1) / 10);
            days[len++] = (char)('0' + (i + 1) % 10);
        }
    }
    days[len] = '\0';
    if (len > 3) {
        add_line(days, schedule, zone, out);
    }
    if (schedule->last_day || (schedule->days & DAY_31) != 0) {
        add_line(LAST_DAY, schedule, zone, out);
    } else if ((schedule->days & (DAY_29 | DAY_30)) != 0) {
        add_line(LAST_FEB, schedule, zone, out);
    }
}

static void add_yearly(const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    char days[] = "*-00-00";
    if (schedule->month == 2 && schedule->day == 29) {
        add_line(LAST_FEB, schedule, zone, out);
        return;
    }
    days[2] = (char)('0' + schedule->month / 10);
    days[3] = (char)('0' + schedule->month % 10);
    days[5] = (char)('0' + schedule->day / 10);
    days[6] = (char)('0' + schedule->day % 10);
    add_line(days, schedule, zone, out);
}

void gr_on_calendar_add(const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    switch (schedule->rhythm) {
    case GR_RHYTHM_NONE:
        break;
    case GR_RHYTHM_DAILY:
        add_line("*-*-*", schedule, zone, out);
        break;
    case GR_RHYTHM_WEEKLY:
        add_weekly(schedule, zone, out);
        break;
    case GR_RHYTHM_MONTHLY:
        add_monthly(schedule, zone, out);
        break;
    case GR_RHYTHM_YEARLY:
        add_yearly(schedule, zone, out);
        break;
    }
}
