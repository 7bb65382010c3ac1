#include "margin.h"
#include "table_priv.h"

/* Owns a table in the flow: caption, head, rows as they are pulled, keeps between them, what is
 * repeated on the next page, remarks. Three groups of rows are held back, as the last ones
 * must know that they are the last. */

#define HELD_GROUPS 3

typedef struct table_flow {
    gr_table_draft draft;
    gr_flow *flow;
    gr_elem *parent;
    gr_wrap *wrap;
    gr_strips held[HELD_GROUPS]; /* the groups that are held back */
    size_t n_held;
    gr_row_role last_role;      /* of the group before the waiting one */
    size_t n_pushed;            /* body groups */
    bool begun;                 /* a group was added */
    bool small;                 /* looks best in one piece */
    const gr_page_edges *edges; /* as of the last group; NULL: none */
    uint32_t hold;              /* lay->hold before the table */
} table_flow;

static bool has_complex_head(const gr_node *table)
{
    size_t n = 0;
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        if (row->kind != GR_K_ROW || n++ >= table->as.table.n_head_rows) {
            continue;
        }
        for (const gr_node *cell = row->first; cell != NULL; cell = cell->next) {
            if (cell->as.cell.colspan > 1 || cell->as.cell.rowspan > 1) {
                return true;
            }
        }
    }
    return table->as.table.n_head_rows > 1;
}

gr_strip gr_strip_as_artifact(gr_layouter *lay, const gr_strip *strip)
{
    gr_strip copy = {.height = strip->height, .baseline = strip->baseline};
    for (size_t i = 0; i < strip->items.n; i++) {
        gr_item item = strip->items.items[i];
        if (item.kind != GR_ITEM_LINK) {
            item.owner = gr_decoration(GR_ARTIFACT_LAYOUT);
            gr_items_add(lay, &copy.items, item);
        }
    }
    return copy;
}

static void add_again(gr_layouter *lay, gr_wrap *wrap, gr_strip strip)
{
    gr_strips *again = &wrap->again;
    gr_items_own_words(lay->arena, &strip.items); /* pages have them still when the table is gone */
    *GR_PUSH(lay->passing, again->strips, again->n, again->cap, gr_strip) = strip;
    wrap->again_height += strip.height;
}

/* "Bijdrage per gemeente (vervolg)" */
static void add_continued(gr_layouter *lay, table_flow *t)
{
    const gr_node *caption = t->draft.node->first;
    while (caption != NULL && caption->kind != GR_K_CAPTION) {
        caption = caption->next;
    }
    if (caption == NULL) {
        return;
    }
    gr_node *blank = GR_NEW(lay->passing, gr_node);
    *blank = (gr_node){.kind = GR_K_CAPTION, .at = caption->at, .style = caption->style};
    gr_str title = gr_str_trim(gr_node_text(caption, lay->passing));
    gr_str label = gr_label_text(lay->house, "continued");
    gr_flow flow = gr_flow_apart(t->flow, t->flow->width, NULL);
    flow.x = t->flow->x;
    gr_para_spec spec = {
        .node = blank,
        .style = caption->style,
        .colour = GR_NO_COLOUR,
        .text = gr_str_fmt(lay->passing, GR_FMT " (" GR_FMT ")", GR_ARG(title), GR_ARG(label))};
    if (gr_lay_para(lay, &flow, spec) != GR_OK) {
        lay->worst = GR_BUG; /* a flow without builder only collects */
    }
    for (size_t i = 0; i < flow.list.n; i++) {
        gr_strip strip = gr_strip_as_artifact(lay, &flow.list.strips[i]);
        strip.height += i + 1 == flow.list.n ? caption->style->space_after : 0;
        add_again(lay, t->wrap, strip);
    }
}

/* A head that takes a third of the page is shown once. */
static void make_again(gr_layouter *lay, table_flow *t, const gr_strips *head)
{
    gr_mpt height = gr_strips_height(head->strips, head->n);
    add_continued(lay, t);
    if (!t->draft.node->as.table.repeat_head || height > t->flow->height / 3) {
        return;
    }
    for (size_t i = 0; i < head->n; i++) {
        add_again(lay, t->wrap, gr_strip_as_artifact(lay, &head->strips[i]));
    }
    if (t->wrap->again_height > t->flow->height / 2) {
        t->wrap->again = (gr_strips){0};
        t->wrap->again_height = 0;
    }
}

/* What is repeated is there as long as the table. */
static void set_again(gr_layouter *lay, table_flow *t, const gr_strips *head)
{
    gr_arena *passing = lay->passing;
    lay->passing = t->draft.arena;
    make_again(lay, t, head);
    lay->passing = passing;
}

/* Between two groups: a head, a group title and the first row keep what follows, a total keeps
 * what comes before. Three rows are the least that look well on a page. */
