#include "provenance/version.h"

/* Owns origins.json: for each figure its way back to the exports, as the graph that it is, for the
 * run's owner. trace/origins.c reads it.
 *
 * `rules` are what figures show, each once: [file, line, column, expression]. `files` have the
 * number by which nodes name them, and their names; the manifest has their hashes. A figure has its
 * rule, from 1; `at`: its page, its box in 1/10 mm, and a 1 when it is only drawn somewhere in
 * that, a 2 when a later page has the rest of it; the `cell` of the workbook that shows it; and
 * `nodes`, of which the first is its value.
 *
 * A node names its operands by their places in the list, from 1; 0 is one that had no value. Its
 * form is [op, value, flags, detail, [operands]]. Behind that a long sum has how many operands are
 * not listed, and on which lines their records stand: [[file, "5+1*40"]]; a field has [...,
 * dataset, key, field, file, line, column], and operands when its dataset is derived. What a
 * derived field was worked out from is told once: ["=", n] is the n-th of all fields with operands
 * in this file.
 *
 * Flags: "o": opened, so what it is made of is nobody's secret. "x": of another owner than the
 * document is for. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/visited.h"
#include "provenance_priv.h"
#include "json/write.h"

#define NODES_LISTED 1500U   /* of one figure */
#define LINES_LISTED 200000U /* of records that are not */

typedef struct graph_index {
    const gr_version_facts *facts;
    const gr_diag *diag; /* knows files by their numbers */
    gr_json *json;
    gr_intern *told; /* fields with operands, by dataset, key and name */
    uint32_t
        *numbers;    /* of files, as nodes name them: in the order in which they do. 0: none does */
    uint16_t *files; /* by these numbers, from 1 */
    uint32_t n_files, n_named;
} graph_index;

typedef struct graph { /* of one figure */
    graph_index *of;
    gr_arena *arena;
    gr_visited numbers; /* of its nodes, from 1 */
    const gr_origin **nodes;
    size_t n, cap;
} graph;

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

/** The number by which nodes name a file: which others a run read is of no consequence. */
static uint32_t number_of_file(graph_index *index, uint16_t file)
{
    if (file == 0 || file >= index->n_files) {
        return 0;
    }
    if (index->numbers[file] == 0) {
        index->numbers[file] = ++index->n_named;
        index->files[index->n_named] = file;
    }
    return index->numbers[file];
}

/* --- lines of what is not listed --- */

typedef struct line_list { /* "5+1*40+7": line 5, forty steps of 1, one of 7 */
    gr_buf text;
    uint16_t file;
    int64_t last, step;
    uint32_t times, n;
} line_list;

static void end_step(line_list *list)
{
    if (list->times > 0) {
        gr_buf_addf(&list->text, "%+lld", (long long)list->step);
    }
    if (list->times > 1) {
        gr_buf_addf(&list->text, "*%u", list->times);
    }
    list->times = 0;
}

static void close_lines(line_list *list, graph_index *index)
{
    gr_json *json = index->json;
    if (list->text.len > 0) {
        end_step(list);
        gr_json_array(json, NULL, GR_JSON_TIGHT);
        gr_json_number(json, NULL, number_of_file(index, list->file));
        gr_json_text(json, NULL, gr_buf_view(&list->text));
        gr_json_close(json);
        list->text.len = 0;
    }
}

static void add_line(line_list *list, const gr_loc *at, graph_index *of)
{
    if (list->text.len > 0 && list->file != at->file) {
        close_lines(list, of);
    }
    if (list->text.len == 0) {
        list->file = at->file;
        gr_buf_addf(&list->text, "%u", at->line);
    } else if (list->times > 0 && (int64_t)at->line - list->last == list->step) {
        list->times++;
    } else {
        end_step(list);
        list->step = (int64_t)at->line - list->last;
        list->times = 1;
    }
    list->last = at->line;
}

typedef struct lining {
    graph_index *of;
    line_list list;
} lining;

static bool line_leaf(void *user, const gr_origin *leaf)
{
    lining *l = user;
    bool more = l->list.n < LINES_LISTED;
    if (more && leaf->at.line > 0 && leaf->n_args == 0 && leaf->at.file < l->of->n_files) {
        add_line(&l->list, &leaf->at, l->of);
        l->list.n++;
    }
    return more;
}

static void add_rest(graph *g, const gr_origin *node, size_t listed)
{
    lining l = {.of = g->of, .list = {.text = gr_buf_make(g->arena, SIZE_MAX)}};
    gr_json_number(g->of->json, NULL, (int64_t)(node->n_args - listed));
    gr_json_array(g->of->json, NULL, GR_JSON_TIGHT);
    for (size_t i = listed; i < node->n_args; i++) {
        if (node->args[i] != NULL) {
            (void)gr_origin_leaves(node->args[i], true, line_leaf, &l);
        }
    }
    close_lines(&l.list, g->of);
    gr_json_close(g->of->json);
}

/* --- nodes --- */

