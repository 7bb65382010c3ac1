#include "eval/eval.h"

/* Owns a text that is the value of a field: paragraphs, lists and links that its export holds. What
 * it says is nobody's expression: braces in it mean nothing. */
#include "base/arena.h"
#include "expander_priv.h"

static const gr_bound_pattern *fixed_pattern(gr_arena *arena, const gr_pattern *pattern)
{
    gr_bound_piece *pieces = GR_NEW_N(arena, gr_bound_piece, pattern->n);
    gr_bound_pattern *bound = GR_NEW(arena, gr_bound_pattern);
    for (size_t i = 0; i < pattern->n; i++) {
        pieces[i] = (gr_bound_piece){.text = pattern->pieces[i].text, .at = pattern->pieces[i].at};
    }
    *bound = (gr_bound_pattern){pieces, pattern->n};
    return bound;
}

/** As binding does for texts of files, where there is nothing to bind. */
static void bind_fixed(gr_arena *arena, gr_tnode *node)
{
    if (node->run != NULL) {
        node->run_bound = fixed_pattern(arena, node->run);
    }
    for (size_t i = 0; i < node->n_attrs; i++) {
        if (node->attrs[i].kind == GR_XML_A_PATTERN) {
            node->attrs[i].bound = fixed_pattern(arena, node->attrs[i].as.pattern);
        }
    }
    for (gr_tnode *child = node->first; child != NULL; child = child->next) {
        bind_fixed(arena, child);
    }
}

static void tell_empty(gr_expander *expander, const gr_tnode *node)
{
    if (!gr_tnode_flag(node, "optional", false)) {
        gr_diag_report_halves(expander->context->diag, gr_tnode_place(node, "value"),
                              GR_CODE_TEXT_EMPTY, GR_LIT(""),
                              "'" GR_FMT "': nothing is printed of it; say optional=\"yes\" where "
                              "that is right",
                              GR_ARG(gr_tnode_value(node, "value")));
    }
}

bool gr_text_value_is_absent(gr_expander *expander, const gr_tnode *node)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    gr_value value = gr_expander_value(expander, rule, NULL, gr_tnode_place(node, "value"));
    return gr_value_is_absent(&value) ||
           (value.type == GR_T_TEXT && gr_utf8_is_blank(value.as.text));
}

gr_status gr_write_text_value(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    const gr_texts *texts = expander->report->text_store;
    gr_loc at = gr_tnode_place(node, "value");
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    gr_tnode *blocks = NULL;
    if (value.type != GR_T_TEXT || gr_utf8_is_blank(value.as.text)) {
        if (value.type != GR_T_POISON) {
            tell_empty(expander, node);
        }
        return GR_OK;
    }
    gr_str id = gr_expander_identity(expander, rule->stamp, rule->format);
    (void)gr_expander_point(expander, &value, rule->format, id, at); /* held against isolation */
    const gr_text_value asked = {value.as.text, rule->type.form, at, expander->arena};
    GR_TRY(texts->of_value(texts->user, &asked, &blocks));
    bind_fixed(expander->arena, blocks);
    return gr_expand_blocks(expander, blocks, into);
}
