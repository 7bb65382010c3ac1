/* Owns what is told at the end of a run, and in which order. What is said is of the room
 * `notify`. */
#include "tell.h"

#include "base/arena.h"
#include "base/file.h"
#include "lookback/mailed.h"
#include "mail/outbox.h"
#include "notify/page.h"
#include "store/folder.h"

/** The way out of mails. */
static gr_outbox outbox_of(const gr_finished *run)
{
    return (gr_outbox){.folder = gr_path_join(run->arena, run->store.state, GR_LIT("outbox")),
                       .program = run->jobs->mailer,
                       .diag = run->diag};
}

/** Mails of earlier runs; nobody sends any when no sender is named. */
static void flush_outbox(const gr_finished *run)
{
    if (run->jobs->sender.len > 0) {
        const gr_outbox outbox = outbox_of(run);
        gr_outbox_flush(&outbox);
    }
}

/** Should it be withdrawn, `griffie withdraw` says who has it. */
static void write_down(void *whose, const gr_run_edition *edition, const gr_recipient *line)
{
    const gr_finished *run = whose;
    const gr_journal_message message = {
        .run = run->number,
        .edition = gr_path_join(run->arena, edition->report, edition->id),
        .level = GR_LIT("note"),
        .code = GR_LIT(GR_MAILED_TAG),
        .place = GR_LIT(""),
        .text = gr_str_fmt(run->arena, "a mail to " GR_FMT ", %s: it left, or waits in the outbox",
                           GR_ARG(line->address),
                           line->with == GR_TELL_DOCUMENTS ? "with its documents" : "with links")};
    if (run->journal != NULL) {
        gr_journal_add_message(run->journal, &message, run->diag);
    }
}

static void send_mails(const gr_finished *run, const gr_run_summary *summary)
{
    gr_outbox outbox = outbox_of(run);
    gr_finished told = *run; /* to be written to, for all that the way knows */
    const gr_mail_way way = {.outbox = &outbox, .leaves = write_down, .whose = &told};
    gr_run_mails(summary, &way);
}

static void write_metrics(const gr_finished *run, gr_run_summary *summary)
{
    gr_str path = summary->jobs->metrics;
    if (path.len == 0) {
        return;
    }
    const gr_outbox outbox = outbox_of(run);
    gr_buf out = gr_buf_make(run->arena, SIZE_MAX);
    summary->mails_waiting = gr_outbox_count(&outbox, run->arena);
    gr_run_metrics(summary, &out);
    /* the collector runs as somebody else; there is no name of a council in it */
    gr_str why = gr_file_replace(path, gr_buf_view(&out), true, run->arena);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_METRICS_WRITE, GR_FMT, GR_ARG(why));
    }
}

static gr_str page_of(const gr_finished *run, const gr_run_summary *summary, gr_arena *arena)
{
    const gr_standing_setup setup = gr_standing_of(run, arena);
    gr_shown_report *reports = NULL;
    size_t n = gr_shown_reports(&setup, gr_run_label(summary, "index-region"), &reports);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_run_page(summary, reports, n, &out);
    return gr_buf_view(&out);
}

static void write_page(const gr_finished *run, const gr_run_summary *summary)
{
    gr_arena *arena = gr_arena_new((size_t)256 * 1024);
    gr_str path = gr_path_join(arena, run->store.output, GR_LIT("index.html"));
    gr_str why = summary->house == NULL
                     ? GR_LIT("no house style can be read")
                     : gr_file_replace(path, page_of(run, summary, arena), false, arena);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_INDEX_WRITE, GR_FMT, GR_ARG(why));
    }
    gr_arena_free(arena);
}

void gr_tell_page(const gr_finished *run)
{
    const gr_run_summary summary = gr_summary_of(run);
    write_page(run, &summary);
}

void gr_tell(const gr_finished *run)
{
    if (run->exit == GR_EXIT_USAGE) {
        return; /* who typed it sees it; there was no run */
    }
    if (run->due.n == 0 && run->exit == GR_EXIT_OK) {
        flush_outbox(run); /* nothing was due: nothing else is to be told */
        return;
    }
    gr_run_summary summary = gr_summary_of(run);
    gr_run_check_languages(&summary, run->diag);
    write_page(run, &summary);
    flush_outbox(run);
    send_mails(run, &summary);
    write_metrics(run, &summary);
}
