#ifndef GR_SHEETS_PRIV_H
#define GR_SHEETS_PRIV_H
/* A workbook while it is drafted: sheets that still grow, and which cell shows which origin. */
#include "base/arena.h"
#include "sheets/sheets.h"

#define GR_SHEET_ROWS    1048576
#define GR_SHEET_COLUMNS 16384
#define GR_SHEET_TEXT    32767 /* UTF-16 units in a cell */
#define GR_SHEET_NAME    31    /* UTF-16 units */

/** What an origin amounts to, as a number that two origins share only when they are the same
 *  quantity: forms of sums and differences are the sums and differences of forms. See forms.c. */
__extension__ typedef unsigned __int128 gr_form;

typedef struct gr_area { /* cells of a sheet, ends included */
    uint32_t sheet, first_row, last_row, first_col, last_col;
} gr_area;

/** A cell whose figure can be an operand or become a formula. */
typedef struct gr_cell_spot {
    const gr_origin *origin;
    gr_form form;
    uint32_t size;        /* of what it is made of */
    uint32_t sheet, cell; /* indexes */
    uint32_t table;
    bool total;  /* of a table, or a subtotal */
    bool words;  /* shows a text: it can become a formula, but is no operand */
    bool absent; /* these words say that something is missing; a number may come there */
    bool refers; /* also as a plain field it is a copy of another cell that shows it */
    bool used;   /* a formula refers to it */
    bool weight; /* something is divided by it: none below zero */
    bool aside;  /* on a sheet about the document: it asks for other cells, and is no operand */
} gr_cell_spot;

typedef struct gr_tally gr_tally; /* an exact sum of cells: see formula_value.c */

/** What the cells of a column of long rows have in common, and what they add up to. */
typedef struct gr_long_column {
    const gr_value *like; /* see gr_sheet_cell */
    gr_align like_align;
    bool apart;            /* texts at the left are indented */
    const gr_value *typed; /* its first number or date, and where that stands */
    gr_align typed_align;
    bool right, absent, absent_right; /* shows cells that are not at the left; absent ones, such */
    uint16_t width;
    bool summed;
    gr_tally *tally; /* of its numbers; NULL: not asked for */
} gr_long_column;

struct gr_long_rows {
    const gr_node *table;
    const gr_doc *doc;
    size_t before; /* held cells of the sheet that stand before them */
    uint32_t first_row, n;
    gr_long_column *columns;
    bool wraps; /* some cell may need a second line */
};

typedef struct gr_draft_sheet {
    gr_sheet sheet;
    size_t cap_long;
    gr_str wanted; /* as the descriptor says: tables that say the same share a sheet */
    gr_loc at;     /* of its first table; line 0: our own sheet */
    size_t cap_cells, cap_charts;
    uint32_t next_row;   /* the first free one */
    gr_sheet_list *list; /* that of its sheet, while it has no name yet */
    uint32_t n_tables;
    uint32_t head_end;     /* row under the head of its first table */
    uint16_t head_columns; /* leading row heads of that table */
    size_t *row_starts;    /* once all cells are there: the first cell of each row, and the end */
    const gr_cell_spot **spots; /* of each cell, or NULL */
} gr_draft_sheet;

typedef struct gr_line_sums gr_line_sums; /* of a column: see line_sums.c */

/** A table on its sheet. The cells of a pulled one carry no origins (they died with their rows), so
 *  its totals are looked up by place. */
typedef struct gr_placed {
    const gr_node *node;
    uint32_t sheet;
    size_t first_cell, end_cell; /* that are held */
    const gr_long_rows *rows;    /* NULL: all are held */
    uint32_t first_row;
    uint32_t body_row; /* the first under the head */
    uint16_t
        *runs; /* of each column: the first column that sums in rows, ending beside it, reach */
    size_t n_subtotals;  /* cells of subtotal rows */
    gr_line_sums **sums; /* of each column, once asked for */
} gr_placed;

typedef struct gr_sheet_draft {
    const gr_doc *doc;
    const gr_limits *limits;
    gr_arena *arena;   /* of the plan */
    gr_arena *scratch; /* pulled rows, formulas in the making */
    gr_arena *known;   /* what is known of quantities, while there are formulas to find */
    gr_diag *diag;
    gr_draft_sheet *sheets;
    size_t n_sheets, cap_sheets;
    gr_cell_spot *spots;
    size_t n_spots, cap_spots;
    gr_placed *tables;
    size_t n_tables, cap_tables;
    struct gr_divided *divided; /* parts that are worked out in cells: distribution.c */
    size_t n_divided, cap_divided;
} gr_sheet_draft;

