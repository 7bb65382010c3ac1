#include "eval/eval.h"

/* Owns what a report asks of its house style beside text styles: masters, looks of tables and
 * boxes, said by an attribute or implied by an element. */
#include "base/intern.h"
#include "bind_priv.h"

/** `names` are what the house style has of it. */
static void report_unknown(gr_preparing *prep, gr_loc at, const char *what, gr_str name,
                           const gr_str *names, size_t n)
{
    gr_diag_report(prep->binder->diag, at, GR_CODE_STYLE_UNKNOWN,
                   "%s '" GR_FMT "'; the house style '" GR_FMT "' does not have it" GR_FMT, what,
                   GR_ARG(name), GR_ARG(prep->report->house->id),
                   GR_ARG(gr_advice(prep->arena, name, names, n)));
    prep->failed = true;
}

static void need_slide(gr_preparing *prep, const gr_tnode *node)
{
    const gr_house_style *house = prep->report->house;
    if (gr_tnode_attr(node, "master") == NULL &&
        gr_master_find(house, GR_LIT(GR_SLIDE_MASTER)) == NULL) {
        gr_prepare_refuse(prep, node->at, GR_CODE_STYLE_INCOMPLETE,
                          "<slide> needs a page master '" GR_SLIDE_MASTER
                          "' in the house style '" GR_FMT "', or master= with one that it has",
                          GR_ARG(house->id));
    }
}

static void need_box(gr_preparing *prep, const gr_tnode *node, gr_str name)
{
    if (gr_box_look_find(prep->report->house, name) == NULL) {
        gr_diag_report(prep->binder->diag, node->at, GR_CODE_STYLE_INCOMPLETE,
                       "<%s> needs a box look '" GR_FMT "' in the house style '" GR_FMT "'",
                       gr_element_names[node->kind], GR_ARG(name), GR_ARG(prep->report->house->id));
        prep->failed = true;
    }
}

static void need_table(gr_preparing *prep, const gr_tnode *node, const char *name)
{
    const gr_house_style *house = prep->report->house;
    if (gr_table_look_find(house, gr_str_of(name)) == NULL &&
        gr_table_look_find(house, GR_LIT("plain")) == NULL) {
        gr_diag_report(prep->binder->diag, node->at, GR_CODE_STYLE_INCOMPLETE,
                       "<%s> needs a table look '%s' or 'plain' in the house style '" GR_FMT "'",
                       gr_element_names[node->kind], name, GR_ARG(house->id));
        prep->failed = true;
    }
}

/** With the one that was meant, or all there are. */
static void report_box_look(gr_preparing *prep, gr_loc at, gr_str name)
{
    const gr_house_style *house = prep->report->house;
    gr_str *names = GR_NEW_N(prep->arena, gr_str, house->n_box_looks);
    gr_buf all = gr_buf_make(prep->arena, SIZE_MAX / 4);
    for (size_t i = 0; i < house->n_box_looks; i++) {
        names[i] = house->box_looks[i].name;
        gr_buf_addf(&all, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(names[i]));
    }
    gr_str meant = gr_suggest(name, names, house->n_box_looks);
    gr_diag_report(
        prep->binder->diag, at, GR_CODE_STYLE_UNKNOWN,
        meant.len > 0 ? "box look '" GR_FMT "'; the house style '" GR_FMT
                        "' does not have it; did you mean '" GR_FMT "'?"
                      : "box look '" GR_FMT "'; the house style '" GR_FMT "' has " GR_FMT,
        GR_ARG(name), GR_ARG(house->id), GR_ARG(meant.len > 0 ? meant : gr_buf_view(&all)));
    prep->failed = true;
}

static void check_look(gr_preparing *prep, const gr_tnode *node, const gr_tattr *look)
{
    if (node->kind != GR_E_TABLE && node->kind != GR_E_PLANNER) {
        if (gr_box_look_find(prep->report->house, look->value) == NULL) {
            report_box_look(prep, look->at, look->value);
        }
    } else if (gr_table_look_find(prep->report->house, look->value) == NULL) {
        const gr_house_style *house = prep->report->house;
        gr_str *names = GR_NEW_N(prep->arena, gr_str, house->n_table_looks + 1);
        for (size_t i = 0; i < house->n_table_looks; i++) {
            names[i] = house->table_looks[i].name;
        }
        report_unknown(prep, look->at, "table look", look->value, names, house->n_table_looks);
    }
}

static void check_named(gr_preparing *prep, const gr_tnode *node)
{
    const gr_tattr *master = gr_tnode_attr(node, "master");
    const gr_tattr *look = gr_tnode_attr(node, "look");
    const gr_house_style *house = prep->report->house;
    if (master != NULL && gr_master_find(house, master->value) == NULL) {
        gr_str *names = GR_NEW_N(prep->arena, gr_str, house->n_masters + 1);
        for (size_t i = 0; i < house->n_masters; i++) {
            names[i] = house->masters[i].name;
        }
        report_unknown(prep, master->at, "page master", master->value, names, house->n_masters);
    }
    if (look != NULL) {
        check_look(prep, node, look);
    }
}

void gr_prepare_looks(gr_preparing *prep, const gr_tnode *node)
{
    if (prep->report->house == NULL) {
        return; /* reported already: nothing can be looked up */
    }
    check_named(prep, node);
    gr_prepare_marks(prep, node);
    if (node->kind == GR_E_SLIDE) {
        need_slide(prep, node);
    } else if (node->kind == GR_E_TILES) {
        need_box(prep, node, GR_LIT("tile"));
    } else if (node->kind == GR_E_CARDS) {
        need_box(prep, node, GR_LIT("card"));
    } else if (node->kind == GR_E_COMPARISON) {
        need_box(prep, node, GR_LIT("slot"));
    } else if (node->kind == GR_E_CALLOUT) {
        const gr_tattr *kind = gr_tnode_attr(node, "kind");
        need_box(prep, node, kind == NULL ? GR_LIT("info") : kind->value);
    } else if (node->kind == GR_E_TABLE || node->kind == GR_E_PLANNER) {
        need_table(prep, node, "plain");
    } else if (node->kind == GR_E_TIMELINE || node->kind == GR_E_AGENDA ||
               node->kind == GR_E_ACTIONS) {
        need_table(prep, node, gr_element_names[node->kind]);
    }
}
