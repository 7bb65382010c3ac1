#include "eval/eval.h"

/* Owns headings: their level, number and name. Sections and the headings of texts share them, so
 * levels never skip one and names stay unique. */
#include "base/arena.h"
#include "expander_priv.h"

/** "2.1" from counters of the levels from `base` up to the own one; levels never counted are left
 * out. */
static gr_str dotted(gr_expander *expander, const uint16_t *counters, uint8_t base, uint8_t level)
{
    gr_buf text = gr_buf_make(expander->arena, SIZE_MAX);
    for (uint8_t i = base; i < level; i++) {
        if (counters[i] > 0) {
            gr_buf_addf(&text, "%s%u", text.len > 0 ? "." : "", (unsigned)counters[i]);
        }
    }
    return gr_buf_view(&text);
}

static void count_up(uint16_t *counters, uint8_t level)
{
    counters[level - 1]++;
    for (uint8_t i = level; i < GR_HEADING_LEVELS; i++) {
        counters[i] = 0;
    }
}

static gr_str own_anchor(gr_expander *expander, uint8_t level)
{
    gr_str dots = dotted(expander, expander->ordinals, 0, level);
    return gr_str_fmt(expander->arena, "s" GR_FMT, GR_ARG(dots));
}

/** The level, at most one below that of the heading before it: none may be skipped (PDF/UA). */
static unsigned settle_level(const gr_expander *expander, unsigned wanted)
{
    unsigned most = expander->last_level + 1u;
    return wanted > most ? most : wanted;
}

static const gr_style_id heading_styles[GR_HEADING_LEVELS] = {
    GR_STYLE_HEADING_1, GR_STYLE_HEADING_2, GR_STYLE_HEADING_3,
    GR_STYLE_HEADING_4, GR_STYLE_HEADING_5, GR_STYLE_HEADING_6,
};

static bool is_too_deep(gr_expander *expander, unsigned level, gr_loc at)
{
    if (level <= GR_HEADING_LEVELS) {
        return false;
    }
    gr_diag_report_open(expander->context->diag, at, GR_CODE_HEADING_DEEP,
                        "this one would be of level %u, and there are %d; take a section around it "
                        "out, or write it as a paragraph in <b>",
                        level, GR_HEADING_LEVELS);
    expander->failed = true;
    return true;
}

/** Blank, or nothing but signs of values that are not there. */
static bool is_wordless(gr_expander *expander, const gr_node *node)
{
    for (const gr_node *child = node->first; child != NULL; child = child->next) {
        bool absent =
            child->kind == GR_K_FIGURE && gr_value_is_absent(&child->as.figure.figure->value);
        if (!absent && !gr_utf8_is_blank(gr_node_text(child, expander->arena))) {
            return false;
        }
    }
    return true;
}

void gr_check_heading(gr_expander *expander, const gr_node *heading, gr_loc at)
{
    if (is_wordless(expander, heading)) {
        gr_diag_report_open(expander->context->diag, at, GR_CODE_HEADING_BLANK,
                            "nothing would stand in the contents and the bookmarks; write a title, "
                            "or leave title= out to group blocks without a heading");
        expander->failed = true;
    }
}

void gr_begin_unnumbered(gr_expander *expander, uint8_t level)
{
    expander->heads.unnumbered = level;
    for (uint8_t i = level; i < GR_HEADING_LEVELS; i++) {
        expander->numbers[i] = 0;
    }
}

GR_MUST_USE gr_status gr_write_heading_node(gr_expander *expander, unsigned wanted, bool numbered,
                                            gr_loc at, gr_node *into, gr_node **out_heading)
{
    gr_node *heading = NULL;
    gr_str number = GR_LIT("");
    unsigned settled = settle_level(expander, wanted);
    uint8_t level = is_too_deep(expander, settled, at) ? GR_HEADING_LEVELS : (uint8_t)settled;
    GR_TRY(gr_expander_add_styled(expander, into, GR_K_HEADING, at, heading_styles[level - 1],
                                  &heading));
    expander->last_level = level;
    count_up(expander->ordinals, level);
    if (numbered) {
        count_up(expander->numbers, level);
        number = dotted(expander, expander->numbers, expander->heads.unnumbered, level);
        heading->as.heading.number = gr_annex_number(expander, level, number);
    }
    heading->as.heading.level = level;
    heading->as.heading.listed = expander->heads.listed;
    gr_anchor_auto(expander, heading, own_anchor(expander, level));
    gr_ref_name(expander, heading, NULL, GR_LIT(""));
    if (expander->heads.annex && level == 1) {
        gr_ref_annex(expander, heading, number);
    }
    *out_heading = heading;
    return GR_OK;
}
