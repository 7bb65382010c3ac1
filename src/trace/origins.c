/* Owns the reading of origins.json: its figures, and the graph behind one of them. What is wrong in
 * it is a node that is not there: nothing is taken on trust. */
#include "base/arena.h"
#include "base/visited.h"
#include "store/version_file.h"
#include "trace_priv.h"

enum { OP, VALUE, FLAGS, DETAIL, OPERANDS, DATASET, KEY, FIELD, FILE_NR, LINE, COLUMN };
enum { MORE = DATASET, LINES };

static bool is_field(const gr_json_value *node)
{
    return gr_str_is(gr_json_text_of(gr_json_at(node, OP)), "field");
}

/** Fields with operands, in the order of the file: others name them by that. */
static void find_told(gr_origins *o)
{
    for (size_t i = 0; i < gr_json_count(o->figures); i++) {
        const gr_json_value *nodes = gr_json_member(gr_json_at(o->figures, i), "nodes");
        for (size_t k = 0; k < gr_json_count(nodes); k++) {
            const gr_json_value *node = gr_json_at(nodes, k);
            if (is_field(node) && gr_json_count(gr_json_at(node, OPERANDS)) > 0) {
                *GR_PUSH(o->arena, o->told, o->n_told, o->cap_told, gr_origin_at) =
                    (gr_origin_at){(uint32_t)i, (uint32_t)k};
            }
        }
    }
}

bool gr_origins_of_text(gr_str origins, gr_arena *arena, gr_origins *out)
{
    *out = (gr_origins){.arena = arena, .origins = gr_json_read(origins)};
    if (gr_json_number_of(gr_json_member(out->origins.root, "origins")) != 2) {
        gr_json_free(&out->origins);
        return false;
    }
    out->figures = gr_json_member(out->origins.root, "figures");
    out->rules = gr_json_member(out->origins.root, "rules");
    out->files = gr_json_member(out->origins.root, "files");
    find_told(out);
    return true;
}

bool gr_origins_read(gr_str folder, gr_arena *arena, gr_origins *out)
{
    gr_str origins = GR_LIT("");
    gr_str manifest = GR_LIT("");
    gr_str published = GR_LIT("");
    if (!gr_version_find(folder, GR_VERSION_ORIGINS, arena, &origins) ||
        !gr_origins_of_text(origins, arena, out)) {
        return false;
    }
    if (gr_version_find(folder, GR_VERSION_PUBLISHED, arena, &published)) {
        out->published = gr_json_read(published);
    }
    if (gr_version_find(folder, GR_VERSION_MANIFEST, arena, &manifest)) {
        out->manifest = gr_json_read(manifest);
    }
    out->exports = gr_json_member(out->manifest.root, "exports");
    out->told_figures = gr_json_member(out->published.root, "figures");
    return true;
}

void gr_origins_free(gr_origins *origins)
{
    gr_json_free(&origins->origins);
    gr_json_free(&origins->published);
    gr_json_free(&origins->manifest);
}

gr_str gr_figure_text(const gr_origins *origins, size_t figure, const char *member)
{
    return gr_json_text_of(gr_json_member(gr_json_at(origins->figures, figure), member));
}

gr_str gr_figure_said(const gr_origins *origins, size_t figure, const char *member)
{
    gr_str id = gr_figure_text(origins, figure, "id");
    for (size_t i = 0; i < gr_json_count(origins->told_figures); i++) {
        const gr_json_value *told = gr_json_at(origins->told_figures, i);
        if (gr_str_eq(gr_json_text_of(gr_json_member(told, "id")), id)) {
            return gr_json_text_of(gr_json_member(told, member));
        }
    }
    return GR_LIT("");
}

bool gr_figure_box(const gr_origins *origins, size_t figure, int64_t out[5])
{
    const gr_json_value *at = gr_json_member(gr_json_at(origins->figures, figure), "at");
    for (size_t i = 0; i < 5; i++) {
        out[i] = gr_json_number_of(gr_json_at(at, i));
    }
    return gr_json_count(at) >= 5;
}

