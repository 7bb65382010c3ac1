/* Owns the records behind sums that were made while an export was read. Of them nothing was kept
 * but how many there were and a checksum: the export is read again by the sources at hand, and what
 * comes out is believed when the checksum is the same. */
#include "base/arena.h"
#include "base/intern.h"
#include "trace_priv.h"

#define DIGITS 16

static gr_str checksum_in(gr_str detail)
{
    gr_str before = GR_LIT(", checksum ");
    size_t at = gr_str_find(detail, before);
    return at == SIZE_MAX ? GR_LIT("") : gr_str_sub(detail, at + before.len, DIGITS);
}

bool gr_node_is_group(const gr_traced_node *node)
{
    return node->is_field && checksum_in(node->detail).len == DIGITS;
}

/* --- which groups, and which exports they come from --- */

static gr_str name_of(gr_chain *c, gr_str dataset, gr_str key)
{
    c->group_name.len = 0;
    gr_buf_add(&c->group_name, dataset);
    gr_buf_add_char(&c->group_name, '\n'); /* no name of a dataset has one */
    gr_buf_add(&c->group_name, key);
    return gr_buf_view(&c->group_name);
}

static gr_group_again *find_group(gr_chain *c, gr_str dataset, gr_str key)
{
    uint32_t nr = 0;
    bool known = gr_intern_find(c->group_names, name_of(c, dataset, key), &nr);
    return known ? &c->groups[nr] : NULL;
}

static void list_groups(gr_chain *c)
{
    c->group_names = gr_intern_new(c->arena);
    c->group_name = gr_buf_make(c->arena, SIZE_MAX);
    for (size_t i = 0; i < c->graph.n; i++) {
        const gr_traced_node *node = &c->graph.nodes[i];
        if (!node->others && gr_node_is_group(node) &&
            find_group(c, node->dataset, node->key) == NULL) {
            (void)gr_intern_add(c->group_names, name_of(c, node->dataset, node->key));
            *GR_PUSH(c->arena, c->groups, c->n_groups, c->cap_groups,
                     gr_group_again) = (gr_group_again){
                .dataset = node->dataset, .key = node->key, .checksum = checksum_in(node->detail)};
        }
    }
}

/** A group's first record was read by it. */
static bool is_source_of_one(const gr_chain *c, gr_str source)
{
    bool found = false;
    for (size_t i = 0; i < c->graph.n && !found; i++) {
        const gr_traced_node *node = &c->graph.nodes[i];
        gr_str sha256 = GR_LIT("");
        if (!node->others && gr_node_is_group(node)) {
            gr_str file = gr_origins_file(c->origins, node->file, &sha256);
            found = gr_str_eq(gr_origins_export(c->origins, file, "source"), source);
        }
    }
    return found;
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const gr_group_export *)left)->name,
                      ((const gr_group_export *)right)->name);
}

/** In the order in which they were read. False: one is nowhere. */
static bool list_exports(gr_chain *c, bool all_sources)
{
    size_t n = gr_json_count(c->origins->exports);
    bool all = true;
    c->exports = GR_NEW_N(c->arena, gr_group_export, n + 1);
    c->n_exports = 0;
    for (size_t i = 0; i < n; i++) {
        const gr_json_value *export = gr_json_at(c->origins->exports, i);
        gr_str name = gr_json_text_of(gr_json_member(export, "file"));
        gr_str sha256 = gr_json_text_of(gr_json_member(export, "sha256"));
        bool many = gr_json_member(export, "files") != NULL; /* told together */
        if (!all_sources &&
            !is_source_of_one(c, gr_json_text_of(gr_json_member(export, "source")))) {
            continue;
        }
        gr_str content = many ? GR_LIT("") : gr_export_content(c->ask, name, sha256, c->arena);
        all = all && content.len > 0;
        c->exports[c->n_exports++] = (gr_group_export){.name = name, .content = content};
    }
    qsort(c->exports, c->n_exports, sizeof(c->exports[0]), by_name);
    return all && c->n_exports > 0;
}

