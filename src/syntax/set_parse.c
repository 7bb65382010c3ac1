#include "syntax_priv.h"

/* Owns the grammar of sets, and the entry points for one expression or one set.
 *
 *   set := ['all'] (path | 'codes' '(' name ')') [('at' | 'during') expression] ['where'
 * expression]
 *          ['sort' 'by' key {, key}] ['take' N]
 *   key := expression ['descending']
 *
 * Inside a call a comma ends the set when a constant text follows: join(name of lines sort by nr,
 * ', '). Nobody sorts by a constant. */
#include "base/intern.h"

#define MOST_ROWS UINT32_MAX

unsigned gr_set_height(const gr_set *set)
{
    if (set == NULL) {
        return 0;
    }
    unsigned height = gr_expr_height(set->where);
    unsigned day = gr_expr_height(set->day);
    height = day > height ? day : height;
    for (size_t i = 0; i < set->n_sorts; i++) {
        unsigned key = gr_expr_height(set->sorts[i].key);
        height = key > height ? key : height;
    }
    return height;
}

/** True when the comma at hand is followed by a text. */
static bool text_follows(const gr_parser *parser)
{
    size_t at = parser->token.to;
    while (at < parser->text.len && (parser->text.ptr[at] == ' ' || parser->text.ptr[at] == '\n')) {
        at++;
    }
    return at < parser->text.len && parser->text.ptr[at] == '\'';
}

static bool parse_sorts(gr_parser *parser, gr_set *set)
{
    gr_sort *sorts = NULL;
    size_t cap = 0;
    if (!gr_parse_expect(parser, "by", "after 'sort'")) {
        return false;
    }
    bool more = true;
    while (more) {
        gr_sort sort = {.key = gr_parse_expression(parser)};
        if (sort.key == NULL) {
            return false;
        }
        sort.descending = gr_parse_word(parser, "descending");
        *GR_PUSH(parser->with->arena, sorts, set->n_sorts, cap, gr_sort) = sort;
        more = parser->token.kind == GR_TOKEN_COMMA && !text_follows(parser) &&
               gr_parse_sign(parser, GR_TOKEN_COMMA);
    }
    set->sorts = sorts;
    return true;
}

static bool parse_take(gr_parser *parser, gr_set *set)
{
    size_t from = parser->token.from;
    if (!gr_parse_count(parser, "number of records", MOST_ROWS, &set->take)) {
        return false;
    }
    if (set->take == 0) {
        gr_lex_fail(parser, from, "'take' wants at least 1");
        return false;
    }
    return true;
}

/** Behind `codes`: the name of a list, as any name of a descriptor, between brackets. */
static bool parse_codes(gr_parser *parser, gr_set *set)
{
    size_t from = parser->token.to, end = from;
    while (end < parser->text.len && parser->text.ptr[end] != ')' && parser->text.ptr[end] != '(') {
        end++;
    }
    gr_str name = gr_str_trim(gr_str_sub(parser->text, from, end - from));
    gr_loc *at = GR_NEW(parser->with->arena, gr_loc);
    gr_str *part = GR_NEW(parser->with->arena, gr_str);
    if (name.len == 0 || end == parser->text.len || parser->text.ptr[end] != ')') {
        gr_lex_fail(parser, from, "the name of a list of codes expected, and a ')': codes(age)");
        return false;
    }
    *at = gr_lex_loc(parser, (size_t)(name.ptr - parser->text.ptr));
    *part = gr_str_fmt(parser->with->arena, "codes(" GR_FMT ")", GR_ARG(name));
    set->codes = name;
    set->base = (gr_path){part, at, 1, false};
    while (parser->token.from < end && parser->token.kind != GR_TOKEN_END) {
        gr_lex_next(parser);
    }
    return gr_parse_sign(parser, GR_TOKEN_CLOSE);
}

static bool parse_set_base(gr_parser *parser, gr_set *set)
{
    set->all = gr_parse_word(parser, "all");
    if (gr_lex_word(parser, "codes") && gr_lex_opens_call(parser)) {
        gr_lex_next(parser);
        return parse_codes(parser, set);
    }
    if (parser->token.kind == GR_TOKEN_NAME || parser->token.kind == GR_TOKEN_DOLLAR) {
        return gr_parse_path(parser, &set->base);
    }
    gr_str said = gr_lex_said(parser);
    gr_lex_fail(parser, parser->token.from, "a dataset or a group expected, found " GR_FMT,
                GR_ARG(said));
    return false;
}

static bool parse_day(gr_parser *parser, gr_set *set)
{
    set->during = gr_lex_word(parser, "during");
    if (!gr_parse_word(parser, set->during ? "during" : "at")) {
        return true;
    }
    set->day = gr_parse_expression(parser);
    return set->day != NULL;
}

