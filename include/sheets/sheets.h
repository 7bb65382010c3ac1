#ifndef GR_SHEETS_SHEETS_H
#define GR_SHEETS_SHEETS_H
/* A document as a workbook, before any library: one sheet per table that asks for one (tables of
 * the same sheet name stand under each other), cells typed, totals and computed cells as formulas
 * wherever every operand has a cell. */
#include "base/limits.h"
#include "document/document.h"

typedef enum gr_cell_style { /* look and number format are made of these in `xlsx` */
                             GR_CELL_BODY,
                             GR_CELL_FILLED, /* of the body: time that is taken */
                             GR_CELL_HEAD,
                             GR_CELL_GROUP,
                             GR_CELL_SUBTOTAL,
                             GR_CELL_TOTAL,
                             GR_CELL_TITLE,
                             GR_CELL_REMARK
} gr_cell_style;

typedef struct gr_sheet_cell {
    uint32_t row; /* from 0 */
    uint16_t col;
    uint16_t colspan, rowspan; /* at least 1; more is a merge */
    gr_cell_style style;
    gr_align align;
    bool indented;             /* at the left, beside a column whose cells stand at the right */
    const gr_table_look *look; /* of the table it stands in; NULL outside tables */
    const gr_mark_look *mark;  /* it stands out; NULL: it does not */
    gr_value value;            /* what it holds by type: see gr_sheet_cell_content */
    gr_str text;       /* as printed; of a check its spoken form; at most 32,767 UTF-16 units */
    gr_format format;  /* number format */
    gr_str besides;    /* of a sum of what is known: the sign of what is missing, behind it */
    gr_str whole_when; /* "=COUNT(C4:C6)=3": then that sign goes; empty: it stays */
    const gr_value
        *like;      /* absent values: a number or date of the same column; NULL: there is none */
    gr_str formula; /* "=SUM(B3:B13)"; empty: none; `value` is its cached result */
    gr_str link;    /* address behind its text: https:, mailto:, tel:; empty: none */
    uint32_t shows; /* number of the document's figure that it shows (gr_figure.nr); 0: none */
    gr_str note;    /* its footnotes, a comment on the cell; they are listed under the table too */
    gr_str named;   /* what formulas may call it; empty: it has no name */
    bool input;     /* a field of an export that figures of the workbook are worked out from */
} gr_sheet_cell;
typedef enum gr_cell_content {                   /* what a cell becomes in the file */
                               GR_CONTENT_BLANK, /* nothing, but it may be shaded */
                               GR_CONTENT_TEXT, /* `text`: words, checks, absent values, days before
                                                   March 1900 */
                               GR_CONTENT_NUMBER, /* `value`: int, decimal, money; exact in a
                                                     double, at most 15 digits */
                               GR_CONTENT_DATE    /* `value`: a day */
} gr_cell_content;
gr_cell_content gr_sheet_cell_content(const gr_sheet_cell *cell);
/** Its text goes on in a second line where it does not fit: heads, remarks, titles over several
 *  columns, long texts. */
bool gr_sheet_cell_wraps(const gr_sheet_cell *cell);
/** Days as spreadsheets count them: 1 March 1900 is 61. */
int32_t gr_sheet_day(gr_day day);

/** Rows of a long table: not held, but made again for each who goes through the sheet. */
typedef struct gr_long_rows gr_long_rows;

/** Of a flat sheet: cells with a row of heads that a spreadsheet filters, sorts and knows by name.
 */
typedef struct gr_sheet_list {
    gr_str name;                  /* unique in the workbook, without regard to case: "t_Lasten" */
    const gr_str *heads;          /* one each, unique, none empty */
    uint32_t first_row, last_row; /* of the heads, of the last record */
    uint16_t n_cols;              /* from the first one */
} gr_sheet_list;

