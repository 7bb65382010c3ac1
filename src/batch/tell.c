/* Owns what is told at the end of a run, in which order, and the words that all of it shares. Must
 * not know how a page, a mail or a metric looks. */
#include "tell.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "expr/number_text.h"
#include "template/style_read.h"

gr_outbox batch_outbox(const batch *run, const gr_jobs *jobs)
{
    return (gr_outbox){.folder = gr_path_join(run->src, run->store.state, GR_LIT("outbox")),
                       .program = jobs->mailer,
                       .diag = run->diag};
}

/** Mails of earlier runs; nobody sends any when no sender is named. */
static void flush_outbox(const batch *run, const gr_jobs *jobs)
{
    if (jobs->sender.len > 0) {
        const gr_outbox outbox = batch_outbox(run, jobs);
        gr_outbox_flush(&outbox);
    }
}

gr_str batch_label(const batch_tale *tale, const char *name)
{
    static const gr_house_style none = {.id = {"", 0}};
    return gr_label_text(tale->house == NULL ? &none : tale->house, name);
}

gr_str batch_moment_text(const batch_tale *tale, gr_moment at, gr_arena *arena)
{
    gr_day day = 0;
    uint16_t minute = 0;
    gr_zone_civil(tale->jobs->zone, at, &day, &minute, NULL);
    const gr_value date = {.type = GR_T_DATE, .as.day = day};
    gr_str text = gr_value_text(arena, &date, (gr_format){.kind = GR_FORMAT_DATE},
                                tale->house == NULL ? NULL : &tale->house->notation);
    return gr_str_fmt(arena, GR_FMT ", %02u:%02u", GR_ARG(text), (unsigned)minute / 60,
                      (unsigned)minute % 60);
}

bool batch_all_failed(const batch_tale *tale)
{
    return tale->result >= GR_EXIT_USAGE;
}

const char *batch_outcome_label(const batch *run, const batch_tale *tale)
{
    if (batch_all_failed(tale)) {
        return "run-nothing";
    }
    if (run->request->command == GR_COMMAND_WITHDRAW) {
        return "run-withdrawn";
    }
    if (batch_count(run, GR_LIT(""), GR_EDITION_FAILED) +
            batch_count(run, GR_LIT(""), GR_EDITION_BLOCKED) >
        0) {
        return "run-some";
    }
    for (size_t i = 0; i < run->n_plan; i++) {
        if (batch_told(&run->plan[i]) == GR_TOLD_WARNED) {
            return "run-warned";
        }
    }
    bool news = batch_count(run, GR_LIT(""), GR_EDITION_PUBLISHED) > 0;
    return news || run->n_plan == 0 ? "run-well" : "run-same";
}

/** That of the batch, or the only one; of several the first. A descriptor is read, no font. */
static const gr_house_style *read_house(const batch *run, const gr_jobs *jobs)
{
    gr_str *files = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(run->src, 1); /* whoever makes documents says what is wrong */
    gr_str folder = gr_path_join(run->src, run->templates, GR_LIT("styles"));
    if (gr_folder_list(folder, GR_LIT(".xml"), run->src, unheard, &files, &n) != GR_OK) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        gr_house_style *house = NULL;
        gr_status status =
            gr_style_read(gr_path_join(run->src, folder, files[i]), run->request->fonts,
                          run->limits, run->src, unheard, &house);
        if (status == GR_OK && (jobs->style.len == 0 || gr_str_eq(house->id, jobs->style))) {
            return house;
        }
    }
    return NULL;
}

static batch_tale tale_of(const batch *run, const gr_jobs *jobs, gr_exit result)
{
    return (batch_tale){
        .jobs = jobs, .house = read_house(run, jobs), .result = result, .at = batch_now(run)};
}

void batch_tell_index(batch *run, const gr_jobs *jobs, gr_exit result)
{
    const batch_tale tale = tale_of(run, jobs, result);
    batch_index(run, &tale);
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
    const batch_tale tale = tale_of(run, jobs, result);
    batch_index(run, &tale);
    flush_outbox(run, jobs);
    batch_mails(run, &tale);
    batch_metrics(run, &tale);
}
