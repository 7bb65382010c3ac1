#include "pages_priv.h"
#include "table_priv.h"
#include "zoom.h"

/* Owns slides. A slide is one page: it is tried at the zoom of its master, then smaller, down to
 * what that allows. One that fits at none goes on on a further page under its title, which is said.
 * For its speaker it is built apart, and stands small above what he says. */

#define STEP       5   /* percent */
#define FRAME      500 /* around a small slide, 1/1000 pt */
#define MPT_PER_CM 28346

static const gr_node *title_of(const gr_node *slide)
{
    const gr_node *first = slide->first;
    return first != NULL && first->kind == GR_K_HEADING ? first : NULL;
}

/* "Planning (vervolg)", not read aloud: the slide is heard as one. */
static void add_again(gr_layouter *lay, const gr_node *title, const gr_flow *flow, gr_wrap *wrap)
{
    gr_arena *passing = lay->passing;
    lay->passing = lay->arena; /* pages have it still when the slide is gone */
    gr_node *blank = GR_NEW(lay->arena, gr_node);
    *blank = (gr_node){.kind = GR_K_CAPTION, .at = title->at, .style = title->style};
    gr_str text = gr_str_trim(gr_node_text(title, lay->arena));
    gr_flow apart = gr_flow_apart(flow, flow->width, NULL);
    apart.x = flow->x;
    gr_para_spec spec = {.node = blank,
                         .style = title->style,
                         .colour = GR_NO_COLOUR,
                         .text = gr_str_fmt(lay->arena, GR_FMT " (" GR_FMT ")", GR_ARG(text),
                                            GR_ARG(gr_label_text(lay->house, "continued")))};
    if (gr_lay_para(lay, &apart, spec) != GR_OK) {
        lay->worst = GR_BUG; /* a flow without builder only collects */
    }
    for (size_t i = 0; i < apart.list.n; i++) {
        gr_strip strip = gr_strip_as_artifact(lay, &apart.list.strips[i]);
        strip.height += i + 1 == apart.list.n ? title->style->space_after : 0;
        gr_items_own_words(lay->arena, &strip.items);
        gr_strips *again = &wrap->again;
        *GR_PUSH(lay->arena, again->strips, again->n, again->cap, gr_strip) = strip;
        wrap->again_height += strip.height;
    }
    lay->passing = passing;
}

/* All but what its speaker says; `over`: it goes on on further pages. */
static gr_status lay_content(gr_layouter *lay, const gr_node *slide, gr_flow *flow, bool over)
{
    const gr_node *title = title_of(slide);
    if (title != NULL) {
        GR_TRY(gr_lay_block(lay, title, flow));
    }
    over = over && title != NULL;
    if (over) {
        gr_wrap *wrap = gr_flow_wrap(lay, flow, (gr_wrap){.x = flow->x, .width = flow->width});
        add_again(lay, title, flow, wrap);
    }
    for (const gr_node *child = title == NULL ? slide->first : title->next; child != NULL;
         child = child->next) {
        if (child->kind != GR_K_SECTION || !child->as.section.speaker) {
            GR_TRY(gr_lay_block(lay, child, flow));
        }
    }
    if (over) {
        gr_flow_unwrap(flow, flow->gap);
    }
    return GR_OK;
}

/* --- apart --- */

typedef struct standing { /* of a layouter, before something is built that is none of its pages */
    const gr_page_sink *sink;
    const gr_master *master;
    gr_region body;
    uint32_t hold;
} standing;

static standing step_aside(gr_layouter *lay)
{
    standing before = {lay->sink, lay->master, lay->body, lay->hold};
    lay->sink = NULL;
    lay->hold = 0; /* what waits around the slide is older */
    return before;
}

static void step_back(gr_layouter *lay, const standing *before)
{
    lay->sink = before->sink;
    lay->master = before->master;
    lay->body = before->body;
    lay->hold = before->hold;
}

/* Its pages, with elements under `elem`. */
static gr_status build_apart(gr_layouter *lay, const gr_node *slide, const gr_master *master,
                             bool over, gr_elem *elem, gr_builder *out)
{
    standing before = step_aside(lay);
    gr_flow flow = {.builder = out, .elem = elem};
    *out = (gr_builder){.apart = true, .master = master, .first = true, .chapter = GR_NO_HEADING};
    out->page.arena = lay->arena;
    gr_turn_to(lay, &flow, master);
    gr_status status = lay_content(lay, slide, &flow, over);
    status = status == GR_OK ? gr_builder_end(lay, &flow) : status;
    step_back(lay, &before);
    return status;
}

