#include "bind_priv.h"

/* Owns the built-in names life.status, life.version, ..., and what life.status can be. */
#include "base/arena.h"

static void list_statuses(gr_preparing *prep)
{
    gr_report *report = prep->report;
    gr_code_text *codes = GR_NEW_N(prep->arena, gr_code_text, GR_LIFE__COUNT);
    size_t n = 0;
    for (int status = GR_LIFE_NONE + 1; status < GR_LIFE__COUNT; status++) {
        gr_str label = gr_status_text(report->house, (gr_life_status)status);
        codes[n++] = (gr_code_text){gr_str_of(gr_life_words[status]), label};
    }
    report->statuses = (gr_code_list){.name = GR_LIT("life.status"), .codes = codes, .n = n};
}

const gr_scope *gr_prepare_life(gr_preparing *prep, const gr_scope *scope)
{
    gr_report *report = prep->report;
    if (!report->has_life || report->house == NULL) {
        return scope;
    }
    list_statuses(prep);
    const struct name {
        gr_str name;
        gr_vtype type;
    } names[GR_LIFE_FIELDS] = {
        [GR_LIFE_STATUS_FIELD] = {GR_LIT("life.status"),
                                  {.type = GR_T_CODE, .codes = &report->statuses}},
        [GR_LIFE_VERSION_FIELD] = {GR_LIT("life.version"), {.type = GR_T_INT}},
        [GR_LIFE_DATE_FIELD] = {GR_LIT("life.date"), {.type = GR_T_DATE}},
        [GR_LIFE_BY_FIELD] = {GR_LIT("life.by"), {.type = GR_T_TEXT}},
        [GR_LIFE_BECAUSE_FIELD] = {GR_LIT("life.because"), {.type = GR_T_TEXT}},
    };
    for (size_t i = 0; i < GR_LIFE_FIELDS; i++) {
        scope = gr_scope_add(prep->binder, scope, names[i].name, names[i].type);
        report->life_slots[i] = scope->slot;
    }
    return scope;
}
