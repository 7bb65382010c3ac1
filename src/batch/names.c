/* Owns what shells offer while a name is typed: of reports, editions, jobs and house styles, a line
 * each. Reads descriptors and names of folders, never an export, so that it is quick: editions are
 * those that descriptors name, and those that were published. */
#include "base/arena.h"
#include "base/intern.h"
#include "lookback/lookback.h"
#include "night.h"

typedef struct name_list {
    gr_arena *arena;
    gr_str *items;
    size_t n, cap;
} name_list;

static void add(name_list *names, gr_str name)
{
    if (name.len > 0) {
        *GR_PUSH(names->arena, names->items, names->n, names->cap, gr_str) = name;
    }
}

static int by_bytes(const void *a, const void *b)
{
    return gr_str_cmp(*(const gr_str *)a, *(const gr_str *)b);
}

static void add_reports(batch *run, name_list *names)
{
    const gr_report_file *files = NULL;
    size_t n = gr_load_reports(run->load, &files);
    for (size_t i = 0; i < n; i++) {
        add(names, files[i].id);
    }
}

static void add_styles(batch *run, name_list *names)
{
    const gr_opened_style *styles = NULL;
    size_t n = gr_load_styles(run->load, &styles);
    for (size_t i = 0; i < n; i++) {
        add(names, styles[i].house->id);
    }
}

/** NULL: there are none to be read, which was said. */
static const gr_jobs *jobs_of(batch *run)
{
    const gr_jobs *jobs = NULL;
    return batch_read_jobs(run, &jobs) == GR_OK ? jobs : NULL;
}

static void add_jobs(batch *run, name_list *names)
{
    const gr_jobs *jobs = jobs_of(run);
    for (size_t i = 0; jobs != NULL && i < jobs->n; i++) {
        add(names, jobs->jobs[i].id);
    }
}

/** Of everybody, unless the report is for owners only. */
static bool has_region(const gr_tnode *report)
{
    const gr_tnode *editions = report->first;
    while (editions != NULL && editions->kind != GR_E_EDITIONS) {
        editions = editions->next;
    }
    return editions == NULL || gr_tnode_attr(editions, "of") == NULL ||
           gr_tnode_flag(editions, "region", false);
}

static void add_editions_of_job(const gr_night_job *job, name_list *names)
{
    for (size_t i = 0; i < job->n_editions; i++) {
        add(names, job->editions[i].name);
    }
    for (size_t i = 0; i < job->n_recipients; i++) {
        add(names, job->recipients[i].edition);
    }
}

/** Of one report, when a second word names it. */
static void add_editions(batch *run, name_list *names)
{
    const gr_request *request = run->request;
    gr_str report = GR_LIT(""), folder = GR_LIT("");
    if (request->n_words > 1) {
        gr_split_destination(request->words[1], &folder, &report);
    }
    const gr_report_file *files = NULL;
    size_t n = gr_load_reports(run->load, &files);
    for (size_t i = 0; i < n; i++) {
        if ((report.len == 0 || gr_str_eq(report, files[i].id)) && has_region(files[i].root)) {
            add(names, GR_LIT("region"));
        }
    }
    const gr_jobs *jobs = jobs_of(run);
    for (size_t i = 0; jobs != NULL && i < jobs->n; i++) {
        if (report.len == 0 || gr_str_eq(report, jobs->jobs[i].report.name)) {
            add_editions_of_job(&jobs->jobs[i], names);
        }
    }
    gr_str *published = NULL;
    n = gr_published_editions(&run->store, report, run->src, &published);
    for (size_t i = 0; i < n; i++) {
        add(names, published[i]);
    }
}

static const struct {
    const char *name;
    bool loads; /* descriptors besides that of the batch */
    void (*add)(batch *run, name_list *names);
} kinds[] = {
    {"reports", true, add_reports},
    {"editions", true, add_editions},
    {"jobs", false, add_jobs},
    {"styles", true, add_styles},
};

static gr_status refuse_kind(const batch *run)
{
    gr_diag_report(run->diag, (gr_loc){0}, GR_CODE_USAGE,
                   "there are names of reports, editions, jobs and styles, not of '" GR_FMT "'",
                   GR_ARG(run->request->words[0]));
    return GR_BAD_INPUT;
}

static gr_status print(const batch *run, name_list *names)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    if (names->n > 0) {
        qsort(names->items, names->n, sizeof(names->items[0]), by_bytes);
    }
    for (size_t i = 0; i < names->n; i++) {
        if (i == 0 || !gr_str_eq(names->items[i], names->items[i - 1])) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(names->items[i]));
        }
    }
    return batch_print(gr_buf_view(&out), run->diag);
}

gr_exit batch_names(batch *run)
{
    name_list names = {.arena = run->src};
    size_t kind = 0;
    while (kind < sizeof(kinds) / sizeof(kinds[0]) &&
           !gr_str_is(run->request->words[0], kinds[kind].name)) {
        kind++;
    }
    if (kind == sizeof(kinds) / sizeof(kinds[0])) {
        return batch_exit_of(refuse_kind(run), run->diag);
    }
    batch_guard_loader(run);
    gr_status status = GR_OK;
    if (kinds[kind].loads) {
        batch_open_load(run);
        status = gr_load_descriptors(run->load, NULL, 0);
    }
    kinds[kind].add(run, &names); /* also when others of them cannot be read */
    gr_status printed = print(run, &names);
    return batch_exit_of(status == GR_OK ? printed : status, run->diag);
}
