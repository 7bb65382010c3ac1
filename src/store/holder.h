#ifndef GR_STORE_HOLDER_H
#define GR_STORE_HOLDER_H
/* Who holds a lock: the line in its file, and whether that process still lives. */
#include "base/str.h"

typedef struct gr_holder {
    gr_str host;
    gr_str kernel; /* boot and process numbers' own world: containers have numbers of their own */
    int64_t process, start; /* start: in clock ticks since boot; numbers are used again */
    int64_t taken;          /* seconds since 1970 UTC, by the clock of the file system */
} gr_holder;

typedef enum gr_pulse {
    GR_PULSE_LIVES,
    GR_PULSE_GONE,
    GR_PULSE_NOT_SEEN /* from here: on another machine, or hidden from us */
} gr_pulse;

/** This process as a line. `id` makes it a line that was never written before. */
gr_str gr_holder_line(gr_str id, int64_t taken, gr_arena *arena);
/** Views into `line`. False when it is no such line. */
GR_MUST_USE bool gr_holder_parse(gr_str line, gr_holder *out);
gr_pulse gr_holder_pulse(const gr_holder *holder);
/** "process 4711 on 'host', since 2026-11-22 04:15 UTC" */
gr_str gr_holder_name(const gr_holder *holder, gr_arena *arena);

#endif
