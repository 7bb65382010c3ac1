#include "bind_priv.h"

/* Owns what missing= may be: a sign that is no number and means nothing else, where a value can be
 * missing. Before the first edition is written. */

static bool has_digit(gr_str text)
{
    bool any = false;
    for (size_t i = 0; i < text.len; i++) {
        any = any || (text.ptr[i] >= '0' && text.ptr[i] <= '9');
    }
    return any;
}

/** What a sign says already; NULL: nothing. */
static const char *meaning_of(const gr_house_style *house, gr_str sign)
{
    if (house == NULL) {
        return NULL;
    }
    return gr_str_eq(sign, house->notation.not_applicable) ? "not applicable"
           : gr_str_eq(sign, house->notation.suppressed)   ? "hidden"
           : gr_str_eq(sign, house->notation.nothing)      ? "zero or no"
                                                           : NULL;
}

static void check_sign(gr_preparing *prep, const gr_tnode *node, gr_loc at)
{
    gr_str sign = gr_gap_sign(node);
    const char *meaning = meaning_of(prep->report->house, sign);
    if (sign.len == 0) {
        gr_prepare_refuse(prep, at, GR_CODE_MISSING_SIGN,
                          "missing=\"\" would print nothing; write missing=\"p.m.\", or leave it "
                          "out for the sign of the house style");
    } else if (has_digit(sign)) {
        gr_prepare_refuse(prep, at, GR_CODE_MISSING_SIGN,
                          "'" GR_FMT
                          "' would be read as a number; write a sign or an abbreviation, as in "
                          "missing=\"p.m.\"",
                          GR_ARG(sign));
    } else if (meaning != NULL) {
        gr_prepare_refuse(prep, at, GR_CODE_MISSING_SIGN,
                          "'" GR_FMT "' already means %s in the house style '" GR_FMT
                          "'; write another sign",
                          GR_ARG(sign), meaning, GR_ARG(prep->report->house->id));
    } else if (node->kind == GR_E_LINE && gr_tnode_attr(node, "value") == NULL) {
        gr_prepare_refuse(prep, at, GR_CODE_MISSING_SIGN,
                          "this line is text, of which nothing can be missing; give it a "
                          "value=\"...\"");
    }
}

/** Of a column whose table says missing=: a quotient of something missing is missing, so a ratio
 * may have a total of its own. */
static bool is_exempt(const gr_tnode *node)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    return gr_tnode_attr(node, "missing") == NULL &&
           (gr_tnode_flag(node, "share", false) || (rule != NULL && rule->type.type == GR_T_RATIO));
}

/** A total that is written out cannot say that something is missing in it. */
static void check_total(gr_preparing *prep, const gr_tnode *node)
{
    if (gr_tnode_flag(node, "share", false)) {
        gr_prepare_refuse(prep, gr_tnode_place(node, "missing"), GR_CODE_MISSING_SIGN,
                          "a share of a whole in which something is missing is not known; leave "
                          "share=\"yes\" or missing= out");
    } else if (gr_tnode_rule(node, "total") != NULL) {
        gr_prepare_refuse(
            prep, gr_tnode_place(node, "total"), GR_CODE_MISSING_SIGN,
            "a total that is written out does not say that something is missing in it; write "
            "total=\"sum\", which shows what is known with '" GR_FMT "' behind it",
            GR_ARG(gr_gap_sign(node)));
    }
}

void gr_prepare_missing(gr_preparing *prep, const gr_tnode *node)
{
    const gr_tattr *sign = gr_tnode_attr(node, "missing");
    const gr_tattr *spoken = gr_tnode_attr(node, "missing-spoken");
    if (sign == NULL && spoken != NULL) {
        gr_prepare_refuse(prep, spoken->at, GR_CODE_MISSING_SIGN,
                          "missing-spoken= says how the sign of missing= is read out, and "
                          "there is none; add missing=\"p.m.\"");
    }
    if (sign != NULL) {
        check_sign(prep, node, sign->at);
        check_total(prep, node);
    } else if (node->kind == GR_E_COLUMN && gr_gap_sign(node).len > 0 && !is_exempt(node)) {
        check_total(prep, node);
    }
}
