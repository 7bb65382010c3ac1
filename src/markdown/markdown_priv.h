#ifndef GR_MARKDOWN_PRIV_H
#define GR_MARKDOWN_PRIV_H
/* What the files of room `markdown` share: the text with its figures cut out, and the way back. */
#include "base/arena.h"
#include "markdown/markdown.h"

#define GR_FIRST_STAND_IN 0xE000u /* figure n is the character U+E000 + n */
#define GR_MOST_FIGURES   6400u   /* as many private-use characters there are in the BMP */

typedef struct gr_cursor { /* the place asked for last: the next one is mostly just behind it */
    size_t line_start, offset;
    uint32_t col;
} gr_cursor;

typedef struct gr_line_starts { /* lines of one text, for places */
    gr_str bytes;
    gr_loc from; /* the file, and the line in it that is the first one here */
    bool one;    /* all of it stands at `from`: it is a value of an export */
    const size_t *starts;
    size_t n;
    gr_cursor *cursor;
} gr_line_starts;

typedef struct gr_cut { /* from byte `cut` on, the text without figures is the file from `original`
                           on */
    size_t cut, original;
} gr_cut;

/* How a list was numbered in the file: digits and bullets are cmark's own. */
typedef enum gr_md_list {
    GR_MD_PLAIN,
    GR_MD_LETTER,
    GR_MD_ROMAN,
    GR_MD_CAPITAL,
    GR_MD_CAPITAL_ROMAN
} gr_md_list;

typedef struct gr_md_id { /* {#name}: what the block that it ends is called */
    gr_str name;
    size_t at; /* in the text without figures */
    gr_loc place;
    bool used;
} gr_md_id;

typedef struct gr_md_text {
    const gr_parse *parse;
    gr_line_starts lines;     /* of the file as it is */
    gr_str without;           /* what cmark sees: a stand-in for each figure, single braces */
    gr_line_starts cut_lines; /* of that */
    const gr_cut *cuts;
    size_t n_cuts;
    const gr_piece *figures;
    size_t n_figures;
    gr_md_id *ids;
    size_t n_ids, cap_ids;
    const bool *fenced;      /* by line: it is code, or a fence of it */
    const gr_md_list *kinds; /* of items, by line */
    const uint16_t *numbers; /* what such an item counts, by line */
    bool literal;            /* it stands in data: braces mean nothing, its place is one */
    bool failed;             /* something was reported */
    gr_loc *told;            /* where: a second fault at one place is the first one again */
    size_t n_told, cap_told;
} gr_md_text;

/** As gr_markdown_parse, of a text in data: no figures, and `at` is the place of all of it. */
GR_MUST_USE gr_status gr_markdown_literal(gr_str bytes, gr_loc at, const gr_parse *parse,
                                          gr_tnode **out_blocks);

/* lines.c */
gr_line_starts gr_lines_of(gr_arena *arena, gr_str bytes, gr_loc from);
gr_loc gr_lines_place(const void *lines, size_t offset); /* a gr_text_place over gr_line_starts */

/* cut.c */
void gr_md_check_bytes(gr_md_text *text);
/** Figures out, each parsed and kept with its place. */
void gr_md_cut(gr_md_text *text);
/* fences.c */
typedef struct gr_md_fence { /* between which lines of ``` or ~~~ we are */
    size_t open;             /* signs of the one that began it; 0: we are not */
    char sign;
} gr_md_fence;
/** Whether the next line is code, its fences too. */
bool gr_md_fence_line(gr_md_fence *fence, gr_str line);
void gr_md_fences(gr_md_text *text); /* fills `fenced` */
/** letters.c: lettered lists as cmark reads them; fills `kinds`. */
void gr_md_letters(gr_md_text *text);
/** i to lxxxix as usually spelt; 0: no such number. */
unsigned gr_md_roman(gr_str text);
/** lost_lists.c: lines that begin as items do and would be set as one paragraph. */
void gr_md_lost_lists(gr_md_text *text);
/** Cells between the bars of a line; one at either end, and one behind a backslash, parts none. */
size_t gr_md_cells_written(gr_str line);
/** True after a report: a head and its line of dashes have not as many cells. */
bool gr_md_table_slips(gr_md_text *text);
/** slips.c: lines that look like a form and are none. */
void gr_md_line_slips(gr_md_text *text);
/** slips.c: stars and underlines behind a backslash become signs of two bytes that no text has, so
 * that those which cmark leaves in a text are known to be open. */
#define GR_MD_STAR "\xC2\x91"
#define GR_MD_LINE "\xC2\x92"
/* Those that stand as entities (&#42;) become entities of controls that no text has. */
#define GR_MD_STAR_ENTITY "17"
#define GR_MD_LINE_ENTITY "18"
void gr_md_escapes(gr_md_text *text);
/** slips.c: addresses of links that nothing refers to, or that are there twice. */
void gr_md_check_definitions(gr_md_text *text);
void gr_md_check_ids(gr_md_text *text); /* ids.c: each was given to something */
/** Byte of `without` at a line and byte column of cmark, and the place in the file of such a byte.
 */
size_t gr_md_offset(const gr_md_text *text, int line, int column);
gr_loc gr_md_place_at(const gr_md_text *text, size_t cut_offset);
GR_PRINTF(4, 5) void gr_md_fail(gr_md_text *text, gr_loc at, gr_code code, const char *fmt, ...);

/* pieces.c: texts of cmark back to patterns */
typedef struct gr_md_pieces {
    gr_md_text *text;
    gr_piece *pieces;
    size_t n, cap;
    gr_buf fixed;
    gr_loc at;       /* of the first of them */
    gr_loc fixed_at; /* of the fixed text being gathered */
} gr_md_pieces;
gr_md_pieces gr_md_pieces_make(gr_md_text *text);
/** Adds text that cmark gave, stand-ins made figures again. `squeeze`: white space to one space. */
void gr_md_pieces_add(gr_md_pieces *pieces, gr_str chars, gr_loc at, bool squeeze);
const gr_pattern *gr_md_pieces_pattern(gr_md_pieces *pieces); /* NULL: there is nothing */

#endif
