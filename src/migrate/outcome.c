#include "migrate_priv.h"

/* favourable(v) was yes from zero up; outcome(v) tells zero apart. A choice between V and N becomes
 * the outcome itself, which is what it was for; anything else keeps its meaning to the letter. */

typedef struct gone { /* the function at hand */
    gr_rewriting *at;
    const gr_expression *expr;
    size_t name, behind; /* its word, and the one behind its last parenthesis */
    bool gain;           /* favourable */
} gone;

static const gr_expr_word *word(const gone *g, size_t nr)
{
    return &g->expr->words[nr < g->expr->n ? nr : g->expr->n - 1];
}

static bool is(const gone *g, size_t nr, const char *text)
{
    return gr_word_is(g->expr->in, word(g, nr), text);
}

static size_t raw(const gone *g, size_t byte)
{
    return g->expr->in->from[byte];
}

/** What stands in the parentheses, as it was written. */
static gr_str argument(const gone *g)
{
    size_t from = word(g, g->name + 1)->to;
    return gr_str_sub(g->expr->in->text, from, word(g, g->behind - 1)->from - from);
}

/** `if favourable(v) then 'V' else 'N'` and nothing that goes on with the text. */
static bool is_choice_of_signs(const gone *g)
{
    const char *first = g->gain ? "'V'" : "'N'";
    const char *second = g->gain ? "'N'" : "'V'";
    bool choice = g->name > 0 && is(g, g->name - 1, "if") && is(g, g->behind, "then") &&
                  is(g, g->behind + 1, first) && is(g, g->behind + 2, "else") &&
                  is(g, g->behind + 3, second);
    const gr_expr_word *next = word(g, g->behind + 4);
    return choice && (next->kind == GR_WORD_END || is(g, g->behind + 4, ")") ||
                      is(g, g->behind + 4, ",") || is(g, g->behind + 4, "as"));
}

static void rewrite_choice(const gone *g)
{
    const gr_expr_word *last = word(g, g->behind + 3);
    gr_str v = argument(g);
    gr_rewrite_say(g->at, raw(g, word(g, g->name - 1)->from),
                   "'if %s(" GR_FMT ") then ...' is 'outcome(" GR_FMT
                   ")' now; a difference of zero has a sign of its own",
                   g->gain ? "favourable" : "unfavourable", GR_ARG(v), GR_ARG(v));
    gr_rewrite(g->at, raw(g, word(g, g->name - 1)->from), raw(g, word(g, g->name)->to),
               GR_LIT("outcome"));
    gr_rewrite(g->at, raw(g, word(g, g->behind - 1)->to), raw(g, last->to), GR_LIT(""));
}

/** A comparison beside it would not be understood, nor `not` before it. */
static bool needs_parentheses(const gone *g)
{
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">=", "is", "not"};
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if ((g->name > 0 && is(g, g->name - 1, signs[i])) || is(g, g->behind, signs[i])) {
            return true;
        }
    }
    return false;
}

static void rewrite_condition(const gone *g)
{
    bool within = needs_parentheses(g);
    gr_str v = argument(g);
    const char *sign = g->gain ? "!=" : "=";
    gr_str loss = gr_spell_quoted(g->at, g->expr->in, "N");
    gr_rewrite_say(g->at, raw(g, word(g, g->name)->from),
                   "'%s(" GR_FMT ")' is 'outcome(" GR_FMT ") %s 'N'' now",
                   g->gain ? "favourable" : "unfavourable", GR_ARG(v), GR_ARG(v), sign);
    gr_rewrite(g->at, raw(g, word(g, g->name)->from), raw(g, word(g, g->name)->to),
               within ? GR_LIT("(outcome") : GR_LIT("outcome"));
    size_t end = raw(g, word(g, g->behind - 1)->to);
    gr_rewrite(g->at, end, end,
               gr_str_fmt(g->at->arena, " %s " GR_FMT "%s", sign, GR_ARG(loss), within ? ")" : ""));
}

void gr_rewrite_outcomes(gr_rewriting *at, const gr_expression *expr)
{
    for (size_t i = 0; i + 1 < expr->n; i++) {
        bool gain = gr_word_is(expr->in, &expr->words[i], "favourable");
        bool loss = gr_word_is(expr->in, &expr->words[i], "unfavourable");
        if ((!gain && !loss) || !gr_word_is(expr->in, &expr->words[i + 1], "(")) {
            continue; /* a field may be called so */
        }
        gone g = {.at = at, .expr = expr, .name = i, .gain = gain};
        g.behind = gr_words_behind(expr->in, expr->words, expr->n, i + 1);
        if (g.behind == expr->n) {
            continue; /* not finished: whoever binds it says so */
        }
        if (is_choice_of_signs(&g)) {
            rewrite_choice(&g);
        } else {
            rewrite_condition(&g);
        }
    }
}
