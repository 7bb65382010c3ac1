/* Owns what is told at the end of a run, in which order, and the words that all of it shares. Must
 * not know how a page, a mail or a metric looks. */
#include "tell.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "expr/number_text.h"
#include "store/folder.h"
#include "template/style_read.h"

#define NEXT            ".next" /* ending of a file that is being written */
#define READABLE_BY_ALL 0644

gr_str batch_write_whole(gr_str path, gr_str bytes, bool for_all, gr_arena *arena)
{
    gr_diag *said = gr_diag_new(arena, 1);
    gr_diag_row why = {.text = GR_LIT("")};
    gr_str next = gr_str_fmt(arena, GR_FMT NEXT, GR_ARG(path));
    path = gr_str_dup(arena, path);
    (void)unlink(next.ptr); /* of a run that died */
    gr_status status = gr_file_write_new(next, bytes, said);
    if (status == GR_OK && for_all && chmod(next.ptr, READABLE_BY_ALL) != 0) {
        status = GR_IO_FAILED;
    }
    status = status == GR_OK ? gr_path_rename(next, path, said) : status;
    if (status == GR_OK) {
        return GR_LIT("");
    }
    gr_str refused = gr_str_of(strerror(errno));
    (void)unlink(next.ptr);
    return gr_diag_at(said, 0, arena, &why) ? batch_report_line(&why, BATCH_READS_ALL, arena)
                                            : refused;
}

gr_str batch_report_line(const gr_diag_row *report, batch_reader reader, gr_arena *arena)
{
    gr_str place = reader == BATCH_READS_EDITION ? report->open_place : report->place;
    gr_str text = reader == BATCH_READS_ALL ? report->text : report->open_text;
    gr_str line = gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(place), place.len > 0 ? ": " : "",
                             GR_ARG(text));
    char *bytes = GR_NEW_N(arena, char, line.len + 1);
    for (size_t i = 0; i < line.len; i++) {
        bytes[i] = (unsigned char)line.ptr[i] < 0x20 ? ' ' : line.ptr[i];
    }
    return (gr_str){bytes, line.len};
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
    if (batch_count(run, GR_LIT(""), BATCH_FAILED) + batch_count(run, GR_LIT(""), BATCH_BLOCKED) >
        0) {
        return "run-some";
    }
    for (size_t i = 0; i < run->n_plan; i++) {
        if (gr_str_is(gr_str_of(batch_status_word(&run->plan[i])), "warned")) {
            return "run-warned";
        }
    }
    bool news = batch_count(run, GR_LIT(""), BATCH_PUBLISHED) > 0;
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
        batch_outbox_flush(run, jobs); /* nothing was due: nothing else is to be told */
        return;
    }
    const batch_tale tale = tale_of(run, jobs, result);
    batch_index(run, &tale);
    batch_outbox_flush(run, jobs);
    batch_mails(run, &tale);
    batch_metrics(run, &tale);
}
