#ifndef GR_SYNTAX_NAMES_H
#define GR_SYNTAX_NAMES_H
/* Names, phrases and formats as the descriptor language writes them, for readers that meet them
 * outside of an expression. */
#include "base/diag.h"
#include "base/notation.h"

bool gr_name_in_expression(gr_str name); /* can be written as one name */
bool gr_word_reserved(gr_str word);      /* it is a word of the language */
bool gr_phrase_fits(gr_str phrase);      /* words that the parser can tell from its own */
gr_str gr_phrase_plain(gr_arena *arena, gr_str text); /* one space between the words */

/** Byte of the '}' that ends the figure whose '{' is at `open`, or SIZE_MAX: quotes are respected,
 * and a second '{' before it means that the first was never closed. */
size_t gr_figure_end(gr_str text, size_t open);

/** FORMAT_NAME with "did you mean". */
void gr_format_unknown(gr_diag *diag, gr_loc at, gr_str name);
/** As it is written: number(1). */
void gr_format_dump(gr_format format, gr_buf *out);

#endif
