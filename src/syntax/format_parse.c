#include "syntax_priv.h"

/* Owns how formats are written: euro, number(1). What they look like is the business of `format`.
 */
#include "base/intern.h"

/** The others have their decimals by nature. */
static bool takes_places(gr_format_kind kind)
{
    return gr_format_facts[kind].places == GR_PLACES_ASKED;
}

static bool find_format(gr_str name, gr_format_kind *out)
{
    for (size_t i = 0; i < GR_FORMAT__COUNT; i++) {
        if (gr_str_is(name, gr_format_facts[i].name)) {
            *out = (gr_format_kind)i;
            return true;
        }
    }
    return false;
}

bool gr_format_parse(gr_str text, gr_format *out)
{
    gr_str rest = gr_str_trim(text);
    gr_str name = GR_LIT("");
    gr_format format = {.places = GR_PLACES_OWN};
    if (!gr_str_split(&rest, '(', &name) || !find_format(name, &format.kind)) {
        return false;
    }
    if (name.len < gr_str_trim(text).len) {
        int64_t places = 0;
        bool closed = gr_str_ends(rest, GR_LIT(")"));
        if (!closed || !gr_int_parse(gr_str_sub(rest, 0, rest.len - 1), &places) || places < 0 ||
            places > GR_DEC_MAX_SCALE || !takes_places(format.kind)) {
            return false;
        }
        format.places = (uint8_t)places;
    }
    *out = format;
    return true;
}

void gr_format_unknown(gr_diag *diag, gr_loc at, gr_str name)
{
    gr_str names[GR_FORMAT__COUNT];
    for (size_t i = 0; i < GR_FORMAT__COUNT; i++) {
        names[i] = gr_str_of(gr_format_facts[i].name);
    }
    gr_format_kind kind = GR_FORMAT_PLAIN;
    gr_str rest = name;
    gr_str word = GR_LIT("");
    bool named = gr_str_split(&rest, '(', &word) && find_format(word, &kind);
    gr_str meant = named ? GR_LIT("") : gr_suggest(word, names, GR_FORMAT__COUNT);
    if (meant.len > 0) {
        gr_diag_report(diag, at, GR_CODE_FORMAT_NAME, "'" GR_FMT "'; did you mean '" GR_FMT "'?",
                       GR_ARG(name), GR_ARG(meant));
    } else if (named && takes_places(kind)) {
        gr_diag_report(diag, at, GR_CODE_FORMAT_NAME,
                       "'" GR_FMT "'; decimals are written " GR_FMT "(0) to " GR_FMT "(%d)",
                       GR_ARG(name), GR_ARG(word), GR_ARG(word), GR_DEC_MAX_SCALE);
    } else if (named) {
        gr_diag_report(diag, at, GR_CODE_FORMAT_NAME,
                       "'" GR_FMT "'; write " GR_FMT " alone, its decimals are fixed", GR_ARG(name),
                       GR_ARG(word));
    } else {
        gr_diag_report(diag, at, GR_CODE_FORMAT_NAME,
                       "'" GR_FMT "'; for instance euro, number(1), percent(2), date",
                       GR_ARG(name));
    }
}

bool gr_parse_format(gr_parser *parser, gr_format *out)
{
    size_t from = parser->token.from;
    if (parser->token.kind != GR_TOKEN_NAME) {
        gr_str said = gr_lex_said(parser);
        gr_lex_fail(parser, from, "the name of a format expected after 'as', found " GR_FMT,
                    GR_ARG(said));
        return false;
    }
    gr_lex_next(parser);
    if (gr_parse_sign(parser, GR_TOKEN_OPEN)) {
        while (parser->token.kind == GR_TOKEN_INT) {
            gr_lex_next(parser);
        }
        if (!gr_parse_sign(parser, GR_TOKEN_CLOSE)) {
            gr_lex_fail(parser, parser->token.from,
                        "decimals of a format are written between brackets: number(1)");
            return false;
        }
    }
    gr_str written = gr_str_sub(parser->text, from, parser->last_to - from);
    if (parser->failed) {
        return false; /* the token behind it is none, which was said */
    }
    if (!gr_format_parse(written, out)) {
        parser->failed = true;
        gr_format_unknown(parser->with->diag, gr_lex_loc(parser, from), written);
        return false;
    }
    return true;
}
