/* Owns output/index.html: what stands there, for the room `notify`, which says what the page tells
 * of it. */
#include "notify/page.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "journal/compare.h"
#include "store/changes.h"
#include "store/folder.h"
#include "store/shown.h"
#include "tell.h"
#include "json/read.h"

typedef struct paging {
    batch *run;
    const gr_run_summary *summary;
    gr_standing_setup standing;
    gr_arena *arena;
} paging;

static gr_str found_in(const paging *p, gr_str json, const char *path)
{
    gr_str text = GR_LIT("");
    if (json.len > 0) {
        (void)gr_json_find(json, path, p->arena, &text);
    }
    return text;
}

/* --- what an edition is now --- */

static gr_place place_of(const paging *p, const gr_standing *one)
{
    return gr_place_at(&p->run->store, one->destination, one->report, one->edition, p->arena);
}

static gr_str link_folder(const paging *p, const gr_standing *one)
{
    gr_str below = gr_path_join(p->arena, one->report, one->edition);
    return gr_path_join(p->arena, one->destination, below);
}

static bool is_document(gr_str name)
{
    bool found = false;
    for (size_t i = 0; i < gr_n_outputs; i++) {
        found = found || gr_str_ends(name, gr_str_of(gr_outputs[i].ending));
    }
    return found;
}

/** Files of one format in the manifest, which is in no order that readers would expect. */
static void add_format(const paging *p, const gr_standing *one, const gr_output *format,
                       gr_index_link *links, size_t *n_links)
{
    gr_str *files = NULL;
    size_t n = 0;
    (void)gr_json_list(one->manifest, "$.files", p->arena, &files, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t bytes = 0;
        gr_str name = found_in(p, files[i], "$.name");
        if (gr_str_ends(name, gr_str_of(format->ending)) &&
            gr_int_parse(found_in(p, files[i], "$.bytes"), &bytes)) {
            links[(*n_links)++] =
                (gr_index_link){.name = GR_LIT(""),
                                .href = gr_path_join(p->arena, link_folder(p, one), name),
                                .bytes = (uint64_t)bytes};
        }
    }
}

static void add_documents(const paging *p, const gr_standing *one, gr_shown_edition *out)
{
    gr_str *files = NULL;
    size_t n = 0;
    if (one->manifest.len == 0 || !gr_json_list(one->manifest, "$.files", p->arena, &files, &n)) {
        return;
    }
    gr_index_link *links = GR_NEW_N(p->arena, gr_index_link, n);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        add_format(p, one, &gr_outputs[i], links, &out->n_documents);
    }
    out->documents = links;
}

/** The change sheet for readers: its documents, not its JSON. */
static void add_changes(const paging *p, const gr_standing *one, gr_shown_edition *out)
{
    const gr_place place = place_of(p, one);
    gr_str below = gr_changes_folder(&place, p->arena);
    gr_str folder = gr_path_join(p->arena, place.root, below);
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *unheard = gr_diag_new(p->arena, 1);
    if (below.len == 0 ||
        gr_folder_list(folder, GR_LIT(""), p->arena, unheard, &names, &n) != GR_OK) {
        return;
    }
    gr_index_link *links = GR_NEW_N(p->arena, gr_index_link, n);
    gr_str href = gr_path_join(p->arena, one->destination, below);
    for (size_t i = 0; i < n; i++) {
        struct stat facts = {0};
        if (is_document(names[i]) &&
            stat(gr_path_join(p->arena, folder, names[i]).ptr, &facts) == 0) {
            links[out->n_changes++] =
                (gr_index_link){.name = gr_run_label(p->summary, "changes-title"),
                                .href = gr_path_join(p->arena, href, names[i]),
                                .bytes = (uint64_t)facts.st_size};
        }
    }
    out->changes = links;
}

static void add_version(const paging *p, const gr_standing *one, gr_shown_edition *out)
{
    gr_str published =
        gr_standing_file(&p->run->store, one, one->key, GR_VERSION_PUBLISHED, p->arena);
    if (gr_life_parse(found_in(p, published, "$.life.status"), &out->life)) {
        out->version = found_in(p, published, "$.life.version");
    }
    out->as_of = found_in(p, one->manifest, "$.as-of");
    const gr_place place = place_of(p, one);
    out->published = gr_version_since(&place, one->key, p->arena);
    add_documents(p, one, out);
    add_changes(p, one, out);
}

