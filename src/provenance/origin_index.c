#include "provenance/version.h"

/* Owns the origin index: for each printed figure where it comes from. The one beside the documents
 * (origins.json) goes down to the line of an export and is for the run's owner; the one within a
 * document cites dataset, key and field only, and is the same however the exports are laid out. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/origin_walk.h"
#include "provenance_priv.h"
#include "json/json.h"

#define LEAVES_LISTED 1000U /* of one figure; the rest is counted */

typedef struct indexing {
    const gr_version_facts *facts;
    const gr_diag *diag; /* knows files by their numbers */
    bool places;
    gr_arena *arena;
} indexing;

/* The leaves of one figure, each once. */
typedef struct listing {
    const indexing *of;
    gr_buf *out;
    gr_intern *seen;
    gr_origin_walk walk;
    uint32_t listed, more;
} listing;

gr_str gr_version_input(const gr_version_facts *facts, gr_str path)
{
    const gr_str folders[] = {facts->input, facts->templates};
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
    if (list->of->places) {
        gr_str file = gr_diag_file(list->of->diag, leaf->at.file);
        gr_buf_add(out, GR_LIT(", "));
        gr_json_add(out, gr_version_input(list->of->facts, file));
        gr_buf_addf(out, ", %u", leaf->at.line);
    }
    gr_buf_add_char(out, ']');
}

static void list_leaf(listing *list, const gr_origin *leaf)
{
    uint32_t known = 0;
    gr_str name = gr_str_fmt(list->of->arena, GR_FMT "\n" GR_FMT "\n" GR_FMT, GR_ARG(leaf->dataset),
                             GR_ARG(leaf->key), GR_ARG(leaf->name));
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

/** What goes with a document to one owner names no record of another, not even in a total. */
static bool may_be_cited(const indexing *index, const gr_origin *leaf)
{
    const gr_doc *doc = index->facts->doc;
    return index->places || doc->owner.len == 0 || leaf->owner.len == 0 ||
           (gr_str_eq(leaf->owner, doc->owner) &&
            gr_str_eq(leaf->owner_dataset, doc->owner_dataset));
}

static void list_leaves(listing *list, const gr_origin *origin)
{
    gr_origin_walk *walk = &list->walk;
    gr_walk_add(walk, origin);
    for (const gr_origin *node = gr_walk_next(walk); node != NULL; node = gr_walk_next(walk)) {
        if (gr_ops[node->op].kind == GR_OP_KIND_LEAF && may_be_cited(list->of, node)) {
            list_leaf(list, node);
        }
        gr_walk_enter(walk, node);
    }
}

static void add_origin(const indexing *index, const gr_origin *origin, gr_buf *out)
{
    gr_buf graph = gr_buf_make(index->arena, SIZE_MAX);
    listing list = {.of = index,
                    .out = out,
                    .seen = gr_intern_new(index->arena),
                    .walk = {.arena = index->arena}};
    if (index->places) {
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

static void add_figure(const indexing *index, const gr_figure *figure, gr_buf *out)
{
    gr_mark mark = gr_arena_mark(index->arena);
    gr_buf value = gr_buf_make(index->arena, SIZE_MAX);
    gr_value_add(&figure->value, &value);
    gr_buf_add(out, GR_LIT("{ "));
    gr_json_add_named(out, "id", figure->id);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "text", figure->text);
    gr_buf_add(out, GR_LIT(", "));
    gr_json_add_named(out, "value", gr_buf_view(&value));
    if (figure->value.origin != NULL) {
        add_origin(index, figure->value.origin, out);
    }
    gr_buf_add(out, GR_LIT(" }"));
    gr_arena_rewind(index->arena, mark);
}

gr_str gr_version_origins(const gr_version_facts *facts, const gr_diag *diag, bool places,
                          gr_arena *arena)
{
    const gr_doc *doc = facts->doc;
    gr_arena *scratch = gr_arena_new(256 * 1024); /* rewound after each figure */
    const indexing index = {.facts = facts, .diag = diag, .places = places, .arena = scratch};
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\n\"origins\": 1,\n\"leaf\": [\"dataset\", \"key\", \"field\""));
    gr_buf_add(&out, places ? GR_LIT(", \"file\", \"line\"") : GR_LIT(""));
    gr_buf_add(&out, GR_LIT("],\n\"figures\": [\n"));
    for (size_t i = 0; i < doc->n_figures; i++) {
        add_figure(&index, doc->figures[i], &out);
        gr_buf_add(&out, i + 1 < doc->n_figures ? GR_LIT(",\n") : GR_LIT("\n"));
    }
    gr_buf_add(&out, GR_LIT("]\n}\n"));
    gr_arena_free(scratch);
    return gr_buf_view(&out);
}
