/* Owns what shells offer while a name is typed: of reports, editions, jobs and house styles, a line
 * each. Reads descriptors and names of folders, never an export, so that it is quick: editions are
 * those that descriptors name, and those that were published. */
#include "base/arena.h"
#include "base/intern.h"
#include "edition/guards.h"
#include "lookback/lookback.h"
#include "reading.h"

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

typedef struct naming {
    const gr_session *session;
    gr_words words; /* of what; perhaps of which report */
    gr_folders folders;
    const gr_load *load; /* descriptors, when names of what they hold are asked for */
} naming;

static void add_reports(const naming *n, name_list *names)
{
    const gr_report_file *files = NULL;
    size_t n_files = gr_load_reports(n->load, &files);
    for (size_t i = 0; i < n_files; i++) {
        add(names, files[i].id);
    }
}

static void add_styles(const naming *n, name_list *names)
{
    const gr_opened_style *styles = NULL;
    size_t n_styles = gr_load_styles(n->load, &styles);
    for (size_t i = 0; i < n_styles; i++) {
        add(names, styles[i].house->id);
    }
}

/** NULL: there are none to be read, which was said. */
static const gr_jobs *jobs_of(const naming *n)
{
    const gr_jobs *jobs = NULL;
    bool whole = gr_batch_read(n->session, n->folders.batch, &jobs) == GR_OK;
    return whole || jobs != NULL ? jobs : NULL; /* of bad ones the names can be had as well */
}

static void add_jobs(const naming *n, name_list *names)
{
    const gr_jobs *jobs = jobs_of(n);
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

static void add_editions_of_job(const gr_job *job, name_list *names)
{
    for (size_t i = 0; i < job->n_editions; i++) {
        add(names, job->editions[i].name);
    }
    for (size_t i = 0; i < job->n_recipients; i++) {
        add(names, job->recipients[i].edition);
    }
}

/** Of one report, when a second word names it. */
static void add_editions(const naming *n, name_list *names)
{
    gr_arena *arena = n->session->arena;
    gr_str report = GR_LIT(""), folder = GR_LIT("");
    if (n->words.n > 1) {
        gr_split_destination(n->words.items[1], &folder, &report);
    }
    const gr_report_file *files = NULL;
    size_t n_files = gr_load_reports(n->load, &files);
    for (size_t i = 0; i < n_files; i++) {
        if ((report.len == 0 || gr_str_eq(report, files[i].id)) && has_region(files[i].root)) {
            add(names, GR_LIT("region"));
        }
    }
    const gr_jobs *jobs = jobs_of(n);
    for (size_t i = 0; jobs != NULL && i < jobs->n; i++) {
        if (report.len == 0 || gr_str_eq(report, jobs->jobs[i].report.name)) {
            add_editions_of_job(&jobs->jobs[i], names);
        }
    }
    gr_str *published = NULL;
    size_t n_published = gr_published_editions(&n->session->store, report, arena, &published);
    for (size_t i = 0; i < n_published; i++) {
        add(names, published[i]);
    }
}

static const struct {
    const char *name;
    bool loads; /* descriptors besides that of the batch */
    void (*add)(const naming *n, name_list *names);
} kinds[] = {
    {"reports", true, add_reports},
    {"editions", true, add_editions},
    {"jobs", false, add_jobs},
    {"styles", true, add_styles},
};
#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static gr_status refuse_kind(gr_str word, gr_diag *diag)
{
    gr_diag_report(diag, (gr_loc){0}, GR_CODE_USAGE,
                   "there are names of reports, editions, jobs and styles, not of '" GR_FMT "'",
                   GR_ARG(word));
    return GR_BAD_INPUT;
}

static gr_status print(name_list *names, gr_diag *diag)
{
    gr_buf out = gr_buf_make(names->arena, SIZE_MAX);
    if (names->n > 0) {
        qsort(names->items, names->n, sizeof(names->items[0]), by_bytes);
    }
    for (size_t i = 0; i < names->n; i++) {
        if (i == 0 || !gr_str_eq(names->items[i], names->items[i - 1])) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(names->items[i]));
        }
    }
    return gr_print_out(gr_buf_view(&out), diag);
}

static gr_status tell_names(naming *n, size_t kind)
{
    name_list names = {.arena = n->session->arena};
    gr_load *load = NULL;
    gr_status status = GR_OK;
    gr_guard_reader(GR_LIT(""), n->session->diag);
    if (kinds[kind].loads) {
        const gr_reading_setup reading = gr_reading_of(n->session, &n->folders);
        n->load = load = gr_load_open(&reading.files);
        status = gr_load_descriptors(load, NULL, 0);
    }
    kinds[kind].add(n, &names); /* also when others of them cannot be read */
    gr_status printed = print(&names, n->session->diag);
    gr_load_close(load);
    return status == GR_OK ? printed : status;
}

gr_exit gr_answer_names(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_names_request *asked = &request->of.names;
    naming n = {.session = session,
                .words = asked->words,
                .folders = gr_folders_of(&asked->folders, session->arena)};
    size_t kind = 0;
    (void)ending;
    while (kind < N_KINDS && !gr_str_is(asked->words.items[0], kinds[kind].name)) {
        kind++;
    }
    return gr_exit_of(kind == N_KINDS ? refuse_kind(asked->words.items[0], session->diag)
                                      : tell_names(&n, kind),
                      session->diag);
}
