#include "lookback/standing.h"

/* Owns the list of editions that stand below the output folder. Must not know what it is for. */
#include "base/arena.h"
#include "base/file.h"
#include "store/folder.h"
#include "store/version_file.h"
#include "json/read.h"

#define ROWS_MOST    4096     /* of the journal: editions of a report in its last run */
#define ROWS_AT_ONCE 64       /* of the journal */
#define REGION       "region" /* id of the region's edition */

typedef struct listing {
    const gr_standing_setup *setup;
    gr_arena *arena; /* the setup's */
    const gr_jobs *jobs;
    gr_standing *list;
    size_t n, cap;
} listing;

gr_str gr_standing_file(const gr_store *store, const gr_standing *one, gr_str key,
                        gr_version_part part, gr_arena *arena)
{
    gr_str bytes = GR_LIT("");
    const gr_place place = gr_place_at(store, one->destination, one->report, one->edition, arena);
    (void)gr_version_find(gr_version_folder(&place, key, arena), part, arena, &bytes);
    return bytes;
}

/** Its place in the descriptor; behind them all what no job makes any more. */
static size_t job_of(const listing *l, const gr_standing *one)
{
    size_t i = 0;
    while (i < l->jobs->n && !(gr_str_eq(l->jobs->jobs[i].report.name, one->report) &&
                               gr_str_eq(l->jobs->jobs[i].destination, one->destination))) {
        i++;
    }
    return i;
}

static void add(listing *l, gr_standing one)
{
    gr_arena *arena = l->arena;
    for (size_t i = 0; i < l->n; i++) {
        if (gr_str_eq(l->list[i].destination, one.destination) &&
            gr_str_eq(l->list[i].report, one.report) &&
            gr_str_eq(l->list[i].edition, one.edition)) {
            return;
        }
    }
    const gr_place place =
        gr_place_at(&l->setup->store, one.destination, one.report, one.edition, arena);
    one.job = job_of(l, &one);
    one.key = gr_place_current(&place, arena);
    one.manifest = one.key.len == 0 ? GR_LIT("")
                                    : gr_standing_file(&l->setup->store, &one, one.key,
                                                       GR_VERSION_MANIFEST, arena);
    if (one.key.len > 0 || one.row != NULL || one.missed || gr_place_is_withdrawn(&place, arena)) {
        *GR_PUSH(arena, l->list, l->n, l->cap, gr_standing) = one;
    }
}

static bool is_document(gr_str name)
{
#define GR_OUTPUT(NAME, mime, label) "." #NAME,
    static const char *const endings[] = {
#include "base/outputs.def"
    };
#undef GR_OUTPUT
    bool found = false;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        found = found || gr_str_ends(name, gr_str_of(endings[i]));
    }
    return found;
}

gr_str gr_standing_documents(gr_str manifest, gr_arena *arena)
{
    gr_str *files = NULL;
    size_t n = 0;
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    if (manifest.len == 0 || !gr_json_list(manifest, "$.files", arena, &files, &n)) {
        return GR_LIT("");
    }
    for (size_t i = 0; i < n; i++) {
        gr_str name = GR_LIT("");
        if (gr_json_find(files[i], "$.name", arena, &name) && is_document(name)) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(name));
        }
    }
    return gr_buf_view(&out);
}

static size_t names_in(const listing *l, gr_str folder, gr_str **out)
{
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(l->arena, 1);
    return gr_folder_list(folder, GR_LIT(""), l->arena, discarded, out, &n) == GR_OK ? n : 0;
}

static void add_folder(listing *l, gr_str destination)
{
    gr_str *reports = NULL;
    gr_str *editions = NULL;
    gr_str versions = gr_versions_folder(l->setup->store.state, destination, l->arena);
    size_t n = names_in(l, versions, &reports);
    for (size_t i = 0; i < n; i++) {
        size_t m = names_in(l, gr_path_join(l->arena, versions, reports[i]), &editions);
        for (size_t k = 0; k < m; k++) {
            if (gr_str_ends(editions[k], GR_LIT(GR_CHANGES))) {
                continue;
            }
            add(l, (gr_standing){
                       .destination = destination, .report = reports[i], .edition = editions[k]});
        }
    }
}