/* plan.c */
GR_NEVER_NULL gr_draft_sheet *gr_draft_sheet_add(gr_sheet_draft *draft, gr_str wanted);
/** Adds a cell to a sheet; SHEET_LIMIT at `at` for a place, or a number, a workbook has not. A text
 *  that is too long is cut, with a warning. */
GR_MUST_USE gr_status gr_draft_cell(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                    gr_sheet_cell cell, gr_loc at);

/** The same for one that is not kept: its texts are made to fit. */
GR_MUST_USE gr_status gr_draft_fit(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                   gr_sheet_cell *cell, gr_loc at);
/** A spreadsheet keeps all of its digits. */
bool gr_cell_is_exact(const gr_value *value);
/** Texts as a workbook takes them; false: one had to be cut. */
bool gr_cell_fit_texts(gr_arena *arena, gr_sheet_cell *cell);

/* long_rows.c */
/** The next row of a long table, pulled: looked at, and not kept. */
GR_MUST_USE gr_status gr_long_row_learn(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                        gr_long_rows *rows, const gr_node *row, uint32_t at);
GR_NEVER_NULL gr_long_rows *gr_long_rows_new(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                             const gr_node *table, uint32_t first_row);
/** Those that have a part in an area; NULL: none. */
const gr_long_rows *gr_long_rows_in(const gr_sheet_draft *draft, const gr_area *area);

/* cells.c: value, text, format and alignment of a CELL; places and spans are the caller's. */
gr_sheet_cell gr_cell_from(gr_sheet_draft *draft, const gr_node *cell, gr_cell_style style);

/** A cell of one column that shows a text. */
gr_sheet_cell gr_cell_of_text(uint32_t row, uint16_t col, gr_cell_style style, gr_str text);

/* cell_lines.c: of a CELL that holds blocks */
gr_str gr_cell_lines(gr_sheet_draft *draft, const gr_node *cell);

/* tables.c */
GR_MUST_USE gr_status gr_draft_table(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                     const gr_node *table);

/* flat.c */
/** The table as a list: a record a row, groups as columns, one row of heads, nothing that spans.
 *  SHEET_FLAT for what has no place in one. */
GR_MUST_USE gr_status gr_flat_table(gr_sheet_draft *draft, const gr_node *table,
                                    const gr_node **out);
/** All of it stands on the sheet: heads in `first_row`, the last record in `last_row`. */
GR_MUST_USE gr_status gr_flat_note(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                   const gr_node *flat, uint32_t first_row, uint32_t last_row);
/** Its name, once the sheet has one. */
void gr_flat_name(gr_sheet_draft *draft, gr_draft_sheet *sheet);
/** "t_Lasten[Bedrag]" when an area is just a column of a list; false: it is not. */
bool gr_flat_add_column(const gr_sheet_draft *draft, const gr_area *area, gr_buf *out);

/** It stands at the left, where it would touch a column before it that does not. */
bool gr_is_left(gr_align align);

/* charts.c */
/** Its figures as a table below what the sheet has, and below that the drawing, or a line that says
 *  why there is none. Its cells refer to those that show the figures elsewhere. */
GR_MUST_USE gr_status gr_draft_chart(gr_sheet_draft *draft, gr_draft_sheet *sheet,
                                     const gr_node *chart);

/* notes.c */
typedef struct gr_sheet_notes { /* of one table */
    gr_str *lines;              /* "1) Inclusief btw." */
    size_t n, cap;
} gr_sheet_notes;
/** The footnotes in `node` become marks and a comment of the cell, and lines for under the table.
 */
void gr_note_cell(gr_sheet_draft *draft, gr_sheet_notes *notes, const gr_node *node,
                  gr_sheet_cell *cell);

/* origins.c: what the figures of a table come from, where it asks for that */
typedef struct gr_row_origins { /* of the figures of a row, for the column behind its table */
    const gr_str *titles;       /* heads of the columns of the table */
    struct gr_row_line {
        gr_str titles, text;
    } * lines;
    size_t n, cap;
} gr_row_origins;
/** As a comment on the cell. */
void gr_note_origins(gr_sheet_draft *draft, gr_sheet_cell *cell);
/** For the row's own cell. */
void gr_row_origins_add(gr_sheet_draft *draft, gr_row_origins *row, const gr_sheet_cell *cell);
gr_str gr_row_origins_text(gr_sheet_draft *draft, const gr_row_origins *row);

