/* Owns the way from exports to datasets. Must not know what reports make of them. */
#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "batch_priv.h"

gr_status batch_read_sources(batch *run)
{
    gr_str folder = gr_path_join(run->src, run->templates, GR_LIT("sources"));
    return gr_sources_read(folder, run->limits, run->catalogue, run->src, run->diag, &run->sources);
}

gr_machine batch_machine(const batch *run, gr_arena *arena, gr_diag *diag)
{
    return (gr_machine){
        .arena = arena,
        .diag = diag,
        .slots = GR_NEW_N(arena, gr_slot, run->binder.n_slots + 1),
        .edition = GR_LIT(""),
        .notation = run->n_styles > 0 ? &run->styles[0].house->notation : NULL,
        .steps_left = run->limits->steps,
    };
}

/** Of the bytes that were read: an export that is replaced now is another one. */
static void hash_exports(batch *run)
{
    const gr_export *exports = NULL;
    run->n_exports = gr_catalogue_exports(run->catalogue, &exports);
    run->exports = GR_NEW_N(run->src, gr_version_export, run->n_exports);
    for (size_t i = 0; i < run->n_exports; i++) {
        gr_str path = gr_path_join(run->src, run->input, exports[i].file);
        run->exports[i].facts = &exports[i];
        run->exports[i].sha256 = gr_diag_read_hash(run->diag, gr_diag_add_file(run->diag, path));
    }
}

#define DAY_SECONDS 86400

/** A date that has not come is a slip of whoever made the export, or a clock that is wrong; the
 * figures may be right. Somewhere on earth it may be tomorrow already. */
static void warn_ahead(const batch *run)
{
    const gr_day first = gr_day_of((gr_civil){1970, 1, 1});
    gr_day tomorrow = first + (gr_day)(run->request->now / DAY_SECONDS) + 1;
    for (size_t i = 0; i < run->n_exports; i++) {
        const gr_export *one = run->exports[i].facts;
        if (one->as_of.type == GR_T_DATE && one->as_of.as.day > tomorrow) {
            gr_buf date = gr_buf_make(run->src, SIZE_MAX);
            gr_value_add(&one->as_of, &date);
            gr_diag_report(run->diag, one->as_of_at, GR_CODE_AS_OF_AHEAD,
                           "'" GR_FMT "' says that its data are of " GR_FMT
                           ", a day that has not come, and documents would print it; mend the "
                           "date in the export, or the clock",
                           GR_ARG(one->file), GR_ARG(gr_buf_view(&date)));
        }
    }
}

gr_status batch_load(batch *run)
{
    /* Links are checked even when an export failed: one run tells all that is wrong. */
    gr_status loaded =
        gr_sources_load(run->sources, run->input, run->limits, run->catalogue, run->diag);
    gr_status linked = gr_catalogue_link_rows(run->catalogue, run->diag);
    GR_TRY(loaded);
    GR_TRY(linked);
    GR_TRY(gr_catalogue_check_totals(run->catalogue, run->diag));
    hash_exports(run);
    warn_ahead(run);
    gr_machine machine = batch_machine(run, run->src, run->diag);
    gr_str before = GR_LIT("");
    GR_TRY(batch_places_read(run, &before));
    gr_derive_know_places(run->derivations, before);
    /* What fails while deriving may come of a misspelt key: these are told first. */
    gr_status keys = gr_key_literals_check(&run->binder, false);
    GR_TRY(gr_derive_run(run->derivations, &machine, run->catalogue, run->limits));
    run->places = gr_derive_places(run->derivations, run->src);
    gr_status derived_keys = gr_key_literals_check(&run->binder, true);
    return keys == GR_OK ? derived_keys : keys;
}

/** The last part of a path. */
static gr_str last_part(gr_str path)
{
    gr_str part = path;
    while (gr_str_split(&path, '/', &part)) {
    }
    return part;
}

gr_status batch_load_one(batch *run, gr_str path)
{
    GR_TRY(gr_catalogue_link_schemas(run->catalogue, run->diag));
    GR_TRY(gr_sources_load_file(run->sources, path, last_part(path), run->limits, run->catalogue,
                                run->diag));
    return batch_dump_source(run);
}
