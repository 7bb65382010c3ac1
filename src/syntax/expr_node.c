#include "syntax_priv.h"

/* Owns the making of expression nodes and the steps every part of the parser takes: words, signs,
 * counts, depth. Must not know the grammar.
 *
 * Every node knows its height, because a chain a + b + c is as deep a tree as brackets in
 * brackets: who walks the tree later recurses, and must be safe. */

typedef struct tall_expr { /* every gr_expr is made here and is one of these */
    gr_expr expr;
    unsigned height;
} tall_expr;

unsigned gr_expr_height(const gr_expr *expr)
{
    return expr == NULL ? 0 : ((const tall_expr *)(const void *)expr)->height;
}

bool gr_height_fits(gr_parser *parser, unsigned height, size_t from)
{
    if (height <= parser->with->max_depth) {
        return true;
    }
    gr_lex_fail(parser, from, "more than %u operators in one another; name a part of it with 'let'",
                parser->with->max_depth);
    return false;
}

static unsigned higher(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned height_of_parts(const gr_expr *e)
{
    unsigned height = 0;
    switch (e->kind) {
    case GR_X_LITERAL:
    case GR_X_NONE:
    case GR_X_PATH:
        return 0;
    case GR_X_NEGATE:
    case GR_X_NOT:
        return gr_expr_height(e->as.operand);
    case GR_X_BINARY:
        return higher(gr_expr_height(e->as.binary.left), gr_expr_height(e->as.binary.right));
    case GR_X_CHOICE:
        height = higher(gr_expr_height(e->as.choice.yes), gr_expr_height(e->as.choice.no));
        return higher(height, gr_expr_height(e->as.choice.test));
    case GR_X_MISSING:
        return gr_expr_height(e->as.missing.operand);
    case GR_X_RELATION:
        return higher(gr_expr_height(e->as.relation.left), gr_expr_height(e->as.relation.right));
    case GR_X_CALL:
        height = gr_set_height(e->as.call.set);
        for (size_t i = 0; i < e->as.call.n_args; i++) {
            height = higher(height, gr_expr_height(e->as.call.args[i]));
        }
        return height;
    case GR_X_AGGREGATE:
        return higher(gr_expr_height(e->as.aggregate.value), gr_set_height(e->as.aggregate.set));
    }
    return height;
}

const gr_expr *gr_parse_keep(gr_parser *parser, size_t from, gr_expr made)
{
    tall_expr *node = GR_NEW(parser->with->arena, tall_expr);
    made.source = gr_str_sub(parser->text, from, parser->last_to - from);
    node->expr = made;
    node->height = height_of_parts(&node->expr) + 1;
    return gr_height_fits(parser, node->height, from) ? &node->expr : NULL;
}

bool gr_parse_enter(gr_parser *parser)
{
    if (!gr_height_fits(parser, parser->depth + 1, parser->token.from)) {
        return false;
    }
    parser->depth++;
    return true;
}

/* ---- words ---- */

static const char *const reserved[] = {
    "where", "sort", "by", "descending", "take", "all",  "of",  "to", "as", "is",      "not",
    "and",   "or",   "if", "then",       "else", "none", "yes", "no", "in", "missing",
};

bool gr_word_reserved(gr_str word)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (gr_str_is(word, reserved[i])) {
            return true;
        }
    }
    return false;
}

bool gr_parse_word(gr_parser *parser, const char *word)
{
    if (!gr_lex_word(parser, word)) {
        return false;
    }
    gr_lex_next(parser);
    return true;
}

bool gr_parse_sign(gr_parser *parser, gr_token_kind kind)
{
    if (parser->token.kind != kind) {
        return false;
    }
    gr_lex_next(parser);
    return true;
}

bool gr_parse_expect(gr_parser *parser, const char *word, const char *after)
{
    if (gr_parse_word(parser, word)) {
        return true;
    }
    gr_str said = gr_lex_said(parser);
    gr_lex_fail(parser, parser->token.from, "'%s' expected %s, found " GR_FMT, word, after,
                GR_ARG(said));
    return false;
}

bool gr_parse_count(gr_parser *parser, const char *what, uint32_t most, uint32_t *out)
{
    int64_t value = 0;
    bool whole = parser->token.kind == GR_TOKEN_INT &&
                 gr_int_parse(gr_lex_text(parser, parser->token), &value);
    if (!whole || value > (int64_t)most) {
        gr_str said = gr_lex_said(parser);
        gr_lex_fail(parser, parser->token.from,
                    "%s expected (a whole number up to %lu), found " GR_FMT, what,
                    (unsigned long)most, GR_ARG(said));
        return false;
    }
    *out = (uint32_t)value;
    gr_lex_next(parser);
    return true;
}

bool gr_parse_places(gr_parser *parser, uint8_t *out)
{
    uint32_t places = 0;
    if (!gr_parse_count(parser, "number of decimals", GR_DEC_MAX_SCALE, &places)) {
        return false;
    }
    *out = (uint8_t)places;
    return true;
}