/** Inputs below each other that take the same kind of figure. */
typedef struct gr_sheet_inputs {
    uint32_t first_row, last_row;
    uint16_t col;
    bool whole;     /* no decimals */
    bool from_zero; /* none below zero: something is divided by it */
} gr_sheet_inputs;

/** A cell by its name. */
typedef struct gr_sheet_name {
    gr_str name;
    uint32_t sheet, row, col;
} gr_sheet_name;

/** A chart that a spreadsheet draws of cells: heads above, names at the left, a row each. */
typedef struct gr_sheet_chart {
    const gr_chart *spec;
    uint32_t title_row, head_row, first_row, last_row; /* of its table, from the first column on */
    uint32_t at_row, end_row;                          /* where it is drawn */
} gr_sheet_chart;

typedef struct gr_sheet {
    gr_str name;          /* unique, at most 31 characters, none of []:*?/\ */
    gr_sheet_cell *cells; /* those that are held, by row, then column */
    size_t n_cells;
    gr_long_rows **long_rows; /* from the top */
    size_t n_long;
    size_t long_cells, long_numbers, long_texts; /* in them; dates are numbers here */
    const gr_sheet_list *list;                   /* NULL: none */
    gr_sheet_chart *charts;
    size_t n_charts;
    const gr_sheet_inputs *inputs;
    size_t n_inputs;
    uint32_t frozen_rows; /* head rows that stay in sight */
    uint16_t frozen_cols;
    const uint16_t *widths;  /* in characters, a column each */
    const uint16_t *heights; /* in points, a row each; 0: as high as a line is by itself */
    size_t n_cols;
    uint32_t n_rows;
    bool upright;           /* in print; else lying */
    uint8_t scale;          /* in print, in percent; 0: the program makes it one page wide */
    const uint32_t *breaks; /* rows that begin a page in print; a zero behind the last */
    size_t n_breaks;
} gr_sheet;
typedef struct gr_sheet_plan {
    gr_sheet *sheets;
    size_t n;
    const gr_sheet_name *names;
    size_t n_names;
    bool only_inputs; /* nothing else can be typed over */
    gr_str title, subject, author, keywords, lang;
    gr_life life;       /* NONE: no life cycle */
    gr_str status;      /* the document's word for it; empty without one */
    gr_str document_id; /* that it bears in itself; empty: none */
    gr_value as_of;     /* DATE: the creation date of the file */
    gr_str as_of_text;  /* "Stand van 1 maart 2022", for its pages in print; empty: no date */
    const gr_house_style *house;
} gr_sheet_plan;

/** Goes through all cells of a sheet, a row at a time, from the top. */
typedef struct gr_sheet_walk {
    const gr_sheet *sheet;
    gr_arena *scratch;
    size_t next_cell, next_long;
    uint32_t left, row; /* of the long rows at hand */
    gr_row_cursor cursor;
    gr_sheet_cell *made;
} gr_sheet_walk;
typedef struct gr_sheet_row { /* cells that begin in it */
    uint32_t row;
    const gr_sheet_cell *cells;
    size_t n;     /* 0: behind the last row */
    bool is_long; /* of a long table: plain cells, one a column; they live until the next row */
} gr_sheet_row;
/** `scratch` is the walk's until it ends. */
gr_sheet_walk gr_sheet_walk_open(const gr_sheet *sheet, gr_arena *scratch);
GR_MUST_USE gr_status gr_sheet_walk_next(gr_sheet_walk *walk, gr_sheet_row *out);

void gr_add_column_name(gr_buf *out, uint32_t col); /* "B"; from 0 */

/** The last sheet says from which exports the workbook was made (label "sources-sheet"). */
GR_MUST_USE gr_status gr_sheets_plan(const gr_doc *doc, const gr_limits *limits, gr_arena *arena,
                                     gr_diag *diag, gr_sheet_plan **out);
void gr_sheets_dump(const gr_sheet_plan *plan, gr_buf *out); /* one cell a line, --dump=sheets */

#endif
