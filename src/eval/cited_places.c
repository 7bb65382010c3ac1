#include "eval/eval.h"

/* Owns where in a document its figures stand: in which table or chart, else under which heading,
 * and of a table in which row and column. */
#include "base/arena.h"
#include "expander_priv.h"

#define LABEL_BYTES 80 /* of a row or a column */

typedef struct places { /* one walk through the document */
    const gr_doc *doc;
    gr_cited_place *items;
    size_t n, cap;
    const gr_node *chapter, *heading; /* NULL: before the first */
    size_t under_heading; /* its place; SIZE_MAX: no figure stands right under it so far */
} places;

static size_t open_place(places *p, const gr_node *node)
{
    *GR_PUSH(p->doc->arena, p->items, p->n, p->cap, gr_cited_place) =
        (gr_cited_place){.node = node, .chapter = p->chapter, .heading = p->heading};
    return p->n - 1;
}

static size_t heading_place(places *p)
{
    if (p->under_heading == SIZE_MAX) {
        p->under_heading = open_place(p, p->heading);
    }
    return p->under_heading;
}

static void add(places *p, size_t place, const gr_figure *figure, gr_str label)
{
    gr_cited_place *at = &p->items[place];
    gr_type type = figure->value.type;
    bool words = type == GR_T_TEXT || type == GR_T_CODE || type == GR_T_REF;
    if (figure->nr > 0 && !words) {
        *GR_PUSH(p->doc->arena, at->figures, at->n, at->cap, gr_cited_figure) =
            (gr_cited_figure){figure, label};
    }
}

/** Figures in and below an inline or a cell. Recursion ends: gr_limits bounds how deep inlines are
 *  nested. */
static void add_inside(places *p, size_t place, const gr_node *node, gr_str label)
{
    if (node->kind == GR_K_FIGURE) {
        add(p, place, node->as.figure.figure, label);
    }
    for (size_t i = 0; node->kind == GR_K_STRIP && i < node->as.strip.n_figures; i++) {
        add(p, place, &node->as.strip.figures[i], label);
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        add_inside(p, place, child, label);
    }
}

/* --- tables --- */

typedef struct heads { /* the lowest title over each column */
    gr_str *titles;
    size_t n;
    uint32_t *busy; /* rows below that a cell above still takes */
} heads;

static gr_str short_text(const places *p, const gr_node *node)
{
    gr_arena *arena = p->doc->arena;
    return gr_utf8_shorten(arena, gr_str_trim(gr_node_text(node, arena)), LABEL_BYTES);
}

/** The column of a row's next cell, behind those that cells above reach into. */
static size_t next_column(heads *h, size_t column)
{
    while (column < h->n && h->busy[column] > 0) {
        h->busy[column++]--;
    }
    return column;
}

static void keep_busy(heads *h, const gr_node *cell, size_t column)
{
    for (size_t i = 0; i < cell->as.cell.colspan && column + i < h->n; i++) {
        h->busy[column + i] = cell->as.cell.rowspan > 1 ? cell->as.cell.rowspan - 1u : 0;
    }
}

static void keep_titles(const places *p, const gr_node *row, heads *h)
{
    size_t column = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        column = next_column(h, column);
        for (size_t i = 0; i < cell->as.cell.colspan && column + i < h->n; i++) {
            h->titles[column + i] = short_text(p, cell);
        }
        keep_busy(h, cell, column);
        column += cell->as.cell.colspan;
    }
    (void)next_column(h, column);
}

static gr_str row_head(const places *p, const gr_node *row)
{
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        if (cell->as.cell.header) {
            return short_text(p, cell);
        }
    }
    return GR_LIT("");
}

static gr_str joined(const places *p, gr_str left, gr_str right)
{
    if (left.len == 0 || right.len == 0) {
        return left.len == 0 ? right : left;
    }
    return gr_str_fmt(p->doc->arena, GR_FMT ", " GR_FMT, GR_ARG(left), GR_ARG(right));
}

static void add_row(places *p, size_t place, const gr_node *row, heads *h)
{
    gr_str head = row_head(p, row);
    size_t column = 0;
    for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
        column = next_column(h, column);
        gr_str title = column < h->n ? h->titles[column] : GR_LIT("");
        add_inside(p, place, cell, joined(p, head, title));
        keep_busy(h, cell, column);
        column += cell->as.cell.colspan;
    }
    (void)next_column(h, column);
}

static void add_table(places *p, const gr_node *table)
{
    gr_arena *arena = p->doc->arena;
    size_t n = table->as.table.n_cols, place = open_place(p, table);
    heads h = {GR_NEW_N(arena, gr_str, n), n, GR_NEW_N(arena, uint32_t, n)};
    for (size_t i = 0; i < n; i++) {
        h.titles[i] = GR_LIT("");
    }
    for (const gr_node *child = table->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_ROW && child->as.row.role == GR_ROW_HEAD) {
            keep_titles(p, child, &h);
            add_inside(p, place, child, GR_LIT(""));
        } else if (child->kind == GR_K_ROW) {
            add_row(p, place, child, &h);
        } else {
            add_inside(p, place, child, GR_LIT(""));
        }
    }
}

/* --- charts, and all else --- */

static void add_chart(places *p, const gr_node *node)
{
    const gr_chart *chart = node->as.chart.spec;
    size_t place = open_place(p, node);
    add_inside(p, place, node, GR_LIT(""));
    for (size_t i = 0; i < chart->n_categories; i++) {
        for (size_t k = 0; k < chart->n_series; k++) {
            gr_str series = chart->n_series > 1 ? chart->series[k].title : GR_LIT("");
            add(p, place, &chart->series[k].points[i], joined(p, chart->categories[i], series));
        }
        if (chart->totals != NULL) {
            add(p, place, &chart->totals[i], chart->categories[i]);
        }
    }
}

static void enter_heading(places *p, const gr_node *heading)
{
    p->chapter = heading->as.heading.level == 1 ? heading : p->chapter;
    p->heading = heading;
    p->under_heading = SIZE_MAX;
}

static bool has_figure(const gr_node *node)
{
    bool found = node->kind == GR_K_FIGURE;
    for (const gr_node *child = node->first; child != NULL && !found; child = child->next) {
        found = has_figure(child);
    }
    return found;
}

/** Recursion ends: gr_limits bounds how deep blocks are nested. */
static void visit(places *p, const gr_node *node)
{
    if (node->kind == GR_K_HEADING) {
        enter_heading(p, node);
    }
    if (node->kind == GR_K_TABLE) {
        add_table(p, node);
    } else if (node->kind == GR_K_CHART) {
        add_chart(p, node);
    } else if (gr_kinds[node->kind].holds == GR_HOLDS_INLINES) {
        if (has_figure(node)) {
            add_inside(p, heading_place(p), node, GR_LIT(""));
        }
    } else {
        for (const gr_node *child = node->first; child != NULL; child = child->next) {
            visit(p, child);
        }
    }
}

size_t gr_cited_places(const gr_doc *doc, gr_cited_place **out)
{
    places p = {.doc = doc, .under_heading = SIZE_MAX};
    visit(&p, doc->root);
    *out = p.items;
    return p.n;
}
