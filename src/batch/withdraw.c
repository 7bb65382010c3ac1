/* Owns `griffie withdraw`: readers no longer have an edition, the index page says so, and who was
 * sent it by mail is told. The version stays in the state folder. */
#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "lookback/mailed.h"
#include "provenance/life.h"
#include "store/version.h"
#include "tell.h"

typedef struct withdrawing {
    batch *run;
    gr_place place;
    gr_str destination, report, edition;
    gr_str *addresses; /* that the journal knows of */
    size_t n;
} withdrawing;

static gr_status refuse(const withdrawing *w, const char *why)
{
    gr_diag_report(w->run->diag, (gr_loc){0}, GR_CODE_WITHDRAW, "'" GR_FMT "': %s",
                   GR_ARG(w->place.below), why);
    return GR_BAD_INPUT;
}

/** Also what stands there without anything being known of it. */
static gr_status find(withdrawing *w)
{
    const batch *run = w->run;
    const gr_str *words = run->request->words;
    gr_split_destination(words[0], &w->destination, &w->report);
    w->edition = words[1];
    if (gr_path_is_inside(w->report) && gr_path_is_inside(w->edition)) {
        w->place = gr_place_at(&run->store, w->destination, w->report, w->edition, run->src);
        if (gr_place_shown(&w->place, run->src).len > 0) {
            return GR_OK;
        }
    }
    return gr_find_edition(&run->store, words[0], words[1], run->src, run->diag, &w->place);
}

static gr_status check(const withdrawing *w)
{
    const gr_request *request = w->run->request;
    const gr_place *place = &w->place;
    gr_diag *unheard = gr_diag_new(w->run->src, 5);
    gr_life life = {0};
    if (gr_place_shown(place, w->run->src).len == 0) {
        return refuse(w, "readers have no version of it; nothing is to be withdrawn");
    }
    bool released =
        gr_place_life(place, w->run->src, unheard, &life) != GR_OK || gr_life_is_released(&life);
    if (released && request->life.because.len == 0) {
        return refuse(w, "it was released; say in one line why it is withdrawn: --because 'table 3 "
                         "names a person'");
    }
    return GR_OK;
}

/* --- the doing --- */

static gr_status take_away(const withdrawing *w)
{
    const batch *run = w->run;
    gr_buf day = gr_buf_make(run->src, 64);
    gr_moment_add(run->request->now, GR_LIT("UTC"), &day);
    gr_str text = gr_str_fmt(run->src, GR_FMT "\n" GR_FMT "\n", GR_ARG(gr_buf_view(&day)),
                             GR_ARG(run->request->life.because));
    return gr_edition_take_away(&w->place, text, run->src, run->diag);
}

static void write_down(withdrawing *w, gr_journal *journal)
{
    batch *run = w->run;
    gr_journal_run entry = {.command = GR_LIT("withdraw"),
                            .batch = GR_LIT(""),
                            .jobs = GR_LIT(""),
                            .engine = run->engine,
                            .inputs = GR_LIT(""),
                            .began = run->request->now,
                            .exit = -1};
    gr_str edition = gr_path_join(run->src, w->report, w->edition);
    gr_journal_begin(journal, &entry, run->diag);
    const gr_journal_edition row = {.run = entry.id,
                                    .job = GR_LIT(""),
                                    .report = w->report,
                                    .edition = w->edition,
                                    .destination = w->destination,
                                    .status = GR_LIT("withdrawn"),
                                    .key = GR_LIT(""),
                                    .before = GR_LIT(""),
                                    .life = GR_LIT(""),
                                    .files = GR_LIT("[]"),
                                    .figures = GR_LIT(""),
                                    .at = batch_now(run)};
    gr_journal_add_edition(journal, &row, run->diag);
    for (size_t i = 0; i < w->n; i++) {
        const gr_journal_message message = {.run = entry.id,
                                            .edition = edition,
                                            .level = GR_LIT("note"),
                                            .code = GR_LIT(GR_MAILED_TAG),
                                            .place = GR_LIT(""),
                                            .text = w->addresses[i]};
        gr_journal_add_message(journal, &message, run->diag);
    }
    entry.ended = batch_now(run);
    entry.exit = 0;
    gr_journal_end(journal, &entry, run->diag);
}

static gr_status say(const withdrawing *w)
{
    gr_buf out = gr_buf_make(w->run->src, SIZE_MAX);
    gr_buf_addf(&out, GR_FMT ": withdrawn\n", GR_ARG(w->place.below));
    for (size_t i = 0; i < w->n; i++) {
        gr_buf_addf(&out, "  " GR_FMT "\n", GR_ARG(w->addresses[i]));
    }
    return batch_print(gr_buf_view(&out), w->run->diag);
}

/** The page of the last run, without this edition's documents. */
static void tell_index(batch *run)
{
    gr_str page = gr_path_join(run->src, run->output, GR_LIT("index.html"));
    gr_diag *kept = run->diag;
    const gr_jobs *jobs = NULL;
    if (!gr_file_exists(page)) {
        return;
    }
    run->diag = gr_diag_new(run->src, 5); /* a descriptor that is wrong is told by others */
    gr_status status = batch_read_jobs(run, &jobs);
    run->diag = kept;
    if (status == GR_OK) {
        run->night->jobs = jobs;
        batch_tell_index(run, jobs, GR_EXIT_OK);
    } else { /* it would still name what is gone */
        gr_loc whole = {.file = gr_diag_add_file(kept, page)};
        gr_diag_report(kept, whole, GR_CODE_INDEX_WRITE,
                       "the batch descriptor cannot be read; the next run writes it");
    }
}

gr_exit batch_withdraw_run(batch *run)
{
    withdrawing w = {.run = run};
    gr_status status = find(&w);
    if (status == GR_OK && gr_place_is_withdrawn(&w.place, run->src) &&
        gr_place_shown(&w.place, run->src).len == 0) {
        status = batch_print(
            gr_str_fmt(run->src, GR_FMT ": withdrawn already\n", GR_ARG(w.place.below)), run->diag);
        return batch_exit_of(status, run->diag);
    }
    status = status == GR_OK ? check(&w) : status;
    status = status == GR_OK ? take_away(&w) : status;
    if (status != GR_OK) {
        return batch_exit_of(status, run->diag);
    }
    run->night = GR_NEW(run->src, batch_night);
    run->night->inputs = run->night->identity = GR_LIT("");
    status = gr_journal_open(gr_journal_path(run->store.state, run->src), GR_JOURNAL_WRITE,
                             run->diag, &run->night->journal);
    if (status == GR_OK) {
        w.n = gr_edition_mailed(run->night->journal, w.report, w.edition, run->src, &w.addresses);
        write_down(&w, run->night->journal);
    }
    tell_index(run);
    gr_journal_close(run->night->journal);
    run->night = NULL;
    status = say(&w);
    return batch_exit_of(status, run->diag);
}
