#ifndef GR_PLAN_WAIVED_H
#define GR_PLAN_WAIVED_H
/* Which waivers the editions of a run needed. Whether one was needed by none is known when all of
 * them were made, by whoever put their rows together: it knows no descriptor. */
#include "plan/work.h"

typedef struct gr_waived_place { /* of a waiver of a report's control */
    gr_str check, file;          /* the descriptor that it stands in */
    uint32_t line, col;
    bool used; /* the edition needed it */
} gr_waived_place;

/** One more in gr_plan_row.waived. */
void gr_waived_add(const gr_waived_place *waiver, gr_buf *out);
/** WAIVER_UNUSED for each that no edition needed, of reports all editions of which were made. */
void gr_waived_tell(const gr_work *work, gr_arena *arena, gr_diag *diag);

#endif
