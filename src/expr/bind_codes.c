#include "expr_priv.h"

/* Owns sets over lists of codes, and whether a list has labels in the language of a report. Must
 * not know rows. */
#include "base/arena.h"
#include "base/intern.h"
#include "dataset/codes.h"

static bool refuse_list(const gr_binding *in, const gr_set *set)
{
    gr_arena *arena = in->binder->arena;
    gr_str *known = NULL;
    size_t n = gr_codes_names(in->binder->catalogue, arena, &known);
    gr_str advice = n == 0 ? GR_LIT("; no field of a source has type=\"code\"")
                           : gr_advice(arena, set->codes, known, n);
    gr_diag_report(in->binder->diag, set->base.at[0], GR_CODE_CODE_LIST, "'" GR_FMT "'" GR_FMT,
                   GR_ARG(set->codes), GR_ARG(advice));
    return false;
}

bool gr_bind_codes(const gr_binding *in, const gr_set *set, gr_bound_set *out)
{
    gr_binder *binder = in->binder;
    const gr_code_list *other = NULL;
    const gr_code_list *list = gr_codes_find(binder->catalogue, set->codes, &other);
    if (list == NULL) {
        return refuse_list(in, set);
    }
    if (other != NULL) {
        gr_diag_report(binder->diag, set->base.at[0], GR_CODE_CODE_LIST,
                       "two sources have a list '" GR_FMT "' with other codes or labels; give one "
                       "of both another name",
                       GR_ARG(set->codes));
        gr_diag_note(binder->diag, list->at, "one");
        gr_diag_note(binder->diag, other->at, "the other");
        return false;
    }
    if (binder->code_tables == NULL) {
        binder->code_tables = gr_catalogue_new(binder->arena);
    }
    out->table = gr_codes_table(binder->code_tables, list, binder->arena, binder->diag);
    if (out->table == NULL) {
        return false;
    }
    out->schema = gr_table_schema(out->table);
    out->all = set->all;
    return true;
}

/* ---- labels in another language ---- */

/** The codes that people call something in the first language, and nothing in that at hand. */
static size_t lacking(const gr_code_list *list, gr_str lang, gr_buf *said)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < list->n; i++) {
        gr_str label;
        if (!list->words[i].labelled || gr_code_label_in(list, i, lang, &label)) {
            continue;
        }
        gr_buf_addf(said, "%s'" GR_FMT "'", first == SIZE_MAX ? "" : ", ",
                    GR_ARG(list->codes[i].code));
        first = first == SIZE_MAX ? i : first;
    }
    return first;
}

bool gr_codes_have_labels(gr_binder *binder, const gr_vtype *type, gr_loc at)
{
    const gr_code_list *list = type->codes;
    if (binder->lang.len == 0 || binder->lang_falls_back || binder->as_called > 0 ||
        type->type != GR_T_CODE || list == NULL || list->words == NULL) {
        return true;
    }
    gr_str lang = gr_str_sub(binder->lang, 1, SIZE_MAX);
    gr_buf said = gr_buf_make(binder->arena, SIZE_MAX);
    size_t first = lacking(list, lang, &said);
    if (first == SIZE_MAX) {
        return true;
    }
    /* Once for a list: the same report at the same place is kept once. */
    gr_diag_report(binder->diag, list->words[first].at, GR_CODE_LANGUAGE_GAP,
                   "codes '" GR_FMT "' have no label in '" GR_FMT "' for " GR_FMT
                   "; write label." GR_FMT "=\"...\" beside label=, or fallback= on <editions>",
                   GR_ARG(list->name), GR_ARG(lang), GR_ARG(gr_buf_view(&said)), GR_ARG(lang));
    gr_diag_note(binder->diag, at, "printed here");
    return false;
}
