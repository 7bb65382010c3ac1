#include "by_hand.h"

/* Owns what release and withdrawal have in common: their run in the journal and the index page. */
#include "base/arena.h"
#include "base/file.h"
#include "lookback/lookback.h"
#include "lookback/record.h"

gr_deed gr_deed_begin(const gr_session *session, const gr_folders *folders, const char *command,
                      const char *label)
{
    gr_deed deed = {.session = session,
                    .folders = folders,
                    .label = label,
                    .entry = {.command = gr_str_of(command),
                              .batch = GR_LIT(""),
                              .jobs = GR_LIT(""),
                              .engine = session->engine,
                              .inputs = GR_LIT(""),
                              .began = session->clock.began,
                              .exit = -1}};
    gr_str path = gr_journal_path(session->store.state, session->arena);
    if (gr_journal_open(path, GR_JOURNAL_WRITE, session->diag, &deed.journal) == GR_OK) {
        gr_journal_begin(deed.journal, &deed.entry, session->diag);
    }
    return deed;
}

/** The page of the last run, as it is now. */
static void tell_page(const gr_deed *deed, const gr_work *work)
{
    const gr_session *session = deed->session;
    gr_str page = gr_path_join(session->arena, session->store.output, GR_LIT("index.html"));
    gr_diag *discarded = gr_diag_new(session->arena, 5); /* a wrong descriptor is told by others */
    gr_finished over = {.store = session->store,
                        .templates = deed->folders->templates,
                        .fonts = deed->folders->fonts,
                        .limits = session->limits,
                        .journal = deed->journal,
                        .exit = GR_EXIT_OK,
                        .by_hand = deed->label,
                        .clock = session->clock,
                        .arena = session->arena,
                        .diag = session->diag};
    if (!gr_file_exists(page)) {
        return;
    }
    if (work != NULL) {
        over.rows = work->rows;
        over.n_rows = work->n_rows;
    }
    gr_status status =
        gr_jobs_read(deed->folders->batch, session->limits, session->arena, discarded, &over.jobs);
    if (status == GR_OK || over.jobs != NULL) { /* a job that cannot be made is told as such */
        gr_tell_page(&over);
    } else { /* it would still tell of what is gone */
        gr_loc whole = {.file = gr_diag_add_file(session->diag, page)};
        gr_diag_report(session->diag, whole, GR_CODE_INDEX_WRITE,
                       "the batch descriptor cannot be read; the next run writes it");
    }
}

void gr_deed_end(gr_deed *deed, gr_exit result, const gr_work *work)
{
    const gr_session *session = deed->session;
    const gr_record record = {.store = session->store,
                              .journal = deed->journal,
                              .run = deed->entry.id,
                              .diag = session->diag};
    gr_record_messages(&record);
    deed->entry.ended = gr_run_clock_now(session->clock);
    deed->entry.exit = (int)result;
    deed->entry.published = work == NULL ? 0 : (uint32_t)gr_work_count(work, GR_EDITION_PUBLISHED);
    gr_journal_end(deed->journal, &deed->entry, session->diag);
    tell_page(deed, work);
    gr_journal_close(deed->journal);
    deed->journal = NULL;
}
