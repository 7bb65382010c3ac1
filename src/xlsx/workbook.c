#include "workbook.h"

/* Owns what must stand in a written workbook. The library that writes one goes through temporary
 * files and looks at few of its writes: a part may be empty, cut off or lack its middle. So each is
 * read to its end here, and what parts say of each other is counted. Must not know what the figures
 * mean. */
#include "base/arena.h"
#include "base/num.h"
#include "inspect.h"
#include "xml/xml.h"

#define UNPACKED_MOST ((size_t)1024 * 1024 * 1024)
#define DEPTH_MAX     32 /* parts have up to ten elements in each other */

typedef struct need { /* a part, and how often at least an element stands in it */
    gr_str part;
    const char *root, *element;
    uint32_t at_least;
} need;

typedef struct level { /* an open element that says how many it holds */
    int64_t promised;  /* -1: it does not say */
    int64_t held;
} level;

typedef struct counting {
    const need *need;
    level open[DEPTH_MAX];
    unsigned depth;
    uint32_t found;
    bool other_root;
    int64_t references; /* of the root: cells that refer to a shared string */
} counting;

static int64_t number_of(const gr_xml_start *element, const char *name)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        int64_t number = -1;
        if (gr_str_is(element->attrs[i].name, name) &&
            gr_int_parse(element->attrs[i].value, &number)) {
            return number;
        }
    }
    return -1;
}

static gr_status enter(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    (void)reader;
    counting *c = user;
    if (c->depth == DEPTH_MAX) {
        return GR_BAD_INPUT;
    }
    if (c->depth == 0) {
        c->other_root = !gr_str_is(element->name, c->need->root);
        c->references = number_of(element, "count");
    } else {
        c->open[c->depth - 1].held++;
    }
    int64_t unique = number_of(element, "uniqueCount"); /* of strings, where "count" is of cells */
    c->open[c->depth++] = (level){
        .promised = unique >= 0 ? unique : number_of(element, "count"),
    };
    c->found += c->need->element != NULL && gr_str_is(element->name, c->need->element) ? 1 : 0;
    return GR_OK;
}

static gr_status leave(void *user, gr_xml_reader *reader, gr_str name)
{
    (void)reader, (void)name;
    counting *c = user;
    const level *closed = &c->open[--c->depth];
    return closed->promised < 0 || closed->promised == closed->held ? GR_OK : GR_BAD_INPUT;
}

/** True when the part is well-formed to its end and holds as many of everything as it says. */
static bool read_part(gr_str bytes, const need *what, gr_arena *arena, counting *out)
{
    gr_diag *discarded =
        gr_diag_new(arena, 1); /* our own file: its lines mean nothing to anybody */
    const gr_xml_handler handler = {.user = out, .start = enter, .end = leave};
    *out = (counting){.need = what};
    return gr_xml_read_bytes(bytes, gr_diag_add_file(discarded, what->part), &gr_default_limits,
                             &handler, discarded) == GR_OK;
}

/** SIZE_MAX unless there is one part of that name. */
static size_t find(const gr_parts *parts, gr_str name)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < parts->n; i++) {
        if (gr_str_eq(parts->entries[i].name, name)) {
            if (found != SIZE_MAX) {
                return SIZE_MAX;
            }
            found = i;
        }
    }
    return found;
}

/** Its bytes, piece by piece; false when it is not there or damaged. */
static bool walk(const gr_parts *parts, size_t nr, void (*take)(void *user, gr_str piece),
                 void *user)
{
    if (nr == SIZE_MAX) {
        return false;
    }
    if (parts->zip != NULL) {
        return gr_zip_walk(parts->zip, nr, UNPACKED_MOST, take, user);
    }
    take(user, parts->entries[nr].bytes);
    return true;
}

static void add_piece(void *user, gr_str piece)
{
    gr_buf_add(user, piece);
}

static void scan_piece(void *user, gr_str piece)
{
    gr_sheet_scan_add(user, piece);
}