static int32_t cost_between(const table_flow *t, gr_row_role above, gr_row_role below)
{
    bool sums = below == GR_ROW_TOTAL || below == GR_ROW_SUBTOTAL;
    if (above == GR_ROW_HEAD || above == GR_ROW_GROUP || t->n_pushed < 2 || sums) {
        return GR_BREAK_NEVER;
    }
    return (t->small ? GR_COST_SPLIT : GR_COST_ROW) + (t->n_pushed < 3 ? GR_COST_FEW : 0);
}

/* Groups that are held back are on no page yet, and the running totals go on. */
static uint32_t oldest_of(const table_flow *t)
{
    uint32_t oldest = t->edges != NULL && t->edges->born < t->hold ? t->edges->born : t->hold;
    for (size_t i = 0; i < t->n_held; i++) {
        for (size_t k = 0; k < t->held[i].n; k++) {
            uint32_t born = t->held[i].strips[k].born;
            oldest = born < oldest ? born : oldest;
        }
    }
    return oldest;
}

static gr_status push_oldest(gr_layouter *lay, table_flow *t)
{
    lay->hold = oldest_of(t);
    for (size_t i = 0; i < t->held[0].n; i++) {
        GR_TRY(gr_flow_push(lay, t->flow, t->held[0].strips[i]));
    }
    t->n_held--;
    memmove(t->held, t->held + 1, t->n_held * sizeof t->held[0]);
    return GR_OK;
}

static gr_strip under(gr_layouter *lay, const gr_strip *above, const gr_strip *below)
{
    gr_strip both = {.height = above->height + below->height};
    gr_items_add_all(lay, &both.items, &above->items, 0, 0);
    gr_items_add_all(lay, &both.items, &below->items, 0, above->height);
    return both;
}

/* The edges of a row that is cut, around the running totals. Either may be missing. */
static const gr_page_edges *around(gr_layouter *lay, const gr_page_edges *edges,
                                   const gr_page_edges *totals)
{
    if (edges == NULL || totals == NULL) {
        return edges == NULL ? totals : edges;
    }
    gr_page_edges *both = GR_NEW(lay->passing, gr_page_edges);
    both->born = edges->born < totals->born ? edges->born : totals->born; /* their words */
    both->foot = under(lay, &edges->foot, &totals->foot);
    both->head = under(lay, &totals->head, &edges->head);
    return both;
}

/* A cut within a row carries its figures, as they stand on its first line; a cut among rows that
 * stay together what stood above them. */
static void set_edges(gr_layouter *lay, table_flow *t, gr_strips *group, gr_row_role role,
                      bool one_row)
{
    const gr_page_edges *above = t->edges;
    t->edges = role == GR_ROW_BODY ? gr_table_carry_lines(lay, &t->draft) : above;
    for (size_t i = 0; i < group->n; i++) {
        bool told = one_row || i + 1 == group->n;
        gr_strip *strip = &group->strips[i];
        strip->edges = around(lay, strip->edges, told ? t->edges : above);
        bool older = strip->edges != NULL && strip->edges->born < strip->born;
        strip->born = older ? strip->edges->born : strip->born;
    }
}

static gr_status add_group(gr_layouter *lay, table_flow *t)
{
    gr_row_role role = t->draft.rows[0].role, end_role = t->draft.rows[t->draft.n_rows - 1].role;
    bool one_row = t->draft.n_rows == 1;
    gr_strips strips = gr_table_group(lay, &t->draft);
    set_edges(lay, t, &strips, role, one_row);
    if (role == GR_ROW_HEAD) {
        set_again(lay, t, &strips);
    }
    if (t->n_held == HELD_GROUPS) {
        GR_TRY(push_oldest(lay, t));
    }
    strips.strips[0].penalty = t->begun ? cost_between(t, t->last_role, role) : 0;
    t->begun = true;
    t->n_pushed += role == GR_ROW_HEAD ? 0 : 1;
    t->held[t->n_held++] = strips;
    t->last_role = end_role;
    return GR_OK;
}

static void cost_more(gr_strips *group, int32_t cost)
{
    int32_t *penalty = &group->strips[0].penalty;
    int32_t sum = *penalty + cost;
    *penalty = sum < GR_BREAK_NEVER ? sum : GR_BREAK_NEVER;
}

/* Now it is known which rows are the last: one alone never begins a page, few of them rarely. */
static gr_status push_held(gr_layouter *lay, table_flow *t)
{
    for (size_t i = t->n_pushed > t->n_held ? 0 : 1; i < t->n_held; i++) {
        cost_more(&t->held[i], i + 1 == t->n_held ? GR_BREAK_NEVER : GR_COST_FEW);
    }
    if (t->n_held > 0) { /* what follows is no part of the table: nothing goes on */
        gr_strips *last = &t->held[t->n_held - 1];
        last->strips[last->n - 1].edges = NULL;
    }
    while (t->n_held > 0) {
        GR_TRY(push_oldest(lay, t));
    }
    return GR_OK;
}

/* A head is one group, also when no cell spans its rows: it is repeated as a whole. */
static bool group_ends(const table_flow *t, const gr_node *next)
{
    gr_row_role role = t->draft.rows[t->draft.n_rows - 1].role;
    bool head_goes_on = role == GR_ROW_HEAD && next != NULL && next->as.row.role == GR_ROW_HEAD;
    return next == NULL || (gr_table_group_done(&t->draft) && !head_goes_on);
}

