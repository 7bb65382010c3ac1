/* The batch descriptor as a whole. */
#include "schedule/jobs.h"

#include "base/file.h"
#include "schedule_priv.h"

#define KEEP            3
#define MEMORY_MIB      1024
#define MEMORY_LEAST    64
#define MEMORY_MOST     65536
#define EDITION_SECONDS 300
#define SECONDS_MOST    86400

void gr_attr_refuse(const gr_jobs_reading *reading, const gr_xml_named *named, const char *would_do)
{
    gr_diag_report(reading->diag, named->at, GR_CODE_ATTRIBUTE_VALUE, GR_FMT "=\"" GR_FMT "\"; %s",
                   GR_ARG(named->name), GR_ARG(named->value), would_do);
}

static void read_head(const gr_jobs_reading *reading, const gr_xml_elem *root)
{
    gr_jobs *jobs = reading->jobs;
    jobs->id = gr_xml_value(root, "id");
    jobs->zone = gr_xml_value(root, "zone");
    jobs->title = gr_xml_value(root, "title");
    jobs->title = jobs->title.len > 0 ? jobs->title : jobs->id;
    jobs->style = gr_xml_value(root, "style");
    jobs->style_at = jobs->style.len > 0 ? gr_xml_find(root, "style")->at : (gr_loc){0};
    jobs->archive = gr_xml_flag(root, "archive");
    if (jobs->id.len > GR_BATCH_ID_BYTES) {
        gr_attr_refuse(reading, gr_xml_find(root, "id"),
                       "at most 64 letters; files are named after it");
    }
    if (!gr_zone_known(jobs->zone)) {
        gr_diag_report(reading->diag, gr_xml_find(root, "zone")->at, GR_CODE_ZONE_UNKNOWN,
                       "'" GR_FMT "'; zones are written Europe/Amsterdam or UTC, as in "
                       "/usr/share/zoneinfo (package tzdata)",
                       GR_ARG(jobs->zone));
        jobs->zone = GR_LIT("UTC"); /* so that the rest can be read */
    }
}

static unsigned read_bounded(const gr_jobs_reading *reading, const gr_xml_elem *elem,
                             const char *name, unsigned least, unsigned most, unsigned otherwise)
{
    int64_t n = gr_xml_int(elem, name, otherwise);
    if (n < least || n > most) {
        gr_attr_refuse(
            reading, gr_xml_find(elem, name),
            gr_str_fmt(reading->arena, "a number from %u to %u is needed", least, most).ptr);
        return otherwise;
    }
    return (unsigned)n;
}

static void read_limits(const gr_jobs_reading *reading, const gr_xml_elem *elem)
{
    gr_jobs *jobs = reading->jobs;
    jobs->memory_mib =
        read_bounded(reading, elem, "memory-mib", MEMORY_LEAST, MEMORY_MOST, MEMORY_MIB);
    jobs->edition_seconds =
        read_bounded(reading, elem, "edition-seconds", 1, SECONDS_MOST, EDITION_SECONDS);
}

/* Trailing slashes go: names are put behind it with one of their own. */
static gr_str read_links(const gr_jobs_reading *reading, const gr_xml_named *links)
{
    bool fits = gr_str_starts(links->value, GR_LIT("https://")) ||
                gr_str_starts(links->value, GR_LIT("http://"));
    for (size_t i = 0; i < links->value.len; i++) {
        char c = links->value.ptr[i];
        fits = fits && c > ' ' && c < 0x7f && strchr("<>\"?#", c) == NULL;
    }
    if (!fits) {
        gr_attr_refuse(reading, links,
                       "a web address such as https://intern.example/documenten is needed");
    }
    gr_str base = links->value;
    while (gr_str_ends(base, GR_LIT("/"))) {
        base.len--;
    }
    return base;
}

