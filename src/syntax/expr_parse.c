#include "syntax_priv.h"

/* Owns the grammar of expressions: recursive descent, one function a level of precedence. Must not
 * know what names mean.
 *
 *   expression := 'if' expression 'then' expression 'else' expression | or
 *   or         := and { 'or' and }                  and     := not { 'and' not }
 *   not        := 'not' not | relation
 *   relation   := sum [ = sum | != sum | ... | 'is' ['not'] 'missing' | PHRASE sum ]
 *   sum        := product { (+|-) product }         product := unary { * unary | / unary 'to' N }
 *   unary      := - unary | primary
 */

static const gr_expr *parse_unary(gr_parser *parser)
{
    size_t from = parser->token.from;
    if (!gr_parse_sign(parser, GR_TOKEN_MINUS)) {
        return gr_parse_primary(parser);
    }
    if (!gr_parse_enter(parser)) {
        return NULL;
    }
    gr_expr made = {.kind = GR_X_NEGATE, .at = gr_lex_loc(parser, from)};
    made.as.operand = parse_unary(parser);
    parser->depth--;
    return made.as.operand == NULL ? NULL : gr_parse_keep(parser, from, made);
}

/** left OP right, where the token at hand is OP; its place is the place of the operator. */
static const gr_expr *parse_right(gr_parser *parser, size_t from, const gr_expr *left, gr_binary op,
                                  const gr_expr *(*operand)(gr_parser *))
{
    gr_expr made = {.kind = GR_X_BINARY, .at = gr_lex_loc(parser, parser->token.from)};
    gr_lex_next(parser);
    made.as.binary.op = op;
    made.as.binary.left = left;
    made.as.binary.right = operand(parser);
    return made.as.binary.right == NULL ? NULL : gr_parse_keep(parser, from, made);
}

static const gr_expr *parse_division(gr_parser *parser, size_t from, const gr_expr *left)
{
    size_t slash = parser->token.from;
    gr_expr made = {.kind = GR_X_BINARY, .at = gr_lex_loc(parser, slash)};
    gr_lex_next(parser);
    made.as.binary.op = GR_B_DIV;
    made.as.binary.left = left;
    made.as.binary.right = parse_unary(parser);
    if (made.as.binary.right == NULL) {
        return NULL;
    }
    made.as.binary.places = GR_PLACES_OWN; /* exact */
    bool reads = !gr_parse_word(parser, "to") || gr_parse_places(parser, &made.as.binary.places);
    return reads ? gr_parse_keep(parser, from, made) : NULL;
}

static const gr_expr *parse_product(gr_parser *parser)
{
    size_t from = parser->token.from;
    const gr_expr *left = parse_unary(parser);
    while (left != NULL) {
        if (parser->token.kind == GR_TOKEN_STAR) {
            left = parse_right(parser, from, left, GR_B_MUL, parse_unary);
        } else if (parser->token.kind == GR_TOKEN_SLASH) {
            left = parse_division(parser, from, left);
        } else {
            break;
        }
    }
    return left;
}

static const gr_expr *parse_sum(gr_parser *parser)
{
    size_t from = parser->token.from;
    const gr_expr *left = parse_product(parser);
    while (left != NULL &&
           (parser->token.kind == GR_TOKEN_PLUS || parser->token.kind == GR_TOKEN_MINUS)) {
        gr_binary op = parser->token.kind == GR_TOKEN_PLUS ? GR_B_ADD : GR_B_SUB;
        left = parse_right(parser, from, left, op, parse_product);
    }
    return left;
}

static bool comparison(gr_token_kind kind, gr_binary *out)
{
    static const struct row {
        gr_token_kind kind;
        gr_binary op;
    } rows[] = {
        {GR_TOKEN_EQ, GR_B_EQ}, {GR_TOKEN_NE, GR_B_NE}, {GR_TOKEN_LT, GR_B_LT},
        {GR_TOKEN_LE, GR_B_LE}, {GR_TOKEN_GT, GR_B_GT}, {GR_TOKEN_GE, GR_B_GE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].kind == kind) {
            *out = rows[i].op;
            return true;
        }
    }
    return false;
}

