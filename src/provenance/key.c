#include "provenance/version.h"

/* Owns what an edition was made from, as text: used.tsv, one fact a line, sorted. Its hash is the
 * edition's key, so an edition whose facts are the same is not made again; and the difference
 * between two of these texts is what `griffie why` prints.
 *
 *   engine    the program                    style     its descriptor's hash
 *   report    the compiled descriptor        font      file, hash
 *   formats   what is made                   file      image or attachment, hash
 *   export    its dataset, as-of date        value     dataset, record, field, value as used
 *   on        the day it is made for; not of documents that are the same for any
 *   document  hash of the evaluated tree: also what no figure shows (conditions, texts, order)
 *   derived   as value, of a dataset that griffie works out from others
 *   rows      of a long table: hash of what its rows print, and of their values
 *
 * No line of an export and no folder is in it: a file that was only moved or reordered changes
 * nothing. */
#include "base/arena.h"
#include "base/attachment.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/origin_walk.h"
#include "pack/file_hash.h"
#include "provenance_priv.h"

#define KEY_DIGITS 16
#define FILE_BYTES ((size_t)1024 * 1024 * 1024)

typedef struct facts {
    const gr_version_facts *of;
    gr_arena *arena;
    gr_diag *diag;
    gr_str *lines;
    size_t n, cap;
    gr_intern *seen;
    gr_origin_walk walk; /* over the origins of all figures */
} facts;

static void add_fact(facts *f, gr_str line)
{
    uint32_t known = 0;
    if (!gr_intern_find(f->seen, line, &known)) {
        (void)gr_intern_add(f->seen, line);
        *GR_PUSH(f->arena, f->lines, f->n, f->cap, gr_str) = line;
    }
}

/** Tabs and line ends part the facts, so a value may hold none. */
static void add_plain(gr_buf *out, gr_str text)
{
    for (size_t at = 0, from = 0; from < text.len; from = at + 1) {
        for (at = from; at < text.len && (unsigned char)text.ptr[at] >= 0x20; at++) {
        }
        gr_buf_add(out, gr_str_sub(text, from, at - from));
        if (at < text.len) {
            gr_buf_add_char(out, ' ');
        }
    }
}

/** Its record in any run: the key, unless that counts places. */
static gr_str known_by(const facts *f, const gr_origin *leaf)
{
    const gr_catalogue *catalogue = f->of->catalogue;
    const gr_table *table = catalogue == NULL ? NULL : gr_catalogue_find(catalogue, leaf->dataset);
    if (table == NULL || !gr_schema_is_volatile(gr_table_schema(table))) {
        return leaf->key;
    }
    uint32_t row = gr_table_find(table, leaf->key);
    return row == UINT32_MAX ? leaf->key : gr_table_identity(table, row, f->arena);
}

static void add_leaf(facts *f, const gr_origin *leaf)
{
    gr_buf line = gr_buf_make(f->arena, SIZE_MAX);
    const gr_str parts[] = {leaf->dataset, known_by(f, leaf), leaf->name};
    gr_buf_add(&line, leaf->n_args > 0 ? GR_LIT("derived") : GR_LIT("value"));
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        gr_buf_add_char(&line, '\t');
        add_plain(&line, parts[i]);
    }
    gr_buf value = gr_buf_make(f->arena, SIZE_MAX);
    if (leaf->value.type == GR_T_REF) { /* by its key: its place in the export says nothing */
        const gr_ref *to = &leaf->value.as.ref;
        gr_buf_add(&value, gr_table_identity(to->table, to->row, f->arena));
    } else {
        gr_value_add(&leaf->value, &value);
    }
    gr_buf_add_char(&line, '\t');
    add_plain(&line, gr_buf_view(&value));
    add_fact(f, gr_buf_view(&line));
}

static void add_leaves(facts *f, const gr_origin *origin)
{
    gr_walk_add(&f->walk, origin);
    const gr_origin *node = NULL;
    while ((node = gr_walk_next(&f->walk)) != NULL) {
        if (gr_ops[node->op].kind == GR_OP_KIND_LEAF) {
            add_leaf(f, node);
        }
        gr_walk_enter(&f->walk, node);
    }
}

