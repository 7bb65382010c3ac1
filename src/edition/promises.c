/* Owns what broken promises do to an edition. Which are broken was judged when its report was
 * planned. */
#include "edition_priv.h"

const gr_kept_promises *gr_edition_promises(const edition_work *work)
{
    return work->setup->promises != NULL ? work->setup->promises
                                         : &work->row->source->bound->promises;
}

gr_status gr_edition_judge(edition_work *work, gr_plan_row *row, bool *out_refused)
{
    const gr_kept_promises *promises = gr_edition_promises(work);
    gr_life life = {0};
    if (promises->said != NULL) {
        gr_diag_merge(work->diag, promises->said, GR_LIT(""));
    }
    if (promises->worst < GR_BREACH_DEGRADES) {
        return GR_OK;
    }
    GR_TRY(gr_edition_life(work, &life));
    bool released = gr_life_is_released(&life);
    if (promises->worst == GR_BREACH_DEGRADES && released && work->setup->promises == NULL) {
        gr_diag_report_open(work->diag, (gr_loc){0}, GR_CODE_DRAFT_RELEASED,
                            "what is offered or adopted is no draft; deliver the data as promised");
        *out_refused = true;
        return GR_OK;
    }
    *out_refused = promises->worst == GR_BREACH_REFUSES;
    row->degraded = !*out_refused && work->setup->promises == NULL; /* else it is what it was */
    return GR_OK;
}
