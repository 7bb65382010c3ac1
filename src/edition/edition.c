/* Owns one edition: its memory, its reports, the order evaluate - arrange - publish. A bad edition
 * is reported and returns; it never reaches the others. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "edition_priv.h"
#include "output/parity.h"
#include "store/version.h"

#define BLOCK_BYTES ((size_t)256 * 1024)

gr_output_setup gr_edition_output_setup(const edition_work *work, gr_str scratch)
{
    return (gr_output_setup){
        .text = gr_load_style_of(work->setup->load, work->doc->house)->text,
        .limits = work->setup->limits,
        .arena = work->arena,
        .diag = work->diag,
        .scratch = scratch,
        .document_id = work->document_id,
        .written_only = work->setup->publishes,
    };
}

gr_place gr_row_place(const gr_store *store, const gr_plan_row *row, gr_arena *arena)
{
    return gr_place_at(store, row->order->destination, row->report, row->edition.id, arena);
}

gr_place gr_edition_place(const edition_work *work)
{
    return gr_row_place(&work->setup->store, work->row, work->arena);
}

bool gr_edition_asks(const edition_work *work, const gr_output *format)
{
    const gr_order *order = work->row->order;
    return gr_is_wanted(gr_str_of(format->name), order->formats, order->n_formats);
}

static gr_status evaluate(edition_work *work, gr_plan_row *row, gr_arena *doc_arena,
                          gr_arena *arena, gr_failed_control *out_worst)
{
    bool blocked = false;
    const gr_edition_setup *by = work->setup;
    gr_eval_context context = gr_load_context(by->load, doc_arena, work->diag);
    gr_edition edition = work->row->source->edition;
    gr_totals_seen totals = {.arena = doc_arena};
    context.totals = by->tell == NULL ? NULL : &totals;
    context.rows_seen = by->rows_seen;
    const gr_kept_promises *promises = gr_edition_promises(work);
    GR_TRY(gr_edition_life(work, &edition.life));
    edition.caveats = promises->caveats;
    edition.n_caveats = promises->n_caveats;
    edition.n_waived = gr_edition_waived(work, &edition.waived);
    edition.day = gr_edition_day(work);
    GR_TRY(gr_report_evaluate(work->row->source->bound->report, &edition,
                              gr_load_catalogue(by->load), &context, doc_arena, &work->doc,
                              &blocked));
    *out_worst = context.worst;
    gr_edition_tell_waived(work, row, arena);
    if (by->tell != NULL) {
        GR_TRY(gr_edition_tell(work, &totals));
    }
    return gr_doc_check(work->doc, work->diag);
}

/** Asked for, or to go into what was asked for. */
static bool is_made(const edition_work *work, const gr_output *format)
{
    bool asked = gr_edition_asks(work, format);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        const gr_output *into = &gr_outputs[i];
        asked = asked || (into->embeds != NULL && into->embeds(work->doc, format) &&
                          gr_edition_asks(work, into));
    }
    return asked && format->wanted(work->doc);
}

static void choose_formats(edition_work *work)
{
    for (size_t i = 0; i < gr_n_outputs; i++) {
        work->made[i] = is_made(work, &gr_outputs[i]);
    }
}

static gr_status arrange(edition_work *work)
{
    const gr_output_setup setup = gr_edition_output_setup(work, GR_LIT(""));
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            GR_TRY(gr_outputs[i].arrange(work->doc, &setup, &work->arranged));
        }
    }
    if (work->arranged.sheets != NULL) {
        GR_TRY(gr_output_parity(work->doc, work->arranged.sheets, work->diag));
        work->cells = gr_edition_cells(work);
    }
    return GR_OK;
}

static gr_str list_documents(const edition_work *work, gr_arena *arena)
{
    gr_buf names = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < gr_n_outputs; i++) {
        if (work->made[i]) {
            gr_buf_addf(&names, GR_FMT "%s\n", GR_ARG(work->doc->file), gr_outputs[i].ending);
        }
    }
    return gr_buf_view(&names);
}

/** A version may be called <key>-2: see gr_version_complete. */
static bool is_version_of(gr_str folder, gr_str key)
{
    gr_str rest = gr_str_sub(folder, key.len, SIZE_MAX);
    return gr_str_starts(folder, key) && (rest.len == 0 || rest.ptr[0] == '-');
}

/** A version that does not say what it was made from is made anew when that is to be kept. */
static bool is_kept(const edition_work *work, const gr_place *place, gr_str version)
{
    return !work->setup->archive || work->frozen ||
           gr_version_has_inputs(place, version, work->arena);
}

