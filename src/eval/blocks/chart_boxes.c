#include "base/arena.h"
#include "expander_priv.h"

/* Boxes and arrows of a diagram, each element as often as its loop says. */

typedef struct diagram {
    gr_expander *expander;
    const gr_tnode *node; /* the box or arrow at work */
    gr_chart_box *boxes;
    gr_chart_edge *edges;
    size_t n_boxes, cap_boxes, n_edges, cap_edges;
    bool failed;
} diagram;

/** `what` is for everybody, the names of boxes are the owner's: they may be made of figures. */
static void refuse(diagram *d, const char *attr, const char *what, gr_str name)
{
    gr_diag_report_halves(d->expander->context->diag, gr_tnode_place(d->node, attr),
                          GR_CODE_CHART_DATA, gr_str_of(what), "'" GR_FMT "'", GR_ARG(name));
    d->expander->failed = d->failed = true;
}

/** A row or column, from 1; `otherwise` when it is not given. */
static uint16_t place_of(diagram *d, const char *attr, uint16_t otherwise, gr_str name)
{
    const gr_rule *rule = gr_tnode_rule(d->node, attr);
    if (rule == NULL) {
        return otherwise;
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

static size_t box_named(const diagram *d, gr_str name)
{
    size_t at = 0;
    while (at < d->n_boxes && !gr_str_eq(d->boxes[at].name, name)) {
        at++;
    }
    return at;
}

/** One box would hide another. */
static void refuse_overlap(diagram *d)
{
    const gr_chart_box *box = &d->boxes[d->n_boxes - 1];
    for (size_t i = 0; i + 1 < d->n_boxes; i++) {
        const gr_chart_box *other = &d->boxes[i];
        bool apart = other->row != box->row || other->column + other->columns <= box->column ||
                     box->column + box->columns <= other->column;
        if (!apart) {
            refuse(d, "row", "two boxes in one place; give each a row or a column of its own",
                   gr_str_fmt(d->expander->arena, GR_FMT "' over '" GR_FMT, GR_ARG(box->name),
                              GR_ARG(other->name)));
            return;
        }
    }
}

static void add_box(diagram *d)
{
    gr_str name = gr_expander_text(d->expander, d->node, "id");
    if (box_named(d, name) < d->n_boxes) {
        refuse(d, "id", "a second box with this id; give each its own", name);
    }
    gr_chart_box *box =
        GR_PUSH(d->expander->arena, d->boxes, d->n_boxes, d->cap_boxes, gr_chart_box);
    box->name = name;
    box->title = gr_expander_text(d->expander, d->node, "title");
    box->text = gr_expander_text(d->expander, d->node, "text");
    box->row = place_of(d, "row", 1, name);
    box->column = place_of(d, "column", 1, name);
    box->columns = place_of(d, "columns", 1, name);
    if (!d->failed) {
        refuse_overlap(d);
    }
}

static uint16_t end_of(diagram *d, const char *attr)
{
    gr_str name = gr_expander_text(d->expander, d->node, attr);
    size_t box = box_named(d, name);
    if (box == d->n_boxes) {
        refuse(d, attr, "no box with this id; an arrow goes from one box to another", name);
        return 0;
    }
    return (uint16_t)box;
}

static void add_edge(diagram *d)
{
    gr_chart_edge *edge =
        GR_PUSH(d->expander->arena, d->edges, d->n_edges, d->cap_edges, gr_chart_edge);
    edge->from = end_of(d, "from");
    edge->to = end_of(d, "to");
    edge->label = gr_expander_text(d->expander, d->node, "label");
    if (!d->failed && edge->from == edge->to) {
        refuse(d, "to", "an arrow from a box to itself", d->boxes[edge->to].name);
    }
}

static gr_status add_child(diagram *d, const gr_tnode *child)
{
    gr_turns turns;
    d->node = child;
    GR_TRY(gr_turns_open(d->expander, child, &turns));
    for (size_t i = 0; i < turns.n; i++) {
        bool passes = false;
        GR_TRY(gr_expander_step(d->expander, child->at));
        gr_turns_enter(d->expander, &turns, i);
        GR_TRY(gr_expander_passes(d->expander, child, &passes));
        if (passes && child->kind == GR_E_DIAGRAM_BOX) {
            add_box(d);
        } else if (passes) {
            add_edge(d);
        }
    }
    return GR_OK;
}

/** Boxes first: an arrow may stand before the boxes it joins. */
static gr_status add_children(diagram *d, const gr_tnode *node, gr_element kind)
{
    for (const gr_tnode *child = node->first; child != NULL; child = child->next) {
        if (child->kind == kind) {
            GR_TRY(add_child(d, child));
        }
    }
    return GR_OK;
}

gr_status gr_fill_diagram(gr_expander *expander, const gr_tnode *node, gr_chart *chart,
                          bool *out_drawable)
{
    diagram d = {.expander = expander, .node = node};
    GR_TRY(add_children(&d, node, GR_E_DIAGRAM_BOX));
    d.node = node;
    if (d.n_boxes == 0 && !expander->failed) {
        refuse(&d, "type", "no boxes to draw", gr_tnode_value(node, "type"));
    }
    if (d.n_boxes > 0) {
        GR_TRY(add_children(&d, node, GR_E_DIAGRAM_EDGE));
    }
    chart->boxes = d.boxes;
    chart->n_boxes = d.n_boxes;
    chart->edges = d.edges;
    chart->n_edges = d.n_edges;
    *out_drawable = !d.failed && d.n_boxes > 0;
    return GR_OK;
}
