#ifndef GR_SOURCE_NOTATION_PRIV_H
#define GR_SOURCE_NOTATION_PRIV_H
/* <notation>: how a source writes its numbers. */
#include "source_priv.h"

typedef enum gr_minus {
    GR_MINUS_LEADING,    /* -5  */
    GR_MINUS_TRAILING,   /* 5-  */
    GR_MINUS_PARENTHESES /* (5) */
} gr_minus;
typedef enum gr_percent {
    GR_PERCENT_NONE,
    GR_PERCENT_SHARE, /* 12,5% is 0.125 */
    GR_PERCENT_POINTS /* 12,5% is 12.5  */
} gr_percent;

struct gr_number_form {
    gr_str name;
    char decimal, group; /* group '\0': no marks of thousands */
    gr_minus minus;
    gr_percent percent;
    bool exponent;
    bool binary;      /* a double, with all the digits that its program wrote */
    gr_str *currency; /* signs that mean euros */
    size_t n_currency, cap_currency;
};

typedef struct gr_bare { /* a number without what stands around its digits */
    gr_str digits;
    bool minus, currency, percent; /* what stood there */
} gr_bare;
typedef struct gr_digits {
    gr_str digits; /* no marks */
    int places;    /* of them behind the mark; below 0: zeros to come */
    bool moved;    /* by an exponent */
} gr_digits;

/* ---- notation.c ---- */

void gr_notation_strip(const gr_number_form *notation, gr_type type, gr_str text, gr_bare *out);
/** False when `text` is not digits as this notation groups and marks them. */
bool gr_notation_digits(const gr_number_form *notation, gr_str text, gr_arena *arena,
                        gr_digits *out);
/** No-break, narrow, figure and thin spaces as plain ones. */
gr_str gr_notation_spaces(gr_str text, gr_arena *arena);
/** Takes a minus of this kind off, and the space beside it. */
bool gr_notation_minus(gr_minus kind, gr_str *rest);

/* ---- binary.c ---- */

/** Rounds to the digits that a double holds for certain. */
void gr_binary_round(gr_digits *number, gr_arena *arena);
/** binary= of a field over what its notation says. */
const gr_number_form *gr_field_binary(const gr_describing *describing, const gr_xml_elem *elem,
                                      gr_type type, const gr_number_form *inherited);

#endif
