/* Owns what a report wants of its house style: colours that it sets, the language of its words. */
#include "base/arena.h"
#include "load_priv.h"
#include "style/style_read.h"

void gr_load_style_sets(const load_styles *styles, const gr_tnode *report, gr_style_wish *out)
{
    gr_style_set *sets = NULL;
    size_t n = 0, cap = 0;
    for (const gr_tnode *child = report->first; child != NULL; child = child->next) {
        if (child->kind == GR_E_STYLE_SET) {
            *GR_PUSH(styles->setup->arena, sets, n, cap, gr_style_set) =
                (gr_style_set){.colour = gr_tnode_value(child, "colour"),
                               .value = gr_tnode_value(child, "value"),
                               .colour_at = gr_tnode_place(child, "colour"),
                               .value_at = gr_tnode_place(child, "value")};
        }
    }
    out->sets = sets;
    out->n_sets = n;
    out->at = n == 0 ? (gr_loc){0} : sets[0].value_at;
}

void gr_load_style_lang(const gr_tnode *report, const gr_house_style *house, gr_style_wish *out)
{
    const gr_tnode *editions = report->first;
    while (editions != NULL && editions->kind != GR_E_EDITIONS) {
        editions = editions->next;
    }
    gr_str lang = gr_tnode_value(report, "lang"), own = house->lang, a = GR_LIT(""), b = a;
    bool several = editions != NULL && gr_tnode_attr(editions, "languages") != NULL;
    if (several && gr_str_split(&lang, '-', &a) && gr_str_split(&own, '-', &b) &&
        !gr_str_eq(a, b)) {
        out->lang = gr_tnode_value(report, "lang");
        out->at = gr_tnode_place(editions, "languages");
    }
}
