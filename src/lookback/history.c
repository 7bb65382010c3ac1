/* Owns `griffie history`: what became of editions, run by run, and one figure through time. */
#include "base/file.h"
#include "lookback_priv.h"
#include "provenance/version.h"
#include "store/retention.h"

typedef struct history {
    const gr_question *ask;
    gr_journal *journal;
    gr_history_query query;
    gr_str removed; /* the record of what went */
    gr_buf *out;
} history;

/* --- editions --- */

/** The row's version is no longer there, and retention took it away. */
static bool went(const history *h, const gr_journal_edition *row, gr_removal *out)
{
    const gr_question *ask = h->ask;
    if (h->removed.len == 0 || row->key.len == 0 || !gr_path_is_inside(row->key)) {
        return false;
    }
    const gr_place place =
        gr_place_at(&ask->store, row->destination, row->report, row->edition, ask->arena);
    return gr_version_went(h->removed, ask->store.state, &place, row->key, ask->arena, out);
}

/** The day that the row's version was made for; empty: it is the same for any, or is gone. */
static gr_str day_of(const history *h, const gr_journal_edition *row)
{
    const gr_question *ask = h->ask;
    if (row->key.len == 0 || !gr_path_is_inside(row->key)) {
        return GR_LIT("");
    }
    const gr_place place =
        gr_place_at(&ask->store, row->destination, row->report, row->edition, ask->arena);
    return gr_day_text(gr_version_day_made_for(&place, row->key, ask->arena), ask->arena);
}

/** Of what was published also the version before it. */
static gr_str version_text(const history *h, const gr_journal_edition *row)
{
    gr_arena *arena = h->ask->arena;
    gr_removal gone;
    gr_str text = row->key;
    gr_str on = day_of(h, row);
    if (on.len > 0) {
        text = gr_str_fmt(arena, GR_FMT " for " GR_FMT, GR_ARG(text), GR_ARG(on));
    }
    if (went(h, row, &gone)) {
        text = gr_str_fmt(arena, GR_FMT " (" GR_FMT ")", GR_ARG(text),
                          GR_ARG(gr_removal_text(&gone, arena)));
    }
    text = row->before.len == 0
               ? text
               : gr_str_fmt(arena, GR_FMT " after " GR_FMT, GR_ARG(text), GR_ARG(row->before));
    gr_str said = gr_past_decision(row, arena);
    return gr_str_fmt(arena, GR_FMT "%s" GR_FMT, GR_ARG(text),
                      text.len > 0 && said.len > 0 ? ", " : "", GR_ARG(said));
}

static gr_str name_of(const history *h, const gr_journal_edition *row)
{
    gr_str name = gr_path_join(h->ask->arena, row->report, row->edition);
    return row->destination.len == 0 ? name : gr_path_join(h->ask->arena, row->destination, name);
}

static void tell_editions(history *h, const gr_journal_edition *rows, size_t n)
{
    static const gr_past_column columns[] = {{"when", false},    {"run", true},
                                             {"edition", false}, {"became", false},
                                             {"life", false},    {"version", false}};
    gr_past_table table = {.columns = columns,
                           .n_columns = sizeof(columns) / sizeof(columns[0]),
                           .arena = h->ask->arena};
    for (size_t i = 0; i < n; i++) {
        gr_past_add(&table, gr_past_moment(rows[i].at, table.arena));
        gr_past_add(&table, gr_str_fmt(table.arena, "%lld", (long long)rows[i].run));
        gr_past_add(&table, name_of(h, &rows[i]));
        gr_past_add(&table, rows[i].status);
        gr_past_add(&table, rows[i].life);
        gr_past_add(&table, version_text(h, &rows[i]));
    }
    gr_past_print(&table, h->out);
    if (h->query.most > 0 && n == h->query.most) {
        gr_buf_addf(h->out, "older ones: --most %u\n", 10 * h->query.most);
    }
}

