#ifndef GR_SOURCE_GRID_ROW_H
#define GR_SOURCE_GRID_ROW_H
/* Rows of sheets, as heads and as records. Must not know how they stand in the file. */
#include "grid_priv.h"
#include "record_priv.h"

typedef struct gr_grid_cell {
    uint32_t column; /* from 1 */
    gr_str text, type;
    gr_loc at;
    bool formula, merged, too_long;
} gr_grid_cell;

typedef struct gr_grid_state { /* of one dataset */
    const gr_plan *plan;
    gr_source_slot *slots; /* a field each */
    uint32_t *columns;     /* where it is */
    size_t n;
    bool found, here;    /* its sheet is there; it is the open one */
    bool headed, ended;  /* the head was found; the end of the table */
    uint32_t unread;     /* rows behind the end that look like more of it */
    uint32_t unread_row; /* the first of them */
    uint32_t n_hidden;   /* records that the spreadsheet does not show */
    uint32_t hidden_row; /* the first of them */
    gr_loc unread_at, sheet_at, hidden_at;
} gr_grid_state;

typedef struct gr_grid_rows {
    gr_records records;
    gr_grid_state *states;
    size_t n_states;
    gr_str sheet; /* the open one */
    gr_str *sheets;
    size_t n_sheets, cap_sheets;
    uint32_t row; /* the last one, from 1 */
    gr_loc at;
    bool hidden;         /* by a filter, or by hand */
    gr_grid_cell *cells; /* of that row, in the records' scratch */
    size_t n_cells, cap_cells;
} gr_grid_rows;

void gr_grid_begin(gr_grid_rows *rows);
void gr_grid_begin_sheet(gr_grid_rows *rows, gr_str name, gr_loc at);
/** Not OK: it is of no use to read on. */
GR_MUST_USE gr_status gr_grid_end_row(gr_grid_rows *rows);
void gr_grid_end_sheet(gr_grid_rows *rows);
void gr_grid_end(gr_grid_rows *rows); /* sheets that were not found, rows that were not read */
/** The first text of the row; empty when it has none. */
gr_str gr_grid_first_text(const gr_grid_rows *rows);
/** NULL: there is no such cell in the row. */
const gr_grid_cell *gr_grid_cell_at(const gr_grid_rows *rows, uint32_t column);

/* ---- grid_total.c ---- */

/** True after a report: the row is likely a total of those above it. */
bool gr_grid_refuse_total(gr_grid_rows *rows, gr_grid_state *state);

#endif