const gr_set *gr_parse_set(gr_parser *parser)
{
    size_t from = parser->token.from;
    gr_set *set = GR_NEW(parser->with->arena, gr_set);
    set->at = gr_lex_loc(parser, from);
    if (!parse_set_base(parser, set) || !parse_day(parser, set)) {
        return NULL;
    }
    if (gr_parse_word(parser, "where")) {
        set->where = gr_parse_expression(parser);
        if (set->where == NULL) {
            return NULL;
        }
    }
    if (gr_parse_word(parser, "sort") && !parse_sorts(parser, set)) {
        return NULL;
    }
    if (gr_parse_word(parser, "take") && !parse_take(parser, set)) {
        return NULL;
    }
    set->source = gr_str_sub(parser->text, from, parser->last_to - from);
    return set;
}

/* ---- entry points ---- */

static gr_parser begin(const gr_parse *with, gr_str text, gr_text_place place)
{
    gr_parser parser = {.with = with, .text = text, .place = place};
    gr_lex_start(&parser);
    return parser;
}

static void refuse_rest(gr_parser *parser, const char *expected, const gr_str *words, size_t n)
{
    gr_str said = gr_lex_said(parser);
    gr_str meant = gr_suggest(gr_lex_text(parser, parser->token), words, n);
    if (parser->token.kind == GR_TOKEN_NAME && meant.len > 0) {
        gr_lex_fail(parser, parser->token.from, "found " GR_FMT "; did you mean '" GR_FMT "'?",
                    GR_ARG(said), GR_ARG(meant));
    } else {
        gr_lex_fail(parser, parser->token.from, "%s expected, found " GR_FMT, expected,
                    GR_ARG(said));
    }
}

static bool ends_expression(gr_parser *parser)
{
    const gr_str words[] = {GR_LIT("and"), GR_LIT("or"), GR_LIT("is"), GR_LIT("as")};
    if (parser->token.kind == GR_TOKEN_END) {
        return !parser->failed;
    }
    if (gr_lex_word(parser, "where")) {
        gr_lex_fail(parser, parser->token.from,
                    "'where' stands inside the brackets: sum(amount of lines where ...)");
    } else if (gr_lex_word(parser, "as")) {
        gr_lex_fail(parser, parser->token.from, "a format ('as') can't stand here");
    } else if (parser->token.kind == GR_TOKEN_CLOSE) {
        gr_lex_fail(parser, parser->token.from, "')' without its '('");
    } else {
        refuse_rest(parser, "an operator or the end", words, sizeof words / sizeof words[0]);
    }
    return false;
}

static bool ends_set(gr_parser *parser)
{
    const gr_str words[] = {GR_LIT("where"),      GR_LIT("sort"), GR_LIT("take"),
                            GR_LIT("descending"), GR_LIT("and"),  GR_LIT("or")};
    if (parser->token.kind == GR_TOKEN_END) {
        return !parser->failed;
    }
    if (gr_lex_word(parser, "where") || gr_lex_word(parser, "sort")) {
        gr_lex_fail(parser, parser->token.from,
                    "the order is: dataset where ... sort by ... take ...");
    } else if (gr_lex_word(parser, "at") || gr_lex_word(parser, "during")) {
        gr_lex_fail(parser, parser->token.from,
                    "a day stands behind the dataset: dataset at ... where ... sort by ...");
    } else {
        refuse_rest(parser, "'where', 'sort by', 'take' or the end", words,
                    sizeof words / sizeof words[0]);
    }
    return false;
}

gr_status gr_expr_parse(const gr_parse *parse, gr_str text, gr_text_place place,
                        const gr_expr **out, gr_format *out_format, bool *out_has_format)
{
    gr_parser parser = begin(parse, text, place);
    gr_format format = {.places = GR_PLACES_OWN};
    const gr_expr *expr = gr_parse_expression(&parser);
    if (expr == NULL) {
        return GR_BAD_INPUT;
    }
    bool has_format = out_format != NULL && gr_parse_word(&parser, "as");
    if ((has_format && !gr_parse_format(&parser, &format)) || !ends_expression(&parser)) {
        return GR_BAD_INPUT;
    }
    *out = expr;
    if (out_format != NULL) {
        *out_format = format;
        *out_has_format = has_format;
    }
    return GR_OK;
}

gr_status gr_set_parse(const gr_parse *parse, gr_str text, gr_text_place place, const gr_set **out)
{
    gr_parser parser = begin(parse, text, place);
    const gr_set *set = gr_parse_set(&parser);
    if (set == NULL || !ends_set(&parser)) {
        return GR_BAD_INPUT;
    }
    *out = set;
    return GR_OK;
}
