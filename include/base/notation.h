#ifndef GR_BASE_NOTATION_H
#define GR_BASE_NOTATION_H
/* How values look in print: the formats a descriptor may name, and the notation a house style
 * sets. Pure data; the text is made in `format`. Source of the Dutch defaults:
 * Taaladvies on numbers and amounts (see docs/descriptors.md). */
#include "base/value.h"

typedef enum gr_format_kind {
#define GR_FORMAT(ID, name, fits, places, shift, about) GR_FORMAT_##ID,
#include "base/formats.def"
#undef GR_FORMAT
    GR_FORMAT__COUNT
} gr_format_kind;

/** `percent(1)`: places 1. 0xFF: as the value has them. */
typedef struct gr_format {
    gr_format_kind kind;
    uint8_t places;
} gr_format;
#define GR_PLACES_OWN 0xFF

/** What formats.def says of a format. */
typedef struct gr_format_fact {
    const char *name;
    uint32_t fits; /* a bit for each gr_type whose values it can show */
    int8_t places; /* decimals that it shows, or one of these */
    int8_t shift;  /* places that the point moves to the left */
} gr_format_fact;
#define GR_PLACES_ASKED (-1) /* as many as are asked for: number(1) */
#define GR_PLACES_NONE  (-2) /* it shows no decimals */
extern const gr_format_fact gr_format_facts[GR_FORMAT__COUNT];
/** True when values of `type` can be printed in this format. */
bool gr_format_fits(gr_format_kind kind, gr_type type);
/** How many decimals of the value itself a format shows; -1: by size, or as many as there are. */
int gr_format_decimals(gr_format format);

/** Words of one language that dates, ordinals and small numbers need. */
typedef struct gr_language {
    const char *tag; /* "nl" */
    const char *months[12], *weekdays[7], *quarters[4];
    const char *months_short[12]; /* "jan": where there is no room    */
    const char *quarter_short;    /* "kw ", before its number         */
    const char *quarter;          /* "kwartaal"                       */
    const char *approx;           /* "ca"                   */
    const char *over, *nearly;    /* "ruim", "bijna": more, less than is said */
    const char *fractions[5];     /* "een kwart", a third, half, two thirds, three quarters */
    const char *rose, *fell;      /* "gestegen met", before how much */
    const char *unchanged, *nearly_unchanged; /* "gelijk gebleven" */
    const char *more_than, *less_than;        /* "meer dan", behind how much */
    const char *as_much, *nearly_as_much;     /* "evenveel als" */
    const char *up_to;                        /* "t/m": between the ends of a range */
    const char *million;                      /* "miljoen"              */
    const char *yes, *no, *and_word;          /* "ja", "nee", "en"      */
    const char *outcome[3];                   /* "V", "N", "–"          */
    const char *outcome_spoken[3];            /* "voordeel", "nadeel"   */
    const char *number_words[21];             /* "nul" .. "twintig"     */
    const char *ordinal_suffix;               /* "e"                    */
    const char *ordinal_ends[4]; /* of numbers that end in 1, 2, 3, but for 11 to 13: "st" at 1;
                                    NULL: the suffix */
} gr_language;
const gr_language *gr_language_find(gr_str tag); /* NULL when unknown; "nl-NL" finds "nl" */
/** "e", "st": what stands behind the number. */
gr_str gr_ordinal_suffix(const gr_language *language, int64_t number);

typedef struct gr_notation {
    const gr_language *language;
    gr_str decimal_mark, group_mark; /* "," and "."                                         */
    gr_str money_gap;                /* between the euro sign and digits: U+00A0, or empty  */
    gr_str percent_gap;              /* between digits and %                                */
    gr_str minus;                    /* U+2212                                              */
    gr_str missing, not_applicable, suppressed, nothing; /* signs: ".", "n.v.t.", "x", "–"  */
    gr_str outcome[3], outcome_spoken[3]; /* labels of the house style; empty: its language's */
    gr_str yes, no;                       /* the same */
} gr_notation;

/** What `outcome(v)` yields: codes V (above zero), N (below) and - (zero), in this order. */
typedef enum gr_outcome { GR_OUTCOME_GAIN, GR_OUTCOME_LOSS, GR_OUTCOME_EVEN } gr_outcome;
extern const char *const gr_outcome_codes[3];
/** The outcome whose code this is; GR_OUTCOME_EVEN for any other text. */
gr_outcome gr_outcome_of(gr_str code);
/** "ja", "nee". `notation` may be NULL: plain English. */
gr_str gr_truth_text(bool yes, const gr_notation *notation);
/** What stands on paper for it, and what is read out. `notation` may be NULL: plain English. */
gr_str gr_outcome_sign(gr_outcome outcome, const gr_notation *notation);
gr_str gr_outcome_spoken(gr_outcome outcome, const gr_notation *notation);

#endif