static void read_mailer(const gr_jobs_reading *reading, const gr_xml_named *program)
{
    if (program != NULL && !gr_str_starts(program->value, GR_LIT("/"))) {
        gr_attr_refuse(reading, program, "a whole path such as " GR_BATCH_MAILER " is needed");
    }
    reading->jobs->mailer = program == NULL ? GR_LIT(GR_BATCH_MAILER) : program->value;
}

static void read_mail(const gr_jobs_reading *reading, const gr_xml_elem *elem)
{
    const gr_xml_named *links = gr_xml_find(elem, "links");
    reading->jobs->sender = gr_xml_value(elem, "sender");
    reading->jobs->reply_to = gr_xml_value(elem, "reply-to");
    read_mailer(reading, gr_xml_find(elem, "program"));
    (void)gr_address_check(reading, gr_xml_find(elem, "sender"));
    (void)gr_address_check(reading, gr_xml_find(elem, "reply-to"));
    if (links != NULL) {
        reading->jobs->link_base = read_links(reading, links);
    }
}

static void read_metrics(const gr_jobs_reading *reading, const gr_xml_elem *elem)
{
    const gr_xml_named *file = gr_xml_find(elem, "file");
    bool whole = gr_str_starts(file->value, GR_LIT("/")) &&
                 gr_str_find(file->value, GR_LIT("..")) == SIZE_MAX;
    if (!gr_str_ends(file->value, GR_LIT(".prom"))) {
        gr_attr_refuse(reading, file,
                       "a file name that ends in .prom is needed: the collector reads no "
                       "other");
    } else if (!whole) {
        gr_attr_refuse(reading, file,
                       "a whole path is needed, outside the folder of documents: "
                       "/var/lib/prometheus/node-exporter/griffie.prom");
    }
    reading->jobs->metrics = file->value;
    reading->jobs->metrics_at = file->at;
}

/* ---- the parts in their order: jobs need the sender and the defaults ---- */

/* The only <name>, or NULL; says when there are more. */
static const gr_xml_elem *only_child(const gr_jobs_reading *reading, const gr_xml_elem *root,
                                     gr_batch_kind kind)
{
    const gr_xml_elem *first = NULL;
    for (const gr_xml_elem *elem = gr_xml_next(root, NULL); elem != NULL;
         elem = gr_xml_next(root, elem)) {
        if (elem->rule->kind != (int)kind) {
            continue;
        }
        if (first == NULL) {
            first = elem;
            continue;
        }
        gr_diag_report(reading->diag, elem->at, GR_CODE_NAME_DUPLICATE, "a second <" GR_FMT ">",
                       GR_ARG(elem->name));
        gr_diag_note(reading->diag, first->at, "the first one");
    }
    return first;
}

static void read_settings(const gr_jobs_reading *reading, const gr_xml_elem *root)
{
    const gr_xml_elem *limits = only_child(reading, root, GR_BATCH_LIMITS);
    const gr_xml_elem *mail = only_child(reading, root, GR_BATCH_MAIL);
    const gr_xml_elem *metrics = only_child(reading, root, GR_BATCH_METRICS);
    read_head(reading, root);
    if (limits != NULL) {
        read_limits(reading, limits);
    }
    if (mail != NULL) {
        read_mail(reading, mail);
    }
    if (metrics != NULL) {
        read_metrics(reading, metrics);
    }
}

static void check_unique(const gr_jobs_reading *reading, const gr_job *list, size_t n,
                         const gr_job *job)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(list[i].id, job->id)) {
            gr_diag_report(reading->diag, job->at, GR_CODE_NAME_DUPLICATE, "job '" GR_FMT "'",
                           GR_ARG(job->id));
            gr_diag_note(reading->diag, list[i].at, "the first one");
        }
    }
}

