#include "lookback/last_run.h"

/* Owns what earlier runs tell of this one. Nothing is lost when the journal is: then all is made,
 * and all is said. */
#include "base/arena.h"
#include "base/exit.h"
#include "base/life.h"
#include "journal/compare.h"
#include "provenance/version.h"
#include "store/version.h"

static const gr_order *order_of_job(const gr_last_run_setup *setup, gr_str job)
{
    for (size_t i = 0; i < setup->n_orders; i++) {
        if (gr_str_eq(setup->orders[i].job, job)) {
            return &setup->orders[i];
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
    gr_str life = gr_published_life(published, "status", arena);
    return gr_life_parse(life, &status) && status > GR_LIFE_CONCEPT;
}

/** One row of the last run stands as it was left. */
static bool stands_as_left(const gr_last_run_setup *setup, const gr_journal_edition *left,
                           gr_plan_row *out)
{
    gr_plan_row row = {.order = order_of_job(setup, left->job),
                       .report = left->report,
                       .title = left->report,
                       .edition = {.id = left->edition, .key = GR_LIT(""), .name = left->edition},
                       .key = left->key,
                       .documents = GR_LIT(""),
                       .waived = GR_LIT(""),
                       .outcome = GR_EDITION_UNCHANGED};
    if (row.order == NULL || left->key.len == 0 ||
        !(gr_str_eq(left->status, gr_edition_status_word(GR_STATUS_PUBLISHED)) ||
          gr_str_eq(left->status, gr_edition_status_word(GR_STATUS_UNCHANGED)))) {
        return false;
    }
    const gr_place place = gr_place_at(&setup->store, row.order->destination, row.report,
                                       row.edition.id, setup->arena);
    if (!gr_version_is_shown(&place, left->key, setup->arena) ||
        !gr_version_stands(&place, left->key, setup->arena) ||
        !is_for_the_day(&row, &place, setup->arena)) {
        return false;
    }
    *out = row;
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

static bool names_waived(const gr_journal_message *said, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_is(said[i].code, gr_codes[GR_CODE_CHECK_WAIVED].tag)) {
            return true;
        }
    }
    return false;
}

/** What it warned of is still so, and is to be said again: that takes reading it all. The same of
 * what is waived: it stands beside its editions. */
static bool warned(const gr_last_run_setup *setup, gr_run_id last, gr_diag *discarded)
{
    gr_journal_message *said = NULL;
    size_t n = 0;
    return gr_journal_messages(setup->journal, last, setup->arena, discarded, &said, &n) != GR_OK ||
           count_reasons(said, n) > 0 || names_waived(said, n);
}

bool gr_nothing_changed(const gr_last_run_setup *setup, gr_plan_row **out, size_t *out_n)
{
    gr_journal_run *last = NULL;
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(setup->arena, 1);
    gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .most = 1};
    if (gr_journal_runs(setup->journal, &query, setup->arena, discarded, &last, &n) != GR_OK ||
        n != 1 || last->exit != GR_EXIT_OK || !gr_str_eq(last->jobs, setup->now->jobs) ||
        !gr_str_eq(last->inputs, setup->now->inputs) || warned(setup, last->id, discarded)) {
        return false;
    }
    query.run = last->id;
    query.most = 0;
    if (gr_journal_editions(setup->journal, &query, setup->arena, discarded, &rows, &n) != GR_OK) {
        return false;
    }
    gr_plan_row *same = GR_NEW_N(setup->arena, gr_plan_row, n);
    for (size_t i = 0; i < n; i++) { /* newest first: back to the order they were made in */
        if (!stands_as_left(setup, &rows[n - 1 - i], &same[i])) {
            return false;
        }
    }
    *out = same;
    *out_n = n;
    return n > 0;
}

/* --- what was said before --- */

#define RUNS_MOST 100 /* of other jobs in between */

/** The last run of the same jobs that is over; NULL: none is known. */
static const gr_journal_run *last_of_jobs(const gr_last_run_setup *setup, gr_arena *arena,
                                          gr_diag *discarded)
{
    const gr_journal_run *now = setup->now;
    const gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .most = RUNS_MOST};
    gr_journal_run *runs = NULL;
    size_t n = 0;
    if (gr_journal_runs(setup->journal, &query, arena, discarded, &runs, &n) != GR_OK) {
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

bool gr_said_before(const gr_last_run_setup *setup, const gr_diag *diag)
{
    gr_arena *arena = gr_arena_new(4096);
    gr_diag *discarded = gr_diag_new(arena, 1);
    gr_journal_message *said = NULL;
    size_t n = 0;
    const gr_journal_run *last = last_of_jobs(setup, arena, discarded);
    bool same =
        last != NULL &&
        gr_journal_messages(setup->journal, last->id, arena, discarded, &said, &n) == GR_OK &&
        says_the_same(diag, said, n, arena);
    gr_arena_free(arena);
    return same;
}