static bool next_is_head(const table_flow *t, size_t n)
{
    return n < t->draft.node->as.table.n_head_rows;
}

static void begin_group(gr_layouter *lay, table_flow *t)
{
    if (t->flow->builder != NULL) {
        gr_begin_block(lay);
    }
    t->draft.born = gr_passing_number(lay->generations);
}

static gr_status lay_rows(gr_layouter *lay, table_flow *t)
{
    gr_row_cursor cursor;
    const gr_node *row = NULL;
    size_t n = 0;
    GR_TRY(gr_rows_open(t->draft.node, lay->scratch, &cursor));
    GR_TRY(gr_rows_next(&cursor, &row));
    while (row != NULL) {
        if (t->draft.n_rows == 0) {
            begin_group(lay, t);
        }
        GR_TRY(gr_table_add_row(lay, &t->draft, row));
        GR_TRY(gr_rows_next(&cursor, &row)); /* the row before is gone from here on */
        n++;
        if (group_ends(t, row) && !(row != NULL && next_is_head(t, n))) {
            GR_TRY(add_group(lay, t));
        }
    }
    return push_held(lay, t);
}

/** Rows that stand under the head of a group are of its group, which their columns do not say. */
static bool has_group_heads(const gr_node *table)
{
    bool any = false;
    for (const gr_node *row = table->first; row != NULL && !any; row = row->next) {
        any = row->kind == GR_K_ROW && row->as.row.role == GR_ROW_GROUP && row->first != NULL &&
              row->first->as.cell.header;
    }
    return any;
}

static gr_table_draft new_draft(gr_layouter *lay, const gr_node *node, const gr_flow *flow)
{
    size_t n = node->as.table.n_cols;
    gr_arena *arena = gr_passing_apart(lay->generations);
    gr_table_draft draft = {.arena = arena,
                            .node = node,
                            .look = node->as.table.look,
                            .n_cols = n,
                            .x = flow->x,
                            .page_height = flow->height,
                            .linked = has_complex_head(node) || has_group_heads(node),
                            .cols = GR_NEW_N(arena, gr_table_col, n + 1),
                            .busy = GR_NEW_N(arena, uint32_t, n + 1)};
    for (size_t i = 0; i < n; i++) {
        draft.cols[i].carried = gr_buf_make(arena, SIZE_MAX);
    }
    draft.number = draft.linked ? ++lay->n_tables : 0;
    return draft;
}

/* Tables that take half a page or less, each row on one line, stay in one piece where that leaves
 * little empty. */
static bool is_small(const gr_layouter *lay, const gr_node *table, gr_mpt page_height)
{
    int64_t row_height = lay->house->styles[GR_STYLE_CELL]->leading;
    row_height += 2 * (int64_t)table->as.table.look->pad_y;
    int64_t height = 0;
    for (const gr_node *row = table->first; row != NULL; row = row->next) {
        height += row->kind == GR_K_ROW ? row_height : 0;
    }
    return table->as.table.source == NULL && height <= page_height / 2;
}

static gr_status lay_remarks(gr_layouter *lay, table_flow *t)
{
    gr_flow_cost(t->flow, GR_BREAK_NEVER);
    GR_TRY(gr_lay_parts(lay, t->draft.node, GR_K_REMARK, GR_TAG_P, t->flow));
    t->flow->penalty = 0;
    gr_flow_display(lay, t->flow);
    return GR_OK;
}

gr_status gr_lay_table(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    table_flow t = {.draft = new_draft(lay, node, flow),
                    .flow = flow,
                    .parent = flow->elem,
                    .last_role = GR_ROW_HEAD,
                    .hold = lay->hold,
                    .small = is_small(lay, node, flow->height)};
    gr_mpt width = flow->width;
    bool wide = flow->wide;
    t.draft.more = flow->beside == NULL ? gr_margin_room(lay, flow) : 0;
    GR_TRY(gr_table_measure(lay, &t.draft, flow->width));
    flow->wide = wide || t.draft.wide;
    flow->width += t.draft.wide ? t.draft.more : 0;
    gr_flow_display(lay, flow);
    t.draft.elem = flow->elem = gr_elem_add(lay, t.parent, GR_TAG_TABLE, node);
    GR_TRY(gr_lay_parts(lay, node, GR_K_CAPTION, GR_TAG_CAPTION, flow));
    if (t.draft.elem->first != NULL) {
        gr_flow_cost(flow, GR_BREAK_NEVER);
    }
    t.wrap = gr_flow_wrap(lay, flow, (gr_wrap){0});
    GR_TRY(lay_rows(lay, &t));
    gr_flow_unwrap(flow, 0);
    flow->elem = t.parent;
    lay->hold = t.hold;
    gr_passing_close(lay->generations, t.draft.arena);
    flow->width = width;
    flow->wide = wide;
    return lay_remarks(lay, &t);
}
