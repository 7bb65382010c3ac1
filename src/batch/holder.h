#ifndef GR_BATCH_HOLDER_H
#define GR_BATCH_HOLDER_H
/* Who holds a lock: the line in its file, and whether that process still lives. */
#include "base/str.h"

typedef struct batch_holder {
    gr_str host;
    gr_str kernel; /* boot and process numbers' own world: containers have numbers of their own */
    int64_t process, start; /* start: in clock ticks since boot; numbers are used again */
    int64_t taken;          /* seconds since 1970 UTC, by the clock of the file system */
} batch_holder;

typedef enum batch_pulse {
    BATCH_LIVES,
    BATCH_GONE,
    BATCH_NOT_SEEN /* from here: on another machine, or hidden from us */
} batch_pulse;

/** This process as a line. `id` makes it a line that was never written before. */
gr_str batch_holder_line(gr_str id, int64_t taken, gr_arena *arena);
/** Views into `line`. False when it is no such line. */
GR_MUST_USE bool batch_holder_parse(gr_str line, batch_holder *out);
batch_pulse batch_holder_pulse(const batch_holder *holder);
/** "process 4711 on 'host', since 2026-11-22 04:15 UTC" */
gr_str batch_holder_name(const batch_holder *holder, gr_arena *arena);

#endif