/* distribution.c: before those about the document */
/** Amounts that are divided by largest remainders, worked out in cells: each part that a table
 *  shows, and those of all who take part with it. */
GR_MUST_USE gr_status gr_draft_distributions(gr_sheet_draft *draft);
/** The cell there that works a part out; false: there is none. */
bool gr_distribution_cell(const gr_sheet_draft *draft, const gr_origin *part, gr_area *out);

/* sources.c: the last sheet. */
GR_MUST_USE gr_status gr_draft_controls(gr_sheet_draft *draft); /* controls.c: before it */
GR_MUST_USE gr_status gr_draft_sources(gr_sheet_draft *draft);

/* names.c, widths.c: of all sheets, once all cells are there. */
void gr_draft_names(gr_sheet_draft *draft);
bool gr_names_alike(gr_str a, gr_str b); /* without regard to case */
GR_MUST_USE gr_status gr_draft_widths(gr_sheet_draft *draft);
/** How wide a column has to be for a cell of one column, in characters. */
uint16_t gr_cell_width(const gr_sheet_cell *cell);

/* breaks.c: after the widths. */
void gr_draft_breaks(gr_sheet_draft *draft);

typedef struct gr_fx gr_fx; /* a formula as a tree */
typedef struct gr_spot_index gr_spot_index;

/* inputs.c */
/** Cells that a formula refers to; what is divided by `asker` is divided by the cell that it is. */
void gr_inputs_use(gr_sheet_draft *draft, const gr_cell_spot *asker, const gr_fx *fx);
/** Once all formulas are there: a field that something is made of is typed over in one cell, to
 *  which others that show it refer. */
void gr_inputs_join(gr_sheet_draft *draft, const gr_spot_index *index);
/** After that: which cells are inputs. */
void gr_draft_inputs(gr_sheet_draft *draft);

/* cell_names.c: SHEET_NAME for a name that a spreadsheet refuses, or that is there twice. */
GR_MUST_USE gr_status gr_draft_cell_names(gr_sheet_draft *draft, gr_sheet_plan *plan);

/* formula.c: of all cells, once all names are there. */
void gr_draft_formulas(gr_sheet_draft *draft);

/* forms.c */
typedef struct gr_forms gr_forms;
GR_NEVER_NULL gr_forms *gr_forms_new(gr_arena *arena);
gr_form gr_form_of(gr_forms *forms, const gr_origin *origin);
/** How many fields and operations make it up; two that are one quantity mostly have one size. */
uint32_t gr_form_size(gr_forms *forms, const gr_origin *origin);
/** The number compared in a choice decides it: what was chosen may be another when it changes. */
bool gr_form_decides(gr_forms *forms, const gr_origin *test);

/* spots.c: the cells by place, and the cell that shows a quantity. */
GR_NEVER_NULL gr_spot_index *gr_spots_index(gr_sheet_draft *draft, gr_forms *forms,
                                            gr_arena *arena);
/** References go from a cell to those before it in this order, so none go round: first what is made
 *  of less, then plain fields, then totals, then what stands first. */
bool gr_spot_precedes(const gr_cell_spot *spot, const gr_cell_spot *other);
/** The cell for an operand of the figure in `asker`, one that precedes it: in the same row or
 * column of the same table, else in the same table, else anywhere; of several the first in that
 * order. */
const gr_cell_spot *gr_spots_find(const gr_spot_index *index, gr_form form,
                                  const gr_cell_spot *asker);
/** The first cell of the workbook that shows a quantity and `is_one`; NULL: none. */
const gr_cell_spot *gr_spots_first(const gr_spot_index *index, gr_form form,
                                   bool (*is_one)(const void *user, const gr_cell_spot *spot),
                                   const void *user);
/** The cell that begins at a place, or NULL. */
gr_sheet_cell *gr_cell_at(const gr_sheet_draft *draft, uint32_t sheet, uint32_t row, uint32_t col);
const gr_cell_spot *gr_spot_of_cell(const gr_sheet_draft *draft, uint32_t sheet,
                                    const gr_sheet_cell *cell);

/** The quantity behind choices that were made on the way. */
const gr_origin *gr_origin_chosen(const gr_origin *origin);
/** A sum of its operands. */
bool gr_origin_adds(const gr_origin *origin);

/* lines.c: what a total can be by where it stands. */
typedef enum gr_meets { GR_MEETS_OPERAND, GR_MEETS_NOTHING, GR_MEETS_END } gr_meets;
/** What a run meets in one cell (NULL: none); `*spot` is the operand, if it precedes who asks.
 * Words end a row, which begins with them; in a column they are titles of groups. */
