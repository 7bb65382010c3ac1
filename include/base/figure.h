#ifndef GR_BASE_FIGURE_H
#define GR_BASE_FIGURE_H
/* A printed figure: what a cell, an inline or a point of a chart shows. */
#include "base/notation.h"
#include "base/origin.h"

typedef struct gr_figure {
    gr_str id; /* stable within the document: "T-inkoop-contribution.gm0202.amount", "p14.f2" */
    gr_value value; /* typed, with its origin */
    gr_format format;
    gr_str text; /* as printed */
    /* What `text` ends in where something is missing and a descriptor says what stands for that:
     * all of it, or behind a sum of what is known ("€ 1.200 + p.m."). Empty: nothing is. */
    gr_str sign;
    gr_str spoken; /* what is read out for `sign`; empty: itself */
    /* Of a figure in the document's list: which one, from 1, and which expression of a descriptor
     * it shows (gr_doc.rules, from 1). 0: in none; not known. */
    uint32_t nr, rule;
} gr_figure;

/** Where a figure stands in print, as far as it stands on the first page that has any of it; from
 *  the left and from the top of the page. Page 0: it was not placed. */
typedef struct gr_figure_spot {
    uint32_t page; /* from 1 */
    gr_mpt left, top, right, bottom;
    bool drawn; /* it is drawn somewhere in there, and need not stand there in letters */
    bool more;  /* a later page has the rest of it, or all of it again */
} gr_figure_spot;

/** The cell of a workbook that shows a figure. No sheet: none does. */
typedef struct gr_figure_cell {
    gr_str sheet;
    uint32_t row, col; /* from 0 */
} gr_figure_cell;

#endif
