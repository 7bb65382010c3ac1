#ifndef GR_TEXT_LINE_BREAK_H
#define GR_TEXT_LINE_BREAK_H
/* Where lines end: over the whole paragraph at once (Knuth and Plass, Breaking paragraphs into
 * lines, 1981). Knows boxes, glue and penalties, no fonts. All lengths 1/1000 pt. */
#include "base/arena.h"
#include "base/value.h"

typedef enum gr_break_kind { GR_BREAK_BOX, GR_BREAK_GLUE, GR_BREAK_PENALTY } gr_break_kind;
#define GR_BREAK_NEVER  10000
#define GR_BREAK_FORCED (-10000)
typedef struct gr_break_item {
    gr_break_kind kind;
    gr_mpt width;           /* PENALTY: width added when the line ends here (the hyphen) */
    gr_mpt stretch, shrink; /* GLUE */
    int32_t penalty;        /* PENALTY: GR_BREAK_FORCED .. GR_BREAK_NEVER */
    bool hyphen;            /* PENALTY: two in a row cost more */
    bool dash;              /* PENALTY: so does a line end behind a hyphen of the text itself */
} gr_break_item;
typedef struct gr_break_rules {
    gr_mpt width;             /* of the lines */
    gr_mpt first;             /* taken off the first line (an indent); may be negative */
    bool justify;             /* else ragged: the right edge is free, but not wildly */
    uint8_t hyphens_in_a_row; /* more are dear; 0: any */
} gr_break_rules;
typedef struct gr_line_end {
    size_t item;  /* index of the glue or penalty where the line ends (n for the last line) */
    gr_mpt width; /* natural width of the line, hyphen included */
    gr_mpt stretch, shrink; /* what its glue can give */
    bool overfull;          /* wider than allowed even when shrunk */
} gr_line_end;
/** Always ends: where no legal breaks exist a line is overfull. `items` end with a forced penalty.
 */
size_t gr_break_lines(const gr_break_item *items, size_t n, const gr_break_rules *rules,
                      gr_arena *arena, gr_line_end **out_lines);

#endif
