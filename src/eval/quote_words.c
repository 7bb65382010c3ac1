#include "eval/eval.h"

/* Owns what stands around the words of a quotation: its marks, and who said it. */
#include "expander_priv.h"

/* What opens a quotation that people typed with its marks, and what then ends it. */
static const struct marks {
    const char *open, *close;
} typed[] = {{"“", "”"}, {"„", "”"}, {"„", "“"},   {"‘", "’"}, {"‚", "’"},
             {"«", "»"}, {"»", "«"}, {"\"", "\""}, {"'", "'"}};

/** They begin and end with marks that are each other's, and no such mark stands between: else these
 *  are of words within it. */
static bool has_marks(gr_str words)
{
    words = gr_str_trim(words);
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        gr_str open = gr_str_of(typed[i].open), close = gr_str_of(typed[i].close);
        if (words.len > open.len + close.len && gr_str_starts(words, open) &&
            gr_str_ends(words, close)) {
            gr_str inner = gr_str_sub(words, open.len, words.len - open.len - close.len);
            return gr_str_find(inner, open) == SIZE_MAX;
        }
    }
    return false;
}

static gr_node *first_paragraph(gr_node *node)
{
    gr_node *found = node->kind == GR_K_PARAGRAPH ? node : NULL;
    for (gr_node *child = node->first; child != NULL && found == NULL; child = child->next) {
        found = first_paragraph(child);
    }
    return found;
}

static gr_node *last_paragraph(gr_node *node)
{
    gr_node *found = node->kind == GR_K_PARAGRAPH ? node : NULL;
    for (gr_node *child = node->first; child != NULL; child = child->next) {
        gr_node *last = last_paragraph(child);
        found = last != NULL ? last : found;
    }
    return found;
}

gr_status gr_quote_marks(gr_expander *expander, gr_node *box)
{
    gr_node *first = first_paragraph(box), *last = last_paragraph(box);
    const gr_house_style *house = expander->report->house;
    if (first == NULL || has_marks(gr_node_text(box, expander->arena))) {
        return GR_OK;
    }
    gr_node *words = first->first, *end = first->last;
    first->first = first->last = NULL;
    GR_TRY(gr_expander_add_text(expander, first, gr_label_text(house, "quote-open"), box->at));
    first->first->next = words;
    first->last = words != NULL ? end : first->first;
    return gr_expander_add_text(expander, last, gr_label_text(house, "quote-close"), box->at);
}

gr_status gr_quote_by(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    static const char *const parts[] = {"who", "role", "place"};
    gr_node *by = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        gr_loc at = gr_tnode_place(node, parts[i]);
        if (gr_utf8_is_blank(gr_expander_text(expander, node, parts[i]))) {
            continue;
        }
        if (by == NULL) {
            GR_TRY(
                gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, at, GR_STYLE_QUOTE_BY, &by));
        } else {
            GR_TRY(gr_expander_add_text(expander, by, GR_LIT(", "), at));
        }
        GR_TRY(gr_expander_attr(expander, by, node, parts[i]));
    }
    return GR_OK;
}