static void add_values(facts *f)
{
    const gr_doc *doc = f->of->doc;
    for (size_t i = 0; i < doc->n_figures; i++) {
        add_leaves(f, doc->figures[i]->value.origin);
    }
    for (size_t i = 0; i < doc->n_controls; i++) { /* the workbook lists them */
        add_leaves(f, doc->controls[i].that.value.origin);
        add_leaves(f, doc->controls[i].equals.value.origin);
    }
}

static gr_status add_file(facts *f, const char *what, gr_str path)
{
    gr_str hash = GR_LIT("");
    GR_TRY(gr_file_hash(path, FILE_BYTES, f->arena, f->diag, &hash));
    add_fact(f, gr_str_fmt(f->arena, "%s\t" GR_FMT "\t" GR_FMT, what,
                           GR_ARG(gr_version_input(f->of, path)), GR_ARG(hash)));
    return GR_OK;
}

static gr_status add_images(facts *f, const gr_node *node)
{
    if (node->kind == GR_K_IMAGE) {
        gr_status status = add_file(f, "file", node->as.image.path);
        return status == GR_OK || !gr_file_exists(node->as.image.path) ? GR_OK : status;
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        GR_TRY(add_images(f, child));
    }
    return GR_OK;
}

static void add_attachments(facts *f)
{
    const gr_doc *doc = f->of->doc;
    for (size_t i = 0; i < doc->n_attachments; i++) {
        const gr_attachment *file = &doc->attachments[i];
        gr_str hash = gr_sha256_hex(f->arena, gr_sha256_of(file->bytes));
        add_fact(f, gr_str_fmt(f->arena, "file\t" GR_FMT "\t%s\t%d\t" GR_FMT, GR_ARG(file->name),
                               file->media, (int)file->relationship, GR_ARG(hash)));
    }
}

static void add_piece(void *hashing, gr_str piece)
{
    gr_hashing_add(hashing, piece);
}

static gr_str hash_of(facts *f, const gr_hashing *hashing)
{
    return gr_sha256_hex(f->arena, gr_hashing_end(hashing));
}

static gr_str fact_of_rows(const gr_node *node, gr_arena *arena)
{
    const gr_row_source *source = node->as.table.source;
    gr_hashing *hashing = gr_hashing_new(arena);
    gr_str block = GR_LIT("");
    for (size_t i = 0; source->block(source->user, i, &block); i++) {
        gr_hashing_add(hashing, block);
    }
    return gr_str_fmt(arena, "rows\t" GR_FMT "\t" GR_FMT, GR_ARG(node->anchor),
                      GR_ARG(gr_sha256_hex(arena, gr_hashing_end(hashing))));
}

static bool is_pulled(const gr_node *node)
{
    return node->kind == GR_K_TABLE && node->as.table.source != NULL;
}

static bool has_rows(const gr_node *node, gr_str used, gr_arena *arena)
{
    bool all = !is_pulled(node) || gr_str_find(used, fact_of_rows(node, arena)) != SIZE_MAX;
    for (const gr_node *child = node->first; child != NULL && all; child = child->next) {
        all = has_rows(child, used, arena);
    }
    return all;
}

bool gr_version_has_rows(gr_str used, const gr_doc *doc, gr_arena *arena)
{
    return has_rows(doc->root, used, arena);
}

/** Rows that are pulled are in no list of figures. */
static void add_rows(facts *f, const gr_node *node)
{
    if (is_pulled(node)) {
        add_fact(f, fact_of_rows(node, f->arena));
        return;
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        add_rows(f, child);
    }
}

/** The workbook names all of them; what is in those that no figure comes from is not looked at. */
static void add_exports(facts *f)
{
    gr_told_export *told = NULL;
    const gr_doc *doc = f->of->doc;
    size_t n = gr_exports_told(f->of, f->arena, &told);
    for (size_t i = 0; i < n; i++) {
        const gr_told_export *one = &told[i];
        gr_str date = one->as_of;
        for (size_t k = 0; k < doc->n_exports && one->names.len == 0; k++) {
            bool same = gr_str_eq(doc->exports[k].file, one->file);
            date = same ? doc->exports[k].as_of_text : date;
        }
        if (one->names.len == 0) {
            add_fact(f, gr_str_fmt(f->arena, "export\t" GR_FMT "\t" GR_FMT "\t%u records",
                                   GR_ARG(one->file), GR_ARG(date), one->records));
        } else {
            add_fact(f, gr_str_fmt(f->arena,
                                   "export\t" GR_FMT "\t" GR_FMT "\t%u records\t%u files\t" GR_FMT,
                                   GR_ARG(one->file), GR_ARG(date), one->records, one->files,
                                   GR_ARG(one->names)));
        }
    }
}

