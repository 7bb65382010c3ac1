#include "layout_priv.h"

/* Owns text in newspaper columns inside the flow. The blocks are laid out at the width of a column;
 * then as many as fit in what is left of the page are dealt over the columns, all equally high as
 * far as lines allow, and become one strip; the rest follows on the next page in the same way. */

#define LEAST_PART 5 /* columns are not begun in less than a fifth of the page */

typedef struct dealing {
    gr_strip *strips;
    size_t n;
    size_t columns;
    gr_mpt height; /* none of the columns is higher */
    bool strict;   /* nothing is parted that must stay together: rather not all is dealt */
} dealing;

/* Strips that fit in one column: at least one unless `strict`, and none that must stay with what
 * follows. */
static size_t column_end(const dealing *d, size_t from)
{
    gr_stack stack = {0};
    size_t end = from;
    while (end < d->n) {
        (void)gr_stack_add(&stack, &d->strips[end]);
        if (gr_stack_end(&stack) > d->height) {
            break;
        }
        end++;
    }
    size_t cut = end;
    while (cut > from && cut < d->n && d->strips[cut].penalty >= GR_BREAK_NEVER) {
        cut--;
    }
    if (d->strict) {
        return cut;
    }
    cut = cut > from ? cut : end;
    return cut > from ? cut : from + 1;
}

size_t gr_strips_fitting(gr_strip *strips, size_t n, gr_mpt height)
{
    const dealing d = {.strips = strips, .n = n, .columns = 1, .height = height};
    return n == 0 ? 0 : column_end(&d, 0);
}

static size_t dealt(const dealing *d)
{
    size_t at = 0;
    for (size_t i = 0; i < d->columns && at < d->n; i++) {
        at = column_end(d, at);
    }
    return at;
}

/* Least height at which all strips fit, or `most`: then what is left follows on the next page. */
static gr_mpt balanced_height(dealing *d, gr_mpt most)
{
    gr_mpt low = 1, high = most;
    d->height = most;
    if (dealt(d) < d->n) {
        return most;
    }
    d->strict = true;
    while (low < high) {
        d->height = low + (high - low) / 2;
        if (dealt(d) < d->n) {
            low = d->height + 1;
        } else {
            high = d->height;
        }
    }
    d->strict = false;
    return high;
}

size_t gr_deal_evenly(const gr_strips *list, size_t columns, gr_mpt height, size_t *out_ends)
{
    dealing d = {.strips = list->strips, .n = list->n, .columns = columns};
    d.height = balanced_height(&d, height);
    size_t n = 0;
    for (size_t end = 0; n < columns && end < d.n; n++) {
        end = column_end(&d, end);
        out_ends[n] = end;
    }
    return n;
}

static gr_status push_part(gr_layouter *lay, dealing *d, gr_flow *flow, gr_mpt step)
{
    gr_strip strip = {.node = d->strips[0].node, .baseline = d->strips[0].baseline};
    size_t from = 0;
    for (size_t i = 0; i < d->columns && from < d->n; i++) {
        size_t end = column_end(d, from);
        gr_mpt height = gr_strips_height(d->strips + from, end - from);
        strip.height = height > strip.height ? height : strip.height;
        gr_compose(lay, d->strips + from, end - from, flow->x + (gr_mpt)i * step, 0, &strip);
        from = end;
    }
    d->strips += from;
    d->n -= from;
    return gr_flow_push(lay, flow, strip);
}

#define LEAST_SIGNS 5 /* of the width of their size, in a column */

size_t gr_columns_fitting(gr_layouter *lay, const gr_node *node, size_t wanted,
                          const gr_mpt space[2])
{
    int64_t least = LEAST_SIGNS * (int64_t)lay->house->styles[GR_STYLE_PARAGRAPH]->size;
    int64_t most = (space[0] + (int64_t)space[1]) / (least + space[1]);
    size_t n = most > 1 ? (size_t)most : 1;
    if (wanted <= n) {
        return wanted;
    }
    gr_diag_report_open(lay->diag, node->at, GR_CODE_MADE_SMALLER,
                        "%zu side by side where %zu fit; ask for fewer or give them more room",
                        wanted, n);
    return n;
}

gr_status gr_lay_columns(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    size_t wanted = node->as.columns.count > 0 ? node->as.columns.count : 1;
    gr_mpt gap = lay->master->column_gap;
    dealing d = {.columns = gr_columns_fitting(lay, node, wanted, (gr_mpt[2]){flow->width, gap})};
    gr_mpt n = (gr_mpt)d.columns;
    gr_mpt width = (flow->width - (n - 1) * gap) / n;
    gr_flow inner = gr_flow_apart(flow, width, flow->elem);
    GR_TRY(gr_lay_children(lay, node, &inner));
    d.strips = inner.list.strips;
    d.n = inner.list.n;
    gr_flow_gap(flow, d.n > 0 ? d.strips[0].before : 0);
    while (d.n > 0) {
        gr_mpt room = gr_flow_room(lay, flow) - flow->gap;
        room = room < flow->height / LEAST_PART ? flow->height : room;
        d.height = balanced_height(&d, room);
        GR_TRY(push_part(lay, &d, flow, width + gap));
    }
    gr_flow_gap(flow, inner.gap);
    return GR_OK;
}
