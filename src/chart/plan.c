#include "plan_priv.h"

/* Owns a strip of a planner from its data to shapes, and the legend of its statuses. */

#define SWATCH 14000 /* wide */

/** A status that some item shows has its swatch; also that some have none. */
static void draw_entry(gr_plan_draft *draft, size_t status, gr_str name, gr_point *at)
{
    gr_plot *plot = &draft->plot;
    const gr_chart_space *space = plot->space;
    gr_mpt indent = SWATCH + space->label_size / 2, width = gr_plot_width(plot, name);
    if (at->x > 0 && at->x + indent + width > space->width) {
        at->x = 0;
        at->y += space->label_leading;
    }
    gr_wrapped lines = gr_plot_wrap(plot, name, space->width - indent);
    gr_mpt thick = space->label_size * 8 / 10, middle = at->y + space->label_leading / 2;
    gr_plan_swatch(draft, (gr_rect){at->x, middle - thick / 2, SWATCH, thick}, status);
    gr_mpt high = gr_wrapped_height(plot, &lines);
    gr_plot_lines(plot, &lines,
                  (gr_text_spot){at->x + indent, at->y + high / 2, -1, false, space->text});
    at->y += high - space->label_leading;
    at->x += indent + lines.width + 2 * space->label_size;
}

static gr_status draw_legend(gr_plan_draft *draft, bool some_without)
{
    const gr_planner *plan = draft->plan;
    gr_point at = {0, 0};
    for (size_t i = 0; i < plan->n_statuses; i++) {
        draw_entry(draft, i, plan->statuses[i], &at);
    }
    if (some_without) {
        draw_entry(draft, GR_PLAN_NO_STATUS, plan->no_status, &at);
    }
    draft->plot.height = at.y + draft->plot.space->label_leading;
    return GR_OK;
}

gr_status gr_plan_draw(const gr_plan_strip *strip, const gr_chart_space *space, gr_loc at,
                       gr_arena *arena, gr_diag *diag, gr_shapes *out)
{
    static const gr_chart none = {0};
    gr_plan_draft draft = {.plan = strip->plan,
                           .plot = {.chart = &none,
                                    .space = space,
                                    .at = at,
                                    .arena = arena,
                                    .diag = diag,
                                    .pen = {.arena = arena}}};
    gr_plan_choose_axis(&draft);
    gr_status status = strip->part == GR_PLAN_HEAD ? gr_plan_draw_head(&draft)
                       : strip->part == GR_PLAN_ROW
                           ? gr_plan_draw_row(&draft, strip->row)
                           : draw_legend(&draft, strip->plan->some_without);
    GR_TRY(status);
    gr_grid_clear(&draft.plot);
    *out = (gr_shapes){.shapes = draft.plot.pen.shapes,
                       .n = draft.plot.pen.n,
                       .width = space->width,
                       .height = draft.plot.height};
    return GR_OK;
}
