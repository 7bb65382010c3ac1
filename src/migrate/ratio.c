#include "migrate_priv.h"

/* A quotient that is printed as a percentage was rounded twice: by `to N`, and by its format.
 * Without `to` it is exact until it is printed. Only where the quotient is all there is to the
 * figure: sums of quotients stay as they are. */

typedef struct quotient {
    const gr_expression *expr;
    size_t slash, to; /* words */
} quotient;

static bool is(const quotient *q, size_t nr, const char *text)
{
    return nr < q->expr->n && gr_word_is(q->expr->in, &q->expr->words[nr], text);
}

/** The word behind what is divided by: a path, a number, a call or something in parentheses. */
static size_t behind_operand(const quotient *q, size_t nr)
{
    const gr_expr_word *words = q->expr->words;
    while (nr < q->expr->n) {
        if (is(q, nr, "(")) {
            nr = gr_words_behind(q->expr->in, words, q->expr->n, nr);
        } else if (words[nr].kind == GR_WORD_NAME || words[nr].kind == GR_WORD_NUMBER ||
                   is(q, nr, "$")) {
            nr++;
        } else {
            break;
        }
        if (is(q, nr, ".")) {
            nr++;
        } else if (!is(q, nr, "(") && !is(q, nr - 1, "$")) {
            break;
        }
    }
    return nr;
}

/** Nothing is added to it or compared with it before the slash: from there back to where it begins.
 * Tells by which call it is surrounded (`first(`), or the number of words when by none. */
static bool begins_alone(const quotient *q, size_t *out_call)
{
    size_t depth = 0;
    *out_call = q->expr->n;
    for (size_t i = q->slash; i-- > 0;) {
        const gr_expr_word *word = &q->expr->words[i];
        if (is(q, i, ")")) {
            depth++;
        } else if (is(q, i, "(") && depth > 0) {
            depth--;
        } else if (is(q, i, "(")) {
            *out_call = i > 0 ? i - 1 : q->expr->n;
            return i > 0 && is(q, i - 1, "first");
        } else if (depth == 0 && (is(q, i, "then") || is(q, i, "else"))) {
            return true;
        } else if (depth == 0 && word->kind == GR_WORD_SIGN && !is(q, i, ".") && !is(q, i, "$")) {
            return false; /* a product among them: its rounding may be meant */
        } else if (depth == 0 && is(q, i, "to")) {
            return false;
        }
    }
    return true;
}

static bool is_percentage(const quotient *q, size_t nr)
{
    if (is(q, nr, "as")) {
        return is(q, nr + 1, "percent");
    }
    return q->expr->in_percent && nr < q->expr->n && q->expr->words[nr].kind == GR_WORD_END;
}

/** What stands behind `to N` is the end of the figure, and its format is one of percents. */
static bool ends_alone(const quotient *q, size_t call)
{
    size_t nr = q->to + 2;
    if (call < q->expr->n) {
        nr = is(q, nr, "of") ? gr_words_behind(q->expr->in, q->expr->words, q->expr->n, call + 1)
                             : q->expr->n;
    }
    while (is(q, nr, "else") && is(q, nr + 1, "none")) {
        nr += 2;
    }
    return is_percentage(q, nr);
}

static void rewrite(gr_rewriting *at, const quotient *q)
{
    const gr_expr_word *words = q->expr->words;
    const gr_spelled *in = q->expr->in;
    size_t from = in->from[words[q->to - 1].to];
    size_t to = in->from[words[q->to + 1].to];
    gr_str places =
        gr_str_sub(in->text, words[q->to + 1].from, words[q->to + 1].to - words[q->to + 1].from);
    gr_rewrite_say(at, in->from[words[q->slash].from],
                   "'to " GR_FMT
                   "' is left out: the quotient is exact, and rounded once, as it is printed",
                   GR_ARG(places));
    gr_rewrite(at, from, to, GR_LIT(""));
}

/** `average(v of set to N)`: a ratio as well, when the places are left out. */
static void rewrite_average(gr_rewriting *at, const gr_expression *expr, size_t call)
{
    quotient q = {.expr = expr, .slash = call};
    size_t behind = gr_words_behind(expr->in, expr->words, expr->n, call + 1);
    if (behind == expr->n || behind < call + 5 ||
        (call > 0 && !is(&q, call - 1, "then") && !is(&q, call - 1, "else"))) {
        return;
    }
    q.to = behind - 3;
    if (is(&q, q.to, "to") && expr->words[q.to + 1].kind == GR_WORD_NUMBER &&
        is_percentage(&q, behind)) {
        rewrite(at, &q);
    }
}

void gr_rewrite_ratios(gr_rewriting *at, const gr_expression *expr)
{
    for (size_t i = 0; i + 1 < expr->n; i++) {
        quotient q = {.expr = expr, .slash = i};
        size_t call = 0;
        if (is(&q, i, "average") && is(&q, i + 1, "(")) {
            rewrite_average(at, expr, i);
        }
        if (!is(&q, i, "/")) {
            continue;
        }
        q.to = behind_operand(&q, i + 1);
        if (is(&q, q.to, "to") && q.to + 1 < expr->n &&
            expr->words[q.to + 1].kind == GR_WORD_NUMBER && begins_alone(&q, &call) &&
            ends_alone(&q, call)) {
            rewrite(at, &q);
        }
    }
}
