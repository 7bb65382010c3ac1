#ifndef GR_PROVENANCE_USED_H
#define GR_PROVENANCE_USED_H
/* What two versions were made from, held against each other: the lines of their used.tsv (key.c).
 */
#include "base/arena.h"
#include "base/str.h"

typedef enum gr_used_kind { /* as people are told, in this order */
                            GR_USED_VALUE,
                            GR_USED_DERIVED,
                            GR_USED_ROWS,
                            GR_USED_EXPORT,
                            GR_USED_DAY,
                            GR_USED_REPORT,
                            GR_USED_STYLE,
                            GR_USED_FONT,
                            GR_USED_FILE,
                            GR_USED_FORMATS,
                            GR_USED_ENGINE,
                            GR_USED_DOCUMENT,
                            GR_USED__COUNT
} gr_used_kind;
extern const char *const gr_used_words[GR_USED__COUNT]; /* as the lines begin */

typedef enum gr_used_change {
    GR_USED_CHANGED,
    GR_USED_NEW,
    GR_USED_GONE,
    GR_USED_CHANGE__COUNT
} gr_used_change;

typedef struct gr_used_difference {
    gr_used_kind kind;
    gr_used_change change;
    gr_str key;           /* its columns that name it, tabs between; empty: there is one only */
    gr_str before, after; /* the other columns; of CHANGED both */
} gr_used_difference;

/** All differences, in the order of the lines. Lines of a kind that is not known are left out: a
 *  newer griffie wrote them. Strings are views of the two texts. */
void gr_used_compare(gr_str before, gr_str after, gr_arena *arena, gr_used_difference **out,
                     size_t *out_n);

#endif
