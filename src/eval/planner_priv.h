#ifndef GR_PLANNER_PRIV_H
#define GR_PLANNER_PRIV_H
/* A planner at work: blocks/planner.c, planner_items.c, planner_times.c, planner_sheet.c. */
#include "chart/plan.h"
#include "expander_priv.h"

/** What a bar or a milestone has besides that it is drawn: for the workbook. */
typedef struct gr_planned_item {
    gr_plan_item drawn;
    const gr_figure *from, *until; /* days and periods of records; NULL: written by hand */
} gr_planned_item;
typedef struct gr_planned_row {
    gr_planner_row drawn;
    gr_str track; /* empty: it stands in none */
    gr_planned_item *items;
    size_t n_items, cap_items;
    gr_figure *figures;
    size_t n_figures, cap_figures;
    gr_plan_strip *strip;
    gr_node *shown; /* the node of it */
} gr_planned_row;
struct gr_planning {
    const gr_tnode *node;
    gr_planner *plan;
    gr_node *table;
    int32_t year; /* of times that say none; 0: they are refused */
    gr_str since; /* word: "vanaf" */
    gr_str track; /* title of the track at work */
    gr_str *statuses;
    size_t n_statuses, cap_statuses;
    bool statuses_given;              /* statuses= has them all */
    bool with_status, without_status; /* some item */
    gr_planned_row *rows;
    size_t n_rows, cap_rows;
};

/* planner_times.c */
typedef struct gr_plan_time { /* what an attribute says */
    bool given, dated;        /* the attribute is there; it came out with a time */
    bool since, until;        /* it has no end, no beginning */
    gr_day first, last;
    gr_str text;
    const gr_figure *figure; /* the value of a record; NULL: words */
} gr_plan_time;
/** A day, a period or a year, or words that say one; PLAN_TIME where they are not understood. */
gr_plan_time gr_plan_time_of(gr_expander *expander, const gr_tnode *node, const char *attr);
/** From one time through another, as one. False after a report. */
bool gr_plan_time_join(gr_expander *expander, const gr_tnode *node, gr_plan_time *out);

/* planner_items.c */
gr_write_fn gr_write_plan_bar;
gr_write_fn gr_write_plan_milestone;

/* planner_sheet.c: the table that stands for it in a workbook */
GR_MUST_USE gr_status gr_plan_sheet(gr_expander *expander);

#endif
