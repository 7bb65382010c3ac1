#ifndef GR_LAYOUT_PASSING_H
#define GR_LAYOUT_PASSING_H
/* Memory that goes with the pages, and the words that were shaped for them. What a handler takes of
 * the generation at hand lives until it returns, or until it lets another block be laid out in a
 * flow with a builder; a strip keeps alive what is as old as its `born`. */
#include "text/text.h"

typedef struct gr_passing gr_passing;

/** The list lives in `keep`. What was shaped before stays; `text` is NULL where all words stay. */
GR_NEVER_NULL gr_passing *gr_passing_new(gr_arena *keep, gr_text *text);
/** Frees all and begins the first generation: where memory is taken from here on. */
GR_NEVER_NULL gr_arena *gr_passing_restart(gr_passing *passing);
void gr_passing_end(gr_passing *passing); /* all of it is freed */
/** Begins a generation when the one at hand is full; where memory is taken from here on. */
GR_NEVER_NULL gr_arena *gr_passing_begin(gr_passing *passing);
/** Number of the generation at hand: what is taken now was born in it. */
uint32_t gr_passing_number(const gr_passing *passing);
/** What lives longer than the blocks in it (a table): until it is closed, and the strips that were
 *  made before that are on their pages. It has no words but its own. */
GR_NEVER_NULL gr_arena *gr_passing_apart(gr_passing *passing);
void gr_passing_close(gr_passing *passing, const gr_arena *apart);
size_t gr_passing_bytes(const gr_passing *passing);
/** The oldest generation of words that something of the living generations may have. */
uint32_t gr_passing_words(const gr_passing *passing);
/** Frees what is older than `oldest`; never the generation at hand. And words that are older than
 * `words`, which the page at hand may have, and than what is left. */
void gr_passing_free(gr_passing *passing, uint32_t oldest, uint32_t words);

#endif
