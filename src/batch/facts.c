/* Owns what `provenance` and `store` are told of a run's editions. */
#include "base/arena.h"
#include "base/file.h"
#include "load/fingerprint.h"
#include "night.h"
#include "pack/pack.h"

#define PROGRAM_BYTES ((size_t)1024 * 1024 * 1024)
#define BUILD_DIGITS  16

gr_place batch_place_of(const batch *run, const gr_plan_row *row, gr_arena *arena)
{
    return gr_place_at(&run->store, row->order->destination, row->report, row->edition.id, arena);
}

static gr_version_facts facts_of(const batch_work *work)
{
    const batch *run = work->run;
    const gr_plan_row *row = work->row;
    const gr_opened_style *style = gr_load_style_of(run->load, work->doc->house);
    gr_str *formats = GR_NEW_N(work->arena, gr_str, gr_n_outputs);
    gr_version_facts facts = {
        .doc = work->doc,
        .catalogue = gr_load_catalogue(run->load),
        .report = row->report,
        .edition = row->edition.id,
        .edition_name = row->edition.name,
        .input = run->input,
        .templates = run->templates,
        .engine = run->engine,
        .report_sha256 = row->source->bound->file->sha256,
        .style_sha256 = style->sha256,
        .font_sha256 = style->font_sha256,
        .formats = formats,
        .period = row->order->period.name,
        .asked_style = run->request->style,
        .pages = work->arranged.pages == NULL ? 0 : work->arranged.pages->n,
        .keeps_inputs = run->archive,
        .inputs = run->inputs,
        .n_inputs = run->n_inputs,
        .own_inputs = work->inputs,
        .n_own_inputs = work->n_inputs,
    };
    facts.n_exports = gr_load_exports_read(run->load, &facts.exports);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            formats[facts.n_formats++] = gr_str_of(gr_outputs[i].name);
        }
    }
    return facts;
}

gr_status batch_key(const batch_work *work, gr_str *out_used, gr_str *out_key)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_used(&facts, work->arena, work->diag, out_used, out_key);
}

gr_str batch_published(const batch_work *work)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_published(&facts, work->arena);
}

gr_str batch_origins_text(const batch_work *work, bool places, gr_arena *arena)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_origins(&facts, work->diag, places, arena);
}

gr_str batch_public_manifest(const batch_work *work, const gr_version_file *files, size_t n)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_public_manifest(&facts, files, n, work->arena);
}

gr_str batch_manifest(const batch_work *work, const gr_version_file *files, size_t n)
{
    const gr_version_facts facts = facts_of(work);
    return gr_version_manifest(&facts, files, n, work->arena);
}

/** Two builds of one version may differ: the program's own bytes are part of its name. */
gr_str batch_engine(const gr_request *request, gr_arena *arena)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_diag *unheard = gr_diag_new(scratch, 1);
    gr_str bytes = GR_LIT("");
    gr_str build = GR_LIT("unknown");
    if (request->program.len > 0 && gr_file_read(request->program, PROGRAM_BYTES, scratch, unheard,
                                                 (gr_loc){0}, &bytes) == GR_OK) {
        build = gr_str_sub(gr_sha256_hex(scratch, gr_sha256_of(bytes)), 0, BUILD_DIGITS);
    }
    gr_str engine = gr_str_fmt(arena, "griffie %s, build " GR_FMT, GR_VERSION, GR_ARG(build));
    gr_arena_free(scratch);
    return engine;
}

static gr_read_folders folders_of(const batch *run)
{
    return (gr_read_folders){.input = run->input,
                             .templates = run->templates,
                             .fonts = run->request->fonts,
                             .patterns = gr_patterns_folder(run->laid_out, run->src)};
}

/** Who makes what. */
static gr_str asked_text(const batch *run)
{
    gr_buf lines = gr_buf_make(run->src, SIZE_MAX);
    for (size_t i = 0; i < run->n_orders; i++) {
        const gr_order *order = &run->orders[i];
        gr_buf_addf(&lines, "job " GR_FMT " " GR_FMT "\n", GR_ARG(order->job),
                    GR_ARG(order->period.name));
    }
    gr_buf_addf(&lines, GR_FMT "\n", GR_ARG(run->engine));
    if (run->night != NULL) {
        gr_jobs_dump(run->night->jobs, &lines);
    }
    return gr_buf_view(&lines);
}

gr_status batch_fingerprint(const batch *run, gr_diag *diag, gr_str *out_hex)
{
    const gr_read_folders folders = folders_of(run);
    return gr_fingerprint(&folders, asked_text(run), run->limits, run->src, diag, out_hex);
}

gr_status batch_identity(const batch *run, gr_diag *diag, gr_str *out_hex)
{
    const gr_read_folders folders = folders_of(run);
    return gr_fingerprint_of_files(&folders, run->src, diag, out_hex);
}
