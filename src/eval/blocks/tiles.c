#include "base/arena.h"
#include "expander_priv.h"
#include "template/report_rows.h"

/* Key figures side by side: a grid of boxes with value, label, trend and note. */

static const gr_xml_attr_rule tiles_attrs[] = {COMMON, KEPT, REPEATED, LAST};
static const gr_xml_attr_rule tile_attrs[] = {
    COMMON,
    REPEATED,
    EXPR_NEEDED("value", "the figure"),
    TEXT("as", "format of the value"),
    PATTERN_NEEDED("label", "what the figure is"),
    PATTERN("note", "what it is compared with"),
    EXPR("trend", "difference: shown with an arrow and a word"),
    TEXT("missing", "what stands where the value is missing: p.m."),
    TEXT("missing-spoken", "how that is read out: pro memorie"),
    LAST,
};
static const gr_xml_rule rules[] = {
    {"tiles", GR_E_TILES, GR_XML_ELEMENTS, "tile", tiles_attrs, "key figures side by side"},
    {"tile", GR_E_TILE, GR_XML_EMPTY, NULL, tile_attrs, "a key figure"},
};
const gr_xml_part gr_grammar_tiles = {rules, N_OF(rules), "block"};

static gr_status write_value(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *paragraph = NULL;
    const gr_rule *rule = gr_tnode_rule(node, "value");
    const gr_figure *figure = NULL;
    gr_loc at = gr_tnode_place(node, "value");
    GR_TRY(
        gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, at, GR_STYLE_TILE_VALUE, &paragraph));
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    gr_str id = gr_expander_identity(expander, rule->stamp, rule->format);
    expander->gap = node;
    GR_TRY(gr_expander_figure(expander, paragraph, &value, rule->format, id, at, &figure));
    expander->gap = NULL;
    return GR_OK;
}

/** -1, 0 or 1. */
static int sign_of(const gr_value *value)
{
    int64_t amount = value->type == GR_T_INT       ? value->as.i
                     : value->type == GR_T_DECIMAL ? value->as.dec.coef
                     : value->type == GR_T_MONEY   ? value->as.money.minor
                     : value->type == GR_T_RATIO   ? value->as.ratio.part
                                                   : 0;
    return (amount > 0) - (amount < 0);
}

/** An arrow, which a word stands for when it is read aloud. */
static gr_status write_arrow(gr_expander *expander, int sign, gr_node *paragraph, gr_loc at)
{
    static const char *const arrows[] = {"\xe2\x96\xbc", "=", "\xe2\x96\xb2"};
    static const char *const words[] = {"trend-down", "trend-same", "trend-up"};
    gr_node *arrow = NULL;
    GR_TRY(gr_expander_add(expander, paragraph, GR_K_SIGN, at, &arrow));
    arrow->as.sign.chars = gr_str_of(arrows[sign + 1]);
    arrow->as.sign.spoken = gr_label_text(expander->report->house, words[sign + 1]);
    arrow->as.sign.value = (gr_value){.type = GR_T_BOOL, .as.b = sign > 0};
    return gr_expander_add_text(expander, paragraph,
                                sign > 0 ? GR_LIT("\xc2\xa0+") : GR_LIT("\xc2\xa0"), at);
}

/** An arrow before the difference, and its sign in the number: colour alone says nothing here. */
static gr_status write_trend(gr_expander *expander, const gr_tnode *node, gr_node *box)
{
    gr_node *paragraph = NULL;
    const gr_rule *rule = gr_tnode_rule(node, "trend");
    const gr_rule *shown = gr_tnode_rule(node, "value");
    const gr_figure *figure = NULL;
    if (rule == NULL) {
        return GR_OK;
    }
    gr_loc at = gr_tnode_place(node, "trend");
    GR_TRY(
        gr_expander_add_styled(expander, box, GR_K_PARAGRAPH, at, GR_STYLE_TILE_NOTE, &paragraph));
    gr_value value = gr_expander_value(expander, rule, NULL, at);
    if (gr_value_is_number(&value)) {
        GR_TRY(write_arrow(expander, sign_of(&value), paragraph, at));
    }
    /* a difference of ratios is a ratio as well; one of millions may be too small for that */
    bool alike = shown->type.type == rule->type.type && value.type != GR_T_MONEY;
    gr_format format = alike ? shown->format : rule->format;
    gr_str id = gr_expander_identity(expander, rule->stamp, format);
    return gr_expander_figure(expander, paragraph, &value, format, id, at, &figure);
}

static gr_status write_tile(gr_expander *expander, const gr_tnode *node, gr_node *grid)
{
    gr_node *box = NULL;
    GR_TRY(gr_write_box(expander, node, "tile", GR_BOX_PLAIN, grid, &box));
    gr_figure_place outer = gr_expander_enter(expander, node, box);
    GR_TRY(gr_write_attr_paragraph(expander, node, "label", box, GR_STYLE_TILE_LABEL));
    gr_node *label = box->first;
    (void)gr_check_words(expander, label, gr_tnode_place(node, "label"),
                         "nothing would say what the figure is; write a label");
    if (label != NULL) { /* whoever listens hears first what the figure is */
        gr_make_box_head(expander, label);
        box->as.box.value_above = true;
    }
    GR_TRY(write_value(expander, node, box));
    (void)gr_check_words(
        expander, box->last, gr_tnode_place(node, "value"),
        "nothing would stand above the label; give it a value, or leave the tile out with if=");
    GR_TRY(write_trend(expander, node, box));
    GR_TRY(gr_write_attr_paragraph(expander, node, "note", box, GR_STYLE_TILE_NOTE));
    gr_expander_leave(expander, outer);
    return GR_OK;
}

/** At most three side by side, so that an amount has room; four stand in twos. */
static uint8_t columns_for(const gr_node *grid)
{
    unsigned n = 0;
    for (const gr_node *box = grid->first; box != NULL; box = box->next) {
        n++;
    }
    return (uint8_t)(n < 3 ? n : n == 4 ? 2 : 3);
}

gr_status gr_write_tiles(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *grid = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_GRID, node->at, &grid));
    gr_figure_place outer = gr_expander_enter(expander, node, grid);
    GR_TRY(gr_expand_parts(expander, node, GR_E_TILE, grid, write_tile));
    grid->as.grid.columns = columns_for(grid);
    gr_expander_leave(expander, outer);
    gr_drop_if_empty(into, grid);
    return GR_OK;
}
