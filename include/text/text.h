#ifndef GR_TEXT_TEXT_H
#define GR_TEXT_TEXT_H
/* Fonts and what is done with them: faces, shaping, hyphenation, subsets. HarfBuzz and libhyphen
 * live here and nowhere else. Numbers leave this room as integers. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"

typedef struct gr_text gr_text; /* all faces of one house style, with the caches of shaped words */
typedef uint16_t gr_face;       /* index of a face */

typedef struct gr_face_file { /* as the house style lists it */
    gr_str family, path;
    bool bold, italic, fallback;
    gr_str bytes;  /* the file; borrowed for the life of gr_text */
    int32_t index; /* of the face in a collection, from 0; -1: the style says none */
    gr_loc at;
} gr_face_file;

/** Opens faces, with TrueType or CFF outlines. FONT_FORM: not a font, damaged, variable, or one
 * of several faces that the style does not choose; FONT_LICENCE: it says that it may not be
 * embedded. Hyphenation patterns are loaded on the first use of a language from `hyphen_folder`
 * (hyph_nl_NL.dic, ...). */
GR_MUST_USE gr_status gr_text_open(const gr_face_file *files, size_t n, gr_str hyphen_folder,
                                   gr_diag *diag, gr_text **out);
void gr_text_close(gr_text *text); /* NULL is fine */
/** A face for tests: every glyph 0.5 em wide, ascender 0.75 em, no kerning, nothing missing. */
gr_text *gr_text_dummy(void);

/** Exact match of family, weight and slant, else the nearest of the family, else face 0. */
gr_face gr_text_face(const gr_text *text, gr_str family, bool bold, bool italic);

typedef struct gr_metrics {                        /* in 1/1000 of the size */
    int32_t ascent, descent, cap_height, x_height; /* descent is negative */
} gr_metrics;
gr_metrics gr_face_metrics(const gr_text *text, gr_face face);
bool gr_face_is_bold(const gr_text *text, gr_face face);

typedef struct gr_glyph {
    uint32_t id;     /* of the face */
    int32_t advance; /* 1/1000 of the size, kerning included, rounded so that a run adds up */
    int32_t natural; /* the same without kerning: what the font's own widths say */
    int32_t x_offset, y_offset;
    uint32_t cluster; /* byte in the run's text where its characters begin */
    uint32_t cluster_end;
} gr_glyph;
typedef struct gr_run { /* one face, one direction, one piece of text */
    gr_face face;
    bool rtl; /* read from right to left; its glyphs stand from left to right all the same */
    gr_str chars;
    const gr_glyph *glyphs;
    size_t n;
    int32_t advance; /* 1/1000 of the size */
    int32_t x;       /* where it stands in the whole text, 1/1000 of the size */
} gr_run;
typedef struct gr_shaped { /* a text may need several faces, and be read in both directions */
    const gr_run *runs;    /* as they are read */
    size_t n;
    int32_t advance;
    uint32_t missing; /* first character that no face has; 0: none */
} gr_shaped;
/** Shapes `chars` (no line ends) in `face`, falling back sign by sign. Cached: the result lives
 * until gr_text_release or gr_text_settle, or as long as `text`. `lang` is a BCP 47 tag. */
const gr_shaped *gr_text_shape(gr_text *text, gr_face face, gr_str lang, gr_str chars);
/** The same for a piece of a paragraph whose direction is known (an odd or even level). */
const gr_shaped *gr_text_shape_as(gr_text *text, gr_face face, gr_str lang, gr_str chars, bool rtl);

/** Words come in generations: the number of the one at hand. What a call gives is of the one that
 * is at hand then, also when the word is older. */
uint32_t gr_text_generation(const gr_text *text);
/** Nobody points to words of the generations [from, to): frees those that are no longer looked in.
 */
void gr_text_release(gr_text *text, uint32_t from, uint32_t to);
/** What is held for words, in bytes. */
size_t gr_text_bytes(const gr_text *text);
/** Nobody points to anything that was shaped: the pages that were made of it are gone. Frees all
 * but the last words. */
void gr_text_settle(gr_text *text);

/** True when something in `chars` is read from right to left, or asks for it. */
bool gr_text_turns(gr_str chars);
/** Embedding levels of a paragraph (Unicode Standard Annex 9), one for each byte: odd ones are read
 * from right to left. *out_rtl: the paragraph as a whole is, because its language is, or because it
 * has no letter of another kind. */
const uint8_t *gr_text_levels(gr_str chars, gr_str lang, gr_arena *arena, bool *out_rtl);
/** From left to right: which of `n` pieces of a line comes first, second, ... (rule L2). */
void gr_text_visual_order(const uint8_t *levels, size_t n, uint32_t *out_order);
/** Length of `advance` at this size, rounded half up. */
gr_mpt gr_text_length(int32_t advance, gr_mpt size);

/** The shape of a glyph, in 1/1000 of the size, y upwards from the base line; its number of steps.
 */
size_t gr_glyph_outline(const gr_text *text, gr_face face, uint32_t glyph, gr_arena *arena,
                        gr_path_step **out);

/** Byte positions inside `word` where it may be hyphenated, ascending; at least 2 letters before
 * and after, more where the patterns ask for it. Words with digits, and languages without patterns,
 *  have none. */
size_t gr_text_hyphenate(gr_text *text, gr_str lang, gr_str word, gr_arena *arena,
                         size_t **out_positions);

/** How far the pen moves after a glyph, in 1/100 of 1/1000 of the size; of .notdef 0. */
int32_t gr_glyph_width(const gr_text *text, gr_face face, uint32_t glyph);

/** What a PDF needs of one face: only the glyphs that were used. */
typedef struct gr_subset {
    gr_str program;          /* a TrueType font; a bare CFF table when `cff` */
    gr_str name;             /* PostScript name, without the subset tag */
    const uint32_t *old_ids; /* glyph ids asked for ... */
    const uint16_t *new_ids; /* ... and what they are in `program`: glyph ids, of CFF its CIDs */
    size_t n;
    const int32_t *widths; /* 1/100 of 1/1000 em, by position in old_ids */
    int32_t bbox[4], ascent, descent, cap_height, italic_angle_tenths, stem_v; /* 1/1000 em */
    bool fixed_pitch, serif, italic, cff;
} gr_subset;
/** `glyphs` ascending, without 0. The result lives in `arena`. */
GR_MUST_USE gr_status gr_text_subset(const gr_text *text, gr_face face, const uint32_t *glyphs,
                                     size_t n, gr_arena *arena, gr_diag *diag, gr_subset *out);

/** "HarfBuzz 6.0.0, FriBidi 1.0.8": for --version. */
const char *gr_text_engine(void);

#endif
