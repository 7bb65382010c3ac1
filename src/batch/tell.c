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
static gr_outbox outbox_of(const batch *run, const gr_jobs *jobs)
{
    return (gr_outbox){.folder = gr_path_join(run->src, run->store.state, GR_LIT("outbox")),
                       .program = jobs->mailer,
                       .diag = run->diag};
}

/** Mails of earlier runs; nobody sends any when no sender is named. */
static void flush_outbox(const batch *run, const gr_jobs *jobs)
{
    if (jobs->sender.len > 0) {
        const gr_outbox outbox = outbox_of(run, jobs);
        gr_outbox_flush(&outbox);
    }
}

/** Should it be withdrawn, `griffie withdraw` says who has it. */
static void write_down(void *whose, const gr_run_edition *edition, const gr_recipient *line)
{
    const batch *run = whose;
    const batch_night *night = run->night;
    const gr_journal_message message = {
        .run = night->entry.id,
        .edition = gr_path_join(run->src, edition->report, edition->id),
        .level = GR_LIT("note"),
        .code = GR_LIT(GR_MAILED_TAG),
        .place = GR_LIT(""),
        .text = gr_str_fmt(run->src, "a mail to " GR_FMT ", %s: it left, or waits in the outbox",
                           GR_ARG(line->address),
                           line->with == GR_TELL_DOCUMENTS ? "with its documents" : "with links")};
    if (night->journal != NULL) {
        gr_journal_add_message(night->journal, &message, run->diag);
    }
}

static void send_mails(batch *run, const gr_run_summary *summary)
{
    gr_outbox outbox = outbox_of(run, summary->jobs);
    const gr_mail_way way = {.outbox = &outbox, .leaves = write_down, .whose = run};
    gr_run_mails(summary, &way);
}

static void write_metrics(batch *run, gr_run_summary *summary)
{
    gr_str path = summary->jobs->metrics;
    if (path.len == 0) {
        return;
    }
    const gr_outbox outbox = outbox_of(run, summary->jobs);
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    summary->mails_waiting = gr_outbox_count(&outbox, run->src);
    gr_run_metrics(summary, &out);
    /* the collector runs as somebody else; there is no name of a council in it */
    gr_str why = gr_file_replace(path, gr_buf_view(&out), true, run->src);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_METRICS_WRITE, GR_FMT, GR_ARG(why));
    }
}

static gr_str page_of(const batch *run, const gr_run_summary *summary, gr_arena *arena)
{
    const gr_standing_setup setup = batch_standing_setup(run, summary->jobs, arena);
    gr_shown_report *reports = NULL;
    size_t n = gr_shown_reports(&setup, gr_run_label(summary, "index-region"), &reports);
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_run_page(summary, reports, n, &out);
    return gr_buf_view(&out);
}

static void write_page(const batch *run, const gr_run_summary *summary)
{
    gr_arena *arena = gr_arena_new((size_t)256 * 1024);
    gr_str path = gr_path_join(arena, run->output, GR_LIT("index.html"));
    gr_str why = summary->house == NULL
                     ? GR_LIT("no house style can be read")
                     : gr_file_replace(path, page_of(run, summary, arena), false, arena);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_INDEX_WRITE, GR_FMT, GR_ARG(why));
    }
    gr_arena_free(arena);
}

void batch_tell_index(batch *run, const gr_jobs *jobs, gr_exit result)
{
    gr_run_summary summary = batch_summary(run, jobs, result);
    batch_summary_fill(run, &summary);
    write_page(run, &summary);
}

void batch_tell(batch *run, gr_exit result)
{
    const gr_jobs *jobs = run->night->jobs;
    if (result == GR_EXIT_USAGE) {
        return; /* who typed it sees it; there was no night */
    }
    if (run->night->n_due == 0 && result == GR_EXIT_OK) {
        flush_outbox(run, jobs); /* nothing was due: nothing else is to be told */
        return;
    }
    gr_run_summary summary = batch_summary(run, jobs, result);
    batch_summary_fill(run, &summary);
    write_page(run, &summary);
    flush_outbox(run, jobs);
    send_mails(run, &summary);
    write_metrics(run, &summary);
}
