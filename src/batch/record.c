/* Owns what a run writes into the journal, and what it reads back from it. Nothing here is needed
 * to publish: the journal may be lost. */
#include "base/arena.h"
#include "base/file.h"
#include "night.h"
#include "store/version.h"
#include "store/version_file.h"
#include "json/read.h"

static void add_messages(batch *run, const gr_diag *diag, gr_str edition, gr_arena *arena)
{
    static const char *const levels[] = {
        [GR_NOTE] = "note", [GR_WARNING] = "warning", [GR_ERROR] = "error"};
    gr_diag_row row = {0};
    for (size_t i = 0; gr_diag_at(diag, i, arena, &row); i++) {
        const gr_journal_message message = {.run = run->night->entry.id,
                                            .edition = edition,
                                            .level = gr_str_of(levels[row.level]),
                                            .code = gr_str_of(row.tag),
                                            .place = row.place,
                                            .text = row.text};
        gr_journal_add_message(run->night->journal, &message, run->diag);
    }
}

void batch_record_messages(batch *run)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *said = gr_diag_new(arena, UINT32_MAX);
    gr_diag_merge(said, run->diag, GR_LIT("")); /* the list grows when the journal refuses */
    add_messages(run, said, GR_LIT(""), arena);
    gr_arena_free(arena);
}

static gr_str life_of(gr_str published, gr_arena *arena)
{
    gr_str life = GR_LIT("");
    (void)gr_json_find(published, "$.life.status", arena, &life);
    return life;
}

/** A version that the journal does not know was published by this run, by one that died before it
 *  could write it down, or by `render` or `release`. */
static bool is_news(const batch *run, const gr_plan_row *row, gr_str key, gr_arena *arena,
                    gr_str *in_out_before)
{
    gr_str known = gr_journal_last_key(run->night->journal, row->order->destination, row->report,
                                       row->edition.id, arena);
    if (gr_str_eq(*in_out_before, key)) {
        *in_out_before = known; /* not this run moved the link */
    }
    return key.len > 0 && !gr_str_eq(known, key);
}

void batch_record_row(batch *run, const gr_plan_row *row, gr_str before)
{
    gr_arena *arena = gr_arena_new(4096);
    const gr_place place = batch_place_of(run, row, arena);
    gr_str key = gr_place_current(&place, arena);
    bool news = is_news(run, row, key, arena, &before);
    gr_journal_edition entry = {
        .run = run->night->entry.id,
        .job = row->order->job,
        .report = row->report,
        .edition = row->edition.id,
        .destination = row->order->destination,
        .status = gr_told_word(gr_row_told(row)),
        .key = key,
        .before = news ? before : GR_LIT(""),
        .life = GR_LIT(""),
        .files = GR_LIT("[]"),
        .figures = GR_LIT(""),
        .at = batch_now(run),
        .duration_ms = row->duration_ms,
    };
    if (key.len > 0) {
        gr_str folder = gr_version_folder(&place, key, arena);
        gr_str published = GR_LIT("");
        gr_str manifest = GR_LIT("");
        (void)gr_version_find(folder, GR_VERSION_PUBLISHED, arena, &published);
        (void)gr_version_find(folder, GR_VERSION_MANIFEST, arena, &manifest);
        entry.life = life_of(published, arena);
        entry.figures = news ? published : GR_LIT("");
        (void)gr_json_find(manifest, "$.files", arena, &entry.files);
    }
    gr_journal_add_edition(run->night->journal, &entry, run->diag);
    if (row->diag != NULL) {
        add_messages(
            run, row->diag,
            gr_str_fmt(arena, GR_FMT "/" GR_FMT, GR_ARG(row->report), GR_ARG(row->edition.id)),
            arena);
    }
    gr_arena_free(arena);
}

static const gr_order *order_of_job(const batch *run, gr_str job)
{
    for (size_t i = 0; i < run->n_orders; i++) {
        if (gr_str_eq(run->orders[i].job, job)) {
            return &run->orders[i];
        }
    }
    return NULL;
}

/** What was made for another day would be made again; not what was released. */
static bool is_for_the_day(const gr_plan_row *row, const gr_place *place, gr_arena *arena)
{
    const gr_value made = gr_version_day_made_for(place, row->key, arena);
    if (made.type != GR_T_DATE || made.as.day == row->order->on.as.day) {
        return true;
    }
    gr_life_status status = GR_LIFE_NONE;
    gr_str published = GR_LIT("");
    (void)gr_version_find(gr_version_folder(place, row->key, arena), GR_VERSION_PUBLISHED, arena,
                          &published);
    gr_str life = life_of(published, arena);
    return gr_life_parse(life, &status) && status > GR_LIFE_CONCEPT;
}

