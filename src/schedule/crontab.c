/* Crontab lines. Cron starts a line every hour; a `case` in it lets the right hour of the right day
 * through. The word it looks at is HH.weekday.MM-DD in the zone of the batch, with the day of the
 * month of tomorrow behind it where ends of months matter: "04.1.11-30.01". */
#include "schedule/units.h"
#include "schedule_priv.h"

/* ---- words ---- */

/* For sh in single quotes; cron makes a line end of '%' unless a backslash stands before it. */
static void add_quoted(gr_str word, gr_buf *out)
{
    gr_buf_add_char(out, '\'');
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c == '\'') {
            gr_buf_add(out, GR_LIT("'\\''"));
        } else if (c == '%') {
            gr_buf_add(out, GR_LIT("\\%"));
        } else {
            gr_buf_add_char(out, c);
        }
    }
    gr_buf_add_char(out, '\'');
}

static void add_word(gr_str word, gr_buf *out)
{
    bool is_plain = word.len > 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool is_alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        is_plain = is_plain && (is_alnum || strchr("/._+=,:@-", c) != NULL);
    }
    if (is_plain) {
        gr_buf_add(out, word);
    } else {
        add_quoted(word, out);
    }
}

static void add_option(const char *name, gr_str value, gr_buf *out)
{
    if (value.len > 0) {
        gr_buf_addf(out, " %s ", name);
        add_word(value, out);
    }
}

/* ---- the test ---- */

static bool asks_for_tomorrow(const gr_schedule *schedule)
{
    return (schedule->rhythm == GR_RHYTHM_MONTHLY &&
            (schedule->last_day || schedule->days >> 28 != 0)) ||
           (schedule->rhythm == GR_RHYTHM_YEARLY && schedule->month == 2 && schedule->day == 29);
}

static void add_question(const gr_schedule *schedule, gr_str zone, gr_buf *out)
{
    gr_buf_addf(out, "case $(TZ=" GR_FMT " date +\\%%H.\\%%u.\\%%m-\\%%d", GR_ARG(zone));
    if (asks_for_tomorrow(schedule)) {
        gr_buf_addf(out, ").$(TZ=" GR_FMT " date -d '12:00 tomorrow' +\\%%d", GR_ARG(zone));
    }
    gr_buf_add(out, GR_LIT(") in "));
}

static void add_weekdays(const gr_schedule *schedule, gr_buf *out)
{
    gr_buf_addf(out, "%02u.[", schedule->minute / 60u);
    for (unsigned i = 0; i < 7; i++) {
        if ((schedule->weekdays >> i & 1) != 0) {
            gr_buf_addf(out, "%u", i + 1);
        }
    }
    gr_buf_add(out, GR_LIT("].*"));
}

/* Days by themselves, then the end of a month that has fewer. */
static void add_month_days(const gr_schedule *schedule, gr_buf *out)
{
    unsigned hour = schedule->minute / 60u;
    const char *tail = asks_for_tomorrow(schedule) ? ".*" : "";
    const char *bar = "";
    for (unsigned i = 0; i < 30; i++) {
        if ((schedule->days >> i & 1u) != 0) {
            gr_buf_addf(out, "%s%02u.*-%02u%s", bar, hour, i + 1, tail);
            bar = "|";
        }
    }
    if (schedule->last_day || (schedule->days >> 30 & 1u) != 0) {
        gr_buf_addf(out, "%s%02u.*.01", bar, hour);
    } else if (schedule->days >> 28 != 0) {
        gr_buf_addf(out, "%s%02u.?.02-2?.01", bar, hour);
    }
}

static void add_year_day(const gr_schedule *schedule, gr_buf *out)
{
    unsigned hour = schedule->minute / 60u;
    if (asks_for_tomorrow(schedule)) {
        gr_buf_addf(out, "%02u.?.02-2?.01", hour);
    } else {
        gr_buf_addf(out, "%02u.?.%02u-%02u", hour, schedule->month, schedule->day);
    }
}

static void add_answer(const gr_schedule *schedule, gr_buf *out)
{
    switch (schedule->rhythm) {
    case GR_RHYTHM_NONE:
        break;
    case GR_RHYTHM_DAILY:
        gr_buf_addf(out, "%02u.*", schedule->minute / 60u);
        break;
    case GR_RHYTHM_WEEKLY:
        add_weekdays(schedule, out);
        break;
    case GR_RHYTHM_MONTHLY:
        add_month_days(schedule, out);
        break;
    case GR_RHYTHM_YEARLY:
        add_year_day(schedule, out);
        break;
    }
    gr_buf_add(out, GR_LIT(") "));
}

/* ---- lines ---- */

static void add_job(const gr_jobs *jobs, const gr_job *job, const gr_unit_setup *setup, gr_buf *out)
{
    gr_buf_addf(out, "\n# " GR_FMT ": report " GR_FMT ", ", GR_ARG(job->id),
                GR_ARG(job->report.name));
    gr_schedule_add(&job->schedule, out);
    gr_buf_addf(out, " " GR_FMT "\n%u * * * * ", GR_ARG(jobs->zone), job->schedule.minute % 60u);
    add_question(&job->schedule, jobs->zone, out);
    add_answer(&job->schedule, out);
    add_word(setup->program, out);
    gr_buf_addf(out, " run --job " GR_FMT " --quiet", GR_ARG(job->id));
    add_option("--input", setup->input, out);
    add_option("--templates", setup->templates, out);
    add_option("--output", setup->output, out);
    add_option("--state", setup->state, out);
    add_option("--fonts", setup->fonts, out);
    gr_buf_add(out, GR_LIT(" ;; esac\n"));
}

void gr_units_crontab(const gr_jobs *jobs, const gr_unit_setup *setup, gr_buf *out)
{
    gr_buf_addf(
        out,
        "# griffie, batch " GR_FMT ": written by 'griffie schedule' from " GR_FMT ".\n"
        "# Cron begins each line every hour; the case in it lets the right hour of the right "
        "day in " GR_FMT "\n# through, whatever the zone of this machine: Debian's cron "
        "knows no CRON_TZ. A night that this machine\n# is down is not made up for, and a "
        "run that finds another one busy is not tried again: systemd does both.\n",
        GR_ARG(jobs->id), GR_ARG(jobs->file), GR_ARG(jobs->zone));
    if (setup->user.len > 0) {
        gr_buf_addf(out, "# To be installed with: crontab -u " GR_FMT " FILE\n",
                    GR_ARG(setup->user));
    }
    gr_buf_add(out, GR_LIT("SHELL=/bin/sh\n"));
    for (size_t i = 0; i < jobs->n; i++) {
        if (jobs->jobs[i].schedule.rhythm != GR_RHYTHM_NONE) {
            add_job(jobs, &jobs->jobs[i], setup, out);
        }
    }
}
