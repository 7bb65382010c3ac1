#include "base/arena.h"
#include "base/intern.h"
#include "planner_priv.h"

/* Owns bars and milestones of a planner, and the statuses that they may have. */

static size_t find_status(const gr_planning *planning, gr_str name)
{
    for (size_t i = 0; i < planning->n_statuses; i++) {
        if (gr_str_eq(planning->statuses[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void refuse_status(gr_expander *expander, gr_loc at, gr_str name)
{
    const gr_planning *planning = expander->planning;
    gr_buf list = gr_buf_make(expander->arena, SIZE_MAX);
    for (size_t i = 0; i < planning->n_statuses; i++) {
        gr_buf_addf(&list, "%s'" GR_FMT "'", i > 0 ? ", " : "", GR_ARG(planning->statuses[i]));
    }
    gr_str meant = gr_suggest(name, planning->statuses, planning->n_statuses);
    gr_str also = meant.len == 0
                      ? meant
                      : gr_str_fmt(expander->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    gr_diag_report_open(expander->context->diag, at, GR_CODE_PLAN_STATUS,
                        "'" GR_FMT "' is none of statuses=: " GR_FMT GR_FMT,
                        GR_ARG(gr_utf8_shorten(expander->arena, name, 80)),
                        GR_ARG(gr_buf_view(&list)), GR_ARG(also));
    expander->failed = true;
}

/** Each has a colour and a pattern of its own. */
static bool has_colour(gr_expander *expander, gr_loc at)
{
    const gr_house_style *house = expander->report->house;
    if (expander->planning->n_statuses < house->chart.n_colours) {
        return true;
    }
    gr_diag_report_open(expander->context->diag, at, GR_CODE_CHART_COLOURS,
                        "house style '" GR_FMT "' has %zu; add one to 'colours' on its "
                        "'chart-look', or use fewer statuses",
                        GR_ARG(house->id), house->chart.n_colours);
    expander->failed = true;
    return false;
}

static size_t status_of(gr_expander *expander, const gr_tnode *node)
{
    gr_planning *planning = expander->planning;
    gr_str name = gr_str_trim(gr_expander_text(expander, node, "status"));
    gr_loc at = gr_tnode_place(node, "status");
    if (name.len == 0) {
        planning->without_status = true;
        return GR_PLAN_NO_STATUS;
    }
    size_t found = find_status(planning, name);
    planning->with_status = true;
    if (found == SIZE_MAX && planning->statuses_given) {
        refuse_status(expander, at, name);
    } else if (found == SIZE_MAX && has_colour(expander, at)) {
        found = planning->n_statuses;
        *GR_PUSH(expander->arena, planning->statuses, planning->n_statuses, planning->cap_statuses,
                 gr_str) = name;
    }
    return found == SIZE_MAX ? GR_PLAN_NO_STATUS : found;
}

static const gr_figure *keep(gr_expander *expander, gr_planned_row *row, const gr_figure *figure)
{
    if (figure != NULL) {
        *GR_PUSH(expander->arena, row->figures, row->n_figures, row->cap_figures, gr_figure) =
            *figure;
    }
    return figure;
}

static gr_status write_item(gr_expander *expander, const gr_tnode *node, bool milestone)
{
    gr_planning *planning = expander->planning;
    gr_planned_row *row = &planning->rows[planning->n_rows - 1];
    gr_plan_time time;
    if (!gr_plan_time_join(expander, node, &time)) {
        return GR_OK; /* told */
    }
    gr_planned_item *one =
        GR_PUSH(expander->arena, row->items, row->n_items, row->cap_items, gr_planned_item);
    *one = (gr_planned_item){.from = keep(expander, row, time.figure)};
    one->drawn = (gr_plan_item){.title = gr_str_trim(gr_expander_text(expander, node, "title")),
                                .when = time.text,
                                .dated = time.dated,
                                .first = time.first,
                                .last = time.last,
                                .milestone = milestone,
                                .status = status_of(expander, node)};
    return GR_OK;
}

gr_status gr_write_plan_bar(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    (void)into;
    return write_item(expander, node, false);
}

gr_status gr_write_plan_milestone(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    (void)into;
    return write_item(expander, node, true);
}
