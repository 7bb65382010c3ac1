/* Owns rows of tables that are too long to be in the index: their edition is evaluated again, and
 * what comes by is held against what is asked. */
#include "base/arena.h"
#include "store/version_file.h"
#include "trace_priv.h"

typedef struct seeking {
    const gr_trace_question *ask;
    const gr_origins *of;
    gr_str typed; /* what is asked, as it is typed */
    gr_arena *scratch;
    gr_row_hits *out;
} seeking;

static bool tells_rows(gr_str used)
{
    return gr_str_starts(used, GR_LIT("rows\t")) ||
           gr_str_find(used, GR_LIT("\nrows\t")) != SIZE_MAX;
}

bool gr_version_has_long_tables(const gr_trace_question *ask, const gr_traced_version *version)
{
    gr_str used = GR_LIT("");
    return gr_version_find(version->folder, GR_VERSION_USED, ask->arena, &used) && tells_rows(used);
}

static bool is_wanted(void *user, gr_str id, gr_str text)
{
    const seeking *s = user;
    gr_mark mark = gr_arena_mark(s->scratch);
    bool wanted =
        gr_str_eq(id, s->ask->figure) || gr_str_eq(gr_figure_typed(text, s->scratch), s->typed);
    gr_arena_rewind(s->scratch, mark);
    return wanted;
}

static void take(void *user, gr_str origins)
{
    seeking *s = user;
    gr_row_hits *out = s->out;
    gr_origins *hit = &out->items[out->n];
    out->all++;
    if (out->n < GR_ROW_HITS &&
        gr_origins_of_text(gr_str_dup(s->ask->arena, origins), s->ask->arena, hit)) {
        hit->manifest = s->of->manifest; /* lent: gr_origins_free is for the tree of its own */
        hit->exports = s->of->exports;
        hit->of_row = true;
        out->n++;
    }
}

void gr_row_hits_find(const gr_trace_question *ask, const gr_traced_version *version,
                      const gr_origins *of, gr_row_hits *out)
{
    gr_str used = GR_LIT("");
    *out = (gr_row_hits){0};
    if (!gr_version_find(version->folder, GR_VERSION_USED, ask->arena, &used) ||
        !tells_rows(used) || ask->rows.read == NULL) {
        return;
    }
    gr_arena *own = gr_arena_new(256 * 1024);
    seeking s = {.ask = ask,
                 .of = of,
                 .typed = gr_figure_typed(ask->figure, ask->arena),
                 .scratch = gr_arena_new(4096),
                 .out = out};
    const gr_row_reading what = {.report = version->report,
                                 .edition = version->edition,
                                 .destination = version->destination,
                                 .key = version->key,
                                 .used = used,
                                 .arena = own,
                                 .wants = is_wanted,
                                 .found = take,
                                 .user = &s};
    out->unread = !ask->rows.read(ask->rows.user, &what);
    gr_arena_free(s.scratch);
    gr_arena_free(own);
}

gr_status gr_row_hits_refuse(const gr_trace_question *ask, const gr_traced_version *version)
{
    gr_diag_report(
        ask->diag, (gr_loc){0}, GR_CODE_FIGURE_UNKNOWN,
        "'" GR_FMT
        "' is none of the figures that are known one by one, and the rows of long tables "
        "in version " GR_FMT
        " cannot be worked out again: the exports and descriptors at hand give others; "
        "name those of then with --input and --templates",
        GR_ARG(ask->figure), GR_ARG(version->key));
    return GR_BAD_INPUT;
}