gr_meets gr_line_meet(const gr_sheet_draft *draft, uint32_t sheet, const gr_sheet_cell *cell,
                      bool down, const gr_cell_spot **spot);
/** The cells above (`down`) or left of `asker`, up to the one beside it, whose forms add up to
 *  `form`; absent cells between and before them are taken along. */
bool gr_line_run(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_form form, bool down,
                 gr_area *out);
/** The same for a total over nothing: all body cells above it are absent. */
bool gr_line_absent(const gr_sheet_draft *draft, const gr_cell_spot *asker, gr_area *out);
/** Remembers how far sums in rows reach, for rows whose first cells are absent. */
void gr_lines_learn(gr_sheet_draft *draft);
/** Number cells of the row, left ones first, or of the column above, that may be operands of
 *  `asker`, nearest first; at most `most`. */
size_t gr_line_operands(const gr_sheet_draft *draft, const gr_cell_spot *asker, bool down,
                        size_t most, const gr_cell_spot **out);
/** All cells of subtotals above `asker` in its column, from the top; 0 when there are more. */
size_t gr_line_subtotals(const gr_sheet_draft *draft, const gr_cell_spot *asker, size_t most,
                         const gr_cell_spot **out);
/** Nothing that a sum over it would count: text, or no cell. */
bool gr_is_passed_over(const gr_sheet_draft *draft, const gr_area *area);

/* line_sums.c */
/** Of a column of a table; made when it is first asked for. */
GR_NEVER_NULL const gr_line_sums *gr_line_sums_of(const gr_sheet_draft *draft, uint32_t table,
                                                  uint16_t col);
/** The nearest row above `below` from which on the cells up to there add up to `form`, with nothing
 *  between that ends a run. */
bool gr_line_sums_find(const gr_line_sums *sums, uint32_t below, gr_form form, uint32_t *out_row);
/** Rows of the sheet that are subtotals with a cell in this column, from the top. */
size_t gr_line_sums_subtotals(const gr_line_sums *sums, const uint32_t **out_rows);

/* A formula as a tree, of which text and proof are both made. */
typedef enum gr_fx_kind {
    GR_FX_NUMBER,
    GR_FX_TEXT,
    GR_FX_CELL,
    GR_FX_AREA,
    GR_FX_NEG,
    GR_FX_ADD,
    GR_FX_SUB,
    GR_FX_MUL,
    GR_FX_DIV,
    GR_FX_ROUND,
    GR_FX_SUM,
    GR_FX_MIN,
    GR_FX_MAX,
    GR_FX_AVERAGE,
    GR_FX_COUNT,
    GR_FX_IF,
    GR_FX_AND,
    GR_FX_OR,
    GR_FX_NOT,
    GR_FX_EQ,
    GR_FX_NE,
    GR_FX_LT,
    GR_FX_LE,
    GR_FX_GT,
    GR_FX_GE
} gr_fx_kind;
struct gr_fx {
    gr_fx_kind kind;
    gr_decimal number; /* NUMBER */
    gr_str text;       /* TEXT */
    gr_area area;      /* CELL, AREA */
    uint8_t places;    /* ROUND */
    const gr_fx **args;
    size_t n_args;
};

/* formula_lists.c: fewer arguments of a SUM, MIN, MAX, AVERAGE or COUNT: ranges for runs of cells.
 */
void gr_fx_gather(const gr_sheet_draft *draft, gr_fx *list);

/* formula_value.c: what the cells of a long column add up to, for the proof of its total. */
GR_NEVER_NULL gr_tally *gr_tally_new(gr_arena *arena);
void gr_tally_add(gr_tally *tally, const gr_sheet_cell *cell);
/** False unless `fx`, worked out exactly over the values of its cells, is what the
 * cell shows. */
bool gr_fx_proves(const gr_sheet_draft *draft, const gr_fx *fx, const gr_sheet_cell *cell);

/* formula_text.c: "=SUM(B3:B13)" as seen from a cell of `sheet`; empty when it is too long. Where
 * it is `plain` no list is called by name: conditions of formats do not know them. */
gr_str gr_fx_text(const gr_sheet_draft *draft, const gr_fx *fx, uint32_t sheet, bool plain,
                  gr_arena *arena);
void gr_add_cell_name(gr_buf *out, uint32_t row, uint32_t col); /* B3 */

#endif