/* How high it is when no page ends in it. */
static gr_status measure(gr_layouter *lay, const gr_node *slide, const gr_master *master,
                         gr_elem *elem, gr_mpt *out_height)
{
    standing before = step_aside(lay);
    gr_flow flow = {.elem = elem};
    gr_turn_to(lay, &flow, master);
    gr_status status = lay_content(lay, slide, &flow, false);
    *out_height = gr_strips_height(flow.list.strips, flow.list.n);
    step_back(lay, &before);
    return status;
}

typedef struct trial { /* of one slide */
    gr_layouter *lay;
    const gr_node *slide;
    size_t pages;  /* at the zoom tried last; 0: it cannot be set so */
    gr_mpt height; /* of all of it, as blocks see it */
} trial;

/* Nothing of it stays: no element, no message. */
static void try_at(trial *of, const gr_master *master, bool whole)
{
    gr_layouter *lay = of->lay;
    gr_elem above = {0};
    gr_builder builder = {0};
    gr_diag *diag = lay->diag;
    gr_status worst = lay->worst, status = GR_OK;
    size_t next_heading = lay->next_heading, n_late = lay->n_late;
    uint32_t n_tables = lay->n_tables;
    lay->diag = gr_diag_beside(diag, lay->arena);
    gr_elem *elem = gr_elem_add(lay, &above, GR_TAG_SECT, of->slide);
    status = whole ? measure(lay, of->slide, master, elem, &of->height)
                   : build_apart(lay, of->slide, master, false, elem, &builder);
    of->pages = status == GR_OK && lay->worst == worst ? builder.n : 0;
    lay->next_heading = next_heading;
    lay->n_late = n_late;
    lay->n_tables = n_tables;
    lay->worst = worst;
    lay->diag = diag;
}

/* --- which zoom --- */

static const gr_master *master_at(gr_layouter *lay, const gr_master *master, int64_t percent)
{
    if (percent == gr_zoom_of(master).by) {
        return master;
    }
    gr_master *made = GR_NEW(lay->arena, gr_master);
    *made = *master;
    made->zoom = (uint16_t)percent;
    return made;
}

/* "12.5 mm more than its page has" */
static void tell_over(trial *of, const gr_master *least, size_t pages)
{
    gr_layouter *lay = of->lay;
    try_at(of, least, true);
    gr_zoom zoom = gr_zoom_of(least);
    gr_mpt room = gr_region_of(least, false, 0).height;
    int64_t over = (int64_t)gr_zoomed(of->height - room, zoom) * 100 / MPT_PER_CM;
    over = over < 1 ? 1 : over;
    const gr_node *title = title_of(of->slide);
    gr_str words =
        gr_str_fmt(lay->scratch,
                   "it needs %ld.%ld mm more than its page has, also at %ld %% (master '" GR_FMT
                   "'), and goes on: %zu pages; write it shorter, or make two slides of it",
                   (long)(over / 10), (long)(over % 10), (long)zoom.by, GR_ARG(least->name), pages);
    gr_str name = title == NULL ? GR_LIT("") : gr_str_trim(gr_node_text(title, lay->scratch));
    gr_diag_report_halves(lay->diag, of->slide->at, GR_CODE_SLIDE_FULL, words,
                          name.len == 0 ? "" GR_FMT : "'" GR_FMT "'", GR_ARG(name));
}

/* The largest at which it is one page. If none does, the largest that takes no more pages. */
static const gr_master *fit(gr_layouter *lay, const gr_node *slide, bool *out_over)
{
    const gr_master *master = slide->as.section.master, *tried = master;
    trial of = {.lay = lay, .slide = slide};
    int64_t percent = gr_zoom_of(master).by;
    int64_t least = master->least_zoom == 0 ? percent : master->least_zoom;
    try_at(&of, master, false);
    size_t pages = of.pages;
    *out_over = false;
    while (of.pages != 1 && percent > least) {
        percent = percent - STEP < least ? least : percent - STEP;
        tried = master_at(lay, master, percent);
        try_at(&of, tried, false);
    }
    if (of.pages == 1) {
        return tried;
    }
    const gr_master *chosen = of.pages == 0 || of.pages == pages ? master : tried;
    size_t shown = of.pages == 0 ? pages : of.pages;
    if (shown > 0) { /* else it can be set nowhere, which is said where it is */
        tell_over(&of, tried, shown);
    }
    *out_over = true;
    return chosen;
}

