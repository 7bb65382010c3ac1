#include "eval/eval.h"

/* Owns headings: their level, number and name. Sections and the headings of texts share them, so
 * levels never skip one and names stay unique. */
#include "base/arena.h"
#include "eval_priv.h"

#define LEVELS 3

/** "2.1" from counters of the levels above and the own one; levels never counted are left out. */
static gr_str dotted(gr_author *author, const uint16_t *counters, uint8_t level)
{
    gr_buf text = gr_buf_make(author->arena, SIZE_MAX);
    for (uint8_t i = 0; i < level; i++) {
        if (counters[i] > 0) {
            gr_buf_addf(&text, "%s%u", text.len > 0 ? "." : "", (unsigned)counters[i]);
        }
    }
    return gr_buf_view(&text);
}

static void count_up(uint16_t *counters, uint8_t level)
{
    counters[level - 1]++;
    for (uint8_t i = level; i < LEVELS; i++) {
        counters[i] = 0;
    }
}

static gr_str own_anchor(gr_author *author, uint8_t level)
{
    gr_str dots = dotted(author, author->ordinals, level);
    return gr_str_fmt(author->arena, "s" GR_FMT, GR_ARG(dots));
}

/** A level below the one before it by at most one: a reader of headings must not fall into a gap.
 */
static uint8_t settle_level(const gr_author *author, uint8_t wanted)
{
    uint8_t most = author->last_level < LEVELS ? (uint8_t)(author->last_level + 1) : LEVELS;
    return wanted > most ? most : wanted;
}

static const gr_style_id heading_styles[LEVELS] = {
    GR_STYLE_HEADING_1,
    GR_STYLE_HEADING_2,
    GR_STYLE_HEADING_3,
};

GR_MUST_USE gr_status gr_write_heading_node(gr_author *author, uint8_t level, bool numbered,
                                            gr_loc at, gr_node *into, gr_node **out_heading)
{
    gr_node *heading = NULL;
    level = settle_level(author, level);
    GR_TRY(
        gr_author_add_styled(author, into, GR_K_HEADING, at, heading_styles[level - 1], &heading));
    author->last_level = level;
    count_up(author->ordinals, level);
    if (numbered) {
        count_up(author->numbers, level);
        heading->as.heading.number = dotted(author, author->numbers, level);
    }
    heading->as.heading.level = level;
    heading->as.heading.listed = author->heads.listed;
    heading->anchor = own_anchor(author, level);
    gr_ref_name(author, heading, NULL, 0);
    *out_heading = heading;
    return GR_OK;
}
