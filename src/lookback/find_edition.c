/* Owns where an edition stands that somebody names: in the output folder itself, or in the
 * destination of a job below it, which may be named before the report. Reads no descriptor, so it
 * also finds what no job makes any more.
 */

#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "lookback/lookback.h"
#include "plan/order.h"
#include "store/folder.h"

#define DESTINATION_DEEP 4 /* folders below the output folder that are looked into */

typedef struct search {
    const gr_store *store;
    gr_arena *arena;
    gr_diag *diag;
    gr_str report, edition;
    gr_str *found; /* destinations that have the edition */
    size_t n, cap;
    gr_str *reports; /* seen on the way, for "did you mean" */
    size_t n_reports, cap_reports;
    gr_str *editions; /* of the report */
    size_t n_editions, cap_editions;
} search;

static gr_str *folders_in(const search *s, gr_str folder, size_t *out_n)
{
    gr_str *names = NULL;
    *out_n = gr_folders_in(folder, s->arena, &names); /* links are left out */
    return names;
}

/** `report`: the folder with its editions. */
static void look_at_editions(search *s, gr_str destination, gr_str report)
{
    size_t n = 0;
    gr_str *names = folders_in(s, report, &n);
    for (size_t i = 0; i < n; i++) {
        if (gr_str_ends(names[i], GR_LIT(GR_CHANGES))) {
            continue;
        }
        *GR_PUSH(s->arena, s->editions, s->n_editions, s->cap_editions, gr_str) = names[i];
        if (gr_str_eq(names[i], s->edition)) {
            *GR_PUSH(s->arena, s->found, s->n, s->cap, gr_str) = destination;
        }
    }
}

static void look_at(search *s, gr_str destination)
{
    gr_arena *arena = s->arena;
    gr_str versions = gr_versions_folder(s->store->state, destination, arena);
    size_t n = 0;
    gr_str *names = folders_in(s, versions, &n);
    for (size_t i = 0; i < n; i++) {
        *GR_PUSH(arena, s->reports, s->n_reports, s->cap_reports, gr_str) = names[i];
    }
    for (size_t i = 0; i < n; i++) {
        if (s->report.len == 0 || gr_str_eq(s->report, names[i])) {
            look_at_editions(s, destination, gr_path_join(arena, versions, names[i]));
        }
    }
}

/** Destinations are folders in folders. */
static void look_below(search *s, gr_str destination, unsigned depth)
{
    gr_arena *arena = s->arena;
    gr_str all = gr_path_join(arena, s->store->state, GR_LIT(GR_DESTINATIONS));
    size_t n = 0;
    look_at(s, destination);
    gr_str *names = depth == 0 ? NULL : folders_in(s, gr_path_join(arena, all, destination), &n);
    for (size_t i = 0; i < n; i++) {
        look_below(s, gr_path_join(arena, destination, names[i]), depth - 1);
    }
}

size_t gr_published_editions(const gr_store *store, gr_str report, gr_arena *arena, gr_str **out)
{
    search s = {.store = store, .arena = arena, .report = report, .edition = GR_LIT("")};
    if (report.len == 0 || gr_path_is_inside(report)) {
        look_below(&s, GR_LIT(""), DESTINATION_DEEP);
    }
    *out = s.editions;
    return s.n_editions;
}

static gr_status refuse_unknown(const search *s)
{
    gr_diag *diag = s->diag;
    bool report = s->n_editions == 0;
    gr_str asked = report ? s->report : s->edition;
    gr_str meant =
        gr_suggest(asked, report ? s->reports : s->editions, report ? s->n_reports : s->n_editions);
    gr_str hint = GR_LIT("");
    if (meant.len > 0) {
        hint = gr_str_fmt(s->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
    }
    gr_diag_report(diag, (gr_loc){0}, report ? GR_CODE_REPORT_UNKNOWN : GR_CODE_EDITION_UNKNOWN,
                   "nothing of '" GR_FMT "' was ever published in '" GR_FMT "'" GR_FMT,
                   GR_ARG(asked), GR_ARG(s->store->output), GR_ARG(hint));
    return GR_BAD_INPUT;
}

void gr_split_destination(gr_str word, gr_str *out_destination, gr_str *out_report)
{
    size_t slash = word.len;
    while (slash > 0 && word.ptr[slash - 1] != '/') {
        slash--;
    }
    gr_str folder = gr_str_sub(word, 0, slash == 0 ? 0 : slash - 1);
    if (gr_path_is_inside(folder)) {
        *out_destination = folder;
        *out_report = gr_str_sub(word, slash, SIZE_MAX);
    } else {
        *out_destination = GR_LIT("");
        *out_report = word;
    }
}

gr_status gr_find_edition(const gr_store *store, gr_str report, gr_str edition, gr_arena *arena,
                          gr_diag *diag, gr_place *out)
{
    gr_str destination = GR_LIT("");
    gr_split_destination(report, &destination, &report);
    search s = {.store = store, .arena = arena, .diag = diag, .report = report, .edition = edition};
    if (!gr_path_is_inside(report) || !gr_path_is_inside(edition)) {
        return refuse_unknown(&s);
    }
    look_below(&s, destination, destination.len == 0 ? DESTINATION_DEEP : 0);
    if (s.n == 0) {
        return refuse_unknown(&s);
    }
    if (s.n > 1) {
        gr_diag_report(diag, (gr_loc){0}, GR_CODE_EDITION_UNKNOWN,
                       "'" GR_FMT "/" GR_FMT "' stands in " GR_FMT
                       "; name one before the report: DESTINATION/REPORT",
                       GR_ARG(report), GR_ARG(edition),
                       GR_ARG(gr_names_listed(arena, s.found, s.n)));
        return GR_BAD_INPUT;
    }
    *out = gr_place_at(store, s.found[0], report, edition, arena);
    return GR_OK;
}
