#ifndef GR_BATCH_USED_H
#define GR_BATCH_USED_H
/* What two versions were made from, held against each other: the lines of their used.tsv (key.c).
 */
#include "base/arena.h"
#include "base/str.h"

typedef enum used_kind { /* as people are told, in this order */
                         USED_VALUE,
                         USED_DERIVED,
                         USED_ROWS,
                         USED_EXPORT,
                         USED_REPORT,
                         USED_STYLE,
                         USED_FONT,
                         USED_FILE,
                         USED_FORMATS,
                         USED_ENGINE,
                         USED_DOCUMENT,
                         USED__COUNT
} used_kind;
extern const char *const used_words[USED__COUNT]; /* as the lines begin */

typedef enum used_change { USED_CHANGED, USED_NEW, USED_GONE, USED_CHANGE__COUNT } used_change;

typedef struct used_difference {
    used_kind kind;
    used_change change;
    gr_str key;           /* its columns that name it, tabs between; empty: there is one only */
    gr_str before, after; /* the other columns; of CHANGED both */
} used_difference;

/** All differences, in the order of the lines. Lines of a kind that is not known are left out: a
 *  newer griffie wrote them. Strings are views of the two texts. */
void used_compare(gr_str before, gr_str after, gr_arena *arena, used_difference **out,
                  size_t *out_n);

#endif
