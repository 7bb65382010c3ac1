/* Owns how promises of sources are held against what was read, and what reports hear of it. */
#include "base/arena.h"
#include "contract/contract.h"
#include "load_priv.h"

#define DAY_SECONDS 86400

/** Dates of exports that are not to be trusted date no document. */
static void distrust(gr_load *load)
{
    const gr_export *exports = NULL;
    size_t n = gr_catalogue_exports(load->catalogue, &exports);
    for (size_t i = 0; i < n; i++) {
        if (gr_contract_distrusts(load->contract, &exports[i].as_of)) {
            gr_catalogue_distrust(load->catalogue, i);
        }
    }
}

void gr_load_judge(gr_load *load)
{
    const gr_load_setup *by = &load->setup;
    const gr_contract_setup setup = {.catalogue = load->catalogue,
                                     .today = (gr_day)(by->now / DAY_SECONDS),
                                     .waivers = &load->waivers,
                                     .accepted = by->accepted,
                                     .arena = by->arena};
    load->contract = gr_contract_judge(&setup);
    distrust(load);
}

gr_status gr_load_judge_alone(gr_load *load)
{
    gr_load_judge(load);
    return gr_contract_tell_alone(load->contract, load->setup.diag) ? GR_BAD_INPUT : GR_OK;
}

static gr_value period_of(const void *user, gr_str field)
{
    return gr_report_period(user, field);
}

static const gr_doc_waived *waived_of(const gr_load *load, const size_t *rows, size_t n)
{
    gr_doc_waived *list = GR_NEW_N(load->setup.arena, gr_doc_waived, n);
    for (size_t i = 0; i < n; i++) {
        list[i] = gr_load_waived(load, rows[i]);
    }
    return list;
}

void gr_load_judge_report(const gr_load *load, gr_bound_report *bound)
{
    const gr_load_setup *by = &load->setup;
    gr_diag *said = gr_diag_new(by->arena, by->limits->errors);
    for (uint16_t k = 1; gr_diag_file(by->diag, k).len > 0; k++) {
        (void)gr_diag_add_file(said, gr_diag_file(by->diag, k)); /* their numbers stay */
    }
    gr_contract_reader reader = {.period = period_of, .user = bound->report};
    reader.n_reads = gr_report_reads(bound->report, &reader.reads);
    const gr_verdict verdict = gr_contract_verdict(load->contract, &reader, said);
    bound->promises = (gr_kept_promises){
        .worst = verdict.worst,
        .caveats = verdict.caveats,
        .n_caveats = verdict.n_caveats,
        .waived = waived_of(load, verdict.waived, verdict.n_waived),
        .n_waived = verdict.n_waived,
        .said = verdict.worst == GR_BREACH_NONE && verdict.n_waived == 0 ? NULL : said,
    };
    gr_load_waivers_of(load, bound);
}

void gr_load_judge_rest(const gr_load *load)
{
    if (!load->setup.untold) {
        gr_contract_tell_unseen(load->contract, load->setup.diag);
        gr_load_tell_unused(load);
    }
    if (!load->setup.untold && load->setup.accepts) {
        gr_contract_tell_unmeasured(load->contract, load->setup.diag);
    }
}

void gr_load_measures(const gr_load *load, gr_buf *out)
{
    gr_contract_measures(load->catalogue, out);
}
