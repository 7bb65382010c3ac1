#ifndef GR_SHEETS_BACK_PRIV_H
#define GR_SHEETS_BACK_PRIV_H
/* A workbook that passes, and the cells that are looked for in it. */
#include "readback_priv.h"

struct gr_zip;

typedef struct gr_wanted_cell {
    gr_str sheet;
    uint32_t row, col; /* from 0 */
    uint32_t figure;
    bool met; /* its sheet is there */
} gr_wanted_cell;

typedef struct gr_numbered_cell { /* a cell that has a text by its number */
    uint32_t text, figure;
} gr_numbered_cell;

typedef struct gr_pieces { /* what came and was not yet a whole element */
    gr_buf buf;
    size_t at;
} gr_pieces;

typedef struct gr_sheets_back {
    gr_readback *back;
    gr_arena *arena, *scratch; /* scratch: of one cell */
    struct gr_zip *zip;
    gr_wanted_cell *wanted; /* by sheet, row and column */
    size_t n_wanted;
    size_t at, end; /* of the sheet at hand: the next one, and behind the last */
    gr_numbered_cell *numbered;
    size_t n_numbered, cap_numbered, next_numbered;
    uint32_t text_nr; /* of the next text to pass */
    gr_pieces pieces;
    gr_buf want, shown;
} gr_sheets_back;

/* pieces.c: XML as text, as far as workbooks need it */
void gr_pieces_clear(gr_pieces *pieces);
void gr_pieces_add(gr_pieces *pieces, gr_str piece);
/** The next whole element `open` ("<c"), with all that is in it; lent until pieces are added. */
bool gr_pieces_cut(gr_pieces *pieces, const char *open, const char *close, gr_str *out);
bool gr_cut_element(gr_str *rest, const char *open, const char *close, gr_str *out);
/** The text of an attribute of the tag that an element begins with; empty: none. */
gr_str gr_cell_attribute(gr_str element, const char *name);
/** "&amp;" is "&", "&#233;" is "é"; line ends are as they are. */
gr_str gr_plain_text(gr_str text, gr_arena *arena);

/* cells.c: one cell, one text */
void gr_back_cell(gr_sheets_back *s, gr_str cell);
void gr_back_text(gr_sheets_back *s, gr_str item);
void gr_back_nothing(gr_sheets_back *s, uint32_t figure);

#endif
