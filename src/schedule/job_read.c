/* Jobs: what <defaults> and <job> say, and what they leave to each other. */
#include "base/date.h"
#include "schedule_priv.h"

#define KEEP_MOST      1000
#define KEEP_DAYS_MOST 36500

static void read_schedule(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "schedule");
    size_t bad = 0;
    gr_str why = GR_LIT("");
    if (named == NULL) {
        return;
    }
    if (!gr_schedule_parse(named->value, reading->arena, &job->schedule, &bad, &why)) {
        gr_diag_report(reading->diag, gr_xml_value_place(elem->tree, named->raw, bad),
                       GR_CODE_SCHEDULE_FORM, GR_FMT, GR_ARG(why));
        return;
    }
    if (job->schedule.rhythm != GR_RHYTHM_NONE &&
        gr_zone_minute_doubtful(reading->jobs->zone, job->schedule.minute)) {
        gr_diag_report(reading->diag, named->at, GR_CODE_SCHEDULE_HOUR,
                       "'" GR_FMT "': when clocks change in " GR_FMT
                       " this time does not come, or comes twice; take one outside that hour",
                       GR_ARG(named->value), GR_ARG(reading->jobs->zone));
    }
}

static void read_deadline(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "deadline");
    if (named == NULL) {
        return;
    }
    job->has_deadline = !gr_str_is(named->value, "none");
    if (job->has_deadline && !gr_clock_parse(named->value, &job->deadline)) {
        gr_attr_refuse(reading, named, "a time is written 07:00, from 00:00 to 23:59; or none");
        job->has_deadline = false;
    }
}

/* A deadline counts from the moment a job is due. */
static void check_deadline(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "deadline");
    if (job->schedule.rhythm != GR_RHYTHM_NONE) {
        return;
    }
    job->has_deadline = false;
    if (named != NULL && !gr_str_is(named->value, "none")) {
        gr_attr_refuse(reading, named, "a job without a schedule has no deadline; add schedule=");
    }
}

static void read_period(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    static const char *const words[] = {"this-year", "last-year", "next-year"};
    const gr_xml_named *named = gr_xml_find(elem, "period");
    gr_period period;
    if (named == NULL) {
        return;
    }
    bool fits = named->value.len == 4 && gr_period_parse(named->value, &period);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        fits = fits || gr_str_is(named->value, words[i]);
    }
    if (!fits) {
        gr_attr_refuse(reading, named,
                       "a year such as 2022, this-year, last-year or next-year is needed");
        return;
    }
    job->period = named->value;
    job->period_at = named->at;
}

static void read_keep(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "keep");
    int64_t keep = gr_xml_int(elem, "keep", job->keep);
    if (keep > KEEP_MOST) {
        gr_attr_refuse(reading, named, "at most 1000 older versions are kept");
        return;
    }
    job->keep = (unsigned)keep;
}

static void read_keep_days(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "keep-days");
    int64_t days = gr_xml_int(elem, "keep-days", job->keep_days);
    if (named != NULL && (days < 1 || days > KEEP_DAYS_MOST)) {
        gr_attr_refuse(reading, named,
                       "a whole number of days from 1 to 36500 is needed; leave it out to keep "
                       "versions whatever their age");
        return;
    }
    job->keep_days = (unsigned)days;
}

static bool folder_fits(gr_str name)
{
    if (name.len == 0 || name.ptr[0] == '.' || name.ptr[0] == '-') {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
            return false;
        }
    }
    return true;
}

/* The destination is a part of file names and links; names with a dot in front are griffie's own.
 */
static void read_destination(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *named = gr_xml_find(elem, "destination");
    if (named == NULL) {
        return;
    }
    gr_str rest = named->value, part;
    while (gr_str_split(&rest, '/', &part)) {
        if (!folder_fits(part)) {
            gr_attr_refuse(reading, named,
                           "folders have names of letters, digits, '-', '_' and '.', and "
                           "begin with a letter or digit");
            return;
        }
    }
    job->destination = named->value;
}