/** Its number; it is listed from now on. False: there is no room. */
static bool number_of(graph *g, const gr_origin *node, uint32_t *out)
{
    uint32_t *number = gr_visited_number(&g->numbers, node, g->arena);
    if (*number == 0 && g->n == NODES_LISTED) {
        return false;
    }
    if (*number == 0) {
        *number = (uint32_t)g->n + 1;
        *GR_PUSH(g->arena, g->nodes, g->n, g->cap, const gr_origin *) = node;
    }
    *out = *number;
    return true;
}

/** How many of its operands were listed. */
static size_t add_operands(graph *g, const gr_origin *node)
{
    gr_json *json = g->of->json;
    uint32_t number = 0;
    size_t i = 0;
    gr_json_array(json, NULL, GR_JSON_TIGHT);
    while (i < node->n_args && (node->args[i] == NULL || number_of(g, node->args[i], &number))) {
        gr_json_number(json, NULL, node->args[i] == NULL ? 0 : number);
        i++;
    }
    gr_json_close(json);
    return i;
}

/** A record by its key: which row it is says nothing. */
static void add_value(const gr_value *value, gr_buf *out)
{
    if (value->type == GR_T_REF && value->as.ref.table != NULL) {
        gr_buf_add(out, gr_table_key(value->as.ref.table, value->as.ref.row));
    } else {
        gr_value_add(value, out);
    }
}

static const char *flag_of(const graph_index *index, const gr_origin *node)
{
    const gr_doc *doc = index->facts->doc;
    bool other =
        doc->owner.len > 0 && node->owner.len > 0 &&
        !(gr_str_eq(node->owner, doc->owner) && gr_str_eq(node->owner_dataset, doc->owner_dataset));
    return node->opened ? "o" : other ? "x" : "";
}

static void add_record(graph_index *index, const gr_origin *leaf)
{
    gr_json *json = index->json;
    gr_json_text(json, NULL, leaf->dataset);
    gr_json_text(json, NULL, leaf->key);
    gr_json_text(json, NULL, leaf->name);
    gr_json_number(json, NULL, number_of_file(index, leaf->at.file));
    gr_json_number(json, NULL, leaf->at.line);
    gr_json_number(json, NULL, leaf->at.col);
}

/** A derived field is told by the first figure that it has a part in. */
static bool was_told(graph *g, const gr_origin *node)
{
    uint32_t known = 0;
    if (gr_ops[node->op].kind != GR_OP_KIND_LEAF || node->n_args == 0) {
        return false;
    }
    gr_str name = gr_str_fmt(g->arena, GR_FMT "\n" GR_FMT "\n" GR_FMT, GR_ARG(node->dataset),
                             GR_ARG(node->key), GR_ARG(node->name));
    if (!gr_intern_find(g->of->told, name, &known)) {
        (void)gr_intern_add(g->of->told, name);
        return false;
    }
    gr_json_array(g->of->json, NULL, GR_JSON_TIGHT);
    gr_json_text(g->of->json, NULL, GR_LIT("="));
    gr_json_number(g->of->json, NULL, known + 1);
    gr_json_close(g->of->json);
    return true;
}

static void add_node(graph *g, const gr_origin *node)
{
    gr_json *json = g->of->json;
    gr_buf value = gr_buf_make(g->arena, SIZE_MAX);
    if (was_told(g, node)) {
        return;
    }
    add_value(&node->value, &value);
    gr_json_array(json, NULL, GR_JSON_TIGHT);
    gr_json_text(json, NULL, gr_str_of(gr_ops[node->op].name));
    gr_json_text(json, NULL, gr_buf_view(&value));
    gr_json_text(json, NULL, gr_str_of(flag_of(g->of, node)));
    gr_json_text(json, NULL, gr_origin_condition(node, g->arena));
    size_t listed = add_operands(g, node);
    if (gr_ops[node->op].kind == GR_OP_KIND_LEAF) {
        add_record(g->of, node);
    } else if (listed < node->n_args) {
        add_rest(g, node, listed);
    }
    gr_json_close(json);
}

static void add_nodes(graph *g, const gr_origin *origin)
{
    uint32_t number = 0;
    gr_json_array(g->of->json, "nodes", GR_JSON_TIGHT);
    (void)number_of(g, origin, &number);
    for (size_t i = 0; i < g->n; i++) {
        add_node(g, g->nodes[i]);
    }
    gr_json_close(g->of->json);
}

/* --- figures --- */

static void add_spot(const graph_index *index, const gr_figure *figure)
{
    const gr_figure_spot *spots = index->facts->spots;
    const gr_figure_spot *spot = spots == NULL ? NULL : &spots[figure->nr - 1];
    if (spot != NULL && spot->page > 0) {
        gr_json_array(index->json, "at", GR_JSON_TIGHT);
        gr_json_number(index->json, NULL, spot->page);
        gr_json_number(index->json, NULL, gr_tenths_of(spot->left));
        gr_json_number(index->json, NULL, gr_tenths_of(spot->top));
        gr_json_number(index->json, NULL, gr_tenths_of(spot->right));
        gr_json_number(index->json, NULL, gr_tenths_of(spot->bottom));
        if (spot->drawn || spot->more) {
            gr_json_number(index->json, NULL, spot->drawn ? 1 : 2);
        }
        gr_json_close(index->json);
    }
}

