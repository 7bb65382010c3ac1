/* Owns the reading of a workbook cell by cell. Shares nothing with whoever wrote it: the parts are
 * read as text, as far as a workbook of ours needs. */
#include "base/arena.h"
#include "base/intern.h"
#include "base/num.h"
#include "pack/pack.h"
#include "trace_priv.h"

#define MOST_UNPACKED ((size_t)2 * 1024 * 1024 * 1024)

typedef struct book {
    gr_arena *arena;
    gr_zip_entry *parts;
    size_t n_parts;
    gr_str *shared; /* texts that cells name by number */
    size_t n_shared, cap_shared;
    gr_cells_read *cells;
} book;

static gr_str part_of(const book *b, const char *name)
{
    for (size_t i = 0; i < b->n_parts; i++) {
        if (gr_str_is(b->parts[i].name, name)) {
            return b->parts[i].bytes;
        }
    }
    return GR_LIT("");
}

/** "&amp;" is "&"; line ends are as they are. */
static gr_str plain(const book *b, gr_str text)
{
    static const struct {
        const char *name, *sign;
    } names[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    gr_buf out = gr_buf_make(b->arena, SIZE_MAX);
    for (size_t at = 0; at < text.len;) {
        size_t k = 0;
        gr_str rest = gr_str_sub(text, at, SIZE_MAX);
        while (k < 5 && !gr_str_starts(rest, gr_str_of(names[k].name))) {
            k++;
        }
        gr_buf_add(&out, k < 5 ? gr_str_of(names[k].sign) : gr_str_sub(text, at, 1));
        at += k < 5 ? strlen(names[k].name) : 1;
    }
    return gr_buf_view(&out);
}

/** The text of an attribute of the tag that `tag` begins with; empty: none. */
static gr_str attribute(gr_str tag, const char *name)
{
    gr_str inside = gr_str_sub(tag, 0, gr_str_find(tag, GR_LIT(">")));
    for (size_t at = 0; at + strlen(name) + 3 < inside.len; at++) {
        gr_str rest = gr_str_sub(inside, at + 1, SIZE_MAX);
        if (inside.ptr[at] == ' ' && gr_str_starts(rest, gr_str_of(name)) &&
            gr_str_starts(gr_str_sub(rest, strlen(name), 2), GR_LIT("=\""))) {
            gr_str value = gr_str_sub(rest, strlen(name) + 2, SIZE_MAX);
            return gr_str_sub(value, 0, gr_str_find(value, GR_LIT("\"")));
        }
    }
    return GR_LIT("");
}

/** The next element `open` ("<c ") of `rest`, cut off with all that is in it. */
static bool cut_element(gr_str *rest, const char *open, const char *close, gr_str *out)
{
    size_t start = gr_str_find(*rest, gr_str_of(open));
    if (start == SIZE_MAX) {
        return false;
    }
    gr_str from = gr_str_sub(*rest, start, SIZE_MAX);
    size_t end = gr_str_find(from, GR_LIT(">"));
    if (end == SIZE_MAX) {
        return false;
    }
    if (from.ptr[end - 1] != '/') {
        size_t last = gr_str_find(from, gr_str_of(close));
        if (last == SIZE_MAX) {
            return false;
        }
        end = last + strlen(close) - 1;
    }
    *out = gr_str_sub(from, 0, end + 1);
    *rest = gr_str_sub(from, end + 1, SIZE_MAX);
    return true;
}

/** All texts in an element: those of a cell in two looks stand apart. */
static gr_str texts_in(const book *b, gr_str element)
{
    gr_buf out = gr_buf_make(b->arena, SIZE_MAX);
    gr_str text = GR_LIT("");
    while (cut_element(&element, "<t", "</t>", &text)) {
        size_t start = gr_str_find(text, GR_LIT(">"));
        gr_str rest = gr_str_sub(text, start + 1, SIZE_MAX);
        gr_buf_add(&out, plain(b, gr_str_sub(rest, 0, gr_str_find(rest, GR_LIT("</t>")))));
    }
    return gr_buf_view(&out);
}

static void read_shared(book *b)
{
    gr_str rest = part_of(b, "xl/sharedStrings.xml");
    gr_str item = GR_LIT("");
    while (cut_element(&rest, "<si>", "</si>", &item)) {
        *GR_PUSH(b->arena, b->shared, b->n_shared, b->cap_shared, gr_str) = texts_in(b, item);
    }
}

static void add_cell(book *b, gr_str sheet, gr_str cell)
{
    gr_str type = attribute(cell, "t");
    gr_str value = GR_LIT("");
    gr_str rest = cell;
    int64_t nr = 0;
    bool words = type.len > 0 && !gr_str_is(type, "n");
    if (cut_element(&rest, "<v>", "</v>", &value)) {
        value = plain(b, gr_str_sub(value, 3, value.len - 7));
    }
    if (gr_str_is(type, "s")) {
        bool known = gr_int_parse(value, &nr) && nr >= 0 && (uint64_t)nr < b->n_shared;
        value = known ? b->shared[nr] : GR_LIT("");
    } else if (gr_str_is(type, "inlineStr")) {
        value = texts_in(b, cell);
    }
    gr_str name =
        gr_str_fmt(b->arena, GR_FMT "!" GR_FMT, GR_ARG(sheet), GR_ARG(attribute(cell, "r")));
    uint32_t at = gr_intern_add(b->cells->names, name);
    if (at == b->cells->n) {
        *GR_PUSH(b->arena, b->cells->items, b->cells->n, b->cells->cap, gr_cell_read) =
            (gr_cell_read){value, words};
    }
}

static bool read_sheet(book *b, gr_str sheet, size_t nr)
{
    gr_str name = gr_str_fmt(b->arena, "xl/worksheets/sheet%zu.xml", nr);
    gr_str rest = part_of(b, gr_str_dup(b->arena, name).ptr);
    gr_str cell = GR_LIT("");
    bool there = rest.len > 0;
    while (cut_element(&rest, "<c ", "</c>", &cell)) {
        add_cell(b, sheet, cell);
    }
    return there;
}

bool gr_workbook_read(gr_str bytes, gr_arena *arena, gr_cells_read *out)
{
    book b = {.arena = arena, .cells = out};
    gr_str sheet = GR_LIT("");
    size_t nr = 0;
    *out = (gr_cells_read){.names = gr_intern_new(arena)};
    if (!gr_zip_read(arena, bytes, MOST_UNPACKED, &b.parts, &b.n_parts)) {
        return false;
    }
    read_shared(&b);
    gr_str rest = part_of(&b, "xl/workbook.xml");
    while (cut_element(&rest, "<sheet ", "</sheet>", &sheet)) {
        if (!read_sheet(&b, plain(&b, attribute(sheet, "name")), ++nr)) {
            return false;
        }
    }
    return nr > 0;
}
