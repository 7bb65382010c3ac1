#include "syntax_priv.h"

/* Owns what stands between operators: constants, names, brackets, functions, aggregates. Must not
 * know the operators. */
#include "base/date.h"

bool gr_lex_opens_call(const gr_parser *parser)
{
    size_t at = parser->token.to;
    while (at < parser->text.len && parser->text.ptr[at] == ' ') {
        at++;
    }
    return parser->token.kind == GR_TOKEN_NAME && at < parser->text.len &&
           parser->text.ptr[at] == '(' && !gr_word_reserved(gr_lex_text(parser, parser->token));
}

/** `maybe` before a text; else it is a name like any other. */
static bool opens_maybe(const gr_parser *parser)
{
    gr_str behind = gr_str_trim(gr_str_sub(parser->text, parser->token.to, SIZE_MAX));
    return gr_lex_word(parser, "maybe") && gr_str_starts(behind, GR_LIT("'"));
}

/* ---- paths ---- */

static bool refuse_reserved(gr_parser *parser, gr_str word)
{
    if (!gr_word_reserved(word)) {
        return false;
    }
    if (gr_str_is(word, "if")) {
        gr_lex_fail(parser, parser->token.from,
                    "put the choice between brackets: (if a then b else c)");
    } else {
        gr_lex_fail(parser, parser->token.from,
                    "a value expected before '" GR_FMT "', which is a word of the language",
                    GR_ARG(word));
    }
    return true;
}

typedef struct path_parts {
    gr_str *parts;
    gr_loc *at;
    size_t n, parts_cap, at_cap;
} path_parts;

/** The name at hand as the next part of a path. */
static bool parse_part(gr_parser *parser, path_parts *path)
{
    if (parser->token.kind != GR_TOKEN_NAME) {
        gr_str said = gr_lex_said(parser);
        gr_lex_fail(parser, parser->token.from, "a name expected, found " GR_FMT, GR_ARG(said));
        return false;
    }
    size_t n = path->n;
    *GR_PUSH(parser->with->arena, path->at, n, path->at_cap, gr_loc) =
        gr_lex_loc(parser, parser->token.from);
    *GR_PUSH(parser->with->arena, path->parts, path->n, path->parts_cap, gr_str) =
        gr_lex_text(parser, parser->token);
    gr_lex_next(parser);
    return true;
}

bool gr_parse_path(gr_parser *parser, gr_path *out)
{
    path_parts path = {.n = 0};
    bool outer = gr_parse_sign(parser, GR_TOKEN_DOLLAR);
    if (!outer && parser->token.kind == GR_TOKEN_NAME &&
        refuse_reserved(parser, gr_lex_text(parser, parser->token))) {
        return false;
    }
    do {
        if (!parse_part(parser, &path)) {
            return false;
        }
    } while (gr_parse_sign(parser, GR_TOKEN_DOT));
    *out = (gr_path){path.parts, path.at, path.n, outer};
    return true;
}

/* ---- functions and aggregates ---- */

static const struct aggregate_row {
    const char *name;
    gr_aggregate op;
} aggregates[] = {
    {"sum", GR_A_SUM}, {"count", GR_A_COUNT},     {"min", GR_A_MIN},
    {"max", GR_A_MAX}, {"average", GR_A_AVERAGE}, {"first", GR_A_FIRST},
};

static const struct aggregate_row *find_aggregate(gr_str name)
{
    for (size_t i = 0; i < sizeof aggregates / sizeof aggregates[0]; i++) {
        if (gr_str_is(name, aggregates[i].name)) {
            return &aggregates[i];
        }
    }
    return NULL;
}

static bool close_call(gr_parser *parser, gr_str name)
{
    if (gr_parse_sign(parser, GR_TOKEN_CLOSE)) {
        return true;
    }
    gr_str said = gr_lex_said(parser);
    gr_lex_fail(parser, parser->token.from, "')' expected to end " GR_FMT "(...), found " GR_FMT,
                GR_ARG(name), GR_ARG(said));
    return false;
}

/** first(m): m is the first one of its loop. */
static const gr_expr *keep_turn(gr_parser *parser, size_t from, gr_str name, const gr_expr *of)
{
    gr_expr made = {.kind = GR_X_CALL, .at = gr_lex_loc(parser, from)};
    const gr_expr **args = GR_NEW(parser->with->arena, const gr_expr *);
    args[0] = of;
    made.as.call.name = name;
    made.as.call.args = args;
    made.as.call.n_args = 1;
    return gr_parse_keep(parser, from, made);
}

/** value `of`: the first half of sum(amount of lines). `turn`: it may end here, as first(m); then
 *  it is left true. */