/** One row of the last run stands as it was left. */
static bool stands_as_left(batch *run, const gr_journal_edition *left)
{
    gr_plan_row row = {.order = order_of_job(run, left->job),
                       .report = left->report,
                       .title = left->report,
                       .edition = {.id = left->edition, .key = GR_LIT(""), .name = left->edition},
                       .key = left->key,
                       .documents = GR_LIT(""),
                       .outcome = GR_EDITION_UNCHANGED};
    if (row.order == NULL || left->key.len == 0 ||
        !(gr_str_eq(left->status, gr_told_word(GR_TOLD_PUBLISHED)) ||
          gr_str_eq(left->status, gr_told_word(GR_TOLD_UNCHANGED)))) {
        return false;
    }
    const gr_place place = batch_place_of(run, &row, run->src);
    if (!gr_version_is_shown(&place, left->key, run->src) ||
        !gr_version_stands(&place, left->key, run->src) ||
        !is_for_the_day(&row, &place, run->src)) {
        return false;
    }
    *GR_PUSH(run->src, run->plan, run->n_plan, run->cap_plan, gr_plan_row) = row;
    return true;
}

/** Of the run as a whole, where those of its editions stand as well; notes are no reason. */
static size_t count_reasons(const gr_journal_message *said, size_t n)
{
    size_t reasons = 0;
    for (size_t i = 0; i < n; i++) {
        reasons += said[i].edition.len == 0 && !gr_str_is(said[i].level, "note") ? 1 : 0;
    }
    return reasons;
}

/** What it warned of is still so, and is to be said again: that takes reading it all. */
static bool warned(const batch *run, gr_run_id last, gr_diag *unheard)
{
    gr_journal_message *said = NULL;
    size_t n = 0;
    return gr_journal_messages(run->night->journal, last, run->src, unheard, &said, &n) != GR_OK ||
           count_reasons(said, n) > 0;
}

bool batch_nothing_changed(batch *run)
{
    const batch_night *night = run->night;
    gr_journal_run *last = NULL;
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(run->src, 1);
    gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .most = 1};
    if (run->request->force ||
        gr_journal_runs(night->journal, &query, run->src, unheard, &last, &n) != GR_OK || n != 1 ||
        last->exit != GR_EXIT_OK || !gr_str_eq(last->jobs, night->entry.jobs) ||
        !gr_str_eq(last->inputs, night->inputs) || warned(run, last->id, unheard)) {
        return false;
    }
    query.run = last->id;
    query.most = 0;
    if (gr_journal_editions(night->journal, &query, run->src, unheard, &rows, &n) != GR_OK) {
        return false;
    }
    bool same = n > 0;
    for (size_t i = n; same && i > 0; i--) { /* newest first: back to the order they were made in */
        same = stands_as_left(run, &rows[i - 1]);
    }
    run->n_plan = same ? run->n_plan : 0;
    return same;
}

/* --- what was said before --- */

#define RUNS_MOST 100 /* of other jobs in between */

/** The last run of the same jobs that is over; NULL: none is known. */
static const gr_journal_run *last_of_jobs(const batch *run, gr_arena *arena, gr_diag *unheard)
{
    const gr_journal_run *now = &run->night->entry;
    const gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .most = RUNS_MOST};
    gr_journal_run *runs = NULL;
    size_t n = 0;
    if (gr_journal_runs(run->night->journal, &query, arena, unheard, &runs, &n) != GR_OK) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (runs[i].id != now->id && runs[i].ended > 0 && gr_str_eq(runs[i].batch, now->batch) &&
            gr_str_eq(runs[i].jobs, now->jobs)) {
            return &runs[i];
        }
    }
    return NULL;
}

static bool was_said(const gr_journal_message *said, size_t n, const gr_diag_row *row)
{
    for (size_t i = 0; i < n; i++) {
        if (said[i].edition.len == 0 && gr_str_is(said[i].code, row->tag) &&
            gr_str_eq(said[i].place, row->place) && gr_str_eq(said[i].text, row->text)) {
            return true;
        }
    }
    return false;
}

/** Readers wait for what it is about, each night for something else. */
static bool is_told_each_time(const gr_diag_row *row)
{
    static const gr_code codes[] = {GR_CODE_MAIL_SEND, GR_CODE_DEADLINE_MISSED,
                                    GR_CODE_JOURNAL_WRITE};
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (strcmp(gr_codes[codes[i]].tag, row->tag) == 0) {
            return true;
        }
    }
    return false;
}

/** The same, and no fewer: that something is over is news as well. */
static bool says_the_same(const gr_diag *diag, const gr_journal_message *said, size_t n,
                          gr_arena *arena)
{
    gr_diag_row row = {0};
    size_t reasons = 0;
    for (size_t i = 0; gr_diag_at(diag, i, arena, &row); i++) {
        if (row.level == GR_NOTE) {
            continue;
        }
        reasons++;
        if (is_told_each_time(&row) || !was_said(said, n, &row)) {
            return false;
        }
    }
    return reasons == count_reasons(said, n);
}

bool batch_said_before(const batch *run)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *unheard = gr_diag_new(arena, 1);
    gr_journal_message *said = NULL;
    size_t n = 0;
    const gr_journal_run *last = last_of_jobs(run, arena, unheard);
    bool same =
        last != NULL &&
        gr_journal_messages(run->night->journal, last->id, arena, unheard, &said, &n) == GR_OK &&
        says_the_same(run->diag, said, n, arena);
    gr_arena_free(arena);
    return same;
}
