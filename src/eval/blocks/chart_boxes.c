#include "base/arena.h"
#include "base/intern.h"
#include "boxes_priv.h"

/* Boxes, frames, lanes and arrows, each element as often as its loop says; what stands in a frame
 * or in another box belongs to that. */

#define MOST_NAMED 8 /* names that a message lists when none is meant */

void gr_boxes_refuse(gr_boxes *d, gr_loc at, gr_code code, const char *what, gr_str own)
{
    gr_diag_report_halves(d->expander->context->diag, at, code, gr_str_of(what), GR_FMT,
                          GR_ARG(own));
    d->expander->failed = d->failed = true;
}

gr_str gr_boxes_meant(const gr_boxes *d, gr_str name, const gr_str *names, size_t n)
{
    gr_buf out = gr_buf_make(d->expander->arena, SIZE_MAX);
    gr_str meant = gr_suggest(name, names, n);
    size_t listed = 0;
    gr_buf_addf(&out, "'" GR_FMT "'", GR_ARG(name));
    if (meant.len > 0) {
        gr_buf_addf(&out, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    }
    for (size_t i = 0; meant.len == 0 && n <= MOST_NAMED && i < n; i++) {
        if (names[i].len > 0) {
            gr_buf_addf(&out, "%s'" GR_FMT "'", listed++ == 0 ? "; there is " : ", ",
                        GR_ARG(names[i]));
        }
    }
    return gr_buf_view(&out);
}

static void refuse(gr_boxes *d, const char *attr, const char *what, gr_str name)
{
    gr_boxes_refuse(d, gr_tnode_place(d->node, attr), GR_CODE_CHART_DATA, what,
                    gr_str_fmt(d->expander->arena, "'" GR_FMT "'", GR_ARG(name)));
}

/** A row or column, from 1; 1 when it is not given. */
static uint16_t place_of(gr_boxes *d, const char *attr, gr_str name)
{
    const gr_rule *rule = gr_tnode_rule(d->node, attr);
    if (rule == NULL) {
        return 1;
    }
    gr_value value = gr_expander_value(d->expander, rule, NULL, gr_tnode_place(d->node, attr));
    bool whole = value.type == GR_T_INT;
    if (!whole || value.as.i < 1 || value.as.i > GR_CHART_MOST_LINES) {
        if (value.type != GR_T_POISON) {
            refuse(d, attr, "rows and columns of boxes are whole numbers from 1 to 12", name);
        }
        d->failed = true;
        return 1;
    }
    return (uint16_t)value.as.i;
}

static size_t box_named(const gr_boxes *d, gr_str name)
{
    size_t at = 0;
    while (at < d->n && !gr_str_eq(d->items[at].box.name, name)) {
        at++;
    }
    return at;
}

/** Kinds are told apart by colours: no more of them than there are. */
static uint16_t kind_of(gr_boxes *d)
{
    const gr_house_style *house = d->expander->report->house;
    gr_str kind = gr_str_trim(gr_expander_text(d->expander, d->node, "kind"));
    size_t at = 0;
    while (at < d->n_kinds && !gr_str_eq(d->kinds[at], kind)) {
        at++;
    }
    if (kind.len == 0 || at < d->n_kinds) {
        return (uint16_t)(kind.len == 0 ? 0 : at + 1);
    }
    if (d->n_kinds > 0 && d->n_kinds >= house->chart.n_colours) {
        gr_boxes_refuse(d, gr_tnode_place(d->node, "kind"), GR_CODE_CHART_COLOURS,
                        "more kinds of boxes than colours; add one to 'colours' on the "
                        "'chart-look' of the house style, or take fewer kinds",
                        gr_str_fmt(d->expander->arena, "'" GR_FMT "'", GR_ARG(kind)));
        return 0;
    }
    *GR_PUSH(d->expander->arena, d->kinds, d->n_kinds, d->cap_kinds, gr_str) = kind;
    return (uint16_t)d->n_kinds;
}

static gr_status is_here(gr_boxes *d, bool *out)
{
    const gr_tattr *current = gr_tnode_attr(d->node, "current");
    *out = false;
    if (current == NULL) {
        return GR_OK;
    }
    d->expander->context->at = current->at;
    gr_status status = gr_expr_true(d->expander->context, current->bound, NULL, out);
    if (status == GR_BAD_INPUT) {
        d->expander->failed = d->failed = true;
        return GR_OK;
    }
    return status;
}

static gr_status add_box(gr_boxes *d)
{
    gr_str name = gr_expander_text(d->expander, d->node, "id");
    bool here = false;
    if (name.len > 0 && box_named(d, name) < d->n) {
        refuse(d, "id", "a second box with this id; give each its own", name);
    }
    if (d->n >= d->expander->report->limits->chart_points) {
        refuse(d, "id", "more boxes than a chart may have; use a list", name);
        return GR_BAD_INPUT;
    }
    GR_TRY(is_here(d, &here));
    gr_box_made made = {.node = d->node,
                        .in = gr_expander_text(d->expander, d->node, "in"),
                        .parent = gr_expander_text(d->expander, d->node, "parent")};
    made.box = (gr_chart_box){.name = name,
                              .title = gr_expander_text(d->expander, d->node, "title"),
                              .text = gr_expander_text(d->expander, d->node, "text"),
                              .row = place_of(d, "row", name),
                              .column = place_of(d, "column", name),
                              .columns = place_of(d, "columns", name),
                              .frame = d->frame,
                              .parent = d->parent,
                              .kind = kind_of(d),
                              .here = here};
    *GR_PUSH(d->expander->arena, d->items, d->n, d->cap, gr_box_made) = made;
    return GR_OK;
}

static void add_frame(gr_boxes *d)
{
    gr_chart_frame frame = {.name = gr_expander_text(d->expander, d->node, "id"),
                            .title = gr_expander_text(d->expander, d->node, "title"),
                            .rows = 1};
    for (size_t i = 0; i < d->n_frames; i++) {
        if (frame.name.len > 0 && gr_str_eq(d->frames[i].name, frame.name)) {
            refuse(d, "id", "a second frame or lane with this id; give each its own", frame.name);
        }
    }
    d->chart->lanes = d->node->kind == GR_E_DIAGRAM_LANE;
    *GR_PUSH(d->expander->arena, d->frame_nodes, d->n_nodes, d->cap_nodes, const gr_tnode *) =
        d->node;
    *GR_PUSH(d->expander->arena, d->frames, d->n_frames, d->cap_frames, gr_chart_frame) = frame;
}

static uint16_t end_of(gr_boxes *d, const char *attr)
{
    gr_str name = gr_expander_text(d->expander, d->node, attr);
    size_t box = name.len == 0 ? d->n : box_named(d, name);
    if (box == d->n) {
        gr_str *names = GR_NEW_N(d->expander->arena, gr_str, d->n);
        for (size_t i = 0; i < d->n; i++) {
            names[i] = d->items[i].box.name;
        }
        gr_boxes_refuse(d, gr_tnode_place(d->node, attr), GR_CODE_CHART_DATA,
                        "no box with this id; an arrow goes from one box to another",
                        gr_boxes_meant(d, name, names, d->n));
        return 0;
    }
    return (uint16_t)box;
}

static void add_edge(gr_boxes *d)
{
    gr_str heads = gr_tnode_value(d->node, "arrow");
    gr_chart_edge *edge =
        GR_PUSH(d->expander->arena, d->edges, d->n_edges, d->cap_edges, gr_chart_edge);
    edge->from = end_of(d, "from");
    edge->to = end_of(d, "to");
    edge->label = gr_expander_text(d->expander, d->node, "label");
    edge->heads = gr_str_is(heads, "both")   ? GR_ARROW_BOTH
                  : gr_str_is(heads, "none") ? GR_ARROW_NONE
                                             : GR_ARROW_TO;
    if (!d->failed && edge->from == edge->to) {
        refuse(d, "to", "an arrow from a box to itself", d->items[edge->to].box.name);
    }
}

static gr_status add_children(gr_boxes *d, const gr_tnode *node, bool edges);

/** One turn of an element, with the boxes in it. */
static gr_status add_one(gr_boxes *d, const gr_tnode *node)
{
    uint16_t frame = d->frame, parent = d->parent;
    d->node = node;
    if (node->kind == GR_E_DIAGRAM_EDGE) {
        add_edge(d);
    } else if (node->kind == GR_E_DIAGRAM_BOX) {
        GR_TRY(add_box(d));
        d->parent = (uint16_t)d->n;
    } else {
        add_frame(d);
        d->frame = (uint16_t)d->n_frames;
    }
    GR_TRY(add_children(d, node, false));
    d->frame = frame;
    d->parent = parent;
    return GR_OK;
}

static gr_status add_child(gr_boxes *d, const gr_tnode *child)
{
    const gr_figure_place outer = d->expander->place;
    gr_turns turns;
    GR_TRY(gr_turns_open(d->expander, child, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_expander_step(d->expander, child->at));
        gr_turns_enter(d->expander, &turns, i);
        GR_TRY(gr_expander_passes(d->expander, child, &passes));
        if (passes) {
            GR_TRY(add_one(d, child));
        }
        d->expander->place = outer;
    }
    return GR_OK;
}

/** Boxes first: an arrow may stand before the boxes it joins. */
static gr_status add_children(gr_boxes *d, const gr_tnode *node, bool edges)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if ((child->kind == GR_E_DIAGRAM_EDGE) == edges) {
            GR_TRY(add_child(d, child));
        }
    }
    return GR_OK;
}

