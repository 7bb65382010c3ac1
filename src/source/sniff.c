/* The beginning of a file: its root element, and whether it holds what has= of a match names. */
#include "files_priv.h"

#define SNIFFED_BYTES ((size_t)1024 * 1024)

typedef struct seeker { /* of one has= */
    gr_str steps, attribute;
    unsigned n_steps;
    unsigned matched; /* of them, by the open elements */
    bool found;
} seeker;
typedef struct sniffing {
    gr_arena *arena;
    gr_root *root;
    seeker *seekers;
    size_t n;
    unsigned depth; /* open elements; the root is the first */
} sniffing;

/** The nr-th of "a/b/c", from 0. */
static gr_str step_of(gr_str steps, unsigned nr)
{
    gr_str step = GR_LIT("");
    for (unsigned i = 0; i <= nr; i++) {
        (void)gr_str_split(&steps, '/', &step);
    }
    return step;
}

static unsigned count_steps(gr_str steps)
{
    unsigned n = 0;
    gr_str step;
    while (steps.len > 0 && gr_str_split(&steps, '/', &step)) {
        n++;
    }
    return n;
}

static bool has_attribute(const gr_xml_start *element, gr_str name)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        if (gr_str_eq(element->attrs[i].name, name)) {
            return true;
        }
    }
    return false;
}

/** `depth` of the element below the root: 0 is the root itself. */
static void seek(seeker *s, const gr_xml_start *element, unsigned depth)
{
    if (depth > 0 && (s->matched != depth - 1 || depth > s->n_steps ||
                      !gr_str_eq(step_of(s->steps, depth - 1), element->name))) {
        return;
    }
    s->matched = depth;
    if (depth == s->n_steps && (s->attribute.len == 0 || has_attribute(element, s->attribute))) {
        s->found = true;
    }
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    sniffing *s = user;
    bool all = true;
    if (s->depth == 0) {
        s->root->ns = gr_str_dup(s->arena, element->ns);
        s->root->name = gr_str_dup(s->arena, element->name);
    }
    for (size_t i = 0; i < s->n; i++) {
        seek(&s->seekers[i], element, s->depth);
        all = all && s->seekers[i].found;
    }
    s->depth++;
    if (all || gr_xml_offset(reader) > SNIFFED_BYTES) {
        gr_xml_enough(reader);
    }
    return GR_OK;
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    sniffing *s = user;
    (void)reader;
    (void)name;
    s->depth--;
    for (size_t i = 0; i < s->n; i++) {
        if (s->depth > 0 && s->seekers[i].matched == s->depth) {
            s->seekers[i].matched--;
        }
    }
    return GR_OK;
}

gr_status gr_root_read(const gr_import *import, const gr_match *const *matches, size_t n,
                       const char *encoding, gr_arena *arena, gr_root *out)
{
    sniffing s = {.arena = arena, .root = out, .n = n};
    s.seekers = GR_NEW_N(arena, seeker, n + 1);
    for (size_t i = 0; i < n; i++) {
        s.seekers[i] = (seeker){.steps = matches[i]->has_steps,
                                .attribute = matches[i]->has_attribute,
                                .n_steps = count_steps(matches[i]->has_steps)};
    }
    gr_xml_handler handler = {.user = &s, .start = on_start, .end = on_end, .encoding = encoding};
    GR_TRY(gr_xml_read_file(import->path, import->file, import->limits, &handler, import->diag));
    out->has = GR_NEW_N(arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        out->has[i] = s.seekers[i].found;
    }
    return GR_OK;
}
