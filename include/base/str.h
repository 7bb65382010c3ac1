#ifndef GR_BASE_STR_H
#define GR_BASE_STR_H
/* Text. A view never owns, a builder never shares; two types on purpose. */
#include <stdarg.h>

#include "base/fwd.h"

/** Borrowed UTF-8, no terminator, possibly empty; ptr is never NULL. Passed by value. */
typedef struct gr_str {
    const char *ptr;
    size_t len;
} gr_str;

#define GR_LIT(s) ((gr_str){"" s "", sizeof(s) - 1})
#define GR_FMT    "%.*s"
#define GR_ARG(s) gr_str_prec(s), (s).ptr /* printf("field " GR_FMT, GR_ARG(name)) */

int gr_str_prec(gr_str s);                /* length clamped to INT_MAX */
gr_str gr_str_of(const char *terminated); /* NULL gives the empty text */
static inline bool gr_str_eq(gr_str a, gr_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}
bool gr_str_is(gr_str a, const char *terminated);
int gr_str_cmp(gr_str a, gr_str b); /* byte order: <0, 0, >0; the same on every machine */
bool gr_str_starts(gr_str s, gr_str prefix);
bool gr_str_ends(gr_str s, gr_str suffix);
static inline gr_str gr_str_sub(gr_str s, size_t from, size_t len) /* clamped to s */
{
    size_t start = from < s.len ? from : s.len;
    size_t left = s.len - start;
    return (gr_str){s.ptr + start, len < left ? len : left};
}
/** Bytes of the white space at `at`: space, tab, line ends, and Unicode's next line, line separator
 * and paragraph separator; 0 when something else stands there. Spaces with a width of their own
 * (thin, em, no-break, figure space) are signs of the text and do not count. */
size_t gr_str_white(gr_str s, size_t at);
gr_str gr_str_trim(gr_str s); /* white space at both ends */
/** `s` with a space for each white space in it; `s` itself when it has no other. */
gr_str gr_str_spaced(gr_arena *arena, gr_str s);
/** Index of the first `needle`, or SIZE_MAX. */
size_t gr_str_find(gr_str s, gr_str needle);
/** Cuts the next part of `rest` at `separator`; false when nothing is left: "a,,b," has the parts
 *  "a", "" and "b". */
bool gr_str_split(gr_str *rest, char separator, gr_str *out_part);
gr_str gr_str_dup(gr_arena *arena, gr_str s); /* the copy is also NUL-terminated, for C libraries */
GR_PRINTF(2, 3) gr_str gr_str_fmt(gr_arena *arena, const char *fmt, ...); /* never %f or %g */
GR_PRINTF(2, 0) gr_str gr_str_vfmt(gr_arena *arena, const char *fmt, va_list args);
/** FNV-1a of 32 bits, carried on from `stamp` (0: begun). It stands in records of versions, so it
 * is never changed. */
uint32_t gr_str_stamp(uint32_t stamp, gr_str s);
uint64_t gr_str_hash(gr_str s); /* for tables in memory; never printed, never stored */

/** Grows in an arena, so an early return leaks nothing. An append that would pass max_bytes
 *  turns it `full` and later appends do nothing: write freely, test once at the end. */
typedef struct gr_buf {
    gr_arena *arena;
    char *ptr;
    size_t len, cap, max_bytes;
    bool full;
} gr_buf;
gr_buf gr_buf_make(gr_arena *arena, size_t max_bytes);
void gr_buf_add(gr_buf *buf, gr_str s);
void gr_buf_add_char(gr_buf *buf, char c);
GR_PRINTF(2, 3) void gr_buf_addf(gr_buf *buf, const char *fmt, ...); /* never %f or %g: locale */
gr_str gr_buf_view(const gr_buf *buf); /* valid until the next append */

#endif
