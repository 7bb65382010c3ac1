#ifndef GR_MOMENT_PRIV_H
#define GR_MOMENT_PRIV_H
/* A moment in words and signs. */
#include "base/moment.h"

#define GR_MOMENT_NO_SUCH_DAY INT32_MIN /* 31-2-2024 */
#define GR_MOMENT_TOKENS      40        /* more than anybody writes for a moment */

typedef enum gr_moment_token_kind {
    GR_TOKEN_END,
    GR_TOKEN_NUMBER,  /* nr: 1 or 2 digits */
    GR_TOKEN_ORDINAL, /* nr: 1e, first */
    GR_TOKEN_YEAR,    /* nr: four digits */
    GR_TOKEN_DAY,     /* nr: a gr_day: 2024-07-01 */
    GR_TOKEN_PERIOD,  /* nr: year * 100 + month, or + 20 + quarter */
    GR_TOKEN_MONTH,
    GR_TOKEN_WEEKDAY,
    GR_TOKEN_QUARTER, /* nr 0: the word, its number stands beside it */
    GR_TOKEN_HALF,    /* the same */
    GR_TOKEN_HALF_WORD,
    GR_TOKEN_SEASON,
    GR_TOKEN_WEEK,
    GR_TOKEN_SCHOOL,
    GR_TOKEN_PART, /* nr: 0 begin, 1 middle, 2 end */
    GR_TOKEN_OF,
    GR_TOKEN_AND,
    GR_TOKEN_COMMA,
    GR_TOKEN_SLASH,
    GR_TOKEN_DASH,
    GR_TOKEN_TO,
    GR_TOKEN_UP_TO,
    GR_TOKEN_SINCE
} gr_moment_token_kind;

typedef struct gr_moment_token {
    gr_moment_token_kind kind;
    int32_t nr;
} gr_moment_token;

/** False: something is not understood, or there is nothing. Ends in GR_TOKEN_END. */
bool gr_moment_tokens(gr_str text, gr_moment_token *out, size_t *out_n);
/** 1-7-2024 as a day; its bytes, or 0. */
size_t gr_moment_day_first(gr_str text, gr_moment_token *out);

#endif
