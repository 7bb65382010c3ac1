/* Owns which waivers an edition needs: those of its data, which were found when they were judged;
 * and those of its own controls, which the run is told of. */
#include "plan/waived.h"
#include "base/arena.h"
#include "base/waiver.h"
#include "edition_priv.h"

size_t gr_edition_waived(const edition_work *work, const gr_doc_waived **out)
{
    const gr_doc_waived *of_all = NULL;
    const gr_kept_promises *promises = gr_edition_promises(work);
    size_t n_of_all = gr_load_controls_waived(work->setup->load, &of_all);
    gr_doc_waived *list = GR_NEW_N(work->arena, gr_doc_waived, promises->n_waived + n_of_all);
    size_t n = 0;
    for (size_t i = 0; i < promises->n_waived; i++) {
        bool twice = false; /* one for several records */
        for (size_t k = 0; k < n; k++) {
            twice = twice || list[k].nr == promises->waived[i].nr;
        }
        if (!twice) {
            list[n++] = promises->waived[i];
        }
    }
    for (size_t i = 0; i < n_of_all; i++) {
        list[n++] = of_all[i];
    }
    *out = list;
    return n;
}

static bool is_used(const gr_doc *doc, size_t nr)
{
    for (size_t i = 0; i < doc->n_waived; i++) {
        if (doc->waived[i].nr == nr) {
            return true;
        }
    }
    return false;
}

void gr_edition_tell_waived(const edition_work *work, gr_plan_row *row, gr_arena *arena)
{
    const gr_bound_report *bound = row->source->bound;
    gr_buf told = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < bound->n_waivers; i++) {
        const gr_waiver *waiver = &gr_load_waivers(work->setup->load)->list[bound->waivers[i]];
        const gr_waived_place place = {.check = waiver->check,
                                       .file = gr_diag_file(work->diag, waiver->at.file),
                                       .line = waiver->at.line,
                                       .col = waiver->at.col,
                                       .used = is_used(work->doc, bound->waivers[i])};
        gr_waived_add(&place, &told);
    }
    row->waived = gr_buf_view(&told);
}
