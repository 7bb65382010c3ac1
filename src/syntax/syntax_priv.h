#ifndef GR_SYNTAX_PRIV_H
#define GR_SYNTAX_PRIV_H
/* What the files of room `syntax` share: tokens, and the state of one parse. */
#include "base/arena.h"
#include "syntax/expression.h"
#include "syntax/names.h"

/* ---- tokens (expr_lex.c) ---- */

typedef enum gr_token_kind {
    GR_TOKEN_END,
    GR_TOKEN_BAD, /* reported when it was read */
    GR_TOKEN_INT,
    GR_TOKEN_DECIMAL,
    GR_TOKEN_DATE,
    GR_TOKEN_PERIOD, /* 2025-Q1, 2025-03, 2024-2025 */
    GR_TOKEN_TEXT,
    GR_TOKEN_NAME, /* keywords too: which of them is one depends on where it stands */
    GR_TOKEN_DOLLAR,
    GR_TOKEN_DOT,
    GR_TOKEN_COMMA,
    GR_TOKEN_OPEN,
    GR_TOKEN_CLOSE,
    GR_TOKEN_PLUS,
    GR_TOKEN_MINUS,
    GR_TOKEN_STAR,
    GR_TOKEN_SLASH,
    GR_TOKEN_EQ,
    GR_TOKEN_NE,
    GR_TOKEN_LT,
    GR_TOKEN_LE,
    GR_TOKEN_GT,
    GR_TOKEN_GE
} gr_token_kind;

typedef struct gr_lexeme {
    gr_token_kind kind;
    size_t from, to; /* bytes of the text */
} gr_lexeme;

/** One text being parsed. `token` is the one at hand; `last_to` is the end of the one before it. */
typedef struct gr_parser {
    const gr_parse *with;
    gr_str text;
    gr_text_place place;
    gr_lexeme token;
    size_t last_to;
    unsigned depth; /* of the recursion */
    bool failed;    /* one report a text: the rest would be its echo */
} gr_parser;

void gr_lex_start(gr_parser *parser);
void gr_lex_next(gr_parser *parser);
gr_str gr_lex_text(const gr_parser *parser, gr_lexeme token);
/** The token at hand is this word. */
bool gr_lex_word(const gr_parser *parser, const char *word);
/** The token at hand is a name with a bracket behind it. */
bool gr_lex_opens_call(const gr_parser *parser);
/** What is at hand as a person would name it: 'where', the end. */
gr_str gr_lex_said(const gr_parser *parser);
gr_loc gr_lex_loc(const gr_parser *parser, size_t offset);
/** EXPR_SYNTAX at a byte of the text, unless something was reported already. */
GR_PRINTF(3, 4) void gr_lex_fail(gr_parser *parser, size_t offset, const char *fmt, ...);
/** Longest phrase of a relation that begins at the token at hand; the token behind it is then at
 *  hand. False when there is none. */
bool gr_lex_phrase(gr_parser *parser, gr_str *out_phrase);

/** Bytes of the letter at `at` that may stand in a name (ASCII or accented Latin), 0: none. */
size_t gr_letter_bytes(gr_str text, size_t at);

/** Bytes of the name that begins at `at`, by the rule of hyphens; 0: none. */
size_t gr_name_bytes(gr_str text, size_t at);

/* ---- steps of the parser (expr_node.c) ---- */

/** Keeps a node whose text began at `from` and ends before the token at hand; NULL (reported) when
 *  it is too high. */
const gr_expr *gr_parse_keep(gr_parser *parser, size_t from, gr_expr made);
/** One level down: false (reported) when that is too deep for the recursion. Leave with depth--. */
bool gr_parse_enter(gr_parser *parser);
bool gr_parse_word(gr_parser *parser, const char *word); /* goes past it when it is at hand */
bool gr_parse_sign(gr_parser *parser, gr_token_kind kind);
bool gr_parse_expect(gr_parser *parser, const char *word, const char *after);
/** A whole number up to `most`, named `what` in the report. */
bool gr_parse_count(gr_parser *parser, const char *what, uint32_t most, uint32_t *out);
bool gr_parse_places(gr_parser *parser, uint8_t *out);
/** Operators in one another, of any expression or set the parser made. */
unsigned gr_expr_height(const gr_expr *expr);
unsigned gr_set_height(const gr_set *set);
/** Reports and is false when `height` passes the limit. */
bool gr_height_fits(gr_parser *parser, unsigned height, size_t from);

/* ---- the grammar: each is NULL or false after a report ---- */

const gr_expr *gr_parse_expression(gr_parser *parser); /* expr_parse.c */
const gr_expr *gr_parse_primary(gr_parser *parser);    /* expr_primary.c */
bool gr_parse_path(gr_parser *parser, gr_path *out);
const gr_set *gr_parse_set(gr_parser *parser);           /* set_parse.c */
bool gr_parse_format(gr_parser *parser, gr_format *out); /* behind `as`; format_parse.c */
#endif