static const gr_expr *parse_aggregate_value(gr_parser *parser, gr_str name, bool *turn)
{
    const gr_expr *value = gr_parse_expression(parser);
    *turn = *turn && value != NULL && gr_parse_sign(parser, GR_TOKEN_CLOSE);
    if (*turn) {
        return value;
    }
    if (value == NULL || gr_parse_word(parser, "of")) {
        return value;
    }
    gr_str said = gr_lex_said(parser);
    gr_lex_fail(parser, parser->token.from,
                "'of' and a set expected, as in " GR_FMT "(amount of lines), found " GR_FMT,
                GR_ARG(name), GR_ARG(said));
    return NULL;
}

/** average(v of set to 1), or exact without `to`. */
static bool parse_average_places(gr_parser *parser, uint8_t *out)
{
    *out = GR_PLACES_OWN;
    return !gr_parse_word(parser, "to") || gr_parse_places(parser, out);
}

static const gr_expr *parse_aggregate(gr_parser *parser, size_t from, gr_str name, gr_aggregate op)
{
    gr_expr made = {.kind = GR_X_AGGREGATE, .at = gr_lex_loc(parser, from)};
    made.as.aggregate.op = op;
    if (op != GR_A_COUNT) {
        bool turn = op == GR_A_FIRST;
        made.as.aggregate.value = parse_aggregate_value(parser, name, &turn);
        if (made.as.aggregate.value == NULL || turn) {
            return turn ? keep_turn(parser, from, name, made.as.aggregate.value) : NULL;
        }
    }
    made.as.aggregate.set = gr_parse_set(parser);
    if (made.as.aggregate.set == NULL ||
        (op == GR_A_AVERAGE && !parse_average_places(parser, &made.as.aggregate.places)) ||
        !close_call(parser, name)) {
        return NULL;
    }
    return gr_parse_keep(parser, from, made);
}

static const gr_expr *parse_function(gr_parser *parser, size_t from, gr_str name)
{
    gr_expr made = {.kind = GR_X_CALL, .at = gr_lex_loc(parser, from)};
    const gr_expr **args = NULL;
    size_t n = 0, cap = 0;
    bool more = parser->token.kind != GR_TOKEN_CLOSE;
    while (more) {
        const gr_expr *arg = gr_parse_expression(parser);
        if (arg == NULL) {
            return NULL;
        }
        *GR_PUSH(parser->with->arena, args, n, cap, const gr_expr *) = arg;
        if (n == 1 && gr_parse_word(parser, "of")) {
            made.as.call.set = gr_parse_set(parser);
            if (made.as.call.set == NULL) {
                return NULL;
            }
        }
        bool keyed = n == 1 && made.as.call.set != NULL && gr_str_is(name, "lookup");
        more = gr_parse_sign(parser, GR_TOKEN_COMMA) || (keyed && gr_parse_word(parser, "by"));
    }
    made.as.call.name = name;
    made.as.call.args = args;
    made.as.call.n_args = n;
    return close_call(parser, name) ? gr_parse_keep(parser, from, made) : NULL;
}

static const gr_expr *parse_call(gr_parser *parser)
{
    size_t from = parser->token.from;
    gr_str name = gr_lex_text(parser, parser->token);
    gr_lex_next(parser);
    gr_lex_next(parser); /* the bracket, which was seen */
    const struct aggregate_row *aggregate = find_aggregate(name);
    return aggregate != NULL ? parse_aggregate(parser, from, name, aggregate->op)
                             : parse_function(parser, from, name);
}

/* ---- constants and brackets ---- */

static bool whole_value(gr_parser *parser, gr_str text, gr_value *out)
{
    out->type = GR_T_INT;
    if (gr_int_parse(text, &out->as.i)) {
        return true;
    }
    gr_lex_fail(parser, parser->token.from, "number too large");
    return false;
}

static bool decimal_value(gr_parser *parser, gr_str text, gr_value *out)
{
    out->type = GR_T_DECIMAL;
    if (gr_decimal_parse(text, '.', &out->as.dec)) {
        return true;
    }
    gr_lex_fail(parser, parser->token.from, "number too large, or with more than %d decimals",
                GR_DEC_MAX_SCALE);
    return false;
}

/** The text between quotes, `''` made one quote. */
static gr_str unquoted(gr_parser *parser, gr_str quoted)
{
    gr_str inside = gr_str_sub(quoted, 1, quoted.len - 2);
    if (gr_str_find(inside, GR_LIT("''")) == SIZE_MAX) {
        return inside;
    }
    gr_buf out = gr_buf_make(parser->with->arena, inside.len);
    for (size_t i = 0; i < inside.len; i++) {
        gr_buf_add_char(&out, inside.ptr[i]);
        i += inside.ptr[i] == '\'' ? 1 : 0;
    }
    return gr_buf_view(&out);
}

static const gr_expr *keep_literal(gr_parser *parser, gr_value value)
{
    size_t from = parser->token.from;
    gr_lex_next(parser);
    return gr_parse_keep(
        parser, from,
        (gr_expr){.kind = GR_X_LITERAL, .at = gr_lex_loc(parser, from), .as.literal = value});
}

