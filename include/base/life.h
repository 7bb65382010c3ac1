#ifndef GR_BASE_LIFE_H
#define GR_BASE_LIFE_H
/* Where a document stands between its first concept and the archive. */
#include "base/str.h"
#include "base/value.h"

typedef enum gr_life_status {
    GR_LIFE_NONE, /* its report has no life cycle; for one that has: nothing was released yet */
#define GR_LIFE_STATUS(ID, word) GR_LIFE_##ID,
#include "base/life_statuses.def"
#undef GR_LIFE_STATUS
    GR_LIFE__COUNT
} gr_life_status;
extern const char *const gr_life_words[GR_LIFE__COUNT]; /* "concept", ...; NONE: "" */

typedef struct gr_life {
    gr_life_status status;
    uint32_t version; /* 1..; of a concept: the one it is going to be; 0 is taken for 1 */
    gr_day date;      /* of the release; a CONCEPT has none */
    gr_str by;        /* who brought it to this status: "college van B en W"; may be empty */
    gr_str because;   /* CORRECTED: one line that says what changed */
} gr_life;

/** The status whose word this is; false, and *out untouched, when there is none. */
GR_MUST_USE bool gr_life_parse(gr_str word, gr_life_status *out);
bool gr_life_is_released(const gr_life *life); /* so that it has a date: offered or later */

#endif
