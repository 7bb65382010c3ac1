#ifndef GR_SOURCE_DAY_PRIV_H
#define GR_SOURCE_DAY_PRIV_H
/* How a source writes its dates, periods and years: as ISO 8601 has them, by a pattern such as
 * dd-mm-yyyy, or as the serial number of a spreadsheet. */
#include "base/date.h"
#include "writing_priv.h"

typedef enum gr_day_part {
    GR_DAY_LITERAL,
    GR_DAY_YEAR,       /* yyyy: four digits */
    GR_DAY_YEAR_SHORT, /* yy */
    GR_DAY_MONTH,      /* mm */
    GR_DAY_MONTH_ANY,  /* m: one digit or two */
    GR_DAY_MONTH_NAME, /* mmm, mmmm: jan, januari, January */
    GR_DAY_DAY,        /* dd */
    GR_DAY_DAY_ANY,    /* d */
    GR_DAY_WEEKDAY,    /* ddd, dddd: ma, maandag, Mon, Monday */
    GR_DAY_QUARTER,    /* q: one digit */
    GR_DAY_QUARTER_00, /* qq: 01 to 04 */
    GR_DAY_HOUR,       /* hh */
    GR_DAY_MINUTE,     /* mm behind hh */
    GR_DAY_SECOND,     /* ss, with decimals when there are any */
    GR_DAY_ZONE        /* z, Z: Z, UTC, GMT, +01:00, +0100 or +01 */
} gr_day_part;

typedef struct gr_day_step {
    gr_day_part part;
    gr_str literal;
} gr_day_step;

typedef enum gr_day_count {
    GR_DAYS_ISO,      /* no pattern: 2022-01-31, with a time and a zone or without */
    GR_DAYS_PATTERN,  /* as its steps */
    GR_DAYS_SERIAL,   /* 1 is 1900-01-01, and 60 a 29 February that 1900 never had */
    GR_DAYS_SERIAL_04 /* 0 is 1904-01-01 */
} gr_day_count;
typedef enum gr_day_zone {
    GR_ZONE_UNSAID,  /* as written; what looks like midnights elsewhere is refused */
    GR_ZONE_WRITTEN, /* the day that is written, whatever its zone */
    GR_ZONE_CET      /* the day in the Netherlands at that moment */
} gr_day_zone;

#define GR_DAY_STEPS 32
struct gr_day_form {
    gr_str pattern; /* as written; empty: ISO */
    gr_day_count count;
    gr_day_zone zone;
    bool has_years_from;
    int32_t years_from; /* of yy: the first of its hundred years */
    gr_day_step steps[GR_DAY_STEPS];
    size_t n_steps;
};

typedef struct gr_day_read { /* what a text says, part by part */
    int32_t year, second_year, month, day, quarter;
    uint8_t weekday; /* 1 Monday; 0: none */
    int32_t minute;  /* of the day; -1: no time */
    int32_t second;
    bool has_zone;
    int32_t offset;  /* minutes east of Greenwich */
    const char *why; /* it is none: NULL, or what cannot be */
} gr_day_read;

/* ---- day_pattern.c ---- */

/** False with what is wrong, from which byte on. */
bool gr_day_pattern(gr_str pattern, gr_type type, gr_day_form *out, size_t *out_bad,
                    const char **out_why);
bool gr_day_has(const gr_day_form *form, gr_day_part part);

/* ---- day_parts.c ---- */

/** The parts of `text`; false when it is not written so. Whether such a day exists is not asked. */
bool gr_day_parts(const gr_day_form *form, gr_str text, gr_day_read *out);

/* ---- day_zone.c ---- */

/** The day that is meant, in the zone of the form; false when it can't be told, `*out_why` says so.
 */
bool gr_day_in_zone(gr_day_zone zone, const gr_day_read *read, gr_day *inout_day,
                    const char **out_why);

#endif
