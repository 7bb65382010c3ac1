/* Owns one edition: its memory, its reports, the order evaluate - arrange - publish. A bad edition
 * is reported and returns; it never reaches the others. */

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "output/parity.h"
#include "release.h"
#include "store/version.h"

#define BLOCK_BYTES ((size_t)256 * 1024)

_Static_assert(sizeof(((batch_work *)0)->made) / sizeof(bool) >= 2, "a flag for each format");

gr_output_setup batch_output_setup(const batch_work *work, gr_str scratch)
{
    return (gr_output_setup){
        .text = gr_load_style_of(work->run->load, work->doc->house)->text,
        .limits = work->run->limits,
        .arena = work->arena,
        .diag = work->diag,
        .scratch = scratch,
    };
}

static gr_status evaluate(batch_work *work, gr_arena *doc_arena, bool *out_blocked)
{
    const batch *run = work->run;
    gr_machine machine = gr_load_machine(run->load, doc_arena, work->diag);
    gr_edition edition = work->row->source->edition;
    gr_totals_seen totals = {.arena = doc_arena};
    machine.totals = run->request->confidentiality ? &totals : NULL;
    GR_TRY(batch_edition_life(work, &edition.life));
    edition.day = batch_day_of_edition(work);
    GR_TRY(gr_report_evaluate(work->row->source->bound->report, &edition,
                              gr_load_catalogue(run->load), &machine, doc_arena, &work->doc,
                              out_blocked));
    if (run->request->confidentiality) {
        GR_TRY(batch_tell_edition(work, &totals));
    }
    return gr_doc_check(work->doc, work->diag);
}

/** Asked for, or to go into what was asked for. */
static bool is_made(const batch_work *work, const gr_output *format)
{
    const gr_order *order = work->row->order;
    bool asked = batch_format_asked(order, format);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        const gr_output *into = &gr_outputs[i];
        asked = asked || (into->carries != NULL && into->carries(work->doc, format) &&
                          batch_format_asked(order, into));
    }
    return asked && format->wanted(work->doc);
}

static void choose_formats(batch_work *work)
{
    for (size_t i = 0; i < gr_n_outputs; i++) {
        work->made[i] = is_made(work, &gr_outputs[i]);
    }
}

static gr_status arrange(batch_work *work)
{
    const gr_output_setup setup = batch_output_setup(work, GR_LIT(""));
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            GR_TRY(gr_outputs[i].arrange(work->doc, &setup, &work->arranged));
        }
    }
    if (work->arranged.sheets != NULL) {
        GR_TRY(gr_output_parity(work->doc, work->arranged.sheets, work->diag));
    }
    return GR_OK;
}

static gr_str list_documents(const batch_work *work, gr_arena *arena)
{
    gr_buf names = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            gr_buf_addf(&names, GR_FMT "%s\n", GR_ARG(work->doc->file), gr_outputs[i].ending);
        }
    }
    return gr_buf_view(&names);
}

/** A version may be called <key>-2: see publish.c. */
static bool is_version_of(gr_str folder, gr_str key)
{
    gr_str rest = gr_str_sub(folder, key.len, SIZE_MAX);
    return gr_str_starts(folder, key) && (rest.len == 0 || rest.ptr[0] == '-');
}

/** A version that does not say what it was made from is made anew when that is to be kept. */
static bool is_kept(const batch_work *work, const gr_place *place, gr_str version)
{
    return !work->run->archive || work->frozen ||
           gr_version_has_inputs(place, version, work->arena);
}

/** True when a version made of the same stands there: nothing needs to be laid out. */
static bool is_there(const batch_work *work, const gr_place *place, gr_plan_row *row)
{
    gr_str current = gr_place_current(place, work->arena);
    if (work->run->request->force && !work->frozen) {
        return false;
    }
    if (is_version_of(current, row->key) && gr_version_stands(place, current, work->arena) &&
        gr_version_is_shown(place, current, work->arena) && is_kept(work, place, current)) {
        row->outcome = GR_EDITION_UNCHANGED;
        return true;
    }
    if (!work->frozen && gr_version_stands(place, row->key, work->arena) &&
        is_kept(work, place, row->key)) { /* the data are again what they were */
        row->outcome = GR_EDITION_STAGED;
        return true;
    }
    return false;
}

