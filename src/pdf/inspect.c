/* Reading back: how many pages and structure elements a file has, found by a reader that shares
 * nothing with the writer. It reads what our files use (cross-reference streams, object streams)
 * and takes nothing on trust: every number is checked before it is used, and anything else than
 * expected means the file does not open. */
#include "inspect_priv.h"

enum { MOST_OBJECTS = 8388607, MOST_UNPACKED = 1 << 30, MOST_NESTED = 64 };

/* The cross-reference stream: one row an object. */
typedef struct table {
    gr_str rows; /* `width` bytes each */
    size_t widths[3], width, n;
} table;

/* PNG filter "up" undone in place; the only one we write. */
static bool undo_up(gr_arena *arena, gr_str packed, size_t width, gr_str *out)
{
    if (packed.len % (width + 1) != 0) {
        return false;
    }
    size_t n = packed.len / (width + 1);
    char *rows = GR_NEW_N(arena, char, n *width + 1);
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

static bool read_widths(gr_str dict, table *out)
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

static bool read_table(gr_str bytes, size_t start, gr_arena *arena, table *out, gr_str *out_dict)
{
    gr_indirect object;
    if (!gr_object_at(bytes, start, &object) ||
        !gr_entry_is(object.dict, GR_LIT("Type"), GR_LIT("/XRef"))) {
        return false;
    }
    gr_str rows;
    *out = (table){.n = 0};
    if (!read_widths(object.dict, out) || !gr_unpack(arena, &object, MOST_UNPACKED, &rows)) {
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

static size_t field(const table *t, size_t row, size_t which)
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

typedef struct group { /* an object stream, unpacked */
    gr_str bytes;
    size_t *starts; /* of its objects, and where the last one ends; NULL: not yet read */
    size_t n;
} group;

typedef struct file {
    gr_str bytes;
    table table;
    gr_arena *arena;
    group *groups; /* by number */
    uint8_t *seen; /* by object: visited while the page tree is walked */
} file;

/* The directory of a group is read once: it says where each object begins, and the next ends it. */
static bool read_directory(file *f, size_t first, group *g)
{
    if (first > g->bytes.len || g->n > first) { /* an entry is longer than a byte */
        return false;
    }
    size_t at = 0;
    size_t number = 0;
    size_t before = 0;
    size_t *starts = GR_NEW_N(f->arena, size_t, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        if (!gr_number_at(g->bytes, &at, &number) || !gr_number_at(g->bytes, &at, &starts[i]) ||
            starts[i] < before || starts[i] > g->bytes.len - first) {
            return false;
        }
        before = starts[i];
        starts[i] += first;
    }
    starts[g->n] = g->bytes.len;
    g->starts = starts;
    return true;
}

static bool read_group(file *f, size_t number, group *g)
{
    gr_indirect object;
    size_t first = 0;
    return field(&f->table, number, 0) == 1 &&
           gr_object_at(f->bytes, field(&f->table, number, 1), &object) &&
           gr_entry_is(object.dict, GR_LIT("Type"), GR_LIT("/ObjStm")) &&
           gr_entry_number(object.dict, GR_LIT("N"), &g->n) &&
           gr_entry_number(object.dict, GR_LIT("First"), &first) &&
           gr_unpack(f->arena, &object, MOST_UNPACKED, &g->bytes) && read_directory(f, first, g);
}

static bool grouped_object(file *f, size_t number, size_t nth, gr_str *out)
{
    if (number >= f->table.n) {
        return false;
    }
    group *g = &f->groups[number];
    if ((g->starts == NULL && !read_group(f, number, g)) || nth >= g->n) {
        return false;
    }
    *out = gr_str_sub(g->bytes, g->starts[nth], g->starts[nth + 1] - g->starts[nth]);
    return true;
}

/* The dictionary of object `number`, "<<...>>". */
static bool find_object(file *f, size_t number, gr_str *out)
{
    if (number >= f->table.n) {
        return false;
    }
    size_t kind = field(&f->table, number, 0);
    if (kind == 2) {
        return grouped_object(f, field(&f->table, number, 1), field(&f->table, number, 2), out);
    }
    gr_indirect object;
    if (kind != 1 || !gr_object_at(f->bytes, field(&f->table, number, 1), &object) ||
        object.number != number) {
        return false;
    }
    *out = object.dict;
    return true;
}

static bool count_pages(file *f, size_t number, unsigned depth, uint32_t *n)
{
    gr_str dict;
    if (depth > MOST_NESTED || !find_object(f, number, &dict) || f->seen[number] != 0) {
        return false;
    }
    f->seen[number] = 1;
    if (gr_entry_is(dict, GR_LIT("Type"), GR_LIT("/Page"))) {
        (*n)++;
        return gr_entry(dict, GR_LIT("MediaBox")).len > 0 &&
               gr_entry(dict, GR_LIT("Contents")).len > 0;
    }
    gr_str kids = gr_entry(dict, GR_LIT("Kids"));
    size_t at = 1;
    size_t kid = 0;
    if (kids.len < 2 || kids.ptr[0] != '[') {
        return false;
    }
    while (gr_reference_at(kids, &at, &kid)) {
        if (!count_pages(f, kid, depth + 1, n)) {
            return false;
        }
    }
    return true;
}

/* All objects are read once: what is damaged anywhere is noticed here. */
static bool count_elements(file *f, uint32_t *n)
{
    for (size_t i = 1; i < f->table.n; i++) {
        gr_str dict;
        size_t kind = field(&f->table, i, 0);
        if (kind == 0) {
            continue;
        }
        if (!find_object(f, i, &dict)) {
            return false;
        }
        bool element =
            kind == 2 && gr_entry(dict, GR_LIT("S")).len > 0 && gr_entry(dict, GR_LIT("P")).len > 0;
        *n += element ? 1 : 0;
    }
    return true;
}

/** The bytes of an embedded file; false when they are damaged. */
static bool read_embedded(file *f, const gr_indirect *object, gr_str *out)
{
    size_t size = 0;
    *out = object->stream;
    bool whole = gr_entry(object->dict, GR_LIT("Filter")).len == 0 ||
                 gr_unpack(f->arena, object, MOST_UNPACKED, out);
    gr_str facts = gr_entry(object->dict, GR_LIT("Params"));
    return whole && gr_entry_number(facts, GR_LIT("Size"), &size) && size == out->len;
}

static bool collect_embedded(file *f, gr_pdf_facts *facts)
{
    gr_str *found = NULL;
    size_t cap = 0;
    for (size_t i = 1; i < f->table.n; i++) {
        gr_indirect object;
        gr_str bytes;
        if (field(&f->table, i, 0) != 1 ||
            !gr_object_at(f->bytes, field(&f->table, i, 1), &object) ||
            !gr_entry_is(object.dict, GR_LIT("Type"), GR_LIT("/EmbeddedFile"))) {
            continue;
        }
        if (!read_embedded(f, &object, &bytes)) {
            return false;
        }
        *GR_PUSH(f->arena, found, facts->n_embedded, cap, gr_str) = bytes;
    }
    facts->embedded = found;
    return true;
}

/** Whether the catalogue says that there are files: else nobody finds them. */
static bool names_embedded(gr_str catalogue, const gr_pdf_facts *facts)
{
    bool named = gr_entry(catalogue, GR_LIT("Names")).len > 0;
    return named == (facts->n_embedded > 0) && named == (gr_entry(catalogue, GR_LIT("AF")).len > 0);
}

static bool find_start(gr_str bytes, size_t *out)
{
    static const size_t TAIL = 64;
    gr_str tail = gr_str_trim(gr_str_sub(bytes, bytes.len > TAIL ? bytes.len - TAIL : 0, TAIL));
    size_t at = gr_str_find(tail, GR_LIT("startxref"));
    if (at == SIZE_MAX || !gr_str_ends(tail, GR_LIT("%%EOF"))) {
        return false;
    }
    at += strlen("startxref");
    return gr_number_at(tail, &at, out);
}

static bool inspect(file *f, gr_str trailer, gr_pdf_facts *facts)
{
    gr_str catalogue;
    size_t root = 0;
    size_t pages = 0;
    if (!gr_entry_reference(trailer, GR_LIT("Root"), &root) || !find_object(f, root, &catalogue) ||
        !gr_entry_is(catalogue, GR_LIT("Type"), GR_LIT("/Catalog")) ||
        !gr_entry_reference(catalogue, GR_LIT("Pages"), &pages) ||
        gr_entry(catalogue, GR_LIT("StructTreeRoot")).len == 0) {
        return false;
    }
    return count_pages(f, pages, 0, &facts->pages) && count_elements(f, &facts->elements) &&
           collect_embedded(f, facts) && names_embedded(catalogue, facts);
}

bool gr_pdf_inspect(gr_str bytes, gr_arena *arena, gr_pdf_facts *out)
{
    file f = {.bytes = bytes, .arena = arena};
    gr_pdf_facts facts = {0};
    gr_str trailer;
    size_t start = 0;
    if (!gr_str_starts(bytes, GR_LIT("%PDF-1.7")) || !find_start(bytes, &start) ||
        !read_table(bytes, start, arena, &f.table, &trailer)) {
        return false;
    }
    f.groups = GR_NEW_N(arena, group, f.table.n);
    f.seen = GR_NEW_N(arena, uint8_t, f.table.n);
    if (!inspect(&f, trailer, &facts)) {
        return false;
    }
    *out = facts;
    return true;
}
