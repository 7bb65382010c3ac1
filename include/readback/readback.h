#ifndef GR_READBACK_READBACK_H
#define GR_READBACK_READBACK_H
/* Documents and workbooks read back, each figure in them held against what was worked out. Shares
 * nothing with what wrote them. Memory is that of a page, and of the texts that are looked for. */
#include "base/figure.h"

typedef struct gr_readback_figure {   /* lent until the call that it is given to is over */
    gr_str text;                      /* as it is printed */
    bool is_mark;                     /* a sign ("✓") stands for it, which is not looked at */
    uint32_t page;                    /* from 1; 0: it is not in print */
    int64_t left, top, right, bottom; /* 1/10 mm; a glyph in it is one of the figure's */
    bool drawn;                       /* its place is that of a drawing, with or without letters */
    bool more;                        /* a later page has the rest of it, or all of it again */
    gr_str sheet;                     /* empty: it is in no workbook */
    uint32_t row, col;                /* from 0 */
} gr_readback_figure;

typedef struct gr_readback {
    size_t n; /* figures, from 0 */
    void *user;
    gr_readback_figure (*figure)(void *user, size_t nr);
    /** Adds its value as origins tell it: "12.50 EUR", "25/31", "2022-12-31". */
    void (*value)(void *user, size_t nr, gr_buf *out);
    /** It is not shown: what stands there instead, "(nothing)" when nothing does. */
    void (*differs)(void *user, size_t nr, gr_str instead);
    bool formulas_unread; /* a formula without a value is none that differs: it was saved anew */
    size_t n_held;        /* figures that were looked at; added to */
} gr_readback;

/** False: it does not open, or something in it is not as we write it. */
GR_MUST_USE bool gr_readback_print(gr_readback *back, gr_str bytes);
GR_MUST_USE bool gr_readback_sheets(gr_readback *back, gr_str path);
/** The name that a document bears in itself ("uuid:..."), in `arena`; empty: none. Of a PDF also
 * when another program saved it. */
gr_str gr_readback_id_of_pdf(gr_str bytes, gr_arena *arena);
gr_str gr_readback_id_of_workbook(gr_str path, gr_arena *arena);
/** "D7": its row and column, from 0; false: it is no cell, and both are 0. */
bool gr_readback_cell(gr_str name, uint32_t *row, uint32_t *col);
/** Its box in 1/10 mm, from what was noted while its page passed. */
void gr_readback_place(gr_readback_figure *figure, const gr_figure_spot *spot);

#endif
