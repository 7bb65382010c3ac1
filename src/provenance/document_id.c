#include "provenance/version.h"

/* Owns the name that a document bears in itself, so that a copy that was saved anew is known by it.
 * It follows from what its readers can see: a hash over more would let them try what they may not
 * know. */
#include "base/arena.h"
#include "pack/pack.h"

static void add(gr_hashing *hashing, gr_str text)
{
    gr_hashing_add(hashing, text);
    gr_hashing_add(hashing, GR_LIT("\n"));
}

static void add_texts(gr_hashing *hashing, const gr_node *node)
{
    if (node->kind == GR_K_TEXT) {
        add(hashing, node->as.text.chars);
    }
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        add_texts(hashing, child);
    }
}

/** What rows of long tables print has a hash of its own: "rows	T-inkoop	<hash>". */
static void add_rows(gr_hashing *hashing, gr_str used)
{
    gr_str line = GR_LIT("");
    while (gr_str_split(&used, '\n', &line)) {
        if (gr_str_starts(line, GR_LIT("rows\t"))) {
            add(hashing, line);
        }
    }
}

/** As a UUID of one's own making (RFC 9562, version 8). */
static gr_str as_uuid(gr_str hex, gr_arena *arena)
{
    return gr_str_fmt(arena, "uuid:" GR_FMT "-" GR_FMT "-8" GR_FMT "-8" GR_FMT "-" GR_FMT,
                      GR_ARG(gr_str_sub(hex, 0, 8)), GR_ARG(gr_str_sub(hex, 8, 4)),
                      GR_ARG(gr_str_sub(hex, 12, 3)), GR_ARG(gr_str_sub(hex, 15, 3)),
                      GR_ARG(gr_str_sub(hex, 18, 12)));
}

gr_str gr_version_document_id(const gr_version_facts *facts, gr_str used, gr_arena *arena)
{
    const gr_doc *doc = facts->doc;
    gr_hashing *hashing = gr_hashing_new(arena);
    add(hashing, facts->report);
    add(hashing, facts->edition);
    add(hashing, doc->title);
    add(hashing, gr_str_fmt(arena, "%d %u", (int)doc->life.status, (unsigned)doc->life.version));
    for (size_t i = 0; i < doc->n_figures; i++) {
        add(hashing, doc->figures[i]->id);
        add(hashing, doc->figures[i]->text);
    }
    add_texts(hashing, doc->root);
    add_rows(hashing, used);
    return as_uuid(gr_sha256_hex(arena, gr_hashing_end(hashing)), arena);
}
