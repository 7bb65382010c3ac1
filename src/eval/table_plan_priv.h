#ifndef GR_EVAL_TABLE_PLAN_PRIV_H
#define GR_EVAL_TABLE_PLAN_PRIV_H
/* A <table> at work: its columns of this edition, and how its rows are written. */
#include "expander_priv.h"

typedef struct gr_setting gr_setting;
struct gr_setting { /* values of the loops around a column, innermost first */
    const gr_setting *outer;
    uint32_t slot;
    gr_slot value;
};

typedef enum gr_total_kind { GR_TOTAL_NONE, GR_TOTAL_SUM, GR_TOTAL_EXPR } gr_total_kind;
typedef struct gr_tcol { /* a column of this edition */
    const gr_tnode *node;
    const gr_setting *settings;
    const gr_rule *value;  /* NULL: the cells of rows say what is shown */
    gr_figure_place place; /* of its cells, behind their row */
    gr_total_kind total, subtotal;
    bool share;             /* share="yes" */
    const gr_value *fitted; /* shares of body rows as they are printed; NULL: not fitted */
    gr_value *figures;      /* of body rows, for its sum */
    size_t n_figures, cap_figures;
    bool running;     /* running="yes" */
    gr_value so_far;  /* then: their sum; NONE: no row yet */
    gr_value carried; /* their sum so far, when carries */
    bool carries;
    bool lacks; /* some of them are missing, and the column says what stands for that */
    const gr_mark_look *mark; /* the column stands out; NULL: it does not */
    uint32_t busy;            /* rows below that a cell reaches into */
    gr_node *head;            /* its head cell; NULL without heads */
    bool numbers;             /* its own cells turned out to be numbers */
} gr_tcol;

typedef struct gr_thead gr_thead;
struct gr_thead { /* a head cell: of a column, or of columns under one head */
    const gr_tnode *node;
    const gr_setting *settings;
    gr_figure_place place; /* of what it says */
    gr_thead *first, *last, *next;
    size_t n_leaves, column; /* column: index of the first */
    bool group;
};

typedef struct gr_table_level gr_table_level; /* levels.c: a <group> at work */
typedef struct gr_table_plan {
    gr_expander *expander;
    const gr_tnode *node;
    gr_node *table;
    gr_str id;
    gr_figure_place place; /* of the table itself */
    gr_thead heads;        /* its children are the top heads */
    gr_tcol *cols;
    size_t n_cols, cap_cols;
    gr_col *doc_cols;
    const gr_row_set *set; /* NULL: no rows= */
    gr_shown_rows lines;
    const gr_table_level *levels; /* NULL: rows are in no groups */
    const gr_tnode *total;        /* the <total> that is shown, once its conditions are known */
    uint32_t n_body;              /* rows written below the head */
    bool cells_titled;            /* the title of <total> stands before its cells */
    bool summed;                  /* sums are known: figures are not collected any more */
    bool failed;                  /* its rows are not known; it has been told */
} gr_table_plan;

GR_MUST_USE gr_status gr_table_columns(gr_table_plan *plan); /* expands them           */
GR_MUST_USE gr_status gr_table_heads(gr_table_plan *plan);   /* writes head rows       */
/* fitted.c: share="yes". What keeps shares from adding up is reported. */
/** Before rows are written: works out the shares of all rows. */
GR_MUST_USE gr_status gr_table_fit(gr_table_plan *plan);
/** The total of such a column is the whole, in percent. */
void gr_table_fit_total(gr_table_plan *plan, const gr_tcol *col, const gr_value *total,
                        gr_format format, gr_loc at);
