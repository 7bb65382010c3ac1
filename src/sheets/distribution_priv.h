#ifndef GR_SHEETS_DISTRIBUTION_PRIV_H
#define GR_SHEETS_DISTRIBUTION_PRIV_H
/* One amount that is divided, on its way to the sheet of distributions. */
#include "sheets_priv.h"

__extension__ typedef __int128 gr_wide;

enum {
    COLUMN_NAME,
    COLUMN_WEIGHT,
    COLUMN_UNITS,
    COLUMN_REST,
    COLUMN_TURN,
    COLUMN_RANK,
    COLUMN_PART,
    COLUMN_PUBLISHED,  /* as the document has it, whatever is typed */
    COLUMN_DIFFERENCE, /* what that moves */
    N_COLUMNS
};

typedef struct gr_divided {
    const gr_origin *part;     /* its operands: total, weight, all weights, unit, turn */
    uint32_t division, nr;     /* which amount is divided; the order in which they were met */
    const gr_cell_spot *shown; /* its first cell in a table; NULL: only in a sum */
    gr_area at;                /* where it is worked out; row 0: nowhere */
} gr_divided;

typedef struct gr_sharing_out { /* on its way to the sheet */
    gr_sheet_draft *draft;
    gr_draft_sheet *sheet;
    const gr_origin *total, *weights; /* the weights are the operands of their sum, in turn */
    gr_money unit;
    uint8_t scale;     /* decimals that weights have */
    size_t first, end; /* in draft->divided: parts that the document shows */
    uint32_t total_row, units_row, first_row, sum_row;
    int64_t *scaled;
    gr_money *parts;
} gr_sharing_out;

/** In which turn it is, from 0. */
size_t gr_part_turn(const gr_divided *one);

/* distribution_words.c */
/** As the table calls who takes part; who is in none as another division calls him that has this
 *  weight, else by the key of the weight. */
gr_str gr_sharing_member(const gr_sharing_out *d, size_t nr);
/** "Bijdragen per gemeente – Inkoop": the table that shows it, and where in it; when none does what
 *  is divided. */
gr_str gr_sharing_title(const gr_sharing_out *d);

/* distribution_cells.c */
gr_wide gr_sharing_units(const gr_sharing_out *d); /* whole ones in its total */
/** Its title, what is divided, a row for each who takes part, their sums; from `first_row` on. */
GR_MUST_USE gr_status gr_sharing_write(gr_sharing_out *d, uint32_t first_row);

#endif
