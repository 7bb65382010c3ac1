/* Owns what a nightly run says on stdout: a line an edition for people, or lines of JSON for
 * machines. Must not know what stderr is told (progress.c). */
#include <stdio.h>

#include "base/arena.h"
#include "night.h"
#include "json/write.h"

/** What becomes of the reader of stdout is no reason to stop a publication. */
static void say(const gr_buf *line)
{
    gr_str text = gr_buf_view(line);
    (void)fwrite(text.ptr, 1, text.len, stdout);
    (void)fflush(stdout);
}

/** The last member, then the line is said. */
static void say_event(const batch *run, gr_json *json)
{
    const gr_jobs *jobs = run->night->jobs; /* NULL: the descriptor cannot be read */
    gr_buf moment = gr_buf_make(run->src, SIZE_MAX);
    gr_moment_add(batch_now(run), jobs == NULL ? GR_LIT("UTC") : jobs->zone, &moment);
    gr_json_text(json, "at", gr_buf_view(&moment));
    gr_json_end(json);
    say(json->out);
}

static gr_json begin_event(gr_buf *line, const char *event)
{
    gr_json json = gr_json_make(line);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    gr_json_text(&json, "event", gr_str_of(event));
    return json;
}

void batch_event_began(const batch *run)
{
    if (!run->request->json) {
        return;
    }
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    gr_json json = begin_event(&line, "began");
    gr_json_number(&json, "run", run->night->entry.id);
    gr_json_text(&json, "batch", run->night->jobs->id);
    gr_json_text(&json, "jobs", run->night->entry.jobs);
    say_event(run, &json);
}

static void say_row(const batch *run, const gr_plan_row *row, gr_buf *line)
{
    gr_json json = begin_event(line, "edition");
    gr_json_text(&json, "job", row->order->job);
    gr_json_text(&json, "report", row->report);
    gr_json_text(&json, "edition", row->edition.id);
    gr_json_text(&json, "status", gr_told_word(gr_row_told(row)));
    gr_json_text(&json, "key", row->key);
    gr_json_number(&json, "ms", row->duration_ms);
    say_event(run, &json);
}

void batch_event_row(const batch *run, const gr_plan_row *row)
{
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    if (run->request->json) {
        say_row(run, row, &line);
    } else if (!run->request->quiet && !run->request->terminal) {
        gr_buf_addf(&line, "%-9s  " GR_FMT "/" GR_FMT "\n", gr_told_word(gr_row_told(row)).ptr,
                    GR_ARG(row->report), GR_ARG(row->edition.id));
        say(&line);
    }
}

static void say_message(const batch *run, const gr_diag_row *report)
{
    static const char *const levels[] = {
        [GR_NOTE] = "note", [GR_WARNING] = "warning", [GR_ERROR] = "error"};
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    gr_json json = begin_event(&line, "message");
    gr_json_text(&json, "level", gr_str_of(levels[report->level]));
    gr_json_text(&json, "code", gr_str_of(report->tag));
    gr_json_text(&json, "place", report->place);
    gr_json_text(&json, "text", report->text);
    say_event(run, &json);
}

/** All that was said in the run, of editions too: join_reports put it together. */
static void add_messages(const batch *run)
{
    gr_diag_row report = {0};
    for (size_t i = 0; gr_diag_at(run->diag, i, run->src, &report); i++) {
        say_message(run, &report);
    }
}

void batch_event_ended(const batch *run, gr_exit result)
{
    const gr_journal_run *entry = &run->night->entry;
    if (!run->request->json) {
        return;
    }
    add_messages(run);
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    gr_json json = begin_event(&line, "ended");
    gr_json_number(&json, "run", entry->id);
    gr_json_number(&json, "exit", (int64_t)result);
    gr_json_number(&json, "published", entry->published);
    gr_json_number(&json, "unchanged", entry->unchanged);
    gr_json_number(&json, "warned", entry->warned);
    gr_json_number(&json, "blocked", entry->blocked);
    gr_json_number(&json, "failed", entry->failed);
    say_event(run, &json);
}
