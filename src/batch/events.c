/* Owns what a nightly run says on stdout: a line an edition for people, or lines of JSON for
 * machines. Must not know what stderr is told (progress.c). */
#include <stdio.h>

#include "base/arena.h"
#include "night.h"
#include "json/json.h"

/** What becomes of the reader of stdout is no reason to stop a publication. */
static void say(const gr_buf *line)
{
    gr_str text = gr_buf_view(line);
    (void)fwrite(text.ptr, 1, text.len, stdout);
    (void)fflush(stdout);
}

static void add_moment(const batch *run, gr_buf *out)
{
    gr_buf_add(out, GR_LIT(", \"at\": \""));
    const gr_jobs *jobs = run->night->jobs; /* NULL: the descriptor cannot be read */
    gr_moment_add(batch_now(run), jobs == NULL ? GR_LIT("UTC") : jobs->zone, out);
    gr_buf_add(out, GR_LIT("\""));
}

void batch_event_began(const batch *run)
{
    if (!run->request->json) {
        return;
    }
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    gr_buf_addf(&line, "{\"event\": \"began\", \"run\": %lld, ", (long long)run->night->entry.id);
    gr_json_add_named(&line, "batch", run->night->jobs->id);
    gr_buf_add(&line, GR_LIT(", "));
    gr_json_add_named(&line, "jobs", run->night->entry.jobs);
    add_moment(run, &line);
    gr_buf_add(&line, GR_LIT("}\n"));
    say(&line);
}

static void add_json_row(const batch *run, const gr_plan_row *row, gr_buf *out)
{
    const struct {
        const char *name;
        gr_str text;
    } members[] = {{"event", GR_LIT("edition")},
                   {"job", row->order->job},
                   {"report", row->report},
                   {"edition", row->edition.id},
                   {"status", gr_told_word(gr_row_told(row))},
                   {"key", row->key}};
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        gr_buf_add(out, i == 0 ? GR_LIT("{") : GR_LIT(", "));
        gr_json_add_named(out, members[i].name, members[i].text);
    }
    gr_buf_addf(out, ", \"ms\": %u", row->duration_ms);
    add_moment(run, out);
    gr_buf_add(out, GR_LIT("}\n"));
}

void batch_event_row(const batch *run, const gr_plan_row *row)
{
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    if (run->request->json) {
        add_json_row(run, row, &line);
    } else if (!run->request->quiet && !run->request->terminal) {
        gr_buf_addf(&line, "%-9s  " GR_FMT "/" GR_FMT "\n", gr_told_word(gr_row_told(row)).ptr,
                    GR_ARG(row->report), GR_ARG(row->edition.id));
    }
    say(&line);
}

static void say_message(const batch *run, const gr_diag_row *report)
{
    static const char *const levels[] = {
        [GR_NOTE] = "note", [GR_WARNING] = "warning", [GR_ERROR] = "error"};
    const struct {
        const char *name;
        gr_str text;
    } members[] = {{"event", GR_LIT("message")},
                   {"level", gr_str_of(levels[report->level])},
                   {"code", gr_str_of(report->tag)},
                   {"place", report->place},
                   {"text", report->text}};
    gr_buf line = gr_buf_make(run->src, SIZE_MAX);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        gr_buf_add(&line, i == 0 ? GR_LIT("{") : GR_LIT(", "));
        gr_json_add_named(&line, members[i].name, members[i].text);
    }
    add_moment(run, &line);
    gr_buf_add(&line, GR_LIT("}\n"));
    say(&line);
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
    gr_buf_addf(&line,
                "{\"event\": \"ended\", \"run\": %lld, \"exit\": %d, \"published\": %u, "
                "\"unchanged\": %u, \"warned\": %u, \"blocked\": %u, \"failed\": %u",
                (long long)entry->id, (int)result, entry->published, entry->unchanged,
                entry->warned, entry->blocked, entry->failed);
    add_moment(run, &line);
    gr_buf_add(&line, GR_LIT("}\n"));
    say(&line);
}