static int64_t kind_of_place(const gr_origins *origins, size_t figure)
{
    const gr_json_value *at = gr_json_member(gr_json_at(origins->figures, figure), "at");
    return gr_json_count(at) > 5 ? gr_json_number_of(gr_json_at(at, 5)) : 0;
}

bool gr_figure_is_drawn(const gr_origins *origins, size_t figure)
{
    return kind_of_place(origins, figure) == 1;
}

bool gr_figure_goes_on(const gr_origins *origins, size_t figure)
{
    return kind_of_place(origins, figure) == 2;
}

gr_str gr_figure_place(const gr_origins *origins, size_t figure, gr_arena *arena)
{
    int64_t box[5];
    if (!gr_figure_box(origins, figure, box)) {
        return GR_LIT("");
    }
    long long x = (long long)(box[1] + box[3]) / 2;
    long long y = (long long)(box[2] + box[4]) / 2;
    return gr_str_fmt(arena, "%lld:%lld.%lld,%lld.%lld", (long long)box[0], x / 10, x % 10, y / 10,
                      y % 10);
}

gr_str gr_origins_export(const gr_origins *origins, gr_str file, const char *member)
{
    for (size_t i = 0; i < gr_json_count(origins->exports); i++) {
        const gr_json_value *export = gr_json_at(origins->exports, i);
        if (gr_str_eq(gr_json_text_of(gr_json_member(export, "file")), file)) {
            return gr_json_text_of(gr_json_member(export, member));
        }
    }
    return GR_LIT("");
}

gr_str gr_origins_file(const gr_origins *origins, int64_t number, gr_str *out_sha256)
{
    const gr_json_value *file = number < 1 ? NULL : gr_json_at(origins->files, (size_t)number - 1);
    gr_str name = gr_json_text_of(gr_json_at(file, 1));
    *out_sha256 = gr_origins_export(origins, name, "sha256");
    return name;
}

/* --- the graph behind a figure --- */

typedef struct growing {
    const gr_origins *origins;
    gr_traced_graph graph;
    uint32_t *figures; /* of each node: whose list its operands are places in */
    size_t n_figures, cap_figures;
    gr_visited numbers; /* of JSON nodes, from 1 */
    gr_arena *arena;
} growing;

static const gr_json_value *node_at(const gr_origins *o, gr_origin_at at)
{
    return gr_json_at(gr_json_member(gr_json_at(o->figures, at.figure), "nodes"), at.node);
}

/** The node that is told elsewhere; itself when it is told here. NULL: there is none. */
static const gr_json_value *resolve(const gr_origins *o, gr_origin_at *at)
{
    const gr_json_value *node = node_at(o, *at);
    if (gr_str_is(gr_json_text_of(gr_json_at(node, OP)), "=")) {
        int64_t nr = gr_json_number_of(gr_json_at(node, 1));
        if (nr < 1 || (uint64_t)nr > o->n_told) {
            return NULL;
        }
        *at = o->told[nr - 1];
        node = node_at(o, *at);
    }
    return node;
}

static gr_traced_node read_node(const gr_json_value *node)
{
    gr_traced_node out = {.op = gr_json_text_of(gr_json_at(node, OP)),
                          .value = gr_json_text_of(gr_json_at(node, VALUE)),
                          .flags = gr_json_text_of(gr_json_at(node, FLAGS)),
                          .detail = gr_json_text_of(gr_json_at(node, DETAIL)),
                          .is_field = is_field(node),
                          .dataset = GR_LIT(""),
                          .key = GR_LIT(""),
                          .field = GR_LIT("")};
    if (out.is_field) {
        out.dataset = gr_json_text_of(gr_json_at(node, DATASET));
        out.key = gr_json_text_of(gr_json_at(node, KEY));
        out.field = gr_json_text_of(gr_json_at(node, FIELD));
        out.file = gr_json_number_of(gr_json_at(node, FILE_NR));
        out.line = gr_json_number_of(gr_json_at(node, LINE));
        out.column = gr_json_number_of(gr_json_at(node, COLUMN));
    } else {
        out.more = gr_json_number_of(gr_json_at(node, MORE));
        out.lines = gr_json_at(node, LINES);
    }
    return out;
}