/** What its element has against the grammar was told and does not stand in it any more. */
static gr_job read_job(const gr_jobs_reading *reading, const gr_xml_elem *elem,
                       const gr_job *common, const gr_job *before, size_t n_before)
{
    gr_job job = *common;
    unsigned errors_before = gr_diag_count(reading->diag, GR_ERROR);
    gr_job_read(reading, elem, &job);
    check_unique(reading, before, n_before, &job);
    job.faulty = elem->faults > 0 || gr_diag_count(reading->diag, GR_ERROR) > errors_before;
    if (job.faulty) {
        job.keep_days = 0; /* nobody knows what it asked for, and where: nothing is thrown away */
    }
    return job;
}

/** Counts the errors that are of single jobs. */
static void read_jobs(const gr_jobs_reading *reading, const gr_xml_elem *root, unsigned *n_of_jobs)
{
    const gr_xml_elem *defaults = only_child(reading, root, GR_BATCH_DEFAULTS);
    gr_job common = {.period = GR_LIT(""), .destination = GR_LIT(""), .keep = KEEP};
    gr_job *list = NULL;
    size_t n = 0, cap = 0;
    if (defaults != NULL) {
        gr_job_settings_read(reading, defaults, &common);
    }
    for (const gr_xml_elem *elem = gr_xml_next(root, NULL); elem != NULL;
         elem = gr_xml_next(root, elem)) {
        if (elem->rule->kind == GR_BATCH_JOB) {
            unsigned errors_before = gr_diag_count(reading->diag, GR_ERROR);
            gr_job job = read_job(reading, elem, &common, list, n);
            *n_of_jobs += gr_diag_count(reading->diag, GR_ERROR) - errors_before;
            *GR_PUSH(reading->arena, list, n, cap, gr_job) = job;
        }
    }
    if (n == 0) {
        gr_diag_report(reading->diag, root->at, GR_CODE_ELEMENT_MISSING,
                       "batch '" GR_FMT "' needs a <job>", GR_ARG(reading->jobs->id));
    }
    reading->jobs->jobs = list;
    reading->jobs->n = n;
}

/** Some fault of the grammar stands outside of all jobs: what they have in common is in doubt. */
static bool faults_outside_jobs(const gr_xml_elem *root)
{
    unsigned of_jobs = 0;
    for (const gr_xml_elem *elem = gr_xml_next(root, NULL); elem != NULL;
         elem = gr_xml_next(root, elem)) {
        of_jobs += elem->rule->kind == GR_BATCH_JOB ? elem->faults : 0;
    }
    return root->faults > of_jobs;
}

gr_status gr_jobs_read(gr_str path, const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                       const gr_jobs **out)
{
    static const gr_xml_grammar *const grammars[] = {&gr_batch_grammar};
    gr_xml_elem *root = NULL;
    gr_status grammar = gr_xml_tree_read(path, grammars, 1, limits, arena, diag, &root);
    if (root == NULL || faults_outside_jobs(root)) {
        return grammar;
    }
    unsigned errors_before = gr_diag_count(diag, GR_ERROR);
    gr_jobs *jobs = GR_NEW(arena, gr_jobs);
    *jobs = (gr_jobs){.file = gr_str_dup(arena, path),
                      .sender = GR_LIT(""),
                      .reply_to = GR_LIT(""),
                      .title = GR_LIT(""),
                      .style = GR_LIT(""),
                      .mailer = GR_LIT(GR_BATCH_MAILER),
                      .link_base = GR_LIT(""),
                      .metrics = GR_LIT(""),
                      .memory_mib = MEMORY_MIB,
                      .edition_seconds = EDITION_SECONDS};
    gr_jobs_reading reading = {jobs, arena, diag};
    read_settings(&reading, root);
    unsigned of_jobs = 0;
    read_jobs(&reading, root, &of_jobs);
    unsigned errors = gr_diag_count(diag, GR_ERROR) - errors_before;
    if (errors == of_jobs) {
        *out = jobs;
    }
    return errors == 0 ? grammar : GR_BAD_INPUT;
}
