/* Reading back: how many pages and structure elements a file has, found by a reader that shares
 * nothing with the writer. It reads what our files use (cross-reference streams, object streams)
 * and takes nothing on trust: every number is checked before it is used, and anything else than
 * expected means the file does not open.
 *
 * Every object is looked at once, group by group, and only one group is held: what is damaged
 * anywhere is noticed, and what is kept is one byte an object, the nodes of the page tree and the
 * catalogue. */
#include "inspect_priv.h"

enum { MOST_UNPACKED = 1 << 30, MOST_NESTED = 64 };
enum { SEEN = 1, PAGE = 2, WALKED = 4 }; /* of an object */

typedef struct node { /* of the page tree */
    size_t number;
    gr_str kids;
} node;

typedef struct file {
    gr_str bytes;
    gr_file_table table;
    gr_arena *arena; /* what is kept */
    gr_arena *work;  /* of one group */
    uint8_t *seen;   /* by object */
    node *nodes;
    size_t n_nodes, cap_nodes, cap_embedded;
    gr_str *embedded;
    size_t root;
    gr_str catalogue;
    gr_pdf_facts facts;
} file;

static bool is_element(gr_str dict)
{
    return gr_entry(dict, GR_LIT("S")).len > 0 && gr_entry(dict, GR_LIT("P")).len > 0;
}

static bool note_node(file *f, size_t number, gr_str dict)
{
    gr_str kids = gr_entry(dict, GR_LIT("Kids"));
    *GR_PUSH(f->arena, f->nodes, f->n_nodes, f->cap_nodes, node) =
        (node){.number = number, .kids = gr_str_dup(f->arena, kids)};
    return kids.len >= 2 && kids.ptr[0] == '[';
}

/* One object, grouped or not; false when it was there before or lacks what its kind must have. */
static bool note_object(file *f, size_t number, gr_str dict, bool grouped)
{
    if (f->seen[number] != 0) {
        return false;
    }
    f->seen[number] = SEEN;
    if (grouped && is_element(dict)) {
        f->facts.elements++;
        return true;
    }
    if (number == f->root) {
        f->catalogue = gr_str_dup(f->arena, dict);
    }
    gr_str type = gr_entry(dict, GR_LIT("Type"));
    if (gr_str_is(type, "/Page")) {
        f->seen[number] |= PAGE;
        return gr_entry(dict, GR_LIT("MediaBox")).len > 0 &&
               gr_entry(dict, GR_LIT("Contents")).len > 0;
    }
    return !gr_str_is(type, "/Pages") || note_node(f, number, dict);
}

typedef struct group { /* an object stream, unpacked */
    gr_str bytes;
    size_t n, at, first; /* objects, place in the directory, where the first object begins */
} group;

static bool next_start(group *g, size_t *out_number, size_t *out_start)
{
    bool read = gr_number_at(g->bytes, &g->at, out_number) &&
                gr_number_at(g->bytes, &g->at, out_start) && *out_start <= g->bytes.len - g->first;
    *out_start += g->first;
    return read;
}

/* Each object goes up to the next. Those of which the table says that they are elsewhere are passed
 * over. */
static bool note_members(file *f, size_t number, group *g)
{
    size_t own = 0, start = 0, next = 0, end = 0;
    if (g->n > 0 && !next_start(g, &own, &start)) {
        return false;
    }
    for (size_t i = 0; i < g->n; i++) {
        end = g->bytes.len;
        if (i + 1 < g->n && (!next_start(g, &next, &end) || end < start)) {
            return false;
        }
        bool here = own < f->table.n && gr_table_field(&f->table, own, 0) == 2 &&
                    gr_table_field(&f->table, own, 1) == number &&
                    gr_table_field(&f->table, own, 2) == i;
        if (here && !note_object(f, own, gr_str_sub(g->bytes, start, end - start), true)) {
            return false;
        }
        own = next;
        start = end;
    }
    return true;
}