static bool refuse_part(gr_str part, bool there, gr_arena *arena, gr_str *out_why)
{
    *out_why =
        gr_str_fmt(arena, "part '" GR_FMT "' is %s", GR_ARG(part), there ? "damaged" : "not there");
    return false;
}

static bool is_met(const gr_parts *parts, const need *what, const gr_xlsx_facts *want,
                   gr_arena *arena, gr_str *out_why)
{
    counting c;
    size_t nr = find(parts, what->part);
    gr_buf bytes = gr_buf_make(arena, UNPACKED_MOST);
    if (!walk(parts, nr, add_piece, &bytes) || !read_part(gr_buf_view(&bytes), what, arena, &c) ||
        c.other_root) {
        return refuse_part(what->part, nr != SIZE_MAX, arena, out_why);
    }
    if (c.found < what->at_least) {
        *out_why = gr_str_fmt(arena, "part '" GR_FMT "' has %u '%s', needed are %u",
                              GR_ARG(what->part), c.found, what->element, what->at_least);
        return false;
    }
    if (gr_str_is(what->part, "xl/sharedStrings.xml") && c.references != (int64_t)want->strings) {
        *out_why = gr_str_fmt(arena, "texts for %lld cells, planned were %u",
                              (long long)c.references, want->strings);
        return false;
    }
    return true;
}

/** Parts that are numbered through the workbook, as the library does: `%u` in their names. */
static bool each_is_met(const gr_parts *parts, const need *what, uint32_t n,
                        const gr_xlsx_facts *want, gr_arena *arena, gr_str *out_why)
{
    bool met = true;
    for (uint32_t i = 1; met && i <= n; i++) {
        need one = *what;
        const char *ending = gr_str_is(what->part, "xl/drawings/vmlDrawing")      ? "vml"
                             : gr_str_is(what->part, "xl/drawings/_rels/drawing") ? "xml.rels"
                                                                                  : "xml";
        one.part = gr_str_fmt(arena, GR_FMT "%u.%s", GR_ARG(what->part), i, ending);
        met = is_met(parts, &one, want, arena, out_why);
    }
    return met;
}

/** What leads from sheets to their lists, comments and links. */
static bool relations_are_met(const gr_parts *parts, const gr_xlsx_facts *want, gr_arena *arena,
                              gr_str *out_why)
{
    uint32_t n = 0;
    for (uint32_t i = 1; i <= want->sheets; i++) {
        gr_str name = gr_str_fmt(arena, "xl/worksheets/_rels/sheet%u.xml.rels", i);
        const need what = {name, "Relationships", "Relationship", 1};
        if (find(parts, name) == SIZE_MAX) {
            continue;
        }
        if (!is_met(parts, &what, want, arena, out_why)) {
            return false;
        }
        n++;
    }
    if (n != want->related) {
        *out_why = gr_str_fmt(arena, "relations of %u sheets, needed are %u", n, want->related);
    }
    return n == want->related;
}

/** Columns of lists are counted by what each part says of itself. */
static bool sheets_have_parts(const gr_parts *parts, const gr_xlsx_facts *want, gr_arena *arena,
                              gr_str *out_why)
{
    const need list = {GR_LIT("xl/tables/table"), "table", "tableColumn", 1};
    const need comments = {GR_LIT("xl/comments"), "comments", "comment", 1};
    const need shapes = {GR_LIT("xl/drawings/vmlDrawing"), "xml", "shape", 1};
    const need drawings = {GR_LIT("xl/drawings/drawing"), "wsDr", "chart", 1};
    const need charts = {GR_LIT("xl/charts/chart"), "chartSpace", "ser", 1};
    const need to_charts = {GR_LIT("xl/drawings/_rels/drawing"), "Relationships", "Relationship",
                            1};
    return each_is_met(parts, &list, want->lists, want, arena, out_why) &&
           each_is_met(parts, &drawings, want->drawings, want, arena, out_why) &&
           each_is_met(parts, &to_charts, want->drawings, want, arena, out_why) &&
           each_is_met(parts, &charts, want->charts, want, arena, out_why) &&
           each_is_met(parts, &comments, want->noted, want, arena, out_why) &&
           each_is_met(parts, &shapes, want->noted, want, arena, out_why) &&
           relations_are_met(parts, want, arena, out_why);
}

