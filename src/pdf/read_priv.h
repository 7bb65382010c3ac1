#ifndef GR_PDF_READ_PRIV_H
#define GR_PDF_READ_PRIV_H
/* Objects by their number, and fonts as far as their text needs them. */
#include "inspect_priv.h"
#include "pdf/read.h"

typedef struct gr_read_group { /* an object stream, unpacked */
    gr_str bytes;              /* empty: not yet */
    size_t first, n;
} gr_read_group;
typedef struct gr_read_file {
    gr_str bytes, trailer;
    gr_file_table table;
    gr_read_group *groups; /* by number of the object */
    gr_arena *arena;
} gr_read_file;

/** False: it does not open. */
bool gr_read_open(gr_str bytes, gr_arena *arena, gr_read_file *out);
/** An object by its number; its value stands in `dict`, also when it is no dictionary. */
bool gr_read_object(gr_read_file *file, size_t number, gr_indirect *out);
/** The value of a key: what it refers to, when it is a reference. Empty: there is none. */
gr_str gr_read_entry(gr_read_file *file, gr_str dict, gr_str key);

typedef struct gr_read_glyph {
    gr_str text;
    int32_t width; /* in 1/100 of 1/1000 of the size; -1: not known */
} gr_read_glyph;
enum { GR_READ_CODES = 65536, GR_READ_CHUNK = 256 };
typedef struct gr_read_font {
    size_t number;                                        /* of its object */
    gr_read_glyph *chunks[GR_READ_CODES / GR_READ_CHUNK]; /* by code; NULL: none in it is known */
} gr_read_font;
GR_NEVER_NULL const gr_read_glyph *gr_read_glyph_of(const gr_read_font *font, uint16_t code);
/** False when its maps are not as we write them. */
bool gr_read_font_of(gr_read_file *file, size_t number, gr_read_font *out);
/** A number with a fraction, in thousandths; white space before it skipped. */
bool gr_thousandths_at(gr_str s, size_t *at, int64_t *out);

#endif
