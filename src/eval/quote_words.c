#include "eval/eval.h"

/* Owns what stands around the words of a quotation: its marks, and who said it. */
#include "base/arena.h"
#include "base/utf8.h"
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
            bool apostrophe = gr_str_is(close, "’") || gr_str_is(close, "'");
            return gr_str_find(inner, open) == SIZE_MAX &&
                   (apostrophe || gr_str_find(inner, close) == SIZE_MAX);
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

/** Double marks within double marks become single ones: “Ja” in a quotation is ‘Ja’. */
static gr_str made_single(gr_arena *arena, gr_str text)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t at = 0; at < text.len;) {
        uint32_t c = gr_utf8_step(text, &at);
        gr_utf8_add(&out, c == 0x201C || c == 0x201E ? 0x2018U : c == 0x201D ? 0x2019U : c);
    }
    return gr_buf_view(&out);
}

/** A figure is printed with other marks than it was worked out with; it stays the same figure. */
static const gr_figure *marked_anew(gr_doc *doc, const gr_figure *figure, gr_str text)
{
    gr_figure *anew = GR_NEW(doc->arena, gr_figure);
    *anew = *figure;
    anew->text = text;
    for (size_t i = doc->n_figures; i-- > 0;) {
        if (doc->figures[i] == figure) {
            doc->figures[i] = anew;
            break;
        }
    }
    return anew;
}

static void make_single(gr_expander *expander, gr_node *node)
{
    if (node->kind == GR_K_TEXT) {
        node->as.text.chars = made_single(expander->arena, node->as.text.chars);
    } else if (node->kind == GR_K_FIGURE && node->as.figure.figure->value.type == GR_T_TEXT) {
        const gr_figure *figure = node->as.figure.figure;
        gr_str text = made_single(expander->arena, figure->text);
        node->as.figure.figure =
            gr_str_eq(text, figure->text) ? figure : marked_anew(expander->doc, figure, text);
    }
    for (gr_node *child = node->first; child != NULL; child = child->next) {
        make_single(expander, child);
    }
}

gr_status gr_quote_marks(gr_expander *expander, gr_node *box)
{
    gr_node *first = first_paragraph(box), *last = last_paragraph(box);
    const gr_house_style *house = expander->report->house;
    if (first == NULL || has_marks(gr_node_text(box, expander->arena))) {
        return GR_OK;
    }
    gr_str open = gr_label_text(house, "quote-open");
    if (gr_str_starts(open, GR_LIT("“")) || gr_str_starts(open, GR_LIT("„"))) {
        make_single(expander, box);
    }
    gr_node *words = first->first, *end = first->last;
    first->first = first->last = NULL;
    GR_TRY(gr_expander_add_text(expander, first, open, box->at));
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
        if (gr_expander_lacks(expander, node, parts[i]) ||
            gr_utf8_is_blank(gr_expander_text(expander, node, parts[i]))) {
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