/** True when a version made of the same stands there: nothing needs to be laid out. */
static bool is_there(const edition_work *work, const gr_place *place, gr_plan_row *row)
{
    gr_str current = gr_place_current(place, work->arena);
    if (work->setup->force && !work->frozen) {
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

static gr_status keep_inputs(edition_work *work)
{
    gr_inputs_setup setup = work->setup->inputs;
    gr_kept_file *inputs = NULL;
    setup.arena = work->arena;
    setup.diag = work->diag;
    GR_TRY(gr_inputs_keep_edition(&setup, work->doc, work->used, &inputs, &work->n_inputs));
    work->inputs = inputs;
    return GR_OK;
}

static gr_status make_files(edition_work *work, gr_plan_row *row, gr_arena *arena)
{
    gr_str key = GR_LIT("");
    const gr_place place = gr_edition_place(work);
    GR_TRY(gr_edition_key(work, &work->used, &key));
    row->key = gr_str_dup(arena, key);
    row->documents = list_documents(work, arena);
    if (!is_there(work, &place, row)) {
        if (work->frozen && !is_version_of(gr_place_current(&place, work->arena), row->key)) {
            return gr_edition_hold(work, &place, row);
        }
        GR_TRY(arrange(work));
        work->document_id = gr_edition_document_id(work);
        GR_TRY(work->setup->archive ? keep_inputs(work) : GR_OK);
        GR_TRY(gr_edition_stage(work, key));
        row->outcome = GR_EDITION_STAGED;
    }
    return row->outcome == GR_EDITION_STAGED ? gr_edition_stage_changes(work, key) : GR_OK;
}

static gr_status show(edition_work *work)
{
    const gr_edition_setup *by = work->setup;
    GR_TRY(by->only_document ? GR_OK : arrange(work));
    return by->show == NULL
               ? GR_OK
               : by->show(by->user, work->doc, &work->arranged, work->arena, work->diag);
}

/** Taken away by people: only people bring it back, by its name or by a release. */
static bool is_withdrawn(const edition_work *work, gr_plan_row *row)
{
    const gr_edition_setup *by = work->setup;
    const gr_place place = gr_edition_place(work);
    bool named = by->releases || (by->by_name && !work->frozen);
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

/** A job can only be stricter than its controls: what they forbid it does not let pass. */
static bool is_blocked(const edition_work *work, gr_failed_control worst)
{
    const gr_order *order = work->row->order;
    static const gr_failed_control least[] = {[GR_CONTROL_BLOCKS] = GR_CONTROL_FAILED,
                                              [GR_CONTROL_WARNS] = GR_CONTROL_FORBIDS,
                                              [GR_CONTROL_BLOCKS_ALL] = GR_CONTROL_REMARKED,
                                              [GR_CONTROL_PASSES] = GR_CONTROL_FORBIDS + 1};
    bool blocked = worst >= least[order->on_control];
    if (blocked && order->on_control == GR_CONTROL_WARNS) {
        gr_diag_report(
            work->diag, order->on_control_at, GR_CODE_CHECK_FAILED,
            "on-control=\"warn\" of job '" GR_FMT
            "' lets no control with severity=\"block\" pass: a job can only be stricter; "
            "mend the data, or leave severity= out of the control",
            GR_ARG(order->job));
    }
    return blocked;
}

static gr_status make(edition_work *work, gr_plan_row *row, gr_arena *doc_arena, gr_arena *arena)
{
    gr_failed_control worst = GR_CONTROLS_HELD;
    bool refused = false;
    GR_TRY(gr_edition_judge(work, row, &refused));
    if (refused) {
        row->outcome = work->setup->publishes && is_withdrawn(work, row) ? GR_EDITION_UNCHANGED
                                                                         : GR_EDITION_REFUSED;
        return GR_OK;
    }
    GR_TRY(evaluate(work, row, doc_arena, arena, &worst));
    if (work->setup->publishes && is_withdrawn(work, row)) {
        return GR_OK;
    }
    const gr_diag *controls = gr_load_controls_failed(work->setup->load);
    if (controls != NULL) { /* of all editions */
        gr_failed_control of_all = gr_load_controls_worst(work->setup->load);
        gr_diag_merge(work->diag, controls, GR_LIT(""));
        worst = of_all > worst ? of_all : worst;
    }
    if (is_blocked(work, worst)) {
        row->outcome = GR_EDITION_BLOCKED;
        return GR_OK;
    }
    choose_formats(work);
    if (work->setup->publishes) {
        return make_files(work, row, arena);
    }
    row->outcome = GR_EDITION_MADE;
    return show(work);
}

void gr_edition_make(const gr_edition_setup *setup, gr_plan_row *row, gr_arena *arena,
                     gr_diag *diag)
{
    int64_t began_ms = gr_clock_elapsed_ms();
    gr_arena *doc_arena = gr_arena_new(BLOCK_BYTES);
    gr_arena *out_arena = gr_arena_new(BLOCK_BYTES);
    edition_work work = {
        .setup = setup, .row = row, .arena = out_arena, .diag = diag, .used = GR_LIT("")};
    row->key = GR_LIT("");
    row->documents = GR_LIT("");
    row->waived = GR_LIT("");
    if (make(&work, row, doc_arena, arena) != GR_OK) {
        row->outcome = GR_EDITION_FAILED;
    }
    row->duration_ms = (uint32_t)(gr_clock_elapsed_ms() - began_ms);
    if (work.doc != NULL) {
        const gr_output_setup done = gr_edition_output_setup(&work, GR_LIT(""));
        gr_outputs_done(&done);
    }
    gr_arena_free(out_arena);
    gr_arena_free(doc_arena);
}
