#ifndef GR_JSON_WRITE_H
#define GR_JSON_WRITE_H
/* JSON (RFC 8259) written member by member. The writer keeps a stack of what is open, so that marks
 * between members, line ends and closing brackets are its business; that names stand in objects
 * only and all is closed in the end is asserted. */
#include "base/str.h"

typedef enum gr_json_layout {
    GR_JSON_TIGHT,   /* {"a": 1, "b": 2} */
    GR_JSON_ROOMY,   /* { "a": 1, "b": 2 } */
    GR_JSON_LINES,   /* a member a line, as far in as what is around it */
    GR_JSON_INDENTED /* a member a line, two spaces further in */
} gr_json_layout;

#define GR_JSON_DEPTH 8                   /* our files are shallow */
#define GR_JSON_PIECE ((size_t)64 * 1024) /* bytes; a piece is longer by one member at most */

typedef struct gr_json_level {
    gr_json_layout layout;
    char closes;     /* '}' or ']' */
    unsigned indent; /* of its members */
    bool any;        /* it has one */
} gr_json_level;

typedef struct gr_json {
    gr_buf *out;
    gr_json_level levels[GR_JSON_DEPTH];
    size_t depth;
    const char *gap;                        /* see gr_json_gap */
    void (*take)(void *user, gr_str piece); /* NULL: all of it stays in `out` */
    void *user;
} gr_json;

/** Writes behind what `out` holds. */
gr_json gr_json_make(gr_buf *out);
/** The same, of a text that is never held whole: whenever GR_JSON_PIECE bytes wait in `out` before
 * a member, and at gr_json_end, `take` is given what waits there, and `out` is empty again. */
gr_json gr_json_make_pieces(gr_buf *out, void (*take)(void *user, gr_str piece), void *user);

/* `name` of a member of an object; NULL for elements of an array and for what stands alone. */
void gr_json_object(gr_json *json, const char *name, gr_json_layout layout);
void gr_json_array(gr_json *json, const char *name, gr_json_layout layout);
void gr_json_close(gr_json *json); /* the innermost that is open */
void gr_json_text(gr_json *json, const char *name, gr_str text);
void gr_json_number(gr_json *json, const char *name, int64_t number);
void gr_json_flag(gr_json *json, const char *name, bool yes);
void gr_json_null(gr_json *json, const char *name);
/** A value that is JSON already; it is not looked into. */
void gr_json_raw(gr_json *json, const char *name, gr_str value);

/** Next comes `gap`, in place of the mark and line end that the layout has before the next member
 * or the end: for files whose form is older than this writer and whose hashes are kept. */
void gr_json_gap(gr_json *json, const char *gap);

/** One more line of JSON Lines: all is closed, and the line ends. */
void gr_json_end(gr_json *json);

#endif
