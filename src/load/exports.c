/* Owns the way from exports to datasets. Must not know what reports make of them. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "load_priv.h"
#include "pack/unpack.h"

gr_status gr_load_sources(gr_load *load)
{
    const gr_load_setup *by = &load->setup;
    gr_str folder = gr_path_join(by->arena, by->templates, GR_LIT("sources"));
    return gr_sources_read(folder, by->limits, load->catalogue, by->arena, by->diag,
                           &load->sources);
}

gr_eval_context gr_load_context(const gr_load *load, gr_arena *arena, gr_diag *diag)
{
    const load_styles *styles = &load->styles;
    return (gr_eval_context){
        .arena = arena,
        .memo = gr_memo_new(arena),
        .diag = diag,
        .slots = GR_NEW_N(arena, gr_slot, load->binder.n_slots + 1),
        .edition = GR_LIT(""),
        .notation = styles->n > 0 ? &styles->list[0].house->notation : NULL,
        .steps_left = load->setup.limits->steps,
        .waivers = &load->waivers,
    };
}

/** Of the bytes that were read: an export that is replaced now is another one. */
static void hash_exports(gr_load *load)
{
    const gr_load_setup *by = &load->setup;
    const gr_export *exports = NULL;
    load->n_exports = gr_catalogue_exports(load->catalogue, &exports);
    load->exports = GR_NEW_N(by->arena, gr_version_export, load->n_exports);
    for (size_t i = 0; i < load->n_exports; i++) {
        gr_str path = gr_path_join(by->arena, by->input, exports[i].file);
        load->exports[i].facts = &exports[i];
        load->exports[i].file = gr_diag_add_file(by->diag, path);
        load->exports[i].sha256 = gr_diag_read_hash(by->diag, load->exports[i].file);
    }
}

#define DAY_SECONDS 86400

/** A date that has not come is a slip of whoever made the export, or a clock that is wrong; the
 * figures may be right. Somewhere on earth it may be tomorrow already. */
static void warn_ahead(const gr_load *load)
{
    const gr_day first = gr_day_of((gr_civil){1970, 1, 1});
    gr_day tomorrow = first + (gr_day)(load->setup.now / DAY_SECONDS) + 1;
    for (size_t i = 0; i < load->n_exports; i++) {
        const gr_export *one = load->exports[i].facts;
        if (one->as_of.type == GR_T_DATE && one->as_of.as.day > tomorrow) {
            gr_buf date = gr_buf_make(load->setup.arena, SIZE_MAX);
            gr_value_add(&one->as_of, &date);
            gr_diag_report(load->setup.diag, one->as_of_at, GR_CODE_AS_OF_AHEAD,
                           "'" GR_FMT "' says that its data are of " GR_FMT
                           ", a day that has not come, and documents would print it; mend the "
                           "date in the export, or the clock",
                           GR_ARG(one->file), GR_ARG(gr_buf_view(&date)));
        }
    }
}

/** Members of one archive: their hash is that of the archive. */
static bool in_one(const gr_version_export *a, const gr_version_export *b)
{
    gr_str file_a;
    gr_str file_b;
    gr_str member;
    return gr_unpack_split(a->facts->file, &file_a, &member) && member.len > 0 &&
           gr_unpack_split(b->facts->file, &file_b, &member) && gr_str_eq(file_a, file_b);
}

/** Its records would count twice, where no key tells. */
static gr_status refuse_twice(const gr_load *load)
{
    gr_status status = GR_OK;
    for (size_t i = 0; i < load->n_exports; i++) {
        for (size_t k = 0; k < i; k++) {
            const gr_version_export *a = &load->exports[k];
            const gr_version_export *b = &load->exports[i];
            if (a->sha256.len == 0 || !gr_str_eq(a->sha256, b->sha256) || in_one(a, b)) {
                continue;
            }
            gr_str path = gr_path_join(load->setup.arena, load->setup.input, b->facts->file);
            gr_loc whole = {.file = gr_diag_add_file(load->setup.diag, path)};
            gr_diag_report(load->setup.diag, whole, GR_CODE_EXPORT_TWICE,
                           "it is byte for byte '" GR_FMT "'; take one of them away",
                           GR_ARG(a->facts->file));
            status = GR_BAD_INPUT;
            break;
        }
    }
    return status;
}

/** Controls of derived data are of every edition, and so is what is waived of them. */
static void note_waived(gr_load *load)
{
    const gr_waivers *all = &load->waivers;
    gr_doc_waived *list = GR_NEW_N(load->setup.arena, gr_doc_waived, all->n);
    for (size_t i = 0; i < all->n; i++) {
        bool of_data = all->list[i].kind == GR_WAIVED_OF_DATA;
        all->list[i].asked |= of_data;
        all->list[i].used |= of_data && gr_derive_check_waived(load->derivations, i);
        if (of_data && all->list[i].used) {
            list[load->n_waived++] = gr_load_waived(load, i);
        }
    }
    load->waived = list;
}

