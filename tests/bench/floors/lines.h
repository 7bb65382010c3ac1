/* Words and lines of the floor. */
#include <hpdf.h>
#include <stdbool.h>

#define LINES 400
#define WORDS 4000

struct font {
    HPDF_Font font;
    float wide[0x2100]; /* 1/1000 em by code point; below 0 when not asked yet */
};

struct word {
    const char *text;
    int length;
    float wide;
    bool cut;
};

struct setting { /* the words of line n: first[n] up to first[n + 1] */
    struct word words[WORDS];
    int first[LINES + 2], lines;
};

/* Patterns of hyphenation, as libhyphen reads them. */
bool open_patterns(const char *path);
/* In points, of so many bytes. */
float width(struct font *font, float size, const char *text, int length);
/* As many words on each line as fit, the last one cut where the patterns allow it. */
void break_lines(struct setting *set, struct font *font, float size, float measure,
                 const char *text);