/* ---- lists of names ---- */

static void read_name(const gr_jobs_reading *reading, const gr_xml_named *named, gr_named *list,
                      size_t *n, gr_named one)
{
    if (!gr_name_valid(one.name)) {
        gr_diag_report(reading->diag, one.at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' in " GR_FMT
                       "=; names begin with a letter and stand apart by a "
                       "space or a comma",
                       GR_ARG(one.name), GR_ARG(named->name));
        return;
    }
    for (size_t i = 0; i < *n; i++) {
        if (gr_str_eq(list[i].name, one.name)) {
            gr_diag_report(reading->diag, one.at, GR_CODE_NAME_DUPLICATE,
                           "'" GR_FMT "' in " GR_FMT "=", GR_ARG(one.name), GR_ARG(named->name));
            return;
        }
    }
    list[(*n)++] = one;
}

/* An attribute that is there but names nothing is a slip: all are made by leaving it out. */
static void read_names(const gr_jobs_reading *reading, const gr_xml_elem *elem, const char *name,
                       const gr_named **out_list, size_t *out_n)
{
    const gr_xml_named *named = gr_xml_find(elem, name);
    if (named == NULL) {
        return;
    }
    gr_named *list = GR_NEW_N(reading->arena, gr_named, named->value.len / 2 + 1);
    gr_str rest = named->value, word;
    *out_n = 0;
    while (gr_next_word(&rest, &word)) {
        gr_loc at =
            gr_xml_value_place(elem->tree, named->raw, (size_t)(word.ptr - named->value.ptr));
        read_name(reading, named, list, out_n, (gr_named){word, at});
    }
    if (list[0].name.len == 0 && gr_str_trim(named->value).len == 0) {
        gr_attr_refuse(reading, named, "name some, or leave it out for all");
    }
    *out_list = list;
}

/* ---- jobs ---- */

void gr_job_settings_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    gr_str on_control = gr_xml_value(elem, "on-control");
    if (on_control.len > 0) {
        job->on_control = gr_str_is(on_control, "warn") ? GR_CONTROL_WARNS : GR_CONTROL_BLOCKS_ALL;
        job->on_control_at = gr_xml_find(elem, "on-control")->at;
    }
    read_deadline(reading, elem, job);
    read_schedule(reading, elem, job);
    read_period(reading, elem, job);
    read_keep(reading, elem, job);
    if (gr_xml_find(elem, "lang") != NULL) {
        job->lang = gr_xml_value(elem, "lang");
        job->lang_at = gr_xml_find(elem, "lang")->at;
    }
    read_keep_days(reading, elem, job);
    read_destination(reading, elem, job);
    read_names(reading, elem, "formats", &job->formats, &job->n_formats);
    gr_recipients_read(reading, elem, job);
}

/* One without a name of its own is faulty, and is told of by its place. */
static gr_str id_of(const gr_jobs_reading *reading, const gr_xml_elem *elem)
{
    return gr_xml_find(elem, "id") != NULL
               ? gr_xml_value(elem, "id")
               : gr_str_fmt(reading->arena, "at-line-%u", (unsigned)elem->at.line);
}

void gr_job_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    const gr_xml_named *report = gr_xml_find(elem, "report");
    job->id = id_of(reading, elem);
    job->at = elem->at;
    job->report = (gr_named){gr_xml_value(elem, "report"), report == NULL ? job->at : report->at};
    if (job->id.len > GR_BATCH_ID_BYTES) {
        gr_attr_refuse(reading, gr_xml_find(elem, "id"),
                       "at most 64 letters; files are named after it");
    }
    read_names(reading, elem, "editions", &job->editions, &job->n_editions);
    gr_job_settings_read(reading, elem, job);
    check_deadline(reading, elem, job);
    gr_recipients_fit(reading, elem, job);
}