/** What they say is kept apart as well: editions tell it to their own readers. */
static gr_status run_controls(gr_load *load)
{
    const gr_load_setup *by = &load->setup;
    bool held = true;
    gr_diag *said = gr_diag_beside(by->diag, by->arena);
    gr_eval_context context = gr_load_context(load, by->arena, said);
    gr_status status = gr_derive_check(load->derivations, &context, &held);
    note_waived(load);
    gr_diag_merge(by->diag, said, GR_LIT(""));
    load->controls_worst = context.worst;
    load->controls_said = context.worst == GR_CONTROLS_HELD && load->n_waived == 0 ? NULL : said;
    GR_TRY(status);
    return held || by->each_alone ? GR_OK : GR_BAD_INPUT;
}

static gr_status derive(gr_load *load, gr_str suppressed_before)
{
    const gr_load_setup *by = &load->setup;
    gr_eval_context context = gr_load_context(load, by->arena, by->diag);
    gr_derive_know_places(load->derivations, suppressed_before);
    /* What fails while deriving may come of a misspelt key: these are told first. */
    gr_status keys = gr_key_literals_check(&load->binder, false);
    GR_TRY(gr_derive_run(load->derivations, &context, load->catalogue, by->limits));
    GR_TRY(run_controls(load));
    load->suppressed_places = gr_derive_places(load->derivations, by->arena);
    gr_status derived_keys = gr_key_literals_check(&load->binder, true);
    gr_load_tell_parts(load);
    return keys == GR_OK ? derived_keys : keys;
}

gr_status gr_load_exports(gr_load *load, gr_str suppressed_before)
{
    const gr_load_setup *by = &load->setup;
    /* Links are checked even when an export failed: one run tells all that is wrong. */
    gr_file_names passed = {.n = 0};
    gr_status loaded = gr_sources_load(load->sources, by->input, by->limits, load->catalogue,
                                       by->arena, by->diag, &passed);
    gr_load_tell_passed_over(load, &passed);
    gr_status linked = gr_catalogue_link_rows(load->catalogue, by->diag);
    hash_exports(load);
    GR_TRY(refuse_twice(load));
    gr_status sound = gr_load_check_markup(load);
    GR_TRY(loaded);
    GR_TRY(linked);
    GR_TRY(sound);
    GR_TRY(gr_catalogue_check_totals(load->catalogue, by->diag));
    gr_load_check_waived_keys(load);
    gr_load_judge(load);
    warn_ahead(load);
    gr_status derived = derive(load, suppressed_before);
    gr_catalogue_rest(load->catalogue);
    return derived;
}

/** The last part of a path. */
static gr_str last_part(gr_str path)
{
    gr_str part = path;
    while (gr_str_split(&path, '/', &part)) {
    }
    return part;
}

gr_status gr_load_one_export(gr_load *load, gr_str path, bool *out_read)
{
    const gr_load_setup *by = &load->setup;
    GR_TRY(gr_load_sources(load));
    GR_TRY(gr_catalogue_link_schemas(load->catalogue, by->diag));
    gr_status loaded = gr_sources_load_file(load->sources, path, last_part(path), by->limits,
                                            load->catalogue, by->diag);
    gr_status linked = gr_catalogue_link_rows(load->catalogue, by->diag);
    const gr_export *exports = NULL;
    *out_read = gr_catalogue_exports(load->catalogue, &exports) > 0;
    GR_TRY(loaded);
    GR_TRY(linked);
    GR_TRY(gr_catalogue_check_totals(load->catalogue, by->diag));
    return gr_load_judge_alone(load);
}

typedef struct watching {
    const gr_exports_again *what;
    size_t nr;
} watching;

static void take_member(void *user, gr_str dataset, gr_str key, gr_loc at)
{
    const watching *w = user;
    w->what->member(w->what->user, w->nr, dataset, key, at);
}

gr_status gr_load_groups_again(gr_load *load, const gr_exports_again *what)
{
    const gr_load_setup *by = &load->setup;
    watching w = {.what = what};
    GR_TRY(gr_load_sources(load));
    GR_TRY(gr_catalogue_link_schemas(load->catalogue, by->diag));
    gr_catalogue_watch(load->catalogue, take_member, &w);
    gr_status status = GR_OK;
    for (; w.nr < what->n && status == GR_OK; w.nr++) {
        status = gr_sources_load_file(load->sources, what->paths[w.nr], what->names[w.nr],
                                      by->limits, load->catalogue, by->diag);
    }
    gr_catalogue_watch(load->catalogue, NULL, NULL);
    return status;
}

void gr_load_add_ignored(const gr_load *load, gr_buf *out)
{
    gr_sources_add_ignored(load->sources, out);
}