/** "Bijdragen!D7" */
static void add_cell(const graph_index *index, const gr_figure *figure, gr_arena *arena)
{
    const gr_figure_cell *cells = index->facts->cells;
    const gr_figure_cell *cell = cells == NULL ? NULL : &cells[figure->nr - 1];
    if (cell == NULL || cell->sheet.len == 0) {
        return;
    }
    char column[8];
    size_t at = sizeof(column);
    for (uint32_t col = cell->col + 1; col > 0 && at > 0; col = (col - 1) / 26) {
        column[--at] = (char)('A' + (col - 1) % 26);
    }
    gr_str name = {column + at, sizeof(column) - at};
    gr_json_text(index->json, "cell",
                 gr_str_fmt(arena, GR_FMT "!" GR_FMT "%u", GR_ARG(cell->sheet), GR_ARG(name),
                            (unsigned)cell->row + 1));
}

static void add_format(const graph_index *index, gr_format format)
{
    gr_str name = gr_str_of(gr_format_facts[format.kind].name);
    gr_json_text(index->json, "format", name);
    if (format.places != GR_PLACES_OWN) {
        gr_json_number(index->json, "places", format.places);
    }
}

static void add_figure(graph_index *index, const gr_figure *figure, gr_arena *arena)
{
    gr_json *json = index->json;
    gr_mark mark = gr_arena_mark(arena);
    gr_buf value = gr_buf_make(arena, SIZE_MAX);
    graph g = {.of = index, .arena = arena};
    add_value(&figure->value, &value);
    gr_json_object(json, NULL, GR_JSON_ROOMY);
    gr_json_text(json, "id", figure->id);
    gr_json_text(json, "text", figure->text);
    gr_json_text(json, "value", gr_buf_view(&value));
    add_format(index, figure->format);
    if (figure->rule > 0) {
        gr_json_number(json, "rule", figure->rule);
    }
    add_spot(index, figure);
    add_cell(index, figure, arena);
    if (figure->value.origin != NULL) {
        add_nodes(&g, figure->value.origin);
    }
    gr_json_close(json);
    gr_arena_rewind(arena, mark);
}

/* --- all of it --- */

static void add_rules(const graph_index *index)
{
    const gr_doc *doc = index->facts->doc;
    gr_json *json = index->json;
    gr_json_array(json, "rules", GR_JSON_LINES);
    for (size_t i = 0; i < doc->n_rules; i++) {
        const gr_doc_rule *rule = &doc->rules[i];
        gr_str file = gr_diag_file(index->diag, rule->at.file);
        gr_json_array(json, NULL, GR_JSON_TIGHT);
        gr_json_text(json, NULL, gr_version_input(index->facts, file));
        gr_json_number(json, NULL, rule->at.line);
        gr_json_number(json, NULL, rule->at.col);
        gr_json_text(json, NULL, rule->source);
        gr_json_close(json);
    }
    gr_json_close(json);
}

static void add_files(const graph_index *index)
{
    gr_json *json = index->json;
    gr_json_array(json, "files", GR_JSON_LINES);
    for (uint32_t i = 1; i <= index->n_named; i++) {
        gr_str file = gr_diag_file(index->diag, index->files[i]);
        gr_json_array(json, NULL, GR_JSON_TIGHT);
        gr_json_number(json, NULL, i);
        gr_json_text(json, NULL, gr_version_input(index->facts, file));
        gr_json_close(json);
    }
    gr_json_close(json);
}

void gr_version_places(const gr_version_facts *facts, const gr_diag *diag,
                       void (*take)(void *user, gr_str piece), void *user)
{
    gr_arena *arena = gr_arena_new(2 * GR_JSON_PIECE);
    gr_arena *scratch = gr_arena_new(256 * 1024); /* rewound after each figure */
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_json json = gr_json_make_pieces(&out, take, user);
    graph_index index = {.facts = facts, .diag = diag, .json = &json, .n_files = 1};
    while (gr_diag_file(diag, (uint16_t)index.n_files).len > 0 && index.n_files < UINT16_MAX) {
        index.n_files++;
    }
    index.told = gr_intern_new(arena);
    index.numbers = GR_NEW_N(arena, uint32_t, index.n_files);
    index.files = GR_NEW_N(arena, uint16_t, (size_t)index.n_files + 1);
    gr_json_object(&json, NULL, GR_JSON_LINES);
    gr_json_number(&json, "origins", 2);
    add_rules(&index);
    gr_json_array(&json, "figures", GR_JSON_LINES);
    for (size_t i = 0; i < facts->doc->n_figures; i++) {
        add_figure(&index, facts->doc->figures[i], scratch);
    }
    gr_json_close(&json);
    add_files(&index);
    gr_json_end(&json);
    gr_arena_free(scratch);
    gr_arena_free(arena);
}
