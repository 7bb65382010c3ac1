#include "lines.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

static HyphenDict *patterns;

bool open_patterns(const char *path)
{
    patterns = hnj_hyphen_load(path);
    return patterns != NULL;
}

static int code_point(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    int size = *s < 0x80   ? 1
               : *s < 0xe0 ? 2
               : *s < 0xf0 ? 3
                           : 4,
        code = size == 1 ? *s : *s & (0x7f >> size);
    for (int i = 1; i < size; i++)
        code = code << 6 | (s[i] & 0x3f);
    *at += size;
    return code;
}

float width(struct font *font, float size, const char *text, int length)
{
    float sum = 0;
    for (const char *at = text; at < text + length;) {
        int code = code_point(&at);
        if (code >= 0x2100)
            sum += 560;
        else {
            if (font->wide[code] < 0)
                font->wide[code] = (float)HPDF_Font_GetUnicodeWidth(font->font, (HPDF_UNICODE)code);
            sum += font->wide[code];
        }
    }
    return sum * size / 1000;
}

/* Bytes of the word that fit in room before the last place where it may be cut; 0 for none. */
static int cut_at(struct font *font, float size, const struct word *word, float room)
{
    char marks[256], small[256], **replaced = NULL;
    int *place = NULL, *gone = NULL, letters = word->length, best = 0;
    if (letters > 200)
        return 0;
    for (int i = 0; i < letters; i++)
        small[i] = (char)(word->text[i] >= 'A' && word->text[i] <= 'Z' ? word->text[i] + 32
                                                                       : word->text[i]);
    while (letters > 0 && strchr(".,", small[letters - 1]))
        letters--;
    if (letters < 6 ||
        hnj_hyphen_hyphenate2(patterns, small, letters, marks, NULL, &replaced, &place, &gone))
        return 0;
    float sum = width(font, size, "-", 1);
    for (const char *at = word->text; at < word->text + letters - 2;) {
        const char *before = at;
        code_point(&at);
        sum += width(font, size, before, (int)(at - before));
        if (sum > room)
            break;
        int done = (int)(at - word->text);
        if (done >= 2 && marks[done - 1] & 1)
            best = done;
    }
    free(replaced);
    free(place);
    free(gone);
    return best;
}

void break_lines(struct setting *set, struct font *font, float size, float measure,
                 const char *text)
{
    float used = 0, space = width(font, size, " ", 1);
    int count = 0;
    set->lines = 0;
    set->first[0] = 0;
    while (*text) {
        struct word word = {text, (int)strcspn(text, " "), 0, false};
        text += word.length;
        text += strspn(text, " ");
        for (bool set_whole = false; !set_whole;) {
            float gap = count > set->first[set->lines] ? space : 0;
            word.wide = width(font, size, word.text, word.length);
            set_whole = used + gap + word.wide <= measure || (gap == 0 && word.length < 6);
            int cut = set_whole ? 0 : cut_at(font, size, &word, measure - used - gap);
            if (set_whole || cut || gap == 0) {
                struct word part = word;
                if (cut)
                    part = (struct word){
                        word.text, cut,
                        width(font, size, word.text, cut) + width(font, size, "-", 1), true};
                set->words[count++] = part;
                used += gap + part.wide;
                set_whole = !cut;
                word.text += cut;
                word.length -= cut;
            }
            if (!set_whole) {
                set->first[++set->lines] = count;
                used = 0;
            }
        }
    }
    set->first[++set->lines] = count;
}
