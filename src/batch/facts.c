/* Owns what the rooms that make and keep editions are told of a run. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "load/fingerprint.h"
#include "load/laid_out.h"
#include "night.h"
#include "pack/pack.h"
#include "process/build.h"

#define PROGRAM_BYTES ((size_t)1024 * 1024 * 1024)
#define BUILD_DIGITS  16

gr_place batch_place_of(const batch *run, const gr_plan_row *row, gr_arena *arena)
{
    return gr_row_place(&run->store, row, arena);
}

/** What names a build: the number that its linker made of it, and how long the file is, as
 * something may have been put behind it since; of a program without a number all its bytes. */
static gr_str bytes_of_build(const gr_request *request, gr_arena *scratch)
{
    struct stat facts = {0};
    gr_buf name = gr_buf_make(scratch, SIZE_MAX);
    gr_str all = GR_LIT("");
    gr_buf_add(&name, gr_build_id());
    if (request->program.len == 0) {
        return all;
    }
    if (name.len > 0 && stat(gr_str_dup(scratch, request->program).ptr, &facts) == 0) {
        gr_buf_addf(&name, "%lld", (long long)facts.st_size);
        return gr_buf_view(&name);
    }
    gr_diag *unheard = gr_diag_new(scratch, 1);
    (void)!gr_file_read(request->program, PROGRAM_BYTES, scratch, unheard, (gr_loc){0}, &all);
    return all;
}

/** Two builds of one version may differ: what is in the program is part of its name. */
gr_str batch_engine(const gr_request *request, gr_arena *arena)
{
    gr_arena *scratch = gr_arena_new(1);
    gr_str bytes = bytes_of_build(request, scratch);
    gr_str build = GR_LIT("unknown");
    if (bytes.len > 0) {
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

gr_inputs_setup batch_inputs_setup(const batch *run)
{
    const gr_request *request = run->request;
    return (gr_inputs_setup){.archive = {.state = run->store.state,
                                         .shard = request->shard,
                                         .sure = request->command == GR_COMMAND_RELEASE},
                             .input = run->input,
                             .templates = run->templates,
                             .fonts = request->fonts,
                             .laid_out = run->laid_out,
                             .arena = run->src,
                             .diag = run->diag};
}

static gr_status tell(void *user, gr_str text, gr_diag *diag)
{
    (void)user;
    return batch_print(text, diag);
}

gr_edition_setup batch_edition_setup(batch *run)
{
    const gr_request *request = run->request;
    bool rendered = request->command == GR_COMMAND_RENDER;
    return (gr_edition_setup){
        .load = run->load,
        .store = run->store,
        .engine = run->engine,
        .style = request->style,
        .inputs = batch_inputs_setup(run),
        .archive = run->archive,
        .kept = run->inputs,
        .n_kept = run->n_inputs,
        .limits = run->limits,
        .now = request->now,
        .publishes = batch_publishes(request),
        .force = request->force,
        .releases = request->command == GR_COMMAND_RELEASE,
        .by_name = rendered && request->n_reports > 0 && request->n_editions > 0,
        .life = request->life,
        .user = run,
        .show = request->dump == GR_DUMP_NONE ? NULL : batch_dump_edition,
        .only_document = request->dump == GR_DUMP_DOCUMENT,
        .tell = request->confidentiality ? tell : NULL,
    };
}
