/* Owns what a version says of the exports that its run read. Where there are many (one of each
 * participant), those that no figure of the edition comes from stand together, by source and date:
 * 342 editions would list 342 exports each. */
#include "base/arena.h"
#include "base/origin_walk.h"
#include "pack/pack.h"
#include "provenance_priv.h"

#define EACH_TOLD 16 /* exports; so few are told one by one */

static bool is_of(const gr_version_export *one, const gr_origin *leaf)
{
    return one->file != 0 && leaf->at.file == one->file;
}

static void mark_leaf(const gr_version_facts *facts, const gr_origin *leaf, bool *used)
{
    for (size_t i = 0; i < facts->n_exports; i++) {
        used[i] = used[i] || is_of(&facts->exports[i], leaf);
    }
}

/** Exports that a figure comes from, whatever it was chosen by. */
static bool *find_used(const gr_version_facts *facts, gr_arena *arena)
{
    bool *used = GR_NEW_N(arena, bool, facts->n_exports + 1);
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_origin_walk walk = {.arena = scratch};
    uint16_t last = 0;
    for (size_t i = 0; i < facts->doc->n_figures; i++) {
        const gr_origin *node = NULL;
        gr_walk_add(&walk, facts->doc->figures[i]->value.origin);
        while ((node = gr_walk_next(&walk)) != NULL) {
            if (gr_ops[node->op].kind == GR_OP_KIND_LEAF && node->at.file != last) {
                last = node->at.file;
                mark_leaf(facts, node, used);
            }
            gr_walk_enter(&walk, node);
        }
    }
    gr_arena_free(scratch);
    return used;
}

static gr_str day_text(const gr_value *date, gr_arena *arena)
{
    gr_buf text = gr_buf_make(arena, 64);
    if (date->type == GR_T_DATE) {
        gr_value_add(date, &text);
    }
    return gr_buf_view(&text);
}

typedef struct together { /* exports that are told as one */
    gr_told_export told;
    gr_hashing *contents, *names;
} together;

static together *group_of(together *groups, size_t *n, const gr_export *facts, gr_str as_of,
                          gr_arena *arena)
{
    size_t i = 0;
    while (i < *n && !(gr_str_eq(groups[i].told.source, facts->source) &&
                       gr_str_eq(groups[i].told.as_of, as_of))) {
        i++;
    }
    if (i == *n) {
        groups[(*n)++] = (together){
            .told = {.file = gr_str_fmt(arena, "others of " GR_FMT, GR_ARG(facts->source)),
                     .source = facts->source,
                     .as_of = as_of},
            .contents = gr_hashing_new(arena),
            .names = gr_hashing_new(arena)};
    }
    return &groups[i];
}

static void add_to(together *group, const gr_version_export *one, gr_arena *arena)
{
    const gr_export *facts = one->facts;
    gr_mark mark = gr_arena_mark(arena);
    gr_hashing_add(group->contents, gr_str_fmt(arena, GR_FMT "  " GR_FMT "\n", GR_ARG(one->sha256),
                                               GR_ARG(facts->file)));
    gr_hashing_add(group->names,
                   gr_str_fmt(arena, GR_FMT "\t%u\n", GR_ARG(facts->file), facts->records));
    gr_arena_rewind(arena, mark);
    group->told.files++;
    group->told.records += facts->records;
    group->told.not_taken += facts->not_taken;
    group->told.not_decided += facts->not_decided;
}

size_t gr_exports_told(const gr_version_facts *facts, gr_arena *arena, gr_told_export **out)
{
    size_t n = 0, n_groups = 0;
    bool each = facts->n_exports <= EACH_TOLD;
    const bool *used = each ? NULL : find_used(facts, arena);
    gr_told_export *told = GR_NEW_N(arena, gr_told_export, facts->n_exports + 1);
    together *groups = GR_NEW_N(arena, together, facts->n_exports + 1);
    for (size_t i = 0; i < facts->n_exports; i++) {
        const gr_version_export *one = &facts->exports[i];
        gr_str as_of = day_text(&one->facts->as_of, arena);
        if (each || used[i]) {
            told[n++] = (gr_told_export){.file = one->facts->file,
                                         .source = one->facts->source,
                                         .as_of = as_of,
                                         .files = 1,
                                         .records = one->facts->records,
                                         .not_taken = one->facts->not_taken,
                                         .not_decided = one->facts->not_decided,
                                         .sha256 = one->sha256};
        } else {
            add_to(group_of(groups, &n_groups, one->facts, as_of, arena), one, arena);
        }
    }
    for (size_t i = 0; i < n_groups; i++) {
        groups[i].told.sha256 = gr_sha256_hex(arena, gr_hashing_end(groups[i].contents));
        groups[i].told.names = gr_sha256_hex(arena, gr_hashing_end(groups[i].names));
        told[n++] = groups[i].told;
    }
    *out = told;
    return n;
}
