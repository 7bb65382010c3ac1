/* Owns one edition: its memory, its reports, the order evaluate - arrange - publish. A bad edition
 * is reported and returns; it never reaches the others. */
#include "base/arena.h"
#include "base/file.h"
#include "batch_priv.h"

#define BLOCK_BYTES ((size_t)256 * 1024)

_Static_assert(sizeof(((batch_work *)0)->made) / sizeof(bool) >= 2, "a flag for each format");

bool batch_format_asked(const gr_job *job, const gr_output *format)
{
    return batch_is_wanted(gr_str_of(format->name), job->formats, job->n_formats);
}

gr_output_setup batch_output_setup(const batch_work *work, gr_str scratch)
{
    return (gr_output_setup){
        .text = batch_style_text(work->run, work->doc->house),
        .limits = work->run->limits,
        .arena = work->arena,
        .diag = work->diag,
        .scratch = scratch,
    };
}

/** The base name comes from a descriptor and its data: it must name a file, here and on every
 * system that the file is mailed to. */
static gr_status check_file_name(const batch_work *work)
{
    gr_str name = work->doc->file;
    bool good = name.len > 0 && name.len <= 120 && name.ptr[0] != '.';
    for (size_t i = 0; i < name.len; i++) {
        good =
            good && (unsigned char)name.ptr[i] > 0x20 && strchr("/\\:*?\"<>|", name.ptr[i]) == NULL;
    }
    if (!good) {
        gr_diag_report(work->diag, work->doc->root->at, GR_CODE_ATTRIBUTE_VALUE,
                       "'" GR_FMT "' cannot name a file; use letters, digits, - and _",
                       GR_ARG(name));
        return GR_BAD_INPUT;
    }
    return GR_OK;
}

static gr_status evaluate(batch_work *work, gr_arena *doc_arena, bool *out_blocked)
{
    const batch *run = work->run;
    gr_machine machine = batch_machine(run, doc_arena, work->diag);
    gr_edition edition = work->edition->edition;
    if (run->job->preview.status != GR_LIFE_NONE) {
        edition.life = run->job->preview;
    }
    GR_TRY(gr_report_evaluate(work->edition->report->bound, &edition, run->catalogue, &machine,
                              doc_arena, &work->doc, out_blocked));
    GR_TRY(check_file_name(work));
    return gr_doc_check(work->doc, work->diag);
}

/** Asked for, or to go into what was asked for. */
static bool is_made(const batch_work *work, const gr_output *format)
{
    const gr_job *job = work->run->job;
    bool asked = batch_format_asked(job, format);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        const gr_output *into = &gr_outputs[i];
        asked = asked || (into->carries != NULL && into->carries(work->doc, format) &&
                          batch_format_asked(job, into));
    }
    return asked && format->wanted(work->doc);
}

static gr_status arrange(batch_work *work)
{
    const gr_output_setup setup = batch_output_setup(work, GR_LIT(""));
    for (size_t i = 0; i < gr_n_outputs; i++) {
        work->made[i] = is_made(work, &gr_outputs[i]);
        if (work->made[i]) {
            GR_TRY(gr_outputs[i].arrange(work->doc, &setup, &work->arranged));
        }
    }
    return GR_OK;
}

static gr_status list_files(const batch_work *work)
{
    const batch_edition *row = work->edition;
    gr_buf lines = gr_buf_make(work->arena, SIZE_MAX);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            gr_buf_addf(&lines, GR_FMT "/" GR_FMT "/" GR_FMT "/" GR_FMT "%s\n",
                        GR_ARG(work->run->output), GR_ARG(row->report->id), GR_ARG(row->edition.id),
                        GR_ARG(work->doc->file), gr_outputs[i].ending);
        }
    }
    return batch_print(gr_buf_view(&lines), work->diag);
}

static gr_status publish(const batch_work *work, batch_fate *out_fate)
{
    bool unchanged = false;
    GR_TRY(batch_publish(work, &unchanged));
    *out_fate = unchanged ? BATCH_UNCHANGED : BATCH_PUBLISHED;
    return list_files(work);
}

static gr_status make(batch_work *work, gr_arena *doc_arena, batch_fate *out_fate)
{
    const gr_job *job = work->run->job;
    bool blocked = false;
    gr_status status = evaluate(work, doc_arena, &blocked);
    if (blocked) {
        *out_fate = BATCH_BLOCKED;
    }
    GR_TRY(status);
    if (job->dump == GR_DUMP_DOCUMENT) {
        return batch_dump_edition(work);
    }
    GR_TRY(arrange(work));
    if (job->dump != GR_DUMP_NONE) {
        return batch_dump_edition(work);
    }
    return job->check_only ? GR_OK : publish(work, out_fate);
}

batch_fate batch_edition_run(const batch *run, const batch_edition *edition, gr_diag *diag)
{
    gr_arena *doc_arena = gr_arena_new(BLOCK_BYTES);
    gr_arena *out_arena = gr_arena_new(BLOCK_BYTES);
    batch_work work = {.run = run, .edition = edition, .arena = out_arena, .diag = diag};
    batch_fate fate = BATCH_MADE;
    gr_status status = make(&work, doc_arena, &fate);
    gr_arena_free(out_arena);
    gr_arena_free(doc_arena);
    if (status != GR_OK && fate != BATCH_BLOCKED) {
        fate = BATCH_FAILED;
    }
    return fate;
}
