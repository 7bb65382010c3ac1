/* Owns the origin index: for each printed figure where it comes from. The one beside the documents
 * (origins.json) goes down to the line of an export and is for the run's owner; the one within a
 * document cites dataset, key and field only, and is the same however the exports are laid out. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "batch_priv.h"
#include "json.h"
#include "visited.h"
#include "written.h"

#define LEAVES_LISTED 1000U /* of one figure; the rest is counted */

/* The leaves of one figure, each once. */
typedef struct listing {
    const batch_work *work;
    gr_buf *out;
    bool places;
    gr_intern *seen;
    batch_visited visited;
    uint32_t listed, more;
} listing;

gr_str batch_file_below(const batch *run, gr_str path)
{
    const gr_str folders[] = {run->input, run->templates};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        gr_str rest = gr_str_sub(path, folders[i].len, SIZE_MAX);
        if (gr_str_starts(path, folders[i]) && gr_str_starts(rest, GR_LIT("/"))) {
            return gr_str_sub(rest, 1, SIZE_MAX);
        }
    }
    return path;
}

static void add_leaf(const listing *list, const gr_origin *leaf)
{
    gr_buf *out = list->out;
    gr_buf_add(out, list->listed == 0 ? GR_LIT("[") : GR_LIT(", ["));
    gr_json_add(out, leaf->dataset);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add(out, leaf->key);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add(out, leaf->name);
    if (list->places) {
        gr_str file = gr_diag_file(list->work->diag, leaf->at.file);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add(out, batch_file_below(list->work->run, file));
        gr_buf_addf(out, ", %u", leaf->at.line);
    }
    gr_buf_add_char(out, ']');
}

static void list_leaf(listing *list, const gr_origin *leaf)
{
    uint32_t known = 0;
    gr_str name = gr_str_fmt(list->work->arena, GR_FMT "\n" GR_FMT "\n" GR_FMT,
                             GR_ARG(leaf->dataset), GR_ARG(leaf->key), GR_ARG(leaf->name));
    if (gr_intern_find(list->seen, name, &known)) {
        return;
    }
    (void)gr_intern_add(list->seen, name);
    if (list->listed == LEAVES_LISTED) {
        list->more++;
        return;
    }
    add_leaf(list, leaf);
    list->listed++;
}

/** Each node once, whatever number of paths lead to it. */
static void list_leaves(listing *list, const gr_origin *origin)
{
    if (origin == NULL || !batch_visit(&list->visited, origin, list->work->arena)) {
        return;
    }
    if (gr_ops[origin->op].kind == GR_OP_KIND_LEAF) {
        list_leaf(list, origin);
    }
    for (size_t i = 0; i < origin->n_args; i++) {
        list_leaves(list, origin->args[i]);
    }
}

static void add_origin(const batch_work *work, const gr_origin *origin, bool places, gr_buf *out)
{
    gr_buf graph = gr_buf_make(work->arena, SIZE_MAX);
    listing list = {.work = work, .out = out, .places = places, .seen = gr_intern_new(work->arena)};
    if (places) {
        gr_origin_dump(origin, &graph);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add_named(out, "origin", gr_buf_view(&graph));
    }
    gr_buf_add(out, GR_LIT(", \"leaves\": ["));
    list_leaves(&list, origin);
    gr_buf_add(out, GR_LIT("]"));
    if (list.more > 0) {
        gr_buf_addf(out, ", \"more-leaves\": %u", list.more);
    }
}

static void add_figure(const batch_work *work, const gr_figure *figure, bool places, gr_buf *out)
{
    gr_mark mark = gr_arena_mark(work->arena);
    gr_buf value = gr_buf_make(work->arena, SIZE_MAX);
    gr_value_add(&figure->value, &value);
    gr_buf_add(out, GR_LIT("{ "));
    gr_json_add_named(out, "id", figure->id);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "text", figure->text);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "value", gr_buf_view(&value));
    if (figure->value.origin != NULL) {
        add_origin(work, figure->value.origin, places, out);
    }
    gr_buf_add(out, GR_LIT(" }"));
    gr_arena_rewind(work->arena, mark);
}

gr_str batch_origins_text(const batch_work *work, bool places, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\n\"origins\": 1,\n\"leaf\": [\"dataset\", \"key\", \"field\""));
    gr_buf_add(&out, places ? GR_LIT(", \"file\", \"line\"") : GR_LIT(""));
    gr_buf_add(&out, GR_LIT("],\n\"figures\": [\n"));
    for (size_t i = 0; i < work->doc->n_figures; i++) {
        add_figure(work, work->doc->figures[i], places, &out);
        gr_buf_add(&out, i + 1 < work->doc->n_figures ? GR_LIT(",\n") : GR_LIT("\n"));
    }
    gr_buf_add(&out, GR_LIT("]\n}\n"));
    return gr_buf_view(&out);
}

gr_status batch_origins_write(const batch_work *work, gr_str path)
{
    gr_arena *arena = gr_arena_new(1024 * 1024); /* the text: add_figure rewinds the other one */
    gr_status status = batch_file_write(path, batch_origins_text(work, true, arena), work->diag);
    gr_arena_free(arena);
    return status;
}
