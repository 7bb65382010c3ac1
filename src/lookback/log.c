/* Owns `griffie log`: a run, what became of it and what it said. */
#include "base/num.h"
#include "base/utf8.h"
#include "lookback_priv.h"

typedef struct run_log {
    const gr_question *ask;
    gr_journal *journal;
    gr_journal_run entry;
    gr_journal_message *messages;
    size_t n;
    gr_journal_edition *decided; /* of `withdraw` and `release` */
    size_t n_decided;
    gr_buf *out;
} run_log;

/* --- for people --- */

static void add_end(run_log *l)
{
    const gr_journal_run *run = &l->entry;
    if (run->ended == 0) {
        gr_buf_add(l->out, GR_LIT(", not ended: it is at work, or died\n"));
        return;
    }
    gr_buf_addf(l->out, ", exit status %d, took %lld s\n", run->exit,
                (long long)(run->ended - run->began));
}

/** "12 published, 300 unchanged"; what is 0 is left out. */
static void add_counts(run_log *l)
{
    const gr_journal_run *run = &l->entry;
    const struct {
        const char *word;
        uint32_t n;
    } counts[] = {{"published", run->published},
                  {"unchanged", run->unchanged},
                  {"published with remarks", run->warned},
                  {"published as drafts", run->degraded},
                  {"blocked by a control", run->blocked},
                  {"refused by a promise", run->refused},
                  {"failed", run->failed}};
    const char *mark = "  ";
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        if (counts[i].n > 0) {
            gr_buf_addf(l->out, "%s%u %s", mark, counts[i].n, counts[i].word);
            mark = ", ";
        }
    }
    for (size_t i = 0; i < l->n_decided; i++) {
        const gr_journal_edition *row = &l->decided[i];
        gr_str said = gr_past_decision(row, l->ask->arena);
        gr_buf_addf(l->out, "%s" GR_FMT "/" GR_FMT " was " GR_FMT "%s" GR_FMT "%s" GR_FMT, mark,
                    GR_ARG(row->report), GR_ARG(row->edition), GR_ARG(row->status),
                    row->life.len > 0 ? " as " : "", GR_ARG(row->life), said.len > 0 ? " " : "",
                    GR_ARG(said));
        mark = ", ";
    }
    gr_buf_add(l->out, mark[0] == ' ' ? GR_LIT("  no edition was made\n") : GR_LIT("\n"));
}

static void add_message(run_log *l, const gr_journal_message *message)
{
    gr_buf line = gr_buf_make(l->ask->arena, SIZE_MAX);
    if (message->edition.len > 0) {
        gr_buf_addf(&line, GR_FMT ": ", GR_ARG(message->edition));
    }
    if (message->place.len > 0) {
        gr_buf_addf(&line, GR_FMT ": ", GR_ARG(message->place));
    }
    gr_buf_addf(&line, GR_FMT ": " GR_FMT " [" GR_FMT "]", GR_ARG(message->level),
                GR_ARG(message->text), GR_ARG(message->code));
    gr_buf_addf(l->out, "  " GR_FMT "\n",
                GR_ARG(gr_utf8_harmless(l->ask->arena, gr_buf_view(&line))));
}

static void tell(run_log *l)
{
    const gr_journal_run *run = &l->entry;
    uint32_t most = l->ask->most;
    size_t shown = most > 0 && l->n > most ? most : l->n;
    gr_buf_addf(l->out, "run %lld: " GR_FMT, (long long)run->id, GR_ARG(run->command));
    if (run->jobs.len > 0) {
        gr_buf_addf(l->out, " of " GR_FMT, GR_ARG(run->jobs));
    }
    gr_str began = gr_past_moment(run->began, l->ask->arena);
    gr_buf_addf(l->out, ", began " GR_FMT, GR_ARG(began));
    add_end(l);
    add_counts(l);
    for (size_t i = 0; i < shown; i++) {
        add_message(l, &l->messages[i]);
    }
    if (shown < l->n) {
        gr_buf_addf(l->out, "  and %zu more\n", l->n - shown);
    } else if (l->n == 0) {
        gr_buf_add(l->out, GR_LIT("  it had nothing to say\n"));
    }
}

/* --- for machines --- */

