#include "base/arena.h"
#include "load_priv.h"

/* Owns when it is known of parts of texts, and of words that reports explain, that no report
 * shows them. */

static bool all_bound(const gr_load *load)
{
    const load_descriptors *d = &load->descriptors;
    bool all = d->n_broken == 0;
    for (size_t i = 0; i < d->n_reports; i++) {
        all = all && d->reports[i].bound;
    }
    return all;
}

void gr_load_tell_parts(const gr_load *load)
{
    const gr_load_setup *by = &load->setup;
    const gr_report **reports = GR_NEW_N(by->arena, const gr_report *, load->n_bound + 1);
    for (size_t i = 0; i < load->n_bound; i++) {
        reports[i] = load->bound[i].report;
        gr_report_tell_words(reports[i], load->catalogue, by->arena, by->diag);
    }
    if (all_bound(load)) {
        gr_reports_tell_parts(reports, load->n_bound, load->catalogue, by->arena, by->diag);
    }
}