static bool sheets_are_whole(const gr_parts *parts, const gr_xlsx_facts *want, gr_arena *arena,
                             gr_str *out_why)
{
    gr_xlsx_facts found = {0};
    for (uint32_t i = 1; i <= want->sheets; i++) {
        gr_str name = gr_str_fmt(arena, "xl/worksheets/sheet%u.xml", i);
        gr_sheet_scan *scan = gr_sheet_scan_new(arena);
        size_t nr = find(parts, name);
        if (!walk(parts, nr, scan_piece, scan) || !gr_sheet_scan_end(scan, &found)) {
            return refuse_part(name, nr != SIZE_MAX, arena, out_why);
        }
    }
    if (found.cells != want->cells || found.formulas != want->formulas ||
        found.numbers != want->numbers || found.strings != want->strings ||
        found.inlined != want->inlined) {
        *out_why = gr_str_fmt(
            arena, "%u cells, %u formulas, %u numbers, %u texts; planned were %u, %u, %u, %u",
            found.cells, found.formulas, found.numbers, found.strings + found.inlined, want->cells,
            want->formulas, want->numbers, want->strings + want->inlined);
        return false;
    }
    return true;
}

bool gr_workbook_is_whole(const gr_parts *parts, const gr_xlsx_facts *want, gr_arena *arena,
                          gr_str *out_why)
{
    bool texts = want->strings > 0;
    const uint32_t files = want->sheets + 2 + (texts ? 1 : 0); /* styles, theme, shared strings */
    const need needs[] = {
        {GR_LIT("[Content_Types].xml"), "Types", "Override",
         files + want->lists + want->noted + want->charts + want->drawings + 3},
        {GR_LIT("_rels/.rels"), "Relationships", "Relationship", 3},
        {GR_LIT("docProps/app.xml"), "Properties", "lpstr", want->sheets},
        {GR_LIT("docProps/core.xml"), "coreProperties", "created", 1},
        {GR_LIT("xl/workbook.xml"), "workbook", "sheet", want->sheets},
        {GR_LIT("xl/_rels/workbook.xml.rels"), "Relationships", "Relationship", files},
        {GR_LIT("xl/styles.xml"), "styleSheet", "cellXfs", 1},
        {GR_LIT("xl/theme/theme1.xml"), "theme", "fmtScheme", 1},
        {GR_LIT("xl/sharedStrings.xml"), "sst", "si", 1},
    };
    size_t needed = sizeof(needs) / sizeof(needs[0]) - (texts ? 0 : 1);
    for (size_t i = 0; i < needed; i++) {
        if (!is_met(parts, &needs[i], want, arena, out_why)) {
            return false;
        }
    }
    return sheets_have_parts(parts, want, arena, out_why) &&
           sheets_are_whole(parts, want, arena, out_why);
}

static gr_parts parts_of(const gr_zip *zip, gr_arena *arena)
{
    size_t n = gr_zip_count(zip);
    gr_zip_entry *entries = GR_NEW_N(arena, gr_zip_entry, n);
    for (size_t i = 0; i < n; i++) {
        entries[i].name = gr_zip_name(zip, i);
    }
    return (gr_parts){entries, n, zip};
}

bool gr_workbook_check(gr_str path, const gr_xlsx_facts *want, gr_arena *arena, gr_str *out_why)
{
    *out_why = GR_LIT("it does not open");
    gr_zip *zip = gr_zip_file_open(path);
    if (zip == NULL) {
        return false;
    }
    gr_parts parts = parts_of(zip, arena);
    bool whole = gr_workbook_is_whole(&parts, want, arena, out_why);
    gr_zip_close(zip);
    return whole;
}