static gr_status keep_inputs(batch_work *work)
{
    const gr_inputs_setup setup = batch_inputs_setup(work->run, work->arena, work->diag);
    gr_kept_file *inputs = NULL;
    GR_TRY(gr_inputs_keep_edition(&setup, work->doc, work->used, &inputs, &work->n_inputs));
    work->inputs = inputs;
    return GR_OK;
}

static gr_status make_files(batch_work *work, gr_plan_row *row, gr_arena *arena)
{
    gr_str key = GR_LIT("");
    const gr_place place = batch_place_of(work->run, row, work->arena);
    GR_TRY(batch_key(work, &work->used, &key));
    row->key = gr_str_dup(arena, key);
    row->documents = list_documents(work, arena);
    if (!is_there(work, &place, row)) {
        if (work->frozen && !is_version_of(gr_place_current(&place, work->arena), row->key)) {
            return batch_hold(work, &place, row);
        }
        GR_TRY(arrange(work));
        GR_TRY(work->run->archive ? keep_inputs(work) : GR_OK);
        GR_TRY(batch_stage(work, key));
        row->outcome = GR_EDITION_STAGED;
    }
    return row->outcome == GR_EDITION_STAGED ? batch_changes_stage(work, key) : GR_OK;
}

static gr_status show(batch_work *work)
{
    gr_dump dump = work->run->request->dump;
    if (dump == GR_DUMP_DOCUMENT) {
        return batch_dump_edition(work);
    }
    GR_TRY(arrange(work));
    return dump == GR_DUMP_NONE ? GR_OK : batch_dump_edition(work);
}

/** Taken away by people: only people bring it back, by its name or by a release. */
static bool is_withdrawn(const batch_work *work, gr_plan_row *row)
{
    const gr_request *request = work->run->request;
    const gr_place place = batch_place_of(work->run, row, work->arena);
    bool named = request->command == GR_COMMAND_RELEASE ||
                 (request->command == GR_COMMAND_RENDER && request->n_reports > 0 &&
                  request->n_editions > 0 && !work->frozen);
    if (named || !gr_place_is_withdrawn(&place, work->arena)) {
        return false;
    }
    gr_diag_report(work->diag, (gr_loc){0}, GR_CODE_WITHDRAWN,
                   GR_FMT "/" GR_FMT "; %s publishes it again", GR_ARG(row->report),
                   GR_ARG(row->edition.id),
                   work->frozen ? "'griffie release' with --as corrected"
                                : "'griffie render' with --report and --edition");
    row->outcome = GR_EDITION_UNCHANGED;
    return true;
}

static gr_status make(batch_work *work, gr_plan_row *row, gr_arena *doc_arena, gr_arena *arena)
{
    bool blocked = false;
    GR_TRY(evaluate(work, doc_arena, &blocked));
    if (batch_publishes(work->run->request) && is_withdrawn(work, row)) {
        return GR_OK;
    }
    if (blocked && row->order->on_control == GR_CONTROL_BLOCKS) {
        row->outcome = GR_EDITION_BLOCKED;
        return GR_OK;
    }
    choose_formats(work);
    if (batch_publishes(work->run->request)) {
        return make_files(work, row, arena);
    }
    row->outcome = GR_EDITION_MADE;
    return show(work);
}

void batch_edition_run(const batch *run, gr_plan_row *row, gr_arena *arena, gr_diag *diag)
{
    int64_t began_ms = gr_clock_elapsed_ms();
    gr_arena *doc_arena = gr_arena_new(BLOCK_BYTES);
    gr_arena *out_arena = gr_arena_new(BLOCK_BYTES);
    batch_work work = {
        .run = run, .row = row, .arena = out_arena, .diag = diag, .used = GR_LIT("")};
    row->key = GR_LIT("");
    row->documents = GR_LIT("");
    if (make(&work, row, doc_arena, arena) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
    row->duration_ms = (uint32_t)(gr_clock_elapsed_ms() - began_ms);
    gr_arena_free(out_arena);
    gr_arena_free(doc_arena);
}