/* --- their records --- */

static void take(void *user, size_t nr, gr_str dataset, gr_str key, uint32_t line)
{
    gr_chain *c = user;
    gr_group_again *group = find_group(c, dataset, key);
    if (group != NULL) {
        *GR_PUSH(c->arena, group->members, group->n, group->cap, gr_group_member) =
            (gr_group_member){(uint32_t)nr, line};
    }
}

/** True when all of them are what was added up. */
static bool judge(gr_chain *c, bool read, const gr_str *checksums)
{
    bool all = read;
    for (size_t i = 0; i < c->n_groups; i++) {
        c->groups[i].read = read && gr_str_eq(checksums[i], c->groups[i].checksum);
        all = all && c->groups[i].read;
    }
    return all;
}

static bool read_again(gr_chain *c)
{
    gr_arena *own = gr_arena_new(256 * 1024);
    gr_str *paths = GR_NEW_N(own, gr_str, c->n_exports);
    gr_str *names = GR_NEW_N(own, gr_str, c->n_exports);
    gr_str *checksums = GR_NEW_N(own, gr_str, c->n_groups);
    gr_group_name *groups = GR_NEW_N(own, gr_group_name, c->n_groups);
    for (size_t i = 0; i < c->n_exports; i++) {
        paths[i] = gr_str_dup(own, c->exports[i].content);
        names[i] = c->exports[i].name;
    }
    for (size_t i = 0; i < c->n_groups; i++) {
        groups[i] = (gr_group_name){c->groups[i].dataset, c->groups[i].key};
        checksums[i] = GR_LIT("");
        c->groups[i].n = 0;
    }
    const gr_group_reading what = {.paths = paths,
                                   .names = names,
                                   .n = c->n_exports,
                                   .groups = groups,
                                   .n_groups = c->n_groups,
                                   .checksums = checksums,
                                   .member = take,
                                   .user = c,
                                   .arena = own};
    bool read = c->ask->groups.read != NULL && c->ask->groups.read(c->ask->groups.user, &what);
    bool all = judge(c, read, checksums);
    gr_arena_free(own);
    return all;
}

/** Exports of the sources that read their first records; else, when datasets are the same in
 * several sources, all. */
gr_group_again *gr_group_of(gr_chain *c, const gr_traced_node *node)
{
    if (!c->read_again) {
        c->read_again = true;
        list_groups(c);
        if (!list_exports(c, false) || !read_again(c)) {
            (void)(list_exports(c, true) && read_again(c));
        }
    }
    return find_group(c, node->dataset, node->key);
}

/* --- the way back --- */

typedef struct meeting {
    gr_groups_met *met;
    uint32_t line;
    gr_arena *arena;
} meeting;

static void meet(void *user, size_t nr, gr_str dataset, gr_str key, uint32_t line)
{
    const meeting *m = user;
    (void)nr;
    if (line == m->line) {
        gr_group_name *name =
            GR_PUSH(m->arena, m->met->items, m->met->n, m->met->cap, gr_group_name);
        name->dataset = gr_str_dup(m->arena, dataset);
        name->key = gr_str_dup(m->arena, key);
    }
}

void gr_groups_of_line(const gr_where_question *ask, gr_str file, uint32_t line, gr_groups_met *out)
{
    const gr_trace_question where = {
        .store = ask->store, .input = ask->input, .templates = ask->templates};
    gr_str path = gr_str_dup(ask->arena, gr_export_content(&where, file, out->sha256, ask->arena));
    meeting m = {.met = out, .line = line, .arena = ask->arena};
    gr_arena *own = gr_arena_new(256 * 1024);
    const gr_group_reading what = {
        .paths = &path, .names = &file, .n = 1, .member = meet, .user = &m, .arena = own};
    out->read =
        path.len > 0 && ask->groups.read != NULL && ask->groups.read(ask->groups.user, &what);
    gr_arena_free(own);
}
