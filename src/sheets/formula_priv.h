#ifndef GR_SHEETS_FORMULA_PRIV_H
#define GR_SHEETS_FORMULA_PRIV_H
/* One formula while it is built. */
#include "base/visited.h"
#include "sheets_priv.h"

/** Which rows the sums in a row of totals are over: see formula_members.c. */
typedef struct gr_members gr_members;

typedef struct gr_building {
    gr_sheet_draft *draft;
    const gr_spot_index *index;
    gr_forms *forms;
    const gr_cell_spot *asker;
    gr_visited seen; /* places in `made`, from 1: an operand that is shared is built once */
    const gr_fx **made;
    size_t n_made, cap_made;
    size_t nodes_left;
    size_t *search_left; /* combinations that may still be tried, of the workbook */
    gr_members *members;
    uint32_t list_nr; /* of the formula */
    bool learns;      /* its lists are noted in `members`; else they are completed from there */
    bool refers;      /* to a cell at all */
} gr_building;

/* formula_members.c */
GR_NEVER_NULL gr_members *gr_members_new(gr_arena *arena);
void gr_members_note(const gr_building *b, const gr_fx *list);
/** Adds the cells of such rows in which this column has nothing yet. */
void gr_members_complete(gr_building *b, gr_fx *list);

/* formula_build.c */
GR_NEVER_NULL gr_fx *gr_fx_new(gr_building *b, gr_fx_kind kind, size_t n_args);
GR_NEVER_NULL const gr_fx *gr_fx_area(gr_building *b, gr_area area);
GR_NEVER_NULL const gr_fx *gr_fx_cell(gr_building *b, const gr_cell_spot *spot);
/** As the origin was worked out, over the cells of its operands; NULL when one has none. */
const gr_fx *gr_fx_build(gr_building *b, const gr_origin *origin);

/* formula_missing.c */
/** A figure that is missing as its cells are now, live; NULL: not all operands have a cell. */
const gr_fx *gr_fx_missing(gr_building *b);
/** When the sum of what is known in the asker's cell is whole: "=COUNT(C4:C6)=3"; empty: never,
 *  as something that is missing in it has no cell. */
gr_str gr_fx_complete(gr_building *b);
/** What is missing in `part` is missing in `whole`, a sum of what is known. */
bool gr_fx_lacks_with(gr_building *b, const gr_origin *part, const gr_origin *whole);

/* formula_find.c */
/** The asker's figure as cells around it give it, the simplest way first; `nr` counts the ways.
 * False when there are no more; *out is NULL for a way that does not lead there. */
bool gr_fx_find(gr_building *b, unsigned nr, const gr_fx **out);
/** The same of a quantity that has no cell, as if it stood in that of the asker; NULL: no way. */
const gr_fx *gr_fx_simplest(gr_building *b, const gr_origin *origin);

#endif