/** A cell that is written out has no part in the whole. */
void gr_table_fit_own_cell(gr_table_plan *plan, const gr_tcol *col, gr_loc at);
/* running.c: running="yes" */
/** The sum up to this row; the value itself in any other column. */
gr_value gr_table_run_on(gr_table_plan *plan, size_t column, const gr_value *value);
GR_MUST_USE gr_status gr_table_body(gr_table_plan *plan); /* writes all other rows  */
GR_MUST_USE gr_status gr_table_record(gr_table_plan *plan, uint32_t index, gr_node *row);
/** Rows and cells that the descriptor writes out. `column` moves behind the cell. */
GR_MUST_USE gr_status gr_table_own_rows(gr_table_plan *plan);
/* levels.c: <group> */
/** Cuts the rows at hand into groups and puts them in that order. */
GR_MUST_USE gr_status gr_table_levels_open(gr_table_plan *plan);
/** Their heads, rows and subtotals. */
GR_MUST_USE gr_status gr_table_levels(gr_table_plan *plan);
/** The next row, of a record. */
GR_MUST_USE gr_status gr_table_next_record(gr_table_plan *plan, uint32_t index);
/** No cell may reach below the rows written so far. */
GR_MUST_USE gr_status gr_table_close(gr_table_plan *plan);
typedef gr_status gr_cell_fn(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                             size_t *column);
gr_cell_fn gr_table_own_cell;
/** A <cell>, once or for each turn of its loop. */
GR_MUST_USE gr_status gr_table_cell_turns(gr_table_plan *plan, const gr_tnode *node, gr_node *row,
                                          size_t *column, gr_cell_fn *write);
GR_MUST_USE gr_status gr_table_total(gr_table_plan *plan, bool *out_wanted);
GR_MUST_USE gr_status gr_table_total_row(gr_table_plan *plan, gr_node *row);
GR_MUST_USE gr_status gr_table_pull(gr_table_plan *plan); /* a source instead of rows */
bool gr_table_is_big(const gr_table_plan *plan);

/** bars.c: bar="yes", when all rows are written. */
void gr_table_bars(gr_table_plan *plan);
/* marks.c: what stands out */
/** Of a cell without content yet: what its row, its column or it itself says, in this order. */
GR_MUST_USE gr_status gr_mark_cell(gr_table_plan *plan, const gr_tnode *node, const char *attr,
                                   size_t column, gr_node *cell);
/** The head of a column that stands out, without content yet. */
void gr_mark_head(gr_table_plan *plan, size_t column, gr_node *cell);
/** The sign before the content that it has by now, where it is the one that says it. */
GR_MUST_USE gr_status gr_mark_say(gr_expander *expander, gr_node *cell);
/** Rows that are not held have no marks: refused. */
void gr_mark_long(gr_table_plan *plan);

/* packed_rows.c: rows of a big table, as bytes. `record`: its number in the rows' table. */
typedef struct gr_packed_rows gr_packed_rows;
gr_packed_rows *gr_packed_rows_new(const gr_table_plan *plan, gr_arena *arena);
void gr_packed_rows_add(gr_packed_rows *rows, const gr_node *row, uint32_t record);
void gr_packed_rows_restart(gr_packed_rows *rows);
/** Fills `row` with the cells of the next one, in the arena of the expander. There must be one. */
GR_MUST_USE gr_status gr_packed_rows_next(gr_packed_rows *rows, uint32_t record, gr_node *row);
bool gr_packed_rows_block(const gr_packed_rows *rows, size_t nr, gr_str *out); /* false: no more */

/** Which row of the table it is; empty when nothing but its place says so. */
gr_str gr_table_row_key(const gr_table_plan *plan);
void gr_column_enter(gr_table_plan *plan, const gr_setting *settings);
GR_MUST_USE gr_status gr_table_row(gr_table_plan *plan, gr_row_role role, gr_loc at,
                                   gr_node **out_row);
GR_MUST_USE gr_status gr_table_cell(gr_table_plan *plan, gr_node *row, size_t column, gr_loc at,
                                    gr_node **out_cell);
void gr_table_collect(gr_table_plan *plan, size_t column, const gr_value *value);
/** With carry="yes": the running total of a summed column, as the cell shows its figure. */
void gr_table_carry(gr_table_plan *plan, size_t column, const gr_value *value, gr_format format,
                    gr_node *cell);

#endif
