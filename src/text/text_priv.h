#ifndef GR_TEXT_PRIV_H
#define GR_TEXT_PRIV_H
/* The inside of room text: the faces as HarfBuzz knows them, the word cache, the patterns. */
#include <hb.h>
#include <hyphen.h>

#include "text/line_break.h"
#include "text/text.h"

typedef struct gr_figures gr_figures;
typedef struct gr_font { /* one face, opened */
    gr_face_file file;
    hb_blob_t *blob;
    hb_face_t *face;
    hb_font_t *font; /* scaled to font units: what HarfBuzz returns is exact */
    int64_t upem;    /* font units of 1 em, never 0 */
    bool cff;        /* its outlines are CFF, else TrueType */
    gr_metrics metrics;
    gr_figures *figures; /* NULL: none were asked for */
} gr_font;

typedef struct gr_word { /* one entry of the cache; free while shaped is NULL */
    uint64_t hash;
    gr_str chars;
    const gr_shaped *shaped;
    uint16_t lang; /* number */
    gr_face face;
    uint8_t way; /* in which direction it was to be shaped: gr_way */
} gr_word;
#if defined(__SANITIZE_ADDRESS__)
enum { GR_MOST_WORDS = 64 }; /* of a generation: it is soon gone, and late use is found */
#else
enum { GR_MOST_WORDS = 4096 };
#endif
typedef struct gr_word_cache { /* a generation of them, with all that they need */
    gr_arena *arena;           /* NULL: none yet */
    gr_word *slots;            /* open addressing, a power of two */
    size_t n, cap;
    uint32_t number; /* from 1 */
} gr_word_cache;
typedef enum gr_way {
    GR_WAY_AS_READ,
    GR_WAY_LTR,
    GR_WAY_RTL
} gr_way; /* the first: whatever its signs ask for */

typedef struct gr_liang gr_liang; /* patterns.c: a dictionary of the plain kind */
typedef struct gr_liang_facts {
    bool utf8;                      /* else a byte is a letter */
    int least_before, least_behind; /* letters at the ends of a word; 0: it does not say */
} gr_liang_facts;
/** NULL: it is of another kind, libhyphen has to read it. Lives in `arena`. */
gr_liang *gr_liang_read(gr_str bytes, gr_arena *arena);
gr_liang_facts gr_liang_facts_of(const gr_liang *liang);
/** `out_marks`: as long as the word, '0' to '9'; odd where it may be divided behind that byte. */
void gr_liang_mark(gr_liang *liang, gr_str word, char *out_marks);

typedef struct gr_patterns { /* neither: nothing for this language */
    gr_str lang;
    gr_liang *liang;
    HyphenDict *dict; /* what is not plain */
    gr_liang_facts facts;
} gr_patterns;

typedef struct gr_division { /* where a word may be divided; free while patterns is NULL */
    uint64_t hash;
    const gr_patterns *patterns;
    gr_str word;
    const size_t *positions;
    size_t n;
} gr_division;

struct gr_text {
    gr_arena *arena; /* everything below, but the words */
    gr_font *fonts;  /* none: the dummy */
    size_t n_fonts;
    hb_buffer_t *buffer;
    gr_word_cache now, before;
    gr_word_cache *old; /* generations before that: somebody may point into them */
    size_t n_old, cap_old;
    gr_str *langs; /* by number */
    size_t n_langs, cap_langs;
    gr_arena *scratch; /* marked and rewound within a call */
    gr_str hyphen_folder;
    gr_patterns **patterns; /* by language, as they were asked for */
    size_t n_patterns, cap_patterns;
    gr_arena *division_arena;
    gr_division *divisions; /* open addressing, a power of two */
    size_t n_divisions, cap_divisions;
};

/** An empty gr_text with its own arena. */
gr_text *gr_text_make(void);
/** Font units to 1/1000 em, rounded half up. */
int32_t gr_per_mille(int64_t units, int64_t upem);
/** Face that shows all of `signs` (a letter and its marks) when `face` should: itself, else a
 * fallback, else `face`, and *out_lacking is the first sign it has not. */
gr_face gr_face_for(const gr_text *text, gr_face face, gr_str signs, uint32_t *out_lacking);
/** What is looked up for `sign` in this font: itself, or a sign of the same look. */
uint32_t gr_sign_stand_in(const gr_font *font, uint32_t sign);
/* words.c: the cache; what is shaped lives in the generation at hand, text->now */
void gr_words_open(gr_text *text);
void gr_words_close(gr_text *text);
const gr_shaped *gr_shape_word(gr_text *text, const gr_word *word);
/** HarfBuzz, from left to right, into text->buffer. */
void gr_shape_plain(const gr_text *text, const gr_font *font, gr_str lang, gr_str chars);
/** figures.c. False: it is no amount, or signs of this face change each other. */
bool gr_figures_shape(gr_text *text, const gr_word *word, gr_shaped *out);
const gr_shaped *gr_dummy_shape(gr_text *text, gr_str chars);
void gr_patterns_close(gr_text *text);

/* line_cost.c: the cost of one line, so that another search can check ours */
typedef struct gr_line_offer {
    gr_mpt width, stretch, shrink; /* of what stands on the line */
    gr_mpt space;                  /* what it should fill */
    int32_t penalty;               /* of the break at its end */
    bool hyphen, after_hyphen;     /* at its end; at the end of the line before */
    bool free, last;               /* need not be filled; last of the paragraph */
    bool lone;                     /* one word behind the last line end */
    bool justify;
} gr_line_offer;
typedef struct gr_line_cost {
    bool fits;
    int64_t badness, demerits; /* demerits without what the line before adds */
    uint8_t fitness;           /* 0 tight, 1 decent, 2 loose, 3 very loose */
} gr_line_cost;
gr_line_cost gr_line_cost_of(const gr_line_offer *offer);
#define GR_BREAK_TOLERANCE   1500  /* worst badness of the first pass */
#define GR_TOO_MANY_HYPHENS  90000 /* demerits of each hyphen in a row above those allowed */
#define GR_UNLIKE_NEIGHBOURS 1000  /* of a tight line next to a loose one */
int64_t gr_line_clash(uint8_t fitness, uint8_t before); /* demerits of unlike neighbours */

#endif
