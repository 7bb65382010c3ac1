#ifndef GR_BASE_MOMENT_H
#define GR_BASE_MOMENT_H
/* Days and stretches of time as people write them in plans, in Dutch and in English: "Q2 2024",
 * "Q3/Q4", "medio 2024", "begin september", "22 en 25 mei", "voorjaar 2025", "first half of 2024".
 * What is understood stands in docs/descriptors.md; all else is refused, never guessed. */
#include "base/date.h"

typedef struct gr_moment {
    gr_day first, last;
    bool since, until; /* "vanaf Q2 2024" has no end, "tot en met 2024" no beginning: that day is
                          the first, or the last, of the years that there are */
} gr_moment;

typedef enum gr_moment_fault {
    GR_MOMENT_FINE,
    GR_MOMENT_WORDS,     /* something in it is not understood */
    GR_MOMENT_NO_YEAR,   /* "begin september", and nobody says of which year */
    GR_MOMENT_NO_MONTH,  /* "22 en 25" */
    GR_MOMENT_NO_DAY,    /* 31 april */
    GR_MOMENT_WEEKDAY,   /* "maandag 2 juli 2024" is a Tuesday */
    GR_MOMENT_WINTER,    /* "winter 2024" lies in two years */
    GR_MOMENT_TWO_YEARS, /* "2024-2025": two years, or a school year? */
    GR_MOMENT_UP_TO,     /* "tot juli": with it, or without? */
    GR_MOMENT_BACKWARDS  /* it ends before it begins */
} gr_moment_fault;

/** `year`: of words that say none; 0: they are refused. *out is left alone unless all is fine. */
GR_MUST_USE gr_moment_fault gr_moment_parse(gr_str text, int32_t year, gr_moment *out);
/** What to do about it, as the end of a message. */
const char *gr_moment_remedy(gr_moment_fault fault);

#endif
