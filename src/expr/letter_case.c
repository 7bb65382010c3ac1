#include "expr_priv.h"

/* Owns capitals and small letters of the Latin script: ASCII, Latin-1 and Latin Extended-A, which
 * is what Dutch names need. Other letters stay as they are. Must not know the locale: there is
 * none. */
#include "base/utf8.h"

static bool between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/** Latin Extended-A: pairs of neighbours, the capital first; even in one part, odd in the other. */
static bool is_even_pair(uint32_t c)
{
    return between(c, 0x100, 0x12F) || between(c, 0x132, 0x137) || between(c, 0x14A, 0x177);
}

static bool is_odd_pair(uint32_t c)
{
    return between(c, 0x139, 0x148) || between(c, 0x179, 0x17E);
}

static uint32_t lower(uint32_t c)
{
    if (between(c, 'A', 'Z') || (between(c, 0xC0, 0xDE) && c != 0xD7)) {
        return c + 0x20;
    }
    if (c == 0x178) { /* Y with diaeresis: its small letter is in Latin-1 */
        return 0xFF;
    }
    bool capital = (is_even_pair(c) && c % 2 == 0) || (is_odd_pair(c) && c % 2 == 1);
    return capital ? c + 1 : c;
}

static uint32_t upper(uint32_t c)
{
    if (between(c, 'a', 'z') || (between(c, 0xE0, 0xFE) && c != 0xF7)) {
        return c - 0x20;
    }
    if (c == 0xFF) {
        return 0x178;
    }
    bool small = (is_even_pair(c) && c % 2 == 1) || (is_odd_pair(c) && c % 2 == 0);
    return small ? c - 1 : c;
}

/** The first `n` letters through `change`, the rest as it stands. */
static gr_str changed(gr_arena *arena, gr_str text, size_t n, uint32_t (*change)(uint32_t))
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    size_t at = 0;
    for (size_t i = 0; i < n && at < text.len; i++) {
        gr_utf8_add(&out, change(gr_utf8_step(text, &at)));
    }
    gr_buf_add(&out, gr_str_sub(text, at, SIZE_MAX));
    return gr_buf_view(&out);
}

gr_str gr_text_lower(gr_arena *arena, gr_str text)
{
    return changed(arena, text, SIZE_MAX, lower);
}

gr_str gr_text_upper(gr_arena *arena, gr_str text)
{
    return changed(arena, text, SIZE_MAX, upper);
}

gr_str gr_text_capital(gr_arena *arena, gr_str text)
{
    return changed(arena, text, 1, upper);
}
