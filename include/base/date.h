#ifndef GR_BASE_DATE_H
#define GR_BASE_DATE_H
/* Civil days (proleptic Gregorian) and periods. No clock, no time zone. */
#include "base/value.h"

typedef struct gr_civil {
    int32_t year;
    uint8_t month, day; /* 1-based */
} gr_civil;

gr_day gr_day_of(gr_civil civil);
gr_civil gr_civil_of(gr_day day);
uint8_t gr_weekday(gr_day day); /* 1 Monday .. 7 Sunday (ISO 8601) */
#define GR_YEAR_FIRST 1
#define GR_YEAR_LAST  9999

/** 2022-01-31, or 2022-01-31T00:00:00 of which the time is dropped. From 0001 to 9999. */
GR_MUST_USE bool gr_date_parse(gr_str text, gr_day *out);
/** A year from 1 to 9999: one to four digits, nothing else. */
GR_MUST_USE bool gr_year_parse(gr_str text, int64_t *out);
/** 2022 | 2021-2022 (school year) | 2022-Q3 | 2022-03. */
GR_MUST_USE bool gr_period_parse(gr_str text, gr_period *out);
gr_day gr_period_first(gr_period period);
gr_day gr_period_last(gr_period period);

#endif
