/* Owns rows of tables that are too long to be in the index: their edition is evaluated again, and
 * what comes by is held against what is asked. */
#include "base/arena.h"
#include "store/version_file.h"
#include "trace_priv.h"

static bool tells_rows(gr_str used)
{
    return gr_str_starts(used, GR_LIT("rows\t")) ||
           gr_str_find(used, GR_LIT("\nrows\t")) != SIZE_MAX;
}

bool gr_has_long_tables(const gr_traced_version *version, gr_arena *arena)
{
    gr_str used = GR_LIT("");
    return gr_version_find(version->folder, GR_VERSION_USED, arena, &used) && tells_rows(used);
}

/* --- all that come by --- */

typedef struct passing {
    const gr_rows_look *look;
    const gr_origins *of;
    gr_arena *arena; /* of one figure */
} passing;

static bool is_wanted(void *user, const gr_row_figure *figure)
{
    const passing *p = user;
    gr_mark mark = gr_arena_mark(p->arena);
    bool wanted = p->look->wants(p->look->user, figure, p->arena);
    gr_arena_rewind(p->arena, mark);
    return wanted;
}

static void pass(void *user, gr_str origins)
{
    passing *p = user;
    gr_mark mark = gr_arena_mark(p->arena);
    gr_origins one = {0};
    if (gr_origins_of_text(origins, p->arena, &one)) {
        one.manifest = p->of->manifest; /* lent: only the tree of its own is freed */
        one.exports = p->of->exports;
        one.of_row = true;
        p->look->found(p->look->user, &one, origins);
        gr_json_free(&one.origins);
    }
    gr_arena_rewind(p->arena, mark);
}

bool gr_rows_each(const gr_row_reader *reader, const gr_traced_version *version,
                  const gr_origins *of, const gr_rows_look *look)
{
    gr_str used = GR_LIT("");
    gr_arena *own = gr_arena_new(256 * 1024);
    bool read = true;
    if (gr_version_find(version->folder, GR_VERSION_USED, own, &used) && tells_rows(used)) {
        passing p = {.look = look, .of = of, .arena = gr_arena_new(64 * 1024)};
        const gr_row_reading what = {.report = version->report,
                                     .edition = version->edition,
                                     .destination = version->destination,
                                     .key = version->key,
                                     .used = used,
                                     .arena = own,
                                     .wants = is_wanted,
                                     .found = pass,
                                     .user = &p};
        read = reader->read != NULL && reader->read(reader->user, &what);
        gr_arena_free(p.arena);
    }
    gr_arena_free(own);
    return read;
}

/* --- those that `trace` asks for --- */

typedef struct seeking {
    const gr_trace_question *ask;
    gr_str typed; /* what is asked, as it is typed */
    gr_row_hits *out;
} seeking;

static bool is_asked(void *user, const gr_row_figure *figure, gr_arena *scratch)
{
    const seeking *s = user;
    return gr_str_eq(figure->id, s->ask->figure) ||
           gr_str_eq(gr_figure_typed(figure->text, scratch), s->typed);
}

static void take(void *user, const gr_origins *one, gr_str text)
{
    seeking *s = user;
    gr_row_hits *out = s->out;
    gr_origins *hit = &out->items[out->n];
    out->all++;
    if (out->n < GR_ROW_HITS &&
        gr_origins_of_text(gr_str_dup(s->ask->arena, text), s->ask->arena, hit)) {
        hit->manifest = one->manifest;
        hit->exports = one->exports;
        hit->of_row = true;
        out->n++;
    }
}

void gr_row_hits_find(const gr_trace_question *ask, const gr_traced_version *version,
                      const gr_origins *of, gr_row_hits *out)
{
    *out = (gr_row_hits){0};
    seeking s = {.ask = ask, .typed = gr_figure_typed(ask->figure, ask->arena), .out = out};
    const gr_rows_look look = {.wants = is_asked, .found = take, .user = &s};
    out->unread = !gr_rows_each(&ask->rows, version, of, &look);
}

void gr_row_hits_free(gr_row_hits *hits)
{
    for (size_t i = 0; i < hits->n; i++) {
        gr_json_free(&hits->items[i].origins);
    }
    hits->n = 0;
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
