/* Owns `griffie withdraw`: readers no longer have an edition, the index page says so, and who was
 * sent it by mail is told. The version stays in the state folder. */
#include "base/arena.h"
#include "base/file.h"
#include "by_hand.h"
#include "lookback/lookback.h"
#include "lookback/mailed.h"
#include "provenance/life.h"
#include "store/version.h"

typedef struct withdrawing {
    const gr_session *session;
    const gr_withdraw_request *request;
    gr_folders folders;
    gr_arena *arena;
    gr_diag *diag;
    gr_place place;
    gr_str destination, report, edition;
    gr_str *addresses; /* that the journal knows of */
    size_t n;
} withdrawing;

static gr_status refuse(const withdrawing *w, const char *why)
{
    gr_diag_report(w->diag, (gr_loc){0}, GR_CODE_WITHDRAW, "'" GR_FMT "': %s",
                   GR_ARG(w->place.below), why);
    return GR_BAD_INPUT;
}

/** Also what stands there without anything being known of it. */
static gr_status find(withdrawing *w)
{
    const gr_edition_words *of = &w->request->of;
    const gr_store *store = &w->session->store;
    gr_split_destination(of->report, &w->destination, &w->report);
    w->edition = of->edition;
    if (gr_path_is_inside(w->report) && gr_path_is_inside(w->edition)) {
        w->place = gr_place_at(store, w->destination, w->report, w->edition, w->arena);
        if (gr_place_shown(&w->place, w->arena).len > 0) {
            return GR_OK;
        }
    }
    return gr_find_edition(store, of->report, of->edition, w->arena, w->diag, &w->place);
}

static gr_status check(const withdrawing *w)
{
    const gr_place *place = &w->place;
    gr_diag *discarded = gr_diag_new(w->arena, 5);
    gr_life life = {0};
    if (gr_place_shown(place, w->arena).len == 0) {
        return refuse(w, "readers have no version of it; nothing is to be withdrawn");
    }
    bool released =
        gr_place_life(place, w->arena, discarded, &life) != GR_OK || gr_life_is_released(&life);
    if (released && w->request->because.len == 0) {
        return refuse(w, "it was released; say in one line why it is withdrawn: --because 'table 3 "
                         "names a person'");
    }
    return GR_OK;
}

/* --- the doing --- */

static gr_status take_away(const withdrawing *w)
{
    gr_buf day = gr_buf_make(w->arena, 64);
    gr_moment_add(w->session->clock.began, GR_LIT("UTC"), &day);
    gr_str text = gr_str_fmt(w->arena, GR_FMT "\n" GR_FMT "\n", GR_ARG(gr_buf_view(&day)),
                             GR_ARG(w->request->because));
    return gr_edition_take_away(&w->place, text, w->arena, w->diag);
}

static void write_down(const withdrawing *w, const gr_deed *deed)
{
    gr_str edition = gr_path_join(w->arena, w->report, w->edition);
    const gr_journal_edition row = {.run = deed->entry.id,
                                    .report = w->report,
                                    .edition = w->edition,
                                    .destination = w->destination,
                                    .status = GR_LIT(GR_WITHDRAWN_WORD),
                                    .by = w->request->by,
                                    .because = w->request->because,
                                    .files = GR_LIT("[]"),
                                    .at = gr_run_clock_now(w->session->clock)};
    gr_journal_add_edition(deed->journal, &row, w->diag);
    for (size_t i = 0; i < w->n; i++) {
        const gr_journal_message message = {.run = deed->entry.id,
                                            .edition = edition,
                                            .level = GR_LIT("note"),
                                            .code = GR_LIT(GR_MAILED_TAG),
                                            .place = GR_LIT(""),
                                            .text = w->addresses[i]};
        gr_journal_add_message(deed->journal, &message, w->diag);
    }
}

static gr_status say(const withdrawing *w)
{
    gr_buf out = gr_buf_make(w->arena, SIZE_MAX);
    gr_buf_addf(&out, GR_FMT ": withdrawn\n", GR_ARG(w->place.below));
    for (size_t i = 0; i < w->n; i++) {
        gr_buf_addf(&out, "  " GR_FMT "\n", GR_ARG(w->addresses[i]));
    }
    return gr_print_out(gr_buf_view(&out), w->diag);
}

/** The journal and the page follow; neither keeps an edition from being withdrawn. */
static void tell(withdrawing *w)
{
    gr_deed deed = gr_deed_begin(w->session, &w->folders, "withdraw", "run-withdrawn");
    w->n = gr_edition_mailed(deed.journal, w->report, w->edition, w->arena, &w->addresses);
    write_down(w, &deed);
    gr_deed_end(&deed, GR_EXIT_OK, NULL);
}

static gr_exit withdraw(void *user, gr_lock *lock)
{
    withdrawing *w = user;
    (void)lock; /* it takes no time */
    gr_status status = find(w);
    if (status == GR_OK && gr_place_is_withdrawn(&w->place, w->arena) &&
        gr_place_shown(&w->place, w->arena).len == 0) {
        status = gr_print_out(
            gr_str_fmt(w->arena, GR_FMT ": withdrawn already\n", GR_ARG(w->place.below)), w->diag);
        return gr_exit_of(status, w->diag);
    }
    status = status == GR_OK ? check(w) : status;
    status = status == GR_OK ? take_away(w) : status;
    if (status != GR_OK) {
        return gr_exit_of(status, w->diag);
    }
    tell(w);
    return gr_exit_of(say(w), w->diag);
}

gr_exit gr_answer_withdraw(const gr_session *session, const gr_request *request, gr_ending *ending)
{
    const gr_withdraw_request *asked = &request->of.withdraw;
    withdrawing w = {.session = session,
                     .request = asked,
                     .folders = gr_folders_of(&asked->folders, session->arena),
                     .arena = session->arena,
                     .diag = session->diag};
    const gr_locked locked = {
        .user = &w, .work = withdraw, .read = &w.folders, .wait = asked->wait};
    (void)ending;
    return gr_with_lock(session, &locked);
}