static bool read_group(file *f, const gr_indirect *object)
{
    group g = {.n = 0};
    if (!gr_entry_number(object->dict, GR_LIT("N"), &g.n) ||
        !gr_entry_number(object->dict, GR_LIT("First"), &g.first) ||
        !gr_unpack(f->work, object, MOST_UNPACKED, &g.bytes) || g.first > g.bytes.len ||
        g.n > g.first) { /* an entry of the directory is longer than a byte */
        return false;
    }
    return note_members(f, object->number, &g);
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

static bool note_embedded(file *f, const gr_indirect *object)
{
    gr_str bytes;
    if (!read_embedded(f, object, &bytes)) {
        return false;
    }
    *GR_PUSH(f->arena, f->embedded, f->facts.n_embedded, f->cap_embedded, gr_str) = bytes;
    return true;
}

/* An object that is in no group. */
static bool read_object(file *f, size_t number)
{
    gr_indirect object;
    if (!gr_object_at(f->bytes, gr_table_field(&f->table, number, 1), &object) ||
        object.number != number || !note_object(f, number, object.dict, false)) {
        return false;
    }
    gr_str type = object.has_stream ? gr_entry(object.dict, GR_LIT("Type")) : GR_LIT("");
    if (gr_str_is(type, "/EmbeddedFile")) {
        return note_embedded(f, &object);
    }
    gr_mark before = gr_arena_mark(f->work);
    bool read = !gr_str_is(type, "/ObjStm") || read_group(f, &object);
    gr_arena_rewind(f->work, before);
    return read;
}

static bool read_objects(file *f)
{
    for (size_t i = 1; i < f->table.n; i++) {
        if (gr_table_field(&f->table, i, 0) == 1 && !read_object(f, i)) {
            return false;
        }
    }
    for (size_t i = 1; i < f->table.n; i++) {
        if (gr_table_field(&f->table, i, 0) != 0 && f->seen[i] == 0) {
            return false; /* the table says that it is somewhere */
        }
    }
    f->facts.embedded = f->embedded;
    return true;
}

static int by_number(const void *left, const void *right)
{
    const node *a = left;
    const node *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

static bool count_pages(file *f, size_t number, unsigned depth)
{
    if (depth > MOST_NESTED || number >= f->table.n || (f->seen[number] & WALKED) != 0) {
        return false;
    }
    f->seen[number] |= WALKED;
    if ((f->seen[number] & PAGE) != 0) {
        f->facts.pages++;
        return true;
    }
    const node key = {.number = number};
    const node *at =
        f->n_nodes == 0 ? NULL : bsearch(&key, f->nodes, f->n_nodes, sizeof(*f->nodes), by_number);
    size_t from = 1;
    size_t kid = 0;
    while (at != NULL && gr_reference_at(at->kids, &from, &kid)) {
        if (!count_pages(f, kid, depth + 1)) {
            return false;
        }
    }
    return at != NULL;
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

static bool inspect(file *f, gr_str trailer)
{
    size_t pages = 0;
    if (!gr_entry_reference(trailer, GR_LIT("Root"), &f->root) || !read_objects(f) ||
        !gr_entry_is(f->catalogue, GR_LIT("Type"), GR_LIT("/Catalog")) ||
        !gr_entry_reference(f->catalogue, GR_LIT("Pages"), &pages) ||
        gr_entry(f->catalogue, GR_LIT("StructTreeRoot")).len == 0) {
        return false;
    }
    if (f->n_nodes > 0) {
        qsort(f->nodes, f->n_nodes, sizeof(*f->nodes), by_number);
    }
    return count_pages(f, pages, 0) && names_embedded(f->catalogue, &f->facts);
}

bool gr_pdf_inspect(gr_str bytes, gr_arena *arena, gr_pdf_facts *out)
{
    enum { WORK_BLOCK_BYTES = 64 * 1024 };
    file f = {.bytes = bytes, .arena = arena, .catalogue = GR_LIT("")};
    gr_str trailer;
    size_t start = 0;
    if (!gr_str_starts(bytes, GR_LIT("%PDF-1.7")) || !find_start(bytes, &start)) {
        return false;
    }
    f.work = gr_arena_new(WORK_BLOCK_BYTES);
    bool opens = gr_table_read(bytes, start, arena, &f.table, &trailer);
    if (opens) {
        f.seen = GR_NEW_N(arena, uint8_t, f.table.n);
        opens = inspect(&f, trailer);
    }
    gr_arena_free(f.work);
    if (opens) {
        *out = f.facts;
    }
    return opens;
}