static int by_name(const void *left, const void *right)
{
    const gr_standing *a = left, *b = right;
    int order = (a->job > b->job) - (a->job < b->job);
    order = order == 0 ? gr_str_cmp(a->destination, b->destination) : order;
    order = order == 0 ? gr_str_cmp(a->report, b->report) : order;
    if (order == 0) {
        order = gr_str_is(b->edition, REGION) - gr_str_is(a->edition, REGION);
    }
    return order == 0 ? gr_str_cmp(a->edition, b->edition) : order;
}

gr_str gr_standing_title(const gr_standing *list, size_t n, gr_arena *arena)
{
    gr_str title = GR_LIT("");
    for (size_t i = 0; i < n && title.len == 0; i++) {
        if (list[i].manifest.len > 0) {
            (void)gr_json_find(list[i].manifest, "$.open-title", arena, &title);
        }
    }
    title = title.len == 0 ? list->report : title;
    return list->destination.len == 0 ? title
                                      : gr_str_fmt(arena, GR_FMT " (" GR_FMT ")", GR_ARG(title),
                                                   GR_ARG(list->destination));
}

gr_str gr_standing_name(const gr_plan_row *row, gr_str manifest, gr_str edition, gr_str region,
                        gr_arena *arena)
{
    gr_str name = row == NULL ? edition : row->edition.name;
    if (gr_str_is(edition, REGION)) {
        return region;
    }
    if (gr_str_eq(name, edition) && manifest.len > 0) { /* the loader was not asked for it */
        (void)gr_json_find(manifest, "$.edition-name", arena, &name);
    }
    return name.len == 0 ? edition : name;
}

/** Editions that did not come to be when they were last made, also when nothing stands there: a
 *  later run of other jobs is not to hide them. */
static void add_missed(listing *l, const gr_job *job)
{
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(l->arena, 1);
    const gr_history_query query = {
        .report = job->report.name, .edition = GR_LIT(""), .figure = GR_LIT(""), .most = ROWS_MOST};
    if (l->setup->journal == NULL ||
        gr_journal_editions(l->setup->journal, &query, l->arena, discarded, &rows, &n) != GR_OK) {
        return;
    }
    gr_run_id last = 0; /* of this job */
    for (size_t i = 0; i < n; i++) {
        bool is_job = gr_str_eq(rows[i].job, job->id);
        last = is_job && last == 0 ? rows[i].run : last;
        bool missed = gr_str_eq(rows[i].status, gr_edition_status_word(GR_STATUS_FAILED)) ||
                      gr_str_eq(rows[i].status, gr_edition_status_word(GR_STATUS_BLOCKED)) ||
                      gr_str_eq(rows[i].status, gr_edition_status_word(GR_STATUS_REFUSED));
        if (missed && is_job && rows[i].run == last) {
            add(l, (gr_standing){.destination = job->destination,
                                 .report = job->report.name,
                                 .edition = rows[i].edition,
                                 .missed = true});
        }
    }
}

size_t gr_standings(const gr_standing_setup *setup, gr_standing **out)
{
    const gr_jobs *jobs = setup->jobs;
    listing l = {.setup = setup, .arena = setup->arena, .jobs = jobs};
    for (size_t i = 0; i < setup->n_rows; i++) {
        const gr_plan_row *row = &setup->rows[i];
        add(&l, (gr_standing){.destination = row->order->destination,
                              .report = row->report,
                              .edition = row->edition.id,
                              .row = row});
    }
    add_folder(&l, GR_LIT(""));
    for (size_t i = 0; i < jobs->n; i++) {
        add_folder(&l, jobs->jobs[i].destination);
        add_missed(&l, &jobs->jobs[i]);
    }
    if (l.n > 1) {
        qsort(l.list, l.n, sizeof(*l.list), by_name);
    }
    *out = l.list;
    return l.n;
}

gr_str gr_standing_last(const gr_standing_setup *setup, const gr_standing *one)
{
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    gr_history_query query = {
        .report = one->report, .edition = one->edition, .figure = GR_LIT(""), .most = ROWS_AT_ONCE};
    gr_diag *discarded = gr_diag_new(setup->arena, 1);
    do { /* rows of other destinations may be many */
        if (setup->journal == NULL || gr_journal_editions(setup->journal, &query, setup->arena,
                                                          discarded, &rows, &n) != GR_OK) {
            return GR_LIT("");
        }
        for (size_t i = 0; i < n; i++) {
            if (gr_str_eq(rows[i].destination, one->destination)) {
                return rows[i].status;
            }
        }
        query.before = n > 0 ? rows[n - 1].id : 0;
    } while (n == query.most);
    return GR_LIT("");
}
