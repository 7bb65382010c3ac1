#include "eval/eval.h"

/* Owns the numbers of annexes and of what stands in them: "Bijlage 1", "B1.2", table "B.1". Annexes
 * count apart from chapters, and their tables and figures apart from those of the text. */
#include "base/arena.h"
#include "expander_priv.h"

static bool refuse(gr_expander *expander, gr_loc at, const char *why)
{
    gr_diag_report_open(expander->context->diag, at, GR_CODE_ANNEX_PLACE, "%s", why);
    expander->failed = true;
    return false;
}

static bool may_begin(gr_expander *expander, const gr_tnode *node)
{
    gr_loc at = gr_tnode_place(node, "annex");
    if (expander->heads.annex) {
        return refuse(expander, at, "an annex within an annex; end that one before it");
    }
    if (expander->heads.level > 0) {
        return refuse(expander, at,
                      "an annex is no part of a chapter; end the <section> around it before it");
    }
    return true;
}

void gr_annex_begin(gr_expander *expander, const gr_tnode *node, gr_chapters *out_chapters)
{
    *out_chapters = (gr_chapters){.left = false};
    if (!gr_tnode_flag(node, "annex", false) || !may_begin(expander, node)) {
        return;
    }
    *out_chapters = (gr_chapters){.left = true};
    memcpy(out_chapters->numbers, expander->numbers, sizeof expander->numbers);
    memset(expander->numbers, 0, sizeof expander->numbers);
    expander->numbers[0] = expander->annexes.n;
    expander->heads.annex = expander->heads.numbered = true;
    expander->heads.unnumbered = 0;
}

void gr_annex_end(gr_expander *expander, const gr_chapters *chapters)
{
    if (chapters->left) {
        expander->annexes.n = expander->numbers[0];
        memcpy(expander->numbers, chapters->numbers, sizeof expander->numbers);
    }
}

gr_str gr_annex_number(gr_expander *expander, uint8_t level, gr_str number)
{
    const gr_house_style *house = expander->report->house;
    if (!expander->heads.annex || expander->heads.unnumbered > 0) {
        return number;
    }
    return level == 1 ? gr_str_fmt(expander->arena, GR_FMT "\xc2\xa0" GR_FMT,
                                   GR_ARG(gr_label_text(house, "annex")), GR_ARG(number))
                      : gr_str_fmt(expander->arena, GR_FMT GR_FMT,
                                   GR_ARG(gr_label_text(house, "annex-sign")), GR_ARG(number));
}

static uint16_t *counter_of(gr_expander *expander, bool figure)
{
    gr_annexes *annexes = &expander->annexes;
    return expander->heads.annex ? (figure ? &annexes->n_figures : &annexes->n_captions)
           : figure              ? &expander->n_figures
                                 : &expander->n_captions;
}

gr_caption_number gr_caption_count(gr_expander *expander, bool figure)
{
    uint16_t number = ++*counter_of(expander, figure);
    gr_str sign = gr_label_text(expander->report->house, "annex-sign");
    gr_str text = expander->heads.annex
                      ? gr_str_fmt(expander->arena, GR_FMT ".%u", GR_ARG(sign), (unsigned)number)
                      : gr_str_fmt(expander->arena, "%u", (unsigned)number);
    return (gr_caption_number){figure ? "figure" : "table", number, text};
}

void gr_caption_uncount(gr_expander *expander, bool figure)
{
    --*counter_of(expander, figure);
}
