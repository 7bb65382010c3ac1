#ifndef GR_BASE_INTERN_H
#define GR_BASE_INTERN_H
/* Text to a small number and back; a hash index whose iteration order is insertion order. */
#include "base/str.h"

typedef struct gr_intern gr_intern;
GR_NEVER_NULL gr_intern *gr_intern_new(gr_arena *arena);
uint32_t gr_intern_add(gr_intern *in,
                       gr_str text); /* the same number for the same text; copies it */
/** The same, when gr_str_hash of the text is known. */
uint32_t gr_intern_add_hashed(gr_intern *in, gr_str text, uint64_t hash);
/** For who adds several texts: of each first where it is looked for, then what stands there, so
 * that the waits for memory fall together. Nothing but speed depends on it. */
void gr_intern_fetch_slot(const gr_intern *in, uint64_t hash);
void gr_intern_fetch_text(const gr_intern *in, uint64_t hash);
/** No more texts for now: what finds them is dropped, and made again by who adds or looks for one.
 *  Before that is the time to start processes that share the list. */
void gr_intern_rest(gr_intern *in);
/** May make the index first: `in` says the same afterwards. */
bool gr_intern_find(gr_intern *in, gr_str text, uint32_t *out);
gr_str gr_intern_text(const gr_intern *in, uint32_t id);
uint32_t gr_intern_count(const gr_intern *in);

/** The candidate that `name` most probably means, or the empty text: at most a third of its
 *  letters (and at least one edit) away; swapped neighbours count as one edit. */
gr_str gr_suggest(gr_str name, const gr_str *candidates, size_t n);
/** "; did you mean 'x'?", or the whole list when nothing comes near and it is short; else nothing.
 */
gr_str gr_advice(gr_arena *arena, gr_str name, const gr_str *candidates, size_t n);

#endif
