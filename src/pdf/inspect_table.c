/* The cross-reference stream of a file that is read back: where each object is. Every number is
 * checked before it is used. */
#include "inspect_priv.h"

enum { MOST_OBJECTS = 8388607, MOST_ROWS = 1 << 27 };

/* PNG filter "up" undone in place; the only one we write. */
static bool undo_up(gr_arena *arena, gr_str packed, size_t width, gr_str *out)
{
    if (packed.len % (width + 1) != 0) {
        return false;
    }
    size_t n = packed.len / (width + 1);
    char *rows = GR_ROOM_N(arena, char, n *width + 1);
    for (size_t i = 0; i < n; i++) {
        const char *from = packed.ptr + i * (width + 1);
        if (*from != 2) {
            return false;
        }
        for (size_t b = 0; b < width; b++) {
            unsigned above = i > 0 ? (unsigned char)rows[(i - 1) * width + b] : 0;
            rows[i * width + b] = (char)(unsigned char)(above + (unsigned char)from[1 + b]);
        }
    }
    *out = (gr_str){rows, n * width};
    return true;
}

static bool read_widths(gr_str dict, gr_file_table *out)
{
    gr_str list = gr_entry(dict, GR_LIT("W"));
    if (list.len < 2 || list.ptr[0] != '[') {
        return false;
    }
    size_t at = 1;
    for (size_t i = 0; i < 3; i++) {
        if (!gr_number_at(list, &at, &out->widths[i]) || out->widths[i] > 4) {
            return false;
        }
        out->width += out->widths[i];
    }
    return out->width > 0;
}

bool gr_table_read(gr_str bytes, size_t start, gr_arena *arena, gr_file_table *out,
                   gr_str *out_dict)
{
    gr_indirect object;
    if (!gr_object_at(bytes, start, &object) ||
        !gr_entry_is(object.dict, GR_LIT("Type"), GR_LIT("/XRef"))) {
        return false;
    }
    gr_str rows;
    *out = (gr_file_table){.n = 0};
    if (!read_widths(object.dict, out) || !gr_unpack(arena, &object, MOST_ROWS, &rows)) {
        return false;
    }
    if (gr_entry(object.dict, GR_LIT("DecodeParms")).len > 0 &&
        !undo_up(arena, rows, out->width, &rows)) {
        return false;
    }
    size_t size = 0;
    if (!gr_entry_number(object.dict, GR_LIT("Size"), &size) || size > MOST_OBJECTS ||
        rows.len != size * out->width) {
        return false;
    }
    out->rows = rows;
    out->n = size;
    *out_dict = object.dict;
    return true;
}

size_t gr_table_field(const gr_file_table *t, size_t row, size_t which)
{
    size_t from = row * t->width;
    for (size_t i = 0; i < which; i++) {
        from += t->widths[i];
    }
    size_t value = 0;
    for (size_t b = 0; b < t->widths[which]; b++) {
        value = value << 8 | (unsigned char)t->rows.ptr[from + b];
    }
    return value;
}
