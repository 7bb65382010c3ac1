#include "eval/eval.h"

/* Owns for whose eyes a report is bound, and what binding asks of files because of that. How labels
 * flow is the business of `expr`. */
#include "bind_priv.h"

void gr_prepare_eyes(gr_preparing *prep)
{
    gr_report *report = prep->report;
    report->sees_all = gr_tnode_attr(report->editions, "sees") != NULL;
    prep->binder->eyes = (gr_eyes){0};
    if (!report->sees_all) { /* which editions there are may not hang on owned figures either */
        prep->binder->eyes = (gr_eyes){.owned = true,
                                       .report = true,
                                       .edition_slot = UINT32_MAX,
                                       .each_slot = UINT32_MAX,
                                       .region_slot = UINT32_MAX};
    }
}

void gr_prepare_owner(gr_preparing *prep, const gr_schema *owner)
{
    prep->binder->eyes.owner = owner;
}

bool gr_prepare_enter(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    const gr_tattr *condition = gr_tnode_attr(node, "if");
    bool dead = condition != NULL &&
                gr_condition_known(prep->binder, condition->as.expr, scope) == GR_KNOWN_NO;
    prep->binder->eyes.dead += dead ? 1 : 0;
    return dead;
}

void gr_prepare_leave(gr_preparing *prep, bool dead)
{
    prep->binder->eyes.dead -= dead ? 1 : 0;
}

bool gr_prepare_file(gr_preparing *prep, const gr_tnode *node, const gr_tattr *attr,
                     const gr_bound_pattern *path)
{
    const gr_eyes *eyes = &prep->binder->eyes;
    bool judged = path != NULL && eyes->owned && eyes->dead == 0 && eyes->owner != NULL;
    if (!judged || gr_tnode_flag(node, "shared", false)) {
        return true;
    }
    for (size_t i = 0; i < path->n; i++) {
        if (path->pieces[i].bound != NULL && path->pieces[i].type.label.other) {
            gr_diag_report(prep->binder->diag, path->pieces[i].at, GR_CODE_OTHERS_FILE,
                           "'" GR_FMT "' depends on a record of '" GR_FMT
                           "' that need not be the edition; use 'edition', or say shared=\"yes\" "
                           "when these files are for everybody",
                           GR_ARG(attr->value), GR_ARG(eyes->owner->name));
            return false;
        }
    }
    return true;
}