static void tell_edition_json(history *h, const gr_journal_edition *row, gr_json *json)
{
    gr_removal gone;
    gr_str on = day_of(h, row);
    gr_json_object(json, NULL, GR_JSON_TIGHT);
    gr_json_number(json, "run", row->run);
    gr_past_add_moment(json, "at", row->at);
    gr_json_text(json, "job", row->job);
    gr_json_text(json, "report", row->report);
    gr_json_text(json, "edition", row->edition);
    gr_json_text(json, "destination", row->destination);
    gr_json_text(json, "status", row->status);
    gr_json_text(json, "life", row->life);
    gr_json_text(json, "version", row->key);
    gr_json_text(json, "before", row->before);
    if (on.len > 0) {
        gr_json_text(json, "on", on);
    }
    gr_past_add_decision(json, row);
    if (went(h, row, &gone)) {
        gr_json_text(json, "removed", gone.when);
        gr_json_text(json, "removed-by", gone.rule);
    }
    gr_json_raw(json, "files", row->files.len == 0 ? GR_LIT("[]") : row->files);
    gr_json_number(json, "duration-ms", row->duration_ms);
    gr_json_end(json);
}

static void tell_editions_json(history *h, const gr_journal_edition *rows, size_t n)
{
    gr_json json = gr_json_make(h->out);
    for (size_t i = 0; i < n; i++) {
        tell_edition_json(h, &rows[i], &json);
    }
}

static gr_status show_editions(history *h)
{
    gr_journal_edition *rows = NULL;
    size_t n = 0;
    const gr_question *ask = h->ask;
    GR_TRY(gr_journal_editions(h->journal, &h->query, ask->arena, ask->diag, &rows, &n));
    if (ask->json) {
        tell_editions_json(h, rows, n);
    } else if (n == 0) {
        gr_buf_add(h->out,
                   GR_LIT("nothing is known of it; 'griffie history' shows all there is\n"));
    } else {
        tell_editions(h, rows, n);
    }
    return GR_OK;
}

/* --- one figure --- */

static void tell_figure(history *h, const gr_figure_past *rows, size_t n)
{
    static const gr_past_column columns[] = {
        {"since", false}, {"printed", true}, {"value", true}, {"version", false}};
    gr_past_table table = {.columns = columns,
                           .n_columns = sizeof(columns) / sizeof(columns[0]),
                           .arena = h->ask->arena};
    for (size_t i = 0; i < n; i++) {
        gr_past_add(&table, gr_past_moment(rows[i].at, table.arena));
        gr_past_add(&table, rows[i].text);
        gr_past_add(&table, rows[i].value);
        gr_past_add(&table, rows[i].key);
    }
    gr_past_print(&table, h->out);
}

static void tell_figure_json(history *h, const gr_figure_past *rows, size_t n)
{
    gr_json json = gr_json_make(h->out);
    for (size_t i = 0; i < n; i++) {
        gr_json_object(&json, NULL, GR_JSON_TIGHT);
        gr_past_add_moment(&json, "at", rows[i].at);
        gr_json_text(&json, "text", rows[i].text);
        gr_json_text(&json, "value", rows[i].value);
        gr_json_text(&json, "version", rows[i].key);
        gr_json_end(&json);
    }
}

static gr_status show_figure(history *h)
{
    gr_figure_past *rows = NULL;
    size_t n = 0;
    const gr_question *ask = h->ask;
    GR_TRY(gr_journal_figure(h->journal, &h->query, ask->arena, ask->diag, &rows, &n));
    if (ask->json) {
        tell_figure_json(h, rows, n);
    } else if (n == 0) {
        gr_buf_add(h->out, GR_LIT("no version that is written down had a figure of that id; ids "
                                  "stand in its published.json\n"));
    } else {
        tell_figure(h, rows, n);
    }
    return GR_OK;
}

static gr_status check_words(const gr_question *ask)
{
    if (ask->figure.len > 0 && ask->n_words < 2) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "--figure needs a report and an edition: griffie history REPORT EDITION "
                       "--figure ID");
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

gr_status gr_answer_history(const gr_question *ask, gr_buf *out)
{
    history h = {.ask = ask, .out = out};
    h.query = (gr_history_query){
        .report = ask->n_words > 0 ? ask->words[0] : GR_LIT(""),
        .edition = ask->n_words > 1 ? ask->words[1] : GR_LIT(""),
        .figure = ask->figure,
        .most = ask->most,
    };
    GR_TRY(check_words(ask));
    h.removed = gr_removals_read(ask->store.state, ask->arena);
    GR_TRY(gr_past_open(ask, out, &h.journal));
    if (h.journal == NULL) {
        return GR_OK;
    }
    gr_status status = ask->figure.len > 0 ? show_figure(&h) : show_editions(&h);
    gr_journal_close(h.journal);
    return status;
}
