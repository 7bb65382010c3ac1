#include "provenance/version.h"

/* Owns the origin index that goes with a document: for each printed figure the records that it
 * comes from, by dataset, key and field. It is the same however the exports are laid out, and names
 * no record of another owner. What the run's owner may know besides is in origins.json:
 * origin_graph.c. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/origin_walk.h"
#include "provenance_priv.h"
#include "json/write.h"

#define LEAVES_LISTED 1000U /* of one figure; the rest is counted */

typedef struct indexing {
    const gr_version_facts *facts;
    gr_arena *arena;
} indexing;

/* The leaves of one figure, each once. */
typedef struct listing {
    const indexing *of;
    gr_json *json;
    gr_intern *seen;
    gr_origin_walk walk;
    uint32_t listed, more;
} listing;

static void add_leaf(const listing *list, const gr_origin *leaf)
{
    gr_json *json = list->json;
    gr_json_array(json, NULL, GR_JSON_TIGHT);
    gr_json_text(json, NULL, leaf->dataset);
    gr_json_text(json, NULL, leaf->key);
    gr_json_text(json, NULL, leaf->name);
    if (leaf->condition.len > 0) { /* the export does not say it */
        gr_json_text(json, NULL, leaf->condition);
    }
    gr_json_close(json);
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
    return doc->owner.len == 0 || leaf->owner.len == 0 ||
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

static void add_origin(const indexing *index, const gr_origin *origin, gr_json *json)
{
    listing list = {.of = index,
                    .json = json,
                    .seen = gr_intern_new(index->arena),
                    .walk = {.arena = index->arena}};
    gr_json_array(json, "leaves", GR_JSON_TIGHT);
    list_leaves(&list, origin);
    gr_json_close(json);
    if (list.more > 0) {
        gr_json_number(json, "more-leaves", list.more);
    }
}

static void add_figure(const indexing *index, const gr_figure *figure, gr_json *json)
{
    gr_mark mark = gr_arena_mark(index->arena);
    gr_buf value = gr_buf_make(index->arena, SIZE_MAX);
    gr_value_add(&figure->value, &value);
    gr_json_object(json, NULL, GR_JSON_ROOMY);
    gr_json_text(json, "id", figure->id);
    gr_json_text(json, "text", figure->text);
    gr_json_text(json, "value", gr_buf_view(&value));
    if (figure->value.origin != NULL) {
        add_origin(index, figure->value.origin, json);
    }
    gr_json_close(json);
    gr_arena_rewind(index->arena, mark);
}

/** What the parts of a leaf are. */
static void add_leaf_names(gr_json *json)
{
    static const char *const names[] = {"dataset", "key", "field"};
    gr_json_array(json, "leaf", GR_JSON_TIGHT);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        gr_json_text(json, NULL, gr_str_of(names[i]));
    }
    gr_json_close(json);
}

gr_str gr_version_origins(const gr_version_facts *facts, gr_arena *arena)
{
    const gr_doc *doc = facts->doc;
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make(&out);
    gr_arena *scratch = gr_arena_new(256 * 1024); /* rewound after each figure */
    const indexing index = {.facts = facts, .arena = scratch};
    gr_json_object(&json, NULL, GR_JSON_LINES);
    gr_json_number(&json, "origins", 1);
    add_leaf_names(&json);
    gr_json_array(&json, "figures", GR_JSON_LINES);
    for (size_t i = 0; i < doc->n_figures; i++) {
        add_figure(&index, doc->figures[i], &json);
    }
    gr_json_end(&json);
    gr_arena_free(scratch);
    return gr_buf_view(&out);
}
