#ifndef GR_LAYOUT_PASSING_H
#define GR_LAYOUT_PASSING_H
/* Memory that goes with the pages. What a handler takes of the generation at hand lives until it
 * returns, or until it lets another block be laid out in a flow with a builder; a strip keeps alive
 * what is as old as its `born`. */
#include "base/fwd.h"

typedef struct gr_passing gr_passing;

GR_NEVER_NULL gr_passing *gr_passing_new(gr_arena *keep); /* the list lives in `keep` */
/** Frees all and begins the first generation: where memory is taken from here on. */
GR_NEVER_NULL gr_arena *gr_passing_restart(gr_passing *passing);
void gr_passing_end(gr_passing *passing); /* all of it is freed */
/** Begins a generation when the one at hand is full; where memory is taken from here on. */
GR_NEVER_NULL gr_arena *gr_passing_begin(gr_passing *passing);
/** Number of the generation at hand: what is taken now was born in it. */
uint32_t gr_passing_number(const gr_passing *passing);
/** What lives longer than the blocks in it (a table): until it is closed, and the strips that were
 *  made before that are on their pages. */
GR_NEVER_NULL gr_arena *gr_passing_apart(gr_passing *passing);
void gr_passing_close(gr_passing *passing, const gr_arena *apart);
size_t gr_passing_bytes(const gr_passing *passing);
/** Frees what is older than `oldest`; never the generation at hand. */
void gr_passing_free(gr_passing *passing, uint32_t oldest);

#endif
