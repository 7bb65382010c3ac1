/* Owns stderr: reports, and on a terminal one line that moves. */
#include <stdio.h>

#include "base/arena.h"
#include "batch_priv.h"

#define CLEAR_LINE "\r\033[K"

static bool shows_progress(const batch *run)
{
    return run->request->terminal && !run->request->quiet && run->request->dump == GR_DUMP_NONE;
}

void batch_progress(const batch *run, size_t done, const batch_row *row)
{
    if (shows_progress(run)) {
        (void)fprintf(stderr, CLEAR_LINE "%zu/%zu " GR_FMT " " GR_FMT, done + 1, run->n_plan,
                      GR_ARG(row->report), GR_ARG(row->edition.id));
        (void)fflush(stderr);
    }
}

void batch_progress_end(const batch *run)
{
    if (shows_progress(run)) {
        (void)fputs(CLEAR_LINE, stderr);
    }
}

/** Colours the word that says how bad it is; lines that show a file start with a space. */
static void add_coloured(gr_str line, gr_buf *out)
{
    static const struct {
        const char *word, *colour;
    } levels[] = {{" error: ", "\033[1;31m"}, {" warning: ", "\033[1;33m"}};
    for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]) && !gr_str_starts(line, GR_LIT(" "));
         i++) {
        gr_str word = gr_str_of(levels[i].word);
        size_t at = gr_str_find(line, word);
        if (at != SIZE_MAX) {
            gr_buf_add(out, gr_str_sub(line, 0, at));
            gr_buf_addf(out, "%s" GR_FMT "\033[0m", levels[i].colour, GR_ARG(word));
            line = gr_str_sub(line, at + word.len, SIZE_MAX);
            break;
        }
    }
    gr_buf_add(out, line);
    gr_buf_add_char(out, '\n');
}

static gr_str coloured(gr_str text, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_str line = GR_LIT("");
    while (gr_str_split(&text, '\n', &line)) {
        add_coloured(line, &out);
    }
    return gr_buf_view(&out);
}

static void print_error(gr_str text)
{
    (void)fwrite(text.ptr, 1, text.len, stderr); /* there is nowhere left to say that it failed */
}

void batch_print_reports(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    gr_diag_print(run->diag, &out);
    gr_str text = gr_buf_view(&out);
    print_error(run->request->colour ? coloured(text, run->src) : text);
}

/** "griffie: handover-dossier: not published (a control failed): renkum, rheden" */
static void add_left_out(const batch *run, gr_str report, batch_fate fate, const char *what,
                         gr_buf *out)
{
    if (batch_count(run, report, fate) == 0) {
        return;
    }
    const char *mark = ": ";
    gr_buf_addf(out, "griffie: " GR_FMT ": %s", GR_ARG(report), what);
    for (size_t i = 0; i < run->n_plan; i++) {
        const batch_row *row = &run->plan[i];
        if (gr_str_eq(row->report, report) && row->fate == fate) {
            gr_buf_addf(out, "%s" GR_FMT, mark, GR_ARG(row->edition.id));
            mark = ", ";
        }
    }
    gr_buf_add(out, GR_LIT("\n"));
}

static void add_totals(const batch *run, gr_buf *out)
{
    size_t n = run->n_plan;
    size_t failed = batch_count(run, GR_LIT(""), BATCH_FAILED);
    size_t blocked = batch_count(run, GR_LIT(""), BATCH_BLOCKED);
    gr_buf_addf(out, "%zu edition%s: ", n, n == 1 ? "" : "s");
    if (run->request->command == GR_COMMAND_CHECK) {
        gr_buf_addf(out, "%zu in order", batch_count(run, GR_LIT(""), BATCH_MADE));
    } else {
        gr_buf_addf(out, "%zu published, %zu unchanged",
                    batch_count(run, GR_LIT(""), BATCH_PUBLISHED),
                    batch_count(run, GR_LIT(""), BATCH_UNCHANGED));
    }
    gr_buf_addf(out, ", %zu failed", failed);
    if (blocked > 0) {
        gr_buf_addf(out, ", %zu blocked by a control", blocked);
    }
    gr_buf_add(out, GR_LIT("\n"));
}

void batch_print_summary(const batch *run)
{
    gr_buf out = gr_buf_make(run->src, SIZE_MAX);
    bool check = run->request->command == GR_COMMAND_CHECK;
    for (size_t i = 0; i < run->n_plan; i++) {
        gr_str report = run->plan[i].report;
        if (i > 0 && gr_str_eq(report, run->plan[i - 1].report)) {
            continue; /* the plan has a report's editions together */
        }
        add_left_out(run, report, BATCH_FAILED, check ? "not in order" : "not published", &out);
        add_left_out(run, report, BATCH_BLOCKED,
                     check ? "blocked by a control" : "not published, blocked by a control", &out);
    }
    bool started = batch_count(run, GR_LIT(""), BATCH_PLANNED) < run->n_plan;
    bool publishes = batch_publishes(run->request);
    if (publishes && !started && gr_diag_count(run->diag, GR_ERROR) > 0) {
        gr_buf_addf(&out, "griffie: nothing was published; '" GR_FMT "' is as it was\n",
                    GR_ARG(run->output));
    }
    if (shows_progress(run) && started) {
        add_totals(run, &out);
    }
    print_error(gr_buf_view(&out));
}
