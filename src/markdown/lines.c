#include "markdown_priv.h"

/* Owns places: byte offset to line and column. */
#include "base/utf8.h"

gr_line_starts gr_lines_of(gr_arena *arena, gr_str bytes, gr_loc from)
{
    size_t *starts = NULL;
    size_t n = 0, cap = 0;
    *GR_PUSH(arena, starts, n, cap, size_t) = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.ptr[i] == '\n') {
            *GR_PUSH(arena, starts, n, cap, size_t) = i + 1;
        }
    }
    return (gr_line_starts){
        .bytes = bytes, .from = from, .starts = starts, .n = n, .cursor = GR_NEW(arena, gr_cursor)};
}

/** Index of the line that holds `offset`. */
static size_t line_at(const gr_line_starts *lines, size_t offset)
{
    size_t low = 0;
    size_t high = lines->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/** Columns between two bytes of one line, the first not behind the second. */
static uint32_t columns(const gr_line_starts *lines, size_t from, size_t to)
{
    return (uint32_t)gr_utf8_count(gr_str_sub(lines->bytes, from, to - from));
}

/** Goes on from the place asked for last, forwards or back: places of one figure are near to each
 * other, and counting each from the start of a long line would take quadratic time. */
gr_loc gr_lines_place(const void *user, size_t offset)
{
    const gr_line_starts *lines = user;
    if (lines->one) {
        return lines->from;
    }
    gr_cursor *cursor = lines->cursor;
    size_t line = line_at(lines, offset);
    size_t start = lines->starts[line];
    if (cursor->col == 0 || cursor->line_start != start) {
        *cursor = (gr_cursor){start, start, 1};
    }
    if (offset >= cursor->offset) {
        cursor->col += columns(lines, cursor->offset, offset);
    } else {
        cursor->col -= columns(lines, offset, cursor->offset);
    }
    cursor->offset = offset;
    return (gr_loc){lines->from.file, lines->from.line + (uint32_t)line, cursor->col};
}
