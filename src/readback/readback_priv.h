#ifndef GR_READBACK_PRIV_H
#define GR_READBACK_PRIV_H
#include "readback/readback.h"

/** bare.c: a text without white space and what lines end in, behind what `out` has. */
void gr_bare_add(gr_str text, gr_buf *out);
/** cell_number.c: a number of a cell is the value of a figure ("12.50 EUR", "25/31", "2022-12-31").
 */
bool gr_cell_has_number(gr_str cell, gr_str value);

#endif
