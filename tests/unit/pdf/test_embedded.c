/* Embedded fonts: they have an outline for every letter that is drawn with them. */
#include "check.h"

#include "pdf/unpacked.h"

static size_t number_at(gr_str bytes, size_t at, size_t n)
{
    size_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number = number << 8 | (unsigned char)bytes.ptr[at + i];
    }
    return number;
}

/** Offset of a table of a TrueType font. */
static size_t table_of(gr_str font, const char *tag)
{
    size_t n = number_at(font, 4, 2);
    for (size_t i = 0; i < n; i++) {
        if (memcmp(font.ptr + 12 + 16 * i, tag, 4) == 0) {
            return number_at(font, 12 + 16 * i + 8, 4);
        }
    }
    fail_msg("no table %s", tag);
    return 0;
}

/** Glyphs of a font that have an outline. */
static size_t outlines_of(gr_str font)
{
    size_t n = number_at(font, table_of(font, "maxp") + 4, 2), drawn = 0;
    bool wide = number_at(font, table_of(font, "head") + 50, 2) == 1;
    size_t loca = table_of(font, "loca"), bytes = wide ? 4 : 2;
    for (size_t i = 0; i < n; i++) {
        drawn += number_at(font, loca + i * bytes, bytes) !=
                 number_at(font, loca + (i + 1) * bytes, bytes);
    }
    return drawn;
}

typedef struct drawn {
    gr_face face;
    uint32_t glyph;
} drawn;

/** Glyphs that the sample draws, each once for its font; spaces and signs that are not seen left
 * out. */
static size_t drawn_in(const sample *s)
{
    drawn *list = NULL;
    size_t n = 0, cap = 0;
    for (size_t p = 0; p < s->pages.n; p++) {
        for (size_t i = 0; i < s->sheets[p].n; i++) {
            const gr_item *item = &s->items[p][i];
            for (size_t k = 0; item->kind == GR_ITEM_TEXT && k < item->as.text.n; k++) {
                const gr_run *run = item->as.text.run;
                const gr_glyph *glyph = &run->glyphs[item->as.text.first + k];
                gr_str sign = gr_str_sub(run->chars, glyph->cluster, SIZE_MAX);
                bool seen = !gr_str_starts(sign, GR_LIT(" ")) &&
                            !gr_str_starts(sign, GR_LIT("\xC2\xA0")) &&
                            !gr_str_starts(sign, GR_LIT("\xC2\xAD"));
                size_t at = 0;
                while (at < n && (list[at].face != run->face || list[at].glyph != glyph->id)) {
                    at++;
                }
                if (at == n && seen) {
                    *GR_PUSH(s->arena, list, n, cap, drawn) = (drawn){run->face, glyph->id};
                }
            }
        }
    }
    return n;
}

static void each_letter_has_its_outline(void **state)
{
    (void)state;
    sample *s = malloc(sizeof(*s));
    size_t fonts = 0, outlines = 0;
    assert_true(s != NULL && make_sample(s));
    gr_str bytes = emitted(s);
    for (size_t at = 1; at < bytes.len; at++) {
        gr_indirect object;
        gr_str font = GR_LIT("");
        if (bytes.ptr[at - 1] == '\n' && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9' &&
            gr_object_at(bytes, at, &object) &&
            gr_str_find(object.dict, GR_LIT("/Length1")) != SIZE_MAX &&
            gr_unpack(s->arena, &object, 10000000, &font)) {
            outlines += outlines_of(font);
            fonts++;
        }
    }
    assert_true(fonts > 1 && drawn_in(s) > 20);
    assert_true(outlines >= drawn_in(s) + fonts); /* and the sign for what a font does not have */
    drop_sample(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_letter_has_its_outline)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