static void hand_over(const gr_boxes *d)
{
    gr_chart *chart = d->chart;
    gr_chart_box *boxes = GR_NEW_N(d->expander->arena, gr_chart_box, d->n);
    for (size_t i = 0; i < d->n; i++) {
        boxes[i] = d->items[i].box;
    }
    chart->boxes = boxes;
    chart->n_boxes = d->n;
    chart->edges = d->edges;
    chart->n_edges = d->n_edges;
    chart->frames = d->frames;
    chart->n_frames = d->n_frames;
    chart->kinds = d->kinds;
    chart->n_kinds = d->n_kinds;
}

static void fit(gr_boxes *d)
{
    if (d->chart->type == GR_CHART_TREE) {
        gr_boxes_grow(d);
    } else if (d->chart->type == GR_CHART_PHASES) {
        gr_boxes_phases(d);
    } else {
        gr_boxes_place(d);
    }
}

gr_status gr_fill_diagram(gr_expander *expander, const gr_tnode *node, gr_chart *chart,
                          bool *out_drawable)
{
    gr_boxes d = {.expander = expander, .node = node, .chart = chart};
    chart->down = gr_str_is(gr_tnode_value(node, "toward"), "down");
    gr_status status = add_children(&d, node, false);
    if (status != GR_OK) {
        return status == GR_BAD_INPUT ? GR_OK : status; /* told */
    }
    d.node = node;
    if (d.n == 0 && !expander->failed) {
        refuse(&d, "type", "no boxes to draw", gr_tnode_value(node, "type"));
    }
    if (d.n > 0) {
        GR_TRY(add_children(&d, node, true));
    }
    d.node = node;
    if (d.n > 0 && !d.failed) {
        fit(&d);
    }
    hand_over(&d);
    *out_drawable = !d.failed && d.n > 0;
    return GR_OK;
}