/** Its number in the graph, where it stands from now on; 0: it is no node. */
static uint32_t number_of(growing *g, gr_origin_at at)
{
    const gr_json_value *node = resolve(g->origins, &at);
    if (node == NULL) {
        return 0;
    }
    uint32_t *number = gr_visited_number(&g->numbers, node, g->arena);
    if (*number == 0) {
        *GR_PUSH(g->arena, g->graph.nodes, g->graph.n, g->graph.cap, gr_traced_node) =
            read_node(node);
        *GR_PUSH(g->arena, g->figures, g->n_figures, g->cap_figures, uint32_t) = at.figure;
        *number = (uint32_t)g->graph.n;
        gr_traced_node *made = &g->graph.nodes[g->graph.n - 1];
        made->n_args = gr_json_count(gr_json_at(node, OPERANDS));
        made->args = GR_NEW_N(g->arena, uint32_t, made->n_args + 1);
        for (size_t i = 0; i < made->n_args; i++) {
            made->args[i] = (uint32_t)gr_json_number_of(gr_json_at(gr_json_at(node, OPERANDS), i));
        }
    }
    return *number;
}

/** How a field of one's own was worked out is one's own to know, but for the parts in it that are
 *  others': the value of the operation is that of the field. */
static void mark_own(gr_traced_graph *graph)
{
    for (size_t i = 0; i < graph->n; i++) {
        const gr_traced_node *field = &graph->nodes[i];
        uint32_t arg = field->n_args == 1 && field->is_field && !field->others ? field->args[0] : 0;
        if (arg > 0 && gr_str_eq(graph->nodes[arg - 1].value, field->value)) {
            graph->nodes[arg - 1].own = true;
        }
    }
}

/** What is worked out from another owner's figures is as theirs; a declared total is nobody's. */
static bool spread_others(gr_traced_graph *graph)
{
    bool changed = false;
    for (size_t i = graph->n; i > 0; i--) {
        gr_traced_node *node = &graph->nodes[i - 1];
        bool own = node->own || node->is_field || gr_str_is(node->flags, "o") || i == 1;
        for (size_t k = 0; !own && !node->others && k < node->n_args; k++) {
            uint32_t arg = node->args[k];
            node->others = arg > 0 && graph->nodes[arg - 1].others;
            changed |= node->others;
        }
    }
    return changed;
}

static void hide_others(gr_traced_graph *graph)
{
    for (size_t i = 1; i < graph->n; i++) { /* the first is in print */
        graph->nodes[i].others = gr_str_is(graph->nodes[i].flags, "x");
    }
    mark_own(graph);
    while (spread_others(graph)) {
    }
}

gr_traced_graph gr_origins_graph(const gr_origins *origins, size_t figure, bool with_others,
                                 gr_arena *arena)
{
    growing g = {.origins = origins, .arena = arena};
    (void)number_of(&g, (gr_origin_at){(uint32_t)figure, 0});
    for (size_t i = 0; i < g.graph.n; i++) {
        for (size_t k = 0; k < g.graph.nodes[i].n_args; k++) {
            uint32_t place = g.graph.nodes[i].args[k];
            uint32_t arg = place == 0 ? 0 : number_of(&g, (gr_origin_at){g.figures[i], place - 1});
            g.graph.nodes[i].args[k] = arg;
        }
    }
    if (!with_others) {
        hide_others(&g.graph);
    }
    return g.graph;
}