static gr_status lay_pages(gr_layouter *lay, const gr_node *slide, gr_flow *flow)
{
    const gr_master *before = lay->master;
    gr_elem *parent = flow->elem;
    bool over = false;
    const gr_master *own = fit(lay, slide, &over);
    flow->elem = gr_elem_add(lay, parent, GR_TAG_SECT, slide);
    gr_turn_to(lay, flow, own);
    GR_TRY(lay_content(lay, slide, flow, over));
    flow->elem = parent;
    gr_turn_to(lay, flow, before);
    return GR_OK;
}

/* --- for the speaker --- */

static void draw_edge(gr_layouter *lay, const gr_mpt size[2], gr_items *out)
{
    const gr_box_look edge = {.fill = GR_NO_COLOUR,
                              .bar = GR_NO_COLOUR,
                              .border = lay->house->styles[GR_STYLE_RUNNING]->colour,
                              .border_width = FRAME};
    gr_draw_frame(lay, &edge, (gr_mpt[4]){0, 0, size[0], size[1]}, out);
}

/* A page as large as the measure allows. */
static gr_status push_small(gr_layouter *lay, const gr_node *slide, const gr_page_draft *page,
                            uint32_t born, gr_flow *flow)
{
    gr_zoom zoom = {.by = flow->width, .of = page->master->width};
    const gr_mpt size[2] = {flow->width, gr_zoomed(page->master->height, zoom)};
    gr_strip inner = {0};
    gr_items_add_all(lay, &inner.items, &page->items, 0, 0);
    for (size_t i = 0; i < page->pins.n; i++) {
        *GR_PUSH(lay->passing, inner.pins.pins, inner.pins.n, inner.pins.cap, gr_pin) =
            page->pins.pins[i];
    }
    gr_zoom_placed(lay, &inner, 0, zoom);
    draw_edge(lay, size, &inner.items);
    gr_strip strip = {.height = size[1], .node = slide, .pins = inner.pins, .born = born};
    gr_items_add_all(lay, &strip.items, &inner.items, flow->x, 0);
    gr_flow_gap(flow, lay->house->styles[GR_STYLE_PARAGRAPH]->leading);
    return gr_flow_push(lay, flow, strip);
}

static gr_status lay_for_speaker(gr_layouter *lay, const gr_node *slide, gr_flow *flow)
{
    gr_elem *parent = flow->elem;
    gr_builder builder;
    bool over = false;
    uint32_t born = gr_passing_number(lay->generations);
    const gr_master *own = fit(lay, slide, &over);
    flow->elem = gr_elem_add(lay, parent, GR_TAG_SECT, slide);
    GR_TRY(build_apart(lay, slide, own, over, flow->elem, &builder));
    flow->forced = true;
    for (size_t i = 0; i < builder.n; i++) {
        if (!gr_running_counts(&builder.drafts[i])) { /* how many there are is not known yet */
            gr_draw_running(lay, &builder.drafts[i], flow->builder->n_small, 0);
        }
        flow->builder->n_small++;
        GR_TRY(push_small(lay, slide, &builder.drafts[i], born, flow));
    }
    for (const gr_node *child = slide->first; child != NULL; child = child->next) {
        if (child->kind == GR_K_SECTION && child->as.section.speaker) {
            gr_flow_gap(flow, lay->house->styles[GR_STYLE_PARAGRAPH]->leading);
            GR_TRY(gr_lay_block(lay, child, flow));
        }
    }
    flow->elem = parent;
    return GR_OK;
}

gr_status gr_lay_slide(gr_layouter *lay, const gr_node *node, gr_flow *flow)
{
    return lay->doc->for_speakers ? lay_for_speaker(lay, node, flow) : lay_pages(lay, node, flow);
}