/** The tree, rows of pulled tables apart; and the exports that the workbook names. */
static void add_document(facts *f)
{
    const gr_doc *doc = f->of->doc;
    gr_hashing *hashing = gr_hashing_new(f->arena);
    gr_doc_dump_pieces(doc, add_piece, hashing);
    add_fact(f, gr_str_fmt(f->arena, "document\t" GR_FMT, GR_ARG(hash_of(f, hashing))));
    if (doc->day.type == GR_T_DATE) {
        gr_buf line = gr_buf_make(f->arena, 64);
        gr_buf_add(&line, GR_LIT("on\t"));
        gr_value_add(&doc->day, &line);
        add_fact(f, gr_buf_view(&line));
    }
    add_exports(f);
}

static void add_means(facts *f)
{
    const gr_version_facts *of = f->of;
    const gr_house_style *house = of->doc->house;
    gr_buf formats = gr_buf_make(f->arena, SIZE_MAX);
    for (size_t i = 0; i < of->n_formats; i++) {
        gr_buf_addf(&formats, "\t" GR_FMT, GR_ARG(of->formats[i]));
    }
    add_fact(f, gr_str_fmt(f->arena, "engine\t" GR_FMT, GR_ARG(of->engine)));
    add_fact(f, gr_str_fmt(f->arena, "formats" GR_FMT, GR_ARG(gr_buf_view(&formats))));
    add_fact(f, gr_str_fmt(f->arena, "report\t" GR_FMT "\t" GR_FMT, GR_ARG(of->report),
                           GR_ARG(of->report_sha256)));
    add_fact(f, gr_str_fmt(f->arena, "style\t" GR_FMT "\t" GR_FMT, GR_ARG(house->id),
                           GR_ARG(of->style_sha256)));
    for (size_t i = 0; i < house->n_fonts; i++) {
        add_fact(f, gr_str_fmt(f->arena, "font\t" GR_FMT "\t" GR_FMT, GR_ARG(house->fonts[i].path),
                               GR_ARG(of->font_sha256[i])));
    }
}

static int by_bytes(const void *left, const void *right)
{
    return gr_str_cmp(*(const gr_str *)left, *(const gr_str *)right);
}

static gr_status gather(facts *f)
{
    const gr_doc *doc = f->of->doc;
    add_means(f);
    add_document(f);
    add_values(f);
    add_attachments(f);
    add_rows(f, doc->root);
    GR_TRY(add_images(f, doc->root));
    if (f->n > 0) { /* qsort takes no NULL, not even for nothing */
        qsort(f->lines, f->n, sizeof(f->lines[0]), by_bytes);
    }
    return GR_OK;
}

/** In room that is just enough: it is held while the document is laid out. */
static gr_str join_lines(const facts *f, gr_arena *arena)
{
    size_t bytes = 0;
    for (size_t i = 0; i < f->n; i++) {
        bytes += f->lines[i].len + 1;
    }
    char *text = GR_ROOM_N(arena, char, bytes + 1);
    size_t at = 0;
    for (size_t i = 0; i < f->n; i++) {
        memcpy(text + at, f->lines[i].ptr, f->lines[i].len);
        at += f->lines[i].len;
        text[at++] = '\n';
    }
    text[at] = '\0';
    return (gr_str){text, at};
}

gr_status gr_version_used(const gr_version_facts *of, gr_arena *arena, gr_diag *diag,
                          gr_str *out_used, gr_str *out_key)
{
    gr_arena *own = gr_arena_new(64 * 1024); /* lines, and which were seen */
    facts f = {
        .of = of, .arena = own, .diag = diag, .seen = gr_intern_new(own), .walk = {.arena = own}};
    gr_status status = gather(&f);
    if (status == GR_OK) {
        *out_used = join_lines(&f, arena);
    }
    gr_arena_free(own);
    GR_TRY(status);
    gr_str hex = gr_sha256_hex(arena, gr_sha256_of(*out_used));
    *out_key = gr_str_dup(arena, gr_str_sub(hex, 0, KEY_DIGITS));
    return GR_OK;
}
