#ifndef GR_SHEETS_PRIV_H
#define GR_SHEETS_PRIV_H
/* A workbook while it is drafted: sheets that still grow, and which cell shows which origin. */
#include "base/arena.h"
#include "sheets/sheets.h"

#define GR_SHEET_ROWS    1048576
#define GR_SHEET_COLUMNS 16384
#define GR_SHEET_TEXT    32767 /* UTF-16 units in a cell */
#define GR_SHEET_NAME    31    /* UTF-16 units */

typedef struct gr_draft_sheet {
    gr_sheet sheet;
    gr_str wanted; /* as the descriptor says: tables that say the same share a sheet */
    size_t cap_cells;
    uint32_t next_row; /* the first free one */
    uint32_t n_tables;
    uint32_t head_end;     /* row under the head of its first table */
    uint16_t head_columns; /* leading row heads of that table */
} gr_draft_sheet;

/** A cell whose figure can be an operand or become a formula. */
typedef struct gr_spot {
    const gr_origin *origin;
    const gr_origin *shown; /* the same without choices and lists of one: what is found by it */
    uint32_t sheet, cell;   /* indexes */
    uint32_t table;         /* running number of its table */
} gr_spot;

/** A pulled table: its cells carry no origins (they died with their row), so its total is looked up
 *  by place. */
typedef struct gr_pulled {
    const gr_node *table;
    uint32_t sheet;
    size_t first_cell, end_cell;
} gr_pulled;

typedef struct gr_draft {
    const gr_doc *doc;
    const gr_limits *limits;
    gr_arena *arena;   /* of the plan */
    gr_arena *scratch; /* pulled rows, formulas in the making */
    gr_diag *diag;
    gr_draft_sheet *sheets;
    size_t n_sheets, cap_sheets;
    gr_spot *spots;
    size_t n_spots, cap_spots;
    gr_pulled *pulled;
    size_t n_pulled, cap_pulled;
    uint32_t n_tables;
} gr_draft;

/* plan.c */
GR_NEVER_NULL gr_draft_sheet *gr_draft_sheet_add(gr_draft *draft, gr_str wanted);
/** Adds a cell to a sheet; SHEET_LIMIT at `at` for a place, or a number, a workbook has not. A text
 *  that is too long is cut, with a warning. */
GR_MUST_USE gr_status gr_draft_cell(gr_draft *draft, gr_draft_sheet *sheet, gr_sheet_cell cell,
                                    gr_loc at);

/* cells.c: value, text, format and alignment of a CELL; places and spans are the caller's. */
gr_sheet_cell gr_cell_from(gr_draft *draft, const gr_node *cell, gr_cell_style style);

/* tables.c */
GR_MUST_USE gr_status gr_draft_table(gr_draft *draft, gr_draft_sheet *sheet, const gr_node *table);

/* notes.c */
typedef struct gr_sheet_notes { /* of one table */
    gr_str *lines;              /* "1) Inclusief btw." */
    size_t n, cap;
} gr_sheet_notes;
/** The footnotes in `node` become marks and a comment of the cell, and lines for under the table.
 */
void gr_note_cell(gr_draft *draft, gr_sheet_notes *notes, const gr_node *node, gr_sheet_cell *cell);

/* sources.c: the last sheet. */
GR_MUST_USE gr_status gr_draft_sources(gr_draft *draft);

/* names.c, widths.c: of all sheets, once all cells are there. */
void gr_draft_names(gr_draft *draft);
void gr_draft_widths(gr_draft *draft);

/* formula.c: of all cells, once all names are there. */
void gr_draft_formulas(gr_draft *draft);

/* spots.c: which cell shows an origin. Leaves are the same when dataset, key and field are; other
 * nodes when they are one node. */
typedef struct gr_spot_index gr_spot_index;
GR_NEVER_NULL gr_spot_index *gr_spots_index(const gr_draft *draft, gr_arena *arena);
/** The cell for an operand of the figure in `asker`, never that cell itself: one in the same row or
 *  column of the same table, else in the same table, else the only one in the workbook; else NULL.
 */
const gr_spot *gr_spots_find(const gr_spot_index *index, const gr_origin *origin,
                             const gr_spot *asker);

/* A formula as a tree, of which text and proof are both made. */
typedef enum gr_fx_kind {
    GR_FX_NUMBER,
    GR_FX_CELL,
    GR_FX_NEG,
    GR_FX_ADD,
    GR_FX_SUB,
    GR_FX_MUL,
    GR_FX_DIV,
    GR_FX_ROUND,
    GR_FX_SUM,
    GR_FX_MIN,
    GR_FX_MAX,
    GR_FX_AVERAGE
} gr_fx_kind;
typedef struct gr_fx gr_fx;
struct gr_fx {
    gr_fx_kind kind;
    gr_decimal number;    /* NUMBER */
    uint32_t sheet, cell; /* CELL */
    uint8_t places;       /* ROUND */
    const gr_fx **args;
    size_t n_args;
};

/* formula_value.c: false unless `fx`, worked out exactly over the values of its cells, is `value`.
 */
bool gr_fx_proves(const gr_draft *draft, const gr_fx *fx, const gr_value *value);

/* formula_text.c: "=SUM(B3:B13)" as seen from a cell of `sheet`; empty when it is too long. */
gr_str gr_fx_text(const gr_draft *draft, const gr_fx *fx, uint32_t sheet, gr_arena *arena);
void gr_add_cell_name(gr_buf *out, uint32_t row, uint32_t col); /* B3 */

#endif
