/* Owns what a report sets in its house style. */
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
