/* A face for tests of layout: every sign half an em wide, so widths can be counted by hand. */
#include "text_priv.h"

#include "base/utf8.h"

enum { DUMMY_ADVANCE = 500 };

gr_text *gr_text_dummy(void)
{
    return gr_text_make();
}

const gr_shaped *gr_dummy_shape(gr_text *text, gr_str chars)
{
    gr_glyph *glyphs = GR_NEW_N(text->now.arena, gr_glyph, gr_utf8_count(chars));
    gr_run *run = GR_NEW(text->now.arena, gr_run);
    for (size_t at = 0; at < chars.len;) {
        size_t from = at;
        uint32_t sign = gr_utf8_step(chars, &at);
        if (!gr_sign_is_invisible(sign)) {
            glyphs[run->n++] = (gr_glyph){.id = sign,
                                          .advance = DUMMY_ADVANCE,
                                          .natural = DUMMY_ADVANCE,
                                          .cluster = (uint32_t)from,
                                          .cluster_end = (uint32_t)at};
            run->advance += DUMMY_ADVANCE;
        }
    }
    run->chars = chars;
    run->glyphs = glyphs;
    gr_shaped *shaped = GR_NEW(text->now.arena, gr_shaped);
    *shaped = (gr_shaped){.runs = run, .n = run->n > 0 ? 1 : 0, .advance = run->advance};
    return shaped;
}
