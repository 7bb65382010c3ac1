#ifndef GR_CHART_PLAN_H
#define GR_CHART_PLAN_H
/* A planner: activities, each with bars and milestones along one axis of time. It is drawn in
 * strips, one for each activity, which whoever sets the page puts under each other: so it is cut
 * between pages as a table is. Knows no page and no table. */
#include "chart/chart.h"

typedef struct gr_plan_item { /* a bar, or a milestone */
    gr_str title;             /* may be empty */
    gr_str when;              /* as written or printed; empty: its time is not known, ... */
    bool dated;               /* ... and it has no days */
    gr_day first, last;
    bool milestone;
    size_t status; /* of gr_planner.statuses; GR_PLAN_NO_STATUS */
} gr_plan_item;
#define GR_PLAN_NO_STATUS SIZE_MAX

typedef struct gr_planner_row { /* an activity */
    gr_str name;
    const gr_plan_item *items;
    size_t n;
} gr_planner_row;

typedef enum gr_plan_unit { /* of the cells of its axis */
                            GR_PLAN_AUTO,
                            GR_PLAN_MONTH,
                            GR_PLAN_QUARTER,
                            GR_PLAN_YEAR
} gr_plan_unit;

typedef struct gr_planner {
    gr_day first, last; /* that its axis shows, whole cells */
    gr_plan_unit unit;
    bool whole; /* bars fill the cells that they touch */
    bool has_today;
    gr_day today;
    gr_str today_text;      /* "peildatum 15 december 2022" */
    const gr_str *statuses; /* in the order of their colours and patterns */
    size_t n_statuses;
    gr_str milestone, undated, until, nothing; /* words: "mijlpaal", "zonder datum", "tot en met",
                                                  "niets gepland" */
    bool some_without;                         /* some have no status, others have one */
    gr_str no_status;                          /* "zonder status" */
} gr_planner;

typedef enum gr_plan_part { GR_PLAN_HEAD, GR_PLAN_ROW, GR_PLAN_LEGEND } gr_plan_part;
typedef struct gr_plan_strip { /* what one drawing shows */
    const gr_planner *plan;
    gr_plan_part part;
    const gr_planner_row *row; /* ROW */
    gr_str alt;                /* text alternative, complete */
} gr_plan_strip;

/** "Inkoop: voorbereiding, januari tot en met juni 2024 (loopt); mijlpaal 1 juli 2024: besluit." */
gr_str gr_plan_row_words(const gr_planner *plan, const gr_planner_row *row, gr_arena *arena);
/** "januari tot en met juni 2024": what both say at their ends is said once. */
gr_str gr_plan_from_to(const gr_planner *plan, gr_str from, gr_str to, gr_arena *arena);

/** Draws a strip, `space->width` wide and as high as it needs. All words of a row are in it: they
 *  stand within their bars, beside them, or on lines of their own. The cells of the axis are
 *  months, quarters or years as they fit; asked for what does not fit is told once, with the head
 *  (PLAN_UNIT). */
GR_MUST_USE gr_status gr_plan_draw(const gr_plan_strip *strip, const gr_chart_space *space,
                                   gr_loc at, gr_arena *arena, gr_diag *diag, gr_shapes *out);
typedef struct gr_plan_line { /* a plumb line through all rows */
    gr_mpt x, width;
    uint32_t colour;
} gr_plan_line;
/** Lines between cells, and that of today as the last. */
size_t gr_plan_lines(const gr_planner *plan, const gr_chart_space *space, gr_arena *arena,
                     gr_plan_line **out);
typedef struct gr_plan_cell { /* of the axis: a month, a quarter or a year */
    gr_day first, last;
    gr_str name;
    int32_t year;
} gr_plan_cell;
#define GR_PLAN_SHEET_CELLS 200 /* more are years */
/** Cells of a planner in a workbook: as asked for, else quarters, else years. */
size_t gr_plan_cells(const gr_planner *plan, const gr_notation *notation, gr_arena *arena,
                     gr_plan_cell **out);
/** The span that holds all that is dated, when none is given; false: nothing is. */
bool gr_plan_span(const gr_planner_row *rows, size_t n, gr_planner *plan);

#endif
