#include "lookback/shown.h"

/* Owns what is known of each edition that stands there: its life, its files, its change sheet. Must
 * not know what a page says of it (room `notify`). */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "journal/compare.h"
#include "store/changes.h"
#include "store/shown.h"
#include "json/read.h"

/* Of documents. */
static const char *const endings[] = {
#define GR_OUTPUT(name, mime, label) "." #name,
#include "base/outputs.def"
#undef GR_OUTPUT
};
#define N_ENDINGS (sizeof(endings) / sizeof(endings[0]))

typedef struct looking {
    const gr_standing_setup *standing;
    const gr_store *store;
    gr_arena *arena; /* the setup's */
    gr_str region;
} looking;

static gr_str found_in(const looking *l, gr_str json, const char *path)
{
    gr_str text = GR_LIT("");
    if (json.len > 0) {
        (void)gr_json_find(json, path, l->arena, &text);
    }
    return text;
}

/* --- what an edition is now --- */

static gr_place place_of(const looking *l, const gr_standing *one)
{
    return gr_place_at(l->store, one->destination, one->report, one->edition, l->arena);
}

static gr_str link_folder(const looking *l, const gr_standing *one)
{
    gr_str below = gr_path_join(l->arena, one->report, one->edition);
    return gr_path_join(l->arena, one->destination, below);
}

static bool is_document(gr_str name)
{
    bool found = false;
    for (size_t i = 0; i < N_ENDINGS; i++) {
        found = found || gr_str_ends(name, gr_str_of(endings[i]));
    }
    return found;
}

/** Files of one format in the manifest, which is in no order that readers would expect. */
static void add_format(const looking *l, const gr_standing *one, const char *ending,
                       gr_shown_file *links, size_t *n_links)
{
    gr_str *files = NULL;
    size_t n = 0;
    (void)gr_json_list(one->manifest, "$.files", l->arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t bytes = 0;
        gr_str name = found_in(l, files[i], "$.name");
        if (gr_str_ends(name, gr_str_of(ending)) &&
            gr_int_parse(found_in(l, files[i], "$.bytes"), &bytes)) {
            links[(*n_links)++] =
                (gr_shown_file){.href = gr_path_join(l->arena, link_folder(l, one), name),
                                .bytes = (uint64_t)bytes};
        }
    }
}

static void add_documents(const looking *l, const gr_standing *one, gr_shown_edition *out)
{
    gr_str *files = NULL;
    size_t n = 0;
    if (one->manifest.len == 0 || !gr_json_list(one->manifest, "$.files", l->arena, &files, &n)) {
        return;
    }
    gr_shown_file *links = GR_NEW_N(l->arena, gr_shown_file, n);
    for (size_t i = 0; i < N_ENDINGS; i++) {
        add_format(l, one, endings[i], links, &out->n_documents);
    }
    out->documents = links;
}

/** The change sheet for readers: its documents, not its JSON. */
static void add_changes(const looking *l, const gr_standing *one, gr_shown_edition *out)
{
    const gr_place place = place_of(l, one);
    gr_str below = gr_changes_folder(&place, l->arena);
    gr_str folder = gr_path_join(l->arena, place.root, below);
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(l->arena, 1);
    if (below.len == 0 ||
        gr_folder_list(folder, GR_LIT(""), l->arena, discarded, &names, &n) != GR_OK) {
        return;
    }
    gr_shown_file *links = GR_NEW_N(l->arena, gr_shown_file, n);
    gr_str href = gr_path_join(l->arena, one->destination, below);
    for (size_t i = 0; i < n; i++) {
        struct stat facts = {0};
        if (is_document(names[i]) &&
            stat(gr_path_join(l->arena, folder, names[i]).ptr, &facts) == 0) {
            links[out->n_changes++] = (gr_shown_file){
                .href = gr_path_join(l->arena, href, names[i]), .bytes = (uint64_t)facts.st_size};
        }
    }
    out->changes = links;
}

static void add_version(const looking *l, const gr_standing *one, gr_shown_edition *out)
{
    gr_str published = gr_standing_file(l->store, one, one->key, GR_VERSION_PUBLISHED, l->arena);
    if (gr_life_parse(gr_published_life(published, "status", l->arena), &out->life)) {
        out->version = gr_published_life(published, "version", l->arena);
    }
    out->as_of = found_in(l, one->manifest, "$.as-of");
    const gr_place place = place_of(l, one);
    out->published = gr_version_since(&place, one->key, l->arena);
    add_documents(l, one, out);
    add_changes(l, one, out);
}

/** Figures that are another than in the version before; only when this run published. */
static uint32_t changed_figures(const looking *l, const gr_standing *one)
{
    const gr_place place = place_of(l, one);
    gr_str before = gr_place_before(&place, one->key, l->arena);
    gr_change *changes = NULL;
    size_t n = 0;
    uint32_t figures = 0;
    gr_diag *discarded = gr_diag_new(l->arena, 1);
    if (before.len == 0 ||
        gr_compare(gr_standing_file(l->store, one, before, GR_VERSION_PUBLISHED, l->arena),
                   gr_standing_file(l->store, one, one->key, GR_VERSION_PUBLISHED, l->arena),
                   l->arena, discarded, &changes, &n) != GR_OK) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        figures += changes[i].kind == GR_CHANGE_FIGURE || changes[i].kind == GR_CHANGE_ADDED ||
                   changes[i].kind == GR_CHANGE_GONE;
    }
    return figures;
}

static gr_shown_edition edition_of(const looking *l, const gr_standing *one)
{
    const gr_place place = place_of(l, one);
    gr_shown_edition out = {
        .id = one->edition,
        .name = gr_standing_name(one->row, one->manifest, one->edition, l->region, l->arena),
        .row = one->row,
        .last = one->row == NULL ? gr_standing_last(l->standing, one) : GR_LIT(""),
        .withdrawn = gr_place_is_withdrawn(&place, l->arena),
        .life = GR_LIFE_NONE,
        .version = GR_LIT(""),
        .as_of = GR_LIT("")};
    if (one->key.len > 0) {
        add_version(l, one, &out);
    }
    if (one->row != NULL && one->row->outcome == GR_EDITION_PUBLISHED) {
        out.changed_figures = changed_figures(l, one);
    }
    return out;
}

/* --- reports --- */

static gr_shown_report report_of(const looking *l, const gr_standing *list, size_t n)
{
    gr_shown_edition *editions = GR_NEW_N(l->arena, gr_shown_edition, n);
    for (size_t i = 0; i < n; i++) {
        editions[i] = edition_of(l, &list[i]);
    }
    return (gr_shown_report){.id = gr_path_join(l->arena, list->destination, list->report),
                             .title = gr_standing_title(list, n, l->arena),
                             .editions = editions,
                             .n = n};
}

static bool same_report(const gr_standing *a, const gr_standing *b)
{
    return gr_str_eq(a->destination, b->destination) && gr_str_eq(a->report, b->report);
}

size_t gr_shown_reports(const gr_standing_setup *setup, gr_str region, gr_shown_report **out)
{
    const looking l = {
        .standing = setup, .store = &setup->store, .arena = setup->arena, .region = region};
    gr_standing *list = NULL;
    size_t n = gr_standings(setup, &list);
    size_t cap = 0, n_reports = 0;
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && same_report(&list[from], &list[to])) {
            to++;
        }
        *GR_PUSH(l.arena, *out, n_reports, cap, gr_shown_report) =
            report_of(&l, &list[from], to - from);
        from = to;
    }
    return n_reports;
}
