#ifndef GR_LOOKBACK_EVENTS_H
#define GR_LOOKBACK_EVENTS_H
/* What a scheduled run tells while it is at work: lines of JSON for machines, which `log --json`
 * has of runs that are over, or a line an edition for people. */
#include "base/clock.h"
#include "journal/journal.h"
#include "plan/work.h"

typedef struct gr_events {
    bool json;    /* for machines */
    bool by_line; /* else a line for each edition */
    gr_str zone;  /* of moments */
    gr_run_clock clock;
    void (*say)(gr_str line); /* onto stdout */
    gr_arena *arena;
} gr_events;
void gr_event_began(const gr_events *events, const gr_journal_run *entry);
void gr_event_row(const gr_events *events, const gr_plan_row *row);
/** With all that was said: of editions too, when that was put together. */
void gr_event_ended(const gr_events *events, const gr_journal_run *entry, gr_exit result,
                    const gr_diag *diag);

#endif