static const gr_expr *parse_number(gr_parser *parser)
{
    gr_value value = {.type = GR_T_NONE};
    gr_str text = gr_lex_text(parser, parser->token);
    bool decimal = parser->token.kind == GR_TOKEN_DECIMAL;
    bool fits = decimal ? decimal_value(parser, text, &value) : whole_value(parser, text, &value);
    return fits ? keep_literal(parser, value) : NULL;
}

static const gr_expr *parse_date(gr_parser *parser)
{
    gr_value value = {.type = GR_T_DATE};
    /* the lexer has refused days that do not exist */
    return gr_date_parse(gr_lex_text(parser, parser->token), &value.as.day)
               ? keep_literal(parser, value)
               : NULL;
}

static const gr_expr *parse_period(gr_parser *parser)
{
    gr_value value = {.type = GR_T_PERIOD};
    return gr_period_parse(gr_lex_text(parser, parser->token), &value.as.period)
               ? keep_literal(parser, value)
               : NULL;
}

static const gr_expr *parse_text(gr_parser *parser)
{
    gr_value value = {.type = GR_T_TEXT};
    value.as.text = unquoted(parser, gr_lex_text(parser, parser->token));
    return keep_literal(parser, value);
}

/** maybe 'sroi': whether it may stand here, the binder knows. */
static const gr_expr *parse_maybe(gr_parser *parser)
{
    size_t from = parser->token.from;
    gr_expr made = {.kind = GR_X_LITERAL, .maybe = true, .at = gr_lex_loc(parser, from)};
    gr_lex_next(parser);
    if (parser->token.kind != GR_TOKEN_TEXT) { /* a quote that is not closed was reported */
        return NULL;
    }
    made.as.literal.type = GR_T_TEXT;
    made.as.literal.as.text = unquoted(parser, gr_lex_text(parser, parser->token));
    gr_lex_next(parser);
    return gr_parse_keep(parser, from, made);
}

static const gr_expr *parse_brackets(gr_parser *parser)
{
    size_t open = parser->token.from;
    gr_lex_next(parser);
    const gr_expr *inside = gr_parse_expression(parser);
    if (inside == NULL) {
        return NULL;
    }
    if (!gr_parse_sign(parser, GR_TOKEN_CLOSE)) {
        gr_str said = gr_lex_said(parser);
        gr_lex_fail(parser, parser->token.from,
                    "')' expected for the '(' at character %zu, found " GR_FMT, open + 1,
                    GR_ARG(said));
        return NULL;
    }
    return inside;
}

static const gr_expr *parse_word_or_path(gr_parser *parser)
{
    size_t from = parser->token.from;
    gr_expr made = {.at = gr_lex_loc(parser, from)};
    bool yes = gr_lex_word(parser, "yes");
    if (yes || gr_lex_word(parser, "no")) {
        return keep_literal(parser, (gr_value){.type = GR_T_BOOL, .as.b = yes});
    }
    if (gr_parse_word(parser, "none")) {
        made.kind = GR_X_NONE;
        return gr_parse_keep(parser, from, made);
    }
    if (gr_lex_opens_call(parser)) {
        return parse_call(parser);
    }
    if (opens_maybe(parser)) {
        return parse_maybe(parser);
    }
    made.kind = GR_X_PATH;
    return gr_parse_path(parser, &made.as.path) ? gr_parse_keep(parser, from, made) : NULL;
}

static const gr_expr *refuse_primary(gr_parser *parser)
{
    gr_str said = gr_lex_said(parser);
    gr_lex_fail(parser, parser->token.from,
                "a value expected (a name, a number, 'text' or a bracket), found " GR_FMT,
                GR_ARG(said));
    return NULL;
}

const gr_expr *gr_parse_primary(gr_parser *parser)
{
    switch (parser->token.kind) {
    case GR_TOKEN_INT:
    case GR_TOKEN_DECIMAL:
        return parse_number(parser);
    case GR_TOKEN_DATE:
        return parse_date(parser);
    case GR_TOKEN_PERIOD:
        return parse_period(parser);
    case GR_TOKEN_TEXT:
        return parse_text(parser);
    case GR_TOKEN_OPEN:
        return parse_brackets(parser);
    case GR_TOKEN_NAME:
    case GR_TOKEN_DOLLAR:
        return parse_word_or_path(parser);
    case GR_TOKEN_END:
    case GR_TOKEN_BAD:
    case GR_TOKEN_DOT:
    case GR_TOKEN_COMMA:
    case GR_TOKEN_CLOSE:
    case GR_TOKEN_PLUS:
    case GR_TOKEN_MINUS:
    case GR_TOKEN_STAR:
    case GR_TOKEN_SLASH:
    case GR_TOKEN_EQ:
    case GR_TOKEN_NE:
    case GR_TOKEN_LT:
    case GR_TOKEN_LE:
    case GR_TOKEN_GT:
    case GR_TOKEN_GE:
        break;
    }
    return refuse_primary(parser);
}
