#ifndef GR_BASE_UTF8_H
#define GR_BASE_UTF8_H
/* Unicode text as bytes: validation happens once, where bytes come in; steps trust it. */
#include "base/str.h"

/** Length of the longest valid prefix; equals s.len when all of it is valid UTF-8
 *  (no overlong forms, no surrogates, nothing above U+10FFFF). */
size_t gr_utf8_valid(gr_str s);
/** Code point at *at (which must be < s.len); moves *at behind it. U+FFFD on a bad byte. */
uint32_t gr_utf8_step(gr_str s, size_t *at);
size_t gr_utf8_count(gr_str s); /* code points */
void gr_utf8_add(gr_buf *buf, uint32_t code_point);
/** `s` itself when it has at most max_bytes; else a copy that ends before them, not within a
 * character, with "…" behind it. */
gr_str gr_utf8_shorten(gr_arena *arena, gr_str s, size_t max_bytes);
/** First code point of a private-use area, or SIZE_MAX: its byte index. */
size_t gr_utf8_find_private(gr_str s);
/** Signs that never have a shape of their own: soft hyphen, joiners, variation selectors, marks of
 * direction, tags. */
bool gr_sign_is_invisible(uint32_t sign);
/** Steers a terminal, or whoever reads lines: control signs, line ends and marks of direction. */
bool gr_sign_steers(uint32_t sign);
bool gr_utf8_steers(gr_str s); /* has such a sign */
/** With a space for each such sign: for a terminal. `s` itself when it has none. */
gr_str gr_utf8_harmless(gr_arena *arena, gr_str s);
/** `s` for where it is searched, spoken or typed over and never drawn: without soft hyphens, zero
 * width spaces, word joiners and byte order marks, which keep a word from being found, and with a
 * space for tabs and Unicode's separators; line feeds, joiners, and marks of direction, which say
 * how it reads, stay. `s` itself when it has none. */
gr_str gr_utf8_searchable(gr_arena *arena, gr_str s);
/** Nothing of it would be seen: no sign but invisible ones and white space of any width. */
bool gr_utf8_is_blank(gr_str s);

#endif