static size_t count_decided(const run_log *l, const char *status)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_decided; i++) {
        n += gr_str_is(l->decided[i].status, status) ? 1 : 0;
    }
    return n;
}

static void tell_json(run_log *l)
{
    const gr_journal_run *run = &l->entry;
    gr_json json = gr_json_make(l->out);
    gr_json_object(&json, NULL, GR_JSON_TIGHT);
    gr_json_number(&json, "run", run->id);
    gr_json_text(&json, "command", run->command);
    gr_json_text(&json, "batch", run->batch);
    gr_json_text(&json, "jobs", run->jobs);
    gr_json_text(&json, "engine", run->engine);
    gr_past_add_moment(&json, "began", run->began);
    gr_past_add_moment(&json, "ended", run->ended);
    gr_json_number(&json, "exit", run->exit);
    gr_json_number(&json, "published", run->published);
    gr_json_number(&json, "unchanged", run->unchanged);
    gr_json_number(&json, "warned", run->warned);
    gr_json_number(&json, "degraded", run->degraded);
    gr_json_number(&json, "blocked", run->blocked);
    gr_json_number(&json, "refused", run->refused);
    gr_json_number(&json, "failed", run->failed);
    gr_json_number(&json, "withdrawn", (int64_t)count_decided(l, GR_WITHDRAWN_WORD));
    gr_json_number(&json, "released", (int64_t)count_decided(l, GR_RELEASED_WORD));
    gr_json_end(&json);
    for (size_t i = 0; i < l->n; i++) {
        const gr_journal_message *message = &l->messages[i];
        gr_json_object(&json, NULL, GR_JSON_TIGHT);
        gr_json_text(&json, "edition", message->edition);
        gr_json_text(&json, "level", message->level);
        gr_json_text(&json, "code", message->code);
        gr_json_text(&json, "place", message->place);
        gr_json_text(&json, "text", message->text);
        gr_json_end(&json);
    }
}

/* --- which run --- */

static gr_status asked_run(const gr_question *ask, gr_run_id *out)
{
    *out = 0; /* the last one */
    if (ask->n_words == 0) {
        return GR_OK;
    }
    gr_str word = ask->words[0];
    if (!gr_int_parse(word, out) || *out < 1) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "'" GR_FMT "' is no run; 'griffie history' shows their numbers",
                       GR_ARG(word));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status list_decided(run_log *l)
{
    const gr_question *ask = l->ask;
    const gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .run = l->entry.id};
    if (!gr_str_is(l->entry.command, "withdraw") && !gr_str_is(l->entry.command, "release")) {
        return GR_OK;
    }
    return gr_journal_editions(l->journal, &query, ask->arena, ask->diag, &l->decided,
                               &l->n_decided);
}

static gr_status read_run(run_log *l, gr_run_id id)
{
    const gr_question *ask = l->ask;
    const gr_history_query query = {
        .report = GR_LIT(""), .edition = GR_LIT(""), .figure = GR_LIT(""), .run = id, .most = 1};
    gr_journal_run *runs = NULL;
    size_t n = 0;
    GR_TRY(gr_journal_runs(l->journal, &query, ask->arena, ask->diag, &runs, &n));
    if (n == 0 && id == 0) {
        gr_buf_add(l->out, GR_LIT("no run was written down yet\n"));
        return GR_OK;
    }
    if (n == 0) {
        gr_diag_report(ask->diag, (gr_loc){0}, GR_CODE_USAGE,
                       "there is no run %lld; 'griffie history' shows their numbers",
                       (long long)id);
        return GR_BAD_INPUT;
    }
    l->entry = runs[0];
    GR_TRY(list_decided(l));
    GR_TRY(
        gr_journal_messages(l->journal, l->entry.id, ask->arena, ask->diag, &l->messages, &l->n));
    if (ask->json) {
        tell_json(l);
    } else {
        tell(l);
    }
    return GR_OK;
}

gr_status gr_answer_log(const gr_question *ask, gr_buf *out)
{
    run_log l = {.ask = ask, .out = out};
    gr_run_id id = 0;
    GR_TRY(asked_run(ask, &id));
    GR_TRY(gr_past_open(ask, out, &l.journal));
    if (l.journal == NULL) {
        return GR_OK;
    }
    gr_status status = read_run(&l, id);
    gr_journal_close(l.journal);
    return status;
}