static const gr_expr *parse_is_missing(gr_parser *parser, size_t from, const gr_expr *operand)
{
    gr_expr made = {.kind = GR_X_MISSING, .at = gr_lex_loc(parser, parser->token.from)};
    gr_lex_next(parser);
    made.as.missing.operand = operand;
    made.as.missing.negated = gr_parse_word(parser, "not");
    if (!gr_parse_word(parser, "missing")) {
        gr_str said = gr_lex_said(parser);
        gr_lex_fail(
            parser, parser->token.from,
            "'missing' or 'not missing' expected after 'is' (or = to compare), found " GR_FMT,
            GR_ARG(said));
        return NULL;
    }
    return gr_parse_keep(parser, from, made);
}

static const gr_expr *parse_relation_right(gr_parser *parser, size_t from, size_t place,
                                           const gr_expr *left, gr_str phrase)
{
    gr_expr made = {.kind = GR_X_RELATION, .at = gr_lex_loc(parser, place)};
    made.as.relation.phrase = phrase;
    made.as.relation.left = left;
    made.as.relation.right = parse_sum(parser);
    return made.as.relation.right == NULL ? NULL : gr_parse_keep(parser, from, made);
}

static const gr_expr *refuse_chain(gr_parser *parser, const gr_expr *first)
{
    gr_binary op = GR_B_EQ;
    if (first != NULL && (comparison(parser->token.kind, &op) || gr_lex_word(parser, "is"))) {
        gr_lex_fail(parser, parser->token.from, "comparisons do not chain; write a < b and b < c");
        return NULL;
    }
    return first;
}

static const gr_expr *parse_relation(gr_parser *parser)
{
    size_t from = parser->token.from;
    const gr_expr *left = parse_sum(parser);
    size_t place = parser->token.from;
    gr_binary op = GR_B_EQ;
    gr_str phrase = GR_LIT("");
    if (left == NULL) {
        return NULL;
    }
    if (comparison(parser->token.kind, &op)) {
        return refuse_chain(parser, parse_right(parser, from, left, op, parse_sum));
    }
    if (gr_lex_phrase(parser, &phrase)) {
        return refuse_chain(parser, parse_relation_right(parser, from, place, left, phrase));
    }
    if (gr_lex_word(parser, "is")) {
        return refuse_chain(parser, parse_is_missing(parser, from, left));
    }
    return left;
}

static const gr_expr *parse_not(gr_parser *parser)
{
    size_t from = parser->token.from;
    if (!gr_parse_word(parser, "not")) {
        return parse_relation(parser);
    }
    if (!gr_parse_enter(parser)) {
        return NULL;
    }
    gr_expr made = {.kind = GR_X_NOT, .at = gr_lex_loc(parser, from)};
    made.as.operand = parse_not(parser);
    parser->depth--;
    return made.as.operand == NULL ? NULL : gr_parse_keep(parser, from, made);
}

static const gr_expr *parse_and(gr_parser *parser)
{
    size_t from = parser->token.from;
    const gr_expr *left = parse_not(parser);
    while (left != NULL && gr_lex_word(parser, "and")) {
        left = parse_right(parser, from, left, GR_B_AND, parse_not);
    }
    return left;
}

static const gr_expr *parse_or(gr_parser *parser)
{
    size_t from = parser->token.from;
    const gr_expr *left = parse_and(parser);
    while (left != NULL && gr_lex_word(parser, "or")) {
        left = parse_right(parser, from, left, GR_B_OR, parse_and);
    }
    return left;
}

static const gr_expr *parse_choice(gr_parser *parser)
{
    size_t from = parser->token.from;
    gr_expr made = {.kind = GR_X_CHOICE, .at = gr_lex_loc(parser, from)};
    gr_lex_next(parser);
    made.as.choice.test = gr_parse_expression(parser);
    if (made.as.choice.test == NULL ||
        !gr_parse_expect(parser, "then", "after the condition of 'if'")) {
        return NULL;
    }
    made.as.choice.yes = gr_parse_expression(parser);
    if (made.as.choice.yes == NULL ||
        !gr_parse_expect(parser, "else", "(a choice has both sides)")) {
        return NULL;
    }
    made.as.choice.no = gr_parse_expression(parser);
    return made.as.choice.no == NULL ? NULL : gr_parse_keep(parser, from, made);
}

const gr_expr *gr_parse_expression(gr_parser *parser)
{
    if (!gr_parse_enter(parser)) {
        return NULL;
    }
    const gr_expr *expr = gr_lex_word(parser, "if") ? parse_choice(parser) : parse_or(parser);
    parser->depth--;
    return expr;
}