/** Figures that are another than in the version before; only when this run published. */
static uint32_t changed_figures(const paging *p, const gr_standing *one)
{
    const gr_place place = place_of(p, one);
    gr_str before = gr_place_before(&place, one->key, p->arena);
    gr_change *changes = NULL;
    size_t n = 0;
    uint32_t figures = 0;
    gr_diag *unheard = gr_diag_new(p->arena, 1);
    if (before.len == 0 ||
        gr_compare(gr_standing_file(&p->run->store, one, before, GR_VERSION_PUBLISHED, p->arena),
                   gr_standing_file(&p->run->store, one, one->key, GR_VERSION_PUBLISHED, p->arena),
                   p->arena, unheard, &changes, &n) != GR_OK) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        figures += changes[i].kind == GR_CHANGE_FIGURE || changes[i].kind == GR_CHANGE_ADDED ||
                   changes[i].kind == GR_CHANGE_GONE;
    }
    return figures;
}

/** Its part in this run; NULL: none. */
static const gr_run_edition *made_of(const paging *p, const gr_standing *one)
{
    return one->row == NULL ? NULL : &p->summary->editions[one->row - p->run->plan];
}

static gr_shown_edition edition_of(const paging *p, const gr_standing *one)
{
    const gr_place place = place_of(p, one);
    gr_shown_edition out = {
        .id = one->edition,
        .name = gr_standing_name(one->row, one->manifest, one->edition,
                                 gr_run_label(p->summary, "index-region"), p->arena),
        .made = made_of(p, one),
        .last = one->row == NULL ? gr_standing_last(&p->standing, one) : GR_LIT(""),
        .withdrawn = gr_place_is_withdrawn(&place, p->arena),
        .life = GR_LIFE_NONE,
        .version = GR_LIT(""),
        .as_of = GR_LIT("")};
    if (one->key.len > 0) {
        add_version(p, one, &out);
    }
    if (one->row != NULL && one->row->outcome == GR_EDITION_PUBLISHED) {
        out.changed_figures = changed_figures(p, one);
    }
    return out;
}

/* --- reports --- */

static gr_shown_report report_of(const paging *p, const gr_standing *list, size_t n)
{
    gr_shown_edition *editions = GR_NEW_N(p->arena, gr_shown_edition, n);
    for (size_t i = 0; i < n; i++) {
        editions[i] = edition_of(p, &list[i]);
    }
    return (gr_shown_report){.id = list->report,
                             .title = gr_standing_title(list, n, p->arena),
                             .editions = editions,
                             .n = n};
}

static bool same_report(const gr_standing *a, const gr_standing *b)
{
    return gr_str_eq(a->destination, b->destination) && gr_str_eq(a->report, b->report);
}

static size_t all_reports(const paging *p, gr_shown_report **out)
{
    gr_standing *list = NULL;
    size_t n = gr_standings(&p->standing, &list);
    size_t cap = 0, n_reports = 0;
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && same_report(&list[from], &list[to])) {
            to++;
        }
        *GR_PUSH(p->arena, *out, n_reports, cap, gr_shown_report) =
            report_of(p, &list[from], to - from);
        from = to;
    }
    return n_reports;
}

static gr_str page_of(const paging *p)
{
    gr_shown_report *reports = NULL;
    size_t n = all_reports(p, &reports);
    gr_buf out = gr_buf_make(p->arena, SIZE_MAX);
    gr_run_page(p->summary, reports, n, &out);
    return gr_buf_view(&out);
}

void batch_index(batch *run, const gr_run_summary *summary)
{
    gr_arena *arena = gr_arena_new((size_t)256 * 1024);
    const paging p = {.run = run,
                      .summary = summary,
                      .standing = batch_standing_setup(run, summary->jobs, arena),
                      .arena = arena};
    gr_str path = gr_path_join(arena, run->output, GR_LIT("index.html"));
    gr_str why = summary->house == NULL ? GR_LIT("no house style can be read")
                                        : gr_file_replace(path, page_of(&p), false, arena);
    if (why.len > 0) {
        gr_loc whole = {.file = gr_diag_add_file(run->diag, path)};
        gr_diag_report(run->diag, whole, GR_CODE_INDEX_WRITE, GR_FMT, GR_ARG(why));
    }
    gr_arena_free(arena);
}
