#include "lookback/events.h"

/* Owns the form of these lines, which programs read: it is stable. */
#include "base/arena.h"
#include "schedule/calendar.h"
#include "json/write.h"

/** The last member, then the line is said. */
static void say_event(const gr_events *events, gr_json *json)
{
    gr_buf moment = gr_buf_make(events->arena, SIZE_MAX);
    gr_moment_add(gr_run_clock_now(events->clock), events->zone, &moment);
    gr_json_text(json, "at", gr_buf_view(&moment));
    gr_json_end(json);
    events->say(gr_buf_view(json->out));
}

static gr_json begin_event(gr_buf *line, const char *event)
{
    gr_json json = gr_json_make(line);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    gr_json_text(&json, "event", gr_str_of(event));
    return json;
}

void gr_event_began(const gr_events *events, const gr_journal_run *entry)
{
    if (!events->json) {
        return;
    }
    gr_buf line = gr_buf_make(events->arena, SIZE_MAX);
    gr_json json = begin_event(&line, "began");
    gr_json_number(&json, "run", entry->id);
    gr_json_text(&json, "batch", entry->batch);
    gr_json_text(&json, "jobs", entry->jobs);
    say_event(events, &json);
}

static void say_row(const gr_events *events, const gr_plan_row *row, gr_buf *line)
{
    gr_json json = begin_event(line, "edition");
    gr_json_text(&json, "job", row->order->job);
    gr_json_text(&json, "report", row->report);
    gr_json_text(&json, "edition", row->edition.id);
    gr_json_text(&json, "status", gr_edition_status_word(gr_row_status(row)));
    gr_json_text(&json, "key", row->key);
    gr_json_number(&json, "ms", row->duration_ms);
    say_event(events, &json);
}

void gr_event_row(const gr_events *events, const gr_plan_row *row)
{
    gr_buf line = gr_buf_make(events->arena, SIZE_MAX);
    if (events->json) {
        say_row(events, row, &line);
    } else if (events->by_line) {
        gr_buf_addf(&line, "%-9s  " GR_FMT "/" GR_FMT "\n",
                    gr_edition_status_word(gr_row_status(row)).ptr, GR_ARG(row->report),
                    GR_ARG(row->edition.id));
        events->say(gr_buf_view(&line));
    }
}

static void say_message(const gr_events *events, const gr_diag_row *report)
{
    static const char *const levels[] = {
        [GR_NOTE] = "note", [GR_WARNING] = "warning", [GR_ERROR] = "error"};
    gr_buf line = gr_buf_make(events->arena, SIZE_MAX);
    gr_json json = begin_event(&line, "message");
    gr_json_text(&json, "level", gr_str_of(levels[report->level]));
    gr_json_text(&json, "code", gr_str_of(report->tag));
    gr_json_text(&json, "place", report->place);
    gr_json_text(&json, "text", report->text);
    say_event(events, &json);
}

/** All that was said in the run, of editions too: join_reports put it together. */
static void add_messages(const gr_events *events, const gr_diag *diag)
{
    gr_diag_row report = {0};
    for (size_t i = 0; gr_diag_at(diag, i, events->arena, &report); i++) {
        say_message(events, &report);
    }
}

void gr_event_ended(const gr_events *events, const gr_journal_run *entry, gr_exit result,
                    const gr_diag *diag)
{
    if (!events->json) {
        return;
    }
    add_messages(events, diag);
    gr_buf line = gr_buf_make(events->arena, SIZE_MAX);
    gr_json json = begin_event(&line, "ended");
    gr_json_number(&json, "run", entry->id);
    gr_json_number(&json, "exit", (int64_t)result);
    gr_json_number(&json, "published", entry->published);
    gr_json_number(&json, "unchanged", entry->unchanged);
    gr_json_number(&json, "warned", entry->warned);
    gr_json_number(&json, "degraded", entry->degraded);
    gr_json_number(&json, "blocked", entry->blocked);
    gr_json_number(&json, "refused", entry->refused);
    gr_json_number(&json, "failed", entry->failed);
    say_event(events, &json);
}
