#ifndef GR_PLAN_PRIV_H
#define GR_PLAN_PRIV_H
/* A strip of a planner at work. */
#include "base/date.h"
#include "chart/plan.h"
#include "chart_priv.h"

#define GR_PLAN_GAP 3500 /* between a bar and its words, 1/1000 pt */

typedef struct gr_plan_axis {
    int32_t months;  /* of one cell: 1, 3 or 12 */
    uint8_t brief;   /* 0: names in full, 1: short, 2: a letter or a number */
    gr_day low, end; /* its first day, and the first behind it */
    bool coarser;    /* than was asked for */
} gr_plan_axis;
typedef struct gr_plan_draft {
    gr_plot plot; /* for its pen and its measures */
    const gr_planner *plan;
    gr_plan_axis axis;
} gr_plan_draft;

/* plan_axis.c */
void gr_plan_choose_axis(gr_plan_draft *draft);
gr_mpt gr_plan_place(const gr_plan_draft *draft, gr_day day); /* of its beginning */
/** Widened to whole cells. */
void gr_plan_whole_cells(const gr_plan_axis *axis, gr_day *first, gr_day *last);
GR_MUST_USE gr_status gr_plan_draw_head(gr_plan_draft *draft);
void gr_plan_draw_lines(gr_plan_draft *draft, bool today);
/* plan_row.c */
GR_MUST_USE gr_status gr_plan_draw_row(gr_plan_draft *draft, const gr_planner_row *row);
/* plan_bar.c */
typedef struct gr_plan_mark { /* where an item stands */
    gr_mpt from, to;          /* of its bar or its sign; both the edge of the area when undated */
    bool before, behind;      /* begins before the axis, ends behind it */
    bool outside;             /* all of it */
} gr_plan_mark;
gr_plan_mark gr_plan_mark_of(const gr_plan_draft *draft, const gr_plan_item *item);
void gr_plan_draw_item(gr_plan_draft *draft, const gr_plan_item *item, const gr_plan_mark *mark,
                       gr_mpt middle, gr_mpt thick);
/** What can be read on its bar; GR_INK_NONE: nothing. */
uint32_t gr_plan_ink_on(const gr_plan_draft *draft, const gr_plan_item *item);
/** A swatch of a status, in a legend. */
void gr_plan_swatch(gr_plan_draft *draft, gr_rect box, size_t status);
/* plan_words.c */
gr_str gr_plan_label(const gr_plan_draft *draft, const gr_plan_item *item, bool outside);

#endif
