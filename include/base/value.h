#ifndef GR_BASE_VALUE_H
#define GR_BASE_VALUE_H
/* One typed value, and the unit types. */
#include "base/num.h"

typedef int32_t gr_mpt; /* length in 1/1000 point (1 mm = 2835); the type name is the unit */
typedef int32_t gr_day; /* days since 1970-01-01 */

typedef enum gr_type {
    GR_T_NONE,
    GR_T_BOOL,
    GR_T_INT,
    GR_T_DECIMAL,
    GR_T_MONEY,
    GR_T_RATIO, /* a quotient, exact: 25/31 */
    GR_T_DATE,
    GR_T_PERIOD,
    GR_T_YEAR, /* 1 to 9999: no grouping in print, and a year plus a number is a year */
    GR_T_TEXT,
    GR_T_CODE,
    GR_T_REF,
    GR_T_MISSING,        /* the export left it out                                    */
    GR_T_NOT_APPLICABLE, /* there is nothing to say here                              */
    GR_T_SUPPRESSED,     /* hidden on purpose; swallows whatever is computed from it  */
    GR_T_ROUGH,          /* "ca 114": over hidden numbers; no number, no operand of one */
    GR_T_POISON          /* its failure is already reported; swallow follow-ups       */
} gr_type;

/** How a field that holds whole paragraphs is written in its export: form= of a source field. */
typedef enum gr_text_form {
    GR_FORM_NONE,  /* an ordinary text: one line */
    GR_FORM_PLAIN, /* lines; a blank one between paragraphs */
    GR_FORM_MARKDOWN,
    GR_FORM_HTML, /* as text: in CDATA, or with &lt; */
    GR_FORM_XHTML /* as elements of the export */
} gr_text_form;

typedef enum gr_period_kind {
    GR_PERIOD_YEAR,    /* 2022                                      */
    GR_PERIOD_SCHOOL,  /* 2021-2022: starts in `year`               */
    GR_PERIOD_QUARTER, /* 2022-Q3: nr 1..4                          */
    GR_PERIOD_MONTH    /* 2022-03: nr 1..12                         */
} gr_period_kind;
typedef struct gr_period {
    gr_period_kind kind;
    int32_t year;
    uint8_t nr;
} gr_period;

typedef struct gr_code_text { /* a code and what people call it */
    gr_str code, label;
} gr_code_text;

/** A record: its table and row. A variable of a loop is one; so is a reference that was followed.
 */
typedef struct gr_ref {
    const gr_table *table;
    uint32_t row;
} gr_ref;

/** The cell of a value that is hidden on purpose, so that a sum can tell which cells it is over. It
 * leads to no number: the table has dropped it. */
typedef struct gr_suppressed {
    const gr_table *table; /* NULL: worked out from something hidden */
    uint32_t row, column;
} gr_suppressed;

typedef struct gr_rough gr_rough;

typedef struct gr_value {
    gr_type type;
    const gr_origin *origin; /* NULL only for NONE and POISON */
    union {                  /* read only the arm named by type */
        bool b;
        int64_t i; /* INT, YEAR */
        gr_decimal dec;
        gr_money money;
        gr_ratio ratio;
        gr_day day;
        gr_period period;
        gr_str text;
        gr_code_text code;
        gr_ref ref;
        gr_suppressed suppressed; /* SUPPRESSED */
        const gr_rough *rough;    /* ROUGH */
    } as;
} gr_value;

/** What is said of a number that hidden ones have a part in: worked out from what is shown, from
 * where something is hidden and from constants of the descriptor, never from what is hidden. The
 * three are numbers of one type, without origins; the number itself lies from `least` to `most`. */
struct gr_rough {
    gr_value about, least, most;
    bool as_range; /* printed as its ends; else as "ca" and `about` */
};

const char *gr_type_name(gr_type type); /* "money", "int", ...: in what is kept; it never changes */
/** "money", "integer", "yes or no", ...: in messages, as descriptors spell them. */
const char *gr_type_said(gr_type type);
/** In 1/10 mm, the nearest; and where such a tenth begins. */
int64_t gr_tenths_of(gr_mpt length);
gr_mpt gr_tenth_begin(int64_t tenth);
bool gr_value_is_number(const gr_value *v); /* int, decimal, money, ratio */
bool gr_value_is_absent(const gr_value *v); /* missing, not applicable, suppressed */
/** Something hidden has a part in it: no difference with it may be told. */
bool gr_value_is_guarded(const gr_value *v);
/** The number by which a value is sorted and drawn: of a ROUGH one `about`, else itself. */
GR_NEVER_NULL const gr_value *gr_value_about(const gr_value *v);
/** The value for as long as `arena` lives: what a ROUGH one points at is copied. Texts are not. */
gr_value gr_value_keep(gr_arena *arena, const gr_value *v);
/** Equal type (whole numbers, decimals and years meet as numbers) and content; origins are not
 * compared. */
bool gr_value_eq(const gr_value *a, const gr_value *b);
/** Order of two values of one type: numbers, dates, periods by size, text and codes by bytes,
 *  records by row. Values of unlike types are ordered by type; absent values sort last. */
int gr_value_cmp(const gr_value *a, const gr_value *b);
/** Stable text for dumps, keys and indexes: 1234.50 EUR, 2022-01-31, 30.3, true, (missing). Equal
 *  numbers give equal text (30.30 is 30.3). Not for print. */
void gr_value_add(const gr_value *v, gr_buf *out);

#endif
